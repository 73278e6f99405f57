"""Many claims of one rule confirmed at once, after a person found a sample of them right.

A batch is fixed when its sample is drawn: what is read later was not there to be sampled. The claims are confirmed in the
background, some at a time; each is one decision, and all of them are one step that can be undone.
"""

from functools import partial

from celery import current_app
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from news.actions import DecisionError
from news.decisions import confirm_together
from news.models import BatchConfirmation, Claim
from news.undoing import undo_step

SAMPLE = 10
PART = 50
SPREAD = 1_000  # of so many claims the sample takes every hundredth: the oldest ten would be of one outlet


def waiting(batch: BatchConfirmation) -> QuerySet[Claim]:
    """The claims of a batch that nobody has decided; those in an open conflict are left to be looked at."""
    return (
        Claim.objects.undecided()
        .filter(
            kind=batch.kind,
            rule=batch.rule,
            confidence__gte=batch.least_confidence,
            pk__gt=batch.last_claim,
            pk__lte=batch.limit,
        )
        .exclude(conflicts__state="open")
        .order_by("pk")
    )


@transaction.atomic
def draw_sample(kind: str, rule: str, least_confidence: float, *, by: AbstractBaseUser) -> BatchConfirmation:
    """Draw ten claims, spread over those that wait. Raise DecisionError when there are no more than can be looked at."""
    if kind not in Claim.Kind.values or not 0 <= least_confidence <= 1:
        raise DecisionError(_("Choose a kind, a rule and a confidence between 0 and 1."))
    batch = BatchConfirmation(kind=kind, rule=rule, least_confidence=least_confidence, asked_by=by)
    batch.limit = Claim.objects.aggregate(last=Max("pk"))["last"] or 0
    ids = list(waiting(batch).values_list("pk", flat=True)[:SPREAD])
    if len(ids) <= SAMPLE:
        raise DecisionError(
            _("No more than %(count)s such claims wait: check them one by one.") % {"count": SAMPLE}
        )
    step = len(ids) // SAMPLE
    batch.sample = ids[::step][:SAMPLE]
    batch.save()
    return batch


def sample_of(batch: BatchConfirmation) -> QuerySet[Claim]:
    return Claim.objects.filter(pk__in=batch.sample).select_related("item", "decided_by").order_by("pk")


@transaction.atomic
def start(batch: BatchConfirmation, *, by: AbstractBaseUser) -> None:
    """Confirm the rest. Raise DecisionError unless a person found every claim of the sample right."""
    states = list(sample_of(batch).exclude(decided_by=None).values_list("state", flat=True))
    if len(states) < SAMPLE:
        raise DecisionError(
            _("%(count)s of the sample are not checked yet. Check them first.")
            % {"count": SAMPLE - len(states)}
        )
    wrong = sum(state != Claim.State.CONFIRMED for state in states)
    if wrong:
        raise DecisionError(
            _("%(count)s of the sample were not right. Draw another sample with a higher confidence.")
            % {"count": wrong}
        )
    _move(batch, BatchConfirmation.State.SAMPLING, BatchConfirmation.State.RUNNING)
    transaction.on_commit(partial(_ask, batch.pk))


def _move(batch: BatchConfirmation, expected: str, state: str) -> None:
    if not BatchConfirmation.objects.filter(pk=batch.pk, state=expected).update(state=state):
        raise DecisionError(_("Somebody has decided this batch already. Look at it again."))
    batch.state = state


def _ask(batch_id: int) -> None:
    current_app.send_task("news.tasks.confirm_batch", [batch_id])


def confirm_next(batch_id: int) -> None:
    """Confirm some claims of a batch, then ask for the next: a worker may die anywhere."""
    with transaction.atomic():
        batch = BatchConfirmation.objects.select_for_update().select_related("asked_by").get(pk=batch_id)
        if batch.state != BatchConfirmation.State.RUNNING:
            return
        claims = list(waiting(batch).select_related("item")[:PART])
        refused = confirm_together(claims, by=batch.asked_by, seen={}, step=batch.step)
        if claims:
            batch.last_claim = claims[-1].pk
        batch.confirmed_count += len(claims) - len(refused)
        if len(claims) < PART:
            batch.state = BatchConfirmation.State.DONE
        batch.save(update_fields=["last_claim", "confirmed_count", "state"])
    if batch.state == BatchConfirmation.State.RUNNING:
        _ask(batch_id)


@transaction.atomic
def undo(batch: BatchConfirmation, *, by: AbstractBaseUser) -> None:
    """Put back all that a batch confirmed; the sample, which a person checked, stays."""
    _move(batch, BatchConfirmation.State.DONE, BatchConfirmation.State.UNDONE)
    undo_step(batch.step, by=by)
