"""Documents told without their noun: «Первое — с «Норникелем» о реновации», «между A и B — о туризме, между…»."""

from __future__ import annotations

from extraction.findings import Value
from extraction.mentions import AgreementMention
from extraction.russian.agreement_signers import SIGN_VERBS, is_denied
from extraction.russian.clauses import Clauses, subjects
from extraction.russian.document_subjects import TOPIC_PREPOSITIONS, document_kind, topic_phrase
from extraction.russian.organizations import Side, side_at, sides
from extraction.russian.tagging import Word

ORDINALS = frozenset({"первое", "второе", "третье", "четвёртое", "четвертое", "пятое", "одно", "другое", "последнее",
                      "первый", "второй", "третий", "четвёртый", "четвертый", "пятый", "один", "другой", "последний"})  # fmt: skip
BEFORE_ITEM = frozenset({",", ";", "а", "и", ":", "ещё", "еще", "—", "–"})
REACH = 2  # sentences after the one that counts the documents
SIGNING_KINDS = ("organization", "territory", "person")


def listed_agreements(clauses: Clauses) -> list[tuple[AgreementMention, list[Side]]]:
    """Each item that stands for one of the documents counted before it, with its sides."""
    tagged = clauses.context.tagged
    found: list[tuple[AgreementMention, list[Side]]] = []
    several: Word | None = None
    for sentence, (floor, ceiling) in enumerate(tagged.bounds):
        start = floor
        counted = [
            w
            for w in tagged.words[floor:ceiling]
            if _is_counted(tagged.words, w, floor) and document_kind(clauses, w)
        ]
        if counted:
            several, start = counted[0], counted[0].index + 1
        if several is None or sentence - several.sentence > REACH:
            continue
        if tagged.sentences[several.sentence].paragraph != tagged.sentences[sentence].paragraph:
            continue
        items = _items(clauses, start, ceiling)
        for position, first in enumerate(items):
            last = items[position + 1] if position + 1 < len(items) else ceiling
            item = _item(clauses, several, first, last)
            if item is not None:
                found.append(item)
    return found


def _is_counted(words: list[Word], noun: Word, floor: int) -> bool:
    return noun.number == "plur" or noun.index > floor and _is_few(words[noun.index - 1])


def _is_few(word: Word) -> bool:
    """«два соглашения»: a numeral that takes the singular."""
    return word.lemma in ("два", "три", "четыре", "оба") or word.text in ("2", "3", "4")


def _items(clauses: Clauses, floor: int, ceiling: int) -> list[int]:
    """Where the items begin: at «первое», «ещё одно», or at «между», «с» after a colon."""
    words = clauses.context.tagged.words
    opens = clauses.context.tagged.bounds[words[floor].sentence][0] if floor < ceiling else floor
    ordinals = [
        w.index
        for w in words[floor : ceiling - 2]
        if w.lower in ORDINALS
        and (w.index == opens or words[w.index - 1].lower in BEFORE_ITEM)
        and not words[w.index + 1].is_noun
        and not words[w.index + 1].is_adjective
    ]
    if ordinals:
        return ordinals
    colon = next((w.index for w in words[floor:ceiling] if w.text == ":"), None)
    if colon is None:
        return []
    return [
        w.index
        for w in words[colon + 1 : ceiling - 2]
        if w.lower in ("между", "с", "со")
        and words[w.index - 1].text in (":", ",", ";")
        and any(v.text in ("—", "–") for v in words[w.index + 1 : min(w.index + 16, ceiling)])
    ]


def _item(
    clauses: Clauses, several: Word, first: int, last: int
) -> tuple[AgreementMention, list[Side]] | None:
    tagged = clauses.context.tagged
    words = tagged.words
    if any(document_kind(clauses, w) for w in words[first:last]):
        return None
    subject, end = _subject(clauses, first, last)
    parties = _parties_of(clauses, first, last, end)
    if len(parties) == 1:
        parties = [*_signer_of_all(clauses, several), *parties]
    if subject is None or len(parties) < 2:
        return None
    mention = AgreementMention(
        tagged.span(first, max(end, first + 1)),
        words[first].sentence,
        Value(document_kind(clauses, several), several.span, "document_of_list"),
        subject,
        rule="agreement_of_list",
    )
    return mention, parties


def _subject(clauses: Clauses, first: int, last: int) -> tuple[Value[str] | None, int]:
    words = clauses.context.tagged.words
    for index in range(first + 1, last - 1):
        lower = words[index].lower
        if (
            lower not in TOPIC_PREPOSITIONS
            or lower in ("на", "по")
            and words[index - 1].text not in (",", "—", "–")
        ):
            continue
        subject, end = topic_phrase(clauses, index + 1, last, TOPIC_PREPOSITIONS[lower])
        if subject is not None:
            return subject, end
    return None, first


def _parties_of(clauses: Clauses, first: int, last: int, end: int) -> list[Side]:
    """«между A и B», «подписали A и B», «с B»."""
    context = clauses.context
    words = context.tagged.words
    for index in range(first, last - 1):
        if words[index].lower == "между":
            return _signing(sides(context, index + 1, last))
    verb = next((w for w in words[first:last] if w.lemma in SIGN_VERBS and w.is_finite), None)
    signed = (
        _signing(subjects(context, verb.index, first, last))
        if verb is not None and not is_denied(clauses, verb, first)
        else []
    )
    for index in range(first, last - 1):
        if words[index].lower in ("с", "со"):
            side = side_at(context, index + 1, last)
            if side is not None and side.kind in SIGNING_KINDS:
                return [*signed, side]
    return signed


def _signing(found: list[Side]) -> list[Side]:
    return [s for s in found if s.kind in SIGNING_KINDS]


def _signer_of_all(clauses: Clauses, several: Word) -> list[Side]:
    """«Сразу три соглашения заключила Мурманская область»: who signs each of them."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[several.sentence]
    colon = next((w.index for w in tagged.words[several.index : ceiling] if w.text == ":"), ceiling)
    verb = next((w for w in tagged.words[floor:colon] if w.lemma in SIGN_VERBS and w.is_finite), None)
    if verb is None or is_denied(clauses, verb, floor):
        return []
    found = _signing(subjects(clauses.context, verb.index, floor, colon))
    found = [s for s in found if not document_kind(clauses, tagged.words[s.head])]
    return found if len(found) == 1 else []
