"""The boxes and suggestions of the admin: names in any inflection, titles by a part, and no count over a whole table."""

import pytest
from django.contrib import admin
from django.db import models
from django.urls import reverse

from directory.facets import called
from directory.models import Organization, Person
from directory.paging import CappedPaginator
from directory.record_admin import RecordAdmin
from events.models import Forum, Session
from extraction.keys import person_key
from news.models import WaitingItem
from tests.factories import (
    ForumFactory,
    ForumSeriesFactory,
    MemberFactory,
    OrganizationFactory,
    OrganizationNameFactory,
    PersonFactory,
    PersonNameFactory,
    PostFactory,
    ProjectFactory,
    SeriesNameFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db
# What grows with the news and with the work at it.
APPS = {"directory", "events", "delegations", "investments", "news"}


def found(client, model, text):
    page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    response = client.get(page, {"q": text})
    return set(response.context["cl"].result_list)


def test_person_is_found_by_any_name_in_any_case(admin_client):
    person = PersonFactory(name="Сергей Абрамов")
    PersonNameFactory(person=person, text="Сергей Абрамов")
    other = PersonFactory(name="李鸿忠", language="zh")
    PersonNameFactory(person=other, text="Ли Хунчжун")

    assert found(admin_client, Person, "Абрамовым Сергеем") == {person}
    assert found(admin_client, Person, "хунчж") == {other}
    assert found(admin_client, Person, "Зайцев") == set()


def test_organization_is_found_by_a_part_of_its_name(admin_client):
    body = OrganizationFactory(name="Дальневосточная палата")
    OrganizationNameFactory(organization=body)
    OrganizationFactory(name="Завод")

    assert found(admin_client, Organization, "восточная пал") == {body}


def test_edition_is_found_by_its_series_and_year(admin_client):
    series = ForumSeriesFactory(name="форум портов")
    SeriesNameFactory(series=series, text="форум портов")
    editions = [ForumFactory(series=series, number=n, year=2020 + n, slug=str(n)) for n in (4, 5)]
    ForumFactory(series__name="форум леса", year=2025)

    assert found(admin_client, Forum, "портов") == set(editions)
    assert found(admin_client, Forum, "портов 2025") == {editions[1]}
    assert editions[1] in found(admin_client, Forum, "2025")


def test_session_is_found_by_its_title_or_its_forum(admin_client):
    session = SessionFactory(title="Порты и люди")
    SessionFactory(title="Лес")

    assert found(admin_client, Session, "порты и") == {session}


@pytest.mark.parametrize(
    "text", ["", "  ", "'", "%", "\0", "(", "\\", "а" * 3000, "& | !", "99999999999999999999"]
)
def test_odd_words_are_answered(admin_client, text):
    PersonFactory()
    ForumFactory()

    for model in (Person, Forum):
        found(admin_client, model, text)


def test_record_is_suggested_while_its_name_is_typed(admin_client):
    person = PersonFactory(name="Сергей Абрамов")
    PersonNameFactory(person=person, text="Сергей Абрамов")
    fields = {"app_label": "delegations", "model_name": "member", "field_name": "person"}

    answer = admin_client.get(reverse("admin:autocomplete"), {"term": "абрам", **fields}).json()

    assert [row["id"] for row in answer["results"]] == [str(person.pk)]


def test_search_asks_indexes_and_compares_no_row_of_a_table(admin_client):
    """What is asked of the names can be answered by an index: written with UPPER or as a join it could not."""
    plan = called(Person.objects.all(), "Абрамов", person_key)

    assert "UPPER" not in str(plan.query)


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label_lower)
def test_no_list_counts_a_whole_table(model):
    if model._meta.app_label not in APPS:
        pytest.skip("of a few rows")
    model_admin = admin.site._registry[model]

    assert model_admin.show_full_result_count is False
    if model is not WaitingItem:  # has a page of its own, with no numbers of pages
        assert issubclass(model_admin.paginator, CappedPaginator)


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label_lower)
def test_no_form_lists_all_rows_of_another_table(model):
    """A select of all people would be long and slow: every reference to a record is typed, with suggestions."""
    model_admin = admin.site._registry[model]
    if not isinstance(model_admin, RecordAdmin):
        pytest.skip("not a record")
    forms = [(model_admin, model), *((inline, inline.model) for inline in model_admin.inlines)]

    for owner, rows in forms:
        shown = set(owner.fields or [field.name for field in rows._meta.fields if field.editable])
        references = {
            field.name
            for field in rows._meta.get_fields()
            if isinstance(field, models.ForeignKey | models.ManyToManyField) and field.name in shown
        }
        parents = {
            "forum",
            "session",
            "person",
            "delegation",
            "initiative",
            "project",
            "agreement",
            "place",
            "series",
            "organization",
        }
        hidden = {
            name
            for name in references & parents
            if owner is not model_admin and rows._meta.get_field(name).related_model is model
        }
        assert references - hidden <= {
            *owner.autocomplete_fields,
            *owner.readonly_fields,
            *(owner.raw_id_fields),
        }


@pytest.mark.parametrize("count", [1, 3])
def test_parties_are_listed_in_a_constant_number_of_queries(admin_client, count, django_assert_num_queries):
    for _ in range(count):
        MemberFactory(), PostFactory(), ProjectFactory()

    for name in ("delegations_member", "directory_post", "investments_project"):
        with django_assert_num_queries(4):
            admin_client.get(reverse(f"admin:{name}_changelist"))
