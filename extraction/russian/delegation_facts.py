"""What a sentence says of a delegation besides its head: how many, who, where to, at whose invitation."""

from __future__ import annotations

import re

from extraction import lexicon
from extraction.findings import Value
from extraction.russian.clauses import Clauses
from extraction.russian.counts import Count, counts
from extraction.russian.delegation_heads import LEADERS
from extraction.russian.localities import Locality
from extraction.russian.names import NameSpan
from extraction.russian.offices import office_class
from extraction.russian.organizations import side_at
from extraction.russian.parties import REPRESENT, TRAVEL, Party, is_party_noun
from extraction.russian.phrases import complement_end, nominative
from extraction.russian.tagging import Word

JOIN = frozenset(
    {
        "войти",
        "входить",
        "включить",
        "включать",
        "вошедший",
        "включающий",
        "включавший",
        "состоять",
        "объединить",
    }
)
SEND = frozenset(
    {
        "прислать",
        "присылать",
        "выслать",
        "направить",
        "отправить",
        "послать",
        "командировать",
        "отправлять",
        "направлять",
        "снарядить",
        "делегировать",
    }
)
COUNT_VERBS = frozenset({"насчитывать", "составить", "составлять", "объединить", "объединять", "состоять", "включать", "включить", "войти", "входить",
                         "прилететь", "приехать", "прибыть", "ехать", "поехать", "собрать", "представить", "представлять"})  # fmt: skip
BEFORE_COUNT = frozenset({"из", "в", "составе", "численностью", "численность", "числом", "количестве", "(", "—", "–", "-", ",", ":", "всего", "ещё", "еще", "это"})  # fmt: skip
STOPS_SIZE = re.compile(r"форум|котор|прошл|участи|выставк|стенд|соглашени|проект|числе|среди")
TOTALS = frozenset({"всего", "численность", "итого", "общей", "состав", "количество", "списке"})
LONGEST_GAP = 28  # words of offices between two names of one list
GATHERINGS = frozenset({"форум", "выставка", "ярмарка", "конференция", "саммит", "конгресс", "экспо"})
FARTHEST_PLACE = 9  # words between a verb of travel and where to


def size_of(clauses: Clauses, party: Party) -> Value[int | str] | None:
    """«из 15 предпринимателей», «(12 человек)», «численностью более 40 человек», «насчитывает 34 человека»."""
    tagged = clauses.context.tagged
    words = tagged.words
    for count in counts(tagged, party.floor, party.ceiling):
        is_own = party.kind in ("people", "group") and count.first <= party.word.index + 4
        is_after = count.first > party.word.index and _introduces(words, party.word.index, count)
        opens = (
            words[count.first - 1].text in ("—", "–", ":")
            and (party.floor + 1) in clauses.context.locality_at
        )
        is_before = count.last <= party.first and (
            opens
            or any(w.lower == "это" for w in words[count.last : party.first])
            or any(w.lemma in REPRESENT for w in words[party.floor : count.first])
        )
        if (is_own or is_after or is_before) and not _is_of_other(words, party, count):
            return _value(clauses, count)
    return None


def size_told_later(
    clauses: Clauses, floor: int, ceiling: int, *, is_joining: bool
) -> Value[int | str] | None:
    """«Всего 15 человек», «Численность группы — 20 человек», «В неё вошли 16 экспортёров»."""
    tagged = clauses.context.tagged
    words = tagged.words
    for count in counts(tagged, floor, ceiling):
        before = words[max(floor, count.first - 5) : count.first]
        is_total = any(w.lower in TOTALS for w in before)
        is_joined = is_joining and bool(before) and before[-1].lemma in JOIN
        is_joined = is_joined or any(
            w.lemma == "поездка" or w.lower in ("ней", "ним", "нею") for w in words[floor : count.first]
        )
        is_joined = (
            is_joined
            or words[floor].lower in ("она", "гости", "группа")
            and words[count.first - 1].text in (",", "—", "–")
        )
        if is_total or is_joined or _is_of_party(words, floor, count):
            return _value(clauses, count)
    return None


def _is_of_party(words: list[Word], floor: int, count: Count) -> bool:
    """«В составе группы 14 человек», «В делегации — 25 предпринимателей»."""
    before = [w for w in words[floor : count.first] if w.text not in ("—", "–", ":")]
    if [w.lower.replace("ё", "е") for w in before] == ["в", "ее", "составе"]:
        return True
    if not 1 < len(before) < 5 or before[0].lower != "в":
        return False
    return (is_party_noun(before[-1]) or before[-1].lower == "группы") and before[-1].case in (
        "gent",
        "loct",
        "accs",
    )


def _value(clauses: Clauses, count: Count) -> Value[int | str]:
    return Value(count.value, clauses.context.tagged.span(count.first, count.last), "size_of_delegation")


def _introduces(words: list[Word], anchor: int, count: Count) -> bool:
    """Something before the count says that it tells how many."""
    before = words[count.first - 1]
    if count.first == anchor + 1:
        return True
    if before.lower in ("и", "а", "также"):
        return False
    near = words[max(anchor + 1, count.first - 3) : count.first]
    return (
        before.lower in BEFORE_COUNT
        or any(w.lemma in COUNT_VERBS for w in near)
        or before.is_noun
        and before.case == "gent"
    )


def _is_of_other(words: list[Word], party: Party, count: Count) -> bool:
    """Another noun between the two is what the count belongs to: «посетила форум, где 30 компаний…»."""
    if words[count.first - 1].text == "(":
        return False
    between = words[party.word.index + 1 : count.first] if count.first > party.word.index else []
    text = " ".join(w.lower for w in between if w.lower not in ("которую", "которой", "которая", "состав"))
    return STOPS_SIZE.search(text) is not None and "численност" not in text


def members_of(clauses: Clauses, party: Party) -> list[Value[str]]:
    """«в состав делегации вошли X и Y», «в составе делегации — X, Y», «делегация в составе X, Y», «делегация: X, Y»."""
    words = clauses.context.tagged.words
    beside = next(
        (
            w
            for w in words[party.word.index : party.ceiling]
            if w.lower in ("ним", "ней") and words[w.index - 1].lower == "с"
        ),
        None,
    )
    if beside is not None and any(
        w.is_finite and w.lemma in TRAVEL for w in words[beside.index : beside.index + 3]
    ):
        return _values(_run(clauses, beside.index + 1, party.ceiling))
    travelling = _travels_with(clauses, party)
    if travelling:
        return travelling
    for word in party.words:
        before = {w.lower for w in words[max(party.floor, word.index - 3) : word.index]}
        joins = [w for w in words[party.floor : party.ceiling] if _joins(w) and w.index != word.index]
        if joins:
            found = _joined(clauses, party, joins[0], before)
            if found:
                return found
        if before & {"состав", "составе", "члены", "членами", "членов", "участники"}:
            return _values(_run(clauses, word.index + 1, party.ceiling))
        start = _composition_start(words, word, party)
        if start is not None:
            listed = _run(clauses, start, party.ceiling)
            told = words[start : listed[0].first] if listed else []
            is_parted = any(w.is_finite and w.index not in clauses.context.post_words for w in told)
            return [] if is_parted else _values(listed)
    return []


def _travels_with(clauses: Clauses, party: Party) -> list[Value[str]]:
    """«глава Дагестана X посетил Баку в составе российской делегации»."""
    context = clauses.context
    words = context.tagged.words
    before = [w.lower for w in words[max(party.floor, party.first - 2) : party.first]]
    if before != ["в", "составе"]:
        return []
    verb = next((w for w in reversed(words[party.floor : party.first]) if w.is_finite), None)
    if verb is None or verb.lemma not in TRAVEL | {"принять", "принимать"} or "Number=Plur" in verb.feats:
        return []
    names = [n for n in context.names_in(party.floor, party.first) if n.case in ("nomn", "")]
    return _values(names[:1]) if len(names) == 1 else []


def _joins(word: Word) -> bool:
    return word.lemma in JOIN and (word.is_finite or word.is_participle or "VerbForm=Conv" in word.feats)


def _joined(clauses: Clauses, party: Party, verb: Word, before: set[str]) -> list[Value[str]]:
    """After the verb; before it when nobody is named after: «X и Y вошли в состав делегации»."""
    context = clauses.context
    after = _run(clauses, verb.index + 1, party.ceiling)
    if after and any(
        w.is_finite
        for w in context.tagged.words[verb.index + 1 : after[0].first]
        if w.index not in context.post_words
    ):
        after = []
    includes = verb.lemma.startswith(("включ", "состо", "объедин"))
    if after or includes:
        return _values(after)
    if not before & {"состав", "делегацию"} and party.word.case != "accs":
        return []
    names = [n for n in context.names_in(party.floor, verb.index) if n.case in ("nomn", "")]
    return _values(names[:1] if "Number=Sing" in verb.feats else names)


def _composition_start(words: list[Word], noun: Word, party: Party) -> int | None:
    """Where the names begin in «делегация … в составе X, Y», «делегация …: X, Y»."""
    for index in range(noun.index + 1, min(noun.index + 14, party.ceiling - 1)):
        word = words[index]
        if (
            word.lemma == "состав"
            and word.case in ("loct", "")
            and words[index - 1].lower in ("в", "её", "ее", "чьём", "чьем", "её")
        ):
            return index + 1
        if word.text == ":" or word.lower == "которой" and words[index - 1].lower == "составе":
            return index + 1
        if word.is_finite or word.text == ";":
            return None
    return None


def members_told_later(clauses: Clauses, floor: int, ceiling: int) -> list[Value[str]]:
    """«В неё вошли X и Y», «Вместе с ней ездили X и Y», «В составе группы — X»: the sentence after the delegation."""
    words = clauses.context.tagged.words[floor:ceiling]
    opening = " ".join(w.lower for w in words[:4])
    composition = next(
        (
            w.index
            for w in words
            if w.lower == "составе"
            and w.index + 1 < ceiling
            and clauses.context.tagged.words[w.index + 1].text in ("—", "–")
        ),
        None,
    )
    if composition is not None:
        return _values(_run(clauses, composition + 2, ceiling))
    representing = _representing(clauses, floor, ceiling)
    if representing:
        return representing
    if not FOLLOWS.match(opening) and not any(_joins(w) for w in words):
        return []
    if not FOLLOWS.match(opening) and not JOINED.search(" ".join(w.lower for w in words)):
        return []
    start = next((w.index + 1 for w in words if w.is_finite or w.text in ("—", "–", ":")), floor)
    after = [n for n in _run(clauses, start, ceiling) if n.case in ("nomn", "")]
    return _values(after or [n for n in clauses.context.names_in(floor, ceiling) if n.case in ("nomn", "")])


def _representing(clauses: Clauses, floor: int, ceiling: int) -> list[Value[str]]:
    """«Наш регион на открытии представляют X, Y и Z»."""
    words = clauses.context.tagged.words
    companions = next((w for w in words[floor:ceiling] if w.lemma == "сопровождать" and w.is_finite), None)
    if companions is not None:  # «Президента в поездке сопровождают X и Y»
        return _values([n for n in _run(clauses, companions.index, ceiling) if n.case in ("nomn", "")])
    verb = next((w for w in words[floor:ceiling] if w.lemma in REPRESENT and w.is_finite), None)
    if verb is None or "Number=Plur" not in verb.feats:
        return []
    near = [*words[floor : verb.index], *words[verb.index + 1 : min(verb.index + 4, ceiling)]]
    is_territory = any(
        w.case in ("accs", "nomn") and lexicon.mapping("territories_ru").get(w.lemma) is not None
        for w in near
    )
    return (
        _values([n for n in _run(clauses, verb.index, ceiling) if n.case in ("nomn", "")])
        if is_territory
        else []
    )


FOLLOWS = re.compile(
    r"(?:вместе с|в е[её] состав|в состав|в не[её]\b|кроме (?:не|н[её])|с (?:ним|ней)\b|помимо)"
)
JOINED = re.compile(
    r"\b(?:в (?:группу|не[её]|делегацию|состав|е[её] состав)|членами делегации|в (?:е[её] )?составе(?: группы| делегации)?)\b"
)


def is_joining(clauses: Clauses, floor: int, ceiling: int) -> bool:
    text = " ".join(w.lower for w in clauses.context.tagged.words[floor:ceiling])
    return JOINED.search(text) is not None


def _run(clauses: Clauses, start: int, ceiling: int) -> list[NameSpan]:
    """The names of one list: a verb or another clause between two of them ends it."""
    context = clauses.context
    words = context.tagged.words
    found: list[NameSpan] = []
    for name in context.names_in(start, ceiling):
        if name.first in {n.first for n in found} or name.first not in context.name_at:
            continue
        last = found[-1].last if found else start
        between = [w for w in words[last : name.first] if w.index not in context.post_words]
        if found and (
            any(w.is_finite or w.lemma == "который" for w in between) or name.first - last > LONGEST_GAP
        ):
            break
        found.append(name)
    return found


def _values(names: list[NameSpan]) -> list[Value[str]]:
    return [Value(n.name, n.span, "member_of_delegation") for n in names]


def marked_leader(clauses: Clauses, members: list[Value[str]]) -> Value[str] | None:
    """«Ирина Войнова (руководитель), Пётр Ким»: the member that the list marks as the head."""
    words = clauses.context.tagged.words
    spans = {m.span: m for m in members}
    for name in clauses.context.names:
        member = spans.get(name.span)
        if member is None or name.last + 1 >= len(words):
            continue
        mark, leader = words[name.last], words[name.last + 1]
        if mark.text in ("(", ",", "—", "–") and leader.lemma in LEADERS and name.last + 2 < len(words):
            ended = words[name.last + 2]
            if ended.text in (")", ",", ";", ".") or ended.lemma in ("делегация", "группа", "миссия"):
                return member
    return None


def destination_of(
    clauses: Clauses, floor: int, ceiling: int, anchor: int, *, is_sent: bool = False
) -> Value[str] | None:
    """«прибыла в Пекин», «посетила Харбин», «находится с визитом в Казани», «миссию в Стамбул», «направит в Харбин»."""
    context = clauses.context
    words = context.tagged.words
    verbs = [
        w
        for w in words[floor:ceiling]
        if w.pos == "VERB" and "VerbForm=Conv" not in w.feats and (w.lemma in TRAVEL or w.lemma in SEND)
    ]
    places = [
        p
        for p in _places(clauses, floor, ceiling)
        if p.kind in ("city", "country", "region", "") and p.first not in context.post_words
    ]
    for verb in verbs:
        for place in sorted(places, key=lambda p: (p.first < verb.index, abs(p.first - verb.index))):
            if _is_goal(words, verb, place) and verb.lemma != "участвовать":
                return Value(place.name, place.span, "destination")
    for place in places:  # «направит на выставку в Шэньян делегацию», «примет участие в ярмарке в Маньчжурии»
        before = words[_start_of_place(words, place) - 1] if _start_of_place(words, place) > floor else None
        if (
            before is not None
            and before.lemma in GATHERINGS
            and before.case in ("accs", "loct")
            and _is_into(words, place)
        ):
            return Value(place.name, place.span, "destination")
    for place in places:  # «состоялся визит в Москву делегации из Японии»
        start = _start_of_place(words, place)
        is_visit = start > floor and words[start - 1].lemma in ("визит", "поездка") and _is_into(words, place)
        if is_visit and words[place.first].case in ("accs", "loct"):
            return Value(place.name, place.span, "destination")
    for place in places:  # «бизнес-миссия в Стамбул»
        if (
            anchor < place.first <= anchor + 8
            and _is_into(words, place)
            and (words[place.first].case == "accs" or words[place.first].text.isupper())
        ):
            between = words[anchor + 1 : place.first - 1]
            if not any(w.is_finite or w.text == "," for w in between):
                return Value(place.name, place.span, "destination")
    if words[anchor].lemma.endswith(
        "миссия"
    ):  # «В Гонконге проходит деловая миссия», «провели в Ташкенте миссию»
        held = any(w.is_finite and w.lemma in MISSION_HELD for w in words[floor:ceiling])
        where = [p for p in places if _is_into(words, p) and words[p.first].case in ("loct", "")]
        if held and where:
            best = min(where, key=lambda p: p.kind != "city")
            return Value(best.name, best.span, "destination")
    return None


MISSION_HELD = frozenset(
    {"проходить", "пройти", "состояться", "провести", "проводить", "организовать", "завершиться"}
)


def _places(clauses: Clauses, floor: int, ceiling: int) -> list[Locality]:
    """The places named in words [floor, ceiling) but not in the name of an event: «Кантонская ярмарка»."""
    at = clauses.context.locality_at
    words = clauses.context.tagged.words
    named = [e.name.span for e in clauses.events if e.name is not None and floor <= e.head < ceiling]
    return [
        at[i]
        for i in range(floor, ceiling)
        if i in at and at[i].first == i and not any(span.covers(words[i].span) for span in named)
    ]


def _start_of_place(words: list[Word], place: Locality) -> int:
    """Before «китайский», «город», "г." that go with the name."""
    index = place.first - 1
    while index > 0 and (
        words[index].lemma in ("город", "столица", "уезд", "провинция", "село", "посёлок")
        or words[index].lower in ("г", ".")
        or words[index].is_adjective
        and words[index].sentence == words[place.first].sentence
    ):
        index -= 1
    return index


def _is_into(words: list[Word], place: Locality) -> bool:
    return words[_start_of_place(words, place)].lower in ("в", "во", "на")


def _is_goal(words: list[Word], verb: Word, place: Locality) -> bool:
    start = _start_of_place(words, place)
    lo, hi = (verb.index + 1, start) if place.first > verb.index else (place.last, verb.index)
    between = words[lo:hi]
    if any(
        w.is_finite or w.text in (";", ":") or w.lemma in ("форум", "выставка", "ярмарка", "встреча", "где")
        for w in between
    ):
        return False
    if len(between) > FARTHEST_PLACE:
        return False
    if verb.lemma in ("посетить", "посещать"):
        return (
            place.first > verb.index
            and (start <= verb.index or _dates_only(between))
            and words[place.first].case != "gent"
        )
    if verb.lemma in ("вернуться", "возвратиться", "возвращаться"):
        return words[_start_of_place(words, place)].lower in ("из", "с")
    return _is_into(words, place)


def _dates_only(between: list[Word]) -> bool:
    return all(
        w.text[:1].isdigit()
        or w.pos == "ADP"
        or w.lemma.endswith(("рь", "ль", "нь", "рт", "ай", "ст"))
        or w.is_adjective
        for w in between
    )


def invited_by(clauses: Clauses, floor: int, ceiling: int) -> Value[str] | None:
    """«по приглашению правительства провинции», «по приглашению губернатора X», «Пригласила нас Палата Y»."""
    context = clauses.context
    words = context.tagged.words
    for index in range(floor, ceiling - 1):
        if words[index].lemma == "приглашение" and index > floor and words[index - 1].lower in ("по", "на"):
            name = next(iter(context.names_in(index + 1, min(index + 30, ceiling))), None)
            if name is not None and all(i in context.post_words for i in range(index + 1, name.first)):
                return Value(name.name, name.span, "invited_by")
            side = side_at(context, index + 1, ceiling)
            if side is not None:
                return Value(side.name, side.span, "invited_by")
            office = _office_at(clauses, index + 1, ceiling)
            if office is not None:
                return office
    for past in words[floor + 2 : ceiling - 1]:  # «Делегацию … на форум пригласил X»
        is_said = past.lemma == "пригласить" and past.is_past and past.is_finite
        if is_said and any(is_party_noun(w) and w.case == "accs" for w in words[floor : past.index]):
            side = side_at(context, past.index + 1, ceiling)
            if side is not None and side.kind in ("organization", "person"):
                return Value(side.name, side.span, "invited_by")
    verb = words[floor]
    if (
        verb.lemma == "пригласить"
        and verb.is_finite
        and floor + 2 < ceiling
        and words[floor + 1].lower in ("нас", "её", "ее", "их", "делегацию")
    ):
        side = side_at(context, floor + 2, ceiling)
        if side is not None and side.kind in ("organization", "person"):
            return Value(side.name, side.span, "invited_by")
    return None


def _office_at(clauses: Clauses, index: int, ceiling: int) -> Value[str] | None:
    """«по приглашению губернатора Амурской области»: an office without a name."""
    tagged = clauses.context.tagged
    head = next((i for i in range(index, min(index + 4, ceiling)) if office_class(tagged.words[i])), None)
    if head is None or not all(w.is_adjective for w in tagged.words[index:head]):
        return None
    last = complement_end(tagged, head, ceiling)
    return Value(nominative(tagged, index, last, head), tagged.span(index, last), "invited_by")
