"""Who has a delegation open at the desk, and who holds it for the next five minutes."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet

from delegations.desk import HOLD, PRESENT
from delegations.models import Delegation, Presence


def be_present(delegation: Delegation, *, by: AbstractBaseUser, now: dt.datetime) -> None:
    Presence.objects.update_or_create(delegation=delegation, by=by, defaults={"seen_at": now})


def others_at(delegation: Delegation, *, but: AbstractBaseUser, now: dt.datetime) -> QuerySet[Presence]:
    """Who else has had the delegation open in the last minutes, or holds it."""
    return (
        delegation.presences.filter(seen_at__gte=now - PRESENT)
        .exclude(by=but)
        .select_related("by")
        .order_by("pk")
    )


def holder_of(delegation: Delegation, *, now: dt.datetime) -> Presence | None:
    return delegation.presences.filter(holds_until__gt=now).select_related("by").first()


@transaction.atomic
def hold(delegation: Delegation, *, by: AbstractBaseUser, now: dt.datetime) -> Presence:
    """Claim a delegation for five minutes; whoever holds it already keeps it, and is returned."""
    Delegation.objects.select_for_update().get(pk=delegation.pk)
    present = holder_of(delegation, now=now)
    if present is not None and present.by_id != by.pk:
        return present
    return Presence.objects.update_or_create(
        delegation=delegation, by=by, defaults={"seen_at": now, "holds_until": now + HOLD}
    )[0]


def release(delegation: Delegation, *, by: AbstractBaseUser) -> None:
    delegation.presences.filter(by=by).update(holds_until=None)
