"""People, bodies and posts that a paper names: made where nobody knew them, in a few statements for all rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Model
from django.utils import timezone

from delegations.bodies import Body
from delegations.planning import body_columns
from delegations.plans import PersonStep, PlannedPost
from directory.addresses import free_slug, free_slugs
from directory.models import Organization, OrganizationName, Person, PersonName, Place, PlaceName, Post
from directory.records import Name, Record, take_responsibility
from extraction.keys import person_key, phrase_key
from extraction.language import detect
from extraction.places import find_place

PLACE_KINDS = {"country": Place.Kind.COUNTRY, "region": Place.Kind.TERRITORY, "city": Place.Kind.CITY}


def write_people(steps: Iterable[PersonStep], stated_on: dt.date | None, *, is_one: bool = False) -> None:
    """The people of the rows with their names, their bodies and their posts, as the source of `stated_on` says.

    `is_one`: two new people of one name are one person, who stands in the paper twice.
    """
    steps = list(steps)
    _keep_other_names([step for step in steps if step.person])
    _make_people(steps, is_one=is_one)
    _make_bodies(steps)
    _make_posts(steps, stated_on)


def responsible(record: Record, *fields: str) -> Record:
    """The record, checked by a person who set these fields."""
    take_responsibility(record, fields)
    return record


def script_language(text: str) -> str:
    """The language of a name, by its script; also of one that is too short for any other sign."""
    return detect(text) or ("zh" if any("\u4e00" <= c <= "\u9fff" for c in text) else "ru")


def _make_people(steps: Iterable[PersonStep], *, is_one: bool) -> None:
    new = [step for step in steps if step.person is None]
    named: dict[object, list[PersonStep]] = defaultdict(list)
    for step in new:
        named[person_key(step.row.name) if is_one else step.row.id].append(step)
    names = [" ".join(rows[0].row.name.split()) for rows in named.values()]
    slugs = free_slugs(Person.objects.all(), names)
    people = [
        responsible(Person(name=name, language=script_language(name), slug=slug), "name", "language")
        for name, slug in zip(names, slugs, strict=True)
    ]
    Person.objects.bulk_create(people)
    PersonName.objects.bulk_create(
        PersonName(
            person=person,
            text=person.name,
            language=person.language,
            kind=Name.Kind.MAIN,
            key=person_key(person.name),
        )
        for person in people
    )
    for rows, person in zip(named.values(), people, strict=True):
        for step in rows:
            step.known = person


def _keep_other_names(steps: Iterable[PersonStep]) -> None:
    """A known person in another script or a fuller form is found under that name, too, from now on."""
    rows: dict[tuple[int, str], PersonName] = {}
    for step in steps:
        name = " ".join(step.row.name.split())
        if name.casefold() in {row.text.casefold() for row in step.person.known_names}:
            continue
        rows[step.person.pk, name.casefold()] = PersonName(
            person=step.person,
            text=name,
            language=script_language(name),
            kind=Name.Kind.ALIAS,
            key=person_key(name),
        )
    PersonName.objects.bulk_create(rows.values())


def _make_bodies(steps: Iterable[PersonStep]) -> None:
    """Organizations and territories that the list names and nobody knew."""
    wanted: dict[str, str] = {}
    missing: list[PlannedPost] = []
    for step in steps:
        for planned in step.posts:
            if planned.organization and planned.body is None:
                missing.append(planned)
                wanted.setdefault(phrase_key(planned.organization), " ".join(planned.organization.split()))
    made: dict[str, Body] = {}
    for key, name in list(wanted.items()):
        if find_place(name):
            made[key] = make_place(name)
            del wanted[key]
    made |= make_organizations(wanted)
    for planned in missing:
        planned.body = made[phrase_key(planned.organization)]


def make_organizations(names: dict[str, str]) -> dict[str, Organization]:
    """Add organizations under their main names: key → record."""
    slugs = free_slugs(Organization.objects.all(), list(names.values()))
    made = [
        responsible(Organization(name=name, language=script_language(name), slug=slug), "name", "language")
        for name, slug in zip(names.values(), slugs, strict=True)
    ]
    Organization.objects.bulk_create(made)
    OrganizationName.objects.bulk_create(
        OrganizationName(
            organization=organization,
            text=organization.name,
            language=organization.language,
            kind=Name.Kind.MAIN,
            key=key,
        )
        for key, organization in zip(names, made, strict=True)
    )
    return dict(zip(names, made, strict=True))


def make_place(name: str) -> Place:
    """Add a territory: with the names and the coordinates of the gazetteer where that has it."""
    listed = find_place(name)
    names = {"ru": listed.name_ru, "zh": listed.name_zh, "en": listed.name_en} if listed else {}
    own = names.get("ru") or name
    language = "ru" if names.get("ru") else script_language(name)
    place = Place(
        name=own,
        language=language,
        slug=free_slug(Place.objects.all(), (listed.name_en if listed else "") or name),
        kind=PLACE_KINDS.get(listed.kind, Place.Kind.OTHER) if listed else Place.Kind.TERRITORY,
        country=listed.country if listed else "",
        latitude=listed.lat if listed else None,
        longitude=listed.lon if listed else None,
    )
    responsible(place, "name", "language").save()
    texts = {code: text for code, text in names.items() if text} or {language: own}
    rows = [
        PlaceName(place=place, text=text, language=code, kind=Name.Kind.MAIN, key=phrase_key(text))
        for code, text in texts.items()
    ]
    if phrase_key(name) not in {row.key for row in rows}:
        rows.append(
            PlaceName(
                place=place,
                text=name,
                language=script_language(name),
                kind=Name.Kind.ALIAS,
                key=phrase_key(name),
            )
        )
    PlaceName.objects.bulk_create(rows)
    return place


def _make_posts(steps: Iterable[PersonStep], stated_on: dt.date | None) -> None:
    """Posts that people are not known to hold; known ones are stated once more, on the day of the source."""
    new: dict[tuple[int, str, str, int], Post] = {}
    known: dict[int, Post] = {}
    for step in steps:
        for planned in step.posts:
            if planned.post is not None:
                known[planned.post.pk] = planned.post
                continue
            title = " ".join(planned.title.split())
            columns = body_columns(planned.body, place="place", organization="organization")
            key = (step.person.pk, title, type(planned.body).__name__, planned.body.pk if planned.body else 0)
            if key not in new:
                new[key] = Post(
                    person=step.person,
                    title=title,
                    first_stated_on=stated_on,
                    last_stated_on=stated_on,
                    **columns,
                )
                responsible(new[key], "title", "organization", "place")
            planned.post = new[key]
    Post.objects.bulk_create(new.values())
    later = [
        post
        for post in known.values()
        if stated_on and (post.last_stated_on is None or post.last_stated_on < stated_on)
    ]
    for post in later:
        post.first_stated_on = post.first_stated_on or stated_on
        post.last_stated_on = stated_on
        post.updated_at = timezone.now()
    Post.objects.bulk_update(later, ["first_stated_on", "last_stated_on", "updated_at"])


def set_posts(through: type[Model], column: str, steps: Iterable[PersonStep]) -> None:
    """The posts held then of members or appearances: those of the rows, and no others."""
    steps = list(steps)
    wanted = {(step.member.pk, planned.post.pk) for step in steps for planned in step.posts}
    mine = {f"{column}__in": [step.member.pk for step in steps]}
    present = set(through.objects.filter(**mine).values_list(column, "post_id"))
    for row, post in present - wanted:
        through.objects.filter(**{column: row, "post_id": post}).delete()
    through.objects.bulk_create(through(**{column: row, "post_id": post}) for row, post in wanted - present)
