"""Offices that stand before a name, with whoever owns them."""

from __future__ import annotations

from extraction.english.names import STRETCH, Name
from extraction.english.office_reading import (
    COMMON_OWNERS,
    POSSESSIVE,
    Office,
    common_owner,
    head_of_office,
    office_at,
    title_end_at,
)
from extraction.english.phrases import (
    DEMONYMS,
    HONORIFICS,
    OFFICE_MODIFIERS,
    TOPICS,
    Phrases,
    is_office_head,
    office_kind,
)
from extraction.findings import Post, Value


def offices_before(phrases: Phrases, name: Name, own: list[Value[Post]]) -> int:
    """ "Kazakh Vice Minister of Transport Gulnara Seitova": the longest office that ends where the name begins."""
    tokens = phrases.tokens
    floor = max(tokens.start_of(name.first), name.first - 22)
    target = name.first
    while target > floor and tokens.lower(target - 1) in HONORIFICS:
        target -= 1
    best = _office_ending_at(phrases, target, floor)
    if best is None:
        best = _office_before_comma(phrases, target, floor)
    if best is None:
        return name.first
    start, organization = best.first, best.organization
    is_former = best.is_former or tokens.lower(start - 1) in ("former", "ex")
    if tokens.lower(start - 1) == "former" and start - 1 >= floor:
        start -= 1
    owner_first, owner = owner_before(phrases, start, floor)
    if owner and (not organization or best.title.lower().startswith("ambassador")):
        organization, start = owner, owner_first
    is_former = is_former or tokens.lower(start - 1) == "former"
    span = tokens.span(start, name.last)
    if name.is_family_only and tokens.lower(start) == "professor":
        return start
    if not owner and (composite := _composite(phrases, name, best, start, floor)) is not None:
        own.append(composite[1])
        return composite[0]
    if tokens.lower(start - 1) == "and" and start - 2 >= floor:
        joined = _office_joined(phrases, start - 1, floor)
        if joined is not None:
            body = joined.organization or organization
            post = Post(joined.title, body, joined.is_former)
            own.append(Value(post, tokens.span(joined.first, name.last), "offices_joined"))
            start = joined.first
            span = tokens.span(start, name.last)
    title = ABBREVIATED.get(best.title.lower(), best.title)
    rule = "office_before_name" if title == best.title else "office_abbreviated"
    own.append(Value(Post(title, organization, is_former), span, rule))
    return start


ABBREVIATED = {"gov.": "Governor", "sen.": "Senator", "amb.": "Ambassador", "lt. gov.": "Lieutenant Governor"}


def _office_ending_at(phrases: Phrases, target: int, floor: int) -> Office | None:
    """The longest office of which the last word stands right before a token."""
    tokens = phrases.tokens
    best: Office | None = None
    if tokens.lower(target - 1) == ")":  # "Chairman of the Trade Authority (TDA) X"
        target = next((i for i in range(target - 2, floor, -1) if tokens.lower(i) == "("), target)
    for start in range(target - 1, floor - 1, -1):
        if tokens.lower(start) == "," and {tokens.lower(start - 1), tokens.lower(start + 1)} <= TOPICS:
            continue  # "Minister of Industry, Trade and Tourism X"
        if tokens.words[start].text in (",", ";", ":", "(", ")", "."):
            break
        if (
            is_office_head(tokens.lower(start))
            or tokens.lower(start) in OFFICE_MODIFIERS
            or tokens.lower(start).startswith(("ex-", "former"))
            or tokens.lower(start) in TOPICS
        ):
            office = office_at(phrases, start, target, with_owner=False)
            if office is not None and office.end == target:
                best = office
            title_end = title_end_at(phrases, start, target)
            is_body_there = start < title_end < target and phrases.end_of_phrase(title_end, target) == target
            if best is None and is_body_there and phrases.is_organization(title_end, target):
                body = tokens.string(title_end, target)  # "Chairman E-Gateway Corporation Dr. X"
                best = Office(start, target, tokens.string(start, title_end), body)
    return best or _long_office(phrases, target, floor)


def _long_office(phrases: Phrases, target: int, floor: int) -> Office | None:
    """ "Chairman of the Board of the KOBIA under the Ministry of Economy", "Governor of the Chelyabinsk region": up to the name."""
    tokens = phrases.tokens
    if tokens.lower(target - 1) in ("and", "&", "of", "for", "the", "in", "at", "to"):
        return None
    for start in range(target - 1, max(floor, target - LONGEST_STRETCH) - 1, -1):
        lower = tokens.lower(start)
        if is_office_head(lower):
            end = title_end_at(phrases, start, target)
            first = start
            while first > floor and tokens.lower(first - 1) in OFFICE_MODIFIERS:
                first -= 1
            if end >= target or tokens.lower(end) not in ("of", "for", "at", "in"):
                return None
            body = end + 2 if tokens.lower(end + 1) == "the" else end + 1
            title = tokens.string(first, end)
            if office_kind(lower) == "topic":
                title, body = tokens.string(first, target), target
            return Office(first, target, title, tokens.string(body, target)) if body <= target else None
        is_listed = lower == "," and {tokens.lower(start - 1), tokens.lower(start + 1)} <= TOPICS
        if start + 1 in phrases.name_ends or not (
            phrases.is_name_word(start) or lower in STRETCH or lower in TOPICS or is_listed
        ):
            return None
    return None


LONGEST_STRETCH = 24  # tokens


def _composite(
    phrases: Phrases, name: Name, best: Office, start: int, floor: int
) -> tuple[int, Value[Post]] | None:
    """ "Deputy Prime Minister – Minister of Trade X" holds one post; where it begins, and it."""
    tokens = phrases.tokens
    if tokens.lower(start - 1) not in ("–", "—", "-") or start - 2 < floor:
        return None
    first = _office_joined(phrases, start - 1, floor)
    if first is None:
        return None
    owner_first, owner = owner_before(phrases, first.first, floor)
    begin = owner_first if owner else first.first
    title = f"{first.title} {tokens.words[start - 1].text} {best.title}"
    post = Post(title, best.organization or first.organization or owner, best.is_former)
    return begin, Value(post, tokens.span(begin, name.last), "office_composite")


def _office_joined(phrases: Phrases, target: int, floor: int) -> Office | None:
    """ "Deputy Prime Minister and Minister of Finance X": the office that ends where "and" stands."""
    best: Office | None = None
    for start in range(target - 1, max(floor, target - 12) - 1, -1):
        if phrases.tokens.words[start].text in (",", ";", ":", "(", ")", ".") or start in phrases.barriers:
            break
        office = office_at(phrases, start, target, with_owner=False)
        if office is not None and office.end == target:
            best = office
    return best


def _office_before_comma(phrases: Phrases, target: int, floor: int) -> Office | None:
    """ "Its chairman, Guo Yunfei", "China's Consul General in Irkutsk, Li Hai": an office with its owner, then the name."""
    tokens = phrases.tokens
    if tokens.lower(target - 1) != "," or target - 1 <= floor:
        return None
    best: Office | None = None
    for start in range(target - 2, floor - 1, -1):
        if tokens.lower(start) == "," and {tokens.lower(start - 1), tokens.lower(start + 1)} <= TOPICS | {
            "and"
        }:
            continue  # "the Minister of Economy, Trade, and Industry, X"
        if tokens.words[start].text in (",", ";", ":", "(", ")", "."):
            break
        office = office_at(phrases, start, target - 1, with_owner=False)
        is_led = tokens.is_first(start) or tokens.lower(start - 1) in (
            "its",
            "the",
            "by",
            "with",
            ":",
            "–",
            "—",
            *POSSESSIVE,
        )
        begin = start
        while begin > floor and tokens.lower(begin - 1) in OFFICE_MODIFIERS:
            begin -= 1
        if tokens.lower(begin - 1) == "," and begin - 1 in phrases.name_ends:
            continue  # "X, chairman of the union, Y, …": X holds it
        is_whole = (
            office is not None and bool(office.organization) and not tokens.words[start - 1].is_capitalised
        )
        if not is_led and not is_whole and not _ends_body(phrases, start, floor):
            continue
        if office is not None and office.end == target - 1:
            best = office
        elif (
            office is not None
            and office_kind(head_of_office(phrases, start, title_end_at(phrases, start, target))) == "topic"
        ):
            best = Office(
                start, target - 1, tokens.string(start, target - 1)
            )  # "The Vice-Minister for Trade and the Promotion of …, X"
    whole = _long_office(phrases, target - 1, floor) if best is None else None
    is_led = whole is not None and (
        tokens.is_first(whole.first) or tokens.lower(whole.first - 1) in ("the", "by", "with")
    )
    return whole if is_led else best


def _ends_body(phrases: Phrases, index: int, floor: int) -> bool:
    """ "Malawi Trade Centre (MTC) Public Relations Manager, X": an organization ends right before."""
    end = _before_brackets(phrases, index, floor)
    return any(
        not phrases.is_name_word(first - 1)
        and phrases.end_of_phrase(first, end) == end
        and phrases.is_organization(first, end)
        for first in range(max(floor, end - 8), end - 1)
        if phrases.is_name_word(first)
    )


def _before_brackets(phrases: Phrases, end: int, floor: int) -> int:
    """ "Trade Centre (MTC)": the token behind the name that the brackets abbreviate."""
    tokens = phrases.tokens
    if tokens.lower(end - 1) != ")":
        return end
    return next((i for i in range(end - 2, max(floor, end - 6) - 1, -1) if tokens.lower(i) == "("), end)


def owner_before(phrases: Phrases, start: int, floor: int) -> tuple[int, str]:
    """The organization or territory right before an office: "Rosatom CEO", "Poland's minister"."""
    tokens = phrases.tokens
    end = _before_brackets(phrases, start, floor)
    is_plural = tokens.lower(end - 1) in ("'", "’") and tokens.lower(end - 2).endswith("s")
    if tokens.lower(end - 1) in POSSESSIVE or is_plural:
        end -= 1  # "Poland's minister", "Belarus' deputy minister"
    if end <= floor:
        return start, ""
    if end < start and tokens.lower(end - 1) in OWNING_NOUNS and phrases.is_name_word(end - 2):
        return _owner_of_noun(phrases, end, floor)
    if tokens.words[end - 1].text in DEMONYMS and end == start:
        return end - 1, DEMONYMS[tokens.words[end - 1].text]
    for first in range(max(floor, end - 8), end):
        if phrases.is_name_word(first) and not (first > floor and phrases.is_name_word(first - 1)):
            place = phrases.places.get(first)
            if place is not None and place.last == end:
                return first, place.name
            if phrases.end_of_phrase(first, end) == end:
                return first, tokens.string(first, end)
    if tokens.lower(end - 1) == "whose" and (owner := _owner_of_whose(phrases, end, floor)):
        return end - 1, owner
    if tokens.lower(end - 1) == "its":
        before = end - 2 if tokens.lower(end - 2) == "," else end - 1
        owner_first, nearest = owner_before(phrases, before, floor)
        if nearest and owner_first in phrases.places:
            nearest = _subject_organization(phrases, floor, before) or nearest
        return end - 1, nearest or _subject_organization(phrases, floor, before)
    if tokens.lower(end - 1) in COMMON_OWNERS and end < start:
        return end - 1, common_owner(phrases, end - 1)
    return start, ""


def _owner_of_whose(phrases: Phrases, end: int, floor: int) -> str:
    """ "The Chamber, whose president X": the body before the comma."""
    if phrases.tokens.lower(end - 2) == ",":
        for first in range(max(floor, end - 12), end - 2):
            if not phrases.is_name_word(first - 1) and phrases.end_of_phrase(first, end - 2) == end - 2:
                return phrases.tokens.string(first, end - 2)
    return ""


def _owner_of_noun(phrases: Phrases, end: int, floor: int) -> tuple[int, str]:
    """ "Adani group's director": the noun belongs to the name."""
    first = end - 2
    while first > floor and phrases.is_name_word(first - 1):
        first -= 1
    return first, phrases.tokens.string(first, end)


OWNING_NOUNS = frozenset(
    {"group", "company", "holding", "bank", "corporation", "region", "province", "university", "foundation"}
)


def _subject_organization(phrases: Phrases, floor: int, before: int) -> str:
    """The organization that the clause begins with: "Hebei Group was represented by its chairman"."""
    for first in range(phrases.tokens.start_of(floor), before):
        if phrases.is_name_word(first - 1):
            continue
        end = phrases.end_of_phrase(first, before)
        if end > first and phrases.is_organization(first, end):
            return phrases.tokens.string(first, end)
    return ""
