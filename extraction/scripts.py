"""A Chinese name in three scripts: 李鸿忠, Li Hongzhong and Ли Хунчжун are one name.

Characters are read by their sound (Hanyu Pinyin, the family name by its usual reading), sounds are written in Cyrillic by
the table of Palladius, and Palladius is read back. What is ambiguous gives several keys.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from pypinyin import Style, pinyin

from extraction import lexicon
from extraction.keys import person_key
from extraction.palladius import LONGEST_NAME, LONGEST_SYLLABLE, PINYIN_TO_CYRILLIC, VARIANTS

HAN_NAME = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,4}")
LETTERS = re.compile(r"[a-zü]+|[а-яё]+")
# Family names that sound otherwise than the same character elsewhere.
SURNAME_SOUNDS = {
    "单": "shan", "解": "xie", "任": "ren", "区": "ou", "仇": "qiu", "查": "zha", "曾": "zeng", "朴": "piao", "华": "hua",
    "盖": "ge", "乐": "yue", "尉迟": "yuchi", "翟": "zhai", "缪": "miao", "宓": "mi", "冼": "xian", "繁": "po", "员": "yun",
}  # fmt: skip
MOST_KEYS = 12

CYRILLIC_TO_PINYIN: dict[str, list[str]] = {}
for _sound, _cyrillic in PINYIN_TO_CYRILLIC.items():
    CYRILLIC_TO_PINYIN.setdefault(_cyrillic.replace("ё", "е"), []).append(_sound)
for _cyrillic, _sound in VARIANTS.items():
    CYRILLIC_TO_PINYIN.setdefault(_cyrillic, []).append(_sound)


@lru_cache(maxsize=20_000)
def other_script_keys(name: str) -> frozenset[str]:
    """Keys (`keys.person_key`) under which a Chinese name stands in the other scripts; empty for any other name."""
    words = LETTERS.findall(name.lower())
    if HAN_NAME.fullmatch(name):
        sounds = [_sounds_of_characters(name)]
    elif len(words) == 2 and all("а" <= word[0] <= "я" or word[0] == "ё" for word in words):
        sounds = _sounds_of_palladius(words)
    elif len(words) == 2 and all(_syllables(word) for word in words):
        # Either order: “Li Hongzhong” at home, “Hongzhong Li” abroad.
        sounds = [(words[0], words[1])]
    else:
        return frozenset()
    keys: set[str] = set()
    for family, given in sounds[:MOST_KEYS]:
        keys |= {person_key(f"{family} {given}")}
        cyrillic = [_in_palladius(part) for part in (family, given)]
        if all(cyrillic):
            keys |= {person_key(" ".join(cyrillic))}
    return frozenset(keys - {person_key(name)})


def sound_keys(name: str) -> frozenset[str]:
    """The keys of a Chinese name in Latin letters: what the three spellings of it share."""
    return frozenset(key for key in (*other_script_keys(name), person_key(name)) if key.isascii())


def characters_of_surname(name: str) -> frozenset[str]:
    """The Chinese characters of the family name that a name in Cyrillic or Latin letters may begin, or end, with."""
    words = LETTERS.findall(name.lower())
    if len(words) != 2:
        return frozenset()
    sounds = {sound for word in words for sound in ([word] if word.isascii() else _read_back(word))}
    return frozenset(c for sound in sounds for c in _surnames_by_sound().get(sound, ()))


@lru_cache(maxsize=1)
def _surnames_by_sound() -> dict[str, list[str]]:
    known: dict[str, list[str]] = {}
    for row in lexicon.table("surnames_zh"):
        known.setdefault(_surname_sound(row[0]), []).append(row[0])
    return known


def _surname_sound(characters: str) -> str:
    return SURNAME_SOUNDS.get(characters) or "".join(_plain(characters))


def _sounds_of_characters(name: str) -> tuple[str, str]:
    length = 2 if len(name) > 2 and name[:2] in _double_surnames() else 1
    return _surname_sound(name[:length]), "".join(_plain(name[length:]))


@lru_cache(maxsize=1)
def _double_surnames() -> frozenset[str]:
    return frozenset(row[0] for row in lexicon.table("surnames_zh") if len(row[0]) == 2)


def _plain(characters: str) -> list[str]:
    """The syllables without tones, ü as it is typed."""
    return [sounds[0].replace("ü", "v") for sounds in pinyin(characters, style=Style.NORMAL)]


def _sounds_of_palladius(words: list[str]) -> list[tuple[str, str]]:
    families, givens = _read_back(words[0]), _read_back(words[1])
    return list(product(families, givens))


@lru_cache(maxsize=20_000)
def _read_back(word: str) -> tuple[str, ...]:
    """The ways to read a word in Palladius as pinyin, of the fewest syllables; none when it is not Palladius."""
    word = word.replace("ё", "е")
    if len(word) > LONGEST_NAME:
        return ()
    best: list[list[tuple[str, ...]]] = [[()], *([] for _ in word)]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - LONGEST_SYLLABLE - 1), end):
            piece = word[start:end].removeprefix("ъ")
            for before in best[start]:
                best[end] += [(*before, sound) for sound in CYRILLIC_TO_PINYIN.get(piece, ())]
        fewest = min((len(reading) for reading in best[end]), default=0)
        best[end] = [reading for reading in best[end] if len(reading) == fewest][:MOST_KEYS]
    return tuple("".join(reading).replace("ü", "v") for reading in best[-1] if reading)


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> tuple[str, ...]:
    """A word in pinyin as syllables, the fewest that spell it; empty when it is not pinyin."""
    word = word.replace("v", "ü")
    if len(word) > LONGEST_NAME:
        return ()
    best: list[tuple[str, ...] | None] = [(), *(None for _ in word)]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 6), end):
            before = best[start]
            if before is None or word[start:end] not in PINYIN_TO_CYRILLIC:
                continue
            if best[end] is None or len(before) + 1 < len(best[end] or ()):
                best[end] = (*before, word[start:end])
    return best[-1] or ()


def _in_palladius(word: str) -> str:
    """A word in pinyin as Palladius writes it; before a vowel, -нь needs a hard sign: Чанъань."""
    written = ""
    for syllable in _syllables(word):
        sound = PINYIN_TO_CYRILLIC[syllable]
        written += ("ъ" if written.endswith("н") and sound[0] in "аэоуияюе" else "") + sound
    return written
