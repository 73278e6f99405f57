"""The admin: what a person changes is that person's word, and curators decide claims and conflicts."""

import datetime as dt

import pytest
from django.contrib import admin
from django.urls import reverse

from directory.models import FormerAddress, Person, PersonName
from events.models import Forum
from news.actions import apply_claims, store_findings
from news.decisions import confirm
from news.models import Claim, Conflict, WaitingItem
from tests.factories import ClaimFactory, ForumFactory, ItemFactory, PersonFactory

pytestmark = pytest.mark.django_db

MODELS = sorted(
    # The queue is a page of its own, with tests of its own.
    (model for model in admin.site._registry if model._meta.app_label != "auth" and model is not WaitingItem),
    key=lambda m: m._meta.label,
)


def page_of(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def list_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def read(text, **values):
    item = ItemFactory(text=text, published_on=dt.date(2025, 11, 25))
    finding = {
        "id": "f",
        "series": "Форум",
        "aliases": [],
        "number": 6,
        "year": None,
        "status": "held",
    } | values
    finding["evidence"] = [{"field": "year", "start": 0, "end": 2}]
    store_findings(item, {"forums": [finding]}, version="1")
    apply_claims(item)
    return item.claims.get()


def decide(client, row, **data):
    url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_decide", args=[row.pk])
    return client.post(url, data, follow=True).content.decode()


def filled_in(page):
    """What the browser sends when the form is saved as it is."""
    inlines = [row.formset.management_form for row in page.context["inline_admin_formsets"]]
    return {
        form.add_prefix(name): "" if form[name].value() is None else form[name].value()
        for form in [page.context["adminform"].form, *inlines]
        for name in form.fields
    }


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_every_list_opens_and_searches(admin_client, model):
    page = admin_client.get(
        list_of(model), {"q": "форум"} if admin.site._registry[model].search_fields else {}
    )

    assert page.context["cl"].result_count == 0


@pytest.mark.parametrize("count", [1, 3])
def test_queue_asks_a_constant_number_of_queries(admin_client, django_assert_num_queries, count):
    ClaimFactory.create_batch(count)

    with django_assert_num_queries(5):
        page = admin_client.get(list_of(Claim))

    assert page.context["cl"].result_count == count


def test_changed_field_is_locked_and_the_record_checked(admin_client):
    person = PersonFactory(name="Иван Петров", slug="ivan-petrov")
    data = filled_in(admin_client.get(page_of(person)))

    admin_client.post(page_of(person), data | {"name": "Иван Петренко", "slug": "ivan-petrenko"})

    person.refresh_from_db()
    assert (person.name, person.locked_fields, person.is_checked) == ("Иван Петренко", ["name", "slug"], True)
    assert FormerAddress.objects.get().current == person.get_absolute_url()


def test_new_name_gets_its_key(admin_client):
    person = PersonFactory()
    data = filled_in(admin_client.get(page_of(person)))

    admin_client.post(
        page_of(person),
        data
        | {
            "names-TOTAL_FORMS": 1,
            "names-0-text": "Ли Хунчжун",
            "names-0-language": "ru",
            "names-0-kind": "alias",
        },
    )

    assert PersonName.objects.get(text="Ли Хунчжун").key


def test_records_are_withdrawn_and_put_back_but_not_deleted(admin_client):
    person = PersonFactory()
    admin_client.post(list_of(Person), {"action": "withdraw", "_selected_action": [person.pk]})
    assert Person.objects.get().is_withdrawn

    admin_client.post(list_of(Person), {"action": "put_back", "_selected_action": [person.pk]})
    refused = admin_client.post(reverse("admin:directory_person_delete", args=[person.pk]), {"post": "yes"})

    assert refused.status_code == 403
    assert not Person.objects.get().is_withdrawn


def test_claim_page_shows_values_with_their_quotes(admin_client):
    claim = read("VI форум прошёл", year=2025)

    page = admin_client.get(page_of(claim)).content.decode()

    assert "2025" in page
    assert "<mark>VI</mark> форум прошёл" in page


def test_curator_confirms_rejects_and_undoes(admin_client):
    claim = read("VI форум прошёл")

    for decision, state in [
        ("confirm", "confirmed"),
        ("undo", "unchecked"),
        ("reject", "rejected"),
        ("undo", "unchecked"),
    ]:
        decide(admin_client, claim, decision=decision)
        claim.refresh_from_db()
        assert claim.state == state


def test_curator_corrects_a_value(admin_client):
    claim = read("VI форум прошёл", year=2025)

    decide(admin_client, claim, decision="correct", series="Форум", number="6", year="2024", status="held")

    claim.refresh_from_db()
    assert (claim.state, claim.corrections, Forum.objects.get().year) == ("corrected", {"year": 2024}, 2024)


def test_decision_that_came_second_is_told(admin_client):
    claim = read("VI форум прошёл")
    decide(admin_client, claim, decision="confirm")

    page = decide(admin_client, claim, decision="reject")

    assert "решение" in page
    assert Claim.objects.get().state == "confirmed"


def test_conflict_shows_both_quotes_and_is_decided(admin_client):
    read("26 форум", year=2026)
    read("27 форум", year=2027)
    conflict = Conflict.objects.get()

    page = admin_client.get(page_of(conflict)).content.decode()
    decide(admin_client, conflict, decision="take")

    assert "<mark>26</mark>" in page
    assert "<mark>27</mark>" in page
    assert Forum.objects.get().year == 2027


def test_decisions_need_the_permission(client, django_user_model):
    claim = read("VI форум прошёл")
    client.force_login(django_user_model.objects.create_user("visitor", is_staff=True))

    decide(client, claim, decision="confirm")

    assert Claim.objects.get().state == "unchecked"


def test_forum_page_opens_with_its_inlines(admin_client):
    forum = ForumFactory()

    page = admin_client.get(page_of(forum))

    assert page.context["original"] == forum


def test_first_page_says_what_waits(admin_client):
    read("26 форум", year=2026)
    read("27 форум", year=2027)

    page = admin_client.get(reverse("admin:index")).content.decode()

    assert f'<strong>2</strong> <a href="{list_of(WaitingItem)}">' in page
    assert f'<strong>1</strong> <a href="{list_of(Conflict)}">' in page
    assert reverse("admin:news_review_next") in page


def test_first_page_of_a_desk_with_nothing_to_do(admin_client):
    page = admin_client.get(reverse("admin:index")).content.decode()

    assert f'<strong>0</strong> <a href="{list_of(WaitingItem)}">' in page
    assert reverse("admin:news_review_next") not in page


def test_quality_page_shows_figures_agreement_and_what_is_thin(
    admin_client, admin_user, django_assert_num_queries
):
    claim = read("VI форум прошёл", status="held")
    confirm(claim, by=admin_user)
    ItemFactory(state="failed", reason="timeout", message="took too long")

    with django_assert_num_queries(9):
        page = admin_client.get(reverse("admin:news_quality"))

    assert [row.confirmed for row in page.context["by_rule"]] == [1]
    assert [row.share for row in page.context["by_source"]] == [1.0]
    assert [len(row.lacks) for row in page.context["thin_forums"]] == [4]
    assert [item.message for item in page.context["failed_items"]] == ["took too long"]
    assert page.context["figures"]
    assert sum(band.count for band in page.context["bands"]) > 100


def test_lists_are_not_counted_to_their_end(admin_client, monkeypatch):
    monkeypatch.setattr("directory.paging.MOST_COUNTED", 2)
    for _ in range(3):
        ClaimFactory()

    assert admin_client.get(list_of(Claim)).context["cl"].result_count == 2


@pytest.mark.parametrize(
    ("query", "found"), [({"rule": "a"}, 1), ({"rule": "c"}, 0), ({"source_name": "ВЕСТ"}, 1)]
)
def test_claims_are_filtered_by_words(admin_client, query, found):
    ClaimFactory(rule="a", item__source__name="Вестник")
    ClaimFactory(rule="b", item__source__name="Хроника")

    assert admin_client.get(list_of(Claim), query).context["cl"].result_count == found
