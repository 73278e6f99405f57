"""Facets of the list of delegations."""

from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation
from directory.filters import RecordFilterSet, one_of
from directory.models import Organization, Place
from events.filters import year_filter
from events.models import ForumSeries


class DelegationFilter(RecordFilterSet):
    territory = one_of(
        Place.objects.filter(
            pk__in=Delegation.objects.standing().exclude(sending_place=None).values("sending_place")
        ),
        _("Territory"),
        "sending_place",
    )
    organization = one_of(
        Organization.objects.filter(
            pk__in=Delegation.objects.standing()
            .exclude(sending_organization=None)
            .values("sending_organization")
        ),
        _("Organization"),
        "sending_organization",
    )
    series = one_of(ForumSeries.objects.standing(), _("Series"), "forum__series")
    year = year_filter("forum__year")

    class Meta:
        model = Delegation
        fields = ["territory", "organization", "series", "year", "checked"]
