"""Documents that sides sign, in a Russian text."""

from __future__ import annotations

import re
from dataclasses import replace

from extraction.findings import Value
from extraction.keys import phrase_key
from extraction.mentions import AgreementMention, Reading
from extraction.money import Amount
from extraction.russian.agreement_ellipses import listed_agreements
from extraction.russian.agreement_sides import (
    actor_before_colon,
    after_dash,
    as_sides,
    between,
    by_sides_named,
    clean,
    cut_subject,
    house,
    intended,
    named_next,
    of_gap,
    parties_meant,
)
from extraction.russian.agreement_signers import (
    SIGN_VERBS,
    Document,
    is_denied,
    is_one_of_signed,
    is_signing_noun,
    signers,
    signing_verb,
)
from extraction.russian.agreement_topics import agreed_before, document_at, of_itself, sale
from extraction.russian.clauses import Clauses
from extraction.russian.document_subjects import (
    document_kind,
    is_counted,
    topic_phrase,
)
from extraction.russian.organizations import Side
from extraction.russian.tagging import TaggedText, Word

SUM_SENTENCE = re.compile(
    r"\W*(?:общ(?:ая|ий)\s+)?(?:сумма|стоимость|объ[её]м|цена|е[гё]о\s+сумма)", re.IGNORECASE
)


def find_agreements(clauses: Clauses, reading: Reading, amounts: list[Amount]) -> list[AgreementMention]:
    tagged = clauses.context.tagged
    found: list[AgreementMention] = []
    for word in tagged.words:
        kind = document_kind(clauses, word)
        if not kind:
            continue
        mention = _agreement_at(clauses, word, kind, amounts)
        if mention is not None:
            found += [mention, *_about_more(clauses, word, mention, amounts)]
    for mention, signing in listed_agreements(clauses):
        _add_parties(clauses, mention, signing)
        items = clauses.context.tagged.bounds[mention.sentence]
        mention.amount = _sum_said(clauses, *items, amounts)
        found = [m for m in found if not _counts(clauses, m, mention)]
        found.append(mention)
    found.sort(key=lambda m: m.span)
    body = [m for m in found if not tagged.sentences[m.sentence].is_title]
    told = {m.kind.value for m in body}
    # the title repeats the text, shorter: it counts for what the text does not tell
    of_body = {key for m in body for key in _keys(m)}
    return [
        m for m in found if m in body or m.kind.value not in told and m.parties and not of_body & _keys(m)
    ]


def _keys(mention: AgreementMention) -> set[str]:
    """The words of the sides: a title may call the same document by another name."""
    return {key for party in mention.parties for key in phrase_key(party.value).split()}


def _agreement_at(clauses: Clauses, word: Word, kind: str, amounts: list[Amount]) -> AgreementMention | None:
    tagged = clauses.context.tagged
    if is_counted(tagged.words, word) or _is_added_to(clauses, word):
        return None
    document = document_at(clauses, word, kind)
    parties = _sides_told(clauses, document)
    verb = signing_verb(clauses, document)
    if verb is not None and _is_no_signing(clauses, document, verb):
        return None
    if verb is None and not parties:
        parties = agreed_before(clauses, document)
    is_signed = (
        verb is not None
        or is_signing_noun(clauses, word, document.floor)
        or document.subject is not None
        and is_one_of_signed(clauses, word)
    )
    if not is_signed and document.subject is None and word.case in ("nomn", "accs"):
        parties = parties or sale(clauses, document)
    if not is_signed and not (len(parties) > 1 and not _is_old(clauses, word, document.floor)):
        if document.subject is None or document.partner is None:
            return None
        actor = actor_before_colon(clauses, document)
        if actor is None and _has_verb(tagged, document):
            return None
        parties = (
            [document.partner] if actor is None else [actor, document.partner]
        )  # «Меморандум с палатой Гуанси о признании сертификатов.»
    if not parties and verb is not None:
        parties = signers(clauses, document, verb)
    if all(s.kind == "side" for s in parties):
        parties = named_next(clauses, document) or parties
    parties = cut_subject(clauses, document, parties)
    if document.subject is None and len(parties) < 2:
        parties = sale(clauses, document) or parties
    if document.subject is None and not parties and verb is not None and kind == "protocol":
        document.subject = of_itself(clauses, document)
    amount = _amount(clauses, document, amounts)
    if not _is_whole(document, parties, is_signed=is_signed, has_sum=amount is not None):
        return None
    mention = AgreementMention(
        tagged.span(word.index, max(document.end, word.index + 1)),
        word.sentence,
        Value(document.kind, word.span, "document"),
        document.subject,
        rule="agreement",
    )
    mention.is_reference = _refers(clauses, document)
    _add_parties(clauses, mention, parties)
    if len(mention.parties) == 1:
        mention.parties += house(clauses, word)
    mention.amount = amount
    return mention


def _refers(clauses: Clauses, document: Document) -> bool:
    """«Заключённое компаниями соглашение предусматривает…», «этот документ»."""
    words = clauses.context.tagged.words
    floor = clauses.context.tagged.bounds[document.word.sentence][0]
    if document.word.index - floor > LONGEST_REFERENCE:
        return False
    opening = words[floor]
    is_told = opening.is_participle and opening.lemma in SIGN_VERBS or opening.lemma in ("этот", "данный")
    return is_told and document.word.number != "plur"


LONGEST_REFERENCE = 5  # words from «Заключённое» to «соглашение»


def _is_added_to(clauses: Clauses, word: Word) -> bool:
    """«дополнительное соглашение к договору»: what another document is added to."""
    words = clauses.context.tagged.words
    before = words[max(0, word.index - 4) : word.index]
    position = next((w.index for w in before if w.lower in ("к", "ко")), None)
    return position is not None and word.case == "datv" and bool(document_kind(clauses, words[position - 1]))


def _sides_told(clauses: Clauses, document: Document) -> list[Side]:
    """The sides told otherwise than by the verb of signing."""
    return (
        of_gap(clauses, document)
        or between(clauses, document)
        or intended(clauses, document)
        or after_dash(clauses, document)
        or as_sides(clauses, document)
        or by_sides_named(clauses, document)
    )


def _is_no_signing(clauses: Clauses, document: Document, verb: Word) -> bool:
    """«соглашение не подписано», «план реализации заключённого в мае соглашения»."""
    is_before = verb.is_participle and verb.index < document.word.index
    return (
        is_denied(clauses, verb, document.floor)
        or is_before
        and _is_old(clauses, document.word, document.floor)
    )


def _about_more(
    clauses: Clauses, word: Word, mention: AgreementMention, amounts: list[Amount]
) -> list[AgreementMention]:
    """«соглашения о строительстве хаба, о производстве красок»: each is a document of its own, with the same sides."""
    tagged = clauses.context.tagged
    ceiling = tagged.bounds[word.sentence][1]
    found: list[AgreementMention] = []
    index = next(
        (w.index for w in tagged.words[word.index : ceiling] if w.start >= mention.span.end), ceiling
    )
    if word.number != "plur" or mention.subject is None:
        return []
    while index < ceiling:
        item = next((i for i in range(index, ceiling - 1) if _opens_subject(tagged, i)), None)
        stop = item if item is not None else ceiling
        latest = found[-1] if found else mention
        if item is not None or found:
            here = tagged.span(max(index - 1, word.index), max(stop, index))
            latest.amount = next(
                (Value(a.text, a.span, "sum_in_item") for a in amounts if here.covers(a.span)), None
            )
        if item is None or any(w.is_finite for w in tagged.words[index:item]):
            break
        subject, index = topic_phrase(clauses, item + 2, ceiling, "loct")
        if subject is None:
            break
        found.append(
            replace(mention, span=subject.span, subject=subject, amount=None, parties=list(mention.parties))
        )
    return found


def _opens_subject(tagged: TaggedText, index: int) -> bool:
    words = tagged.words
    return words[index].lower in (",", "и", ";") and words[index + 1].lower in ("о", "об")


def _add_parties(clauses: Clauses, mention: AgreementMention, parties: list[Side]) -> None:
    mention.parties = [p for side in clean(clauses, parties) for p in parties_meant(clauses, side)]


def _counts(clauses: Clauses, mention: AgreementMention, item: AgreementMention) -> bool:
    """The noun in the plural of which the item is one: no document of its own."""
    return mention.kind.span == item.kind.span and mention.rule != item.rule


def _is_whole(document: Document, parties: list[Side], *, is_signed: bool, has_sum: bool) -> bool:
    """Enough is said for a record: what it is about, or two sides, or a side and the sum."""
    if document.word.number == "plur" and (document.subject is None or not parties and not is_signed):
        return False
    if document.subject is None:
        return len(parties) > 1 or bool(parties) and (document.kind == "protocol" or has_sum)
    return True


def _has_verb(tagged: TaggedText, document: Document) -> bool:
    floor, ceiling = tagged.bounds[document.word.sentence]
    return any(w.is_finite for w in tagged.words[floor:ceiling])


OLD = frozenset(
    {"рамка", "действующий", "прежний", "реализация", "исполнение", "соответствие", "условие", "прошлогодний"}
)


def _is_old(clauses: Clauses, word: Word, floor: int) -> bool:
    """«в рамках соглашения между…», «действует договор»: a document signed before."""
    words = clauses.context.tagged.words
    near = words[max(floor, word.index - 4) : word.index]
    in_force = word.index > floor and near[-1].lemma == "действовать" and near[-1].is_finite
    return in_force or any(w.lemma in OLD for w in near)


def _amount(clauses: Clauses, document: Document, amounts: list[Amount]) -> Value[str] | None:
    """The sum of the document: in its item, or in the next one or the next sentence when that begins with "сумма"."""
    tagged = clauses.context.tagged
    word, end = document.word, document.end
    stop = next(
        (i for i in range(end, document.ceiling) if document_kind(clauses, tagged.words[i])), document.ceiling
    )
    span = tagged.span(word.index, stop) if stop > word.index else word.span
    here = [a for a in amounts if span.covers(a.span)] or _before(clauses, document, amounts)
    if here:
        return Value(here[0].text, here[0].span, "sum_in_sentence")
    ceiling = tagged.bounds[word.sentence][1]
    if document.ceiling < ceiling:
        return _sum_said(clauses, document.ceiling + 1, ceiling, amounts)
    following = word.sentence + 1
    if (
        following < len(tagged.bounds)
        and tagged.sentences[following].paragraph == tagged.sentences[following - 1].paragraph
    ):
        return _sum_said(clauses, *tagged.bounds[following], amounts)
    return None


def _before(clauses: Clauses, document: Document, amounts: list[Amount]) -> list[Amount]:
    """«На 1,3 млрд долларов заключён контракт»: the sum opens the sentence."""
    tagged = clauses.context.tagged
    floor = document.floor
    if tagged.words[floor].lower != "на" or floor + 1 >= document.word.index:
        return []
    return [a for a in amounts if 0 <= a.span.start - tagged.words[floor].end <= LONGEST_OPENING]


LONGEST_OPENING = 20  # characters: «на общую сумму»


def _sum_said(clauses: Clauses, floor: int, ceiling: int, amounts: list[Amount]) -> Value[str] | None:
    """«сумма — 5,2 млн долларов», «Стоимость контракта 3 млрд рублей»."""
    tagged = clauses.context.tagged
    if floor >= ceiling or not SUM_SENTENCE.match(tagged.quote(floor, ceiling)):
        return None
    span = tagged.span(floor, ceiling)
    inside = next((a for a in amounts if span.covers(a.span)), None)
    return Value(inside.text, inside.span, "sum_in_next_sentence") if inside is not None else None
