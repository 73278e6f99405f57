"""The map: what is counted where, what it leads to, and that the table says the same."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from directory.maps import SMALL, Marked, draw
from investments import map_views
from tests.factories import DelegationFactory, ForumFactory, OrganizationFactory, PlaceFactory, ProjectFactory

pytestmark = pytest.mark.django_db

KHABAROVSK = {"name": "Хабаровск", "country": "RU", "latitude": "48.48", "longitude": "135.07"}
XIAN = {"name": "Сиань", "country": "CN", "latitude": "34.26", "longitude": "108.94"}


def spots(client, name="investments:map", **query):
    context = client.get(reverse(name), query).context
    return {spot.place.name: spot.count for spot in context["object_list"]}, context


def test_places_are_those_of_the_forums_that_stand(client):
    khabarovsk, xian = PlaceFactory(**KHABAROVSK), PlaceFactory(**XIAN)
    ForumFactory(place=khabarovsk), ForumFactory(place=khabarovsk), ForumFactory(place=xian)
    ForumFactory(place=xian, withdrawn_at="2026-01-01T00:00Z")
    ForumFactory(place=None)

    counted, context = spots(client)

    assert counted == {"Хабаровск": 2, "Сиань": 1}
    assert [mark.name for mark in context["marks"]] == ["Хабаровск", "Сиань"]
    assert context["nowhere"] == 1


def test_filters_are_those_of_the_list_and_a_count_leads_to_that_list(client):
    place = PlaceFactory(**KHABAROVSK)
    ForumFactory(place=place, year=2024, status="held")
    wanted = ForumFactory(place=place, year=2025, status="held")
    ForumFactory(place=PlaceFactory(**XIAN), year=2025, status="planned")

    counted, context = spots(client, year="2025", country="RU")

    address = context["object_list"][0].address
    assert counted == {"Хабаровск": 1}
    assert parse_qs(urlsplit(address).query) == {"year": ["2025"], "country": ["RU"], "place": [place.slug]}
    assert list(client.get(address).context["object_list"]) == [wanted]


def test_a_place_where_everything_is_ahead_is_an_empty_circle(client):
    ForumFactory(place=PlaceFactory(**KHABAROVSK), status="planned", year=2027)
    mixed = PlaceFactory(**XIAN)
    ForumFactory(place=mixed, status="planned", year=2027), ForumFactory(place=mixed, status="held")

    _counted, context = spots(client)

    assert {mark.name: mark.is_planned for mark in context["marks"]} == {"Хабаровск": True, "Сиань": False}


def test_projects_and_senders_have_maps_of_their_own(client):
    ProjectFactory(place=PlaceFactory(**XIAN), sector="energy")
    ProjectFactory(place=PlaceFactory(name="Чита"), sector="trade")
    DelegationFactory(sending_place=PlaceFactory(**KHABAROVSK), forum__place=None)
    DelegationFactory(sending_place=None, sending_organization=OrganizationFactory(), forum__place=None)

    projects, _context = spots(client, "investments:map-of-projects", sector="energy")
    senders, context = spots(client, "investments:map-of-delegations")

    assert projects == {"Сиань": 1}
    assert (senders, context["nowhere"]) == ({"Хабаровск": 1}, 1)


def test_the_table_says_everything_that_the_drawing_says(client):
    ForumFactory(place=PlaceFactory(**KHABAROVSK))
    unknown = PlaceFactory(name="Неизвестный", latitude=None, longitude=None)
    ForumFactory(place=unknown)

    page = client.get(reverse("investments:map"), headers={"accept-language": "ru"}).content.decode()

    drawing = re.search("<svg.*?</svg>", page, re.DOTALL)[0]
    table = re.search("<table.*?</table>", page, re.DOTALL)[0]
    assert set(re.findall('href="([^"]*)"', drawing)) <= set(re.findall('href="([^"]*)"', table))
    assert 'aria-hidden="true"' in drawing
    assert unknown.name in table
    assert unknown.name not in drawing


def test_very_many_places_are_cut_and_the_page_says_so(client, monkeypatch):
    monkeypatch.setattr(map_views, "MOST", 2)
    places = [PlaceFactory(name=f"Город {number}") for number in range(4)]
    for number, place in enumerate(places):
        for _ in range(number + 1):
            ForumFactory(place=place)

    counted, context = spots(client)

    assert counted == {"Город 3": 4, "Город 2": 3}
    assert context["is_cut"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "make", "queries"),
    [
        ("investments:map", ForumFactory, 5),
        ("investments:map-of-projects", ProjectFactory, 5),
        ("investments:map-of-delegations", lambda: DelegationFactory(forum__place=None), 5),
    ],
)
def test_queries_do_not_grow(client, django_assert_num_queries, name, make, queries, count):
    for _ in range(count):
        make()

    with django_assert_num_queries(queries):
        client.get(reverse(name))


@pytest.mark.parametrize(
    "query",
    [
        "place=%00",
        "year=99999",
        "x" * 5000,
        "country=%ff&year=abc",
        "after=5&order=oldest",
        "place=" + "ю" * 999,
    ],
)
def test_hostile_addresses_get_the_map_with_what_was_ignored(client, query):
    ForumFactory(place=PlaceFactory(**KHABAROVSK))

    response = client.get(f"{reverse('investments:map')}?{query}")

    assert response.status_code == 200
    assert response.context["ignored"]
    assert [spot.place.name for spot in response.context["object_list"]] == ["Хабаровск"]


def test_the_tabs_keep_the_filters(client):
    context = client.get(reverse("investments:map"), {"year": "2025"}).context

    assert [address for _title, address, _is_current in context["others"]] == [
        "/map/?year=2025",
        "/map/projects/?year=2025",
        "/map/delegations/?year=2025",
    ]


def test_names_that_find_no_room_are_left_to_the_table():
    crowd = [Marked(f"Город {number}", 48 + number / 100, 135) for number in range(30)]

    drawn, named = draw(crowd, names_all=False, lettering=SMALL), draw(crowd)

    assert 0 < sum(mark.has_label for mark in drawn.marks) < 30
    assert all(mark.has_label for mark in named.marks)
    assert drawn.marks[0].has_label
