"""Lists: what is listed, in which order, and in how many queries."""

import pytest
from django.urls import reverse

from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    AppearanceFactory,
    DelegationFactory,
    ForumFactory,
    ForumSeriesFactory,
    InitiativePartyFactory,
    ItemFactory,
    MemberFactory,
    OrganizationFactory,
    PersonFactory,
    PlaceFactory,
    PostFactory,
    PresentationFactory,
)

pytestmark = pytest.mark.django_db


def series():
    return ForumFactory(place=None).series


def session():
    return AppearanceFactory(session__forum__place=None).session


def initiative():
    return InitiativePartyFactory(initiative__forum__place=None).initiative


def delegation():
    return MemberFactory(role="head", delegation__forum__place=None).delegation


def person():
    return PostFactory().person


def project():
    return PresentationFactory(forum__place=None).project


def agreement():
    return AgreementPartyFactory(agreement__forum__place=None).agreement


LISTS = [
    ("events:series-list", series, 2),
    ("events:forum-list", ForumFactory, 6),
    ("events:session-list", session, 5),
    ("events:initiative-list", initiative, 5),
    ("delegations:delegation-list", delegation, 7),
    ("directory:person-list", person, 4),
    ("directory:organization-list", OrganizationFactory, 3),
    ("directory:place-list", PlaceFactory, 3),
    ("investments:project-list", project, 4),
    ("investments:agreement-list", agreement, 5),
    ("news:item-list", ItemFactory, 4),
]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "make", "queries"), LISTS)
def test_list_shows_every_record_in_constant_queries(
    client, django_assert_num_queries, name, make, queries, count
):
    made = [make() for _ in range(count)]

    with django_assert_num_queries(queries):
        response = client.get(reverse(name))

    listed = list(response.context["object_list"])
    assert {record.pk for record in made} == {record.pk for record in listed}
    assert all(record.get_absolute_url() in response.text for record in made)


@pytest.mark.parametrize(("name", "make", "queries"), LISTS)
def test_list_states_its_order_to_the_last_row(client, name, make, queries):
    make()

    ordering = client.get(reverse(name)).context["object_list"].query.order_by

    assert ordering[-1] in ("pk", "-pk")


def test_forums_are_listed_newest_first(client):
    older = ForumFactory(year=2024)
    newer = ForumFactory(year=2026)
    undated = ForumFactory(year=None)

    assert list(client.get("/forums/").context["object_list"]) == [newer, older, undated]


def test_withdrawn_forum_is_not_listed(client):
    ForumFactory(withdrawn_at="2025-11-25T00:00Z")

    assert list(client.get("/forums/").context["object_list"]) == []


def test_facets_narrow_the_list_together(client):
    wanted = ForumFactory(year=2025, status="held", place__country="CN")
    ForumFactory(year=2025, status="planned", place__country="CN")
    ForumFactory(year=2024, status="held", place__country="CN")
    ForumFactory(year=2025, status="held", place__country="RU")

    response = client.get("/forums/?year=2025&status=held&country=CN")

    assert list(response.context["object_list"]) == [wanted]


def test_checked_facet_separates_what_people_saw(client):
    checked = ForumFactory(checked_at="2025-11-25T00:00Z")
    unchecked = ForumFactory()

    assert list(client.get("/forums/?checked=yes").context["object_list"]) == [checked]
    assert list(client.get("/forums/?checked=no").context["object_list"]) == [unchecked]


def test_person_with_two_posts_in_a_territory_is_listed_once(client):
    territory = PlaceFactory()
    person = PersonFactory()
    PostFactory.create_batch(2, person=person, organization=None, place=territory)

    response = client.get(f"/people/?territory={territory.slug}")

    assert list(response.context["object_list"]) == [person]


def test_empty_result_says_what_each_filter_hides(client):
    ForumFactory(year=2025, status="held")
    ForumFactory(year=2024, status="planned")
    ForumFactory(year=2024, status="planned")

    ways = client.get("/forums/?year=2025&status=planned").context["ways_out"]

    assert [(way["query"], way["count"]) for way in ways] == [("status=planned", 2), ("year=2025", 1)]


def test_pages_are_cut_and_linked_with_the_filters_kept(client):
    series = ForumSeriesFactory()
    for number in range(51):
        ForumFactory(series=series, number=number + 1, place=None)

    first = client.get("/forums/?year=2025")
    last = client.get("/forums/?year=2025&page=99999")

    assert len(first.context["object_list"]) == 50
    assert "?year=2025&amp;page=2" in first.text
    assert len(last.context["object_list"]) == 1


@pytest.mark.parametrize(("name", "make", "queries"), LISTS)
@pytest.mark.parametrize(
    "query",
    [
        {"page": "zzz"},
        {"page": "-1"},
        {"page": "9" * 5000},
        {"year": "99999999999999999999", "status": "nothing"},
        {"name": "\0", "text": "\0", "series": "\0", "place": "\0", "territory": "\0"},
        {"source": "\0", "checked": "perhaps", "language": "\0", "kind": "'; --"},
        {"source": "9" * 30, "country": "%", "name": "%_\\"},
        {"name": "ы" * 10_000, "text": "ы" * 10_000, "unknown": "x" * 10_000},
        {"x" * 10_000: "1", "\0": "2"},
    ],
)
def test_hostile_address_gets_a_page(client, name, make, queries, query):
    make()

    assert client.get(reverse(name), query).status_code == 200


def test_what_was_ignored_is_said(client):
    DelegationFactory()
    AgreementFactory()

    response = client.get("/delegations/?colour=red&year=never")

    assert response.context["ignored"] == ["colour"]
    assert len(response.context["misunderstood"]) == 1
    assert "colour" in response.text
