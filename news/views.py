"""Pages of news items."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.views.generic import DetailView

from directory.lists import FacetedList
from directory.records import count_of
from news.filters import ITEM, ITEM_ORDERS
from news.models import Claim, Evidence, Item
from news.passages import passages


class ItemList(FacetedList):
    facets = ITEM
    orders = ITEM_ORDERS
    queryset = (
        Item.objects.read()
        .select_related("source")
        .defer("text", "raw")
        .annotate(claim_count=count_of(Claim.objects.standing(), "item"))
    )


class ItemDetail(DetailView):
    """A text with the quotes that the records were read from."""

    def get_queryset(self) -> QuerySet[Item]:
        return Item.objects.read().select_related("source").defer("raw")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        claims = list(
            self.object.claims.standing()
            .select_related(
                "forum__series",
                "session__forum__series",
                "person",
                "delegation__sending_place",
                "delegation__sending_organization",
                "project",
                "agreement",
                "initiative",
            )
            .prefetch_related(Prefetch("evidence", queryset=Evidence.objects.order_by("start", "end", "pk")))
            .order_by("kind", "position", "pk")
        )
        quotes = []
        for claim in claims:
            for quote in claim.evidence.all():
                # Not the claim that the database would be asked for again.
                quote.claim = claim
                quotes.append(quote)
        return super().get_context_data(
            claims=[claim for claim in claims if claim.record and not claim.record.is_withdrawn],
            passages=passages(self.object.text, quotes),
            **kwargs,
        )
