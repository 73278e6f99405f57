"""What each page offers beyond itself: machine-readable facts, tables, feeds, citations, a way to report an error."""

import json
from typing import Any

from django import template
from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.lists import FacetedList
from directory.records import Record
from events.models import Forum, ForumSeries
from news.models import Item
from publishing.citations import of_item, of_page
from publishing.models import KINDS, ErrorReport
from publishing.structured import structured
from publishing.tables import TABLES

register = template.Library()

LOCALES = {"ru": "ru_RU", "zh-hans": "zh_CN", "en": "en_US"}
# Nothing in it can end the script element or begin another one.
JSON_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def _host(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _shown(context: Context) -> Model | None:
    """The record whose page this is."""
    record = context.get("object")
    return (
        record if isinstance(record, Record | Item) and not getattr(record, "is_withdrawn", False) else None
    )


@register.inclusion_tag("publishing/_head.html", takes_context=True)
def page_facts(context: Context) -> dict[str, Any]:
    """Open Graph and schema.org, for the head of a page."""
    request, record = context["request"], _shown(context)
    described = structured(record, _host(request), context.flatten()) if record else None
    return {
        "record": record,
        "is_event": isinstance(record, Forum),
        "address": request.build_absolute_uri(request.path),
        "locale": LOCALES[get_language()],
        "other_locales": [LOCALES[code] for code, _name in settings.LANGUAGES if code != get_language()],
        "type": "article" if isinstance(record, Item) else "website",
        "json": SafeString(json.dumps(described, ensure_ascii=False).translate(JSON_ESCAPES))
        if described
        else "",
        "feed": reverse("publishing:change-atom"),
    }


@register.inclusion_tag("publishing/_take_away.html", takes_context=True)
def take_away(context: Context) -> dict[str, Any]:
    """What can be taken from a page: of a record its calendar, changes and citation, of a list its tables and feed."""
    request, record = context["request"], _shown(context)
    taken: dict[str, Any] = {"record": record, "list": _list_of(context, request)}
    view = context.get("view")
    if isinstance(view, FacetedList):
        query = view.query()
        address = request.build_absolute_uri(request.path) + (f"?{query}" if query else "")
        taken["citation"] = of_page(_title_of(view), address, today=timezone.localdate())
    elif record:
        address, today = request.build_absolute_uri(request.path), timezone.localdate()
        is_item = isinstance(record, Item)
        taken["citation"] = (
            of_item(record, address=address, today=today)
            if is_item
            else of_page(str(record), address, today=today)
        )
        taken["calendar"] = _calendar_of(record, request)
        kind = record._meta.model_name
        if kind in KINDS:
            taken["changes"] = f"{reverse('publishing:change-atom')}?{kind}={record.uuid}"
    return taken


def _title_of(view: FacetedList) -> str:
    """What a list is about, in words: “Forums; Year: 2025; Country: China”."""
    table = next((table for table in TABLES.values() if isinstance(view, table.view)), None)
    name = table.label if table else f"{_('Map')}: {view.title}"
    return "; ".join(
        [str(name), *(f"{choice.facet.label}: {choice.words}" for choice in view.reading.chosen)]
    )


def _list_of(context: Context, request: HttpRequest) -> dict[str, str] | None:
    """The addresses of a list as a table and as a feed, with the filters of the page."""
    view = context.get("view")
    table = next((table for table in TABLES.values() if isinstance(view, table.view)), None)
    if table is None:
        return None
    query = view.query()
    ending = f"?{query}" if query else ""
    addresses = {
        form: reverse(f"publishing:{table.name}-{form}") + ending for form in ("csv", "xlsx", "atom")
    }
    if table.name == "forums":
        addresses["ics"] = reverse("events:forum-list-ics") + ending
        addresses["webcal"] = _webcal(request, addresses["ics"])
    return addresses


def _calendar_of(record: Model, request: HttpRequest) -> dict[str, str] | None:
    """The calendar of an edition or a series: a file, and an address to which a calendar program subscribes."""
    if isinstance(record, ForumSeries):
        path = reverse("events:series-ics", args=[record.slug])
    elif isinstance(record, Forum):
        path = reverse("events:forum-ics", args=[record.series.slug, record.slug])
    else:
        return None
    return {"ics": path, "webcal": _webcal(request, path)}


def _webcal(request: HttpRequest, path: str) -> SafeString:
    # Templates would take the scheme for a path: it is no scheme that they know.
    return format_html("webcal://{}{}", request.get_host(), path)


@register.simple_tag
def error_reports_waiting() -> int:
    return ErrorReport.objects.filter(state=ErrorReport.State.RECEIVED).count()
