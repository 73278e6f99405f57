"""Territories and organizations that a list names: found in any spelling, for a whole list at once."""

from __future__ import annotations

from collections.abc import Iterable

from directory.models import Organization, OrganizationName, Place, PlaceName
from extraction.keys import phrase_key

Body = Place | Organization


def find_bodies(names: Iterable[str]) -> dict[str, Body]:
    """Key of a name (`keys.phrase_key`) → the territory or else the organization that has it. Two queries."""
    keys = {key for name in names if (key := phrase_key(name))}
    if not keys:
        return {}
    found: dict[str, Body] = {}
    organizations = (
        OrganizationName.objects.filter(key__in=keys, organization__withdrawn_at=None)
        .select_related("organization")
        .order_by("-pk")
    )
    for row in organizations:
        found[row.key] = row.organization
    places = (
        PlaceName.objects.filter(key__in=keys, place__withdrawn_at=None)
        .select_related("place")
        .order_by("-pk")
    )
    for row in places:
        found[row.key] = row.place
    return found
