"""What search engines are told: every page in every language, in files of bounded size.

Django's own sitemaps load all records of a kind at once when pages have several languages; a shard here is a stretch of
primary keys, so that each file costs one range of one index.
"""

from typing import Any

from django.conf import settings
from django.db.models import Max, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.generic import View

from delegations.models import Delegation
from directory.languages import UNPREFIXED, in_language
from directory.models import Organization, Person, Place
from events.models import Forum, ForumSeries, Initiative, Session
from investments.map_views import MAPS
from investments.models import Agreement, Project
from news.models import Item
from publishing.tables import TABLES
from publishing.views import host_of

SHARD = 5000  # primary keys: with three languages far below the 50,000 addresses that a file may have
RECORDS: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "series": (ForumSeries, ()),
    "forums": (Forum, ("series",)),
    "sessions": (Session, ("forum__series",)),
    "initiatives": (Initiative, ()),
    "delegations": (Delegation, ()),
    "people": (Person, ()),
    "organizations": (Organization, ()),
    "places": (Place, ()),
    "projects": (Project, ()),
    "agreements": (Agreement, ()),
    "news": (Item, ()),
}


class SitemapIndex(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        shards = [reverse("publishing:sitemap-lists")]
        for name, (model, _related) in RECORDS.items():
            last = model.objects.aggregate(last=Max("pk"))["last"]
            count = last // SHARD + 1 if last else 0
            shards += [reverse("publishing:sitemap", args=[name, number]) for number in range(count)]
        return TemplateResponse(
            request,
            "publishing/sitemap_index.xml",
            {"addresses": [host_of(request) + path for path in shards]},
            content_type="application/xml",
        )


class SitemapOfLists(View):
    """The home page, the maps and the lists themselves."""

    def get(self, request: HttpRequest) -> HttpResponse:
        names = [reverse(f"publishing:{name}-csv").removesuffix("export.csv") for name in TABLES]
        names += [reverse(name) for name in MAPS]
        return _urls(request, [("/", None), *((path, None) for path in names)])


class Sitemap(View):
    """The pages of one stretch of the records of one kind."""

    def get(self, request: HttpRequest, name: str, number: int) -> HttpResponse:
        if name not in RECORDS or number > 10**12:
            raise Http404
        model, related = RECORDS[name]
        rows = _public(model).filter(pk__gte=number * SHARD, pk__lt=(number + 1) * SHARD).order_by("pk")
        rows = rows.select_related(*related) if related else rows
        if model is Item:
            rows = rows.only("pk", "state_changed_at")
        return _urls(request, [(row.get_absolute_url(), _changed(row)) for row in rows])


def _public(model: type[Model]) -> QuerySet:
    if model is Item:
        return Item.objects.read()
    rows = model.objects.standing()
    return rows.filter(forum__withdrawn_at=None) if model is Session else rows


def _changed(row: Any) -> Any:
    return row.state_changed_at if isinstance(row, Item) else row.updated_at


def _urls(request: HttpRequest, pages: list[tuple[str, Any]]) -> HttpResponse:
    host = host_of(request)
    urls = []
    for path, changed_at in pages:
        alternates = [(code, host + in_language(path, code)) for code, _name in settings.LANGUAGES]
        urls += [
            {"address": address, "changed_at": changed_at, "alternates": alternates}
            for _code, address in alternates
        ]
    return TemplateResponse(request, "publishing/sitemap.xml", {"urls": urls}, content_type="application/xml")


class Robots(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        with override(UNPREFIXED):
            closed = [
                in_language(path, code)
                for path in (
                    reverse("admin:index"),
                    reverse("search:search"),
                    reverse("publishing:error-report-add"),
                )
                for code, _name in settings.LANGUAGES
            ]
            sitemap = host_of(request) + reverse("publishing:sitemap-index")
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), "", f"Sitemap: {sitemap}", ""]
        return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
