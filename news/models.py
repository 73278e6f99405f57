"""Where the records come from: sources, their items, what was read of them and the quotes it was read from."""

import datetime as dt
import hashlib
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation
from directory.models import Person
from directory.records import Language, Record
from events.models import Forum, Initiative, Session
from investments.models import Agreement, Project


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
            models.Index(
                *(expression.desc() for expression in ITEM_ORDER),
                condition=Q(state="done"),
                name="read_item_newest_first",
            ),
            models.Index(fields=["language"], condition=Q(state="done"), name="read_item_by_language"),
            models.Index(fields=["state", "state_changed_at"], name="item_by_state"),
            GinIndex(fields=["bands"], name="item_by_bands"),
        ]

    def __str__(self) -> str:
        return self.title or self.url or self.file_name or str(_("untitled"))

    def get_absolute_url(self) -> str:
        return reverse("news:item-detail", args=[self.pk])


def hash_of(text: str) -> str:
    """The identity of a text: SHA-256 of its UTF-8 form."""
    return hashlib.sha256(text.encode()).hexdigest()


class ClaimQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Claims that count: neither rejected nor withdrawn by a later reading."""
        return self.exclude(state__in=[Claim.State.REJECTED, Claim.State.WITHDRAWN])

    def undecided(self) -> Self:
        return self.filter(state=Claim.State.UNCHECKED)

    def waiting(self) -> Self:
        """The curators' queue, the least certain first."""
        return self.undecided().order_by("confidence", "pk")


class Claim(models.Model):
    """What one item says of one record: a finding as it is stored.

    `values` are the fields as read (the extraction contract, references replaced by fingerprints of claims of the same
    item); `corrections` are the fields that a curator set instead. `identity` says which thing is meant, however it is told:
    a rejected identity stays rejected when a later item repeats it.
    """

    class Kind(models.TextChoices):
        FORUM = "forum", _("forum")
        SESSION = "session", _("session")
        PERSON = "person", _("person")
        DELEGATION = "delegation", _("delegation")
        PROJECT = "project", _("project")
        AGREEMENT = "agreement", _("agreement")
        INITIATIVE = "initiative", _("initiative")

    class State(models.TextChoices):
        UNCHECKED = "unchecked", _("not yet checked")
        CONFIRMED = "confirmed", _("confirmed")
        CORRECTED = "corrected", _("corrected")
        REJECTED = "rejected", _("rejected")
        WITHDRAWN = "withdrawn", _("no longer read")

    item = models.ForeignKey(
        Item, verbose_name=_("news item"), on_delete=models.PROTECT, related_name="claims"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    fingerprint = models.CharField(max_length=64, editable=False)
    identity = models.CharField(max_length=64, editable=False)
    values = models.JSONField(_("as read"), default=dict)
    corrections = models.JSONField(_("corrected"), default=dict, blank=True)
    rule = models.CharField(_("rule"), max_length=80, blank=True)
    confidence = models.FloatField(_("confidence"), default=0.5)
    extractor_version = models.CharField(_("read by version"), max_length=20, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.UNCHECKED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    effects = models.JSONField(default=dict, blank=True, editable=False)

    forum = models.ForeignKey(Forum, null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    delegation = models.ForeignKey(
        Delegation, null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    initiative = models.ForeignKey(
        Initiative, null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["item", "kind", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "fingerprint"], name="item_makes_each_claim_once"),
            models.CheckConstraint(condition=Q(confidence__range=(0, 1)), name="confidence_is_a_share"),
            models.CheckConstraint(
                condition=Q(state__in=["unchecked", "withdrawn"]) | ~Q(decided_at=None),
                name="decided_claim_says_when",
            ),
            models.CheckConstraint(
                condition=Q(
                    forum=None,
                    session=None,
                    person=None,
                    delegation=None,
                    project=None,
                    agreement=None,
                    initiative=None,
                )
                | Q(
                    kind="forum",
                    session=None,
                    person=None,
                    delegation=None,
                    project=None,
                    agreement=None,
                    initiative=None,
                )
                | Q(
                    kind="session",
                    forum=None,
                    person=None,
                    delegation=None,
                    project=None,
                    agreement=None,
                    initiative=None,
                )
                | Q(
                    kind="person",
                    forum=None,
                    session=None,
                    delegation=None,
                    project=None,
                    agreement=None,
                    initiative=None,
                )
                | Q(
                    kind="delegation",
                    forum=None,
                    session=None,
                    person=None,
                    project=None,
                    agreement=None,
                    initiative=None,
                )
                | Q(
                    kind="project",
                    forum=None,
                    session=None,
                    person=None,
                    delegation=None,
                    agreement=None,
                    initiative=None,
                )
                | Q(
                    kind="agreement",
                    forum=None,
                    session=None,
                    person=None,
                    delegation=None,
                    project=None,
                    initiative=None,
                )
                | Q(
                    kind="initiative",
                    forum=None,
                    session=None,
                    person=None,
                    delegation=None,
                    project=None,
                    agreement=None,
                ),
                name="claim_is_about_a_record_of_its_kind",
            ),
        ]
        indexes = [
            models.Index(fields=["confidence", "id"], condition=Q(state="unchecked"), name="claim_waiting"),
            models.Index(fields=["identity"], condition=Q(state="rejected"), name="claim_rejected_identity"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.heading}".strip()

    @property
    def stated(self) -> dict[str, Any]:
        """The fields as they stand after correction."""
        return self.values | self.corrections

    @property
    def heading(self) -> str:
        stated = self.stated
        return str(
            stated.get("series")
            or stated.get("name")
            or stated.get("title")
            or stated.get("subject")
            or stated.get("text")
            or stated.get("from")
            or ""
        )

    @property
    def is_decided(self) -> bool:
        return self.state in (Claim.State.CONFIRMED, Claim.State.CORRECTED, Claim.State.REJECTED)

    @property
    def record(self) -> Record | None:
        """The record that the claim was matched with or made."""
        return getattr(self, self.kind)


class Evidence(models.Model):
    """The quote that supports one field of a claim: `item.text[start:end] == quote`, checked by the database."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="evidence")
    field = models.CharField(_("field"), max_length=20)
    index = models.PositiveSmallIntegerField(_("number in the list"), null=True, blank=True)
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    quote = models.TextField(_("quote"))

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["claim", "start", "end", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="quote_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.quote


class Conflict(models.Model):
    """A claim says something else than the record: a question to the curators, never an answer by itself."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        KEPT = "kept", _("the record's value kept")
        TAKEN = "taken", _("the claim's value taken")

    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, related_name="conflicts", verbose_name=_("claim")
    )
    field = models.CharField(_("field"), max_length=20)
    present = models.CharField(_("in the record"), max_length=500)
    claimed = models.CharField(_("in the claim"), max_length=500)
    state = models.CharField(_("state"), max_length=5, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("conflict")
        verbose_name_plural = _("conflicts")
        ordering = ["state", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "field"], name="claim_conflicts_once_in_a_field"),
            models.CheckConstraint(
                condition=Q(state="open") ^ ~Q(decided_at=None), name="decided_conflict_says_when"
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], condition=Q(state="open"), name="conflict_open")]

    def __str__(self) -> str:
        return f"{self.field}: {self.present} ↔ {self.claimed}"


class TaughtTerm(models.Model):
    """A name or an office that a curator taught: where a report has `written`, in any case, it means `name`."""

    class Kind(models.TextChoices):
        SERIES = "series", _("series of forums")
        ORGANIZATION = "organization", _("organization")
        PLACE = "place", _("place")
        OFFICE = "office", _("office")

    class EventClass(models.TextChoices):
        FORUM = "forum", _("forum")
        EXHIBITION = "exhibition", _("exhibition")
        FAIR = "fair", _("fair")
        SUMMIT = "summit", _("summit")
        CONGRESS = "congress", _("congress")
        CONFERENCE = "conference", _("conference")
        FESTIVAL = "festival", _("festival")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.RUSSIAN)
    written = models.CharField(
        _("as reports write it"), max_length=200, help_text=_("In the nominative; other cases are recognised")
    )
    name = models.CharField(
        _("what it means"),
        max_length=300,
        blank=True,
        help_text=_("The full name, as on the heading of a page"),
    )
    detail = models.CharField(max_length=10, blank=True, editable=False)
    is_active = models.BooleanField(_("active"), default=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("taught by"), on_delete=models.PROTECT, editable=False
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("taught name")
        verbose_name_plural = _("taught names")
        ordering = ["kind", "written", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("written"),
                "kind",
                "language",
                name="term_is_taught_once",
                violation_error_message=_("This is taught already. Change what is there."),
            ),
            models.CheckConstraint(condition=~Q(written="") & ~Q(name=""), name="term_means_something"),
            models.CheckConstraint(
                condition=~Q(kind="office", language="zh"),
                name="office_is_no_chinese_word",
                violation_error_message=_(
                    "Offices in Chinese are ends of words and cannot be taught one by one."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.written} → {self.name}" if self.name != self.written else self.written


class Rereading(models.Model):
    """Items read once more, with a newer reader or after something was taught: what would change, before it does."""

    class State(models.TextChoices):
        COMPARING = "comparing", _("being compared")
        READY = "ready", _("to be looked at")
        APPLIED = "applied", _("applied")
        DROPPED = "dropped", _("dropped")

    cause = models.CharField(_("why"), max_length=300)
    version = models.CharField(_("version of the reader"), max_length=20)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.COMPARING)
    item_count = models.PositiveIntegerField(_("reports to read"), default=0)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("rereading")
        verbose_name_plural = _("rereadings")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["comparing", "ready"], decided_at=None)
                | (Q(state__in=["applied", "dropped"]) & ~Q(decided_at=None)),
                name="decided_rereading_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.cause


class RereadBatch(models.Model):
    """Items that one task compares: it is done once, however often its message comes."""

    rereading = models.ForeignKey(Rereading, on_delete=models.CASCADE, related_name="batches")
    item_ids = models.JSONField()
    is_compared = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.rereading} {self.pk}"


class RereadItem(models.Model):
    """One item that would change: what was read of it now, and the difference, claim by claim."""

    rereading = models.ForeignKey(Rereading, on_delete=models.CASCADE, related_name="items")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    report = models.JSONField(editable=False)
    changes = models.JSONField(editable=False)
    is_applied = models.BooleanField(_("applied"), default=False)

    class Meta:
        verbose_name = _("reread item")
        verbose_name_plural = _("reread items")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["rereading", "item"], name="item_is_reread_once"),
        ]

    def __str__(self) -> str:
        return str(self.item)
