"""Atom feeds: of each list with its filters, and of what changed on the pages."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.syndication.views import Feed
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.safestring import SafeData
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.lists import FacetedList
from directory.records import Record
from publishing.changes import about_of, quoted
from publishing.models import Change
from publishing.tables import TABLES, Table, facts

ENTRIES = 50


@dataclass(frozen=True)
class Entry:
    """What a reader of a feed gets to see, whether a record appeared or a fact was taken back."""

    identity: str
    title: str
    text: str
    path: str
    published_at: dt.datetime
    updated_at: dt.datetime


def entry_of_record(record: Model) -> Entry:
    text = "\n".join(f"{label}: {value}" for label, value in facts(record))
    if isinstance(record, Record):
        return Entry(
            f"urn:uuid:{record.uuid}",
            str(record),
            text,
            record.get_absolute_url(),
            record.created_at,
            record.updated_at,
        )
    return Entry(
        f"tag:forumtracker,2025:news:{record.pk}",
        str(record),
        text,
        record.get_absolute_url(),
        record.received_at,
        record.received_at,
    )


def entry_of_change(change: Change) -> Entry:
    return Entry(
        f"tag:forumtracker,2025:change:{change.pk}",
        str(change),
        quoted(change),
        change.get_absolute_url(),
        change.at,
        change.at,
    )


class AtomFeed(Feed):
    """Entries with an identity that stays the same in every feed."""

    feed_type = Atom1Feed

    def item_title(self, item: Entry) -> str:
        return item.title

    def item_description(self, item: Entry) -> str:
        # To the readers of a feed a summary is HTML.
        return linebreaks(item.text, autoescape=not isinstance(item.text, SafeData))

    def item_link(self, item: Entry) -> str:
        return item.path

    def item_guid(self, item: Entry) -> str:
        return item.identity

    def item_pubdate(self, item: Entry) -> dt.datetime:
        return item.published_at

    def item_updateddate(self, item: Entry) -> dt.datetime:
        return item.updated_at


@dataclass(frozen=True)
class Asked:
    """The list that a feed is asked for, with its filters."""

    table: Table
    list: FacetedList


class ListFeed(AtomFeed):
    """What is new in a filtered list, and which of its records or facts were taken back."""

    def get_object(self, request: HttpRequest, name: str) -> Asked:
        table = TABLES[name]
        asked = Asked(table, table.view())
        asked.list.setup(request)
        return asked

    def title(self, asked: Asked) -> str:
        filters = ", ".join(f"{choice.facet.label}: {choice.words}" for choice in asked.list.reading.chosen)
        return f"{asked.table.label} · {filters}" if filters else str(asked.table.label)

    def link(self, asked: Asked) -> str:
        page = reverse(f"publishing:{asked.table.name}-atom").removesuffix("feed.atom")
        return f"{page}?{query}" if (query := asked.list.query()) else page

    def items(self, asked: Asked) -> list[Entry]:
        records = asked.list.listed().order_by("-pk")[:ENTRIES]
        entries = [entry_of_record(record) for record in records]
        if asked.table.kind:
            # Also of records that are withdrawn: the list itself does not have them any more.
            everything = asked.list.reading.narrow(asked.table.model.objects.all())
            changes = Change.objects.among_newest(asked.table.kind, everything, ENTRIES)
            entries += [entry_of_change(change) for change in changes.with_records()]
        return sorted(entries, key=lambda entry: entry.updated_at, reverse=True)[:ENTRIES]


class ChangeFeed(AtomFeed):
    """What the pages said and do not say any more; of one record where the address names it."""

    description = gettext_lazy("Corrections and retractions")

    def get_object(self, request: HttpRequest) -> Record | None:
        return about_of(request.GET)

    def title(self, record: Record | None) -> str:
        return _("Changes: %(record)s") % {"record": record} if record else _("Changes")

    def link(self, record: Record | None) -> str:
        return record.get_absolute_url() if record else reverse("publishing:change-list")

    def items(self, record: Record | None) -> list[Entry]:
        changes = Change.objects.with_records()
        if record:
            changes = changes.about({record._meta.model_name: [record.pk]})
        return [entry_of_change(change) for change in changes[:ENTRIES]]
