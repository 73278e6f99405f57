"""When an event takes place: which of the dates of its clause is its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from extraction.findings import Span, Value
from extraction.mentions import FORMER_PLAN, ForumMention
from extraction.russian.clauses import Clauses
from extraction.russian.dates import DateMention, find_duration, lasting
from extraction.russian.event_names import EventWords
from extraction.russian.event_places import CITY_PREFIX
from extraction.russian.event_predicates import Predicate, verb_group
from extraction.russian.tagging import Word

TAKING_PART = frozenset(
    {"участвовать", "принять", "поучаствовать", "участие", "ездить", "съездить", "побывать"}
)


def set_dates(
    clauses: Clauses,
    event: EventWords,
    mention: ForumMention,
    predicate: Predicate | None,
    left: int,
    right: int,
) -> None:
    found = _date_for(clauses, event, predicate, left, right)
    if found is None:
        return
    when, is_own = found
    when = _in_year_said(clauses, when, left, right)
    when = when.shifted(_tense_shift(clauses, when, mention))
    when = _in_future(clauses, when, mention)
    when = _with_duration(clauses, event, when, predicate, left, right)
    when = _half_open(when, predicate)
    span = when.span
    rule = f"date_{when.rule}"
    if is_former_plan(clauses, event, predicate, left):
        if mention.dates is None and is_own and when.precision != "year" and when.edtf is not None:
            mention.dates = Value(when.edtf, span, FORMER_PLAN)
        return
    if when.year is not None and mention.year is None:
        mention.year = Value(when.year, span, rule)
        mention.is_own_year = is_own and (when.has_year or when.rule == "relative_year")
    if is_own and when.precision != "year" and when.edtf is not None and when.rule != "season_of_action":
        mention.dates = Value(when.edtf, span, rule)


def _in_year_said(clauses: Clauses, when: DateMention, left: int, right: int) -> DateMention:
    """«В 2021 году форум проходил с 12 по 16 апреля»: the days are of the year that the clause says."""
    words = clauses.context.tagged.words
    region = Span(words[left].start, words[right - 1].end)
    if when.has_year or when.precision not in ("day", "month") or when.year is None:
        return when
    year = next(
        (d for d in clauses.dates if d.precision == "year" and d.rule == "year" and region.covers(d.span)),
        None,
    )
    if year is None or year.year is None or _is_of_other_noun(clauses, year) or _follows_na(clauses, year):
        return when
    return replace(when.shifted(year.year - when.year), has_year=True)


def is_former_plan(clauses: Clauses, event: EventWords, predicate: Predicate | None, left: int) -> bool:
    """«который должен был открыться 21 апреля», «был назначен на май», «первоначально планировался на июнь»."""
    if predicate is None or predicate.weight < 3:
        return False
    words = clauses.context.tagged.words
    near = words[max(left, predicate.index - 4) : predicate.index + 1]
    opening = words[max(left, event.first - 2) : event.first]
    if any(w.lower in ("первоначально", "изначально") for w in (*opening, *near)):
        return True
    was = any(w.lemma == "быть" and w.is_past for w in near)
    return was and any(
        w.lemma
        in ("должный", "должен", "планировать", "планироваться", "наметить", "назначить", "запланировать")
        for w in near
    )


def _in_future(clauses: Clauses, when: DateMention, mention: ForumMention) -> DateMention:
    """«откроется в субботу» is the Saturday to come."""
    published, status = clauses.published_on, mention.status
    if when.rule != "weekday" or published is None or status is None or when.lower is None:
        return when
    if status.value not in ("planned", "proposed") or when.lower > published or "прошл" in status.rule:
        return when
    day = when.lower + timedelta(7)
    return replace(when, edtf=day.isoformat(), lower=day, upper=day)


def _with_duration(
    clauses: Clauses, event: EventWords, when: DateMention, predicate: Predicate | None, left: int, right: int
) -> DateMention:
    """«открывается 8 октября и идёт три дня», «закрылась в пятницу, проработав три дня»."""
    if predicate is None or when.precision != "day" or predicate.group not in ("begin", "end"):
        return when
    tagged = clauses.context.tagged
    found = find_duration(tagged.quote(min(left, event.first), max(right, event.last)))
    if found is None:
        return when
    return lasting(when, found[0], is_last=predicate.group == "end")


def _half_open(when: DateMention, predicate: Predicate | None) -> DateMention:
    """«открылся 5 ноября» gives the first day, «завершился 8 ноября» the last."""
    if predicate is None or when.precision != "day" or when.edtf is None or "/" in when.edtf:
        return when
    if predicate.group == "begin":
        return replace(when, edtf=f"{when.edtf}/..")
    if predicate.group == "end":
        return replace(when, edtf=f"../{when.edtf}")
    return when


def _tense_shift(clauses: Clauses, when: DateMention, mention: ForumMention) -> int:
    published = clauses.published_on
    if (
        published is None
        or mention.status is None
        or when.has_year
        or when.upper is None
        or when.lower is None
    ):
        return 0
    if (
        mention.status.value in ("planned", "proposed", "postponed")
        and when.upper < published
        and (published - when.upper).days > 3
    ):
        return 1
    if mention.status.value == "held" and mention.status_weight > 1 and when.lower > published:
        return -1
    return 0


def _date_for(
    clauses: Clauses, event: EventWords, predicate: Predicate | None, left: int, right: int
) -> tuple[DateMention, bool] | None:
    """(date, whether it is the event's own date and not only that of an action at it)."""
    words = clauses.context.tagged.words
    options = _days_of_clause(clauses, event, left, right)
    earlier = (
        [d for d in options if d.span.start < words[event.last - 1].end]
        if _is_told_apart(predicate) and event.case not in ("nomn", "")
        else []
    )
    if earlier and len(earlier) == len(options):
        return earlier[-1], False  # «11 апреля были на выставке, которая проходит»
    options = [d for d in options if d not in earlier]
    options = _joined(clauses, options, words[left:right])
    if predicate is not None and predicate.group == "postpone":
        return _new_date(clauses, predicate, options)
    in_parenthesis = _date_in_parenthesis(clauses, event)
    if in_parenthesis is not None:
        return in_parenthesis, True
    return _nearest(clauses, event, predicate, options, left, right) if options else None


def _nearest(
    clauses: Clauses,
    event: EventWords,
    predicate: Predicate | None,
    options: list[DateMention],
    left: int,
    right: int,
) -> tuple[DateMention, bool] | None:
    """The date that stands nearest to the event, the exact before the vague."""
    words = clauses.context.tagged.words
    is_own = predicate is not None and predicate.weight == 3 or _is_of_subject(words, event, options)
    end = words[event.last - 1].end
    start = words[event.first].start

    def between(when: DateMention) -> list[Word]:
        if when.span.start >= end:
            return [w for w in words[left:right] if end <= w.start < when.span.start]
        return [w for w in words[left:right] if when.span.end <= w.start < start]

    def distance(when: DateMention) -> tuple[int, int]:
        rank = {"day": 0, "month": 1, "season": 2, "year": 3}[when.precision]
        return (rank if is_own or _is_beside(when) else 4, len(between(when)))

    def _is_beside(when: DateMention) -> bool:
        gap = between(when)
        if any(w.is_finite or w.text in (";", ":") for w in gap):
            return False
        if when.span.start >= end:
            return (
                len(gap) <= 5
                and not any(w.text == "," for w in gap)
                and not any(w.is_noun and not _is_of_place(clauses, w) for w in gap)
            )
        return len(gap) <= 5 and all(w.pos == "ADP" or w.text == "," or w.lower in THROUGHOUT for w in gap)

    when = min(options, key=distance)
    gap = between(when)
    if is_own and sum(1 for w in gap if w.text in (",", "—")) <= 3 or _is_beside(when):
        return when, True
    if predicate is None or predicate.weight > 2 or any(w.text in (";", ":") for w in gap):
        return None
    takes_part = any(w.lemma in TAKING_PART for w in words[left:right])
    if when.precision == "month" and takes_part and when.span.end <= start:
        return when, True
    if when.precision == "day" and predicate.status != "planned" or when.precision == "month" and takes_part:
        return when, False
    return None


def _is_of_participle(words: list[Word], when: DateMention, event: EventWords) -> bool:
    """«форум приурочен к визиту президента, запланированному на 5 октября»: the day of the visit."""
    before = [w for w in words[event.last : event.last + FARTHEST_PARTICIPLE] if w.start < when.span.start]
    if len(before) < 3:
        return False
    participle = next((w for w in reversed(before[-3:]) if w.is_participle), None)
    return (
        participle is not None
        and words[participle.index - 1].text == ","
        and participle.index - 1 > event.last
        and participle.case in ("datv", "ablt", "gent", "loct")
        and participle.case != event.case
    )


FARTHEST_PARTICIPLE = 40  # words


def _days_of_clause(clauses: Clauses, event: EventWords, left: int, right: int) -> list[DateMention]:
    """The dates of the words that may speak of the event, but for those that another noun takes."""
    words = clauses.context.tagged.words
    region = Span(words[left].start, words[right - 1].end)
    own = Span(words[event.first].start, words[event.last - 1].end)
    return [
        d
        for d in clauses.dates
        if region.covers(d.span)
        and not own.covers(d.span)
        and not _is_of_other_noun(clauses, d)
        and not _is_of_participle(words, d, event)
    ]


def _is_told_apart(predicate: Predicate | None) -> bool:
    """The event has its verb in a clause of its own: «…, которая проходит на ВДНХ»."""
    return (
        predicate is not None
        and predicate.rule in ("relative_clause_of_event", "participle_of_event")
        and predicate.group in ("occur", "begin", "end")
    )


THROUGHOUT = frozenset(
    {"протяжении", "время", "дни", "течение", "ходе", "период", "всей", "всего", "рамках", "проведения"}
)


def _is_of_subject(words: list[Word], event: EventWords, options: list[DateMention]) -> bool:
    """«ПМЭФ ждёт гостей с 18 по 21 июня»: several days in the clause of which the event is the subject."""
    before = words[event.first - 1] if event.first else None
    is_subject = event.case in ("nomn", "") and (before is None or before.pos != "ADP")
    ranges = [d for d in options if d.precision == "day" and d.lower is not None and d.lower != d.upper]
    return is_subject and bool(ranges)


def _date_in_parenthesis(clauses: Clauses, event: EventWords) -> DateMention | None:
    """«форум «Тайга» (Чита, 3–5 июля)»."""
    if event.parenthesis is None:
        return None
    inside = clauses.context.tagged.span(*event.parenthesis)
    return next((d for d in clauses.dates if inside.covers(d.span)), None)


def _new_date(
    clauses: Clauses, predicate: Predicate, options: list[DateMention]
) -> tuple[DateMention, bool] | None:
    """«переносится на 15–17 апреля»: the new date; the old one no longer holds."""
    moved = [d for d in options if _follows_na(clauses, d) and d.precision != "year"]
    later = [d for d in moved if d.span.start > clauses.context.tagged.words[predicate.index].end]
    if moved:
        return (later or moved)[0], True
    return _days_of_new_year(clauses, options)


def _days_of_new_year(clauses: Clauses, options: list[DateMention]) -> tuple[DateMention, bool] | None:
    """«переносится на 2021 год и пройдёт с 11 по 13 ноября»."""
    year = next((d for d in options if d.precision == "year" and _follows_na(clauses, d)), None)
    if year is None or year.year is None:
        return None
    days = next(
        (d for d in options if d.precision == "day" and d.span.start > year.span.end and d.year), None
    )
    between = clauses.context.tagged.folded[year.span.end : days.span.start] if days is not None else ""
    if days is None or days.year is None or days.has_year or "котор" in between:
        return year, True
    return days.shifted(year.year - days.year), True


def _is_of_place(clauses: Clauses, word: Word) -> bool:
    return word.index in clauses.context.locality_at or word.lower in CITY_PREFIX or word.lemma in ("год",)


def _joined(clauses: Clauses, options: list[DateMention], words: list[Word]) -> list[DateMention]:
    """«открылась 5 ноября и работает до 10 ноября», «открылся утром и продлится до 8 февраля»: halves of one range."""
    opened = [d for d in options if d.rule == "open_start" and d.upper is not None]
    starts = [
        d
        for d in options
        if d.rule in ("day", "relative_day", "weekday") and d.lower is not None and d.lower == d.upper
    ]
    if not starts and opened and clauses.published_on is not None:
        starts = [
            DateMention(
                w.span, clauses.published_on.isoformat(), clauses.published_on, clauses.published_on, "day", True, "day"
            )
            for w in words
            if w.lower == "утром" and w.start < opened[0].span.start
        ]  # fmt: skip
    closed = _closed_on(options, starts, words)
    if closed is not None:
        return [closed, *(d for d in options if d is not starts[0])]
    if not opened or not starts or starts[0].lower is None or opened[0].upper is None:
        return options
    if starts[0].lower >= opened[0].upper:
        return options
    joined = replace(
        opened[0],
        span=starts[0].span.to(opened[0].span),
        edtf=f"{starts[0].lower.isoformat()}/{opened[0].upper.isoformat()}",
        lower=starts[0].lower,
        rule="range_joined",
    )
    return [joined, *(d for d in options if d is not opened[0] and d is not starts[0])]


def _closed_on(
    options: list[DateMention], starts: list[DateMention], words: list[Word]
) -> DateMention | None:
    """«открылась в пятницу, 23 августа, и закрылась в воскресенье»: the day of closing follows that of opening."""
    verb = next((w for w in words if verb_group(w) == "end" and w.is_finite), None)
    opening = next((w for w in words if verb_group(w) == "begin" and w.is_finite), None)
    if verb is None or opening is None or opening.start > verb.start:
        return None
    first = next((d for d in reversed(starts) if opening.end <= d.span.start < verb.start), None)
    last = next((d for d in options if d.span.start >= verb.end and d.precision == "day"), None)
    if first is None or last is None or first.lower is None or last.upper is None:
        return None
    upper = last.upper
    if last.rule == "weekday":
        upper = first.lower + timedelta((last.upper.weekday() - first.lower.weekday()) % 7)
    if upper < first.lower:
        return None
    edtf = f"{first.lower.isoformat()}/{upper.isoformat()}"
    return replace(first, span=first.span.to(last.span), edtf=edtf, upper=upper, rule="range_joined")


def _follows_na(clauses: Clauses, when: DateMention) -> bool:
    text = clauses.context.tagged.folded
    return (" " + text[max(0, when.span.start - 4) : when.span.start].lower()).endswith(" на ") or text[
        when.span.start : when.span.start + 3
    ].lower() == "на "


def _is_of_other_noun(clauses: Clauses, when: DateMention) -> bool:
    """«стратегия до 2030 года», «срок ввода — 2027 год», «с 2015 года»: not when the event is."""
    text = clauses.context.tagged.folded
    before = " " + text[max(0, when.span.start - 12) : when.span.start].lower()
    if before.endswith((" вместо ", " не ")):
        return True
    if when.rule == "year":
        return before.endswith((" до ", " с ", "на период ", " к ", " от "))
    return before.endswith((" от ",))
