"""Changing a delegation that is there: field by field, on somebody's word, beside others who do the same."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations import undoing
from delegations.actions import EntryError
from delegations.dates import understood
from delegations.merging import FieldConflict, merge
from delegations.models import Completeness, Delegation, DelegationStatus, Entry, Member
from directory.edtf import exact_days
from directory.history import act
from directory.models import Act
from directory.records import take_responsibility

MEMBER_FIELDS = ("role", "position", "post_as_printed", "stays")
FIELDS = ("stated_size", "size_as_printed", "invited_by_as_printed")
STAYS, GOES = "yes", "no"


@dataclass
class Source:
    """On whose word something is changed."""

    source_kind: str
    source_text: str
    source_on: dt.date | None = None

    def as_columns(self) -> dict[str, Any]:
        return dict(vars(self))

    def __str__(self) -> str:
        return f"{self.source_kind} {self.source_text}"


@dataclass
class Saved:
    """What came of a save: the entry, if anything changed, and what two people changed at once."""

    entry: Entry | None = None
    conflicts: list[FieldConflict] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def members_of(delegation: Delegation) -> list[Member]:
    """The standing members in protocol order."""
    return list(
        delegation.members.filter(withdrawn_at=None, person__withdrawn_at=None)
        .select_related("person")
        .prefetch_related("posts__organization", "posts__place")
        .order_by("position", "pk")
    )


def shown_values(delegation: Delegation, members: list[Member]) -> dict[str, str]:
    """The fields of a delegation and its members as texts, under the names that they have on the page."""
    values = {name: str(getattr(delegation, name) or "") for name in FIELDS}
    values["status"] = delegation.status
    for member in members:
        values |= {
            f"m{member.pk}-role": member.role,
            f"m{member.pk}-position": str(member.position),
            f"m{member.pk}-post_as_printed": member.post_as_printed,
            f"m{member.pk}-stays": STAYS,
        }
    return values


@transaction.atomic
def save_delegation(
    pk: int,
    posted: Mapping[str, str],
    *,
    base: Mapping[str, str],
    decisions: Mapping[str, str],
    source: Source,
    by: AbstractBaseUser,
) -> Saved:
    """Write the fields that somebody changed, unless another one changed the same fields meanwhile.

    With a conflict or an error nothing at all is written.
    """
    delegation = Delegation.objects.select_for_update(of=("self",)).with_senders().get(pk=pk)
    members = list(
        Member.objects.select_for_update(of=("self",)).filter(delegation=delegation).order_by("pk")
    )
    standing = {member.pk: member for member in members if member.withdrawn_at is None}
    theirs = shown_values(delegation, list(standing.values()))
    theirs |= {f"m{member.pk}-stays": GOES for member in members if member.withdrawn_at is not None}
    mine = {name: value for name, value in posted.items() if name in theirs}
    merged = merge(base, theirs, mine, decisions)
    if merged.conflicts or not merged.values:
        return Saved(conflicts=merged.conflicts)
    errors = _check(merged.values, standing) + _check_day(posted)
    if errors:
        return Saved(errors=errors)
    with act(Act.Kind.EDIT, by=by, subject=delegation, reason=str(source)) as done:
        entry = Entry.objects.create(
            kind=Entry.Kind.FIELDS,
            act=done,
            delegation=delegation,
            forum=delegation.forum,
            about=str(delegation)[:500],
            by=by,
            **source.as_columns(),
        )
        _write_fields(delegation, merged.values)
        _write_members(members, merged.values)
        _write_status(delegation, merged.values, posted, entry)
    return Saved(entry=entry)


def _check(values: Mapping[str, str], standing: Mapping[int, Member]) -> list[str]:
    errors = []
    size = values.get("stated_size", "")
    if size and not (size.isdigit() and 1 <= int(size) <= 10_000):
        errors.append(_("The stated size is a whole number from 1 on."))
    if values.get("status", "") not in ("", *DelegationStatus.Status.values):
        errors.append(_("This status is not known."))
    roles = {pk: values.get(f"m{pk}-role", member.role) for pk, member in standing.items()}
    stays = {pk for pk in standing if values.get(f"m{pk}-stays", STAYS) == STAYS}
    if sum(role == Member.Role.HEAD for pk, role in roles.items() if pk in stays) > 1:
        errors.append(_("A delegation has one head. Give all others another role."))
    if not set(roles.values()) <= set(Member.Role.values):
        errors.append(_("This role is not known."))
    for name, value in values.items():
        if name.endswith("-position") and not (value.isdigit() and int(value) < 10_000):
            errors.append(
                _("“%(value)s” is no place in the protocol order. Write a whole number.")
                % {"value": value[:20]}
            )
    return errors


def _check_day(posted: Mapping[str, str]) -> list[str]:
    text = posted.get("status_on", "").strip()
    if not text or _day(text):
        return []
    return [_("“%(text)s” is no day. Write 15.09.2026 or 15 September 2026.") % {"text": text[:60]}]


def _day(text: str) -> dt.date | None:
    """The day on which something was so, as somebody types it."""
    try:
        days = exact_days(understood(text, timezone.localdate(), is_past=True))
    except ValueError:
        return None
    return days.first if days else None


def _write_fields(delegation: Delegation, values: Mapping[str, str]) -> None:
    changed = [name for name in FIELDS if name in values]
    if not changed:
        return
    for name in changed:
        limit = Delegation._meta.get_field(name).max_length
        value: Any = values[name].strip()[:limit]
        setattr(delegation, name, (int(value) if value else None) if name == "stated_size" else value)
    take_responsibility(delegation, changed)
    delegation.save(update_fields=[*changed, "locked_fields", "checked_at", "updated_at"])


def _write_members(members: list[Member], values: Mapping[str, str]) -> None:
    changed = [
        member for member in members if any(f"m{member.pk}-{name}" in values for name in MEMBER_FIELDS)
    ]
    # A head of yesterday steps back before the head of today steps forward.
    changed.sort(key=lambda member: values.get(f"m{member.pk}-role", member.role) == Member.Role.HEAD)
    for member in changed:
        mine = {
            name: values[f"m{member.pk}-{name}"] for name in MEMBER_FIELDS if f"m{member.pk}-{name}" in values
        }
        member.role = mine.get("role", member.role)
        member.position = int(mine.get("position", member.position))
        member.post_as_printed = mine.get("post_as_printed", member.post_as_printed).strip()[:500]
        if "stays" in mine:
            member.withdrawn_at = None if mine["stays"] == STAYS else timezone.now()
        take_responsibility(member, mine)
        member.save()


def _write_status(
    delegation: Delegation,
    values: Mapping[str, str],
    posted: Mapping[str, str],
    entry: Entry,
) -> None:
    """A status is a row of the history; the newest one is the delegation's."""
    if not values.get("status"):
        return
    stated_on = _day(posted.get("status_on", "")) or entry.source_on or timezone.localdate()
    DelegationStatus.objects.create(
        delegation=delegation, status=values["status"], stated_on=stated_on, entry=entry
    )
    newest = delegation.statuses.order_by("-stated_on", "-pk").first()
    delegation.status = newest.status
    take_responsibility(delegation, ["status"])
    delegation.save(update_fields=["status", "locked_fields", "checked_at", "updated_at"])


@transaction.atomic
def undo_field(entry: Entry, place: str, *, by: AbstractBaseUser) -> Entry:
    """Give one field the value that it had before an entry; refused where it was changed again since then."""
    done = undoing.put_back_field(entry, place, by=by)
    return Entry.objects.create(
        kind=Entry.Kind.UNDO,
        act=done,
        delegation=entry.delegation,
        forum=entry.forum,
        about=entry.about,
        by=by,
        source_kind=entry.source_kind,
        source_text=entry.source_text,
        source_on=entry.source_on,
    )


# Four eyes


def content_hash(delegation: Delegation, members: list[Member]) -> str:
    """What “this list is complete” is said of: who belongs to the delegation, in which role, order and post."""
    said = [
        delegation.stated_size,
        [
            [
                member.person_id,
                member.role,
                member.position,
                member.post_as_printed,
                sorted(p.pk for p in member.posts.all()),
            ]
            for member in members
        ],
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def completeness_of(delegation: Delegation, members: list[Member]) -> Completeness | None:
    """What was said of this very content; None as soon as anything of it changes."""
    return (
        delegation.completeness.filter(content_hash=content_hash(delegation, members))
        .select_related("said_by", "confirmed_by")
        .first()
    )


@transaction.atomic
def say_complete(delegation: Delegation, *, seen: str, by: AbstractBaseUser) -> Completeness:
    """Say, or as the second person confirm, that the list is complete. `seen` is the hash of what the person saw."""
    delegation = Delegation.objects.select_for_update().get(pk=delegation.pk)
    members = members_of(delegation)
    present = content_hash(delegation, members)
    if present != seen:
        raise EntryError(_("The list has changed since you saw it. Look at it again."))
    row, is_new = Completeness.objects.get_or_create(
        delegation=delegation, content_hash=present, defaults={"said_by": by}
    )
    if is_new or row.confirmed_by_id is not None:
        return row
    if row.said_by_id == by.pk:
        raise EntryError(_("You said so yourself: a second person has to confirm it."))
    row.confirmed_by, row.confirmed_at = by, timezone.now()
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    return row
