"""Facets and orders of people, organizations and places."""

from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.facets import Checked, Choices, Country, Facet, Related, Words
from directory.keyset import Order
from directory.models import Place, Post
from extraction.keys import person_key

BY_NAME = Order("name", pgettext_lazy("order", "by name"), (F("name"), F("id")))
BACKWARDS = Order("name-backwards", pgettext_lazy("order", "by name, backwards"), (F("name"), F("id")), True)
LAST_ADDED = Order("added", pgettext_lazy("order", "last added first"), (F("id"),), True)
NAMED = (BY_NAME, BACKWARDS, LAST_ADDED)


def place(label: str | Promise, path: str = "place", name: str = "place") -> Related:
    return Related(name=name, label=label, path=path, model=Place)


def where(path: str = "place") -> tuple[Facet, ...]:
    """The city that a record belongs to, the territory of the city, and its country."""
    return (
        place(_("Place"), path),
        place(_("Territory"), f"{path}__part_of", "territory"),
        Country(path=f"{path}__country"),
    )


PERSON: tuple[Facet | Words, ...] = (
    Words(key_of=person_key),
    Related(
        name="territory",
        label=_("Territory"),
        model=Place,
        through=(Post.objects.standing(), "person", "place"),
    ),
    Checked(),
)
ORGANIZATION: tuple[Facet | Words, ...] = (Words(), *where(), Checked())
PLACE: tuple[Facet | Words, ...] = (
    Words(),
    Choices(name="kind", label=_("Kind"), choices=Place.Kind.choices),
    Country(),
    place(_("Part of"), "part_of", "territory"),
    Checked(),
)
