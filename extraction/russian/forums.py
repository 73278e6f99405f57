"""Events in a Russian text: their names, numbers and what the clause says of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction import lexicon, ordinals, taught
from extraction.findings import Value
from extraction.lexicon import Term
from extraction.places import find_place
from extraction.russian.localities import adjective_place
from extraction.russian.phrases import complement_end, nominative, phrase_start, tidy
from extraction.russian.posts import PostContext, is_organization
from extraction.russian.tagging import TaggedText, Word
from extraction.taught import find_series

LEGAL_FORMS = frozenset({"ооо", "оао", "ао", "пао", "зао", "фгуп", "гуп", "муп", "ано", "нко", "ип"})
NAME_PREPOSITIONS = frozenset({"по"})
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
SCOPE = re.compile(
    r"(?:международн|всероссийск|межрегиональн|всемирн|национальн|евразийск|общероссийск|глобальн|республиканск)"
)
YEAR_AT_END = re.compile(r"[\s,]*[-–—]?\s*((?:19|20)\d\d)(?=»?$)")
ABBREVIATED = re.compile(r"([A-ZА-ЯЁ][A-Za-zА-ЯЁа-яё]{1,14})(?:[-–—]((?:19|20)\d\d))?$")
BILATERAL = re.compile(r"^[а-яё]+(?:о|е)-[а-яё]+(?:ск|цк)(?:ий|ая|ое|ие)$")
LONGEST_LATIN_NAME = 12  # words
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


def find_events(context: PostContext) -> list[EventWords]:
    """Every event of the text, named or meant, in order; none inside another."""
    tagged = context.tagged
    taught_at = _taught_series(tagged)
    found: list[EventWords] = []
    taken = -1
    for index, word in enumerate(tagged.words):
        if index < taken:
            continue
        event = _of_taught(context, index, taught_at) or _event_at(context, index, word)
        if event is not None and event.first >= taken and not _is_inside_event(context, event):
            found.append(event)
            taken = event.last
    return found


def _taught_series(tagged: TaggedText) -> dict[int, tuple[int, Term]]:
    """The first word of each name that curators taught → the word after it, and what it means."""
    found: dict[int, tuple[int, Term]] = {}
    index = 0
    for occurrence in find_series(tagged.folded, "ru"):
        while index < len(tagged.words) and tagged.words[index].start < occurrence.span.start:
            index += 1
        last = index
        while last < len(tagged.words) and tagged.words[last].start < occurrence.span.end:
            last += 1
        if last > index:
            found[index] = (last, occurrence.term)
    return found


def _of_taught(context: PostContext, index: int, taught_at: dict[int, tuple[int, Term]]) -> EventWords | None:
    if index not in taught_at:
        return None
    tagged = context.tagged
    last, term = taught_at[index]
    word = tagged.words[index]
    floor, ceiling = tagged.bounds[word.sentence]
    first = phrase_start(tagged, index, floor)
    number = _number(tagged, first, index)
    order = _order(tagged, first, index)
    name = Value(term.written, tagged.span(index, last), taught.RULE)
    joined = YEAR_AT_END.search(tagged.words[last - 1].text)
    year = Value(int(joined[1]), name.span, "year_in_name") if joined else None
    # The mark that closes «Амурская осень» belongs to the words of the event, not to its name.
    end = last + 1 if last in tagged.closing and tagged.closing[last] == index - 1 else last
    start = first if number is not None or order else index
    return EventWords(
        start, index, end, term.detail or "event", name, number, year, [], order, _parenthesis(tagged, end, ceiling), word.case, False, taught.RULE,
    )  # fmt: skip


def _is_inside_event(context: PostContext, event: EventWords) -> bool:
    """«Фестиваль «Амурская ярмарка идей»»: the title of another event."""
    tagged = context.tagged
    for opening in range(event.first - 1, max(-1, event.first - 8), -1):
        quotation = tagged.quotations.get(opening)
        if quotation is not None and quotation.last >= event.head:
            return opening > 0 and head_class(tagged.words[opening - 1]) not in ("", "none")
    return False


def _event_at(context: PostContext, index: int, word: Word) -> EventWords | None:
    kind = head_class(word)
    if kind and kind != "none":
        return _headed(context, index, kind)
    return (
        _known_series(context, index, word)
        or _latin_event(context, index, word)
        or _pronoun(context, index, word)
    )


def head_class(word: Word) -> str:
    """The class of an event noun, "" for other words."""
    heads = lexicon.mapping("event_heads_ru")
    if word.lemma in heads:
        return heads[word.lemma]
    if word.is_noun and "-" in word.lemma:
        return heads.get(word.lemma.rsplit("-", 1)[-1], "")
    return ""


def _headed(context: PostContext, head: int, kind: str) -> EventWords | None:
    tagged = context.tagged
    word = tagged.words[head]
    floor, ceiling = tagged.bounds[word.sentence]
    start = _phrase_floor(context, head, floor)
    first = phrase_start(tagged, head, start)
    number = _number(tagged, first, head)
    order = _order(tagged, first, head)
    name_first = first
    while name_first < head and _is_descriptive(tagged.words[name_first]):
        name_first += 1
    last = _name_end(context, head, ceiling, kind)
    name, year = _name(context, name_first, head, last, kind, number)
    if name is None and word.lemma in ("неделя", "диалог", "фестиваль", "встреча", "собрание"):
        return None
    if name is None and (kind == "meeting" and not (number or order) or word.number == "plur"):
        return None
    if name is None:
        last = head + 1
    parenthesis = _parenthesis(tagged, last, ceiling)
    aliases: list[Value[str]] = []
    if name is not None and parenthesis is not None:
        aliases, alias_year = _aliases(context, name, parenthesis)
        year = year or alias_year
    if name is not None:
        last_used = parenthesis[1] if parenthesis else last
    else:
        last_used, parenthesis = last, None
    rule = "named_event" if name is not None else "event_meant"
    return EventWords(
        first, head, last_used, kind, name, number, year, aliases, order, parenthesis, word.case,
        word.number == "plur", rule, _adjective_city(tagged, name_first, head) if name else None,
    )  # fmt: skip


def _phrase_floor(context: PostContext, head: int, floor: int) -> int:
    """An event inside quotation marks begins after the mark."""
    for opening in range(head - 1, max(floor, head - 8) - 1, -1):
        if opening in context.tagged.quotations and context.tagged.quotations[opening].last > head:
            return opening + 1
    return floor


def _is_descriptive(word: Word) -> bool:
    if word.lemma.endswith("дневный"):
        return True
    if word.lemma in DESCRIPTIVE and not (word.is_capitalized and word.lemma in ("деловой", "мировой")):
        return True
    if ordinals.roman(word.text) or ordinals.figures(word.text) or ordinals.word_ru(word.lemma):
        return True
    return word.text in (",", "и") or word.is_participle and not word.is_capitalized


def _number(tagged: TaggedText, first: int, head: int) -> Value[int] | None:
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
            return Value(number, word.span, rule)
    return None


def _is_title_like(tagged: TaggedText, index: int) -> bool:
    return tagged.words[index + 1].is_capitalized and tagged.words[index + 1].is_adjective


def _order(tagged: TaggedText, first: int, head: int) -> str:
    for word in tagged.words[first:head]:
        if word.lemma in PREVIOUS:
            return "previous"
        if word.lemma in NEXT and word.lemma != "очередной":
            return "next"
    return ""


def _name_end(context: PostContext, head: int, ceiling: int, kind: str) -> int:
    tagged = context.tagged
    latin = _latin_end(tagged, head + 1, ceiling)
    if latin > head + 1:
        return latin
    end = complement_end(tagged, head, ceiling, NAME_PREPOSITIONS, names=False)
    sessions = lexicon.mapping("session_heads_ru") if kind != "meeting" else {}
    for index in range(head + 1, end):
        if tagged.words[index].lower in LEGAL_FORMS:
            end = index  # «На форуме ООО «Семена» подписало…»
            break
        if tagged.words[index].lemma in sessions and sessions[tagged.words[index].lemma] != "none":
            end = phrase_start(tagged, index, head + 1)
            break
    if end in tagged.quotations:
        return tagged.quotations[end].last + 1
    if end == head + 1 and end + 2 < ceiling and tagged.words[end + 1].text in ("—", "–"):
        sides = (tagged.words[end], tagged.words[end + 2])
        if all(w.is_capitalized and w.is_noun for w in sides):
            return end + 3  # «ярмарка Китай — АСЕАН»
    return _latin_end(tagged, end, ceiling)


def _latin_end(tagged: TaggedText, index: int, ceiling: int) -> int:
    """«ITMA ASIA + CITME 2016», «Expo Real»: capitalized Latin words after the head."""
    start = index
    ceiling = min(ceiling, index + LONGEST_LATIN_NAME)
    while index < ceiling:
        word = tagged.words[index]
        is_latin = (
            word.text[0].isascii() and word.text[0].isalpha() and (word.is_capitalized or index > start)
        )
        is_joined = word.text in ("+", "&") and index > start
        is_year = re.fullmatch(r"(?:19|20)\d\d", word.text) is not None and index > start
        if not (is_latin or is_joined or is_year):
            break
        index += 1
    return index


def _name(
    context: PostContext, first: int, head: int, last: int, kind: str, number: Value[int] | None
) -> tuple[Value[str] | None, Value[int] | None]:
    tagged = context.tagged
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


def _is_named(
    context: PostContext, first: int, head: int, last: int, kind: str, number: Value[int] | None
) -> bool:
    tagged = context.tagged
    proper = context.proper_adjectives
    head_word = tagged.words[head]
    modifiers = tagged.words[first:head]
    complement = tagged.words[head + 1 : last]
    opens = tagged.bounds[head_word.sentence][0]
    if kind == "event":
        return False
    if kind == "meeting":
        named = bool(complement) and MEETING_BODIES.search(tagged.quote(head + 1, last)) is not None
        is_regular = any(w.lemma == "регулярный" for w in modifiers)
        return named and (number is not None or is_regular)
    if last > head + 1 and (last - 1) in tagged.closing:
        return not (tagged.closing[last - 1] == head + 1 and not modifiers and _is_company(context, head + 1))
    if any(w.text[0].isascii() and w.text[0].isalpha() and w.is_capitalized for w in complement):
        return True
    if len(complement) == 3 and complement[1].text in ("—", "–"):
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
    if capitalized:
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
        and any(w.is_noun and w.number == "plur" for w in complement)
    ):
        return True  # «Форум речников перенесён»: the capital may be that of the sentence
    if any(BILATERAL.match(w.lemma) for w in modifiers):
        return True
    if number is not None and (modifiers or complement):
        return True
    return any(SCOPE.match(w.lemma) for w in modifiers) and (len(modifiers) > 1 or bool(complement))


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
        "петербургский", "восточный", "красноярский", "харбинский", "международный", "всероссийский"
    )  # fmt: skip


def _adjective_city(tagged: TaggedText, first: int, head: int) -> Value[str] | None:
    """«Харбинская ярмарка» → Харбин: a city that the name itself has."""
    for word in tagged.words[first:head]:
        stem = re.sub(r"(?:ск|цк)(?:ий|ая|ое|ие)$", "", word.lemma)
        if stem == word.lemma or not word.is_capitalized or "-" in stem:
            continue
        for candidate in (stem, stem + "ь", stem + "а", stem + "и"):
            place = find_place(candidate)
            if place is not None and place.kind == "city" and place.population > 100_000:
                return Value(place.name_ru, word.span, "city_in_the_name")
    return None


def _parenthesis(tagged: TaggedText, index: int, ceiling: int) -> tuple[int, int] | None:
    """Words [first, last) of a parenthesis that opens right after the name, the marks included."""
    if index >= ceiling or tagged.words[index].text != "(":
        return None
    for end in range(index + 1, min(index + LONGEST_PARENTHESIS, ceiling)):
        if tagged.words[end].text == ")":
            return index, end + 1
    return None


def _aliases(
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


def _alias(name: str, text: str) -> str:
    if text.startswith("«") and text.endswith("»"):
        return text
    words = [w for w in re.findall(r"[^\W\d]+", name) if w.lower() not in ("и", "по", "в", "на")]
    initials = "".join(w[0] for w in words).upper()
    if re.fullmatch(r"[A-ZА-ЯЁ]{2,8}", text):
        if initials.startswith(text[:1]) and (initials == text or text[-1] in "ФСВЯКЭEF"):
            return text
        if initials.endswith(text):
            kept = re.split(r"\s+", name)
            count = len(text)
            content = [i for i, w in enumerate(kept) if w.lower() not in ("и", "по")]
            return " ".join([*kept[: content[-count]], text])
        return text if any(c.isascii() for c in text) else ""
    if re.fullmatch(r"[A-Za-z][A-Za-z’'&+\- ]{3,80}", text) and text[0].isupper():
        return text
    return ""


def _known_series(context: PostContext, index: int, word: Word) -> EventWords | None:
    """An event named by its abbreviation alone: «ВЭФ», «ПМЭФ-2023», «CIIE»."""
    tagged = context.tagged
    if not word.is_capitalized:
        return None
    series = _series_by_abbreviation()
    last = index + 1
    text = word.text
    two = tagged.quote(index, index + 2) if index + 1 < len(tagged.words) else ""
    if two in series:
        text, last = two, index + 2
    match = ABBREVIATED.match(text)
    name = series.get(match[1]) if match else series.get(text)
    if name is None:
        return None
    floor = tagged.bounds[word.sentence][0]
    span = tagged.span(index, last)
    year = Value(int(match[2]), span, "year_in_name") if match and match[2] else None
    first = phrase_start(tagged, index, floor)
    number = _number(tagged, first, index)
    order = _order(tagged, first, index)
    printed = match[1] if match else text
    return EventWords(
        index if number is None and not order else first, index, last, name[1], Value(printed, span, "known_series"), number,
        year, [], order, _parenthesis(tagged, last, tagged.bounds[word.sentence][1]), word.case, False, "known_series",
    )  # fmt: skip


LATIN_HEADS = {
    "forum": "forum", "expo": "exhibition", "fair": "fair", "summit": "summit", "week": "forum", "congress": "congress",
    "conference": "conference", "exhibition": "exhibition", "show": "exhibition", "convention": "congress",
}  # fmt: skip


def _latin_event(context: PostContext, index: int, word: Word) -> EventWords | None:
    """«Vietnam Wood Forum», «Watrex Expo»: a Latin name that ends in the word for its kind."""
    tagged = context.tagged
    if not (word.text[0].isascii() and word.text[0].isalpha() and word.is_capitalized):
        return None
    ceiling = tagged.bounds[word.sentence][1]
    last = _latin_end(tagged, index, ceiling)
    kinds = [(i, LATIN_HEADS[w]) for i in range(index, last) if (w := tagged.words[i].lower) in LATIN_HEADS]
    if last - index < 2 or not kinds or kinds[-1][0] == index:
        return None
    name, year = _name(context, index, kinds[-1][0], last, "forum", None)
    if name is None:
        name = Value(tidy(tagged.quote(index, last)), tagged.span(index, last), "latin_event")
    text = YEAR_AT_END.sub("", tidy(tagged.quote(index, last)))
    floor = tagged.bounds[word.sentence][0]
    case = "nomn" if index == floor or tagged.words[index - 1].pos != "ADP" else "loct"
    return EventWords(
        index, kinds[-1][0], last, kinds[-1][1], Value(text, name.span, "latin_event"), None, year, [], "",
        _parenthesis(tagged, last, ceiling), case, False, "latin_event",
    )  # fmt: skip


def _pronoun(context: PostContext, index: int, word: Word) -> EventWords | None:
    """«Он пройдёт 23–25 апреля», «на нём»: the event spoken of just before, not a person."""
    if word.lower not in ("он", "она", "оно", "нём", "нем", "ней"):
        return None
    tagged = context.tagged
    floor, ceiling = tagged.bounds[word.sentence]
    if word.lower in ("нём", "нем", "ней"):
        if index == floor or tagged.words[index - 1].lower not in ("на", "в"):
            return None
        case = "loct"
    else:
        verbs = [w for w in tagged.words[index + 1 : min(index + 4, ceiling)] if w.is_finite]
        if not verbs or lexicon.mapping("event_verbs_ru").get(verbs[0].lemma) not in (
            "occur",
            "begin",
            "end",
            "plan",
            "postpone",
            "cancel",
        ):
            return None
        case = "nomn"
    return EventWords(
        index, index, index + 1, "event", None, None, None, [], "", None, case, False, "pronoun"
    )


def _series_by_abbreviation() -> dict[str, tuple[str, str]]:
    return {
        abbreviation: (row[0], row[2])
        for row in lexicon.table("series")
        if len(row) > 2
        for abbreviation in row[1].split(";")
        if abbreviation
    }


def full_series(abbreviation: str) -> str:
    return _series_by_abbreviation().get(abbreviation, ("", ""))[0]
