"""Pages and feeds from the web, and from nowhere else: no private, loopback or link-local address is ever asked.

The address is checked when the connection is made, so that a redirect or a name that changes its mind is checked as well.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpcore
from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

REDIRECTS = 5
SECONDS = 20
LONGEST_ADDRESS = 1000  # characters, as many as an item keeps
AGENT = b"forumtracker (history of business forums)"


class FetchError(Exception):
    """The address did not answer properly: try again later. The message says what happened."""


class RefusedError(Exception):
    """The address may not be fetched; trying again does not help. The message says what to do.

    `reason` is a word for the state of the item.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


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
class BoundedStream(httpcore.NetworkStream):
    """A connection whose every step ends at the deadline: a server that sends a byte a second is not waited for."""

    stream: httpcore.NetworkStream
    deadline: float

    def _left(self, timeout: float | None) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return min(left, timeout or left)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self._left(timeout))

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return BoundedStream(
            self.stream.start_tls(ssl_context, server_hostname, self._left(timeout)), self.deadline
        )

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)

    def close(self) -> None:
        self.stream.close()


@dataclass
class PublicNetwork(httpcore.NetworkBackend):
    """Connects to public addresses only, until the deadline."""

    deadline: float
    backend: httpcore.SyncBackend = field(default_factory=httpcore.SyncBackend)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        *others, last = public_addresses(host, port)
        for address in others:
            try:
                stream = self.backend.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
            return BoundedStream(stream, self.deadline)
        stream = self.backend.connect_tcp(last, port, timeout, local_address, socket_options)
        return BoundedStream(stream, self.deadline)


def public_addresses(host: str, port: int) -> list[str]:
    """Return the addresses of `host`; raise RefusedError when one of them is not public, FetchError without any."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(_("The name %(host)s is not known. Check the address.") % {"host": host}) from error
    addresses = list(dict.fromkeys(str(row[4][0]) for row in found))
    if not settings.FETCH_PRIVATE_ADDRESSES and not all(map(_is_public, addresses)):
        raise RefusedError(
            "private_address",
            _("%(host)s lies in a private network, which is not read. Paste the text of the report instead.")
            % {"host": host},
        )
    return addresses


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        elif ip.sixtofour or ip.teredo:
            # Tunnels lead to an IPv4 address that the rules below would not see.
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


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
        ssl_context=ssl.create_default_context(), network_backend=PublicNetwork(deadline)
    ) as pool:
        for _redirect in range(REDIRECTS + 1):
            url = _checked(url)
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


def _checked(url: str) -> str:
    """Return `url` as it goes over the wire; raise RefusedError for what is no plain web address."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port
    except ValueError as error:
        raise RefusedError("bad_address", _("This is no web address. Check it for typing errors.")) from error
    if parts.scheme not in ("http", "https") or not host or len(url) > LONGEST_ADDRESS:
        raise RefusedError("bad_address", _("Only addresses that begin with http:// or https:// are read."))
    if parts.username or parts.password:
        raise RefusedError(
            "bad_address",
            _("An address with a password in it is not read. Paste the text of the report instead."),
        )
    place = f"[{host}]" if ":" in host else host
    return iri_to_uri(
        urlunsplit(
            (parts.scheme, place if port is None else f"{place}:{port}", parts.path or "/", parts.query, "")
        )
    )


def _ask(
    pool: httpcore.ConnectionPool, url: str, headers: list[tuple[bytes, bytes]], deadline: float
) -> tuple[httpcore.Response, bytes]:
    left = max(deadline - time.monotonic(), 0.1)
    timeout = {"connect": left, "read": left, "write": left, "pool": left}
    content = bytearray()
    with pool.stream("GET", url, headers=headers, extensions={"timeout": timeout}) as answer:
        for chunk in answer.iter_stream():
            content += chunk
            if len(content) > settings.LARGEST_PAGE:
                raise RefusedError(
                    "too_large", _("The page is too large to be a report. Paste the text instead.")
                )
            if time.monotonic() > deadline:
                raise FetchError(
                    _("%(url)s answers too slowly. Try again later, or paste the text.") % {"url": url}
                )
    return answer, bytes(content)
