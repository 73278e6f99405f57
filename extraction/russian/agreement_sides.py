"""The sides of a document told otherwise than by the verb of signing: «между A и B», «Стороны: A, B», «A и B — контракт»."""

from __future__ import annotations

import re

from extraction.findings import Value
from extraction.russian.agreement_signers import (
    SIGN_VERBS,
    Document,
    is_bare,
)
from extraction.russian.clauses import Clauses, subjects
from extraction.russian.document_subjects import (
    document_kind,
    topic_phrase,
)
from extraction.russian.localities import adjective_place
from extraction.russian.organizations import NAMED_BODIES, Side, side_at, sides
from extraction.russian.phrases import nominative, phrase_start, tidy
from extraction.russian.tagging import Word
from extraction.russian.territories import company_meant, house_meant


def cut_subject(clauses: Clauses, document: Document, parties: list[Side]) -> list[Side]:
    """«о сотрудничестве Томской области с Минском»: who works with whom is no part of what it is about."""
    if document.subject is None or len(parties) != 1:
        return parties
    context = clauses.context
    words = context.tagged.words
    partner = parties[0]
    if words[partner.first - 1].lower not in ("с", "со") or partner.first < document.word.index:
        return parties
    for index in range(document.word.index + 2, partner.first - 1):
        side = side_at(context, index, partner.first - 1)
        if (
            side is not None
            and side.last == partner.first - 1
            and side.kind in ("territory", "organization")
            and words[side.head].case == "gent"
        ):
            start = next(
                w.index for w in words[document.word.index :] if w.start >= document.subject.span.start
            )
            if index > start:
                text = document.subject.value[
                    : len(document.subject.value) - len(context.tagged.quote(index, side.last))
                ].rstrip()
                document.subject = Value(text, context.tagged.span(start, index), document.subject.rule)
            return [side, partner]
    return parties


def clean(clauses: Clauses, parties: list[Side]) -> list[Side]:
    """Without «не Далянь, а порт Инкоу», and without «стороны», «палата» beside the sides that are named."""
    words = clauses.context.tagged.words
    meant = [s for s in parties if not (s.first and words[s.first - 1].lower == "не")]
    named = [s for s in meant if s.kind in ("organization", "territory") and not is_bare(words, s)]
    people = [s for s in meant if s.kind == "person"]
    several = [s for s in meant if is_bare(words, s) and words[s.head].number == "plur" and s.kind != "side"]
    return [
        s
        for s in meant
        if s in named or s.kind == "person" or len(named) + len(people) < 2 and s not in several
    ]


def house(clauses: Clauses, word: Word) -> list[Value[str]]:
    """«мы заключили контракт с B»: the company whose release it is."""
    tagged = clauses.context.tagged
    paragraph = tagged.sentences[word.sentence].paragraph
    first = word.sentence
    while first > 0 and tagged.sentences[first - 1].paragraph == paragraph and word.sentence - first < 4:
        first -= 1
    house = house_meant(clauses.context, tagged.bounds[first][0], tagged.bounds[word.sentence][1])
    return [house] if house is not None else []


def of_gap(clauses: Clauses, document: Document) -> list[Side]:
    """The side after «а с», and who signs in the clause before it."""
    context = clauses.context
    words = context.tagged.words
    if words[document.floor].lower != "а" or words[document.floor + 1].lower not in ("с", "со"):
        return []
    partner = side_at(context, document.floor + 2, document.word.index)
    start = context.tagged.bounds[document.word.sentence][0]
    verb = next((w for w in words[start : document.floor] if w.lemma in SIGN_VERBS and w.is_finite), None)
    if partner is None or verb is None:
        return []
    signing = [
        s
        for s in subjects(context, verb.index, start, document.floor)
        if s.kind != "side" and not document_kind(clauses, words[s.head])
    ]
    return [signing[0], partner] if len(signing) == 1 else []


def intended(clauses: Clauses, document: Document) -> list[Side]:
    """«протокол о намерениях: A и B намерены открыть совместный склад»."""
    words = clauses.context.tagged.words
    colon = next(
        (
            i
            for i in range(document.word.index + 1, min(document.word.index + 4, document.ceiling))
            if words[i].text == ":"
        ),
        None,
    )
    if colon is None or document.subject is not None:
        return []
    found = sides(clauses.context, colon + 1, document.ceiling)
    if len(found) < 2:
        return []
    last = found[-1].last
    verb = next((w for w in words[last : min(last + 4, document.ceiling)] if "VerbForm=Inf" in w.feats), None)
    if verb is None:
        return []
    goal, end = topic_phrase(clauses, verb.index + 1, document.ceiling, "accs")
    if goal is not None:
        span = clauses.context.tagged.span(verb.index, end)
        document.subject = Value(tidy(clauses.context.tagged.quote(verb.index, end)), span, "intended")
        document.end = end
    return found


def actor_before_colon(clauses: Clauses, document: Document) -> Side | None:
    """«Сделку закрыл «Луч»: контракт с холдингом «Заря» на 75 комбайнов»: who acts before the colon."""
    words = clauses.context.tagged.words
    first = phrase_start(clauses.context.tagged, document.word.index, document.floor)
    if first - 1 <= document.floor or words[first - 1].text != ":":
        return None
    verb = next((w for w in words[document.floor : first - 1] if w.is_finite), None)
    if verb is None:
        return None
    found = [
        s
        for s in subjects(clauses.context, verb.index, document.floor, first - 1)
        if s.kind == "organization"
    ]
    return found[0] if len(found) == 1 else None


def after_dash(clauses: Clauses, document: Document) -> list[Side]:
    """«соглашение о кооперации — министерство края и акимат»: the sides of an item of a list."""
    words = clauses.context.tagged.words
    if document.end < document.ceiling and words[document.end].text in ("—", "–", ":", "("):
        found = _dashed_sides(clauses, document.end + 1, document.ceiling)
        return found if len(found) > 1 else []
    if document.word.index - 2 > document.floor:
        first = document.word.index
        while first > document.floor and words[first - 1].is_adjective:
            first -= 1
        if words[first - 1].text in ("—", "–", ":"):  # «компания «А» и корпорация «Б» — контракт на…»
            found = _dashed_sides(clauses, _item_start(words, document), first - 1)
            return found if len(found) > 1 and found[-1].last == first - 1 else []
    return []


def _item_start(words: list[Word], document: Document) -> int:
    """After the number or the bullet of an item of a list."""
    index = document.floor
    while index < document.word.index and (
        not words[index].is_word and words[index].text not in ("«", "“", '"')
    ):
        index += 1
    return index


def _dashed_sides(clauses: Clauses, start: int, ceiling: int) -> list[Side]:
    """«A и B», «A — B»."""
    words = clauses.context.tagged.words
    found = sides(clauses.context, start, ceiling)
    if len(found) == 1 and found[0].last < ceiling and words[found[0].last].text in ("—", "–", "/"):
        found += sides(clauses.context, found[0].last + 1, ceiling)
    return found


def named_next(clauses: Clauses, document: Document) -> list[Side]:
    """«Стороны: институт, колледж.», «Подписи поставили A и B» after a colon or in the next sentence."""
    tagged = clauses.context.tagged
    found = _who_signed_after_colon(clauses, document)
    if found:
        return found
    following = document.word.sentence + 1
    if following >= len(tagged.bounds):
        return []
    floor, ceiling = tagged.bounds[following]
    verb = next(
        (w for w in tagged.words[floor : min(floor + 4, ceiling)] if w.lemma in SIGN_VERBS and w.is_finite),
        None,
    )
    opens = (
        tagged.words[floor].lower in ("документ", "его", "её", "ее", "подписи", "свои")
        or document_kind(clauses, tagged.words[floor]) == document.kind
    )
    if verb is not None and opens and "Number=Plur" in verb.feats:
        found = subjects(clauses.context, verb.index, floor, ceiling)
        return found if len(found) > 1 else []
    is_list = ceiling - floor > 3 and tagged.words[floor].lemma in ("сторона", "участник", "подписант")
    if not is_list or tagged.words[floor + 1].text not in (":", "—", "–"):
        return []
    return sides(clauses.context, floor + 2, ceiling)


def _who_signed_after_colon(clauses: Clauses, document: Document) -> list[Side]:
    """«Стороны подписали дорожную карту: свои подписи поставили A и B»."""
    words = clauses.context.tagged.words
    ceiling = clauses.context.tagged.bounds[document.word.sentence][1]
    colon = next((i for i in range(document.word.index, ceiling) if words[i].text in (":", ";")), None)
    if colon is None:
        return []
    verb = next((w for w in words[colon:ceiling] if w.lemma in SIGN_VERBS and w.is_finite), None)
    if verb is None or "Number=Plur" not in verb.feats:
        return []
    found = subjects(clauses.context, verb.index, colon + 1, ceiling)
    return found if len(found) > 1 else []


def as_sides(clauses: Clauses, document: Document) -> list[Side]:
    """«Сторонами меморандума стали A и B», «соглашение, сторонами которого выступили A, B и C», also in the next sentences."""
    tagged = clauses.context.tagged
    found = _sides_in(clauses, document.floor, document.ceiling)
    following = document.word.sentence + 1
    while not found and following < min(document.word.sentence + FARTHEST_SIDES + 1, len(tagged.bounds)):
        if tagged.sentences[following].paragraph != tagged.sentences[document.word.sentence].paragraph:
            break
        floor, ceiling = tagged.bounds[following]
        if any(document_kind(clauses, w) == document.kind for w in tagged.words[floor + 3 : ceiling]):
            break
        found = _sides_in(clauses, floor, ceiling)
        following += 1
    return found


FARTHEST_SIDES = 2  # sentences after the document


def _sides_in(clauses: Clauses, floor: int, ceiling: int) -> list[Side]:
    words = clauses.context.tagged.words
    for noun in words[floor:ceiling]:
        is_role = noun.lemma in ("сторона", "участник", "подписант", "партнер")
        if not is_role or noun.number != "plur" or noun.case != "ablt":
            continue
        near = words[noun.index + 1 : min(noun.index + 5, ceiling)]
        verb = next((w for w in near if w.lemma in BECOME), None)
        if verb is not None:
            found = sides(clauses.context, verb.index + 1, ceiling)
            return found if len(found) > 1 else []
    return []


BECOME = frozenset({"стать", "выступить", "выступать", "являться", "быть"})


def by_sides_named(clauses: Clauses, document: Document) -> list[Side]:
    """«с российской стороны — A, с китайской — B»."""
    words = clauses.context.tagged.words
    found: list[Side] = []
    for index in range(document.floor, document.ceiling - 3):
        if [w.lower for w in words[index : index + 2]] == ["со", "стороны"]:
            side = side_at(clauses.context, index + 2, document.ceiling)
            if side is not None and side.kind in ("organization", "territory"):
                found.append(side)  # «Со стороны A соглашение подписал X, со стороны B — Y»
            continue
        if words[index].lower not in ("с", "со", "от") or not adjective_place(words[index + 1]):
            continue
        dash = index + 2 + (words[index + 2].lemma == "сторона")
        side = (
            side_at(clauses.context, dash + 1, document.ceiling)
            if dash + 1 < document.ceiling and words[dash].text in ("—", "–")
            else _signing_for(clauses, dash, document.ceiling)
            if words[index + 2].lemma == "сторона"
            else None
        )
        if side is not None and side.kind in ("organization", "person", "territory"):
            found.append(side)
    return found if len(found) > 1 else []


def _signing_for(clauses: Clauses, start: int, ceiling: int) -> Side | None:
    """«с российской стороны документ подписал X»."""
    context = clauses.context
    verb = next(
        (w for w in context.tagged.words[start : min(start + 4, ceiling)] if w.lemma in SIGN_VERBS), None
    )
    names = (
        context.names_in(verb.index, min(verb.index + LONGEST_SIGNER, ceiling)) if verb is not None else []
    )
    name = next((n for n in names if n.case in ("nomn", "")), None)
    return (
        Side(name.name, name.span, name.first, name.last, "person", name.first) if name is not None else None
    )


LONGEST_SIGNER = 12  # words of a post before a name
FARTHEST_BETWEEN = 24  # words from a document to «между»


def _between_before(clauses: Clauses, document: Document) -> list[Side]:
    """«25 мая между городом и компанией было заключено соглашение»."""
    words = clauses.context.tagged.words
    index = next((i for i in range(document.floor, document.word.index) if words[i].lower == "между"), None)
    if index is None or any(document_kind(clauses, w) for w in words[document.floor : document.word.index]):
        return []
    gap = words[index : document.word.index]
    is_signed = any(w.lemma in SIGN_VERBS and "Variant=Short" in w.feats for w in gap)
    return sides(clauses.context, index + 1, document.word.index) if is_signed else []


RUSSIAN = re.compile(r"^российск(?:ая|ий|ое)\s+(?=[^«]*«)")  # «российская компания «Вега»» is Вега at home
BOARDS = re.compile(r"(?i)^(?:совет директоров|наблюдательный совет|правление)\s+(?-i:(?=[«А-ЯЁA-Z]))")


def parties_meant(clauses: Clauses, side: Side) -> list[Value[str]]:
    """Who signs for an organization stands for it: «подписали губернатор X и директор Y», «министры России и Вьетнама»."""
    context = clauses.context
    if side.kind == "side" and side.name.startswith("сторон"):
        return []
    first = context.tagged.words[side.first]
    place = adjective_place(first) if side.kind == "side" else ""
    if place:  # «её китайский коллега», «с российской стороны»
        return [Value(place, first.span, "party_of_place")]
    name = context.name_at.get(side.first)
    if name is not None:
        for post in context.posts.get(name.first, []):
            if post.value.organization and not post.value.is_former:
                body = BOARDS.sub("", post.value.organization)
                return [Value(body, post.span, "party_of_signer")]
    several = _of_several_places(clauses, side)
    if several:
        return several
    meant = company_meant(context, side.first) if side.last - side.first == 1 else ""
    named = (
        RUSSIAN.sub("", side.name) if context.tagged.words[side.head].lemma not in NAMED_BODIES else side.name
    )
    return [Value(meant or named, side.span, "party_meant" if meant else "party")]


def between(clauses: Clauses, document: Document) -> list[Side]:
    """«между Псковской областью и Могилёвской областью», also before the document: «Между A и B подписан меморандум»."""
    words = clauses.context.tagged.words
    start = max(document.end, document.word.index + 1)
    for index in range(start, min(start + 5, document.ceiling)):
        if words[index].lemma == "который" and any(
            w.lemma == "участвовать" for w in words[index : index + 3]
        ):
            return sides(clauses.context, index + 2, document.ceiling)
    if words[document.floor].lower == "между":
        return sides(clauses.context, document.floor + 1, document.word.index)
    before = _between_before(clauses, document)
    if before:
        return before
    for index in range(document.word.index + 1, min(start + FARTHEST_BETWEEN, document.ceiling)):
        if words[index].lower == "между":
            return sides(clauses.context, index + 1, document.ceiling)
        is_next = index >= document.end and words[index].case in ("nomn", "accs", "")
        if words[index].text == "." or is_next and document_kind(clauses, words[index]):
            break  # «соглашение о реке, меморандум о мосте между A и B»: the sides are of the second
    return []


def _of_several_places(clauses: Clauses, side: Side) -> list[Value[str]]:
    """«торгово-промышленными палатами Пензенской области и Мордовии»: one of each."""
    context = clauses.context
    tagged = context.tagged
    head = tagged.words[side.head]
    places = [p for p in context.places_in(side.head + 1, side.last) if p.last <= side.last]
    joined = (
        len(places) == 2
        and tagged.words[places[0].last].lower == "и" == tagged.words[places[1].first - 1].lower
    )
    if head.number != "plur" or head.lemma == "власть" or not joined or places[0].last + 1 != places[1].first:
        return []
    noun = nominative(tagged, side.first, side.head + 1, side.head, number="sing")
    noun = noun[:1].lower() + noun[1:]
    return [
        Value(f"{noun} {tagged.quote(p.first, p.last)}", side.span, "party_of_several_places") for p in places
    ]
