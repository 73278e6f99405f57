"""The home page and the search over everything."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from delegations.models import Delegation
from directory.models import Person
from events.models import Forum, ForumSeries, Status
from investments.models import Agreement, Project
from news.models import Item
from search.finding import delegations_of, find, forums_of, reports_with
from search.forms import SearchForm

SHOWN_AT_HOME = 6


class Home(TemplateView):
    template_name = "home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        editions = Forum.objects.with_places()
        over = editions.standing().filter(Q(status=Status.HELD) | Q(status=Status.ONGOING)).newest_first()
        return super().get_context_data(
            upcoming=editions.upcoming(timezone.localdate())[:SHOWN_AT_HOME],
            recent=over[:SHOWN_AT_HOME],
            items=Item.objects.read()
            .select_related("source")
            .defer("text", "raw")
            .newest_first()[:SHOWN_AT_HOME],
            series_count=ForumSeries.objects.standing().count(),
            forum_count=Forum.objects.standing().count(),
            delegation_count=Delegation.objects.standing().count(),
            person_count=Person.objects.standing().count(),
            project_count=Project.objects.standing().count(),
            agreement_count=Agreement.objects.standing().count(),
            **kwargs,
        )


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
