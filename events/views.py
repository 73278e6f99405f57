"""Lists of forum series, their editions, sessions and initiatives."""

from django.db.models import F, Prefetch

from directory.lists import FacetedList
from events.filters import ForumFilter, InitiativeFilter, SeriesFilter, SessionFilter
from events.models import Appearance, Forum, ForumSeries, Initiative, InitiativeParty, Session


class SeriesList(FacetedList):
    filterset_class = SeriesFilter
    queryset = ForumSeries.objects.standing().with_figures().order_by("name", "pk")


class ForumList(FacetedList):
    filterset_class = ForumFilter
    queryset = Forum.objects.standing().with_places().with_counts().newest_first()


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


class InitiativeList(FacetedList):
    filterset_class = InitiativeFilter
    queryset = (
        Initiative.objects.standing()
        .select_related("forum__series")
        .prefetch_related(standing_parties())
        .order_by("-pk")
    )
