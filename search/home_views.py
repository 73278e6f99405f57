"""The home page."""

from typing import Any

from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone
from django.views.generic import TemplateView

from delegations.models import Delegation
from directory.models import Person
from events.editions import hosts_of, in_order, marked
from events.models import Forum, ForumSeries, Status
from investments.models import Agreement, Project
from news.models import Item

SHOWN = 6
FIGURES_FOR = 60  # seconds: to count all people takes longer than everything else on the page
COUNTED = {
    "series": ForumSeries,
    "forum": Forum,
    "delegation": Delegation,
    "person": Person,
    "project": Project,
    "agreement": Agreement,
}


class Home(TemplateView):
    """What comes next, what was, where, and what was reported last."""

    template_name = "home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        editions = Forum.objects.with_places()
        over = editions.standing().filter(Q(status=Status.HELD) | Q(status=Status.ONGOING)).newest_first()
        upcoming = list(editions.upcoming(timezone.localdate())[:SHOWN])
        recent = list(over[:SHOWN])
        hosts = hosts_of(in_order([*recent, *upcoming]))
        return super().get_context_data(
            upcoming=upcoming,
            recent=recent,
            places=[place for host in hosts if (place := marked(host, has_note=False))],
            items=Item.objects.read()
            .select_related("source")
            .defer("text", "raw", "bands")
            .newest_first()[:SHOWN],
            **cache.get_or_set("home-figures", figures, FIGURES_FOR),
            **kwargs,
        )


def figures() -> dict[str, int]:
    """How many records of each kind there are."""
    return {f"{name}_count": model.objects.standing().count() for name, model in COUNTED.items()}
