"""Parts of a programme told in lists: under a heading, by number, by a title that somebody leads."""

from __future__ import annotations

from functools import lru_cache

from extraction import lexicon, morphology, ordinals
from extraction.findings import Value
from extraction.mentions import SessionMention
from extraction.russian.clauses import Clauses
from extraction.russian.phrases import tidy
from extraction.russian.tagging import Word


def listed_sessions(clauses: Clauses, mentions: list[SessionMention]) -> list[SessionMention]:
    """«Параллельные секции:» and under it lines that begin with a title: «— «Туризм на селе», ведущая X»."""
    tagged = clauses.context.tagged
    known = {m.title.span for m in mentions if m.title is not None}
    found: list[SessionMention] = []
    kind = ""
    for index, (first, last) in enumerate(tagged.bounds):
        words = tagged.words[first:last]
        head = next(
            (
                w
                for w in words
                if w.is_noun and w.lemma in ("секция", "сессия", "стол", "панель", "дискуссия", "площадка")
            ),
            None,
        )
        if head is not None and words[-1].text == ":" and may_be_plural(head):
            kind = "session"
            continue
        opening = next((i for i in range(first, min(first + 4, last)) if i in tagged.quotations), None)
        before = tagged.words[first:opening] if opening is not None else []
        if not kind or opening is None or any(w.is_word for w in before):
            kind = (
                ""
                if kind and tagged.sentences[index].paragraph != tagged.sentences[index - 1].paragraph
                else kind
            )
            continue
        span = tagged.span(opening + 1, tagged.quotations[opening].last)
        if span not in known:
            title = Value(
                tidy(tagged.quote(opening + 1, tagged.quotations[opening].last)), span, "title_in_list"
            )
            found.append(SessionMention(span, index, kind, title, rule="listed_session"))
    return found


def led_titles(clauses: Clauses, mentions: list[SessionMention]) -> list[SessionMention]:
    """«Мясо, шерсть, кашемир» модерировала министр X»: a title alone that somebody leads."""
    tagged = clauses.context.tagged
    known = {m.title.span for m in mentions if m.title is not None}
    in_events = {i for e in clauses.events if e.name is not None for i in range(e.first, e.last)}
    found = []
    for opening, quotation in tagged.quotations.items():
        floor, ceiling = tagged.bounds[tagged.words[opening].sentence]
        if quotation.last + 2 >= ceiling:
            continue
        verb = tagged.words[quotation.last + 1]
        if (
            verb.text == ","
            and quotation.last + 3 < ceiling
            and tagged.words[quotation.last + 2].lower in ("её", "ее", "его")
        ):
            verb = tagged.words[quotation.last + 3]  # «…, её проведёт ректор X»
            leads_it = verb.lemma in ("модерировать", "вести", "провести") and verb.is_finite
        else:
            leads_it = opening == floor and verb.lemma in ("модерировать", "вести") and verb.is_finite
        if not leads_it or opening in in_events:
            continue
        span = tagged.span(opening + 1, quotation.last)
        if span not in known and clauses.context.names_in(quotation.last + 2, ceiling):
            title = Value(tidy(tagged.quote(opening + 1, quotation.last)), span, "title_led")
            found.append(SessionMention(span, verb.sentence, "session", title, rule="titled_session"))
    return found


FARTHEST_SECTIONS = 3  # sentences back to «в двух секциях»


def counted_titles(clauses: Clauses, mentions: list[SessionMention]) -> list[SessionMention]:
    """«Работали две секции. На первой, «Животноводство», … Вторую, «Цифровое поле», модерировал X»."""
    tagged = clauses.context.tagged
    known = {m.title.span for m in mentions if m.title is not None}
    found = []
    for opening, quotation in tagged.quotations.items():
        before = tagged.words[max(0, opening - 2) : opening]
        if len(before) < 2 or before[1].text not in (",", "—", "–"):
            continue
        sentence = tagged.words[opening].sentence
        start = tagged.bounds[max(0, sentence - FARTHEST_SECTIONS)][0]
        heads = [
            w
            for w in tagged.words[start:opening]
            if w.is_noun and (row := session_row(w)) and row[1] == "session"
        ]
        span = tagged.span(opening + 1, quotation.last)
        is_counted = ordinals.word_ru(before[0].lemma) is not None or before[0].lemma in (
            "другой",
            "последний",
        )
        if is_counted and any(may_be_plural(w) for w in heads) and span not in known:
            title = Value(tidy(tagged.quote(opening + 1, quotation.last)), span, "title_counted")
            found.append(SessionMention(span, sentence, "session", title, rule="titled_session"))
    return found


@lru_cache(maxsize=1)
def session_rows() -> dict[str, lexicon.Row]:
    return {row[0]: row for row in lexicon.table("session_heads_ru")}


def session_row(word: Word) -> lexicon.Row | None:
    """What the table says of a part of a programme: «мини-выставка» is a «выставка»."""
    rows = session_rows()
    row = rows.get(word.lemma) or (rows.get(word.lemma.rsplit("-", 1)[-1]) if "-" in word.lemma else None)
    return row if row is not None and row[1] != "none" else None


def may_be_plural(word: Word) -> bool:
    """«секции» is also a genitive singular; a list of titles tells."""
    return any(
        p.tag.number == "plur" and str(p.tag.case) in ("nomn", "accs") for p in morphology.parses(word.lower)
    )
