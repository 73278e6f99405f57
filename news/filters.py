"""Facets and orders of the list of news."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.facets import Choices, Facet, Related, Words, YearOf
from directory.filters import LAST_ADDED
from directory.keyset import Order
from directory.queries import read_query
from directory.records import Language
from news.models import ITEM_ORDER, Source


class TextWords(Words):
    """Words of the text, in any inflection."""

    def narrow(self, queryset: QuerySet, value: str) -> QuerySet:
        query = read_query(value)
        if query.is_empty:
            return queryset.none()
        queryset = queryset.filter(wording__document=query.expression())
        for run in query.chinese:
            queryset = queryset.filter(text__contains=run)
        return queryset


ITEM_ORDERS = (
    Order("newest", pgettext_lazy("order", "the newest first"), ITEM_ORDER, True),
    Order("oldest", pgettext_lazy("order", "the oldest first"), ITEM_ORDER),
    LAST_ADDED,
)
ITEM: tuple[Facet | Words, ...] = (
    TextWords(name="text", label=_("Words")),
    Related(name="source", label=_("Source"), model=Source, key="pk", key_field=""),
    YearOf(path="published_on"),
    Choices(name="language", label=_("Language"), choices=Language.choices),
)
