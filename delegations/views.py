"""Lists of delegations."""

from django.db.models import F, Prefetch

from delegations.filters import DelegationFilter
from delegations.models import Delegation, Member
from directory.lists import FacetedList


class DelegationList(FacetedList):
    filterset_class = DelegationFilter
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
        .order_by(F("forum__year").desc(nulls_last=True), "-pk")
    )
