"""Kinds of documents, and what a document is about: «о сотрудничестве в сфере…», «на поставку 60 тыс. тонн сои»."""

from __future__ import annotations

import re

from extraction import lexicon
from extraction.findings import Value
from extraction.russian.clauses import Clauses, clause_end
from extraction.russian.organizations import Side, partner_at, side_at
from extraction.russian.phrases import (
    cases,
    genitive_group_end,
    nominative,
    preposition_group_end,
    quoted_name,
    tidy,
)
from extraction.russian.tagging import TaggedText, Word

TOPIC_PREPOSITIONS = {"о": "loct", "об": "loct", "обо": "loct", "на": "accs", "по": "datv"}

PLANNED = frozenset({"мероприятий", "действий", "совместных", "работы", "сотрудничества"})

INNER_PREPOSITIONS = frozenset({"в", "во", "на", "по", "с", "для", "из", "при", "со"})

NOT_OF_SUBJECT = frozenset({"сумма", "рамки", "ход", "форум", "четверг", "пятница", "среда"})


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
        if following[:1] == ["развития"] and any(
            w.lemma == "подписать" for w in words[max(0, word.index - 4) : word.index]
        ):
            return kind
        return kind if following[:1] and following[0] in PLANNED else ""
    if word.lemma == "программа":
        return kind if following[:1] in (["сотрудничества"], ["совместных"]) else ""
    if is_like_another(words, word) and word.lemma == "документ":
        return kind
    if word.lemma == "документ" and following != ["о", "намерениях"]:
        return kind if following[:1] in (["о"], ["об"]) else ""
    if word.lemma == "заявление":
        return kind if before is not None and before.lemma in ("совместный",) else ""
    is_intent = (
        following[:2] == ["о", "намерениях"] or word.lemma == "протокол" and following[:1] == ["намерений"]
    )
    if word.lemma in ("протокол", "соглашение", "меморандум", "документ") and is_intent:
        return "intent"
    if word.lemma == "договор" and following[:2] in (["о", "сотрудничестве"], ["о", "намерениях"]):
        return "agreement"
    return kind


QUANTITIES = frozenset(
    {"ряд", "несколько", "десяток", "множество", "много", "сотня", "немало", "около", "серия"}
)
FEW = frozenset({"2", "3", "4"})
LIKE_ANOTHER = re.compile(r"(?:соответствующ|аналогичн|подобн)\w{2,3}$|так(?:ой|ое|ие)$")


def is_counted(words: list[Word], noun: Word) -> bool:
    """«более 30 соглашений», «ряд меморандумов»: how many were signed, none of them told."""
    if noun.number != "plur" or noun.case not in ("gent", ""):
        return False
    index = noun.index - 1
    while index >= 0 and words[index].is_adjective and words[index].pos != "NUM" and words[index].is_word:
        index -= 1
    before = words[index] if index >= 0 else None
    return before is not None and (
        before.text.isdigit() and before.text not in FEW or before.lemma in QUANTITIES
    )


def is_like_another(words: list[Word], noun: Word) -> bool:
    """«соответствующий документ», «аналогичное соглашение»: what it is about was said before."""
    return noun.index > 0 and LIKE_ANOTHER.match(words[noun.index - 1].lower) is not None


def subject_of(clauses: Clauses, word: Word, ceiling: int) -> tuple[Value[str] | None, int, Side | None]:
    """(what the document is about, where that ends, the side named between the two with "с")."""
    context = clauses.context
    words = context.tagged.words
    index = word.index + 1
    if [w.lower for w in words[index : min(index + 2, ceiling)]] == ["о", "намерениях"]:
        index += 2
        if index < ceiling and "VerbForm=Inf" in words[index].feats:
            last = clause_end(context, index, ceiling)
            last = next((i for i in range(index + 1, last) if words[i].is_finite), last)
            text = tidy(context.tagged.quote(index, last))
            return Value(text, context.tagged.span(index, last), "intended"), last, None
        is_told = index + 1 < ceiling and words[index].text == ","
        if is_told and words[index + 1].lemma in ("касаться", "предусматривать"):
            return *topic_phrase(clauses, index + 2, ceiling, "gent"), None
    if index < ceiling and words[index].case == "gent" and _takes_genitive(clauses, word, words[index]):
        return *topic_phrase(clauses, index, ceiling, "gent"), None
    index = _past_sum(words, index, ceiling)
    partner = None
    if index < ceiling and words[index].lower in ("с", "со"):
        partner = partner_at(context, index + 1, ceiling)
        if partner is not None and partner.kind == "side":
            index, partner = partner.last, None
        elif partner is not None:
            index = partner.last
    probe = index
    while (
        probe < min(index + 3, ceiling)
        and words[probe].lower not in TOPIC_PREPOSITIONS
        and not _opens_field(words, probe, ceiling)
    ):
        if not (words[probe].case == "gent" or words[probe].is_adjective):
            return None, word.index + 1, partner
        probe += 1
    if probe + 2 < ceiling and words[probe].lower == "в" and words[probe + 1].lemma in FIELDS:
        return *topic_phrase(clauses, probe + 2, ceiling, "gent"), partner
    if probe + 1 >= ceiling or words[probe].lower not in TOPIC_PREPOSITIONS:
        return None, word.index + 1, partner
    following = words[probe + 1]
    if words[probe].lower == "на" and (
        following.text[0].isdigit()
        and not _is_goods(words, probe + 1, ceiling)
        or following.lemma in NOT_TOPICS
        or _is_where_signed(words, probe + 1, ceiling)
    ):
        return None, word.index + 1, partner
    return *topic_phrase(clauses, probe + 1, ceiling, TOPIC_PREPOSITIONS[words[probe].lower]), partner


FIELDS = frozenset({"цель", "область", "сфера", "часть"})


def _opens_field(words: list[Word], index: int, ceiling: int) -> bool:
    """«в сфере туризма», «в целях финансирования»."""
    return index + 2 < ceiling and words[index].lower == "в" and words[index + 1].lemma in FIELDS


def _is_where_signed(words: list[Word], index: int, ceiling: int) -> bool:
    """«соглашение на ПМЭФ-2024», «на встрече»: a place or an event, for what a document is about is in the accusative."""
    if words[index].text[:3].isupper() and len(words[index].text) > 2:
        return True
    head = next((w for w in words[index : min(index + 4, ceiling)] if w.is_noun), None)
    return head is not None and head.case == "loct" and "accs" not in cases(head)


NOT_TOPICS = frozenset(
    {
        "итог",
        "результат",
        "сумма",
        "общий",
        "форум",
        "полях",
        "поле",
        "площадка",
        "русский",
        "китайский",
        "год",
        "срок",
        "условие",
    }
)
DEALS = frozenset({"аренда", "поставка", "купля-продажа", "подряд", "страхование", "кредитование", "концессия", "лизинг", "залог", "закупка",
                   "перевозка", "строительство", "займ", "заём", "заем", "дарение", "мена", "сотрудничество", "партнёрство", "партнерство"})  # fmt: skip
SUM_WORDS = frozenset({"стоимость", "сумма", "ценой", "цена", "объём", "объем", "размер"})
MONEY = frozenset({"рубль", "доллар", "юань", "евро", "тенге", "рупия", "вона", "иена", "тугрик", "сом", "сум", "риал", "дирхам", "драм", "лари", "манат"})  # fmt: skip


def _takes_genitive(clauses: Clauses, word: Word, following: Word) -> bool:
    """«дорожная карта развития туризма», «договор аренды земли»."""
    return document_kind(clauses, word) in ("roadmap", "plan") or following.lemma in DEALS


def _past_sum(words: list[Word], index: int, ceiling: int) -> int:
    """The index after «стоимостью 15 млн долларов», «на 5 млрд рублей» that stand before what the document is about."""
    opens = index < ceiling and (words[index].lemma in SUM_WORDS or words[index].lower == "на")
    if (
        not opens
        or words[index].lower == "на"
        and not (
            index + 1 < ceiling and (words[index + 1].text[0].isdigit() or words[index + 1].lemma == "сумма")
        )
    ):
        return index
    last = next((i for i in range(index, min(index + 9, ceiling)) if words[i].lemma in MONEY), None)
    return index if last is None else last + 1


def _is_goods(words: list[Word], index: int, ceiling: int) -> bool:
    """«на 60 тыс. тонн сои», «на 75 комбайнов, 1,1 млрд рублей»: a figure that is no sum of money."""
    for word in words[index : min(index + 6, ceiling)]:
        if word.text == ",":
            return True
        if word.lemma in MONEY:
            return False
    return True


SHORT_NUMBERS = frozenset({"тыс", "млн", "млрд"})


def topic_phrase(clauses: Clauses, start: int, ceiling: int, case: str) -> tuple[Value[str] | None, int]:
    """A noun phrase with everything that depends on it, up to the sides or the end of the clause."""
    context = clauses.context
    tagged = context.tagged
    if start in tagged.quotations and tagged.quotations[start].last < ceiling:
        last = tagged.quotations[start].last + 1
        return Value(quoted_name(tagged, start, last), tagged.span(start, last), "subject_of_document"), last
    head = next(
        (
            i
            for i in range(start, min(start + 8, ceiling))
            if tagged.words[i].is_noun
            and tagged.words[i].is_word
            and tagged.words[i].lower not in SHORT_NUMBERS
        ),
        None,
    )
    if head is None or any(w.is_finite for w in tagged.words[start:head]):
        return None, start
    end = _phrase_end(clauses, head, ceiling)
    is_figure = any(w.lower in SHORT_NUMBERS for w in tagged.words[start:head])
    text = tidy(tagged.quote(start, end)) if is_figure else _topic(tagged, start, end, head, case)
    if text.lower() == "намерения":
        return None, end
    span = tagged.span(start, end)
    return Value(text, span, "subject_of_document"), end


def _topic(tagged: TaggedText, start: int, end: int, head: int, case: str) -> str:
    """The words in the nominative; of «дружбе и сотрудничестве» both nouns."""
    second = head + 2
    words = tagged.words
    is_pair = second < end and words[head + 1].lower == "и" and words[second].is_noun
    if not is_pair or words[second].case != words[head].case:
        return nominative(tagged, start, end, head, case=case)
    first = nominative(tagged, start, head + 1, head, case=case)
    return f"{first} и {nominative(tagged, second, end, second, case=case)}"


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
    if word.lower in ("на", "в") and following[:1].isdigit() and not _is_goods(words, index + 1, ceiling):
        return True
    return word.lower in ("на", "в") and following in NOT_OF_SUBJECT


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
    place, before = clauses.context.locality_at.get(index + 1), clauses.context.locality_at.get(index - 1)
    if place is not None and before is not None and place.kind == before.kind:
        return min(place.last, ceiling)  # «технопарков Шэньяна и Челябинска»
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
