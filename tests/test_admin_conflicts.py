"""Conflicts in the admin: both sides with their reports, every answer, and each answer undone."""

import datetime as dt
import itertools

import pytest
from django.urls import reverse

from events.models import Forum
from news.actions import apply_claims, store_findings
from news.models import Conflict
from tests.factories import ItemFactory

pytestmark = pytest.mark.django_db

NUMBERS = itertools.count()


def report(year, *, official=False, day=25, place=None):
    text = f"VI форум портов пройдёт в {year} году. {next(NUMBERS)}"
    item = ItemFactory(text=text, source__is_official=official, published_on=dt.date(2025, 11, day))
    finding = {
        "id": "f",
        "series": "форум портов",
        "aliases": [],
        "number": 6,
        "year": year,
        "place": place,
        "evidence": [{"field": "year", "start": text.index(str(year)), "end": text.index(str(year)) + 4}],
    }
    store_findings(item, {"forums": [finding]}, version="1")
    apply_claims(item)
    return item


def decide(client, decision, **data):
    conflict = Conflict.objects.get()
    url = reverse("admin:news_conflict_decide", args=[conflict.pk])
    return client.post(url, {"decision": decision, **data}, follow=True)


def page(client):
    return client.get(reverse("admin:news_conflict_change", args=[Conflict.objects.get().pk]))


def stands():
    return Forum.objects.values("year", "locked_fields", "checked_at").get()


def test_official_reports_weigh_most_and_are_first(admin_client):
    report(2026)
    report(2027, official=True)

    shown = page(admin_client)

    present, claimed = shown.context["sides"]
    assert (present.value, claimed.value) == ("2026", "2027")
    assert (present.official, claimed.official) == (False, True)
    assert shown.context["weightier"] == "claimed"


def test_reports_on_a_side_are_counted_and_sorted(admin_client):
    report(2026, day=1)
    report(2026, day=3)
    report(2026, day=2, official=True)
    report(2027)

    present, claimed = page(admin_client).context["sides"]

    assert [r["item"].published_on.day for r in present.reports] == [2, 3, 1]
    assert (present.report_count, claimed.report_count) == (3, 1)
    assert present.newest == dt.date(2025, 11, 3)


@pytest.mark.parametrize(
    ("decision", "data", "year", "state"),
    [
        ("keep", {}, 2026, "kept"),
        ("take", {}, 2027, "taken"),
        ("both", {}, 2026, "disputed"),
        ("set", {"value": "2028"}, 2028, "by_hand"),
    ],
)
def test_answer_holds_against_the_machine_and_is_undone_exactly(admin_client, decision, data, year, state):
    first = report(2026)
    report(2027)
    before = stands()

    decide(admin_client, decision, **data)
    apply_claims(first)
    assert (Forum.objects.get().year, Conflict.objects.earliest("pk").state) == (year, state)
    assert not Conflict.objects.filter(state="open").exists()
    assert "year" in Forum.objects.get().locked_fields

    admin_client.post(
        reverse("admin:news_conflict_decide", args=[Conflict.objects.earliest("pk").pk]),
        {"decision": "reopen"},
    )
    assert stands() == before
    assert list(Conflict.objects.values_list("state", "present", "claimed")) == [("open", "2026", "2027")]


def test_disputed_value_is_shown_with_the_other_one_on_the_public_page(admin_client, client):
    report(2026)
    report(2027)

    decide(admin_client, "both")

    shown = client.get(Forum.objects.get().get_absolute_url()).content.decode()
    assert "cite-disputed" in shown
    assert "2026" in shown
    assert "2027" in shown


def test_value_set_by_hand_must_be_one(admin_client):
    report(2026)
    report(2027)

    answered = decide(admin_client, "set", value="скоро")

    assert answered.context["form"].errors
    assert Conflict.objects.get().state == "open"


def test_place_is_set_by_its_name(admin_client):
    report(2026, place="Сиань")
    report(2026, place="Омск")

    refused = decide(admin_client, "set", value="Нигдеград")
    assert refused.context["form"].errors
    decide(admin_client, "set", value="Шэньян")

    assert str(Forum.objects.get().place) == "Шэньян"


def test_second_answer_is_told(admin_client):
    report(2026)
    report(2027)
    decide(admin_client, "keep")

    told = decide(admin_client, "take").context["messages"]

    assert len(told) == 1
    assert Forum.objects.get().year == 2026
