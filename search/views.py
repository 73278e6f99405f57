"""The search over everything."""

from typing import Any

from django.views.generic import FormView

from search.finding import delegations_of, find, forums_of, reports_with
from search.forms import SearchForm


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
            query = form.cleaned_data["q"]
            context |= {
                "query": query,
                "groups": find(query),
                "forums": forums_of(query),
                "delegations": delegations_of(query),
                "items": reports_with(query),
            }
        return context
