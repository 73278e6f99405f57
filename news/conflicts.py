"""What curators decide where reports contradict a record, and how each answer is undone.

Whatever the answer, the field is locked: machines do not ask again.
"""

import uuid
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory import history
from directory.models import Act
from directory.records import Language, Record
from news.actions import DecisionError, apply_claims
from news.decisions import decide, deciding, lock, look, text_of, unlock
from news.matching import Directory
from news.models import Claim, Conflict, Decision
from news.projecting import context_of, project
from news.undoing import put_back, undo


@transaction.atomic
def keep_present(conflict: Conflict, *, by: AbstractBaseUser) -> None:
    """Decide a conflict for the record: its value stays and is locked."""
    with deciding(conflict, by=by) as act:
        _decide_conflict(conflict, Conflict.State.KEPT, by=by)
        _lock_field(conflict, _how_it_stands(conflict, act))


@transaction.atomic
def keep_both(conflict: Conflict, *, by: AbstractBaseUser) -> None:
    """Leave it open who is right: the record keeps its value, and its page shows both with who says which."""
    with deciding(conflict, by=by) as act:
        _decide_conflict(conflict, Conflict.State.DISPUTED, by=by)
        _lock_field(conflict, _how_it_stands(conflict, act))


@transaction.atomic
def take_claimed(conflict: Conflict, *, by: AbstractBaseUser) -> None:
    """Decide a conflict for the claim: its value becomes the record's and is locked."""
    with deciding(conflict, by=by) as act:
        _take(conflict, act)


def _take(conflict: Conflict, act: Act) -> None:
    _decide_conflict(conflict, Conflict.State.TAKEN, by=act.by)
    claim = conflict.claim
    record = _record_of(conflict)
    stood = _how_it_stands(conflict, act)
    if claim.state == Claim.State.UNCHECKED:
        step = uuid.uuid4()
        decide(claim, Claim.State.CONFIRMED, act=act, step=step)
        stood["step"] = str(step)
    unlock(record, [conflict.field])
    # Decided claims come first, the oldest first: among several, this one has the last word by its lock.
    others = Claim.objects.standing().filter(**{claim.kind: record}).exclude(pk=claim.pk)
    context = context_of([record], Directory(claim.item.language or Language.RUSSIAN))
    others_aside = set(others.values_list("pk", flat=True))
    context.claims = [c for c in context.claims if c.kind != claim.kind or c.pk not in others_aside]
    project(record, context)
    _lock_field(conflict, stood)
    apply_claims(claim.item)
    _answer_others(conflict, act.by)


@transaction.atomic
def set_by_hand(conflict: Conflict, *, by: AbstractBaseUser, value: Any) -> None:
    """Decide a conflict for neither: a person says what is right, and that is locked."""
    with deciding(conflict, by=by) as act:
        record = _record_of(conflict)
        _decide_conflict(conflict, Conflict.State.BY_HAND, by=by)
        stood = _how_it_stands(conflict, act)
        unlock(record, [conflict.field])
        setattr(record, conflict.field, value)
        try:
            with transaction.atomic():
                record.save()
        except IntegrityError as error:
            raise DecisionError(
                _("The value contradicts another record: %(error)s") % {"error": str(error).splitlines()[0]}
            ) from error
        _lock_field(conflict, stood)
        apply_claims(conflict.claim.item)
        _answer_others(conflict, by)


@transaction.atomic
def reopen(conflict: Conflict, *, by: AbstractBaseUser) -> None:
    """Undo the decision of a conflict: the record has its former value and the question is open again."""
    act = Act.objects.filter(pk=conflict.effects.get("act"), undone_by=None).first()
    # Of a conflict that was answered by the decision of another one there is no act of its own.
    with history.act(Act.Kind.UNDO, by=by, subject=conflict, undoes=act) if act else history.written_by(by):
        _reopen(conflict, conflict.effects, by)


def _reopen(conflict: Conflict, effects: dict[str, Any], by: AbstractBaseUser) -> None:
    reopened = (
        Conflict.objects.filter(pk=conflict.pk, state=conflict.state)
        .exclude(state=Conflict.State.OPEN)
        .update(state=Conflict.State.OPEN, decided_by=None, decided_at=None, effects={"reopened_by": by.pk})
    )
    if not reopened:
        raise DecisionError(_("Somebody has opened this conflict again already."))
    Conflict.objects.filter(effects__answered_with=conflict.pk).update(
        state=Conflict.State.OPEN, decided_by=None, decided_at=None, effects={}
    )
    if "step" in effects:
        for decision in Decision.objects.filter(step=effects["step"], undone_at=None):
            undo(look(conflict.claim, ""), decision, by)
    record = conflict.claim.record
    if record and "before" in effects:
        record.refresh_from_db()
        record.locked_fields = [name for name in record.locked_fields if name != conflict.field]
        if effects["checked"]:
            record.checked_at = None
        record.save(update_fields=["locked_fields", "checked_at", "updated_at"])
        if effects["was_locked"]:
            put_back(record, {conflict.field: effects["before"]})
    apply_claims(conflict.claim.item)


def decided_by_act(act: Act) -> Conflict | None:
    """The conflict that an act in the history decided."""
    rows = act.changes.filter(table=Conflict._meta.db_table).values("row")
    return Conflict.objects.filter(pk__in=rows, effects__act=act.pk).select_related("claim__item").first()


def _record_of(conflict: Conflict) -> Record:
    record = conflict.claim.record
    if record is None:
        raise DecisionError(_("The record of this claim is gone."))
    return record


def _how_it_stands(conflict: Conflict, act: Act) -> dict[str, Any]:
    """The field in question before the decision `act`. Who heads a delegation is no field of its own."""
    record = conflict.claim.record
    if record is None or conflict.field == "head":
        return {"act": act.pk}
    return {
        "act": act.pk,
        "before": text_of(record, conflict.field),
        "was_locked": conflict.field in record.locked_fields,
        "checked": record.checked_at is None,
    }


def _lock_field(conflict: Conflict, stood: dict[str, Any]) -> None:
    conflict.effects = stood
    conflict.save(update_fields=["effects"])
    if "before" in stood:
        record = _record_of(conflict)
        record.refresh_from_db()
        lock(record, [conflict.field])


def _answer_others(conflict: Conflict, by: AbstractBaseUser) -> None:
    """The reports that state the former value contradict the record now; who decided has seen them, and is not asked again."""
    claim = conflict.claim
    Conflict.objects.filter(
        state=Conflict.State.OPEN,
        field=conflict.field,
        claim__kind=claim.kind,
        **{f"claim__{claim.kind}": _record_of(conflict)},
    ).update(
        state=Conflict.State.KEPT,
        decided_by=by,
        decided_at=timezone.now(),
        effects={"answered_with": conflict.pk},
    )


def _decide_conflict(conflict: Conflict, state: Conflict.State, *, by: AbstractBaseUser) -> None:
    updated = Conflict.objects.filter(pk=conflict.pk, state=Conflict.State.OPEN).update(
        state=state, decided_by=by, decided_at=timezone.now()
    )
    if not updated:
        raise DecisionError(_("Somebody has decided this conflict already."))
