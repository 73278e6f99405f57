"""Offices: what a person is, before the name or after it, and of which organization or territory."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from extraction.english.names import STRETCH, Name
from extraction.english.phrases import (
    DEMONYMS,
    DESCRIPTORS,
    HONORIFICS,
    OFFICE_MODIFIERS,
    TOPICS,
    Phrases,
    is_office_head,
    is_plural_office,
    office_kind,
)
from extraction.findings import Post, Value

POSSESSIVE = ("'s", "’s")
COMMON_OWNERS = frozenset(
    [
        "region",
        "country",
        "province",
        "city",
        "company",
        "ministry",
        "republic",
        "university",
        "association",
        "port",
        "group",
        "agency",
    ]
)
AFTER_HEAD = frozenset(["general", "officer", "executive", "designate"])
LINKS = (
    "who is now",
    "who is also",
    "who is currently",
    "who is",
    "who serves as",
    "who also serves as",
    "who doubles as",
    "who also is",
    "also",
    "who took over as",
    "who was appointed",
    "who was elected",
    "who has been appointed",
    "who became",
    "who has become",
    "who acts as",
    "who works as",
    "appointed",
    "newly appointed",
    "elected",
    "acting as",
    "serving as",
    "who currently serves as",
    "now",
    "currently",
    "and now",
)
FORMER_LINKS = (
    "who was then",
    "who was",
    "who served as",
    "who previously served as",
    "then",
    "formerly",
    "previously",
)
BOARDS = frozenset(
    [
        "board",
        "council",
        "management",
        "supervisory",
        "directors",
        "executive",
        "committee",
        "staff",
        "department",
        "delegation",
        "office",
    ]
)


@dataclass(frozen=True, slots=True)
class Office:
    """An office in tokens [first, end): title, organization or territory."""

    first: int
    end: int
    title: str
    organization: str = ""
    is_former: bool = False


@dataclass(slots=True)
class Posts:
    """Which posts the text gives each name, and which tokens name offices."""

    of_name: dict[int, list[Value[Post]]] = field(default_factory=dict)  # first token of a name → posts
    starts: dict[int, int] = field(default_factory=dict)  # where the office before a name begins → the name
    ends: dict[int, int] = field(
        default_factory=dict
    )  # first token of a name → the end of the offices after it


def find_posts(phrases: Phrases, names: list[Name]) -> Posts:
    posts = Posts()
    for name in names:
        own = posts.of_name.setdefault(name.first, [])
        start = _offices_before(phrases, name, own)
        if start < name.first:
            posts.starts[start] = name.first
        posts.ends[name.first] = _offices_after(phrases, name, own)
        _complete_its_office(phrases, own)
    _share_offices(phrases, names, posts)
    return posts


MOST_SHARING = 8  # people


def _share_offices(phrases: Phrases, names: list[Name], posts: Posts) -> None:
    """ "Presidents X and Y", "Foreign Ministers of Kazakhstan and Uzbekistan, X and Y": one office each."""
    tokens = phrases.tokens
    at = {name.first: name for name in names}
    for index, word in enumerate(tokens.words):
        if not is_plural_office(word.lower):
            continue
        limit = tokens.end_of(index)
        bodies, behind = _bodies_listed(phrases, index + 1, limit)
        if tokens.lower(behind) == ",":
            behind += 1
        people: list[Name] = []
        while behind < limit and behind in at and len(people) < MOST_SHARING:
            people.append(at[behind])
            behind = at[behind].last
            while behind < limit and tokens.lower(behind) in (",", "and", "&"):
                behind += 1
        if len(people) < 2:
            continue
        first = index
        while first > tokens.start_of(index) and tokens.lower(first - 1) in OFFICE_MODIFIERS:
            first -= 1
        title = tokens.string(first, index + 1).removesuffix("s")
        owner = "" if bodies else _owner_before(phrases, first, max(tokens.start_of(index), first - 8))[1]
        span = tokens.span(first, people[-1].last)
        for number, person in enumerate(people):
            own = bodies[number] if len(bodies) == len(people) else bodies[0] if len(bodies) == 1 else owner
            if not posts.of_name[person.first]:
                posts.of_name[person.first] = [Value(Post(title, own), span, "offices_shared")]
        posts.starts.setdefault(first, people[0].first)


def _bodies_listed(phrases: Phrases, index: int, limit: int) -> tuple[list[str], int]:
    """The territories or bodies of "of Kazakhstan and Uzbekistan", and the token behind them."""
    tokens = phrases.tokens
    if index >= limit or tokens.lower(index) != "of":
        return [], index
    bodies: list[str] = []
    index += 1
    while index < limit and len(bodies) < MOST_SHARING:
        first, end = _body_end(phrases, index, limit)
        if end == first:
            break
        place = phrases.places.get(first)
        bodies.append(place.name if place is not None and place.last == end else tokens.string(first, end))
        index = end
        if tokens.lower(index) not in (",", "and") or index + 1 in phrases.barriers:
            break
        index += 1
    return bodies, index


ITS_REACH = 40  # tokens back to the body that "its" means


def _complete_its_office(phrases: Phrases, own: list[Value[Post]]) -> None:
    """ "A forum with the Ulsan Chamber of Commerce? Its chairman, X": chairman of that body."""
    tokens = phrases.tokens
    for number, post in enumerate(own):
        lead = tokens.text[max(0, post.span.start - 4) : post.span.start].lower()
        if (
            post.value.organization
            or lead.strip() != "its"
            and not tokens.text.startswith(("Its ", "its "), post.span.start)
        ):
            continue
        index = bisect_left(tokens.words, post.span.start, key=lambda word: word.start)
        body = _body_told_before(phrases, index)
        if body:
            whole = Post(post.value.title, body, post.value.is_former)
            own[number] = Value(whole, post.span, "office_of_the_body_before")


def _body_told_before(phrases: Phrases, index: int) -> str:
    """The last organization whose name begins in the words before a token."""
    for at in range(index - 1, max(-1, index - ITS_REACH), -1):
        if phrases.is_name_word(at) and not phrases.is_name_word(at - 1):
            end = phrases.end_of_phrase(at, phrases.tokens.end_of(at))
            if end > at + 1 and end <= index and phrases.is_organization(at, end):
                return phrases.tokens.string(at, end)
    return ""


def _offices_before(phrases: Phrases, name: Name, own: list[Value[Post]]) -> int:
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
    owner_first, owner = _owner_before(phrases, start, floor)
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
            title_end = _title_end(phrases, start, target)
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
            end = _title_end(phrases, start, target)
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


ACRONYM = re.compile(r"[A-Z]{3,8}$")
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
    owner_first, owner = _owner_before(phrases, first.first, floor)
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
            and office_kind(_head_of(phrases, start, _title_end(phrases, start, target))) == "topic"
        ):
            best = Office(
                start, target - 1, tokens.string(start, target - 1)
            )  # "The Vice-Minister for Trade and the Promotion of …, X"
    return best


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


def _owner_before(phrases: Phrases, start: int, floor: int) -> tuple[int, str]:
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
        owner_first, nearest = _owner_before(phrases, before, floor)
        if nearest and owner_first in phrases.places:
            nearest = _subject_organization(phrases, floor, before) or nearest
        return end - 1, nearest or _subject_organization(phrases, floor, before)
    if tokens.lower(end - 1) in COMMON_OWNERS and end < start:
        return end - 1, _common_owner(phrases, end - 1)
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


def _common_owner(phrases: Phrases, index: int) -> str:
    """ "The region's": the region named last before."""
    word = phrases.tokens.lower(index)
    kinds = {"country": ("country",), "city": ("city",)}.get(word, ("region", "area"))
    if word not in ("region", "country", "province", "city", "republic"):
        return body_named_before(phrases, word, index)
    before = [p for first, p in phrases.places.items() if first < index and p.kind in kinds]
    return before[-1].name if before else ""


COMMON_BODIES = frozenset(
    ["ministry", "company", "university", "association", "group", "agency", "chamber", "union", "institute", "federation", "fund",
     "corporation", "bank", "holding", "council", "commission", "department"]
)  # fmt: skip
LONGEST_REMIT = 16  # tokens of "minister for the development of …"
BODY_REACH = 400  # tokens


def body_named_before(phrases: Phrases, word: str, index: int) -> str:
    """ "The agency": the last name with that word before; "the Chamber": the first one, which the text is about."""
    tokens = phrases.tokens
    before = range(index - 1, max(-1, index - BODY_REACH), -1)
    for at in reversed(before) if tokens.words[index].is_capitalised else before:
        if tokens.lower(at) != word or not tokens.words[at].is_capitalised:
            continue
        if phrases.is_name_word(at + 1) and tokens.is_first(at):
            continue  # "Chamber News" is a paper
        first = at
        while (
            first > tokens.start_of(at)
            and phrases.is_name_word(first - 1)
            and first - 1 not in phrases.barriers
        ):
            first -= 1
        end = phrases.end_of_phrase(first, tokens.end_of(at))
        if end - first > 1 and end > at:
            return tokens.string(first, end)
    return ""


def _offices_after(phrases: Phrases, name: Name, own: list[Value[Post]]) -> int:
    """The posts told behind a name; the token behind them."""
    tokens = phrases.tokens
    end = tokens.end_of(name.first)
    index = name.last
    _body_of_office_before(phrases, name, own, end)
    if index < end and tokens.lower(index) == "is":
        return _predicated(phrases, name, own, index, end)
    _predicated_behind_clause(phrases, name, own, end)
    if index >= end or tokens.words[index].text not in (",", "(", "–", "—", "-"):
        return index
    if (professor := _professor_at(phrases, name, own, end)) > index:
        return professor
    closing = index
    index += 1
    if tokens.words[min(index, end - 1)].text.isdigit() and tokens.lower(index + 1) == ",":
        index += 2
    while index < end:
        index, is_former = _behind_link(phrases, index, end)
        headed = _headed_by(phrases, name, index, end)
        if headed is not None:
            own.append(headed[1])
            return headed[0]
        office = office_at(phrases, index, end)
        if office is None or _runs_into_name(phrases, office.end, end):
            break
        if own and (_is_of_next_name(phrases, office, end) or _is_led_to_name(phrases, index, end)):
            break  # "the President of the Bank, X, the Founder of the Forum, Professor Y": that is Y's
        if not office.organization:
            office = _body_behind_comma(phrases, office, end)
        post = Post(office.title, office.organization, office.is_former or is_former)
        own.append(Value(post, tokens.span(name.first, office.end), "office_after_name"))
        _share_body(own)
        closing = index = office.end
        index = _behind_abbreviation(phrases, index, end)
        while index < end and tokens.lower(index) in (",", "and", "as", "well", "also"):
            index += 1
        if index == closing and not any(tokens.matches(index, p) for p in LINKS):
            break
    return closing


def _behind_abbreviation(phrases: Phrases, index: int, limit: int) -> int:
    """ "The Liberal Democratic Party (LDP) of Japan": past the brackets and the country."""
    tokens = phrases.tokens
    if index + 2 < limit and tokens.lower(index) == "(" and tokens.lower(index + 2) == ")":
        index += 3
        place = phrases.places.get(index + 1)
        if tokens.lower(index) == "of" and place is not None:
            return min(place.last, limit)
    return index


def _behind_link(phrases: Phrases, index: int, end: int) -> tuple[int, bool]:
    """Behind "who is now", "then": (token, whether the office is a former one)."""
    for links, is_former in ((LINKS, False), (FORMER_LINKS, True)):
        for phrase in links:
            if (after := phrases.tokens.matches(index, phrase)) and after < end:
                return after, is_former
    return index, False


def _runs_into_name(phrases: Phrases, index: int, end: int) -> bool:
    """ "X, minister Y": the office is that of the next name."""
    word = phrases.tokens.words[min(index, end - 1)]
    return word.text[0].isalpha() and index < end and index in phrases.barriers


def _is_led_to_name(phrases: Phrases, index: int, limit: int) -> bool:
    """ "Secretary General X, Chairman of the Board Y, …": a name ends the part between commas."""
    tokens = phrases.tokens
    for at in range(index + 1, min(limit, index + LONGEST_STRETCH)):
        if at in phrases.barriers:
            return True
        is_listed = tokens.lower(at) == "," and {tokens.lower(at - 1), tokens.lower(at + 1)} <= TOPICS
        if not (
            phrases.is_name_word(at)
            or tokens.lower(at) in STRETCH
            or tokens.lower(at) in TOPICS
            or is_listed
            or tokens.lower(at) in (*HONORIFICS, *OFFICE_MODIFIERS)
            or is_office_head(tokens.lower(at))
        ):
            return False
    return False


def _is_of_next_name(phrases: Phrases, office: Office, limit: int) -> bool:
    tokens = phrases.tokens
    index = office.end + 1
    while index < limit and tokens.lower(index) in (*HONORIFICS, "professor"):
        index += 1
    return (
        tokens.lower(office.end) == ","
        and index < limit
        and index in phrases.barriers
        and tokens.lower(office.first) == "the"
    )


def _predicated_behind_clause(phrases: Phrases, name: Name, own: list[Value[Post]], end: int) -> None:
    """ "X, who moderated, is a deputy governor"."""
    tokens = phrases.tokens
    if name.last + 1 >= end or [tokens.lower(name.last), tokens.lower(name.last + 1)] != [",", "who"]:
        return
    closed = next((i for i in range(name.last + 2, end) if tokens.lower(i) == ","), end)
    if closed + 1 < end and tokens.lower(closed + 1) == "is":
        _predicated(phrases, name, own, closed + 1, end)


def _professor_at(phrases: Phrases, name: Name, own: list[Value[Post]], end: int) -> int:
    """ "Prof. Zhang Ruilin, Jilin University": the token behind the body, 0 where there is none."""
    tokens = phrases.tokens
    if tokens.lower(name.first - 1) not in ("prof.", "prof", "professor") or own:
        return 0
    first, stop = _body_end(phrases, name.last + 1, end)
    if stop == first or not phrases.is_organization(first, stop):
        return 0
    post = Post("Professor", tokens.string(first, stop))
    own.append(Value(post, tokens.span(name.first - 1, stop), "professor_at"))
    return stop


def _share_body(own: list[Value[Post]]) -> None:
    """ "President and CEO of Brightfjord": both at the company."""
    if (
        len(own) > 1
        and own[-1].value.organization
        and not own[-2].value.organization
        and own[-2].rule == own[-1].rule
    ):
        before = own[-2].value
        is_field = office_kind(before.title.lower().split()[0]) == "topic" and " for " in before.title
        if is_field:
            return  # "Minister of State for Trade, and Director of the Fair"
        own[-2] = Value(
            Post(before.title, own[-1].value.organization, before.is_former), own[-1].span, own[-2].rule
        )


def _predicated(phrases: Phrases, name: Name, own: list[Value[Post]], verb: int, limit: int) -> int:
    """ "X is director general of the Ulgii Fair Company", "X, who moderated, is a deputy governor"."""
    office = office_at(phrases, verb + 1, limit)
    has_article = phrases.tokens.lower(verb + 1) in ("a", "an", "the")
    if office is not None and (office.organization or has_article):
        post = Post(office.title, office.organization, office.is_former)
        own.append(Value(post, phrases.tokens.span(name.first, office.end), "office_predicated"))
    return name.last


def _body_of_office_before(phrases: Phrases, name: Name, own: list[Value[Post]], limit: int) -> None:
    """ "Professor X of Ulgii College": the body of the office stands behind the name."""
    if not own or own[-1].value.organization or phrases.tokens.lower(name.last) not in ("of", "at", "from"):
        return
    first, end = _body_end(phrases, name.last + 1, limit)
    if end > first:
        post = Post(own[-1].value.title, phrases.tokens.string(first, end), own[-1].value.is_former)
        own[-1] = Value(post, own[-1].span.to(phrases.tokens.span(first, end)), "office_around_name")


def _body_behind_comma(phrases: Phrases, office: Office, limit: int) -> Office:
    """ "Anton Pushkarev, CEO, Okeanrybflot;": the body stands behind a second comma."""
    tokens = phrases.tokens
    first = office.end + 1
    if tokens.lower(office.end) == "," and tokens.lower(first) == "the" and phrases.is_name_word(first + 1):
        first += 1
    if tokens.lower(office.end) != "," or first in phrases.barriers or first >= limit:
        return office
    end = phrases.end_of_phrase(first, limit)
    if end < limit and end > first and tokens.lower(end) in PUBLICATIONS:
        end += 1
    is_closed = end >= limit or tokens.lower(end) in (".", ";", ")", ",", "(", "–", "—")
    is_place = first in phrases.places and phrases.places[first].last == end
    if end == first or not is_closed or is_place and tokens.lower(min(end, limit - 1)) not in (")", ";"):
        return office
    if end < limit and tokens.lower(end) == "," and not phrases.is_organization(first, end):
        return office
    return Office(office.first, end, office.title, tokens.string(first, end), office.is_former)


def _headed_by(phrases: Phrases, name: Name, index: int, limit: int) -> tuple[int, Value[Post]] | None:
    """ "Bold, who heads the Customs Brokers' Union": the head of it."""
    tokens = phrases.tokens
    if tokens.lower(index) != "who" or tokens.lower(index + 1) not in ("heads", "headed"):
        return None
    first, end = _body_end(phrases, index + 2, limit)
    if end == first:
        return None
    post = Post("head", tokens.string(first, end), tokens.lower(index + 1) == "headed")
    return end, Value(post, tokens.span(name.first, end), "who_heads")


def office_at(phrases: Phrases, start: int, limit: int, *, with_owner: bool = True) -> Office | None:
    """The office that begins at a token, with its organization."""
    tokens = phrases.tokens
    index, owner, is_former = start, "", False
    if with_owner and tokens.lower(index) in ("a", "an", "the", "its", "his", "her"):
        index += 1
    if tokens.lower(index) in ("former", "ex"):
        index, is_former = index + 1, True
    if with_owner:
        index, owner = _owner_at(phrases, index, limit)
        if tokens.lower(index) in ("former", "ex"):
            index, is_former = index + 1, True
    first = index
    index = _title_end(phrases, first, limit)
    if index == first:
        return None
    title_first_lower = tokens.lower(first)
    is_former = is_former or title_first_lower.startswith(("ex-", "then-"))
    head = _head_of(phrases, first, index)
    title_end, organization, end = _complement(phrases, index, limit, office_kind(head), head)
    title = tokens.string(first, title_end)
    if title_first_lower.startswith(("ex-", "then-")):
        title = title.partition("-")[2]
    if owner and organization and not title.lower().startswith("ambassador"):
        organization = (
            organization
            if owner in organization
            else f"{organization} of {owner}"
            if owner in DEMONYMS.values() and organization.split()[0].lower() in OF_STATE
            else organization
        )
    return Office(start, end, title, organization or owner, is_former)


def _head_of(phrases: Phrases, first: int, end: int) -> str:
    """The word that heads the office: "minister" of "Minister of State", "ambassador" of "Ambassador Extraordinary and …"."""
    tokens = phrases.tokens
    for index in range(end - 1, first - 1, -1):
        lower = tokens.lower(index)
        if is_office_head(lower) and not (lower == "plenipotentiary" and index > first):
            return lower
    return tokens.lower(end - 1)


def _owner_at(phrases: Phrases, index: int, limit: int) -> tuple[int, str]:
    tokens = phrases.tokens
    if index >= limit:
        return index, ""
    word = tokens.words[index]
    if tokens.lower(index) in COMMON_OWNERS and tokens.lower(index + 1) in POSSESSIVE:
        return index + 2, _common_owner(phrases, index)
    if word.text in DEMONYMS and _title_end(phrases, index + 1, limit) > index + 1:
        return index + 1, DEMONYMS[word.text]
    place = phrases.places.get(index)
    end = place.last if place is not None else phrases.end_of_phrase(index, limit)
    if end > index:
        name = place.name if place is not None else tokens.string(index, end)
        after = end + 1 if tokens.lower(end) in (*POSSESSIVE, "'", "’") else end
        if _title_end(phrases, after, limit) > after or tokens.lower(after) == "former":
            return after, name
    return index, ""


def _title_end(phrases: Phrases, first: int, limit: int) -> int:
    """After modifiers and heads; `first` where no office begins."""
    tokens = phrases.tokens
    index, head_end = first, first
    while index < min(limit, first + 8):
        lower = tokens.lower(index)
        if is_office_head(lower):
            index += 1
            head_end = index
            if lower == "ambassador" and (
                behind := tokens.matches(index, "extraordinary and plenipotentiary")
            ):
                index = head_end = min(behind, limit)
            if lower in ("secretary", "minister") and tokens.matches(index, "of state") and index + 1 < limit:
                index += 2
                head_end = index
            if tokens.lower(index) in AFTER_HEAD and index < limit:
                index += 1
                head_end = index
        elif (
            lower in OFFICE_MODIFIERS
            or lower.startswith(("then-", "vice-", "deputy-", "ex-"))
            or lower in TOPICS
            and head_end == first
        ):
            if head_end > first and lower not in OFFICE_MODIFIERS:
                break
            if head_end > first and index == head_end and not is_office_head(tokens.lower(index + 1)):
                break
            index += 1
        elif lower == "and" and head_end == first and tokens.lower(index + 1) in TOPICS:
            index += 1
        else:
            break
    return head_end


Complement = tuple[int, str, int]  # end of the title, organization, end of all


def _complement(phrases: Phrases, index: int, limit: int, kind: str, head: str) -> Complement:
    """What "of", "at", "for" add to the head of an office."""
    tokens = phrases.tokens
    for rule in (_remit, _mission, _aide):
        own = rule(phrases, index, limit, head)
        if own is not None:
            return own
    title_end = index
    is_field = (
        tokens.lower(index + 1) in TOPICS and not tokens.words[min(index + 1, limit - 1)].is_capitalised
    )
    is_of_state = tokens.lower(index - 1) == "state" and tokens.lower(index) == "for"
    kind = "topic" if is_of_state else kind  # "Secretary of State for Security of Hungary"
    if (kind == "topic" or is_field) and tokens.lower(index) in ("of", "for"):
        topic = _topic_end(phrases, index + 1, limit)
        if topic <= index + 1 and kind == "topic":
            topic = _field_end(phrases, index, limit)
        if topic > index + 1:
            title_end = index = topic
    if (
        index < limit
        and ACRONYM.match(tokens.words[index].text)
        and (index + 1 >= limit or tokens.lower(index + 1) in (",", ".", ";", ")", "and", "("))
    ):
        return title_end, tokens.words[index].text, index + 1  # "Co-President PAJCCI"
    if index < limit and tokens.lower(index) in ("of", "at", "for", "with", "in"):
        return _body_behind(phrases, index, limit, title_end)
    return title_end, "", index


def _field_end(phrases: Phrases, index: int, limit: int) -> int:
    """ "Minister for State Development", "Minister of Public Works": what is no body and no place is his field."""
    tokens = phrases.tokens
    first, end = _body_end(phrases, index + 1, limit)
    is_field = end > first and first not in phrases.places
    is_body = is_field and any(tokens.lower(i) in BODY_WORDS for i in range(first, end))
    return end if is_field and not is_body else index


BODY_WORDS = frozenset(
    {"government", "council", "cabinet", "republic", "states", "kingdom", "federation", "province"}
)


def _remit(phrases: Phrases, index: int, limit: int, head: str) -> Complement | None:
    """ "Minister for the development of the Far East and the Arctic", "minister of municipality"."""
    tokens = phrases.tokens
    following = tokens.lower(index + 1)
    if head != "minister" or index + 1 >= limit:
        return None
    if tokens.lower(index) == "for" and following == "the":
        stop = next((i for i in range(index, limit) if tokens.lower(i) in (",", ".", ";", "(", "who")), limit)
        is_free = not any(i in phrases.barriers for i in range(index, stop))
        return (stop, "", stop) if stop - index < LONGEST_REMIT and is_free else None
    is_plain = following.isalpha() and not tokens.words[index + 1].is_capitalised
    if tokens.lower(index) == "of" and is_plain and following not in ("the", "a", "its"):
        topic = max(_topic_end(phrases, index + 1, limit), index + 2)
        return topic, "", topic
    return None


def _mission(phrases: Phrases, index: int, limit: int, head: str) -> Complement | None:
    """ "Ambassador (of Kazakhstan) to Mongolia", "consul general in Irkutsk"."""
    tokens = phrases.tokens
    if head == "general" and tokens.lower(index - 2) == "consul" and tokens.lower(index) == "in":
        end = _body_end(phrases, index + 1, limit)[1]
        return end, "", end
    if head not in ("ambassador", "envoy", "representative", "consul"):
        return None
    at = index
    if tokens.lower(index) == "of" and head != "representative":
        sender = _body_end(phrases, index + 1, limit)
        at = sender[1] if sender[1] > sender[0] else index
    if tokens.lower(at) != "to":
        return None
    end = _body_end(phrases, at + 1, limit)[1]
    return (end, "", end) if end > at + 1 else None


def _aide(phrases: Phrases, index: int, limit: int, head: str) -> Complement | None:
    """ "Adviser to the president of KazAgro"."""
    tokens = phrases.tokens
    if head not in ("adviser", "advisor", "aide", "assistant", "counsellor") or tokens.lower(index) != "to":
        return None
    inner = office_at(phrases, index + 1, limit)
    if inner is None:
        return None
    skipped = index + 2 if tokens.lower(index + 1) in ("the", "a") else index + 1
    end = _title_end(phrases, skipped, limit)
    return (end, inner.organization, inner.end) if end > skipped else (inner.end, "", inner.end)


def _body_behind(phrases: Phrases, index: int, limit: int, title_end: int) -> Complement:
    """The organization behind "of", "at": named, told before ("the agency"), or of a board."""
    tokens = phrases.tokens
    first, end = _body_end(phrases, index + 1, limit)
    inner = _inner_unit(phrases, first, end, limit)
    if inner is not None:
        return inner
    if end > first:
        return title_end, tokens.string(first, end), end
    bare = index + 2 if tokens.lower(index + 1) in ("the", "our") else index + 1
    if bare < limit and tokens.lower(bare) in COMMON_BODIES and tokens.lower(bare + 1) not in POSSESSIVE:
        told = body_named_before(phrases, tokens.lower(bare), bare)
        if told:
            return title_end, told, bare + 1
    board = index + 1
    while board < limit and tokens.lower(board) in (*BOARDS, "the", "of"):
        board += 1
    if board > index + 1 and tokens.lower(board - 1) in ("of", "the"):
        first, end = _body_end(phrases, board, limit)
        if end > first:
            stop = board - 1 if tokens.lower(board - 1) == "of" else board - 2
            return stop, tokens.string(first, end), end
    return _described_body(phrases, index, limit, title_end)


PUBLICATIONS = frozenset(
    [
        "magazine",
        "newspaper",
        "newswire",
        "agency",
        "group",
        "company",
        "channel",
        "holding",
        "daily",
        "weekly",
    ]
)
OF_STATE = frozenset(
    [
        "ministry",
        "department",
        "government",
        "cabinet",
        "parliament",
        "senate",
        "chamber",
        "committee",
        "council",
    ]
)
UNITS = frozenset(["department", "division", "section", "unit", "directorate", "bureau", "desk", "branch"])


def _inner_unit(phrases: Phrases, first: int, end: int, limit: int) -> tuple[int, str, int] | None:
    """ "Head of Department at the Ministry", "Chair of the Board, KazAgro": a unit without a name belongs to the title."""
    tokens = phrases.tokens
    words = {tokens.lower(i) for i in range(first, end)}
    is_board = words and words <= BOARDS | {"of"} and ("board" in words or "directors" in words)
    if not is_board and not (end - first == 1 and words <= UNITS):
        return None
    if end < limit and tokens.lower(end) in ("at", "of", "in", "within"):
        body, stop = _body_end(phrases, end + 1, limit)
        if stop > body:
            return end, tokens.string(body, stop), stop
    return end, "", end


def _topic_end(phrases: Phrases, first: int, limit: int) -> int:
    tokens = phrases.tokens
    index = first
    while index < limit:
        lower = tokens.lower(index)
        if (
            lower in TOPICS
            and index not in phrases.barriers
            or (
                phrases.is_name_word(index)
                and index not in phrases.places
                and index not in phrases.barriers
                and index > first
                and tokens.lower(index + 1) in TOPICS
            )
            or (
                lower in ("and", ",", "&")
                and index > first
                and tokens.lower(index + 1) in TOPICS
                and index + 1 < limit
            )
        ):
            index += 1
        else:
            break
    return index


def _body_end(phrases: Phrases, index: int, limit: int) -> tuple[int, int]:
    """First and last + 1 token of an organization or place, its article and descriptor left out."""
    tokens = phrases.tokens
    if index < limit and tokens.lower(index) in ("the", "a", "an"):
        index += 1
    if index + 2 < limit and tokens.lower(index) in COMMON_OWNERS and tokens.lower(index + 1) in POSSESSIVE:
        index += 2
    place = phrases.places.get(index)
    inner = phrases.places.get(place.last + 1) if place is not None else None
    if (
        inner is not None
        and place is not None
        and tokens.lower(place.last) in POSSESSIVE
        and inner.last <= limit
    ):
        index, place = inner.first, inner  # "of China's Guangdong province"
    end = phrases.end_of_phrase(index, limit)
    if place is not None and place.last >= end:
        end = min(place.last, limit)
    if end > index:
        return index, _behind_owner(phrases, _behind_branch(phrases, end, limit), limit)
    if (common := common_body(phrases, index, limit)) > index:
        return index, common
    for offset in (0, 1, 2):
        if index + offset < limit and tokens.lower(index + offset) in DESCRIPTORS:
            after = index + offset + 1
            end = phrases.end_of_phrase(after, limit)
            return (after, end) if end > after else (index, index)
    return index, index


def _behind_owner(phrases: Phrases, end: int, limit: int) -> int:
    """ "The Trade Bureau of China's Ministry of Commerce", "the Heilongjiang provincial council for the promotion of trade"."""
    tokens = phrases.tokens
    if end + 1 < limit and tokens.lower(end) in POSSESSIVE:
        last = phrases.end_of_phrase(end + 1, limit)
        is_body = tokens.lower(end + 1) in STATE_BODIES or phrases.is_organization(end + 1, last)
        return last if last > end + 1 and is_body else end
    common = common_body(phrases, end, limit) if end < limit else end
    if common > end and tokens.lower(common) == "for":
        stop = common + 1
        while (
            stop < min(limit, common + 8)
            and tokens.words[stop].is_word
            and not tokens.words[stop].is_capitalised
        ):
            stop += 1
        if stop >= limit or tokens.lower(stop) in (",", ".", ")", ";"):
            return stop
    return common


STATE_BODIES = frozenset({"ministry", "department", "government", "general", "state", "national", "central"})
BRANCHES = frozenset({"branch", "office", "chapter", "division", "arm"})


def _behind_branch(phrases: Phrases, end: int, limit: int) -> int:
    """ "The Almaty branch of the Union of Road Carriers": the branch goes on to the whole body."""
    tokens = phrases.tokens
    if end + 2 >= limit or tokens.lower(end) not in BRANCHES or tokens.lower(end + 1) != "of":
        return end
    first, last = _body_end(phrases, end + 2, limit)
    return last if last > first else end


GOVERNING = frozenset(
    [
        "government",
        "administration",
        "parliament",
        "legislature",
        "assembly",
        "authorities",
        "cabinet",
        "council",
        "committee",
    ]
)
OF_TERRITORY = frozenset(
    ["regional", "provincial", "city", "municipal", "local", "district", "county", "state", "republican"]
)


def common_body(phrases: Phrases, index: int, limit: int) -> int:
    """The end of "regional government", "city administration", "provincial party committee"; the index where none is."""
    tokens = phrases.tokens
    if tokens.lower(index) not in OF_TERRITORY:
        return index
    for position in range(index + 1, min(index + 4, limit)):
        if tokens.lower(position) in GOVERNING:
            return position + 1
    return index


def _described_body(phrases: Phrases, index: int, limit: int, title_end: int) -> tuple[int, str, int]:
    """ "Head of the trade department of the Ministry": common nouns up to a name are part of the title."""
    tokens = phrases.tokens
    position = index + 1
    while (
        position < min(limit, index + 8)
        and tokens.words[position].is_word
        and not tokens.words[position].is_capitalised
    ):
        if tokens.lower(position) in ("of", "at") and position >= index + 2:
            first, end = _body_end(phrases, position + 1, limit)
            if end > first:
                return position, tokens.string(first, end), end
        if tokens.lower(position) in ("who", "and", "which", "that", "said", "was", "is"):
            break
        position += 1
    return title_end, "", title_end
