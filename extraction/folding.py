"""Folding: one character for one character, so that a span never has to be translated back."""

from __future__ import annotations

import re

TO_LATIN = str.maketrans(
    {
        "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P", "С": "C", "Т": "T",
        "У": "Y", "Х": "X", "І": "I", "Ј": "J", "Ѕ": "S", "а": "a", "с": "c", "е": "e", "о": "o", "р": "p",
        "х": "x", "у": "y", "і": "i", "ј": "j", "ѕ": "s",
    }
)  # fmt: skip
TO_CYRILLIC = str.maketrans({latin: chr(cyrillic) for cyrillic, latin in TO_LATIN.items()})

PUNCTUATION = str.maketrans(
    {
    "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\u200a": " ", "\t": " ",
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u00ad": "-",
}
)  # fmt: skip
PAIRED_MARKS = re.compile(
    r"(?:``|'')([^`'\n]{1,200})(?:``|'')"
)  # typewriter quotation marks, two characters each
MIXED_WORD = re.compile(r"[A-Za-zА-Яа-яЁёІіЈјЅѕ]+")
HAS_LATIN = re.compile(r"[A-Za-z]")
HAS_CYRILLIC = re.compile(r"[А-Яа-яЁёІіЈјЅѕ]")


def fold(text: str) -> str:
    """The text with look-alike letters, odd spaces and hyphens replaced; `len(fold(text)) == len(text)`.

    A word that mixes Latin and Cyrillic letters is read in the script of most of its letters.
    """
    text = PAIRED_MARKS.sub(lambda quote: f" «{quote[1]}» ", text.translate(PUNCTUATION))
    if not (HAS_LATIN.search(text) and HAS_CYRILLIC.search(text)):
        return text
    return MIXED_WORD.sub(lambda word: _one_script(word[0]), text)


def _one_script(word: str) -> str:
    latin = len(HAS_LATIN.findall(word))
    if latin == 0 or latin == len(word):
        return word
    cyrillic = len(word) - latin
    return word.translate(TO_LATIN) if latin > cyrillic else word.translate(TO_CYRILLIC)


def fold_case(text: str) -> str:
    """Lower case and ё as е, still one character for one character ("İ".lower() would be two)."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.replace("ё", "е")
