"""Delegations in a Russian text: who sent them, who leads them, who is in them, how many."""

from __future__ import annotations

from extraction.findings import Post, Value
from extraction.mentions import DelegationMention, ForumMention, Reading
from extraction.places import find_place
from extraction.russian.clauses import Clauses
from extraction.russian.counts import counts
from extraction.russian.delegation_facts import (
    SEND,
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
from extraction.russian.localities import Locality, adjective_place
from extraction.russian.names import NameSpan
from extraction.russian.organizations import Side, side_at, sides
from extraction.russian.parties import REPRESENT, TRAVEL, Party, find_parties, is_party_noun, is_people_noun
from extraction.russian.tagging import Word
from extraction.russian.territories import territory_meant

LABELS = frozenset({"состав", "численность", "глава", "руководитель", "возглавляет", "члены", "количество"})
FOLLOWING = 4  # sentences after the delegation that may tell more of it
MOST_SKIPPED = 12  # words between «делегация» and whose it is
BRING = frozenset({"привезти", "привести", "возить", "собрать", "сформировать", "готовить", "подготовить"})
INVITE = frozenset({"пригласить", "приглашать", "позвать", "звать"})
PEOPLE = frozenset({"круг", "бизнес", "власть", "орган", "предприниматель", "представитель", "бизнесмен", "экспортёр", "экспортер",
                    "производитель", "промышленник", "руководитель", "учёный", "ученый", "студент", "специалист", "чиновник", "эксперт",
                    "аграрий", "депутат", "инвестор", "сообщество", "участник"})  # fmt: skip
SENDERS = ("territory", "organization")


def find_delegations(clauses: Clauses, reading: Reading) -> list[DelegationMention]:
    mentions: list[DelegationMention] = []
    for parties in find_parties(clauses):
        for party in parties:
            mentions += _delegations_of(clauses, reading, party, mentions)
    mentions += listed_parties(clauses)
    mentions.sort(key=lambda m: m.span)
    attach_list(clauses, mentions)
    _attach_following(clauses, reading, mentions)
    return mentions


def _delegations_of(
    clauses: Clauses, reading: Reading, party: Party, before: list[DelegationMention]
) -> list[DelegationMention]:
    if _is_only_invited(clauses, party) or _is_none(clauses, party):
        return []
    tagged = clauses.context.tagged
    senders = _senders(clauses, party)
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
        return mentions
    mention = mentions[0]
    _read_facts(clauses, party, mention)
    if mention.sender is None and not any(m.sender is not None and not _is_title(clauses, m) for m in before):
        mention.sender = _sender_of_head(clauses, reading, mention) or _sender_of_paragraph(
            clauses, party, mention
        )
    is_told = mention.head or mention.size or mention.members or mention.invited_by
    if party.kind != "party" and party.kind != "ellipsis" and (mention.sender is None or not is_told):
        return []
    return mentions if is_told or mention.sender else []


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


def _senders(clauses: Clauses, party: Party) -> list[Value[str]]:
    """Whose the party is, by its own phrase, else by the clause that it stands in."""
    tagged = clauses.context.tagged
    for modifier in tagged.words[party.first : party.word.index + (party.kind == "ellipsis")]:
        place = adjective_place(modifier)
        if place:
            return [Value(place, modifier.span, "adjective_of_delegation")]
    own = _complement(clauses, party)
    if own:
        return own
    if party.word.number == "plur" and party.kind == "party":
        return _sent_by_several(clauses, party)
    for rule in (_by_possessive, _by_origin, _by_representing, _by_sending, _by_companion):
        value = rule(clauses, party)
        if value is not None:
            return [value]
    return []


def _complement(clauses: Clauses, party: Party) -> list[Value[str]]:
    """«делегация Хабаровского края», «из 45 предпринимателей провинции X», «деловых кругов Якутии», «из Индии и Непала»."""
    context = clauses.context
    words = context.tagged.words
    found: list[Value[str]] = []
    index = party.word.index + 1
    limit = min(party.ceiling, index + MOST_SKIPPED)
    while index < party.ceiling:
        value, last = _sender_at(clauses, index, party.ceiling)
        if value is not None:
            found.append(value)
            if party.word.number != "plur" or party.kind != "party":
                return found
            index = last
            if index < party.ceiling and words[index].text == "(":
                index = next((i + 1 for i in range(index, party.ceiling) if words[i].text == ")"), index)
            while index < party.ceiling and words[index].lower in (",", "и", "а", "также", "из"):
                index += 1
            continue
        following = _skipped(clauses, index, limit) if not found else index
        if following == index:
            break
        index = following
    return found


def _sender_at(clauses: Clauses, index: int, ceiling: int) -> tuple[Value[str] | None, int]:
    context = clauses.context
    words = context.tagged.words
    if (
        words[index].lemma in PEOPLE
        or words[index].pos == "ADP"
        or words[index].case in ("nomn", "ablt", "datv")
    ):
        return None, index
    place = adjective_place(words[index])
    followed = words[index + 1] if index + 1 < ceiling else None
    if (
        place
        and followed is not None
        and (followed.lemma in PEOPLE or is_people_noun(followed))
        and index not in context.locality_at
    ):
        return Value(place, words[index].span, "adjective_of_delegation"), index + 1
    side = side_at(context, index, ceiling)
    if side is not None and side.kind in SENDERS and not _is_counted_people(words, side):
        return Value(side.name, side.span, "sender_of_delegation"), side.last
    territory = territory_meant(context, index)
    if territory:
        return Value(territory, words[index].span, "territory_meant"), index + 1
    return None, index


def _is_counted_people(words: list[Word], side: Side) -> bool:
    return is_people_noun(words[side.head]) and words[side.head].number == "plur"


def _skipped(clauses: Clauses, index: int, limit: int) -> int:
    """The index after a word that may stand between «делегация» and whose it is; `index` for any other word."""
    words = clauses.context.tagged.words
    if index >= limit:
        return index
    count = next(
        (c for c in counts(clauses.context.tagged, index, min(index + 4, limit)) if c.first == index), None
    )
    if count is not None:
        return count.last
    word = words[index]
    if word.lower in ("из", "от", "с") or word.lemma in PEOPLE or is_people_noun(word):
        return index + 1
    if word.text == "(" or word.text == ")" and words[index - 1].is_noun:
        return index + 1
    return index + 1 if word.is_adjective and word.case == "gent" else index


def _by_possessive(clauses: Clauses, party: Party) -> Value[str] | None:
    """«гостем стала Индонезия: её делегация…»: the territory named last before the pronoun."""
    context = clauses.context
    words = context.tagged.words[max(party.floor, party.first - 1) : party.word.index]
    pronoun = next((w for w in words if w.lower in ("её", "ее", "их", "его")), None)
    if pronoun is None:
        return None
    floor = context.tagged.bounds[party.word.sentence][0]
    for place in reversed(_places_between(clauses, floor, pronoun.index)):
        if place.kind in ("country", "region", "city") and context.tagged.words[place.first].case in (
            "nomn",
            "accs",
            "",
        ):
            return Value(place.name, place.span, "territory_meant")
    return None


def _by_origin(clauses: Clauses, party: Party) -> Value[str] | None:
    """«Из Монголии приехала делегация», «От Приморья поедут 20 компаний»."""
    context = clauses.context
    words = context.tagged.words
    opens = words[party.floor].lower == "от" and not any(
        w.is_finite for w in words[party.floor : party.word.index]
    )
    if not opens and not any(
        w.is_finite and w.lemma in TRAVEL or w.lemma in ("собираться", "ожидаться")
        for w in words[party.floor : party.ceiling]
    ):
        return None
    for place in _places(clauses, party):
        before = words[place.first - 1] if place.first else None
        if (
            before is not None
            and before.lower in ("из", "от", "с", "со")
            and place.first not in context.post_words
        ):
            return Value(place.name, place.span, "origin_of_delegation")
    return None


def _places(clauses: Clauses, party: Party) -> list[Locality]:
    return _places_between(clauses, party.floor, party.ceiling)


def _places_between(clauses: Clauses, floor: int, ceiling: int) -> list[Locality]:
    at = clauses.context.locality_at
    return [at[i] for i in range(floor, ceiling) if i in at and at[i].first == i]


def _by_representing(clauses: Clauses, party: Party) -> Value[str] | None:
    """«Узбекистан представит делегация из 50 человек», «Регион представляют 15 предприятий»."""
    context = clauses.context
    words = context.tagged.words
    verb = next((w for w in words[party.floor : party.first] if w.lemma in REPRESENT and w.is_finite), None)
    if verb is None:
        return None
    for place in _places(clauses, party):
        if (
            place.first < party.first
            and words[place.first - 1].pos != "ADP"
            and place.first not in context.post_words
        ):
            return Value(place.name, place.span, "territory_represented")
    for word in words[party.floor : party.first]:
        territory = territory_meant(context, word.index) if word.case in ("accs", "nomn", "") else ""
        if territory:
            return Value(territory, word.span, "territory_meant")
    return None


def _by_sending(clauses: Clauses, party: Party) -> Value[str] | None:
    """«Правительство края направит делегацию», «Область отправляет делегацию»."""
    context = clauses.context
    words = context.tagged.words
    verb = next(
        (
            w
            for w in words[party.floor : party.ceiling]
            if (w.lemma in SEND or w.lemma in BRING) and w.is_finite
        ),
        None,
    )
    if verb is None or party.word.case not in ("accs", ""):
        return None
    for index in range(party.floor, verb.index):
        if (
            index in context.post_words
            or index in context.name_at
            or words[index].case not in ("nomn", "accs", "")
        ):
            continue
        if index > party.floor and words[index - 1].pos == "ADP":
            continue
        side = side_at(context, index, verb.index)
        if side is not None and side.kind in SENDERS:
            return Value(side.name, side.span, "sender_of_delegation")
        territory = territory_meant(context, index)
        if territory:
            return Value(territory, words[index].span, "territory_meant")
    return None


def _sent_by_several(clauses: Clauses, party: Party) -> list[Value[str]]:
    """«Самые большие делегации прислали Китай и Монголия»."""
    words = clauses.context.tagged.words
    verb = next((w for w in words[party.word.index : party.ceiling] if w.lemma in SEND and w.is_finite), None)
    if verb is None or party.word.case not in ("accs", "nomn", ""):
        return []
    found = [s for s in sides(clauses.context, verb.index + 1, party.ceiling) if s.kind in SENDERS]
    return [Value(side.name, side.span, "sender_of_delegation") for side in found]


def _by_companion(clauses: Clauses, party: Party) -> Value[str] | None:
    """«министр экономики Тувы X прибыл с делегацией»: the territory of who came with it; that makes X no head."""
    context = clauses.context
    before = context.tagged.words[party.first - 1] if party.first > party.floor else None
    if before is None or before.lower not in ("с", "со") or party.kind != "party":
        return None
    name = next(
        (n for n in reversed(context.names_in(party.floor, party.first)) if n.case in ("nomn", "")), None
    )
    return _territory_of(clauses, context.posts.get(name.first, [])) if name is not None else None


def _sender_of_head(clauses: Clauses, reading: Reading, mention: DelegationMention) -> Value[str] | None:
    """«Делегация во главе с губернатором Амурской области X»: the territory of the head's office, said here or before."""
    context = clauses.context
    if mention.head is None:
        return None
    name = next((n for n in context.names if mention.head is not None and n.span == mention.head.span), None)
    if name is None:
        return None
    return _territory_of(clauses, _posts_known(clauses, name))


def _territory_of(clauses: Clauses, posts: list[Value[Post]]) -> Value[str] | None:
    for post in posts:
        place = find_place(post.value.organization) if post.value.organization else None
        if place is not None and place.kind in ("region", "country", "city"):
            return Value(_state(post.value.organization), post.span, "territory_of_head")
        for locality in clauses.context.localities:
            if post.span.covers(locality.span) and locality.kind in ("region", "country", "city"):
                return Value(_state(locality.name), locality.span, "territory_of_head")
    return None


def _state(name: str) -> str:
    return "Россия" if name.startswith("Российск") else name


def _posts_known(clauses: Clauses, name: NameSpan) -> list[Value[Post]]:
    """The posts beside the name, and those said of the person elsewhere in the text."""
    context = clauses.context
    own = context.posts.get(name.first, [])
    family = max(name.key.split(), key=len, default="")
    others = [
        post
        for other in context.names
        if other.first != name.first and family and family in other.key.split()
        for post in context.posts.get(other.first, [])
    ]
    return [post for post in [*own, *others] if not post.value.is_former]


def _sender_of_paragraph(clauses: Clauses, party: Party, mention: DelegationMention) -> Value[str] | None:
    """A bare «делегация» in a paragraph on one territory: the territory named last before it."""
    tagged = clauses.context.tagged
    is_composition = party.first > party.floor and tagged.words[party.first - 1].lemma == "состав"
    if party.kind != "party" or not (
        mention.head or mention.size or mention.members or mention.invited_by or is_composition
    ):
        return None
    paragraph = tagged.sentences[mention.sentence].paragraph
    here = [
        p
        for p in clauses.context.localities
        if p.span.end <= mention.span.start
        and p.kind == "region"
        and tagged.sentences[tagged.words[p.first].sentence].paragraph == paragraph
    ]
    return Value(here[-1].name, here[-1].span, "territory_of_paragraph") if here else None


def _attach_following(clauses: Clauses, reading: Reading, mentions: list[DelegationMention]) -> None:
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
                is_told = first.lower == "вместе" and sentence == mention.sentence + 1
                if not is_told and (
                    first.lower not in LABELS or not any(w.text in (":", "—", "–") for w in label)
                ):
                    break
            _read_following(clauses, mention, *tagged.bounds[sentence])
        if mention.sender is None:
            mention.sender = _sender_of_head(clauses, reading, mention)


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
