"""People named in one breath: «A、B和C先后致辞» — what is said of the last is said of all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction.chinese.clauses import Clauses
from extraction.findings import Span
from extraction.mentions import PersonMention

JOINED = re.compile(r"(?:（[^）\n]{1,24}）)?(?:[，、；]?(?:以及|和|与|及|同|暨)?|[，、]?(?:分别|还有))\s*")
LETTER_OF = re.compile(r"(?:主席|总统|总理)?(?:的)?(?:贺信|贺电|致信|书面致辞)")
LONGEST_REST = 70  # characters after a list that may say what its people did


@dataclass(frozen=True, slots=True)
class Gathering:
    """People joined by commas and "and"; `span` holds their offices, `rest` what is said of them."""

    people: tuple[PersonMention, ...]
    span: Span
    rest: Span


def extent(person: PersonMention) -> Span:
    """The name with the offices before it."""
    starts = [post.span.start for post in person.posts if post.span.end <= person.span.start + 1]
    return Span(min([person.span.start, *starts]), person.span.end)


def gatherings(clauses: Clauses, sentence: Span) -> list[Gathering]:
    """All lists of a sentence, in order; one person alone is a list too."""
    lists: list[list[PersonMention]] = []
    for person in clauses.people_in(sentence):
        if LETTER_OF.match(clauses.text, person.span.end):
            continue  # somebody else reads it out
        last = lists[-1][-1] if lists else None
        if last is not None and JOINED.fullmatch(clauses.text, last.span.end, extent(person).start):
            lists[-1].append(person)
        else:
            lists.append([person])
    if not lists:
        return []
    spans = [extent(people[0]).to(people[-1].span) for people in lists]
    ends = [*(span.start for span in spans[1:]), sentence.end]
    return [
        Gathering(tuple(people), span, Span(span.end, max(span.end, min(end, span.end + LONGEST_REST))))
        for people, span, end in zip(lists, spans, ends, strict=True)
    ]
