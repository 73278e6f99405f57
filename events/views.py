"""Lists of forum series, their editions, sessions and initiatives."""

from django.db.models import Prefetch

from directory.filters import NAMED
from directory.lists import FacetedList
from events import filters
from events.models import Appearance, Forum, ForumSeries, Initiative, InitiativeParty, Session


class SeriesList(FacetedList):
    facets = filters.SERIES
    orders = NAMED
    queryset = ForumSeries.objects.standing().with_figures()


class ForumList(FacetedList):
    facets = filters.FORUM
    orders = filters.FORUM_ORDERS
    queryset = Forum.objects.standing().with_places()


def standing_parties() -> Prefetch:
    rows = InitiativeParty.objects.standing().select_related("person", "organization", "place")
    return Prefetch("parties", queryset=rows.order_by("role", "pk"))


class SessionList(FacetedList):
    facets = filters.SESSION
    orders = filters.SESSION_ORDERS
    queryset = (
        Session.objects.standing()
        # The few forums that are withdrawn are asked for: a join with all would cost more than the list.
        .exclude(forum__in=Forum.objects.exclude(withdrawn_at=None).order_by().values("pk"))
        .select_related("forum__series", "forum__place")
        .prefetch_related(
            Prefetch(
                "appearances",
                queryset=Appearance.objects.standing()
                .filter(person__withdrawn_at=None)
                .select_related("person"),
            )
        )
    )


class InitiativeList(FacetedList):
    facets = filters.INITIATIVE
    orders = filters.YEAR_ORDERS
    queryset = (
        Initiative.objects.standing().select_related("forum__series").prefetch_related(standing_parties())
    )
