"""Who is who: pairs that may be one, what people say of them, merging, and putting it all back. Splitting is in `news.splitting`.

Names propose, people decide. A merge is an act: every row that it moves is in the history, and undoing it puts each back,
whatever was changed later.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.models import Member
from directory import history, merging
from directory.addresses import free_slug, keep_former_address
from directory.models import Act, Organization, Pair, Person, Place
from directory.records import Language, Name, Record
from events.models import Forum, ForumSeries, Session
from investments.models import Project
from news import queueing
from news.actions import DecisionError, one_at_a_time
from news.matching import Directory
from news.models import Claim
from news.projecting import PROJECTIONS, context_of, project

MERGED: dict[str, type[Record]] = {
    model._meta.model_name: model for model in (Person, Organization, Place, ForumSeries, Forum, Project)
}
BLANK = (None, "", [])


def of_pair(pair: Pair) -> tuple[Record | None, Record | None]:
    """The two records; None for one that is not there any more."""
    found = MERGED[pair.kind]._base_manager.in_bulk([pair.one, pair.other])
    return found.get(pair.one), found.get(pair.other)


def pair_of(one: Record, other: Record) -> Pair:
    """The pair of two records, stored or new."""
    kind = one._meta.model_name
    first, second = sorted((one.pk, other.pk))
    return Pair.objects.filter(kind=kind, one=first, other=second).first() or Pair(
        kind=kind, one=first, other=second
    )


# Merging


@transaction.atomic
def merge(kept: Record, gone: Record, *, by: AbstractBaseUser, reason: str = "") -> Act:
    """Say that two records are one thing: everything about `gone` is about `kept` from now on, its address leads there.

    Raise DecisionError when they may not be merged: a record with itself, one that is withdrawn, a pair that somebody
    judged to be different, also by way of records merged before.
    """
    if type(kept) is not type(gone) or kept.pk == gone.pk:
        raise DecisionError(_("Choose two different records of one kind."))
    one_at_a_time()
    rows = {row.pk: row for row in type(kept).objects.select_for_update().filter(pk__in=[kept.pk, gone.pk])}
    if len(rows) < 2 or any(row.is_withdrawn for row in rows.values()):
        raise DecisionError(_("One of the two is withdrawn, or merged into another one already."))
    kept, gone = rows[kept.pk], rows[gone.pk]
    _refuse_different(kept, gone)
    subject = f"{gone} → {kept}"
    with history.act(Act.Kind.MERGE, by=by, subject=subject, reason=reason) as done:
        judge(kept, gone, Pair.Verdict.SAME, by=by, reason=reason)
        _take_over_fields(kept, gone)
        _names_become_aliases(gone)
        address = gone.get_absolute_url()
        try:
            merging.absorb(kept, gone, ADJUSTMENTS)
        except merging.MergeError as error:
            raise DecisionError(
                _("Something stands in the way: %(what)s. Correct it first.") % {"what": error}
            ) from error
        now = timezone.now()
        type(gone).objects.filter(pk=gone.pk).update(withdrawn_at=now, checked_at=gone.checked_at or now)
        keep_former_address(old=address, new=kept.get_absolute_url())
        _judgements_follow(kept, gone)
        project_all([kept, *(kept.forums.all() if isinstance(kept, ForumSeries) else ())])
        refresh_queue(_claims_that_mean(kept))
    return done


@transaction.atomic
def undo(done: Act, *, by: AbstractBaseUser, reason: str = "") -> Act:
    """Put back an act in the history exactly, and the queue of the curators with it. Raise UndoError as `history.undo` does."""
    undone = history.undo(done, by=by, reason=reason)
    rows = done.changes.order_by().values_list("table", "row")
    claims = [row for table, row in rows if table == Claim._meta.db_table]
    forums = [row for table, row in rows if table == Forum._meta.db_table]
    refresh_queue(Claim.objects.filter(Q(pk__in=claims) | Q(forum__in=forums)))
    return undone


def refresh_queue(claims: Iterable[Claim]) -> None:
    """What claims are about has changed, and with it where their reports stand in the queue of the curators."""
    queueing.refresh({claim.item_id for claim in claims}, today=timezone.localdate())


def _claims_that_mean(record: Record) -> Iterable[Claim]:
    if isinstance(record, ForumSeries):
        return Claim.objects.filter(forum__series=record).only("item_id")
    return record.claims.only("item_id") if hasattr(record, "claims") else ()


def project_all(records: Iterable[Record]) -> None:
    """Let records say what their claims say now."""
    stated = [record for record in dict.fromkeys(records) if type(record) in PROJECTIONS]
    context = context_of(stated, Directory(Language.RUSSIAN))
    for record in stated:
        # A record that only a person entered has no claims, and stands by that person's word.
        if context.about(record):
            project(record, context)


def what_moves(gone: Record) -> list[tuple[str, int]]:
    """What would move when `gone` is merged into another record: (rows in words, how many)."""
    found: dict[str, int] = {}
    for model, count in merging.counts(gone):
        label = str(model._meta.verbose_name_plural)
        found[label] = found.get(label, 0) + count
    return sorted(found.items())


def _refuse_different(kept: Record, gone: Record) -> None:
    if pair_of(kept, gone).verdict == Pair.Verdict.DIFFERENT:
        raise DecisionError(
            _("Somebody judged that these two are not the same. Take that back first, if it was wrong.")
        )


def _take_over_fields(kept: Record, gone: Record) -> None:
    """What a person said of `gone` fills the blanks of `kept`, and is that person's word there as well."""
    taken = [
        name
        for name in gone.locked_fields
        if name not in kept.locked_fields
        and getattr(kept, name, None) in BLANK
        and getattr(gone, name, None) not in BLANK
    ]
    if taken:
        for name in taken:
            setattr(kept, name, getattr(gone, name))
        kept.locked_fields = sorted({*kept.locked_fields, *taken})
        kept.save()


def _names_become_aliases(gone: Record) -> None:
    """The main name of what is merged is another name of what is kept."""
    if hasattr(gone, "names"):
        gone.names.filter(kind=Name.Kind.MAIN).update(kind=Name.Kind.ALIAS)


def _next_position(row: models.Model, kept: models.Model) -> dict[str, Any]:
    last = Session.objects.filter(forum=kept).aggregate(last=models.Max("position"))["last"] or 0
    return {"position": last + 1}


def _free_forum_slug(row: models.Model, kept: models.Model) -> dict[str, Any]:
    return {"slug": free_slug(kept.forums.all(), row.slug)}


# Rules that say nothing of identity, and what a row that moves gets instead.
ADJUSTMENTS: dict[str, merging.Adjustment] = {
    "session_position_is_unique_in_its_forum": _next_position,
    "forum_address_is_unique_in_its_series": _free_forum_slug,
    "delegation_has_one_head": lambda row, kept: {"role": Member.Role.MEMBER},
}


# Judging


@transaction.atomic
def judge(one: Record, other: Record, verdict: str, *, by: AbstractBaseUser, reason: str = "") -> Pair:
    """Say of two records that they are the same (without merging), not the same, or that it is for later."""
    pair = pair_of(one, other)
    pair.verdict, pair.judged_by, pair.judged_at, pair.reason = verdict, by, timezone.now(), reason[:300]
    pair.save()
    return pair


@transaction.atomic
def take_back(pair: Pair) -> None:
    """Let a pair be judged again."""
    Pair.objects.filter(pk=pair.pk).update(
        verdict=Pair.Verdict.OPEN, judged_by=None, judged_at=None, reason=""
    )


def _judgements_follow(kept: Record, gone: Record) -> None:
    """“Not the same as `gone`” is “not the same as `kept`” now: the judgement holds for the whole cluster."""
    kind = kept._meta.model_name
    for pair in Pair.objects.filter(Q(one=gone.pk) | Q(other=gone.pk), kind=kind):
        third = pair.other if pair.one == gone.pk else pair.one
        if third == kept.pk:
            continue
        first, second = sorted((kept.pk, third))
        known = Pair.objects.filter(kind=kind, one=first, other=second).first()
        if known is None:
            Pair.objects.filter(pk=pair.pk).update(one=first, other=second)
        elif pair.verdict == Pair.Verdict.DIFFERENT and known.verdict != Pair.Verdict.DIFFERENT:
            if known.verdict == Pair.Verdict.SAME:
                raise DecisionError(
                    _(
                        "Both are judged: the same as, and not the same as, one third record. Take one back first."
                    )
                )
            Pair.objects.filter(pk=known.pk).update(
                verdict=pair.verdict, judged_by=pair.judged_by, judged_at=pair.judged_at, reason=pair.reason
            )
