"""What the staff's list of reports may be narrowed by, read from the address."""

import django_filters
from django.forms import DateInput
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.records import Language
from news.models import Item


class ReportFilter(django_filters.FilterSet):
    """State, language, outlet, and the days between which a report came in. What an address asks in vain is told in the form."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Item.State, empty_label=pgettext_lazy("facet", "any")
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=Language, empty_label=pgettext_lazy("facet", "any")
    )
    source = django_filters.CharFilter(
        field_name="source__name", lookup_expr="icontains", label=_("Source"), max_length=200
    )
    since = django_filters.DateFilter(
        field_name="received_at",
        lookup_expr="date__gte",
        label=_("Received since"),
        widget=DateInput({"type": "date"}),
    )
    until = django_filters.DateFilter(
        field_name="received_at",
        lookup_expr="date__lte",
        label=_("Received until"),
        widget=DateInput({"type": "date"}),
    )

    class Meta:
        model = Item
        fields = ()
