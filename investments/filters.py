"""Facets of projects and agreements."""

import django_filters
from django.utils.translation import gettext_lazy as _

from directory.filters import NameFilter, RecordFilterSet, one_of
from directory.models import Place
from events.filters import ANY, year_filter
from events.models import ForumSeries
from investments.models import Agreement, Project


class ProjectFilter(RecordFilterSet):
    name = NameFilter(key_field="name_key")
    place = one_of(
        Place.objects.filter(pk__in=Project.objects.standing().exclude(place=None).values("place")),
        _("Place"),
    )
    series = one_of(ForumSeries.objects.standing(), _("Series"), "presentations__forum__series")

    class Meta:
        model = Project
        fields = ["name", "place", "series", "checked"]


class AgreementFilter(RecordFilterSet):
    kind = django_filters.ChoiceFilter(choices=Agreement.Kind.choices, label=_("Kind"), empty_label=ANY)
    series = one_of(ForumSeries.objects.standing(), _("Series"), "forum__series")
    year = year_filter("forum__year")

    class Meta:
        model = Agreement
        fields = ["kind", "series", "year", "checked"]
