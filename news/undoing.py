"""How what curators decided about claims is taken back, exactly: the claim, its quotes and its record as they stood before.

The history could put back every row as well, but a decision leads to records on which other reports stand by now: what
vouches for them is asked anew instead.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory import history
from directory.models import Act
from directory.records import Record
from news.actions import DecisionError, apply_claims
from news.decisions import VOUCHED, look, vouch
from news.models import Claim, Decision, Evidence


@transaction.atomic
def undo_decision(claim: Claim, *, by: AbstractBaseUser) -> None:
    """Put a decided claim back to how it stood before its last decision, and its record with it."""
    claim = look(claim, "")
    if not claim.is_decided:
        raise DecisionError(_("There is no decision to undo."))
    was_rejected = claim.state == Claim.State.REJECTED and claim.decided_by_id
    decision = claim.decisions.filter(undone_at=None).select_related("act").first()
    with taking_back(decision.act if decision else None, 1, by=by):
        undo(claim, decision, by)
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
    decided = Decision.objects.filter(step=step, undone_at=None).select_related("act").order_by("-pk")
    claims: list[Claim] = []
    for act, decisions in groupby(decided, key=lambda decision: decision.act):
        together = list(decisions)
        with taking_back(act, len(together), by=by):
            claims += _undo_together(together, by)
    return claims


@transaction.atomic
def undo_act(act: Act, *, by: AbstractBaseUser) -> None:
    """Undo the decisions of an act in the history."""
    decided = list(act.decisions.filter(undone_at=None).order_by("-pk"))
    if not decided:
        raise DecisionError(_("This is undone already."))
    with taking_back(act, len(decided), by=by):
        _undo_together(decided, by)


@contextmanager
def taking_back(act: Act | None, count: int, *, by: AbstractBaseUser) -> Iterator[None]:
    """What is written inside undoes `act`, if `count` decisions are all that it was; of a part of it only `by` is noted."""
    if act is not None and act.decisions.count() == count and not Act.objects.filter(undoes=act).exists():
        with history.act(Act.Kind.UNDO, by=by, subject=act.subject, undoes=act):
            yield
    else:
        with history.written_by(by):
            yield


def _undo_together(decisions: list[Decision], by: AbstractBaseUser) -> list[Claim]:
    claims, rejected = [], []
    for decision in decisions:
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
            vouch(other)
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
