"""Pages of forum series, their editions, sessions and initiatives."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.lists import FacetedList
from directory.views import RecordDetail, posts_then
from events.filters import ForumFilter, InitiativeFilter, SeriesFilter, SessionFilter
from events.models import (
    Appearance,
    Forum,
    ForumOrganizer,
    ForumSeries,
    ForumStatus,
    Initiative,
    InitiativeParty,
    Session,
    Status,
    roman,
)

AHEAD = {Status.PROPOSED, Status.PLANNED, Status.POSTPONED}


@dataclass(frozen=True)
class Gap:
    """Numbers of a series of which no edition is known."""

    first: int
    last: int

    def __str__(self) -> str:
        if self.first == self.last:
            return roman(self.first)
        return f"{roman(self.first)}–{roman(self.last)}"


def timeline(forums: Sequence[Forum]) -> list[Forum | Gap]:
    """Numbered and dated editions, the first one first, with the gaps in their numbering."""
    rows: list[Forum | Gap] = []
    last = 0
    for forum in forums:
        if forum.number and forum.number > last + 1:
            rows.append(Gap(last + 1, forum.number - 1))
        last = max(last, forum.number or 0)
        rows.append(forum)
    return rows


def place_in_time(forum: Forum) -> tuple[bool, int, dt.date, int]:
    """Where an edition stands: by year, then by day, then by number."""
    year = forum.year or (forum.dates_first.year if forum.dates_first else 0)
    return (not year, year, forum.dates_first or dt.date(year or dt.MINYEAR, 12, 31), forum.number or 0)


def in_order(forums: Sequence[Forum]) -> list[Forum]:
    """Editions in order of time; one without a year stands by its number where it has one."""
    rows = sorted((f for f in forums if not place_in_time(f)[0]), key=place_in_time)
    for forum in sorted((f for f in forums if place_in_time(f)[0]), key=lambda f: f.number or 0):
        later = (i for i, row in enumerate(rows) if forum.number and row.number and row.number > forum.number)
        rows.insert(next(later, len(rows)), forum)
    return rows


def summary_of(forums: Sequence[Forum], today: dt.date) -> str:
    """One line on a series: “6 editions, 2013–2025; next: VII, 2026, Хабаровск, proposed”."""
    over = [f for f in forums if f.status not in AHEAD]
    years = sorted({f.year for f in over if f.year})
    parts = []
    if over:
        known = ngettext("%(count)d known edition", "%(count)d known editions", len(over)) % {
            "count": len(over)
        }
        span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0]) if years else ""
        parts.append(", ".join(filter(None, [known, span])))
    coming = next_edition(forums, today)
    if coming:
        facts = [
            coming.roman_number,
            coming.when if coming.year or coming.dates else _("date not fixed"),
            str(coming.place or ""),
            coming.get_status_display(),
        ]
        parts.append(_("next: %(facts)s") % {"facts": ", ".join(filter(None, facts))})
    return "; ".join(parts)


def next_edition(forums: Sequence[Forum], today: dt.date) -> Forum | None:
    """The first edition still to come."""
    for forum in in_order(forums):
        is_over = (forum.dates_last and forum.dates_last < today) or (forum.year and forum.year < today.year)
        if forum.status in AHEAD and not is_over:
            return forum
    return None


class SeriesList(FacetedList):
    filterset_class = SeriesFilter
    queryset = ForumSeries.objects.standing().with_figures().order_by("name", "pk")


class SeriesDetail(RecordDetail):
    queryset = ForumSeries.objects.prefetch_related("names")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        editions = (
            self.object.forums.standing()
            .with_places()
            .annotate(
                session_count=_standing_count("sessions"),
                delegation_count=_standing_count("delegations"),
                agreement_count=_standing_count("agreements"),
                project_count=Count(
                    "presentations__project",
                    filter=Q(presentations__withdrawn_at=None, presentations__project__withdrawn_at=None),
                    distinct=True,
                ),
            )
        )
        forums = in_order(editions)
        undated = [f for f in forums if not f.year and not f.dates]
        return super().get_context_data(
            forums=forums,
            timeline=timeline([f for f in forums if f.year or f.dates or f.number]),
            undated=[f for f in undated if not f.number],
            summary=summary_of(forums, timezone.localdate()),
            **kwargs,
        )


def _standing_count(relation: str) -> Count:
    return Count(relation, filter=Q(**{f"{relation}__withdrawn_at": None}), distinct=True)


class ForumList(FacetedList):
    filterset_class = ForumFilter
    queryset = Forum.objects.standing().with_places().with_counts().newest_first()


class ForumDetail(RecordDetail):
    slug_url_kwarg = "slug"

    def get_queryset(self) -> QuerySet[Forum]:
        return Forum.objects.filter(series__slug=self.kwargs["series"]).with_places()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        forum = self.object
        initiatives = forum.initiatives.standing().prefetch_related(standing_parties()).order_by("pk")
        presentations = (
            forum.presentations.filter(withdrawn_at=None, project__withdrawn_at=None)
            .select_related("project__place", "session__forum__series", "presenter")
            .order_by("project__name", "pk")
        )
        delegations = forum.delegations.standing().with_senders().with_known_size().order_by("pk")
        agreements = forum.agreements.standing().with_parties().order_by("pk")
        sessions = (
            forum.sessions.standing()
            .select_related("forum__series")
            .prefetch_related(standing_appearances())
            .order_by("position", "pk")
        )
        context = {
            "status_history": ForumStatus.objects.standing()
            .filter(forum=forum)
            .order_by(F("stated_on").desc(nulls_last=True), "-pk"),
            "organizers": ForumOrganizer.objects.standing()
            .filter(forum=forum)
            .select_related("organization", "place"),
            "sessions": list(sessions),
            "delegations": list(delegations),
            "presentations": list(presentations),
            "agreements": list(agreements),
            "initiatives": list(initiatives),
        }
        return super().get_context_data(
            **context,
            projects=list({p.project_id: p.project for p in context["presentations"]}.values()),
            **kwargs,
        )


def standing_appearances() -> Prefetch:
    return Prefetch(
        "appearances",
        queryset=Appearance.objects.standing()
        .filter(person__withdrawn_at=None)
        .select_related("person")
        .prefetch_related(posts_then())
        .order_by("pk"),
    )


def standing_parties() -> Prefetch:
    rows = InitiativeParty.objects.standing().select_related("person", "organization", "place")
    return Prefetch("parties", queryset=rows.order_by("role", "pk"))


class SessionList(FacetedList):
    filterset_class = SessionFilter
    queryset = (
        Session.objects.standing()
        .filter(forum__withdrawn_at=None)
        .select_related("forum__series", "forum__place")
        .prefetch_related(
            Prefetch(
                "appearances",
                queryset=Appearance.objects.standing()
                .filter(person__withdrawn_at=None)
                .select_related("person"),
            )
        )
        .order_by(F("forum__year").desc(nulls_last=True), "forum_id", "position", "pk")
    )


class SessionDetail(RecordDetail):
    slug_url_kwarg = "position"
    slug_field = "position"

    def get_queryset(self) -> QuerySet[Session]:
        return (
            Session.objects.filter(
                forum__series__slug=self.kwargs["series"], forum__slug=self.kwargs["forum"]
            )
            .select_related("forum__series", "forum__place")
            .prefetch_related(standing_appearances())
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        presentations = self.object.presentations.filter(withdrawn_at=None, project__withdrawn_at=None)
        neighbours = (
            self.object.forum.sessions.standing().select_related("forum__series").order_by("position", "pk")
        )
        rows = list(presentations.select_related("project", "presenter").order_by("project__name", "pk"))
        return super().get_context_data(
            presentations=rows,
            projects=list({row.project_id: row.project for row in rows}.values()),
            neighbours=neighbours,
            **kwargs,
        )


class InitiativeList(FacetedList):
    filterset_class = InitiativeFilter
    queryset = (
        Initiative.objects.standing()
        .select_related("forum__series")
        .prefetch_related(standing_parties())
        .order_by("-pk")
    )


class InitiativeDetail(RecordDetail):
    queryset = Initiative.objects.select_related("forum__series", "forum__place").prefetch_related(
        standing_parties()
    )
