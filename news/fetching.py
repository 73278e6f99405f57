"""Pages and feeds from the web, and from nowhere else: no private, loopback or link-local address is ever asked.

The address is checked when the connection is made, so that a redirect or a name that changes its mind is checked as well.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import httpcore
from django.conf import settings
from django.utils.translation import gettext as _

REDIRECTS = 5
SECONDS = 20
AGENT = b"forumtracker (history of business forums)"


class FetchError(Exception):
    """The address did not answer properly: try again later. The message says what happened."""


class RefusedError(Exception):
    """The address may not be fetched; trying again does not help. The message says what to do."""


@dataclass(frozen=True)
class Page:
    """What an address answered. `is_unchanged`: nothing new since the given etag or date."""

    url: str
    content: bytes
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    is_unchanged: bool = False


@dataclass
class PublicNetwork(httpcore.NetworkBackend):
    """Connects to public addresses only."""

    backend: httpcore.SyncBackend = field(default_factory=httpcore.SyncBackend)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        return self.backend.connect_tcp(
            public_address(host, port), port, timeout, local_address, socket_options
        )


def public_address(host: str, port: int) -> str:
    """Return an address of `host`; raise RefusedError when any of them is not public, FetchError when there is none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise FetchError(_("The name %(host)s is not known. Check the address.") % {"host": host}) from error
    addresses = [str(row[4][0]) for row in found]
    if not settings.FETCH_PRIVATE_ADDRESSES and not all(map(_is_public, addresses)):
        raise RefusedError(
            _("%(host)s lies in a private network, which is not read. Paste the text of the report instead.")
            % {"host": host}
        )
    return addresses[0]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None)
    return (mapped or ip).is_global and not ip.is_multicast


def fetch(url: str, *, etag: str = "", last_modified: str = "") -> Page:
    """Return the page at `url`, after at most 5 redirects, 20 seconds and settings.LARGEST_PAGE bytes."""
    deadline = time.monotonic() + SECONDS
    conditions = [(b"If-None-Match", etag.encode()), (b"If-Modified-Since", last_modified.encode())]
    headers = [
        (b"User-Agent", AGENT),
        (b"Accept-Encoding", b"identity"),
        *((k, v) for k, v in conditions if v),
    ]
    with httpcore.ConnectionPool(
        ssl_context=ssl.create_default_context(), network_backend=PublicNetwork()
    ) as pool:
        for _redirect in range(REDIRECTS + 1):
            _check(url)
            try:
                answer, content = _ask(pool, url, headers, deadline)
            except (
                httpcore.NetworkError,
                httpcore.TimeoutException,
                httpcore.ProtocolError,
                OSError,
            ) as error:
                raise FetchError(
                    _("%(url)s cannot be reached. Try again later, or paste the text.") % {"url": url}
                ) from error
            got = {name.lower(): value.decode("latin-1") for name, value in answer.headers}
            if answer.status in (301, 302, 303, 307, 308) and b"location" in got:
                url = urljoin(url, got[b"location"])
                continue
            if answer.status == 304:
                return Page(url, b"", is_unchanged=True)
            if answer.status != 200:
                raise FetchError(
                    _("%(url)s answered with %(status)s. Check the address, or paste the text.")
                    % {"url": url, "status": answer.status}
                )
            return Page(
                url,
                content,
                got.get(b"content-type", ""),
                got.get(b"etag", "")[:300],
                got.get(b"last-modified", "")[:100],
            )
    raise FetchError(_("The address redirects too often. Give the final address."))


def _check(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise RefusedError(_("Only addresses that begin with http:// or https:// are read."))
    if parts.username or parts.password:
        raise RefusedError(
            _("An address with a password in it is not read. Paste the text of the report instead.")
        )


def _ask(
    pool: httpcore.ConnectionPool, url: str, headers: list[tuple[bytes, bytes]], deadline: float
) -> tuple[httpcore.Response, bytes]:
    left = max(deadline - time.monotonic(), 0.1)
    timeout = {"connect": left, "read": left, "write": left, "pool": left}
    content = b""
    with pool.stream("GET", url, headers=headers, extensions={"timeout": timeout}) as answer:
        for chunk in answer.iter_stream():
            content += chunk
            if len(content) > settings.LARGEST_PAGE:
                raise RefusedError(_("The page is too large to be a report. Paste the text instead."))
            if time.monotonic() > deadline:
                raise FetchError(
                    _("%(url)s answers too slowly. Try again later, or paste the text.") % {"url": url}
                )
    return answer, content
