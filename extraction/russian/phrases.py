"""Noun phrases of Russian: where they begin and end, and how they read in the nominative."""

from __future__ import annotations

import re
from typing import Any

from extraction import lexicon, morphology
from extraction.folding import fold_case
from extraction.places import place_stem
from extraction.russian.tagging import PYMORPHY_CASES, ROMAN, TaggedText, Word, possible_cases

SPACES = re.compile(r"\s+")
ORDINAL_FIGURES = re.compile(r"\d{1,3}-?(?:й|го|му|м|ом|ый|ой|я|ая|ю|ую|е|ое|х|ти|и)?$")
ADJECTIVE_ENDING = re.compile(
    r"(?:ый|ий|ой|ого|его|ому|ему|ым|им|ом|ем|ая|яя|ую|юю|ей|ое|ее|ые|ие|ых|их|ыми|ими|ою|ею|ья|ье|ью|ьи)$"
)
INNER_CAPITAL = re.compile(r"[^\W\d_][A-ZА-ЯЁ]")  # abbreviations: МСП, ПсковГУ
DECLINED_ABBREVIATION = re.compile(r"([А-ЯЁA-Z]{3,})(?:ом|а|у|е|ем)$")  # «НОВАТЭКом», «РУСАЛа»
NOT_GENITIVE = re.compile(r"[бвгджзклмнпрстфхцчшщ](?:ом|ем|ами|ями)$")
HIGHEST = re.compile(
    r"^высочайш"
)  # «Высшей школой» is no «Высочайшая школа», whatever the dictionary declines
LONGEST_PHRASE = 40  # words
LONGEST_MODIFIERS = 16  # words before a noun
ANY_CASE = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})


def cases(word: Word) -> frozenset[str]:
    """The cases a word may stand in: what its form allows, or anything for words that do not decline."""
    if not word.is_word or word.text.isupper() and len(word.text) > 1:
        return ANY_CASE
    known = possible_cases(word.lower)
    if not known:
        return ANY_CASE
    return known | {word.case} if word.case else known


def agrees(modifier: Word, case: str) -> bool:
    """Whether an adjective can belong to a noun in this case."""
    return case in cases(modifier) if case else True


def is_ordinal(word: Word) -> bool:
    return bool(ROMAN.match(word.text) or ORDINAL_FIGURES.match(word.text))


def phrase_start(tagged: TaggedText, head: int, floor: int) -> int:
    """The first word of the noun phrase: agreeing adjectives, ordinals and coordinated adjectives before the head."""
    case = tagged.words[head].case
    first = head
    floor = max(floor, head - LONGEST_MODIFIERS)
    while first > floor:
        before = tagged.words[first - 1]
        if (
            before.is_capitalized
            and before.is_adjective
            and not ADJECTIVE_ENDING.search(before.lower)
            and not is_ordinal(before)
        ):
            break  # «построить в Белогорске завод»: a town that the tagger took for an adjective
        if (
            before.is_adjective
            and agrees(before, case)
            and before.lemma not in ("который", "весь")
            or is_ordinal(before)
            and tagged.words[first].pos != "PUNCT"
        ):
            first -= 1
        elif before.lower in ("и", ",") and first - 2 >= floor and tagged.words[first].is_adjective:
            other = tagged.words[first - 2]
            if not (other.is_adjective and not other.is_participle and agrees(other, case)):
                break
            if other.number != tagged.words[first].number:
                break
            first -= 2
        else:
            break
    return first


def genitive_group_end(tagged: TaggedText, start: int, ceiling: int, case: str = "gent") -> int:
    """The end of one group "adjectives + noun" in the given case that begins at `start`; `start` if there is none."""
    index = start
    has_noun = False
    while index < ceiling and index - start < 12:
        word = tagged.words[index]
        if index in tagged.quotations and has_noun:
            index = tagged.quotations[index].last + 1
            break
        if (
            word.is_finite
            or word.pos in ("ADP", "PRON", "PART", "SCONJ")
            or word.pos == "PUNCT"
            and word.text != ","
        ):
            break
        if case == "gent" and NOT_GENITIVE.search(word.lower) and not morphology.is_known(word.lower):
            break  # «акиматом», whatever the tagger says
        if word.is_noun and (word.case == case or (case in cases(word) and not _is_clearly(word, case))):
            if has_noun:
                break
            has_noun = True
            index += 1
            continue
        if has_noun:
            break
        if word.is_adjective and case in cases(word):
            index += 1
            continue
        is_figure = word.text.isdigit() and index == start
        if is_ordinal(word) and not is_figure or word.pos == "NUM" and case in cases(word) and not is_figure:
            index += 1
            continue
        if word.lower == "и" and index > start and tagged.words[index - 1].is_adjective:
            index += 1
            continue
        if word.text == "," and index > start and tagged.words[index - 1].is_adjective and not has_noun:
            index += 1
            continue
        break
    return index if has_noun else start


def _is_clearly(word: Word, case: str) -> bool:
    """The tagger is sure that a dictionary word stands in another case."""
    if word.text.isupper() and len(word.text) > 1:
        return False  # «России и КНР»
    if {word.case, case} == {"datv", "loct"}:
        return False  # «по сушке», «о сушке»: one form, and the preposition tells which
    return bool(word.case) and word.case != case and morphology.is_known(word.lower) and len(cases(word)) > 1


def complement_end(
    tagged: TaggedText,
    head: int,
    ceiling: int,
    prepositions: frozenset[str] = frozenset(),
    *,
    names: bool = True,
) -> int:
    """The end of a noun phrase to the right of its head: genitives, names in quotation marks, chosen prepositions."""
    index = head + 1
    ceiling = min(ceiling, head + LONGEST_PHRASE)
    is_coordinated = False
    while index < ceiling:
        word = tagged.words[index]
        if index in tagged.quotations and (index == head + 1 or names):
            index = tagged.quotations[index].last + 1
            continue
        group = genitive_group_end(tagged, index, ceiling)
        if group > index:
            index = group
            is_coordinated = True
            continue
        if word.lower == "и" and is_coordinated and not _opens_name(tagged, index + 1, ceiling):
            group = genitive_group_end(tagged, index + 1, ceiling)
            if group > index + 1:
                index = group
                continue
        if word.text == "," and is_coordinated:
            end = _list_end(tagged, index, ceiling)
            if end > index:
                index = end
                continue
        if word.lower in prepositions and index + 1 < ceiling:
            end = preposition_group_end(tagged, index, ceiling)
            if end > index:
                index = end
                is_coordinated = True
                continue
        if word.lower == "г" and index + 2 < ceiling and tagged.words[index + 1].text == ".":
            index += 3  # «г. Дацина»
            continue
        if names and word.pos in ("PROPN", "X") and word.is_capitalized and word.entity[2:] != "PER":
            index += 1
            continue
        break
    return index


def _opens_name(tagged: TaggedText, index: int, ceiling: int) -> bool:
    """After "и": «ООО «Байкал-Хим»», «ТПП Читы» begin another organization; «и ЧС» goes on with «ГО»."""
    if index >= ceiling:
        return False
    word, before = tagged.words[index], tagged.words[index - 2]
    return word.text.isupper() and len(word.text) > 1 and not before.text.isupper()


def _list_end(tagged: TaggedText, comma: int, ceiling: int, case: str = "gent") -> int:
    """The end of ", дружбы, мира и развития": a list in one case counts only when "и" closes it."""
    index = comma
    while index < ceiling and tagged.words[index].text == ",":
        group = genitive_group_end(tagged, index + 1, ceiling, case)
        if group == index + 1:
            return comma
        index = group
        while index < ceiling and genitive_group_end(tagged, index, ceiling) > index:
            index = genitive_group_end(tagged, index, ceiling)
    if index > comma and index < ceiling and tagged.words[index].lower == "и":
        group = genitive_group_end(tagged, index + 1, ceiling, case)
        return group if group > index + 1 else comma
    return comma


PREPOSITION_CASES = {
    "по": ("datv",), "с": ("ablt",), "со": ("ablt",), "в": ("loct", "accs"), "во": ("loct", "accs"), "на": ("loct", "accs"),
    "при": ("loct",), "для": ("gent",), "о": ("loct",), "об": ("loct",), "от": ("gent",), "из": ("gent",),
    "за": ("ablt", "accs"), "между": ("ablt",), "к": ("datv",), "под": ("ablt", "accs"), "среди": ("gent",), "до": ("gent",), "через": ("accs",),
}  # fmt: skip


def preposition_group_end(tagged: TaggedText, preposition: int, ceiling: int) -> int:
    """The end of "по связям", "с международными организациями": a preposition with one noun group."""
    start = preposition + 1
    for case in PREPOSITION_CASES.get(tagged.words[preposition].lower, ()):
        end = genitive_group_end(tagged, start, ceiling, case)
        if end > start:
            while end < ceiling and tagged.words[end].lower == "и":
                following = genitive_group_end(tagged, end + 1, ceiling, case)
                if following == end + 1:
                    break
                end = following
            return _list_end(tagged, end, ceiling, case) if case in cases(tagged.words[end - 1]) else end
    return preposition


def tidy(text: str) -> str:
    """One space between words, French quotation marks."""
    text = SPACES.sub(" ", text.replace("\u00ad", "")).strip()
    for opening, closing in (("``", "``"), ("“", "”"), ("„", "“"), ('"', '"')):
        pieces = text.split(opening) if opening == closing else []
        if len(pieces) == 3:
            text = f"{pieces[0]}«{pieces[1]}»{pieces[2]}"
        elif opening != closing and opening in text and closing in text:
            text = text.replace(opening, "«", 1).replace(closing, "»", 1)
    return text


def nominative(
    tagged: TaggedText, first: int, last: int, head: int, *, number: str = "", case: str = ""
) -> str:
    """Words [first, last) with the head and what agrees with it in the nominative, the rest as printed."""
    head_word = tagged.words[head]
    forced = number  # asked for: «депутаты X и Y» are each a «депутат»
    number = number or head_word.number or "sing"
    case = case or head_word.case
    head_parse = _parse(head_word, case, number)
    gender = str(head_parse.tag.gender or "") if head_parse is not None else ""
    pieces = []
    position = tagged.words[first].start
    for index in range(first, head + 1):
        word = tagged.words[index]
        pieces.append(tagged.folded[position : word.start])
        pieces.append(
            inflected(word, case, forced or number, gender, is_head=index == head, is_forced=bool(forced))
        )
        position = word.end
    pieces.append(tagged.folded[position : tagged.words[last - 1].end])
    return tidy("".join(pieces))


def _is_undeclined(tagged: TaggedText, opening: int) -> bool:
    """«с китайской «Шэнда»»: no instrumental ends so, the name is kept as it is printed."""
    return any(w.lower in ("с", "со", "между") for w in tagged.words[max(0, opening - 2) : opening])


def quoted_name(tagged: TaggedText, first: int, last: int) -> str:
    """«между «Сибантрацитом» и…»: a name alone in quotation marks [first, last) may be declined inside them."""
    inner = next((i for i in range(first + 1, last - 1) if tagged.words[i].is_noun), None)
    if inner is None or tagged.words[inner].case in ("nomn", "accs", ""):
        return tidy(tagged.quote(first, last))
    if last - first == 3 and tagged.words[inner].lower.endswith("а") and _is_undeclined(tagged, first):
        return tidy(tagged.quote(first, last))
    return f"«{nominative(tagged, first + 1, last - 1, inner)}»"


def inflected(
    word: Word, case: str, number: str, gender: str, *, is_head: bool, is_forced: bool = False
) -> str:
    """The word in the nominative of this number and gender, with the capitals that it was printed with."""
    if not word.is_word or is_ordinal(word) or INNER_CAPITAL.search(word.text):
        declined = DECLINED_ABBREVIATION.match(word.text)
        return declined[1] if declined and case not in ("nomn", "") else word.text
    if not (word.is_adjective or word.is_noun or is_head):
        return word.text
    if is_head and "-" in word.text and (pair := _pair_in_nominative(word, case)):
        return pair
    parse = _parse(word, case, number)
    if parse is None:
        return word.text
    if is_head or word.is_noun:
        grammemes = {"nomn", number if is_forced else str(parse.tag.number or number)}
    else:
        grammemes = (
            {"nomn", "plur"} if number == "plur" else {"nomn", "sing", gender or word.gender or "masc"}
        )
    if (
        case == "gent"
        and (PYMORPHY_CASES.get(str(parse.tag.case)) == "nomn" or "Fixd" in parse.tag)
        and not parse.is_known
        and word.lower.endswith("а")
    ):
        return word.text[:-1]  # «хаба»: a new word that the dictionary takes for a feminine nominative
    form = parse.inflect(grammemes)
    if form is None:
        return word.text
    return recase(
        word.text, HIGHEST.sub("высш", str(form.word)) if word.lower.startswith("высш") else str(form.word)
    )


def _pair_in_nominative(word: Word, case: str) -> str:
    """«выставке-форуме» → «выставка-форум»: both nouns are declined; "" for any other word."""
    parts = word.lower.split("-")
    if len(parts) != 2 or morphology.lemma(parts[0]) not in lexicon.mapping("event_heads_ru"):
        return ""
    forms = []
    for part in parts:
        readings = [p for p in morphology.parses(part) if str(p.tag.POS) == "NOUN" and p.tag.number == "sing"]
        by_case = {PYMORPHY_CASES.get(str(p.tag.case)): p for p in reversed(readings)}
        fitting = by_case.get(case) or by_case.get(
            "accs"
        )  # «Выставку-форум», which the tagger takes for a nominative
        form = fitting.inflect({"nomn"}) if fitting is not None else None
        if form is None:
            return ""
        forms.append(str(form.word))
    return recase(word.text, "-".join(forms))


def _parse(word: Word, case: str, number: str) -> Any | None:
    """The reading of the word that fits the case, of the part of speech that the tagger saw."""
    readings = [p for p in morphology.parses(word.lower) if p.tag.case]
    wanted = ("NOUN",) if word.is_noun else ("ADJF", "PRTF")
    is_other = {"masc", "femn", "neut"} - {word.gender} if word.gender and word.is_noun else set()
    readings.sort(key=lambda p: (str(p.tag.POS) not in wanted, str(p.tag.gender) in is_other))
    fitting = [p for p in readings if PYMORPHY_CASES.get(str(p.tag.case)) == case] or (
        readings if not case else []
    )
    exact = [p for p in fitting if not number or p.tag.number in (number, None)]
    chosen = exact or fitting or readings
    return chosen[0] if chosen else None


def recase(printed: str, form: str) -> str:
    """The form with the capitals of the printed word, part by part around hyphens; ё is kept where it was printed."""
    parts, forms = printed.split("-"), form.split("-")
    if len(parts) != len(forms):
        return form.capitalize() if printed[:1].isupper() else form
    cased = [_recase_part(part, new) for part, new in zip(parts, forms, strict=True)]
    return "-".join(cased)


def _recase_part(printed: str, form: str) -> str:
    if len(printed) > 1 and printed.isupper():
        return form.upper()
    if "ё" in form and "ё" not in printed.lower():
        form = form.replace("ё", "е")  # the dictionary knows «Цивилёв», the text has «Цивилева»
    if "е" in form and "ё" in printed.lower():
        position = printed.lower().index("ё")
        if position < len(form) and form[position] == "е":
            form = form[:position] + "ё" + form[position + 1 :]
    return form[:1].upper() + form[1:] if printed[:1].isupper() else form


def stem(word: str) -> str:
    return place_stem(fold_case(word))
