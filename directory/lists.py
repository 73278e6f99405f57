"""Lists with facets: what the address asks for, page by page."""

from collections.abc import Sequence
from typing import Any, Self

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.generic import View
from django_htmx.http import push_url

from directory.counting import Number, OpenFacet, count, offered
from directory.facets import Facet, Reading, Words, read
from directory.keyset import Order, page, read_id

PAGE_LENGTH = 50
UNKNOWN_SHOWN = 5  # unknown names of the address that the page repeats
LONGEST_QUERY = 4_000  # characters of an address that are read


class FacetedList(View):
    """A list with facets. What the address asks in vain is ignored, and the page says so."""

    queryset: QuerySet
    facets: Sequence[Facet | Words] = ()
    orders: Sequence[Order] = ()
    template_name = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.asked = _asked(request)
        self.reading: Reading = read(self.facets, self.asked)
        self.order = next((o for o in self.orders if o.name == self.asked.get("order")), self.orders[0])

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """The list that an address with these filters shows: for exports and feeds, which take `listed`."""
        view = cls()
        view.setup(request)
        return view

    def get_queryset(self) -> QuerySet:
        return self.queryset.all()

    def listed(self) -> QuerySet:
        """All records that the address asks for, in its order: what an export takes."""
        return self.order.sort(self.reading.narrow(self.get_queryset()))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = self.get_context_data()
        response = TemplateResponse(request, self.template_name or _template_of(self.queryset.model), context)
        if request.htmx:
            query = self.query()
            push_url(response, f"{request.path}?{query}" if query else request.path)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        queryset = self.get_queryset()
        shown = page(
            self.reading.narrow(queryset),
            self.order,
            PAGE_LENGTH,
            after=read_id(self.asked.get("after", "")),
            before=read_id(self.asked.get("before", "")),
        )
        return {
            **self.filters_in_words(queryset, is_lost=shown.is_lost),
            "object_list": shown.rows,
            "is_found": bool(shown.rows),
            "page": shown,
            "previous": self.query(before=shown.before) if shown.before else None,
            "next": self.query(after=shown.after) if shown.after else None,
            **kwargs,
        }

    def filters_in_words(self, queryset: QuerySet, *, is_lost: bool = False) -> dict[str, Any]:
        """What the page says of its filters: those that can be chosen, with counts, those in use, and what was ignored."""
        countable = [facet for facet in self.facets if isinstance(facet, Facet)]
        counts = count(_bare(queryset), countable, self.reading)
        opened = offered(countable, self.reading, counts)
        return {
            "view": self,
            "total": counts.total,
            "facets": opened,
            "boxes": [
                (facet, self.reading.text(facet.name)) for facet in self.facets if isinstance(facet, Words)
            ],
            "orders": self.orders,
            "order": self.order,
            "chosen": self._chosen(opened, counts.without),
            "ignored": [*self.reading.ignored, *self._unknown(is_lost)],
        }

    def query(self, *, but: str = "", **others: Any) -> str:
        """The query string of this list: what was understood, without one facet or with something else in addition."""
        query = QueryDict(mutable=True)
        for choice in self.reading.chosen:
            if choice.name != but:
                query[choice.name] = choice.text
        if self.order is not self.orders[0]:
            query["order"] = self.order.name
        for name, value in others.items():
            query[name] = str(value)
        return query.urlencode()

    def _chosen(self, opened: list[OpenFacet], without: dict[str, Number]) -> list[dict[str, Any]]:
        """The facets in use, in words, each with the way to the list without it."""
        words = {
            facet.facet.name: option.words for facet in opened for option in facet.options if option.is_chosen
        }
        return [
            {
                "label": choice.facet.label,
                "value": words.get(choice.name, choice.words),
                "query": self.query(but=choice.name),
                "count": without[choice.name],
            }
            for choice in self.reading.chosen
        ]

    def _unknown(self, is_lost: bool) -> list[str]:
        """What stands in the address beside the facets, and means nothing."""
        known = {"order", "after", "before"}
        for facet in self.facets:
            known |= {facet.name, getattr(facet, "typed_name", facet.name)}
        unknown = [
            "".join(c if c.isprintable() else "�" for c in name[:40])
            for name in self.asked
            if name not in known
        ]
        for name in ("after", "before"):
            if name in self.asked and (is_lost or read_id(self.asked[name]) is None):
                unknown.append(_("the page"))
        if self.asked.get("order", self.order.name) != self.order.name:
            unknown.append(_("the order"))
        return unknown[:UNKNOWN_SHOWN]


def chosen(view: type[FacetedList], request: HttpRequest) -> QuerySet:
    """The records that a list shows for the address of `request`, in its order, of all its pages."""
    return view.of(request).listed()


def _asked(request: HttpRequest) -> dict[str, str]:
    """The last value of each name in the address; nothing of an address that no page of ours leads to."""
    if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
        return {_("an address of this length"): ""}
    return {name: value for name, value in request.GET.items() if value or name}


def _bare(queryset: QuerySet) -> QuerySet:
    """The same rows without what a page shows beside them: for counting."""
    bare = queryset.select_related(None).prefetch_related(None).order_by()
    return bare.defer(None).only("pk")


def _template_of(model: type[Model]) -> str:
    return f"{model._meta.app_label}/{model._meta.model_name}_list.html"
