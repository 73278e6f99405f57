"""Facets and orders of series, forums, sessions and initiatives."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.facets import Checked, Choices, Facet, Related, Words, Year
from directory.filters import LAST_ADDED, where
from directory.keyset import Order
from directory.models import Place
from events.models import FORUM_ORDER, SESSION_ORDER, Forum, ForumSeries, Initiative, Session, Status

FORUM_ORDERS = (
    Order("newest", pgettext_lazy("order", "the newest first"), FORUM_ORDER, True),
    Order("oldest", pgettext_lazy("order", "the oldest first"), FORUM_ORDER),
    LAST_ADDED,
)
SESSION_ORDERS = (
    Order("newest", pgettext_lazy("order", "the newest forum first"), SESSION_ORDER),
    LAST_ADDED,
)
YEAR_ORDER = (F("forum_year"), F("id"))
YEAR_ORDERS = (
    Order("newest", pgettext_lazy("order", "the newest forum first"), YEAR_ORDER, True),
    Order("oldest", pgettext_lazy("order", "the oldest forum first"), YEAR_ORDER),
    LAST_ADDED,
)
OF_A_FORUM = Related(name="series", label=_("Series"), path="forum__series", model=ForumSeries)
YEAR_OF_FORUM = Year(path="forum_year")

STATUS_OF_FORUM = Choices(
    name="status", label=_("Status of the forum"), path="forum__status", choices=Status.choices
)

SERIES: tuple[Facet | Words, ...] = (
    Words(),
    Related(
        name="place", label=_("Place"), model=Place, through=(Forum.objects.standing(), "series", "place")
    ),
    Checked(),
)
FORUM: tuple[Facet | Words, ...] = (
    Related(name="series", label=_("Series"), model=ForumSeries),
    Year(),
    Choices(name="status", label=_("Status"), choices=Status.choices),
    *where(),
    Checked(),
)
SESSION: tuple[Facet | Words, ...] = (
    OF_A_FORUM,
    YEAR_OF_FORUM,
    Choices(name="kind", label=_("Kind"), choices=Session.Kind.choices),
    *where("forum__place"),
    Checked(),
)
INITIATIVE: tuple[Facet | Words, ...] = (
    OF_A_FORUM,
    YEAR_OF_FORUM,
    Choices(name="outcome", label=_("Outcome"), choices=Initiative.Outcome.choices),
    *where("forum__place"),
    Checked(),
)
