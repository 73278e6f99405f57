"""Edition numbers: roman (also with Cyrillic look-alikes), figures, words."""

from __future__ import annotations

import re

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
