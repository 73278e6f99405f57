"""What the desk writes: a paper becomes records in one transaction, and is taken back as one step."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.desk import UNDO_DAYS
from delegations.models import Delegation, Draft, Entry
from delegations.papers import Paper
from delegations.plans import Plan
from delegations.undoing import take_back
from directory.history import UndoError, act
from directory.models import Act

ENTERING = 5_118_001  # the number of a lock: two papers at once must not make one person twice
SENDER = ("sending_place", "sending_organization")  # known now, where the paper made it
DONE = ("new", "updated", "unchanged", "left_out")


class EntryError(Exception):
    """The entry cannot be saved as it is. The message is for the person at the desk."""


class PreviewOutdatedError(Exception):
    """The records changed since the preview was shown: it has to be looked at again. Nothing was written."""


def one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ENTERING])


@transaction.atomic
def enter(paper: Paper, draft: Draft, *, by: AbstractBaseUser, digest: str) -> Entry:
    """Write the draft as its preview said. Rows that are unclear or wrong stay in the draft.

    PreviewOutdatedError when the plan is no longer that of `digest`; EntryError when there is nothing to write.
    """
    one_at_a_time()
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    plan = paper.plan(draft)
    if plan.digest != digest:
        raise PreviewOutdatedError
    if not plan.can_be_saved:
        raise EntryError(
            plan.obstacles[0] if plan.obstacles else _("There is nothing to write in this list.")
        )
    counts = plan.counts | {"new_people": plan.new_people}
    with act(Act.Kind.EDIT, by=by, subject=draft, reason=draft.source) as done:
        delegation = paper.write(draft, plan)
    entry = Entry.objects.create(
        kind=paper.entry_kind,
        act=done,
        forum=draft.forum,
        delegation=delegation,
        about=str(delegation or draft)[:500],
        draft=draft,
        document=draft.document,
        by=by,
        counts=counts,
        dismissals=_dismissals(plan),
        source_kind=draft.source_kind,
        source_text=draft.source_text,
        source_on=draft.source_on,
    )
    _keep_the_rest(draft, delegation, plan)
    return entry


def _dismissals(plan: Plan) -> list[dict[str, Any]]:
    return [
        {"row": step.row.id, "warning": notice.text, "reason": notice.reason}
        for step in plan.steps
        for notice in step.notices
        if notice.is_dismissed
    ]


def _keep_the_rest(draft: Draft, delegation: Delegation | None, plan: Plan) -> None:
    """What was written leaves the draft's open rows; the draft closes when none is left."""
    draft.delegation = delegation
    if all(step.outcome in DONE for step in plan.steps):
        draft.closed_at = timezone.now()
    draft.version += 1
    draft.save(update_fields=["delegation", *SENDER, "closed_at", "version", "changed_at"])


@transaction.atomic
def undo(entry: Entry, *, by: AbstractBaseUser, now: dt.datetime) -> Entry:
    """Take an entry back as one step, exactly; UndoError when it is too old, undone already, or built on."""
    one_at_a_time()
    taken = Entry.objects.select_for_update(of=("self",)).undoable(now).filter(pk=entry.pk).first()
    if taken is None:
        raise UndoError(
            _("This entry was undone already, or is older than %(days)s days.") % {"days": UNDO_DAYS}
        )
    take_back(taken, by=by)
    if taken.draft_id:
        Draft.objects.filter(pk=taken.draft_id).update(closed_at=None)
    return taken
