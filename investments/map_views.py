"""The map: where forums took place, where projects are, where delegations came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation
from delegations.views import DelegationList
from directory.lists import FacetedList
from directory.maps import Marked
from directory.models import Place
from events.editions import AHEAD
from events.models import Forum
from events.views import ForumList
from investments.models import Project
from investments.views import ProjectList

MOST = 150  # places: more marks would hide one another
LARGEST = 36  # the weight of the place with the most records; the radius of a mark is the root of it


@dataclass(frozen=True)
class Spot:
    """A place with the number of records there, how many of them are still to come, and the way to their list."""

    place: Place
    count: int
    ahead: int
    address: str

    @property
    def is_on_map(self) -> bool:
        return self.place.latitude is not None


class PlacesMap(FacetedList):
    """The places of the records that a list with the same filters shows, on a map and in a table."""

    template_name = "investments/map.html"
    title = _("Map")
    column = _("Records")
    elsewhere = _("without a known place")
    list_name = ""
    place = "place"  # the field that leads to the place
    facet = "place"  # the filter of the list for one place
    ahead: Q | None = None  # which of the records are still to come

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counted = self._counted()
        places = Place.objects.in_bulk([pk for pk, _count, _ahead in counted if pk])
        spots = [
            Spot(
                places[pk],
                count,
                ahead,
                f"{reverse(self.list_name)}?{self.query(**{self.facet: places[pk].slug})}",
            )
            for pk, count, ahead in counted
            if pk
        ]
        query = self.query()
        return {
            **self.filters_in_words(self.get_queryset()),
            "object_list": spots[:MOST],
            "is_found": bool(counted),
            "is_cut": len(spots) > MOST,
            "nowhere": sum(count for pk, count, _ahead in counted if not pk),
            "marks": marks(spots[:MOST]),
            "list_address": f"{reverse(self.list_name)}?{query}" if query else reverse(self.list_name),
            "others": [
                (other.title, f"{reverse(name)}?{query}" if query else reverse(name), isinstance(self, other))
                for name, other in MAPS.items()
            ],
            **kwargs,
        }

    def _counted(self) -> list[tuple[int | None, int, int]]:
        """(place, records, records to come): the places with the most, and whatever has none."""
        rows = self.reading.narrow(self.get_queryset()).order_by().values(self.place)
        ahead = Count("pk", filter=self.ahead) if self.ahead else Count("pk", filter=Q(pk=None))
        found = rows.annotate(number=Count("pk"), coming=ahead).order_by("-number", self.place)
        return list(found.values_list(self.place, "number", "coming")[: MOST + 2])


def marks(spots: Sequence[Spot]) -> list[Marked]:
    """The places whose coordinates are known, those with the most records first."""
    most = max((spot.count for spot in spots), default=1)
    scale = min(1.0, LARGEST / most)
    return [
        Marked(
            name=str(spot.place),
            latitude=float(spot.place.latitude),
            longitude=float(spot.place.longitude),
            language=spot.place.shown_language,
            title=f"{spot.place}: {spot.count}",
            weight=max(1, round(spot.count * scale)),
            is_planned=spot.ahead == spot.count,
            address=spot.address,
        )
        for spot in spots
        if spot.is_on_map
    ]


class ForumMap(PlacesMap):
    title = _("Forums")
    column = _("Forums")
    list_name = "events:forum-list"
    facets = ForumList.facets
    orders = ForumList.orders[:1]
    queryset = Forum.objects.standing()
    ahead = Q(status__in=AHEAD)


class ProjectMap(PlacesMap):
    title = _("Projects")
    column = _("Projects")
    list_name = "investments:project-list"
    facets = ProjectList.facets
    orders = ProjectList.orders[:1]
    queryset = Project.objects.standing()


class DelegationMap(PlacesMap):
    """Where delegations came from: the territories that sent them."""

    title = _("Delegations")
    column = _("Delegations")
    elsewhere = _("sent by organizations")
    list_name = "delegations:delegation-list"
    facets = DelegationList.facets
    orders = DelegationList.orders[:1]
    queryset = Delegation.objects.standing()
    place = "sending_place"
    facet = "territory"


MAPS: dict[str, type[PlacesMap]] = {
    "investments:map": ForumMap,
    "investments:map-of-projects": ProjectMap,
    "investments:map-of-delegations": DelegationMap,
}
