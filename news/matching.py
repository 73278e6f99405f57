"""Which record does a claim mean? Names propose; a second feature must agree before two people are one."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from delegations.models import Delegation
from directory.addresses import free_slug
from directory.models import Organization, OrganizationName, Person, Place, PlaceName, Post
from directory.records import Name
from events.models import Forum, ForumSeries, Initiative, SeriesName, Session
from extraction.keys import person_key, phrase_key
from extraction.places import Place as GazetteerPlace
from extraction.places import enclosing, find_place
from investments.models import Agreement, Project
from news.models import Claim, Item

PLACE_KINDS = {"country": Place.Kind.COUNTRY, "region": Place.Kind.TERRITORY, "city": Place.Kind.CITY}
VISIT_WINDOW = dt.timedelta(days=60)


@dataclass
class Directory:
    """Finds, or makes, the organizations and places that a text of one language names; asks for each name once."""

    language: str
    places: dict[str, Place | None] = field(default_factory=dict)
    organizations: dict[str, Organization] = field(default_factory=dict)

    def body(self, name: str) -> Place | Organization:
        """The territory or organization of this name: a place when the gazetteer or the directory knows it as one."""
        return self.place(name) or self.organization(name)

    def place(self, name: str, *, make: bool = False) -> Place | None:
        """The place of this name; None when nobody knows it, unless `make` says to add it."""
        key = phrase_key(name)
        if self.places.get(key) is None:
            self.places[key] = self._known_place(name, key) or (self._new_place(name) if make else None)
        return self.places[key]

    def organization(self, name: str) -> Organization:
        key = phrase_key(name)
        if key not in self.organizations:
            known = (
                OrganizationName.objects.filter(key=key).select_related("organization").order_by("pk").first()
            )
            self.organizations[key] = known.organization if known else self._new_organization(name, key)
        return self.organizations[key]

    def _known_place(self, name: str, key: str) -> Place | None:
        known = PlaceName.objects.filter(key=key).select_related("place").order_by("pk").first()
        if known:
            return known.place
        listed = find_place(name)
        return self._listed_place(listed) if listed else None

    def _listed_place(self, listed: GazetteerPlace) -> Place:
        """The place of the gazetteer, found under its main name or added with all its names."""
        main = listed.name("ru")
        present = (
            PlaceName.objects.filter(key=phrase_key(main), place__country=listed.country)
            .select_related("place")
            .first()
        )
        if present:
            return present.place
        whole = enclosing(listed)
        place = Place.objects.create(
            name=main,
            language="ru" if listed.name_ru else "en",
            slug=free_slug(Place.objects.all(), listed.name_en or main),
            kind=PLACE_KINDS.get(listed.kind, Place.Kind.OTHER),
            country=listed.country,
            latitude=listed.lat,
            longitude=listed.lon,
            part_of=self._listed_place(whole) if whole else None,
        )
        names = {"ru": listed.name_ru, "zh": listed.name_zh, "en": listed.name_en}
        PlaceName.objects.bulk_create(
            PlaceName(place=place, text=text, language=code, kind=Name.Kind.MAIN, key=phrase_key(text))
            for code, text in names.items()
            if text
        )
        return place

    def _new_place(self, name: str) -> Place:
        place = Place.objects.create(
            name=name, language=self.language, slug=free_slug(Place.objects.all(), name)
        )
        PlaceName.objects.create(
            place=place, text=name, language=self.language, kind=Name.Kind.MAIN, key=phrase_key(name)
        )
        return place

    def _new_organization(self, name: str, key: str) -> Organization:
        organization = Organization.objects.create(
            name=name, language=self.language, slug=free_slug(Organization.objects.all(), name)
        )
        OrganizationName.objects.create(
            organization=organization, text=name, language=self.language, kind=Name.Kind.MAIN, key=key
        )
        return organization


def find_series(name: str, aliases: Iterable[str]) -> ForumSeries | None:
    """The series that has this name, or failing that one of its aliases, in any spelling."""
    keys = [phrase_key(name), *map(phrase_key, aliases)]
    found: dict[str, ForumSeries] = {}
    for row in SeriesName.objects.filter(key__in=keys).select_related("series").order_by("-pk"):
        found[row.key] = row.series
    return next((found[key] for key in keys if key in found), None)


def find_forum(series: ForumSeries, stated: dict[str, Any], place: Place | None) -> Forum | None:
    """The edition of `series` with the stated number, else year, else place, as long as nothing contradicts it."""
    number, year = stated.get("number"), stated.get("year")
    editions = list(series.forums.standing().order_by("pk"))
    if number:
        same = [forum for forum in editions if forum.number == number]
        if same:
            return same[0]
        editions = [forum for forum in editions if forum.number is None]
    if year:
        same = [forum for forum in editions if forum.year == year and _agree(forum.place, place)]
        if same or number:
            return same[0] if len(same) == 1 else None
        editions = [forum for forum in editions if forum.year is None and forum.number is None]
    elif number:
        return None
    same = [forum for forum in editions if forum.place == place and place is not None]
    if not same and not year and place is None:
        same = [forum for forum in editions if forum.number is None and forum.year is None]
    return same[0] if len(same) == 1 else None


def find_session(forum: Forum, stated: dict[str, Any], speakers: set[int]) -> Session | None:
    """The part of the programme with this title, else the only one of its kind, else one with the same people."""
    sessions = list(forum.sessions.standing().prefetch_related("appearances"))
    title = phrase_key(stated.get("title") or "")
    if title:
        return next((session for session in sessions if phrase_key(session.title) == title), None)
    untitled = [session for session in sessions if session.kind == stated.get("kind")]
    if stated.get("kind") in (Session.Kind.PLENARY, Session.Kind.SIGNING, Session.Kind.EXHIBITION):
        return untitled[0] if len(untitled) == 1 else None
    return next(
        (
            session
            for session in untitled
            if not session.title
            and speakers & {appearance.person_id for appearance in session.appearances.all()}
        ),
        None,
    )


def find_person(
    claim: Claim, bodies: list[Place | Organization | None], series_ids: set[int]
) -> Person | None:
    """The person of this name with whom a second feature agrees: a post, a body, or a forum series of the same reports."""
    key = person_key(claim.stated["name"])
    candidates = list(
        Person.objects.standing()
        .filter(names__key=key)
        .prefetch_related("posts", "names")
        .distinct()
        .order_by("pk")
    )
    places = {body.pk for body in bodies if isinstance(body, Place)}
    organizations = {body.pk for body in bodies if isinstance(body, Organization)}
    titles = {phrase_key(post["title"]) for post in claim.stated.get("posts") or []}
    for person in candidates:
        posts = person.posts.all()
        if any(
            post.place_id in places
            or post.organization_id in organizations
            or phrase_key(post.title) in titles
            for post in posts
        ):
            return person
    together = set(
        Claim.objects.standing()
        .filter(kind=Claim.Kind.PERSON, person__in=candidates, item__claims__forum__series__in=series_ids)
        .values_list("person_id", flat=True)
    )
    return next((person for person in candidates if person.pk in together), None)


def find_post(posts: Iterable[Post], title: str, body: Place | Organization | None) -> Post | None:
    """The post of this title, in any inflection, in the same body."""
    key = phrase_key(title)
    return next((post for post in posts if post.body == body and phrase_key(post.title) == key), None)


def find_delegation(
    sender: Place | Organization, forum: Forum | None, destination: Place | None, item: Item
) -> Delegation | None:
    """The delegation of this sender to the forum, or to the place at about the time of the item."""
    same_sender = Q(sending_place=sender) if isinstance(sender, Place) else Q(sending_organization=sender)
    delegations = Delegation.objects.standing().filter(same_sender, forum=forum).order_by("pk")
    if forum is not None:
        return delegations.first()
    if item.published_on is None:
        return None
    around = (item.published_on - VISIT_WINDOW, item.published_on + VISIT_WINDOW)
    return delegations.filter(destination=destination, claims__item__published_on__range=around).first()


def find_project(name: str, place: Place | None) -> Project | None:
    return next(
        (
            project
            for project in Project.objects.standing()
            .filter(name_key=phrase_key(name))
            .select_related("place")
            .order_by("pk")
            if _agree(project.place, place)
        ),
        None,
    )


def find_agreement(stated: dict[str, Any], forum: Forum | None) -> Agreement | None:
    """The document on the same subject with a party in common."""
    subject = phrase_key(stated.get("subject") or "")
    parties = {phrase_key(party) for party in stated.get("parties") or []}
    found = (
        Agreement.objects.standing()
        .filter(subject_key=subject, forum=forum)
        .prefetch_related("parties")
        .order_by("pk")
    )
    for agreement in found:
        present = {phrase_key(party.name_as_printed) for party in agreement.parties.all()}
        if present & parties or (subject and not (present and parties)):
            return agreement
    return None


def find_initiative(stated: dict[str, Any], forum: Forum | None) -> Initiative | None:
    """The proposal in the same words, or about the same forum by the same people."""
    text = phrase_key(stated["text"])
    proposers = {person_key(name) for name in stated.get("by") or []}
    for initiative in (
        Initiative.objects.standing().filter(forum=forum).prefetch_related("parties").order_by("pk")
    ):
        present = {
            person_key(party.name_as_printed)
            for party in initiative.parties.all()
            if party.role == party.Role.PROPOSER
        }
        if phrase_key(initiative.text) == text or (forum is not None and present & proposers):
            return initiative
    return None


def people_named(claims: Iterable[Claim]) -> dict[tuple[int, str], Person]:
    """(item, key of a name) → the person whom the claims of that item mean by it."""
    return {
        (claim.item_id, person_key(name)): claim.person
        for claim in claims
        if claim.person
        for name in (claim.stated["name"], claim.values["name"])
    }


def _agree(one: Place | None, other: Place | None) -> bool:
    return one is None or other is None or one == other
