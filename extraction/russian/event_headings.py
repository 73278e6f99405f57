"""What a line of its own says of an event: place and date under its name, the town that opens a paragraph, new dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from extraction.findings import Span, Value
from extraction.mentions import FORMER_PLAN, ForumMention
from extraction.places import find_place
from extraction.russian.clauses import Clauses
from extraction.russian.dates import find_duration
from extraction.russian.tagging import Word


def set_new_dates(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """«Форум переносится. Новые даты — 18–20 мая», «Даты форума в 2021 году известны: 11–13 ноября»."""
    tagged = clauses.context.tagged
    for word in tagged.words:
        if word.lemma not in ("дата", "срок"):
            continue
        _, ceiling = tagged.bounds[word.sentence]
        is_new = word.index > 0 and tagged.words[word.index - 1].lemma == "новый"
        is_new = is_new or _are_moved(tagged.words, word.index, ceiling)
        said = [
            d for d in clauses.dates if word.end <= d.span.start < tagged.words[ceiling - 1].end and d.edtf
        ]
        when = next((d for d in said if is_new or d.precision == "day"), None)
        own = [m for m in mentions if m.sentence == word.sentence and m.span.start > word.start]
        before = [m for m in mentions if m.span.end <= word.start and word.sentence - m.sentence <= 2]
        if (
            when is None
            or not (own or before)
            or not (is_new or _are_dates_of_event(clauses, word, own, ceiling))
        ):
            continue
        year = next(
            (d for d in said if d.precision == "year" and d.year and d.span.end <= when.span.start), None
        )
        if year is not None and year.year is not None and when.year is not None:
            when = when.shifted(year.year - when.year)
        if when.edtf is None or when.year is None:
            continue
        mention = before[-1] if is_new and before else (own or before[-1:])[0]
        if not is_new and mention.dates is not None and mention.dates.rule != FORMER_PLAN:
            continue
        mention.dates = Value(when.edtf, when.span, "new_dates")
        mention.year, mention.is_own_year = Value(when.year, when.span, "new_dates"), year is not None


MOVED = frozenset(
    {"изменить", "перенести", "сдвинуть", "измениться", "скорректировать"}
)  # «Позже сроки изменили на 27–28 июля»


def _are_moved(words: list[Word], index: int, ceiling: int) -> bool:
    """«сроки изменили на 27–28 июля»; not «даты сдвинули из-за того, что в октябре…»."""
    verb = next((w for w in words[index + 1 : min(index + 3, ceiling)] if w.lemma in MOVED), None)
    return verb is not None and any(
        w.lower == "на" for w in words[verb.index + 1 : min(verb.index + 3, ceiling)]
    )


def _are_dates_of_event(clauses: Clauses, word: Word, own: list[ForumMention], ceiling: int) -> bool:
    """«даты его проведения», «дата форума»: not the deadline of something else."""
    words = clauses.context.tagged.words
    following = words[word.index + 1 : min(word.index + 4, ceiling)]
    if any(w.lemma == "проведение" for w in following):
        return True
    near = words[word.index + 1].start if word.index + 1 < ceiling else -1
    return bool(own) and own[0].span.start == near


HEADING_LINES = (
    6  # paragraphs at the top in which a line of place and date belongs to the event named above it
)


def set_heading_line(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """«Махачкала, 5–6 сентября 2024 года» under the name of the event."""
    tagged = clauses.context.tagged
    for index, (first, last) in enumerate(tagged.bounds):
        sentence = tagged.sentences[index]
        if sentence.paragraph >= HEADING_LINES:
            return
        dates = [d for d in clauses.dates if sentence.span.covers(d.span) and d.precision == "day"]
        places = [p for p in clauses.context.localities if first <= p.first < last and p.kind == "city"]
        named = [m for m in mentions if m.name is not None and m.sentence == index - 1]
        inside = {i for p in places for i in range(p.first, p.last)}
        rest = [
            w
            for w in tagged.words[first:last]
            if w.is_word
            and w.index not in inside
            and w.lower != "г"
            and not any(d.span.covers(w.span) for d in dates)
        ]
        in_brackets = tagged.words[first].text == "("
        if not named or rest and not in_brackets or not dates or not places:
            continue
        mention = named[-1]
        if not _is_whole_line(clauses, mention):
            continue  # «Хроника третьего дня ВЭФ» and under it the day of the report
        mention.dates = (
            mention.dates or Value(dates[0].edtf or "", dates[0].span, "heading_line")
            if dates[0].edtf
            else mention.dates
        )
        if dates[0].year is not None and mention.year is None:
            mention.year, mention.is_own_year = Value(dates[0].year, dates[0].span, "heading_line"), True
        if mention.place is None:
            mention.place = Value(places[0].name, places[0].span, "heading_line")
            if places[0].country:
                mention.country = Value(places[0].country, places[0].span, "country_of_place")


MOST_BESIDE = 2  # words of a line beside the name of the event


def _is_whole_line(clauses: Clauses, mention: ForumMention) -> bool:
    first, last = clauses.context.tagged.bounds[mention.sentence]
    words = [w for w in clauses.context.tagged.words[first:last] if w.is_word]
    return sum(1 for w in words if not mention.span.start <= w.start < mention.span.end) <= MOST_BESIDE


DATE_LABELS = frozenset({"дата", "срок", "когда"})
PLACE_LABELS = frozenset({"место", "где", "площадка", "локация", "город"})
LONGEST_LABEL = 5  # words before the colon
FARTHEST_LABEL = 8  # sentences from the name of the event to the line «Дата: …»


def _set_labelled_lines(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """«Дата проведения: 22–24 октября 2024 года», «Место — г. Челябинск»: of the event named last above the line."""
    tagged = clauses.context.tagged
    for index, (first, last) in enumerate(tagged.bounds):
        colon = next(
            (i for i in range(first, min(first + LONGEST_LABEL, last)) if _ends_label(tagged.words, i)),
            None,
        )
        if colon is None or tagged.words[first].lemma not in DATE_LABELS | PLACE_LABELS:
            continue
        above = [m for m in mentions if m.name is not None and 0 < index - m.sentence <= FARTHEST_LABEL]
        if not above or any(w.is_finite for w in tagged.words[first:colon]):
            continue
        mention = above[-1]
        if tagged.words[first].lemma in DATE_LABELS:
            _set_labelled_date(clauses, mention, tagged.span(colon, last))
        elif mention.place is None:
            towns = [
                p for p in clauses.context.localities if colon < p.first < last and p.kind in ("city", "")
            ]
            if towns:
                mention.place = Value(towns[0].name, towns[0].span, "labelled_line")
                if towns[0].country:
                    mention.country = Value(towns[0].country, towns[0].span, "country_of_place")


def _ends_label(words: list[Word], index: int) -> bool:
    """«Место:», «Дата —», «Город прежний,»."""
    is_same = index > 0 and words[index - 1].lemma in ("прежний", "же")
    return words[index].text in (":", "—", "–") or words[index].text == "," and is_same


def _set_labelled_date(clauses: Clauses, mention: ForumMention, line: Span) -> None:
    when = next((d for d in clauses.dates if line.covers(d.span) and d.edtf), None)
    if when is None or mention.dates is not None:
        return
    mention.dates = Value(when.edtf or "", when.span, "labelled_line")
    if when.year is not None and mention.year is None:
        mention.year, mention.is_own_year = Value(when.year, when.span, "labelled_line"), True


def set_datelines(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """«• Урумчи. Делегация съездила на форум…»: a paragraph that opens with a town alone tells of that town."""
    tagged = clauses.context.tagged
    openings: dict[int, Town] = {}
    for index, (first, last) in enumerate(tagged.bounds):
        paragraph = tagged.sentences[index].paragraph
        if index and tagged.sentences[index - 1].paragraph == paragraph or last - first > 5:
            continue
        town = _town_alone(clauses, first, last)
        if town is not None:
            openings[paragraph] = town
    for index, (first, last) in enumerate(tagged.bounds):
        paragraph = tagged.sentences[index].paragraph
        if paragraph not in openings and (not index or tagged.sentences[index - 1].paragraph != paragraph):
            town = _town_in_bold(clauses, first, last)
            if town is not None:
                openings[paragraph] = town
    set_heading_line(clauses, mentions)
    _set_labelled_lines(clauses, mentions)
    _set_days_told(clauses, mentions)
    _set_durations(clauses, mentions)
    _set_days_beside(clauses, mentions)
    for mention in mentions:
        town = openings.get(tagged.sentences[mention.sentence].paragraph)
        if town is not None and mention.place is None and mention.name is not None:
            _set_town(mention, town, "town_of_paragraph")
    _set_place_of_report(clauses, mentions)


DAYS_TOLD = re.compile(r"за\s(?:\w+\s)?(?:дня|дней|суток),?\s$", re.IGNORECASE)


def _set_days_told(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """«VIII форум позади. За два дня, 17 и 18 июня, у нас побывало 1200 человек»."""
    tagged = clauses.context.tagged
    for when in clauses.dates:
        if (
            when.edtf is None
            or when.precision != "day"
            or not DAYS_TOLD.search(tagged.folded[max(0, when.span.start - 24) : when.span.start])
        ):
            continue
        before = [m for m in mentions if m.span.start < when.span.start]
        if before and before[-1].dates is None:
            before[-1].dates = Value(when.edtf, when.span, "days_told")
            if when.year is not None and before[-1].year is None:
                before[-1].year = Value(when.year, when.span, "days_told")


def _set_durations(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """«Завтра откроется форум. Он продлится четыре дня»."""
    tagged = clauses.context.tagged
    for position, mention in enumerate(mentions):
        floor, ceiling = tagged.bounds[mention.sentence]
        lasts = next(
            (w for w in tagged.words[floor:ceiling] if w.lemma in ("продлиться", "длиться", "продолжаться")),
            None,
        )
        told = find_duration(tagged.quote(lasts.index, ceiling)) if lasts is not None else None
        if told is None or mention.dates is not None or mention.name is not None:
            continue
        earlier = next(
            (
                m
                for m in reversed(mentions[:position])
                if m.dates is not None and mention.sentence - m.sentence <= 2
            ),
            None,
        )
        if (
            earlier is None
            or earlier.dates is None
            or DAY.fullmatch(earlier.dates.value.removesuffix("/..")) is None
        ):
            continue
        first = date.fromisoformat(earlier.dates.value.removesuffix("/.."))
        last = first + timedelta(told[0] - 1)
        earlier.dates = Value(f"{first.isoformat()}/{last.isoformat()}", earlier.dates.span, "days_told")


DAY = re.compile(r"\d{4}-\d\d-\d\d")
LONGEST_EVENT = 10  # days
PRESENTED = frozenset(
    {
        "представить",
        "представлять",
        "пройти",
        "состояться",
        "собраться",
        "обсудить",
        "встретиться",
        "ждать",
        "работать",
    }
)


def _set_days_beside(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """«В Ташкенте открывается выставка. С 22 по 24 апреля 400 компаний представят решения»: days that open the next sentence."""
    tagged = clauses.context.tagged
    with_event = {m.sentence for m in mentions}
    starts = {sentence.span.start: index for index, sentence in enumerate(tagged.sentences)}
    for when in clauses.dates:
        if when.edtf is None or when.lower is None or when.upper is None or when.precision != "day":
            continue
        if not 0 < (when.upper - when.lower).days < LONGEST_EVENT:
            continue
        sentence = starts.get(when.span.start)
        if sentence is None or not sentence or sentence in with_event:
            continue
        floor, ceiling = tagged.bounds[sentence]
        verb = next((w for w in tagged.words[floor:ceiling] if w.is_finite), None)
        beside = [m for m in mentions if m.sentence == sentence - 1 and m.name is not None]
        if verb is None or verb.lemma not in PRESENTED or len(beside) != 1:
            continue
        mention = beside[0]
        is_apart = mention.dates is not None and DAY.fullmatch(mention.dates.value) is None
        if not is_apart and when.year is not None and mention.status_weight == STRONGEST:
            mention.dates = Value(when.edtf, when.span, "days_beside")
            mention.year = mention.year or Value(when.year, when.span, "days_beside")


STRONGEST = 3  # a verb of which the event is the subject


@dataclass(frozen=True, slots=True)
class Town:
    """A town that a line or a paragraph opens with."""

    name: str
    country: str
    span: Span


def _town_in_bold(clauses: Clauses, first: int, last: int) -> Town | None:
    """«**Новосибирск.** 28–30 мая отработал салон…»: the town between marks of emphasis."""
    words = clauses.context.tagged.words
    if "*" not in words[first].text:
        return None
    stop = next((i for i in range(first, min(first + 6, last)) if words[i].text == "."), None)
    return _town_alone(clauses, first, stop) if stop is not None else None


def _town_alone(clauses: Clauses, first: int, last: int) -> Town | None:
    """The words are one town; the tagger may take such a word for anything."""
    words = [w for w in clauses.context.tagged.words[first:last] if w.is_word]
    if not words or not words[0].is_capitalized:
        return None
    place = find_place(" ".join(w.text for w in words))
    if place is None or place.kind != "city":
        return None
    return Town(place.name_ru or words[0].text, place.country, words[0].span.to(words[-1].span))


def _set_town(mention: ForumMention, town: Town, rule: str) -> None:
    mention.place = Value(town.name, town.span, rule)
    if town.country:
        mention.country = Value(town.country, town.span, "country_of_place")


FARTHEST_DATELINE = 4  # sentences from the top
LONGEST_DATELINE = 10  # words before the dash or the full stop
OFFICES_OF_AGENCIES = frozenset({"Москва", "Пекин"})  # where agencies write from, whatever they write of


def _set_place_of_report(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """«ЧЕННАИ, 6 февраля — «Порт-Инфо»», «Хайфон, Вьетнам. «Мы везли…»»: a report from the place of the event."""
    town = _dateline(clauses)
    named = [m for m in mentions if m.name is not None]
    if town is None or town.name in OFFICES_OF_AGENCIES or not named:
        return
    first = named[0]
    takes_place = first.status is not None and first.status.value in ("ongoing", "held")
    if takes_place and not any(
        m.place is not None for m in mentions if m.name is None or _is_named_as(m, first)
    ):
        _set_town(first, town, "dateline")


def _is_named_as(mention: ForumMention, other: ForumMention) -> bool:
    return mention.name is not None and other.name is not None and mention.name.value == other.name.value


def _dateline(clauses: Clauses) -> Town | None:
    tagged = clauses.context.tagged
    for index, (first, last) in enumerate(tagged.bounds[:FARTHEST_DATELINE]):
        sentence = tagged.sentences[index]
        if sentence.is_title or index and tagged.sentences[index - 1].paragraph == sentence.paragraph:
            continue
        stop = next(
            (
                i
                for i in range(first, min(first + LONGEST_DATELINE, last))
                if tagged.words[i].text in ("—", "–", ".", "/")
            ),
            None,
        )
        comma = next((i for i in range(first, min(first + 4, last)) if tagged.words[i].text == ","), None)
        end = comma if comma is not None and stop is not None and comma < stop else stop
        town = _town_alone(clauses, first, end) if end is not None and end > first else None
        if town is None or stop is None or any(w.is_finite for w in tagged.words[first:stop]):
            continue
        if (
            stop == last - 1
            or tagged.words[stop].text != "."
            or any(
                d.span.start >= town.span.start and d.span.end <= tagged.words[stop].end
                for d in clauses.dates
            )
        ):
            return town
    return None
