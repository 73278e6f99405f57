"""Whether an event is proposed, planned, ongoing, held or called off: what the verbs of its clause say."""

from __future__ import annotations

from dataclasses import replace

from extraction.russian.clauses import Clauses
from extraction.russian.event_names import EventWords
from extraction.russian.event_predicates import (
    Predicate,
    commas_between,
    is_in_quotation,
    status_of_verb,
    verb_group,
)
from extraction.russian.event_surroundings import noun_of_occurrence, participle_before, what_people_do
from extraction.russian.tagging import Word

IN_PERSON = frozenset({"очно", "офлайн", "оффлайн", "очном"})  # «не состоится очно» is not called off
CALLED_OFF = frozenset({"postpone", "cancel"})


def _negated(clauses: Clauses, event: EventWords, left: int, right: int) -> Predicate | None:
    """«…, который планировали провести в мае, не состоится»: the main verb says no."""
    words = clauses.context.tagged.words
    absent = _will_not_be(words, event, left, right)
    if absent is not None:
        return absent
    if event.case not in ("nomn", "accs", ""):
        return None
    for index in range(max(left, event.last), right - 1):
        following = words[index + 1]
        if (
            words[index].lower == "не"
            and not any(w.lower in IN_PERSON for w in words[index + 2 : index + 4])
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


def _will_not_be(words: list[Word], event: EventWords, left: int, right: int) -> Predicate | None:
    """«Не будет и выставки «Полесский фермер»», «форума в этом году не будет»."""
    for index in range(max(left, event.first - 6), event.first - 1):
        gap = words[index + 2 : event.first]
        if _is_no(words, index) and all(w.lower in ABSENT_GAP or w.is_adjective for w in gap):
            return _absence(words, index)
    for index in range(event.last, min(event.last + 5, right - 1)):
        gap = words[event.last : index]
        if _is_no(words, index) and event.case == "gent" and all(w.lower in ABSENT_GAP for w in gap):
            return _absence(words, index)
    return None


ABSENT_GAP = frozenset({"и", "в", "этом", "году", "больше", "этот", "раз", "там", "ни", "нынче", "сезоне"})


def _is_no(words: list[Word], index: int) -> bool:
    """«не будет» with nothing that is to be done after it: «не будет проходить»."""
    following = words[index + 1 : index + 4]
    return (
        words[index].lower == "не"
        and bool(following)
        and following[0].lower in ("будет", "будут")
        and not any(w.pos in ("VERB", "AUX") for w in following[1:])
    )


def _absence(words: list[Word], index: int) -> Predicate:
    span = words[index].span.to(words[index + 1].span)
    return Predicate(index + 1, "cancel", "cancelled", 3, span, "event_will_not_be")


def find_predicate(clauses: Clauses, event: EventWords, left: int, right: int) -> Predicate | None:
    """The best evidence of the event's status in its part of the sentence."""
    negated = _negated(clauses, event, left, right)
    if negated is not None:
        return negated
    called_off = _own_verb(clauses, event, left, right, CALLED_OFF)
    if called_off is not None:
        return called_off
    return (
        _is_over(clauses, event, right)
        or _was(clauses, event, right)
        or _relative_clause(clauses, event, right)
        or _own_verb(clauses, event, left, right)
        or participle_before(clauses, event)
        or what_people_do(clauses, event, left, right)
    )


def _relative_clause(clauses: Clauses, event: EventWords, right: int) -> Predicate | None:
    """«…форума, прошедшего в Сиане», «…, который завершился накануне», «…, что пройдёт»."""
    words = clauses.context.tagged.words
    start = event.last
    if start + 1 >= right or words[start].text != ",":
        return None
    following = words[start + 1]
    if following.is_participle and verb_group(following):
        status = status_of_verb(clauses, following, verb_group(following))
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
                        index,
                        group,
                        status_of_verb(clauses, word, group),
                        3,
                        word.span,
                        "relative_clause_of_event",
                    )
                return None
    return None


def _can_be_of(words: list[Word], event: EventWords, verb: Word, group: str, left: int, right: int) -> bool:
    """Whether the case of the event lets it be the subject, or the object, of such a verb."""
    of_work = ("начать", "начинать", "закончить", "завершать")
    if verb.lemma in of_work and not _is_of_work(words, verb.index, right):
        return False
    if verb.lemma in ("принять", "принимать") and _takes_else(words, verb.index, left, right):
        return False
    if group in ("occur", "begin", "end"):
        part = words[event.first - 1] if event.first > left else None
        is_of_work = part is not None and (
            part.lemma == "работа" or part.lemma == "проведение" and part.case in ("nomn", "accs")
        )
        is_of_work = (
            is_of_work
            or event.last < right
            and words[event.last].lemma in ("работа", "проведение", "открытие")
        )
        return is_of_work or event.case in ("nomn", "accs", "") or "VerbForm=Inf" in verb.feats
    if group in ("hold", "postpone", "cancel") and event.case not in ("accs", "nomn", "gent", ""):
        return False
    if group in ("postpone", "cancel") and event.case == "gent":
        return _is_held(words, event, left)
    if group == "hold" and event.case == "nomn" and "Variant=Short" not in verb.feats:
        return verb.lemma in ("провести", "принять", "принимать")
    return True


def _takes_else(words: list[Word], verb: int, left: int, right: int) -> bool:
    """«принято решение об отмене форума», «принял участие»: not «форум примет Чита»."""
    near = words[max(left, verb - 3) : min(verb + 4, right)]
    return any(w.lemma in ("решение", "участие", "постановление", "мера") for w in near)


def _opens_doors(words: list[Word], verb: int, right: int) -> bool:
    """«ЭКСПО открыло двери»."""
    return any(
        w.lower in ("двери", "павильоны", "ворота", "экспозицию")
        for w in words[verb + 1 : min(verb + 4, right)]
    )


def _proposes_else(words: list[Word], verb: int, event: EventWords) -> bool:
    """«предложил сделать форум ежегодным»: not to hold it."""
    between = words[verb + 1 : event.first]
    infinitive = next((w for w in between if "VerbForm=Inf" in w.feats), None)
    return infinitive is not None and verb_group(infinitive) not in (
        "hold",
        "occur",
        "begin",
        "postpone",
        "cancel",
    )


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
        return noun_of_occurrence(clauses, event, left)
    for index in range(left, right):
        word = words[index]
        if event.first <= index < event.last or word.pos not in ("VERB", "AUX", "ADJ"):
            continue
        if is_in_quotation(clauses, index, event):
            continue
        group = verb_group(word)
        if not group or word.is_participle or groups and group not in groups:
            continue
        if not _can_be_of(words, event, word, group, left, right):
            continue
        if group == "propose" and _proposes_else(words, index, event):
            continue
        distance = (
            min(abs(index - event.first), abs(index - event.last + 1))
            + commas_between(words, index, event) * 6
        )
        if group in ("propose", "plan"):
            distance += 3
        if distance > 28:
            continue
        status = status_of_verb(clauses, word, group)
        weight = 2 if word.lemma in GATHERED and word.is_past else 3
        is_said_of_people = word.lemma == "открыть" and word.is_past and "Variant=Short" not in word.feats
        if is_said_of_people and not (event.case == "nomn" and _opens_doors(words, index, right)):
            weight = 1  # «Открыли форум министр и мэр» is told of those who opened it
        predicate = Predicate(index, group, status, weight, word.span, f"verb_{group}")
        if best is None or distance < best[0]:
            best = (distance, predicate)
    if best is None:
        return None if groups else noun_of_occurrence(clauses, event, left)
    return _with_modality(clauses, best[1], event, left, right)


GATHERED = frozenset({"собрать", "объединить"})  # «собрал 400 гостей» is also said while it lasts


def _is_of_work(words: list[Word], verb: int, right: int) -> bool:
    """«форум начал работу», «завершает свою работу»."""
    return any(w.lemma == "работа" for w in words[verb + 1 : min(verb + 4, right)])


def _is_held(words: list[Word], event: EventWords, left: int) -> bool:
    """«отменили проведение форума», «не отменят форума»: the genitive is that of what is held."""
    if event.first <= left:
        return False
    before = words[event.first - 1]
    return before.lemma in ("проведение", "открытие", "начало", "старт", "дата", "срок", "работа") or (
        before.pos == "VERB"
    )


def _denied(predicate: Predicate, verb: Word, no: Word) -> Predicate:
    """«не состоится»; «в 2020-м его не проводили» tells of no edition."""
    if verb.is_past and verb.lemma != "состояться":
        return replace(predicate, status="", weight=0)
    span = no.span.to(verb.span)
    return replace(predicate, status="cancelled", span=span, rule="negated_event_verb")


def _wished_for(words: list[Word], predicate: Predicate, verb: Word, left: int) -> Predicate | None:
    """«Хотелось бы, чтобы форум прошёл в Монголии»."""
    near = words[max(left, predicate.index - 12) : predicate.index]
    wish = next((w for w in near if w.lower == "чтобы"), None)
    if wish is None or not verb.is_past:
        return None
    return replace(predicate, status="proposed", span=wish.span.to(verb.span), rule="event_wished_for")


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
    in_person = any(w.lower in IN_PERSON for w in words[predicate.index + 1 : predicate.index + 3])
    if (
        any(w.lower == "не" for w in before[-1:])
        and predicate.group in ("occur", "begin", "hold")
        and not in_person
    ):
        return _denied(predicate, verb, before[-1])
    let_us = next(
        (
            w
            for w in words[max(left, predicate.index - 8) : predicate.index]
            if w.lower in ("давайте", "давай", "пусть")
        ),
        None,
    )
    if let_us is not None:
        return replace(predicate, status="proposed", span=let_us.span.to(verb.span), rule="proposed_event")
    wished = _wished_for(words, predicate, verb, left)
    if wished is not None:
        return wished
    if (
        predicate.group in CALLED_OFF
        and "VerbForm=Inf" in verb.feats
        and _is_only_proposed(words, predicate, left)
    ):
        return replace(predicate, status="", weight=0)  # «Мы предложили сдвинуть ярмарку»
    if predicate.group in CALLED_OFF:
        return predicate  # «саммит, намеченный на сентябрь, пришлось отменить»
    if "VerbForm=Inf" in verb.feats or predicate.group == "propose":
        governed = _governed(words, predicate, near)
        if governed is not None:
            return governed
    if predicate.group in ("occur", "begin", "hold"):
        for word in before:
            span = word.span.to(verb.span)
            if word.lemma == "быть" and "Tense=Fut" in word.feats:
                return replace(predicate, status="planned", span=span, rule="future_of_event_verb")
            if word.lemma in ("мочь", "смочь"):
                return replace(predicate, status="proposed", span=span, rule="proposed_event")
    return predicate


def _is_only_proposed(words: list[Word], predicate: Predicate, left: int) -> bool:
    near = words[max(left, predicate.index - 6) : predicate.index]
    return any(w.lemma in ("предложить", "предлагать", "попросить", "просить", "хотеть") for w in near)


PROPOSING = frozenset({"предложить", "предлагать", "предложение", "инициатива", "мочь", "смочь", "попросить", "рассчитывать", "выразить", "идея", "хотеть",
                       "мечтать"})  # fmt: skip
PLANNING = frozenset({"решить", "намерен", "собираться", "договориться", "должный", "предстоять"})
FARTHEST_GOVERNOR = 14  # words between the infinitive and what it depends on


def _governed(words: list[Word], predicate: Predicate, near: list[Word]) -> Predicate | None:
    """What the infinitive depends on: «предложил провести», «планируется провести», «отменено решение провести»."""
    verb = words[predicate.index]
    governor = next(
        (w for w in near if w.lemma in PROPOSING and abs(w.index - verb.index) <= FARTHEST_GOVERNOR), None
    )
    if governor is not None:
        return replace(predicate, status="proposed", span=governor.span.to(verb.span), rule="proposed_event")
    governor = next((w for w in near if verb_group(w) == "plan" or w.lemma in PLANNING), None)
    if governor is not None:
        return replace(predicate, status="planned", span=governor.span.to(verb.span), rule="planned_event")
    governor = next((w for w in near if verb_group(w) in CALLED_OFF), None)
    if governor is not None:
        status = "cancelled" if verb_group(governor) == "cancel" else "postponed"
        return replace(predicate, status=status, span=governor.span, rule="event_called_off")
    return None


def _was(clauses: Clauses, event: EventWords, right: int) -> Predicate | None:
    """«Он был там 13–14 октября», «Первая была в 2010 году»."""
    verb = clauses.context.tagged.words[event.last] if event.last < right else None
    if (
        event.rule not in ("pronoun", "number_alone")
        or verb is None
        or verb.lemma != "быть"
        or not verb.is_past
    ):
        return None
    return Predicate(verb.index, "occur", "held", 3, verb.span, "event_was")


def _is_over(clauses: Clauses, event: EventWords, right: int) -> Predicate | None:
    """«VIII форум позади», «форум окончен»."""
    for word in clauses.context.tagged.words[event.last : min(event.last + 3, right)]:
        if word.lower in ("позади", "окончен", "окончена", "завершен", "завершена", "закончен"):
            return Predicate(word.index, "end", "held", 3, word.span, "event_is_over")
    return None


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
