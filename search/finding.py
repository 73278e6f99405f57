"""One box over everything: names in every inflection, aliases, near spellings, words of the texts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from delegations.models import Delegation
from directory.models import Organization, Person, Place
from events.models import Forum, ForumSeries, Initiative, Session
from extraction.keys import person_key, phrase_key
from investments.models import Agreement, Project
from news.models import Item

HITS_A_KIND = 10


@dataclass(frozen=True)
class Hit:
    """A record that was found, and why."""

    record: Model
    reason: str


@dataclass(frozen=True)
class Group:
    """The hits of one kind."""

    label: str
    hits: list[Hit]


def find(query: str) -> list[Group]:
    """Return the hits by kind, the kinds in the order in which people mostly look for them."""
    groups = []
    for queryset, attribute, key, key_field in _places_to_look():
        hits = list(_hits(query, queryset, attribute, key, key_field))
        if hits:
            groups.append(Group(str(queryset.model._meta.verbose_name_plural), hits))
    return groups


def _places_to_look() -> list[tuple[QuerySet, str, Callable[[str], str], str]]:
    names = "names__key"
    return [
        (ForumSeries.objects.standing().prefetch_related("names"), "name", phrase_key, names),
        (Person.objects.standing().prefetch_related("names"), "name", person_key, names),
        (Organization.objects.standing().prefetch_related("names"), "name", phrase_key, names),
        (Place.objects.standing().prefetch_related("names"), "name", phrase_key, names),
        (Project.objects.standing(), "name", phrase_key, "name_key"),
        (Session.objects.standing().select_related("forum__series"), "title", phrase_key, ""),
        (Agreement.objects.standing(), "subject", phrase_key, "subject_key"),
        (Initiative.objects.standing(), "text", phrase_key, ""),
    ]


def _hits(
    query: str, queryset: QuerySet, attribute: str, key: Callable[[str], str], key_field: str
) -> Iterator[Hit]:
    matches = Q(**{f"{attribute}__icontains": query}) | Q(**{f"{attribute}__trigram_word_similar": query})
    sought = key(query)
    if sought and key_field:
        matches |= Q(**{f"{key_field}__contains": sought})
    # A join with names would repeat records.
    found = queryset.filter(pk__in=queryset.model.objects.filter(matches).values("pk"))
    for record in found.order_by(attribute, "pk")[:HITS_A_KIND]:
        yield Hit(record, _reason(record, getattr(record, attribute), query, sought, key))


def _reason(record: Model, name: str, query: str, sought: str, key: Callable[[str], str]) -> str:
    if query.casefold() in name.casefold():
        return ""
    if sought and sought in key(name):
        return _("another form of the word")
    for row in record.names.all() if hasattr(record, "names") else []:
        if query.casefold() in row.text.casefold() or (sought and sought in row.key):
            return _("also known as “%(name)s”") % {"name": row.text}
    return _("similar spelling")


def forums_of(query: str) -> QuerySet[Forum]:
    """Editions whose place or series is named so, the newest first."""
    sought = phrase_key(query)
    places = Q(place__name__icontains=query)
    if sought:
        places |= Q(place__names__key=sought) | Q(series__names__key__contains=sought)
    found = Forum.objects.filter(places | Q(series__name__icontains=query)).values("pk")
    return Forum.objects.standing().filter(pk__in=found).with_places().newest_first()[:HITS_A_KIND]


def delegations_of(query: str) -> QuerySet[Delegation]:
    """Delegations whose sender is named so, the newest first."""
    sought = phrase_key(query)
    senders = Q(sending_place__name__icontains=query) | Q(sending_organization__name__icontains=query)
    if sought:
        senders |= Q(sending_place__names__key=sought) | Q(sending_organization__names__key__contains=sought)
    found = Delegation.objects.filter(senders).values("pk")
    return Delegation.objects.standing().filter(pk__in=found).with_senders().order_by("-pk")[:HITS_A_KIND]


def reports_with(query: str) -> QuerySet[Item]:
    """Reports in which the words stand, the newest first."""
    found = Item.objects.read().filter(Q(title__icontains=query) | Q(text__icontains=query))
    return found.select_related("source").defer("text", "raw").newest_first()[:HITS_A_KIND]
