"""Pages of single series, editions, sessions and initiatives: their histories."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.edtf import exact_days
from directory.views import RecordDetail, posts_then
from events.completeness import missing_of
from events.editions import figures_of, has_a_fixed_date, hosts_of, in_order, marked, summary_of, timeline
from events.models import Appearance, Forum, ForumOrganizer, ForumSeries, ForumStatus, Initiative, Session
from events.views import standing_parties

# The programme in the order of its days and times; what has none stands last, in the order in which it is known.
BY_THE_CLOCK = (F("dates_first").asc(nulls_last=True), F("begins").asc(nulls_last=True), "position", "pk")


class SeriesDetail(RecordDetail):
    queryset = ForumSeries.objects.prefetch_related("names")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        editions = self.object.forums.standing().with_places().select_related("replaced_by__series")
        forums = with_figures(in_order(editions.prefetch_related(standing_history())))
        fixed = [forum for forum in forums if has_a_fixed_date(forum)]
        unfixed = [forum for forum in forums if not has_a_fixed_date(forum)]
        hosts = hosts_of(forums)
        return super().get_context_data(
            forums=forums,
            timeline=timeline(fixed, unfixed),
            unfixed=unfixed,
            without_days=[forum for forum in fixed if exact_days(forum.dates) is None],
            summary=summary_of(forums, timezone.localdate()),
            hosts=hosts,
            places=[place for host in hosts if (place := marked(host))],
            charts=figures_of(forums, MEASURE_TITLES),
            **kwargs,
        )


MEASURE_TITLES = {
    "delegations": _("Delegations"),
    "people": _("People"),
    "projects": _("Projects"),
    "agreements": _("Agreements"),
}


def with_figures(forums: Sequence[Forum]) -> Sequence[Forum]:
    """Tell each edition how many sessions, delegations, people, projects and agreements are known of it."""
    editions = Forum.objects.filter(pk__in=[forum.pk for forum in forums])
    shown = Q(presentations__withdrawn_at=None, presentations__project__withdrawn_at=None)
    counts = {
        "sessions": Count("sessions", filter=Q(sessions__withdrawn_at=None)),
        "delegations": Count("delegations", filter=Q(delegations__withdrawn_at=None)),
        "agreements": Count("agreements", filter=Q(agreements__withdrawn_at=None)),
        "projects": Count("presentations__project", filter=shown, distinct=True),
    }
    for measure, count in counts.items():
        # One query each: joined in one, they would multiply one another's rows.
        known = dict(editions.order_by().annotate(known=count).values_list("pk", "known"))
        for forum in forums:
            setattr(forum, f"{measure}_count", known.get(forum.pk, 0))
    people = people_of(editions)
    for forum in forums:
        forum.people_count = len(people[forum.pk])
    return forums


def people_of(editions: QuerySet[Forum]) -> dict[int, set[int]]:
    """Who came to each edition or spoke there: ids of people by id of the edition."""
    people: dict[int, set[int]] = defaultdict(set)
    for delegates, forum in (
        ("delegations__members", Q(delegations__withdrawn_at=None)),
        ("sessions__appearances", Q(sessions__withdrawn_at=None)),
    ):
        standing = Q(**{f"{delegates}__withdrawn_at": None, f"{delegates}__person__withdrawn_at": None})
        named = Q(**{f"{delegates}__person__isnull": False})
        rows = editions.order_by().filter(forum, standing, named)
        for forum_id, person_id in rows.values_list("pk", f"{delegates}__person").distinct():
            people[forum_id].add(person_id)
    return people


def standing_history() -> Prefetch:
    """The status history, the newest first."""
    rows = ForumStatus.objects.standing().order_by(F("stated_on").desc(nulls_last=True), "-pk")
    return Prefetch("status_history", queryset=rows, to_attr="history")


class ForumDetail(RecordDetail):
    slug_url_kwarg = "slug"

    def get_queryset(self) -> QuerySet[Forum]:
        editions = Forum.objects.filter(series__slug=self.kwargs["series"]).with_places()
        editions = editions.select_related("replaced_by__series")
        return editions.annotate(previous_edition=_neighbour("lt", "-"), next_edition=_neighbour("gt", ""))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        forum = self.object
        initiatives = forum.initiatives.standing().prefetch_related(standing_parties()).order_by("pk")
        presentations = (
            forum.presentations.filter(withdrawn_at=None, project__withdrawn_at=None)
            .select_related("project__place", "session__forum__series", "presenter")
            .order_by("project__name", "pk")
        )
        delegations = (
            forum.delegations.standing().with_senders().with_known_size().with_heads().order_by("pk")
        )
        agreements = forum.agreements.standing().with_parties().order_by("pk")
        sessions = (
            forum.sessions.standing()
            .select_related("forum__series")
            .prefetch_related(standing_appearances())
            .order_by(*BY_THE_CLOCK)
        )
        history = ForumStatus.objects.standing().filter(forum=forum)
        context = {
            "status_history": list(history.order_by(F("stated_on").desc(nulls_last=True), "-pk")),
            "organizers": list(
                ForumOrganizer.objects.standing().filter(forum=forum).select_related("organization", "place")
            ),
            "sessions": list(sessions),
            "delegations": list(delegations),
            "presentations": list(presentations),
            "agreements": list(agreements),
            "initiatives": list(initiatives),
        }
        forum.history = context["status_history"]
        return super().get_context_data(
            **context,
            projects=list({p.project_id: p.project for p in context["presentations"]}.values()),
            known_people=len(
                {row.person_id for session in context["sessions"] for row in session.appearances.all()}
                - {None}
            ),
            missing=missing_of(forum, context),
            **kwargs,
        )


def _neighbour(side: str, direction: str) -> Coalesce:
    """The edition before or after, by number or else by year: what a link to it needs."""
    editions = Forum.objects.standing().filter(series=OuterRef("series")).exclude(pk=OuterRef("pk"))
    facts = JSONObject(slug="slug", number="number", year="year")
    return Coalesce(
        *(
            Subquery(
                editions.filter(**{f"{key}__{side}": OuterRef(key)})
                .order_by(f"{direction}{key}")
                .values_list(facts)[:1]
            )
            for key in ("number", "year")
        )
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
            self.object.forum.sessions.standing().select_related("forum__series").order_by(*BY_THE_CLOCK)
        )
        rows = list(presentations.select_related("project", "presenter").order_by("project__name", "pk"))
        return super().get_context_data(
            presentations=rows,
            projects=list({row.project_id: row.project for row in rows}.values()),
            neighbours=neighbours,
            **kwargs,
        )


class InitiativeDetail(RecordDetail):
    queryset = Initiative.objects.select_related("forum__series", "forum__place").prefetch_related(
        standing_parties()
    )
