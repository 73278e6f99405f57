"""Keys: two spellings of one name have one key. Keys are for comparing and storing, never for showing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from extraction import morphology
from extraction.folding import fold, fold_case

WORD = re.compile(r"[а-яё]+|[a-z]+|\d+|[\u3400-\u4dbf\u4e00-\u9fff]+")
UNIT = re.compile(r"[а-я]+|[a-z]+|\d+|[\u3400-\u4dbf\u4e00-\u9fff]")
ENDINGS = re.compile(
    r"(?:иями|ями|ами|иях|ого|его|ому|ему|ыми|ими|ией|иям|ием|ях|ах|ом|ем|ей|ой|ою|ею|ию|ья|ье|ью|ым|им|ых|их|ый|ий|ая"
    r"|яя|ое|ее|ые|ие|ую|юю|ов|ев|ам|ям|ия|ии|а|я|о|е|и|ы|у|ю|ь|й)$"
)
NAME_ENDINGS = re.compile(
    r"(?:ого|его|ому|ему|ыми|ими|ией|ием|ой|ою|ею|ей|ом|ем|ым|им|ый|ий|ая|яя|ую|юю|ия|ии|ию|а|я|о|е|и|ы|у|ю|ь|й)$"
)
SHORTEST_STEM = 3
PATRONYMIC = re.compile(
    r"(?:ович|евич|ич|овна|евна|ична|инична)(?:а|у|ем|ом|е|ы|ой|ою)?$|(?:овн|евн|ичн)(?:ы|е|у|ой|ою)$"
)
EXPANSIONS = {
    "мсп": "малое среднее предпринимательство",
    "рф": "россия",
    "кнр": "китай",
    "ао": "автономный округ",
}
SYNONYMS = {"российская федерация": "россия", "китайская народная республика": "китай"}
FUNCTION_WORDS = frozenset({"и", "the", "of", "and", "a", "an", "on", "for"})


def phrase_key(text: str) -> str:
    """A key of a name that does not depend on case, inflection, quotation marks, dashes and look-alike letters."""
    words = [_stem(word) for word in _words(text) if word not in FUNCTION_WORDS]
    key = " ".join(part for word in words for part in EXPANDED.get(word, (word,)))
    for long, short in SYNONYM_KEYS.items():
        key = key.replace(long, short)
    return key


def person_key(text: str) -> str:
    """A key of a person's name: given and family name in alphabetical order, patronymic dropped.

    "Костюченко Галина Фёдоровна", "Галиной Костюченко" → one key. Initials stay as single letters.
    """
    words = _words(text)
    if len(words) > 2:
        words = [w for i, w in enumerate(words) if not (i and len(w) > 5 and PATRONYMIC.search(w))] or words
    return " ".join(sorted(_name_stem(word) for word in words))


def stems(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, stem) of each word of a text, of each character of Chinese: a name has the same stems in every case."""
    for word in UNIT.finditer(fold_case(fold(text))):
        yield word.start(), word.end(), _stem(word[0])


def _words(text: str) -> list[str]:
    lower = fold(unicodedata.normalize("NFKC", text)).casefold().replace("ё", "е")
    plain = unicodedata.normalize("NFD", lower).replace("и\u0306", "й")
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return WORD.findall(plain)


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    if not "а" <= word[0] <= "я":
        return word
    base = morphology.lemma(word) if morphology.is_known(word) else word
    return _cut(base)


@lru_cache(maxsize=50_000)
def _name_stem(word: str) -> str:
    """Names are looked up as names: «Титовым» is an instrumental of «Титов», whatever else it may be."""
    if not "а" <= word[0] <= "я" or len(word) == 1:
        return word
    names = [
        parse
        for parse in morphology.parses(word)
        if parse.is_known and ("Surn" in parse.tag or "Name" in parse.tag)
    ]
    # A report speaks of one Абрамов, not of several people called Абрам.
    single = [parse for parse in names if "plur" not in parse.tag]
    chosen = next(iter(single or names), None)
    return _cut_name(str(chosen.normal_form).replace("ё", "е") if chosen else word)


def _cut_name(word: str) -> str:
    """-ов, -ев are no case endings here: Николаев is not Николай."""
    stem = NAME_ENDINGS.sub("", word)
    return stem if len(stem) >= SHORTEST_STEM else word


def _cut(word: str) -> str:
    stem = ENDINGS.sub("", word)
    return stem if len(stem) >= SHORTEST_STEM else word


EXPANDED = {short: tuple(_stem(w) for w in long.split()) for short, long in EXPANSIONS.items()}
SYNONYM_KEYS = {
    " ".join(_stem(w) for w in long.split()): " ".join(_stem(w) for w in short.split())
    for long, short in SYNONYMS.items()
}
