"""A language model behind an OpenAI-compatible address, played by a server on this machine."""

import http.server
import json
import threading

import pytest

from news.intake import read_item
from news.models import Claim, Item
from tests.factories import ItemFactory

TEXT = "VI форум «Тайга» прошёл 5 июня 2025 года в Чите.\nНа форуме показали Анну Лунину, мастера по дереву."
FOUND = {
    "forums": [
        {
            "id": "f1",
            "series": {"value": "форум «Тайга»", "quote": "форум «Тайга»"},
            "organizers": [{"value": "Анна Лунина", "quote": "Анну Лунину"}],
        }
    ],
    "projects": [{"id": "p", "name": {"value": "завод", "quote": "завод, о котором никто не писал"}}],
}
ANSWERS = {
    "/v1/chat/completions": (200, json.dumps({"choices": [{"message": {"content": json.dumps(FOUND)}}]})),
    "/prose/chat/completions": (200, json.dumps({"choices": [{"message": {"content": "I found a forum."}}]})),
    "/empty/chat/completions": (200, "{}"),
    "/list/chat/completions": (200, json.dumps({"choices": [{"message": {"content": "[]"}}]})),
}


class Model(http.server.BaseHTTPRequestHandler):
    asked = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((self.headers.get("Authorization"), json.loads(body)))
        status, answer = ANSWERS.get(self.path, (500, "broken"))
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer.encode())))
        self.end_headers()
        self.wfile.write(answer.encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def model(settings):
    Model.asked.clear()
    settings.SECOND_READER_MODEL, settings.SECOND_READER_KEY = "small", "secret"
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Model) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def read(item):
    read_item(item.pk)
    item.refresh_from_db()
    return {claim.kind: claim for claim in item.claims.all()}


@pytest.fixture
def item(db):
    return ItemFactory(text=TEXT, language="ru", state=Item.State.QUEUED)


def test_second_reader_is_off_by_default(item):
    claims = read(item)

    assert claims[Claim.Kind.FORUM].values["organizers"] == []
    assert Model.asked == []


def test_agreement_of_two_readers_raises_confidence_and_fills_blanks(item, model, settings):
    alone = read(ItemFactory(text=TEXT + " ", language="ru", state=Item.State.QUEUED))[Claim.Kind.FORUM]
    settings.SECOND_READER_URL = f"{model}/v1"

    claims = read(item)

    assert claims[Claim.Kind.FORUM].confidence > alone.confidence
    assert claims[Claim.Kind.FORUM].values["organizers"] == ["Анна Лунина"]
    assert Claim.Kind.PROJECT not in claims
    authorization, question = Model.asked[0]
    assert (authorization, question["model"], question["temperature"]) == ("Bearer secret", "small", 0)
    assert question["messages"][-1]["content"].endswith(TEXT)


@pytest.mark.parametrize("path", ["prose", "empty", "list", "broken"])
def test_report_is_read_without_a_second_reader_that_fails(item, model, settings, path, caplog):
    settings.SECOND_READER_URL = f"{model}/{path}"

    claims = read(item)

    assert item.state == Item.State.DONE
    assert claims[Claim.Kind.FORUM].values["number"] == 6
    assert "Read by the first reader alone" in caplog.text


def test_report_is_read_when_nobody_answers(item, settings, caplog):
    settings.SECOND_READER_URL = "http://127.0.0.1:9/v1"

    read(item)

    assert item.state == Item.State.DONE
    assert "cannot be reached" in caplog.text
