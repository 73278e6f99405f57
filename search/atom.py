"""A saved search as a feed: what is found, why, and what of it was corrected or taken back."""

from collections import defaultdict

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from directory.records import Record
from publishing.atom import ENTRIES, AtomFeed, Entry, entry_of_change
from publishing.models import KINDS, Change
from search.finding import Answer, find
from search.forms import SearchForm
from search.reports import Report, reports_with


def entry_of_hit(record: Record, reason: str) -> Entry:
    return Entry(
        f"urn:uuid:{record.uuid}",
        str(record),
        reason,
        record.get_absolute_url(),
        record.created_at,
        record.updated_at,
    )


def entry_of_report(report: Report) -> Entry:
    item = report.item
    return Entry(
        f"tag:forumtracker,2025:news:{item.pk}",
        str(item),
        report.fragment,
        item.get_absolute_url(),
        item.received_at,
        item.received_at,
    )


def changes_of(records: list[Model]) -> list[Change]:
    """What was corrected or taken back of these records, the newest first."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for record in records:
        if record._meta.model_name in KINDS:
            kinds[record._meta.model_name].append(record.pk)
    return list(Change.objects.about(kinds).with_records()[:ENTRIES])


class SearchFeed(AtomFeed):
    """What the search page shows for the same address, the newest first; nothing for a query that it would not take."""

    def get_object(self, request: HttpRequest) -> Answer | None:
        form = SearchForm(request.GET)
        return find(form.cleaned_data["q"]) if form.is_valid() else None

    def title(self, answer: Answer | None) -> str:
        return _("Search: %(query)s") % {"query": answer.query.text} if answer else _("Search")

    def link(self, answer: Answer | None) -> str:
        page = reverse("search:search")
        return f"{page}?{urlencode({'q': answer.query.text})}" if answer else page

    def items(self, answer: Answer | None) -> list[Entry]:
        if answer is None:
            return []
        hits = [hit for group in answer.groups for hit in group.hits]
        entries = [entry_of_hit(hit.record, hit.reason) for hit in hits if isinstance(hit.record, Record)]
        entries += [entry_of_report(report) for report in reports_with(answer.query)]
        entries += [entry_of_change(change) for change in changes_of([hit.record for hit in hits])]
        return sorted(entries, key=lambda entry: entry.updated_at, reverse=True)[:ENTRIES]
