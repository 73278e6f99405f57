"""Lists with facets: what the address asks for, page by page."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django_filters.views import FilterView

PAGE_LENGTH = 50


class FacetedList(FilterView):
    """A list with facets. What the address asks in vain is ignored, and the page says so."""

    paginate_by = PAGE_LENGTH
    strict = False
    template_name_suffix = "_list"

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> tuple[Paginator, Page, QuerySet, bool]:
        """A page that does not exist is the nearest one that does."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        filterset = context["filter"]
        known = {*filterset.filters, "page"}
        context["ignored"] = [name[:40].replace("\0", "") for name in self.request.GET if name not in known][
            :5
        ]
        context["misunderstood"] = [filterset.form[name].label for name in filterset.form.errors]
        if not context["object_list"]:
            context["ways_out"] = self._ways_out(filterset)
        return context

    def _ways_out(self, filterset: Any) -> list[dict[str, Any]]:
        """For each facet in use: how many records there are without it."""
        ways = []
        for name, label, value in filterset.chosen:
            query = self.request.GET.copy()
            query.pop(name)
            query.pop("page", None)
            others = self.filterset_class(query, queryset=self.get_queryset(), request=self.request)
            ways.append(
                {"label": label, "value": value, "query": query.urlencode(), "count": others.qs.count()}
            )
        return ways


def chosen(view: type[FacetedList], request: HttpRequest) -> QuerySet:
    """The records that a list shows for the address of `request`, in its order, of all its pages."""
    page = view()
    page.setup(request)
    return page.get_filterset(page.get_filterset_class()).qs
