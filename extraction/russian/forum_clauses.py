"""Mentions of events with what their clauses say of them."""

from __future__ import annotations

import re
from dataclasses import replace

from extraction import ordinals
from extraction.findings import Value
from extraction.mentions import FORMER_PLAN, ForumMention
from extraction.russian.clauses import Clauses
from extraction.russian.event_dates import is_former_plan, set_dates
from extraction.russian.event_headings import set_datelines, set_new_dates
from extraction.russian.event_names import EventWords
from extraction.russian.event_places import set_place
from extraction.russian.event_predicates import verb_group
from extraction.russian.event_status import CALLED_OFF, find_predicate
from extraction.russian.forums import find_events, full_series
from extraction.russian.tagging import Word


def find_forums(clauses: Clauses) -> list[ForumMention]:
    """Every mention of an event with what its clause says of it."""
    clauses.events = find_events(clauses.context)
    mentions = []
    for position, event in enumerate(clauses.events):
        mentions.append(_mention(clauses, position, event))
    _demote_exhibitions(clauses, mentions)
    set_new_dates(clauses, mentions)
    set_datelines(clauses, mentions)
    _take_back(clauses, mentions)
    return mentions


TAKEN_BACK = re.compile(
    r"\W*(?:это не так|это неверно|это ошибка|это неправда|на самом деле)\b", re.IGNORECASE
)


def _take_back(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """«Вы писали, будто форум прошёл в Омске. Это не так»: what the sentence before said of the event does not hold."""
    tagged = clauses.context.tagged
    for index, sentence in enumerate(tagged.sentences):
        if not index or not TAKEN_BACK.match(tagged.folded[sentence.span.start : sentence.span.start + 30]):
            continue
        for mention in mentions:
            if mention.sentence == index - 1:
                mention.place = mention.country = mention.dates = mention.year = mention.status = None
                mention.status_weight = 0


def _demote_exhibitions(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """An exhibition «…» that stands inside another event's programme is a session of that event."""
    demoted = []
    for event, mention in zip(clauses.events, mentions, strict=True):
        head = clauses.context.tagged.words[event.head]
        if (
            event.kind not in ("exhibition", "fair")
            or event.name is None
            or event.number
            or event.year
            or mention.dates
        ):
            continue
        if (
            head.is_capitalized
            and not _opens_item(clauses, event)
            or any(w.is_capitalized for w in clauses.context.tagged.words[event.first : event.head])
        ):
            continue
        if (
            not event.name.value.endswith("»")
            or mention.place is not None
            or mention.status_weight == 3
            and mention.status
            and mention.status.value != "held"
            and not _opens_with_time(clauses, event)
            and not _is_shown(clauses, event)
        ):
            continue
        if _is_told_of_on(mention, mentions):
            continue
        other = [
            m
            for m in mentions
            if m.name is not None
            and m.head not in ("exhibition", "fair")
            and m.span.start < mention.span.start
        ]
        if other:
            demoted.append((event, mention))
    for event, mention in demoted:
        clauses.events.remove(event)
        mentions.remove(mention)


def _is_told_of_on(mention: ForumMention, mentions: list[ForumMention]) -> bool:
    """«на ярмарке «УралПродЭкспо»: она перенесена»: an event of its own."""
    return any(
        m.is_pronoun
        and m.sentence == mention.sentence
        and m.span.start > mention.span.end
        and (m.dates is not None or m.status is not None)
        for m in mentions
    )


SHOWN = frozenset({"работать", "действовать", "открыть", "развернуть", "ждать", "представить", "откроет"})


def _is_shown(clauses: Clauses, event: EventWords) -> bool:
    """«Форум откроет выставка «…»», «работает выставка «…»»: shown at the event of the sentence or the paragraph."""
    words = clauses.context.tagged.words
    before = words[max(0, event.first - 3) : event.first]
    return any(w.lemma in SHOWN and w.is_finite for w in before if w.sentence == words[event.head].sentence)


TIME = re.compile(r"\W*\d{1,2}[.:]\d\d")


def _opens_with_time(clauses: Clauses, event: EventWords) -> bool:
    """«09.00–18.00 — работает выставка «Сделано по соседству»»: an item of a programme."""
    tagged = clauses.context.tagged
    span = tagged.sentences[tagged.words[event.head].sentence].span
    return TIME.match(tagged.folded[span.start : span.start + 12]) is not None


def _opens_item(clauses: Clauses, event: EventWords) -> bool:
    """«10:00. Выставка «День поля».»: the capital is that of a programme's item."""
    tagged = clauses.context.tagged
    first, last = tagged.bounds[tagged.words[event.head].sentence]
    words = tagged.words[first:last]
    return not any(w.is_word for w in tagged.words[first : event.first]) and not any(
        w.is_finite for w in words
    )


def _mention(clauses: Clauses, position: int, event: EventWords) -> ForumMention:
    tagged = clauses.context.tagged
    sentence = tagged.words[event.head].sentence
    mention = ForumMention(tagged.span(event.first, event.last), sentence, event.kind, rule=event.rule)
    mention.is_pronoun = event.rule == "pronoun"
    mention.number, mention.year, mention.order = event.number, event.year, event.order
    mention.is_own_year = event.year is not None
    mention.name, mention.aliases = event.name, list(event.aliases)
    if event.rule == "known_series" and event.name is not None:
        full = full_series(event.name.value)
        if full and full != event.name.value:
            mention.aliases.append(event.name)
            mention.name = replace(event.name, value=full)
    if mention.is_pronoun and mention.number is None:
        mention.number = _number_told(clauses, event)
    left, right = _region(clauses, position, event)
    whole = event
    event = _without_former_plan(clauses, event, right)
    predicate = find_predicate(clauses, event, left, right)
    if predicate is not None and not predicate.status:
        return mention  # «В 2024 году его не проводили»: nothing else is said of an edition
    if not _is_yearly(clauses, event):
        if predicate is not None:
            status = "postponed" if whole is not event and predicate.status == "planned" else predicate.status
            mention.status = Value(status, predicate.span, predicate.rule)
            mention.status_weight = predicate.weight
        set_dates(clauses, event, mention, predicate, left, right)
    set_place(clauses, event, mention, predicate, left, right)
    if mention.place is not None and is_former_plan(clauses, event, predicate, left):
        mention.place = replace(mention.place, rule=FORMER_PLAN)
    if mention.place is None and whole is not event:
        set_place(clauses, whole, mention, predicate, left, right)
    if mention.number is None and mention.place is None and not mention.is_pronoun:
        mention.number = _times_held(clauses, event, left, right)
    last_year = next((w for w in tagged.words[event.first : event.head] if w.lemma == "прошлогодний"), None)
    if last_year is not None and mention.year is None and clauses.published_on is not None:
        mention.year = Value(clauses.published_on.year - 1, last_year.span, "last_years")
        mention.is_own_year = True
    return mention


def _number_told(clauses: Clauses, event: EventWords) -> Value[int] | None:
    """«В Ульяновске он проходил пять лет назад и тогда был четвёртым по счёту»."""
    tagged = clauses.context.tagged
    ceiling = tagged.bounds[tagged.words[event.head].sentence][1]
    for index in range(event.last, ceiling - 2):
        number = ordinals.word_ru(tagged.words[index].lemma)
        after = [w.lower.replace("ё", "е") for w in tagged.words[index + 1 : index + 3]]
        if number is not None and after == ["по", "счету"]:
            return Value(number, tagged.words[index].span, "number_in_words")
    return None


def _times_held(clauses: Clauses, event: EventWords, left: int, right: int) -> Value[int] | None:
    """«Ярмарка пройдёт в области в третий раз»; with a town it may be the third time there."""
    words = clauses.context.tagged.words
    if event.name is None:
        return None
    for index in range(max(left, 1), right - 1):
        if words[index + 1].lower != "раз" or words[index - 1].lower not in ("в", "уже"):
            continue
        number = ordinals.word_ru(words[index].lemma) or ordinals.figures(words[index].lower)
        if number is not None and number > 1:
            return Value(number, words[index].span, "number_in_words")
    return None


def _without_former_plan(clauses: Clauses, event: EventWords, right: int) -> EventWords:
    """«Форум, который должен был открыться 21 апреля, состоится 13 октября»: the plan that failed is passed over."""
    words = clauses.context.tagged.words
    start = event.last
    if start + 2 >= right or words[start].text != ",":
        return event
    end = next((i for i in range(start + 1, right) if words[i].text == ","), None)
    inside = words[start + 1 : end] if end is not None else []
    was = any(w.lemma == "быть" and w.is_past for w in inside)
    is_plan = any(
        w.lemma in ("должный", "планировать", "намечать", "назначить", "запланировать") for w in inside
    )
    is_participle = (
        bool(inside)
        and inside[0].is_participle
        and inside[0].lemma in ("запланировать", "наметить", "назначить")
    )
    follows = any(
        verb_group(w) in ("occur", "hold", *CALLED_OFF) and w.is_finite for w in words[end or start : right]
    )
    if end is None or not (is_plan and was or is_participle) or not follows:
        return event
    return replace(event, last=end + 1)


def _region(clauses: Clauses, position: int, event: EventWords) -> tuple[int, int]:
    """The words of the sentence that may speak of this event: up to the events beside it, and to a semicolon."""
    tagged = clauses.context.tagged
    first, last = tagged.bounds[tagged.words[event.head].sentence]
    if position and clauses.events[position - 1].last > first:
        first = clauses.events[position - 1].last
    if position + 1 < len(clauses.events):
        last = min(last, clauses.events[position + 1].first)
    for index in range(event.first - 1, first - 1, -1):
        if tagged.words[index].text in (";", "•") or _opens_other_clause(tagged.words, index, event.first):
            first = index + 1
            break
    for index in range(event.last, last):
        if tagged.words[index].text == ";" or _opens_other_clause(tagged.words, index, last):
            last = index
            break
    return first, last


def _opens_other_clause(words: list[Word], comma: int, end: int) -> bool:
    """«состоялся в Барнауле 24–25 ноября, а в Омске планируется пятый»: a clause with a verb of its own on each side."""
    if (
        words[comma].text != ","
        or comma + 1 >= len(words)
        or words[comma + 1].lower not in ("а", "но", "зато")
    ):
        return False
    sentence = words[comma].sentence
    before = words[max(0, comma - 12) : comma]
    after = words[comma + 2 : max(end, comma + 12)]
    return any(w.is_finite for w in before if w.sentence == sentence) and any(
        w.is_finite for w in after if w.sentence == sentence
    )


YEARLY = frozenset({"ежегодно", "традиционно", "регулярно", "каждый"})


def _is_yearly(clauses: Clauses, event: EventWords) -> bool:
    """«Форум ежегодно проходит в Смоленске» tells of no edition."""
    tagged = clauses.context.tagged
    first, last = tagged.bounds[tagged.words[event.head].sentence]
    return any(w.lower in YEARLY for w in tagged.words[first:last]) and any(
        "Tense=Pres" in w.feats and verb_group(w) for w in tagged.words[first:last]
    )
