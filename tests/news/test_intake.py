"""What comes in becomes items whose states always add up."""

import datetime as dt
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from events.models import Forum
from news import intake
from news.feeds import Entry, EntryError, entries
from news.fetching import Page
from news.models import Claim, Item, Source

pytestmark = pytest.mark.django_db

TEXT = (
    "VI Российско-Китайский форум МСП прошёл в Сиане. Форум открыл губернатор Хабаровского края Иван Петров."
)
RAW = TEXT.encode()
DAY = dt.date(2025, 11, 25)


@pytest.fixture(autouse=True)
def queue(monkeypatch):
    """The items that a worker was asked to read."""
    asked = []
    monkeypatch.setattr("news.intake.enqueue", asked.append)
    return asked


def received(raw=RAW, **facts):
    raw = TEXT.encode() if raw is None else raw
    return intake.receive(raw, **{"published_on": DAY} | facts)


def test_new_report_is_queued(queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        item = received().item

    assert (item.state, item.text, bytes(item.raw)) == (Item.State.QUEUED, TEXT, TEXT.encode())
    assert queue == [item.pk]


def test_same_text_twice_is_one_item():
    first, second = received(), received(TEXT.encode("windows-1251"), file_name="other.txt")

    assert (first.is_new, second.is_new) == (True, False)
    assert Item.objects.get() == second.item


def test_queued_item_is_read_into_records():
    item = received().item

    intake.read_item(item.pk)
    intake.read_item(item.pk)

    item.refresh_from_db()
    assert (item.state, item.language, item.attempt_count) == (Item.State.DONE, "ru", 1)
    assert Forum.objects.get().number == 6
    assert Claim.objects.filter(item=item, kind="person").count() == 1


@pytest.mark.parametrize(
    ("raw", "facts", "reason"),
    [
        (b"", {}, "empty"),
        (b"\x00\x01\x02" * 100, {}, "binary"),
        (b"x" * 50_000_000, {}, "too_large"),
        (TEXT.encode(), {"published_on": dt.date(2999, 1, 1)}, "future_date"),
    ],
)
def test_bad_input_is_kept_as_a_failed_item_that_says_why(raw, facts, reason):
    item = received(raw, **facts).item

    assert (item.state, item.reason) == (Item.State.FAILED, reason)
    assert item.message.endswith(".")


def test_unknown_language_is_skipped():
    item = received("これは会議についての日本語の報告です。フォーラムは東京で開催されました。".encode()).item

    intake.read_item(item.pk)

    item.refresh_from_db()
    assert (item.state, item.reason) == (Item.State.SKIPPED, "unknown_language")


def test_states_add_up_to_what_was_received(tmp_path, capsys):
    inputs = {
        "good.txt": TEXT.encode(),
        "same.txt": TEXT.encode(),
        "empty.txt": b"",
        "picture.txt": b"\x00" * 99,
    }
    for name, raw in inputs.items():
        (tmp_path / name).write_bytes(raw)
    (tmp_path / "README.md").write_text("not a report")

    call_command("ingest", str(tmp_path), "--now", "--published", "2025-11-25")

    assert Counter(Item.objects.values_list("state", flat=True)) == {"done": 1, "failed": 2}
    assert "done 1, failed 2: 3 in all" in capsys.readouterr().out


def test_ingest_of_a_missing_file_says_so():
    with pytest.raises(CommandError, match="does not exist"):
        call_command("ingest", "/nowhere/report.txt")


def test_failed_reading_is_parked_and_can_be_tried_again(monkeypatch):
    item = received().item
    monkeypatch.setattr("news.intake.extract", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        intake.read_item(item.pk)
    intake.fail(item.pk, ZeroDivisionError("division by zero"))
    item.refresh_from_db()
    assert (item.state, item.reason) == (Item.State.FAILED, "error")
    monkeypatch.undo()

    assert intake.retry(item)
    intake.read_item(item.pk)

    item.refresh_from_db()
    assert (item.state, item.message) == (Item.State.DONE, "")


def test_lost_message_and_lost_worker_are_made_good(queue):
    lost_message, lost_worker, hopeless = (received(f"{n}. {TEXT}".encode()).item for n in range(3))
    long_ago = timezone.now() - dt.timedelta(hours=1)
    Item.objects.update(state_changed_at=long_ago)
    Item.objects.filter(pk=lost_worker.pk).update(state="running", attempt_count=1)
    Item.objects.filter(pk=hopeless.pk).update(state="running", attempt_count=5)

    intake.requeue_stuck(timezone.now())

    assert sorted(queue) == sorted([lost_message.pk, lost_worker.pk])
    assert Item.objects.get(pk=hopeless.pk).reason == "tried_too_often"
    assert intake.requeue_stuck(timezone.now()) == 0


def a_feed(*rows):
    return f'<rss version="2.0"><channel><title>x</title>{"".join(rows)}</channel></rss>'.encode()


ENTRY = f"<item><title>Форум</title><link>https://example.org/1</link><description>{TEXT * 8}</description></item>"
BROKEN = "<item><title>Пусто</title></item>"


def test_broken_entry_does_not_lose_the_others():
    good, broken = entries(a_feed(ENTRY, BROKEN))

    assert isinstance(good, Entry)
    assert good.url == "https://example.org/1"
    assert isinstance(broken, EntryError)


def test_feed_is_received_once(monkeypatch):
    source = Source.objects.create(name="Лента", feed_url="https://example.org/feed")
    monkeypatch.setattr("news.intake.fetch", lambda url, **_: Page(url, a_feed(ENTRY, BROKEN), etag="e"))
    now = timezone.now()

    counts = [intake.fetch_feed(source, now), intake.fetch_feed(source, now)]

    assert counts == [2, 0]
    assert Counter(Item.objects.values_list("state", flat=True)) == {"queued": 1, "failed": 1}


def test_feed_that_is_no_feed_leaves_an_error_at_its_source(monkeypatch):
    source = Source.objects.create(name="Лента", feed_url="https://example.org/feed")
    monkeypatch.setattr("news.intake.fetch", lambda url, **_: Page(url, "Просто текст".encode()))

    intake.fetch_feed(source, timezone.now())

    source.refresh_from_db()
    assert "RSS" in source.error


def test_one_worker_fetches_a_due_feed():
    source = Source.objects.create(name="Лента", feed_url="https://example.org/feed")
    now = timezone.now()
    other = Source.objects.get(pk=source.pk)

    assert [intake.claim_source(source, now), intake.claim_source(other, now)] == [True, False]
    assert not Source.objects.due(now).exists()


def test_staff_paste_a_report_and_see_what_was_read(admin_client):
    answer = admin_client.post(reverse("news:report-add"), {"text": TEXT, "published_on": "2025-11-25"})
    item = Item.objects.get()
    waiting = admin_client.get(answer.url).content.decode()
    intake.read_item(item.pk)

    done = admin_client.get(answer.url, headers={"HX-Request": "true"}).content.decode()

    assert "hx-get" in waiting
    assert "hx-get" not in done
    assert Forum.objects.get().get_absolute_url() in done


def test_two_ways_at_once_are_refused_and_nothing_is_lost(admin_client):
    answer = admin_client.post(reverse("news:report-add"), {"text": TEXT, "url": "https://example.org/a"})

    assert TEXT in answer.content.decode()
    assert not Item.objects.exists()


def test_strangers_cannot_add_reports(client):
    answer = client.get(reverse("news:report-add"))

    assert answer.url.startswith(reverse("admin:login"))


def test_report_list_counts_every_state(admin_client, django_assert_num_queries):
    received()
    received(b"")

    with django_assert_num_queries(5):
        page = admin_client.get(reverse("news:report-list"))

    assert {value: count for value, _, count in page.context["states"]} == {
        "queued": 1,
        "running": 0,
        "done": 0,
        "failed": 1,
        "skipped": 0,
    }
    assert page.context["total"] == 2
