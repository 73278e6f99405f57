"""Who may enter what at the desk: staff with territories are limited to what these send."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser

from delegations.models import Delegation, Draft
from directory.models import Organization, Place

DEEPEST = 6  # places within places


def territories_of(user: AbstractBaseUser) -> set[int]:
    """Ids of the territories that a member of staff is limited to; empty when there is no limit."""
    return set(user.territories.values_list("place_id", flat=True))


def is_within(body: Place | Organization | None, territories: set[int]) -> bool:
    """Whether a body is one of the territories, lies in one or, as an organization, has its seat there."""
    place = body.place if isinstance(body, Organization) else body
    for _level in range(DEEPEST):
        if place is None:
            return False
        if place.pk in territories:
            return True
        place = place.part_of
    return False


def may_enter(user: AbstractBaseUser, record: Draft | Delegation) -> bool:
    """Whether somebody may change a draft or a delegation; a draft whose sender is not said yet is its owner's."""
    territories = territories_of(user)
    if not territories:
        return True
    if isinstance(record, Draft) and record.sender is None:
        return record.owner_id == user.pk
    return is_within(record.sender, territories)
