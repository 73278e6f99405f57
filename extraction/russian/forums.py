"""Events in a Russian text: their names, numbers and what the clause says of them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from extraction import lexicon, taught
from extraction.findings import Value
from extraction.lexicon import Term
from extraction.russian.context import PostContext
from extraction.russian.event_ellipsis import first_edition, pronoun, with_ellipses
from extraction.russian.event_name_ends import latin_end, name_end
from extraction.russian.event_names import (
    ABBREVIATED,
    YEAR_AT_END,
    EventWords,
    adjective_city,
    aliases_in,
    edition_number,
    edition_order,
    event_name,
    head_class,
    is_descriptive,
    number_after,
    parenthesis_after,
    phrase_first,
)
from extraction.russian.phrases import ADJECTIVE_ENDING, complement_end, nominative, phrase_start, tidy
from extraction.russian.tagging import CASES, TaggedText, Word, possible_cases
from extraction.taught import find_series


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
            several = _several(context, event)
            found += several
            taken = several[-1].last
    return with_ellipses(context, found)


def _several(context: PostContext, event: EventWords) -> list[EventWords]:
    """«выставки «Кедр» и «Тайга»»: one event for each name in quotation marks."""
    tagged = context.tagged
    opening = event.head + 1
    if (
        not event.is_plural
        or event.name is None
        or opening not in tagged.quotations
        or event.first != event.head
    ):
        return [event]
    ceiling = tagged.bounds[tagged.words[event.head].sentence][1]
    found: list[EventWords] = []
    head = nominative(tagged, event.head, event.head + 1, event.head, number="sing")
    start = event.head
    while opening in tagged.quotations:
        last = tagged.quotations[opening].last + 1
        name = Value(f"{head} {tidy(tagged.quote(opening, last))}", tagged.span(opening, last), "named_event")
        found.append(
            replace(
                event,
                first=start,
                head=event.head if not found else opening,
                last=last,
                name=name,
                is_plural=False,
            )
        )
        opening = last + 1 if last < ceiling and tagged.words[last].lower in ("и", ",") else last
        start = opening
    return found if len(found) > 1 else [event]


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
    number = edition_number(tagged, first, index)
    order = edition_order(tagged, first, index)
    name = Value(term.written, tagged.span(index, last), taught.RULE)
    joined = YEAR_AT_END.search(tagged.words[last - 1].text)
    year = Value(int(joined[1]), name.span, "year_in_name") if joined else None
    # The mark that closes «Амурская осень» belongs to the words of the event, not to its name.
    end = last + 1 if last in tagged.closing and tagged.closing[last] == index - 1 else last
    start = first if number is not None or order else index
    return EventWords(
        start, index, end, term.detail or "event", name, number, year, [], order, parenthesis_after(tagged, end, ceiling), word.case, False, taught.RULE,
    )  # fmt: skip


def _is_inside_event(context: PostContext, event: EventWords) -> bool:
    """«Фестиваль «Амурская ярмарка идей»»: the title of another event."""
    tagged = context.tagged
    for opening in range(event.first - 1, max(-1, event.first - 8), -1):
        quotation = tagged.quotations.get(opening)
        if quotation is not None and quotation.last >= event.head:
            if event.number is not None and event.first == opening + 1:
                return False  # «выставка «IV Российско-Китайское ЭКСПО»»
            return opening > 0 and head_class(tagged.words[opening - 1]) not in ("", "none")
    return False


def _event_at(context: PostContext, index: int, word: Word) -> EventWords | None:
    kind = head_class(word)
    if kind and kind != "none":
        return _headed(context, index, kind)
    return (
        _known_series(context, index, word)
        or _latin_event(context, index, word)
        or pronoun(context, index, word)
    )


def _headed(context: PostContext, head: int, kind: str) -> EventWords | None:
    tagged = context.tagged
    word = tagged.words[head]
    floor, ceiling = tagged.bounds[word.sentence]
    start = _phrase_floor(context, head, floor)
    _set_case_of_indeclinable(tagged, head, floor)
    first = phrase_first(tagged, head, start)
    number = edition_number(tagged, first, head)
    order = edition_order(tagged, first, head)
    if not order and kind == "meeting":
        order = _order_of_regular(tagged, first, head, ceiling)
    name_first = first
    while name_first < head and is_descriptive(tagged.words[name_first]):
        name_first += 1
    if (
        _is_body(tagged, head, first)
        or _is_only_kind(tagged, head, ceiling)
        or kind == "event"
        and _is_of_another(tagged, head, ceiling)
    ):
        return None
    last = name_end(context, head, ceiling, kind)
    name, year = event_name(context, name_first, head, last, kind, number)
    twin = _twin(context, head, ceiling)
    if twin is not None:
        name, last = _name_of_both(context, name_first, head, *twin)
    if number is None and head > first and (name is None or last > head + 1):
        number = first_edition(tagged.words[head - 1])
    if (
        name is None
        and kind in ("exhibition", "fair")
        and not order
        and _tells_what_is_shown(context, name_first, head, ceiling)
    ):
        last = complement_end(tagged, head, ceiling, names=False)
        name = Value(
            nominative(tagged, name_first, last, head), tagged.span(name_first, last), "described_event"
        )
    if name is None and word.lemma in ("неделя", "диалог", "фестиваль", "встреча", "собрание"):
        return None
    is_bare_meeting = kind == "meeting" and not (number or order) and not _meets(tagged, head, ceiling)
    if name is None and (is_bare_meeting or word.number == "plur"):
        return None
    if name is None:
        last = head + 1
    year_said = year_after(tagged, last, ceiling)
    if year_said is not None:
        year, last = year or year_said[0], year_said[1]
    number = number or (number_after(tagged, last, ceiling) if name is not None else None)
    parenthesis = parenthesis_after(tagged, last, ceiling)
    aliases: list[Value[str]] = []
    if name is not None and parenthesis is not None:
        aliases, alias_year = aliases_in(context, name, parenthesis)
        year = year or alias_year
    if name is not None:
        last_used = parenthesis[1] if parenthesis else last
    else:
        parenthesis = parenthesis if number is not None else None
        last_used = last
    if name is None and _is_another(context, first, head):
        return None
    rule = "named_event" if name is not None else "event_meant"
    return EventWords(
        first, head, last_used, kind, name, number, year, aliases, order, parenthesis, word.case,
        word.number == "plur", rule, adjective_city(tagged, name_first, head) if name else None,
    )  # fmt: skip


def _is_only_kind(tagged: TaggedText, head: int, ceiling: int) -> bool:
    """«выставки «IV Российско-Китайское ЭКСПО»»: the numbered name stands inside the marks."""
    opening = head + 1
    if opening >= ceiling or opening not in tagged.quotations:
        return False
    inside = tagged.words[opening + 1 : tagged.quotations[opening].last]
    return (
        bool(inside)
        and edition_number(tagged, inside[0].index, inside[0].index + 1) is not None
        and any(head_class(w) not in ("", "none") for w in inside)
    )


LEAST_SHOWN = 3  # words that say what an exhibition without a name shows


def _tells_what_is_shown(context: PostContext, first: int, head: int, ceiling: int) -> bool:
    """«Выставка инновационных разработок и промышленной продукции открылась в Минске»: it takes place, in a town."""
    tagged = context.tagged
    words = tagged.words
    last = complement_end(tagged, head, ceiling, names=False)
    if last - head - 1 < LEAST_SHOWN or words[head].number == "plur" or words[head].case not in ("nomn", ""):
        return False
    if any(w.index in context.name_at for w in words[head:last]):
        return False
    near = [
        *words[max(tagged.bounds[words[head].sentence][0], first - 3) : first],
        *words[last : min(last + 3, ceiling)],
    ]
    verb = next((w for w in near if w.is_finite and w.lemma in TAKES_PLACE), None)
    floor = tagged.bounds[words[head].sentence][0]
    return verb is not None and any(
        place.kind == "city" and floor <= place.first < ceiling and words[place.first - 1].pos == "ADP"
        for place in context.localities
    )


TAKES_PLACE = frozenset(
    {"пройти", "проходить", "состояться", "открыться", "открываться", "начаться", "завершиться", "стартовать"}
)


def _is_body(tagged: TaggedText, head: int, first: int) -> bool:
    """«Межпарламентская ассамблея» is an organization."""
    modifiers = {w.lemma for w in tagged.words[first:head]}
    return tagged.words[head].lemma == "ассамблея" and bool(
        modifiers & {"межпарламентский", "парламентский", "генеральный"}
    )


def _is_of_another(tagged: TaggedText, head: int, ceiling: int) -> bool:
    """«главное событие второго дня форума», «мероприятия форума»: a part of the event named after it."""
    following = tagged.words[head + 1] if head + 1 < ceiling else None
    is_of_time = following is not None and following.lemma in ("год", "сезон", "месяц", "неделя", "день")
    return not is_of_time and complement_end(tagged, head, ceiling, names=False) > head + 1


def _twin(context: PostContext, head: int, ceiling: int) -> tuple[int, int] | None:
    """«форум и выставка «100+ TechnoBuild»»: the head of the second noun, and where the name of both ends."""
    tagged = context.tagged
    words = tagged.words
    if head + 2 >= ceiling or words[head + 1].lower != "и" or words[head].number == "plur":
        return None
    second = head + 2
    if words[second].is_adjective and not words[second].is_capitalized:
        second += 1
    if second + 1 >= ceiling or head_class(words[second]) in (
        "",
        "none",
        "event",
        "meeting",
        head_class(words[head]),
    ):
        return None
    last = name_end(context, second, ceiling, head_class(words[second]))
    is_named = last > second + 1 and ((last - 1) in tagged.closing or words[last - 1].text[0].isascii())
    return (second, last) if is_named else None


def _name_of_both(
    context: PostContext, first: int, head: int, second: int, last: int
) -> tuple[Value[str], int]:
    tagged = context.tagged
    start = phrase_start(tagged, second, head + 2)
    text = f"{nominative(tagged, first, head + 1, head)} и {nominative(tagged, start, last, second)}"
    return Value(text, tagged.span(first, last), "named_event"), last


def year_after(tagged: TaggedText, index: int, ceiling: int) -> tuple[Value[int], int] | None:
    """«форум-2024», «Культурный форум 2020 отменён»: the year that goes with the name, and the word after it."""
    words = tagged.words
    if index >= ceiling:
        return None
    dash = (
        words[index].text in ("-", "–", "—")
        and index + 1 < ceiling
        and words[index].end == words[index + 1].start
    )
    position = index + 1 if dash else index
    if YEAR.fullmatch(words[position].text) is None:
        return None
    if position + 1 < ceiling and words[position + 1].lower in (
        "г",
        "год",
        "года",
        "году",
        "гг",
        "годов",
        "-",
        "–",
        "—",
    ):
        return None
    return Value(int(words[position].text), words[position].span, "year_in_name"), position + 1


YEAR = re.compile(r"(?:19|20)\d\d")


def _order_of_regular(tagged: TaggedText, first: int, head: int, ceiling: int) -> str:
    """«Очередное заседание состоится в Манаме» is the next one; «очередное заседание прошло» is the one at hand."""
    if not any(w.lemma == "очередной" for w in tagged.words[first:head]):
        return ""
    verb = next((w for w in tagged.words[head + 1 : min(head + 6, ceiling)] if w.is_finite), None)
    is_ahead = verb is not None and (
        "Tense=Fut" in verb.feats
        or verb.lower in ("состоится", "пройдёт", "пройдет")
        or lexicon.mapping("event_verbs_ru").get(verb.lemma) == "plan"
    )
    return "next" if is_ahead else ""


def _set_case_of_indeclinable(tagged: TaggedText, head: int, floor: int) -> None:
    """«на двадцатом Западно-Китайском экспо»: the case is that of the adjective before."""
    word = tagged.words[head]
    before = tagged.words[head - 1] if head > floor else None
    if (
        before is not None
        and (before.is_adjective or before.pos == "PROPN" and ADJECTIVE_ENDING.search(before.lower))
        and before.case
        and len(possible_cases(word.lower)) == len(CASES)
    ):
        word.case = before.case


def _meets(tagged: TaggedText, head: int, ceiling: int) -> bool:
    """«Заседание прошло в среду и четверг в Улан-Баторе»: the one that the text names."""
    opens = head == tagged.bounds[tagged.words[head].sentence][0]
    following = tagged.words[head + 1] if head + 1 < ceiling else None
    took_place = following is not None and following.lemma in (
        "пройти",
        "состояться",
        "проходить",
        "завершиться",
    )
    return opens and took_place and tagged.words[head].lemma in ("заседание", "сессия")


def _is_another(context: PostContext, first: int, head: int) -> bool:
    """«на деловом форуме в Тебризе», «тебризский форум»: not the event that the text tells of, and without a name."""
    modifiers = [w for w in context.tagged.words[first:head] if w.is_adjective and not is_descriptive(w)]
    town = adjective_city(context.tagged, first, head)
    after = context.locality_at.get(head + 2)
    is_business = any(w.lemma == "деловой" for w in context.tagged.words[first:head])
    is_elsewhere = after is not None and context.tagged.words[head + 1].lower in ("в", "во")
    return town is not None and bool(modifiers) or is_business and is_elsewhere


def _phrase_floor(context: PostContext, head: int, floor: int) -> int:
    """An event inside quotation marks begins after the mark."""
    for opening in range(head - 1, max(floor, head - 8) - 1, -1):
        if opening in context.tagged.quotations and context.tagged.quotations[opening].last > head:
            return opening + 1
    return floor


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
    if text.istitle() and text not in series and (whole := DECLINED.sub("", text)) in series:
        text = whole  # «на «Иннопроме»»
    match = ABBREVIATED.match(text)
    name = series.get(match[1]) if match else series.get(text)
    if name is None:
        return None
    floor, ceiling = tagged.bounds[word.sentence]
    year_said = year_after(tagged, last, ceiling)
    if year_said is not None:
        last = year_said[1]
    span = tagged.span(index, last)
    year = Value(int(match[2]), span, "year_in_name") if match and match[2] else None
    year = year_said[0] if year_said is not None else year
    base = (
        index - 1 if index - 1 in tagged.quotations and tagged.quotations[index - 1].last == last else index
    )
    first = phrase_start(tagged, base, floor)  # «Первый выездной «Иннопром»»
    number = edition_number(tagged, first, index)
    order = edition_order(tagged, first, index)
    printed = match[1] if match else text
    return EventWords(
        index if number is None and not order else first, index, last, name[1], Value(printed, span, "known_series"), number,
        year, [], order, parenthesis_after(tagged, last, ceiling), _case_of_abbreviation(tagged, first, word), False, "known_series",
    )  # fmt: skip


def _case_of_abbreviation(tagged: TaggedText, first: int, word: Word) -> str:
    """«ВЭФ» declines nowhere: the case is that of its place in the sentence."""
    before = tagged.words[first - 1] if first > tagged.bounds[word.sentence][0] else None
    if not word.text.isupper() or before is not None and (before.is_noun or before.is_adjective):
        return word.case
    if before is not None and before.pos == "ADP":
        return word.case if word.case not in ("nomn", "") else "loct"
    return "nomn"


DECLINED = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])(?:а|у|ом|е)$")


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
    last = latin_end(tagged, index, ceiling)
    kinds = [(i, LATIN_HEADS[w]) for i in range(index, last) if (w := tagged.words[i].lower) in LATIN_HEADS]
    if last - index < 2 or not kinds or kinds[-1][0] == index:
        return None
    name, year = event_name(context, index, kinds[-1][0], last, "forum", None)
    if name is None:
        name = Value(tidy(tagged.quote(index, last)), tagged.span(index, last), "latin_event")
    text = YEAR_AT_END.sub("", tidy(tagged.quote(index, last)))
    floor = tagged.bounds[word.sentence][0]
    case = "nomn" if index == floor or tagged.words[index - 1].pos != "ADP" else "loct"
    return EventWords(
        index, kinds[-1][0], last, kinds[-1][1], Value(text, name.span, "latin_event"), None, year, [], "",
        parenthesis_after(tagged, last, ceiling), case, False, "latin_event",
    )  # fmt: skip


@lru_cache(maxsize=1)
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
