"""The admin of every model: lists lead to pages, in a constant number of queries; the queue and its order."""

import pytest
from django.urls import reverse

from news.models import Claim
from tests.factories import (
    AgreementFactory,
    ClaimFactory,
    ConflictFactory,
    DelegationFactory,
    ForumFactory,
    ForumSeriesFactory,
    InitiativeFactory,
    ItemFactory,
    OrganizationFactory,
    PersonFactory,
    PlaceFactory,
    PostFactory,
    ProjectFactory,
    SessionFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db

FACTORIES = [
    PlaceFactory,
    OrganizationFactory,
    PersonFactory,
    PostFactory,
    ForumSeriesFactory,
    ForumFactory,
    SessionFactory,
    InitiativeFactory,
    DelegationFactory,
    ProjectFactory,
    AgreementFactory,
    SourceFactory,
    ItemFactory,
    ClaimFactory,
    ConflictFactory,
]


def address(row, page="changelist"):
    args = [] if page == "changelist" else [row.pk]
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("factory", FACTORIES)
def test_list_leads_to_the_page_of_each_row(admin_client, factory):
    rows = [factory(), factory()]

    listed = admin_client.get(address(rows[0])).content.decode()

    for row in rows:
        assert address(row, "change") in listed
        page = admin_client.get(address(row, "change"))
        assert page.status_code == 200
        assert page.context["original"] == row


@pytest.mark.parametrize("factory", FACTORIES)
def test_list_asks_as_often_for_three_rows_as_for_one(
    admin_client, factory, django_assert_max_num_queries, django_assert_num_queries
):
    row = factory()
    admin_client.get(address(row))
    with django_assert_max_num_queries(20) as one:
        admin_client.get(address(row))
    factory()
    factory()

    with django_assert_num_queries(len(one)):
        admin_client.get(address(row))


@pytest.mark.parametrize("factory", FACTORIES)
def test_search_answers(admin_client, factory):
    row = factory()

    assert admin_client.get(address(row), {"q": "порт"}).status_code == 200


def form_of(page):
    """What a browser would send back unchanged."""
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                data[field.html_name] = value
    return data


def test_key_follows_the_name(admin_client):
    project = ProjectFactory(name="зерновой терминал")
    key = project.name_key
    data = form_of(admin_client.get(address(project, "change")))

    admin_client.post(address(project, "change"), data | {"name": "Мост через Амур"})

    project.refresh_from_db()
    assert project.name == "Мост через Амур"
    assert project.name_key != key
    assert project.locked_fields == ["name"]


def claim_of_a_forum(**fields):
    forum = ForumFactory(year=None)
    values = {"series": forum.series.name, "number": forum.number, "place": "Сиань"}
    return ClaimFactory(forum=forum, values=values, evidence={"place": "Сиане"}, **fields)


def test_queue_shows_what_waits_and_the_least_certain_first(admin_client, admin_user):
    sure, unsure = claim_of_a_forum(confidence=0.9), claim_of_a_forum(confidence=0.2)
    claim_of_a_forum(state=Claim.State.WITHDRAWN)

    page = admin_client.get(address(sure))

    assert list(page.context["cl"].result_list) == [unsure, sure]


def test_claim_shows_its_quote_in_its_context(admin_client):
    page = admin_client.get(address(claim_of_a_forum(), "change")).content.decode()

    assert "прошёл в <mark>Сиане</mark>." in page


@pytest.mark.parametrize(
    ("sent", "state"),
    [
        ({"decision": "confirm"}, Claim.State.CONFIRMED),
        ({"decision": "reject", "reason": "другой форум"}, Claim.State.REJECTED),
    ],
)
def test_claim_is_decided_and_the_decision_undone(admin_client, admin_user, sent, state):
    claim = claim_of_a_forum()

    admin_client.post(address(claim, "decide"), sent)
    claim.refresh_from_db()
    assert (claim.state, claim.decided_by) == (state, admin_user)
    assert claim.reason == sent.get("reason", "")

    admin_client.post(address(claim, "decide"), {"decision": "undo"})
    claim.refresh_from_db()
    assert (claim.state, claim.decided_by) == (Claim.State.UNCHECKED, None)


def test_number_that_another_edition_has_is_told_in_the_form(admin_client):
    taken = ForumFactory(number=6)
    forum = ForumFactory(series=taken.series, number=7)
    data = form_of(admin_client.get(address(forum, "change")))

    page = admin_client.post(address(forum, "change"), data | {"number": 6})

    assert page.status_code == 200
    assert page.context["adminform"].form.errors
