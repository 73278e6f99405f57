"""Pages of single people, organizations and places: their histories."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Model, Q, QuerySet
from django.utils import timezone

from directory.maps import Marked
from directory.models import Organization, Person, Place, Post
from directory.spans import spans
from directory.views import RecordDetail, posts_then

SHOWN = 20  # of what a large territory has thousands of, the page shows the newest; the lists have them all


@dataclass
class Attendance:
    """What a person did at one edition: in which delegation, in which sessions, which projects were presented."""

    forum: Model | None
    memberships: list[Model] = field(default_factory=list)
    appearances: list[Model] = field(default_factory=list)
    presentations: list[Model] = field(default_factory=list)

    @property
    def posts(self) -> list[Model]:
        """The posts held then, each once."""
        rows = [*self.memberships, *self.appearances]
        return list({post.pk: post for row in rows for post in row.posts.all()}.values())


def attendances(
    memberships: Iterable[Model], appearances: Iterable[Model], presentations: Iterable[Model]
) -> list[Attendance]:
    """What a person did, edition by edition, the newest first; what belongs to no edition comes last."""
    by_forum: dict[int | None, Attendance] = {}

    def at(forum: Model | None) -> Attendance:
        return by_forum.setdefault(forum and forum.pk, Attendance(forum))

    for row in memberships:
        at(row.delegation.forum).memberships.append(row)
    for row in appearances:
        at(row.session.forum).appearances.append(row)
    for row in presentations:
        at(row.forum).presentations.append(row)
    return sorted(by_forum.values(), key=_time, reverse=True)


def _time(attendance: Attendance) -> tuple[bool, int, str, int]:
    forum = attendance.forum
    if forum is None:
        return (False, 0, "", 0)
    return (True, forum.year or 0, str(forum.dates_first or ""), forum.number or 0)


class PersonDetail(RecordDetail):
    queryset = Person.objects.prefetch_related("names", posts_then())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.object
        appearances = (
            person.appearances.filter(withdrawn_at=None, session__withdrawn_at=None)
            .filter(session__forum__withdrawn_at=None)
            .select_related("session__forum__series", "session__forum__place")
            .prefetch_related(posts_then())
            .order_by("session__position", "pk")
        )
        memberships = (
            person.memberships.filter(withdrawn_at=None, delegation__withdrawn_at=None)
            .select_related(
                "delegation__sending_place",
                "delegation__sending_organization",
                "delegation__destination",
                "delegation__forum__series",
                "delegation__forum__place",
            )
            .prefetch_related(posts_then())
            .order_by("pk")
        )
        presentations = (
            person.presentations.filter(withdrawn_at=None, project__withdrawn_at=None)
            .select_related("project", "forum__series", "forum__place", "session__forum__series")
            .order_by("project__name", "pk")
        )
        initiatives = person.initiatives.filter(withdrawn_at=None, initiative__withdrawn_at=None)
        agreements = person.agreements.filter(withdrawn_at=None, agreement__withdrawn_at=None)
        shown = {
            "appearances": list(appearances),
            "memberships": list(memberships),
            "presentations": list(presentations),
        }
        posts = list(person.posts.all())
        post_spans, scale = spans(posts, timezone.localdate())
        return super().get_context_data(
            **shown,
            attendances=attendances(shown["memberships"], shown["appearances"], shown["presentations"]),
            latest_posts=latest(posts),
            spans=post_spans,
            scale=scale,
            initiative_parts=initiatives.select_related(
                "initiative__forum__series", "initiative__forum__place"
            ).order_by("role", "pk"),
            agreement_parts=agreements.select_related("agreement__forum__series").order_by("-pk"),
            **kwargs,
        )


def latest(posts: Sequence[Post]) -> list[Post]:
    """The posts that the newest report names: an older one may have ended without anybody saying so."""
    held = [post for post in posts if not post.is_former]
    days = [post.last_stated_on for post in held if post.last_stated_on]
    return [post for post in held if not days or post.last_stated_on in (None, max(days))]


class OrganizationDetail(RecordDetail):
    queryset = Organization.objects.select_related("place").prefetch_related("names")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        organization = self.object
        invited = organization.invited_delegations.standing().with_senders()
        organized = organization.organized.filter(withdrawn_at=None, forum__withdrawn_at=None)
        return super().get_context_data(
            posts=_posts(organization),
            delegations=_delegations(organization.delegations),
            invited=invited.order_by(F("forum__year").desc(nulls_last=True), "pk")[:SHOWN],
            organized=organized.select_related("forum__series", "forum__place").order_by(
                F("forum__year").desc(nulls_last=True), "pk"
            )[:SHOWN],
            agreement_parts=_agreements(organization),
            initiative_parts=_initiatives(organization),
            **kwargs,
        )


class PlaceDetail(RecordDetail):
    queryset = Place.objects.select_related("part_of").prefetch_related("names")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = self.object
        here = Q(place=place) | Q(place__part_of=place)
        forums = place.forums.model.objects.standing().filter(here)
        return super().get_context_data(
            parts=place.parts.standing().order_by("name", "pk")[:SHOWN],
            forums=list(forums.select_related("series", "place").newest_first()[:SHOWN]),
            delegations=_delegations(place.delegations),
            visitors=place.visiting_delegations.standing()
            .with_senders()
            .order_by(F("forum__year").desc(nulls_last=True), "pk")[:SHOWN],
            projects=place.projects.standing().order_by("name", "pk")[:SHOWN],
            organizations=place.organizations.standing().order_by("name", "pk")[:SHOWN],
            posts=_posts(place),
            agreement_parts=_agreements(place),
            initiative_parts=_initiatives(place),
            mark=self._mark(),
            **kwargs,
        )

    def _mark(self) -> list[Marked]:
        place = self.object
        if place.latitude is None or place.kind == Place.Kind.COUNTRY:
            return []
        return [Marked(str(place), float(place.latitude), float(place.longitude), place.shown_language)]


def _posts(body: Organization | Place) -> QuerySet:
    """Who holds or held a post in it, those of today first."""
    rows = body.posts.standing().filter(person__withdrawn_at=None).select_related("person")
    return rows.order_by("is_former", "person__name", "pk")[:SHOWN]


def _delegations(sent: Any) -> list[Model]:
    rows = sent.standing().with_senders().with_known_size().with_heads()
    return list(rows.order_by(F("forum__year").desc(nulls_last=True), "pk")[:SHOWN])


def _agreements(party: Organization | Place) -> QuerySet:
    rows = party.agreements.filter(withdrawn_at=None, agreement__withdrawn_at=None)
    return rows.select_related("agreement__forum__series").order_by("-agreement", "pk")[:SHOWN]


def _initiatives(party: Organization | Place) -> QuerySet:
    rows = party.initiatives.filter(withdrawn_at=None, initiative__withdrawn_at=None)
    return rows.select_related("initiative__forum__series", "initiative__forum__place").order_by(
        "-initiative", "pk"
    )[:SHOWN]
