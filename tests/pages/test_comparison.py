"""Two editions side by side."""

import pytest
from django.urls import reverse

from tests.factories import (
    AgreementPartyFactory,
    AppearanceFactory,
    ForumFactory,
    ForumSeriesFactory,
    MemberFactory,
    PersonFactory,
    PlaceFactory,
    PostFactory,
    PresentationFactory,
    ProjectFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


def pair(count):
    """Two editions at which `count` people, senders and projects were, came again, and were new."""
    series = ForumSeriesFactory()
    first, second = (ForumFactory(series=series, number=number, year=2019 + number) for number in (5, 6))
    both, gone, new = [], [], []
    for _ in range(count):
        person, sender, project = PersonFactory(), PlaceFactory(), ProjectFactory()
        for forum in (first, second):
            post = PostFactory(person=person)
            MemberFactory(
                delegation__forum=forum,
                delegation__sending_place=sender,
                person=person,
                role="head",
                posts=[post],
            )
            AppearanceFactory(session__forum=forum, person=person, posts=[post])
            PresentationFactory(project=project, forum=forum, session=SessionFactory(forum=forum))
            AgreementPartyFactory(agreement__forum=forum)
        both.append((person, sender, project))
        gone.append(AppearanceFactory(session__forum=first).person)
        new.append(MemberFactory(delegation__forum=second).person)
    return first, second, both, gone, new


def address_of(first, second):
    return reverse("investments:editions-compared", args=[first.series.slug, first.slug, second.slug])


@pytest.mark.parametrize("count", [1, 3])
def test_comparison_tells_who_came_again_who_is_new_and_who_is_missing_in_constant_queries(
    client, django_assert_num_queries, count
):
    first, second, both, gone, new = pair(count)

    with django_assert_num_queries(11):
        response = client.get(address_of(first, second))

    people, delegations, projects = (response.context[name] for name in ("people", "delegations", "projects"))
    assert {row.record for row in people.in_both} == {person for person, _, _ in both}
    assert {row.record for row in people.only_first} == set(gone)
    assert {row.record for row in people.only_second} == set(new)
    assert {row.record for row in delegations.in_both} == {sender for _, sender, _ in both}
    assert {row.record for row in projects.in_both} == {project for _, _, project in both}
    assert len(response.context["first_agreements"]) == len(response.context["second_agreements"]) == count


def test_other_way_round_is_the_mirror_image(client):
    first, second, _, gone, new = pair(1)

    people = client.get(address_of(second, first)).context["people"]

    assert [row.record for row in people.only_first] == new
    assert [row.record for row in people.only_second] == gone


def test_person_is_shown_in_the_post_of_each_edition(client):
    first, second, both, _, _ = pair(1)
    person = both[0][0]

    text = client.get(address_of(first, second)).text

    assert all(post.title in text for post in person.posts.all())


def test_choice_of_two_editions_leads_to_a_readable_address(client):
    first, second, *_ = pair(1)
    picker = reverse("investments:editions-to-compare", args=[first.series.slug])

    response = client.get(picker, {"first": second.slug, "second": first.slug})

    assert response.status_code == 302
    assert response.url == address_of(second, first)


@pytest.mark.parametrize("query", ["", "?first=\0&second=6", "?first=99&second=98", "?first=5"])
def test_without_a_choice_that_can_be_read_the_latest_two_held_are_compared(client, query):
    first, second, *_ = pair(1)
    ForumFactory(series=first.series, number=7, year=2030, status="proposed")
    picker = reverse("investments:editions-to-compare", args=[first.series.slug])

    assert client.get(picker + query).url == address_of(first, second)


def test_series_with_one_edition_says_that_there_is_nothing_to_compare(client):
    forum = ForumFactory()

    response = client.get(reverse("investments:editions-to-compare", args=[forum.series.slug]))

    assert "Сравнивать пока нечего" in response.text


def test_same_edition_twice_asks_for_two_different_ones(client):
    first, *_ = pair(1)
    picker = reverse("investments:editions-to-compare", args=[first.series.slug])

    response = client.get(picker, {"first": first.slug, "second": first.slug})

    assert "Выберите два разных форума" in response.text


def test_edition_of_another_series_is_not_found(client):
    first, *_ = pair(1)
    other = ForumFactory(slug="99")

    assert client.get(address_of(first, other)).status_code == 404
