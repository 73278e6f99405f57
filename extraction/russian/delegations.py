"""Delegations in a Russian text: who sent them, who leads them, who is in them, how many."""

from __future__ import annotations

from dataclasses import replace

from extraction.findings import Value
from extraction.mentions import DelegationMention, ForumMention, Reading
from extraction.places import find_place
from extraction.russian.clauses import Clauses
from extraction.russian.counts import counts
from extraction.russian.delegation_ellipses import unnamed_parties
from extraction.russian.delegation_facts import (
    destination_of,
    invited_by,
    is_joining,
    marked_leader,
    members_of,
    members_told_later,
    size_of,
    size_told_later,
)
from extraction.russian.delegation_heads import LEAD_VERBS, head_of, head_told_later
from extraction.russian.delegation_lists import attach_list, listed_parties
from extraction.russian.delegation_senders import sender_of_head, sender_of_paragraph, senders_of
from extraction.russian.parties import TRAVEL, Party, find_parties, has_travelled, is_party_noun
from extraction.russian.tagging import Word

LABELS = frozenset({"состав", "численность", "глава", "руководитель", "возглавляет", "члены", "количество"})
FOLLOWING = 4  # sentences after the delegation that may tell more of it
GOES_ON = frozenset(
    {
        "вместе",
        "возглавит",
        "возглавил",
        "возглавляет",
        "наш",
        "нашу",
        "регион",
        "область",
        "край",
        "республику",
    }
)
INVITE = frozenset({"пригласить", "приглашать", "позвать", "звать"})


def find_delegations(clauses: Clauses, reading: Reading) -> list[DelegationMention]:
    mentions: list[DelegationMention] = []
    for parties in find_parties(clauses):
        for party in parties:
            mentions += _delegations_of(clauses, reading, party, mentions)
    mentions += listed_parties(clauses)
    mentions += unnamed_parties(clauses)
    mentions.sort(key=lambda m: m.span)
    attach_list(clauses, mentions)
    _attach_following(clauses, mentions)
    return mentions


def _delegations_of(
    clauses: Clauses, reading: Reading, party: Party, before: list[DelegationMention]
) -> list[DelegationMention]:
    if _is_only_invited(clauses, party) or _is_none(clauses, party):
        return []
    tagged = clauses.context.tagged
    senders = [_of_house(s, before) for s in senders_of(clauses, party)]
    if (
        party.word.number == "plur"
        and party.kind == "party"
        and len(senders) < 2
        and not _is_one_of(clauses, party, senders)
    ):
        return []
    found: list[Value[str] | None] = [*senders] or [None]
    forum = _forum(reading, party)
    mentions = [
        DelegationMention(
            tagged.span(party.first, party.word.index + 1),
            party.word.sentence,
            sender,
            forum=forum,
            rule="delegation",
        )
        for sender in found
    ]
    if len(mentions) > 1:
        _read_asides(clauses, party, mentions)
        floor, ceiling = tagged.bounds[party.word.sentence]
        where = destination_of(clauses, floor, ceiling, party.word.index)
        for several in mentions:
            several.destination = where
        return mentions
    mention = mentions[0]
    _read_facts(clauses, party, mention)
    is_told_of = any(m.sender is not None and not _is_title(clauses, m) for m in before)
    if mention.sender is None and is_told_of and _has_other_head(mention, before):
        mention.sender = sender_of_head(clauses, mention)
    if mention.sender is None and not is_told_of:
        mention.sender = sender_of_head(clauses, mention) or sender_of_paragraph(clauses, party, mention)
    is_told = mention.head or mention.size or mention.members or mention.invited_by
    is_seen = is_told or party.kind in ("group", "people") and has_travelled(tagged, party)
    if party.kind != "party" and party.kind != "ellipsis" and (mention.sender is None or not is_seen):
        return []
    return mentions if is_told or mention.sender else []


def _of_house(sender: Value[str], before: list[DelegationMention]) -> Value[str]:
    """«Представители университета» after «делегация ЧГУ»: the one told of."""
    if sender.value not in HOUSES:
        return sender
    known = next(
        (m.sender for m in reversed(before) if m.sender is not None and find_place(m.sender.value) is None),
        None,
    )
    return replace(sender, value=known.value, span=known.span) if known is not None else sender


HOUSES = frozenset(
    {
        "университет",
        "вуз",
        "институт",
        "компания",
        "предприятие",
        "палата",
        "академия",
        "корпорация",
        "ведомство",
        "министерство",
    }
)


def _has_other_head(mention: DelegationMention, before: list[DelegationMention]) -> bool:
    """«В апреле состоялся визит делегации во главе с премьером X»: not the one told of before, which has another head or none yet."""
    if mention.head is None or mention.destination is None:
        return False
    places = {m.destination.value for m in before if m.destination is not None}
    return bool(places) and mention.destination.value not in places


def _is_title(clauses: Clauses, mention: DelegationMention) -> bool:
    return clauses.context.tagged.sentences[mention.sentence].is_title


def _read_asides(clauses: Clauses, party: Party, mentions: list[DelegationMention]) -> None:
    """«делегации Китая (120 человек, глава — X) и Монголии (45)»; «делегации A и B возглавили X и Y»."""
    context = clauses.context
    words = context.tagged.words
    starts = {w.start: w.index for w in words[party.floor : party.ceiling]}
    for mention in mentions:
        first = starts.get(mention.sender.span.start) if mention.sender is not None else None
        opening = next(
            (i for i in range(first or party.ceiling, party.ceiling) if words[i].text == "("), None
        )
        if (
            first is None
            or opening is None
            or mention.sender is None
            or words[opening - 1].end != mention.sender.span.end
        ):
            continue
        closing = next((i for i in range(opening, party.ceiling) if words[i].text == ")"), party.ceiling)
        inside = next(counts(context.tagged, opening, closing), None)
        if inside is not None:
            mention.size = Value(
                inside.value, context.tagged.span(inside.first, inside.last), "size_of_delegation"
            )
        elif words[opening + 1].text.isdigit() and closing == opening + 2:
            mention.size = Value(int(words[opening + 1].text), words[opening + 1].span, "size_of_delegation")
        name = next(iter(context.names_in(opening, closing)), None)
        if name is not None:
            mention.head = Value(name.name, name.span, "head_of_delegation")
    leads = next(
        (w for w in words[party.floor : party.ceiling] if w.lemma in LEAD_VERBS and w.is_finite), None
    )
    leaders = (
        [n for n in context.names_in(leads.index, party.ceiling) if n.case in ("nomn", "")]
        if leads is not None
        else []
    )
    if len(leaders) == len(mentions):
        for mention, leader in zip(mentions, leaders, strict=True):
            mention.head = mention.head or Value(leader.name, leader.span, "leads")


def _read_facts(clauses: Clauses, party: Party, mention: DelegationMention) -> None:
    floor, ceiling = clauses.context.tagged.bounds[party.word.sentence]
    mention.head = head_of(clauses, party)
    mention.size = size_of(clauses, party)
    mention.members = members_of(clauses, party)
    mention.head = mention.head or marked_leader(clauses, mention.members)
    mention.destination = destination_of(
        clauses, party.floor, party.ceiling, party.word.index
    ) or destination_of(clauses, floor, ceiling, party.word.index)
    mention.invited_by = invited_by(clauses, floor, ceiling)


def _is_only_invited(clauses: Clauses, party: Party) -> bool:
    """«пригласил делегацию провинции»: those invited have not come yet; nor has one that «не поехала»."""
    words = clauses.context.tagged.words
    for verb in words[party.word.index : party.ceiling]:
        if (
            verb.lemma in TRAVEL
            and verb.is_finite
            and words[verb.index - 1].lower == "не"
            and party.word.case == "nomn"
        ):
            return True
    return party.word.case == "accs" and any(
        w.lemma in INVITE and w.is_finite for w in words[party.floor : party.word.index]
    )


def _is_none(clauses: Clauses, party: Party) -> bool:
    """«не деловая миссия, а визит», «делегации при гостье не было»."""
    words = clauses.context.tagged.words
    if party.first > party.floor and words[party.first - 1].lower in ("не", "без"):
        return True
    following = words[party.word.index + 1 : min(party.word.index + 6, party.ceiling)]
    denied = any(w.lower == "не" and words[w.index + 1].lemma in ("быть", "состояться") for w in following)
    return party.word.case == "gent" and denied


def _is_one_of(clauses: Clauses, party: Party, senders: list[Value[str]]) -> bool:
    """«в числе делегаций из Индии»: a list that the sentence cuts short still names one."""
    words = clauses.context.tagged.words
    following = party.word.index + 1
    return bool(senders) and following < party.ceiling and words[following].lower in ("из", "от")


def _forum(reading: Reading, party: Party) -> ForumMention | None:
    """The event of the sentence: «принимает участие в форуме», «для участия в …»."""
    here = [m for m in reading.forums if m.sentence == party.word.sentence]
    after = [m for m in here if m.span.start > party.word.end]
    return next(iter(after or here), None)


def _attach_following(clauses: Clauses, mentions: list[DelegationMention]) -> None:
    """«Возглавит её X. В группу вошли Y и Z — всего пятнадцать человек»: the sentences after the delegation."""
    tagged = clauses.context.tagged
    owners = {m.sentence for m in mentions if m.sender is not None}
    for position, mention in enumerate(mentions):
        if mention.sender is None and any(m.sender is not None for m in mentions[:position]):
            continue
        paragraph = tagged.sentences[mention.sentence].paragraph
        for sentence in range(
            mention.sentence + 1, min(mention.sentence + 1 + FOLLOWING, len(tagged.bounds))
        ):
            if sentence in owners:
                break
            if tagged.sentences[sentence].paragraph != paragraph:
                first = tagged.words[tagged.bounds[sentence][0]]
                label = tagged.words[first.index : first.index + 4]
                is_told = (
                    first.lower in GOES_ON or _accompany(tagged.words[first.index :])
                ) and sentence == mention.sentence + 1
                if not is_told and (
                    first.lower not in LABELS or not any(w.text in (":", "—", "–") for w in label)
                ):
                    break
            _read_following(clauses, mention, *tagged.bounds[sentence])
        if mention.sender is None:
            mention.sender = sender_of_head(clauses, mention)


def _accompany(words: list[Word]) -> bool:
    """The paragraph begins with «Президента в поездке сопровождают…»."""
    return any(
        w.lemma == "сопровождать" and w.is_finite for w in words[:8] if w.sentence == words[0].sentence
    )


def _read_following(clauses: Clauses, mention: DelegationMention, floor: int, ceiling: int) -> None:
    words = clauses.context.tagged.words
    mention.head = mention.head or head_told_later(clauses, floor, ceiling)
    joining = is_joining(clauses, floor, ceiling)
    if not mention.members and not any(is_party_noun(w) and w.case == "nomn" for w in words[floor:ceiling]):
        mention.members = members_told_later(clauses, floor, ceiling)
    mention.size = mention.size or size_told_later(clauses, floor, ceiling, is_joining=joining)
    mention.invited_by = mention.invited_by or invited_by(clauses, floor, ceiling)
    if mention.destination is None and mention.members:
        mention.destination = destination_of(clauses, floor, ceiling, floor)
