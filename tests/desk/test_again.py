"""Beginning with an earlier list: who comes again, in the post of the new date."""

import datetime as dt

import pytest
from django.urls import reverse

from delegations import actions, again
from delegations.delegates import DELEGATES
from delegations.models import Draft
from delegations.planning import plan_of
from tests.factories import (
    DelegationFactory,
    ForumFactory,
    MemberFactory,
    OrganizationNameFactory,
    PostFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def earlier():
    delegation = DelegationFactory(forum__year=2024, forum__dates="2024-06-08/2024-06-09")
    ministry = OrganizationNameFactory(
        text="Министерство спорта", organization__name="Министерство спорта"
    ).organization
    for number, name in enumerate(("Анна Петрова", "Пётр Иванов"), 1):
        member = MemberFactory(delegation=delegation, person__name=name, position=number)
        post = PostFactory(
            person=member.person, title="советник", organization=ministry,
            first_stated_on=dt.date(2024, 6, 1), last_stated_on=dt.date(2024, 6, 1),
        )  # fmt: skip
        member.posts.set([post])
    PostFactory(
        person=member.person, title="министр", organization=ministry,
        first_stated_on=dt.date(2025, 3, 1), last_stated_on=dt.date(2025, 3, 1),
    )  # fmt: skip
    return delegation


def test_posts_are_those_of_the_new_date_and_the_change_is_shown(earlier):
    forum = ForumFactory(series=earlier.forum.series, year=2026, dates="2026-06")

    same, moved = DELEGATES.rows_of(again.draft_from(earlier, forum, by=StaffFactory()))

    assert (same.title, same.former_post) == ("советник", "")
    assert (moved.title, moved.former_post) == ("министр", "советник, Министерство спорта")


def test_post_of_a_later_appointment_is_not_that_of_the_date(earlier):
    forum = ForumFactory(series=earlier.forum.series, year=2026, dates="2026-06")
    person = earlier.members.get(position=1).person
    PostFactory(person=person, title="губернатор", dates="2027/..")

    same, _moved = DELEGATES.rows_of(again.draft_from(earlier, forum, by=StaffFactory()))

    assert same.title == "советник"


def test_only_who_is_ticked_comes_again(client, earlier):
    staff = StaffFactory()
    client.force_login(staff)
    forum = ForumFactory(series=earlier.forum.series, year=2026, dates="2026-06")
    client.post(reverse("delegations:desk-again", args=[earlier.pk]), {"forum_typed": str(forum)})
    draft = Draft.objects.with_heads().get()
    assert plan_of(draft).counts["left_out"] == 2
    assert [c.record for c in plan_of(draft).steps[0].candidates][:1] == [
        earlier.members.get(position=1).person
    ]

    draft.rows[1]["choice"] = str(draft.rows[1]["person"])
    draft.source_kind, draft.source_text = "letter", "№ 3"
    draft.save()
    actions.enter(DELEGATES, draft, by=staff, digest=plan_of(draft).digest)

    member = forum.delegations.get().members.get()
    assert member.person.name == "Пётр Иванов"
    assert [post.title for post in member.posts.all()] == ["министр"]
