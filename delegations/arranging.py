"""How a delegation travels, stays and is looked after: for staff alone, every look is logged, two at once lose nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.editing import Saved, Source
from delegations.merging import merge
from delegations.models import Arrangements, ArrangementsAccess, Delegation, Entry, Member

INSTANTS = ("arrival", "departure")
OF_ALL = (*INSTANTS, "flights", "hotel", "contacts", "interpreter_language", "remarks")
OF_A_MEMBER = (*INSTANTS, "flights", "hotel", "contacts", "diet", "access_needs", "remarks")
INSTANT = "%Y-%m-%dT%H:%M"


def arrangements_of(delegation: Delegation) -> dict[int, Arrangements]:
    """Id of the member → what is arranged; 0 → for the delegation as a whole."""
    return {row.member_id or 0: row for row in delegation.arrangements.all()}


def shown_values(delegation: Delegation, members: Iterable[Member]) -> dict[str, str]:
    rows = arrangements_of(delegation)
    values: dict[str, str] = {}
    for pk in (0, *(member.pk for member in members)):
        row = rows.get(pk) or Arrangements()
        for name in OF_A_MEMBER if pk else OF_ALL:
            values[f"a{pk}-{name}"] = _text(getattr(row, name))
    return values


def _text(value: Any) -> str:
    return timezone.localtime(value).strftime(INSTANT) if isinstance(value, dt.datetime) else str(value or "")


def _instant(text: str) -> dt.datetime | None:
    return timezone.make_aware(dt.datetime.strptime(text, INSTANT)) if text else None  # noqa: DTZ007 - the site's zone follows


def log_access(
    delegation: Delegation, *, by: AbstractBaseUser, what: str, fields: Iterable[str] = ()
) -> ArrangementsAccess:
    return ArrangementsAccess.objects.create(
        delegation=delegation, by=by, what=what, fields=", ".join(sorted(set(fields)))[:500]
    )


@transaction.atomic
def save_arrangements(
    pk: int,
    posted: Mapping[str, str],
    *,
    base: Mapping[str, str],
    decisions: Mapping[str, str],
    source: Source,
    by: AbstractBaseUser,
) -> Saved:
    """Write what somebody changed, field by field; with a conflict or an error nothing is written."""
    delegation = Delegation.objects.select_for_update().get(pk=pk)
    members = list(delegation.members.filter(withdrawn_at=None))
    theirs = shown_values(delegation, members)
    mine = {name: value for name, value in posted.items() if name in theirs}
    merged = merge(base, theirs, mine, decisions)
    if merged.conflicts or not merged.values:
        return Saved(conflicts=merged.conflicts)
    try:
        changed = _changed(delegation, merged.values)
    except ValueError:
        return Saved(errors=[_("A time is not understood. Write it as 2026-06-08 14:30.")])
    late = [row for row in changed.values() if row.arrival and row.departure and row.arrival > row.departure]
    if late:
        return Saved(errors=[_("The departure lies before the arrival. Correct one of the two.")])
    for row in changed.values():
        row.save()
    # Without an act: what concerns single guests is kept as it is now, and in no history for ever.
    entry = Entry.objects.create(
        kind=Entry.Kind.FIELDS,
        delegation=delegation,
        forum=delegation.forum,
        about=str(delegation)[:500],
        by=by,
        **source.as_columns(),
    )
    log_access(
        delegation,
        by=by,
        what=ArrangementsAccess.What.CHANGED,
        fields=[name.partition("-")[2] for name in merged.values],
    )
    return Saved(entry=entry)


def _changed(delegation: Delegation, values: Mapping[str, str]) -> dict[int, Arrangements]:
    rows = arrangements_of(delegation)
    changed: dict[int, Arrangements] = {}
    for name, value in values.items():
        number, _dash, field = name.removeprefix("a").partition("-")
        member = int(number)
        row = changed.setdefault(
            member, rows.get(member) or Arrangements(delegation=delegation, member_id=member or None)
        )
        limit = Arrangements._meta.get_field(field).max_length
        setattr(row, field, _instant(value) if field in INSTANTS else value.strip()[: limit or 4_000])
    return changed
