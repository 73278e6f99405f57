"""Documents that sides sign, in a Russian text."""

from __future__ import annotations

import re

from extraction.findings import Value
from extraction.mentions import AgreementMention, Reading
from extraction.money import Amount
from extraction.russian.agreement_ellipses import listed_agreements
from extraction.russian.agreement_signers import (
    SIGN_VERBS,
    Document,
    is_bare,
    is_denied,
    is_signing_noun,
    signers,
    signing_verb,
)
from extraction.russian.clauses import Clauses, sides_of, subjects
from extraction.russian.document_subjects import (
    MONEY,
    TOPIC_PREPOSITIONS,
    document_kind,
    subject_of,
    topic_phrase,
)
from extraction.russian.localities import adjective_place
from extraction.russian.organizations import Side, side_at, sides
from extraction.russian.phrases import complement_end, nominative, phrase_start, tidy
from extraction.russian.tagging import TaggedText, Word
from extraction.russian.territories import company_meant, house_meant

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
    return [m for m in found if m in body or m.kind.value not in told and m.parties]


def _agreement_at(clauses: Clauses, word: Word, kind: str, amounts: list[Amount]) -> AgreementMention | None:
    tagged = clauses.context.tagged
    document = _document(clauses, word, kind)
    parties = (
        _of_gap(clauses, document)
        or _between(clauses, document)
        or _intended(clauses, document)
        or _after_dash(clauses, document)
        or _as_sides(clauses, document)
        or _by_sides_named(clauses, document)
    )
    verb = signing_verb(clauses, document)
    if verb is not None and is_denied(clauses, verb, document.floor):
        return None
    is_signed = verb is not None or is_signing_noun(clauses, word, document.floor)
    if not is_signed and document.subject is None and word.case in ("nomn", "accs"):
        parties = parties or _sale(clauses, document)
    if not is_signed and not (len(parties) > 1 and not _is_old(clauses, word, document.floor)):
        if document.subject is None or document.partner is None:
            return None
        actor = _actor_before_colon(clauses, document)
        if actor is None and _has_verb(tagged, document):
            return None
        parties = (
            [document.partner] if actor is None else [actor, document.partner]
        )  # «Меморандум с палатой Гуанси о признании сертификатов.»
    if not parties and verb is not None:
        parties = signers(clauses, document, verb)
    if all(s.kind == "side" for s in parties):
        parties = _named_next(clauses, document) or parties
    parties = _cut_subject(clauses, document, parties)
    if document.subject is None and len(parties) < 2:
        parties = _sale(clauses, document) or parties
    if document.subject is None and not parties and verb is not None and kind == "protocol":
        document.subject = _of_itself(clauses, document)
    amount = _amount(clauses, document, amounts)
    if not _is_whole(document, parties, is_signed=verb is not None, has_sum=amount is not None):
        return None
    mention = AgreementMention(
        tagged.span(word.index, max(document.end, word.index + 1)),
        word.sentence,
        Value(kind, word.span, "document"),
        document.subject,
        rule="agreement",
    )
    _add_parties(clauses, mention, parties)
    if len(mention.parties) == 1:
        mention.parties += _house(clauses, word)
    mention.amount = amount
    return mention


def _add_parties(clauses: Clauses, mention: AgreementMention, parties: list[Side]) -> None:
    mention.parties = [p for side in _clean(clauses, parties) for p in _parties(clauses, side)]


def _counts(clauses: Clauses, mention: AgreementMention, item: AgreementMention) -> bool:
    """The noun in the plural of which the item is one: no document of its own."""
    return mention.kind.span == item.kind.span and mention.rule != item.rule


SALES = {"поставить": "поставка", "поставлять": "поставка", "продать": "продажа", "продавать": "продажа", "купить": "покупка",
         "закупить": "закупка", "отгрузить": "отгрузка", "отгружать": "отгрузка"}  # fmt: skip


def _sale(clauses: Clauses, document: Document) -> list[Side]:
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
        if s.kind == "organization" and not document_kind(clauses, words[s.head])
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


def _cut_subject(clauses: Clauses, document: Document, parties: list[Side]) -> list[Side]:
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


def _clean(clauses: Clauses, parties: list[Side]) -> list[Side]:
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


def _house(clauses: Clauses, word: Word) -> list[Value[str]]:
    """«мы заключили контракт с B»: the company whose release it is."""
    tagged = clauses.context.tagged
    paragraph = tagged.sentences[word.sentence].paragraph
    first = word.sentence
    while first > 0 and tagged.sentences[first - 1].paragraph == paragraph and word.sentence - first < 4:
        first -= 1
    house = house_meant(clauses.context, tagged.bounds[first][0], tagged.bounds[word.sentence][1])
    return [house] if house is not None else []


def _document(clauses: Clauses, word: Word, kind: str) -> Document:
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[word.sentence]
    left = next((i + 1 for i in range(word.index, floor, -1) if tagged.words[i].text in (";", "•")), floor)
    right = next((i for i in range(word.index, ceiling) if tagged.words[i].text in (";", "•")), ceiling)
    gap = _gap(clauses, word, left, right)
    if gap is not None:
        left, right = (left, gap) if word.index < gap else (gap + 1, right)
    subject, end, partner = subject_of(clauses, word, right)
    document = Document(word, kind, subject, end, partner, left, right)
    if subject is None:
        _subject_after_parties(clauses, document)
    return document


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


def _of_gap(clauses: Clauses, document: Document) -> list[Side]:
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


def _subject_after_parties(clauses: Clauses, document: Document) -> None:
    """«соглашение между A и B о сотрудничестве», «контракт с B на поставку»: the sides come before what it is about."""
    words = clauses.context.tagged.words
    parties = _between(clauses, document)
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


def _intended(clauses: Clauses, document: Document) -> list[Side]:
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


def _is_whole(document: Document, parties: list[Side], *, is_signed: bool, has_sum: bool) -> bool:
    """Enough is said for a record: what it is about, or two sides, or a side and the sum."""
    if document.word.number == "plur" and (document.subject is None or not parties and not is_signed):
        return False
    if document.subject is None:
        return len(parties) > 1 or bool(parties) and (document.kind == "protocol" or has_sum)
    return True


def _actor_before_colon(clauses: Clauses, document: Document) -> Side | None:
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


def _of_itself(clauses: Clauses, document: Document) -> Value[str] | None:
    """«итоговый протокол», «протокол второго заседания»: nothing else says what it is about."""
    tagged = clauses.context.tagged
    word = document.word
    first = phrase_start(tagged, word.index, document.floor)
    last = complement_end(tagged, word.index, document.ceiling)
    if last - first < 2:
        return None
    return Value(nominative(tagged, first, last, word.index), tagged.span(first, last), "document_itself")


def _has_verb(tagged: TaggedText, document: Document) -> bool:
    floor, ceiling = tagged.bounds[document.word.sentence]
    return any(w.is_finite for w in tagged.words[floor:ceiling])


def _after_dash(clauses: Clauses, document: Document) -> list[Side]:
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


def _named_next(clauses: Clauses, document: Document) -> list[Side]:
    """«Стороны: институт, колледж.» in the next sentence."""
    tagged = clauses.context.tagged
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


def _as_sides(clauses: Clauses, document: Document) -> list[Side]:
    """«Сторонами меморандума стали A и B», «соглашение, сторонами которого выступили A, B и C»."""
    words = clauses.context.tagged.words
    for noun in words[document.floor : document.ceiling]:
        if (
            noun.lemma not in ("сторона", "участник", "подписант")
            or noun.number != "plur"
            or noun.case != "ablt"
        ):
            continue
        verb = next(
            (w for w in words[noun.index + 1 : min(noun.index + 5, document.ceiling)] if w.lemma in BECOME),
            None,
        )
        if verb is not None:
            found = sides(clauses.context, verb.index + 1, document.ceiling)
            return found if len(found) > 1 else []
    return []


BECOME = frozenset({"стать", "выступить", "выступать", "являться", "быть"})


def _by_sides_named(clauses: Clauses, document: Document) -> list[Side]:
    """«с российской стороны — A, с китайской — B»."""
    words = clauses.context.tagged.words
    found: list[Side] = []
    for index in range(document.floor, document.ceiling - 3):
        if words[index].lower not in ("с", "со", "от") or not adjective_place(words[index + 1]):
            continue
        dash = index + 2 + (words[index + 2].lemma == "сторона")
        side = (
            side_at(clauses.context, dash + 1, document.ceiling)
            if dash + 1 < document.ceiling and words[dash].text in ("—", "–")
            else None
        )
        if side is not None and side.kind in ("organization", "person", "territory"):
            found.append(side)
    return found if len(found) > 1 else []


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


BOARDS = re.compile(r"^(?:совет директоров|наблюдательный совет|правление)\s+(?=[«А-ЯЁA-Z])")


def _parties(clauses: Clauses, side: Side) -> list[Value[str]]:
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
    meant = company_meant(context, side.first) if side.last - side.first == 1 else ""
    return [Value(meant or side.name, side.span, "party_meant" if meant else "party")]


def _between(clauses: Clauses, document: Document) -> list[Side]:
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
    for index in range(document.word.index + 1, min(start + 12, document.ceiling)):
        if words[index].lower == "между":
            return sides(clauses.context, index + 1, document.ceiling)
        if words[index].text == ".":
            break
    return []


def _amount(clauses: Clauses, document: Document, amounts: list[Amount]) -> Value[str] | None:
    """The sum of the document: in its item, or in the next one or the next sentence when that begins with "сумма"."""
    tagged = clauses.context.tagged
    word, end = document.word, document.end
    stop = next(
        (i for i in range(end, document.ceiling) if document_kind(clauses, tagged.words[i])), document.ceiling
    )
    span = tagged.span(word.index, stop) if stop > word.index else word.span
    here = [a for a in amounts if span.covers(a.span)]
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


def _sum_said(clauses: Clauses, floor: int, ceiling: int, amounts: list[Amount]) -> Value[str] | None:
    """«сумма — 5,2 млн долларов», «Стоимость контракта 3 млрд рублей»."""
    tagged = clauses.context.tagged
    if floor >= ceiling or not SUM_SENTENCE.match(tagged.quote(floor, ceiling)):
        return None
    span = tagged.span(floor, ceiling)
    inside = next((a for a in amounts if span.covers(a.span)), None)
    return Value(inside.text, inside.span, "sum_in_next_sentence") if inside is not None else None
