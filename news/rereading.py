"""Old reports read again: the difference is shown first, then applied to what nobody has decided.

A rereading compares in the background, a batch of items a task. Only items that would change are kept, with the report as it
was read: what is applied later is what was looked at.
"""

from functools import partial
from typing import Any

from celery import current_app
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from extraction import VERSION
from extraction.keys import stems
from news.actions import DecisionError, apply_claims, claims_of, has_changed, store_findings
from news.intake import read_text
from news.models import Claim, Item, RereadBatch, Rereading, RereadItem, TaughtTerm
from news.terms import current_lexicon

BATCH = 50
NOT_SHOWN = frozenset({"forum", "session"})  # references to other claims, by fingerprint


def items_that_may_name(term: TaughtTerm) -> QuerySet[Item]:
    """Items of the term's language whose text has the stem of its longest word: a narrow net, as a name is declined."""
    longest = max((stem for _, _, stem in stems(term.written)), key=len, default=term.written)
    return Item.objects.read().filter(language=term.language, text__icontains=longest)


def items_of_older_versions() -> QuerySet[Item]:
    return Item.objects.read().exclude(extractor_version=VERSION)


@transaction.atomic
def start(items: QuerySet[Item], *, cause: str, by: AbstractBaseUser) -> Rereading:
    """Begin to compare `items` as read now with what is stored of them."""
    ids = list(items.order_by("pk").values_list("pk", flat=True))
    rereading = Rereading.objects.create(
        cause=cause[:300],
        version=VERSION,
        item_count=len(ids),
        asked_by=by,
        state=Rereading.State.COMPARING if ids else Rereading.State.READY,
    )
    parts = [ids[first : first + BATCH] for first in range(0, len(ids), BATCH)]
    rows = RereadBatch.objects.bulk_create(
        [RereadBatch(rereading=rereading, item_ids=part) for part in parts], batch_size=500
    )
    for batch in rows:
        transaction.on_commit(partial(_send, "news.tasks.compare_batch", batch.pk))
    return rereading


def _send(task: str, *arguments: int) -> None:
    current_app.send_task(task, arguments)


def compare(batch_id: int) -> None:
    """Read the items of a batch and keep what would change."""
    batch = RereadBatch.objects.get(pk=batch_id)
    if batch.is_compared:
        return
    lexicon = current_lexicon()
    found = []
    for item in Item.objects.filter(pk__in=batch.item_ids).prefetch_related("claims__evidence"):
        report = read_text(item, item.language, lexicon)
        if changes := difference(item, report):
            found.append(
                RereadItem(rereading_id=batch.rereading_id, item=item, report=report, changes=changes)
            )
    with transaction.atomic():
        # The row of the rereading is locked, so that of two last batches one sees that nothing is left.
        rereading = Rereading.objects.select_for_update().get(pk=batch.rereading_id)
        is_first = RereadBatch.objects.filter(pk=batch_id, is_compared=False).update(is_compared=True)
        if not is_first:
            return
        RereadItem.objects.bulk_create(found)
        if not rereading.batches.filter(is_compared=False).exists():
            rereading.state = Rereading.State.READY
            rereading.save(update_fields=["state"])


def difference(item: Item, report: dict[str, Any]) -> list[dict[str, Any]]:
    """What storing `report` would change: claims that are new, gone, or say something else. Decided claims never change."""
    present = {claim.fingerprint: claim for claim in item.claims.all()}
    changes = []
    for claim, quotes in claims_of(item, report, VERSION):
        stored = present.pop(claim.fingerprint, None)
        if stored is None or (stored.state == Claim.State.WITHDRAWN and not stored.is_decided):
            changes.append(_change("new", claim, {}, claim.values))
        elif not stored.is_decided and has_changed(stored, claim, quotes):
            changes.append(_change("changed", claim, stored.values, claim.values))
    gone = [claim for claim in present.values() if claim.state == Claim.State.UNCHECKED]
    return changes + [_change("gone", claim, claim.values, {}) for claim in gone]


def _change(what: str, claim: Claim, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    fields = [
        {"field": name, "before": before.get(name), "after": after.get(name)}
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name) and name not in NOT_SHOWN
    ]
    return {"what": what, "kind": claim.kind, "heading": claim.heading, "fields": fields}


@transaction.atomic
def accept(rereading: Rereading, *, by: AbstractBaseUser) -> None:
    """Apply all that a rereading found, in the background; raise DecisionError when it is not there to be decided."""
    _decide(rereading, Rereading.State.APPLIED, by)
    transaction.on_commit(partial(_send, "news.tasks.apply_rereading", rereading.pk))


@transaction.atomic
def drop(rereading: Rereading, *, by: AbstractBaseUser) -> None:
    """Leave everything as it is."""
    _decide(rereading, Rereading.State.DROPPED, by)


def _decide(rereading: Rereading, state: str, by: AbstractBaseUser) -> None:
    decided = Rereading.objects.filter(pk=rereading.pk, state=Rereading.State.READY).update(
        state=state, decided_by=by, decided_at=timezone.now()
    )
    if not decided:
        raise DecisionError(
            _("This rereading is still being compared, or somebody has decided it. Look at it again.")
        )


def apply_next(rereading_id: int) -> None:
    """Store what was read of some items, then ask for the next ones: a worker may die anywhere."""
    waiting = RereadItem.objects.filter(
        rereading_id=rereading_id, rereading__state=Rereading.State.APPLIED, is_applied=False
    )
    ids = list(waiting.order_by("pk").values_list("pk", flat=True)[:BATCH])
    for pk in ids:
        _apply_item(pk)
    if len(ids) == BATCH:
        _send("news.tasks.apply_rereading", rereading_id)


@transaction.atomic
def _apply_item(pk: int) -> None:
    row = RereadItem.objects.select_for_update(of=["self"]).select_related("item", "rereading").get(pk=pk)
    if row.is_applied:
        return
    store_findings(row.item, row.report, version=row.rereading.version)
    apply_claims(row.item)
    Item.objects.filter(pk=row.item_id).update(extractor_version=row.rereading.version)
    RereadItem.objects.filter(pk=pk).update(is_applied=True)
