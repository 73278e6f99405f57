"""Which nouns can be built, how far their name goes, and which words say nothing of what is built."""

from __future__ import annotations

import re

from extraction import lexicon
from extraction.russian.clauses import Clauses
from extraction.russian.phrases import (
    complement_end,
)
from extraction.russian.tagging import TaggedText, Word

VAGUE = frozenset({"предприятие", "выпуск", "добыча", "розлив", "выращивание", "разведение", "площадка", "объект", "очередь", "оэз", "тор", "тосэр", "мощность"})  # fmt: skip


OBJECT_PREPOSITIONS = frozenset({"по", "для", "через"})


OBJECT_ENDING = re.compile(
    r"(?:завод|комбинат|порт|парк|терминал|кластер|комплекс|центр|хранилище|фабрика|ферма|станция|провод|дорога|переработка|полис|вокзал|цех|склад|хаб|городок|терминал|комбинат|отель)$"
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


PASSING = frozenset({"этот", "новый", "собственный", "свой", "первый", "крупный", "крупнейший", "современный", "будущий", "очередной", "уникальный",
                     "такой", "подобный", "аналогичный", "данный", "указанный", "целый", "масштабный", "большой", "ещё", "еще", "один", "второй", "его", "ее", "её", "их"})  # fmt: skip


def is_passing(tagged: TaggedText, word: Word) -> bool:
    """An adjective that says nothing of what is built."""
    is_name = word.is_capitalized and not _opens_sentence(tagged, word)
    return word.lemma in PASSING and not is_name or word.is_participle


def _opens_sentence(tagged: TaggedText, word: Word) -> bool:
    """The first word of a sentence, whatever marks stand before it."""
    floor = tagged.bounds[word.sentence][0]
    return not any(w.is_word for w in tagged.words[floor : word.index])


def has_own_modifier(tagged: TaggedText, first: int, word: Word) -> bool:
    """«деревообрабатывающее предприятие»: an adjective that says what it does."""
    return any(not is_passing(tagged, w) and w.is_adjective for w in tagged.words[first : word.index])


def _route_end(words: list[Word], end: int, ceiling: int) -> int:
    """«канатная дорога Благовещенск — Хэйхэ», «автодорога Владивосток - Находка - порт Восточный»."""
    while end + 1 < ceiling and words[end].text in ("—", "–", "-") and words[end - 1].is_capitalized:
        following = words[end + 1]
        if following.is_capitalized:
            end += 2
        elif following.lemma in ("порт", "станция") and end + 2 < ceiling and words[end + 2].is_capitalized:
            end += 3
        else:
            break
    return end


def object_end(tagged: TaggedText, head: int, ceiling: int) -> int:
    """The end of what is built: its complements, and a name after «с ЧПУ» or «на 1200 коров»."""
    end = complement_end(tagged, head, ceiling, OBJECT_PREPOSITIONS, names=True)
    for index in range(head + 1, end - 1):
        if index in tagged.closing:
            return index + 1  # «зона «Орёл» и комплекс «Мценский»»: two objects
    if (end - 1) in tagged.closing:
        return end
    if end < ceiling and tagged.words[end].lower in ("с", "из", "на", "для", "по"):
        for index in range(end + 1, min(end + 5, ceiling)):
            if index in tagged.quotations:
                return tagged.quotations[index].last + 1
            if tagged.words[index].pos == "PUNCT" or tagged.words[index].is_finite:
                break
    return _route_end(tagged.words, end, ceiling)


def lowered(clauses: Clauses, first: int, text: str) -> str:
    word = clauses.context.tagged.words[first]
    if word.is_capitalized and _opens_sentence(clauses.context.tagged, word) and not word.text.isupper():
        return text[:1].lower() + text[1:]
    return text
