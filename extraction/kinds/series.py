"""Which names of a report mean one recurring event."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extraction.keys import phrase_key
from extraction.mentions import ForumMention


@dataclass(slots=True)
class Series:
    """Names that mean one recurring event."""

    keys: list[str]
    kind: str
    quoted: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)  # keys of the words of the places where it takes place


def name_keys(mention: ForumMention) -> list[str]:
    names = [mention.name, *mention.aliases]
    return [key for name in names if name is not None and (key := phrase_key(name.value))]


QUOTED = re.compile(r"[«“\"]([^»”\"]{3,})[»”\"]")


def series_of(series: list[Series], mention: ForumMention) -> int | None:
    keys = name_keys(mention)
    for index in range(len(series) - 1, -1, -1):
        if any(key in series[index].keys for key in keys):
            return index
    quoted = quoted_key(mention.name.value) if mention.name is not None else ""
    bare = {quoted, *(key for key in keys if len(key) >= LONGEST_SINGLE)} - {""}
    for index in range(len(series) - 1, -1, -1):
        if series[index].quoted & bare or quoted and quoted in series[index].keys:
            return index  # «выставка «Иннопром»» and «Иннопром»
    for index in range(len(series) - 1, -1, -1):
        if any(
            _same_by_place(mine, theirs, mention, series[index])
            for mine in keys
            for theirs in series[index].keys
        ):
            return index
    best = max(
        (
            (len(set(mine.split()) & set(theirs.split())), index)
            for index in range(len(series))
            for mine in keys
            for theirs in series[index].keys
            if _same_series(mine, theirs)
        ),
        default=None,
    )
    return best[1] if best else None


LONGEST_SINGLE = 5  # letters: a single word in quotation marks that is no shorter tells a series


def quoted_key(name: str) -> str:
    """The key of what stands in quotation marks, if it tells one series from another."""
    found = QUOTED.search(name)
    key = phrase_key(found[1]) if found else ""
    return key if len(key.split()) > 1 or len(key) >= LONGEST_SINGLE else ""


def _same_series(mine: str, theirs: str) -> bool:
    """One name is the other with words left out: «форум «Два берега»» and the full name."""
    a, b = set(mine.split()), set(theirs.split())
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    latin_short, latin_long = ({w for w in words if w.isascii() and w.isalpha()} for words in (short, long))
    if latin_short and latin_long and latin_short != latin_long:
        return False  # ITMA is not ITMA ASIA + CITME
    if len(short) < 2 and not (len(short) == 1 and len(next(iter(short))) > 4 and len(long) <= 3):
        return len(short) >= 1 and short <= long and any(len(w) > 5 and w.isascii() for w in short)
    return short <= long and len(short) >= 2 and not _is_generic(short) and not _differs(short, long)


def is_generic(name: str) -> bool:
    """«международный экономический форум»: nothing in it tells one event from another."""
    return all(word.startswith(GENERIC) for word in phrase_key(name).split())


def place_words(mention: ForumMention) -> set[str]:
    return set(phrase_key(mention.place.value).split()) if mention.place is not None else set()


def _same_by_place(mine: str, theirs: str, mention: ForumMention, known: Series) -> bool:
    """«международный экономический форум» in Красноярск is the «Красноярский экономический форум»."""
    a, b = set(mine.split()), set(theirs.split())
    for general, own, places in ((a - b, b - a, place_words(mention)), (b - a, a - b, known.places)):
        is_of_place = bool(own) and all(any(w[:5] == p[:5] for p in places if len(p) > 3) for w in own)
        if a & b and is_of_place and all(word.startswith(GENERIC) for word in general | (a & b)):
            return True
    return False


GENERIC = ("междунар", "всеросс", "эконом", "форум", "выстав", "ярмар", "конгр", "самми", "конфер", "съезд", "межрег", "национ", "инвест", "делов",
           "бизне", "росси", "экспо", "промыш", "торгов", "forum", "fair", "expo")  # fmt: skip


def _is_generic(words: set[str]) -> bool:
    """«Международный форум», «инвестиционный форум»: too little to be the short name of another event."""
    return len(words) < 3 and all(word.startswith(GENERIC) for word in words) and not words & {"inter"}


def _differs(short: set[str], long: set[str]) -> bool:
    """«экономический форум» is not «Восточный экономический форум»: two bare words are too few."""
    return len(short) == 2 and len(long) - len(short) > 3 and not any(len(w) > 7 for w in short)
