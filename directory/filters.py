"""Facets of the lists: they live in the address and work without scripts."""

from collections.abc import Callable

import django_filters
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.languages import country_name
from directory.models import Organization, Person, Place, Post
from extraction.keys import person_key, phrase_key

LONGEST_NAME = 200


class CheckedFilter(django_filters.ChoiceFilter):
    """Records that a person has checked, or those that only a machine has read."""

    def __init__(self, **kwargs) -> None:
        choices = [
            ("yes", pgettext_lazy("records", "checked")),
            ("no", pgettext_lazy("records", "not yet checked")),
        ]
        super().__init__(
            label=_("Checking"), choices=choices, empty_label=pgettext_lazy("facet", "any"), **kwargs
        )

    def filter(self, queryset: models.QuerySet, value: str) -> models.QuerySet:
        return queryset.filter(checked_at__isnull=value == "no") if value else queryset


class NameFilter(django_filters.CharFilter):
    """Part of a name, or any spelling and inflection of it."""

    def __init__(
        self, *, key: Callable[[str], str] = phrase_key, key_field: str = "names__key", **kwargs
    ) -> None:
        self.key, self.key_field = key, key_field
        super().__init__(label=_("Name"), max_length=LONGEST_NAME, **kwargs)

    def filter(self, queryset: models.QuerySet, value: str) -> models.QuerySet:
        if not value:
            return queryset
        matches = models.Q(**{f"{self.field_name}__icontains": value})
        if key := self.key(value):
            matches |= models.Q(**{f"{self.key_field}__contains": key})
        return queryset.filter(pk__in=queryset.model.objects.filter(matches).values("pk"))


class RecordFilterSet(django_filters.FilterSet):
    """A filter whose every facet can be left open."""

    checked = CheckedFilter()

    @property
    def chosen(self) -> list[tuple[str, str, str]]:
        """The facets in use: name, label and the value in words."""
        return [
            (name, self.filters[name].label, _in_words(self.form[name], value))
            for name, value in getattr(self.form, "cleaned_data", {}).items()
            if value not in (None, "", [])
        ]


def _in_words(field, value) -> str:
    choices = dict(getattr(field.field, "choices", ())) if not isinstance(value, models.Model) else {}
    return str(choices.get(value, value))


def one_of(
    queryset: models.QuerySet, label: str, field_name: str | None = None
) -> django_filters.ModelChoiceFilter:
    """A facet whose values are records, named in the address by their slugs."""
    return django_filters.ModelChoiceFilter(
        field_name=field_name,
        queryset=queryset,
        to_field_name="slug",
        label=label,
        distinct=field_name is not None,
        empty_label=pgettext_lazy("facet", "any"),
    )


def countries() -> list[tuple[str, str]]:
    codes = Place.objects.standing().exclude(country="").order_by("country").values_list("country", flat=True)
    return sorted(((code, country_name(code)) for code in codes.distinct()), key=lambda pair: pair[1])


def country_filter(field_name: str = "country") -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        field_name=field_name,
        choices=countries,
        label=_("Country"),
        empty_label=pgettext_lazy("facet", "any"),
    )


class PersonFilter(RecordFilterSet):
    name = NameFilter(key=person_key)
    territory = one_of(
        Place.objects.filter(pk__in=Post.objects.standing().exclude(place=None).values("place")),
        _("Territory"),
        "posts__place",
    )

    class Meta:
        model = Person
        fields = ["name", "territory", "checked"]


class OrganizationFilter(RecordFilterSet):
    name = NameFilter()
    place = one_of(
        Place.objects.filter(pk__in=Organization.objects.standing().exclude(place=None).values("place")),
        _("Place"),
    )

    class Meta:
        model = Organization
        fields = ["name", "place", "checked"]


class PlaceFilter(RecordFilterSet):
    name = NameFilter()
    kind = django_filters.ChoiceFilter(
        choices=Place.Kind.choices, label=_("Kind"), empty_label=pgettext_lazy("facet", "any")
    )
    country = country_filter()

    class Meta:
        model = Place
        fields = ["name", "kind", "country", "checked"]
