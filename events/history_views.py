"""Pages of single series, editions, sessions and initiatives: their histories."""

from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils import timezone

from directory.views import RecordDetail, posts_then
from events.editions import in_order, summary_of, timeline
from events.models import Appearance, Forum, ForumOrganizer, ForumSeries, ForumStatus, Initiative, Session
from events.views import standing_parties


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


class InitiativeDetail(RecordDetail):
    queryset = Initiative.objects.select_related("forum__series", "forum__place").prefetch_related(
        standing_parties()
    )
