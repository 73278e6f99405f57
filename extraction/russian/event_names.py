"""The names of events in Russian: where they begin and end, with number, year, aliases, in the nominative."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction import lexicon, morphology, ordinals
from extraction.findings import Value
from extraction.places import find_place
from extraction.russian.context import PostContext
from extraction.russian.event_name_ends import PAIR
from extraction.russian.localities import adjective_place
from extraction.russian.offices import is_organization
from extraction.russian.phrases import (
    ADJECTIVE_ENDING,
    cases,
    is_ordinal,
    nominative,
    phrase_start,
    tidy,
)
from extraction.russian.tagging import TaggedText, Word

DESCRIPTIVE = frozenset({
    "юбилейный", "очередной", "предстоящий", "этот", "тот", "крупный", "крупнейший", "ежегодный", "традиционный", "следующий",
    "предыдущий", "прошлый", "прошедший", "данный", "новый", "другой", "самый", "весь", "масштабный", "главный", "важный",
    "ключевой", "известный", "знаменитый", "нынешний", "текущий", "минувший", "свой", "наш", "такой", "некий", "один", "первый",
    "будущий", "прошлогодний", "сам", "каждый", "состоявшийся", "проходить", "пройти", "состояться", "завершиться",
    "постковидный", "деловой", "подобный", "ближайший", "последний", "запланировать", "открыться", "мировой", "представительный",
})  # fmt: skip


NEXT = frozenset({"следующий", "будущий", "очередной"})


PREVIOUS = frozenset({"предыдущий", "прошлый", "прошлогодний", "минувший", "прошедший"})


MEETING_BODIES = re.compile(
    r"(?:комисси|комитет|совет|глав|ассамбле|диалог|групп|парламент|конгресс|сообществ)", re.IGNORECASE
)


# Bodies of several states, whose meetings people travel to even where nobody counts them.
INTERSTATE = re.compile(
    r"глав\s+(?:государств|правительств|мид\b)|межправительственн|межгосударственн|министров иностранных дел"
    r"|(?:комисси|комитет|совет|групп)\w*.*\b(?:снг|шос|еаэс|брикс|атэс|одкб|асеан|евразэс)\b|союзного государства"
    r"|^(?:\w+\s){0,2}[а-яё]+[ое]-[а-яё]+(?:ск|цк)(?:ой|ого|их)\s.*(?:комисси|комитет|групп)",
    re.IGNORECASE,
)


SCOPE = re.compile(
    r"(?:международн|всероссийск|межрегиональн|всемирн|национальн|евразийск|общероссийск|глобальн|республиканск)"
)


YEAR_AT_END = re.compile(r"[\s,]*[-–—]?\s*((?:19|20)\d\d)(?=»?$)")


ABBREVIATED = re.compile(r"([A-ZА-ЯЁ][A-Za-zА-ЯЁа-яё]{1,14})(?:[-–—]((?:19|20)\d\d))?$")


BILATERAL = re.compile(
    r"^(?!торгово|социально|научно|финансово|культурно|общественно|военно|промышленно|инвестиционно|аграрно|сельско|учебно|топливно|информационно|морально)"
    r"[а-яё]+(?:о|е)-[а-яё]+(?:ск|цк)(?:ий|ая|ое|ие)$"
)


LONGEST_PARENTHESIS = 14  # words


@dataclass(slots=True)
class EventWords:
    """The words of one event in the text: [first, last) around its head noun."""

    first: int
    head: int
    last: int
    kind: str
    name: Value[str] | None
    number: Value[int] | None
    year: Value[int] | None
    aliases: list[Value[str]]
    order: str
    parenthesis: tuple[int, int] | None
    case: str
    is_plural: bool
    rule: str
    adjective_city: Value[str] | None = None


def head_class(word: Word) -> str:
    """The class of an event noun, "" for other words."""
    heads = lexicon.mapping("event_heads_ru")
    if word.lemma in heads:
        return heads[word.lemma]
    if word.is_noun and (compound := COMPOUND.fullmatch(word.lemma)):
        return heads.get(compound[2], "") or heads.get(compound[1] if compound[2] in FORMATS else "", "")
    return ""


COMPOUND = re.compile(r"(.+)[-–—]([^-–—]+)")  # «молодёжь-форум», «выставка–демонстрация»
FORMATS = frozenset({"демонстрация", "смотр", "практикум", "семинар", "совещание"})


def phrase_first(tagged: TaggedText, head: int, floor: int) -> int:
    """The first word of the phrase; «Харбинской», which the tagger takes for a name, belongs to it."""
    first = phrase_start(tagged, head, floor)
    while first > floor:
        before = tagged.words[first - 1]
        if not (before.pos == "PROPN" and ADJECTIVE_ENDING.search(before.lower)):
            break
        if "-" not in before.text and not _agrees_with(before, tagged.words[first]):
            break
        if not any(str(p.tag.POS) == "ADJF" for p in morphology.parses(before.lower)):
            break
        first = phrase_start(tagged, first - 1, floor)
    return first


def _agrees_with(before: Word, word: Word) -> bool:
    """Both can be adjectives, or adjective and noun, of one case: not a person before «форум»."""
    return before.entity[2:] != "PER" and bool(cases(before) & cases(word)) and before.lower.endswith(
        ("ский", "ская", "ское", "ского", "ской", "скую", "ским", "ском", "скому", "цкий", "цкая", "цкой", "цком", "цкого")
    )  # fmt: skip


def is_descriptive(word: Word) -> bool:
    if word.lemma.endswith("дневный"):
        return True
    if word.lemma in DESCRIPTIVE and not (word.is_capitalized and word.lemma in ("деловой", "мировой")):
        return True
    if ordinals.roman(word.text) or ordinals.figures(word.text) or ordinals.word_ru(word.lemma):
        return True
    return word.text in (",", "и") or word.is_participle and not word.is_capitalized


def edition_number(tagged: TaggedText, first: int, head: int) -> Value[int] | None:
    for index in range(first, head):
        word = tagged.words[index]
        number = ordinals.roman(word.text) if word.text.isupper() or "-" in word.text else None
        rule = "roman_number"
        if number is None and re.match(r"\d{1,3}-?[а-я]", word.lower):
            number, rule = ordinals.figures(word.lower), "number_in_figures"
        if (
            number is None
            and word.text.isdigit()
            and len(word.text) <= 2
            and index + 1 <= head
            and _is_title_like(tagged, index)
        ):
            number, rule = int(word.text), "number_in_figures"
        if number is None:
            before = tagged.words[index - 1].lower if index else ""
            number, rule = ordinals.word_ru(word.lemma, before), "number_in_words"
            named = tagged.words[index + 1 : head + 1]
            if number == 1 and not any(w.is_capitalized or BILATERAL.match(w.lemma) for w in named):
                number = None  # «первый постковидный форум» is no edition number
        if number:
            tens = number > 20 and rule == "number_in_words" and index > 0 and number % 10
            span = tagged.span(index - 1, index + 1) if tens else word.span
            return Value(number, span, rule)
    return None


def _is_title_like(tagged: TaggedText, index: int) -> bool:
    return tagged.words[index + 1].is_capitalized and tagged.words[index + 1].is_adjective


def edition_order(tagged: TaggedText, first: int, head: int) -> str:
    for word in tagged.words[first:head]:
        if word.lemma in PREVIOUS:
            return "previous"
        if word.lemma in NEXT and word.lemma != "очередной":
            return "next"
    return ""


def event_name(
    context: PostContext, first: int, head: int, last: int, kind: str, number: Value[int] | None
) -> tuple[Value[str] | None, Value[int] | None]:
    tagged = context.tagged
    if kind == "event" or _is_rubric(tagged, first, last, number):
        return None, None
    if not _is_named(context, first, head, last, kind, number):
        return None, None
    text = nominative(tagged, first, last, head)
    year = YEAR_AT_END.search(text.rstrip("»"))
    year_value = None
    if year is not None:
        text = YEAR_AT_END.sub("", text) if text.endswith("»") else text[: year.start()]
        if text.count("«") > text.count("»"):
            text += "»"
        text = re.sub(r"[\s–—-]+»$", "»", text)
        year_value = Value(int(year[1]), tagged.span(first, last), "year_in_name")
    return Value(text, tagged.span(first, last), "named_event"), year_value


def _is_rubric(tagged: TaggedText, first: int, last: int, number: Value[int] | None) -> bool:
    """«ВЫСТАВКИ МЕСЯЦА»: a heading in capitals names no event, unless with a number or in quotation marks."""
    words = [w for w in tagged.words[first:last] if w.is_word]
    in_capitals = len(words) > 1 and all(w.text.isupper() for w in words)
    return in_capitals and number is None and (last - 1) not in tagged.closing


def _is_named(
    context: PostContext, first: int, head: int, last: int, kind: str, number: Value[int] | None
) -> bool:
    tagged = context.tagged
    proper = context.proper_adjectives
    head_word = tagged.words[head]
    modifiers = tagged.words[first:head]
    complement = tagged.words[head + 1 : last]
    opens = tagged.bounds[head_word.sentence][0]
    if kind == "meeting":
        body = tagged.quote(head + 1, last) if complement else ""
        named = MEETING_BODIES.search(body) is not None
        is_regular = any(w.lemma == "регулярный" for w in modifiers) or INTERSTATE.search(body) is not None
        return named and (number is not None or is_regular)
    if last > head + 1 and (last - 1) in tagged.closing:
        return _is_named_in_quotes(context, head, last, modifiers)
    if _is_named_by(complement, kind):
        return True
    if head_word.number == "plur" and head_word.lemma not in ("диалог",):
        return False
    if complement and any(w.text.isupper() and len(w.text) > 1 for w in complement[:1]):
        return True
    capitalized = [
        w
        for w in modifiers
        if w.is_capitalized and (w.index != opens or _is_proper_adjective(w) or w.lemma in proper)
    ]
    if capitalized or len(modifiers) > 1 and _opens_name(modifiers[0], opens, head_word):
        return True
    if (
        head_word.is_capitalized
        and head != opens
        and not head_word.text.isupper()
        and (modifiers or complement)
    ):
        return kind not in ("festival",) or bool(complement)
    if kind == "festival" or head_word.lemma in ("неделя", "диалог"):
        return False
    if (
        head == opens
        and kind in ("forum", "congress", "summit")
        and complement
        and complement[0].case == "gent"
        and (
            any(w.is_noun and w.number == "plur" for w in complement)
            or len(complement) > 2
            and any(w.is_capitalized for w in complement)
        )
    ):
        return True  # «Форум речников перенесён»: the capital may be that of the sentence
    if any(BILATERAL.match(w.lemma) for w in modifiers):
        return True
    if number is not None and (modifiers or complement):
        return True
    return any(SCOPE.match(w.lemma) for w in modifiers) and (len(modifiers) > 1 or bool(complement))


def _is_named_by(complement: list[Word], kind: str) -> bool:
    """What follows the head is a name: Latin words, «Россия — Африка», «саммит Шанхайской организации сотрудничества»."""
    if any(w.text[0].isascii() and w.text[0].isalpha() and w.is_capitalized for w in complement):
        return True
    if len(complement) == 3 and complement[1].text in ("—", "–"):
        return True
    if complement and PAIR.fullmatch(complement[0].text):
        return True
    return (
        kind == "summit"
        and bool(complement)
        and complement[0].is_capitalized
        and complement[0].case == "gent"
    )


def _is_named_in_quotes(context: PostContext, head: int, last: int, modifiers: list[Word]) -> bool:
    """«форум «Тайга»»; not «на выставке «Сибэкспоцентра»», which says whose it is, nor a company's name."""
    tagged = context.tagged
    inner = tagged.words[head + 2]
    is_declined = f"{inner.lemma}а" == inner.lower and not inner.lower.endswith("ка")
    is_owner = inner.case == "gent" and inner.lemma != inner.lower or is_declined
    if last == head + 4 and not modifiers and is_owner:
        return False
    return not (tagged.closing[last - 1] == head + 1 and not modifiers and _is_company(context, head + 1))


def _opens_name(word: Word, opens: int, head: Word) -> bool:
    """«Тихоокеанский рыбопромышленный форум, …»: the name of a place opens the sentence."""
    is_place = re.search(r"(?:ск|цк)(?:ий|ая|ое)$", word.lemma) is not None and not GENERIC_ADJECTIVE.match(
        word.lemma
    )
    return word.index == opens and word.is_capitalized and is_place and head.number != "plur"


GENERIC_ADJECTIVE = re.compile(
    r"экономическ|юридическ|практическ|научн|техническ|политическ|педагогическ|медицинск|российск|городск|детск"
)


def _is_company(context: PostContext, opening: int) -> bool:
    """«В рамках форума «ТрансАмурЛес» и корпорация X подписали…»: the text names the company elsewhere."""
    tagged = context.tagged
    inside = tagged.quote(opening + 1, tagged.quotations[opening].last)
    for other, quotation in tagged.quotations.items():
        if other == opening or tagged.quote(other + 1, quotation.last) != inside:
            continue
        before = tagged.words[other - 1] if other else None
        if (
            before is None
            or is_organization(before)
            and not head_class(before)
            or other == tagged.bounds[tagged.words[other].sentence][0]
        ):
            return True
    return False


def _is_proper_adjective(word: Word) -> bool:
    if "-" in word.text and word.text.split("-")[-1][:1].isupper():
        return True
    return bool(adjective_place(word)) or BILATERAL.match(word.lemma) is not None or word.lemma in (
        "петербургский", "восточный", "красноярский", "харбинский", "международный", "всероссийский", "северный", "арктический",
        "сибирский", "уральский", "евразийский", "славянский", "балтийский", "каспийский", "кавказский", "дальневосточный", "приволжский",
        "черноморский", "тихоокеанский", "азиатский", "африканский",
    )  # fmt: skip


def adjective_city(tagged: TaggedText, first: int, head: int) -> Value[str] | None:
    """«Харбинская ярмарка», «каирская выставка» → Харбин, Каир: a city that the name, or the phrase, itself has."""
    for word in tagged.words[first:head]:
        stem = re.sub(r"(?:ск|цк)(?:ий|ая|ое|ие)$", "", word.lemma)
        if stem == word.lemma or "-" in stem or len(stem) < SHORTEST_TOWN:
            continue
        for candidate in (stem, stem + "ь", stem + "а", stem + "и"):
            place = find_place(candidate)
            least = 100_000 if word.is_capitalized else 500_000
            if place is not None and place.kind == "city" and place.population > least:
                return Value(place.name_ru, word.span, "city_in_the_name")
    return None


SHORTEST_TOWN = 4  # letters of the town in an adjective


def number_after(tagged: TaggedText, index: int, ceiling: int) -> Value[int] | None:
    """«ярмарка приграничных товаров, десятая по счёту», «форум «Тайга», уже третий,»."""
    if index + 1 >= ceiling or tagged.words[index].text != ",":
        return None
    for position in range(index + 1, min(index + 4, ceiling)):
        word = tagged.words[position]
        number = (
            ordinals.word_ru(word.lemma, tagged.words[position - 1].lower)
            if word.is_adjective
            else ordinals.figures(word.lower)
            if is_ordinal(word)
            else None
        )
        if number is None:
            if (
                word.lower in ("уже", "юбилейный", "юбилейная", "по", "счёту")
                or word.lower in ordinals.TENS_RU
            ):
                continue
            return None
        after = tagged.words[position + 1 : position + 3]
        counted = [w.lower.replace("ё", "е") for w in after] == ["по", "счету"]
        closes = (
            bool(after) and after[0].text in (",", ".") and word.case in ("nomn", "loct", "gent", "ablt", "")
        )
        already = tagged.words[position - 1].lower == "уже"
        has_tens = number > 20 and number % 10 != 0
        span = tagged.span(position - 1, position + 1) if has_tens else word.span
        return Value(number, span, "number_after_name") if counted or closes and already else None
    return None


def parenthesis_after(tagged: TaggedText, index: int, ceiling: int) -> tuple[int, int] | None:
    """Words [first, last) of a parenthesis that opens right after the name, the marks included."""
    if index >= ceiling or tagged.words[index].text != "(":
        return None
    for end in range(index + 1, min(index + LONGEST_PARENTHESIS, ceiling)):
        if tagged.words[end].text == ")":
            return index, end + 1
    return None


def aliases_in(
    context: PostContext, name: Value[str], parenthesis: tuple[int, int]
) -> tuple[list[Value[str]], Value[int] | None]:
    """Other names in the parenthesis: an abbreviation of the whole name, of its end, or a foreign name."""
    tagged = context.tagged
    first, last = parenthesis[0] + 1, parenthesis[1] - 1
    aliases: list[Value[str]] = []
    year = None
    start = first
    for index in [*range(first, last + 1)]:
        if index < last and tagged.words[index].text not in (",", ";", "–", "—"):
            continue
        if index > start:
            text = tidy(tagged.quote(start, index))
            span = tagged.span(start, index)
            match = ABBREVIATED.match(text)
            if match and match[2]:
                year = Value(int(match[2]), span, "year_in_name")
                text = match[1]
            alias = _alias(name.value, text)
            if alias:
                aliases.append(Value(alias, span, "name_in_parenthesis"))
        start = index + 1
    return aliases, year


def _before_initials(name: str, initials: str) -> str:
    """The words before those that the abbreviation stands for: «саммит» of «саммит Азиатско-Тихоокеанского … (АТЭС)»."""
    words = name.split()
    found = ""
    while words and len(found) < len(initials):
        word = words.pop()
        if word.lower() not in ("и", "по"):
            found = "".join(part[0] for part in word.split("-") if part).upper() + found
    return " ".join(words)


def _alias(name: str, text: str) -> str:
    if text.startswith("«") and text.endswith("»"):
        return text
    words = [w for w in re.findall(r"[^\W\d]+", name) if w.lower() not in ("и", "по", "в", "на")]
    initials = "".join(w[0] for w in words).upper()
    if re.fullmatch(r"[A-ZА-ЯЁ]{2,8}", text):
        if initials.startswith(text[:1]) and (initials == text or text[-1] in "ФСВЯКЭEF"):
            return text
        if initials.endswith(text):
            return f"{_before_initials(name, text)} {text}".lstrip()
        return text if any(c.isascii() for c in text) else ""
    if re.fullmatch(r"[A-Za-z][A-Za-z’'&+\- ]{3,80}", text) and text[0].isupper():
        return text
    return ""
