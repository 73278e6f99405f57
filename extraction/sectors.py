"""The sector of a project, read from a word of its name or of what is said beside it.

What is built tells most («зерновой терминал» is transport), then what it deals with («рыбный завод» is fishing), then that it is
a plant of any kind (manufacturing). The words are in `lexicon/sectors_*.tsv`, the sectors are sets of divisions of ISIC Rev. 4.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extraction import keys, lexicon
from extraction.findings import Span, Value
from extraction.folding import fold, fold_case
from extraction.places import find_place

SECTORS = frozenset(
    {
        "agriculture", "forestry", "fishing", "mining", "oil-gas", "energy", "manufacturing", "construction", "transport",
        "trade", "tourism", "it", "finance", "science", "health", "ecology", "culture", "services",
    }
)  # fmt: skip
HEAD, MATTER = "head", "matter"  # and "general"
RULES = OF_NAME, BESIDE_NAME, OF_PLANTS = "sector_of_name", "sector_beside_name", "sector_of_plants"
LANGUAGES = ("ru", "zh", "en")
BESIDE = 60  # characters on either side of the name in which a word of the sentence is about the project
ANY_END = "*"
PLURAL = "s"  # of an English word; the stem of a Russian one has no number


@dataclass(frozen=True)
class Told:
    """A word that tells a sector, and how directly; `entry` is what the table has of it."""

    span: Span
    sector: str
    rank: str
    entry: str


@dataclass(frozen=True)
class _Term:
    """An entry of the table, each of its words as the beginning of a word or as its stem."""

    words: tuple[str, ...]
    sector: str
    rank: str
    entry: str


def sector_of(
    text: str, language: str, name: Span, sentence: Span, others: Iterable[Span] = ()
) -> Value[str] | None:
    """The sector of the project named at `name`; `others` are names of other things, whose words say nothing of it."""
    if language not in LANGUAGES:
        return None
    in_name = [told for told in words_of(text, language, name) if not _is_place(text, told, name)]
    for rank in (HEAD, MATTER):
        said = [told for told in in_name if told.rank == rank]
        if said:
            return Value(said[0].sector, said[0].span, OF_NAME)
    nearby = Span(max(sentence.start, name.start - BESIDE), min(sentence.end, name.end + BESIDE))
    beside = [
        told
        for told in words_of(text, language, nearby)
        if told.rank == MATTER
        and not any(told.span.overlaps(other) for other in (name, *others))
        and not text[told.span.start].isupper()
    ]
    if len({told.sector for told in beside}) == 1:
        return Value(beside[0].sector, beside[0].span, BESIDE_NAME)
    return Value(in_name[0].sector, in_name[0].span, OF_PLANTS) if in_name else None


def words_of(text: str, language: str, span: Span) -> list[Told]:
    """The words of a stretch of text that tell a sector, in its order; of two that overlap the longer one."""
    found = sorted(
        _matches(text, language, span),
        key=lambda told: (-len(told.span), -len(told.entry), told.span.start),
    )
    kept: list[Told] = []
    for told in found:
        if not any(told.span.overlaps(other.span) for other in kept):
            kept.append(told)
    return sorted(kept, key=lambda told: told.span.start)


def _matches(text: str, language: str, span: Span) -> Iterator[Told]:
    stretch = text[span.start : span.end]
    if language == "zh":
        for word, sector, rank in lexicon.table("sectors_zh"):
            for match in re.finditer(re.escape(word), stretch):
                yield Told(_moved(match.start(), match.end(), span), sector, rank, word)
        return
    folded = fold_case(fold(stretch))
    words = list(keys.stems(stretch))
    by_letters = _terms(language)
    for position, (start, end, _stem) in enumerate(words):
        for term in by_letters.get(folded[start : min(start + 2, end)], ()):
            last = position + len(term.words)
            if last <= len(words) and _is_said(term, words[position:last], folded):
                yield Told(_moved(start, words[last - 1][1], span), term.sector, term.rank, term.entry)


def _is_said(term: _Term, words: Sequence[tuple[int, int, str]], folded: str) -> bool:
    return all(
        folded[start:end].startswith(part[:-1]) if part.endswith(ANY_END) else stem in (part, part + PLURAL)
        for part, (start, end, stem) in zip(term.words, words, strict=True)
    )


def _moved(start: int, end: int, span: Span) -> Span:
    return Span(span.start + start, span.start + end)


@lru_cache(maxsize=len(LANGUAGES))
def _terms(language: str) -> dict[str, list[_Term]]:
    """The entries by the first two letters of their first word."""
    terms: dict[str, list[_Term]] = defaultdict(list)
    for entry, sector, rank in lexicon.table(f"sectors_{language}"):
        words = tuple(_part(word) for word in entry.split())
        terms[words[0][:2]].append(_Term(words, sector, rank, entry))
    return terms


def _part(word: str) -> str:
    if word.endswith(ANY_END):
        return fold_case(fold(word))
    ((_start, _end, stem),) = keys.stems(word)
    return stem


def _is_place(text: str, told: Told, name: Span) -> bool:
    """Whether the word is, or belongs to, the name of a place: «Лесосибирск», «Горно-Алтайск»."""
    word = text[told.span.start : told.span.end]
    return word[:1].isupper() and told.span.start > name.start and find_place(word) is not None
