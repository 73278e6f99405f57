"""Lists of projects and agreements."""

from directory.filters import NAMED
from directory.lists import FacetedList
from events.filters import YEAR_ORDERS
from investments.filters import AGREEMENT, PROJECT
from investments.models import Agreement, Project


class ProjectList(FacetedList):
    facets = PROJECT
    orders = NAMED
    queryset = Project.objects.standing().select_related("place").with_counts()


class AgreementList(FacetedList):
    facets = AGREEMENT
    orders = YEAR_ORDERS
    queryset = Agreement.objects.standing().select_related("forum__series").with_parties()
