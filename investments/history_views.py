"""Pages of single projects and agreements, and of two editions side by side."""

from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from directory.views import RecordDetail
from events.editions import AHEAD, in_order
from events.models import Forum, ForumSeries
from investments.comparison import agreements_at, compare, delegations_to, people_at, projects_at
from investments.models import Agreement, Presentation, Project, ProjectStage


class ProjectDetail(RecordDetail):
    queryset = Project.objects.select_related("place", "initiator")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        presentations = (
            Presentation.objects.standing()
            .filter(project=self.object)
            .select_related("forum__series", "forum__place", "session__forum__series", "presenter")
            .order_by(F("forum__year").desc(nulls_last=True), "pk")
        )
        return super().get_context_data(
            presentations=presentations,
            stages=list(ProjectStage.objects.standing().filter(project=self.object)),
            **kwargs,
        )


class AgreementDetail(RecordDetail):
    queryset = Agreement.objects.select_related("forum__series", "forum__place").with_parties()


class EditionsCompared(TemplateView):
    """Two editions of a series side by side. Without their names in the address: the latest two that were held."""

    template_name = "investments/editions_compared.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        series = get_object_or_404(ForumSeries.objects.standing(), slug=kwargs["series"])
        forums = in_order(series.forums.standing().with_places())
        if "first" in kwargs:
            return self._side_by_side(series, forums)
        chosen = [request.GET.get("first"), request.GET.get("second")]
        known = {forum.slug for forum in forums}
        if not all(slug in known for slug in chosen):
            chosen = [forum.slug for forum in _latest_two(forums)]
        if len(set(chosen)) < 2:
            context = self.get_context_data(series=series, forums=forums, chosen=chosen)
            return self.render_to_response(context)
        return HttpResponseRedirect(reverse("investments:editions-compared", args=[series.slug, *chosen]))

    def _side_by_side(self, series: ForumSeries, forums: list[Forum]) -> HttpResponse:
        pair = [
            next((f for f in forums if f.slug == self.kwargs[name]), None) for name in ("first", "second")
        ]
        if None in pair:
            raise Http404
        first, second = pair
        delegations = delegations_to(pair)
        agreements = agreements_at(pair)
        context = self.get_context_data(
            series=series,
            forums=forums,
            chosen=[first.slug, second.slug],
            first=first,
            second=second,
            people=people_at(first, second, delegations),
            delegations=compare(
                delegations, first, about=lambda row: row.sender, at=lambda row: row.forum_id
            ),
            projects=projects_at(first, second),
            agreements=agreements,
            first_agreements=[row for row in agreements if row.forum_id == first.pk],
            second_agreements=[row for row in agreements if row.forum_id == second.pk],
            shown_delegations=delegations,
        )
        return self.render_to_response(context)


def _latest_two(forums: list[Forum]) -> list[Forum]:
    """The two latest editions that were held; those to come stand in where fewer are known."""
    held = [forum for forum in forums if forum.status not in AHEAD]
    return (held if len(held) > 1 else forums)[-2:]
