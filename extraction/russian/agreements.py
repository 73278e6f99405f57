"""Documents that sides sign, in a Russian text."""

from __future__ import annotations

import re

from extraction import lexicon
from extraction.findings import Value
from extraction.mentions import AgreementMention, Reading
from extraction.money import Amount
from extraction.russian.clauses import Clauses, subjects
from extraction.russian.organizations import Side, side_at, sides
from extraction.russian.phrases import genitive_group_end, nominative, preposition_group_end
from extraction.russian.posts import posts_of
from extraction.russian.tagging import Word

SIGN_VERBS = frozenset({"подписать", "подписывать", "заключить", "заключать", "подписаться", "подписываться", "парафировать", "скрепить", "подготовить", "готовить",
                        "согласовать", "заключаться", "доработать", "обновить", "продлить", "утвердить", "поставить", "оформить"})  # fmt: skip
SIGN_NOUNS = frozenset({"подписание", "заключение"})
TOPIC_PREPOSITIONS = {"о": "loct", "об": "loct", "обо": "loct", "на": "accs", "по": "datv"}
INNER_PREPOSITIONS = frozenset({"в", "во", "на", "по", "с", "для", "из", "при", "со"})
SUM_SENTENCE = re.compile(r"\W*(?:сумма|стоимость|объ[её]м|цена|е[гё]о\s+сумма|общая\s+сумма)", re.IGNORECASE)


def find_agreements(clauses: Clauses, reading: Reading, amounts: list[Amount]) -> list[AgreementMention]:
    tagged = clauses.context.tagged
    found: list[AgreementMention] = []
    for word in tagged.words:
        kind = document_kind(clauses, word)
        if not kind:
            continue
        mention = _agreement_at(clauses, word, kind, amounts)
        if mention is not None:
            found.append(mention)
    body = [m for m in found if not tagged.sentences[m.sentence].is_title]
    told = {m.kind.value for m in body}
    # the title repeats the text, shorter: it counts for what the text does not tell
    return [m for m in found if m in body or m.kind.value not in told and m.parties]


def document_kind(clauses: Clauses, word: Word) -> str:
    """The kind of document that the noun means, "" for other nouns."""
    kind = lexicon.mapping("documents_ru").get(word.lemma, "")
    if not kind or not word.is_noun:
        return ""
    words = clauses.context.tagged.words
    before = words[word.index - 1] if word.index else None
    following = [w.lower for w in words[word.index + 1 : word.index + 3]]
    if word.lemma == "карта":
        return kind if before is not None and before.lemma == "дорожный" else ""
    if word.lemma == "план":
        return kind if following[:1] in (["мероприятий"], ["действий"], ["совместных"], ["работы"]) else ""
    if word.lemma == "программа":
        return kind if following[:1] in (["сотрудничества"], ["совместных"]) else ""
    if word.lemma == "документ":
        return kind if following[:1] in (["о"], ["об"]) else ""
    if word.lemma == "заявление":
        return kind if before is not None and before.lemma in ("совместный",) else ""
    if word.lemma in ("протокол", "соглашение", "меморандум") and following[:2] == ["о", "намерениях"]:
        return "intent"
    if word.lemma == "договор" and following[:2] in (["о", "сотрудничестве"], ["о", "намерениях"]):
        return "agreement"
    return kind


def _agreement_at(clauses: Clauses, word: Word, kind: str, amounts: list[Amount]) -> AgreementMention | None:
    context = clauses.context
    tagged = context.tagged
    floor, ceiling = tagged.bounds[word.sentence]
    subject, end = _subject(clauses, word, ceiling)
    parties = _between(clauses, word, end, floor, ceiling)
    if (
        subject is None
        and parties
        and parties[-1].last < ceiling
        and tagged.words[parties[-1].last].lower in TOPIC_PREPOSITIONS
    ):
        subject, end = _phrase(
            clauses, parties[-1].last + 1, ceiling, TOPIC_PREPOSITIONS[tagged.words[parties[-1].last].lower]
        )
    verb = _signing_verb(clauses, word, floor, ceiling)
    if (
        verb is None
        and not _is_signing_noun(clauses, word, floor)
        and not (len(parties) > 1 and not _is_old(clauses, word, floor))
    ):
        if (
            any(w.is_finite for w in tagged.words[floor:ceiling])
            or subject is None
            or not _partner(clauses, word, end, floor, ceiling)
        ):
            return None
        parties = _partner(
            clauses, word, end, floor, ceiling
        )  # «Меморандум с палатой Гуанси о признании сертификатов.»
    if verb is not None and _is_denied(clauses, verb, floor):
        return None
    if not parties and verb is not None:
        parties = _signers(clauses, word, verb, end, floor, ceiling)
    if word.number == "plur" and (subject is None or not parties and verb is None):
        return None
    if subject is None and len(parties) < 2 and kind not in ("protocol",):
        return None
    if subject is None and not parties:
        return None
    span = tagged.span(word.index, max(end, word.index + 1))
    mention = AgreementMention(
        span, word.sentence, Value(kind, word.span, "document"), subject, rule="agreement"
    )
    mention.parties = [
        _party(clauses, p) for p in parties if p.kind != "side" or not p.name.startswith("сторон")
    ]
    mention.amount = _amount(clauses, word, end, ceiling, amounts)
    return mention


def _subject(clauses: Clauses, word: Word, ceiling: int) -> tuple[Value[str] | None, int]:
    """«о сотрудничестве в сфере…», «на поставку 60 тыс. тонн сои», «по обмену студентами»: (value, end)."""
    context = clauses.context
    tagged = context.tagged
    index = word.index + 1
    if (
        index < ceiling
        and tagged.words[index].lower == "о"
        and index + 1 < ceiling
        and tagged.words[index + 1].lower == "намерениях"
    ):
        index += 2
        if (
            index + 1 < ceiling
            and tagged.words[index].text == ","
            and tagged.words[index + 1].lemma in ("касаться", "предусматривать")
        ):
            return _phrase(clauses, index + 2, ceiling, "gent")
    if (
        document_kind(clauses, word) in ("roadmap", "plan")
        and index < ceiling
        and tagged.words[index].case == "gent"
    ):
        return _phrase(clauses, index, ceiling, "gent")
    probe = index
    if probe < ceiling and tagged.words[probe].lower in ("с", "со"):
        partner = side_at(context, probe + 1, ceiling)
        if partner is not None:
            probe = index = partner.last
    while probe < min(index + 3, ceiling) and tagged.words[probe].lower not in TOPIC_PREPOSITIONS:
        if not (tagged.words[probe].case == "gent" or tagged.words[probe].is_adjective):
            return None, word.index + 1
        probe += 1
    if probe >= ceiling or tagged.words[probe].lower not in TOPIC_PREPOSITIONS:
        return None, word.index + 1
    preposition = tagged.words[probe].lower
    if preposition == "на" and probe + 1 < ceiling and tagged.words[probe + 1].text[0].isdigit():
        return None, word.index + 1
    if (
        preposition == "на"
        and probe + 1 < ceiling
        and tagged.words[probe + 1].lemma in ("сумма", "общий", "форум", "полях", "поле")
    ):
        return None, word.index + 1
    return _phrase(clauses, probe + 1, ceiling, TOPIC_PREPOSITIONS[preposition])


def _phrase(clauses: Clauses, start: int, ceiling: int, case: str) -> tuple[Value[str] | None, int]:
    """A noun phrase with everything that depends on it, up to the sides or the end of the clause."""
    context = clauses.context
    tagged = context.tagged
    head = next(
        (
            i
            for i in range(start, min(start + 8, ceiling))
            if tagged.words[i].is_noun and tagged.words[i].is_word
        ),
        None,
    )
    if head is None or any(w.is_finite for w in tagged.words[start:head]):
        return None, start
    end = _phrase_end(clauses, head, ceiling)
    text = nominative(tagged, start, end, head, case=case)
    span = tagged.span(start, end)
    return Value(text, span, "subject_of_document"), end


def _phrase_end(clauses: Clauses, head: int, ceiling: int) -> int:
    """The end of all that depends on the head: genitives, prepositions, names, figures; not the sides."""
    index = head + 1
    while index < ceiling and not _stops_phrase(clauses, index, ceiling):
        following = _next_part(clauses, index, ceiling)
        if following <= index:
            break
        index = following
    return min(index, ceiling)


def _stops_phrase(clauses: Clauses, index: int, ceiling: int) -> bool:
    words = clauses.context.tagged.words
    word = words[index]
    if index in clauses.context.tagged.quotations:
        return False
    if word.is_finite or "VerbForm=Conv" in word.feats or word.pos in ("PRON", "SCONJ"):
        return True
    if word.lower in ("между", "стоимостью", "сроком"):
        return True
    if word.lower in ("с", "со"):
        return _is_party(clauses, index + 1, ceiling)
    following = words[index + 1].lemma if index + 1 < ceiling else ""
    return word.lower in ("на", "в") and following in NOT_OF_SUBJECT


NOT_OF_SUBJECT = frozenset({"сумма", "рамки", "ход", "форум", "четверг", "пятница", "среда"})


def _next_part(clauses: Clauses, index: int, ceiling: int) -> int:
    """Where the part of the phrase that begins at `index` ends; `index` when none does."""
    tagged = clauses.context.tagged
    word = tagged.words[index]
    localities = clauses.context.locality_at
    if index in tagged.quotations:
        return tagged.quotations[index].last + 1
    if word.lower in INNER_PREPOSITIONS:
        return _after_preposition(clauses, index, ceiling)
    if word.text[:1].isdigit():
        return _through_figures(tagged.words, index, ceiling)
    group = genitive_group_end(tagged, index, ceiling)
    if group > index and not _starts_subject(clauses, index):
        return group
    if word.lower == "и":
        return _after_and(clauses, index, ceiling)
    if word.case == "ablt" and word.is_noun and tagged.words[index - 1].is_noun:
        return index + 1
    if word.text in ("—", "–") and (index - 1) in localities and (index + 1) in localities:
        return localities[index + 1].last
    locality = localities.get(index)
    if locality is None or locality.first != index:
        return index
    is_route = locality.last < ceiling and tagged.words[locality.last].text in ("—", "–")
    return locality.last if word.case in ("gent", "loct", "") or is_route else index


def _after_preposition(clauses: Clauses, index: int, ceiling: int) -> int:
    tagged = clauses.context.tagged
    end = preposition_group_end(tagged, index, ceiling)
    if end > index:
        return end
    locality = clauses.context.locality_at.get(index + 1)
    if locality is not None:
        return locality.last
    if index + 1 < ceiling and tagged.words[index + 1].text[:1].isdigit():
        return _through_figures(tagged.words, index + 1, ceiling)
    return index


def _after_and(clauses: Clauses, index: int, ceiling: int) -> int:
    """«о взаимодействии и обмене»: another noun in the same case, unless it is the next document."""
    tagged = clauses.context.tagged
    if index + 1 >= ceiling:
        return index
    following = tagged.words[index + 1]
    same_case = following.case and following.case == tagged.words[index - 1].case and following.case != "nomn"
    if not same_case or following.is_finite:
        return index
    group = genitive_group_end(tagged, index + 1, ceiling, following.case)
    is_document = group > index + 1 and bool(document_kind(clauses, tagged.words[group - 1]))
    return group if group > index + 1 and not is_document else index


def _through_figures(words: list[Word], index: int, ceiling: int) -> int:
    """«60 тыс. тонн», «2025–2027 годы», «2025/26 учебный год»."""
    while index < ceiling and (
        words[index].text[:1].isdigit() or words[index].text in ("–", "-", "/") or words[index].lower in ("тыс", "млн", "тысяч") or words[index].text == "." and words[index - 1].lower in ("тыс", "млн")
        or words[index].lemma in ("год", "учебный", "тонна", "штука", "кубометр")
    ):  # fmt: skip
        index += 1
    return index


def _starts_subject(clauses: Clauses, index: int) -> bool:
    """A side in the nominative begins here: «меморандум о … заключили Агентство …» has no comma before it."""
    word = clauses.context.tagged.words[index]
    return word.case == "nomn" and word.is_noun


def _is_party(clauses: Clauses, index: int, ceiling: int) -> bool:
    side = side_at(clauses.context, index, ceiling)
    return side is not None and side.kind in ("organization", "person", "side", "territory")


def _partner(clauses: Clauses, word: Word, end: int, floor: int, ceiling: int) -> list[Side]:
    words = clauses.context.tagged.words
    for index in range(word.index + 1, ceiling):
        if words[index].lower in ("с", "со"):
            side = side_at(clauses.context, index + 1, ceiling)
            return [side] if side is not None and side.kind == "organization" else []
    return []


def _is_old(clauses: Clauses, word: Word, floor: int) -> bool:
    """«в рамках соглашения между…», «действующий договор»: a document signed before."""
    words = clauses.context.tagged.words
    before = [w.lemma for w in words[max(floor, word.index - 4) : word.index]]
    return any(
        lemma
        in (
            "рамка",
            "действующий",
            "прежний",
            "реализация",
            "исполнение",
            "соответствие",
            "условие",
            "прошлогодний",
        )
        for lemma in before
    )


def _party(clauses: Clauses, party: Side) -> Value[str]:
    """Who signs for an organization stands for it: «подписали губернатор X и директор Y»."""
    name = clauses.context.name_at.get(party.first)
    if name is not None:
        for post in posts_of(clauses.context, name):
            if post.value.organization and not post.value.is_former:
                return Value(post.value.organization, post.span, "party_of_signer")
    return Value(party.name, party.span, "party")


def _between(clauses: Clauses, word: Word, end: int, floor: int, ceiling: int) -> list[Side]:
    """«между Псковской областью и Могилёвской областью», also before the document: «Между A и B подписан меморандум»."""
    words = clauses.context.tagged.words
    for index in range(max(end, word.index + 1), min(max(end, word.index) + 6, ceiling)):
        if words[index].lemma == "который" and any(
            w.lemma == "участвовать" for w in words[index : index + 3]
        ):
            return sides(clauses.context, index + 2, ceiling)
    if words[floor].lower == "между":
        return sides(clauses.context, floor + 1, word.index)
    for index in range(word.index + 1, min(max(end, word.index) + 12, ceiling)):
        if words[index].lower == "между":
            return sides(clauses.context, index + 1, ceiling)
        if words[index].text in (".", ";"):
            break
    return []


def _signing_verb(clauses: Clauses, word: Word, floor: int, ceiling: int) -> Word | None:
    """The verb of signing that the document belongs to: the nearest in its part of the sentence."""
    words = clauses.context.tagged.words
    left = next((i for i in range(word.index, floor - 1, -1) if words[i].text in (";", "•")), floor)
    right = next((i for i in range(word.index, ceiling) if words[i].text == ";"), ceiling)
    options = [w for w in words[left:right] if w.lemma in SIGN_VERBS and w.pos in ("VERB", "ADJ")]
    if not any(w.lemma == "подпись" for w in words[left:right]):
        options = [w for w in options if w.lemma != "поставить"]
    others = [w for w in words[left:right] if w.index != word.index and document_kind(clauses, w)]
    best = min(options, key=lambda w: abs(w.index - word.index), default=None)
    if best is None:
        return None
    blocked = [w for w in others if min(best.index, word.index) < w.index < max(best.index, word.index)]
    if blocked and best.index < word.index and not _is_listed(words, blocked[-1].index, word.index):
        return best if any(words[i].lower == "и" for i in range(blocked[-1].index, word.index)) else None
    return best


def _is_listed(words: list[Word], first: int, last: int) -> bool:
    return any(w.lower in ("и", ",") for w in words[first:last])


def _is_denied(clauses: Clauses, verb: Word, floor: int) -> bool:
    words = clauses.context.tagged.words
    near = [w.lower for w in words[max(floor, verb.index - 3) : verb.index]]
    return "не" in near[-2:] or any(w.lower in ("никаких", "никакого") for w in words[floor : verb.index])


def _is_signing_noun(clauses: Clauses, word: Word, floor: int) -> bool:
    words = clauses.context.tagged.words
    return any(w.lemma in SIGN_NOUNS for w in words[max(floor, word.index - 6) : word.index])


def _signers(clauses: Clauses, word: Word, verb: Word, end: int, floor: int, ceiling: int) -> list[Side]:
    """«A и B подписали», «подписали A и B», «A заключила с B», «с B подписан»."""
    context = clauses.context
    found = [s for s in subjects(context, verb.index, floor, ceiling) if not word.index <= s.first < end]
    found = [s for s in found if s.last <= word.index or s.first >= end]
    found = [s for s in found if not document_kind(clauses, context.tagged.words[s.head])]
    words = context.tagged.words
    for index in range(floor, ceiling):
        if words[index].lower in ("с", "со") and not word.index < index < end:
            side = side_at(context, index + 1, ceiling)
            if (
                side is not None
                and side.kind in ("organization", "side", "person", "territory")
                and all(s.first != side.first for s in found)
            ):
                found.append(side)
    return [
        s for s in found if s.kind != "territory" or len(found) > 1 or words[s.first - 1].lower in ("с", "со")
    ]


def _amount(clauses: Clauses, word: Word, end: int, ceiling: int, amounts: list[Amount]) -> Value[str] | None:
    """The sum of the document: after it in the sentence, or in the next one when that begins with "сумма"."""
    tagged = clauses.context.tagged
    stop = next((i for i in range(end, ceiling) if document_kind(clauses, tagged.words[i])), ceiling)
    span = tagged.span(word.index, stop) if stop > word.index else word.span
    here = [a for a in amounts if span.covers(a.span)]
    if here:
        return Value(here[0].text, here[0].span, "sum_in_sentence")
    following = tagged.words[word.index].sentence + 1
    if (
        following < len(tagged.bounds)
        and tagged.sentences[following].paragraph == tagged.sentences[following - 1].paragraph
    ):
        span = tagged.span(*tagged.bounds[following])
        text = tagged.folded[span.start : span.end]
        inside = [a for a in amounts if span.covers(a.span)]
        if inside and SUM_SENTENCE.match(text):
            return Value(inside[0].text, inside[0].span, "sum_in_next_sentence")
    return None
