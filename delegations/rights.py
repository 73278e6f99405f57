"""Who may enter what at the desk: staff with territories are limited to what these send."""

from __future__ import annotations

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.contrib.auth.models import AbstractBaseUser

from delegations.models import Delegation, Draft, Entry
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
    """Whether somebody may change a draft or a delegation.

    A draft that does not say yet of which territory it is belongs to its owner. A programme is of the territory where its
    forum takes place; in which territories projects lie, their rows say.
    """
    territories = territories_of(user)
    if not territories:
        return True
    if isinstance(record, Delegation):
        return is_within(record.sender, territories)
    body = record.sender if record.kind == Draft.Kind.LIST else record.forum and record.forum.place
    if body is None or record.kind == Draft.Kind.PROJECTS:
        return record.owner_id == user.pk
    return is_within(body, territories)


def may_undo(user: AbstractBaseUser, entry: Entry) -> bool:
    """Whether somebody may take an entry back: what is of their territory, and of no territory what they entered themselves."""
    if not territories_of(user):
        return True
    record = entry.delegation or entry.draft
    return may_enter(user, record) if record else entry.by_id == user.pk


class AtTheDesk(PermissionRequiredMixin):
    """For signed-in staff who may enter delegations."""

    permission_required = "delegations.enter_delegation"

    def has_permission(self) -> bool:
        return self.request.user.is_staff and super().has_permission()
