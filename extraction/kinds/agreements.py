"""Agreements: documents that sides sign at a forum."""

from __future__ import annotations

from extraction.findings import Agreement, Value
from extraction.keys import phrase_key
from extraction.kinds.forums import Editions
from extraction.kinds.people import Persons
from extraction.mentions import AgreementMention, Reading


def resolve(reading: Reading, editions: Editions, persons: Persons) -> list[Agreement]:
    agreements: list[Agreement] = []
    for mention in reading.agreements:
        known = next((a for a in agreements if _is_same(a, mention)), None)
        if known is None:
            known = Agreement(
                id=f"agreement-{len(agreements) + 1}",
                kind=mention.kind,
                subject=mention.subject,
                rule=mention.rule,
                span=mention.span,
            )
            agreements.append(known)
            forum = editions.at(reading, mention.sentence, mention.span.start)
            known.forum = Value(forum[0].id, forum[1], "forum_at_hand") if forum else None
        known.subject = known.subject or mention.subject
        known.amount = known.amount or mention.amount
        for party in mention.parties:
            value = persons.value(party)
            if not any(phrase_key(p.value) == phrase_key(value.value) for p in known.parties):
                known.parties.append(value)
    return agreements


def _is_same(agreement: Agreement, mention: AgreementMention) -> bool:
    if agreement.kind is None or agreement.kind.value != mention.kind.value:
        return False
    parties = {phrase_key(p.value) for p in agreement.parties}
    other = {phrase_key(p.value) for p in mention.parties}
    if parties and other and not (parties & other):
        return False
    if agreement.subject is None or mention.subject is None:
        return bool(parties & other) or not other
    a, b = set(phrase_key(agreement.subject.value).split()), set(phrase_key(mention.subject.value).split())
    return bool(parties & other) and (a <= b or b <= a) or a == b and not (parties and other)
