"""What curators decide about claims, and how each decision is undone exactly. Conflicts are decided in `news.conflicts`.

Every decision is one UPDATE whose WHERE carries the expected state, so that of two curators one wins and the other is told.
`seen` is the version of the claim that was on the curator's screen: a claim that says something else by now is not decided.
"""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

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
    decide(claim, Claim.State.CONFIRMED, by=by, step=uuid.uuid4())
    _vouch(claim)
    if claim.record:
        apply_record(claim.record, claim.item)
    else:
        apply_claims(claim.item)


def confirm_together(
    claims: Iterable[Claim], *, by: AbstractBaseUser, seen: dict[int, str], step: uuid.UUID | None = None
) -> list[tuple[Claim, str]]:
    """Confirm several claims of one item as one step; return those that could not be, each with the reason."""
    step, refused, confirmed = step or uuid.uuid4(), [], []
    with transaction.atomic():
        for claim in claims:
            try:
                with transaction.atomic():
                    found = look(claim, seen.get(claim.pk, ""))
                    decide(found, Claim.State.CONFIRMED, by=by, step=step)
                    _vouch(found)
                    confirmed.append(found)
            except DecisionError as error:
                refused.append((claim, str(error)))
        for item in {claim.item_id: claim.item for claim in confirmed}.values():
            apply_claims(item)
    return refused


@transaction.atomic
def reject(claim: Claim, *, by: AbstractBaseUser, reason: str = "", seen: str = "") -> None:
    """Say that there is no such thing in the text, here and in every later report that repeats it."""
    claim = look(claim, seen)
    decide(claim, Claim.State.REJECTED, by=by, step=uuid.uuid4(), reason=reason)
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
    before = _before(claim, with_evidence=True)
    _requote(claim, corrections, quotes)
    claim.corrections = claim.corrections | corrections
    former = claim.record
    expected = claim.state if claim.state in VOUCHED else Claim.State.UNCHECKED
    unlocked = unlock(former, _columns(corrections)) if former else {}
    decide(
        claim,
        Claim.State.CORRECTED,
        by=by,
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
    _vouch(claim)


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
    before = _before(claim, with_evidence=True)
    _requote(claim, values, quotes)
    decide(
        claim,
        Claim.State.CORRECTED,
        by=by,
        step=uuid.uuid4(),
        expected=claim.state,
        before=before,
        verdict=Decision.Verdict.ADDED,
        values=values,
        corrections={},
    )
    apply_claims(item)
    claim.refresh_from_db()
    _vouch(claim)
    return claim


# Undoing


@transaction.atomic
def undo_decision(claim: Claim, *, by: AbstractBaseUser) -> None:
    """Put a decided claim back to how it stood before its last decision, and its record with it."""
    claim = look(claim, "")
    if not claim.is_decided:
        raise DecisionError(_("There is no decision to undo."))
    was_rejected = claim.state == Claim.State.REJECTED and claim.decided_by_id
    undo(claim, claim.decisions.filter(undone_at=None).first(), by)
    apply_claims(claim.item)
    if was_rejected:
        _welcome_again(claim)


@transaction.atomic
def undo_last_step(*, by: AbstractBaseUser) -> list[Claim]:
    """Undo what `by` decided last and has not undone yet, all of one click together; return the claims."""
    last = Decision.objects.filter(by=by, undone_at=None).order_by("-pk").first()
    if last is None:
        raise DecisionError(_("There is no decision of yours to undo."))
    return undo_step(last.step, by=by)


@transaction.atomic
def undo_step(step: uuid.UUID, *, by: AbstractBaseUser) -> list[Claim]:
    """Undo what was decided together; return the claims. Raise DecisionError when somebody has decided one of them since."""
    claims, rejected = [], []
    for decision in Decision.objects.filter(step=step, undone_at=None).order_by("-pk"):
        claim = look(Claim(pk=decision.claim_id), "")
        newer = claim.decisions.filter(undone_at=None, pk__gt=decision.pk).select_related("by").first()
        if newer:
            raise DecisionError(
                _("%(who)s has decided “%(claim)s” after you. Undo it on the page of the claim.")
                % {"who": newer.by, "claim": claim}
            )
        if claim.state == Claim.State.REJECTED:
            rejected.append(claim)
        undo(claim, decision, by)
        claims.append(claim)
    for item in {claim.item_id: claim.item for claim in claims}.values():
        apply_claims(item)
    for claim in rejected:
        _welcome_again(claim)
    return claims


UNDECIDED = {"state": Claim.State.UNCHECKED, "reason": "", "corrections": {}, "effects": {}}


def undo(claim: Claim, decision: Decision | None, by: AbstractBaseUser) -> None:
    """Without a decision of a person it was the machine that rejected what had been rejected in another report."""
    before = decision.before if decision else UNDECIDED
    if decision:
        is_first = Decision.objects.filter(pk=decision.pk, undone_at=None).update(
            undone_by=by, undone_at=timezone.now()
        )
        if not is_first:
            raise DecisionError(_("Somebody has undone this decision already."))
    effects, decided = claim.effects, claim.record
    for name in ("state", "reason", "corrections", "effects"):
        setattr(claim, name, before[name])
    claim.decided_by_id, claim.decided_at = before.get("decided_by"), before.get("decided_at")
    if "values" in before:
        claim.values = before["values"]
    if "record" in before:
        setattr(claim, f"{claim.kind}_id", before["record"])
    claim.save()
    claim.refresh_from_db()
    if "evidence" in before:
        claim.evidence.all().delete()
        Evidence.objects.bulk_create(Evidence(claim=claim, **row) for row in before["evidence"])
    if decided and effects:
        _take_back(decided, effects)
        for other in _decided_about(decided, but=claim):
            _vouch(other)
    former = claim.record
    if former and former != decided and effects:
        put_back(former, effects.get("unlocked") or {})
    if decided and former != decided:
        # Nothing may vouch for the record any more that the decision led to.
        apply_claims(claim.item, also=[decided])


def _welcome_again(claim: Claim) -> None:
    """What other reports repeated was rejected by the machine because of this decision: it waits again, too."""
    same = Claim.objects.filter(state=Claim.State.REJECTED, identity=claim.identity).exclude(pk=claim.pk)
    if same.exclude(decided_by=None).exists():
        return
    for other in same.select_related("item"):
        Claim.objects.filter(pk=other.pk, state=Claim.State.REJECTED).update(decided_at=None, **UNDECIDED)
        apply_claims(other.item)


def _take_back(record: Record, effects: dict[str, Any]) -> None:
    record.refresh_from_db()
    record.locked_fields = [name for name in record.locked_fields if name not in effects["locked"]]
    if effects["checked"]:
        record.checked_at = None
    record.save(update_fields=["locked_fields", "checked_at", "updated_at"])
    put_back(record, effects.get("unlocked") or {})


def put_back(record: Record, unlocked: dict[str, str]) -> None:
    """Lock again what a correction had unlocked, with the values that a person had set."""
    for name, value in unlocked.items():
        field = record._meta.get_field(name)
        setattr(record, field.attname, field.to_python(None if value == "None" else value))
    if unlocked:
        record.locked_fields = sorted({*record.locked_fields, *unlocked})
        record.save()


def _decided_about(record: Record, *, but: Claim) -> Iterable[Claim]:
    return Claim.objects.filter(state__in=VOUCHED, kind=but.kind, **{but.kind: record}).exclude(pk=but.pk)


# What the decisions have in common


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
    by: AbstractBaseUser,
    step: uuid.UUID,
    reason: str = "",
    expected: str = Claim.State.UNCHECKED,
    before: dict[str, Any] | None = None,
    verdict: str = "",
    **fields: Any,
) -> None:
    now = timezone.now()
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
    Decision.objects.create(claim=claim, verdict=verdict or state, by=by, step=step, before=before)


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


def _vouch(claim: Claim) -> None:
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
