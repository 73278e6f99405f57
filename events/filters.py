"""Facets of series, forums, sessions and initiatives."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.filters import NameFilter, RecordFilterSet, country_filter, one_of
from directory.models import Place
from events.models import Forum, ForumSeries, Initiative, Session, Status

ANY = pgettext_lazy("facet", "any")


def years() -> list[tuple[int, str]]:
    """The years of which an edition is known, the newest first."""
    known = Forum.objects.standing().exclude(year=None).order_by("-year").values_list("year", flat=True)
    return [(year, str(year)) for year in known.distinct()]


def year_filter(field_name: str) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(field_name=field_name, choices=years, label=_("Year"), empty_label=ANY)


class SeriesFilter(RecordFilterSet):
    name = NameFilter()

    class Meta:
        model = ForumSeries
        fields = ["name", "checked"]


class ForumFilter(RecordFilterSet):
    series = one_of(ForumSeries.objects.standing(), _("Series"))
    year = year_filter("year")
    status = django_filters.ChoiceFilter(choices=Status.choices, label=_("Status"), empty_label=ANY)
    place = one_of(
        Place.objects.filter(pk__in=Forum.objects.standing().exclude(place=None).values("place")), _("Place")
    )
    country = country_filter("place__country")

    class Meta:
        model = Forum
        fields = ["series", "year", "status", "place", "country", "checked"]


class SessionFilter(RecordFilterSet):
    series = one_of(ForumSeries.objects.standing(), _("Series"), "forum__series")
    year = year_filter("forum__year")
    kind = django_filters.ChoiceFilter(choices=Session.Kind.choices, label=_("Kind"), empty_label=ANY)

    class Meta:
        model = Session
        fields = ["series", "year", "kind", "checked"]


class InitiativeFilter(RecordFilterSet):
    series = one_of(ForumSeries.objects.standing(), _("Series"), "forum__series")
    year = year_filter("forum__year")
    outcome = django_filters.ChoiceFilter(
        choices=Initiative.Outcome.choices, label=_("Outcome"), empty_label=ANY
    )

    class Meta:
        model = Initiative
        fields = ["series", "year", "outcome", "checked"]
