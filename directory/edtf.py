"""Dates as precise as their source: Extended Date/Time Format (EDTF, ISO 8601-2:2019) and its bounds.

A date is kept as EDTF text, for instance ``2025-11-25``, ``2024-09``, ``2026``, ``2026-23`` (autumn),
``2025-06-08/2025-06-09`` or ``2023-05-23/..`` (open end). Sorting and filtering use the first and the last day
that it can mean; printing never says more than the text does.
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from babel.dates import format_date, format_skeleton
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from edtf import EDTFObject, parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from directory.languages import reader_locale

OPEN = ".."
SEASONS = {
    21: gettext_lazy("spring"),
    22: gettext_lazy("summer"),
    23: gettext_lazy("autumn"),
    24: gettext_lazy("winter"),
    33: gettext_lazy("1st quarter"),
    34: gettext_lazy("2nd quarter"),
    35: gettext_lazy("3rd quarter"),
    36: gettext_lazy("4th quarter"),
}

# ISO 8601-2: uncertain, approximate, both.
QUALIFIERS = {
    "?": gettext_lazy("perhaps %(date)s"),
    "~": gettext_lazy("about %(date)s"),
    "%": gettext_lazy("perhaps about %(date)s"),
}
EXACT_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DECADE = re.compile(r"\d{3}X")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and the last day that a date can mean; None where it is open."""

    first: dt.date | None
    last: dt.date | None


@lru_cache(maxsize=4096)
def bounds(text: str) -> Bounds:
    """Return the bounds of an EDTF date or interval; raise ValueError when the text is not EDTF."""
    first, slash, last = text.partition("/")
    if not slash:
        return Bounds(_edge(first, "lower"), _edge(first, "upper"))
    result = Bounds(
        None if first == OPEN else _edge(first, "lower"),
        None if last == OPEN else _edge(last, "upper"),
    )
    if result.first and result.last and result.first > result.last:
        raise ValueError(f"{text!r} ends before it starts")
    return result


def exact_days(text: str) -> Bounds | None:
    """The first and the last day of a date that names its days; None where a day would have to be invented.

    The last day is None where only the first one is known: “2025-06-08/..”.
    """
    first, slash, last = text.partition("/")
    if not EXACT_DAY.fullmatch(first) or (slash and last != OPEN and not EXACT_DAY.fullmatch(last)):
        return None
    start = dt.date.fromisoformat(first)
    if not slash:
        return Bounds(start, start)
    return Bounds(start, None if last == OPEN else dt.date.fromisoformat(last))


def _edge(text: str, side: str) -> dt.date:
    date = _parsed(text)
    year, month, day = (date.lower_strict() if side == "lower" else date.upper_strict())[:3]
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise ValueError(f"{text!r} lies outside the calendar")
    return dt.date(year, month, day)


def _parsed(text: str) -> EDTFObject:
    try:
        return parse_edtf(text)
    except (EDTFParseException, ValueError, TypeError, AttributeError, IndexError) as error:
        raise ValueError(f"{text!r} is not a date in EDTF") from error


def validate_edtf(text: str) -> None:
    """Django validator: the text is EDTF whose bounds are known."""
    try:
        bounds(text)
    except ValueError as error:
        raise ValidationError(
            _(
                "“%(text)s” is not understood as a date. Write 2025-11-25, 2025-11, 2025, 2025-23 (autumn) or 2025-06-08/2025-06-09."
            ),
            code="not_edtf",
            params={"text": text},
        ) from error


def in_words(text: str) -> str:
    """Return the date in the reader's language, only as precise as it is: “8–9 June 2025”, “autumn 2026”."""
    if not text:
        return _("date not known")
    first, slash, last = text.partition("/")
    if not slash:
        return _one_in_words(first)
    if last == OPEN:
        return _("from %(date)s") % {"date": _one_in_words(first)}
    if first == OPEN:
        return _("until %(date)s") % {"date": _one_in_words(last)}
    return _range_in_words(first, last)


def _one_in_words(text: str) -> str:
    plain = text.rstrip("?~%").removesuffix("-XX").removesuffix("-XX")
    if plain != text and text[-1] in QUALIFIERS:
        return QUALIFIERS[text[-1]] % {"date": _one_in_words(plain)}
    if DECADE.fullmatch(plain):
        return _("the %(decade)ss") % {"decade": f"{plain[:3]}0"}
    parts = plain.split("-")
    if not all(part.isdigit() for part in parts):
        return text
    year, *rest = map(int, parts)
    if not rest:
        return format_skeleton("y", dt.date(year, 1, 1), locale=reader_locale())
    if rest[0] in SEASONS:
        return _("%(season)s %(year)s") % {"season": SEASONS[rest[0]], "year": year}
    if len(rest) == 1:
        return format_skeleton("yMMMM", dt.date(year, rest[0], 1), locale=reader_locale())
    return day_in_words(dt.date(year, rest[0], rest[1]))


def day_in_words(day: dt.date) -> str:
    """Return a day in the reader's language: “25 November 2025”."""
    return format_date(day, "long", locale=reader_locale())


def _range_in_words(first: str, last: str) -> str:
    if len(first) == len(last) == len("2025-06-08"):
        start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
        pattern = reader_locale().date_formats["long"].pattern
        if (start.year, start.month) == (end.year, end.month):
            return format_date(end, pattern.replace("d", f"'{start.day}–{end.day}'"), locale=reader_locale())
        if start.year == end.year and not pattern.startswith("y"):
            return f"{format_skeleton('MMMMd', start, locale=reader_locale())} – {_one_in_words(last)}"
    return f"{_one_in_words(first)} – {_one_in_words(last)}"
