"""What curators decide about claims. Conflicts are decided in `news.conflicts`; `news.undoing` takes decisions back.

Every decision is one UPDATE whose WHERE carries the expected state, so that of two curators one wins and the other is told. What it
writes is one act in the history.
`seen` is the version of the claim that was on the curator's screen: a claim that says something else by now is not decided.
"""

import uuid
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory import history
from directory.models import Act
from directory.records import Language, Record
from events.models import Forum
from investments.models import Project
from news.actions import DecisionError, apply_claims, apply_record, fingerprint_of, identity_of
from news.matching import Directory, find_forum, find_project
from news.models import Claim, Decision, Evidence, Item
from news.restating import BLANK

# The columns of a record that a field of the extraction contract fills, where they are called otherwise.
COLUMNS = {
    "size": ("stated_size", "size_as_printed"),
    "invited_by": ("invited_by", "invited_by_as_printed"),
    "amount": ("amount_as_printed", "amount", "currency"),
}
# Fields that say which record is meant: a correction of one of them leads to another record.
LEADING = {
    Claim.Kind.FORUM: {"series"},
    Claim.Kind.SESSION: {"forum"},
    Claim.Kind.PERSON: {"name"},
    Claim.Kind.DELEGATION: {"from", "forum"},
    Claim.Kind.PROJECT: {"name"},
    Claim.Kind.AGREEMENT: {"forum"},
    Claim.Kind.INITIATIVE: {"forum"},
}
VOUCHED = (Claim.State.CONFIRMED, Claim.State.CORRECTED)


# Claims


@transaction.atomic
def confirm(claim: Claim, *, by: AbstractBaseUser, seen: str = "") -> None:
    """Say that the text states what the machine read. Raise DecisionError when somebody decided first."""
    claim = look(claim, seen)
    with deciding(claim, by=by) as act:
        decide(claim, Claim.State.CONFIRMED, act=act, step=uuid.uuid4())
        vouch(claim)
        if claim.record:
            apply_record(claim.record, claim.item)
        else:
            apply_claims(claim.item)


def confirm_together(
    claims: Iterable[Claim], *, by: AbstractBaseUser, seen: dict[int, str], step: uuid.UUID | None = None
) -> list[tuple[Claim, str]]:
    """Confirm several claims of one item as one step; return those that could not be, each with the reason."""
    claims, step, refused, confirmed = list(claims), step or uuid.uuid4(), [], []
    if not claims:
        return refused
    with deciding(claims[0].item, by=by) as act:
        for claim in claims:
            try:
                with transaction.atomic():
                    found = look(claim, seen.get(claim.pk, ""))
                    decide(found, Claim.State.CONFIRMED, act=act, step=step)
                    vouch(found)
                    confirmed.append(found)
            except DecisionError as error:
                refused.append((claim, str(error)))
        for item in {claim.item_id: claim.item for claim in confirmed}.values():
            apply_claims(item)
        if not confirmed:
            act.delete()
    return refused


@transaction.atomic
def reject(claim: Claim, *, by: AbstractBaseUser, reason: str = "", seen: str = "") -> None:
    """Say that there is no such thing in the text, here and in every later report that repeats it."""
    claim = look(claim, seen)
    with deciding(claim, by=by, reason=reason) as act:
        decide(claim, Claim.State.REJECTED, act=act, step=uuid.uuid4(), reason=reason)
        apply_claims(claim.item)


@transaction.atomic
def correct(
    claim: Claim,
    *,
    by: AbstractBaseUser,
    corrections: dict[str, Any],
    quotes: Iterable[dict[str, Any]] = (),
    seen: str = "",
) -> None:
    """Set fields instead of what the machine read; the record follows and machines leave these fields alone.

    `quotes` are the words of the text that support the new values: field, index in a list or None, start, end. A claim that
    was decided by correcting it may be corrected further.
    """
    claim = look(claim, seen)
    unknown = corrections.keys() - claim.values.keys() - BLANK[claim.kind].keys()
    if unknown:
        raise DecisionError(_("There is no field “%(field)s” to correct.") % {"field": min(unknown)})
    with deciding(claim, by=by) as act:
        _correct(claim, corrections, quotes, act)


def _correct(claim: Claim, corrections: dict[str, Any], quotes: Iterable[dict[str, Any]], act: Act) -> None:
    before = _before(claim, with_evidence=True)
    _requote(claim, corrections, quotes)
    claim.corrections = claim.corrections | corrections
    former = claim.record
    expected = claim.state if claim.state in VOUCHED else Claim.State.UNCHECKED
    unlocked = unlock(former, _columns(corrections)) if former else {}
    decide(
        claim,
        Claim.State.CORRECTED,
        act=act,
        step=uuid.uuid4(),
        expected=expected,
        before=before,
        corrections=claim.corrections,
        effects={"locked": [], "checked": False, "unlocked": unlocked},
    )
    if former and (LEADING[claim.kind] & corrections.keys() or _meant_now(claim) not in (None, former)):
        setattr(claim, claim.kind, None)
        claim.save(update_fields=[claim.kind])
    try:
        with transaction.atomic():
            apply_claims(claim.item, also=[former] if former else [])
    except IntegrityError as error:
        raise DecisionError(
            _("The correction contradicts another record: %(error)s") % {"error": str(error).splitlines()[0]}
        ) from error
    claim.refresh_from_db()
    vouch(claim)


@transaction.atomic
def add_claim(
    item: Item, kind: str, values: dict[str, Any], *, by: AbstractBaseUser, quotes: Iterable[dict[str, Any]]
) -> Claim:
    """Add what the machine did not read: a claim made by a person, with the words of the text that support it."""
    identity = identity_of(kind, values)
    fingerprint = fingerprint_of(identity, 1)
    claim = item.claims.select_for_update().filter(fingerprint=fingerprint).first()
    if claim and claim.state not in (Claim.State.REJECTED, Claim.State.WITHDRAWN):
        raise DecisionError(
            _("This is among the records of the report already: %(claim)s") % {"claim": claim}
        )
    if claim is None:
        last = item.claims.filter(kind=kind).aggregate(last=models.Max("position"))["last"]
        claim = Claim.objects.create(
            item=item,
            kind=kind,
            position=0 if last is None else last + 1,
            fingerprint=fingerprint,
            identity=identity,
            values=values,
            confidence=1,
            state=Claim.State.WITHDRAWN,
        )
    with deciding(claim, by=by) as act:
        before = _before(claim, with_evidence=True)
        _requote(claim, values, quotes)
        decide(
            claim,
            Claim.State.CORRECTED,
            act=act,
            step=uuid.uuid4(),
            expected=claim.state,
            before=before,
            verdict=Decision.Verdict.ADDED,
            values=values,
            corrections={},
        )
        apply_claims(item)
        claim.refresh_from_db()
        vouch(claim)
    return claim


# What the decisions have in common


def deciding(what: object, *, by: AbstractBaseUser, reason: str = "") -> AbstractContextManager[Act]:
    """All that one decision writes is one act in the history."""
    return history.act(Act.Kind.DECISION, by=by, subject=what, reason=reason)


def look(claim: Claim, seen: str) -> Claim:
    """The claim as it stands now, nobody else's to decide until the transaction ends."""
    found = Claim.objects.select_for_update(of=("self",)).select_related("item").filter(pk=claim.pk).first()
    if found is None:
        raise DecisionError(_("This claim is gone: what it said is no longer kept. Nothing was decided."))
    if seen and found.version != seen:
        raise DecisionError(_what_happened(found))
    return found


def _what_happened(claim: Claim) -> str:
    """Why a claim is not what the curator saw of it."""
    if claim.state == Claim.State.WITHDRAWN:
        return _("“%(claim)s” is no longer read from this report, so there is nothing to decide.") % {
            "claim": claim
        }
    if claim.is_decided and claim.decided_by:
        return _("%(who)s has decided “%(claim)s” already: %(state)s. The decision can be undone.") % {
            "who": claim.decided_by,
            "claim": claim,
            "state": claim.get_state_display(),
        }
    return _(
        "“%(claim)s” says something else now: the report was read again, or a decision was undone. "
        "Look at it and decide again; nothing was changed."
    ) % {"claim": claim}


def _before(claim: Claim, *, with_evidence: bool = False) -> dict[str, Any]:
    before = {
        "state": claim.state,
        "reason": claim.reason,
        "corrections": claim.corrections,
        "effects": claim.effects,
        "decided_by": claim.decided_by_id,
        "decided_at": claim.decided_at.isoformat() if claim.decided_at else None,
        "values": claim.values,
    }
    if record := getattr(claim, f"{claim.kind}_id"):
        before["record"] = record
    if with_evidence:
        before["evidence"] = list(claim.evidence.values("field", "index", "start", "end", "quote"))
    return before


def decide(
    claim: Claim,
    state: Claim.State,
    *,
    act: Act,
    step: uuid.UUID,
    reason: str = "",
    expected: str = Claim.State.UNCHECKED,
    before: dict[str, Any] | None = None,
    verdict: str = "",
    **fields: Any,
) -> None:
    by, now = act.by, timezone.now()
    before = before or _before(claim)
    updated = Claim.objects.filter(pk=claim.pk, state=expected).update(
        state=state, decided_by=by, decided_at=now, reason=reason, **fields
    )
    if not updated:
        claim.refresh_from_db()
        if claim.state == Claim.State.WITHDRAWN:
            raise DecisionError(_what_happened(claim))
        raise DecisionError(
            _("Somebody has decided this claim already. Look at it again; the decision can be undone.")
        )
    claim.state, claim.decided_by, claim.decided_at, claim.reason = state, by, now, reason
    for name, value in fields.items():
        setattr(claim, name, value)
    Decision.objects.create(claim=claim, verdict=verdict or state, by=by, act=act, step=step, before=before)


def _requote(claim: Claim, corrections: dict[str, Any], quotes: Iterable[dict[str, Any]]) -> None:
    """Let the quotes follow the values: those of values that are gone go, those of new values come."""
    given = {(row["field"], row["index"]): row for row in quotes}
    for name, value in corrections.items():
        rows = list(claim.evidence.filter(field=name))
        was = claim.stated.get(name)
        for row in rows:
            row.moved_to = _place_of(row, was, value)
        claim.evidence.filter(field=name).delete()
        kept = [row for row in rows if row.moved_to != GONE and (name, row.moved_to) not in given]
        Evidence.objects.bulk_create(
            Evidence(
                claim=claim, field=name, index=row.moved_to, start=row.start, end=row.end, quote=row.quote
            )
            for row in kept
        )
    Evidence.objects.bulk_create(
        Evidence(claim=claim, quote=claim.item.text[row["start"] : row["end"]], **row)
        for row in given.values()
    )


GONE = -1


def _place_of(row: Evidence, was: Any, now: Any) -> int | None:
    """Where in the corrected value a quote belongs: an index in a list, None for a single value, or GONE."""
    if not isinstance(now, list):
        return GONE if now is None else None
    if not isinstance(was, list) or row.index is None or row.index >= len(was):
        return GONE
    value = was[row.index]
    if value in now:
        return now.index(value)
    # A value corrected in its place keeps its quote.
    return row.index if len(now) == len(was) else GONE


def _columns(fields: Iterable[str]) -> list[str]:
    return [column for name in fields for column in COLUMNS.get(name, (name,))]


def vouch(claim: Claim) -> None:
    """A person stands behind the record now: lock the fields in which it says what the claim says."""
    record = claim.record
    if record is None:
        return
    conflicting = set(claim.conflicts.values_list("field", flat=True))
    attributes = {field.name for field in record._meta.fields}
    agreed = [name for name, value in claim.stated.items() if value is not None]
    locked = [
        name
        for name in _columns(agreed)
        if name in attributes and name not in conflicting and name not in record.locked_fields
    ]
    effects = claim.effects or {}
    claim.effects = effects | {
        "locked": [*effects.get("locked", []), *locked],
        "checked": effects.get("checked", False) or record.checked_at is None,
    }
    claim.save(update_fields=["effects"])
    lock(record, locked)


def lock(record: Record, fields: Iterable[str]) -> None:
    record.locked_fields = sorted({*record.locked_fields, *fields})
    record.checked_at = record.checked_at or timezone.now()
    record.save(update_fields=["locked_fields", "checked_at", "updated_at"])


def unlock(record: Record, fields: Iterable[str]) -> dict[str, str]:
    """Give fields back to the machine; return those that were locked with what a person had set."""
    locked = [name for name in fields if name in record.locked_fields]
    record.locked_fields = [name for name in record.locked_fields if name not in locked]
    record.save(update_fields=["locked_fields", "updated_at"])
    return {name: text_of(record, name) for name in locked}


def text_of(record: Record, name: str) -> str:
    field = record._meta.get_field(name)
    return str(getattr(record, field.attname))


def _meant_now(claim: Claim) -> Record | None:
    """Which present record the corrected claim means, if its heading or number now names another one."""
    directory = Directory(claim.item.language or Language.RUSSIAN)
    place = directory.place(claim.stated["place"]) if claim.stated.get("place") else None
    if isinstance(claim.record, Forum):
        return find_forum(claim.record.series, claim.stated, place)
    if isinstance(claim.record, Project):
        return find_project(claim.stated["name"], place)
    return None
