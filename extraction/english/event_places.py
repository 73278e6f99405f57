"""Where an event takes place: "in Baku", "at the hall, Baku", "here", ", which Baku hosts"."""

from __future__ import annotations

import re

from extraction.english.event_states import Walk
from extraction.english.phrases import DEMONYMS, TOPICS, PlaceName, lookup, towns, with_region
from extraction.english.sides import Context
from extraction.findings import Span, Value
from extraction.mentions import ForumMention

BEFORE_TOWN = frozenset(
    ["the", "a", "city", "of", "capital", "town", "downtown", "central", "northeast", "northwest",
    "southeast", "southwest", "north", "south", "east", "west", "province", "southern", "northern",
    "eastern", "western", "northeastern", "northwestern", "southeastern", "southwestern", "coastal",
    "beautiful", "historic", "resort", "port", "border", "district", "region", "state"]
)  # fmt: skip
HOSTED_BY_TOWN = re.compile(
    r"(?:which|that)\s(?P<town>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)\s(?P<verb>hosts|hosted|will host|is hosting|is to host|is due to host)\b"
)


def take_host(context: Context, walk: Walk, mention: ForumMention) -> bool:
    """ ", which Irkutsk hosts in September"."""
    tokens = context.tokens
    found = HOSTED_BY_TOWN.match(tokens.text, tokens.words[walk.index].start)
    if found is None:
        return False
    place = context.phrases.places.get(walk.index + 1)
    span = Span(*found.span("town"))
    if mention.place is None and (place is None or place.kind != "country"):
        mention.place = Value(found["town"], span, "host_place")
        mention.country = country_of(place, span)
    status = (
        "held" if found["verb"] == "hosted" else "planned" if found["verb"] != "is hosting" else "ongoing"
    )
    if mention.status is None:
        mention.status, mention.status_weight = Value(status, span, "host"), 2
    while walk.index < walk.limit and tokens.words[walk.index].start < found.end():
        walk.index += 1
    walk.last_verb = "host"
    return True


def take_place(context: Context, walk: Walk, mention: ForumMention) -> bool:
    """ "in Baku", "at the Uzexpocentre in Tashkent", "there"."""
    if _take_word_of_place(context, walk, mention) or _take_listed_place(context, walk, mention):
        return True
    lower = context.tokens.lower(walk.index)
    if not _leads_to_place(context, walk, lower):
        return False
    index = _behind_article(context, walk)
    if index >= walk.limit:
        return False
    capital = _capital(context, index)
    if capital is not None:
        walk.index = index + 2
        _set_town(context, mention, capital, "capital_of_the_dateline")
        return True
    place = context.phrases.places.get(index)
    end = context.phrases.end_of_phrase(index, walk.limit)
    if place is not None and place.last >= end:
        _known_place(context, walk, mention, place)
        return True
    venue = (
        VENUE.match(context.tokens.text, context.tokens.words[index].start) if lower in ("at", "in") else None
    )
    while venue is not None and end < walk.limit and context.tokens.words[end].start < venue.end():
        end += 1
    if end == index:
        return False
    walk.index = end
    _take_unknown(context, walk, mention, index, lower)
    return True


def _take_word_of_place(context: Context, walk: Walk, mention: ForumMention) -> bool:
    """ "There", "here"."""
    lower = context.tokens.lower(walk.index)
    town = context.dateline() if lower == "here" else None
    if lower == "there":
        _place_there(context, walk.index, mention)
    elif town is not None:
        _set_town(context, mention, town, "town_of_the_dateline")
    else:
        return False
    walk.index += 1
    return True


def _take_listed_place(context: Context, walk: Walk, mention: ForumMention) -> bool:
    """ "(Baku, 3 June)", "9th Samarkand Expo, Samarkand."."""
    tokens = context.tokens
    place = context.phrases.places.get(walk.index)
    before = tokens.lower(walk.index - 1)
    if place is None or before not in ("(", ","):
        return False
    behind = tokens.lower(place.last) if place.last < walk.limit else "."
    is_entry = not walk.last_verb and place.kind in ("city", "island") and behind in ENDS_ENTRY
    if before == "," and not is_entry:
        return False
    _known_place(context, walk, mention, place)
    return True


def _behind_article(context: Context, walk: Walk) -> int:
    """The token of the place behind "in the city of", "on the campus of"."""
    tokens = context.tokens
    index = walk.index + 1
    campus = CAMPUS.match(tokens.text, tokens.words[index].start) if index < walk.limit else None
    while campus is not None and index < walk.limit and tokens.words[index].start < campus.end():
        index += 1
    while index < walk.limit and (tokens.lower(index) in BEFORE_TOWN or _is_of_town(context, index)):
        index += 1
    owner = context.phrases.places.get(index)
    if (
        owner is not None
        and tokens.lower(owner.last) in ("'s", "’s")
        and owner.last + 1 in context.phrases.places
    ):
        return owner.last + 1  # "in southwest China's Yunnan Province"
    return index


def _is_of_town(context: Context, index: int) -> bool:
    """ "The Russian" of "the Russian city of Yekaterinburg"."""
    tokens = context.tokens
    return (
        tokens.words[index].text in DEMONYMS
        and tokens.lower(index + 1) in BEFORE_TOWN
        and (tokens.lower(index + 2) == "of" or context.phrases.is_name_word(index + 2))
    )


def _take_unknown(context: Context, walk: Walk, mention: ForumMention, first: int, preposition: str) -> None:
    """A town that the gazetteer lacks, or a hall with its town behind a comma."""
    tokens, phrases = context.tokens, context.phrases
    end = walk.index
    place, behind = phrases.places.get(first), phrases.places.get(end + 1)
    has_comma = tokens.lower(end) == ","
    is_town = behind is not None and (behind.kind == "city" or behind.name in CITY_STATES)
    if (
        preposition in ("at", "on", "in")
        and has_comma
        and behind is not None
        and is_town
        and VENUE.match(tokens.text, tokens.words[first].start)
    ):
        walk.index = end + 1
        _known_place(context, walk, mention, behind)
        _set_town(context, mention, behind, "place_of_event")
        return
    if preposition in ("at", "on") and has_comma and behind is not None and is_town:
        walk.index = end + 1
        _known_place(context, walk, mention, behind)
        return
    is_body = phrases.is_organization(first, end) or _is_no_place(context, first, end)
    if preposition in ("in", "for", "to") and end - first <= 2 and not is_body and mention.place is None:
        mention.place = Value(tokens.string(first, end), tokens.span(first, end), "place_unknown")
        known = towns().get(mention.place.value)
        if known:
            mention.country = Value(known, mention.place.span, "country_of_town")
        if has_comma and behind is not None:
            mention.country = country_of(behind, mention.place.span) or mention.country
            walk.index = behind.last
    elif preposition == "at" and place is not None and place.kind == "city":
        _set_town(context, mention, place, "host_place")  # "at the Kazan Expo centre"


def _is_no_place(context: Context, first: int, end: int) -> bool:
    """ "In Higher Education", "in the China-Belarus industrial park": a field of work, two countries."""
    tokens = context.tokens
    return tokens.lower(end - 1) in TOPICS or COUNTRIES.match(tokens.words[first].text) is not None


CITY_STATES = frozenset({"Singapore", "Monaco", "Hong Kong", "Macao", "Macau"})
VENUE = re.compile(
    r"[A-Z][\w'’&.-]*(?:\s(?:[A-Z&][\w'’&.-]*|and|of|the|&)){0,7}?\s(?:[Cc]ent(?:re|er)|[Hh]all|[Hh]otel|[Cc]omplex|[Pp]alace|[Gg]rounds?|[Pp]avilion|[Uu]niversity|[Aa]rena|[Cc]lub|[Rr]esort)\b"
)
COUNTRIES = re.compile(r"[A-Z][a-z]+[-–][A-Z][a-z]+$")


def _set_town(context: Context, mention: ForumMention, town: PlaceName, rule: str) -> None:
    if mention.place is None:
        mention.place = Value(town.name, context.tokens.span(town.first, town.last), rule)
        mention.country = country_of(town, mention.place.span)


BEHIND_TOWN = frozenset({"city", "town", "province", "region", "prefecture", "district"})
ENDS_ENTRY = (".", ",", ";", "(", ":", ")", "–", "—", "|")
CAMPUS = re.compile(
    r"(?:the |a |an )?(?:campus|premises|grounds|territory) of\s"
    r"|(?:the |a |an )?(?:[\w’'-]+ ){0,4}?(?:city|town|capital|resort|port|village|metropolis|hub|province|state|district|region) of\s"
)


def _capital(context: Context, index: int) -> PlaceName | None:
    """ "In the Qatari capital": the town of the dateline, where it lies in that country."""
    tokens = context.tokens
    town = context.dateline()
    if town is None or tokens.words[index].text not in DEMONYMS or tokens.lower(index + 1) != "capital":
        return None
    country = lookup(DEMONYMS[tokens.words[index].text])
    return town if country is not None and country[1] == town.country else None


def _leads_to_place(context: Context, walk: Walk, preposition: str) -> bool:
    if preposition == "to":
        return walk.last_verb in ("put_off", "will_be_held", "may_be_held", "moves_on")
    if preposition == "for":
        return walk.last_verb in ("scheduled", "proposed_event", "will_be_held") and (
            walk.index + 1 in context.phrases.places
            or context.phrases.is_name_word(walk.index + 1)
            and context.tokens.words[walk.index + 1].text in towns()
        )
    return preposition in ("in", "at", "inside", "on")


def _known_place(context: Context, walk: Walk, mention: ForumMention, place: PlaceName) -> None:
    """Take a place of the gazetteer, with the region or country behind its comma."""
    tokens, places = context.tokens, context.phrases.places
    place = with_region(tokens, place)
    walk.index = min(place.last, walk.limit)
    if walk.index < walk.limit and tokens.lower(walk.index) in BEHIND_TOWN:
        walk.index += 1  # "in Vladivostok city"
    span = tokens.span(place.first, place.last)
    country = country_of(place, span)
    following = places.get(walk.index + 1)
    if (
        following is not None
        and tokens.lower(walk.index) == ","
        and place.kind == "country"
        and following.kind == "city"
    ):
        place, span = (
            following,
            tokens.span(following.first, following.last),
        )  # "in the capital of Uzbekistan, Tashkent"
        country = country_of(place, span)
        walk.index = following.last
    elif following is not None and tokens.lower(walk.index) == ",":
        country = country or country_of(following, span)
        walk.index = following.last
    elif following is not None and tokens.lower(walk.index) == "and":
        walk.index = following.last
    elif following is not None and tokens.lower(walk.index) in ("of", "in") and walk.index < walk.limit:
        country = country or country_of(following, span)
        walk.index = following.last
    if place.kind == "country":
        mention.country = mention.country or country
    elif mention.place is None or mention.place.rule == "host_place":
        mention.place, mention.country = Value(place.name, span, "place_of_event"), country


def country_of(place: PlaceName | None, span: Span) -> Value[str] | None:
    return Value(place.country, span, "country_of_place") if place is not None and place.country else None


def _place_there(context: Context, index: int, mention: ForumMention) -> None:
    """ "There": the place named last before."""
    before = next((p for first, p in reversed(context.phrases.places.items()) if first < index), None)
    if before is not None and mention.place is None:
        span = context.tokens.span(before.first, before.last)
        mention.place = Value(before.name, span, "place_there")
        mention.country = Value(before.country, span, "country_of_place") if before.country else None


TRAVELS = re.compile(
    r"\b(?:flew|flies|fly|flying|travell?ed|travels|travell?ing|went|goes|go|came|comes|headed|heads|returned|drove|sailed)\s(?:back\s)?to\s(?:the\s)?$"
)
LONGEST_TOWN = 4  # tokens


def place_travelled_to(context: Context, first: int, mention: ForumMention) -> None:
    """ "Flew to Vladivostok for the forum": it takes place there."""
    tokens = context.tokens
    reason = first - 2 if tokens.lower(first - 1) == "the" else first - 1
    if mention.place is not None or tokens.lower(reason) != "for":
        return
    for index in range(max(tokens.start_of(first), reason - LONGEST_TOWN), reason):
        place = context.phrases.places.get(index)
        if place is None or place.last != reason or place.kind != "city":
            continue
        before = tokens.text[max(0, tokens.words[index].start - 40) : tokens.words[index].start]
        if TRAVELS.search(before) is not None:
            _set_town(context, mention, place, "travelled_to")
            return


HELD_IN = re.compile(
    r"(?:(?:Originally |First |Initially )?(?:[Dd]ue|[Ss]lated|[Ss]cheduled|[Ss]et) to be held|To be held|Held|Taking place|Hosted) (?:this year |annually )?in\s(?=[A-Z])"
)


def leading_place(context: Context, first: int, mention: ForumMention) -> None:
    """ "In Harbin, the forum opened", "Due to be held in Shanghai, the fair …"."""
    tokens = context.tokens
    start = tokens.start_of(first)
    held = HELD_IN.match(tokens.text, tokens.words[start].start)
    if held is not None and mention.place is None:
        index = start
        while tokens.words[index].start < held.end() and index < first:
            index += 1
        place = context.phrases.places.get(index)
        if place is not None and place.last < first and tokens.lower(first - 1) == ",":
            _set_town(context, mention, place, "place_of_event")
            return
    if mention.place is None and tokens.lower(start) == "in" and mention.status_weight == 3:
        place = context.phrases.places.get(start + 1)
        if place is not None and place.last <= first and tokens.lower(place.last) in (",", "the"):
            mention.place = Value(place.name, tokens.span(start + 1, place.last), "place_of_event")
            mention.country = (
                Value(place.country, mention.place.span, "country_of_place") if place.country else None
            )
