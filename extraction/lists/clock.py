"""Days and times of the clock at the beginning of a programme's line, in three languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from extraction.typed_dates import MONTHS, read_typed_date

SEPARATOR = r"\s?[:：ч]\s?"
HOUR = r"(?:[01]?\d|2[0-3])"
MINUTE = r"[0-5]\d"
HALF = r"(?:\s?(?:a\.?m\.?|p\.?m\.?)(?![a-z]))?"
PART_ZH = r"(?:上午|早上|中午|下午|晚上|晚)?\s?"
# With a colon; with a dot that is no date's; «09-00» only where a second such time follows.
POINT = rf"{PART_ZH}{HOUR}(?:{SEPARATOR}{MINUTE}(?::\d\d)?(?:\s?мин\.?)?|\.{MINUTE}(?![\d.]|\d)|h{MINUTE}|点(?:{MINUTE}分?|半)?){HALF}"
DASHED = rf"{HOUR}-{MINUTE}"
BARE = rf"{HOUR}(?:\s?(?:a\.?m\.?|p\.?m\.?))"
TO = r"\s*(?:–|—|―|-|~|～|до|по|to|until|till|至|到)\s*"
AFTER = r"\s*(?:час(?:ов|а)?\b|ч\.|hrs?\b|\(?(?:МСК|мск|GMT|UTC)[^)\s]*\)?)?[\s.,:;：，|)–—-]*"
TIME = re.compile(
    rf"[\s(\[]*(?:(?:с|в|from|at|начало\s+в)\s+)?"
    rf"(?:(?P<a>{POINT}|{BARE})(?:{TO}(?P<b>{POINT}|{BARE}))?|(?P<c>{DASHED}){TO}(?P<d>{DASHED}))(?![\d%]){AFTER}",
    re.IGNORECASE,
)
NUMBERS = re.compile(r"\d{1,2}")
MONTH = "|".join([*(f"{stem}[а-яё]*" for stem in MONTHS["ru"]), *(f"{stem}[a-z]*" for stem in MONTHS["en"])])
YEAR = r"(?:\s*,?\s*\d{4}(?:\s*г(?:ода|\.)?)?)?"
DATE = rf"(?:\d{{1,2}}(?:-?го|st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTH})\b\.?{YEAR}|(?:{MONTH})\s+\d{{1,2}}(?:st|nd|rd|th)?\b{YEAR}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{4}}|\d\d)(?!\d)(?:\s*г\.)?|(?:\d{{4}}年)?\s?\d{{1,2}}月\d{{1,2}}[日号]?)(?:\s+00:00:00)?"
WEEKDAY = r"(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|星期[一二三四五六日天]|周[一二三四五六日])(?![а-яёa-z])\.?"
ORDINALS = {
    "перв": 1, "втор": 2, "трет": 3, "четв": 4, "пят": 5, "first": 1, "second": 2, "third": 3, "fourth": 4, "一": 1, "二": 2,
    "三": 3, "四": 4, "五": 5,
}  # fmt: skip
NUMBERED = r"(?:(?:день|day)\s*№?\s*(?P<n>\d{1,2}|перв|втор|трет|четв|пят|one|two|three)[а-яё]*|(?P<o>перв|втор|трет|четв|пят)[а-яё]+\s+день|(?P<e>first|second|third|fourth)\s+day|第(?P<z>[一二三四五])天)"
GAP = r"[\s.,:;()（）–—|-]*"
DAY = re.compile(
    rf"{GAP}(?:{NUMBERED}{GAP})?(?:{WEEKDAY}{GAP})?(?P<date>{DATE})?{GAP}(?:{WEEKDAY}{GAP})?(?:[(（]?(?:上午|下午|全天)[)）]?(?!\s?\d){GAP})?",
    re.IGNORECASE,
)
SPELLED = {"one": 1, "two": 2, "three": 3}


@dataclass(frozen=True, slots=True)
class Times:
    """When something begins and ends, as “09:00”; `end` is where the words after it begin."""

    begins: str
    ends: str
    end: int


def find_times(text: str, start: int, end: int) -> Times | None:
    """«с 09:00 до 10:30», «9.00–10.30», “2 p.m.”, «下午2:00» right at `start`."""
    match = TIME.match(text, start, end)
    if match is None:
        return None
    first = _clock(match["a"] or match["c"])
    last = _clock(match["b"] or match["d"]) if match["b"] or match["d"] else ""
    if not first:
        return None
    if last and last < first and "午" in (match["a"] or "") and int(last[:2]) < 12:
        last = f"{int(last[:2]) + 12:02}{last[2:]}"  # «下午2:00-4:00»
    return Times(first, last, match.end())


def _clock(words: str) -> str:
    numbers = [int(number) for number in NUMBERS.findall(words)]
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else (30 if "半" in words else 0)
    afternoon = re.search(r"p\.?m|下午|晚", words, re.IGNORECASE)
    if afternoon is not None and hour < 12:
        hour += 12
    elif re.search(r"a\.?m", words, re.IGNORECASE) is not None and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


@dataclass(frozen=True, slots=True)
class DayHeading:
    """A day as an EDTF date, or in its own words where the year is not known; `end` is where the words after it begin."""

    day: str
    end: int


def find_day(text: str, start: int, end: int, first_day: date | None) -> DayHeading | None:
    """«День 1. 8 июня 2026 г., понедельник», “Monday, June 8”, «6月8日（星期一）» right at `start`."""
    match = DAY.match(text, start, end)
    if match is None:
        return None
    number = _number(match)
    if match["date"]:
        return DayHeading(_day(match["date"], first_day), match.end())
    if number and first_day is not None:
        return DayHeading((first_day + timedelta(days=number - 1)).isoformat(), match.end())
    return DayHeading("", match.end()) if number else None


def _number(match: re.Match[str]) -> int:
    said = (match["n"] or match["o"] or match["e"] or match["z"] or "").lower()
    return int(said) if said.isdigit() else ORDINALS.get(said) or SPELLED.get(said, 0)


def _day(words: str, first_day: date | None) -> str:
    words = re.sub(r"\s+00:00:00$", "", words.strip())
    words = re.sub(r"^(\d{1,2})[./](\d{1,2})[./](\d\d)$", r"\1.\2.20\3", words)
    has_year = re.search(r"\d{4}", words) is not None
    if not has_year and first_day is None:
        return words
    today = date((first_day or date(2000, 1, 1)).year, 1, 1)
    return read_typed_date(words, today) or words
