"""The search: what is found, and why."""

import pytest

from tests.factories import (
    DelegationFactory,
    ForumFactory,
    ItemFactory,
    OrganizationNameFactory,
    PersonNameFactory,
    PlaceNameFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db


def found(client, query):
    response = client.get("/search/", {"q": query})
    return [(hit.record, hit.reason) for group in response.context["groups"] for hit in group.hits]


def test_part_of_a_name_is_found(client):
    person = PersonNameFactory(person__name="Сергей Абрамов").person

    assert found(client, "абрам") == [(person, "")]


def test_inflected_name_is_found_and_says_why(client):
    person = PersonNameFactory(person__name="Борис Титов").person
    project = ProjectFactory(name="зерновой терминал")

    assert found(client, "Борисом Титовым") == [(person, "другая форма слова")]
    assert found(client, "зернового терминала") == [(project, "другая форма слова")]


def test_alias_is_found_and_named(client):
    organization = OrganizationNameFactory(text="ТПП").organization

    assert found(client, "тпп") == [(organization, "другое имя: «ТПП»")]


def test_misspelt_name_is_found(client):
    person = PersonNameFactory(person__name="Сергей Абрамов").person

    assert (person, "похожее написание") in found(client, "Абрамав")


def test_place_leads_to_its_forums_and_delegations(client):
    place = PlaceNameFactory(place__name="Сиань").place
    forum = ForumFactory(place=place)
    delegation = DelegationFactory(sending_place=place)

    response = client.get("/search/?q=Сиане")

    assert list(response.context["forums"]) == [forum]
    assert list(response.context["delegations"]) == [delegation]


def test_words_of_a_report_are_found(client):
    item = ItemFactory(text="Говорили о перевалке зерна.")

    assert list(client.get("/search/?q=перевалке").context["items"]) == [item]


@pytest.mark.parametrize("query", ["", " ", "\0", "ы" * 10_000, "%", "_", "\\", "'", "((", "<script>", "習"])
def test_hostile_query_gets_a_page(client, query):
    assert client.get("/search/", {"q": query}).status_code == 200


def test_search_asks_the_same_of_one_record_and_of_three(client, django_assert_num_queries):
    for _ in range(3):
        PersonNameFactory(person__name="Сергей Абрамов")

    with django_assert_num_queries(12):
        client.get("/search/?q=Абрамов")
