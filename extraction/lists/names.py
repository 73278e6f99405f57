"""Names of people in a list: full, in capitals, with initials, family name first or last, in three scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extraction import lexicon, morphology
from extraction.findings import Span

WORD_RU = r"[А-ЯЁ][а-яё]+(?:[-‑][А-ЯЁ][а-яё]+)*"
CAPITALS_RU = r"[А-ЯЁ]{2,}(?:[-‑][А-ЯЁ]{2,})*"
INITIALS_RU = r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?"
PART_RU = rf"(?:{WORD_RU}|{CAPITALS_RU})"
SON_OR_DAUGHTER = ("оглы", "оглу", "кызы", "угли")
SON_OR_DAUGHTER_RU = f"(?:{'|'.join(SON_OR_DAUGHTER)})"
NAME_RU = re.compile(
    rf"(?<![\w«-])(?:{PART_RU}\s+{INITIALS_RU}|{INITIALS_RU}\s?{PART_RU}"
    rf"|{PART_RU}(?:[ \u00a0]+{PART_RU}){{1,3}}(?:\s+{SON_OR_DAUGHTER_RU})?)(?![\w»])"
)
PATRONYMIC = re.compile(r"(?:ович|евич|ич|овна|евна|ична|инична)(?:а|у|ем|ом|ы|е|ой)?$", re.IGNORECASE)
WORD_EN = r"[A-Z][a-zà-ÿ'’]+(?:-[A-Za-z][a-zà-ÿ]+)*"
CAPITALS_EN = r"(?:[A-Z]{2,}(?:['’-][A-Z]+)*|[A-Z]['’][A-Z]{2,})"
HONORIFIC = r"(?:(?:H\.?\s?E\.?|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame)\.?\s+)*"
NAME_EN = re.compile(
    rf"{HONORIFIC}(?P<name>(?:{WORD_EN}|{CAPITALS_EN}|[A-Z]\.)(?:\s+(?:al-|bin\s|van\s|de\s|von\s)?(?:{WORD_EN}|{CAPITALS_EN}|[A-Z]\.)){{1,4}})"
    r"(?=\s*(?:[,;:(\t|–—-]|$|/))"
)
ADDRESS = re.compile(
    r"(?:(?:г-н|г-жа|господин[а-я]*|госпож[а-я]+)\s*|(?:H\.?\s?E|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame)\b\.?\s*|先生|女士)+"
    r"(?!\s*,)",  # “Professor, Lakeland University” is a post
    re.IGNORECASE,
)
HAN = r"[\u4e00-\u9fff]"
NAME_ZH = re.compile(
    rf"(?P<name>{HAN}{{2,4}}|{HAN}[ \u3000]{HAN}|{HAN}{{1,8}}(?:[·•]{HAN}{{1,8}}){{1,3}})"
    r"(?=\s*(?:[,，、;；:：(（\t|—－–-]|$|\s|/))"
)


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name where it stands, and as the heading of a card has it: given name, patronymic, family name."""

    span: Span
    name: str


def find_name(text: str, start: int, end: int) -> ListedName | None:
    """The first name between two offsets."""
    return next(iter(find_names(text, start, end)), None)


def find_names(text: str, start: int, end: int) -> list[ListedName]:
    """The names between two offsets, in their order."""
    found = [name for match in NAME_RU.finditer(text, start, end) if (name := _russian(match)) is not None]
    if found:
        return found
    return _latin_or_chinese(text, start, end)


def _latin_or_chinese(text: str, start: int, end: int) -> list[ListedName]:
    """One name, where the entry begins or right after its number: elsewhere capitals and characters mean too much."""
    chinese = NAME_ZH.match(text, start, end)
    if chinese is not None and _is_chinese_name(chinese["name"]):
        plain = re.sub(r"[ \u3000]", "", chinese["name"]).replace("•", "·")
        return [ListedName(Span(*chinese.span("name")), plain)]
    latin = NAME_EN.match(text, start, end)
    if latin is not None:
        return [ListedName(Span(*latin.span("name")), _latin(latin["name"]))]
    return []


# Russian


def _russian(match: re.Match[str]) -> ListedName | None:
    offset = match.start()
    if "." in match[0]:
        return _with_initials(match)
    span_words = [(m[0], offset + m.start(), offset + m.end()) for m in re.finditer(r"\S+", match[0])]
    chosen = _name_words([word for word, _, _ in span_words])
    if chosen is None:
        return None
    first, last = chosen
    named = [word for word, _, _ in span_words[first:last]]
    return ListedName(Span(span_words[first][1], span_words[last - 1][2]), _ordered(named))


def _with_initials(match: re.Match[str]) -> ListedName:
    initials = "".join(part + "." for part in re.findall(r"[А-ЯЁ](?=\.)", match[0]))
    family = next(word for word in re.findall(PART_RU, match[0]) if len(word) > 1)
    return ListedName(Span(*match.span()), f"{' '.join(re.findall(r'..', initials))} {_cased(family)}")


def _name_words(words: list[str]) -> tuple[int, int] | None:
    """Which of the capitalised words [first, last) are a person's name; None where none is."""
    if words[-1] in SON_OR_DAUGHTER:
        return max(0, len(words) - 4), len(words)
    for index, word in enumerate(words):
        if index and PATRONYMIC.search(word) and len(word) > 4:
            if index >= 2:
                return index - 2, index + 1
            return 0, min(len(words), 3)
    capitals = [index for index, word in enumerate(words) if word.isupper()]
    if len(capitals) == 1 and len(words) > 1:
        index = capitals[0]
        return (index, min(index + 2, len(words))) if index + 1 < len(words) else (index - 1, index + 1)
    for index in range(len(words) - 1):
        pair = words[index : index + 2]
        if any(map(is_given, pair)) or _is_chinese_family(pair[0]):
            return index, index + 2
    return (0, 2) if len(words) == 2 and not any(map(_is_common, words)) else None


def _ordered(words: list[str]) -> str:
    """Given name, patronymic, family name; a Chinese or Korean name keeps its order."""
    cased = [_cased(word) for word in words]
    if cased[-1] in SON_OR_DAUGHTER and len(cased) == 4:
        return " ".join([cased[1], cased[2], cased[3], cased[0]])
    if len(cased) == 3 and PATRONYMIC.search(cased[2]):
        return " ".join([cased[1], cased[2], cased[0]])
    if len(cased) == 2 and not _is_chinese_family(cased[0]):
        is_family_first = (
            words[0].isupper() and not words[1].isupper() or (is_given(cased[1]) and not is_given(cased[0]))
        )
        return " ".join(reversed(cased)) if is_family_first else " ".join(cased)
    return " ".join(cased)


def _cased(word: str) -> str:
    return "-".join(part.capitalize() if part.isupper() else part for part in re.split(r"[-‑]", word))


@lru_cache(maxsize=20_000)
def is_given(word: str) -> bool:
    return any(
        parse.is_known and "Name" in parse.tag and parse.tag.case == "nomn" and parse.tag.number == "sing"
        for parse in morphology.parses(word.capitalize())
    )


@lru_cache(maxsize=20_000)
def _is_common(word: str) -> bool:
    """An ordinary word of the dictionary that begins with a capital: «Министр», «Хабаровский»."""
    parses = morphology.parses(word)
    return parses[0].is_known and not {"Surn", "Name", "Patr"} & set(
        str(parses[0].tag).replace(" ", ",").split(",")
    )


def _is_chinese_family(word: str) -> bool:
    return word.lower() in lexicon.words("chinese_surnames_ru")


# Chinese and English


def _is_chinese_name(name: str) -> bool:
    plain = re.sub(r"[ \u3000]", "", name)
    if "·" in plain or "•" in plain:
        return True
    surnames = lexicon.words("surnames_zh")
    is_office = any(plain.endswith(office) for office in lexicon.words("offices_zh") if len(office) > 1)
    return len(plain) < 5 and not is_office and (plain[0] in surnames or plain[:2] in surnames)


def _latin(name: str) -> str:
    """ "SMITH John" → John Smith; "WANG Wei" keeps its order, as Chinese names do."""
    words = name.split()
    capitals = [word for word in words if word.isupper() and len(word) > 1 and "." not in word]
    cased = [word.title() if word.isupper() and len(word) > 1 and "." not in word else word for word in words]
    if len(capitals) == 1 and words[0] == capitals[0] and words[0].lower() not in _pinyin_families():
        return " ".join([*cased[1:], cased[0]])
    return " ".join(cased)


@lru_cache(maxsize=1)
def _pinyin_families() -> frozenset[str]:
    return frozenset(word.lower() for word in lexicon.words("chinese_surnames_en"))
