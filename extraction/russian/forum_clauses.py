"""What a clause says of an event: status, dates, place, organizers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from extraction import lexicon
from extraction.findings import Span, Value
from extraction.mentions import ForumMention
from extraction.russian.dates import DateMention
from extraction.russian.forums import EventWords, find_events, full_series, head_class
from extraction.russian.localities import Locality
from extraction.russian.organizations import side_at, sides
from extraction.russian.posts import PostContext
from extraction.russian.tagging import Word

REPORTING = frozenset({
    "сообщать", "сообщить", "передавать", "передать", "рассказать", "рассказывать", "заявить", "заявлять", "отметить", "отмечать",
    "сказать", "уточнить", "уточнять", "писать", "написать", "напомнить", "добавить", "пояснить", "подчеркнуть", "говорить",
    "говориться", "информировать", "проинформировать", "стать", "считать", "признаться", "следовать", "знать", "быть", "прокомментировать",
})  # fmt: skip
AFTERWARDS = frozenset(
    {"по итогам", "по результатам", "по окончании", "по завершении", "после", "итоги", "в итоге", "по следам"}
)
BEFOREHAND = frozenset({"в преддверии", "накануне", "перед", "до", "подготовка", "подготовке", "подготовки", "подготовку", "готовиться", "готовится",
                        "готовятся"})  # fmt: skip
CALLED_OFF = frozenset({"postpone", "cancel"})
TAKING_PART = frozenset(
    {"участвовать", "принять", "поучаствовать", "участие", "ездить", "съездить", "побывать"}
)
PLACE_PREPOSITIONS = frozenset({"в", "во", "на"})
CITY_PREFIX = frozenset(
    {"г", "город", "городе", "гор", "столице", "посёлке", "поселке", "селе", "острове", "о", "пос"}
)
PLACE_KINDS = ("city", "island", "", "district")


@dataclass(slots=True)
class Clauses:
    """The text with all that a clause can hold."""

    context: PostContext
    dates: list[DateMention]
    published_on: date | None
    events: list[EventWords] = field(default_factory=list)


@dataclass(slots=True)
class Predicate:
    """A verb that says something of the event."""

    index: int
    group: str
    status: str
    weight: int
    span: Span
    rule: str


def find_forums(clauses: Clauses) -> list[ForumMention]:
    """Every mention of an event with what its clause says of it."""
    clauses.events = find_events(clauses.context)
    mentions = []
    for position, event in enumerate(clauses.events):
        mentions.append(_mention(clauses, position, event))
    _demote_exhibitions(clauses, mentions)
    _set_new_dates(clauses, mentions)
    _set_datelines(clauses, mentions)
    return mentions


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
        ):
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


def _set_new_dates(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """«Форум переносится. Новые даты — 18–20 мая»: of the event told of last."""
    tagged = clauses.context.tagged
    for word in tagged.words:
        if (
            word.lemma not in ("дата", "срок")
            or not word.index
            or tagged.words[word.index - 1].lemma != "новый"
        ):
            continue
        ceiling = tagged.bounds[word.sentence][1]
        when = next(
            (d for d in clauses.dates if word.end <= d.span.start < tagged.words[ceiling - 1].end and d.edtf),
            None,
        )
        before = [m for m in mentions if m.span.end <= word.start and word.sentence - m.sentence <= 2]
        if when is None or when.edtf is None or when.year is None or not before:
            continue
        for mention in before[-1:]:
            mention.dates = Value(when.edtf, when.span, "new_dates")
            mention.year, mention.is_own_year = Value(when.year, when.span, "new_dates"), False


HEADING_LINES = (
    6  # paragraphs at the top in which a line of place and date belongs to the event named above it
)


def _set_heading_line(clauses: Clauses, mentions: list[ForumMention]) -> None:
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
        if not named or rest or not dates or not places:
            continue
        mention = named[-1]
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


def _opens_item(clauses: Clauses, event: EventWords) -> bool:
    """«10:00. Выставка «День поля».»: the capital is that of a programme's item."""
    tagged = clauses.context.tagged
    first, last = tagged.bounds[tagged.words[event.head].sentence]
    words = tagged.words[first:last]
    return not any(w.is_word for w in tagged.words[first : event.first]) and not any(
        w.is_finite for w in words
    )


def _set_datelines(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """«• Урумчи. Делегация съездила на форум…»: a paragraph that opens with a town alone tells of that town."""
    tagged = clauses.context.tagged
    openings: dict[int, Locality] = {}
    for index, (first, last) in enumerate(tagged.bounds):
        paragraph = tagged.sentences[index].paragraph
        if index and tagged.sentences[index - 1].paragraph == paragraph or last - first > 5:
            continue
        inside = [
            p for p in clauses.context.localities if first <= p.first and p.last <= last and p.kind == "city"
        ]
        words = sum(1 for w in tagged.words[first:last] if w.is_word)
        if len(inside) == 1 and words == inside[0].last - inside[0].first:
            openings[paragraph] = inside[0]
    _set_heading_line(clauses, mentions)
    for mention in mentions:
        place = openings.get(tagged.sentences[mention.sentence].paragraph)
        if place is not None and mention.place is None and mention.name is not None:
            mention.place = Value(place.name, place.span, "town_of_paragraph")
            if place.country:
                mention.country = Value(place.country, place.span, "country_of_place")


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
    left, right = _region(clauses, position, event)
    whole = event
    event = _without_former_plan(clauses, event, right)
    predicate = find_predicate(clauses, event, left, right)
    if not _is_yearly(clauses, event):
        if predicate is not None:
            mention.status = Value(predicate.status, predicate.span, predicate.rule)
            mention.status_weight = predicate.weight
        _set_dates(clauses, event, mention, predicate, left, right)
    _set_place(clauses, event, mention, predicate, left, right)
    if mention.place is None and whole is not event:
        _set_place(clauses, whole, mention, predicate, left, right)
    last_year = next((w for w in tagged.words[event.first : event.head] if w.lemma == "прошлогодний"), None)
    if last_year is not None and mention.year is None and clauses.published_on is not None:
        mention.year = Value(clauses.published_on.year - 1, last_year.span, "last_years")
        mention.is_own_year = True
    return mention


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
        if tagged.words[index].text in (";", "•"):
            first = index + 1
            break
    for index in range(event.last, last):
        if tagged.words[index].text == ";":
            last = index
            break
    return first, last


YEARLY = frozenset({"ежегодно", "традиционно", "регулярно", "каждый"})


def _negated(clauses: Clauses, event: EventWords, left: int, right: int) -> Predicate | None:
    """«…, который планировали провести в мае, не состоится»: the main verb says no."""
    words = clauses.context.tagged.words
    if event.case not in ("nomn", "accs", ""):
        return None
    for index in range(max(left, event.last), right - 1):
        following = words[index + 1]
        if (
            words[index].lower == "не"
            and following.is_finite
            and verb_group(following) in ("occur", "begin", "hold")
            and not following.is_past
        ):
            return Predicate(
                index + 1,
                "cancel",
                "cancelled",
                3,
                words[index].span.to(following.span),
                "negated_event_verb",
            )
    return None


def _is_yearly(clauses: Clauses, event: EventWords) -> bool:
    """«Форум ежегодно проходит в Смоленске» tells of no edition."""
    tagged = clauses.context.tagged
    first, last = tagged.bounds[tagged.words[event.head].sentence]
    return any(w.lower in YEARLY for w in tagged.words[first:last]) and any(
        "Tense=Pres" in w.feats and verb_group(w) for w in tagged.words[first:last]
    )


def find_predicate(clauses: Clauses, event: EventWords, left: int, right: int) -> Predicate | None:
    """The best evidence of the event's status in its part of the sentence."""
    negated = _negated(clauses, event, left, right)
    if negated is not None:
        return negated
    called_off = _own_verb(clauses, event, left, right, CALLED_OFF)
    if called_off is not None:
        return called_off
    return (
        _relative_clause(clauses, event, right)
        or _own_verb(clauses, event, left, right)
        or _participle_before(clauses, event)
        or _context(clauses, event, left, right)
    )


def verb_group(word: Word) -> str:
    return lexicon.mapping("event_verbs_ru").get(word.lemma.replace("ё", "е")) or lexicon.mapping(
        "event_verbs_ru"
    ).get(word.lemma, "")


def _relative_clause(clauses: Clauses, event: EventWords, right: int) -> Predicate | None:
    """«…форума, прошедшего в Сиане», «…, который завершился накануне», «…, что пройдёт»."""
    words = clauses.context.tagged.words
    start = event.last
    if start + 1 >= right or words[start].text != ",":
        return None
    following = words[start + 1]
    if following.is_participle and verb_group(following):
        status = _status(clauses, following, verb_group(following))
        return Predicate(start + 1, verb_group(following), status, 3, following.span, "participle_of_event")
    if following.lemma == "который" or words[min(start + 2, right - 1)].lemma == "который":
        for index in range(start + 2, min(start + 12, right)):
            word = words[index]
            if word.is_finite:
                group = verb_group(word)
                if (
                    group
                    and "nomn" in (following.case, words[start + 2].case)
                    or group in ("occur", "begin", "end", "plan")
                ):
                    return Predicate(
                        index, group, _status(clauses, word, group), 3, word.span, "relative_clause_of_event"
                    )
                return None
    return None


def _own_verb(
    clauses: Clauses, event: EventWords, left: int, right: int, groups: frozenset[str] = frozenset()
) -> Predicate | None:
    """A verb of the event table with the event as its subject or object."""
    words = clauses.context.tagged.words
    best: tuple[int, Predicate] | None = None
    before_preposition = _preposition_before(clauses, event)
    if before_preposition in ("на", "в", "по", "для", "к", "о", "об", "с", "при") and event.case not in (
        "nomn",
    ):
        return _noun_of_occurrence(clauses, event, left)
    for index in range(left, right):
        word = words[index]
        if event.first <= index < event.last or word.pos not in ("VERB", "AUX", "ADJ"):
            continue
        if _in_quotation(clauses, index, event):
            continue
        group = verb_group(word)
        if not group or word.is_participle or groups and group not in groups:
            continue
        if (
            group in ("occur", "begin", "end")
            and not (event.first > left and words[event.first - 1].lemma in ("работа", "проведение"))
            and event.case not in ("nomn", "accs", "")
            and "VerbForm=Inf" not in word.feats
        ):
            continue
        if group in ("hold", "postpone", "cancel") and event.case not in ("accs", "nomn", "gent", ""):
            continue
        if (
            group == "hold"
            and event.case == "nomn"
            and "Variant=Short" not in word.feats
            and word.lemma not in ("провести", "принять", "принимать")
        ):
            continue
        distance = (
            min(abs(index - event.first), abs(index - event.last + 1))
            + _commas_between(words, index, event) * 6
        )
        if group in ("propose", "plan"):
            distance += 3
        if distance > 28:
            continue
        status = _status(clauses, word, group)
        predicate = Predicate(index, group, status, 3, word.span, f"verb_{group}")
        if best is None or distance < best[0]:
            best = (distance, predicate)
    if best is None:
        return None if groups else _noun_of_occurrence(clauses, event, left)
    return _with_modality(clauses, best[1], event, left, right)


def _with_modality(
    clauses: Clauses, predicate: Predicate, event: EventWords, left: int, right: int
) -> Predicate:
    """«может пройти», «предложил провести», «планируется провести», «не состоится»."""
    words = clauses.context.tagged.words
    verb = words[predicate.index]
    before = [
        w
        for w in words[max(left, predicate.index - 4) : predicate.index]
        if not event.first <= w.index < event.last
    ]
    near = [w for w in words[left:right] if not event.first <= w.index < event.last]
    if any(w.lower == "не" for w in before[-1:]) and predicate.group in ("occur", "begin", "hold"):
        return replace(
            predicate, status="cancelled", span=before[-1].span.to(verb.span), rule="negated_event_verb"
        )
    if "VerbForm=Inf" in verb.feats or predicate.group == "propose":
        for word in near:
            if abs(word.index - predicate.index) > 14:
                continue
            if word.lemma in (
                "предложить",
                "предлагать",
                "предложение",
                "инициатива",
                "мочь",
                "смочь",
                "попросить",
                "рассчитывать",
                "выразить",
            ):
                return replace(
                    predicate, status="proposed", span=word.span.to(verb.span), rule="proposed_event"
                )
        for word in near:
            if verb_group(word) == "plan" or word.lemma in (
                "решить",
                "намерен",
                "собираться",
                "договориться",
                "должный",
                "предстоять",
            ):
                return replace(
                    predicate, status="planned", span=word.span.to(verb.span), rule="planned_event"
                )
        for word in near:
            if verb_group(word) in ("cancel", "postpone"):
                status = "cancelled" if verb_group(word) == "cancel" else "postponed"
                return replace(predicate, status=status, span=word.span, rule="event_called_off")
    if predicate.group in ("occur", "begin", "hold"):
        for word in before:
            if word.lemma == "быть" and "Tense=Fut" in word.feats:
                return replace(
                    predicate, status="planned", span=word.span.to(verb.span), rule="future_of_event_verb"
                )
            if word.lemma in ("мочь", "смочь"):
                return replace(
                    predicate, status="proposed", span=word.span.to(verb.span), rule="proposed_event"
                )
    return predicate


def _noun_of_occurrence(clauses: Clauses, event: EventWords, left: int) -> Predicate | None:
    """«перенос форума», «отмена выставки», «проведение форума», «подготовка к форуму»."""
    words = clauses.context.tagged.words
    for index in range(event.first - 1, max(left, event.first - 4) - 1, -1):
        lemma = words[index].lemma
        if lemma in ("перенос", "отсрочка"):
            return Predicate(index, "postpone", "postponed", 2, words[index].span, "noun_postponement")
        if lemma in ("отмена",):
            return Predicate(index, "cancel", "cancelled", 2, words[index].span, "noun_cancellation")
        if lemma in ("преддверие", "подготовка", "накануне", "подготовиться", "готовиться"):
            return Predicate(index, "plan", "planned", 2, words[index].span, "noun_preparation")
        if lemma in ("итог", "результат", "завершение", "окончание", "закрытие"):
            return Predicate(index, "end", "held", 2, words[index].span, "results_of_event")
    return None


def _participle_before(clauses: Clauses, event: EventWords) -> Predicate | None:
    """«прошедший в Казани форум», «предстоящий форум»."""
    words = clauses.context.tagged.words
    for index in range(event.first, event.head):
        word = words[index]
        if word.is_participle and verb_group(word):
            return Predicate(
                index,
                "occur",
                _status(clauses, word, verb_group(word)),
                2,
                word.span,
                "participle_before_event",
            )
        if word.lemma in ("предстоящий", "будущий", "следующий", "ближайший"):
            return Predicate(index, "plan", "planned", 1, word.span, "adjective_of_time")
        if word.lemma in (
            "предыдущий",
            "прошедший",
            "прошлый",
            "минувший",
            "прошлогодний",
            "состоявшийся",
            "завершившийся",
        ):
            return Predicate(index, "end", "held", 2, word.span, "adjective_of_time")
    return None


def _context(clauses: Clauses, event: EventWords, left: int, right: int) -> Predicate | None:
    """What people did or will do at the event."""
    tagged = clauses.context.tagged
    words = tagged.words
    floor, ceiling = tagged.bounds[words[event.head].sentence]
    before = " ".join(w.lower for w in words[max(floor, event.first - 3) : event.first])
    if any(before.endswith(phrase) or f"{phrase} " in before for phrase in AFTERWARDS):
        return Predicate(
            event.first,
            "context",
            "held",
            2,
            tagged.span(max(floor, event.first - 2), event.first),
            "after_event",
        )
    if any(before.endswith(phrase) for phrase in BEFOREHAND):
        return Predicate(
            event.first,
            "context",
            "planned",
            2,
            tagged.span(max(floor, event.first - 2), event.first),
            "before_event",
        )
    verb = _nearest_verb(clauses, event, floor, ceiling)
    if verb is None:
        return None
    if verb.lemma in ("пригласить", "приглашать", "позвать"):
        return Predicate(verb.index, "context", "planned", 1, verb.span, "invited_to_event")
    if verb.lemma in ("прибыть", "прилететь", "приехать") and verb.is_past:
        return Predicate(verb.index, "context", "ongoing", 2, verb.span, "arrived_at_event")
    if "VerbForm=Inf" in verb.feats or "Tense=Fut" in verb.feats:
        return Predicate(verb.index, "context", "planned", 1, verb.span, "future_at_event")
    if "Tense=Pres" in verb.feats:
        return Predicate(verb.index, "context", "ongoing", 1, verb.span, "present_at_event")
    if verb.is_past:
        return Predicate(verb.index, "context", "held", 1, verb.span, "past_at_event")
    return None


def _nearest_verb(clauses: Clauses, event: EventWords, floor: int, ceiling: int) -> Word | None:
    words = clauses.context.tagged.words
    options = []
    for index in range(floor, ceiling):
        word = words[index]
        if not word.is_finite or _in_quotation(clauses, index, event):
            continue
        if word.lemma in REPORTING and not word.is_past:
            continue
        distance = min(abs(index - event.first), abs(index - event.last)) + 8 * _commas_between(
            words, index, event
        )
        options.append((distance + (10 if word.lemma in REPORTING else 0), index))
    return words[min(options)[1]] if options else None


def _status(clauses: Clauses, verb: Word, group: str) -> str:
    if group == "postpone":
        return "postponed"
    if group == "cancel":
        return "cancelled"
    if group == "plan":
        return "planned"
    if group == "propose":
        return "proposed"
    if group == "begin":
        return "ongoing" if verb.is_past or "Tense=Pres" in verb.feats else "planned"
    if verb.is_past:
        return "held"
    if (
        "Tense=Pres" in verb.feats
        or verb.lemma.endswith(("дить", "диться", "ваться", "ать"))
        and "VerbForm=Inf" not in verb.feats
    ):
        return "ongoing"
    return "planned"


def _set_dates(
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
    if predicate is not None and _is_former_plan(clauses, predicate):
        return
    when = when.shifted(_tense_shift(clauses, when, mention))
    when = _half_open(when, predicate)
    span = when.span
    if when.year is not None and mention.year is None:
        mention.year = Value(when.year, span, f"date_{when.rule}")
        mention.is_own_year = is_own and (when.has_year or when.rule == "relative_year")
    if is_own and when.precision != "year" and when.edtf is not None and when.rule != "season_of_action":
        mention.dates = Value(when.edtf, span, f"date_{when.rule}")


def _is_former_plan(clauses: Clauses, predicate: Predicate) -> bool:
    """«который должен был открыться 21 апреля», «был назначен на май»: the date that did not hold."""
    words = clauses.context.tagged.words
    near = words[max(0, predicate.index - 4) : predicate.index]
    return any(w.lemma in ("должный", "планировать", "планироваться", "намечать") for w in near) and any(
        w.lemma == "быть" and w.is_past for w in near
    )


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
        mention.status.value in ("planned", "proposed")
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
    region = Span(words[left].start, words[right - 1].end)
    options = [d for d in clauses.dates if region.covers(d.span) and not _is_of_other_noun(clauses, d)]
    options = _joined(options)
    if predicate is not None and predicate.group == "postpone":
        return _new_date(clauses, predicate, options)
    in_parenthesis = _date_in_parenthesis(clauses, event)
    if in_parenthesis is not None or not options:
        return (in_parenthesis, True) if in_parenthesis is not None else None
    is_own = predicate is not None and predicate.weight == 3
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
        return len(gap) <= 2 and all(w.pos == "ADP" or w.text == "," for w in gap)

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
    return ((later or moved)[0], True) if moved else None


def _is_of_place(clauses: Clauses, word: Word) -> bool:
    return word.index in clauses.context.locality_at or word.lower in CITY_PREFIX or word.lemma in ("год",)


def _joined(options: list[DateMention]) -> list[DateMention]:
    """«открылась 5 ноября и работает до 10 ноября»: two halves of one range."""
    opened = [d for d in options if d.rule == "open_start" and d.upper is not None]
    starts = [d for d in options if d.precision == "day" and d.rule == "day" and d.lower is not None]
    if (
        not opened
        or not starts
        or starts[0].lower is None
        or opened[0].upper is None
        or starts[0].lower >= opened[0].upper
    ):
        return options
    joined = replace(
        opened[0],
        span=starts[0].span.to(opened[0].span),
        edtf=f"{starts[0].lower.isoformat()}/{opened[0].upper.isoformat()}",
        lower=starts[0].lower,
        rule="range_joined",
    )
    return [joined, *(d for d in options if d is not opened[0] and d is not starts[0])]


def _follows_na(clauses: Clauses, when: DateMention) -> bool:
    text = clauses.context.tagged.folded
    return (
        text[max(0, when.span.start - 4) : when.span.start].lower().endswith("на ")
        or text[when.span.start : when.span.start + 3].lower() == "на "
    )


def _is_of_other_noun(clauses: Clauses, when: DateMention) -> bool:
    """«стратегия до 2030 года», «срок ввода — 2027 год», «с 2015 года»: not when the event is."""
    text = clauses.context.tagged.folded
    before = " " + text[max(0, when.span.start - 12) : when.span.start].lower()
    if before.endswith((" вместо ", " не ")):
        return True
    if when.rule == "year":
        return before.endswith((" до ", " с ", "на период ", " к ", " от "))
    return before.endswith((" от ",))


def _set_place(
    clauses: Clauses,
    event: EventWords,
    mention: ForumMention,
    predicate: Predicate | None,
    left: int,
    right: int,
) -> None:
    locality = _place_for(clauses, event, predicate, left, right)
    if locality is None:
        if event.adjective_city is not None:
            mention.place = event.adjective_city
        return
    if locality.kind != "country":
        mention.place = Value(locality.name, locality.span, "place_of_event")
    country = locality.country or _country_after(clauses, locality)
    if country:
        mention.country = Value(country, locality.span, "country_of_place")


def _country_after(clauses: Clauses, locality: Locality) -> str:
    for other in clauses.context.localities:
        if locality.last <= other.first <= locality.last + 3 and other.country:
            return other.country
    return ""


def _place_for(
    clauses: Clauses, event: EventWords, predicate: Predicate | None, left: int, right: int
) -> Locality | None:
    context = clauses.context
    if event.parenthesis is not None:
        inside = [
            p
            for p in context.localities
            if event.parenthesis[0] <= p.first < event.parenthesis[1] and p.place is not None
        ]
        cities = [p for p in inside if p.kind in PLACE_KINDS]
        if cities or inside:
            return (cities or inside)[0]
    candidates = [
        p
        for p in context.localities
        if left <= p.first < right and (_is_where(context, p) or _is_followed_by_where(context, p))
    ]
    words = context.tagged.words
    becomes_host = any(
        w.lemma in ("столица", "площадка", "место", "хозяин") and w.case == "ablt"
        for w in words[left : event.first]
    )
    hosts_it = predicate is not None and words[predicate.index].lemma in ("принять", "принимать")
    if becomes_host or hosts_it:
        hosts = [
            p
            for p in context.localities
            if left <= p.first < right
            and context.tagged.words[p.first].case == "nomn"
            and p.kind in PLACE_KINDS
        ]
        if hosts:
            return hosts[0]
    candidates = [p for p in candidates if not event.first <= p.first < event.last]
    candidates += _after_town_prefix(context, left, right, event)
    after = [p for p in candidates if p.first >= event.last]
    before = [p for p in candidates if p.last <= event.first]
    if predicate is None or predicate.weight < 3:
        after = [p for p in after if _is_adjacent(context, event.last, p.first)]
        before = [p for p in before if _leads_to(context, p.last, event.first)]
    elif predicate.rule in ("participle_of_event", "relative_clause_of_event"):
        before = []
    for group in (after, before[::-1]):
        for kinds in (PLACE_KINDS, ("region", "area"), ("country",)):
            fitting = [p for p in group if p.kind in kinds]
            if fitting:
                return fitting[0]
    return None


def _after_town_prefix(context: PostContext, left: int, right: int, event: EventWords) -> list[Locality]:
    """«, г. Пермь»: no preposition, but the word for a town."""
    words = context.tagged.words
    return [
        p
        for p in context.localities
        if left <= p.first < right and p.first >= event.last and p.first >= 2
        and words[p.first - 1].text == "." and words[p.first - 2].lower == "г" and not _is_where(context, p)
    ]  # fmt: skip


def _is_where(context: PostContext, locality: Locality) -> bool:
    """«в Хабаровске», «в г. Сиане», «в столице Китая»: not «из Хабаровска»."""
    words = context.tagged.words
    index = locality.first - 1
    steps = 0
    while index >= 0 and steps < 4:
        word = words[index]
        if word.lower in PLACE_PREPOSITIONS:
            return locality.kind != "country" or word.lower in ("в", "во")
        if (
            word.text in ("—", "–", ":")
            and index
            and words[index - 1].lower in ("место", "площадка", "город")
        ):
            return True
        if (
            word.text == "."
            or word.lower in CITY_PREFIX
            or word.lower in ("китайский", "китайском", "российском", "белорусском")
        ):
            index -= 1
            steps += 1
            continue
        break
    return False


def _is_followed_by_where(context: PostContext, locality: Locality) -> bool:
    """«вернулась из Ташкента, где проходил форум»."""
    words = context.tagged.words
    return (
        locality.last + 1 < len(words)
        and words[locality.last].text == ","
        and words[locality.last + 1].lower == "где"
    )


def _is_adjacent(context: PostContext, end: int, start: int) -> bool:
    """Only the preposition (and "г.") between the name and the place."""
    return start - end <= 4 and not any(
        w.is_finite or w.is_noun and w.lower not in CITY_PREFIX or w.text == ","
        for w in context.tagged.words[end:start]
    )


def _leads_to(context: PostContext, end: int, start: int) -> bool:
    """«в Шанхай, где принял участие в форуме», «в Казани на форуме»."""
    words = context.tagged.words[end:start]
    if any(w.lower == "где" for w in words[:3]):
        return True
    return len(words) <= 4 and not any(w.is_finite or w.text in (",", ";") for w in words)


def _preposition_before(clauses: Clauses, event: EventWords) -> str:
    words = clauses.context.tagged.words
    floor = clauses.context.tagged.bounds[words[event.head].sentence][0]
    for index in range(event.first - 1, max(floor, event.first - 3) - 1, -1):
        if words[index].pos == "ADP":
            return words[index].lower
        if not (words[index].is_adjective or words[index].is_noun):
            return ""
        if words[index].is_noun:
            return ""
    return ""


def _in_quotation(clauses: Clauses, index: int, event: EventWords) -> bool:
    """Inside somebody's words: the event is not."""
    tagged = clauses.context.tagged
    for opening in tagged.quotations:
        if opening < index < tagged.quotations[opening].last:
            return not opening < event.head < tagged.quotations[opening].last
        if opening > index:
            break
    return False


def _commas_between(words: list[Word], index: int, event: EventWords) -> int:
    first, last = (event.last, index) if index >= event.last else (index, event.first)
    return sum(1 for w in words[first:last] if w.text in (",", "—", "–", ":", "«", "»"))


def attach_organizers(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """«Организаторами выступили X и Y», «Организатор — X», «организованный X»."""
    words = clauses.context.tagged.words
    for word in words:
        start = _organizers_start(clauses, word)
        if start is None or not mentions:
            continue
        ceiling = clauses.context.tagged.bounds[word.sentence][1]
        found = [s for s in sides(clauses.context, start, ceiling) if s.kind in ("organization", "territory")]
        found = [s for s in found if not head_class(words[s.head])]
        if word.is_participle:
            found = [s for s in found if words[s.head].case in ("ablt", "") or words[s.head].text.isupper()]
        mention = _forum_before(mentions, word)
        if mention is not None:
            known = {value.value for value in mention.organizers}
            mention.organizers += [Value(s.name, s.span, "organizers") for s in found if s.name not in known]


def _organizers_start(clauses: Clauses, word: Word) -> int | None:
    words = clauses.context.tagged.words
    last = clauses.context.tagged.bounds[word.sentence][1]
    if word.lemma in ("организатор", "соорганизатор", "учредитель", "устроитель"):
        for index in range(word.index + 1, min(word.index + 10, last)):
            if words[index].text in ("—", "–", "-", ":") or words[index].lemma in (
                "выступить",
                "выступать",
                "стать",
                "являться",
            ):
                return index + 1
            if words[index].lemma in (
                "проведение",
                "мероприятие",
                "форум",
                "выставка",
                "съезд",
                "конгресс",
                "ярмарка",
                "конференция",
            ):
                continue
            if words[index].is_finite:
                return None
        return None
    if word.lemma in ("организовать", "организованный", "проводимый") and (
        word.is_participle or "Variant=Short" in word.feats
    ):
        return word.index + 1
    if (
        word.lemma in ("организовать", "организовывать", "проводить", "провести")
        and word.is_finite
        and "Voice=Act" in word.feats
    ):
        side = side_at(clauses.context, word.index + 1, last)
        if side is not None and head_class(words[side.head]):
            return _subject_before(clauses, word)
        return (
            word.index + 1
            if side is not None
            and side.kind == "organization"
            and words[side.head].case in ("nomn", "accs", "")
            else None
        )
    return None


def _subject_before(clauses: Clauses, verb: Word) -> int | None:
    """«Карельская ассоциация проводит конференцию»: where the subject begins."""
    words = clauses.context.tagged.words
    floor = clauses.context.tagged.bounds[verb.sentence][0]
    for index in range(max(floor, verb.index - 12), verb.index):
        side = side_at(clauses.context, index, verb.index)
        if side is not None and side.kind == "organization" and words[side.head].case == "nomn":
            return index
    return None


def _forum_before(mentions: list[ForumMention], word: Word) -> ForumMention | None:
    before = [m for m in mentions if m.span.start <= word.start]
    here = [m for m in mentions if m.sentence == word.sentence]
    if here:
        return here[0] if here[0].name is not None or not before else before[-1]
    return before[-1] if before else mentions[0]
