"""What was so on a day, of every kind of record: the posts that somebody held, how far a forum or a project was.

Two times are told apart: the day that is asked about, and the instant up to whose end the records and reports count that are
the answer. What no row and no report dates is not guessed.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.models import Delegation
from directory.edtf import day_in_words, in_words
from directory.models import Organization, Person, Place, Post
from directory.past import record_then, rows_then
from directory.records import Record
from events.editions import AHEAD, in_order, place_in_time
from events.models import Forum, ForumSeries, ForumStatus, Initiative, Session, Status
from investments.models import Agreement, Project
from news.models import Claim, Item
from news.projecting import STATUS_ORDER
from news.restating import BLANK
from news.wording import FIELD_NAMES, printed

MOST_SHOWN = 20  # of one fact


@dataclass(frozen=True)
class Value:
    """One thing that was so; `record` is what it leads to, `detail` says how long, since when or who said so."""

    text: str
    record: models.Model | None = None
    detail: str = ""
    report: Item | None = None


@dataclass
class Fact:
    label: str
    values: list[Value] = field(default_factory=list)


@dataclass
class Moment:
    """A record on a day, as known at an instant; without one, as known now."""

    record: Record
    day: dt.date
    known: dt.datetime | None = None

    def rows(self, name: str, of: Sequence[models.Model] | None = None) -> list[Any]:
        """The rows of a relation that stood then; `of` are the records when they are not the one asked about."""
        records = [self.record] if of is None else list(of)
        if not records:
            return []
        key = type(records[0])._meta.get_field(name).field
        if self.known is not None:
            return rows_then(key, records, self.known)
        rows = key.model._default_manager.filter(**{f"{key.name}__in": records})
        return list(rows.filter(withdrawn_at=None) if issubclass(key.model, Record) else rows)

    def reports(self) -> models.QuerySet[Claim]:
        """What reports of that day or before say of the record, the newest first."""
        kind = self.record._meta.model_name
        if kind not in Claim.Kind.values:
            return Claim.objects.none()
        said = Claim.objects.standing().filter(**{kind: self.record}, item__published_on__lte=self.day)
        if self.known is not None:
            said = said.filter(item__received_at__lte=self.known)
        return (
            said.select_related("item__source")
            .defer("item__text", "item__raw")
            .order_by("-item__published_on", "-pk")
        )


def facts_of(moment: Moment) -> list[Fact]:
    """What was so of the record on that day, as far as rows and reports date it."""
    read = READERS.get(type(moment.record))
    found = list(read(moment)) if read else []
    return [fact for fact in [*found, *_said_by_then(moment)] if fact.values]


def _said_by_then(moment: Moment) -> Iterator[Fact]:
    """The newest word of the reports of each field that has one value, and which report came last."""
    said = list(moment.reports()[:MOST_SHOWN])
    if not said:
        return
    count = len({claim.item_id for claim in said})
    newest = said[0].item
    told = ngettext("%(count)s report by then", "%(count)s reports by then", count) % {"count": count}
    yield Fact(told, [Value(str(newest), newest, _("the newest, %(source)s") % {"source": _source(newest)})])
    values = Fact(_("Said by then"))
    kind = said[0].kind
    for name, blank in BLANK[kind].items():
        if isinstance(blank, list) or name in ("forum", "session", "country", "status"):
            continue
        claim = next((claim for claim in said if claim.stated.get(name) not in (None, "")), None)
        if claim:
            text = in_words(claim.stated[name]) if name == "dates" else printed(claim.stated[name])
            label = str(FIELD_NAMES.get(name, name))
            values.values.append(Value(f"{label}: {text}", detail=_source(claim.item), report=claim.item))
    yield values


def _source(item: Item) -> str:
    day = f", {day_in_words(item.published_on)}" if item.published_on else ""
    return f"{item.source}{day}"


# Posts


def _posts(moment: Moment, whose: Callable[[Post], tuple[str, models.Model | None]]) -> Iterator[Fact]:
    held, before, undated = Fact(_("Posts held on that day")), Fact(_("Named so before that day")), 0
    posts = moment.rows("posts")
    models.prefetch_related_objects(posts, "person", "organization", "place")
    for post in posts:
        text, record = whose(post)
        if post.dates:
            if _covers(post, moment.day):
                held.values.append(Value(text, record, in_words(post.dates)))
        elif post.first_stated_on is None:
            undated += 1
        elif post.first_stated_on <= moment.day <= post.last_stated_on:
            held.values.append(Value(text, record, _stated(post)))
        elif post.last_stated_on < moment.day:
            before.values.append(Value(text, record, _stated(post)))
    for fact in (held, before):
        fact.values.sort(key=lambda value: value.text)
        del fact.values[MOST_SHOWN:]
        yield fact
    if undated:
        told = ngettext("%(count)s post", "%(count)s posts", undated) % {"count": undated}
        yield Fact(_("Not known when"), [Value(told)])


def _covers(dated: Any, day: dt.date) -> bool:
    return (dated.dates_first or dt.date.min) <= day <= (dated.dates_last or dt.date.max)


def _stated(post: Post) -> str:
    if post.first_stated_on == post.last_stated_on:
        return _("so in the report of %(day)s") % {"day": day_in_words(post.first_stated_on)}
    return _("so in reports from %(first)s to %(last)s") % {
        "first": day_in_words(post.first_stated_on),
        "last": day_in_words(post.last_stated_on),
    }


def _person(moment: Moment) -> Iterator[Fact]:
    yield from _posts(moment, lambda post: (str(post), post.body))
    delegations = moment.rows("memberships")
    appearances = moment.rows("appearances")
    models.prefetch_related_objects(delegations, "delegation__forum__series", "delegation__forum__place")
    models.prefetch_related_objects(appearances, "session__forum__series", "session__forum__place")
    forums = dict.fromkeys(
        [row.delegation.forum for row in delegations if row.delegation.forum]
        + [row.session.forum for row in appearances]
    )
    over = [forum for forum in forums if _is_over(forum, moment.day)]
    yield Fact(_("Editions taken part in by then"), _editions(over))


def _body(moment: Moment) -> Iterator[Fact]:
    yield from _posts(moment, lambda post: (f"{post.person}, {post.title}", post.person))


# Forums


def _is_over(forum: Forum, day: dt.date) -> bool:
    last = forum.dates_last or (dt.date(forum.year, 12, 31) if forum.year else None)
    return last is not None and last < day


def _editions(forums: Iterable[Forum]) -> list[Value]:
    newest = sorted(forums, key=place_in_time, reverse=True)
    return [Value(str(forum), forum, _when_and_where(forum)) for forum in newest[:MOST_SHOWN]]


def _when_and_where(forum: Forum) -> str:
    when = forum.when if forum.dates or forum.year else ""
    return ", ".join(filter(None, [when, str(forum.place or "")]))


def status_on(
    forum: Forum, history: Iterable[ForumStatus], day: dt.date
) -> tuple[str, ForumStatus | None, list[ForumStatus]]:
    """How far an edition was on a day, the word that says so, and what had been said before.

    Of an edition that was held, its days say it, also before the first report says so; of any other the newest word of that
    day or before.
    """
    said = [row for row in history if row.stated_on and row.stated_on <= day]
    said.sort(key=lambda row: (row.stated_on, STATUS_ORDER.index(row.status)))
    word = said[-1] if said else None
    was_held = any(row.status == Status.HELD for row in history) or forum.status == Status.HELD
    if was_held and forum.dates_first and forum.dates_first <= day <= (forum.dates_last or dt.date.min):
        return Status.ONGOING, None, said
    if was_held and _is_over(forum, day):
        return Status.HELD, word if word and word.status == Status.HELD else None, said
    return (word.status if word else ""), word, said


def _forum(moment: Moment) -> Iterator[Fact]:
    forum = moment.record
    status, word, said = status_on(forum, moment.rows("status_history"), moment.day)
    fact = Fact(_("Status on that day"))
    if status:
        fact.values.append(Value(str(Status(status).label), detail=_word(word) if word else _by_dates(forum)))
    else:
        fact.values.append(Value(_("No report of that day or before says it.")))
    yield fact
    earlier = [row for row in said if row is not word]
    yield Fact(
        _("Said before"),
        [Value(row.get_status_display(), detail=_word(row)) for row in reversed(earlier[-MOST_SHOWN:])],
    )


def _word(row: ForumStatus) -> str:
    return ", ".join(filter(None, [day_in_words(row.stated_on), row.said_by]))


def _by_dates(forum: Forum) -> str:
    return _("by its dates: %(dates)s") % {"dates": forum.when}


def _series(moment: Moment) -> Iterator[Fact]:
    forums = in_order(moment.rows("forums"))
    models.prefetch_related_objects(forums, "series", "place")
    history: dict[int, list[ForumStatus]] = {}
    for row in moment.rows("status_history", of=forums):
        history.setdefault(row.forum_id, []).append(row)
    held, ahead, cancelled = (
        Fact(_("Held by then")),
        Fact(_("Still to come then")),
        Fact(_("Cancelled by then")),
    )
    for forum in reversed(forums):
        status, word, _said = status_on(forum, history.get(forum.pk, []), moment.day)
        value = Value(str(forum), forum, _when_and_where(forum))
        if status == Status.HELD:
            held.values.append(value)
        elif status == Status.CANCELLED:
            cancelled.values.append(value)
        elif status in AHEAD or status == Status.ONGOING:
            since = f"{Status(status).label}: {_word(word)}" if word else str(Status(status).label)
            ahead.values.append(Value(str(forum), forum, since))
    if not held.values:
        held.values.append(Value(_("no edition")))
    yield from (held, ahead, cancelled)


def _session(moment: Moment) -> Iterator[Fact]:
    session = moment.record
    days = session if session.dates else session.forum
    if days.dates_first and moment.day < days.dates_first:
        told = _("still to come")
    elif days.dates_last and moment.day > days.dates_last:
        told = _("over")
    elif days.dates_first:
        told = _("taking place")
    else:
        return
    yield Fact(_("On that day"), [Value(told, detail=in_words(days.dates))])


# Projects, agreements, initiatives, delegations


def _project(moment: Moment) -> Iterator[Fact]:
    stages = [row for row in moment.rows("stages") if row.dates_first and row.dates_first <= moment.day]
    stages.sort(key=lambda row: (row.dates_first, row.pk))
    if stages:
        newest = stages[-1]
        detail = ", ".join(filter(None, [in_words(newest.dates), newest.note]))
        yield Fact(_("Stage on that day"), [Value(newest.get_stage_display(), detail=detail)])
        earlier = [Value(row.get_stage_display(), detail=in_words(row.dates)) for row in stages[-2::-1]]
        yield Fact(_("Stages before"), earlier[:MOST_SHOWN])
    presentations = moment.rows("presentations")
    models.prefetch_related_objects(presentations, "forum__series", "forum__place")
    forums = dict.fromkeys(row.forum for row in presentations if row.forum)
    yield Fact(_("Presented by then"), _editions(forum for forum in forums if _is_over(forum, moment.day)))


def _of_a_forum(moment: Moment) -> Iterator[Fact]:
    """What belongs to an edition is told by how far that was."""
    forum = moment.record.forum
    if forum is None:
        return
    status, word, _said = status_on(forum, moment.rows("status_history", of=[forum]), moment.day)
    if status:
        detail = f"{Status(status).label}, {_word(word)}" if word else str(Status(status).label)
        yield Fact(_("The forum on that day"), [Value(str(forum), forum, detail)])


def _delegation(moment: Moment) -> Iterator[Fact]:
    said = [row for row in moment.rows("statuses") if row.stated_on <= moment.day]
    said.sort(key=lambda row: (row.stated_on, row.pk))
    if said:
        newest = said[-1]
        yield Fact(
            _("Status on that day"),
            [Value(newest.get_status_display(), detail=day_in_words(newest.stated_on))],
        )
        yield Fact(
            _("Said before"),
            [Value(row.get_status_display(), detail=day_in_words(row.stated_on)) for row in said[-2::-1]],
        )
    yield from _of_a_forum(moment)


READERS: dict[type[Record], Callable[[Moment], Iterable[Fact]]] = {
    Person: _person,
    Organization: _body,
    Place: _body,
    Forum: _forum,
    ForumSeries: _series,
    Session: _session,
    Project: _project,
    Agreement: _of_a_forum,
    Initiative: _of_a_forum,
    Delegation: _delegation,
}


def moment_of(record: Record, day: dt.date, known: dt.datetime | None) -> Moment | None:
    """The record on a day; as it was known at an instant, None when nothing was known of it then."""
    then = record if known is None else record_then(record, known)
    return Moment(then, day, known) if then is not None else None
