"""Lines of a calendar ("21-22 October, Jakarta: Sixth Summit") and new dates that a later sentence gives."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from extraction.english.dates import When
from extraction.english.event_dates import set_date
from extraction.english.event_places import country_of
from extraction.english.phrases import PlaceName
from extraction.english.sides import Context
from extraction.findings import Value
from extraction.mentions import ForumMention

MARKS = frozenset({"-", "–", "—", "•", "*", "·"})
PARTS_ENTRY = frozenset({":", "–", "—", "-", ".", "|"})
BETWEEN_PARTS = frozenset({",", "(", ")", ";", "|", "–", "—", "in", "online", "hybrid"})
NEW_DATES = re.compile(
    r"\b(?:(?:[Tt]he|[Ii]ts|[Aa]) )?[Nn]ew dates?(?:\s(?:is|are|of|will be|have been set for|has been set for|set for|:))?:?\s"
    r"|\b(?:[Ii]t|[Tt]he (?:\w+ )?(?:event|forum|summit|fair|expo|conference|exhibition|congress)) (?:will|is to) (?:now|instead) (?:be held|take place|run|open|convene|be hosted)\s"
)
NEW_DATE_REACH = 40  # characters
PUT_OFF_REACH = 4  # sentences


def entry_of_calendar(context: Context, first: int, mention: ForumMention) -> None:
    """The day and the town that a line of a calendar puts before the event, in either order."""
    if mention.dates is not None or mention.is_pronoun:
        return
    found = _entry_before(context, first)
    if found is None:
        return
    when, place = found
    set_date(mention, when, "on", "calendar")
    if place is not None and mention.place is None:
        span = context.tokens.span(place.first, place.last)
        mention.place = Value(place.name, span, "place_of_entry") if place.kind != "country" else None
        mention.country = country_of(place, span)
    if mention.status is None and mention.dates is not None and context.published_on is not None:
        begin = mention.dates.value.split("/")[0]
        is_to_come = begin > context.published_on.isoformat()[: len(begin)]
        if is_to_come:
            mention.status, mention.status_weight = Value("planned", when.span, "entry_of_calendar"), 2


def _entry_before(context: Context, first: int) -> tuple[When, PlaceName | None] | None:
    """Only a date, a place and what parts them stand between the beginning of the line and the event."""
    tokens = context.tokens
    index = tokens.start_of(first)
    if tokens.lower(index) in MARKS:
        index += 1
    when: When | None = None
    place: PlaceName | None = None
    if tokens.lower(first - 1) not in PARTS_ENTRY:
        return None
    while index < first - 1:
        dated = context.date_at.get(tokens.words[index].start)
        named = context.phrases.places.get(index)
        if dated is not None and when is None:
            when = dated
            while index < first and tokens.words[index].start < dated.span.end:
                index += 1
        elif named is not None and place is None:
            place, index = named, named.last
        elif tokens.lower(index) in BETWEEN_PARTS:
            index += 1
        else:
            return None
    return (when, place) if when is not None else None


def read_new_dates(context: Context) -> None:
    """ "The summit has been put off. New dates of 14 and 15 October have been agreed"."""
    tokens = context.tokens
    offsets = sorted(context.date_at)
    starts = [sentence.span.start for sentence in tokens.sentences]
    put_off = [
        mention
        for _, (_, mention) in sorted(context.events.items())
        if mention.status is not None and mention.status.value == "postponed"
    ]
    for found in NEW_DATES.finditer(tokens.text):
        at = bisect_left(offsets, found.end())
        if at >= len(offsets) or offsets[at] > found.end() + NEW_DATE_REACH:
            continue
        number = bisect_right(starts, found.start()) - 1
        last = bisect_right(put_off, number, key=lambda mention: mention.sentence) - 1
        if last >= 0 and number - put_off[last].sentence <= PUT_OFF_REACH:
            mention = put_off[last]
            mention.dates, mention.year = None, None
            set_date(mention, context.date_at[offsets[at]], "on", "put_off")
