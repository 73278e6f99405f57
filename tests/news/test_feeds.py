"""Feeds and their servers are strangers: what they send wrong costs one entry, never the rest."""

import http.server
import threading
import time
from collections import Counter

import pytest
from django.core.management import call_command
from django.utils import timezone

from news import fetching, intake
from news.feeds import Entry, EntryError, entries
from news.fetching import FetchError, fetch
from news.models import Item, Source

ARTICLE = "VI Российско-Китайский форум МСП прошёл в Сиане. Форум открыл губернатор края Иван Петров. " * 8
SUMMARY = "<item><title>Форум</title><link>{address}/{path}</link><description>Коротко</description></item>"
WHOLE = "<item><title>Форум</title><link>{address}/whole</link><description>{article}</description></item>"
BROKEN = "<item><title>Пусто</title></item>"


def a_feed(*rows):
    return f'<rss version="2.0"><channel><title>x</title>{"".join(rows)}</channel></rss>'.encode()


class Site(http.server.BaseHTTPRequestHandler):
    """A feed with a tag, an article that is there only when `is_up`, and a page that comes a byte at a time."""

    is_up = False
    asked: list = []

    def do_GET(self):
        address = f"http://{self.headers['Host']}"
        self.asked.append(self.path)
        if self.path == "/feed" and self.headers.get("If-None-Match") == '"1"':
            self._answer(304, b"")
        elif self.path == "/feed":
            rows = (
                SUMMARY.format(address=address, path="article"),
                BROKEN,
                WHOLE.format(address=address, article=ARTICLE),
            )
            self._answer(200, a_feed(*rows), ETag='"1"')
        elif self.path == "/article" and Site.is_up:
            self._answer(200, f"<html><body><p>Статья. {ARTICLE}</p></body></html>".encode())
        elif self.path == "/slow":
            self._trickle()
        else:
            self._answer(503, b"")

    def _answer(self, status, body, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _trickle(self):
        try:
            for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 1000:
                self.wfile.write(bytes([byte]))
                time.sleep(0.05)
        except ConnectionError:
            self.close_connection = True

    def log_message(self, *args):
        pass


@pytest.fixture
def site(settings, monkeypatch):
    settings.FETCH_PRIVATE_ADDRESSES = True
    monkeypatch.setattr(Site, "is_up", False)
    monkeypatch.setattr(Site, "asked", [])
    monkeypatch.setattr(intake, "enqueue", lambda item_id: None)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def states():
    return Counter(Item.objects.values_list("state", "reason"))


@pytest.mark.django_db
def test_page_that_fails_is_asked_for_again_and_stays_one_item(site):
    source = Source.objects.create(name="Лента", feed_url=f"{site}/feed")
    intake.fetch_feed(source, timezone.now())
    assert states() == {("failed", "unreachable"): 1, ("failed", "broken_entry"): 1, ("queued", ""): 1}
    Site.is_up = True

    intake.fetch_feed(source, timezone.now())

    assert states() == {("failed", "broken_entry"): 1, ("queued", ""): 2}
    assert Item.objects.get(url=f"{site}/article").source == source


@pytest.mark.django_db
def test_unchanged_feed_is_not_read_again(site):
    source = Source.objects.create(name="Лента", feed_url=f"{site}/feed")
    intake.fetch_feed(source, timezone.now())
    source.refresh_from_db()
    Site.asked.clear()

    intake.fetch_feed(source, timezone.now())

    assert source.etag == '"1"'
    assert Site.asked == ["/feed"]


@pytest.mark.django_db
def test_failed_address_is_tried_again_by_staff(site, admin_user):
    item = intake.receive_address(f"{site}/article").item
    assert (item.state, item.reason) == (Item.State.FAILED, "unreachable")
    Site.is_up = True

    assert intake.retry(item, by=admin_user)

    item.refresh_from_db()
    assert (item.state, item.message) == (Item.State.QUEUED, "")


def test_server_that_sends_a_byte_at_a_time_is_not_waited_for(site, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS", 0.5)
    began = time.monotonic()

    with pytest.raises(FetchError):
        fetch(f"{site}/slow")

    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://example.org/a", "https://example.org/" + "a" * 1000]
)
def test_entry_with_an_address_that_cannot_be_kept_is_skipped(link):
    found = entries(a_feed(f"<item><title>x</title><link>{link}</link></item>"))

    assert [type(row) for row in found] == [EntryError]


def test_entry_without_a_whole_article_is_read_on_its_page():
    (entry,) = entries(a_feed(SUMMARY.format(address="https://example.org", path="a")))

    assert entry == Entry("https://example.org/a", "", None)


def test_name_of_a_file_is_no_feed(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_bytes(a_feed(SUMMARY.format(address="https://example.org", path="a")))

    with pytest.raises(EntryError):
        entries(str(path).encode())


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("8.8.8.8", True),
        ("2606:4700:4700::1111", True),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("::7f00:1", False),
        ("fe80::1%eth0", False),
    ],
)
def test_address_is_public(address, is_public):
    assert fetching._is_public(address) is is_public


@pytest.mark.django_db
def test_same_report_with_other_line_ends_is_one_item(monkeypatch):
    monkeypatch.setattr(intake, "enqueue", lambda item_id: None)
    first = intake.receive("Форум прошёл.\nГости приехали.\n".encode())

    second = intake.receive("Форум прошёл.\r\nГости приехали.".encode())

    assert (second.item, second.is_new) == (first.item, False)


@pytest.mark.django_db
def test_folder_names_the_source_of_a_file_that_does_not(tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "enqueue", lambda item_id: None)
    folder = tmp_path / "Вестник края"
    folder.mkdir()
    (folder / "a.txt").write_text("Форум прошёл в Сиане.")

    call_command("ingest", str(folder))

    assert Item.objects.get().source.name == "Вестник края"
