"""Which language a report is written in."""

from __future__ import annotations

import re

SAMPLE = 20_000  # characters: a report shows its language long before
CYRILLIC = re.compile(r"[А-Яа-яЁё]")
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]")
FEWEST_LETTERS = 3
HAN_WEIGHT = 3  # a character says as much as three letters


KANA_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
OTHER_SCRIPT = re.compile(r"[^\W\d_A-Za-zÀ-ÿА-Яа-яЁё\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
ENGLISH_WORD = re.compile(r"\b(?:the|of|and|to|in|a|is|was|for|at|by|with|on)\b", re.IGNORECASE)
LATIN_WORD = re.compile(r"\b[A-Za-zÀ-ÿ]{1,40}\b")
ENOUGH_WORDS = 30  # fewer Latin words than that are taken for English names and headings
ENGLISH_SHARE = 0.12  # of running English every fifth word or more is one of ENGLISH_WORD


def detect(text: str) -> str | None:
    """ "ru", "zh" or "en" by the script that prevails; None for other languages and where there are hardly any letters."""
    sample = text[:SAMPLE]
    weights = {
        "ru": len(CYRILLIC.findall(sample)),
        "zh": HAN_WEIGHT * len(HAN.findall(sample)),
        "en": len(LATIN.findall(sample)),
        # Japanese and Korean use Chinese characters too: their own letters tell them apart.
        "other": len(OTHER_SCRIPT.findall(sample)) + 5 * HAN_WEIGHT * len(KANA_HANGUL.findall(sample)),
    }
    best = max(weights, key=lambda language: weights[language])
    if weights[best] < FEWEST_LETTERS or best == "other":
        return None
    if best == "en":
        words = len(LATIN_WORD.findall(sample))
        if words >= ENOUGH_WORDS and len(ENGLISH_WORD.findall(sample)) < ENGLISH_SHARE * words:
            return None
    return best
