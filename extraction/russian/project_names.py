"""What projects build: «проект X», «создание X», «проекты: X и Y», and which nouns can be built."""

from __future__ import annotations

import re
from dataclasses import replace

from extraction.findings import Value
from extraction.mentions import ProjectMention
from extraction.russian.clauses import Clauses
from extraction.russian.organizations import LEGAL_FORMS
from extraction.russian.phrases import (
    complement_end,
    nominative,
    phrase_start,
    quoted_name,
    tidy,
)
from extraction.russian.project_objects import (
    OBJECT_PREPOSITIONS,
    VAGUE,
    has_own_modifier,
    is_object,
    is_passing,
    lowered,
    object_end,
)
from extraction.russian.tagging import TaggedText, Word

PROJECT = re.compile(r"(?:инвест|мега|мульти|супер)?проект$|концепция$|мастер-план$|бизнес-план$")


BUILDING = frozenset({"создание", "строительство", "возведение", "закладка", "развитие", "запуск", "организация", "модернизация", "освоение", "реконструкция",
                      "постройка", "сооружение", "расширение", "открытие", "локализация", "застройка", "прокладка"})  # fmt: skip


NOT_BUILT = frozenset(
    {
        "национальный",
        "федеральный",
        "образовательный",
        "нацпроект",
        "пилотный",
        "законодательный",
        "социальный",
    }
)


NOT_OBJECTS = re.compile(
    r"(?:соглашени|резолюци|решени|закон|постановлени|документ|договор|меморандум|протокол|программ|приказ|бюджет)"
)


def named_project(clauses: Clauses, word: Word) -> list[tuple[ProjectMention, int]]:
    """«проект грузового терминала «Каникурган-2»», «инвестпроекты: по созданию… и строительству…»."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[word.sentence]
    first = phrase_start(tagged, word.index, floor)
    if any(w.lemma in NOT_BUILT for w in tagged.words[first : word.index]):
        return []
    index = word.index + 1
    listed = _listed_objects(clauses, index, ceiling)
    if listed:
        return listed
    if index < ceiling and tagged.words[index].text in (":", "-", "—", "–"):
        index += 1
    if index < ceiling and tagged.words[index].lower == "по":
        return _by_purposes(clauses, index, ceiling)
    called = _name_after(clauses, word, ceiling)
    if called is not None:
        return [
            (replace(m, rule=CALLED_RULE), end) for m, end in _quoted_project(clauses, word, first, called)
        ]
    if index in tagged.quotations:
        return _quoted_project(clauses, word, first, index)
    if index < ceiling:
        if tagged.words[index].lemma in BUILDING:
            if word.number == "plur" and tagged.words[index].lemma == "развитие":
                return []  # «участие в проектах развития Севера»
            return built(clauses, index, "project_of_building")
        end = complement_end(tagged, word.index, ceiling, OBJECT_PREPOSITIONS, names=True)
        if end > index and tagged.words[word.index].number != "plur":
            return _genitive_objects(clauses, index, end, word, first)
    if index < ceiling and tagged.words[index].is_adjective:
        end = complement_end(tagged, word.index, ceiling, frozenset({"по"}))
        for inner in range(word.index + 1, end):
            if tagged.words[inner].lower == "по":
                return _by_purposes(clauses, inner, ceiling)
    return []


CALLED_RULE = "project_called"


CALLED = frozenset({"называться", "назвать", "название", "имя", "именоваться"})


def _name_after(clauses: Clauses, word: Word, ceiling: int) -> int | None:
    """«Проект называется «Северный мост»», «проект под названием «…»»: the opening mark."""
    tagged = clauses.context.tagged
    for index in range(word.index + 1, min(word.index + 6, ceiling)):
        if index in tagged.quotations:
            is_called = any(w.lemma in CALLED for w in tagged.words[word.index + 1 : index])
            return index if is_called else None
        if tagged.words[index].text in (",", ";", "."):
            return None
    return None


def _listed_objects(clauses: Clauses, index: int, ceiling: int) -> list[tuple[ProjectMention, int]]:
    """«проекты — кластер «А», завод в Братске и агропарк «Б»»: every object after the dash or colon."""
    tagged = clauses.context.tagged
    if index < ceiling and tagged.words[index].text == "," and tagged.words[index - 1].number != "plur":
        apposition = _apposition(clauses, index, ceiling)
        if apposition:
            return apposition
    index = _list_mark(tagged.words, index, ceiling)
    if index >= ceiling or tagged.words[index].text not in ("—", "–", ":"):
        return []
    return objects_from(clauses, index + 1, ceiling)


def objects_from(clauses: Clauses, start: int, ceiling: int) -> list[tuple[ProjectMention, int]]:
    """Every object of a list that begins at word `start`."""
    tagged = clauses.context.tagged
    found: list[tuple[ProjectMention, int]] = []
    position = start
    while position < ceiling:
        word = tagged.words[position]
        if word.text == "(":
            position = next(
                (i + 1 for i in range(position, min(position + 30, ceiling)) if tagged.words[i].text == ")"),
                ceiling,
            )
            continue
        if word.is_finite or word.text in (";", ".", "—", "–"):
            break
        if (
            word.is_noun
            and is_object(word)
            and word.case in ("nomn", "accs", "")
            and (position - 1) not in tagged.closing
        ):
            first = phrase_start(tagged, position, start)
            end = object_end(tagged, position, ceiling)
            text = nominative(tagged, first, end, position)
            span = tagged.span(first, end)
            found.append(
                (
                    ProjectMention(
                        span, word.sentence, Value(text, span, "listed_project"), rule="listed_project"
                    ),
                    end,
                )
            )
            position = end
            continue
        position += 1
    return found


def _list_mark(words: list[Word], index: int, ceiling: int) -> int:
    """«Среди проектов, показанных на форуме, — X и Y»: the dash after what else is said of the projects."""
    if words[index - 1].number != "plur":
        return index
    for position in range(index, min(index + 8, ceiling)):
        if words[position].text in ("—", "–", ":"):
            return position
        if words[position].text in (";", "."):
            break
        if words[position].is_finite and not any(w.text == ":" for w in words[position : position + 4]):
            break
    return index


def _apposition(clauses: Clauses, comma: int, ceiling: int) -> list[tuple[ProjectMention, int]]:
    """«Ещё один проект, льнокомбинат «Северная нить» в Соколе, представила…»."""
    tagged = clauses.context.tagged
    for position in range(comma + 1, min(comma + 5, ceiling)):
        word = tagged.words[position]
        if word.is_noun and is_object(word) and phrase_start(tagged, position, comma + 1) == comma + 1:
            end = object_end(tagged, position, ceiling)
            span = tagged.span(comma + 1, end)
            text = nominative(tagged, comma + 1, end, position)
            return [
                (
                    ProjectMention(
                        span, word.sentence, Value(text, span, "listed_project"), rule="listed_project"
                    ),
                    end,
                )
            ]
        if not word.is_adjective:
            break
    return []


PURPOSES = frozenset({"выпуск", "розлив", "добыча", "экспорт", "вылов", "обжиг"})


def _by_purposes(clauses: Clauses, preposition: int, ceiling: int) -> list[tuple[ProjectMention, int]]:
    """«по созданию промышленного парка … и строительству финансового центра…»."""
    tagged = clauses.context.tagged
    found: list[tuple[ProjectMention, int]] = []
    index = preposition
    while index < ceiling and index < preposition + 40:
        word = tagged.words[index]
        if word.lemma in BUILDING:
            objects = built(clauses, index, "project_for")
            if not objects:
                break
            found += objects
            index = objects[-1][1]
            if index < ceiling and tagged.words[index].lower in ("и", ",", "по", "а", "также"):
                continue
            break
        is_purpose = word.lemma.endswith(("ние", "ство", "ка")) or word.lemma in PURPOSES
        if index == preposition + 1 and word.is_noun and is_purpose:
            end = complement_end(tagged, index, ceiling, OBJECT_PREPOSITIONS)
            if end > index + 1:
                span = tagged.span(index, end)
                text = nominative(tagged, index, end, index)
                found.append(
                    (
                        ProjectMention(
                            span, word.sentence, Value(text, span, "project_for"), rule="project_for"
                        ),
                        end,
                    )
                )
            break
        if index > preposition and word.lower not in ("и", ",", "по", "а", "также") and not word.is_adjective:
            break
        index += 1
    return found


def built(clauses: Clauses, index: int, rule: str) -> list[tuple[ProjectMention, int]]:
    """«создание X», «развитие о. X»: the object; development is itself the project."""
    tagged = clauses.context.tagged
    word = tagged.words[index]
    ceiling = tagged.bounds[word.sentence][1]
    start = _past_place(clauses, index + 1, ceiling)
    if start in tagged.quotations and tagged.quotations[start].last - start > 2:
        last = tagged.quotations[start].last + 1
        span = tagged.span(start, last)
        name = quoted_name(tagged, start, last).strip("«»")  # «строительство «Сибирского источника фотонов»»
        return [(ProjectMention(span, word.sentence, Value(name, span, rule), rule="project_named"), last)]
    end = _object_end(clauses, start - 1, ceiling)
    if end <= start:
        return []
    head = next((i for i in range(start, end) if tagged.words[i].is_noun), None)
    if head is None or NOT_OBJECTS.search(tagged.quote(start, end).lower()):
        return []
    if word.lemma in ("развитие", "освоение", "модернизация", "реконструкция", "расширение"):
        if rule == "project_to_build" and not (is_object(tagged.words[head]) and word.lemma != "развитие"):
            return []
        text = nominative(tagged, index, end, index)
        span = tagged.span(index, end)
        return [(ProjectMention(span, word.sentence, Value(text, span, rule), rule=rule), end)]
    if rule == "project_to_build" and not is_object(tagged.words[head]):
        return []
    is_vague = tagged.words[head].lemma in VAGUE | {"производство"} and end == head + 1
    if (
        is_vague
        and rule in ("project_to_build", "project_for")
        and not has_own_modifier(tagged, start, tagged.words[head])
    ):
        return []  # «запуск первой очереди»
    if rule == "project_to_build" and _is_general(clauses, start, head, end):
        return []  # «создание индустриальных парков»: in general
    is_several = (
        rule == "project_for" and tagged.words[head].number == "plur" and tagged.words[head].lemma in VAGUE
    )
    if is_several and not has_own_modifier(tagged, start, tagged.words[head]):
        return []  # «проекты по локализации предприятий на территории…»
    if any(w.pos == "NUM" or w.text.isdigit() for w in tagged.words[start:head]):
        return []  # «двух причалов и склада»: what belongs to a project told of elsewhere
    while rule == "project_to_build" and start < head and is_passing(tagged, tagged.words[start]):
        start += 1
    text = lowered(clauses, start, nominative(tagged, start, end, head))
    span = tagged.span(start, end)
    return [(ProjectMention(tagged.span(index, end), word.sentence, Value(text, span, rule), rule=rule), end)]


def _is_general(clauses: Clauses, start: int, head: int, end: int) -> bool:
    """A plural without a name or a place: «создание индустриальных парков», not «жилых кварталов в Якутске»."""
    tagged = clauses.context.tagged
    if tagged.words[head].number != "plur":
        return False
    if tagged.words[head].lemma in VAGUE:
        return not has_own_modifier(tagged, start, tagged.words[head])
    if "«" in tagged.quote(start, end):
        return False
    return not any(
        index in clauses.context.locality_at for index in range(end, min(end + 4, len(tagged.words)))
    )


def _past_place(clauses: Clauses, start: int, ceiling: int) -> int:
    """«строительство в Красносельском районе центра»: where it is built stands before what; so does «непосредственно»."""
    words = clauses.context.tagged.words
    index = start
    while index < ceiling and (words[index].pos in ("PART", "ADV") or words[index].lemma == "сам"):
        index += 1
    if index >= ceiling or words[index].lower not in ("в", "во", "на"):
        return index
    if index + 2 < ceiling and words[index + 1].lemma in SITES:
        end = _site_end(clauses, index + 2, ceiling)
        return end if end < ceiling and words[end].case == "gent" else start
    if index + 2 < ceiling and words[index + 1].lemma in TERRITORIES:
        return index + 2  # «о создании в регионе тепличного комплекса»
    for last in range(index + 1, min(index + FARTHEST_PLACE, ceiling)):
        locality = clauses.context.locality_at.get(last)
        if locality is None:
            continue
        end = locality.last
        while (
            end < ceiling and clauses.context.locality_at.get(end) is not None and words[end].case == "gent"
        ):
            end = clauses.context.locality_at[end].last
        while end < ceiling and words[end].lemma in ("район", "округ", "область", "край"):
            end += 1
        return end if end < ceiling and (words[end].is_adjective or words[end].is_noun) else start
    return start


def _site_end(clauses: Clauses, index: int, ceiling: int) -> int:
    """The end of whose site it is: «узловского «Пластика»», «парка», «Приамурья»."""
    tagged = clauses.context.tagged
    locality = clauses.context.locality_at.get(index)
    if locality is not None:
        return locality.last
    while index < ceiling and tagged.words[index].is_adjective:
        index += 1
    return tagged.quotations[index].last + 1 if index in tagged.quotations else index + 1


TERRITORIES = frozenset({"регион", "край", "область", "республика", "город", "округ", "страна", "столица"})
SITES = frozenset({"площадка", "территория", "база", "место", "участок"})


FARTHEST_PLACE = 5  # words from «в» to the name of the place


def _object_end(clauses: Clauses, head: int, ceiling: int) -> int:
    tagged = clauses.context.tagged
    end = object_end(tagged, head, ceiling)
    if (
        end < ceiling
        and tagged.words[end].lower in ("о", "г")
        and end + 2 < ceiling
        and tagged.words[end + 1].text == "."
    ):
        locality = clauses.context.locality_at.get(end + 2)
        if locality is not None:
            return locality.last
    locality = clauses.context.locality_at.get(end)
    if (
        locality is not None
        and locality.first == end
        and tagged.words[end].case in ("gent", "")
        and locality.kind in ("island", "area")
    ):
        return locality.last
    # «А и строительству Б»: the second is a project of its own
    for index in range(head + 1, end):
        if tagged.words[index].lemma in BUILDING and tagged.words[index - 1].lower == "и":
            return index - 1
    return _first_of_two(tagged, head, end)


def _first_of_two(tagged: TaggedText, building: int, end: int) -> int:
    """«создание полигона и сервисного центра»: two objects joined by "и" are two projects."""
    nouns = [w for w in tagged.words[building + 1 : end] if w.is_noun]
    is_list = any(w.text == "," for w in tagged.words[building + 1 : end])
    if not nouns or not is_object(nouns[0]) or is_list:
        return end
    for word in nouns[1:]:
        first = phrase_start(tagged, word.index, building + 1)
        if is_object(word) and word.case == nouns[0].case and tagged.words[first - 1].lower == "и":
            return first - 1
    return end


def _genitive_objects(
    clauses: Clauses, start: int, end: int, word: Word, first: int
) -> list[tuple[ProjectMention, int]]:
    """«проект зоны «Орёл» и тепличного комплекса «Мценский»»: each with its own name is a project."""
    tagged = clauses.context.tagged
    for index in range(start, end - 1):
        if index in tagged.closing and tagged.words[index + 1].lower == "и":
            found = _genitive_object(clauses, start, index + 1, word, first)
            return found + _genitive_object(clauses, index + 2, end, word, first) if found else []
    return _genitive_object(clauses, start, end, word, first)


def _genitive_object(
    clauses: Clauses, start: int, end: int, word: Word, first: int
) -> list[tuple[ProjectMention, int]]:
    tagged = clauses.context.tagged
    head = next((i for i in range(start, end) if tagged.words[i].is_noun), None)
    if head is None or NOT_OBJECTS.search(tagged.quote(start, head + 1).lower()):
        return []
    if tagged.words[start].lower in LEGAL_FORMS:
        return []  # «проект ЗАО «Вега»»: whose it is
    if tagged.words[head].lemma in ("программа", "развитие", "сотрудничество", "кооперация"):
        return _cooperation(clauses, word, first)
    text = lowered(clauses, start, nominative(tagged, start, end, head))
    span = tagged.span(start, end)
    if not (is_object(tagged.words[head]) or "«" in text):
        return [] if not tagged.words[head].lemma.endswith(("ство", "ние")) else [(ProjectMention(span, word.sentence, Value(text, span, "project_of"), rule="project_of"), end)]  # fmt: skip
    return [
        (
            ProjectMention(
                tagged.span(word.index, end),
                word.sentence,
                Value(text, span, "project_of"),
                rule="project_of",
            ),
            end,
        )
    ]


def _cooperation(clauses: Clauses, word: Word, first: int) -> list[tuple[ProjectMention, int]]:
    """«трансграничный проект совместной кооперации по развитию о. Большой Уссурийский»: the whole phrase."""
    tagged = clauses.context.tagged
    ceiling = tagged.bounds[word.sentence][1]
    for index in range(word.index + 1, min(word.index + 10, ceiling)):
        if (
            tagged.words[index].lower == "по"
            and index + 1 < ceiling
            and tagged.words[index + 1].lemma in BUILDING
        ):
            end = _object_end(clauses, index + 1, ceiling)
            if end <= index + 2:
                return []
            while first < word.index and tagged.words[first].lemma in (
                "уникальный",
                "масштабный",
                "новый",
                "крупный",
                "совместный",
                "важный",
            ):
                first += 1
            text = nominative(tagged, first, end, word.index)
            span = tagged.span(first, end)
            return [
                (
                    ProjectMention(
                        span,
                        word.sentence,
                        Value(text, span, "project_of_cooperation"),
                        rule="project_of_cooperation",
                    ),
                    end,
                )
            ]
        if tagged.words[index].is_finite:
            break
    return []


def _quoted_project(
    clauses: Clauses, word: Word, first: int, opening: int
) -> list[tuple[ProjectMention, int]]:
    tagged = clauses.context.tagged
    last = tagged.quotations[opening].last + 1
    if not tagged.words[opening + 1].is_capitalized or word.number == "plur":
        return []
    text = tidy(tagged.quote(opening + 1, last - 1))
    span = tagged.span(opening, last)
    return [
        (
            ProjectMention(
                tagged.span(first, last),
                word.sentence,
                Value(text, span, "project_named"),
                rule="project_named",
            ),
            last,
        )
    ]
