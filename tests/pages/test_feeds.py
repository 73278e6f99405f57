"""Feeds: what is new, and what was taken back, in every language."""

import feedparser
import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from events.models import Forum
from news.decisions import confirm, correct, reject
from news.models import Claim
from news.undoing import undo_decision
from publishing.models import Change
from tests.factories import (
    ClaimFactory,
    ForumFactory,
    ItemFactory,
    PersonFactory,
    PlaceFactory,
    PlaceNameFactory,
    SeriesNameFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return get_user_model().objects.create_user("curator")


def claim_about(forum, **values):
    stated = {"series": "форум портов", "place": "Сиань", "year": 2025, "number": forum.number, **values}
    return ClaimFactory(forum=forum, values=stated, evidence={"place": "Сиане"})


def read(response):
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    return feed


@pytest.mark.parametrize("count", [1, 3])
def test_list_feed_has_the_filtered_records_in_constant_queries(client, django_assert_num_queries, count):
    gone = [ForumFactory(status="planned") for _ in range(count)]
    Forum.objects.update(withdrawn_at=timezone.now())
    wanted = [ForumFactory(status="planned") for _ in range(count)]
    ForumFactory(status="held")

    with django_assert_num_queries(4):
        feed = read(client.get("/forums/feed.atom?status=planned"))

    listed = [entry for entry in feed.entries if entry.id.startswith("urn:uuid:")]
    assert [entry.id for entry in listed] == [f"urn:uuid:{forum.uuid}" for forum in reversed(wanted)]
    assert feed.feed.link == "http://testserver/forums/?status=planned"
    assert {entry.link for entry in listed} == {
        f"http://testserver{forum.get_absolute_url()}" for forum in wanted
    }
    assert len(feed.entries) == len(wanted) + len(gone)


def test_feed_speaks_the_language_of_its_address(client):
    forum = ForumFactory(number=6, year=2025)
    SeriesNameFactory(series=forum.series, text="港口论坛", language="zh")

    feed = read(client.get("/zh/forums/feed.atom"))

    assert feed.feed.language == "zh-hans"
    assert feed.entries[0].title == "第六届港口论坛（2025）"
    assert feed.entries[0].id == f"urn:uuid:{forum.uuid}"


def test_news_feed_has_the_filtered_reports(client):
    item = ItemFactory(language="zh")
    ItemFactory(language="ru")

    (entry,) = read(client.get("/en/news/feed.atom?language=zh")).entries

    assert entry.title == item.title
    assert entry.link == f"http://testserver/en/news/{item.pk}/"
    assert item.source.name in entry.summary


def test_rejected_claim_reaches_the_subscribers(client, curator):
    forum = ForumFactory(status="held")
    claim = claim_about(forum)

    reject(claim, by=curator, reason="это другой форум")

    changes = read(client.get("/en/changes/feed.atom")).entries
    assert [entry.title.partition(": ")[2] for entry in changes] == [
        "withdrawn: nobody vouches for it any more",
        "rejected: the report does not say so",
    ]
    assert "это другой форум" in changes[1].summary
    assert "Сиань" in changes[1].summary
    assert claim.item.title in changes[1].summary


def test_retraction_is_an_entry_of_the_list_that_had_the_record(client, curator):
    forum = ForumFactory(status="planned")
    other = ForumFactory(status="held")
    reject(claim_about(forum), by=curator)
    reject(claim_about(other), by=curator)

    feed = read(client.get("/forums/feed.atom?status=planned"))

    assert len(feed.entries) == 2
    assert all(str(forum.series) in entry.title for entry in feed.entries)


def test_correction_says_the_old_and_the_new(client, curator):
    forum = ForumFactory(number=6, year=2025)
    claim = claim_about(forum)

    correct(claim, by=curator, corrections={"year": 2024})

    (entry,) = read(client.get("/en/changes/feed.atom")).entries
    assert "year: “2024” instead of “2025”" in entry.summary


def test_confirmation_is_no_change_and_an_undone_rejection_is_one(client, curator):
    forum = ForumFactory()
    confirmed = claim_about(forum)
    confirm(confirmed, by=curator)
    assert list(Change.objects.all()) == []
    confirmed.refresh_from_db()
    undo_decision(confirmed, by=curator)
    assert list(Change.objects.all()) == []

    rejected = claim_about(ForumFactory())
    reject(rejected, by=curator)
    rejected.refresh_from_db()
    undo_decision(rejected, by=curator)

    assert list(Change.objects.order_by("pk").values_list("what", flat=True)) == [
        "rejected",
        "withdrawn",
        "restored",
        "put_back",
    ]


def test_whoever_withdraws_a_record_it_is_logged(client):
    person = PersonFactory()

    type(person).objects.filter(pk=person.pk).update(withdrawn_at=timezone.now())
    type(person).objects.filter(pk=person.pk).update(withdrawn_at=timezone.now())

    (change,) = Change.objects.all()
    assert (change.what, change.person) == ("withdrawn", person)


def test_claim_that_is_no_longer_read_is_logged():
    claim = ClaimFactory(values={"series": "форум"})

    Claim.objects.filter(pk=claim.pk).update(state="withdrawn")

    assert Change.objects.get().what == "unread"


def test_log_is_for_ever():
    forum = ForumFactory()
    Forum.objects.filter(pk=forum.pk).update(withdrawn_at=timezone.now())

    with pytest.raises(IntegrityError, match="log_is_for_ever"), transaction.atomic():
        Change.objects.update(what="put_back")


@pytest.mark.parametrize("count", [1, 3])
def test_log_of_changes_in_constant_queries(client, django_assert_num_queries, curator, count):
    for _ in range(count):
        reject(claim_about(ForumFactory()), by=curator, reason="нет такого")

    with django_assert_num_queries(2):
        response = client.get("/changes/")

    assert len(response.context["changes"]) == 2 * count
    assert response.text.count("нет такого") == count


def test_log_is_cut_into_pages(client):
    people = PersonFactory.create_batch(51)
    for person in people:
        type(person).objects.filter(pk=person.pk).update(withdrawn_at=timezone.now())

    first = client.get("/changes/")
    last = client.get(f"/changes/?before={first.context['next_before']}")

    shown = [row["change"].person for page in (first, last) for row in page.context["changes"]]
    assert shown == people[::-1]
    assert last.context["next_before"] is None


def test_changes_of_one_record(client, curator):
    forum = ForumFactory()
    reject(claim_about(forum), by=curator)
    reject(claim_about(ForumFactory()), by=curator)

    feed = read(client.get(f"/changes/feed.atom?forum={forum.uuid}"))
    page = client.get(f"/changes/?forum={forum.uuid}")

    assert len(feed.entries) == len(page.context["changes"]) == 2
    assert str(forum) in feed.feed.title


@pytest.mark.parametrize(
    "query", ["before=x", "before=" + "9" * 40, "forum=%00", "forum=1", "person=" + "a" * 9999]
)
def test_hostile_address_gets_the_log(client, query):
    assert client.get(f"/changes/?{query}").status_code == 200
    assert client.get(f"/changes/feed.atom?{query}").status_code == 200


def test_page_offers_the_feed_of_its_changes(client):
    forum = ForumFactory()

    assert f'href="/changes/feed.atom?forum={forum.uuid}"' in client.get(forum.get_absolute_url()).text


def test_saved_search_is_a_feed_with_the_reason_and_the_retractions(client, curator):
    place = PlaceFactory(name="Сиань")
    PlaceNameFactory(place=place)
    forum = ForumFactory(place=place, series__name="Форум портов Сиань")
    SeriesNameFactory(series=forum.series)
    item = ItemFactory(text="В Сиане прошёл <b>форум</b>.")
    reject(claim_about(forum), by=curator)

    feed = read(client.get("/search/feed.atom", {"q": "сиань"}))

    links = {entry.link.removeprefix("http://testserver") for entry in feed.entries}
    assert {place.get_absolute_url(), item.get_absolute_url()} <= links
    assert "сиань" in feed.feed.title.casefold()
    report = next(entry for entry in feed.entries if entry.link.endswith(item.get_absolute_url()))
    assert "Сиане" in report.summary
    assert "<b>" not in report.summary


@pytest.mark.parametrize("query", ["", "q=", "q=%00", "q=" + "x" * 10_000, "q=%25_"])
def test_search_for_nothing_is_an_empty_feed(client, query):
    assert read(client.get(f"/search/feed.atom?{query}")).entries == []


def test_page_of_a_search_offers_its_feed(client):
    PlaceNameFactory(place=PlaceFactory(name="Сиань"))

    assert 'href="/search/feed.atom?q=' in client.get("/search/?q=Сиань").text


def test_texts_of_entries_are_texts(client):
    PersonFactory(name="<script>alert(1)</script> & сын")

    (entry,) = feedparser.parse(client.get("/people/feed.atom").content, sanitize_html=False).entries

    assert "<script>" not in entry.summary
    assert entry.title_detail.type == "text/plain"


def test_unchanged_feed_is_not_sent_again(client):
    ForumFactory()
    first = client.get("/forums/feed.atom")

    again = client.get("/forums/feed.atom", headers={"if-none-match": first.headers["ETag"]})

    assert again.status_code == 304


def test_changes_of_a_record_are_found_by_indexes():
    changes = Change.objects.about({"forum": [1], "person": [2]})[:50]

    with connection.cursor() as cursor:
        # Tables of a test are too small for an index to be worth it.
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = changes.explain()

    assert "Seq Scan" not in plan, plan
