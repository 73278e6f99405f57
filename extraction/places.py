"""Which place a name means: a gazetteer of countries, regions and cities in three languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extraction import lexicon
from extraction.folding import fold

WORD = re.compile(r"[а-яёіў]+|[a-zà-ÿ]+|\d+|[\u3400-\u4dbf\u4e00-\u9fff]+")
# Without -ов, -ев, -ин: these end names of towns more often than they decline them (Псков, Могилёв, Харбин).
ENDINGS = re.compile(
    r"(?:иями|ями|ами|иях|ого|его|ому|ему|ыми|ими|ией|иям|ием|ях|ах|ом|ем|ей|ой|ою|ею|ию|ья|ье|ью|ым|им|ых|их|ый|ий|ая"
    r"|яя|ое|ее|ые|ие|ую|юю|ам|ям|ия|ии|а|я|о|е|и|ы|у|ю|ь|й)$"
)
KRAI = re.compile(r"кра(?:й|я|ю|ем|е)")
SHORT_ENDING = re.compile(r"[аяоеиыуюьй]$|(?<=[^аяоеиыуюьй])(?:ом|ем)$|(?<=[аеоуэ])ем$")
MIDDLE_ENDING = re.compile(r"(?:ом|ем|ой|ей|ою|ью|ям|ях|ый|ий|ая|ое|ого|ому|ым|[аяоеиыуюьй])$")
KIND_RANK = {"country": 3, "region": 2, "city": 1, "island": 1, "area": 0}
DESCRIPTORS = re.compile(
    r"^(?:город[а-я]*|г|провинци[а-я]+|остров[а-я]*|о|посёлок|пос|city|city of|province)\.?\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Place:
    """A country, region, city or island with its names; `region` is ISO 3166-2, coordinates are degrees."""

    name_ru: str
    name_zh: str
    name_en: str
    kind: str
    country: str
    region: str
    lat: float | None
    lon: float | None
    population: int = 0

    def name(self, language: str) -> str:
        names = {"ru": self.name_ru, "zh": self.name_zh, "en": self.name_en}
        return names.get(language) or self.name_ru or self.name_en or self.name_zh


def find_place(name: str) -> Place | None:
    """The likeliest place of this name in Russian (any case), Chinese or English; the most populous of namesakes."""
    taught = _taught(lexicon.current())
    if taught and (place := taught.get(_keys(name)[0])) is not None:
        return place
    return _in_gazetteer(name)


@lru_cache(maxsize=8192)  # capitalised words of reports repeat
def _in_gazetteer(name: str) -> Place | None:
    for words in (name, DESCRIPTORS.sub("", name.strip())):
        for table, key in zip(_index(), _keys(words), strict=True):
            if key in table:
                return table[key]
    return None


@lru_cache(maxsize=16)
def _taught(vocabulary: lexicon.Lexicon) -> dict[str, Place]:
    """What curators call a place: another name of one in the gazetteer, or a town that it does not have."""
    found: dict[str, Place] = {}
    for term in vocabulary.terms:
        if term.kind == "place":
            names = {
                language: term.name if language == term.language else "" for language in ("ru", "zh", "en")
            }
            new = Place(names["ru"], names["zh"], names["en"], "city", term.detail, "", None, None)
            known = _in_gazetteer(term.name)
            for name in (term.written, term.name):
                found[_keys(name)[0]] = known or new
    return found


def place_names(place: Place) -> tuple[str, ...]:
    """The Russian names of one word that a place goes by: Северная Корея has none, Китай has «Китай»."""
    return _single_names().get(place, ())


def enclosing(place: Place) -> Place | None:
    """The region that a city lies in, the country that a region (or a city of no known region) lies in."""
    if place.kind == "country":
        return None
    region = _by_code().get(place.region) if place.kind != "region" else None
    return region or _by_code().get(place.country)


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Place]:
    """ISO 3166-1 and 3166-2 codes → countries and regions."""
    listed = {place for table in _index() for place in table.values() if place.kind in ("country", "region")}
    return {place.region if place.kind == "region" else place.country: place for place in listed}


@lru_cache(maxsize=1)
def _single_names() -> dict[Place, tuple[str, ...]]:
    names: dict[Place, tuple[str, ...]] = {}
    for row in lexicon.table("places"):
        if row[0] not in ("country", "region"):
            break
        place = find_place(row[1])
        if place is not None:
            own = (row[1], *(row[9].split(";") if len(row) > 9 else ()))
            names[place] = tuple(name for name in own if name and " " not in name and "А" <= name[0] <= "я")
    return names


def _words(name: str) -> list[str]:
    return WORD.findall(fold(name).casefold().replace("ё", "е"))


@lru_cache(maxsize=50_000)
def place_stem(word: str) -> str:
    """A word of a place name without its case ending."""
    return _stems(word)[-1]


@lru_cache(maxsize=50_000)
def _stems(word: str) -> tuple[str, str, str]:
    """The word with a short, a middle and the longest ending cut: «Ханоя», «Москвой», «Великих»."""
    if not "а" <= word[0] <= "я" or len(word) < 3:
        return word, word, word
    if KRAI.fullmatch(word):
        return "край", "край", "край"
    short, middle, long = (ending.sub("", word) for ending in (SHORT_ENDING, MIDDLE_ENDING, ENDINGS))
    return short, middle, long if len(long) >= 2 else word


def _keys(name: str) -> tuple[str, str, str]:
    stems = [_stems(word) for word in _words(name)]
    return (
        " ".join(stem[0] for stem in stems),
        " ".join(stem[1] for stem in stems),
        " ".join(stem[2] for stem in stems),
    )


@lru_cache(maxsize=1)
def _index() -> tuple[dict[str, Place], ...]:
    """One table for each way to cut endings, the most careful first."""
    found: tuple[dict[str, tuple[tuple[int, int, int], Place]], ...] = ({}, {}, {})
    for row in lexicon.table("places"):
        cells = (*row, *([""] * (10 - len(row))))
        kind, ru, zh, en, country, region, lat, lon, population, aliases = cells
        place = Place(ru, zh, en, kind, country, region, _degrees(lat), _degrees(lon), int(population or 0))
        for is_own, names in ((1, (ru, zh, en)), (0, aliases.split(";"))):
            rank = (KIND_RANK[kind], is_own, place.population)
            for name in filter(None, names):
                for table, key in zip(found, _keys(name), strict=True):
                    if key and (key not in table or rank > table[key][0]):
                        table[key] = (rank, place)
    return tuple({key: place for key, (_, place) in table.items()} for table in found)


def _degrees(text: str) -> float | None:
    return float(text) if text and text != "0" else None
