"""Lists: what is listed, in which order, and in how many queries."""

import pytest
from django.db.models import F
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils.translation import gettext as _

from directory.lists import chosen
from events.models import Forum
from events.views import ForumList
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    AppearanceFactory,
    DelegationFactory,
    ForumFactory,
    ForumSeriesFactory,
    InitiativeFactory,
    InitiativePartyFactory,
    ItemFactory,
    MemberFactory,
    OrganizationFactory,
    PersonFactory,
    PersonNameFactory,
    PlaceFactory,
    PlaceNameFactory,
    PostFactory,
    PresentationFactory,
    SessionFactory,
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
    ("events:series-list", series, 3),
    ("events:forum-list", ForumFactory, 4),
    ("events:session-list", session, 4),
    ("events:initiative-list", initiative, 4),
    ("delegations:delegation-list", delegation, 5),
    ("directory:person-list", person, 4),
    ("directory:organization-list", OrganizationFactory, 2),
    ("directory:place-list", PlaceFactory, 2),
    ("investments:project-list", project, 5),
    ("investments:agreement-list", agreement, 4),
    ("news:item-list", ItemFactory, 3),
]


def listed(client, path, **query):
    return client.get(path, query).context["object_list"]


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
def test_list_has_few_queries_also_with_many_filters_and_on_a_later_page(
    client, django_assert_max_num_queries, monkeypatch, name, make, queries
):
    monkeypatch.setattr("directory.counting.COUNTED", 1)
    made = [make() for _ in range(3)]
    slugs = {
        "series": "forum-portov-1",
        "place": "gorod-1",
        "territory": "gorod-1",
        "organization": "palata-1",
    }
    pages = [
        {"after": made[0].pk, "year": 2025},
        {"before": made[2].pk, "order": "added", "checked": "no"},
        slugs,
    ]

    for query in pages:
        with django_assert_max_num_queries(8):
            client.get(reverse(name), query)


@pytest.mark.parametrize(("name", "make", "queries"), LISTS)
def test_every_order_of_a_list_ends_with_what_is_unique(client, name, make, queries):
    orders = resolve(reverse(name)).func.view_class.orders

    assert len({order.name for order in orders}) == len(orders)
    assert all(order.keys[-1] == F("id") for order in orders)


def test_forums_are_listed_newest_first(client):
    older = ForumFactory(year=2024)
    newer = ForumFactory(year=2026)
    undated = ForumFactory(year=None)

    assert listed(client, "/forums/") == [newer, older, undated]


def test_withdrawn_forum_is_not_listed(client):
    ForumFactory(withdrawn_at="2025-11-25T00:00Z")

    assert listed(client, "/forums/") == []


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

    response = client.get("/forums/?year=2025&status=planned")

    ways = response.context["chosen"]
    assert [(way["query"], way["count"]) for way in ways] == [("status=planned", 2), ("year=2025", 1)]
    assert 'href="?status=planned"' in response.text


def options(response, name):
    """(value, count) of a facet as the page offers it."""
    opened = {row.facet.name: row for row in response.context["facets"]}
    return [(option.text, option.count) for option in opened[name].options]


def test_facet_counts_what_each_value_would_leave(client):
    xian, harbin = PlaceFactory(slug="xian", country="CN"), PlaceFactory(slug="harbin", country="CN")
    ForumFactory(year=2025, status="held", place=xian)
    ForumFactory(year=2025, status="held", place=xian)
    ForumFactory(year=2024, status="held", place=harbin)
    ForumFactory(year=2024, status="planned", place=harbin, checked_at="2025-11-25T00:00Z")

    response = client.get("/forums/?status=held")

    assert options(response, "year") == [("2025", 2), ("2024", 1)]
    assert options(response, "place") == [("xian", 2), ("harbin", 1)]
    assert options(response, "country") == [("CN", 3)]
    # The facet in use counts as if it were open, so that one may choose otherwise.
    assert options(response, "status") == [("planned", 1), ("held", 3)]
    # What would lead to nothing is not offered.
    assert options(response, "checked") == [("no", 3)]
    assert "2025 (2)" in response.text


def test_facet_of_several_values_counts_each_person_once(client):
    territory = PlaceFactory(slug="krai")
    person = PersonFactory()
    PostFactory.create_batch(2, person=person, organization=None, place=territory)
    PostFactory(organization=None, place=territory)

    assert options(client.get("/people/"), "territory") == [("krai", 2)]


@pytest.mark.parametrize("counted", [2, 1000])
def test_few_and_many_records_are_counted_alike(client, monkeypatch, counted):
    monkeypatch.setattr("directory.counting.COUNTED", counted)
    place = PlaceFactory(slug="xian", country="CN")
    for year in (2023, 2024, 2024):
        ForumFactory(year=year, place=place)

    response = client.get("/forums/")

    assert options(response, "year") == [("2024", 2), ("2023", 1)]
    assert options(response, "country") == [("CN", 3)]
    assert options(response, "checked") == [("no", 3)]


def test_more_records_than_counted_are_said_to_be_more(client, monkeypatch):
    monkeypatch.setattr("directory.counting.COUNTED", 3)
    monkeypatch.setattr("directory.counting.COUNTED_EACH", 2)
    monkeypatch.setattr("directory.counting.READ_ONCE", 2)
    monkeypatch.setattr("directory.counting.COUNTED_ALTOGETHER", 3)
    ForumFactory.create_batch(4, year=2025)

    response = client.get("/forums/")

    assert response.context["total"].has_more
    assert "2025 (2+)" in response.text


def test_value_that_is_not_among_the_most_frequent_is_found_by_its_name(client, monkeypatch):
    monkeypatch.setattr("directory.counting.SHOWN", 1)
    frequent, rare = PlaceFactory(), PlaceNameFactory(place__name="Хабаровск").place
    ForumFactory.create_batch(2, place=frequent)
    wanted = ForumFactory(place=rare)

    offered = client.get("/forums/")
    found = client.get("/forums/", {"place-named": "Хабаровске"})

    assert 'name="place-named"' in offered.text
    assert [text for text, _count in options(offered, "place")] == [frequent.slug]
    assert found.context["object_list"] == [wanted]


def test_name_is_found_in_any_case_and_by_its_beginning(client):
    person = PersonNameFactory(person__name="Сергей Абрамов").person
    PersonNameFactory(person__name="Борис Титов")

    for text in ("Абрамовым", "абрам", "Сергеем Абрамовым", "сер", "рамо"):
        assert listed(client, "/people/", name=text) == [person]


def test_news_are_found_by_year(client):
    ItemFactory(published_on="2024-12-31")
    wanted = ItemFactory(published_on="2025-01-01")
    ItemFactory(published_on=None)

    response = client.get("/news/?year=2025")

    assert response.context["object_list"] == [wanted]
    assert options(response, "year") == [("2025", 1), ("2024", 1)]


# Pages


def walk(client, path, step):
    """The rows of all pages, from the first one by the links to the next, or back from the last one."""
    pages = [client.get(path)]
    while pages[-1].context[step]:
        pages.append(client.get(f"{path.partition('?')[0]}?{pages[-1].context[step]}"))
    return [[row.pk for row in page.context["object_list"]] for page in pages]


@pytest.mark.parametrize("order", ["newest", "oldest", "added"])
def test_pages_lead_there_and_back_and_show_each_row_once(client, monkeypatch, order):
    monkeypatch.setattr("directory.lists.PAGE_LENGTH", 3)
    series = ForumSeriesFactory()
    years = [2025, None, 2024, 2025, None, 2023, 2025, 2024]
    days = ["2025-06-08", "", "", "2025-06-08", "", "", "2025-01", "2024"]
    made = [
        ForumFactory(
            series=series, year=year, dates=dates, number=n if n % 2 else None, slug=f"f{n}", place=None
        )
        for n, (year, dates) in enumerate(zip(years, days, strict=True))
    ]

    there = walk(client, f"/forums/?order={order}", "next")
    last = there[-1][0]
    back = walk(client, f"/forums/?order={order}&before={last}", "previous")

    assert [len(rows) for rows in there] == [3, 3, 2]
    rows = [pk for page in there for pk in page]
    assert sorted(rows) == sorted(forum.pk for forum in made)
    assert rows == [forum.pk for forum in listed_by(order)]
    assert back == there[-2::-1]


def listed_by(order):
    request = RequestFactory().get("/forums/", {"order": order})
    request.htmx = False
    return chosen(ForumList, request)


def test_next_page_keeps_the_filters(client, monkeypatch):
    monkeypatch.setattr("directory.lists.PAGE_LENGTH", 1)
    ForumFactory.create_batch(2, year=2025)

    first = client.get("/forums/?year=2025&status=&order=")

    assert f"?year=2025&amp;after={first.context['object_list'][0].pk}" in first.text


def test_page_after_a_row_that_is_gone_is_the_first_one_and_says_so(client):
    forum = ForumFactory()

    response = client.get("/forums/?after=999999999")

    assert response.context["object_list"] == [forum]
    assert response.context["ignored"] == [_("the page")]


def test_withdrawn_row_still_says_where_the_next_page_begins(client):
    newer, older = ForumFactory(year=2025, withdrawn_at="2025-11-25T00:00Z"), ForumFactory(year=2024)
    ForumFactory(year=2026)

    assert listed(client, "/forums/", after=newer.pk) == [older]


def test_list_for_exports_is_all_pages_in_the_order_asked_for(client):
    older, newer = ForumFactory(year=2024, status="held"), ForumFactory(year=2025, status="held")
    ForumFactory(status="planned")
    request = RequestFactory().get("/forums/?status=held&order=oldest&after=1")

    assert list(chosen(ForumList, request)) == [older, newer]


def test_script_gets_an_address_without_what_is_empty(client):
    ForumFactory()

    response = client.get("/forums/?year=2025&status=&place=&order=", headers={"HX-Request": "true"})

    assert response["HX-Push-Url"] == "/forums/?year=2025"


# What belongs to a forum has its year


@pytest.mark.parametrize("factory", [SessionFactory, InitiativeFactory, DelegationFactory, AgreementFactory])
def test_year_of_the_forum_follows_the_forum(factory):
    row = factory(forum=ForumFactory(year=2025))
    row.refresh_from_db()
    assert row.forum_year == 2025

    Forum.objects.filter(pk=row.forum_id).update(year=2026)
    row.refresh_from_db()
    assert row.forum_year == 2026

    row.forum_year = 1
    row.forum = ForumFactory(year=None)
    row.save()
    row.refresh_from_db()
    assert row.forum_year == 0
