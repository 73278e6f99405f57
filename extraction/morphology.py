"""Russian word forms: one analyser for the process, its answers remembered."""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from typing import Any

import pymorphy3

OTHER_LETTERS = re.compile(r"[^\u0000-\u024f\u0400-\u04ff\u2010-\u2026]+")
NO_WORD = "x"


@lru_cache(maxsize=1)
def analyzer() -> Any:
    logging.getLogger("pymorphy3").setLevel(
        logging.WARNING
    )  # it tells at every start which dictionary it reads
    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=50_000)
def parses(word: str) -> tuple[Any, ...]:
    """Every reading of a word, the likeliest first. Letters of other scripts, for which it has no name, are left out."""
    return tuple(analyzer().parse(OTHER_LETTERS.sub("", word) or NO_WORD))


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The base form of the likeliest reading, ё as е."""
    return str(parses(word)[0].normal_form).replace("ё", "е")


@lru_cache(maxsize=50_000)
def is_known(word: str) -> bool:
    return bool(analyzer().word_is_known(word))
