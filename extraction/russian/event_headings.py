"""What a line of its own says of an event: place and date under its name, the town that opens a paragraph, new dates."""

from __future__ import annotations

from extraction.findings import Value
from extraction.mentions import ForumMention
from extraction.russian.clauses import Clauses
from extraction.russian.localities import Locality


def set_new_dates(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """«Форум переносится. Новые даты — 18–20 мая»: of the event told of last."""
    tagged = clauses.context.tagged
    for word in tagged.words:
        if (
            word.lemma not in ("дата", "срок")
            or not word.index
            or tagged.words[word.index - 1].lemma != "новый"
        ):
            continue
        ceiling = tagged.bounds[word.sentence][1]
        when = next(
            (d for d in clauses.dates if word.end <= d.span.start < tagged.words[ceiling - 1].end and d.edtf),
            None,
        )
        before = [m for m in mentions if m.span.end <= word.start and word.sentence - m.sentence <= 2]
        if when is None or when.edtf is None or when.year is None or not before:
            continue
        for mention in before[-1:]:
            mention.dates = Value(when.edtf, when.span, "new_dates")
            mention.year, mention.is_own_year = Value(when.year, when.span, "new_dates"), False


HEADING_LINES = (
    6  # paragraphs at the top in which a line of place and date belongs to the event named above it
)


def set_heading_line(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """«Махачкала, 5–6 сентября 2024 года» under the name of the event."""
    tagged = clauses.context.tagged
    for index, (first, last) in enumerate(tagged.bounds):
        sentence = tagged.sentences[index]
        if sentence.paragraph >= HEADING_LINES:
            return
        dates = [d for d in clauses.dates if sentence.span.covers(d.span) and d.precision == "day"]
        places = [p for p in clauses.context.localities if first <= p.first < last and p.kind == "city"]
        named = [m for m in mentions if m.name is not None and m.sentence == index - 1]
        inside = {i for p in places for i in range(p.first, p.last)}
        rest = [
            w
            for w in tagged.words[first:last]
            if w.is_word
            and w.index not in inside
            and w.lower != "г"
            and not any(d.span.covers(w.span) for d in dates)
        ]
        if not named or rest or not dates or not places:
            continue
        mention = named[-1]
        mention.dates = (
            mention.dates or Value(dates[0].edtf or "", dates[0].span, "heading_line")
            if dates[0].edtf
            else mention.dates
        )
        if dates[0].year is not None and mention.year is None:
            mention.year, mention.is_own_year = Value(dates[0].year, dates[0].span, "heading_line"), True
        if mention.place is None:
            mention.place = Value(places[0].name, places[0].span, "heading_line")
            if places[0].country:
                mention.country = Value(places[0].country, places[0].span, "country_of_place")


def set_datelines(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """«• Урумчи. Делегация съездила на форум…»: a paragraph that opens with a town alone tells of that town."""
    tagged = clauses.context.tagged
    openings: dict[int, Locality] = {}
    for index, (first, last) in enumerate(tagged.bounds):
        paragraph = tagged.sentences[index].paragraph
        if index and tagged.sentences[index - 1].paragraph == paragraph or last - first > 5:
            continue
        inside = [
            p for p in clauses.context.localities if first <= p.first and p.last <= last and p.kind == "city"
        ]
        words = sum(1 for w in tagged.words[first:last] if w.is_word)
        if len(inside) == 1 and words == inside[0].last - inside[0].first:
            openings[paragraph] = inside[0]
    set_heading_line(clauses, mentions)
    for mention in mentions:
        place = openings.get(tagged.sentences[mention.sentence].paragraph)
        if place is not None and mention.place is None and mention.name is not None:
            mention.place = Value(place.name, place.span, "town_of_paragraph")
            if place.country:
                mention.country = Value(place.country, place.span, "country_of_place")
