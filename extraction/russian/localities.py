"""Places named in a Russian text: the gazetteer's name in the nominative, or the tagger's span put there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction import lexicon
from extraction.findings import Span
from extraction.places import Place, find_place, place_names, place_stem
from extraction.russian.phrases import ADJECTIVE_ENDING, nominative
from extraction.russian.tagging import TaggedText, Word

LONGEST_NAME = 5  # words
LEAST_KNOWN = 100_000  # inhabitants of a town whose name of three letters an adjective may mean
NO_PLACES = frozenset({"совет", "мир", "сев", "дет", "мор", "сель", "жен", "завод", "рай", "город"})
COMMON_NOUNS = frozenset({"совет", "дума", "собрание", "фонд"})  # «в Совете Федерации» is not in Soweto
DASHES = frozenset({"-", "–", "—"})
PLAIN_ADJECTIVE = re.compile(r"ск(?:ий|ая|ое|ие)$")
TOWN_ADJECTIVE = re.compile(r"(?:ов|ев|ин)?ск(?:ий|ая|ое|ие)$")
STREETS = frozenset(
    {"проспект", "улица", "площадь", "набережная", "шоссе", "переулок", "бульвар", "море", "река", "океан"}
)
TERRITORY_HEADS = frozenset(
    {"край", "область", "округ", "республика", "район", "провинция", "автономия", "губерния"}
)


@dataclass(slots=True)
class Locality:
    """A place in the text: words [first, last), its name in the nominative and what the gazetteer knows."""

    first: int
    last: int
    name: str
    place: Place | None
    span: Span
    kind: str  # country, region, city, island, area, district or ""

    @property
    def country(self) -> str:
        return self.place.country if self.place else ""


def find_localities(tagged: TaggedText) -> list[Locality]:
    found: list[Locality] = []
    index = 0
    words = tagged.words
    while index < len(words):
        locality = _at(tagged, index)
        if locality is None:
            index += 1
        else:
            found.append(locality)
            index = locality.last
    return found


def _at(tagged: TaggedText, index: int) -> Locality | None:
    word = tagged.words[index]
    if not word.is_capitalized or not word.is_word or word.lemma in COMMON_NOUNS:
        return None
    before = [w.lower for w in tagged.words[max(0, index - 2) : index]]
    if word.entity[2:] == "PER" and before != ["г", "."] and not _is_town_after_in(tagged, index):
        return None
    for length in range(LONGEST_NAME, 0, -1):
        last = index + length
        if last > len(tagged.words) or tagged.words[last - 1].sentence != word.sentence:
            continue
        if (
            not all(w.is_word or w.text in DASHES for w in tagged.words[index:last])
            or not tagged.words[last - 1].is_word
        ):
            continue
        place = find_place(" ".join(w.text for w in tagged.words[index:last] if w.is_word))
        if (
            place is not None
            and length == 1
            and word.is_adjective
            and place.kind == "city"
            and (_is_only_adjective(word, place) or _goes_with_noun(tagged, index))
        ):
            continue
        if place is not None and _is_meant(tagged, index, last, place):
            name = _gazetteer_name(tagged, index, last, place)
            return Locality(index, last, name, place, tagged.span(index, last), place.kind)
    return _tagged_only(tagged, index)


def _is_town_after_in(tagged: TaggedText, index: int) -> bool:
    """«в Мурэне»: one word that the tagger takes for a person, but a town of the gazetteer; nobody is «в» a person."""
    word = tagged.words[index]
    before = tagged.words[index - 1] if index else None
    if before is None or before.lower not in ("в", "во") or word.case not in ("loct", "accs", "nomn", "datv"):
        return False
    following = tagged.words[index + 1] if index + 1 < len(tagged.words) else None
    if following is not None and following.entity == "I-PER":
        return False
    place = find_place(word.text)
    return place is not None and place.kind == "city"


def _is_only_adjective(word: Word, place: Place) -> bool:
    """«Красноярская» is no town, «Грозный» is one."""
    return (
        ADJECTIVE_ENDING.search(word.lower) is not None
        and ADJECTIVE_ENDING.search(place.name_ru.lower()) is None
    )


def _goes_with_noun(tagged: TaggedText, index: int) -> bool:
    """«в Московском государственном университете», not «в Жуковском открылась»."""
    word = tagged.words[index]
    following = tagged.words[index + 1] if index + 1 < len(tagged.words) else None
    return (
        following is not None
        and following.sentence == word.sentence
        and (following.is_adjective or following.is_noun)
        and not following.is_participle
        and bool(word.case)
        and following.case == word.case
        and not following.is_capitalized
    )


def _is_meant(tagged: TaggedText, first: int, last: int, place: Place) -> bool:
    """A capital and a word of the gazetteer are not enough: "Мало", "Белая", family names."""
    words = tagged.words[first:last]
    if any(w.entity[2:] == "LOC" for w in words) or _is_town_after_in(tagged, first):
        # The whole name, not the first half of a longer one («Хабаровск» of «Хабаровск-Сити»).
        return True
    if last - first > 1 and place.kind in ("region", "country", "island"):
        return words[0].is_capitalized
    if words[0].text.isupper() and place.kind == "country":
        return True
    if words[0].entity[2:] == "ORG":
        return place.kind in ("country", "region") and not words[0].is_adjective
    before = tagged.words[first - 1] if first else None
    is_opening = before is None or before.sentence != words[0].sentence
    if is_opening or words[0].is_adjective or words[0].is_finite:
        return False
    if before is not None and before.lower in (
        "в",
        "во",
        "из",
        "г",
        ".",
        "городе",
        "города",
        "город",
        "(",
        "до",
    ):
        return words[0].is_noun or words[0].pos == "ADJ"
    return place.kind == "country" and words[0].is_noun


def _gazetteer_name(tagged: TaggedText, first: int, last: int, place: Place) -> str:
    printed = tagged.quote(first, last)
    if printed.isupper() and len(printed) <= 5:  # РФ, КНР, США as printed
        return printed
    if not place.name_ru:
        return printed
    words = [w for w in tagged.words[first:last] if w.is_word]
    own = [word for word in place.name_ru.split() if word not in DASHES]
    if place.kind in ("city", "island", "region") and len(words) == len(own) and _same_stems(words, own):
        return place.name_ru
    head = next((i for i in range(first, last) if tagged.words[i].lemma in TERRITORY_HEADS), None)
    if head is None:
        head = next((i for i in range(last - 1, first - 1, -1) if tagged.words[i].is_noun), last - 1)
    if last - first == 1 and place.kind in ("country", "region"):
        for alias in place_names(place):
            if place_stem(alias.casefold().replace("ё", "е")) == place_stem(tagged.words[first].lower):
                return alias
    return nominative(tagged, first, last, head)


def _same_stems(words: list[Word], own: list[str]) -> bool:
    # Шеньян and Шэньян are one town
    return all(
        place_stem(w.lower)[:3].replace("э", "е")
        == place_stem(o.casefold().replace("ё", "е"))[:3].replace("э", "е")
        for w, o in zip(words, own, strict=True)
    )


def _tagged_only(tagged: TaggedText, index: int) -> Locality | None:
    """A place that the gazetteer lacks, as the tagger bounds it."""
    words = tagged.words
    if words[index].entity != "B-LOC" or words[index].lemma in lexicon.words("organizations_ru"):
        return None
    last = index + 1
    while last < len(words) and words[last].entity == "I-LOC":
        last += 1
    if (
        last < len(words)
        and words[last].lemma in lexicon.mapping("territories_ru")
        and words[last - 1].is_adjective
    ):
        last += 1  # «Убсунурского аймака»: the tagger took the adjective alone
    nouns = [i for i in range(index, last) if words[i].is_noun]
    if any(words[i].lemma in STREETS for i in nouns) or last < len(words) and words[last].lemma in STREETS:
        return None
    heads = [i for i in nouns if words[i].lemma in lexicon.mapping("territories_ru")]
    head = (heads or nouns or [index])[0]
    kind = lexicon.mapping("territories_ru").get(words[head].lemma, "")
    if words[head].lemma in ("район", "округ"):
        kind = "district"
    return Locality(index, last, nominative(tagged, index, last, head), None, tagged.span(index, last), kind)


def adjective_place(word: Word) -> str:
    """The place that an adjective names: «российский» → Россия, «псковский» → Псковская область; "" if none."""
    country = lexicon.mapping("country_adjectives").get(word.lemma.replace("ё", "е"))
    if country:
        return country
    if not word.is_adjective or not TOWN_ADJECTIVE.search(word.lemma):
        return ""
    for noun in ("область", "край"):
        place = find_place(f"{word.lower} {noun}")
        if place is not None and place.kind == "region":
            return place.name_ru
    stem = PLAIN_ADJECTIVE.sub("", word.lemma)
    return _place_of_stem(stem) or _place_of_stem(TOWN_ADJECTIVE.sub("", word.lemma))


def _place_of_stem(stem: str) -> str:
    """«бурят» → Бурятия, «ганьсуй» → Ганьсу, «харбин» → Харбин, «бий» → Бийск, «тув» → Тува."""
    if len(stem) < 3 or stem in NO_PLACES:
        return ""
    region = find_place(f"{stem.removesuffix('ь')}ия")
    if len(stem) > 3 and region is not None and region.kind == "region" and region.name_ru:
        return next(
            (name for name in place_names(region) if name.lower().startswith(stem[:4])), region.name_ru
        )
    beginning = stem[:4].removesuffix("й")
    for candidate in (stem, f"{stem}ь", stem.removesuffix("й"), f"{stem}ск", f"{stem}а"):
        place = find_place(candidate)
        if place is None or len(stem) == 3 and place.population < LEAST_KNOWN and place.kind != "region":
            continue
        for name in (place.name_ru, *place_names(place)):
            if name.casefold().replace("ё", "е").startswith(beginning):
                return name
    return ""
