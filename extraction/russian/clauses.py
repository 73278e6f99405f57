"""Who does what in a clause: subjects of verbs, the end of what a verb governs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from extraction.findings import Value
from extraction.russian.context import PostContext
from extraction.russian.dates import DateMention
from extraction.russian.event_names import EventWords
from extraction.russian.offices import is_organization, office_class
from extraction.russian.organizations import LEGAL_FORMS, Side, side_at
from extraction.russian.phrases import cases
from extraction.russian.tagging import Word


@dataclass(slots=True)
class Clauses:
    """The text with all that a clause can hold."""

    context: PostContext
    dates: list[DateMention]
    published_on: date | None
    events: list[EventWords] = field(default_factory=list)


def sides_of(context: PostContext, floor: int, ceiling: int) -> list[Side]:
    """Every person, organization and side named in words [floor, ceiling), left to right, none inside another."""
    found: list[Side] = []
    index = floor
    while index < ceiling:
        side = (
            None
            if index in context.post_words and index not in context.name_at
            else side_at(context, index, ceiling)
        )
        if side is None or side.kind == "territory" and not _stands_alone(context, side):
            index += 1
            continue
        found.append(side)
        index = max(side.last, index + 1)
    return found


def _stands_alone(context: PostContext, side: Side) -> bool:
    return context.tagged.words[side.first].case in ("nomn", "datv", "accs", "ablt", "")


def subjects(context: PostContext, verb: int, floor: int, ceiling: int) -> list[Side]:
    """The sides in the nominative that the verb agrees with: those before it, else those after it."""
    words = context.tagged.words
    plural = "Number=Plur" in words[verb].feats
    before = [s for s in sides_of(context, floor, verb) if is_nominative(context, s)]
    after = [s for s in sides_of(context, verb + 1, ceiling) if is_nominative(context, s)]
    near_after = _run(context, after, verb + 1)
    near_before = _run_back(context, before, verb)
    chosen = (
        near_before
        if near_before
        and (not near_after or _distance(near_before[-1], verb) <= _distance(near_after[0], verb))
        else near_after or near_before
    )
    if not plural and len(chosen) > 1:
        chosen = [min(chosen, key=lambda s: _distance(s, verb))]
    return chosen


def is_nominative(context: PostContext, side: Side) -> bool:
    word = context.tagged.words[side.head]
    name = context.name_at.get(side.first)
    if name is not None:
        return name.case in ("nomn", "") and not _follows_preposition(context, side)
    if _follows_preposition(context, side):
        return False
    if side.head in context.tagged.quotations:
        return True
    if word.text.isupper() and len(word.text) > 1:
        return not _is_governed(context, side)
    if word.case:
        return word.case == "nomn" or word.case == "accs" and "nomn" in cases(word)
    return "nomn" in cases(word)


def _follows_preposition(context: PostContext, side: Side) -> bool:
    return side.first > 0 and context.tagged.words[side.first - 1].pos == "ADP"


def _is_governed(context: PostContext, side: Side) -> bool:
    """«на полях ПМЭФ»: an abbreviation right after a noun is its genitive."""
    before = context.tagged.words[side.first - 1] if side.first else None
    if before is None or before.sentence != context.tagged.words[side.first].sentence:
        return False
    if context.tagged.words[side.first].lower in LEGAL_FORMS:
        # «На полях форума ООО «А» и компания «Б» подписали…», but «гендиректор ООО «А» подписал…»
        return bool(office_class(before)) or is_organization(before) or before.lemma in OF_FIRMS
    is_day = (
        before.index > 0 and context.tagged.words[before.index - 1].text.isdigit()
    )  # «подпишут 12 июня РЖД и…»
    return before.pos == "NOUN" and before.is_word and not before.is_capitalized and not is_day


OF_FIRMS = frozenset({"представитель", "сотрудник", "резидент", "учредитель", "владелец", "акционер", "сторона", "подразделение", "участник",
                      "дочка", "структура", "площадка", "производство", "проект", "делегация", "команда", "имя", "лицо"})  # fmt: skip


def _distance(side: Side, verb: int) -> int:
    return side.first - verb if side.first > verb else verb - side.last


def _run(context: PostContext, found: list[Side], start: int) -> list[Side]:
    """Sides joined by "и" and commas from the first one on."""
    run: list[Side] = []
    for side in found:
        if run and not joined(context, run[-1].last, side.first):
            break
        run.append(side)
    return run


def _run_back(context: PostContext, found: list[Side], verb: int) -> list[Side]:
    run: list[Side] = []
    for side in reversed(found):
        if run and not joined(context, side.last, run[0].first):
            break
        run.insert(0, side)
    return run


def joined(context: PostContext, end: int, start: int) -> bool:
    """Only posts, commas and "и" lie between: two members of one list."""
    between = context.tagged.words[end:start]
    if not any(w.lower in ("и", ",", "а") for w in between):
        return False
    return (
        not any(w.is_finite or w.pos == "ADP" and False or w.text in (".", ";", ":") for w in between)
        and len(between) < 16
    )


def clause_end(context: PostContext, start: int, ceiling: int) -> int:
    """Where what a verb governs ends: the sentence, a semicolon, a colon, ", который", ", чтобы", a gerund."""
    words = context.tagged.words
    index = start
    while index < ceiling:
        if index in context.tagged.quotations:
            index = context.tagged.quotations[index].last + 1
            continue
        word = words[index]
        if (
            word.text in (";", ":", ".", "!", "?", "…", "(", ")", "»")
            or word.text in ("—", "–")
            and index > start + 2
            and not _joins_names(words, index, ceiling)
        ):
            return index
        if word.text == "," and index + 1 < ceiling and _opens_clause(words, index + 1, ceiling):
            return index
        index += 1
    return ceiling


def _joins_names(words: list[Word], dash: int, ceiling: int) -> bool:
    """«поезд Самара — Ташкент»."""
    return dash + 1 < ceiling and words[dash - 1].is_capitalized and words[dash + 1].is_capitalized


def _opens_clause(words: list[Word], index: int, ceiling: int) -> bool:
    word = words[index]
    if word.lower in ("и", "а", "но") and any(
        w.is_finite for w in words[index + 1 : min(index + 5, ceiling)]
    ):
        return True
    if word.lower in (
        "чтобы",
        "что",
        "который",
        "которая",
        "которое",
        "которые",
        "где",
        "когда",
        "если",
        "но",
        "а",
        "однако",
        "поскольку",
        "так",
        "как",
    ):
        return True
    if "VerbForm=Conv" in word.feats:
        return True
    if word.lemma == "который" or word.is_finite or word.is_participle:
        return True
    following = words[index + 1] if index + 1 < ceiling else None
    return following is not None and (following.lemma == "который" or following.is_finite)


def values(found: list[Side], rule: str) -> list[Value[str]]:
    return [Value(s.name, s.span, rule) for s in found]
