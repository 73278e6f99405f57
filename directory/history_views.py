"""Pages of single people, organizations and places: their histories."""

from typing import Any

from directory.models import Organization, Person, Place
from directory.views import RecordDetail, posts_then


class PersonDetail(RecordDetail):
    queryset = Person.objects.prefetch_related("names", posts_then())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.object
        appearances = (
            person.appearances.filter(withdrawn_at=None, session__withdrawn_at=None)
            .select_related("session__forum__series", "session__forum__place")
            .prefetch_related(posts_then())
            .order_by("-session__forum__year", "session__forum_id", "session__position", "pk")
        )
        memberships = (
            person.memberships.filter(withdrawn_at=None, delegation__withdrawn_at=None)
            .select_related(
                "delegation__sending_place",
                "delegation__sending_organization",
                "delegation__destination",
                "delegation__forum__series",
            )
            .prefetch_related(posts_then())
            .order_by("-delegation__forum__year", "pk")
        )
        presentations = (
            person.presentations.filter(withdrawn_at=None, project__withdrawn_at=None)
            .select_related("project", "forum__series", "session__forum__series")
            .order_by("project__name", "pk")
        )
        parts = person.initiatives.filter(withdrawn_at=None, initiative__withdrawn_at=None)
        return super().get_context_data(
            appearances=appearances,
            memberships=memberships,
            presentations=presentations,
            initiative_parts=parts.select_related("initiative").order_by("role", "pk"),
            agreement_parts=person.agreements.filter(
                withdrawn_at=None, agreement__withdrawn_at=None
            ).select_related("agreement"),
            **kwargs,
        )


class OrganizationDetail(RecordDetail):
    queryset = Organization.objects.select_related("place").prefetch_related("names")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        organization = self.object
        return super().get_context_data(
            posts=organization.posts.standing()
            .filter(person__withdrawn_at=None)
            .select_related("person")
            .order_by("is_former", "person__name", "pk"),
            delegations=organization.delegations.standing().with_senders().order_by("-forum__year", "pk"),
            invited=organization.invited_delegations.standing().with_senders().order_by("-forum__year", "pk"),
            organized=organization.organized.filter(withdrawn_at=None, forum__withdrawn_at=None)
            .select_related("forum__series", "forum__place")
            .order_by("-forum__year", "pk"),
            agreement_parts=organization.agreements.filter(
                withdrawn_at=None, agreement__withdrawn_at=None
            ).select_related("agreement"),
            initiative_parts=organization.initiatives.filter(
                withdrawn_at=None, initiative__withdrawn_at=None
            ).select_related("initiative"),
            **kwargs,
        )


class PlaceDetail(RecordDetail):
    queryset = Place.objects.select_related("part_of").prefetch_related("names")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = self.object
        return super().get_context_data(
            parts=place.parts.standing().order_by("name", "pk"),
            forums=place.forums.standing().select_related("series").newest_first(),
            delegations=place.delegations.standing()
            .with_senders()
            .with_known_size()
            .order_by("-forum__year", "pk"),
            visitors=place.visiting_delegations.standing().with_senders().order_by("-forum__year", "pk"),
            projects=place.projects.standing().order_by("name", "pk"),
            organizations=place.organizations.standing().order_by("name", "pk"),
            posts=place.posts.standing()
            .filter(person__withdrawn_at=None)
            .select_related("person")
            .order_by("is_former", "person__name", "pk"),
            **kwargs,
        )
