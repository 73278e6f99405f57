"""Which language a report is written in."""

from __future__ import annotations

import re

SAMPLE = 20_000  # characters: a report shows its language long before
CYRILLIC = re.compile(r"[А-Яа-яЁё]")
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]")
FEWEST_LETTERS = 3
HAN_WEIGHT = 3  # a character says as much as three letters


def detect(text: str) -> str | None:
    """ "ru", "zh" or "en" by the script that prevails; None where there are hardly any letters."""
    sample = text[:SAMPLE]
    weights = {
        "ru": len(CYRILLIC.findall(sample)),
        "zh": HAN_WEIGHT * len(HAN.findall(sample)),
        "en": len(LATIN.findall(sample)),
    }
    best = max(weights, key=lambda language: weights[language])
    return best if weights[best] >= FEWEST_LETTERS else None
