"""Events meant by less than their name: «Двенадцатый решено провести…», «IV «Меридиан»», «ХМТЭЯ», «он», «на нём»."""

from __future__ import annotations

import re
from dataclasses import replace

from extraction import lexicon, morphology, ordinals
from extraction.findings import Value
from extraction.russian.context import PostContext
from extraction.russian.event_names import (
    EventWords,
    edition_number,
    edition_order,
    head_class,
    parenthesis_after,
)
from extraction.russian.phrases import is_ordinal, phrase_start, tidy
from extraction.russian.tagging import TaggedText, Word

SUBJECT_VERBS = frozenset({"occur", "begin", "end", "plan", "postpone", "cancel"})
NUMBER_VERBS = frozenset({"occur", "begin", "end", "plan", "postpone", "cancel", "hold"})
FARTHEST_VERB = 6  # words between a number alone and its verb
MOST_EDITIONS_AHEAD = 1
SHORTEST_SHORT_NAME = 4  # letters
LETTERS = re.compile(r"[^\W\d_]+|\d+")


def with_ellipses(context: PostContext, events: list[EventWords]) -> list[EventWords]:
    """The events in order, with those that only a number, a short name or an abbreviation stands for."""
    named = [event for event in events if event.name is not None]
    events = [_without_first_of_nothing(context, event, named) for event in events]
    covered = bytearray(len(context.tagged.words))
    for event in events:
        covered[event.first : event.last] = b"\x01" * (event.last - event.first)
    added = [
        *_short_names(context, named, covered),
        *_abbreviations(context, named, covered),
        *_quoted_subjects(context, covered),
    ]
    for event in added:
        covered[event.first : event.last] = b"\x01" * (event.last - event.first)
    numbers = {e.number.value for e in (*named, *added) if e.number is not None}
    if numbers:
        added += _numbers_alone(context, numbers, covered)
    if named:
        added += _orders_alone(context, covered)
    return sorted([*events, *added], key=lambda event: event.first)


def _without_first_of_nothing(context: PostContext, event: EventWords, named: list[EventWords]) -> EventWords:
    """«на первом форуме» is the first edition only in a text that counts editions."""
    if event.name is not None or event.number is None or event.number.value != 1:
        return event
    if any(other.number is not None for other in named):
        return event
    words = context.tagged.words
    following = words[event.last] if event.last < len(words) else None
    if (
        following is not None
        and following.lemma in ("пройти", "состояться", "проходить")
        and following.is_past
    ):
        return event  # «Первый форум прошёл в 2016 году»
    return replace(event, number=None)


def pronoun(context: PostContext, index: int, word: Word) -> EventWords | None:
    """«Он пройдёт 23–25 апреля», «на нём»: the event spoken of just before, not a person."""
    if word.lower not in ("он", "она", "оно", "нём", "нем", "ней", "его", "её", "ее"):
        return None
    tagged = context.tagged
    floor, ceiling = tagged.bounds[word.sentence]
    if word.lower in ("нём", "нем", "ней"):
        if index == floor or tagged.words[index - 1].lower not in ("на", "в"):
            return None
        case = "loct"
    elif word.lower in ("его", "её", "ее") and _is_of_work(tagged, index, ceiling):
        case = "gent"
    elif word.lower in ("его", "её", "ее"):
        verb = tagged.words[index - 1] if index > floor else None
        if verb is None or verb.pos != "VERB" or verb.lemma not in CONVENED or "Tense=Pres" in verb.feats:
            return None
        case = "accs"
    else:
        verbs = [w for w in tagged.words[index + 1 : min(index + 4, ceiling)] if w.is_finite]
        if not verbs or _group(verbs[0]) not in SUBJECT_VERBS and not _was_when(tagged, verbs[0], ceiling):
            return None
        case = "nomn"
    return EventWords(
        index, index, index + 1, "event", None, None, None, [], "", None, case, False, "pronoun"
    )


def _is_of_work(tagged: TaggedText, index: int, ceiling: int) -> bool:
    """«Его работа началась в четверг», «Её открытие состоится 9 ноября»."""
    following = tagged.words[index + 1 : min(index + 6, ceiling)]
    is_part = bool(following) and following[0].lemma in (
        "работа",
        "открытие",
        "проведение",
        "закрытие",
        "завершение",
    )
    return is_part and any(w.is_finite and _group(w) in SUBJECT_VERBS for w in following[1:])


def _was_when(tagged: TaggedText, verb: Word, ceiling: int) -> bool:
    """«он был там 13–14 октября»."""
    after = tagged.words[verb.index + 1 : min(verb.index + 5, ceiling)]
    return verb.lemma == "быть" and verb.is_past and any(w.lemma in MONTHS for w in after)


CONVENED = frozenset({"провести", "проводить", "собрать", "собирать", "организовать", "созвать"})


def _group(word: Word) -> str:
    return lexicon.mapping("event_verbs_ru").get(word.lemma, "")


def _key(text: str) -> tuple[str, ...]:
    """The words of a name in base form, so that «Меридиана» is «Меридиан»."""
    return tuple(morphology.lemma(word) for word in LETTERS.findall(text.lower()))


def _short_names(context: PostContext, named: list[EventWords], covered: bytearray) -> list[EventWords]:
    """«IV «Меридиан» прошёл в Актобе»: the part in quotation marks of a name that the text gives elsewhere."""
    tagged = context.tagged
    known: dict[tuple[str, ...], EventWords] = {}
    first_words: dict[str, EventWords] = {}
    for event in named:
        quoted = re.search(r"«([^«»]+)»$", event.name.value if event.name else "")
        if quoted is None:
            continue
        key = _key(quoted[1])
        known.setdefault(key, event)
        if key and len(key[0]) >= SHORTEST_SHORT_NAME and len(key) > 1:
            first_words.setdefault(key[0], event)
    found = []
    for opening, quotation in tagged.quotations.items() if known else ():
        if covered[opening] or _has_other_head(context, opening):
            continue
        text = tagged.quote(opening + 1, quotation.last)
        key = _key(text)
        meant = known.get(key) or (first_words.get(key[0]) if len(key) == 1 else None)
        if meant is None or meant.name is None:
            continue
        span = tagged.span(opening, quotation.last + 1)
        name = Value(meant.name.value, span, "short_name")
        found.append(_event(context, opening, quotation.last + 1, meant.kind, name, "short_name"))
    return found


def _has_other_head(context: PostContext, opening: int) -> bool:
    """«секция «Меридиан»», «компания «Меридиан»» are no event."""
    before = context.tagged.words[opening - 1] if opening else None
    if before is None or before.sentence != context.tagged.words[opening].sentence:
        return False
    return before.is_noun and not head_class(before) and not is_ordinal(before)


def _abbreviations(context: PostContext, named: list[EventWords], covered: bytearray) -> list[EventWords]:
    """«ХМТЭЯ» after «Харбинская … ярмарка (ХМТЭЯ)»."""
    known = {
        alias.value: event
        for event in named
        for alias in event.aliases
        if alias.value.isupper() and alias.value.isalpha()
    }
    found = []
    for word in context.tagged.words if known else ():
        meant = known.get(word.text)
        if meant is None or meant.name is None or covered[word.index]:
            continue
        name = Value(meant.name.value, word.span, "abbreviation_in_text")
        found.append(_event(context, word.index, word.index + 1, meant.kind, name, "abbreviation_in_text"))
    return found


def _event(context: PostContext, start: int, last: int, kind: str, name: Value[str], rule: str) -> EventWords:
    tagged = context.tagged
    floor, ceiling = tagged.bounds[tagged.words[start].sentence]
    first = phrase_start(tagged, start, floor)
    number = edition_number(tagged, first, start)
    order = edition_order(tagged, first, start)
    case = _case_of_name(tagged, start, last)
    return EventWords(
        first if number is not None or order else start, start, last, kind, name, number, None, [], order,
        parenthesis_after(tagged, last, ceiling), case, False, rule,
    )  # fmt: skip


def _case_of_name(tagged: TaggedText, start: int, last: int) -> str:
    """After a preposition whatever it governs, else the case of a subject."""
    before = tagged.words[start - 1] if start else None
    if before is not None and before.pos == "ADP" and before.sentence == tagged.words[start].sentence:
        return "loct"
    inner = tagged.words[start + 1] if last - start > 2 else tagged.words[start]
    return inner.case if inner.case in ("gent", "datv", "ablt", "loct") else "nomn"


def _quoted_subjects(context: PostContext, covered: bytearray) -> list[EventWords]:
    """«Каспийский базар» в Реште планируется на май», «Состоится ли «Дельта-бизнес»?»: a name alone that takes place."""
    tagged = context.tagged
    found = []
    for opening, quotation in tagged.quotations.items():
        sentence = tagged.words[opening].sentence
        floor, ceiling = tagged.bounds[sentence]
        inner = tagged.words[opening + 1]
        if covered[opening] or not inner.is_capitalized or _is_inside_quotation(tagged, opening):
            continue
        before = tagged.words[opening - 1] if opening > floor else None
        is_numbered = before is not None and (
            is_ordinal(before) or before.is_adjective and ordinals.word_ru(before.lemma) is not None
        )
        if before is not None and not is_numbered and before.lower not in BEFORE_A_NAME:
            continue
        if not _takes_place(context, opening, quotation.last, floor, ceiling, is_numbered=is_numbered):
            continue
        span = tagged.span(opening, quotation.last + 1)
        name = Value(tidy(tagged.quote(opening, quotation.last + 1)), span, "name_alone")
        found.append(_event(context, opening, quotation.last + 1, "event", name, "name_alone"))
    return found


def _is_inside_quotation(tagged: TaggedText, index: int) -> bool:
    return any(opening < index < tagged.quotations[opening].last for opening in range(max(0, index - 60), index)
               if opening in tagged.quotations)  # fmt: skip


BEFORE_A_NAME = frozenset({"—", "–", "-", "ли", "а", "и", "но", "когда", "где"})


def _takes_place(
    context: PostContext, opening: int, closing: int, floor: int, ceiling: int, *, is_numbered: bool
) -> bool:
    """The verb of taking place is at hand, with a town or a time beside it."""
    words = context.tagged.words
    before = words[max(floor, opening - 2) : opening]
    if any(w.lemma in ("состояться", "пройти") and w.is_finite for w in before):
        return True
    verb = next((w for w in words[closing + 1 : min(closing + 6, ceiling)] if w.is_finite), None)
    if verb is None or verb.lemma not in TAKES_PLACE:
        return False
    if is_numbered:
        return True  # «Двадцать шестая «СибЛесоПользование» завершилась»
    near = words[closing + 1 : min(verb.index + 8, ceiling)]
    return any(w.index in context.locality_at for w in near) or any(
        w.lemma in MONTHS or re.fullmatch(r"(?:19|20)\d\d", w.text) for w in near
    )


TAKES_PLACE = frozenset({"состояться", "пройти", "проходить", "планироваться", "открыться", "открываться", "перенести", "отменить",
                         "завершиться", "стартовать", "начаться", "отложить"})  # fmt: skip
MONTHS = frozenset({"январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь",
                    "декабрь", "весна", "осень", "лето", "зима"})  # fmt: skip


def _numbers_alone(context: PostContext, numbers: set[int], covered: bytearray) -> list[EventWords]:
    """«Двенадцатый решено провести в Мурэне», «Первый был в Архангельске»."""
    tagged = context.tagged
    highest = max(numbers) + MOST_EDITIONS_AHEAD
    found = []
    for word in tagged.words:
        if covered[word.index] or not _may_stand_alone(tagged, word):
            continue
        number = edition_number(tagged, word.index, word.index + 1) or first_edition(word)
        if number is None or number.value > highest or not _has_event_verb(tagged, word):
            continue
        found.append(
            EventWords(
                word.index, word.index, word.index + 1, "event", None, number, None, [], "",
                parenthesis_after(tagged, word.index + 1, tagged.bounds[word.sentence][1]),
                word.case if word.case == "accs" else "nomn", False, "number_alone",
            )
        )  # fmt: skip
    return found


def _orders_alone(context: PostContext, covered: bytearray) -> list[EventWords]:
    """«Следующий, по предварительной договорённости, в 2025 году примет Дархан», «Прошлый собирал Самарканд»."""
    tagged = context.tagged
    found = []
    for word in tagged.words:
        floor, ceiling = tagged.bounds[word.sentence]
        order = ORDERS.get(word.lemma, "")
        if not order or word.index != floor or covered[word.index] or word.number == "plur":
            continue
        following = tagged.words[word.index + 1] if word.index + 1 < ceiling else None
        if following is None or following.is_noun or following.is_adjective and not following.is_participle:
            continue
        verb = next((w for w in tagged.words[floor : min(floor + 14, ceiling)] if w.is_finite), None)
        if verb is None or _group(verb) not in NUMBER_VERBS:
            continue
        found.append(
            EventWords(
                word.index,
                word.index,
                word.index + 1,
                "event",
                None,
                None,
                None,
                [],
                order,
                None,
                "accs",
                False,
                "order_alone",
            )
        )
    return found


ORDERS = {"следующий": "next", "предыдущий": "previous", "прошлый": "previous"}


def first_edition(word: Word) -> Value[int] | None:
    return Value(1, word.span, "number_in_words") if ordinals.word_ru(word.lemma) == 1 else None


def _may_stand_alone(tagged: TaggedText, word: Word) -> bool:
    """An ordinal in the nominative or accusative that opens a clause and modifies no noun."""
    is_spelled = (word.is_adjective or word.is_noun) and ordinals.word_ru(word.lemma)
    if not (is_spelled or is_ordinal(word) and word.is_capitalized):
        return False
    if word.number == "plur" or word.is_adjective and word.case not in ("nomn", "accs", "ablt", ""):
        return False
    floor, ceiling = tagged.bounds[word.sentence]
    before = tagged.words[word.index - 1] if word.index > floor else None
    if word.index + 1 >= ceiling:
        return False
    if before is not None and before.is_finite and _group(before) in ("plan", "occur"):
        return tagged.words[word.index + 1].pos == "PUNCT"  # «в Омске планируется пятый, на ноябрь»
    if before is not None and before.lower not in (",", "а", "и", "но", "самый", "самым", "—", "–", "•", ";"):
        return False
    following = tagged.words[word.index + 1]
    return not (following.is_noun or following.is_adjective and not following.is_participle) and (
        word.case != "ablt" or before is not None and before.lemma == "самый"
    )


def _has_event_verb(tagged: TaggedText, word: Word) -> bool:
    before = tagged.words[word.index - 1] if word.index else None
    if before is not None and before.is_finite and _group(before) in ("plan", "occur"):
        return True
    ceiling = min(tagged.bounds[word.sentence][1], word.index + FARTHEST_VERB)
    for following in tagged.words[word.index + 1 : ceiling]:
        if following.text in (",", ";", "."):
            return False
        if following.is_finite or following.pos in ("VERB", "AUX"):
            return _group(following) in NUMBER_VERBS or following.lemma in ("быть", "решить", "хотеть")
    return False
