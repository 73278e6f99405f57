"""The forms of a person's name: its case, its gender, the nominative, given name before family name."""

from __future__ import annotations

import re
from typing import Any

from extraction import lexicon, morphology, palladius
from extraction.russian.phrases import recase
from extraction.russian.tagging import PYMORPHY_CASES, TaggedText, Word, possible_cases

PATRONYMIC = re.compile(r"(?:ович|евич|ьич|инич|овна|евна|ична|инична|оглы|кызы)(?:а|у|ем|ом|е|ы|ой|ою)?$")

PARTICLES = frozenset(
    {"да", "де", "фон", "ван", "аль", "эль", "бен", "бин", "ибн", "дер", "ди", "ла", "оглы", "кызы"}
)

# Endings of unknown men's names: oblique → nominative
MASCULINE = {
    "gent": (("ого", "ий"), ("а", ""), ("я", "й"), ("у", "а"), ("ю", "я")),
    "accs": (("ого", "ий"), ("а", ""), ("я", "й"), ("у", "а"), ("ю", "я")),
    "datv": (("ому", "ий"), ("у", ""), ("ю", "й")),
    "ablt": (("ым", ""), ("ом", ""), ("ем", ""), ("им", "ий"), ("ой", "а")),
    "loct": (("е", ""),),
}

FEMININE = {
    "gent": (("ой", "а"), ("ы", "а"), ("и", "а")),
    "accs": (("ую", "ая"), ("у", "а"), ("ю", "я")),
    "datv": (("ой", "а"), ("е", "а")),
    "ablt": (("ой", "а"), ("ей", "я"), ("ою", "а")),
    "loct": (("ой", "а"), ("е", "а")),
}

KOREAN_FAMILIES = frozenset({"ким", "пак", "ли", "чон", "чхве", "чой", "цой", "хон", "чан", "кан", "юн", "лим", "син", "со", "квон", "хван", "ан", "сон",
                             "пэк", "нам", "но", "ю", "ко", "мун", "ян", "пэ", "чо", "хо", "сим", "ха", "мин", "рю", "чу", "хан", "о", "и", "тэн", "шин"})  # fmt: skip
VOWELS = "аеёиоуыэюя"

SURELY_OBLIQUE = re.compile(r"(?:(?:ов|ев|ёв|ин|ын)(?:ым|у)|(?:ск|цк)(?:ого|ому|им))$")
MANS_ABLATIVE = re.compile(r"(?:ым|им|ом|ем)$")
WITHOUT_ENDING = re.compile(r"(?:хуа|гуа|куа|шуа|жуа)$")  # Palladius syllables that look like a genitive
OBLIQUE_ENDING = re.compile(r"(?:[аеёиоуыэюя]|ом|ем|ым|им|ой|ей|ого|ому|ах|ях)$")


def case_of(letters: list[Word], given: Word | None, office: str = "") -> str:
    """The case of the whole name: the office in apposition before it, the given name, the endings, the tagger."""
    if office and _allows(letters, given, office):
        return office
    if is_chinese(letters):
        return _case_of_chinese(letters[1])
    seen = [w.case for w in letters if w.case]
    if given is not None:
        possible = _given_cases(given)
        for case in seen:
            if case in possible:
                return case
        if len(possible) == 1:
            return next(iter(possible))
        if "nomn" in possible:
            return "nomn"
    if given is None and all(cannot_be_oblique(w.lower) for w in letters):
        return "nomn"
    return max(seen, key=lambda case: (seen.count(case), case == "nomn"), default="nomn")


def is_chinese(letters: list[Word]) -> bool:
    return len(letters) == 2 and bool(chinese_family(letters[0].lower, letters[1].lower))


def chinese_family(family: str, given: str) -> str:
    """The family name in the nominative where both words are Chinese: «Ли», «Чжаном» beside «Цзинчуанем»."""
    known = lexicon.words("chinese_surnames_ru")
    if family in known:
        return family
    if palladius.nominative(given, most_syllables=2, is_oblique=True) is None:
        return ""
    declined = (family[: -len(end)] + own for end, own in palladius.ENDINGS if family.endswith(end))
    return next((name for name in declined if name in known), "")


def _is_korean(letters: list[Word]) -> bool:
    """«Пак Чжун Хо»: three short words, the first a family name."""
    return len(letters) == 3 and letters[0].lower in KOREAN_FAMILIES and all(len(w.text) < 6 for w in letters)


def _given_cases(given: Word) -> set[str]:
    return {
        PYMORPHY_CASES[str(p.tag.case)]
        for p in morphology.parses(given.lower)
        if "Name" in p.tag and p.tag.case
    }


def _allows(letters: list[Word], given: Word | None, case: str) -> bool:
    """Whether the name can stand in the case of the office before it."""
    if is_chinese(letters) or _is_korean(letters):
        return True
    if given is not None and not (given_reading(given, "") is not None and case in _given_cases(given)):
        return False
    if case == "nomn":
        return given is not None or not any(SURELY_OBLIQUE.search(w.lower) for w in letters)
    return True


def _case_of_chinese(given: Word) -> str:
    """The ending tells the case of a name in Palladius better than the tagger: «Цзывэем», «Жуйфэна»."""
    lower = given.lower
    if 1 <= palladius.syllable_count(lower) <= 2 and lower[-1] not in "аеуюя":
        return "nomn"
    if lower.endswith(("ом", "ем")):
        return "ablt"
    if lower.endswith(("у", "ю")) and given.case != "nomn":
        return "datv"
    return given.case or "nomn"


def cannot_be_oblique(lower: str) -> bool:
    """A man's name that ends in a consonant is in the nominative, or does not decline at all: «Батчулуун»."""
    return OBLIQUE_ENDING.search(lower) is None


def given_reading(word: Word, case: str) -> Any | None:
    for parse in morphology.parses(word.lower):
        is_name = "Name" in parse.tag and parse.tag.number != "plur" and parse.is_known
        if is_name and (not case or PYMORPHY_CASES.get(str(parse.tag.case)) == case):
            return parse
    return None


def gender_of(letters: list[Word], given: Word | None, case: str) -> str:
    for word in letters:
        if PATRONYMIC.search(word.lower):
            return "femn" if re.search(r"(?:вн|чн)(?:а|ы|е|у|ой|ою)$", word.lower) else "masc"
    if given is not None:
        reading = given_reading(given, case) or given_reading(given, "")
        if reading is not None and reading.tag.gender in ("masc", "femn"):
            return str(reading.tag.gender)
    last = letters[-1]
    if case == "ablt" and MANS_ABLATIVE.search(last.lower):
        return "masc"
    if last.gender in ("masc", "femn"):
        return last.gender
    return "masc"


def chinese_form(tagged: TaggedText, letters: list[Word], case: str, office: str = "") -> list[str] | None:
    """«Чжао Жуйфэна» → Чжао Жуйфэн: a family name of the list and one or two syllables of Palladius."""
    if not is_chinese(letters):
        return None
    is_oblique = case not in ("nomn", "") or letters[1].case not in ("nomn", "") and not office
    lower = letters[1].lower
    form = palladius.nominative(lower, most_syllables=2, is_oblique=is_oblique, case=case if office else "")
    if form is None:
        return None
    if form != lower and 1 <= palladius.syllable_count(lower) <= 2:
        # «Шаохуа» may be a nominative, or a genitive of «Шаоху»: the text or the office before it decides
        is_sure = office == case != "nomn" and not WITHOUT_ENDING.search(lower)
        if not is_sure and not any(w.lower == form for w in tagged.words):
            form = lower
    family = chinese_family(letters[0].lower, lower)
    return [recase(letters[0].text, family), recase(letters[1].text, form)]


def nominative_form(word: Word, case: str, gender: str, *, is_given: bool) -> str:
    if case in ("nomn", "") or word.lower in PARTICLES:
        return word.text
    wanted = (
        ("Name",) if is_given else ("Patr", "Surn") if PATRONYMIC.search(word.lower) else ("Surn", "Name")
    )
    readings = sorted(
        morphology.parses(word.lower), key=lambda p: "Fixd" in p.tag
    )  # «Анне» is Анна before a name that never declines
    for tag in wanted:
        for parse in readings:
            if (
                tag not in parse.tag
                or PYMORPHY_CASES.get(str(parse.tag.case)) != case
                or parse.tag.number == "plur"
            ):
                continue
            if gender and parse.tag.gender not in (gender, None) and "ms-f" not in parse.tag:
                continue
            form = parse.inflect(
                {"nomn", "sing"} | ({gender} if tag == "Surn" and parse.tag.gender == gender else set())
            )
            if form is not None:
                return recase(word.text, str(form.word))
    return _by_ending(word, case, gender)


def _by_ending(word: Word, case: str, gender: str) -> str:
    """Names outside the dictionary. A woman's name that ends in a consonant or in -о, -и does not decline."""
    lower = word.lower
    if palladius.syllable_count(lower) and case in possible_cases(lower):
        return word.text
    table = FEMININE if gender == "femn" else MASCULINE
    if gender == "femn" and lower[-1] not in VOWELS + "й":
        return word.text
    for ending, replacement in table.get(case, ()):
        if lower.endswith(ending) and len(lower) - len(ending) >= 2:
            stem = word.text[: len(word.text) - len(ending)]
            if replacement == "" and (stem[-1:].lower() in VOWELS or not set(stem.lower()) & set(VOWELS)):
                continue
            return stem + replacement
    return word.text


def western_order(letters: list[Word], forms: list[str], given: Word | None) -> list[str]:
    """«Костюченко Галина Фёдоровна» → Галина Фёдоровна Костюченко."""
    if len(forms) == 3 and given_reading(letters[1], "") is not None and PATRONYMIC.search(letters[2].lower):
        return [forms[1], forms[2], forms[0]]
    if len(forms) == 2 and given is letters[1] and given_reading(letters[0], "") is None:
        surname = any("Surn" in p.tag for p in morphology.parses(letters[0].lower))
        if surname:
            return [forms[1], forms[0]]
    return forms
