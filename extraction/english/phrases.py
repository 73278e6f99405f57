"""Capitalised phrases: names of places and organizations, and where such a name ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from extraction import lexicon
from extraction.english.text import Tokens
from extraction.places import find_place

OFFICE_MODIFIERS = lexicon.words("office_modifiers_en")
ORGANIZATION_WORDS = lexicon.mapping("organization_heads_en")
SUFFIXES = frozenset(word for word, kind in ORGANIZATION_WORDS.items() if kind == "suffix")
EVENT_HEADS = lexicon.mapping("event_heads_en")
DEMONYMS = lexicon.mapping("demonyms_en")
TERRITORIES = {row[0]: (row[1], row[2]) for row in lexicon.table("territories_en")}

REGION_WORDS = frozenset(
    ["province", "krai", "oblast", "region", "district", "county", "prefecture", "bay", "valley"]
)
PLACE_SUFFIXES = frozenset(
    ["province", "region", "krai", "oblast", "territory", "republic", "district", "county", "prefecture",
    "city", "valley", "bay", "island", "islands", "okrug"]
)  # fmt: skip
# Fields of work that "and" joins inside a name: Ministry of Industry and Trade.
TOPICS = frozenset(
    ["trade", "industry", "science", "technology", "commerce", "culture", "sports", "sport", "tourism",
    "agriculture", "economy", "economics", "energy", "transport", "food", "investment", "investments",
    "finance", "health", "education", "ecology", "environment", "labour", "labor", "construction",
    "development", "cooperation", "logistics", "communications", "information", "innovation", "innovations",
    "entrepreneurship", "business", "businesses", "marine", "mining", "resources", "fisheries", "forestry",
    "justice", "security", "affairs", "defence", "defense", "peace", "research", "small", "medium",
    "medium-sized", "enterprises", "infrastructure", "railways", "housing", "utilities", "digital",
    "digitalization", "water", "regional", "economic", "industrial", "agri", "mineral", "natural",
    "foreign", "external", "emergency", "arctic", "export", "import", "medicine", "pharmaceuticals",
    "machinery", "equipment", "friendship", "relations", "policy", "planning", "reform", "services",
    "nutrition", "climate", "oil", "gas", "coal", "timber", "wood", "furniture", "fruit", "vegetables",
    "vegetable", "grain", "dairy", "meat", "fish", "textile", "textiles", "fashion", "leather", "chemicals",
    "plastics", "steel", "metals", "metallurgy", "rail", "shipping", "freight", "aviation", "automotive",
    "electronics", "robotics", "software", "telecom", "packaging", "hospitality", "petrochemicals",
    "renewables", "pharma", "healthcare", "marketing", "chambers", "commodity", "interaction", "confidence",
    "confidence-building", "processing", "exchange", "exchanges", "matchmaking", "procurement", "sourcing",
    "promotion", "promotions", "consulting", "advertising", "events", "integration", "youth", "employment",
    "welfare", "gender", "women", "social", "protection", "petroleum", "minerals", "livestock",
    "irrigation", "rural", "maritime", "telecommunications", "ict", "privatization", "privatisation",
    "heritage", "antiquities", "statistics", "digitalisation", "transformation", "aerospace", "nuclear",
    "electricity", "power", "hydropower", "manpower", "skills", "cooperatives", "handicrafts", "wildlife",
    "forests", "fishing", "aquaculture", "horticulture", "ports", "roads", "lands", "supplies",
    "competition", "economics", "startups", "sciences", "crafts", "cultures", "arts", "materials", "land",
    "works", "human", "budget"]
)  # fmt: skip
FUNCTION_WORDS = frozenset(
    ["the", "a", "an", "in", "on", "at", "of", "for", "to", "from", "by", "with", "and", "or", "but", "as",
    "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "that", "this",
    "these", "those", "it", "its", "he", "she", "they", "we", "you", "i", "his", "her", "their", "our",
    "who", "which", "where", "when", "while", "during", "after", "before", "under", "over", "also", "not",
    "no", "more", "than", "about", "all", "both", "each", "other", "such", "some", "there", "then", "now",
    "new", "under", "following", "speaking", "earlier", "later", "separately", "according", "meanwhile",
    "however", "today", "yesterday", "tomorrow", "if", "among", "mr", "mrs", "ms", "dr", "prof", "mr.",
    "mrs.", "ms.", "dr.", "prof.", "moderator", "moderators", "speakers", "speaker", "participants", "day",
    "two", "three", "one", "four", "five", "programme", "program", "correction", "note", "please",
    "contrary", "since", "until", "through", "between", "against"]
)  # fmt: skip
HONORIFICS = frozenset(
    ["mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr.", "prof.", "prof", "sir", "madam", "hon.",
    "hon", "honourable", "honorable", "excellency", "h.e.", "datuk", "dato", "seri", "sri", "sheikh",
    "sheikha", "shaikh", "shri", "smt", "smt.", "eng", "eng.", "engr", "engr.", "lord", "lady", "baroness",
    "alhaji", "hajia", "captain", "capt.", "sir", "dame", "messrs", "rtd"]
)  # fmt: skip
# A common noun before the name of a company: "the Polish firm Agrosilo".
DESCRIPTORS = frozenset(
    ["company", "firm", "group", "holding", "shipbuilder", "operator", "producer", "maker", "manufacturer",
    "developer", "retailer", "bank", "builder", "carrier", "supplier", "exporter", "importer",
    "distributor", "startup", "start-up", "corporation", "enterprise", "investor", "contractor", "miner",
    "fund", "agency", "university", "port", "airline", "consultancy", "giant", "conglomerate"]
)  # fmt: skip
CALENDAR = re.compile(
    r"(?:january|february|march|april|june|july|august|september|october|november|december|may|monday|tuesday|wednesday"
    r"|jan|feb|apr|jun|jul|aug|sept|sep|oct|nov|dec|thursday|friday|saturday|sunday|oct\.|nov\.|dec\.|sept\.|sep\.|aug\.|jul\.|jun\.|apr\.|mar\.|feb\.|jan\.)$"
)
ROMAN = re.compile(r"[IVXL]+$")
LONGEST_PHRASE = 18  # tokens
LONGEST_PLACE = 5
NOT_PLACES = frozenset({"Reading", "Mobile", "Orient", "March", "Nice", "Of", "Day", "Bar", "Best", "Most", "Hall", "Union",
                        "Split", "Central", "University", "Enterprise", "Progress", "Independence", "Man", "Same", "Bay",
                        "Plant", "Industry", "Commerce", "Green", "Industrial", "Young", "Victoria", "Sale", "Date"})  # fmt: skip
UPPER_SUFFIXES = frozenset({"AS"})  # "Nordkyn Power AS"
SIDE_WORDS = frozenset({"side", "sides", "party", "parties", "partners", "delegation", "colleagues"})


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place named in tokens [first, last)."""

    first: int
    last: int
    name: str
    kind: str
    country: str


@dataclass(slots=True)
class Phrases:
    """The tokens with the places, events and people found in them; a phrase never runs into one of the latter two."""

    tokens: Tokens
    barriers: set[int] = field(default_factory=set)  # first tokens of what a phrase must not run into
    places: dict[int, PlaceName] = field(default_factory=dict)
    name_ends: set[int] = field(default_factory=set)  # tokens right behind a person's full name

    def is_name_word(self, index: int) -> bool:
        """A capitalised word that may be part of a name."""
        if not 0 <= index < len(self.tokens.words):
            return False
        word = self.tokens.words[index]
        if not word.is_word or not word.is_capitalised or index in self.tokens.quotations:
            return False
        if word.text in UPPER_SUFFIXES:
            return index > 0 and self.tokens.words[index - 1].is_capitalised
        is_in_place = word.text == "New" and index in self.places  # "New Delhi"
        return is_in_place or word.lower not in FUNCTION_WORDS and not CALENDAR.match(word.lower)

    def is_office(self, index: int, limit: int) -> bool:
        """An office begins here: modifiers and a head."""
        for position in range(index, min(index + 5, limit)):
            lower = self.tokens.lower(position)
            if lower == "executive" and self.tokens.lower(position + 1) in (
                "committee",
                "board",
                "council",
                "office",
            ):
                return False
            if is_office_head(lower):
                return True
            if lower not in OFFICE_MODIFIERS and not lower.startswith(("vice-", "deputy-", "ex-")):
                return False
        return False

    def end_of_phrase(self, first: int, limit: int) -> int:
        """The token after the name that begins here; `first` where none does."""
        words = self.tokens.words
        limit = min(limit, first + LONGEST_PHRASE)
        if not self.is_name_word(first) or self.is_office(first, limit):
            return first
        index = first + 1
        while index < limit:
            lower = self.tokens.lower(index)
            if (
                lower == ","
                and words[index - 1].lower in SUFFIXES
                and self.tokens.lower(index + 1) in SUFFIXES
            ):
                index += 2  # "Co., Ltd."
                continue
            if index in self.barriers or words[index - 1].lower in SUFFIXES:
                break
            if self._continues(index, limit) or (
                words[index].text.isdigit() and len(words[index].text) < 4 and words[index - 1].text == "No."
            ):
                index += 1
            elif (
                lower in ("&", "-", "/")
                and self.is_name_word(index + 1)
                and index + 1 < limit
                or (
                    lower in ("'s", "’s")
                    and self._continues(index + 1, limit)
                    and not self._is_owner(first, index)
                )
                or (
                    lower in ("'", "’")
                    and words[index - 1].lower.endswith("s")
                    and self._continues(index + 1, limit)
                )
                or (lower == "," and self._lists_topics(first, index, limit))
            ):
                index += 2
            elif (following := self._joined(first, index, limit) or index) > index or (
                following := self._behind_inner_brackets(index, limit)
            ) > index:
                index = following
            else:
                break
        return index

    def _behind_inner_brackets(self, index: int, limit: int) -> int:
        """ "Confederation of Entrepreneurs (Employers) Organizations": brackets that the name goes on behind."""
        if self.tokens.lower(index) != "(" or index + 3 >= limit:
            return index
        closing = next(
            (i for i in range(index + 2, min(index + 5, limit)) if self.tokens.lower(i) == ")"), index
        )
        inside = self.tokens.words[index + 1 : closing]
        is_word = bool(inside) and inside[0].is_capitalised and not inside[0].text.isupper()
        goes_on = self._continues(closing + 1, limit) or (
            self.tokens.lower(closing + 1) == "of" and self._continues(closing + 2, limit)
        )
        return closing + 1 if closing > index and is_word and goes_on else index

    def _lists_topics(self, first: int, comma: int, limit: int) -> bool:
        """ "Chamber of Commerce, Industry and Agriculture": fields of work in a list that "and" closes."""
        lower = self.tokens.lower
        is_listed = {lower(comma - 1), lower(comma + 1)} <= TOPICS and self._continues(comma + 1, limit)
        closes = lower(comma + 2) in ("and", ",", "&") and lower(comma + 3) in TOPICS and comma + 3 < limit
        return is_listed and closes and any(lower(i) in ("of", "for") for i in range(first, comma))

    def _continues(self, index: int, limit: int) -> bool:
        return (
            index < limit
            and self.is_name_word(index)
            and index not in self.barriers
            and not self.is_office(index, min(limit, index + 4))
        )

    def _is_owner(self, first: int, end: int) -> bool:
        """ "Poland's" and "Gazprom's" own what follows; "People's Republic" is one name."""
        place = self.places.get(first)
        return place is not None and place.last == end or self.tokens.words[end - 1].text not in (
            "People", "Women", "Children", "Men",
        )  # fmt: skip

    def _joined(self, first: int, index: int, limit: int) -> int:
        """Past "of the", "and", "for" when the name goes on behind it."""
        lower = self.tokens.lower(index)
        following = index + 1
        if lower == "and":
            return (
                following + 1
                if self._continues(following, limit) and self._and_joins(first, index, limit)
                else index
            )
        if (
            lower == "with"
            and self.tokens.lower(following) == "foreign"
            and self._continues(following, limit)
        ):
            return following + 1  # "Association for Friendship with Foreign Countries"
        if lower not in ("of", "for", "on", "to"):
            return index
        if self.tokens.lower(following) == "the":
            following += 1
        if not self._continues(following, limit):
            return index
        has_head = any(
            self.tokens.lower(i) in ORGANIZATION_WORDS
            or self.tokens.lower(i) in EVENT_HEADS
            or self.tokens.lower(i) == "republic"
            for i in range(first, index)
        )
        if lower != "of" and (not has_head or following in self.places):
            return index
        return following + 1 if has_head or lower == "of" else index

    def _and_joins(self, first: int, index: int, limit: int) -> bool:
        before, after = self.tokens.lower(index - 1), self.tokens.lower(index + 1)
        if index - 1 in self.places and index - first > 1 or before in SUFFIXES:
            return False
        if before in TOPICS and after in TOPICS:
            return (
                not self._is_organization_ahead(index + 1, limit)
                or index - first <= 1
                or before != "development"
            )
        inside = any(self.tokens.lower(i) in ("of", "for", "on") for i in range(first, index))
        if not inside or index + 1 in self.places:
            return False
        return before in TOPICS and not self._is_organization_ahead(index + 1, limit)

    def _is_organization_ahead(self, first: int, limit: int) -> bool:
        index = first
        while index < limit and self.is_name_word(index):
            if self.tokens.lower(index) in ORGANIZATION_WORDS and self.tokens.lower(index) not in TOPICS:
                return True
            index += 1
        return False

    def is_organization(self, first: int, last: int) -> bool:
        """The phrase has a word that only names of organizations have."""
        words = self.tokens.words[first:last]
        if any(w.lower in ORGANIZATION_WORDS for w in words):
            return True
        return (
            len(words) == 1
            and words[0].text.isupper()
            and len(words[0].text) > 1
            and not ROMAN.match(words[0].text)
        )


def is_office_head(lower: str) -> bool:
    offices = lexicon.mapping("offices_en")
    if lower in offices:
        return True
    return "-" in lower and (lower.rsplit("-", 1)[-1] in offices or lower in ("editor-in-chief",))


def is_plural_office(lower: str) -> bool:
    """ "Ministers", "presidents", "deputies" head the names of more people than one."""
    return lower.endswith("s") and is_office_head(lower[:-1])


def office_kind(lower: str) -> str:
    offices = lexicon.mapping("offices_en")
    return offices.get(lower) or offices.get(lower.rsplit("-", 1)[-1], "body")


def find_places(tokens: Tokens) -> dict[int, PlaceName]:
    """The place that begins at a token, the longest name of each."""
    found: dict[int, PlaceName] = {}
    index = 0
    while index < len(tokens.words):
        place = place_at(tokens, index)
        if place is not None:
            found[index] = place
            index = place.last
        else:
            index += 1
    return found


def place_at(tokens: Tokens, first: int) -> PlaceName | None:
    word = tokens.words[first]
    is_excluded = word.lower in FUNCTION_WORDS and word.text != "New" or word.text in NOT_PLACES
    if not word.is_word or not word.is_capitalised or is_excluded:
        return None
    limit = min(first + LONGEST_PLACE, tokens.end_of(first))
    last = first + 1
    while last < limit and (
        tokens.words[last].is_capitalised
        or tokens.lower(last) in ("of", "'s", "’s", "the", "-")
        and last + 1 < limit
    ):
        last += 1
    for end in range(last, first, -1):
        if not tokens.words[end - 1].is_word or tokens.lower(end - 1) in ("of", "the"):
            continue
        name = tokens.string(first, end)
        known = lookup(name)
        if known is not None:
            if end - first == 1 and word.text.isupper() and name not in TERRITORIES and len(name) > 3:
                name = name.title()
            return PlaceName(first, end, name, *known)
    return _region_by_suffix(tokens, first, last)


def _region_by_suffix(tokens: Tokens, first: int, last: int) -> PlaceName | None:
    """ "Zeya District": a place by its last word, though no gazetteer knows it."""
    is_region = last - first == 2 and tokens.lower(first + 1) in REGION_WORDS
    if is_region and tokens.words[first + 1].is_capitalised:
        return PlaceName(first, first + 2, tokens.string(first, first + 2), "area", "")
    return None


def lookup(name: str) -> tuple[str, str] | None:
    """(kind, country) of a place by its English name."""
    for spelled in (name, name.replace("’", "'")):
        if spelled in TERRITORIES:
            return TERRITORIES[spelled]
    words = name.split()
    bare = name
    if name.startswith("Republic of "):
        bare = name.removeprefix("Republic of ").removeprefix("the ")
    elif len(words) > 1 and words[-1].lower() in PLACE_SUFFIXES:
        bare = " ".join(words[:-1])
    for spelled in (name, bare):
        if spelled in TERRITORIES:
            return TERRITORIES[spelled]
        place = find_place(spelled)
        if place is not None and _is_whole(spelled):
            return place.kind, place.country
    return None


@lru_cache(maxsize=1)
def towns() -> dict[str, str]:
    """Towns that only a place of an event may name → their country."""
    return lexicon.mapping("towns_en")


def with_region(tokens: Tokens, place: PlaceName) -> PlaceName:
    """ "Chelyabinsk region" is another place than the town; "Heilongjiang province" is Heilongjiang."""
    end = place.last
    is_region = end < tokens.end_of(place.first) and tokens.lower(end) in LOWER_REGIONS
    if place.kind != "city" or not is_region or tokens.words[end].is_capitalised:
        return place
    return PlaceName(place.first, end + 1, f"{place.name} {tokens.lower(end)}", "region", place.country)


LOWER_REGIONS = frozenset({"region", "province", "oblast", "territory", "krai", "prefecture", "area"})


def _is_whole(name: str) -> bool:
    return len(name) > 2 and name not in NOT_PLACES
