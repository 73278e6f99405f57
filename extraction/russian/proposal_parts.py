"""What every rule of proposals makes: the infinitive that says what is proposed, and the record of it."""

from __future__ import annotations

from extraction.findings import Span, Value
from extraction.mentions import ForumMention, ProposalMention, Reading
from extraction.russian.clauses import Clauses, values
from extraction.russian.organizations import Side
from extraction.russian.phrases import tidy
from extraction.russian.tagging import Word

FARTHEST_INFINITIVE = 18  # words


def infinitive_after(clauses: Clauses, verb: int, ceiling: int) -> int | None:
    """The infinitive that the verb governs; the initials of a name between them end nothing."""
    words = clauses.context.tagged.words
    index = verb + 1
    while index < min(verb + FARTHEST_INFINITIVE, ceiling):
        name = clauses.context.name_at.get(index)
        if name is not None and name.last > index:
            index = name.last
            continue
        if "VerbForm=Inf" in words[index].feats:
            return index
        if words[index].is_finite or words[index].text in (";", ":", ".", ","):
            return None
        index += 1
    return None


def proposal_of(
    clauses: Clauses,
    reading: Reading,
    verb: Word,
    words: tuple[int, int],
    sides: tuple[list[Side], list[Side]],
    rule: str,
) -> ProposalMention | None:
    """A proposal whose text is words [first, last); `sides` are who proposed it and to whom."""
    first, last = words
    by, to = sides
    tagged = clauses.context.tagged
    while last > first and not (
        tagged.words[last - 1].is_word
        or tagged.words[last - 1].text[0].isdigit()
        or tagged.words[last - 1].text in ("»", '"', "``")
    ):
        last -= 1
    if last - first < 2:
        return None
    text = tidy(tagged.quote(first, last))
    text = text[:1].lower() + text[1:]
    span = tagged.span(first, last)
    mention = ProposalMention(
        verb.span.to(span),
        verb.sentence,
        Value(text, span, rule),
        values(by, "proposed_by"),
        values(to, "proposed_to"),
        rule=rule,
    )
    mention.forum = forum_in(reading, span)
    return mention


def forum_in(reading: Reading, span: Span) -> ForumMention | None:
    return next((m for m in reading.forums if span.overlaps(m.span) and m.head != "event"), None)
