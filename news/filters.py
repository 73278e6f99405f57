"""Facets and orders of the list of news."""

import re
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from delegations.models import Delegation
from directory.facets import Choices, Facet, FacetError, Related, Words, YearOf
from directory.filters import LAST_ADDED
from directory.keyset import Order
from directory.models import Organization, Person, Place
from directory.queries import read_query
from directory.records import Language, Record
from events.models import Forum, ForumSeries, Initiative, Session
from investments.models import Agreement, Project
from news.models import ITEM_ORDER, Claim, Source


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


SUBJECT = _("About")


@dataclass(frozen=True, kw_only=True)
class About(Words):
    """Reports about one record, named by its kind and its permanent id: pages of records lead to it."""

    name: str = "about"
    label: str | Promise = SUBJECT
    has_box: bool = False

    def read(self, text: str) -> Record:
        kind, _colon, identity = text.partition(":")
        if kind not in ABOUT or not UUID.fullmatch(identity):
            raise FacetError
        record = ABOUT[kind][0].objects.standing().filter(uuid=identity).first()
        if record is None:
            raise FacetError
        return record

    def narrow(self, queryset: QuerySet, value: Record) -> QuerySet:
        _model, paths = ABOUT[value._meta.model_name]
        # One question a path, each with its index: together they would read all claims.
        first, *others = (
            Claim.objects.standing().filter(**{path: value.pk}).order_by().values("item") for path in paths
        )
        return queryset.filter(pk__in=first.union(*others) if others else first)

    def words(self, value: Record) -> str:
        return str(value)


UUID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# How claims lead to a record: directly, or through what belongs to it.
ABOUT: dict[str, tuple[type[Record], tuple[str, ...]]] = {
    "forumseries": (ForumSeries, ("forum__series",)),
    "forum": (
        Forum,
        ("forum", "session__forum", "delegation__forum", "agreement__forum", "initiative__forum"),
    ),
    "session": (Session, ("session",)),
    "person": (Person, ("person",)),
    "place": (Place, ("forum__place", "delegation__sending_place", "project__place")),
    "organization": (
        Organization,
        (
            "delegation__sending_organization",
            "forum__organizers__organization",
            "agreement__parties__organization",
        ),
    ),
    "delegation": (Delegation, ("delegation",)),
    "project": (Project, ("project",)),
    "agreement": (Agreement, ("agreement",)),
    "initiative": (Initiative, ("initiative",)),
}
ITEM_ORDERS = (
    Order("newest", pgettext_lazy("order", "the newest first"), ITEM_ORDER, True),
    Order("oldest", pgettext_lazy("order", "the oldest first"), ITEM_ORDER),
    LAST_ADDED,
)
ITEM: tuple[Facet | Words, ...] = (
    TextWords(name="text", label=_("Words")),
    About(),
    Related(name="source", label=_("Source"), model=Source, key="pk", key_field=""),
    YearOf(path="published_on"),
    Choices(name="language", label=_("Language"), choices=Language.choices),
)
