"""How good what the machine reads is, and where the history is thin: the figures of the quality page."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from events.models import Forum, Session
from extraction import lexicon
from news.models import Claim, Decision, Item, Source

DECISIONS_COUNTED = 20_000  # the newest ones
FORUMS_LOOKED_AT = 200  # the newest ones
SHOWN = 20
SILENT = dt.timedelta(days=30)  # a source without news for so long may have moved


@dataclass(frozen=True)
class Figure:
    """How well one kind is read in one language by one version of the reader, on reports kept back or learnt from."""

    version: str
    language: str
    reports: str  # dev or held
    kind: str
    precision: float
    recall: float
    fields: int


def figures() -> list[Figure]:
    """The published figures, the newest version first."""
    rows = [
        Figure(version, language, reports, kind, float(precision), float(recall), int(fields))
        for version, language, reports, kind, precision, recall, fields in lexicon.table("figures")
    ]
    return sorted(rows, key=lambda row: row.version, reverse=True)


@dataclass(frozen=True)
class Band:
    """The records to which the reader gave a confidence between two bounds, and how many of them were right."""

    low: float
    high: float
    count: int
    right: int
    said: float

    @property
    def share(self) -> float:
        return self.right / self.count


def reliability() -> list[Band]:
    return [
        Band(float(low), float(high), int(count), int(right), float(said))
        for _version, low, high, count, right, said in lexicon.table("reliability")
    ]


@dataclass
class Agreement:
    """How curators decided the claims of one rule or one source."""

    name: str
    confirmed: int = 0
    corrected: int = 0
    rejected: int = 0

    @property
    def count(self) -> int:
        return self.confirmed + self.corrected + self.rejected

    @property
    def share(self) -> float:
        return self.confirmed / self.count if self.count else 0.0


def agreement(*paths: str) -> list[Agreement]:
    """The newest decisions by what the claim was made of; those that agreed least first."""
    last = Decision.objects.aggregate(last=Max("pk"))["last"] or 0
    made = (
        Decision.objects.filter(pk__gt=last - DECISIONS_COUNTED, undone_at=None)
        .exclude(verdict=Decision.Verdict.ADDED)
        .order_by()
        .values(*paths)
        .annotate(
            confirmed=Count("pk", filter=Q(verdict="confirmed")),
            corrected=Count("pk", filter=Q(verdict="corrected")),
            rejected=Count("pk", filter=Q(verdict="rejected")),
        )
    )
    rows = [
        Agreement(
            ", ".join(_named(path, row[path]) for path in paths),
            row["confirmed"],
            row["corrected"],
            row["rejected"],
        )
        for row in made
    ]
    return sorted(rows, key=lambda row: (row.share, -row.count, row.name))[:SHOWN]


def _named(path: str, value: Any) -> str:
    return str(Claim.Kind(value).label) if path == "claim__kind" else str(value or "—")


@dataclass
class Thin:
    """A forum of which too little is known."""

    forum: Forum
    lacks: list[str] = field(default_factory=list)


def thin_forums() -> list[Thin]:
    """Among the newest forums those that lack most: dates, a place, sessions, a second report."""
    reports = (
        Claim.objects.standing()
        .filter(forum=OuterRef("pk"))
        .order_by()
        .values("forum")
        .annotate(number=Count("item", distinct=True))
        .values("number")
    )
    newest = (
        Forum.objects.standing()
        .newest_first()
        .with_places()
        .annotate(
            report_count=Coalesce(Subquery(reports), 0),
            has_sessions=Exists(Session.objects.standing().filter(forum=OuterRef("pk"))),
        )
    )
    found = [Thin(forum, list(_lacks(forum))) for forum in newest[:FORUMS_LOOKED_AT]]
    return sorted((row for row in found if row.lacks), key=lambda row: -len(row.lacks))[:SHOWN]


def _lacks(forum: Forum) -> Iterable[str]:
    if not forum.dates:
        yield _("no dates") if forum.year else _("no year")
    if forum.place is None:
        yield _("no place")
    if not forum.has_sessions and forum.status == "held":
        yield _("no sessions")
    if forum.report_count < 2:
        yield _("one report") if forum.report_count else _("no report")


def stale_sources(now: dt.datetime) -> QuerySet[Source]:
    """Sources that were not fetched for long, that fail, or that have brought nothing for a month."""
    newest = Item.objects.filter(source=OuterRef("pk")).order_by("-pk").values("received_at")[:1]
    return (
        Source.objects.filter(is_active=True)
        .exclude(feed_url="")
        .annotate(last_item_at=Subquery(newest))
        .filter(
            ~Q(error="")
            | Q(fetched_at__lt=now - F("fetch_every") * 5)
            | Q(fetched_at=None, next_fetch_at__lt=now - dt.timedelta(hours=1))
            | Q(last_item_at__lt=now - SILENT)
        )
        .order_by("name", "pk")[:SHOWN]
    )


def failed_items() -> QuerySet[Item]:
    return (
        Item.objects.filter(state=Item.State.FAILED)
        .select_related("source")
        .defer("text", "raw")
        .order_by("-state_changed_at", "-pk")[:SHOWN]
    )
