"""Forums: mentions of events joined into editions of series."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from extraction.findings import Forum, Span, Value
from extraction.keys import phrase_key
from extraction.kinds.edition_facts import fill
from extraction.kinds.series import Series, is_generic, name_keys, place_words, quoted_key, series_of
from extraction.mentions import ForumMention, Reading

NEAR_CLASSES = {
    "forum": {"forum", "congress", "summit", "event", "conference"},
    "exhibition": {"exhibition", "fair", "event"},
    "fair": {"fair", "exhibition", "event"},
    "summit": {"summit", "forum", "event", "meeting"},
    "congress": {"congress", "forum", "event"},
    "conference": {"conference", "forum", "event"},
    "meeting": {"meeting"},
    "festival": {"festival", "forum", "event"},
}


@dataclass(slots=True)
class Edition:
    """The mentions of one edition."""

    series: int
    mentions: list[ForumMention] = field(default_factory=list)
    number: int | None = None
    year: int | None = None
    is_apart: bool = False  # told apart from the edition at hand: the next, the previous, a proposed one


@dataclass(slots=True)
class Editions:
    """The editions of a report, and which of them the text speaks of at a place."""

    forums: list[Forum] = field(default_factory=list)
    mentions: list[ForumMention] = field(default_factory=list)
    focus: list[tuple[int, int, int]] = field(default_factory=list)  # (sentence, offset, edition)
    apart: set[int] = field(default_factory=set)
    main: int = -1

    def of(self, mention: ForumMention | None) -> Forum | None:
        return self.forums[mention.edition] if mention is not None and mention.edition >= 0 else None

    def reference(self, forum: Forum | None, span: Span) -> Value[str] | None:
        return Value(forum.id, span, "forum_of_record") if forum is not None else None

    def at(
        self, reading: Reading, sentence: int, offset: int, *, is_of_programme: bool = False
    ) -> tuple[Forum, Span] | None:
        """The forum that the text speaks of here, with the words that say so.

        A mention in the sentence (the nearest before, else after), then the last in the paragraph, then the main one.
        An edition told apart ("the next forum") is meant only in its own sentence; a part of a programme
        (`is_of_programme`) belongs to the edition at hand even there.
        """
        here = [m for m in self.mentions if m.sentence == sentence and m.edition >= 0]
        usual = [m for m in here if m.edition not in self.apart or m.is_pronoun]
        before = [m for m in usual if m.span.start <= offset]
        chosen = (
            before[-1:]
            or usual[:1]
            or ([] if is_of_programme and len(self.apart) < len(self.forums) else here[:1])
        )
        if not chosen:
            background = reading.sentences[sentence].is_background
            earlier = [
                m
                for m in self.mentions
                if m.edition >= 0
                and m.sentence < sentence
                and (m.edition not in self.apart or background)
                and reading.sentences[m.sentence].is_background == background
            ]
            paragraph = reading.sentences[sentence].paragraph
            same = [m for m in earlier if reading.sentences[m.sentence].paragraph == paragraph]
            chosen = same[-1:] or [m for m in earlier if m.edition == self.main][-1:] or earlier[-1:]
        if not chosen:
            chosen = [m for m in self.mentions if m.edition >= 0 and m.edition == self.main][:1]
        if not chosen:
            return None
        return self.forums[chosen[0].edition], chosen[0].span


def resolve(reading: Reading) -> Editions:
    """Join the mentions; the findings are in the order in which the text first names them."""
    series: list[Series] = []
    editions: list[Edition] = []
    focus: list[int] = []  # editions in the order they were last spoken of
    for mention in reading.forums:
        index = series_of(series, mention) if mention.name is not None else None
        if mention.is_pronoun:
            last = next(
                (m for m in reversed(reading.forums) if m.edition >= 0 and _is_just_before(m, mention)), None
            )
            edition = editions[last.edition] if last is not None else None
            if edition is not None and (mention.number is not None or mention.is_own_year):
                edition = _edition_of(
                    mention, edition.series, editions, focus
                )  # «Здесь он проходил пять лет назад»
        elif mention.name is None:
            edition = _meant(mention, reading, series, editions, focus)
        else:
            if index is None:
                series.append(Series(name_keys(mention), mention.head))
                index = len(series) - 1
            else:
                series[index].keys += [k for k in name_keys(mention) if k not in series[index].keys]
            if quoted := quoted_key(mention.name.value):
                series[index].quoted.add(quoted)
            series[index].places |= place_words(mention)
            edition = _edition_of(mention, index, editions, focus)
        if edition is None:
            continue
        mention.edition = editions.index(edition)
        edition.mentions.append(mention)
        _learn(edition, mention)
        if not reading.sentences[mention.sentence].is_background and not edition.is_apart:
            focus.append(mention.edition)
    _attach_first(reading, series, editions)
    return _findings(reading, series, _told(reading.forums, editions))


FARTHEST_NAME = 4  # sentences from a bare "forum" to its name


def _attach_first(reading: Reading, series: list[Series], editions: list[Edition]) -> None:
    """«Сегодня в Красноярске стартовал экономический форум. … КЭФ 2019»: told of before it is named."""
    if not editions:
        return
    first = editions[0]
    named = first.mentions[0]
    for mention in reading.forums:
        is_before = mention.span < named.span and named.sentence - mention.sentence <= FARTHEST_NAME
        is_open = mention.edition < 0 and mention.name is None and not mention.is_pronoun
        is_told = mention.status_weight == STRONGEST and (
            mention.dates is not None or mention.place is not None
        )
        if (
            not is_before
            or not is_open
            or not is_told
            or first.is_apart
            or mention.order
            or mention.number is not None
        ):
            continue
        if (
            series[first.series].kind == mention.head
            and not own_differs(first, mention)
            and not _other_year(first, mention)
        ):
            mention.edition = 0
            first.mentions.append(mention)


def _other_year(edition: Edition, mention: ForumMention) -> bool:
    return mention.year is not None and edition.year is not None and mention.year.value != edition.year


def _told(mentions: list[ForumMention], editions: list[Edition]) -> list[Edition]:
    """Without the editions of which nothing is told: «участники прошлого форума»."""
    kept = [e for e in editions if not all(_is_bare_order(m) for m in e.mentions)]
    for mention in mentions:
        if mention.edition >= 0:
            edition = editions[mention.edition]
            mention.edition = next((i for i, e in enumerate(kept) if e is edition), -1)
    return kept


def _is_bare_order(mention: ForumMention) -> bool:
    facts = (mention.name, mention.number, mention.year, mention.dates, mention.place, mention.country)
    is_planned = mention.status is not None and mention.status.value not in ("held", "ongoing")
    return bool(mention.order) and not any(facts) and not (is_planned and mention.status_weight == 3)


def _is_just_before(earlier: ForumMention, mention: ForumMention) -> bool:
    return earlier.span < mention.span and mention.sentence - earlier.sentence <= 1


def _meant(
    mention: ForumMention, reading: Reading, series: list[Series], editions: list[Edition], focus: list[int]
) -> Edition | None:
    """The edition that a bare "форум" means."""
    classes = NEAR_CLASSES.get(mention.head, set()) if mention.head != "event" else None
    fitting = [e for e in editions if classes is None or series[e.series].kind == mention.head] or [
        e for e in editions if classes is None or series[e.series].kind in classes
    ]
    if not fitting:
        fitting = _with_the_word(mention, reading, series, editions)
    if not fitting:
        return None
    if mention.number is not None:
        fitting = _of_counted_series(mention, mention.number.value, fitting, editions) or fitting
    background = reading.sentences[mention.sentence].is_background
    if background:
        near = [e for e in fitting if any(reading.sentences[m.sentence].is_background for m in e.mentions)]
        fitting_now = near or fitting
        current = fitting_now[-1]
    else:
        order = [editions[i] for i in focus if editions[i] in fitting]
        current = order[-1] if order else fitting[-1]
        current = _held_just_before(mention, current, fitting) or current
    same_sentence = [
        e for e in fitting for m in e.mentions[-1:] if m.sentence == mention.sentence and m.number is not None
    ]
    if same_sentence and mention.number is None and not mention.order:
        current = same_sentence[-1]
    if mention.number is None and not mention.order and not mention.is_own_year:
        return current
    return _edition_of(mention, current.series, editions, focus)


def _with_the_word(
    mention: ForumMention, reading: Reading, series: list[Series], editions: list[Edition]
) -> list[Edition]:
    """«выставка» for a «выставка-форум»: the word is a part of the name."""
    word = phrase_key(reading.text[mention.span.start : mention.span.end]).split()[-1:]
    return [
        e for e in editions if word and any(set(word) & set(key.split()) for key in series[e.series].keys)
    ]


def _held_just_before(mention: ForumMention, current: Edition, fitting: list[Edition]) -> Edition | None:
    """«Форум 2020 года перенесён. В 2019-м в Омске прошёл XVI. По итогам форума подписан ряд документов»: the one held."""
    is_past = mention.status is not None and mention.status.value == "held" and not mention.order
    if not is_past or any(_takes_place(m) for m in current.mentions):
        return None
    return next(
        (
            e
            for e in reversed(fitting)
            if any(_takes_place(m) for m in e.mentions)
            and any(0 <= mention.sentence - m.sentence <= 2 for m in e.mentions)
        ),
        None,
    )


def _of_counted_series(
    mention: ForumMention, number: int, fitting: list[Edition], editions: list[Edition]
) -> list[Edition]:
    """The editions of the series whose numbers lead up to this one: «Первый был в Архангельске»."""
    beside = [
        e
        for e in fitting
        if e.number is not None
        and e.number != number
        and any(m.sentence == mention.sentence for m in e.mentions)
    ]
    if beside:
        return beside
    nearest: dict[int, int] = {}
    for edition in editions:
        if edition.number is not None:
            gap = abs(edition.number - number)
            nearest[edition.series] = min(gap, nearest.get(edition.series, gap))
    if not nearest:
        return []
    least = min(nearest.values())
    return [e for e in fitting if nearest.get(e.series) == least]


def _edition_of(mention: ForumMention, series: int, editions: list[Edition], focus: list[int]) -> Edition:
    """The edition of the series that the mention means, a new one where no known one fits."""
    own = [e for e in editions if e.series == series]
    year = mention.year.value if mention.year and mention.is_own_year else None
    if mention.number is not None:
        known = _of_number(own, mention, year)
    elif mention.order:
        known = _beside(own, mention) or next(
            (
                e
                for e in own
                if e.is_apart
                and any(m.order == mention.order for m in e.mentions)
                and (year is None or e.year is None or e.year == year)
            ),
            None,
        )
    elif year is not None:
        known = _of_year(own, mention, year)
    else:
        recent = [editions[i] for i in focus if editions[i] in own]
        same = [e for e in own if e.mentions and e.mentions[-1].sentence == mention.sentence]
        known = next(reversed(same or recent or own), None)
    if known is not None:
        return known
    edition = Edition(series)
    edition.is_apart = bool(mention.order) or _is_proposed(mention) or bool(own) and _is_past_year(own, year)
    editions.append(edition)
    return edition


def _beside(own: list[Edition], mention: ForumMention) -> Edition | None:
    """The edition whose number is the next, or the one before, after the edition spoken of just now."""
    numbered = [e for e in own if e.number is not None and any(m.span < mention.span for m in e.mentions)]
    if not numbered:
        return None
    current = max(numbered, key=lambda e: max(m.span for m in e.mentions if m.span < mention.span))
    step = 1 if mention.order == "next" else -1
    beside = next((e for e in own if e.number == (current.number or 0) + step), None)
    if beside is not None and mention.year is not None and beside.year not in (None, mention.year.value):
        return None  # "the 28th will be held in 2027. Last year's …", said in 2026
    is_later = beside is not None and not any(
        _takes_place(m) for m in beside.mentions if m.name is not None or m.status_weight == STRONGEST
    )
    return beside if beside is not None and is_later == (mention.order == "next") else None


STRONGEST = 3  # a verb of which the event is the subject


def _takes_place(mention: ForumMention) -> bool:
    return mention.status is not None and mention.status.value in ("ongoing", "held")


def _of_number(own: list[Edition], mention: ForumMention, year: int | None) -> Edition | None:
    """The edition of this number, else the one at hand whose number nobody has said yet."""
    number = mention.number.value if mention.number else None
    for edition in own:
        if edition.number == number:
            return edition
    open_ones = [
        e
        for e in own
        if e.number is None
        and not e.is_apart
        and not _is_of_other_time(e, mention)
        and (year is None or e.year is None or e.year == year)
        and not mention.order
    ]
    return open_ones[-1] if open_ones and not _is_proposed(mention) else None


def _of_year(own: list[Edition], mention: ForumMention, year: int) -> Edition | None:
    for edition in own:
        if edition.year == year:
            return edition
    unknown = [e for e in own if e.year is None and not e.is_apart]
    return unknown[-1] if unknown and not own_differs(unknown[-1], mention) else None


def _is_of_other_time(edition: Edition, mention: ForumMention) -> bool:
    """ "The third forum will be held": not the one that is taking place."""
    if (
        mention.status is None
        or mention.status.value not in ("planned", "proposed")
        or mention.name is not None
    ):
        return False
    return any(
        m.status is not None and m.status_weight >= 2 and m.status.value in ("held", "ongoing")
        for m in edition.mentions
    )


def own_differs(edition: Edition, mention: ForumMention) -> bool:
    """The edition at hand stands in another place or state than the mention says."""
    place = mention.place.value if mention.place else None
    return place is not None and any(m.place is not None and m.place.value != place for m in edition.mentions)


def _is_past_year(own: list[Edition], year: int | None) -> bool:
    return year is not None and any(e.year is not None and e.year != year for e in own)


def _is_proposed(mention: ForumMention) -> bool:
    return mention.status is not None and mention.status.value == "proposed"


def _learn(edition: Edition, mention: ForumMention) -> None:
    if mention.number is not None and edition.number is None:
        edition.number = mention.number.value
    if (
        mention.year is not None
        and edition.year is None
        and (mention.is_own_year or mention.dates is not None)
    ):
        edition.year = mention.year.value


def _findings(reading: Reading, series: list[Series], editions: list[Edition]) -> Editions:
    result = Editions(mentions=reading.forums)
    names = {index: _series_name(reading.forums, editions, index) for index in range(len(series))}
    for index, edition in enumerate(editions):
        forum = Forum(id=f"forum-{index + 1}", rule=edition.mentions[0].rule, span=edition.mentions[0].span)
        result.forums.append(forum)
        fill(forum, edition.mentions, reading)
        name, aliases = names[edition.series]
        own_name = next(
            (m.name for m in edition.mentions if m.name is not None and m.name.value == name.value), None
        )
        forum.series = own_name or name
        forum.aliases = aliases
        if edition.is_apart or (forum.status is not None and forum.status.value == "proposed"):
            result.apart.add(index)
    result.main = _main(reading, result)
    result.apart |= {i for i in range(len(result.forums)) if _follows(result.forums, result.main, i)}
    return result


def _series_name(
    mentions: list[ForumMention], editions: list[Edition], series: int
) -> tuple[Value[str], list[Value[str]]]:
    """The fullest name of the series, the others as aliases."""
    values: list[Value[str]] = []
    for mention in mentions:
        if mention.edition < 0 or editions[mention.edition].series != series or mention.name is None:
            continue
        values += [mention.name, *mention.aliases]
    own = [
        m.name
        for m in mentions
        if m.edition >= 0 and editions[m.edition].series == series and m.name is not None
    ]
    best = max(
        own,
        key=lambda value: (
            not is_generic(value.value) or len(own) == 1,
            len(phrase_key(value.value).split()),
            sum("\u4e00" <= character <= "\u9fff" for character in value.value),  # no spaces between words
            not value.value.isupper(),
            -value.span.start,
        ),
    )
    best_key = phrase_key(best.value)
    spelled = [v for v in own if phrase_key(v.value) == best_key]
    best = max(spelled, key=lambda value: len(value.value))
    aliases: list[Value[str]] = []
    seen = {best.value.casefold()}
    for value in values:
        if value.value.casefold() not in seen:
            seen.add(value.value.casefold())
            aliases.append(value)
    return best, aliases


def _main(reading: Reading, editions: Editions) -> int:
    counts: dict[int, int] = {}
    for mention in editions.mentions:
        if mention.edition < 0 or mention.edition in editions.apart:
            continue
        weight = 1 if reading.sentences[mention.sentence].is_background else 3
        counts[mention.edition] = counts.get(mention.edition, 0) + weight
    later = {
        i
        for i in counts
        for j in counts
        if _follows(editions.forums, j, i)
        and counts[j] * 2 >= counts[i]
        and _is_recent(editions.forums[j], reading.published_on)
    }
    counts = {index: count for index, count in counts.items() if index not in later}
    if counts:
        return max(counts, key=lambda index: (counts[index], -index))
    return 0 if editions.forums else -1


def _is_recent(forum: Forum, published_on: date | None) -> bool:
    """Held not long ago, so that the report is about it and not about the edition to come."""
    return forum.year is None or published_on is None or forum.year.value >= published_on.year


def _follows(forums: list[Forum], held: int, index: int) -> bool:
    """The next edition of a forum that the report tells of as held: proposed or planned, it has no programme yet."""
    if held < 0 or held == index:
        return False
    earlier, later = forums[held], forums[index]
    if earlier.number is None or later.number is None or earlier.series is None or later.series is None:
        return False
    return (
        later.number.value == earlier.number.value + 1
        and earlier.series.value == later.series.value
        and earlier.status is not None
        and earlier.status.value in ("held", "ongoing")
        and later.status is not None
        and later.status.value in ("planned", "proposed")
    )
