"""RSS and Atom: the entries of a feed; a broken entry never loses the others."""

import datetime as dt
import html
import io
import re
from dataclasses import dataclass

import feedparser
from django.utils.translation import gettext as _

TAG = re.compile(r"<[^>]{0,2000}>")
LONG_ENOUGH = 600  # characters: a shorter text is a summary, the article stands on its page
MOST_ENTRIES = 200
LONGEST_ADDRESS = 1000  # characters, as many as an item keeps


class EntryError(Exception):
    """This entry cannot be used; skip it, keep the rest."""


@dataclass(frozen=True)
class Entry:
    """One entry: its address, and its text where the feed carries the whole article."""

    url: str
    text: str
    published_on: dt.date | None


def entries(content: bytes) -> list[Entry | EntryError]:
    """Return the entries of a feed, broken ones as errors; raise EntryError when it is no feed at all."""
    feed = feedparser.parse(io.BytesIO(content))  # bytes alone would be tried as the name of a file
    if not feed.entries and not feed.get("version"):
        raise EntryError(_("This is neither RSS nor Atom. Check the address of the feed."))
    found: list[Entry | EntryError] = []
    for row in feed.entries[:MOST_ENTRIES]:
        try:
            found.append(_entry(row))
        except EntryError as error:
            found.append(error)
    return found


def _entry(row: feedparser.FeedParserDict) -> Entry:
    url = row.get("link", "")
    title = _plain(row.get("title", ""))
    bodies = [part.get("value", "") for part in row.get("content", [])]
    body = max((_plain(text) for text in (*bodies, row.get("summary", ""))), key=len, default="")
    if not url and not body:
        raise EntryError(
            _("The entry “%(title)s” has neither an address nor a text.") % {"title": title[:80] or "?"}
        )
    if url and (not url.startswith(("http://", "https://")) or len(url) > LONGEST_ADDRESS):
        raise EntryError(_("The entry “%(title)s” has an address that is not read.") % {"title": title[:80]})
    day = row.get("published_parsed") or row.get("updated_parsed")
    text = f"{title}\n{body}".strip() if len(body) >= LONG_ENOUGH or not url else ""
    return Entry(url, text, dt.date(*day[:3]) if day else None)


def _plain(markup: str) -> str:
    return html.unescape(TAG.sub(" ", markup)).replace("\0", " ").strip()
