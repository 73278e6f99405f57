"""What a document is about where its own words do not say: in the predicate, after the sides, by the goods of a sale."""

from __future__ import annotations

from extraction.findings import Value
from extraction.russian.agreement_sides import between
from extraction.russian.agreement_signers import (
    SIGN_VERBS,
    Document,
)
from extraction.russian.clauses import Clauses, clause_end, sides_of, subjects
from extraction.russian.document_subjects import (
    MONEY,
    TOPIC_PREPOSITIONS,
    document_kind,
    is_like_another,
    subject_of,
    topic_phrase,
)
from extraction.russian.organizations import Side
from extraction.russian.phrases import complement_end, nominative, phrase_start, tidy
from extraction.russian.tagging import Word

SALES = {"поставить": "поставка", "поставлять": "поставка", "продать": "продажа", "продавать": "продажа", "купить": "покупка",
         "закупить": "закупка", "отгрузить": "отгрузка", "отгружать": "отгрузка"}  # fmt: skip


def sale(clauses: Clauses, document: Document) -> list[Side]:
    """«A поставит B 3 тыс. тонн горбуши: контракт подписан»: the goods and the sides are told by the verb of the sale."""
    context = clauses.context
    words = context.tagged.words
    floor, ceiling = context.tagged.bounds[document.word.sentence]
    verb = next((w for w in words[floor:ceiling] if w.lemma in SALES and w.is_finite), None)
    if verb is None:
        return []
    figure = next(
        (
            w.index
            for w in words[floor:ceiling]
            if (w.text[0].isdigit() or w.pos == "NUM") and not _is_money(words, w.index, ceiling)
        ),
        None,
    )
    found = [
        s
        for s in sides_of(context, floor, ceiling)
        if s.kind in ("organization", "territory") and not document_kind(clauses, words[s.head])
    ]
    if figure is None and len(found) == 2 and any(w.lemma in SIGN_VERBS for w in words[floor:ceiling]):
        return found
    if figure is None or len(found) != 2:
        return []
    starts = {side.first for side in found}
    end = figure + 1
    while end < ceiling and end not in starts and not words[end].is_finite and not _ends_goods(words, end):
        end += 1
    if not any(w.is_noun and w.is_word for w in words[figure:end]) or any(
        f.first <= figure < f.last for f in found
    ):
        return []
    goods = Value(
        tidy(clauses.context.tagged.quote(figure, end)),
        clauses.context.tagged.span(figure, end),
        "goods_of_sale",
    )
    text = f"{SALES[verb.lemma]} {goods.value}"
    document.subject = Value(
        text,
        verb.span.to(goods.span) if verb.start < goods.span.start else goods.span.to(verb.span),
        "goods_of_sale",
    )
    return found


def _is_money(words: list[Word], index: int, ceiling: int) -> bool:
    return any(w.lemma in MONEY for w in words[index + 1 : min(index + 4, ceiling)])


def _ends_goods(words: list[Word], index: int) -> bool:
    is_dot = words[index].text == "." and len(words[index - 1].text) <= 4
    return words[index].pos == "PUNCT" and not is_dot


def document_at(clauses: Clauses, word: Word, kind: str) -> Document:
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[word.sentence]
    left = next((i + 1 for i in range(word.index, floor, -1) if tagged.words[i].text in (";", "•")), floor)
    right = next((i for i in range(word.index, ceiling) if tagged.words[i].text in (";", "•")), ceiling)
    contrast = _contrast(clauses, word, right)
    right = contrast if contrast is not None else right
    gap = _gap(clauses, word, left, right)
    if gap is not None:
        left, right = (left, gap) if word.index < gap else (gap + 1, right)
    subject, end, partner = subject_of(clauses, word, right)
    document = Document(word, kind, subject, end, partner, left, right)
    if subject is None:
        _subject_after_parties(clauses, document)
    if document.subject is None and is_like_another(tagged.words, word):
        _subject_told_before(clauses, document)
    return document


FARTHEST_DOCUMENT = 3  # sentences between a document and the one like it


def _subject_told_before(clauses: Clauses, document: Document) -> None:
    """«…договорились о поставках. Соответствующий документ подписали…», «Аналогичное соглашение заключено с…»."""
    tagged = clauses.context.tagged
    paragraph = tagged.sentences[document.word.sentence].paragraph
    for sentence in range(document.word.sentence - 1, document.word.sentence - FARTHEST_DOCUMENT - 1, -1):
        if sentence < 0 or paragraph - tagged.sentences[sentence].paragraph > 1:
            return
        floor, ceiling = tagged.bounds[sentence]
        for word in reversed(tagged.words[floor:ceiling]):
            kind = document_kind(clauses, word)
            if kind:
                document.kind = kind
                document.subject = subject_of(clauses, word, ceiling)[0]
                return
            if word.lemma == "договориться" and word.index + 2 < ceiling:
                document.subject = _agreed_on(clauses, word, ceiling)
                return
        if sentence == document.word.sentence - 1:
            document.subject = _undertaken(clauses, floor, ceiling)
            if document.subject is not None:
                return


def agreed_before(clauses: Clauses, document: Document) -> list[Side]:
    """«A и B договорились о сотрудничестве. Соглашение предусматривает…»: the sides, and what they agreed on."""
    tagged = clauses.context.tagged
    floor = tagged.bounds[document.word.sentence][0]
    opens = phrase_start(tagged, document.word.index, floor) == floor and document.word.case == "nomn"
    before = _agreement_told(clauses, document.word.sentence - 1) if opens else None
    if before is None or document.word.number == "plur":
        return []
    start, stop = tagged.bounds[before.sentence]
    found = [s for s in subjects(clauses.context, before.index, start, stop) if s.kind != "side"]
    if len(found) < 2:
        return []
    document.subject = _agreed_on(clauses, before, stop) or document.subject
    return found


FARTHEST_TALKS = 3  # sentences between «договорились» and «Соглашение предусматривает»


def _agreement_told(clauses: Clauses, sentence: int) -> Word | None:
    tagged = clauses.context.tagged
    for index in range(sentence, max(-1, sentence - FARTHEST_TALKS), -1):
        floor, ceiling = tagged.bounds[index]
        if tagged.sentences[index].is_title:
            break
        for word in tagged.words[floor : ceiling - 2]:
            if word.lemma == "договориться" and word.is_finite and "Number=Plur" in word.feats:
                return word
    return None


UNDERTAKEN = ("ние", "ция", "ство", "ка", "рот")  # endings of nouns that say what is done together


def _undertaken(clauses: Clauses, floor: int, ceiling: int) -> Value[str] | None:
    """«A и B осуществят совместную постройку терминала. Соответствующее соглашение подписано в среду»."""
    words = clauses.context.tagged.words
    verb = next((w for w in words[floor:ceiling] if w.is_finite), None)
    if verb is None:
        return None
    head = next((w for w in words[verb.index + 1 : min(verb.index + 5, ceiling)] if w.is_noun), None)
    if head is not None and head.case == "accs" and head.lemma.endswith(UNDERTAKEN):
        return topic_phrase(clauses, verb.index + 1, ceiling, "accs")[0]
    for index in range(verb.index + 1, min(verb.index + 9, ceiling - 1)):
        aim = words[index + 1]
        if words[index].lower in ("на", "в") and aim.case == "accs" and aim.lemma.endswith(UNDERTAKEN):
            return topic_phrase(clauses, index + 1, ceiling, "accs")[
                0
            ]  # «направит 1 млрд на развитие энергетики»
    return None


def _agreed_on(clauses: Clauses, verb: Word, ceiling: int) -> Value[str] | None:
    """«договорились о поставках», «договорились сотрудничать в Арктике»."""
    tagged = clauses.context.tagged
    following = tagged.words[verb.index + 1]
    if following.lower in ("о", "об"):
        return topic_phrase(clauses, verb.index + 2, ceiling, "loct")[0]
    if "VerbForm=Inf" in following.feats:
        last = clause_end(clauses.context, following.index, ceiling)
        return Value(
            tidy(tagged.quote(following.index, last)), tagged.span(following.index, last), "agreed_on"
        )
    return None


def _gap(clauses: Clauses, word: Word, floor: int, ceiling: int) -> int | None:
    """The comma of «подписала с A меморандум, а с B — соглашение»: each document has its own clause."""
    words = clauses.context.tagged.words
    for index in range(floor + 1, ceiling - 4):
        if (
            words[index].text != ","
            or words[index + 1].lower != "а"
            or words[index + 2].lower not in ("с", "со")
        ):
            continue
        dash = next(
            (i for i in range(index + 3, min(index + 14, ceiling)) if words[i].text in ("—", "–")), None
        )
        if dash is not None and any(document_kind(clauses, w) for w in words[dash : min(dash + 5, ceiling)]):
            return index
    return None


def _contrast(clauses: Clauses, word: Word, ceiling: int) -> int | None:
    """The comma of «…подписали дорожную карту, а мэры — протокол»: what follows is of the next document."""
    words = clauses.context.tagged.words
    comma = next(
        (i for i in range(word.index + 1, ceiling - 3) if words[i].text == "," and words[i + 1].lower == "а"),
        None,
    )
    if comma is None or words[comma + 2].lower == "также":
        return None
    dash = next((i for i in range(comma + 2, min(comma + 16, ceiling)) if words[i].text in ("—", "–")), None)
    if dash is None or any(w.is_finite for w in words[comma:dash]):
        return None
    return comma if any(document_kind(clauses, w) for w in words[dash : min(dash + 5, ceiling)]) else None


def _subject_after_parties(clauses: Clauses, document: Document) -> None:
    """«соглашение между A и B о сотрудничестве», «контракт с B на поставку»: the sides come before what it is about."""
    words = clauses.context.tagged.words
    parties = between(clauses, document)
    last = parties[-1].last if parties else document.ceiling
    if not parties:
        dash = next(
            (i for i in range(document.word.index, document.ceiling - 1) if words[i].text in ("—", "–")), None
        )
        if dash is not None and words[dash + 1].lower in ("о", "об"):
            last = dash + 1
    if not _fixed_in(clauses, document):
        _subject_in_predicate(clauses, document)
    if document.subject is None and last < document.ceiling and words[last].lower in TOPIC_PREPOSITIONS:
        document.subject, document.end = topic_phrase(
            clauses, last + 1, document.ceiling, TOPIC_PREPOSITIONS[words[last].lower]
        )


TELLS = frozenset(
    {"предусматривать", "касаться", "предполагать", "закрепить", "закреплять", "включать", "регулировать"}
)


def _subject_in_predicate(clauses: Clauses, document: Document) -> None:
    """«Документ предусматривает строительство склада», «меморандум, подписанный A и B, касается дорог»."""
    tagged = clauses.context.tagged
    floor, ceiling = document.word.index + 1, document.ceiling
    following = document.word.sentence + 1
    if (
        following < len(tagged.bounds)
        and tagged.sentences[following].paragraph == tagged.sentences[following - 1].paragraph
    ):
        first = tagged.words[tagged.bounds[following][0]]
        if document_kind(clauses, first) or first.lower in ("документ", "он", "оно"):
            _read_predicate(clauses, document, *tagged.bounds[following])
    if document.subject is None:
        _read_predicate(clauses, document, floor, ceiling)


FIXED = frozenset(
    {"зафиксировать", "закрепить", "прописать", "определить", "изложить", "согласовать", "утвердить"}
)


def _fixed_in(clauses: Clauses, document: Document) -> bool:
    """«протокол, в котором зафиксированы параметры ветки»."""
    words = clauses.context.tagged.words
    floor = document.word.index + 1
    opening = [w.lower for w in words[floor : floor + 2]]
    if opening != [",", "в"] or words[floor + 2].lemma != "который":
        return False
    for verb in words[floor + 3 : min(floor + 7, document.ceiling)]:
        if verb.lemma in FIXED and "Variant=Short" in verb.feats and verb.index + 1 < document.ceiling:
            document.subject, end = topic_phrase(clauses, verb.index + 1, document.ceiling, "nomn")
            document.end = max(document.end, end)
            return document.subject is not None
    return False


def _read_predicate(clauses: Clauses, document: Document, floor: int, ceiling: int) -> None:
    words = clauses.context.tagged.words
    for verb in words[floor : min(floor + 14, ceiling)]:
        if verb.lemma in TELLS and verb.is_finite and verb.index + 1 < ceiling:
            case = "gent" if verb.lemma == "касаться" else "accs"
            following = words[verb.index + 1]
            if following.case in (case, "accs", "gent") and not following.text[0].isdigit():
                document.subject, end = topic_phrase(clauses, verb.index + 1, ceiling, case)
                document.end = max(document.end, end) if end <= document.ceiling else document.end
            return
        if document_kind(clauses, verb) and verb.index > floor:
            return


def of_itself(clauses: Clauses, document: Document) -> Value[str] | None:
    """«итоговый протокол», «протокол второго заседания»: nothing else says what it is about."""
    tagged = clauses.context.tagged
    word = document.word
    first = phrase_start(tagged, word.index, document.floor)
    last = complement_end(tagged, word.index, document.ceiling)
    if last - first < 2:
        return None
    return Value(nominative(tagged, first, last, word.index), tagged.span(first, last), "document_itself")
