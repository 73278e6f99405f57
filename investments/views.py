"""Pages of projects and agreements."""

from typing import Any

from django.db.models import F

from directory.lists import FacetedList
from directory.views import RecordDetail
from investments.filters import AgreementFilter, ProjectFilter
from investments.models import Agreement, Presentation, Project, ProjectStage


class ProjectList(FacetedList):
    filterset_class = ProjectFilter
    queryset = Project.objects.standing().select_related("place").with_counts().order_by("name", "pk")


class ProjectDetail(RecordDetail):
    queryset = Project.objects.select_related("place")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        presentations = (
            Presentation.objects.standing()
            .filter(project=self.object)
            .select_related("forum__series", "forum__place", "session__forum__series", "presenter")
            .order_by(F("forum__year").desc(nulls_last=True), "pk")
        )
        return super().get_context_data(
            presentations=presentations,
            stages=ProjectStage.objects.standing().filter(project=self.object),
            **kwargs,
        )


class AgreementList(FacetedList):
    filterset_class = AgreementFilter
    queryset = (
        Agreement.objects.standing()
        .select_related("forum__series")
        .with_parties()
        .order_by(F("forum__year").desc(nulls_last=True), "-pk")
    )


class AgreementDetail(RecordDetail):
    queryset = Agreement.objects.select_related("forum__series", "forum__place").with_parties()
