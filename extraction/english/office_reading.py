"""What an office is called and whose it is: its title, what "of", "for", "at" add, the body or territory."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction.english.phrases import (
    DEMONYMS,
    DESCRIPTORS,
    OFFICE_MODIFIERS,
    TOPICS,
    Phrases,
    is_office_head,
    office_kind,
)

POSSESSIVE = ("'s", "’s")
COMMON_OWNERS = frozenset(
    ["region", "country", "province", "city", "company", "ministry", "republic", "university", "association",
    "port", "group", "agency"]
)  # fmt: skip
AFTER_HEAD = frozenset(["general", "officer", "executive", "designate"])
BOARDS = frozenset(
    ["board", "council", "management", "supervisory", "directors", "executive", "committee", "staff",
    "department", "delegation", "office"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Office:
    """An office in tokens [first, end): title, organization or territory."""

    first: int
    end: int
    title: str
    organization: str = ""
    is_former: bool = False


ACRONYM = re.compile(r"[A-Z]{3,8}$")


def common_owner(phrases: Phrases, index: int) -> str:
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
    index = title_end_at(phrases, first, limit)
    if index == first:
        return None
    title_first_lower = tokens.lower(first)
    is_former = is_former or title_first_lower.startswith(("ex-", "then-"))
    head = head_of_office(phrases, first, index)
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


def head_of_office(phrases: Phrases, first: int, end: int) -> str:
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
        return index + 2, common_owner(phrases, index)
    if word.text in DEMONYMS and title_end_at(phrases, index + 1, limit) > index + 1:
        return index + 1, DEMONYMS[word.text]
    place = phrases.places.get(index)
    end = place.last if place is not None else phrases.end_of_phrase(index, limit)
    if end > index:
        name = place.name if place is not None else tokens.string(index, end)
        after = end + 1 if tokens.lower(end) in (*POSSESSIVE, "'", "’") else end
        if title_end_at(phrases, after, limit) > after or tokens.lower(after) == "former":
            return after, name
    return index, ""


def title_end_at(phrases: Phrases, first: int, limit: int) -> int:
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
        elif lower == "and" and head_end == first and tokens.lower(index + 1) == "plenipotentiary":
            index += 1  # "Extraordinary and Plenipotentiary Ambassador"
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
        topic = topic_end_at(phrases, index + 1, limit)
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
    first, end = body_at(phrases, index + 1, limit)
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
        topic = max(topic_end_at(phrases, index + 1, limit), index + 2)
        return topic, "", topic
    return None


def _mission(phrases: Phrases, index: int, limit: int, head: str) -> Complement | None:
    """ "Ambassador (of Kazakhstan) to Mongolia", "consul general in Irkutsk"."""
    tokens = phrases.tokens
    if head == "general" and tokens.lower(index - 2) == "consul" and tokens.lower(index) == "in":
        end = body_at(phrases, index + 1, limit)[1]
        return end, "", end
    if head not in ("ambassador", "envoy", "representative", "consul"):
        return None
    at = index
    if tokens.lower(index) == "of" and head != "representative":
        sender = body_at(phrases, index + 1, limit)
        at = sender[1] if sender[1] > sender[0] else index
    if tokens.lower(at) != "to":
        return None
    end = body_at(phrases, at + 1, limit)[1]
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
    end = title_end_at(phrases, skipped, limit)
    return (end, inner.organization, inner.end) if end > skipped else (inner.end, "", inner.end)


def _body_behind(phrases: Phrases, index: int, limit: int, title_end: int) -> Complement:
    """The organization behind "of", "at": named, told before ("the agency"), or of a board."""
    tokens = phrases.tokens
    first, end = body_at(phrases, index + 1, limit)
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
        first, end = body_at(phrases, board, limit)
        if end > first:
            stop = board - 1 if tokens.lower(board - 1) == "of" else board - 2
            return stop, tokens.string(first, end), end
    return _described_body(phrases, index, limit, title_end)


OF_STATE = frozenset(
    ["ministry", "department", "government", "cabinet", "parliament", "senate", "chamber", "committee",
    "council"]
)  # fmt: skip
UNITS = frozenset(["department", "division", "section", "unit", "directorate", "bureau", "desk", "branch"])


def _inner_unit(phrases: Phrases, first: int, end: int, limit: int) -> tuple[int, str, int] | None:
    """ "Head of Department at the Ministry", "Chair of the Board, KazAgro": a unit without a name belongs to the title."""
    tokens = phrases.tokens
    words = {tokens.lower(i) for i in range(first, end)}
    is_board = words and words <= BOARDS | {"of"} and ("board" in words or "directors" in words)
    if not is_board and not (end - first == 1 and words <= UNITS):
        return None
    if end < limit and tokens.lower(end) in ("at", "of", "in", "within"):
        body, stop = body_at(phrases, end + 1, limit)
        if stop > body:
            return end, tokens.string(body, stop), stop
    return end, "", end


def topic_end_at(phrases: Phrases, first: int, limit: int) -> int:
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
            or lower == ","
            and tokens.lower(index + 1) in ("and", "&")
            and tokens.lower(index + 2) in TOPICS
            and index > first
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


def body_at(phrases: Phrases, index: int, limit: int) -> tuple[int, int]:
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
    first, last = body_at(phrases, end + 2, limit)
    return last if last > first else end


GOVERNING = frozenset(
    ["government", "administration", "parliament", "legislature", "assembly", "authorities", "cabinet",
    "council", "committee"]
)  # fmt: skip
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
            first, end = body_at(phrases, position + 1, limit)
            if end > first:
                return position, tokens.string(first, end), end
        if tokens.lower(position) in ("who", "and", "which", "that", "said", "was", "is"):
            break
        position += 1
    return title_end, "", title_end
