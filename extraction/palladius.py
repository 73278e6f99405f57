"""Palladius: the Russian transcription of Chinese, as a table of syllables and as declined names.

Built from initials × finals (the system of 1839 in today's use); about 410 syllables.
"""

from __future__ import annotations

from functools import lru_cache

INITIALS = {
    "b": "б", "p": "п", "m": "м", "f": "ф", "d": "д", "t": "т", "n": "н", "l": "л", "g": "г", "k": "к", "h": "х",
    "j": "цз", "q": "ц", "x": "с", "zh": "чж", "ch": "ч", "sh": "ш", "r": "ж", "z": "цз", "c": "ц", "s": "с",
}  # fmt: skip
HARD_FINALS = {
    "a": "а", "o": "о", "e": "э", "ai": "ай", "ei": "эй", "ao": "ао", "ou": "оу", "an": "ань", "en": "энь",
    "ang": "ан", "eng": "эн", "ong": "ун", "u": "у", "ua": "уа", "uo": "о", "uai": "уай", "ui": "уй",
    "uan": "уань", "un": "унь", "uang": "уан",
}  # fmt: skip
SOFT_FINALS = {
    "i": "и", "ia": "я", "ie": "е", "iao": "яо", "iu": "ю", "ian": "янь", "in": "инь", "iang": "ян", "ing": "ин",
    "iong": "юн",
}  # fmt: skip
ROUND_FINALS = {"u": "юй", "ue": "юэ", "uan": "юань", "un": "юнь"}  # after j, q, x
BARE = {
    "a": "а", "o": "о", "e": "э", "ai": "ай", "ei": "эй", "ao": "ао", "ou": "оу", "an": "ань", "en": "энь",
    "ang": "ан", "er": "эр", "yi": "и", "ya": "я", "ye": "е", "yao": "яо", "you": "ю", "yan": "янь", "yin": "инь",
    "yang": "ян", "ying": "ин", "yong": "юн", "yu": "юй", "yue": "юэ", "yuan": "юань", "yun": "юнь", "wu": "у",
    "wa": "ва", "wo": "во", "wai": "вай", "wei": "вэй", "wan": "вань", "wen": "вэнь", "wang": "ван", "weng": "вэн",
}  # fmt: skip
SINGLE = {
    "zhi": "чжи", "chi": "чи", "shi": "ши", "ri": "жи", "zi": "цзы", "ci": "цы", "si": "сы", "lü": "люй",
    "nü": "нюй", "lüe": "люэ", "nüe": "нюэ", "hui": "хуэй", "fo": "фо", "lo": "ло",
}  # fmt: skip
VARIANTS = {"хой": "hui", "хуй": "hui", "дун": "dong", "жуэй": "rui"}
LONGEST_NAME = 24  # letters


def _table() -> dict[str, str]:
    table = dict(BARE)
    for initial, consonant in INITIALS.items():
        if initial in ("j", "q", "x"):
            finals = {**SOFT_FINALS, **ROUND_FINALS}
        elif initial in ("zh", "ch", "sh", "r", "z", "c", "s", "g", "k", "h"):
            finals = {final: sound for final, sound in HARD_FINALS.items() if final != "o"}
        elif initial in "bpmf":
            round_ones = {"uo", "ua", "uai", "ui", "uan", "un", "uang", "ong", "ia", "iang", "iu", "iong"}
            finals = {f: s for f, s in {**HARD_FINALS, **SOFT_FINALS}.items() if f not in round_ones}
        else:
            wrong = {"o", "ua", "uai", "uang", "iong"}
            finals = {f: s for f, s in {**HARD_FINALS, **SOFT_FINALS}.items() if f not in wrong}
        for final, sound in finals.items():
            table[initial + final] = consonant + sound
    return {**table, **SINGLE}


PINYIN_TO_CYRILLIC = _table()
SYLLABLES = frozenset(PINYIN_TO_CYRILLIC.values()) | frozenset(VARIANTS)
LONGEST_SYLLABLE = max(map(len, SYLLABLES))
# (ending of an oblique case, ending of the nominative)
ENDINGS = (
    ("ом", ""), ("ем", "й"), ("ем", "ь"), ("ём", "й"), ("а", ""), ("у", ""), ("е", ""), ("я", "й"), ("я", "ь"), ("ю", "й"),
    ("ю", "ь"), ("е", "й"), ("е", "ь"), ("эем", "эй"), ("ы", "а"), ("ой", "а"),
)  # fmt: skip


CASE_ENDINGS = {
    "gent": (("а", ""), ("я", "й"), ("я", "ь")), "accs": (("а", ""), ("я", "й"), ("я", "ь")),
    "datv": (("у", ""), ("ю", "й"), ("ю", "ь")), "ablt": (("ом", ""), ("ем", "й"), ("ем", "ь"), ("ём", "й"), ("эем", "эй")),
    "loct": (("е", ""), ("е", "й"), ("е", "ь")), "nomn": (),
}  # fmt: skip


@lru_cache(maxsize=20_000)
def syllable_count(word: str) -> int:
    """The fewest syllables that spell the word (lower case), 0 when it is not Palladius."""
    if len(word) > LONGEST_NAME:
        return 0
    fewest = [0] + [0] * len(word)
    for end in range(1, len(word) + 1):
        options = []
        for start in range(max(0, end - LONGEST_SYLLABLE), end):
            piece = word[start:end].removeprefix("ъ")
            if piece in SYLLABLES and (start == 0 or fewest[start]):
                options.append(fewest[start] + 1)
        fewest[end] = min(options, default=0)
    return fewest[len(word)]


def nominative(word: str, *, most_syllables: int, is_oblique: bool, case: str = "") -> str | None:
    """The nominative of a declined name in lower case, or None when the word is no Palladius spelling.

    Where the case is known, only its own endings are cut.
    """
    as_it_stands = 1 <= syllable_count(word) <= most_syllables
    if as_it_stands and not is_oblique:
        return word
    for ending, nominative_ending in CASE_ENDINGS.get(case, ENDINGS):
        if word.endswith(ending):
            candidate = word[: -len(ending)] + nominative_ending
            if 1 <= syllable_count(candidate) <= most_syllables:
                return candidate
    return word if as_it_stands else None
