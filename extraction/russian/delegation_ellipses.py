"""Delegations told without the noun: «самую большую привезёт мэр Якутска X», «корейская — 40 человек», «из Кореи — 45»."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.findings import Value
from extraction.mentions import DelegationMention
from extraction.russian.clauses import Clauses
from extraction.russian.counts import counts
from extraction.russian.delegation_facts import SEND
from extraction.russian.delegation_heads import BRING_VERBS, LEAD_VERBS
from extraction.russian.delegation_senders import SENDERS, territory_of
from extraction.russian.localities import adjective_place
from extraction.russian.organizations import side_at
from extraction.russian.parties import is_party_noun, is_people_noun
from extraction.russian.tagging import TaggedText, Word

SIZES = frozenset({"большой", "больший", "крупный", "крупнейший", "многочисленный", "представительный", "внушительный", "наибольший", "маленький"})  # fmt: skip
UTMOST = frozenset({"крупнейший", "наибольший"})
COLONS = frozenset({"—", "–", ":", "("})
BEFORE_ORIGIN = frozenset({",", ";", "и", "а", "("})
REACH = 2  # sentences after the one that speaks of delegations


def unnamed_parties(clauses: Clauses) -> list[DelegationMention]:
    tagged = clauses.context.tagged
    found: list[DelegationMention] = []
    spoken_of = -REACH - 1  # the last sentence with the noun
    for sentence, (floor, ceiling) in enumerate(tagged.bounds):
        words = tagged.words[floor:ceiling]
        if any(is_party_noun(w) for w in words):
            spoken_of = sentence
        if any(is_party_noun(w) or is_people_noun(w) for w in words):
            found += _from_places(clauses, sentence)
        near = sentence - spoken_of <= REACH
        if near and tagged.sentences[spoken_of].paragraph == tagged.sentences[sentence].paragraph:
            found += _by_nations(clauses, sentence)
            found += _by_sizes(clauses, sentence)
    return found


def _by_nations(clauses: Clauses, sentence: int) -> Iterator[DelegationMention]:
    """«крупнейшая делегация — монгольская: 88 делегатов», «корейская — 40 человек»."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[sentence]
    for word in tagged.words[floor : ceiling - 2]:
        place = adjective_place(word) if word.is_adjective and word.number != "plur" else ""
        if not place or word.gender not in ("femn", "") or tagged.words[word.index + 1].text not in COLONS:
            continue
        size = _size(tagged, word.index + 2, ceiling)
        if size is not None:
            yield _mention(sentence, Value(place, word.span, "adjective_of_delegation"), size)


def _by_sizes(clauses: Clauses, sentence: int) -> Iterator[DelegationMention]:
    """«самую большую, сорок человек, привезёт мэр Якутска X», «самая большая — из Хэйлунцзяна, 45 человек»."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[sentence]
    for word in tagged.words[floor : ceiling - 1]:
        if word.lemma not in SIZES or word.gender not in ("femn", "") or word.number == "plur":
            continue
        is_superlative = (
            word.lemma in UTMOST or word.index > floor and tagged.words[word.index - 1].lemma == "самый"
        )
        if not is_superlative or tagged.words[word.index + 1].is_noun:
            continue
        mention = _of_largest(clauses, word, ceiling)
        if mention is not None:
            yield mention


def _of_largest(clauses: Clauses, word: Word, ceiling: int) -> DelegationMention | None:
    context = clauses.context
    tagged = context.tagged
    words = tagged.words
    sized = next(counts(tagged, word.index + 1, ceiling), None)
    size = Value(sized.value, tagged.span(sized.first, sized.last), "size_of_delegation") if sized else None
    origin = next(
        (
            context.locality_at[i + 1]
            for i in range(word.index + 1, min(word.index + 4, ceiling - 1))
            if words[i].lower in ("из", "от", "у") and i + 1 in context.locality_at
        ),
        None,
    )
    if origin is not None:
        return _mention(word.sentence, Value(origin.name, origin.span, "origin_of_delegation"), size)
    verb = next(
        (
            w
            for w in words[word.index + 1 : ceiling - 1]
            if w.is_finite and (w.lemma in BRING_VERBS or w.lemma in LEAD_VERBS or w.lemma in SEND)
        ),
        None,
    )
    if verb is None:
        return None
    name = next((n for n in context.names_in(verb.index, ceiling) if n.case in ("nomn", "")), None)
    if name is not None and all(i in context.post_words for i in range(verb.index + 1, name.first)):
        sender = territory_of(clauses, context.posts.get(name.first, []))
        mention = _mention(word.sentence, sender, size) if sender is not None else None
        if mention is not None and verb.lemma not in SEND:
            mention.head = Value(name.name, name.span, "leads")
        return mention
    side = side_at(context, verb.index + 1, ceiling)
    if side is None or side.kind not in SENDERS or words[side.head].case not in ("nomn", ""):
        return None
    return _mention(word.sentence, Value(side.name, side.span, "sender_of_delegation"), size)


def _from_places(clauses: Clauses, sentence: int) -> Iterator[DelegationMention]:
    """«Из Маньчжурии приедет делегация в 25 человек, из Хух-Хото — в 30»: each «из» after the first."""
    context = clauses.context
    tagged = context.tagged
    floor, ceiling = tagged.bounds[sentence]
    is_first = True
    for word in tagged.words[floor : ceiling - 3]:
        place = context.locality_at.get(word.index + 1)
        if word.lower != "из" or place is None:
            continue
        opens = not is_first and tagged.words[word.index - 1].lower in BEFORE_ORIGIN
        is_first = False
        if not opens or place.last + 1 >= ceiling or tagged.words[place.last].text not in COLONS:
            continue
        start = place.last + 1 + (tagged.words[place.last + 1].lower in ("в", "ещё", "еще"))
        size = _size(tagged, start, ceiling) or _figure(tagged, start, ceiling)
        if size is not None:
            yield _mention(sentence, Value(place.name, place.span, "origin_of_delegation"), size)


def _size(tagged: TaggedText, start: int, ceiling: int) -> Value[int | str] | None:
    count = next(counts(tagged, start, min(start + 6, ceiling)), None)
    if count is None or count.first != start:
        return None
    return Value(count.value, tagged.span(count.first, count.last), "size_of_delegation")


def _figure(tagged: TaggedText, start: int, ceiling: int) -> Value[int | str] | None:
    """A bare «30» before a mark."""
    if start + 1 >= ceiling or not tagged.words[start].text.isdigit() or len(tagged.words[start].text) > 4:
        return None
    word = tagged.words[start]
    return (
        Value(int(word.text), word.span, "size_of_delegation")
        if tagged.words[start + 1].pos == "PUNCT"
        else None
    )


def _mention(sentence: int, sender: Value[str], size: Value[int | str] | None) -> DelegationMention:
    mention = DelegationMention(sender.span, sentence, sender, rule="unnamed_delegation")
    mention.size = size
    return mention
