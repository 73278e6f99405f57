"""For the pages of curators: what waits for them, and the reports behind the history of a record."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import template
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from directory.edtf import day_in_words
from directory.models import Pair, RowChange
from directory.prose import Paragraph
from directory.records import Record
from news import quality, splitting
from news.models import BatchConfirmation, Conflict, Item, Rereading, WaitingItem

register = template.Library()

MOST_COUNTED = 1_000  # a longer queue is said to be longer: counting all of it would take long


def _counted(rows: QuerySet) -> str:
    count = rows.order_by()[: MOST_COUNTED + 1].count()
    return f"> {MOST_COUNTED}" if count > MOST_COUNTED else str(count)


@register.inclusion_tag("admin/news/_waiting.html")
def waiting_for_curators() -> dict[str, Any]:
    """What there is to do, what matters most first; what there is nothing of is left out, but for the queue itself."""
    tasks = list(_tasks())
    return {
        "reports": tasks[0]["count"] != "0",
        "tasks": [task for task in tasks if task["count"] != "0"] or tasks[:1],
    }


@register.simple_tag
def reports_behind(paragraphs: Iterable[Paragraph]) -> dict[int, Item]:
    """The reports that the changes came from, by their ids, in one query."""
    ids = {paragraph.change.report for paragraph in paragraphs} - {None}
    return Item.objects.select_related("source").defer("text", "raw").in_bulk(ids) if ids else {}


@register.simple_tag
def report_behind(change: RowChange, reports: dict[int, Item]) -> SafeString | str:
    """From which report a change came, with a link to where it was decided; nothing where no report was behind it."""
    item = reports.get(change.report) if change.report and reports else None
    return _from(item) if item else ""


@register.simple_tag
def split_address(record: object) -> str:
    """Where a record is split; nothing for one that cannot be."""
    if not isinstance(record, tuple(splitting.WAYS)):
        return ""
    return reverse("admin:directory_pair_split", args=[record._meta.model_name, record.pk])


@register.simple_tag
def made_from(record: Record) -> SafeString | str:
    """The first report that told of a record."""
    if not hasattr(record, "claims"):
        return ""
    items = Item.objects.filter(claims__in=record.claims.order_by("pk")[:1])
    item = items.select_related("source").defer("text", "raw").first()
    return _from(item) if item else ""


def _from(item: Item) -> SafeString:
    day = f", {day_in_words(item.published_on)}" if item.published_on else ""
    link = format_html('<a href="{}">{}</a>', reverse("admin:news_review", args=[item.pk]), item)
    return format_html(_(", from the report {report} ({source})"), report=link, source=f"{item.source}{day}")


def _tasks() -> Iterator[dict[str, str]]:
    queue = reverse("admin:news_waitingitem_changelist")
    upcoming = WaitingItem.Rank.UPCOMING
    rows: list[tuple[QuerySet, str, str]] = [
        (WaitingItem.objects.all(), queue, _("Reports to check")),
        (
            WaitingItem.objects.filter(rank=upcoming),
            f"{queue}?rank={upcoming:d}",
            _("Of these, about forums to come"),
        ),
        (
            Conflict.objects.filter(state=Conflict.State.OPEN),
            reverse("admin:news_conflict_changelist"),
            _("Conflicts between reports"),
        ),
        (
            Pair.objects.filter(verdict=Pair.Verdict.OPEN),
            reverse("admin:directory_pair_changelist"),
            _("Records that may be one"),
        ),
        (
            Rereading.objects.filter(state=Rereading.State.READY),
            f"{reverse('admin:news_rereading_changelist')}?state__exact=ready",
            _("Rereadings to look at"),
        ),
        (
            BatchConfirmation.objects.filter(state=BatchConfirmation.State.SAMPLING),
            f"{reverse('admin:news_batchconfirmation_changelist')}?state__exact=sampling",
            _("Samples being checked"),
        ),
        (
            Item.objects.filter(state=Item.State.FAILED),
            f"{reverse('admin:news_item_changelist')}?state__exact=failed",
            _("Reports that could not be read"),
        ),
    ]
    for queryset, url, label in rows:
        yield {"count": _counted(queryset), "url": url, "label": label}
    stale = len(quality.stale_sources(timezone.now()))
    yield {
        "count": str(stale),
        "url": reverse("admin:news_quality"),
        "label": _("Sources that are silent or fail"),
    }
