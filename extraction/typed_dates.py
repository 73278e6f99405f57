"""A date as somebody types it, in Russian, Chinese or English → EDTF (ISO 8601-2), never more precise than the words.

“осень 2026” → 2026-23, “до 15 сентября” → ../2026-09-15, “2026年9月” → 2026-09, “Q3 2026” → 2026-35. A day or month without
a year is the next one to come. What is not understood wholly is not understood at all.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

MONTHS = {
    "ru": ("январ", "феврал", "март", "апрел", "ма[йяею]", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"),
    "en": ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
}  # fmt: skip
SEASONS = (
    (r"весн[аыуойе]{1,2}|spring|春[季天]?", 21),
    (r"лет[оаму]{1,2}|летом|summer|夏[季天]?", 22),
    (r"осен[ьиюя]{1,2}|autumn|fall|秋[季天]?", 23),
    (r"зим[аыуойе]{1,2}|winter|冬[季天]?", 24),
)
QUARTER_NUMBERS = {
    "1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4, "一": 1, "二": 2, "三": 3, "四": 4,
    "перв": 1, "втор": 2, "трет": 3, "четв": 4, "first": 1, "second": 2, "third": 3, "fourth": 4,
}  # fmt: skip
QUARTER = re.compile(
    r"(?:q\s?(?P<q>[1-4])|(?P<w>перв|втор|трет|четв|first|second|third|fourth|iv|i{1,3}|[1-4])[а-яё]*(?:-?[йа-яё]{1,2}|st|nd|rd|th)?\s?"
    r"(?:кв\.?|квартал[а-яё]*|quarter)|第?(?P<z>[一二三四1-4])季度)"
)
YEAR = r"(?P<year>(?:18|19|20|21)\d\d)"
YEAR_WORD = re.compile(r"(?<=\d)\s?(?:год[ауе]?|году|гг?\.?|年)(?![а-яё])")
LAST_OF = re.compile(r"^(?:в|во|на|к|in|of|the|of the)\s+")
UNTIL = re.compile(
    r"^(?:(?:до|по|не\s+позднее|until|till|before|by|not\s+later\s+than)\s+(?P<a>.+)|(?P<b>.+?)\s?(?:之?前|以前))$"
)
SINCE = re.compile(
    r"^(?:(?:начиная\s+с|не\s+ранее|после|со?|from|since|after)\s+(?P<a>.+?)|(?P<b>.+?)\s?(?:起|以后|之?后))$"
)
ABOUT = re.compile(
    r"^(?:около|примерно|ориентировочно|приблизительно|about|around|circa|c\.|约|大约)\s*(?P<a>.+)$"
)
RANGE = re.compile(
    r"^(?:со?\s+|from\s+)?(?P<a>.+?)\s?(?:[–—]|\s-\s|(?<=\d)-(?=\d{1,2}\s?(?:[а-яa-z月日]|$))|\s(?:по|до|to|until)\s|至|到)\s?(?P<b>.+)$"
)
EDTF = re.compile(r"\d{4}(?:-\d\d){0,2}[?~%]?")
LONGEST = 80


def read_typed_date(text: str, today: date) -> str | None:
    """The date in EDTF, or None when the words are not understood as one."""
    said = _plain(text)
    if not said or len(said) > LONGEST:
        return None
    if said == "/" or not re.search(r"\d|[а-яa-z]", said):
        return None
    if (found := _edtf(text.strip())) is not None:
        return found
    try:
        return _read(said, today)
    except ValueError:
        return None


def _plain(text: str) -> str:
    text = re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip().lower().replace("ё", "е")
    return YEAR_WORD.sub(lambda word: "年" if "年" in word[0] else "", text).strip(" .,")


def _edtf(said: str) -> str | None:
    """What is written in EDTF already; whether its days exist is not looked at here."""
    first, slash, last = said.partition("/")
    ends = [first, last] if slash else [first]
    known = [end for end in ends if end != ".."]
    return said if known and all(EDTF.fullmatch(end) for end in known) else None


def _read(said: str, today: date) -> str | None:
    if match := ABOUT.match(said):
        found = _point(match["a"], today)
        return f"{found}~" if found else None
    if match := UNTIL.match(said):
        found = _point(match["a"] or match["b"], today)
        return f"../{found}" if found else None
    point = _point(said, today)
    if point is not None:
        return point
    if (match := RANGE.match(said)) and (found := _range(match["a"], match["b"], today)):
        return found
    if match := SINCE.match(said):
        found = _point(match["a"] or match["b"], today)
        return f"{found}/.." if found else None
    return None


def _range(first: str, last: str, today: date) -> str | None:
    """Two ends; the first may lack the month or the year that the last one says."""
    end = _point(last, today, of=first)
    if end is None:
        return None
    year, *rest = end.split("-")
    if re.fullmatch(r"\d{1,2}日?", first) and len(rest) == 2:
        start: str | None = _day(int(year), int(rest[0]), int(first.rstrip("日")))
    elif re.search(YEAR, first):
        start = _point(first, today)
    elif rest and int(rest[0]) < 13:
        start = _point(f"{first} {year}", today) or _point(f"{year}年{first}", today)
        if start and start > end:
            start = str(int(year) - 1) + start[4:]
    else:
        start = None
    if start is None or len(start) != len(end) or start >= end:
        return None
    return f"{start}/{end}"


def _point(said: str, today: date, *, of: str = "") -> str | None:
    """One date. `of`: the beginning of the range that it ends, for “2026年9月15日至17日”."""
    said = LAST_OF.sub("", said.strip(" .,"))
    if match := re.fullmatch(rf"{YEAR}年?", said):
        return match["year"]
    if match := re.fullmatch(rf"(?P<d>\d{{1,2}})[./](?P<m>\d{{1,2}})[./]{YEAR}", said):
        return _day(int(match["year"]), int(match["m"]), int(match["d"]))
    if match := re.fullmatch(rf"(?:{YEAR}年)?\s?(?P<m>\d{{1,2}})月(?:(?P<d>\d{{1,2}})[日号]?)?", said):
        return _chinese(match, today)
    if match := re.fullmatch(r"(?P<d>\d{1,2})[日号]", said):
        known = re.fullmatch(rf"(?:{YEAR}年)?(?P<m>\d{{1,2}})月\d{{1,2}}[日号]?", of)
        if known is None:
            return None
        year = int(known["year"]) if known["year"] else _next(int(known["m"]), int(match["d"]), today)
        return _day(year, int(known["m"]), int(match["d"]))
    return _season(said) or _month(said, today)


def _chinese(match: re.Match[str], today: date) -> str:
    month, day = int(match["m"]), int(match["d"]) if match["d"] else None
    year = int(match["year"]) if match["year"] else _next(month, day, today)
    return _day(year, month, day) if day else _of_month(year, month)


def _season(said: str) -> str | None:
    """A season or a quarter; both need a year, which may stand on either side."""
    year = re.search(YEAR, said)
    if year is None:
        return None
    rest = (said[: year.start()] + " " + said[year.end() :]).replace("年", " ").strip(" ,")
    for words, code in SEASONS:
        if re.fullmatch(words, rest):
            return f"{year['year']}-{code}"
    quarter = QUARTER.fullmatch(rest)
    if quarter is None:
        return None
    number = QUARTER_NUMBERS[quarter["q"] or quarter["w"] or quarter["z"]]
    return f"{year['year']}-{32 + number}"


def _month(said: str, today: date) -> str | None:
    """“сентябрь”, “15 сентября 2026”, “September 15, 2026”."""
    for language, stems in MONTHS.items():
        letters = "а-я" if language == "ru" else "a-z"
        for number, stem in enumerate(stems, 1):
            word = rf"{stem}[{letters}]*\.?"
            for pattern in (
                rf"(?:(?P<d>\d{{1,2}})(?:-?го|st|nd|rd|th)?\s(?:of\s)?)?{word}(?:,?\s{YEAR})?",
                rf"{word}\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s{YEAR})?",
            ):
                if match := re.fullmatch(pattern, said):
                    day = int(match["d"]) if match["d"] else None
                    year = int(match["year"]) if match["year"] else _next(number, day, today)
                    return _day(year, number, day) if day else _of_month(year, number)
    return None


def _next(month: int, day: int | None, today: date) -> int:
    """The year of the next such month or day."""
    if not 1 <= month <= 12:
        raise ValueError(month)
    last = min(day or 31, calendar.monthrange(today.year, month)[1])
    return today.year + (date(today.year, month, last) < today)


def _day(year: int, month: int, day: int) -> str:
    return date(year, month, day).isoformat()


def _of_month(year: int, month: int) -> str:
    return date(year, month, 1).isoformat()[:7]
