"""The search over everything."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import FormView, View

from search.finding import find, suggest
from search.forms import SearchForm
from search.reports import reports_with

# Where the hits beyond the first ones are.
LISTS_BY_NAME = {
    "series": "events:series-list",
    "person": "directory:person-list",
    "place": "directory:place-list",
    "organization": "directory:organization-list",
    "project": "investments:project-list",
}


class Search(FormView):
    """Hits by kind. Without a query there is only the box."""

    template_name = "search/search.html"
    form_class = SearchForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"data": self.request.GET if "q" in self.request.GET else None}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        if form.is_bound and form.is_valid():
            answer = find(form.cleaned_data["q"])
            context |= {
                "query": form.cleaned_data["q"],
                "answer": answer,
                "reports": reports_with(answer.query),
                "more": {kind: reverse(name) for kind, name in LISTS_BY_NAME.items()},
            }
        return context


class Suggest(View):
    """What the box may mean, while it is being typed: the options of a combobox."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = SearchForm(request.GET)
        hits = suggest(form.cleaned_data["q"]) if form.is_valid() else []
        return render(request, "search/_suggestions.html", {"hits": hits})
