"""When an event takes place: beside its verb, at the head of the sentence or the line, by its duration."""

from __future__ import annotations

import re
from datetime import date, timedelta

from extraction.english.dates import When
from extraction.english.event_states import Walk
from extraction.english.sides import Context
from extraction.findings import Value
from extraction.mentions import ForumMention

BEFORE_DATE = frozenset(
    ["on", "from", "in", "for", "during", "between", "until", "till", "to", "through", "early", "late",
    "the", "of", "around", "at", "end", "first", "second", "half", "by"]
)  # fmt: skip
DURATION = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|\d\d?)-day\b|\b(?:after|lasted|lasting|ran for) (two|three|four|five|2|3|4|5) days\b(?! of)"
)
DAYS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


def _days(found: re.Match[str]) -> int:
    word = found[1] or found[2]
    return DAYS.get(word) or int(word)


DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _a_week_later(day: re.Match[str]) -> str:
    return (date.fromisoformat(day[0]) + timedelta(7)).isoformat()


def in_time_to_come(context: Context, mention: ForumMention) -> None:
    """ "Will be held in November", said in February: the coming November, not the nearest."""
    published, dates = context.published_on, mention.dates
    is_planned = mention.status is not None and (
        mention.status.value in ("planned", "proposed", "postponed")
        or mention.status.rule in ("opens", "takes_place")
    )
    if published is None or dates is None or not is_planned:
        return
    said = context.tokens.text[dates.span.start : dates.span.end]
    last = dates.value.rsplit("/", 1)[-1]
    days = DAY.findall(dates.value)
    if (
        dates.rule == "date_weekday"
        and days
        and days[0] < published.isoformat()
        and "last" not in said.lower()
    ):
        coming = DAY.sub(_a_week_later, dates.value)  # "will open on Thursday": the one to come
        mention.dates = Value(coming, dates.span, dates.rule)
        return
    if (
        re.search(r"\d{4}|year|ago", said)
        or not last[:4].isdigit()
        or last >= published.isoformat()[: len(last)]
    ):
        return
    if not re.search(r"[A-Za-z]{3}", said) or re.search(r"yesterday|last|earlier|day\b", said, re.IGNORECASE):
        return
    year = int(last[:4])
    mention.dates = Value(dates.value.replace(f"{year}-", f"{year + 1}-"), dates.span, dates.rule)
    if mention.year is not None and mention.year.value == year:
        mention.year = Value(year + 1, mention.year.span, mention.year.rule)


def goes_on_until(context: Context, mention: ForumMention) -> None:
    """ "The forum runs until Saturday": it is going on."""
    published = context.published_on
    if mention.status is not None or mention.dates is None or published is None:
        return
    if mention.dates.value.startswith("../") and mention.dates.value[3:13] >= published.isoformat():
        mention.status, mention.status_weight = Value("ongoing", mention.dates.span, "goes_on_until"), 2


CAME = ("took_part", "takes_part", "opened_by", "ahead_of", "host")


def date_of_those_who_came(context: Context, first: int, mention: ForumMention) -> None:
    """ "On 14-15 May 2025, X attended the forum", "on February 25-26, Urgench hosted the forum"."""
    if mention.status is None or mention.status.rule not in CAME or mention.dates is not None:
        return
    start = context.tokens.start_of(first)
    dates = [
        when
        for index in range(start, first)
        if (when := context.date_at.get(context.tokens.words[index].start)) is not None
        and when.year is not None
    ]
    if not dates:
        return
    when = dates[-1]
    if mention.year is None:
        mention.year = Value(when.year or 0, when.span, f"date_{when.rule}")
    if when.edtf is not None and when.is_day:
        mention.dates = Value(when.edtf, when.span, f"date_{when.rule}")


def next_by_year(context: Context, first: int, mention: ForumMention) -> None:
    """ "In 2027 the forum will move to Almaty": another edition than the one at hand."""
    when = leading_date(context, first)
    published = context.published_on
    if when is None or mention.name is not None or mention.number is not None or published is None:
        return
    if (
        when.rule in ("year", "bare_year", "relative_year")
        and when.year is not None
        and when.year != published.year
    ):
        mention.year = Value(when.year, when.span, "year_of_the_sentence")
        mention.is_own_year = True
        mention.order = "next" if when.year > published.year else "previous"


def set_today(context: Context, first: int, mention: ForumMention) -> None:
    """ "At the forum in Minsk today": it is going on."""
    published = context.published_on
    if mention.status is not None or mention.dates is None or published is None:
        return
    if mention.dates.value == published.isoformat():
        mention.status = Value("ongoing", mention.dates.span, "something_happens_there_today")
        mention.status_weight = 1


def take_date(context: Context, walk: Walk, mention: ForumMention) -> bool:
    tokens = context.tokens
    index = walk.index
    while index < walk.limit and index < walk.index + 6:
        when = context.date_at.get(tokens.words[index].start)
        if when is not None:
            break
        if tokens.lower(index) not in BEFORE_DATE:
            return False
        index += 1
    else:
        return False
    if index >= walk.limit or context.date_at.get(tokens.words[index].start) is None:
        return False
    when = context.date_at[tokens.words[index].start]
    before = _preposition(context, walk.index, index)
    while index < len(tokens.words) and tokens.words[index].start < when.span.end:
        index += 1
    walk.index = index
    if walk.is_put_off or walk.last_verb == "put_off":
        return _take_new_date(mention, when, before, walk)
    if walk.is_opening and before in ("on", "from", "opens", "opened") or walk.last_verb == "opened":
        set_date(mention, when, "from", "opens")
    else:
        set_date(mention, when, before, walk.last_verb)
    return True


def _preposition(context: Context, first: int, date_at: int) -> str:
    """The word that leads to a date: "until" of "until early May"."""
    words = [context.tokens.lower(i) for i in range(first, date_at)]
    text = context.tokens.text[context.tokens.words[date_at].start :][:8].lower()
    if not words:
        return next(
            (w for w in ("until", "till", "from", "since") if text.startswith(w)),
            context.tokens.lower(first - 1),
        )
    return next((w for w in words if w in ("until", "till", "to", "from", "since", "through")), words[-1])


def _take_new_date(mention: ForumMention, when: When, before: str, walk: Walk) -> bool:
    """Of a postponed event: the date behind "to", "until"; the old one tells at most the year."""
    if (
        before in ("to", "until", "till", "for", "through", "in")
        and walk.last_verb in ("put_off", "")
        or before in ("until", "till")
    ):
        mention.dates, mention.year = None, None
        set_date(mention, when, "on", "put_off")
        walk.is_put_off = False
        walk.last_verb = "new_date"
    elif before != "from" and mention.year is None and when.year is not None and walk.last_verb != "put_off":
        mention.year = Value(when.year, when.span, f"date_{when.rule}")
    return True


def set_date(mention: ForumMention, when: When, before: str, verb: str) -> None:
    if when.year is not None and (mention.year is None or not mention.is_own_year):
        mention.year = Value(when.year, when.span, f"date_{when.rule}")
    if when.edtf is None:
        return
    if before == "since":
        return
    edtf, rule = when.edtf, f"date_{when.rule}"
    is_day = when.is_day and "/" not in edtf
    if is_day and (before in ("until", "till", "through") or verb == "ended"):
        edtf = f"../{edtf}"
    elif is_day and before == "from" and verb in ("opened", "opens"):
        edtf = f"{edtf}/.."
    elif is_day and before == "from" and verb != "opened":
        edtf, rule = f"{edtf}/..", "date_open_end"
    if (
        mention.dates is None
        or len(edtf) > len(mention.dates.value)
        and edtf.startswith(mention.dates.value[:7])
    ):
        mention.dates = Value(edtf, when.span, rule)
    elif is_day and edtf.startswith("../") and mention.dates.value.endswith("/.."):
        mention.dates = Value(mention.dates.value[:-2] + when.edtf, mention.dates.span.to(when.span), rule)


def date_line(context: Context, number: int, heading: dict[int, When]) -> When | None:
    """The date that heads the paragraph as a sentence of its own: "June 2."."""
    sentences = context.tokens.sentences
    paragraph = sentences[number].paragraph
    if paragraph not in heading:
        first = number
        while first > 0 and sentences[first - 1].paragraph == paragraph:
            first -= 1
        span = sentences[first].span
        when = context.date_at.get(span.start)
        if when is not None and span.end - when.span.end <= 2 and when.is_day:
            heading[paragraph] = when
    return heading.get(paragraph)


LEADING = frozenset(
    {"on", "from", "in", "between", "the", "morning", "afternoon", "evening", "of", "late", "early"}
)


def leading_date(context: Context, first: int) -> When | None:
    """ "On June 11, 2025, the third session": a date that opens the sentence of the event."""
    tokens = context.tokens
    start = tokens.start_of(first)
    for index in range(start, min(start + 6, first)):
        when = context.date_at.get(tokens.words[index].start)
        if when is not None:
            last = index
            while tokens.words[last].start < when.span.end:
                last += 1
            between = tokens.string(last, first) if first > last else ""
            return when if len(between) <= 2 else None
        if tokens.lower(index) not in LEADING:
            return None
    return None


def date_from(context: Context, mention: ForumMention, when: When | None, *, is_leading: bool) -> None:
    is_attended = mention.status is not None and mention.status.rule in ("took_part", "takes_part")
    if when is not None and is_attended and is_leading and mention.year is None and when.year is not None:
        mention.year = Value(when.year, when.span, f"date_{when.rule}")
    if when is not None and not is_leading and mention.status is None and mention.dates is None:
        set_date(mention, when, "on", "date_line")  # "12-14 March. 9th Samarkand Expo": the line says no more
        return
    if when is None or mention.status is None or mention.status_weight < 2 or mention.dates is not None:
        return
    if mention.status.value in ("proposed", "planned") and not is_leading:
        return
    rule = mention.status.rule
    if rule in ("called_off", "put_off"):
        return
    if rule == "opened":
        set_date(mention, when, "from", "opened")
    elif rule == "ended":
        set_date(mention, when, "until", rule)
    elif is_leading or when.edtf is not None:
        set_date(mention, when, "on", rule)


def read_durations(context: Context) -> None:
    """ "Opened on Thursday" and "the two-day event" make a range; so do "closed on Friday" and it."""
    found = DURATION.search(context.tokens.text)
    if found is not None and _tells_of_another(context, found.start()):
        found = None
    if found is not None:
        _end_and_duration(context, _days(found))
    opened = [
        m
        for _, m in context.events.values()
        if m.dates is not None and m.dates.value.endswith("/..") and m.dates.rule != "date_open_end"
    ]
    if found is None or len(opened) != 1 or opened[0].dates is None:
        return
    if any(m.dates is not None and m.dates.value.startswith("../") for _, m in context.events.values()):
        return
    mention, dates = opened[0], opened[0].dates
    days = _days(found)
    begin = date.fromisoformat(dates.value.removesuffix("/.."))
    mention.dates = Value(f"{begin}/{begin + timedelta(days - 1)}", dates.span, "date_and_duration")


def _end_and_duration(context: Context, days: int) -> None:
    ended = [m for _, m in context.events.values() if m.dates is not None and m.dates.value.startswith("../")]
    others = [m for _, m in context.events.values() if m.dates is not None and m.dates.value.endswith("/..")]
    if len({m.dates.value for m in ended if m.dates}) != 1 or others:
        return
    for mention in ended:
        if mention.dates is not None and len(mention.dates.value) == len("../2026-01-01"):
            last = date.fromisoformat(mention.dates.value.removeprefix("../"))
            first = last - timedelta(days - 1)
            mention.dates = Value(f"{first}/{last}", mention.dates.span, "date_and_duration")


def _tells_of_another(context: Context, offset: int) -> bool:
    """The sentence of the duration names an event that the report is not about."""
    mentions = [m for _, (_, m) in sorted(context.events.items()) if m.name is not None]
    if len({m.name.value for m in mentions if m.name}) < 2:
        return False
    for number, sentence in enumerate(context.tokens.sentences):
        if sentence.span.start <= offset < sentence.span.end:
            here = {m.name.value for m in mentions if m.sentence == number and m.name}
            first = mentions[0].name.value if mentions[0].name else ""
            return bool(here) and first not in here
    return False
