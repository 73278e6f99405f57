"""Offices: what a person is, before the name or after it, and of which organization or territory."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from extraction.english.names import STRETCH, Name
from extraction.english.office_reading import Office, body_at, office_at
from extraction.english.offices_before import LONGEST_STRETCH, offices_before, owner_before
from extraction.english.phrases import (
    HONORIFICS,
    OFFICE_MODIFIERS,
    TOPICS,
    Phrases,
    is_office_head,
    is_plural_office,
    office_kind,
)
from extraction.findings import Post, Value

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
    "who was then", "who was", "who served as", "who previously served as", "then", "formerly", "previously"
)  # fmt: skip


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
        start = offices_before(phrases, name, own)
        if start < name.first:
            posts.starts[start] = name.first
        posts.ends[name.first] = _offices_after(phrases, name, own)
        _complete_its_office(phrases, own)
    _share_offices(phrases, names, posts)
    _offices_of_pronouns(phrases, names, posts)
    return posts


HE_WAS = re.compile(
    r"(?:He|She) (?:(?:was|has been) (?:previously |formerly |earlier |once )|(?:previously|formerly|earlier|once) (?:was |served as |worked as |held the post of )|(?:has )?(?:served|worked) as )(?:an? |the )?"
)


def _offices_of_pronouns(phrases: Phrases, names: list[Name], posts: Posts) -> None:
    """ "He previously served as deputy mayor of Osh": a former office of the person named last before."""
    tokens = phrases.tokens
    firsts = [name.first for name in names]
    for number, (begin, limit) in enumerate(tokens.bounds):
        found = HE_WAS.match(tokens.text, tokens.sentences[number].span.start)
        before = bisect_left(firsts, begin)
        if found is None or not before:
            continue
        index = begin
        while index < limit and tokens.words[index].start < found.end():
            index += 1
        office = office_at(phrases, index, limit) if index < limit else None
        if office is not None:
            name = names[before - 1]
            post = Post(office.title, office.organization, True)
            posts.of_name[name.first].append(Value(post, tokens.span(begin, office.end), "office_of_pronoun"))


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
        owner = "" if bodies else owner_before(phrases, first, max(tokens.start_of(index), first - 8))[1]
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
        first, end = body_at(phrases, index, limit)
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


def _offices_after(phrases: Phrases, name: Name, own: list[Value[Post]]) -> int:
    """The posts told behind a name; the token behind them."""
    tokens = phrases.tokens
    end = tokens.end_of(name.first)
    index = name.last
    _body_of_office_before(phrases, name, own, end)
    is_over = (
        index < end
        and tokens.lower(index) == "was"
        and UNTIL.search(tokens.text, tokens.words[index].end, tokens.words[end - 1].end)
    )
    if index < end and tokens.lower(index) == "is" or is_over:
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
        if own and (_is_of_next_name(phrases, name, office, end) or _is_led_to_name(phrases, index, end)):
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
    closing = next((i for i in range(index + 2, min(index + 6, limit)) if tokens.lower(i) == ")"), index)
    if closing > index and tokens.lower(index) == "(":
        index = closing + 1
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


def _is_of_next_name(phrases: Phrases, name: Name, office: Office, limit: int) -> bool:
    """ "The Founder of the Forum, Professor Y" behind a name whose own office stood before it."""
    tokens = phrases.tokens
    index = office.end + 1
    while index < limit and tokens.lower(index) in (*HONORIFICS, "professor"):
        index += 1
    return (
        tokens.lower(office.end) == ","
        and index < limit
        and index in phrases.barriers
        and (tokens.lower(office.first) == "the" or tokens.lower(name.first - 1) == ",")
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
    first, stop = body_at(phrases, name.last + 1, end)
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


UNTIL = re.compile(
    r"\b(?:until|till|from (?:19|20)\d\d to|between (?:19|20)\d\d and|before (?:he|she|becoming|joining))\b"
)


def _predicated(phrases: Phrases, name: Name, own: list[Value[Post]], verb: int, limit: int) -> int:
    """ "X is director general of the Ulgii Fair Company", "X, who moderated, is a deputy governor"."""
    office = office_at(phrases, verb + 1, limit)
    has_article = phrases.tokens.lower(verb + 1) in ("a", "an", "the")
    if office is not None and (office.organization or has_article or phrases.tokens.lower(verb) == "was"):
        is_former = office.is_former or phrases.tokens.lower(verb) == "was"
        post = Post(office.title, office.organization, is_former)
        own.append(Value(post, phrases.tokens.span(name.first, office.end), "office_predicated"))
    return name.last


def _body_of_office_before(phrases: Phrases, name: Name, own: list[Value[Post]], limit: int) -> None:
    """ "Professor X of Ulgii College": the body of the office stands behind the name."""
    if not own or own[-1].value.organization or phrases.tokens.lower(name.last) not in ("of", "at", "from"):
        return
    if phrases.tokens.lower(name.last) == "at" and name.last + 1 in phrases.places:
        return  # "was met by Prime Minister X at Kazan airport"
    first, end = body_at(phrases, name.last + 1, limit)
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
    first, end = body_at(phrases, index + 2, limit)
    if end == first:
        return None
    post = Post("head", tokens.string(first, end), tokens.lower(index + 1) == "headed")
    return end, Value(post, tokens.span(name.first, end), "who_heads")


PUBLICATIONS = frozenset(
    ["magazine", "newspaper", "newswire", "agency", "group", "company", "channel", "holding", "daily",
    "weekly"]
)  # fmt: skip
