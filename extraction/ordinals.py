"""Edition numbers: roman (also with Cyrillic look-alikes), figures, words."""

from __future__ import annotations

import re
from functools import cache

ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
ROMAN_FORM = re.compile(r"(?:C|XC|L?X{0,4}|XL)?(?:IX|IV|V?I{0,4})$")
LOOK_ALIKES = str.maketrans({"Х": "X", "І": "I", "С": "C", "М": "M"})
SUFFIX = re.compile(r"-?(?:й|го|му|м|ом|ый|ой|я|ая|ое|е|ую|ю|st|nd|rd|th)$")
FIGURES = re.compile(r"(\d{1,3})(?:-?(?:й|го|му|м|ом|ый|ой|я|ая|ое|е|ую|ю|х|ей)|st|nd|rd|th)?$")
HIGHEST = 200

UNITS_RU = {
    "первый": 1, "второй": 2, "третий": 3, "четвертый": 4, "пятый": 5, "шестой": 6, "седьмой": 7, "восьмой": 8,
    "девятый": 9, "десятый": 10, "одиннадцатый": 11, "двенадцатый": 12, "тринадцатый": 13, "четырнадцатый": 14,
    "пятнадцатый": 15, "шестнадцатый": 16, "семнадцатый": 17, "восемнадцатый": 18, "девятнадцатый": 19,
    "двадцатый": 20, "тридцатый": 30, "сороковой": 40, "пятидесятый": 50,
}  # fmt: skip
TENS_RU = {"двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50}
COUNTS_RU = {
    "один": 1, "два": 2, "двое": 2, "три": 3, "трое": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8,
    "девять": 9, "десять": 10, "одиннадцать": 11, "двенадцать": 12, "тринадцать": 13, "четырнадцать": 14,
    "пятнадцать": 15, "шестнадцать": 16, "семнадцать": 17, "восемнадцать": 18, "девятнадцать": 19, "двадцать": 20,
    "тридцать": 30, "сорок": 40, "пятьдесят": 50, "шестьдесят": 60, "сто": 100, "дюжина": 12, "десяток": 10,
}  # fmt: skip


def roman(text: str) -> int | None:
    """ "VII", "ХІІ" (Cyrillic), "VII-й" → the number; None for anything else."""
    letters = SUFFIX.sub("", text.translate(LOOK_ALIKES))
    if not letters or not ROMAN_FORM.match(letters):
        return None
    total = 0
    for letter, following in zip(letters, letters[1:] + " ", strict=True):
        value = ROMAN_VALUES[letter]
        total += -value if ROMAN_VALUES.get(following, 0) > value else value
    return total


def figures(text: str) -> int | None:
    """ "34-й", "8th", "7" → the number."""
    match = FIGURES.match(text)
    return int(match[1]) if match and 0 < int(match[1]) <= HIGHEST else None


def word_ru(lemma: str, before: str = "") -> int | None:
    """ "шестой" → 6, "двадцать" + "первый" → 21."""
    unit = UNITS_RU.get(lemma.replace("ё", "е"))
    if unit is None:
        return None
    return TENS_RU.get(before, 0) + unit if unit < 10 else unit


SPELLED_EN = {
    "inaugural": 1, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "one": 1, "two": 2,
    "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100, "dozen": 12,
}  # fmt: skip
HAN_DIGITS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "首": 1,
}
HAN_NUMBER = re.compile(r"[一二两三四五六七八九十百首]{1,6}")


def han(text: str) -> int | None:
    """ "第十二" without 第: "十二" → 12, "三十" → 30, "一百零八" is not needed for editions."""
    total, digit = 0, 0
    for character in text:
        if character in HAN_DIGITS:
            digit = HAN_DIGITS[character]
        elif character == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif character == "百":
            total, digit = total + (digit or 1) * 100, 0
        else:
            return None
    return total + digit or None


def spelled(text: str) -> list[int]:
    """Numbers written in words in a folded text, Russian stems included: «шестого», "twenty", "三十二"."""
    found = [value for run in HAN_NUMBER.findall(text) if (value := han(run))]
    words = re.findall(r"[а-яa-z]+", text.replace("ё", "е"))
    tens = 0
    for word in words:
        value = SPELLED_EN.get(word) or _russian(word)
        if value is None:
            tens = 0
            continue
        found.append(value)
        if tens and value < 10:
            found.append(tens + value)
        tens = value if value % 10 == 0 and value < 100 else 0
    return found


def _russian(word: str) -> int | None:
    """The number whose stem is the longest that the word begins with: «двадцатью» is no «два»."""
    fitting = [
        (len(stem), value)
        for stem, value in _russian_stems()
        if word.startswith(stem) and len(word) - len(stem) <= LONGEST_ENDING
    ]
    return max(fitting)[1] if fitting else None


LONGEST_ENDING = 5  # letters


@cache
def _russian_stems() -> tuple[tuple[str, int], ...]:
    found = []
    for table in (COUNTS_RU, UNITS_RU, TENS_RU):
        for base, value in table.items():
            word = base.replace("ё", "е")
            cut = 0 if len(word) <= 4 else 2 if table is UNITS_RU else 1
            found.append((word[: len(word) - cut], value))
    return tuple(found)
