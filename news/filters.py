"""Facets of the list of news."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.filters import LONGEST_NAME, RecordFilterSet
from directory.records import Language
from news.models import Item, Source

ANY = pgettext_lazy("facet", "any")


def years() -> list[tuple[int, str]]:
    dates = Item.objects.read().exclude(published_on=None).dates("published_on", "year", order="DESC")
    return [(date.year, str(date.year)) for date in dates]


class ItemFilter(RecordFilterSet):
    text = django_filters.CharFilter(label=_("Words"), max_length=LONGEST_NAME, method="with_words")
    source = django_filters.ModelChoiceFilter(
        queryset=Source.objects.all(), label=_("Source"), empty_label=ANY
    )
    year = django_filters.ChoiceFilter(
        field_name="published_on__year", choices=years, label=_("Year"), empty_label=ANY
    )
    language = django_filters.ChoiceFilter(choices=Language.choices, label=_("Language"), empty_label=ANY)
    checked = None

    class Meta:
        model = Item
        fields = ["text", "source", "year", "language"]

    def with_words(self, queryset: QuerySet[Item], name: str, value: str) -> QuerySet[Item]:
        return queryset.filter(Q(title__icontains=value) | Q(text__icontains=value))
