"""What stands around an event tells of its status where no verb of its own does: nouns, participles, what people do there."""

from __future__ import annotations

from extraction.russian.clauses import Clauses
from extraction.russian.event_names import EventWords
from extraction.russian.event_predicates import (
    Predicate,
    commas_between,
    is_in_quotation,
    status_of_verb,
    verb_group,
)
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


def noun_of_occurrence(clauses: Clauses, event: EventWords, left: int) -> Predicate | None:
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


def participle_before(clauses: Clauses, event: EventWords) -> Predicate | None:
    """«прошедший в Казани форум», «предстоящий форум»."""
    words = clauses.context.tagged.words
    for index in range(event.first, event.head):
        word = words[index]
        if word.is_participle and verb_group(word):
            return Predicate(
                index,
                "occur",
                status_of_verb(clauses, word, verb_group(word)),
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


def what_people_do(clauses: Clauses, event: EventWords, left: int, right: int) -> Predicate | None:
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
    if _is_called_to(words, event, floor):
        return Predicate(verb.index, "context", "planned", 1, verb.span, "invited_to_event")
    if verb.lemma in ("пригласить", "приглашать", "позвать"):
        return Predicate(verb.index, "context", "planned", 1, verb.span, "invited_to_event")
    if verb.lemma in ("начать", "начинать", "приступить", "продолжать", "продолжить") and _is_work(
        words, verb.index, ceiling
    ):
        return Predicate(verb.index, "context", "ongoing", 2, verb.span, "at_work_at_event")
    if verb.lemma in ARRANGED and "Variant=Short" in verb.feats:
        return None  # «в программу включены форум и выставка» tells of no time
    if verb.lemma in ("прибыть", "прилететь", "приехать") and verb.is_past:
        return Predicate(verb.index, "context", "ongoing", 2, verb.span, "arrived_at_event")
    if "VerbForm=Inf" in verb.feats or "Tense=Fut" in verb.feats:
        return Predicate(verb.index, "context", "planned", 1, verb.span, "future_at_event")
    if "Tense=Pres" in verb.feats:
        return Predicate(verb.index, "context", "ongoing", 1, verb.span, "present_at_event")
    if verb.is_past:
        return Predicate(verb.index, "context", "held", 1, verb.span, "past_at_event")
    return None


ARRANGED = frozenset({"включить", "предусмотреть", "посвятить", "приурочить", "заявить", "зарегистрировать"})


def _is_work(words: list[Word], verb: int, ceiling: int) -> bool:
    return any(w.lemma == "работа" for w in words[verb + 1 : min(verb + 4, ceiling)])


CALL_TO = frozenset({"предложить", "предлагать", "пригласить", "приглашать", "позвать", "звать", "призвать"})


def _is_called_to(words: list[Word], event: EventWords, floor: int) -> bool:
    """«предложил коллегам приехать весной на форум»: it is still to come."""
    before = words[floor : event.first]
    inside = next((w.index for w in reversed(before) if "VerbForm=Inf" in w.feats), None)
    return inside is not None and any(w.lemma in CALL_TO for w in words[floor:inside])


def _nearest_verb(clauses: Clauses, event: EventWords, floor: int, ceiling: int) -> Word | None:
    words = clauses.context.tagged.words
    options = []
    for index in range(floor, ceiling):
        word = words[index]
        if not word.is_finite or is_in_quotation(clauses, index, event):
            continue
        will_do = word.lemma == "быть" and "Tense=Fut" in word.feats
        if word.lemma in REPORTING and not word.is_past and not will_do:
            continue
        distance = min(abs(index - event.first), abs(index - event.last)) + 8 * commas_between(
            words, index, event
        )
        options.append((distance + (10 if word.lemma in REPORTING else 0), index))
    return words[min(options)[1]] if options else None
