"""Pages of delegations."""

from typing import Any

from django.db.models import F, Prefetch

from delegations.filters import DelegationFilter
from delegations.models import Delegation, Member
from directory.lists import FacetedList
from directory.views import RecordDetail, posts_then


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


class DelegationDetail(RecordDetail):
    queryset = Delegation.objects.with_senders().select_related("invited_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        members = list(
            Member.objects.standing()
            .filter(delegation=self.object, person__withdrawn_at=None)
            .select_related("person")
            .prefetch_related(posts_then())
            .order_by("position", "pk")
        )
        others = (
            Delegation.objects.standing()
            .filter(
                sending_place=self.object.sending_place, sending_organization=self.object.sending_organization
            )
            .exclude(pk=self.object.pk)
            .with_senders()
            .order_by(F("forum__year").desc(nulls_last=True), "-pk")
        )
        return super().get_context_data(members=members, others=others, **kwargs)
