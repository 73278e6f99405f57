"""Facets of the list of delegations."""

from django.utils.translation import gettext_lazy as _

from directory.facets import Checked, Country, Facet, Related, Words
from directory.filters import place
from directory.models import Organization
from events.filters import OF_A_FORUM, STATUS_OF_FORUM, YEAR_OF_FORUM

DELEGATION: tuple[Facet | Words, ...] = (
    place(_("Territory"), "sending_place", "territory"),
    Related(name="organization", label=_("Organization"), path="sending_organization", model=Organization),
    Country(label=_("Country of the sender"), path="sending_place__country"),
    OF_A_FORUM,
    YEAR_OF_FORUM,
    STATUS_OF_FORUM,
    place(_("Where the forum is"), "forum__place"),
    Checked(),
)
