"""Nothing private is fetched, whatever name or redirect leads there."""

import http.server
import threading

import pytest

from news.fetching import FetchError, RefusedError, fetch


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        match self.path:
            case "/page":
                self._answer(200, b"<p>text</p>", {"Content-Type": "text/html", "ETag": '"1"'})
            case "/moved":
                self._answer(302, b"", {"Location": "/page"})
            case "/round":
                self._answer(302, b"", {"Location": "/round"})
            case "/inside":
                self._answer(302, b"", {"Location": "http://169.254.169.254/latest"})
            case "/huge":
                self._answer(200, b"x" * 7_000_000, {})
            case _:
                self._answer(404, b"", {})

    def _answer(self, status, body, headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def server():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def loopback_allowed(settings):
    settings.FETCH_PRIVATE_ADDRESSES = True


@pytest.mark.usefixtures("loopback_allowed")
def test_page_is_fetched_through_a_redirect(server):
    page = fetch(f"{server}/moved")

    assert (page.url, page.content, page.etag) == (f"{server}/page", b"<p>text</p>", '"1"')


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/page",
        "http://localhost:{port}/page",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]:{port}/page",
        "http://[::ffff:127.0.0.1]:{port}/page",
        "http://0.0.0.0:{port}/page",
        "http://2130706433:{port}/page",
        "file:///etc/passwd",
        "ftp://example.org/",
        "http://name:secret@example.org/",
    ],
)
def test_private_and_strange_addresses_are_refused(server, address):
    with pytest.raises(RefusedError):
        fetch(address.format(port=server.rpartition(":")[2]))


def test_redirect_to_a_private_address_is_refused(server, monkeypatch):
    monkeypatch.setattr("news.fetching._is_public", lambda address: address == "127.0.0.1")

    with pytest.raises(RefusedError, match="169"):
        fetch(f"{server}/inside")


@pytest.mark.usefixtures("loopback_allowed")
@pytest.mark.parametrize("path", ["/round", "/nothing"])
def test_endless_redirects_and_missing_pages_say_so(server, path):
    with pytest.raises(FetchError):
        fetch(server + path)


@pytest.mark.usefixtures("loopback_allowed")
def test_huge_page_is_refused(server):
    with pytest.raises(RefusedError):
        fetch(f"{server}/huge")


@pytest.mark.usefixtures("loopback_allowed")
def test_unreachable_address_says_what_to_do():
    with pytest.raises(FetchError, match=r"127\.0\.0\.1"):
        fetch("http://127.0.0.1:1/")
