"""Events whose head is a common noun: "the TransRussia exhibition", "the Kazakh-Uzbek business forum"."""

from __future__ import annotations

import re

from extraction.english.event_editions import edition_before, mention_of, ordinal
from extraction.english.phrases import (
    DEMONYMS,
    EVENT_HEADS,
    ORGANIZATION_WORDS,
    TOPICS,
    Phrases,
    is_office_head,
    lookup,
)
from extraction.english.sides import Context
from extraction.findings import Value
from extraction.mentions import ForumMention

DETERMINERS = frozenset(
    ["the", "this", "that", "next", "upcoming", "previous", "last", "first", "its", "coming", "following",
    "annual", "forthcoming"]
)  # fmt: skip
BRANDED_HEADS = frozenset(
    ["conclave", "forum", "expo", "exhibition", "fair", "summit", "conference", "congress", "festival"]
)
COUNTRIES_JOINED = re.compile(r"(?P<one>[A-Z][a-z]+)[-–/](?P<other>[A-Z][A-Za-z]+)(?:[-–/][A-Z][A-Za-z]+)?$")
HALVES = frozenset({"Sino", "Russo", "Indo", "Franco", "Anglo", "Afro", "Euro", "ASEAN", "EU", "US", "UK", "GCC", "Africa",
                    "Arab", "EAEU", "SCO", "BRICS", "Asia", "Europe", "Eurasia", "CIS", "UAE"})  # fmt: skip
MOST_TOPICS = 6  # words between the countries and the head


def _joins_countries(phrases: Phrases, index: int) -> int:
    """Behind "Kazakh-Uzbek", "China-Russia", "Uzbekistan – Kazakhstan"; 0 where none stands at the token."""
    tokens = phrases.tokens
    found = COUNTRIES_JOINED.match(tokens.words[index].text)
    if found is not None and all(_is_country_word(found[half]) for half in ("one", "other")):
        return index + 1
    is_parted = (
        tokens.lower(index + 1) in ("-", "–", "—", "/")
        and index + 2 < tokens.end_of(index)
        and _is_country_word(tokens.words[index].text)
        and _is_country_word(tokens.words[index + 2].text)
    )
    return index + 3 if is_parted else 0


def _is_country_word(word: str) -> bool:
    if word in DEMONYMS or word in HALVES:
        return True
    known = lookup(word)
    return known is not None and known[0] in ("country", "region")


def bilateral(context: Context, index: int) -> tuple[int, int, ForumMention] | None:
    """ "The first regional Uzbek-Kazakh forum", "the China-Russia forum on science": two countries name it."""
    tokens, phrases = context.tokens, context.phrases
    before = tokens.words[index - 1].text if index > tokens.start_of(index) else ""
    goes_on = phrases.is_name_word(index - 1) and ordinal(before) is None and before.lower() not in TOPICS
    if not tokens.words[index].is_capitalised or before and goes_on:
        return None
    head = _joins_countries(phrases, index) if tokens.words[index].is_word else 0
    if not head:
        return None
    limit = min(head + MOST_TOPICS, tokens.end_of(index))
    while head < limit and tokens.lower(head) not in BRANDED_HEADS:
        if tokens.lower(head) not in TOPICS and tokens.lower(head) not in BILATERAL_TOPICS:
            return None
        head += 1
    if head >= limit or tokens.words[head].is_capitalised:
        return None  # `named_event` reads the latter
    first = index
    while first > tokens.start_of(index) and tokens.lower(first - 1) in (
        "regional",
        "joint",
        "interregional",
    ):
        first -= 1
    end = head + 1
    if tokens.lower(end) in ("on", "of", "for", "in") and (tokens.lower(end + 1) in TOPICS):
        end = _topics_end(context, end + 1)
    mention = mention_of(context, first, end, EVENT_HEADS[tokens.lower(head)], "event_of_two_countries")
    start = edition_before(context, first, mention)
    mention.name = Value(tokens.string(first, end), tokens.span(first, end), "event_of_two_countries")
    return start, end, mention


BILATERAL_TOPICS = frozenset(
    {"interregional", "inter-regional", "intergovernmental", "joint", "high-level", "women's", "youth", "media", "medical",
     "agricultural", "scientific", "humanitarian", "financial", "innovative", "smart", "green", "tech", "high-tech", "it", "rectors",
     "university", "universities", "legal", "municipal", "twin", "sister", "cities", "city", "and", "-", "cross-border", "border",
     "entrepreneurs", "entrepreneurial", "parliamentary", "cultural", "commercial", "b2b", "startup", "women", "friendship"}
)  # fmt: skip


def _topics_end(context: Context, first: int) -> int:
    """Behind "science and technology"."""
    tokens = context.tokens
    end = first
    limit = tokens.end_of(first)
    while end < limit and (
        tokens.lower(end) in TOPICS
        or tokens.lower(end) in ("and", "&")
        and tokens.lower(end + 1) in TOPICS
        and end > first
    ):
        end += 1
    return end


TOPICS_OF_EVENTS = frozenset(
    {"international", "trade", "business", "investment", "economic", "global", "industry", "mega", "book",
    "travel", "export", "import", "agricultural"}
)  # fmt: skip


def branded(context: Context, index: int) -> tuple[int, int, ForumMention] | None:
    """ "The TransRussia exhibition", "the Amur Bridge forum"; "the Harbin forum" is a bare one with its town."""
    tokens, phrases = context.tokens, context.phrases
    lower = tokens.lower(index)
    if lower not in BRANDED_HEADS or tokens.words[index].is_capitalised:
        return None
    floor = tokens.start_of(index)
    first = index
    while (
        first > floor
        and tokens.lower(first - 1) in TOPICS_OF_EVENTS
        and not tokens.words[first - 1].is_capitalised
    ):
        first -= 1  # "the 39th India international trade fair"
    topics = first
    while first > floor and index - first < 6 and _is_brand_word(context, first - 1):
        first -= 1
    if first == topics:
        return None
    if topics < index and ordinal(tokens.words[first - 1].text) is None:
        return None
    place = phrases.places.get(first)
    if place is not None and place.last == index:
        mention = mention_of(context, first, index + 1, EVENT_HEADS[lower], "event_by_town")
        start = edition_before(context, first, mention)
        if tokens.lower(start) not in DETERMINERS:
            return None
        mention.place = Value(place.name, tokens.span(first, index), "host_place")
        if place.country:
            mention.country = Value(place.country, mention.place.span, "country_of_place")
        return start, index + 1, mention
    if (
        first in phrases.places
        and index - first < 2
        or tokens.lower(first - 1) not in (*DETERMINERS, "of", "at", "in")
        and ordinal(tokens.words[first - 1].text) is None
    ):
        return None
    mention = mention_of(context, first, index + 1, EVENT_HEADS[lower], "event_branded")
    end = index if index - first == 1 else index + 1
    mention.name = Value(tokens.string(first, end), tokens.span(first, end), "event_branded")
    return edition_before(context, first, mention), index + 1, mention


def _is_brand_word(context: Context, index: int) -> bool:
    word = context.tokens.words[index]
    return (
        context.phrases.is_name_word(index)
        and index not in context.in_event
        and index not in context.name_at
        and ordinal(word.text) is None
        and word.text not in DEMONYMS
        and (word.lower not in ORGANIZATION_WORDS or word.lower in TOPICS_OF_EVENTS)
        and not is_office_head(word.lower)
        and not word.lower.endswith(
            ("-built", "-based", "-made", "-led", "-backed", "-owned", "-born", "-sponsored", "-funded")
        )
    )
