"""People's names: given and family name by list, shape or the place where they stand; family names alone later."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction import lexicon
from extraction.english.name_slots import LONGEST_OFFICE, SPEAKS, ends_place, is_place_at, is_slot
from extraction.english.phrases import (
    DEMONYMS,
    EVENT_HEADS,
    HONORIFICS,
    OFFICE_MODIFIERS,
    ORGANIZATION_WORDS,
    PLACE_SUFFIXES,
    ROMAN,
    TOPICS,
    Phrases,
    is_office_head,
    is_plural_office,
)
from extraction.findings import Span
from extraction.keys import person_key
from extraction.palladius import PINYIN_TO_CYRILLIC

GIVEN = lexicon.words("given_names_en")
WIDE_GIVEN = lexicon.words("given_names_wide_en")  # names only where a person must stand
# Words that end like family names in -in, -an.
NO_FAMILY = frozenset(
    ["Chain", "Grain", "Basin", "Main", "Plain", "Train", "Terrain", "Cabin", "Captain", "Origin", "Margin", "Bulletin",
     "Protein", "Terrapin", "Again", "Within", "Latin", "Begin", "Join", "Coin", "Gain", "Rain", "Twin", "Skin", "Tin",
     "Median", "Guardian", "Asian", "Eurasian", "Caspian", "Ocean", "European", "African", "Librarian"]
)  # fmt: skip
CHINESE_SURNAMES = lexicon.words("chinese_surnames_en")
VIETNAMESE_SURNAMES = frozenset(
    ["Nguyen", "Tran", "Le", "Pham", "Hoang", "Phan", "Vu", "Vo", "Dang", "Bui", "Do", "Ho", "Ngo", "Duong",
    "Ly", "Nguyễn", "Trần", "Phạm"]
)  # fmt: skip
PINYIN = frozenset(PINYIN_TO_CYRILLIC) | {"lv", "lü", "nü", "lyu", "lyuan"}
LONGEST_SYLLABLE = 6
FAMILY = re.compile(
    r"[A-Z][a-z'’-]*(?:ov|ova|ev|eva|yov|in|ina|yn|yna|sky|skiy|skii|skaya|enko|chuk|yuk|yan|ian|dze|shvili|uly|kyzy|oglu"
    r"|baev|bayev|bekov|zade|zoda|iyev|ants|aitis|ich|vych)$"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in tokens [first, last)."""

    first: int
    last: int
    name: str
    family: str
    span: Span
    is_family_only: bool = False

    @property
    def key(self) -> str:
        return person_key(self.name)


def find_names(phrases: Phrases) -> list[Name]:
    """Full names first; then their family names where they stand alone."""
    full: list[Name] = []
    index = 0
    while index < len(phrases.tokens.words):
        name = _full_name(phrases, index)
        if name is not None:
            full.append(name)
            phrases.name_ends.add(name.last)
            index = name.last
        else:
            index += 1
    taken = {i for name in full for i in range(name.first, name.last)}
    families = {name.family: name for name in full}
    _add_names_in_use(phrases, full, taken, families)
    alone = [
        _alone(families, full, i, word.text, Span(word.start, word.end))
        for i, word in enumerate(phrases.tokens.words)
        if i not in taken
        and (
            word.text in families
            or phrases.tokens.lower(i - 1) in HONORIFICS
            and phrases.is_name_word(i)
            or _is_after_rank(phrases, i)
        )
        and not _is_in_longer_phrase(phrases, i)
    ]
    return sorted([*full, *alone], key=lambda name: name.first)


def _alone(families: dict[str, Name], full: list[Name], index: int, word: str, span: Span) -> Name:
    """A family name that its key does not find again ("Al-Hajri") is written as the full name it stands for."""
    if "-" in word and word in families:
        before = [name for name in full if name.family == word and name.first < index]
        return Name(index, index + 1, (before or [families[word]])[-1].name, word, span)
    return Name(index, index + 1, word, word, span, is_family_only=True)


RANKS = frozenset({"President", "Premier", "Governor", "Chancellor", "Senator"})


def _is_after_rank(phrases: Phrases, index: int) -> bool:
    """ "President Putin": a rank and one word that is neither place nor body."""
    tokens = phrases.tokens
    word = tokens.words[index]
    return (
        index > tokens.start_of(index)
        and tokens.words[index - 1].text in RANKS
        and phrases.is_name_word(index)
        and not phrases.is_name_word(index + 1)
        and _may_be_name(phrases, index)
        and index not in phrases.places
        and word.text.isalpha()
    )


def _add_names_in_use(phrases: Phrases, full: list[Name], taken: set[int], families: dict[str, Name]) -> None:
    """Thai, Lao and Malay reports go on with the given name: «Prasit told reporters»."""
    alone = {
        word.text
        for index, word in enumerate(phrases.tokens.words)
        if index not in taken and word.is_capitalised and not phrases.is_name_word(index + 1)
    }
    for name in full:
        given = phrases.tokens.words[name.first].text
        if given in alone and name.family not in alone and len(given) > SHORTEST_GIVEN:
            families.setdefault(given, name)


SHORTEST_GIVEN = 3


def _is_in_longer_phrase(phrases: Phrases, index: int) -> bool:
    """ "Titov Fund", "Liu Group" are no persons."""
    following = phrases.tokens.lower(index + 1)
    return phrases.is_name_word(index + 1) and (
        following in ORGANIZATION_WORDS or following in PLACE_SUFFIXES
    )


def _full_name(phrases: Phrases, first: int) -> Name | None:
    is_addressed = phrases.tokens.lower(first - 1) in HONORIFICS
    if not _may_be_name(phrases, first) or first in phrases.tokens.quoted_at and not is_addressed:
        return None
    end = phrases.tokens.end_of(first)
    run = _run_of_names(phrases, first, end)
    length = run - first
    if length < 2 or _begins_with_place(phrases, first, run):
        return None
    following = phrases.tokens.lower(run) if run < end else ""
    words = [w.text for w in phrases.tokens.words[first:run]]
    if (
        words[0] in VIETNAMESE_SURNAMES
        and 3 <= length <= 4
        and not _runs_into_organization(phrases, first, end)
    ):
        return _name(phrases, first, run, words[-1])
    is_chinese = words[0].capitalize() in CHINESE_SURNAMES and _is_pinyin_given(words[1])
    if (
        is_chinese
        and not is_place_at(phrases, first, first + 2)
        and not _runs_into_organization(phrases, first + 2, run)
    ):
        last = first + 3 if _is_split_given(phrases, words, first) else first + 2
        return _name(phrases, first, last, words[0])
    if words[0] in GIVEN and not is_place_at(phrases, first, first + 2):
        last = _end_of_known_name(phrases, first, run, words)
        if not _runs_into_organization(phrases, last, end):
            return _name(phrases, first, last, phrases.tokens.words[last - 1].text)
    is_continued = first > phrases.tokens.start_of(first) and phrases.is_name_word(first - 1)
    is_continued = is_continued and not is_office_head(phrases.tokens.lower(first - 1))
    is_continued = is_continued and not is_plural_office(phrases.tokens.lower(first - 1))
    is_continued = is_continued and not ends_place(phrases, first)
    is_in_office = FAMILY.match(words[1]) is not None and _office_stretch(phrases, first)
    is_named = (
        words[1] not in NO_FAMILY
        and (not is_continued or is_in_office and length == 2)
        and FAMILY.match(words[1]) is not None
        and (first not in phrases.places or is_in_office)
        and first + 1 not in phrases.places
    )
    if is_named and not _runs_into_organization(phrases, first + 2, end):
        return _name(phrases, first, first + 2, words[1])
    if (
        words[0] in WIDE_GIVEN
        and length == 2
        and not is_continued
        and following not in ("of", "&", "'s", "’s")
        and (FAMILY.match(words[1]) or _is_in_list(phrases, first, run) or following in SPEAKS)
        and not _runs_into_organization(phrases, run, end)
    ):
        return _name(phrases, first, run, words[1])
    if (
        sum(word.lower() not in PARTICLES for word in words) <= 4
        and (
            following not in ("of", "&")
            or (is_addressed or is_office_head(phrases.tokens.lower(first - 1)))
            and following == "of"
        )
        and is_slot(phrases, first, run)
        and not _runs_into_organization(phrases, run, end)
    ):
        is_eastern = "-" in words[-1] and words[-1].split("-")[-1].islower() and len(words[0]) < 6
        return _name(phrases, first, run, words[0] if is_eastern else words[-1])
    return None


def _begins_with_place(phrases: Phrases, first: int, run: int) -> bool:
    """ "Minister of Agriculture of Azerbaijan Inam Karimov", "the Turkic States Baghdad Amreyev": the name begins later."""
    place = phrases.places.get(first)
    if place is not None and run - place.last >= 2 and phrases.tokens.words[first].text not in GIVEN:
        return True
    is_behind_of = phrases.tokens.lower(first - 1) in ("of", "the", "for")
    last = phrases.tokens.words[run - 1].text
    return (
        run - first > 3
        and is_behind_of
        and FAMILY.match(last) is not None
        and _office_stretch(phrases, first)
    )


def _office_stretch(phrases: Phrases, first: int) -> bool:
    """An office that goes on with "of", "for", "under" up to the token."""
    tokens = phrases.tokens
    for index in range(first - 1, max(tokens.start_of(first), first - LONGEST_OFFICE) - 1, -1):
        lower = tokens.lower(index)
        if is_office_head(lower):
            return tokens.lower(index + 1) in ("of", "for", "at", "in")
        if not (phrases.is_name_word(index) or lower in STRETCH or lower in TOPICS):
            return False
    return False


STRETCH = frozenset(
    {"of", "for", "the", "and", "&", "under", "in", "at", "to", "'s", "’s", "'", "’", "(", ")", "-", "region", "province", "territory", "krai",
     "oblast", "republic", "district", "city", "states", "countries", "state", "area", "branch", "regional", "provincial"}
)  # fmt: skip


def _run_of_names(phrases: Phrases, first: int, end: int) -> int:
    """Behind the words that may belong to one name, "bin" and "van" included."""
    run = first + 1
    while run < min(end, first + 5) and (
        _may_be_name(phrases, run)
        or ARTICLED.match(phrases.tokens.words[run].text)
        or phrases.tokens.lower(run) in PARTICLES
        and run + 1 < end
        and _may_be_name(phrases, run + 1)
        and not phrases.is_office(run + 1, end)
    ):
        run += 1
    return run


def _end_of_known_name(phrases: Phrases, first: int, run: int, words: list[str]) -> int:
    """Behind a name that begins with a given name: initials, patronymics and particles stand within it."""
    if len(words) < 3:
        return first + 2
    if {"bin", "bint", "ibn", "al", "el"} & {word.lower() for word in words[1:-1]}:
        return run
    is_inside = words[1].endswith((".", "vich", "vna")) or words[1].lower() in PARTICLES
    if is_inside or FAMILY.match(words[2]):
        last = first + 3
        while last < run and (
            phrases.tokens.lower(last - 1) in PARTICLES or phrases.tokens.lower(last - 1).endswith(".")
        ):
            last += 1  # "Pamela J. H. Slutz"
        return last
    is_whole = len(words) == 3 and not phrases.is_name_word(run) and is_slot(phrases, first, run)
    return run if is_whole else first + 2


def _is_split_given(phrases: Phrases, words: list[str], first: int) -> bool:
    """ "Tan Wei Ling": the two syllables of the given name stand apart."""
    return (
        len(words) > 2
        and all(_syllables(word.lower()) == 1 for word in words[1:3])
        and not phrases.is_name_word(first + 3)
    )


def _is_in_list(phrases: Phrases, first: int, last: int) -> bool:
    """After "included", "with him travelled": people are listed there."""
    tokens = phrases.tokens
    before = tokens.lower(first - 1)
    return (
        before in LISTS
        or before in ("and", "&")
        and first - 1 in phrases.name_ends
        or before in ("and", ",")
        and tokens.lower(last) in (".", ";")
        and first - 2 in phrases.barriers
    )


ARTICLED = re.compile(r"(?:al|el|an|as|ad|ar|ash)-[A-Z]")  # "Bashar al-Assad"
PARTICLES = frozenset(
    {"bin", "bint", "ibn", "al", "el", "van", "von", "der", "den", "de", "da", "dos", "di", "ul", "ur"}
)
LISTS = frozenset(["included", "includes", "include", "travelled", "traveled", "accompanied", "joined"])


def _name(phrases: Phrases, first: int, last: int, family: str) -> Name:
    tokens = phrases.tokens
    name = " ".join(w.text for w in tokens.words[first:last])
    return Name(first, last, name, family, tokens.span(first, last))


def _may_be_name(phrases: Phrases, index: int) -> bool:
    if not phrases.is_name_word(index):
        return False
    word = phrases.tokens.words[index]
    if (
        word.text.endswith(".")
        and len(word.text) > 3
        or word.text.isupper()
        and len(word.text) > 1
        and not word.text.endswith(".")
    ):
        return False
    lower = word.lower
    if (
        lower in ("states", "nations", "union", "republics")
        or lower in HONORIFICS
        or lower in ORGANIZATION_WORDS
        or lower in EVENT_HEADS
        or lower in PLACE_SUFFIXES
        or lower in TOPICS
    ):
        return False
    if word.text in DEMONYMS or ROMAN.match(word.text) and len(word.text) > 1:
        return False
    return not (is_office_head(lower) or lower in OFFICE_MODIFIERS and word.text not in GIVEN)


def _runs_into_organization(phrases: Phrases, index: int, end: int) -> bool:
    """The name is the beginning of the name of something else: "James Cook University"."""
    while index < end and phrases.is_name_word(index):
        lower = phrases.tokens.lower(index)
        if lower in ORGANIZATION_WORDS or lower in EVENT_HEADS or lower in PLACE_SUFFIXES:
            return True
        index += 1
    return False


def _is_pinyin_given(word: str) -> bool:
    """One to three syllables: Zhaoyang, Wei, Xiao-lan."""
    letters = word.lower().replace("-", "").replace("'", "").replace("’", "")
    return len(letters) < 16 and 1 <= _syllables(letters) <= 2


def _syllables(letters: str) -> int:
    fewest = [0] + [99] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - LONGEST_SYLLABLE), end):
            if letters[start:end] in PINYIN:
                fewest[end] = min(fewest[end], fewest[start] + 1)
    return fewest[-1] if letters else 99
