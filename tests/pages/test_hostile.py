"""Whatever stands in the address, there is a page, and it says what it ignored."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import from_model  # noqa: F401

from tests.factories import AgreementFactory, DelegationFactory, ForumFactory

pytestmark = pytest.mark.django_db

LISTS = [
    "events:series-list",
    "events:forum-list",
    "events:session-list",
    "events:initiative-list",
    "delegations:delegation-list",
    "directory:person-list",
    "directory:organization-list",
    "directory:place-list",
    "investments:project-list",
    "investments:agreement-list",
    "news:item-list",
]
NAMES = [
    "name",
    "year",
    "place",
    "place-named",
    "territory",
    "territory-named",
    "series",
    "organization",
    "source",
    "source-named",
    "status",
    "kind",
    "country",
    "checked",
    "language",
    "outcome",
    "order",
    "after",
    "before",
    "page",
    "text",
]
TABLE = [
    "page=zzz&page=-1",
    "page=" + "9" * 5000,
    "after=0",
    "after=-1",
    "after=" + "9" * 19,
    "after=1&before=1",
    "before=%D9%A3",
    "year=99999999999999999999",
    "year=0000&status=nothing",
    "year=%D9%A2%D9%A0%D9%A2%D9%A5",
    "name=%00&series=%00&place=%00&territory=%00&place-named=%00",
    "source=%00&checked=perhaps&language=%00&kind='; --",
    "source=" + "9" * 30,
    "source-named=%25",
    "country=%&name=%_\\\\",
    "name=(((((((((((((((((((&place-named=[[[[[",
    "name=" + "%D1%8B" * 200,
    "name=" + "%D1%8B" * 10_000,
    "x" * 10_000 + "=1",
    "%00=2&=3&&&===",
    "%ff%fe=%ff&name=%ed%a0%80",
    "name=%F0%9F%A6%8A&name=%E2%80%8F",
    "order=name'&order=newest%20desc",
    "year[]=2025&year[$gt]=1",
]


@pytest.fixture
def some_records():
    ForumFactory()
    DelegationFactory()
    AgreementFactory()


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("query", TABLE)
def test_hostile_address_gets_a_page(client, some_records, name, query):
    assert client.get(f"{reverse(name)}?{query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ("colour=red&year=never", ["Год: never", "colour"]),
        ("year=2025&status=nothing", ["Статус: nothing"]),
        ("series=no-such-series", ["Серия: no-such-series"]),
        ("place=%00", ["Место: �"]),
        ("after=first", ["the page"]),
        ("order=beauty", ["the order"]),
        ("pages=2", ["pages"]),
        ("x" * 60 + "=1", ["x" * 40]),
        ("name=" + "x" * 10_000, ["an address of this length"]),
    ],
)
def test_what_was_ignored_is_said(client, some_records, query, ignored):
    response = client.get(f"/forums/?{query}")

    ignored = [_(text) for text in ignored]
    assert response.context["ignored"] == ignored
    assert ignored[0].replace("'", "&#x27;") in response.text


def test_filters_beside_a_wrong_one_still_hold(client):
    wanted = ForumFactory(year=2025)
    ForumFactory(year=2024)

    assert client.get("/forums/?year=2025&status=nothing").context["object_list"] == [wanted]


TEXTS = st.text(max_size=60) | st.integers().map(str) | st.dates().map(str) | st.sampled_from(NAMES)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(LISTS),
    query=st.dictionaries(st.sampled_from(NAMES) | TEXTS, TEXTS, max_size=6),
)
def test_any_address_gets_a_page(client, some_records, name, query):
    query = {key.encode("utf-8", "replace"): value.encode("utf-8", "replace") for key, value in query.items()}

    assert client.get(reverse(name), query).status_code == 200
