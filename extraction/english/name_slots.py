"""Places in a sentence where only a person can stand: behind an office, before one, in a list of speakers."""

from __future__ import annotations

from extraction.english.phrases import (
    DEMONYMS,
    HONORIFICS,
    ORGANIZATION_WORDS,
    PLACE_SUFFIXES,
    TOPICS,
    Phrases,
    is_office_head,
    is_plural_office,
)

PERSON_VERB = frozenset(
    ["led", "headed", "moderated", "chaired", "opened", "delivered", "presented", "attended", "represented",
    "given", "made", "hosted"]
)  # fmt: skip
SPEAKS = frozenset(
    ["said", "told", "spoke", "noted", "added", "explained", "stressed", "moderated", "chaired"]
)
HOLDS_OFFICE = frozenset(["heads", "leads", "chairs", "runs", "is", "was", "headed", "led", "serves", "owns"])
LABELS = frozenset(
    ["moderator", "moderators", "speaker", "speakers", "panelists", "panellists", "participants", "chair",
    "host", "presenter", "keynote"]
)  # fmt: skip


def ends_place(phrases: Phrases, index: int) -> bool:
    """A place ends right before: "Ambassador to Mongolia Gabit Koishybayev"."""
    return any(
        (place := phrases.places.get(first)) is not None and place.last == index
        for first in range(max(0, index - 5), index)
    )


def is_place_at(phrases: Phrases, first: int, last: int) -> bool:
    place = phrases.places.get(first)
    return place is not None and place.last >= last


def _follows_label(phrases: Phrases, first: int) -> bool:
    """In a list that "Speakers:" opens."""
    tokens = phrases.tokens
    for index in range(first - 1, max(tokens.start_of(first), first - 80) - 1, -1):
        if tokens.lower(index) == ":":
            return tokens.lower(index - 1) in LABELS
    return False


def is_slot(phrases: Phrases, first: int, last: int) -> bool:
    """A place where only a person can stand: after an honorific or an office, before an office, after "led by"."""
    tokens = phrases.tokens
    if is_place_at(phrases, first, last) or tokens.lower(last - 1) in PLACE_SUFFIXES:
        return False
    if tokens.lower(last) in HONORIFICS or last - first > 2 and last - 1 in phrases.places:
        return False  # "Chairman E-Gateway Pakistan Dr. Nizami": a body stands before the name
    before = tokens.lower(first - 1) if first > tokens.start_of(first) else ""
    if before in HONORIFICS:
        return True
    if (is_office_head(before) or is_plural_office(before)) and tokens.lower(first - 2) not in ("the",):
        return True
    if office_ends(phrases, first):
        return True
    if (
        before == ","
        and is_office_head(tokens.lower(first - 2))
        and (
            tokens.lower(last) in (",", *SPEAKS)
            or tokens.lower(last) in (".", ";", ")")
            and any(tokens.lower(i) in ("'s", "’s", "its") for i in range(first - 6, first - 2))
        )
    ):
        return True  # "the association's president, Lionel Koh, opened"
    if (
        before == ","
        and tokens.lower(last)
        in (",", *SPEAKS, *PERSON_VERB, "oversaw", "welcomed", "met", "visited", ".", ";", "and")
        and _office_stands_before(phrases, first - 1, is_last=tokens.lower(last) in (".", ";", "and"))
    ):
        return True  # "the Governor of Osaka Prefecture, Hirofumi Yoshimura, visited"
    if tokens.lower(last) in (",", "(") and office_follows(phrases, first, last):
        return True
    if any(i in phrases.places for i in range(first, last)):
        return False
    if (
        before in (";", ",", "and")
        and _follows_label(phrases, first)
        and tokens.lower(last) in (";", ",", ".", "and", "(")
    ):
        return True
    is_free = before != "the" and not phrases.is_name_word(first - 1)
    if is_free and tokens.lower(last) in SPEAKS and last - first == 2 and last < tokens.end_of(first):
        return True
    if (
        before == "by"
        and tokens.lower(first - 2) in PERSON_VERB
        or before == ":"
        and tokens.lower(first - 2) in LABELS
    ):
        return True
    if (
        tokens.lower(last) == ","
        and tokens.lower(last + 1) == "who"
        and tokens.lower(last + 2) in HOLDS_OFFICE
    ):
        return before != "the"
    return office_follows(phrases, first, last)


def _office_stands_before(phrases: Phrases, comma: int, *, is_last: bool) -> bool:
    """ "The Vice-Minister for Trade and the Promotion of Small Companies," with its article or owner."""
    tokens = phrases.tokens
    floor = max(tokens.start_of(comma), comma - LONGEST_OFFICE)
    for index in range(comma - 1, floor - 1, -1):
        lower = tokens.lower(index)
        if is_office_head(lower):
            goes_on = tokens.lower(index + 1) in ("of", "for", "to", "in", "at", "general")
            return (
                goes_on and "the" in {tokens.lower(i) for i in range(index - 3, index)}
                if is_last
                else (index == comma - 1 or goes_on)
            )
        if lower in (",", ";", ":", ".", "(", "who", "which", "that", "said"):
            return False
    return False


LONGEST_OFFICE = 16  # tokens


def office_ends(phrases: Phrases, first: int) -> bool:
    """ "Minister for Commerce", "Chairman of the Trade Authority of Pakistan (TDA)": an office goes on up to the name."""
    tokens = phrases.tokens
    index = first - 1
    floor = max(tokens.start_of(first), first - LONGEST_OFFICE)
    before = tokens.lower(index)
    if (
        before not in ORGANIZATION_WORDS
        and before not in TOPICS
        and before != ")"
        and not ends_place(phrases, first)
    ):
        return False  # what follows "of" is the body itself
    if before == ")":
        index = next((i - 1 for i in range(index, floor - 1, -1) if tokens.lower(i) == "("), index)
    while index >= floor:
        lower = tokens.lower(index)
        if is_office_head(lower):
            is_body = before == ")" and phrases.is_name_word(index + 1)  # "President Chita Chamber (CC) X"
            return (
                is_body
                or tokens.lower(index + 1) in ("of", "for", "and", "to", "in")
                or tokens.lower(index + 1) in TOPICS
            )
        if not (
            phrases.is_name_word(index)
            or lower in ("of", "for", "the", "and", "&", "to", "in")
            or lower in TOPICS
        ):
            return False
        index -= 1
    return False


def office_follows(phrases: Phrases, first: int, last: int) -> bool:
    """ "X, Gabon's forestry minister", "X (chairman of …)", "X – then deputy minister"."""
    tokens = phrases.tokens
    if tokens.lower(last) not in (",", "(", "–", "—") or last >= tokens.end_of(first):
        return False
    index = last + 1
    if tokens.words[min(index, len(tokens.words) - 1)].text.isdigit() and tokens.lower(index + 1) == ",":
        index += 2  # "X, 45, head of"
    while tokens.lower(index) in (
        "appointed",
        "elected",
        "a",
        "an",
        "the",
        "former",
        "formerly",
        "then",
        "now",
        "currently",
        "previously",
    ):
        index += 1
    place = phrases.places.get(index)
    if place is not None and tokens.lower(place.last) in ("'s", "’s"):
        index = place.last + 1
    elif (
        tokens.lower(index + 1) in ("'s", "’s")
        or tokens.words[min(index, len(tokens.words) - 1)].text in DEMONYMS
    ):
        index += 2 if tokens.lower(index + 1) in ("'s", "’s") else 1
    return phrases.is_office(index, min(index + 6, tokens.end_of(first)))
