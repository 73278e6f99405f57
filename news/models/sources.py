"""Where news comes from, and the texts that came."""

import datetime as dt
import hashlib
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from directory.records import Language


class SourceQuerySet(models.QuerySet):
    def due(self, now: dt.datetime) -> Self:
        """Feeds to be fetched by `now`."""
        return (
            self.exclude(feed_url="")
            .filter(is_active=True)
            .filter(Q(next_fetch_at=None) | Q(next_fetch_at__lte=now))
        )


class Source(models.Model):
    """Where news comes from: an outlet, a press service, a feed, a person who pastes reports."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    site = models.URLField(_("site"), blank=True)
    feed_url = models.URLField(
        _("address of the feed"), blank=True, help_text=_("RSS or Atom; fetched regularly")
    )
    is_official = models.BooleanField(
        _("official"), default=False, help_text=_("A body that speaks for itself")
    )
    is_active = models.BooleanField(_("active"), default=True)
    fetch_every = models.DurationField(_("fetch every"), default=dt.timedelta(hours=1))
    next_fetch_at = models.DateTimeField(_("next fetch"), null=True, blank=True)
    fetched_at = models.DateTimeField(_("last fetched"), null=True, blank=True)
    etag = models.CharField(max_length=300, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    error = models.TextField(_("last error"), blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["feed_url"], condition=~Q(feed_url=""), name="feed_belongs_to_one_source"
            ),
            models.CheckConstraint(
                condition=Q(fetch_every__gte=dt.timedelta(minutes=5)),
                name="feed_is_fetched_at_most_every_five_minutes",
            ),
        ]
        indexes = [models.Index(fields=["next_fetch_at"], name="source_by_next_fetch")]

    def __str__(self) -> str:
        return self.name


class ItemQuerySet(models.QuerySet):
    def newest_first(self) -> Self:
        return self.order_by(*(expression.desc() for expression in ITEM_ORDER))

    def read(self) -> Self:
        return self.filter(state=Item.State.DONE)


# A day that is not known counts as the very beginning, so that no null stands in the way of an index or of the next page.
ITEM_ORDER = (Coalesce("published_on", dt.date.min), F("id"))


class Item(models.Model):
    """One text as it was published and received.

    `raw` holds the bytes as received; `text` is what was read of them and never changes: evidence counts its offsets in
    characters of `text`. An item that could not be read is kept too, with the reason. `repeats` is the first item of those
    that were made of one text; `bands` are what finds them (see clusters.py).
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        RUNNING = "running", _("being read")
        DONE = "done", _("read")
        FAILED = "failed", _("failed")
        SKIPPED = "skipped", _("skipped")

    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="items"
    )
    url = models.URLField(_("address"), max_length=1000, blank=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    text = models.TextField(_("text"), blank=True)
    text_hash = models.CharField(max_length=64, blank=True, editable=False)
    raw = models.BinaryField(editable=False, default=bytes)
    content_type = models.CharField(max_length=100, blank=True, editable=False)
    encoding = models.CharField(_("encoding"), max_length=40, blank=True, editable=False)
    file_name = models.CharField(_("file"), max_length=255, blank=True, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=Language, blank=True)
    published_on = models.DateField(_("published"), null=True, blank=True)
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        editable=False,
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.QUEUED)
    state_changed_at = models.DateTimeField(_("since"), auto_now_add=True)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    message = models.TextField(_("message"), blank=True)
    attempt_count = models.PositiveSmallIntegerField(_("attempts"), default=0)
    extractor_version = models.CharField(_("read by version"), max_length=20, blank=True)
    bands = ArrayField(models.BigIntegerField(), default=list, db_default=[], editable=False)
    repeats = models.ForeignKey(
        "self",
        verbose_name=_("repeats"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="repeated_by",
        editable=False,
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
        ordering = [F("published_on").desc(nulls_last=True), "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["url"], condition=~Q(url=""), name="address_belongs_to_one_item"),
            models.UniqueConstraint(
                fields=["text_hash"], condition=~Q(text_hash=""), name="text_is_kept_once"
            ),
            models.CheckConstraint(
                condition=Q(text="", text_hash="") | (~Q(text="") & ~Q(text_hash="")),
                name="text_has_its_hash",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["failed", "skipped"]) | ~Q(reason=""), name="unread_item_says_why"
            ),
            models.CheckConstraint(condition=~Q(state="done") | ~Q(text=""), name="read_item_has_a_text"),
            models.CheckConstraint(
                condition=Q(repeats=None) | ~Q(repeats=F("id")), name="item_does_not_repeat_itself"
            ),
        ]
        indexes = [
            models.Index(
                F("published_on").desc(nulls_last=True), F("id").desc(), name="item_by_day_of_publication"
            ),
            # Lists and the counts of their filters are answered by these alone, without the texts: an index can answer a
            # question about the expression only where it has the column, too.
            models.Index(
                *(expression.desc() for expression in ITEM_ORDER),
                include=["published_on", "source", "language"],
                condition=Q(state="done"),
                name="read_item_by_day",
            ),
            models.Index(
                "language",
                *(expression.desc() for expression in ITEM_ORDER),
                include=["published_on", "source"],
                condition=Q(state="done"),
                name="read_item_of_language",
            ),
            models.Index(
                "source",
                *(expression.desc() for expression in ITEM_ORDER),
                include=["published_on", "language"],
                condition=Q(state="done"),
                name="read_item_of_source",
            ),
            models.Index(fields=["state", "state_changed_at"], name="item_by_state"),
            models.Index(fields=["source", "-id"], name="item_of_source_newest"),
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="item_title_trigrams"),
            GinIndex(fields=["bands"], name="item_by_bands"),
        ]

    def __str__(self) -> str:
        return self.title or self.url or self.file_name or str(_("untitled"))

    def get_absolute_url(self) -> str:
        return reverse("news:item-detail", args=[self.pk])


def hash_of(text: str) -> str:
    """The identity of a text: SHA-256 of its UTF-8 form."""
    return hashlib.sha256(text.encode()).hexdigest()
