"""Facets and orders of the list of news."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.facets import Choices, Facet, Related, Words, YearOf
from directory.filters import LAST_ADDED
from directory.keyset import Order
from directory.records import Language
from news.models import ITEM_ORDER, Source

ITEM_ORDERS = (
    Order("newest", pgettext_lazy("order", "the newest first"), ITEM_ORDER, True),
    Order("oldest", pgettext_lazy("order", "the oldest first"), ITEM_ORDER),
    LAST_ADDED,
)
ITEM: tuple[Facet | Words, ...] = (
    Related(name="source", label=_("Source"), model=Source, key="pk", key_field=""),
    YearOf(path="published_on"),
    Choices(name="language", label=_("Language"), choices=Language.choices),
)
