"""A Chinese text as sentences and clauses with its dates and places."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from extraction import lexicon, ordinals
from extraction.findings import Span, Value
from extraction.mentions import ForumMention, PersonMention, Sentence
from extraction.places import Place, find_place

LONGEST_SENTENCE = 800  # characters; a longer one is cut, so that what is looked up in a sentence stays cheap
SENTENCE = re.compile(rf"[^。！？\n]{{1,{LONGEST_SENTENCE}}}[。！？]?[”’」』]?")
BACKGROUND = re.compile(r"(?:此前|据悉|据了解|早前|此前报道)")
LONGEST_PLACE = 10
MOST_SENTENCES = 4000
MOST_PEOPLE = 200  # of one sentence
HAN_MONTH = "十[一二]|[一二三四五六七八九十]"
HAN_DAY = "三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
MONTH = rf"1[0-2]|0?[1-9]|(?<![一二三四五六七八九十]){HAN_MONTH}"
ONE_DAY = rf"[0-3]?\d|(?<![第一二三四五六七八九十百]){HAN_DAY}"
RANGE = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d)年|(?P<rel>今年|明年|去年|前年|当年))?(?:(?P<month>{MONTH})月|(?P<near>[本下上]个?月))?"
    rf"(?<!\d)(?P<first>{ONE_DAY})[日号]?(?:至|到|—{{1,2}}|－|-|–)(?:(?P<year2>20\d\d)年)?(?:(?P<month2>{MONTH})月)?(?P<last>{ONE_DAY})[日号]"
)
SINGLE = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d)年|(?P<rel>今年|明年|去年|前年|当年))?(?:(?P<month>{MONTH})月(?:(?P<day>{ONE_DAY})[日号])?|(?P<near>[本下上]个?月)(?P<day3>{ONE_DAY})[日号]|(?<!\d)(?P<day2>{ONE_DAY})[日号](?!至|到|内|前|后|电|游|三餐))"
)
YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d)年|(?P<rel>今年|明年|去年)|(?P<relday>今天|今日|昨天|昨日|前天|前日|后天|明天|明日|当日|当天|同日|同一天|次日|翌日)"
)
WEEKDAY = re.compile(
    r"(?P<week>本|上|下|这)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])(?!年|刊|报)|(?P<this_week>[本上下]周)(?![一二三四五六日天])"
)
MONTH_AT_HAND = re.compile(r"(?P<month_at_hand>本月|下个?月|上个?月)(?:上旬|中旬|下旬|底|初|末|中)?")
RELATIVE = {"今年": 0, "明年": 1, "去年": -1, "前年": -2, "当年": 0}
DAYS = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "前日": -2, "后天": 2, "明天": 1, "明日": 1}
NEXT_DAY = ("次日", "翌日")
SAME_DAY = frozenset({"当日", "当天", "同日", "同一天", *NEXT_DAY})
MONTHS = {"本": 0, "下": 1, "上": -1}
SAME_DAY_REACH = 400  # characters of the paragraph back to the day that «当日» means


@dataclass(frozen=True, slots=True)
class When:
    """A date as EDTF with the words that say it."""

    span: Span
    edtf: str | None
    year: int | None
    precision: str


@dataclass(frozen=True, slots=True)
class Where:
    """A place named in the text."""

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
    home: str | None = None  # the city that «我市» means, once it has been looked for
    mistakes: bytearray = field(default_factory=bytearray)  # 1 where a correction quotes what was wrong

    def is_mistake(self, span: Span) -> bool:
        return bool(self.mistakes) and any(self.mistakes[span.start : span.end])

    def sentence_of(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)

    def sentence_text(self, index: int) -> str:
        span = self.sentences[index].span
        return self.text[span.start : span.end]

    def people_in(self, span: Span) -> list[PersonMention]:
        first = bisect_left(self.people, span.start, key=lambda person: person.span.start)
        found = []
        for person in self.people[first : first + MOST_PEOPLE]:
            if person.span.start >= span.end:
                break
            if person.span.end <= span.end:
                found.append(person)
        return found

    def dates_in(self, span: Span) -> list[When]:
        first = bisect_left(self.dates, span.start, key=lambda when: when.span.start)
        found = []
        for when in self.dates[first : first + MOST_PEOPLE]:
            if when.span.start >= span.end:
                break
            if when.span.end <= span.end:
                found.append(when)
        return found

    def places_in(self, span: Span) -> list[Where]:
        first = bisect_left(self.places, span.start, key=lambda where: where.span.start)
        found = []
        for where in self.places[first : first + MOST_PEOPLE]:
            if where.span.start >= span.end:
                break
            if where.span.end <= span.end:
                found.append(where)
        return found

    def places_before(self, offset: int) -> list[Where]:
        """The last places named before an offset, in the order of the text."""
        last = bisect_left(self.places, offset, key=lambda where: where.span.start)
        return self.places[max(0, last - MOST_PEOPLE) : last]

    def clause(self, offset: int) -> Span:
        """The clause around an offset: between commas, semicolons and full stops."""
        sentence = self.sentences[self.sentence_of(offset)].span
        start, end = sentence.start, sentence.end
        for index in range(offset - 1, sentence.start - 1, -1):
            if self.text[index] in "，；。：":
                start = index + 1
                break
        for index in range(offset, sentence.end):
            if self.text[index] in "，；。：":
                end = index
                break
        return Span(start, end)


def read_clauses(text: str, published_on: date | None) -> Clauses:
    clauses = Clauses(text, published_on)
    background = False
    last_paragraph = -1
    for found in SENTENCE.finditer(text):
        if not found[0].strip() or len(clauses.sentences) >= MOST_SENTENCES:
            continue
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        paragraph = text.count("\n", clauses.sentences[-1].span.end if clauses.sentences else 0, start) + max(
            last_paragraph, 0
        )
        background = (
            BACKGROUND.match(found[0].strip()) is not None or background and paragraph == last_paragraph
        )
        last_paragraph = paragraph
        clauses.sentences.append(Sentence(Span(start, found.end()), paragraph, is_background=background))
    _mark_title(clauses)
    clauses.starts = [sentence.span.start for sentence in clauses.sentences]
    clauses.mistakes = find_mistakes(text)
    clauses.dates = find_dates(text, published_on)
    clauses.places = find_places(text)
    return clauses


WRONG = re.compile(
    r"误(?:写|报|记|植|印|登|称|译)?(?:为|成|作)(?P<wrong>[^，。；]{1,40})|(?:而非|并非|而不是)(?P<not>[^，。；]{1,30})"
    r"|(?:原文|文中|报道中|标题中)[^，。；]{0,12}?“(?P<printed>[^”]{1,30})”应为"
)


def find_mistakes(text: str) -> bytearray:
    """What a correction quotes as wrong: «误写为X», «而非X»."""
    wrong = [found.span(found.lastgroup or 0) for found in WRONG.finditer(text)]
    return marks(len(text), (Span(*span) for span in wrong)) if wrong else bytearray()


def _mark_title(clauses: Clauses) -> None:
    """The first line is the title where it does not end like a sentence and something follows it."""
    sentences = clauses.sentences
    first = [s for s in sentences[:MOST_TITLES] if s.paragraph == sentences[0].paragraph] if sentences else []
    if not first or len(first) == len(sentences) or len(first) == MOST_TITLES:
        return
    for sentence in sentences[:MOST_TITLES]:
        sentence.is_title = (
            TITLE_AGAIN.search(clauses.text, sentence.span.start, sentence.span.end) is not None
        )
    line = clauses.text[first[0].span.start : first[-1].span.end].rstrip()
    if not line.endswith(("。", "！", "：")) and not DATELINE.match(line):
        for sentence in first:
            sentence.is_title = True


TITLE_AGAIN = re.compile(r"电[（(]?[^，。]{0,12}[）)]?\s*题[：:]")
MOST_TITLES = 4  # sentences of a title
DATELINE = re.compile(
    r"(?:新华社|中新社|中新网|本报|人民网|新华网|央视网|据)[^，。]{0,14}(?:\d{1,2}日)?(?:电|讯|消息)"
)


def find_dates(text: str, published_on: date | None) -> list[When]:
    """Dates in order; a bare day takes the month named last, or that of publication."""
    taken = bytearray(len(text))
    found: list[When] = []
    for pattern in (RANGE, SINGLE, MONTH_AT_HAND, YEAR, WEEKDAY):
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            when = _when(match, text, published_on)
            if when is not None:
                taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
                found.append(when)
    found.sort(key=lambda when: when.span)
    return _with_same_days(text, found, published_on)


def _is_near(text: str, last: When, when: When) -> bool:
    between = text[last.span.end : when.span.start]
    return len(between) <= SAME_DAY_REACH and "\n" not in between.strip("\n")


def _with_same_days(text: str, found: list[When], published_on: date | None) -> list[When]:
    """«当日» is the day named last, in a report that has named one just before, else that of publication."""
    last: When | None = None
    resolved: list[When] = []
    for when in found:
        if when.precision == "same day":
            if last is not None and _is_near(text, last, when) and last.edtf:
                day = last.edtf.rsplit("/", 1)[-1]
                if text.startswith(NEXT_DAY, when.span.start):
                    day = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
                resolved.append(When(when.span, day, int(day[:4]), "day"))
            elif published_on is not None:
                resolved.append(When(when.span, published_on.isoformat(), published_on.year, "day"))
            continue
        resolved.append(when)
        last = when if when.precision == "day" else last
    return resolved


def _when(match: re.Match[str], text: str, published_on: date | None) -> When | None:
    parts = match.groupdict()
    span = Span(*match.span())
    try:
        if parts.get("relday"):
            if published_on is None:
                return None
            if parts["relday"] in SAME_DAY:
                return When(span, None, None, "same day")
            day = date.fromordinal(published_on.toordinal() + DAYS[parts["relday"]])
            return When(span, day.isoformat(), day.year, "day")
        if parts.get("weekday") or parts.get("this_week"):
            return _weekday(span, parts, published_on)
        if parts.get("month_at_hand"):
            return _month_at_hand(span, parts["month_at_hand"] or "", published_on)
        month = (
            _count(parts["month"]) if parts.get("month") else _month_before(text, match.start(), published_on)
        )
        day_text = parts.get("first") or parts.get("day") or parts.get("day2") or parts.get("day3")
        year = _year(parts, month if parts.get("month") or day_text else None, published_on)
        if parts.get("near"):
            said = _month_at_hand(span, parts["near"] or "", published_on)
            if said is None or said.edtf is None:
                return None
            year, month = int(said.edtf[:4]), int(said.edtf[5:])
        if "month" not in parts:
            return When(span, str(year), year, "year") if year else None
        if year is None or month is None:
            return When(span, None, year, "day") if month else None
        if day_text is None:
            return When(span, f"{year}-{month:02d}", year, "month")
        first = date(year, month, _count(day_text))
        if parts.get("last"):
            last_year = int(parts["year2"] or year) if parts.get("year2") else year
            last_month = _count(parts["month2"]) if parts.get("month2") else month
            last = date(last_year, last_month, _count(parts["last"]))
            return (
                When(span, f"{first.isoformat()}/{last.isoformat()}", year, "day") if first <= last else None
            )
        return When(span, first.isoformat(), year, "day")
    except ValueError:
        return None


def _count(digits: str | None) -> int:
    """«17» and «十七»."""
    written = digits or ""
    return int(written) if written.isdigit() else ordinals.han(written) or 0


NAMED_MONTH = re.compile(rf"({MONTH})月")
WEEKDAYS = "一二三四五六日"
WEEKS = {"本": 0, "这": 0, "上": -1, "下": 1}


def _weekday(span: Span, parts: dict[str, str | None], published_on: date | None) -> When | None:
    """«周三» is the last one before publication, «下周三» the coming one; «本周» alone tells the year."""
    if published_on is None:
        return None
    if parts.get("this_week"):
        shift = WEEKS[(parts["this_week"] or "本")[0]]
        return When(span, None, (published_on + timedelta(7 * shift)).year, "year")
    day = WEEKDAYS.index((parts["weekday"] or "").replace("天", "日"))
    monday = published_on - timedelta(published_on.weekday())
    if parts.get("week"):
        found = monday + timedelta(day + 7 * WEEKS[parts["week"] or "本"])
    else:
        found = monday + timedelta(day if day <= published_on.weekday() else day - 7)
    return When(span, found.isoformat(), found.year, "day")


def _month_at_hand(span: Span, words: str, published_on: date | None) -> When | None:
    """«本月», «下月»: counted from the month of publication; «本月10日» is a day of it."""
    if published_on is None:
        return None
    months = published_on.year * 12 + published_on.month - 1 + MONTHS[words[0]]
    return When(span, f"{months // 12}-{months % 12 + 1:02d}", months // 12, "month")


def _month_before(text: str, start: int, published_on: date | None) -> int | None:
    months = NAMED_MONTH.findall(text[max(0, start - 200) : start])
    if months:
        return _count(months[-1])
    return published_on.month if published_on else None


def _year(parts: dict[str, str | None], month: int | None, published_on: date | None) -> int | None:
    if parts.get("year"):
        return int(parts["year"] or 0)
    if published_on is None:
        return None
    if parts.get("rel"):
        return published_on.year + RELATIVE[parts["rel"] or "今年"]
    if month is None:
        return published_on.year
    options = []
    for year in (published_on.year - 1, published_on.year, published_on.year + 1):
        last = calendar.monthrange(year, month)[1]
        options.append((abs((date(year, month, min(15, last)) - published_on).days), year))
    return min(options)[1]


def find_places(text: str) -> list[Where]:
    """Places of the gazetteer, the longest name at each position."""
    names = place_names()
    found: list[Where] = []
    index = 0
    while index < len(text):
        length = next(
            (
                n
                for n in range(min(LONGEST_PLACE, len(text) - index), 1, -1)
                if text[index : index + n] in names
            ),
            0,
        )
        if not length:
            index += 1
            continue
        name = text[index : index + length]
        if name in WORDS and text[index + length : index + length + 1] not in RANKS:
            index += length
            continue
        place = find_place(name) or own_places().get(name)
        if place is not None:
            shown = name.removesuffix("市") if place.kind == "city" and len(name) > 2 else name
            found.append(Where(Span(index, index + length), shown, place))
        index += length
    return found


WORDS = ("友好", "和平", "东方", "建设", "繁荣", "团结")  # words as well as districts
RANKS = ("市", "区", "县", "镇")


@lru_cache(maxsize=1)
def place_names() -> frozenset[str]:
    """Names of two characters and more; one character («俄») is too little."""
    names = set()
    for row in lexicon.table("places"):
        for name in (row[2], *(row[9].split(";") if len(row) > 9 else ())):
            if len(name) > 1 and "\u4e00" <= name[0] <= "\u9fff" and not name.endswith(("方",)):
                names.add(name)
    return frozenset(names | set(own_places()))


@lru_cache(maxsize=1)
def own_places() -> dict[str, Place]:
    """Places that the gazetteer lacks in Chinese; a town also with 市, a region with its rank."""
    found = {}
    for name, kind, country in lexicon.table("places_zh"):
        place = Place("", name, "", kind, country, "", None, None)
        found[name] = place
        if kind == "city":
            found.setdefault(f"{name}市", place)
    return found


def number(text: str) -> int | None:
    """«第十二届», «首届» → the edition's number."""
    inner = text.removeprefix("第").rstrip("届次")
    return int(inner) if inner.isdigit() else ordinals.han(inner)


def value(text: str, start: int, end: int, rule: str) -> Value[str]:
    return Value(text[start:end], Span(start, end), rule)


def marks(length: int, spans: Iterable[Span]) -> bytearray:
    """1 at every character that one of the spans covers: what overlaps is asked in constant time."""
    found = bytearray(length)
    for span in spans:
        found[span.start : span.end] = b"\x01" * len(span)
    return found
