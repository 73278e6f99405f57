"""What waits for curators, for the first page of the admin."""

from typing import Any

from django import template
from django.db.models import QuerySet

from news.models import Conflict, Item, WaitingItem

register = template.Library()

MOST_COUNTED = 1_000  # a longer queue is said to be longer: counting all of it would take long


def _counted(rows: QuerySet) -> str:
    count = rows.order_by()[: MOST_COUNTED + 1].count()
    return f"> {MOST_COUNTED}" if count > MOST_COUNTED else str(count)


@register.inclusion_tag("admin/news/_waiting.html")
def waiting_for_curators() -> dict[str, Any]:
    """How many reports and conflicts wait for a decision, and how many items could not be read."""
    return {
        "waiting": _counted(WaitingItem.objects.all()),
        "conflicts": _counted(Conflict.objects.filter(state=Conflict.State.OPEN)),
        "failed": _counted(Item.objects.filter(state=Item.State.FAILED)),
    }
