"""People named in a Russian text, in the nominative, whatever case they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from extraction import lexicon, morphology, palladius
from extraction.findings import Span
from extraction.keys import person_key
from extraction.places import find_place
from extraction.russian.phrases import recase
from extraction.russian.tagging import PYMORPHY_CASES, TaggedText, Word, possible_cases

PATRONYMIC = re.compile(r"(?:ович|евич|ьич|инич|овна|евна|ична|инична|оглы|кызы)(?:а|у|ем|ом|е|ы|ой|ою)?$")
PARTICLES = frozenset(
    {"да", "де", "фон", "ван", "аль", "эль", "бен", "бин", "ибн", "дер", "ди", "ла", "оглы", "кызы"}
)
NOT_NAMES = frozenset({"россия", "кремль", "форум", "коронавирус", "ковид"})
# Endings of unknown men's names: oblique → nominative
MASCULINE = {
    "gent": (("ого", "ий"), ("а", ""), ("я", "й"), ("у", "а"), ("ю", "я")),
    "accs": (("ого", "ий"), ("а", ""), ("я", "й"), ("у", "а"), ("ю", "я")),
    "datv": (("ому", "ий"), ("у", ""), ("ю", "й")),
    "ablt": (("ым", ""), ("ом", ""), ("ем", ""), ("им", "ий")),
    "loct": (("е", ""),),
}
FEMININE = {
    "gent": (("ой", "а"), ("ы", "а"), ("и", "а")),
    "accs": (("ую", "ая"), ("у", "а"), ("ю", "я")),
    "datv": (("ой", "а"), ("е", "а")),
    "ablt": (("ой", "а"), ("ей", "я"), ("ою", "а")),
    "loct": (("ой", "а"), ("е", "а")),
}
WOMANS_FAMILY = re.compile(r"(?:ова|ева|ёва|ина|ына|ская|цкая)$")
VOWELS = "аеёиоуыэюя"


@dataclass(slots=True)
class NameSpan:
    """A person's name as it stands: words [first, last)."""

    first: int
    last: int
    name: str
    case: str
    gender: str
    key: str
    is_family_only: bool
    span: Span


def find_names(tagged: TaggedText) -> list[NameSpan]:
    """Every person's name, in order. Names from the tagger, and names with initials by their form."""
    taken: dict[int, int] = {}
    for first, last in _initials(tagged):
        taken.update(dict.fromkeys(range(first, last), first))
    spans = sorted(
        {(first, max(i for i, f in taken.items() if f == first) + 1) for first in set(taken.values())}
    )
    for first, last in _entities(tagged):
        if not any(index in taken for index in range(first, last)):
            spans.append((first, last))
    named = {
        w.lower[:4]
        for first, last in spans
        if last - first > 1
        for w in tagged.words[first:last]
        if w.is_word
    }
    names = [
        _name(tagged, first, last)
        for first, last in sorted(spans)
        if last - first > 1
        or tagged.words[first].lower[:4] in named
        or not _is_common_word(tagged.words[first])
    ]
    return [name for name in names if name is not None]


def _initials(tagged: TaggedText) -> list[tuple[int, int]]:
    """«П. А. Журавлёв», «Шпарло Д.А.»: the family name beside one or two initials."""
    words = tagged.words
    found = []
    index = 0
    while index < len(words):
        end = _initials_end(words, index)
        if end > index:
            after = words[end] if end < len(words) else None
            before = words[index - 1] if index else None
            is_after = after is not None and _is_family(after) and after.start - words[end - 1].end <= 1
            is_before = before is not None and _is_family(before) and words[index].start - before.end <= 1
            if (
                is_before
                and is_after
                and after is not None
                and (
                    after.pos in ("VERB", "ADV", "ADP")
                    or "\n" in tagged.folded[words[end - 1].end : after.start]
                )
            ):
                is_after = False
            if is_after and "\n" in tagged.folded[words[end - 1].end : words[end].start]:
                is_after = False
            if (
                is_after
                and is_before
                and before is not None
                and before.entity[2:] == "PER"
                and after is not None
                and after.entity[2:] != "PER"
            ):
                is_after = False
            if is_after:
                found.append((index, end + 1))
                index = end + 1
                continue
            if is_before:
                found.append((index - 1, end))
        index = max(end, index + 1)
    return found


def _initials_end(words: list[Word], index: int) -> int:
    count = 0
    while (
        count < 2
        and index + 1 < len(words)
        and len(words[index].text) <= 2
        and words[index].text.isupper()
        and words[index].text.isalpha()
        and words[index + 1].text == "."
        and words[index].end == words[index + 1].start
    ):
        index += 2
        count += 1
    return index


def _is_family(word: Word) -> bool:
    return word.is_word and word.is_capitalized and len(word.text) > 2 and not word.text.isupper()


def _entities(tagged: TaggedText) -> list[tuple[int, int]]:
    words = tagged.words
    spans = []
    index = 0
    while index < len(words):
        if words[index].entity[2:] != "PER":
            index += 1
            continue
        first = index
        index += 1
        if words[first].is_capitalized and _is_place_before_name(words, first):
            first = index
        while index < len(words) and _continues(words, first, index):
            index += 1
        first, index = _trim(words, first, index)
        spans.append((_with_family(words, first, index), index))
    return [(first, last) for first, last in spans if first < last]


def _is_place_before_name(words: list[Word], first: int) -> bool:
    """«мэр Муданьцзяна Пань Лифэнь»: the tagger took the town into the name."""
    if first + 2 >= len(words) or words[first + 1].entity != "I-PER" or words[first + 2].entity != "I-PER":
        return False
    place = find_place(words[first].text)
    return place is not None and place.kind in ("city", "region") and first > 0 and words[first - 1].is_noun


def _continues(words: list[Word], first: int, index: int) -> bool:
    word = words[index]
    if word.sentence != words[first].sentence:
        return False
    if word.entity == "I-PER":
        return True
    if word.entity == "B-PER" and word.is_capitalized:
        # The tagger cuts long foreign names; two full names in a row are never printed without a comma.
        return index - first < 3 and words[index - 1].is_word
    if word.lower in PARTICLES and index + 1 < len(words):
        return words[index + 1].entity[2:] == "PER"
    return PATRONYMIC.search(word.lower) is not None and word.is_capitalized and word.entity == "O"


def _with_family(words: list[Word], first: int, last: int) -> int:
    """«7. Жарикова Наталья Петровна»: the family name that the tagger left out."""
    if last - first != 2 or not first or not PATRONYMIC.search(words[last - 1].lower):
        return first
    before = words[first - 1]
    is_family = before.is_capitalized and before.is_word and before.sentence == words[first].sentence
    if is_family and any("Surn" in p.tag for p in morphology.parses(before.lower)) and len(before.text) > 2:
        return first - 1
    return first


def _trim(words: list[Word], first: int, last: int) -> tuple[int, int]:
    while first < last and not (words[first].is_word and words[first].is_capitalized):
        first += 1
    while last > first and not words[last - 1].is_word:
        last -= 1
    return first, last


def _name(tagged: TaggedText, first: int, last: int) -> NameSpan | None:
    words = tagged.words[first:last]
    if last - first > 7 or words[0].lemma in NOT_NAMES or _is_town(tagged, first, last):
        return None
    span = tagged.span(first, last)
    letters = [w for w in words if w.is_word]
    if any(len(w.text) == 1 for w in letters):
        return _name_with_initials(tagged, first, last, letters, span)
    given = next(
        (w for w in letters if _given_reading(w, "") is not None and PATRONYMIC.search(w.lower) is None), None
    )
    case = _case(letters, given)
    if (
        case != "nomn"
        and _opens_item(tagged, first, last)
        and (given is None or _given_reading(given, "nomn") is not None)
    ):
        case = "nomn"
    gender = _gender(letters, given, case)
    chinese = _chinese(tagged, letters, case)
    if chinese is not None:
        forms = chinese
    else:
        forms = [_nominative(w, case, gender, is_given=w is given) for w in letters]
        forms = _western_order(letters, forms, given)
    name = " ".join(forms)
    is_partial = (
        len(letters) == 1
        or len(letters) == 2
        and given is letters[0]
        and PATRONYMIC.search(letters[1].lower) is not None
    )
    key = person_key(forms[0]) if is_partial else person_key(name)
    return NameSpan(first, last, name, case, gender, key, is_partial, span)


def _opens_item(tagged: TaggedText, first: int, last: int) -> bool:
    """«Шахин Мустафаев, заместитель…» as a line of a list: a name in the nominative."""
    after = tagged.words[last].text if last < len(tagged.words) else ""
    return first == tagged.bounds[tagged.words[first].sentence][0] and after in (",", "—", "–", "-", "(")


def _is_common_word(word: Word) -> bool:
    """«Модератор: …»: a word of the dictionary that is nobody's name."""
    readings = morphology.parses(word.lower)
    return morphology.is_known(word.lower) and not any(
        "Name" in p.tag or "Surn" in p.tag or "Patr" in p.tag for p in readings
    )


def _is_town(tagged: TaggedText, first: int, last: int) -> bool:
    """«(г. Могилёв, …)»: one word of the gazetteer after "г."."""
    before = [w.lower for w in tagged.words[max(0, first - 2) : first]]
    return last - first == 1 and before == ["г", "."]


def _name_with_initials(
    tagged: TaggedText, first: int, last: int, letters: list[Word], span: Span
) -> NameSpan | None:
    family = next((w for w in letters if len(w.text) > 2), None)
    if family is None:
        return None
    case = family.case or "nomn"
    after = tagged.words[last].text if last < len(tagged.words) else ""
    if (
        first == tagged.bounds[tagged.words[first].sentence][0]
        or after in ("—", "–", "-")
        or tagged.words[first - 1].text in (";", ":")
    ):
        case = "nomn"  # an item of a list
    gender = family.gender
    if _cannot_be_oblique(family.lower):
        case = "nomn"
    if WOMANS_FAMILY.search(family.lower):
        floor, ceiling = tagged.bounds[family.sentence]
        if any(w.is_finite and w.gender == "femn" for w in tagged.words[floor:ceiling]):
            case, gender = "nomn", "femn"  # «представила министр Зотова Н. А.»
    form = _nominative(family, case, gender, is_given=False)
    start, end = family.start - span.start, family.end - span.start
    printed = tagged.folded[span.start : span.end]
    if printed.endswith(family.text) is False and not printed.endswith("."):
        end_of_name = tagged.words[last - 1].end - span.start
        printed = printed[:end_of_name]
    name = printed[:start] + form + printed[end:]
    if name[-1].isalpha() and start == 0:
        name += "."
    return NameSpan(first, last, name, case, gender, person_key(name), False, span)


def _case(letters: list[Word], given: Word | None) -> str:
    """The case of the whole name: the given name decides, the tagger chooses among its forms."""
    if len(letters) == 2 and letters[0].lower in lexicon.words("chinese_surnames_ru"):
        return _case_of_chinese(letters[1])
    seen = [w.case for w in letters if w.case]
    if given is not None:
        possible = {
            PYMORPHY_CASES[str(p.tag.case)]
            for p in morphology.parses(given.lower)
            if "Name" in p.tag and p.tag.case
        }
        for case in seen:
            if case in possible:
                return case
        if len(possible) == 1:
            return next(iter(possible))
        if "nomn" in possible:
            return "nomn"
    if given is None and all(_cannot_be_oblique(w.lower) for w in letters):
        return "nomn"
    return max(seen, key=lambda case: (seen.count(case), case == "nomn"), default="nomn")


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


OBLIQUE_ENDING = re.compile(r"(?:[аеёиоуыэюя]|ом|ем|ым|им|ой|ей|ого|ому|ах|ях)$")


def _cannot_be_oblique(lower: str) -> bool:
    """A man's name that ends in a consonant is in the nominative, or does not decline at all: «Батчулуун»."""
    return OBLIQUE_ENDING.search(lower) is None


def _given_reading(word: Word, case: str) -> Any | None:
    for parse in morphology.parses(word.lower):
        is_name = "Name" in parse.tag and parse.tag.number != "plur" and parse.is_known
        if is_name and (not case or PYMORPHY_CASES.get(str(parse.tag.case)) == case):
            return parse
    return None


def _gender(letters: list[Word], given: Word | None, case: str) -> str:
    for word in letters:
        if PATRONYMIC.search(word.lower):
            return "femn" if re.search(r"(?:вн|чн)(?:а|ы|е|у|ой|ою)$", word.lower) else "masc"
    if given is not None:
        reading = _given_reading(given, case) or _given_reading(given, "")
        if reading is not None and reading.tag.gender in ("masc", "femn"):
            return str(reading.tag.gender)
    last = letters[-1]
    if last.gender in ("masc", "femn"):
        return last.gender
    return "masc"


def _chinese(tagged: TaggedText, letters: list[Word], case: str) -> list[str] | None:
    """«Чжао Жуйфэна» → Чжао Жуйфэн: a family name of the list and one or two syllables of Palladius."""
    if len(letters) != 2 or letters[0].lower not in lexicon.words("chinese_surnames_ru"):
        return None
    is_oblique = case not in ("nomn", "") or letters[1].case not in ("nomn", "")
    lower = letters[1].lower
    form = palladius.nominative(lower, most_syllables=2, is_oblique=is_oblique)
    if form is None:
        return None
    if form != lower and 1 <= palladius.syllable_count(lower) <= 2:
        # «Шаохуа» may be a nominative, or a genitive of «Шаоху»: the text or the office before it decides
        before = tagged.words[letters[0].index - 1] if letters[0].index else None
        agrees = before is not None and before.is_noun and before.case == case and case != "nomn"
        if not agrees and not any(w.lower == form for w in tagged.words):
            form = lower
    return [letters[0].text, recase(letters[1].text, form)]


def _nominative(word: Word, case: str, gender: str, *, is_given: bool) -> str:
    if case in ("nomn", "") or word.lower in PARTICLES:
        return word.text
    wanted = (
        ("Name",) if is_given else ("Patr", "Surn") if PATRONYMIC.search(word.lower) else ("Surn", "Name")
    )
    for tag in wanted:
        for parse in morphology.parses(word.lower):
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
            if replacement == "" and stem[-1:].lower() in VOWELS:
                continue
            return stem + replacement
    return word.text


def _western_order(letters: list[Word], forms: list[str], given: Word | None) -> list[str]:
    """«Костюченко Галина Фёдоровна» → Галина Фёдоровна Костюченко."""
    if len(forms) == 3 and _given_reading(letters[1], "") is not None and PATRONYMIC.search(letters[2].lower):
        return [forms[1], forms[2], forms[0]]
    if len(forms) == 2 and given is letters[1] and _given_reading(letters[0], "") is None:
        surname = any("Surn" in p.tag for p in morphology.parses(letters[0].lower))
        if surname:
            return [forms[1], forms[0]]
    return forms
