"""Delegations: who came, from where, to which forum."""

from __future__ import annotations

from extraction.findings import Delegation, Value
from extraction.keys import phrase_key
from extraction.kinds.forums import Editions
from extraction.kinds.people import Persons
from extraction.mentions import DelegationMention, Reading
from extraction.places import find_place


def resolve(reading: Reading, editions: Editions, persons: Persons) -> list[Delegation]:
    delegations: list[Delegation] = []
    latest: list[Delegation] = []  # the one spoken of last first: a bare "delegation" means it
    for mention in reading.delegations:
        forum = _forum(mention, reading, editions)
        known = next((d for d in latest if _is_same(d, mention, forum)), None)
        if known is None:
            if mention.sender is None:
                continue
            known = Delegation(
                id=f"delegation-{len(delegations) + 1}",
                sender=mention.sender,
                forum=forum,
                rule=mention.rule,
                span=mention.span,
            )
            delegations.append(known)
        latest = [known, *(d for d in latest if d is not known)]
        _fill(known, mention, persons)
        if known.forum is None:
            known.forum = forum
    for delegation in delegations:
        if delegation.destination is None and delegation.forum is not None:
            forum_id = delegation.forum.value
            forum_found = next((f for f in editions.forums if f.id == forum_id), None)
            delegation.destination = forum_found.place if forum_found else None
    return delegations


def _forum(mention: DelegationMention, reading: Reading, editions: Editions) -> Value[str] | None:
    own = editions.of(mention.forum)
    if own is not None and mention.forum is not None:
        return Value(own.id, mention.forum.span, "forum_in_the_phrase")
    if not mention.is_local:
        return None
    found = editions.at(reading, mention.sentence, mention.span.start)
    if found is None:
        return None
    if (
        mention.destination is not None
        and found[0].place is not None
        and _is_elsewhere(mention.destination.value, found[0].place.value)
    ):
        return None
    return Value(found[0].id, found[1], "forum_at_hand")


def _is_elsewhere(destination: str, place: str) -> bool:
    """The delegation went to another town or country than that of the forum."""
    if phrase_key(destination) == phrase_key(place):
        return False
    there, here = find_place(destination), find_place(place)
    if there is None or here is None:
        return True
    return there.country != here.country or there.kind == here.kind


def _is_same(delegation: Delegation, mention: DelegationMention, forum: Value[str] | None) -> bool:
    if forum is not None and delegation.forum is not None and forum.value != delegation.forum.value:
        return False
    if mention.sender is None:
        return mention.rule != "listed_party"
    if _has_other_head(delegation, mention):
        return False
    return delegation.sender is not None and _is_same_sender(delegation.sender.value, mention.sender.value)


def _has_other_head(delegation: Delegation, mention: DelegationMention) -> bool:
    """Two journeys of one sender: other people at the head, other towns."""
    head, other = delegation.head, mention.head
    there, elsewhere = delegation.destination, mention.destination
    if head is None or other is None or there is None or elsewhere is None:
        return False
    is_other_head = not set(head.value.split()) & set(other.value.split())
    return is_other_head and phrase_key(there.value) != phrase_key(elsewhere.value)


def _is_same_sender(one: str, other: str) -> bool:
    """«Беларусь» and «Белоруссия», «Цзянси» and «провинция Цзянси» are one."""
    if phrase_key(one) == phrase_key(other):
        return True
    first, second = find_place(one), find_place(other)
    if first is None and second is None:
        short, long = sorted((phrase_key(one).split(), phrase_key(other).split()), key=len)
        return (
            len(short) == 1 and short == long[:1]
        )  # «делегация Державинского» of the «Державинский университет»
    return first is not None and first == second


def _fill(delegation: Delegation, mention: DelegationMention, persons: Persons) -> None:
    if mention.sender is not None and delegation.sender is not None:
        is_fuller = (
            delegation.sender.value in mention.sender.value
            and delegation.sender.value != mention.sender.value
        )
        delegation.sender = mention.sender if is_fuller else delegation.sender
    if delegation.head is None and mention.head is not None:
        delegation.head = persons.value(mention.head)
    head = delegation.head.value if delegation.head else None
    for member in mention.members:
        value = persons.value(member)
        if value.value != head and value.value not in {m.value for m in delegation.members}:
            delegation.members.append(value)
    delegation.size = delegation.size or mention.size
    delegation.destination = delegation.destination or mention.destination
    delegation.invited_by = delegation.invited_by or mention.invited_by
