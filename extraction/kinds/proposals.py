"""Proposals: who proposed what to whom, about which forum, and who supported it."""

from __future__ import annotations

from extraction.findings import Proposal, Value
from extraction.kinds.forums import Editions
from extraction.kinds.people import Persons
from extraction.mentions import Reading


def resolve(reading: Reading, editions: Editions, persons: Persons) -> list[Proposal]:
    proposals: list[Proposal] = []
    for mention in reading.proposals:
        forum = editions.of(mention.forum)
        proposals.append(
            Proposal(
                id=f"proposal-{len(proposals) + 1}",
                by=[persons.value(v) for v in mention.by],
                to=[persons.value(v) for v in mention.to],
                text=mention.text,
                forum=Value(forum.id, mention.forum.span, "forum_in_the_proposal")
                if forum and mention.forum
                else None,
                supported_by=[persons.value(v) for v in mention.supported_by],
                rule=mention.rule,
                span=mention.span,
            )
        )
    return proposals
