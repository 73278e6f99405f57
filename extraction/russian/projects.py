"""Investment and construction projects in a Russian text."""

from __future__ import annotations

import re

from extraction import lexicon
from extraction.findings import Value
from extraction.mentions import ProjectMention, Reading
from extraction.money import Amount
from extraction.russian.clauses import Clauses
from extraction.russian.localities import Locality
from extraction.russian.phrases import complement_end, nominative, phrase_start, tidy
from extraction.russian.tagging import Word

PROJECT = re.compile(r"(?:инвест|мега|мульти|супер)?проект$|концепция$|мастер-план$|бизнес-план$")
BUILDING = frozenset({"создание", "строительство", "возведение", "развитие", "запуск", "организация", "модернизация", "освоение", "реконструкция",
                      "постройка", "сооружение", "размещение"})  # fmt: skip
BUILD_VERBS = frozenset({"появиться", "появляться", "возводить", "возвестись", "заработать", "ввести", "вводить", "открыться", "вырасти", "разместиться", "создаваться", "создать", "развивать",
                         "построить", "строить", "возвести", "запустить", "открыть", "разместить", "реализовать", "модернизировать", "строиться",
                         "построиться"})  # fmt: skip
PRESENT_VERBS = frozenset({"провести", "представить", "представлять", "презентовать", "показать", "показывать", "рассказать", "рассказывать", "продемонстрировать", "анонсировать",
                           "докладывать", "доложить", "объявить"})  # fmt: skip
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
COST_SENTENCE = re.compile(
    r"\W*(?:(?:е[гё]о|ее|её|их|общ\w+|предварительн\w+|сметн\w+|заявленн\w+|планируем\w+)\s+){0,2}(?:стоимост|объ[её]м|вложени|инвестици|сумм|цена|бюджет|капвложени)"
    r"|.{0,80}(?:потребуется|оценивается|обойд[её]тся|составит|составят|оценивают)",
    re.IGNORECASE,
)
SIGNED_SUM = re.compile(r"(?:сумма|стоимость)\s+(?:контракт|договор|соглашени|сделк)", re.IGNORECASE)
OBJECT_PREPOSITIONS = frozenset({"по", "для"})
PLACE_WORDS = frozenset(
    {
        "город",
        "село",
        "посёлок",
        "поселок",
        "порт",
        "штат",
        "район",
        "провинция",
        "г",
        "округ",
        "деревня",
        "пос",
        "станица",
    }
)


def find_projects(clauses: Clauses, reading: Reading, amounts: list[Amount]) -> list[ProjectMention]:
    tagged = clauses.context.tagged
    found: list[tuple[ProjectMention, int]] = []
    taken = -1
    for word in tagged.words:
        if word.index < taken or tagged.sentences[word.sentence].is_title:
            continue
        for mention, end in _projects_at(clauses, word):
            found.append((mention, end))
            taken = max(taken, end)
    mentions = [mention for mention, _ in found]
    for position, (mention, end) in enumerate(found):
        ceiling = tagged.bounds[mention.sentence][1]
        following = mentions[position + 1] if position + 1 < len(mentions) else None
        limit = (
            following.name.span.start
            if following is not None and following.sentence == mention.sentence
            else tagged.words[ceiling - 1].end
        )
        _set_presenters(clauses, mention, mention.sentence)
        _set_reporter(clauses, mention, end, limit)
        _set_amount(clauses, mention, limit, amounts)
        _set_place(clauses, mention, end, limit)
    return [m for m in mentions if _is_told(clauses, m)]


def _projects_at(clauses: Clauses, word: Word) -> list[tuple[ProjectMention, int]]:
    if not word.is_noun:
        return []
    if PROJECT.match(word.lemma):
        return _named_project(clauses, word)
    if word.lemma in BUILDING:
        return _built(clauses, word.index, "project_to_build")
    if is_object(word):
        return _object(clauses, word)
    return []


OBJECT_ENDING = re.compile(
    r"(?:завод|комбинат|порт|парк|терминал|кластер|комплекс|центр|хранилище|фабрика|ферма|станция|провод|дорога|переработка|полис)$"
)


def is_object(word: Word) -> bool:
    objects = lexicon.words("project_objects_ru")
    if word.lemma in ("спорт", "экспорт", "импорт", "транспорт", "паспорт", "эксперт"):
        return False
    return (
        word.lemma in objects
        or OBJECT_ENDING.search(word.lemma) is not None
        or "-" in word.lemma
        and word.lemma.rsplit("-", 1)[-1] in objects
    )


def _named_project(clauses: Clauses, word: Word) -> list[tuple[ProjectMention, int]]:
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
    if index < ceiling and tagged.words[index].text == ":":
        index += 1
    if index < ceiling and tagged.words[index].lower == "по":
        return _by_purposes(clauses, index, ceiling)
    if index in tagged.quotations:
        return _quoted_project(clauses, word, first, index)
    if index < ceiling:
        if tagged.words[index].lemma in BUILDING:
            return _built(clauses, index, "project_of_building")
        end = complement_end(tagged, word.index, ceiling, OBJECT_PREPOSITIONS, names=True)
        if end > index and tagged.words[word.index].number != "plur":
            return _genitive_object(clauses, index, end, word, first)
    if index < ceiling and tagged.words[index].is_adjective:
        end = complement_end(tagged, word.index, ceiling, frozenset({"по"}))
        for inner in range(word.index + 1, end):
            if tagged.words[inner].lower == "по":
                return _by_purposes(clauses, inner, ceiling)
    return []


def _listed_objects(clauses: Clauses, index: int, ceiling: int) -> list[tuple[ProjectMention, int]]:
    """«проекты — кластер «А», завод в Братске и агропарк «Б»»: every object after the dash or colon."""
    tagged = clauses.context.tagged
    if index >= ceiling or tagged.words[index].text not in ("—", "–", ":", ","):
        return []
    if tagged.words[index].text == ",":
        return _apposition(clauses, index, ceiling)
    found: list[tuple[ProjectMention, int]] = []
    position = index + 1
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
            first = phrase_start(tagged, position, index + 1)
            end = complement_end(tagged, position, ceiling, OBJECT_PREPOSITIONS, names=True)
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


def _apposition(clauses: Clauses, comma: int, ceiling: int) -> list[tuple[ProjectMention, int]]:
    """«Ещё один проект, льнокомбинат «Северная нить» в Соколе, представила…»."""
    tagged = clauses.context.tagged
    for position in range(comma + 1, min(comma + 5, ceiling)):
        word = tagged.words[position]
        if word.is_noun and is_object(word) and phrase_start(tagged, position, comma + 1) == comma + 1:
            end = complement_end(tagged, position, ceiling, OBJECT_PREPOSITIONS, names=True)
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


def _by_purposes(clauses: Clauses, preposition: int, ceiling: int) -> list[tuple[ProjectMention, int]]:
    """«по созданию промышленного парка … и строительству финансового центра…»."""
    tagged = clauses.context.tagged
    found: list[tuple[ProjectMention, int]] = []
    index = preposition
    while index < ceiling and index < preposition + 40:
        word = tagged.words[index]
        if word.lemma in BUILDING:
            built = _built(clauses, index, "project_for")
            if not built:
                break
            found += built
            index = built[-1][1]
            if index < ceiling and tagged.words[index].lower in ("и", ",", "по", "а", "также"):
                continue
            break
        if index == preposition + 1 and word.is_noun and word.lemma.endswith(("ние", "ство", "ка")):
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


def _built(clauses: Clauses, index: int, rule: str) -> list[tuple[ProjectMention, int]]:
    """«создание X», «развитие о. X»: the object; development is itself the project."""
    tagged = clauses.context.tagged
    word = tagged.words[index]
    ceiling = tagged.bounds[word.sentence][1]
    end = _object_end(clauses, index, ceiling)
    start = index + 1
    if end <= start:
        return []
    head = next((i for i in range(start, end) if tagged.words[i].is_noun), None)
    if head is None or NOT_OBJECTS.search(tagged.quote(start, end).lower()):
        return []
    if word.lemma in ("развитие", "освоение", "модернизация", "реконструкция"):
        if rule == "project_to_build":
            return []
        text = nominative(tagged, index, end, index)
        span = tagged.span(index, end)
        return [(ProjectMention(span, word.sentence, Value(text, span, rule), rule=rule), end)]
    if rule == "project_to_build" and not is_object(tagged.words[head]):
        return []
    text = _lowered(clauses, start, nominative(tagged, start, end, head))
    span = tagged.span(start, end)
    return [(ProjectMention(tagged.span(index, end), word.sentence, Value(text, span, rule), rule=rule), end)]


def _object_end(clauses: Clauses, head: int, ceiling: int) -> int:
    tagged = clauses.context.tagged
    end = complement_end(tagged, head, ceiling, OBJECT_PREPOSITIONS, names=True)
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
    return end


def _genitive_object(
    clauses: Clauses, start: int, end: int, word: Word, first: int
) -> list[tuple[ProjectMention, int]]:
    tagged = clauses.context.tagged
    head = next((i for i in range(start, end) if tagged.words[i].is_noun), None)
    if head is None or NOT_OBJECTS.search(tagged.quote(start, head + 1).lower()):
        return []
    if tagged.words[head].lemma in ("программа", "развитие", "сотрудничество", "кооперация"):
        return _cooperation(clauses, word, first)
    text = _lowered(clauses, start, nominative(tagged, start, end, head))
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


def _object(clauses: Clauses, word: Word) -> list[tuple[ProjectMention, int]]:
    """«рассказал о тепличном комплексе «Даурия»», «построит завод клеёных панелей»: an object with a reason to be a project."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[word.sentence]
    first = phrase_start(tagged, word.index, floor)
    end = complement_end(tagged, word.index, ceiling, OBJECT_PREPOSITIONS, names=True)
    has_name = (end - 1) in tagged.closing
    near = tagged.words[max(floor, first - 30) : min(end + 14, ceiling)]
    governed = any(
        w.lemma in PRESENT_VERBS and w.lemma != "провести" and w.is_finite
        for w in tagged.words[max(floor, first - 3) : first]
    )
    is_told_of = (
        governed
        and word.case == "accs"
        or first > floor
        and tagged.words[first - 1].lower in ("о", "об", "про")
    )
    is_presented = any(
        w.lemma in PRESENT_VERBS
        and w.lemma != "провести"
        or w.lemma in ("презентация", "говорить", "упомянуть")
        for w in near
    )
    is_built = any(w.lemma in BUILD_VERBS and (w.pos == "VERB") for w in near)
    if not (
        (has_name or is_told_of)
        and is_presented
        or is_built
        and word.case in ("accs", "nomn", "")
        and not word.is_past
    ):
        return []
    if any(w.lemma in ("генеральный", "коммерческий") for w in tagged.words[first : word.index]):
        return []
    if _is_actor(clauses, first, word):
        return []
    while first < word.index and tagged.words[first].lemma in (
        "этот",
        "новый",
        "собственный",
        "свой",
        "первый",
        "крупный",
    ):
        first += 1
    text = _lowered(clauses, first, nominative(tagged, first, end, word.index))
    span = tagged.span(first, end)
    return [
        (
            ProjectMention(span, word.sentence, Value(text, span, "object_to_build"), rule="object_to_build"),
            end,
        )
    ]


def _is_actor(clauses: Clauses, first: int, word: Word) -> bool:
    """A works that signs or sends people is an organization, not a project; so is one after an office."""
    tagged = clauses.context.tagged
    if word.case == "nomn" and any(
        w.is_finite and w.index > word.index and w.lemma not in BUILD_VERBS
        for w in tagged.words[word.index : word.index + 8]
    ):
        return True
    before = tagged.words[first - 1] if first else None
    if before is not None and before.lemma in (
        "презентация",
        "проект",
        "строительство",
        "концепция",
        "макет",
    ):
        return False
    return before is not None and before.is_noun and word.case == "gent"


def _lowered(clauses: Clauses, first: int, text: str) -> str:
    word = clauses.context.tagged.words[first]
    if (
        word.is_capitalized
        and first == clauses.context.tagged.bounds[word.sentence][0]
        and not word.text.isupper()
    ):
        return text[:1].lower() + text[1:]
    return text


def _set_presenters(clauses: Clauses, mention: ProjectMention, sentence: int) -> None:
    """Who presented it: the person in the nominative with a verb of presenting in the sentence."""
    context = clauses.context
    tagged = context.tagged
    floor, ceiling = tagged.bounds[sentence]
    verbs = [w for w in tagged.words[floor:ceiling] if w.lemma in PRESENT_VERBS and w.pos == "VERB"]
    if not any(w.lemma == "презентация" for w in tagged.words[floor:ceiling]):
        verbs = [w for w in verbs if w.lemma != "провести"]
    names = context.names_in(floor, ceiling)
    if verbs:
        verb = verbs[0]
        nominative_names = [n for n in names if n.case in ("nomn", "")]
        last_named = _the_latter(clauses, sentence, floor)
        if last_named is not None:
            mention.presented_by = [last_named]
            return
        if nominative_names:
            best = min(
                nominative_names,
                key=lambda n: (
                    abs(n.first - verb.index) if n.last <= verb.index else abs(n.first - verb.index) + 1
                ),
            )
            mention.presented_by = [Value(best.name, best.span, "presented")]
            return
        if not nominative_names:
            subject = _pronoun_subject(clauses, sentence, verb)
            if subject is not None:
                mention.presented_by = [subject]
            return
    if sentence + 1 < len(tagged.bounds):
        floor, ceiling = tagged.bounds[sentence + 1]
        if tagged.words[floor].lemma in ("докладчик", "спикер", "представлять"):
            name = next((n for n in context.names_in(floor, ceiling)), None)
            if name is not None:
                mention.presented_by = [Value(name.name, name.span, "reports_on_it")]


def _set_reporter(clauses: Clauses, mention: ProjectMention, end: int, limit: int) -> None:
    """«комплекс «Ангир» (2,2 млрд руб., докладчик X)»."""
    words = clauses.context.tagged.words
    for name in clauses.context.names_in(end, min(end + 25, len(words))):
        if name.span.end <= limit and words[name.first - 1].lemma in (
            "докладчик",
            "докладывать",
            "представлять",
            "спикер",
        ):
            mention.presented_by = [Value(name.name, name.span, "reports_on_it")]
            return


def _the_latter(clauses: Clauses, sentence: int, floor: int) -> Value[str] | None:
    """«Последний показал проект…»: the last person of the sentence before, whatever the case."""
    context = clauses.context
    words = context.tagged.words
    if words[floor].lemma != "последний" or not sentence:
        return None
    before = context.names_in(*context.tagged.bounds[sentence - 1])
    return Value(before[-1].name, before[-1].span, "the_latter") if before else None


def _pronoun_subject(clauses: Clauses, sentence: int, verb: Word) -> Value[str] | None:
    """«Вчера на стенде он представил проект…»: the last person of the sentence before."""
    context = clauses.context
    tagged = context.tagged
    floor, ceiling = tagged.bounds[sentence]
    if not any(
        w.lower in ("он", "она", "последний", "министр", "губернатор", "директор")
        for w in tagged.words[floor:ceiling]
    ):
        return None
    before = [
        n for n in context.names if n.last <= floor and tagged.words[n.first].sentence >= sentence - 2
        and tagged.sentences[tagged.words[n.first].sentence].paragraph == tagged.sentences[sentence].paragraph
    ]  # fmt: skip
    subjects = [n for n in before if n.case in ("nomn", "")] or before
    return Value(subjects[-1].name, subjects[-1].span, "presented_by_pronoun") if subjects else None


def _set_amount(clauses: Clauses, mention: ProjectMention, limit: int, amounts: list[Amount]) -> None:
    """A sum after the object in its sentence, or in the next sentence when that speaks of cost."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[mention.sentence]
    here = [a for a in amounts if mention.name.span.end <= a.span.start < limit]
    before = [a for a in amounts if tagged.words[floor].start <= a.span.start < mention.name.span.start]
    invests = any(
        w.lemma in ("вложить", "инвестировать", "направить", "вкладывать", "потратить")
        for w in tagged.words[floor:ceiling]
    )
    if not here and invests and before:
        mention.amount = Value(before[-1].text, before[-1].span, "sum_invested")
        return
    if here:
        between = tagged.folded[mention.name.span.end : here[0].span.start]
        if len(between) < 160 and not re.search(r"на сумму|контракт", between):
            mention.amount = Value(here[0].text, here[0].span, "cost_in_sentence")
            return
    for following in (mention.sentence + 1, mention.sentence + 2):
        if (
            following >= len(tagged.bounds)
            or tagged.sentences[following].paragraph != tagged.sentences[mention.sentence].paragraph
        ):
            return
        start, stop = tagged.bounds[following]
        span = tagged.span(start, stop)
        text = tagged.folded[span.start : span.end]
        inside = [a for a in amounts if span.covers(a.span)]
        if inside and COST_SENTENCE.match(text) and not SIGNED_SUM.search(text):
            mention.amount = Value(inside[0].text, inside[0].span, "cost_in_next_sentence")
            return


def _set_place(clauses: Clauses, mention: ProjectMention, end: int, limit: int) -> None:
    """«в Лесосибирске», «в порту Оля» right after the object; «в Чите построят…» before it; «место — …» after it."""
    localities = clauses.context.localities
    inside = [p for p in localities if mention.name.span.covers(p.span) and p.kind == "island"]
    if inside:
        mention.place = Value(inside[0].name, inside[0].span, "place_in_name")
        return
    mention.place = (
        _place_after(clauses, mention, end, limit)
        or _place_before(clauses, mention)
        or _place_in_next_sentence(clauses, mention)
    )


def _place_after(clauses: Clauses, mention: ProjectMention, end: int, limit: int) -> Value[str] | None:
    tagged = clauses.context.tagged
    ceiling = tagged.bounds[mention.sentence][1]
    for locality in clauses.context.localities:
        is_near = end <= locality.first < min(end + 14, ceiling) and locality.span.end <= limit
        if not is_near or locality.kind == "country":
            continue
        gap = tagged.words[end : locality.first]
        if any(_ends_part(tagged.words, w) for w in gap):
            return None
        in_parenthesis = any(w.text == "(" for w in gap) and not any(w.text == ")" for w in gap)
        if in_parenthesis:
            return _with_district(clauses, locality, "place_of_project")
        if any(w.is_noun and w.lemma not in PLACE_WORDS for w in gap):
            return None
        is_where = any(w.lower in ("в", "во", "на") for w in gap[-3:])
        if is_where and not any(w.text == "," or w.is_finite for w in gap):
            return _with_district(clauses, locality, "place_of_project")
    return None


def _ends_part(words: list[Word], word: Word) -> bool:
    """A full stop or semicolon that is not that of «г.», «руб.», «млрд.»."""
    return word.text in (".", ";") and words[word.index - 1].lower not in ("г", "руб", "млрд", "млн")


def _place_before(clauses: Clauses, mention: ProjectMention) -> Value[str] | None:
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[mention.sentence]
    if not _is_to_build(tagged.words[floor:ceiling]):
        return None
    for locality in clauses.context.localities:
        is_before = floor < locality.first and locality.span.end <= mention.name.span.start
        is_where = is_before and tagged.words[locality.first - 1].lower in ("в", "во")
        if is_where and locality.kind in ("city", "region", "", "district"):
            return Value(locality.name, locality.span, "place_before_project")
    return None


def _place_in_next_sentence(clauses: Clauses, mention: ProjectMention) -> Value[str] | None:
    tagged = clauses.context.tagged
    if mention.sentence + 1 >= len(tagged.bounds):
        return None
    start, stop = tagged.bounds[mention.sentence + 1]
    for locality in clauses.context.localities:
        if start <= locality.first < stop and locality.first >= 2:
            words = [w.lower for w in tagged.words[locality.first - 2 : locality.first]]
            if words[0] in ("место", "площадка", "локация", "адрес") and words[1] in ("—", "–", ":", "-"):
                return _with_district(clauses, locality, "place_told")
    return None


def _with_district(clauses: Clauses, locality: Locality, rule: str) -> Value[str]:
    """«Благовещенский муниципальный округ»: the gazetteer may know only the town in the adjective."""
    tagged = clauses.context.tagged
    for last in range(locality.last, min(locality.last + 3, len(tagged.words))):
        word = tagged.words[last]
        if word.lemma in ("округ", "район") and tagged.words[locality.first].is_adjective:
            span = tagged.span(locality.first, last + 1)
            return Value(nominative(tagged, locality.first, last + 1, last), span, rule)
        if not word.is_adjective:
            break
    return Value(locality.name, locality.span, rule)


def _is_to_build(words: list[Word]) -> bool:
    return any(w.lemma in BUILD_VERBS and w.pos == "VERB" for w in words)


def _is_told(clauses: Clauses, mention: ProjectMention) -> bool:
    """A project that somebody presented, priced, named or announced; a passing «строительство завода» is none."""
    if mention.rule in (
        "project_of",
        "project_for",
        "project_named",
        "project_of_cooperation",
        "project_of_building",
        "listed_project",
    ):
        return True
    if mention.amount is not None or mention.presented_by:
        return True
    return "«" in mention.name.value and mention.rule == "object_to_build"
