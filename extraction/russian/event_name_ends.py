"""Where the name of an event ends: its genitives and fields, quotation marks, Latin words, pairs of countries."""

from __future__ import annotations

import re

from extraction import lexicon
from extraction.russian.context import PostContext
from extraction.russian.phrases import complement_end, genitive_group_end, phrase_start
from extraction.russian.tagging import TaggedText

NAME_PREPOSITIONS = frozenset({"по"})


LEGAL_FORMS = frozenset({"ооо", "оао", "ао", "пао", "зао", "фгуп", "гуп", "муп", "ано", "нко", "ип"})


LONGEST_LATIN_NAME = 12  # words


def name_end(context: PostContext, head: int, ceiling: int, kind: str) -> int:
    tagged = context.tagged
    latin = latin_end(tagged, head + 1, ceiling)
    if latin > head + 1:
        return latin
    end = complement_end(tagged, head, ceiling, NAME_PREPOSITIONS, names=False)
    end = _cut(context, head, end, kind)
    if end in tagged.quotations and (end - 1) not in tagged.closing:
        return tagged.quotations[end].last + 1
    if (
        end == head + 1
        and end < ceiling
        and PAIR.fullmatch(tagged.words[end].text)
        and not tagged.words[end].is_adjective
    ):
        return end + 1
    listed = _list_before_quotation(tagged, end, ceiling)
    if listed > end:
        return listed
    joined = _joined_by_dashes(tagged, end, ceiling)
    if joined > end:
        return joined  # «ярмарка Китай — АСЕАН», «форум городов коридора Россия — Монголия — Китай»
    further = _field_end(context, head, end, ceiling, kind)
    if further > end:
        return further
    return latin_end(tagged, end, ceiling)


def _list_before_quotation(tagged: TaggedText, end: int, ceiling: int) -> int:
    """«выставка продуктов, напитков, оборудования стран залива «Галфуд»»: a list that a name in quotation marks closes."""
    index = end
    while index < ceiling and tagged.words[index].text == ",":
        following = genitive_group_end(tagged, index + 1, ceiling)
        if following == index + 1:
            return end
        index = following
        while index < ceiling and genitive_group_end(tagged, index, ceiling) > index:
            index = genitive_group_end(tagged, index, ceiling)
    if index > end and index in tagged.quotations:
        return tagged.quotations[index].last + 1
    return index if index > end and (index - 1) in tagged.closing else end


PAIR = re.compile(r"[А-ЯЁ][а-яё]{2,}-[А-ЯЁ][а-яё]{2,}")  # «саммит Россия-Африка»
OCCASIONS = frozenset(
    {
        "случаю",
        "итогам",
        "приглашению",
        "инициативе",
        "поводу",
        "поручению",
        "видеосвязи",
        "традиции",
        "словам",
        "данным",
    }
)


def _joined_by_dashes(tagged: TaggedText, start: int, ceiling: int) -> int:
    end = start
    while end + 2 < ceiling and tagged.words[end + 1].text in ("—", "–", "-"):
        sides = (tagged.words[end], tagged.words[end + 2])
        if not all(
            w.is_capitalized and w.is_noun and w.case in ("nomn", "accs", "") or w.text.isupper()
            for w in sides
        ):
            break
        end += 2
    return end + 1 if end > start else start


def _cut(context: PostContext, head: int, end: int, kind: str) -> int:
    """Where a name stops short of the whole noun phrase: at quotation marks, a person, another part of a programme."""
    tagged = context.tagged
    sessions = lexicon.mapping("session_heads_ru") if kind != "meeting" else {}
    for index in range(head + 1, end):
        if (index - 1) in tagged.closing:
            return index  # «форума «Два берега» замруководителя…»: nothing of the name follows the mark
        if index in tagged.quotations:
            return tagged.quotations[index].last + 1  # «Степной стол» is a name
        if tagged.words[index].lower == "по" and tagged.words[index + 1].lower in OCCASIONS:
            return index  # «заседание Совета по случаю юбилея»
        if tagged.words[index].lower in LEGAL_FORMS:
            return index  # «На форуме ООО «Семена» подписало…»
        person = context.name_at.get(index)
        if person is not None and index > head + 1 and person.last > person.first + 1:
            return index  # «президент форума БРИКС Пурнима Ананд»
        if tagged.words[index].lemma in sessions and sessions[tagged.words[index].lemma] != "none":
            return phrase_start(tagged, index, head + 1)
    return end


def _field_end(context: PostContext, head: int, end: int, ceiling: int, kind: str) -> int:
    """«форум по сотрудничеству в области выставочного бизнеса», «конференция с международным участием «Арктика»»."""
    tagged = context.tagged
    words = tagged.words
    following = [w.lower for w in words[end : min(end + 3, ceiling)]]
    if following == ["с", "международным", "участием"]:
        end += 3
        if end in tagged.quotations:
            return tagged.quotations[end].last + 1
        if end < ceiling and words[end].lower == "по":
            return max(
                end,
                _cut(
                    context,
                    end - 1,
                    complement_end(tagged, end - 1, ceiling, NAME_PREPOSITIONS, names=False),
                    kind,
                ),
            )
        return end
    if (
        len(following) > 2
        and following[0] == "в"
        and words[end + 1].lemma in ("область", "сфера")
        and words[end + 1].number == "sing"
    ):
        last = _cut(context, end + 1, complement_end(tagged, end + 1, ceiling, names=False), kind)
        is_area = context.locality_at.get(end + 1) is None and words[end].case != "nomn"
        if last > end + 2 and is_area:
            return last
    return end


def latin_end(tagged: TaggedText, index: int, ceiling: int) -> int:
    """«ITMA ASIA + CITME 2016», «Expo Real»: capitalized Latin words after the head."""
    start = index
    ceiling = min(ceiling, index + LONGEST_LATIN_NAME)
    while index < ceiling:
        word = tagged.words[index]
        is_latin = (
            word.text[0].isascii() and word.text[0].isalpha() and (word.is_capitalized or index > start)
        )
        is_glued = word.text.isdigit() and index > start and tagged.words[index - 1].end == word.start
        is_latin = is_latin or is_glued or _opens_with_figure(tagged, index, start, ceiling)
        is_joined = word.text in ("+", "&") and index > start
        is_year = re.fullmatch(r"(?:19|20)\d\d", word.text) is not None and index > start
        if not (is_latin or is_joined or is_year):
            break
        index += 1
    return index


def _opens_with_figure(tagged: TaggedText, index: int, start: int, ceiling: int) -> bool:
    """«форум 100+ TechnoBuild»: the figure and its plus."""
    word = tagged.words[index]
    if index == start and word.text.isdigit() and index + 1 < ceiling:
        return tagged.words[index + 1].text == "+" and tagged.words[index + 1].start == word.end
    return False
