"""Dates of an English text as EDTF (ISO 8601-2), never more precise than the words.

A day or month without a year takes the year nearest to the day of publication.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from extraction.findings import Span

NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?)(?![A-Za-z])"
)
DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d|:\d)"
YEAR = r"(?:19|20)\d\d(?!\d)"
TAIL = rf"(?:,?\s(?P<year>{YEAR})|\s(?:of\s)?(?P<rel>this|next|last|that)\syear)?"
DASH = r"\s?[-–—]\s?"
TO = rf"(?:{DASH}|\s(?:to|through|until|till|and)\s)"
WEEKDAY = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
ORDERS = {"first": 33, "second": 34, "third": 35, "fourth": 36}
DAY_SHIFT = {"yesterday": -1, "today": 0, "tomorrow": 1, "tonight": 0}

RULES: tuple[tuple[str, str], ...] = (
    ("range_two_months", rf"(?P<m1>{MONTH})\s(?P<d1>{DAY}){TO}(?P<m2>{MONTH})\s(?P<d2>{DAY}){TAIL}"),
    ("range_two_months", rf"(?<![\d.,])(?P<d1>{DAY})\s(?P<m1>{MONTH}){TO}(?P<d2>{DAY})\s(?P<m2>{MONTH}){TAIL}"),
    ("range_days", rf"(?P<m2>{MONTH})\s(?P<d1>{DAY}){TO}(?P<d2>{DAY}){TAIL}"),
    ("range_days", rf"(?<![\d.,])(?P<d1>{DAY}){TO}(?P<d2>{DAY})\s(?:of\s)?(?P<m2>{MONTH}){TAIL}"),
    ("day", rf"(?P<m2>{MONTH})\s(?P<d2>{DAY}){TAIL}"),
    ("day", rf"(?<![\d.,])(?P<d2>{DAY})\s(?:of\s)?(?P<m2>{MONTH}){TAIL}"),
    ("iso", r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<mm>[01]\d)-(?P<d2>[0-3]\d)(?!\d)"),
    ("relative_month", rf"(?P<rel>this|next|last)\s(?P<m2>{MONTH})"),
    ("month", rf"(?P<m2>(?!May\s[a-z])(?!March\s[a-z]){MONTH}),?\s(?P<year>{YEAR})"),
    ("month", rf"(?:in|for|of|until|from|since|by|early|late|mid|end of|to)[-\s](?:early[-\s]|late[-\s]|mid-)?(?P<m2>{MONTH}){TAIL}"),
    ("quarter", rf"(?P<q>first|second|third|fourth)\squarter\sof\s(?P<year>{YEAR})"),
    ("season", rf"(?:(?:in|for)\s)?(?:the\s)?(?:(?P<rel>this|next|last)\s)?(?P<s>spring|summer|autumn|winter)(?:\s(?:of\s)?(?P<year>{YEAR}))?"),
    ("month_at_hand", r"(?:(?:earlier|later)\s)?(?P<rel>this|next|last)\s(?P<unit>month)(?![a-z])"),
    ("week_at_hand", r"(?:(?:earlier|later)\s)?(?P<rel>this|next|last)\s(?P<unit>week)(?![a-z])"),
    ("relative_year", r"(?P<rel>this|next|last|that)\syear"),
    ("relative_day", r"(?P<day>yesterday|today|tomorrow|tonight)(?![a-z])"),
    ("weekday_range", rf"(?P<wd1>{WEEKDAY}){TO}(?P<wd>{WEEKDAY})(?![a-z])"),
    ("weekday", r"(?:(?P<rel>this|last|next)\s)?(?P<wd>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?![a-z])"),
    ("year", rf"(?:in|for|of|since|until|by)\s(?P<year>{YEAR})(?![-\d,.]\d)"),
    ("bare_year", r"(?<![\d$€¥£.,-])(?P<year>20\d\d)(?![\d.,]\d|\d|\s(?:people|companies|participants|exhibitors|delegates))"),
)  # fmt: skip
COMPILED = tuple((name, re.compile(rf"(?<![A-Za-z]){pattern}", re.IGNORECASE)) for name, pattern in RULES)


@dataclass(frozen=True, slots=True)
class When:
    """A date said in the text; edtf is None where the words give no more than a year."""

    span: Span
    edtf: str | None
    year: int | None
    rule: str
    is_day: bool = False
    has_year: bool = True  # the year is said, not inferred


def find_dates(text: str, published_on: date | None) -> list[When]:
    """All dates of the folded text, in order, none inside another."""
    taken = bytearray(len(text))
    found: list[When] = []
    for rule, pattern in COMPILED:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            when = _when(rule, match, published_on)
            if when is not None:
                taken[start:end] = b"\x01" * (end - start)
                found.append(when)
    found.sort(key=lambda when: when.span)
    return _with_that_year(found, text)


def _with_that_year(found: list[When], text: str) -> list[When]:
    """ "August of that year": the year last named before."""
    result: list[When] = []
    year: int | None = None
    for when in found:
        if "that year" in text[when.span.start : when.span.end].lower():
            month = when.edtf[5:7] if when.edtf else ""
            if year is None:
                continue
            when = When(when.span, f"{year}-{month}" if month else None, year, when.rule)
        year = when.year or year
        result.append(when)
    return result


def _when(rule: str, match: re.Match[str], published_on: date | None) -> When | None:
    parts = match.groupdict()
    span = Span(*match.span())
    try:
        if parts.get("wd1"):
            return _weekdays(rule, span, parts, published_on)
        if parts.get("day") or parts.get("wd"):
            return _relative_day(rule, span, parts, published_on)
        if parts.get("unit"):
            return _at_hand(rule, span, parts, published_on)
        month = _month(parts.get("m2")) or int(parts.get("mm") or 0) or None
        year = int(parts["year"]) if parts.get("year") else _relative_year(parts.get("rel"), published_on)
        has_year = year is not None
        if parts.get("q"):
            return When(span, f"{year}-{ORDERS[parts['q'].lower()]}", year, rule)
        if parts.get("s"):
            if year is None:
                return None
            return When(span, f"{year}-{SEASONS[parts['s'].lower()]}", year, rule)
        if month is None:
            if (parts.get("rel") or "").lower() == "that":
                return When(span, None, None, rule)
            return When(span, None, year, rule) if year is not None else None
        day = int(re.sub(r"\D", "", parts["d2"])) if parts.get("d2") else None
        if year is None and published_on is not None:
            year = _nearest_year(published_on, month, day or 15)
        if year is None:
            return None
        if day is None:
            return When(span, f"{year}-{month:02}", year, rule, has_year=has_year)
        last = date(year, month, day).isoformat()
        if not parts.get("d1"):
            return When(span, last, year, rule, is_day=True, has_year=has_year)
        first_month = _month(parts.get("m1")) or month
        first_year = year - 1 if first_month > month else year
        first = date(first_year, first_month, int(re.sub(r"\D", "", parts["d1"]))).isoformat()
        return (
            When(span, f"{first}/{last}", year, rule, is_day=True, has_year=has_year)
            if first < last
            else None
        )
    except ValueError:
        return None


def _at_hand(rule: str, span: Span, parts: dict[str, str | None], published_on: date | None) -> When | None:
    """ "Last month" is a month; "last week" tells only the year."""
    shift = {"this": 0, "next": 1, "last": -1}[(parts["rel"] or "").lower()]
    if published_on is None:
        return None
    if parts["unit"] == "week":
        return When(span, None, (published_on + timedelta(7 * shift)).year, rule)
    months = published_on.year * 12 + published_on.month - 1 + shift
    return When(span, f"{months // 12}-{months % 12 + 1:02}", months // 12, rule)


def _weekdays(rule: str, span: Span, parts: dict[str, str | None], published_on: date | None) -> When | None:
    """ "From Saturday to Tuesday": the days around the day of publication, or those to come."""
    if published_on is None:
        return None
    first, last = (WEEKDAYS.index((parts[key] or "").lower()) for key in ("wd1", "wd"))
    length = (last - first) % 7
    back = (published_on.weekday() - first) % 7
    begin = published_on - timedelta(back) if back <= length else published_on + timedelta(7 - back)
    end = begin + timedelta(length)
    return When(span, f"{begin}/{end}", end.year, rule, is_day=True) if length else None


def _relative_day(
    rule: str, span: Span, parts: dict[str, str | None], published_on: date | None
) -> When | None:
    if published_on is None:
        return None
    word = parts.get("day")
    if word:
        day = published_on + timedelta(DAY_SHIFT[word.lower()])
    else:
        ahead = (WEEKDAYS.index((parts.get("wd") or "").lower()) - published_on.weekday()) % 7
        is_next = (parts.get("rel") or "").lower() == "next"
        day = published_on + timedelta(ahead or 7 if is_next else ahead - 7 if ahead else 0)
    return When(span, day.isoformat(), day.year, rule, is_day=True)


def _relative_year(word: str | None, published_on: date | None) -> int | None:
    shift = {"this": 0, "next": 1, "last": -1}.get((word or "").lower())
    return published_on.year + shift if shift is not None and published_on is not None else None


def _month(name: str | None) -> int | None:
    if not name:
        return None
    return next(i + 1 for i, full in enumerate(NAMES) if full.startswith(name.lower().rstrip(".")[:3]))


def _nearest_year(published_on: date, month: int, day: int) -> int:
    def distance(year: int) -> int:
        return abs((date(year, month, min(day, 28)) - published_on).days)

    return min((published_on.year - 1, published_on.year, published_on.year + 1), key=distance)
