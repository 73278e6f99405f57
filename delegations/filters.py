"""Facets of the list of delegations."""

from django.utils.translation import gettext_lazy as _

from directory.facets import Checked, Facet, Related, Words
from directory.filters import place
from directory.models import Organization
from events.filters import OF_A_FORUM, YEAR_OF_FORUM

DELEGATION: tuple[Facet | Words, ...] = (
    place(_("Territory"), "sending_place", "territory"),
    Related(name="organization", label=_("Organization"), path="sending_organization", model=Organization),
    OF_A_FORUM,
    YEAR_OF_FORUM,
    Checked(),
)
