"""What is taught reaches new reports at once, and old ones after the difference was looked at."""

import pytest
from django.urls import reverse

from extraction import extract
from news import rereading, terms
from news.actions import DecisionError
from news.decisions import confirm
from news.intake import read_item
from news.models import Claim, Item, Rereading, TaughtTerm
from tests.factories import ItemFactory

pytestmark = pytest.mark.django_db
TEXT = "Об этом сказали на Кедровом сходе в Чите. Ректор ДФУ Пётр Зайцев предложил построить в Чите завод."


@pytest.fixture
def curator(admin_user):
    return admin_user


@pytest.fixture
def item():
    item = ItemFactory(text=TEXT, language="ru", state=Item.State.QUEUED)
    read_item(item.pk)
    return item


def teach(curator, kind="series", written="Кедровый сход", name="Всероссийский слёт «Кедровый сход»", **more):
    return TaughtTerm.objects.create(
        kind=kind,
        language="ru",
        written=written,
        name=name,
        added_by=curator,
        **({"detail": "congress"} | more),
    )


def forums(item):
    return [claim.stated["series"] for claim in item.claims.standing().filter(kind=Claim.Kind.FORUM)]


def compare(term, by):
    started = rereading.start(rereading.items_that_may_name(term), cause=f"Taught: {term}", by=by)
    for batch in started.batches.all():
        rereading.compare(batch.pk)
    started.refresh_from_db()
    return started


def test_taught_series_is_read_in_the_next_report(curator):
    teach(curator)
    item = ItemFactory(text=TEXT, language="ru", state=Item.State.QUEUED)

    read_item(item.pk)

    assert forums(item) == ["Всероссийский слёт «Кедровый сход»"]


def test_term_that_was_switched_off_is_not_read(curator):
    term = teach(curator)
    TaughtTerm.objects.filter(pk=term.pk).update(is_active=False)
    item = ItemFactory(text=TEXT, language="ru", state=Item.State.QUEUED)

    read_item(item.pk)

    assert forums(item) == []


def test_difference_is_shown_before_anything_changes(curator, item):
    started = compare(teach(curator), curator)

    assert (started.state, forums(item)) == (Rereading.State.READY, [])
    changes = started.items.get().changes
    assert [(c["what"], c["kind"]) for c in changes if c["kind"] == "forum"] == [("new", "forum")]
    assert {"field": "series", "before": None, "after": "Всероссийский слёт «Кедровый сход»"} in changes[0][
        "fields"
    ]


def test_applied_difference_is_what_was_shown_and_leaves_none(curator, item):
    term = teach(curator)
    started = compare(term, curator)

    rereading.accept(started, by=curator)
    rereading.apply_next(started.pk)

    assert forums(item) == ["Всероссийский слёт «Кедровый сход»"]
    assert compare(term, curator).items.count() == 0


def test_third_reading_leaves_what_a_person_decided(curator, item):
    person = item.claims.get(kind=Claim.Kind.PERSON)
    confirm(person, by=curator)
    before = Claim.objects.filter(pk=person.pk).values().get()
    term = teach(
        curator, kind="organization", written="ДФУ", name="Дальний федеральный университет", detail=""
    )

    for _reading in range(3):
        started = compare(term, curator)
        rereading.accept(started, by=curator)
        rereading.apply_next(started.pk)

    assert Claim.objects.filter(pk=person.pk).values().get() == before


def test_batch_that_comes_twice_is_compared_once(curator, item):
    started = compare(teach(curator), curator)

    rereading.compare(started.batches.get().pk)

    assert started.items.count() == 1


def test_rereading_is_decided_once(curator, item):
    started = compare(teach(curator), curator)
    rereading.drop(started, by=curator)

    with pytest.raises(DecisionError):
        rereading.accept(started, by=curator)

    rereading.apply_next(started.pk)
    assert forums(item) == []


def test_reports_that_cannot_name_the_term_are_not_read_again(curator, item):
    ItemFactory(text="Кедры растут медленно.", language="ru", state=Item.State.DONE)

    assert list(rereading.items_that_may_name(teach(curator))) == [item]


def test_chinese_office_that_a_curator_taught_is_read(curator):
    TaughtTerm.objects.create(kind="office", language="zh", written="嘎查达", name="嘎查达", added_by=curator)

    report = extract("额济纳嘎查达王建国出席了论坛。", language="zh", lexicon=terms.current_lexicon())

    assert [person.name.value for person in report.people] == ["王建国"]


def test_curator_teaches_compares_and_applies_in_the_admin(admin_client, item):
    given = {
        "kind": "series", "language": "ru", "written": "Кедровый сход", "name": "", "event_class": "congress",
        "country": "", "is_active": "on",
    }  # fmt: skip
    admin_client.post(reverse("admin:news_taughtterm_add"), given)
    term = TaughtTerm.objects.get()
    assert (term.name, term.detail) == ("Кедровый сход", "congress")

    page = admin_client.post(reverse("admin:news_taughtterm_compare", args=[term.pk]), follow=True)
    started = Rereading.objects.get()
    assert started.cause in page.content.decode()
    for batch in started.batches.all():
        rereading.compare(batch.pk)
    shown = admin_client.get(reverse("admin:news_rereading_change", args=[started.pk])).content.decode()
    assert "Кедровый сход" in shown
    assert 'value="apply"' in shown

    admin_client.post(reverse("admin:news_rereading_decide", args=[started.pk]), {"decision": "apply"})
    rereading.apply_next(started.pk)

    assert forums(item) == ["Кедровый сход"]


def test_place_without_a_country_is_asked_for_one(admin_client):
    given = {
        "kind": "place",
        "language": "ru",
        "written": "Нижнестанск",
        "name": "",
        "event_class": "",
        "country": "",
    }

    refused = admin_client.post(reverse("admin:news_taughtterm_add"), given).content.decode()
    admin_client.post(reverse("admin:news_taughtterm_add"), {**given, "country": "RU"})

    assert "errorlist" in refused
    assert TaughtTerm.objects.get().detail == "RU"
