"""What waits for curators, for the first page of the admin."""

from typing import Any

from django import template

from news.models import Claim, Conflict, Item

register = template.Library()


@register.inclusion_tag("admin/news/_waiting.html")
def waiting_for_curators() -> dict[str, Any]:
    """How many claims and conflicts wait for a decision, and how many items could not be read."""
    return {
        "claim_count": Claim.objects.undecided().count(),
        "conflict_count": Conflict.objects.filter(state=Conflict.State.OPEN).count(),
        "failed_count": Item.objects.filter(state=Item.State.FAILED).count(),
    }
