"""Agreements: documents that sides sign at a forum."""

from __future__ import annotations

import re

from extraction.findings import Agreement, Value
from extraction.keys import phrase_key
from extraction.kinds.forums import Editions
from extraction.kinds.people import Persons
from extraction.mentions import AgreementMention, Reading

QUOTED = re.compile(r"[«“\"](.+)[»”\"]")
FARTHEST = 400  # characters from a document to what is told of it without its sides
LEGAL_FORM = re.compile(r"^(?:ООО|ОАО|АО|ПАО|ЗАО|НАО|ФГУП|ГУП|МУП|АНО|НКО|ИП|ТОО)\s+")


def resolve(reading: Reading, editions: Editions, persons: Persons) -> list[Agreement]:
    agreements: list[Agreement] = []
    for mention in reading.agreements:
        known = next((a for a in agreements if _is_same(a, mention)), None)
        if known is None and mention.is_reference:
            known = next((a for a in reversed(agreements) if _is_meant(a, mention)), None)
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
            if not any(_party_key(p.value) == _party_key(value.value) for p in known.parties):
                known.parties.append(value)
    return agreements


def _party_key(name: str) -> str:
    """A side with and without its legal form or its noun is one: «АО «Заря»», «компания «Заря»»."""
    quoted = QUOTED.search(name)
    return phrase_key(quoted[1] if quoted is not None else LEGAL_FORM.sub("", name))


def _is_meant(agreement: Agreement, mention: AgreementMention) -> bool:
    """«Заключённое соглашение предусматривает…»: the document of that kind told of just before."""
    is_near = agreement.span is not None and mention.span.start - agreement.span.end < FARTHEST
    return agreement.kind is not None and agreement.kind.value == mention.kind.value and is_near


def _is_same(agreement: Agreement, mention: AgreementMention) -> bool:
    if agreement.kind is None or agreement.kind.value != mention.kind.value:
        return False
    parties = {_party_key(p.value) for p in agreement.parties}
    other = {_party_key(p.value) for p in mention.parties}
    if parties and other and not (parties & other):
        return False
    if min(len(parties), len(other)) > 1 and not (parties <= other or other <= parties):
        return False  # A with B, then C with B
    if agreement.subject is None or mention.subject is None:
        is_near = agreement.span is None or mention.span.start - agreement.span.end < FARTHEST
        return bool(parties & other) or not other and is_near
    a, b = set(phrase_key(agreement.subject.value).split()), set(phrase_key(mention.subject.value).split())
    return bool(parties & other) and (a <= b or b <= a) or a == b and not (parties and other)
