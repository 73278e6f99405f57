"""Lists of projects and agreements."""

from django.db.models import F

from directory.lists import FacetedList
from investments.filters import AgreementFilter, ProjectFilter
from investments.models import Agreement, Project


class ProjectList(FacetedList):
    filterset_class = ProjectFilter
    queryset = Project.objects.standing().select_related("place").with_counts().order_by("name", "pk")


class AgreementList(FacetedList):
    filterset_class = AgreementFilter
    queryset = (
        Agreement.objects.standing()
        .select_related("forum__series")
        .with_parties()
        .order_by(F("forum__year").desc(nulls_last=True), "-pk")
    )
