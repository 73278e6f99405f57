"""How many people or companies: «более 40 человек», «двадцать семь бийчан», «около сорока участников»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extraction import morphology, ordinals
from extraction.russian.tagging import TaggedText, Word

COUNTED = frozenset({"человек", "участник", "представитель", "делегат", "компания", "предприниматель", "бизнесмен", "предприятие",
                     "организация", "экспортёр", "экспортер", "производитель", "руководитель", "специалист", "фирма", "чиновник",
                     "чел", "душа", "лицо", "студент", "учёный", "ученый", "гость", "член", "персона", "сотрудник", "резидент", "депутат", "фермер", "инвестор", "преподаватель", "журналист",
                     "врач", "промышленник", "аграрий", "эксперт", "хозяйство", "завод"})  # fmt: skip
DEMONYM = re.compile(r"(?:[^\W\d_]{2,}(?:чан|жан|вцев|нцев|ян|тян|чей|чи))$")
ROUGHLY = (("не", "более"), ("не", "менее"), ("более",), ("свыше",), ("около",), ("порядка",), ("почти",), ("до",), ("примерно",))  # fmt: skip
OBLIQUE = {
    "сорока": 40,
    "ста": 100,
    "полусотни": 50,
    "полсотни": 50,
    "сотни": 100,
    "девяноста": 90,
    "девяносто": 90,
}
MOST_ADJECTIVES = 3


@dataclass(slots=True)
class Count:
    """A number of people or companies: words [first, last), what it says."""

    first: int
    last: int
    value: int | str  # a text when the number is rough: «более 40 человек»


def counts(tagged: TaggedText, floor: int, ceiling: int) -> Iterator[Count]:
    """The counts in words [floor, ceiling), in the order of the text."""
    index = floor
    while index < ceiling:
        count = _count_at(tagged, index, floor, ceiling)
        if count is None:
            index += 1
        else:
            yield count
            index = count.last


def _count_at(tagged: TaggedText, index: int, floor: int, ceiling: int) -> Count | None:
    words = tagged.words
    number, last = _number(words, index, ceiling)
    if number is None:
        return None
    if last < ceiling and words[last].lemma in TENS:
        return _dozens(tagged, index, last + 1, ceiling)
    noun = next(
        (i for i in range(last, min(last + MOST_ADJECTIVES + 1, ceiling)) if not words[i].is_adjective), None
    )
    if noun is None or not _is_counted(words[noun]):
        return None
    first = _rough_start(words, index, floor)
    if first < index:
        return Count(first, noun + 1, tagged.quote(first, noun + 1))
    return Count(first, noun + 1, number)


TENS = frozenset({"десяток", "дюжина", "сотня", "десятка"})


def _dozens(tagged: TaggedText, first: int, last: int, ceiling: int) -> Count | None:
    """«три десятка предпринимателей», «две дюжины компаний»: kept as they are printed."""
    if last < ceiling and _is_counted(tagged.words[last]):
        return Count(first, last + 1, tagged.quote(first, last + 1))
    return None


def _is_counted(word: Word) -> bool:
    return (
        word.lemma in COUNTED
        or word.is_noun
        and DEMONYM.search(word.lower) is not None
        and word.number != "sing"
    )


def _rough_start(words: list[Word], index: int, floor: int) -> int:
    for phrase in ROUGHLY:
        start = index - len(phrase)
        if start >= floor and tuple(w.lower for w in words[start:index]) == phrase:
            return start
    return index


def _number(words: list[Word], index: int, ceiling: int) -> tuple[int | None, int]:
    """The number that begins at `index` and where it ends; numbers in words may be of two."""
    word = words[index]
    if word.text.isdigit() and len(word.text) < 5:
        return int(word.text), index + 1
    value = _spelled(word)
    if value is None:
        return None, index
    following = _spelled(words[index + 1]) if index + 1 < ceiling else None
    if following is not None and value % 10 == 0 and following < 10:
        return value + following, index + 2
    return value, index + 1


def _spelled(word: Word) -> int | None:
    if not word.is_word:
        return None
    known = OBLIQUE.get(word.lower) or ordinals.COUNTS_RU.get(word.lower)
    if known is not None:
        return known
    readings = (p for p in morphology.parses(word.lower) if str(p.tag.POS) == "NUMR")
    return next((v for p in readings if (v := ordinals.COUNTS_RU.get(str(p.normal_form)))), None)
