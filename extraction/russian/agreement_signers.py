"""Who signs a document: the sides of the verb of signing, and which verb that is."""

from __future__ import annotations

from dataclasses import dataclass

from extraction.findings import Value
from extraction.russian.clauses import Clauses, sides_of, subjects
from extraction.russian.document_subjects import document_kind, is_like_another
from extraction.russian.offices import is_organization, office_class
from extraction.russian.organizations import Side, partner_at, side_at, sides
from extraction.russian.phrases import phrase_start
from extraction.russian.tagging import Word

SIGN_VERBS = frozenset({"подписать", "подписывать", "заключить", "заключать", "подписаться", "подписываться", "парафировать", "скрепить", "подготовить", "готовить",
                        "согласовать", "заключаться", "доработать", "обновить", "продлить", "утвердить", "поставить", "оформить", "подписанный", "заключённый", "заключенный", "завизировать", "произвести", "обменяться", "принять"})  # fmt: skip

SIGN_NOUNS = frozenset({"подписание", "заключение"})


@dataclass(slots=True)
class Document:
    """A document that a sentence names: its noun, what it is about, and the words [floor, ceiling) of its own item."""

    word: Word
    kind: str
    subject: Value[str] | None
    end: int  # of the words about it
    partner: Side | None  # «меморандум с палатой Гуанси о…»
    floor: int
    ceiling: int


def signing_verb(clauses: Clauses, document: Document) -> Word | None:
    """The verb of signing that the document belongs to: the nearest in its item, else the one that opens the list."""
    words = clauses.context.tagged.words
    word = document.word
    options = _verbs(words, document.floor, document.ceiling)
    others = [
        w
        for w in words[document.floor : document.ceiling]
        if w.index != word.index and document_kind(clauses, w)
    ]
    best = min(options, key=lambda w: abs(w.index - word.index), default=None)
    if best is None:
        return _verb_of_list(clauses, document)
    blocked = [w for w in others if min(best.index, word.index) < w.index < max(best.index, word.index)]
    if blocked and best.index < word.index and not _is_listed(words, blocked[-1].index, word.index):
        return best if any(words[i].lower == "и" for i in range(blocked[-1].index, word.index)) else None
    return best


def _verbs(words: list[Word], floor: int, ceiling: int) -> list[Word]:
    options = [w for w in words[floor:ceiling] if w.lemma in SIGN_VERBS and w.pos in ("VERB", "ADJ")]
    if not any(w.lemma == "подпись" for w in words[floor:ceiling]):
        options = [w for w in options if w.lemma not in ("поставить", "обменяться")]
    return options


def _verb_of_list(clauses: Clauses, document: Document) -> Word | None:
    """«Подписаны: …; …; …»: what stands before the colon holds of every item."""
    words = clauses.context.tagged.words
    floor = clauses.context.tagged.bounds[document.word.sentence][0]
    colon = next((i for i in range(floor, document.floor) if words[i].text == ":"), None)
    options = _verbs(words, floor, colon) if colon is not None else []
    return options[-1] if options else None


def _is_listed(words: list[Word], first: int, last: int) -> bool:
    return any(w.lower in ("и", ",") for w in words[first:last])


def is_denied(clauses: Clauses, verb: Word, floor: int) -> bool:
    words = clauses.context.tagged.words
    near = [w.lower for w in words[max(floor, verb.index - 3) : verb.index]]
    return "не" in near[-2:] or any(w.lower in ("никаких", "никакого") for w in words[floor : verb.index])


def is_signing_noun(clauses: Clauses, word: Word, floor: int) -> bool:
    words = clauses.context.tagged.words
    return any(w.lemma in SIGN_NOUNS for w in words[max(floor, word.index - 6) : word.index])


FARTHEST_SIGNING = 4  # sentences


def is_one_of_signed(clauses: Clauses, word: Word) -> bool:
    """«Подписано 13 соглашений. Одним из крупнейших стало соглашение о строительстве завода»."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[word.sentence]
    here = tagged.words[floor:ceiling]
    is_one = any(w.lemma == "один" and w.case in ("ablt", "") for w in here)
    is_one = is_one and any(w.lemma in ("стать", "оказаться", "являться") for w in here)
    before = tagged.words[max(floor, word.index - 2) : word.index]
    is_noted = any(w.lemma in ("отметить", "выделить") and w.is_finite for w in before)
    if not is_one and not is_noted:
        return False
    first = tagged.bounds[max(0, word.sentence - FARTHEST_SIGNING)][0]
    return any(w.lemma in SIGN_VERBS for w in tagged.words[first:floor])


def signers(clauses: Clauses, document: Document, verb: Word) -> list[Side]:
    """«A и B подписали», «подписали A и B», «A заключила с B», «с B подписан», «подписан A и B»."""
    context = clauses.context
    floor, ceiling = document.floor, document.ceiling
    word, end = document.word, document.end
    words = context.tagged.words
    holders = _of_offices(clauses, document, verb)
    if holders:
        return holders
    found = [] if verb.index < floor else subjects(context, _agreeing(words, verb, floor), floor, ceiling)
    found = _with_bodies(clauses, document) or found
    found = [s for s in found if s.last <= word.index or s.first >= end]
    found = [s for s in found if not document_kind(clauses, context.tagged.words[s.head])]
    if _is_passive(verb):
        found = _agents(clauses, document, verb) or found
        found = [s for s in found if not _is_of_other_document(clauses, document, s)]
    for side in [*_partners(clauses, document), *([document.partner] if document.partner else [])]:
        if all(s.first != side.first for s in found):
            found.append(side)
    if not found or all(s.kind == "side" or is_bare(words, s) for s in found):
        found = _told_before(clauses, document, found)
    if len(found) < 2:
        found = _told_in_clause_before(clauses, document, found)
    return [
        s for s in found if s.kind != "territory" or len(found) > 1 or words[s.first - 1].lower in ("с", "со")
    ]


def _is_of_other_document(clauses: Clauses, document: Document, side: Side) -> bool:
    """«подписаны меморандум между A и B, контракт на поставку масла»: B stands after another document."""
    words = clauses.context.tagged.words
    others = [
        w.index
        for w in words[document.floor : document.ceiling]
        if w.index != document.word.index and w.case in ("nomn", "accs") and document_kind(clauses, w)
    ]
    near = [i for i in others if i < side.first]
    if not near or not others:
        return False
    own_before = document.word.index < side.first and document.word.index > near[-1]
    return not own_before


def _agreeing(words: list[Word], verb: Word, floor: int) -> int:
    """The word that agrees with the subject: «намерены» of «намерены подписать»."""
    if "VerbForm=Inf" not in verb.feats:
        return verb.index
    before = (
        w.index
        for w in reversed(words[max(floor, verb.index - 3) : verb.index])
        if "Number=" in w.feats and not w.is_noun
    )
    return next(before, verb.index)


def _with_bodies(clauses: Clauses, document: Document) -> list[Side]:
    """«X (компания «Тайга») и Y (корпорация «Ванда»)»: what the signers stand for is in brackets after their names."""
    context = clauses.context
    words = context.tagged.words
    found = []
    for name in context.names_in(document.floor, document.ceiling):
        if name.case in ("nomn", "") and name.last + 1 < document.ceiling and words[name.last].text == "(":
            side = side_at(context, name.last + 1, document.ceiling)
            if side is not None and side.kind == "organization":
                found.append(side)
    return found if len(found) > 1 else []


def _told_before(clauses: Clauses, document: Document, found: list[Side]) -> list[Side]:
    """«Стороны подписали меморандум»: the two who met in the sentence before."""
    context = clauses.context
    tagged = context.tagged
    here = tagged.words[document.floor : document.ceiling]
    is_like = is_like_another(tagged.words, document.word)
    if not is_like and not any(
        w.lemma in ("сторона", "партнёр", "партнер", "собеседник", "они") and w.case == "nomn" for w in here
    ):
        return found
    before = document.word.sentence - 1
    if before < 0 or tagged.sentences[before].paragraph != tagged.sentences[before + 1].paragraph:
        return found
    floor, ceiling = tagged.bounds[before]
    verb = next((w for w in tagged.words[floor:ceiling] if w.is_finite and "Number=Plur" in w.feats), None)
    doing = subjects(context, verb.index, floor, ceiling) if is_like and verb is not None else []
    if len(doing) > 1:
        return doing
    people = [n for n in context.names_in(floor, ceiling) if context.posts.get(n.first)]
    if len(people) == 2:
        return [Side(n.name, n.span, n.first, n.last, "person", n.first) for n in people]
    named = [s for s in sides_of(context, floor, ceiling) if s.kind == "organization"]
    return named if len(named) == 2 else found


def _told_in_clause_before(clauses: Clauses, document: Document, found: list[Side]) -> list[Side]:
    """«Завод «А» и компания «Б» ударили по рукам: подписан договор»: the two of the clause before the colon."""
    context = clauses.context
    words = context.tagged.words
    start = phrase_start(context.tagged, document.word.index, document.floor)
    mark = next((i for i in range(start - 1, document.floor, -1) if words[i].text in (":", "—", "–")), None)
    if mark is None or not any(w.is_finite for w in words[document.floor : mark]):
        return found
    if any(
        s.kind in ("organization", "territory") and not is_bare(words, s) and s.first < mark for s in found
    ):
        found = [s for s in found if s.first < mark]
    elif any(not (s.kind == "side" or is_bare(words, s)) for s in found):
        return found
    named = [
        s
        for s in sides_of(context, document.floor, mark)
        if s.kind in ("organization", "territory")
        and not is_bare(words, s)
        and words[s.first - 1].lower not in ("в", "на")
    ]
    organizations = [s for s in named if s.kind == "organization"]
    chosen = organizations if organizations else named
    return chosen if len(chosen) == 2 else found


def is_bare(words: list[Word], side: Side) -> bool:
    """«палата», «компания» alone, «китайская сторона»."""
    return (
        side.kind == "side"
        or side.last - side.first == 1
        and not words[side.first].is_capitalized
        and is_organization(words[side.first])
    )


NOT_PARTNERS = frozenset(
    {"рядом", "наряду", "связи", "соответствии", "сравнению", "вместе"}
)  # what «с» belongs to


def _partners(clauses: Clauses, document: Document) -> list[Side]:
    """«с B» outside of what the document is about."""
    context = clauses.context
    words = context.tagged.words
    found = []
    for index in range(document.floor, document.ceiling):
        if words[index].lower not in ("с", "со") or words[index - 1].lower in NOT_PARTNERS:
            continue
        if words[index - 1].is_participle:
            continue  # «с предприятием, связанным с «Вегой»»
        if not document.word.index < index < document.end:
            side = partner_at(context, index + 1, document.ceiling)
            if side is not None and side.kind in ("organization", "side", "person", "territory"):
                found.append(side)
    return found


def _of_offices(clauses: Clauses, document: Document, verb: Word) -> list[Side]:
    """«министры торговли России и Вьетнама», «ректоры ИГУ и Шаньдунского университета»: offices in the plural, no names."""
    context = clauses.context
    words = context.tagged.words
    case = "ablt" if _is_passive(verb) else "nomn"
    for word in words[document.floor : document.ceiling]:
        inside = document.word.index < word.index < document.end
        if inside or word.number != "plur" or word.case != case or not office_class(word):
            continue
        found: list[Side] = []
        index = word.index + 1
        while index < min(word.index + 16, document.ceiling):
            if words[index].is_finite or index in context.name_at or words[index].text in (",", "("):
                break
            side = None if words[index].lower == "и" else side_at(context, index, document.ceiling)
            if side is not None and side.kind in ("territory", "organization") and is_of_other(words, side):
                found.append(side)
                index = side.last
            else:
                index += 1
        if len(found) > 1:
            return found
    return []


def is_of_other(words: list[Word], side: Side) -> bool:
    """In the genitive, or an abbreviation: whose officers they are."""
    head = words[side.head]
    return head.case == "gent" or head.text.isupper() and len(head.text) > 1 or words[side.first].text == "«"


def _is_passive(verb: Word) -> bool:
    return "Variant=Short" in verb.feats or verb.is_participle and "Voice=Pass" in verb.feats


def _is_body(clauses: Clauses, opening: Word) -> bool:
    """«подписанный «Роснефтью» контракт»: what stands in the quotation marks is no document."""
    quotation = clauses.context.tagged.quotations.get(opening.index)
    if quotation is None:
        return False
    inside = clauses.context.tagged.words[opening.index + 1 : quotation.last]
    return not any(document_kind(clauses, w) for w in inside) and len(inside) < 5


def _agents(clauses: Clauses, document: Document, verb: Word) -> list[Side]:
    """«подписано главой Росмолодёжи X и губернатором Y», «заключён ООО «А»»: the signers of a passive verb."""
    context = clauses.context
    words = context.tagged.words
    people = [
        Side(n.name, n.span, n.first, n.last, "person", n.first)
        for n in context.names_in(verb.index + 1, document.ceiling)
        if n.case == "ablt"
    ]
    if people:
        return people
    start = verb.index + 1
    while start < min(verb.index + 4, document.ceiling) and words[start].pos in ("ADV", "PART"):
        start += 1
    first = words[start] if start < document.ceiling else None
    is_agent = first is not None and (
        first.case == "ablt" or first.text.isupper() and len(first.text) > 1 or _is_body(clauses, first)
    )
    return sides(context, start, document.ceiling) if is_agent else []
