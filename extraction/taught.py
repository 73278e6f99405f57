"""Names that curators teach, found in a text in any case, and put in the place of what the text calls them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import fields as fields_of
from functools import lru_cache
from typing import Any

from extraction import lexicon
from extraction.findings import Post, Span, Value
from extraction.keys import phrase_key, stems
from extraction.lexicon import Lexicon, Term
from extraction.mentions import Reading

RULE = "taught_name"
NAMED_BODIES = ("sender", "destination", "invited_by", "place")
NAMED_BODY_LISTS = ("organizers", "parties", "by", "to", "supported_by")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A taught name in the text."""

    span: Span
    term: Term


def find_series(text: str, language: str) -> list[Occurrence]:
    """Where the text names a taught series, the longest name first where two begin at one word; none overlap."""
    table = _by_first_stem(lexicon.current(), language)
    if not table:
        return []
    words = list(stems(text))
    found: list[Occurrence] = []
    index = 0
    while index < len(words):
        for keys, term in table.get(words[index][2], ()):
            behind = words[index : index + len(keys)]
            if (
                tuple(stem for _, _, stem in behind) == keys
                and "\n" not in text[behind[0][0] : behind[-1][1]]
            ):
                found.append(Occurrence(Span(behind[0][0], behind[-1][1]), term))
                index += len(keys) - 1
                break
        index += 1
    return found


@lru_cache(maxsize=16)
def _by_first_stem(taught: Lexicon, language: str) -> dict[str, list[tuple[tuple[str, ...], Term]]]:
    found: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
    for term in taught.terms:
        keys = tuple(stem for _, _, stem in stems(term.written))
        if term.kind == "series" and term.language == language and keys:
            found.setdefault(keys[0], []).append((keys, term))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


def rename(reading: Reading) -> Reading:
    """Put the taught name in the place of each that is written in a taught way; what stood there becomes an alias."""
    names = _by_key(lexicon.current(), reading.language)
    if not names:
        return reading
    for mention in reading.forums:
        known = _term(mention.name, names, "series")
        if known is not None and mention.name is not None and known.name != mention.name.value:
            mention.aliases.append(mention.name)
            mention.name = Value(known.name, mention.name.span, RULE)
    for mention in _mentions(reading):
        for attribute in fields_of(mention):
            content = getattr(mention, attribute.name)
            if attribute.name in NAMED_BODIES:
                setattr(mention, attribute.name, _renamed(content, names))
            elif attribute.name in NAMED_BODY_LISTS:
                setattr(mention, attribute.name, [_renamed(value, names) for value in content])
            elif attribute.name == "posts":
                mention.posts = [_at_renamed(post, names) for post in content]
    return reading


def _mentions(reading: Reading) -> Iterator[Any]:
    yield from reading.people
    yield from reading.forums
    yield from reading.delegations
    yield from reading.projects
    yield from reading.agreements
    yield from reading.proposals


@lru_cache(maxsize=16)
def _by_key(taught: Lexicon, language: str) -> dict[str, Term]:
    return {phrase_key(term.written): term for term in taught.terms if term.language == language}


def _term(value: Value[str] | None, names: dict[str, Term], *kinds: str) -> Term | None:
    term = names.get(phrase_key(value.value)) if value is not None else None
    return term if term is not None and term.kind in kinds else None


def _renamed(value: Value[str] | None, names: dict[str, Term]) -> Value[str] | None:
    term = _term(value, names, "organization", "place")
    return Value(term.name, value.span, RULE) if term is not None and value is not None else value


def _at_renamed(post: Value[Post], names: dict[str, Term]) -> Value[Post]:
    term = names.get(phrase_key(post.value.organization)) if post.value.organization else None
    if term is None or term.kind != "organization":
        return post
    return Value(Post(post.value.title, term.name, post.value.is_former), post.span, RULE)
