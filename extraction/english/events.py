"""Events: names of forums with their edition, and "the forum", "the 13th", "it" for one named before."""

from __future__ import annotations

import re

from extraction import lexicon, taught
from extraction.english.event_brands import bilateral, branded
from extraction.english.event_editions import YEAR, edition_before, mention_of, ordinal, read_year
from extraction.english.event_names import BARE_HEADS, COMPOUND, bare_event, named_event, quoted_event
from extraction.english.phrases import EVENT_HEADS
from extraction.english.sides import Context
from extraction.findings import Value
from extraction.mentions import ForumMention
from extraction.taught import Occurrence, find_series

WITH_YEAR = re.compile(r"(?P<name>[A-Z][\w]{1,30})-(?P<year>20\d\d)$")
BRAND = re.compile(r"[A-Z][a-z]*[A-Z]\w*$")  # "CentralAsiaTex": a word that only the event has
BODY = re.compile(r"(?:council|commission|committee|board|dialogue|assembly)$")
MOST_NAMES = 60  # events of one text that are compared with each other
MEETINGS = frozenset({"session", "meeting"})


def find_events(context: Context) -> list[ForumMention]:
    """All mentions in the order of the text; fills `context.events`."""
    tokens = context.tokens
    aliases: dict[str, str] = _known_series()
    taught_at = {occurrence.span.start: occurrence for occurrence in find_series(tokens.text, "en")}
    found: list[ForumMention] = []
    index = 0
    while index < len(tokens.words):
        if index in context.in_event or tokens.quoted_at.get(index, index) != index:
            index += 1
            continue
        listed = _editions_listed(context, index)
        for first, end, mention in listed:
            context.events[first] = (end, mention)
            context.in_event.update(dict.fromkeys(range(first, end), first))
            found.append(mention)
        if listed:
            index += 1
            continue
        made = (
            _taught(context, index, taught_at)
            or quoted_event(context, index)
            or named_event(context, index)
            or _meeting_of_body(context, index)
            or _abbreviated(context, index, aliases)
            or bilateral(context, index)
            or branded(context, index)
            or _elliptical(context, index)
            or _possessive(context, index)
            or bare_event(context, index)
            or _pronoun(context, index)
        )
        if made is None:
            index += 1
            continue
        first, end, mention = made
        end = _number_behind(context, _read_alias(context, end, mention, aliases), mention)
        end = _former_name(context, end, mention)
        context.events[first] = (end, mention)
        for position in range(first, end):
            context.in_event[position] = first
        found.append(mention)
        if mention.rule == "event_branded" and mention.name is not None and BRAND.match(mention.name.value):
            aliases[mention.name.value] = mention.head
        if mention.name is not None:
            context.event_words.update(word for word in mention.name.value.lower().split() if len(word) > 3)
        index = max(end, index + 1)
    found.sort(key=lambda mention: mention.span)
    _join_short_names(found)
    return found


def _join_short_names(found: list[ForumMention]) -> None:
    """ "The Regional Investment Forum" is the "China-Russia Regional Investment Forum" of the same text."""
    names: dict[str, Value[str]] = {}
    _spell_as_in_the_text(found)
    for mention in found:
        if mention.name is not None:
            names.setdefault(mention.name.value, mention.name)
    for mention in found[:MOST_NAMES]:
        if mention.name is None:
            continue
        short = mention.name.value
        fuller = [
            value
            for name, value in list(names.items())[:MOST_NAMES]
            if len(name) > len(short)
            and (
                name.endswith((f" {short}", f"-{short}"))
                or _is_body_of(short, name)
                or COMPOUND.match(short)
                and short in re.split(r"\W+", name)
            )
        ]
        if len(fuller) == 1:
            mention.aliases.append(fuller[0])


def _spell_as_in_the_text(found: list[ForumMention]) -> None:
    """ "RESCHEDULING OF THE SECOND GHANA SUMMIT": the heading's capitals give way to the text's own spelling."""
    spelled = {
        mention.name.value.casefold(): mention.name
        for mention in reversed(found)
        if mention.name is not None and not mention.name.value.isupper()
    }
    for mention in found:
        if mention.name is not None and mention.name.value.isupper():
            mention.name = spelled.get(mention.name.value.casefold(), mention.name)


def _is_body_of(short: str, name: str) -> bool:
    """ "Meeting of the Commission" of the one whose commission is named in full."""
    lead, _, body = short.rpartition(" of the ")
    return bool(lead) and " " not in body and name.startswith(f"{lead} of ") and body in name.split()


def _known_series() -> dict[str, str]:
    """Abbreviations that a table or the text gives → the class of the event."""
    known: dict[str, str] = {}
    for row in lexicon.table("series"):
        names = [*(row[1].split(";") if len(row) > 1 else []), row[4] if len(row) > 4 else ""]
        for name in names:
            if name and name.isascii():
                known[name] = row[2]
    return known


def _taught(
    context: Context, index: int, taught_at: dict[int, Occurrence]
) -> tuple[int, int, ForumMention] | None:
    """A name that curators taught."""
    tokens = context.tokens
    occurrence = taught_at.get(tokens.words[index].start)
    if occurrence is None:
        return None
    end = index
    while end < len(tokens.words) and tokens.words[end].start < occurrence.span.end:
        end += 1
    mention = mention_of(context, index, end, occurrence.term.detail or "event", taught.RULE)
    mention.name = Value(occurrence.term.written, tokens.span(index, end), taught.RULE)
    return edition_before(context, index, mention), end, mention


def _meeting_of_body(context: Context, index: int) -> tuple[int, int, ForumMention] | None:
    """ "The third plenary session of the Foreign Investors Council": the numbered meeting of a standing body."""
    tokens = context.tokens
    number = ordinal(tokens.words[index].text)
    if number is None:
        return None
    first = head = index + 1
    while head < index + 4 and tokens.lower(head) in ("plenary", "regular", "annual", "joint", "ordinary"):
        head += 1
    if tokens.lower(head) not in MEETINGS or tokens.lower(head + 1) != "of":
        return None
    body = head + 2
    if tokens.lower(body) == "the":
        body += 1
    end = context.phrases.end_of_phrase(body, tokens.end_of(index))
    if end == body or not any(BODY.match(tokens.lower(i)) for i in range(body, end)):
        return None
    if tokens.lower(end) == "in" and tokens.lower(end + 2) == "(":
        end += 2  # "the Council of the Conference on Confidence Building Measures in Asia (CICA)"
    mention = mention_of(context, index, end, "meeting", "meeting_of_body")
    mention.name = Value(tokens.string(first, end), tokens.span(first, end), "meeting_of_body")
    mention.aliases.append(Value(tokens.string(body, end), tokens.span(body, end), "meeting_of_body"))
    mention.number = Value(number, tokens.span(index, index + 1), "edition_number")
    return index, end, mention


def _abbreviated(
    context: Context, index: int, aliases: dict[str, str]
) -> tuple[int, int, ForumMention] | None:
    """ "TMIC", "EEF-2026", "CIIE 2025"."""
    tokens = context.tokens
    word = tokens.words[index]
    if not word.is_word or not word.is_capitalised:
        return None
    year = WITH_YEAR.match(word.text)
    text = year["name"] if year else word.text
    if text not in aliases or not year and _begins_name(context, index):
        return None
    mention = mention_of(context, index, index + 1, aliases[text], "event_abbreviated")
    mention.name = Value(text, tokens.span(index, index + 1), "event_abbreviated")
    end = index + 1
    if year or YEAR.match(tokens.lower(index + 1)):
        at = index if year else index + 1
        mention.year = Value(
            int(year["year"] if year else tokens.words[at].text), tokens.span(at, at + 1), "year_in_the_name"
        )
        mention.is_own_year = True
        end = at + 1
    return edition_before(context, index, mention), end, mention


def _begins_name(context: Context, index: int) -> bool:
    """ "CICA Business Forum" is another event than the one that "CICA" abbreviates."""
    end = index + 1
    while end < context.tokens.end_of(index) and context.phrases.is_name_word(end):
        if context.tokens.lower(end) in EVENT_HEADS:
            return True
        end += 1
    return False


def _elliptical(context: Context, index: int) -> tuple[int, int, ForumMention] | None:
    """ "The 13th is scheduled for…"."""
    tokens = context.tokens
    if tokens.lower(index) != "the" or index + 2 >= tokens.end_of(index):
        return None
    number = ordinal(tokens.words[index + 1].text)
    if number is None or tokens.lower(index + 2) not in AFTER_NUMBER:
        return None
    is_listed = (
        tokens.lower(index + 2) == "in" and index + 3 in context.phrases.places and bool(context.events)
    )
    is_held = tokens.lower(index - 1) in HOLDING
    following = tokens.lower(index + 3)
    is_open = tokens.lower(index + 2) in ("in", "one", ",") and following not in ("is", "was", "will")
    if is_open and not (is_listed or is_held):
        return None
    mention = mention_of(context, index, index + 2, "event", "event_by_number")
    mention.number = Value(number, tokens.span(index + 1, index + 2), "edition_number")
    if is_listed:
        before = [m for _, (_, m) in sorted(context.events.items()) if m.sentence == mention.sentence]
        if before and before[-1].number is not None:
            context.listed_after[index] = before[-1]
    return index, index + 2, mention


AFTER_NUMBER = frozenset({"is", "was", "will", "took", "has", "in", "one", "at", ",", "."})
HOLDING = frozenset(
    {"hold", "holding", "host", "hosting", "held", "hosted", "stage", "staging", "organise", "organize"}
)


def _possessive(context: Context, index: int) -> tuple[int, int, ForumMention] | None:
    """ "Last year's took place in Kuala Lumpur": the event is left out."""
    tokens = context.tokens
    if tokens.lower(index + 1) != "year" or tokens.lower(index + 2) not in ("'s", "’s"):
        return None
    if not tokens.is_first(index) and tokens.lower(index - 1) not in ("and", ",", ";", "but"):
        return None
    following = tokens.lower(index + 3)
    end = index + 4 if following == "one" else index + 3
    if tokens.lower(end) not in ("took", "was", "is", "will", "drew", "attracted", "had", "has"):
        return None
    mention = mention_of(context, index, end, "event", "event_of_that_year")
    return (index, end, mention) if read_year(context, index, mention) else None


PRONOUN_VERB = re.compile(
    r"[Ii]t\s(?:(?:was|is|will be|has been|had been)\s(?:also\s)?(?:held|hosted|organi[sz]ed|scheduled|postponed|cancelled|canceled|called off|attended by|due)"
    r"|(?:is|was|will be) the [\w-]+ (?:such|of its kind|edition|time)\b|took place|takes place|will take place|will run|runs|opened|opens|ran|will open|brought together|closed|ended)\b"
)


def _pronoun(context: Context, index: int) -> tuple[int, int, ForumMention] | None:
    tokens = context.tokens
    if tokens.lower(index) != "it" or not (
        tokens.is_first(index) or tokens.lower(index - 1) in ("and", ";", ",", ")", ":")
    ):
        return None
    if not PRONOUN_VERB.match(tokens.text, tokens.words[index].start):
        return None
    mention = mention_of(context, index, index + 1, "event", "event_by_pronoun")
    mention.is_pronoun = True
    return index, index + 1, mention


NEXT_TIME = re.compile(
    r"\s(?:will|is to|is set to|is due to) next (?:be held|take place|convene|meet|be hosted|return)"
)
FORMER_NAME = re.compile(
    r"(?:,?\s|\s[-–—]\s|—|\s\()(?:formerly|previously|earlier|also|better)\s(?:known as|called)\s(?:the\s)?"
)


def _former_name(context: Context, end: int, mention: ForumMention) -> int:
    """ "The expo, formerly known as the Harbin Fair,": another name of the same event."""
    tokens = context.tokens
    if end >= len(tokens.words) or end >= tokens.end_of(end - 1):
        return end
    found = FORMER_NAME.match(tokens.text, tokens.words[end - 1].end)
    if found is None:
        return end
    first = end
    while first < len(tokens.words) and tokens.words[first].start < found.end():
        first += 1
    last = context.phrases.end_of_phrase(first, tokens.end_of(end - 1))
    if last == first:
        return end
    mention.aliases.append(Value(tokens.string(first, last), tokens.span(first, last), "known_as"))
    return last


def _number_behind(context: Context, end: int, mention: ForumMention) -> int:
    """ "This year's fair, the tenth, had …"."""
    tokens = context.tokens
    if NEXT_TIME.match(tokens.text, tokens.words[end - 1].end) and mention.number is None:
        mention.order = "next"
    if mention.number is not None or [tokens.lower(end), tokens.lower(end + 1)] != [",", "the"]:
        return end
    number = ordinal(tokens.words[end + 2].text) if end + 2 < len(tokens.words) else None
    following = tokens.lower(end + 3)
    if number is None or following not in (",", ".", "in"):
        return end
    mention.number = Value(number, tokens.span(end + 2, end + 3), "edition_number")
    return end + 3


def _editions_listed(context: Context, index: int) -> list[tuple[int, int, ForumMention]]:
    """ "Previous editions were held in Bishkek (2023) and Dushanbe (2024)": one for each town."""
    tokens = context.tokens
    if tokens.lower(index) not in (
        "editions",
        "forums",
        "expos",
        "fairs",
        "summits",
        "conferences",
        "congresses",
    ):
        return []
    found: list[tuple[int, int, ForumMention]] = []
    for first in range(index + 1, min(index + 40, tokens.end_of(index))):
        place = context.phrases.places.get(first)
        if place is None:
            continue
        year = place.last + 1
        if tokens.lower(place.last) not in ("(", "in") or not YEAR.match(tokens.lower(year)):
            continue
        head = BARE_HEADS.get(tokens.lower(index).removesuffix("s"), "event")
        mention = mention_of(context, first, year + 1, head, "editions_listed")
        mention.order = "previous"
        mention.place = Value(place.name, tokens.span(first, place.last), "editions_listed")
        if place.country:
            mention.country = Value(place.country, mention.place.span, "country_of_place")
        mention.year = Value(int(tokens.words[year].text), tokens.span(year, year + 1), "editions_listed")
        mention.is_own_year = True
        mention.status, mention.status_weight = (
            Value("held", tokens.span(index, year + 1), "editions_listed"),
            2,
        )
        found.append((first, year + 1, mention))
    return found


def _read_alias(context: Context, end: int, mention: ForumMention, aliases: dict[str, str]) -> int:
    """ "(TMIC)", "(SME Forum)" behind a name."""
    tokens = context.tokens
    if mention.name is None or tokens.lower(end) != "(":
        return end
    closing = next(
        (i for i in range(end + 1, min(end + 8, len(tokens.words))) if tokens.lower(i) == ")"), None
    )
    if closing is None:
        return end
    first = end + 1
    while (
        first < closing
        and tokens.words[first].text in ('"', "“", "«", "the", ",")
        or tokens.lower(first) in ("hereinafter",)
    ):
        first += 1
    last = closing - 1 if tokens.words[closing - 1].text in ('"', "”", "»") else closing
    if first >= last or not all(
        context.phrases.is_name_word(i) or tokens.words[i].text.isdigit() for i in range(first, last)
    ):
        return end
    if first in context.phrases.places and context.phrases.places[first].last == last:
        return end
    text = tokens.string(first, last)
    year = WITH_YEAR.match(text) or re.match(r"(?P<name>[A-Z][\w ]+?) (?P<year>20\d\d)$", text)
    if year:
        mention.year = Value(int(year["year"]), tokens.span(first, last), "year_in_the_name")
        mention.is_own_year = True
        text = year["name"]
    mention.aliases.append(Value(text, tokens.span(first, last), "abbreviation_in_brackets"))
    if " " not in text:
        aliases[text] = mention.head
    return closing + 1
