"""Words for offices and for the bodies in which they are held."""

from __future__ import annotations

import re
from functools import lru_cache

from extraction import lexicon, morphology
from extraction.russian.tagging import TaggedText, Word, possible_cases

FORMER = frozenset({"бывший", "экс", "прежний", "тогдашний", "предыдущий"})
ORGANIZATION_ENDING = re.compile(
    r"(?:компания|холдинг|корпорация|банк|завод|комбинат|институт|университет|фонд|центр|агентство|объединение|консерватория|министерство|фабрика|союз|служба|надзор|обнадзор|комитет|совет)$"
)
PREFIXES = frozenset({"экс", "вице", "зам", "бизнес", "ген", "со", "обер", "штаб"})
NO_FIRST_PART = frozenset({"лидер", "партнер", "партнёр", "эксперт", "специалист", "капитан", "член"})
GOVERNING = frozenset({"управляющий", "заведующий", "командующий", "руководящий"})  # «управляющий отелем»
ACTING = (("и", ".", "о", "."), ("и", ".", "о"), ("и.о", "."), ("и.о.",), ("врио",), ("врип",), ("исполняющий", "обязанности"),
          ("временно", "исполняющий", "обязанности"))  # fmt: skip
PREPOSITIONS = {"с": "ablt", "со": "ablt", "к": "datv", "ко": "datv", "от": "gent", "из": "gent", "у": "gent", "для": "gent", "до": "gent",
                "перед": "ablt", "между": "ablt", "против": "gent", "без": "gent", "кроме": "gent", "о": "loct", "об": "loct", "при": "loct"}  # fmt: skip
LONGEST_REACH = 24  # words between an office and the name in apposition


def is_organization(word: Word) -> bool:
    """A noun that heads the name of an organization: «авиакомпания», «правительство»."""
    return (
        word.lemma in lexicon.words("organizations_ru") or ORGANIZATION_ENDING.search(word.lemma) is not None
    )


def office_class(word: Word) -> str:
    """How the office word behaves in a title, "" when it is none."""
    return "" if word.entity[2:] == "PER" else office_word_class(word)


def office_word_class(word: Word) -> str:
    """The class of the word in the lexicon of offices, whatever the tagger takes it for."""
    return (
        _class(word.lemma)
        or _class(word.lower)
        or (_class(_noun_lemma(word.lower)) if word.is_participle else "")
    )


def _class(lemma: str) -> str:
    offices = lexicon.mapping("offices_ru")
    if lemma in offices or "-" not in lemma:
        return offices.get(lemma, "")
    first, _, last = lemma.partition("-")
    if first in PREFIXES:
        return offices.get(last, "")
    return "" if first in NO_FIRST_PART else offices.get(first, "")  # «директор-распорядитель»


@lru_cache(maxsize=10_000)
def _noun_lemma(lower: str) -> str:
    """«управляющая» as a noun, where the tagger sees a participle."""
    readings = (p for p in morphology.parses(lower) if str(p.tag.POS) in ("NOUN", "ADJF"))
    return next((str(p.normal_form).replace("ё", "е") for p in readings), "")


def acting_start(tagged: TaggedText, head: int, floor: int) -> int:
    """Where «и. о.», «врио», «исполняющий обязанности» before the office begins; `head` when there is none."""
    for phrase in sorted(ACTING, key=len, reverse=True):
        start = head - len(phrase)
        if start >= floor and all(
            w.lower == part
            or w.lemma == part
            or part == "обязанности"
            and w.lemma == "обязанность"
            or part == "исполняющий"
            and w.lower.startswith("исполняющ")
            for w, part in zip(tagged.words[start:head], phrase, strict=True)
        ):
            return start
    return head


def office_case(tagged: TaggedText, first: int) -> str:
    """The case of the office in apposition before a name that begins at `first`, "" when there is none.

    Of a chain («секретарю парткома провинции», «заместителя министра экономики») the outermost office counts.
    """
    words = tagged.words
    floor = max(tagged.bounds[words[first].sentence][0], first - LONGEST_REACH)
    case = ""
    index = first - 1
    if index >= floor and words[index].pos == "ADP":
        return PREPOSITIONS.get(words[index].lower, "")
    if (
        index >= floor
        and words[index].text in (",", ";", ":", "(", "—", "–")
        or index >= floor
        and words[index].lower == "и"
    ):
        return ""
    while index >= floor:
        word = words[index]
        if index in tagged.closing and tagged.closing[index] >= floor:
            index = tagged.closing[index] - 1
            continue
        if _ends_apposition(word) or case and (word.pos == "ADP" or word.text == "," or word.lower == "и"):
            break
        if word.lower == "главе" and words[index - 1].lower == "во":
            break
        if office_class(word) and word.number != "plur":
            case = _sure_case(word)
            if acting_start(tagged, index, floor) < index:
                return ""
            if case != "gent":
                break
        elif case and not (word.is_adjective or word.is_noun and word.case in ("gent", "")):
            break
        index -= 1
    return case


def _ends_apposition(word: Word) -> bool:
    if (
        word.pos in ("VERB", "AUX")
        and not word.is_participle
        or word.pos == "SCONJ"
        or word.entity[2:] == "PER"
    ):
        return True
    return word.text in (".", ";", ":", "(", ")", "—", "–", "!", "?", "•", "…")


def _sure_case(word: Word) -> str:
    """The tagger's case where the form allows it, the only case of the form otherwise."""
    possible = possible_cases(word.lower)
    if word.case in possible or not possible:
        return word.case
    return next(iter(possible)) if len(possible) == 1 else ""
