"""People named in a Russian text, in the nominative, whatever case they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction import morphology
from extraction.findings import Span
from extraction.keys import person_key
from extraction.places import find_place
from extraction.russian.name_forms import (
    PARTICLES,
    PATRONYMIC,
    cannot_be_oblique,
    case_of,
    chinese_form,
    gender_of,
    given_reading,
    nominative_form,
    western_order,
)
from extraction.russian.offices import office_case, office_class, office_word_class
from extraction.russian.tagging import ROMAN, TaggedText, Word

HONORIFICS = frozenset({"уважаемый", "глубокоуважаемый", "многоуважаемый", "дорогой", "господин", "госпожа", "товарищ", "сэр", "мистер"})  # fmt: skip
SHORT_HONORIFIC = re.compile(r"г-(?:н|на|ну|ном|не|жа|жи|же|жу|жой)$")
MANS_OBLIQUE = re.compile(r"(?:[бвгджзйклмнпрстфхцчшщ](?:у|ом|ем|а)|ым)$")
NOT_NAMES = frozenset({"россия", "кремль", "форум", "коронавирус", "ковид"})

WOMANS_FAMILY = re.compile(r"(?:ова|ева|ёва|ина|ына|ская|цкая)$")


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
        while index < len(words) and _continues(words, first, index):
            index += 1
        first, index = _trim(words, first, index)
        first = _past_place(tagged, first, index)
        first = _past_other(words, first, index)
        spans.append((_with_family(words, first, index), index))
    return [(first, last) for first, last in spans if first < last]


def _past_place(tagged: TaggedText, first: int, last: int) -> int:
    """«Палаты судоходства Махараштры Раджеш Кулкарни»: a genitive of the organization taken into a nominative name."""
    words = tagged.words
    if last - first < 2 or not first:
        return first
    word, before = words[first], words[first - 1]
    if last - first < 2 or not before.is_noun or before.is_capitalized or before.sentence != word.sentence:
        return first
    is_place = word.case == "gent" and last - first > 2 and words[last - 1].case != "gent" or "-" in word.text
    if not is_place or given_reading(word, "") is not None or PATRONYMIC.search(words[last - 1].lower):
        return first
    return first + 1 if office_case(tagged, first) == "nomn" and office_class(before) == "" else first


def _past_other(words: list[Word], first: int, last: int) -> int:
    """«Предшественник Ведерниковой Сергей Ладыженко»: the family name of another person before a full name."""
    if (
        last - first != 3
        or given_reading(words[first + 1], "nomn") is None
        or PATRONYMIC.search(words[last - 1].lower)
    ):
        return first
    is_other = (
        words[first].case == "gent"
        and words[last - 1].case == "nomn"
        and given_reading(words[first], "") is None
    )
    return first + 1 if is_other else first


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
    while first < last and (
        not (words[first].is_word and words[first].is_capitalized)
        or last - first > 1
        and ROMAN.match(words[first].text)
    ):
        first += 1
    if last - first > 1 and (words[first].lemma in HONORIFICS or SHORT_HONORIFIC.match(words[first].lower)):
        first += 1
    before = [w.lower for w in words[max(0, first - 2) : first]]
    if last - first > 2 and (before == ["г", "."] or before[-1:] == ["г"]) and find_place(words[first].text):
        first += 1  # «мэр г. Хэйхэ Ван Ли» with the town as one name
    if last - first > 2 and office_word_class(words[first]):
        first += 1  # «Вице-мэру Яньцзи Пак Хак Су» as one name
        place = find_place(words[first].text)
        if last - first > 2 and place is not None and place.kind in ("city", "region", "country"):
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
    if any(len(w.text) == 1 and _is_initial(tagged, w) for w in letters):
        return _name_with_initials(tagged, first, last, letters, span)
    given = next(
        (w for w in letters if given_reading(w, "") is not None and PATRONYMIC.search(w.lower) is None), None
    )
    office = office_case(tagged, first)
    case = case_of(letters, given, office)
    if (
        case != "nomn"
        and _opens_item(tagged, first, last)
        and (given is None or given_reading(given, "nomn") is not None)
    ):
        case = "nomn"
    gender = gender_of(letters, given, case)
    chinese = chinese_form(tagged, letters, case, office)
    if chinese is not None:
        forms = chinese
    else:
        forms = [nominative_form(w, case, gender, is_given=w is given) for w in letters]
        forms = western_order(letters, forms, given)
    name = " ".join(forms)
    is_partial = (
        len(letters) == 1
        or len(letters) == 2
        and given is letters[0]
        and PATRONYMIC.search(letters[1].lower) is not None
    )
    key = person_key(forms[0]) if is_partial else person_key(name)
    return NameSpan(first, last, name, case, gender, key, is_partial, span)


def _is_initial(tagged: TaggedText, word: Word) -> bool:
    """A letter with a full stop; the family name of «Никита Ю», «Екатерина О» has none."""
    after = tagged.words[word.index + 1] if word.index + 1 < len(tagged.words) else None
    return (
        after is not None
        and after.text == "."
        and after.start == word.end
        and word.text not in ("Ю", "О")
        or (
            after is not None
            and after.text == "."
            and after.index < len(tagged.words) - 1
            and word.index != tagged.bounds[word.sentence][1] - 2
        )
    )


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
    office = office_case(tagged, first)
    case = office or family.case or "nomn"
    after = tagged.words[last].text if last < len(tagged.words) else ""
    if (
        first == tagged.bounds[tagged.words[first].sentence][0]
        or after in ("—", "–", "-")
        or tagged.words[first - 1].text in (";", ":")
    ):
        case = "nomn"  # an item of a list
    gender = family.gender
    if office and office != "nomn" and MANS_OBLIQUE.search(family.lower):
        gender = "masc"
    if cannot_be_oblique(family.lower):
        case = "nomn"
    if WOMANS_FAMILY.search(family.lower):
        floor, ceiling = tagged.bounds[family.sentence]
        if any(w.is_finite and w.gender == "femn" for w in tagged.words[floor:ceiling]):
            case, gender = "nomn", "femn"  # «представила министр Зотова Н. А.»
    form = nominative_form(family, case, gender, is_given=False)
    start, end = family.start - span.start, family.end - span.start
    printed = tagged.folded[span.start : span.end]
    if printed.endswith(family.text) is False and not printed.endswith("."):
        end_of_name = tagged.words[last - 1].end - span.start
        printed = printed[:end_of_name]
    name = printed[:start] + form + printed[end:]
    if name[-1].isalpha() and start == 0:
        name += "."
    return NameSpan(first, last, name, case, gender, person_key(name), False, span)
