"""Titles in Chinese: the words that end the name of an office, with what stands before them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extraction import lexicon

RANK = r"(?:第一|常务|高级|首席|资深|执行|名誉|荣誉|联合|联席|代理|候任|轮值|特聘|终身|终生|助理|代|署理)"
POST = r"[\u4e00-\u9fffA-Za-z]{2,24}?"


@dataclass(frozen=True, slots=True)
class Titles:
    """Patterns over the offices that are known while one text is read."""

    anywhere: re.Pattern[str]
    at_end: re.Pattern[str]
    held_once: re.Pattern[str]  # «曾任哈尔滨市市长»: group "post"
    held_now: re.Pattern[str]  # «现任商会会长»: group "post"


def titles() -> Titles:
    return _patterns(lexicon.words("offices_zh"))


@lru_cache(maxsize=4)
def _patterns(offices: frozenset[str]) -> Titles:
    title = rf"(?:前|原|时任|现任|前任)?{RANK}{{0,2}}副?{RANK}?(?:{alternatives(offices)})(?:助理)?"
    return Titles(
        anywhere=re.compile(rf"{title}(?:兼{title})?"),
        at_end=re.compile(rf"{title}$"),
        held_once=re.compile(
            rf"(?:此前|之前|早年|过去)?曾(?:长期)?(?:担任|任)(?P<post>{POST}{title})(?=[，。；、]|$)"
        ),
        held_now=re.compile(rf"(?:现任|现为|目前担任|是(?!由)|系)(?P<post>{POST}{title})(?=[，。；、]|$)"),
    )


def alternatives(words: frozenset[str]) -> str:
    """A pattern of these words, the longest first."""
    return "|".join(sorted((re.escape(word) for word in words), key=lambda word: (-len(word), word)))
