"""An English text as sentences with its dates, places and capitalized names."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from extraction import lexicon
from extraction.findings import Span, Value
from extraction.mentions import ForumMention, PersonMention, Sentence
from extraction.places import Place, find_place

ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Ms|Mrs|Dr|Prof|St|Co|Inc|Ltd|No|Jr|Sr|vs|Oct|Nov|Dec|Sept|Sep|Aug|Jan|Feb|Mar|Apr|Jun|Jul|Gen|Gov|U\.S|U\.K)|\b[A-Z])\.$"
)
SENTENCE_END = re.compile(r"[.!?][\"”’)]?(?=\s+[\"“(]?[A-Z0-9(]|\s*$)|:(?=\s*$)")
MONTHS = {name: number for number, names in enumerate(
    ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep",
     "october oct", "november nov", "december dec"), 1) for name in names.split()}  # fmt: skip
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
DAY = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
YEAR = r"(?:19|20)\d\d"
TAIL = rf"(?:,?\s(?P<year>{YEAR})\b|\s(?:of\s)?(?P<rel>next year|last year|this year|that year))?"
DASH = r"\s?(?:to|and|through|until|[-–—])\s?"
RULES = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("range", rf"\b(?:from\s)?(?P<m1>{MONTH})\s(?P<d1>{DAY}){DASH}(?P<m2>{MONTH})\s(?P<d2>{DAY})\b{TAIL}"),
        ("range", rf"\b(?:from\s)?(?P<d1>{DAY})\s(?P<m1>{MONTH}){DASH}(?P<d2>{DAY})\s(?P<m2>{MONTH})\b{TAIL}"),
        ("range", rf"\b(?:from\s)?(?P<m2>{MONTH})\s(?P<d1>{DAY}){DASH}(?P<d2>{DAY})\b{TAIL}"),
        ("range", rf"\b(?:from\s)?(?P<d1>{DAY}){DASH}(?P<d2>{DAY})\s(?P<m2>{MONTH})\b{TAIL}"),
        ("day", rf"\b(?P<m2>{MONTH})\s(?P<d2>{DAY})\b(?!\s?people|\sper){TAIL}"),
        ("day", rf"\b(?P<d2>{DAY})\s(?P<m2>{MONTH})\b{TAIL}"),
        ("month", rf"\b(?:in|for|to|until|since|of|on)\s(?P<early>early\s|late\s|mid-)?(?P<m2>{MONTH})\b{TAIL}"),
        ("month", rf"\b(?P<m2>{MONTH})\s(?P<year>{YEAR})\b"),
        ("season", rf"\b(?:in\s(?:the\s)?)?(?P<s>spring|summer|autumn|fall|winter)(?:\sof)?\s(?P<year>{YEAR}|next year|this year)\b"),
        ("year", rf"\bin\s(?P<year>{YEAR})\b|\b(?P<rel>next year|last year|this year|next year's|last year's)\b|\bfor\s(?P<year2>{YEAR})\b"),
        ("iso", rf"\b(?P<year>{YEAR})-(?P<mm>[01]\d)-(?P<d2>[0-3]\d)\b"),
        ("relative", r"\b(?P<word>today|yesterday|tomorrow)\b"),
        ("weekday", r"\bon\s(?P<wd>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"),
    )
)  # fmt: skip
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
WEEKDAYS = {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}
PLACE = re.compile(r"(?<!\w)[A-Z][\w’'.-]{0,30}(?:[ -](?:[A-Z][\w’'.-]{0,30}|of|the)){0,4}")
LONGEST_SENTENCE = 1500  # characters; a longer one is cut, so that no text costs more than linear time
MOST_SENTENCES = 4000


@dataclass(frozen=True, slots=True)
class When:
    span: Span
    edtf: str | None
    year: int | None
    precision: str
    has_year: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    span: Span
    name: str
    place: Place


@dataclass(slots=True)
class Clauses:
    """The text with everything that later rules look up."""

    text: str
    published_on: date | None
    sentences: list[Sentence] = field(default_factory=list)
    dates: list[When] = field(default_factory=list)
    places: list[Where] = field(default_factory=list)
    people: list[PersonMention] = field(default_factory=list)
    forums: list[ForumMention] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def sentence_of(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)

    def sentence_text(self, index: int) -> str:
        span = self.sentences[index].span
        return self.text[span.start : span.end]

    def people_in(self, span: Span) -> list[PersonMention]:
        return [person for person in self.people if span.covers(person.span)]

    def places_in(self, span: Span) -> list[Where]:
        return [where for where in self.places if span.covers(where.span)]


def read_clauses(text: str, published_on: date | None) -> Clauses:
    clauses = Clauses(text, published_on)
    paragraph = -1
    for line in re.finditer(r"[^\n]+", text):
        if not line[0].strip():
            continue
        paragraph += 1
        background = False
        for start, end in _sentences(text, line.start(), line.end()):
            if len(clauses.sentences) >= MOST_SENTENCES:
                break
            background = (
                background
                or re.match(r"(?:Earlier|Previously|As reported|Background)\b", text[start:end]) is not None
            )
            clauses.sentences.append(Sentence(Span(start, end), paragraph, is_background=background))
    if (
        len(clauses.sentences) > 1
        and clauses.sentences[1].paragraph > 0
        and not clauses.sentence_text(0).rstrip().endswith((".", ":", ";"))
    ):
        clauses.sentences[0].is_title = True
    clauses.starts = [sentence.span.start for sentence in clauses.sentences]
    clauses.dates = find_dates(text, published_on)
    clauses.places = find_places(text)
    return clauses


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    begin = start
    for mark in SENTENCE_END.finditer(text, start, end):
        if ABBREVIATED.search(text[max(begin, mark.start() - 8) : mark.start() + 1]):
            continue
        found.append((begin, mark.end()))
        begin = mark.end()
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end and text[begin:end].strip():
        found.append((begin, end))
    return [
        (at, min(at + LONGEST_SENTENCE, last)) for first, last in found for at in range(first, last, LONGEST_SENTENCE)
    ]


def find_dates(text: str, published_on: date | None) -> list[When]:
    taken = bytearray(len(text))
    found: list[When] = []
    for rule, pattern in RULES:
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            when = _when(rule, match, published_on)
            if when is not None:
                taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
                found.append(when)
    return sorted(found, key=lambda when: when.span)


def _when(rule: str, match: re.Match[str], published_on: date | None) -> When | None:
    parts = match.groupdict()
    span = Span(*match.span())
    try:
        if rule in ("relative", "weekday"):
            return _relative(rule, parts, span, published_on)
        year = _said_year(parts, published_on)
        has_year = year is not None
        if rule == "year":
            return When(span, str(year), year, "year", True) if year else None
        if rule == "season":
            return (
                When(span, f"{year}-{SEASONS[(parts['s'] or '').lower()]}", year, "season", True)
                if year
                else None
            )
        month = int(parts["mm"]) if parts.get("mm") else MONTHS[(parts.get("m2") or "").lower().rstrip(".")]
        day = int(re.sub(r"\D", "", parts["d2"])) if parts.get("d2") else None
        year = year or _nearest(month, day or 15, published_on)
        if year is None:
            return When(span, None, None, "day")
        if day is None:
            return When(span, f"{year}-{month:02d}", year, "month", has_year)
        last = date(year, month, day)
        if not parts.get("d1"):
            return When(span, last.isoformat(), year, "day", has_year)
        first_month = MONTHS[(parts.get("m1") or "").lower().rstrip(".")] if parts.get("m1") else month
        first = date(year - (first_month > month), first_month, int(re.sub(r"\D", "", parts["d1"] or "")))
        return (
            When(span, f"{first.isoformat()}/{last.isoformat()}", year, "day", has_year)
            if first < last
            else None
        )
    except (ValueError, KeyError):
        return None


def _relative(rule: str, parts: dict[str, str | None], span: Span, published_on: date | None) -> When | None:
    if published_on is None:
        return None
    if rule == "relative":
        shift = {"today": 0, "yesterday": -1, "tomorrow": 1}[(parts["word"] or "").lower()]
    else:
        shift = -((published_on.weekday() - WEEKDAYS[(parts["wd"] or "").lower()]) % 7)
    day = date.fromordinal(published_on.toordinal() + shift)
    return When(span, day.isoformat(), day.year, "day", True)


def _said_year(parts: dict[str, str | None], published_on: date | None) -> int | None:
    said = parts.get("year") or parts.get("year2")
    if said and said.isdigit():
        return int(said)
    relative = (said or parts.get("rel") or "").lower()
    if not relative or published_on is None:
        return None
    return published_on.year + (
        1 if relative.startswith("next") else -1 if relative.startswith("last") else 0
    )


def _nearest(month: int, day: int, published_on: date | None) -> int | None:
    if published_on is None:
        return None
    options = []
    for year in (published_on.year - 1, published_on.year, published_on.year + 1):
        last = calendar.monthrange(year, month)[1]
        options.append((abs((date(year, month, min(day, last)) - published_on).days), year))
    return min(options)[1]


def find_places(text: str) -> list[Where]:
    """Places of the gazetteer among the capitalized words, the longest name at each position."""
    names = place_names()
    found: list[Where] = []
    for run in PLACE.finditer(text):
        words = list(re.finditer(r"\S+", run[0]))
        index = 0
        while index < len(words):
            length = next(
                (
                    n
                    for n in range(min(4, len(words) - index), 0, -1)
                    if _key(run[0][words[index].start() : words[index + n - 1].end()]) in names
                ),
                0,
            )
            if not length:
                index += 1
                continue
            start, end = run.start() + words[index].start(), run.start() + words[index + length - 1].end()
            name = re.sub(r"(?:['’]s?|[.,;:])+$", "", text[start:end])
            place = find_place(name)
            if place is not None:
                found.append(Where(Span(start, start + len(name)), name, place))
            index += length
    return found


def _key(name: str) -> str:
    return re.sub(r"(?:['’]s?|[.,;:])+$", "", name).casefold()


@lru_cache(maxsize=1)
def place_names() -> frozenset[str]:
    names = set()
    for row in lexicon.table("places"):
        for name in (row[3], *(row[9].split(";") if len(row) > 9 else ())):
            if len(name) > 2 and name.isascii() and name[0].isupper():
                names.add(name.casefold())
    return frozenset(
        names
        - {
            "of",
            "the",
            "fair",
            "forum",
            "union",
            "bay",
            "central",
            "union city",
            "general",
            "deputy",
            "project",
        }
    )


def value(text: str, start: int, end: int, rule: str) -> Value[str]:
    return Value(text[start:end], Span(start, end), rule)
