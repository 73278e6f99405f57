"""The curators' queue: what stands in it, in which order, and many claims confirmed after a sample was checked."""

import datetime as dt
import itertools

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from news import batches, queueing, reviewing
from news.actions import DecisionError, apply_claims, store_findings
from news.decisions import confirm, reject
from news.models import BatchConfirmation, Claim, WaitingItem
from tests.factories import ClaimFactory, ConflictFactory, ForumFactory, ItemFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 1)
QUEUE = "admin:news_waitingitem_changelist"


def waiting(*, today=TODAY, **fields):
    claim = ClaimFactory(confidence=fields.pop("confidence", 0.9), **fields)
    queueing.refresh([claim.item_id], today=today)
    return claim


def listed(client, **query):
    page = client.get(reverse(QUEUE), query)
    return [row["waiting"].item_id for row in page.context["rows"]]


def test_forums_to_come_are_first_then_conflicts_then_what_is_least_sure(admin_client):
    unsure = waiting(confidence=0.3, forum=ForumFactory(status="held", year=2025))
    sure = waiting(confidence=0.8)
    contradicting = ClaimFactory(confidence=0.9)
    ConflictFactory(claim=contradicting)
    queueing.refresh([contradicting.item_id], today=TODAY)
    upcoming = waiting(confidence=0.9, forum=ForumFactory(status="planned", year=2026))

    assert listed(admin_client) == [claim.item_id for claim in (upcoming, contradicting, unsure, sure)]


def test_report_leaves_the_queue_with_its_last_decision(admin_user):
    item = ItemFactory()
    first, second = (ClaimFactory(item=item, kind="person", values={"name": name}) for name in ("Ли", "Ким"))
    queueing.refresh([item.pk], today=TODAY)
    assert WaitingItem.objects.get().claim_count == 2

    reject(first, by=admin_user)
    assert WaitingItem.objects.get().claim_count == 1
    reject(second, by=admin_user)

    assert not WaitingItem.objects.exists()


def test_keeping_the_queue_writes_nothing_when_nothing_changed():
    claim = waiting()
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text FROM news_waitingitem")
        before = cursor.fetchall()

    queueing.refresh([claim.item_id], today=TODAY)

    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text FROM news_waitingitem")
        assert cursor.fetchall() == before


def test_forum_that_is_over_steps_back():
    waiting(forum=ForumFactory(status="planned", dates="2026-03-01/2026-03-02", year=2026))
    assert WaitingItem.objects.get().rank == WaitingItem.Rank.UPCOMING

    assert queueing.step_back(today=dt.date(2026, 3, 2)) == 0
    assert queueing.step_back(today=dt.date(2026, 3, 3)) == 1

    assert WaitingItem.objects.get().rank == WaitingItem.Rank.USUAL


def test_queue_is_built_anew_from_the_claims():
    claims = [ClaimFactory(), ClaimFactory(), ClaimFactory(state=Claim.State.WITHDRAWN)]

    queueing.refresh_all(today=TODAY)

    assert set(WaitingItem.objects.values_list("item_id", flat=True)) == {c.item_id for c in claims[:2]}


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({}, {"one", "other"}),
        ({"kind": "forum"}, {"one", "other"}),
        ({"kind": "person"}, set()),
        ({"language": "zh"}, {"other"}),
        ({"source": "амур"}, {"one"}),
        ({"series": "порт"}, {"one"}),
        ({"rule": "named_event"}, {"one"}),
        ({"below": "0.7"}, {"other"}),
        ({"conflict": "on"}, {"other"}),
        ({"rank": "1"}, {"other"}),
        ({"kind": "no such kind"}, {"one", "other"}),
    ],
)
def test_queue_is_filtered(admin_client, query, wanted):
    one = waiting(
        confidence=0.9,
        rule="named_event",
        item__source__name="АмурМедиа",
        forum=ForumFactory(series__name="Форум портов", status="held", year=2020),
    )
    other = ClaimFactory(confidence=0.5, rule="numbered", item__language="zh")
    ConflictFactory(claim=other)
    queueing.refresh([other.item_id], today=TODAY)

    names = {one.item_id: "one", other.item_id: "other"}
    assert {names[pk] for pk in listed(admin_client, **query)} == wanted


@pytest.mark.parametrize("count", [1, 3])
def test_queue_asks_a_constant_number_of_queries(admin_client, django_assert_num_queries, count):
    for _ in range(count):
        waiting()

    with django_assert_num_queries(9):
        assert len(listed(admin_client)) == count


def test_queue_goes_on_from_page_to_page(admin_client, monkeypatch):
    monkeypatch.setattr("news.admin.queue.ROWS", 2)
    claims = [waiting(confidence=0.1 * number) for number in range(1, 6)]

    first = listed(admin_client)
    second = listed(admin_client, after=first[-1])
    last = listed(admin_client, after=second[-1])

    assert first + second + last == [claim.item_id for claim in claims]


def plan_of(queryset):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        sql, params = queryset.query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(row for (row,) in cursor)


@pytest.mark.parametrize(
    ("narrow", "index"),
    [
        ({}, "waiting_urgent_first"),
        ({"language": "zh"}, "waiting_by_language"),
        ({"source": 1}, "waiting_by_source"),
        ({"has_conflict": True}, "waiting_in_conflict"),
    ],
)
def test_queue_is_read_in_the_order_of_an_index(narrow, index):
    plan = plan_of(WaitingItem.objects.filter(**narrow).most_urgent_first()[:50])

    assert index in plan
    assert "Sort" not in plan


def test_next_report_is_found_in_the_order_of_an_index(admin_user):
    queue = WaitingItem.objects.held_by_nobody_but(admin_user, timezone.now()).most_urgent_first()

    assert "waiting_urgent_first" in plan_of(queue.values_list("item_id", flat=True)[:2])


def test_batch_is_found_by_an_index():
    batch = BatchConfirmation(kind="forum", rule="named_event", least_confidence=0.9, limit=10)

    assert "claim_waiting_by_rule" in plan_of(batches.waiting(batch)[:50])


# Many at once


TEXT = "VI форум портов прошёл в Сиане."


NUMBERS = itertools.count()


def many(count, *, confidence=0.95):
    for number in itertools.islice(NUMBERS, count):
        item = ItemFactory(text=f"{TEXT} {number}")
        finding = {
            "id": "f",
            "series": f"форум {number}",
            "aliases": [],
            "number": 6,
            "evidence": [{"field": "number", "start": 0, "end": 2}],
            "rule": "named_event",
            "confidence": confidence,
        }
        store_findings(item, {"forums": [finding]}, version="1")
        apply_claims(item)


@pytest.fixture
def sent(monkeypatch):
    asked = []
    monkeypatch.setattr(batches, "_ask", asked.append)
    return asked


def draw(by, least=0.9):
    return batches.draw_sample("forum", "named_event", least, by=by)


def test_rest_is_confirmed_after_ten_were_found_right(
    admin_user, sent, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(batches, "PART", 2)
    many(13)
    many(1, confidence=0.5)
    batch = draw(admin_user)
    many(1)

    with pytest.raises(DecisionError):
        batches.start(batch, by=admin_user)
    for claim in batches.sample_of(batch):
        confirm(claim, by=admin_user)
    with django_capture_on_commit_callbacks(execute=True):
        batches.start(batch, by=admin_user)
    while sent:
        batches.confirm_next(sent.pop())

    batch.refresh_from_db()
    assert (batch.state, batch.confirmed_count) == ("done", 3)
    assert Claim.objects.undecided().count() == 2  # of lower confidence, and read after the sample was drawn
    batches.undo(batch, by=admin_user)
    assert Claim.objects.undecided().count() == 5


def test_batch_with_a_wrong_sample_is_refused(admin_user):
    many(12)
    batch = draw(admin_user)
    first, *others = batches.sample_of(batch)
    reject(first, by=admin_user)
    for claim in others:
        confirm(claim, by=admin_user)

    with pytest.raises(DecisionError, match="1"):
        batches.start(batch, by=admin_user)

    assert BatchConfirmation.objects.get().state == "sampling"


def test_few_claims_are_no_batch(admin_user):
    many(3)

    with pytest.raises(DecisionError):
        draw(admin_user)


def test_batch_is_drawn_checked_and_started_in_the_admin(admin_client, admin_user, sent):
    many(11)
    drawn = admin_client.post(
        reverse("admin:news_batchconfirmation_draw"),
        {"kind": "forum", "rule": "named_event", "least_confidence": "0.9"},
    )

    page = admin_client.get(drawn.url)
    assert len(page.context["sample"]) == 10
    decide = reverse("admin:news_batchconfirmation_decide", args=[BatchConfirmation.objects.get().pk])
    told = admin_client.post(decide, {"decision": "start"}, follow=True).context["messages"]
    assert "10" in " ".join(map(str, told))


def test_holds_that_are_over_hide_nothing(admin_user, django_user_model):
    claim = waiting()
    now = timezone.now()
    anna = django_user_model.objects.create_user("anna")
    reviewing.hold(claim.item, by=anna, now=now)

    def following(at):
        return reviewing.next_item(WaitingItem.objects.all(), by=admin_user, now=at)

    assert following(now) is None
    assert following(now + dt.timedelta(minutes=6)) == claim.item_id
