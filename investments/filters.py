"""Facets of projects and agreements."""

from django.utils.translation import gettext_lazy as _

from directory.facets import Checked, Choices, Facet, Related, Words
from directory.filters import where
from events.filters import OF_A_FORUM, YEAR_OF_FORUM
from events.models import ForumSeries
from investments.models import Agreement, Presentation
from investments.sectors import Sector

PROJECT: tuple[Facet | Words, ...] = (
    Words(key_field="name_key"),
    Choices(name="sector", label=_("Sector"), choices=Sector.choices),
    *where(),
    Related(
        name="series",
        label=_("Series"),
        model=ForumSeries,
        through=(Presentation.objects.standing(), "project", "forum__series"),
    ),
    Checked(),
)
AGREEMENT: tuple[Facet | Words, ...] = (
    Choices(name="kind", label=_("Kind"), choices=Agreement.Kind.choices),
    OF_A_FORUM,
    YEAR_OF_FORUM,
    *where("forum__place"),
    Checked(),
)
