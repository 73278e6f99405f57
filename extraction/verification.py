"""The evidence check: a value that does not follow from its quote, or from the text, is dropped.

Names are checked word by word on their stems, numbers and sums on their digits, dates on theirs. What a rule derives
(a country from a town, a year from «сегодня», a region from «региона») must follow from words elsewhere in the text or
from a table; what classifies (kind, status) needs only a quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from extraction import ordinals
from extraction.findings import PLAIN, Finding, Post, Report, Span, Value
from extraction.folding import fold, fold_case
from extraction.places import find_place

CLASSIFYING = frozenset({"status", "kind", "country", "sector"})
# The full name of «ВЭФ», "CIIE" is in the lexicon; "Gov." is a governor.
FROM_TABLE = frozenset({"known_series", "taught_name", "office_abbreviated"})
REFERRING = frozenset({"forum", "session"})
STEM = 4  # letters of a long word that survive declension
SHORTEST_STEM = 2
WORD = re.compile(r"[а-яa-z]{2,}|[\u3400-\u4dbf\u4e00-\u9fff]|\d+")
TWO_LETTERS_DECLINED = re.compile(r"[а-я]й")  # «Чжан Юй» is «Чжан Юем»: one letter is no stem
DIGITS = re.compile(r"\d+")
KEYS = {  # a record without the field by which it is known is no record
    "forums": "series",
    "people": "name",
    "delegations": "sender",
    "projects": "name",
    "proposals": "text",
}


def verify(report: Report, text: str) -> Report:
    """Drop values, and records whose key value is dropped; references to dropped records are cleared."""
    folded = fold_case(fold(text))
    stems = _stems(folded)
    for _, finding in report.findings():
        _verify_finding(finding, folded, stems)
    _drop_empty(report)
    _clear_references(report)
    return report


def _verify_finding(finding: Finding, folded: str, stems: frozenset[str]) -> None:
    for attribute in fields(finding):
        if attribute.name in PLAIN:
            continue
        content = getattr(finding, attribute.name)
        if isinstance(content, list):
            setattr(finding, attribute.name, [v for v in content if _holds(attribute.name, v, folded, stems)])
        elif content is not None and not _holds(attribute.name, content, folded, stems):
            setattr(finding, attribute.name, None)


def _holds(name: str, value: Value[Any], folded: str, stems: frozenset[str]) -> bool:
    if not _is_inside(value.span, len(folded)):
        return False
    quote = folded[value.span.start : value.span.end]
    if value.rule in FROM_TABLE:
        return bool(quote.strip())
    if name in CLASSIFYING or name in REFERRING:
        return bool(quote.strip())
    if name == "number":
        return value.value in _numbers(quote)
    if name in ("year", "dates"):
        return _date_holds(str(value.value), quote)
    if name == "size":
        return _size_holds(value.value, quote)
    if isinstance(value.value, Post):
        return _text_holds(value.value.title, quote, stems) and _body_holds(
            value.value.organization, quote, stems
        )
    return _text_holds(str(value.value), quote, stems)


def _is_inside(span: Span, length: int) -> bool:
    return 0 <= span.start < span.end <= length


def _text_holds(value: str, quote: str, stems: frozenset[str]) -> bool:
    """Every word of the value stands in the quote or, where a rule joined two places of the text, in the text."""
    missing = [stem for stem in _own_stems(value) if stem not in stems]
    return not missing or _is_same_place(value, quote) or _is_known_name(value, stems)


def _body_holds(organization: str, quote: str, stems: frozenset[str]) -> bool:
    """ "Finland" for "the Finnish minister": countries are told by their adjectives."""
    return not organization or _text_holds(organization, quote, stems) or find_place(organization) is not None


def _is_same_place(value: str, quote: str) -> bool:
    """The gazetteer calls «Шеньян» Шэньян, «российскую» Россия."""
    place = find_place(value)
    return place is not None and len(quote) < 60


def _is_known_name(value: str, stems: frozenset[str]) -> bool:
    """The full name of a series whose abbreviation the text gives: its initials are a word of the text."""
    initials = "".join(word[0] for word in re.findall(r"[а-яёa-z]+", value.lower()) if len(word) > 1)
    return len(initials) > 1 and initials[:STEM] in stems


def _own_stems(value: str) -> list[str]:
    """The letters of each word that any of its forms begins with: four of a long word, two of «край»."""
    words = [
        word for word in WORD.findall(fold_case(fold(value))) if not TWO_LETTERS_DECLINED.fullmatch(word)
    ]
    return [
        word if word.isdigit() else word[: max(SHORTEST_STEM, min(STEM, len(word) - 2))] for word in words
    ]


def _stems(folded: str) -> frozenset[str]:
    """All beginnings of the words of a text that `_own_stems` may ask for."""
    words = frozenset(WORD.findall(folded))
    return words | {word[:length] for word in words for length in range(SHORTEST_STEM, STEM + 1)}


def _numbers(quote: str) -> set[int]:
    """Every number that the quote can be read as."""
    found = {int(digits) for digits in DIGITS.findall(quote) if len(digits) < 5}
    for word in re.findall(r"[^\W\d_]+", quote):
        roman = ordinals.roman(word.upper())
        if roman:
            found.add(roman)
    found |= set(ordinals.spelled(quote))
    return found


def _date_holds(value: str, quote: str) -> bool:
    """The digits of the quote agree with the date; a quote without digits is a word like «вчера» or «в этом году»."""
    said = [int(digits) for digits in DIGITS.findall(quote)]
    if not said:
        return True
    given = {int(digits) for digits in DIGITS.findall(value)}
    return bool(given & set(said)) or not value.count("-") or "квартал" in quote


def _size_holds(value: Any, quote: str) -> bool:
    if isinstance(value, str):
        return True
    return str(value) in DIGITS.findall(quote) or value in ordinals.spelled(quote)


def _drop_empty(report: Report) -> None:
    for kind, key in KEYS.items():
        kept = [finding for finding in getattr(report, kind) if getattr(finding, key) is not None]
        setattr(report, kind, kept)
    report.proposals = [p for p in report.proposals if p.by or p.rule == "proposed_by_nobody_named"]
    report.agreements = [a for a in report.agreements if a.subject is not None or a.parties]


def _clear_references(report: Report) -> None:
    ids = {finding.id for finding in (*report.forums, *report.sessions)}
    for holder in _holders(report):
        for name in REFERRING:
            value = getattr(holder, name, None)
            if value is not None and value.value not in ids:
                setattr(holder, name, None)
    report.sessions = [session for session in report.sessions if session.forum is not None]


def _holders(report: Report) -> Iterator[Finding]:
    yield from report.sessions
    yield from report.delegations
    yield from report.projects
    yield from report.agreements
    yield from report.proposals
