"""Reports come in: each becomes an item, kept byte for byte, and goes through its states one conditional step at a time."""

import contextlib
import datetime as dt
import logging
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from celery import current_app
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from kombu.exceptions import OperationalError

from extraction import VERSION, extract
from extraction.language import detect
from extraction.lexicon import Lexicon
from news.actions import apply_claims, store_findings
from news.clusters import join_cluster
from news.feeds import Entry, EntryError, entries
from news.fetching import FetchError, RefusedError, fetch
from news.models import Item, Source, hash_of
from news.receiving import Report, UnreadableError, read
from news.second_reading import configured, with_second_reading
from news.terms import current_lexicon

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
STUCK_RUNNING = dt.timedelta(minutes=10)
STUCK_QUEUED = dt.timedelta(minutes=2)
BACK_OFF = dt.timedelta(minutes=30)
DAYS_AHEAD = 1  # a report may be dated tomorrow where the sun rises earlier


@dataclass(frozen=True)
class Received:
    """The item of a text that came in; `is_new` is false when the same text or address was there already."""

    item: Item
    is_new: bool


def receive(
    raw: bytes,
    *,
    source: Source | None = None,
    url: str = "",
    file_name: str = "",
    content_type: str = "",
    published_on: dt.date | None = None,
    received_by: AbstractBaseUser | None = None,
    outlet: str = "",
) -> Received:
    """Keep what came in as an item and queue it; what cannot be read is kept as failed, with the reason.

    `source` and `published_on` win over what the header or the page says; `outlet` names the source where nothing else
    does. The same text, or the same address, twice is one item.
    """
    if url and (known := _read_before(url)):
        return Received(known, False)
    facts = {
        "url": url,
        "file_name": file_name[:255],
        "content_type": content_type[:100],
        "received_by": received_by,
        # What is far too large to be a report is not kept: whoever sent it has it.
        "raw": raw if len(raw) <= settings.LARGEST_PAGE else b"",
    }
    try:
        report = read(raw, content_type=content_type, url=url)
        day = published_on or report.published_on
        if day and day > timezone.localdate() + dt.timedelta(days=DAYS_AHEAD):
            raise UnreadableError(
                "future_date",
                _("The report is dated %(day)s, which has not come yet. Correct the date and send it again.")
                % {"day": day},
            )
    except UnreadableError as error:
        return _keep_unread(source or _source(outlet, url), error.reason, str(error), **facts)
    return _keep(report, source or _source(report.source or outlet, url), day, facts)


def receive_address(
    url: str,
    *,
    source: Source | None = None,
    published_on: dt.date | None = None,
    received_by: AbstractBaseUser | None = None,
) -> Received:
    """Fetch the page at `url` and receive it; an address that cannot be read is kept as a failed item."""
    if known := _read_before(url):
        return Received(known, False)
    try:
        page = fetch(url)
    except (FetchError, RefusedError) as error:
        reason = error.reason if isinstance(error, RefusedError) else "unreachable"
        return _keep_unread(
            source or _source("", url), reason, str(error), url=url[:1000], received_by=received_by
        )
    return receive(
        page.content,
        source=source,
        url=url,
        content_type=page.content_type,
        published_on=published_on,
        received_by=received_by,
    )


def _read_before(url: str) -> Item | None:
    """The item of this address, unless its text could not be had: then it is asked for again."""
    return Item.objects.filter(url=url).exclude(text="").first()


def _source(name: str, url: str) -> Source:
    with contextlib.suppress(ValueError):
        name = name or urlsplit(url).hostname or ""
    # In one language, whoever enters it: it is a name.
    with override(settings.LANGUAGE_CODE):
        return Source.objects.get_or_create(name=(name or _("Entered by hand"))[:200])[0]


def _keep(report: Report, source: Source, day: dt.date | None, facts: dict) -> Received:
    # Line ends and blanks do not make another report: a form sends other ones than a file.
    digest = hash_of(" ".join(report.text.split()))
    if known := Item.objects.filter(text_hash=digest).first():
        _set_aside(facts["url"], known)
        return Received(known, False)
    facts = facts | {
        "source": source,
        "title": report.title[:500],
        "text": report.text,
        "text_hash": digest,
        "encoding": report.encoding,
        "language": report.language or "",
        "published_on": day,
        "state": Item.State.QUEUED,
        "reason": "",
        "message": "",
        "state_changed_at": timezone.now(),
    }
    try:
        with transaction.atomic():
            item = _unread(facts["url"]).select_for_update().first() or Item()
            for name, value in facts.items():
                setattr(item, name, value)
            item.save()
            join_cluster(item, Item.objects.all())
            transaction.on_commit(partial(enqueue, item.pk))
    except IntegrityError:
        # The same report came in at the same moment by another way.
        return Received(Item.objects.get(Q(text_hash=digest) | (Q(url=facts["url"]) & ~Q(url=""))), False)
    return Received(item, True)


def _unread(url: str) -> QuerySet[Item]:
    """The item of an address whose text could not be had."""
    return Item.objects.filter(url=url, text="").exclude(url="")


def _set_aside(url: str, known: Item) -> None:
    _unread(url).update(
        state=Item.State.SKIPPED,
        state_changed_at=timezone.now(),
        reason="same_text",
        message=_("The same text is there already: “%(title)s”.") % {"title": known},
    )


def _keep_unread(source: Source, reason: str, message: str, **facts: Any) -> Received:
    """Keep what could not be read, with the reason; an address that fails again stays one item."""
    facts |= {
        "state": Item.State.FAILED,
        "reason": reason,
        "message": message,
        "state_changed_at": timezone.now(),
    }
    if facts.get("url"):
        item, is_new = Item.objects.update_or_create(
            url=facts.pop("url"), text="", defaults=facts, create_defaults=facts | {"source": source}
        )
        return Received(item, is_new)
    return Received(Item.objects.create(source=source, **facts), True)


def enqueue(item_id: int) -> None:
    """Ask a worker to read the item. Without a broker it stays queued: `requeue_stuck` asks again."""
    if not _send("news.tasks.extract_item", item_id):
        log.warning("No broker: item %s stays queued until it is asked for again", item_id)


def _send(task: str, item_id: int) -> bool:
    """Ask a worker; False without a broker."""
    try:
        current_app.send_task(task, [item_id], retry=False)
    except OperationalError:
        return False
    return True


# States


def _move(item_id: int, before: str, after: str, **fields: object) -> bool:
    """One step of an item from state to state; False when it is not in the state that was expected."""
    return bool(
        Item.objects.filter(pk=item_id, state=before).update(
            state=after, state_changed_at=timezone.now(), **fields
        )
    )


def read_item(item_id: int) -> None:
    """Read a queued item: what it says becomes claims and records. Does nothing when another worker has it."""
    if not _move(item_id, Item.State.QUEUED, Item.State.RUNNING, attempt_count=F("attempt_count") + 1):
        return
    item = Item.objects.get(pk=item_id)
    language = item.language or detect(item.text)
    if language is None:
        message = _("The language is not known. Russian, Chinese and English reports are read.")
        _move(item_id, Item.State.RUNNING, Item.State.SKIPPED, reason="unknown_language", message=message)
        return
    report = read_text(item, language, current_lexicon())
    with transaction.atomic():
        item.language = language
        # Done first: a worker that lost the item to another one must write nothing.
        if not _move(
            item_id,
            Item.State.RUNNING,
            Item.State.DONE,
            reason="",
            message="",
            language=language,
            extractor_version=VERSION,
        ):
            return
        store_findings(item, report, version=VERSION)
        apply_claims(item)
        transaction.on_commit(partial(_send, "news.tasks.find_resemblances", item_id))


def read_text(item: Item, language: str, lexicon: Lexicon) -> dict[str, Any]:
    """What all our readers find in the text of an item: the extraction contract."""
    report = extract(item.text, published_on=item.published_on, language=language, lexicon=lexicon)
    return with_second_reading(report, item.text, configured()).as_json()


def fail(item_id: int, error: BaseException) -> None:
    """Park an item whose reading broke, with the reason; staff see it and may try again."""
    message = _("Reading failed: %(error)s. Try again; if it fails again, report it.") % {
        "error": f"{type(error).__name__}: {error}"[:500]
    }
    _move(item_id, Item.State.RUNNING, Item.State.FAILED, reason="error", message=message)


def retry(item: Item, *, by: AbstractBaseUser | None = None) -> bool:
    """Read a failed or skipped item once more, at the wish of `by`; False when there is nothing to be read again."""
    if not item.text:
        return bool(item.url) and receive_address(item.url, source=item.source, received_by=by).is_new
    moved = any(
        _move(item.pk, state, Item.State.QUEUED, reason="", message="", attempt_count=0)
        for state in (Item.State.FAILED, Item.State.SKIPPED)
    )
    if moved:
        log.info("Item %s is read again at the wish of %s", item.pk, by)
        transaction.on_commit(partial(enqueue, item.pk))
    return moved


def requeue_stuck(now: dt.datetime) -> int:
    """Ask again for items whose message or whose worker was lost; park those that were tried too often."""
    running = Item.objects.filter(state=Item.State.RUNNING, state_changed_at__lt=now - STUCK_RUNNING)
    running.filter(attempt_count__gte=MOST_ATTEMPTS).update(
        state=Item.State.FAILED,
        state_changed_at=now,
        reason="tried_too_often",
        message=_("Reading was begun %(count)s times and never ended. Report it.") % {"count": MOST_ATTEMPTS},
    )
    running.update(state=Item.State.QUEUED, state_changed_at=now - STUCK_QUEUED * 2)
    waiting = list(
        Item.objects.filter(state=Item.State.QUEUED, state_changed_at__lt=now - STUCK_QUEUED).values_list(
            "pk", flat=True
        )[:500]
    )
    Item.objects.filter(pk__in=waiting, state=Item.State.QUEUED).update(state_changed_at=now)
    for item_id in waiting:
        enqueue(item_id)
    return len(waiting)


# Feeds


def claim_source(source: Source, now: dt.datetime) -> bool:
    """Take the turn to fetch a feed; False when another worker has it."""
    return bool(
        Source.objects.filter(pk=source.pk, next_fetch_at=source.next_fetch_at).update(
            next_fetch_at=now + source.fetch_every
        )
    )


def fetch_feed(source: Source, now: dt.datetime) -> int:
    """Receive the new entries of a feed; return how many came in. A broken entry is kept as failed, the rest go on."""
    try:
        page = fetch(source.feed_url, etag=source.etag, last_modified=source.last_modified)
        rows = [] if page.is_unchanged else entries(page.content)
    except (FetchError, RefusedError, EntryError) as error:
        Source.objects.filter(pk=source.pk).update(
            error=str(error), next_fetch_at=now + max(BACK_OFF, source.fetch_every)
        )
        return 0
    count = sum(_receive_entry(row, source) for row in rows)
    seen = {} if page.is_unchanged else {"etag": page.etag, "last_modified": page.last_modified}
    Source.objects.filter(pk=source.pk).update(fetched_at=now, error="", **seen)
    return count


def _receive_entry(row: Entry | EntryError, source: Source) -> bool:
    if isinstance(row, EntryError):
        if Item.objects.filter(source=source, reason="broken_entry", message=str(row)).exists():
            return False
        return _keep_unread(source, "broken_entry", str(row)).is_new
    if row.text:
        return receive(row.text.encode(), source=source, url=row.url, published_on=row.published_on).is_new
    return receive_address(row.url, source=source, published_on=row.published_on).is_new
