"""Sides: whoever does something, a person, an organization, a territory or "the Russian side"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from extraction.english.dates import When
from extraction.english.names import Name
from extraction.english.office_reading import body_named_before, common_body
from extraction.english.phrases import (
    DEMONYMS,
    DESCRIPTORS,
    FUNCTION_WORDS,
    HONORIFICS,
    LOWER_REGIONS,
    OFFICE_MODIFIERS,
    PLACE_SUFFIXES,
    SIDE_WORDS,
    Phrases,
    PlaceName,
    is_office_head,
    with_region,
)
from extraction.english.posts import Posts
from extraction.english.text import Tokens
from extraction.findings import Span, Value
from extraction.mentions import ForumMention

SEPARATORS = frozenset(
    {",", "and", ";", "&", "by", "with", "as", "well", "also", "both", "including", "together", "alongside", "visiting",
     "outgoing", "incoming", "newly", "appointed", "plus", "then"}
)  # fmt: skip
ABOUT_MISTAKES = re.compile(
    r"\b(?:misstated|misspelled|misspelt|misidentified|misreported|[Ww]e (?:said|reported|wrote|stated|incorrectly|wrongly|mistakenly)|[Oo]ur (?:first|earlier|original|previous) (?:version|report|article)"
    r"|[Ii]n our report|(?:incorrectly|wrongly|mistakenly|erroneously) (?:stated|said|reported|named|gave)|[Cc]ontrary to our report)"
)
TRUTH_FOLLOWS = re.compile(
    r"[:;] (?:it|the|he|she|in fact)\b|, not \w|\brather than\b|\binstead of\b|\bshould (?:have|be|read)\b|\bin fact\b|\bactually\b"
)


@dataclass(frozen=True, slots=True)
class Side:
    """Who is named in tokens [first, last); `end` is behind what is said of them."""

    first: int
    last: int
    end: int
    name: str
    kind: str  # person, organization, territory, side
    span: Span

    def value(self, rule: str) -> Value[str]:
        return Value(self.name, self.span, rule)


LEVELS = frozenset({"provincial", "regional", "municipal", "federal", "national", "local", "city"})
DATELINE_REACH = 2  # sentences: a by-line may stand before the town


@dataclass(slots=True)
class Context:
    """What the finders of a kind share."""

    phrases: Phrases
    names: list[Name]
    posts: Posts
    dates: list[When]
    published_on: date | None
    name_at: dict[int, Name] = field(default_factory=dict)
    date_at: dict[int, When] = field(default_factory=dict)  # by the offset of its first character
    events: dict[int, tuple[int, ForumMention]] = field(default_factory=dict)  # first token → end, mention
    event_words: set[str] = field(default_factory=set)  # words of the names of events, in lower case
    in_event: dict[int, int] = field(default_factory=dict)  # token → first token of its event
    listed_after: dict[int, ForumMention] = field(
        default_factory=dict
    )  # "and the first in Baku" → the one before

    @property
    def tokens(self) -> Tokens:
        return self.phrases.tokens

    def sentence_text(self, number: int) -> str:
        span = self.tokens.sentences[number].span
        return self.tokens.text[span.start : span.end]

    def dateline(self) -> PlaceName | None:
        """The town at the head of the report: "MINSK (BelTA) –", "HARBIN, May 17 (Xinhua) --"."""
        for number, (first, _) in enumerate(self.tokens.bounds):
            if not self.tokens.sentences[number].is_title:
                place = self.phrases.places.get(first)
                is_head = place is not None and self.tokens.lower(place.last) in (
                    ",",
                    "(",
                    "-",
                    "–",
                    "—",
                    ".",
                    "/",
                    ":",
                )
                if is_head and place is not None and place.kind == "city":
                    return place
                if number > DATELINE_REACH:
                    break
        return None

    def tells_of_mistake(self, number: int) -> bool:
        """ "We said that…" in a correction: what follows is not so."""
        text = self.sentence_text(number)
        return bool(ABOUT_MISTAKES.search(text)) and TRUTH_FOLLOWS.search(text) is None

    def people_before(self, index: int) -> list[Name]:
        """The people named before a token, the last first, each once."""
        found: list[Name] = []
        for name in reversed(self.names):
            if name.first < index and name.family not in {n.family for n in found}:
                found.append(name)
                if len(found) > 6:
                    break
        return found


def sides_at(context: Context, index: int, limit: int) -> list[Side]:
    """The side that begins at a token; two for "the Russian and Chinese sides", "the two officials"."""
    tokens = context.tokens
    if index >= limit:
        return []
    start = index
    if tokens.lower(index) in ("the", "a", "an", "its", "both"):
        index += 1
    if tokens.lower(index).endswith("-based") and index + 1 < limit:
        index += 1
    if (
        start < index < limit - 1
        and tokens.words[index].text in LEVELS
        and context.phrases.is_name_word(index + 1)
    ):
        index += 1  # "the provincial Department of Commerce"
    pair = _pair(context, start, index, limit)
    if pair:
        return pair
    quoted = _quoted(context, start, index)
    if quoted is not None:
        return [quoted]
    named = context.posts.starts.get(index)
    while named is None and tokens.lower(index) in HONORIFICS and index + 1 < limit:
        index += 1
    name = context.name_at.get(named if named is not None else index)
    if name is not None and name.first < limit:
        end = context.posts.ends.get(name.first, name.last)
        return [Side(start, name.last, end, name.name, "person", name.span)]
    if index < limit and index in context.in_event:
        return []
    described = _described_person(context, start, index, limit)
    if described is not None:
        return [described]
    side = _named_side(context, start, index, limit) or _meant_person(context, start, index, limit)
    if side is not None:
        return [side]
    common = _common_body(context, start, index, limit)
    if common is not None:
        return [common]
    owned = _of_owner(context, start, index, limit)
    if owned is not None:
        return [owned]
    plain = _plain_name(context, start, index, limit)
    return [plain] if plain is not None else _described(context, start, index, limit)


def _of_owner(context: Context, start: int, index: int, limit: int) -> Side | None:
    """ "China's Shandong Province"; "Russia's Ministry of Trade" keeps its owner."""
    tokens = context.tokens
    place = context.phrases.places.get(index)
    if place is None or tokens.lower(place.last) not in ("'s", "’s") or place.last + 1 >= limit:
        return None
    inner = _owned(context, start, place.last + 1, limit)
    is_of_state = tokens.lower(place.last + 1) in STATE_BODIES
    if inner is None or inner.kind != "organization" or not is_of_state:
        return inner
    span = tokens.span(index, inner.last)
    return Side(start, inner.last, inner.end, tokens.string(index, inner.last), inner.kind, span)


def _plain_name(context: Context, start: int, index: int, limit: int) -> Side | None:
    """A place or an organization by its capitalised words."""
    tokens = context.tokens
    place = context.phrases.places.get(index)
    end = context.phrases.end_of_phrase(index, limit)
    if place is not None and place.last >= end:
        place = with_region(tokens, place)
        return Side(start, place.last, place.last, place.name, "territory", tokens.span(index, place.last))
    if end == index:
        return None
    governing = _governing_behind(context, end, limit)
    if governing > end:
        return Side(
            start,
            governing,
            governing,
            tokens.string(index, governing),
            "organization",
            tokens.span(index, governing),
        )
    is_body = context.phrases.is_organization(index, end)
    if (
        not is_body
        and end < limit
        and tokens.lower(end) in LOWER_REGIONS
        and not tokens.words[end].is_capitalised
    ):
        return Side(
            start, end + 1, end + 1, tokens.string(index, end + 1), "territory", tokens.span(index, end + 1)
        )
    kind = "territory" if tokens.lower(end - 1) in PLACE_SUFFIXES and not is_body else "organization"
    if (
        end < limit
        and tokens.lower(end) in ("countries", "states", "nations")
        and not tokens.words[end].is_capitalised
    ):
        end += 1  # "Turkic-speaking countries"
    is_followed = kind == "organization" and _is_descriptor(context, end, limit)
    is_of_region = (
        end < limit and tokens.lower(end) in PLACE_SUFFIXES and not tokens.words[end].is_capitalised
    )
    after = end + 1 if is_followed or is_of_region else end  # "the People's Committee of Long An province"
    return Side(start, end, after, tokens.string(index, end), kind, tokens.span(index, end))


def _governing_behind(context: Context, index: int, limit: int) -> int:
    """Behind "government", "town government", "prefectural administration" after a name; the index where none stands."""
    tokens = context.tokens
    end = index
    while end < limit and end < index + 2 and tokens.lower(end) in TERRITORIAL_WORDS:
        end += 1
    return (
        end + 1
        if end < limit
        and tokens.lower(end) in ("government", "administration", "authorities", "municipality")
        else index
    )


TERRITORIAL_WORDS = frozenset(
    {"town", "city", "county", "provincial", "state", "regional", "municipal", "prefectural", "district",
    "village", "local", "metropolitan"}
)  # fmt: skip
STATE_BODIES = frozenset(
    ["ministry", "department", "government", "agency", "committee", "chamber", "embassy", "general"]
)


def _is_descriptor(context: Context, index: int, limit: int) -> bool:
    """ "Amkodor holding", "Rusagro group": a common noun behind the name."""
    return index < limit and context.tokens.lower(index) in (
        "holding",
        "group",
        "company",
        "corporation",
        "firm",
    )


def _owned(context: Context, start: int, index: int, limit: int) -> Side | None:
    """ "China's Shandong Province", "Hunan's Zoomlion", "Russia's Ministry of Trade": what the owner's name stands before."""
    tokens = context.tokens
    name = context.name_at.get(index) or context.name_at.get(context.posts.starts.get(index, -1))
    if name is not None:
        end = context.posts.ends.get(name.first, name.last)
        return Side(start, name.last, end, name.name, "person", name.span)
    place = context.phrases.places.get(index)
    end = context.phrases.end_of_phrase(index, limit)
    if place is not None and place.last >= end:
        return Side(start, place.last, place.last, place.name, "territory", tokens.span(index, place.last))
    if end == index:
        return None
    after = end + 1 if _is_descriptor(context, end, limit) else end
    return Side(start, end, after, tokens.string(index, end), "organization", tokens.span(index, end))


PLAIN_BODIES = frozenset(["chamber", "association", "ministry", "company", "university", "agency", "union", "federation",
                          "committee", "institute", "foundation", "fund", "bank", "corporation"])  # fmt: skip


def _common_body(context: Context, start: int, index: int, limit: int) -> Side | None:
    """ "The regional government", "the city government of Suzhou", "our Chamber", "the association"."""
    tokens = context.tokens
    place = context.phrases.places.get(index)
    end = common_body(context.phrases, place.last if place is not None else index, limit)
    if end > index and (place is None or end > place.last):
        if tokens.lower(end) == "of" and end + 1 < limit and (place := context.phrases.places.get(end + 1)):
            end = place.last
        return Side(start, end, end, tokens.string(index, end), "organization", tokens.span(index, end))
    is_bare = start < index or tokens.lower(start) == "our"
    word = index + 1 if tokens.lower(index) == "our" else index
    if not is_bare or word >= limit or tokens.lower(word) not in PLAIN_BODIES:
        return None
    if context.phrases.end_of_phrase(word, limit) > word + 1:
        return None
    name = body_named_before(context.phrases, tokens.lower(word), word)
    if not name:
        return None
    return Side(start, word + 1, word + 1, name, "organization", tokens.span(word, word + 1))


def _quoted(context: Context, start: int, index: int) -> Side | None:
    """An organization in quotation marks: “AE of GBAO”."""
    tokens = context.tokens
    closing = tokens.quotations.get(index)
    if closing is None or not 1 <= closing - index - 1 <= 6 or index in context.in_event:
        return None
    if not all(
        word.is_capitalised or word.lower in ("of", "and", "the", "for")
        for word in tokens.words[index + 1 : closing]
    ):
        return None
    span = tokens.span(index + 1, closing)
    return Side(start, closing + 1, closing + 1, tokens.string(index + 1, closing), "organization", span)


def _described_person(context: Context, start: int, index: int, limit: int) -> Side | None:
    """ "Chinese hotelier Wu Jianming", "his colleague Ms. Lan"."""
    tokens = context.tokens
    for at in range(index, min(index + 4, limit)):
        name = context.name_at.get(at)
        if name is not None:
            if at == index or name.is_family_only and tokens.lower(at - 1) not in HONORIFICS:
                return None
            end = context.posts.ends.get(at, name.last)
            return Side(start, name.last, end, name.name, "person", name.span)
        word = tokens.words[at]
        if (
            word.text not in DEMONYMS
            and (
                not word.is_word
                or word.is_capitalised
                or word.lower in FUNCTION_WORDS
                or word.lower.endswith(("ed", "s"))
            )
            and word.lower not in HONORIFICS
        ):
            return None
    return None


def _described(context: Context, start: int, index: int, limit: int) -> list[Side]:
    """ "(Polish) firm Agrosilo", "shipbuilder Caspian Yards"."""
    tokens = context.tokens
    for offset in (0, 1, 2):
        at = index + offset
        if at < limit and tokens.lower(at) in DESCRIPTORS:
            end = context.phrases.end_of_phrase(at + 1, limit)
            if end > at + 1:
                return [
                    Side(
                        start, end, end, tokens.string(at + 1, end), "organization", tokens.span(at + 1, end)
                    )
                ]
    return []


def _named_side(context: Context, start: int, index: int, limit: int) -> Side | None:
    """ "The Mongolian side"; "the Polish firm Agrosilo"."""
    tokens = context.tokens
    word = tokens.words[index] if index < limit else None
    if word is None:
        return None
    place = context.phrases.places.get(index)
    end = index + 1 if word.text in DEMONYMS else place.last if place is not None else index
    if end == index or end >= limit:
        return None
    if tokens.lower(end) in SIDE_WORDS and tokens.lower(end) != "delegation":
        return Side(
            start, end + 1, end + 1, tokens.string(index, end + 1), "side", tokens.span(index, end + 1)
        )
    is_common = tokens.lower(end) in DESCRIPTORS and not tokens.words[end].is_capitalised
    is_described = word.text in DEMONYMS or is_common
    found = _described(context, start, end, min(limit, end + 14)) if is_described else []
    return found[0] if found else None


SHARED_NOUNS = frozenset(
    {"chambers", "ministries", "governments", "delegations", "companies", "universities"}
)


def _pair(context: Context, start: int, index: int, limit: int) -> list[Side]:
    tokens = context.tokens
    if (
        index + 3 < limit
        and tokens.lower(index + 1) == "and"
        and tokens.lower(index + 3) in ("sides", "partners")
    ):
        first, second = tokens.words[index], tokens.words[index + 2]
        if first.text in DEMONYMS and second.text in DEMONYMS:
            return [
                Side(start, index + 4, index + 4, f"{word.text} side", "side", tokens.span(index, index + 4))
                for word in (first, second)
            ]
    is_pair = (
        index + 3 < limit and tokens.lower(index + 1) == "and" and tokens.lower(index + 3) in SHARED_NOUNS
    )
    if is_pair and {tokens.words[index].text, tokens.words[index + 2].text} <= DEMONYMS.keys():
        span = tokens.span(index, index + 4)
        return [Side(start, index + 4, index + 4, tokens.string(index, index + 4), "organization", span)]
    if tokens.lower(index) == "two" and tokens.lower(index + 1) in ("officials", "ministers", "governors", "leaders", "men", "women", "executives", "politicians", "mayors"):  # fmt: skip
        people = context.people_before(index)[:2]
        if len(people) == 2:
            return [Side(start, index + 2, index + 2, p.name, "person", p.span) for p in reversed(people)]
    return []


def _meant_person(context: Context, start: int, index: int, limit: int) -> Side | None:
    """ "He", "the vice governor": somebody named before."""
    tokens = context.tokens
    lower = tokens.lower(index)
    if lower in ("he", "she") and index == start:
        people = context.people_before(index)
        if people:
            return Side(start, index + 1, index + 1, people[0].name, "person", people[0].span)
    place = context.phrases.places.get(index)
    owner_end = (
        place.last if place is not None else index + 1 if tokens.words[index].text in DEMONYMS else index
    )
    if owner_end > index:
        index = owner_end  # "Odisha Industries Minister urged": the one named before
    elif start == index or tokens.lower(start) != "the":
        return None
    end = index
    while end < limit and (tokens.lower(end) in OFFICE_MODIFIERS or is_office_head(tokens.lower(end))):
        end += 1
    if end < limit and end in context.name_at:
        return None
    if end == index or not is_office_head(tokens.lower(end - 1)) or tokens.lower(end) in ("of", "for"):
        return None
    wanted = set(tokens.string(index, end).lower().split())
    for name in reversed(context.names):
        titles = [set(p.value.title.lower().split()) for p in context.posts.of_name.get(name.first, [])]
        if name.first < index and any(wanted <= title for title in titles):
            return Side(start, end, end, name.name, "person", name.span)
    return None


def list_at(context: Context, index: int, limit: int) -> list[Side]:
    """Sides joined by commas and "and" from a token on."""
    found: list[Side] = []
    tokens = context.tokens
    while index < limit and len(found) < 40:
        sides = sides_at(context, index, limit)
        if not sides:
            break
        found += sides
        index = behind_brackets(context, sides[-1].end, limit)
        after = index
        while after < limit and tokens.lower(after) in SEPARATORS:
            after += 1
        if after == index:
            break
        index = after
    return found


def behind_brackets(context: Context, index: int, limit: int) -> int:
    """ "Kirova (Association of Tour Operators)", "Bekova of Nazarbayev University": past what belongs to the name."""
    tokens = context.tokens
    if tokens.lower(index) == "(" and index < limit:
        return next((i + 1 for i in range(index, min(index + 16, limit)) if tokens.lower(i) == ")"), index)
    if tokens.lower(index) in ("of", "from") and index + 1 < limit:
        first = index + 2 if tokens.lower(index + 1) == "the" else index + 1
        end = context.phrases.end_of_phrase(first, limit)
        return end if end > first else index
    return index
