"""Lists of delegations."""

from django.db.models import Prefetch

from delegations.filters import DELEGATION
from delegations.models import Delegation, Member
from directory.lists import FacetedList
from events.filters import YEAR_ORDERS


class DelegationList(FacetedList):
    facets = DELEGATION
    orders = YEAR_ORDERS
    queryset = (
        Delegation.objects.standing()
        .with_senders()
        .with_known_size()
        .prefetch_related(
            Prefetch(
                "members",
                queryset=Member.objects.standing().filter(role=Member.Role.HEAD).select_related("person"),
                to_attr="heads",
            )
        )
    )
