"""The work at the curators' desk: who has which report open, how long a report takes, which comes next."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from news.models import Claim, Decision, Hold, Item, Review, WaitingItem

HOLD = dt.timedelta(minutes=5)
REVIEWS_MEASURED = 200  # the newest ones: how fast the desk is now
MOST_COUNTED = 1_000

TAKE = """
INSERT INTO news_hold AS present (item_id, by_id, expires_at) VALUES (%(item)s, %(by)s, %(until)s)
ON CONFLICT (item_id) DO UPDATE SET by_id = excluded.by_id, expires_at = excluded.expires_at
WHERE present.by_id = excluded.by_id OR present.expires_at <= %(now)s
"""


def hold(item: Item, *, by: AbstractBaseUser, now: dt.datetime) -> Hold | None:
    """Tell the others for five minutes that `by` has the item open; return whoever else holds it."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"item": item.pk, "by": by.pk, "now": now, "until": now + HOLD})
        if cursor.rowcount:
            return None
    return Hold.objects.select_related("by").exclude(by=by).filter(item=item, expires_at__gt=now).first()


def release(item: Item, *, by: AbstractBaseUser) -> None:
    Hold.objects.filter(item=item, by=by).delete()


def holds_of(item_ids: Iterable[int], *, now: dt.datetime) -> QuerySet[Hold]:
    return Hold.objects.filter(item__in=list(item_ids), expires_at__gt=now)


def open_review(item: Item, *, by: AbstractBaseUser, now: dt.datetime) -> Review:
    """The review that goes on while the item stays open: a new one when the last is finished or was left for long."""
    held = Hold.objects.filter(item=OuterRef("item"), by=by, expires_at__gt=now)
    last = Review.objects.filter(item=item, by=by).annotate(is_open=Exists(held)).order_by("-pk").first()
    is_going_on = last and last.is_open and not last.finished_at
    return last if is_going_on else Review.objects.create(item=item, by=by, opened_at=now)


def note_decision(item: Item, *, by: AbstractBaseUser, now: dt.datetime) -> None:
    """Measure: a review lasts from opening the item to the decision that leaves nothing to decide."""
    review = Review.objects.filter(item=item, by=by, finished_at=None).order_by("-pk").first()
    if review is None:
        return
    review.decided_at = now
    if not item.claims.undecided().exists():
        review.finished_at = now
    review.save(update_fields=["decided_at", "finished_at"])


@dataclass(frozen=True)
class Progress:
    """How the desk stands, for the line at the top of the screen."""

    waiting: int
    has_more: bool
    held: list[Hold]
    median: dt.timedelta | None


MEDIAN = """
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY finished_at - opened_at) FROM (
    SELECT finished_at, opened_at FROM news_review WHERE finished_at IS NOT NULL
    ORDER BY finished_at DESC LIMIT %s
) AS newest
"""


def progress(*, by: AbstractBaseUser, now: dt.datetime) -> Progress:
    waiting = WaitingItem.objects.order_by()[: MOST_COUNTED + 1].count()
    others = Hold.objects.filter(expires_at__gt=now).exclude(by=by).select_related("by", "item__source")
    with connection.cursor() as cursor:
        cursor.execute(MEDIAN, [REVIEWS_MEASURED])
        (median,) = cursor.fetchone()
    return Progress(
        min(waiting, MOST_COUNTED),
        waiting > MOST_COUNTED,
        list(others.defer("item__text", "item__raw")[:20]),
        median,
    )


def next_item(
    queue: QuerySet[WaitingItem], *, by: AbstractBaseUser, now: dt.datetime, after: int | None = None
) -> int | None:
    """The most urgent item of a queue that nobody else has open; not `after`, unless it is the only one."""
    ids = list(queue.held_by_nobody_but(by, now).most_urgent_first().values_list("item_id", flat=True)[:2])
    others = [pk for pk in ids if pk != after]
    return (others or ids or [None])[0]


def shown(claims: Iterable[Claim]) -> str:
    """What a screen shows of an item, as one word: posted back or asked for, it tells whether anything changed since."""
    facts = " ".join(sorted(f"{claim.pk}:{claim.version}" for claim in claims))
    return hashlib.sha256(facts.encode()).hexdigest()[:16]


def last_decision(*, by: AbstractBaseUser) -> Decision | None:
    """What “undo” would undo."""
    return (
        Decision.objects.filter(by=by, undone_at=None)
        .select_related("claim")
        .defer("before")
        .order_by("-pk")
        .first()
    )


def desk_claims(item: Item) -> QuerySet[Claim]:
    """The claims of an item as the desk shows them, with all that stands beside them."""
    return (
        item.claims.exclude(state=Claim.State.WITHDRAWN)
        .select_related(
            "decided_by",
            "forum__series",
            "forum__place",
            "session__forum__series",
            "person",
            "delegation__sending_place",
            "delegation__sending_organization",
            "delegation__destination",
            "delegation__forum__series",
            "project__place",
            "agreement__forum__series",
            "initiative__forum__series",
        )
        .prefetch_related("evidence", "conflicts")
        .order_by("position", "pk")
    )


def in_desk_order(claims: Iterable[Claim]) -> list[Claim]:
    """Forums first: what is said of the others depends on which forum is meant."""
    order: dict[Any, int] = {kind: number for number, kind in enumerate(Claim.Kind.values)}
    return sorted(claims, key=lambda claim: (order[claim.kind], claim.position, claim.pk))
