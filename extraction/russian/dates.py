"""Dates of a Russian text as EDTF (ISO 8601-2), never more precise than the words.

A day without a year takes the year nearest to the day of publication; `shifted` moves it where the tense of the
sentence says otherwise ("пройдёт в октябре" in a report of November is next year's October).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from extraction.findings import Span

MONTHS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)
MONTH = (
    r"(?:январ[ьяею]|феврал[ьяею]|март[ае]?|апрел[ьяею]|ма[йяею]|июн[ьяею]|июл[ьяею]|август[ае]?|сентябр[ьяею]"
    r"|октябр[ьяею]|ноябр[ьяею]|декабр[ьяею])(?![а-яё])"
)
DAY = r"(?:[12]\d|3[01]|0?[1-9])"
YEAR = r"(?:19|20)\d\d"
YEAR_TAIL = rf"(?:\s(?P<year>{YEAR})(?!\d)(?:-(?:го|м|й)(?![а-яё])|\s?(?:года|году|г\.?)(?![а-яё]))?|\s(?P<rel>следующего|прошлого|будущего|этого|нынешнего|текущего|минувшего)\sгода)?"
DASH = r"\s?[-–—]\s?"
SEASONS = {"весн": 21, "лет": 22, "осен": 23, "зим": 24}
SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}  # a winter is that of its December
WEEKDAYS = {
    "понедельник": 0,
    "вторник": 1,
    "сред": 2,
    "четверг": 3,
    "пятниц": 4,
    "суббот": 5,
    "воскресень": 6,
}
PAST = ("прошл", "минувш", "прошедш")
FUTURE = ("следующ", "будущ")
RELATIVE = r"(?:прошл|минувш|прошедш|следующ|будущ|эт|нынешн|текущ)[а-яё]{1,4}"

RULES: tuple[tuple[str, str], ...] = (
    ("range_two_months", rf"(?:со?\s)?(?P<d1>{DAY})\s(?P<m1>{MONTH})(?:\sпо\s|{DASH})(?P<d2>{DAY})\s(?P<m2>{MONTH}){YEAR_TAIL}"),
    ("range_days", rf"со?\s(?P<d1>{DAY})(?:-го)?\s(?:по|до)\s(?P<d2>{DAY})(?:-е)?\s(?P<m2>{MONTH}){YEAR_TAIL}"),
    ("range_days", rf"(?<![\d.,])(?P<d1>{DAY}){DASH}(?P<d2>{DAY})\s(?P<m2>{MONTH}){YEAR_TAIL}"),
    ("range_days", rf"(?<![\d.,])(?P<d1>{DAY})\sи\s(?P<d2>{DAY})\s(?P<m2>{MONTH}){YEAR_TAIL}"),
    ("open_start", rf"до\s(?P<d2>{DAY})\s(?P<m2>{MONTH}){YEAR_TAIL}"),
    ("open_end", rf"(?<![а-яё])со?\s(?P<d2>{DAY})\s(?P<m2>{MONTH}){YEAR_TAIL}"),
    ("day", rf"(?<![\d.,])(?P<d2>{DAY})\s(?P<m2>{MONTH}){YEAR_TAIL}"),
    ("numeric_range", rf"(?<![\d.])(?P<d1>{DAY}){DASH}(?P<d2>{DAY})\.(?P<mm>[01]\d)\.(?P<year>{YEAR})(?!\d)"),
    ("numeric", rf"(?<![\d.])(?P<d2>{DAY})\.(?P<mm>[01]\d)\.(?P<year>{YEAR})(?!\d)"),
    ("iso", rf"(?<!\d)(?P<year>{YEAR})-(?P<mm>[01]\d)-(?P<d2>[0-3]\d)(?!\d)"),
    ("relative_month", rf"(?:в|во|к)\s(?P<rel>{RELATIVE})\s(?P<m2>{MONTH})"),
    ("month", rf"(?:в|во|к|до|с|на|конце|начале|середине|конца|концу|числах|половине|декаде|днях)\s(?P<m2>{MONTH}){YEAR_TAIL}"),
    ("month", rf"(?P<m2>{MONTH})\s(?P<year>{YEAR})(?!\d)(?:\s?(?:года|году|г\.?)(?![а-яё]))?"),
    ("quarter", rf"(?P<q>перв|втор|треть|четв[её]рт|[1-4]|IV|I{{1,3}})(?:[а-яё]{{2,3}}|-[йм]|-го)?\sквартал[а-яё]{{0,2}}\s(?P<year>{YEAR})(?:\s?(?:года|году|г\.?)(?![а-яё]))?"),
    ("season", rf"(?P<rel>{RELATIVE})\s(?P<s>весной|летом|осенью|зимой)"),
    ("season", rf"(?<![а-яё])(?P<s>весной|летом|осенью|зимой)(?![а-яё]){YEAR_TAIL}"),
    ("season", rf"(?<![а-яё])(?:на|к)\s(?P<s>весну|лето|осень|зиму|весне|лету|осени|зиме)(?![а-яё]){YEAR_TAIL}"),
    ("relative_year", rf"(?:в|во|на)\s(?P<rel>{RELATIVE})\sгоду?(?![а-яё])"),
    ("year", rf"(?<![\d\w-])(?P<year>{YEAR})\s(?:году|годом|года|год|г\.)(?![а-яё])"),
    ("year", rf"(?<![\d\w-])(?P<year>{YEAR})-(?:м|го|й)(?![а-яё])"),
    ("open_start", r"(?<![а-яё])до\s(?P<day>завтра|послезавтра)(?![а-яё])"),
    ("open_start", r"(?<![а-яё])до\s(?P<wd>понедельника|вторника|среды|четверга|пятницы|субботы|воскресенья)(?![а-яё])"),
    ("weekday_range", r"(?<![а-яё])со?\s(?P<wd1>понедельника|вторника|среды|четверга|пятницы|субботы)\s(?:по|до)\s(?P<wd>вторник|среду|четверг|пятницу|субботу|воскресенье|вторника|среды|четверга|пятницы|субботы|воскресенья)(?![а-яё])"),
    ("week", r"(?<![а-яё])на\s(?P<week>прошлой|минувшей|этой|текущей|нынешней|следующей|будущей|прошедшей)\sнеделе(?![а-яё])"),
    ("weekday_range", r"(?<![а-яё])(?:в|во)\s(?P<wd1>понедельник|вторник|среду|четверг|пятницу|субботу)\sи\s(?:в\s|во\s)?(?P<wd>вторник|среду|четверг|пятницу|субботу|воскресенье)(?![а-яё])"),
    ("years_ago", r"(?<![а-яё])(?:(?P<ago>два|две|три|четыре|пять|шесть|семь|восемь|девять|десять)\s(?:года|лет)|год)\sназад(?![а-яё])"),
    ("relative_day", r"(?<![а-яё])(?P<day>позавчера|вчера|сегодня|завтра|послезавтра|накануне)(?![а-яё])"),
    ("weekday", rf"(?<![а-яё])(?:в|во)\s(?:(?P<rel>{RELATIVE})\s)?(?P<wd>понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)(?![а-яё])"),
)  # fmt: skip
# One pass a rule over the text: every rule is linear, and there are few of them.
COMPILED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in RULES)
DAY_SHIFT = {"позавчера": -2, "вчера": -1, "накануне": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2}


@dataclass(frozen=True, slots=True)
class DateMention:
    """When: EDTF or None where the year is unknown, with first and last day."""

    span: Span
    edtf: str | None
    lower: date | None
    upper: date | None
    rule: str
    has_year: bool  # the year is said, not inferred
    precision: str  # day, month, season, year

    @property
    def year(self) -> int | None:
        return self.upper.year if self.upper else None

    def shifted(self, years: int) -> DateMention:
        """The same day and month in another year; a date whose year is said stays."""
        if self.has_year or self.lower is None or self.upper is None or self.edtf is None or not years:
            return self
        text = re.sub(r"\d{4}(?=-|$)", lambda y: str(int(y[0]) + years), self.edtf)
        return DateMention(
            self.span,
            text,
            _move(self.lower, years),
            _move(self.upper, years),
            self.rule,
            False,
            self.precision,
        )


def _move(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def find_dates(text: str, published_on: date | None) -> list[DateMention]:
    """All dates of the folded text, in order, none inside another."""
    taken = bytearray(len(text))
    found: list[DateMention] = []
    for rule, pattern in COMPILED:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            mention = _mention(rule, match, published_on)
            if mention is not None:
                taken[start:end] = b"\x01" * (end - start)
                found.append(mention)
    return sorted(found, key=lambda mention: mention.span)


def _mention(rule: str, match: re.Match[str], published_on: date | None) -> DateMention | None:
    parts = match.groupdict()
    span = Span(*match.span())
    try:
        if parts.get("day"):
            if published_on is None:
                return None
            day = published_on + timedelta(DAY_SHIFT[parts["day"].lower()])
            if rule == "open_start":
                return DateMention(span, f"../{day.isoformat()}", day, day, rule, True, "day")
            return DateMention(span, day.isoformat(), day, day, rule, True, "day")
        if rule == "years_ago":
            return _years_ago(span, parts.get("ago") or "", published_on)
        if parts.get("week"):
            return _week(span, parts["week"] or "", published_on)
        if parts.get("wd"):
            return _weekday(rule, span, parts, published_on)
        month = _month(parts)
        year = _year(parts, month, published_on, day=int(parts.get("d2") or 15))
        has_year = bool(parts.get("year") or (parts.get("rel") and published_on))
        if parts.get("q"):
            return _span(span, rule, f"{year}-{32 + _quarter(parts['q'])}", year, None, None, True, "season")
        if parts.get("s"):
            season = next(code for stem, code in SEASONS.items() if parts["s"].lower().startswith(stem))
            if year is None:
                return DateMention(span, None, None, None, rule, False, "season")
            first, last = SEASON_MONTHS[season]
            return DateMention(
                span, f"{year}-{season}", date(year, first, 1), date(year, last, 28), rule, has_year, "season"
            )
        if month is None:
            if year is None:
                return None
            return DateMention(span, str(year), date(year, 1, 1), date(year, 12, 31), rule, True, "year")
        if parts.get("d2") is None:
            return _span(span, rule, None, year, month, None, has_year, "month")
        return _days(rule, span, parts, year, month, has_year)
    except (ValueError, OverflowError):
        return None


def _span(
    span: Span,
    rule: str,
    edtf: str | None,
    year: int | None,
    month: int | None,
    day: int | None,
    said: bool,
    precision: str,
) -> DateMention:
    if year is None:
        return DateMention(span, None, None, None, rule, False, precision)
    if month is None:
        return DateMention(
            span, edtf or str(year), date(year, 1, 1), date(year, 12, 31), rule, said, precision
        )
    last = calendar.monthrange(year, month)[1]
    text = edtf or f"{year}-{month:02d}"
    return DateMention(
        span, text, date(year, month, day or 1), date(year, month, day or last), rule, said, precision
    )


def _days(
    rule: str, span: Span, parts: dict[str, str | None], year: int | None, month: int, has_year: bool
) -> DateMention:
    if year is None:
        return DateMention(span, None, None, None, rule, False, "day")
    last = date(year, month, int(parts["d2"] or 1))
    if rule == "open_start":
        return DateMention(span, f"../{last.isoformat()}", last, last, rule, has_year, "day")
    if rule == "open_end":
        return DateMention(span, f"{last.isoformat()}/..", last, last, rule, has_year, "day")
    if not parts.get("d1"):
        return DateMention(span, last.isoformat(), last, last, rule, has_year, "day")
    first_month = _month_number(parts["m1"]) if parts.get("m1") else month
    first = date(year - (first_month > month), first_month, int(parts["d1"] or 1))
    if first > last:
        raise ValueError("a range that ends before it begins")
    return DateMention(span, f"{first.isoformat()}/{last.isoformat()}", first, last, rule, has_year, "day")


def _month(parts: dict[str, str | None]) -> int | None:
    if parts.get("mm"):
        return int(parts["mm"] or 0)
    return _month_number(parts.get("m2"))


def _month_number(word: str | None) -> int:
    if not word:
        return 0 or None  # type: ignore[return-value]
    lower = word.lower()
    for number, stem in reversed(list(enumerate(MONTHS, 1))):
        if lower.startswith(stem) and not (stem == "ма" and lower.startswith("март")):
            return number
    raise ValueError(word)


def _quarter(text: str) -> int:
    romans = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
    lower = text.lower()
    if lower in romans:
        return romans[lower]
    if lower.isdigit():
        return int(lower)
    return next(n for n, stem in enumerate(("перв", "втор", "трет", "четв"), 1) if lower.startswith(stem))


def _year(parts: dict[str, str | None], month: int | None, published_on: date | None, day: int) -> int | None:
    if parts.get("year"):
        return int(parts["year"] or 0)
    if published_on is None:
        return None
    relative = (parts.get("rel") or "").lower()
    if relative:
        if (
            month
            and parts.get("m2")
            and "год" not in (parts.get("rel") or "")
            and not _is_year_tail(relative)
        ):
            return _relative_month_year(relative, month, published_on)
        return published_on.year + (
            -1 if relative.startswith(PAST) else 1 if relative.startswith(FUTURE) else 0
        )
    if month is None:
        return published_on.year
    options = []
    for year in (published_on.year - 1, published_on.year, published_on.year + 1):
        last = calendar.monthrange(year, month)[1]
        options.append((abs((date(year, month, min(day, last)) - published_on).days), year))
    return min(options)[1]


def _is_year_tail(relative: str) -> bool:
    return relative in ("следующего", "прошлого", "будущего", "этого", "нынешнего", "текущего", "минувшего")


def _relative_month_year(relative: str, month: int, published_on: date) -> int:
    """«в минувшем сентябре»: the last September before publication, «в следующем мае» the first after it."""
    if relative.startswith(PAST):
        return published_on.year - (month >= published_on.month)
    if relative.startswith(FUTURE):
        return published_on.year + (month <= published_on.month)
    return published_on.year


def _years_ago(span: Span, count: str, published_on: date | None) -> DateMention | None:
    """«пять лет назад», «год назад»."""
    if published_on is None:
        return None
    year = published_on.year - (DAY_COUNTS.get(count.lower(), 2 if count.lower() == "две" else 1))
    return DateMention(span, str(year), date(year, 1, 1), date(year, 12, 31), "relative_year", True, "year")


def _week(span: Span, relative: str, published_on: date | None) -> DateMention | None:
    """«на прошлой неделе»: the year follows, the days do not."""
    if published_on is None:
        return None
    shift = -7 if relative.lower().startswith(PAST) else 7 if relative.lower().startswith(FUTURE) else 0
    monday = published_on - timedelta(published_on.weekday() - shift)
    return DateMention(span, None, monday, monday + timedelta(6), "week", True, "month")


def _weekday(
    rule: str, span: Span, parts: dict[str, str | None], published_on: date | None
) -> DateMention | None:
    """The last such day up to publication; «до пятницы» is the next one, «в следующую пятницу» of the next week."""
    if published_on is None:
        return None
    number = _weekday_number(parts["wd"])
    back = (published_on.weekday() - number) % 7
    relative = (parts.get("rel") or "").lower()
    if rule == "open_start":
        day = published_on + timedelta((number - published_on.weekday()) % 7)
        return DateMention(span, f"../{day.isoformat()}", day, day, rule, True, "day")
    if relative.startswith(FUTURE):
        back -= 7
    elif relative.startswith(PAST) and back == 0:
        back = 7
    day = published_on - timedelta(back)
    if rule == "weekday_range":
        first = day - timedelta((number - _weekday_number(parts["wd1"])) % 7)
        return DateMention(span, f"{first.isoformat()}/{day.isoformat()}", first, day, rule, True, "day")
    return DateMention(span, day.isoformat(), day, day, "weekday", True, "day")


def _weekday_number(word: str | None) -> int:
    return next(n for stem, n in WEEKDAYS.items() if (word or "").lower().startswith(stem))


DAY_COUNTS = {"два": 2, "двух": 2, "три": 3, "трех": 3, "трёх": 3, "четыре": 4, "четырех": 4, "четырёх": 4, "пять": 5, "пяти": 5, "шесть": 6,
              "семь": 7, "восемь": 8, "девять": 9, "десять": 10}  # fmt: skip
DURATION = re.compile(
    r"(?:(?:ид[её]т|длил(?:ся|ась|ось)|длится|продл(?:ится|ился|илась)|(?:про)?работа(?:ет|л|ла|ло|в)|продолжа(?:ется|лся|лась)|займ[её]т|занял[ао]?|рассчитан[ао]?(?:\sна)?|проходил[ао]?|шел|шёл|шла"
    r"|в\sтечение)\s(?:ровно\s|вс[её]\s|все\s|положенные\s|полных\s|целых\s)?(?P<count>два|двух|три|тр[её]х|четыре|четыр[её]х|пять|пяти|шесть|семь|восемь|девять|десять|\d{1,2})\s(?:дня|дней))"
    r"|(?P<adjective>двух|тр[её]х|четыр[её]х|пяти|шести|семи|десяти)дневн",
    re.IGNORECASE,
)
ADJECTIVE_COUNTS = {
    "двух": 2,
    "трех": 3,
    "трёх": 3,
    "четырех": 4,
    "четырёх": 4,
    "пяти": 5,
    "шести": 6,
    "семи": 7,
    "десяти": 10,
}


def find_duration(text: str) -> tuple[int, Span] | None:
    """«идёт три дня», «проработав положенные три дня», «трёхдневный форум»: how many days, and the words."""
    match = DURATION.search(text)
    if match is None:
        return None
    count = (match["count"] or "").lower()
    days = (
        int(count)
        if count.isdigit()
        else DAY_COUNTS.get(count) or ADJECTIVE_COUNTS.get((match["adjective"] or "").lower(), 0)
    )
    return (days, Span(*match.span())) if 1 < days < 32 else None


def lasting(when: DateMention, days: int, *, is_last: bool) -> DateMention:
    """A single day as the range of so many days that begins, or ends, with it."""
    if when.lower is None or when.lower != when.upper:
        return when
    shift = timedelta(days - 1)
    first, last = (when.lower - shift, when.lower) if is_last else (when.lower, when.lower + shift)
    return DateMention(
        when.span, f"{first.isoformat()}/{last.isoformat()}", first, last, when.rule, when.has_year, "day"
    )
