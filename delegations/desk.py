"""What the entry desk keeps beside the records: drafts, files, entries, and who is at work on what."""

import datetime as dt
import hashlib
from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from directory.models import Act, Organization, Place
from events.models import Forum

UNDO_DAYS = 30
HOLD = dt.timedelta(minutes=5)
PRESENT = dt.timedelta(minutes=2)


class SourceKind(models.TextChoices):
    """Where staff have it from."""

    LETTER = "letter", _("letter")
    CALL = "call", _("telephone call")
    REPORT = "report", _("report")
    ADDRESS = "address", _("address on the internet")


class Sourced(models.Model):
    """Who says so: a letter with its number and date, a call, a report, an address."""

    source_kind = models.CharField(_("source"), max_length=7, choices=SourceKind, blank=True)
    source_text = models.CharField(
        _("number, name or address"),
        max_length=500,
        blank=True,
        help_text=_("№ 15-3/208, the caller's name, https://…"),
    )
    source_on = models.DateField(_("of"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def source(self) -> str:
        """The source in one line: “letter № 15-3/208, 2026-10-01”."""
        words = [str(self.get_source_kind_display()), self.source_text] if self.source_kind else []
        return " ".join(filter(None, words)) + (f", {self.source_on:%d.%m.%Y}" if self.source_on else "")


def _has_a_source(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=~Q(source_kind="") & ~Q(source_text=""), name=name)


class Document(models.Model):
    """A file as it was received: what a list was read from is kept."""

    name = models.CharField(_("name"), max_length=200)
    raw = models.BinaryField()
    hash = models.CharField(max_length=64, unique=True, editable=False)
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def keep(cls, name: str, raw: bytes, *, by: Any) -> "Document":
        """The file, kept once however often it is uploaded."""
        digest = hashlib.sha256(raw).hexdigest()
        return cls.objects.get_or_create(
            hash=digest, defaults={"name": name[-200:], "raw": raw, "received_by": by}
        )[0]


class DraftQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def with_heads(self) -> Self:
        return self.select_related(
            "forum__series", "sending_place", "sending_organization", "delegation", "owner"
        )


class Draft(Sourced):
    """A paper on its way into the records: the text as received and what was made of each row so far.

    `rows` are dictionaries, see `delegations.drafting`. `version` counts the changes: a save that began with another
    version is merged, field by field.
    """

    class Kind(models.TextChoices):
        LIST = "list", _("list of delegates")
        PROGRAMME = "programme", _("programme of a forum")
        PROJECTS = "projects", _("list of projects")

    class SenderKind(models.TextChoices):
        TERRITORY = "territory", _("territory")
        ORGANIZATION = "organization", _("organization")

    kind = models.CharField(_("kind"), max_length=9, choices=Kind, default=Kind.LIST)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts", verbose_name=_("by")
    )
    delegation = models.ForeignKey(
        "delegations.Delegation", null=True, on_delete=models.SET_NULL, related_name="drafts"
    )
    forum = models.ForeignKey(
        Forum, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("forum")
    )
    sending_place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    sending_organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    forum_typed = models.CharField(_("forum"), max_length=600, blank=True)
    sender_typed = models.CharField(_("sent by"), max_length=600, blank=True)
    # Of a delegation that comes to no forum.
    destination_typed = models.CharField(_("visit to"), max_length=200, blank=True, default="", db_default="")
    # Set when the sender is not in the directory and is to be added.
    sender_kind = models.CharField(_("add as"), max_length=12, choices=SenderKind, blank=True)
    stated_size = models.PositiveIntegerField(_("stated size"), null=True, blank=True)
    text = models.TextField(_("list"), blank=True)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="drafts"
    )
    rows = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of a list")
        verbose_name_plural = _("drafts of lists")
        ordering = ["-changed_at", "-pk"]
        indexes = [
            models.Index(
                fields=["owner", "-changed_at"], condition=Q(closed_at=None), name="open_drafts_of_somebody"
            )
        ]

    def __str__(self) -> str:
        forum = str(self.forum or self.forum_typed or self.destination_typed)
        if self.kind != self.Kind.LIST:
            kind = str(self.get_kind_display()).capitalize()
            return f"{kind}: {forum}" if forum else kind
        words = filter(None, [str(self.sender or self.sender_typed), forum])
        return " → ".join(words) or str(_("new list"))

    def get_absolute_url(self) -> str:
        return reverse(DRAFT_PAGES[self.kind], args=[self.pk])

    @property
    def sender(self) -> Place | Organization | None:
        return self.sending_place or self.sending_organization

    @property
    def adds_its_sender(self) -> bool:
        """Whether the sender is new and somebody said of what kind it is."""
        return self.sender is None and bool(self.sender_typed.strip() and self.sender_kind)


# The page of each kind of draft; that of projects belongs to a higher app.
DRAFT_PAGES = {
    Draft.Kind.LIST: "delegations:desk-draft",
    Draft.Kind.PROGRAMME: "delegations:desk-programme",
    Draft.Kind.PROJECTS: "investments:desk-projects",
}


class EntryQuerySet(models.QuerySet):
    def undoable(self, now: dt.datetime) -> Self:
        return self.filter(
            kind__in=UNDONE_AS_A_WHOLE,
            act__isnull=False,
            act__undone_by=None,
            at__gte=now - dt.timedelta(days=UNDO_DAYS),
        )

    def with_acts(self) -> Self:
        """Load who entered each, and who undid it."""
        return self.select_related("by", "act__undone_by__by")


class Entry(Sourced):
    """One save at the desk: who, when, on whose word.

    What it made and changed is its act in the history of rows, where the entry can be undone as one step. What is
    arranged for a delegation has no history: such an entry has no act.
    """

    class Kind(models.TextChoices):
        LIST = "list", _("list of members")
        FIELDS = "fields", _("change of fields")
        STATUS = "status", _("status")
        UNDO = "undo", _("undoing of a field")
        FORUM = "forum", _("new edition")
        PROGRAMME = "programme", _("programme of a forum")
        PROJECTS = "projects", _("list of projects")

    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    act = models.OneToOneField(Act, null=True, on_delete=models.PROTECT, related_name="entry", editable=False)
    forum = models.ForeignKey(
        Forum, null=True, on_delete=models.SET_NULL, related_name="entries", verbose_name=_("forum")
    )
    delegation = models.ForeignKey(
        "delegations.Delegation", null=True, on_delete=models.SET_NULL, related_name="entries"
    )
    about = models.CharField(_("about"), max_length=500)
    draft = models.ForeignKey(Draft, null=True, on_delete=models.SET_NULL, related_name="entries")
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="entries")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="entries", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    counts = models.JSONField(default=dict)
    dismissals = models.JSONField(default=list)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["-pk"]
        constraints = [_has_a_source("entry_has_a_source")]
        indexes = [models.Index(fields=["delegation", "-id"], name="entries_of_a_delegation")]

    def __str__(self) -> str:
        return f"{self.about}: {self.get_kind_display()}"

    @property
    def undoing(self) -> Act | None:
        """The act that undid the entry."""
        return getattr(self.act, "undone_by", None)

    def can_be_undone(self, now: dt.datetime) -> bool:
        """As a whole: what was entered from a paper, for thirty days."""
        return (
            self.kind in UNDONE_AS_A_WHOLE
            and self.act_id is not None
            and self.undoing is None
            and self.at >= now - dt.timedelta(days=UNDO_DAYS)
        )


UNDONE_AS_A_WHOLE = (Entry.Kind.LIST, Entry.Kind.FORUM, Entry.Kind.PROGRAMME, Entry.Kind.PROJECTS)


class DelegationStatus(models.Model):
    """How far a delegation is, as somebody said on one day: a row of its history."""

    class Status(models.TextChoices):
        INVITED = "invited", _("invited")
        ANNOUNCED = "announced", _("announced")
        CONFIRMED = "confirmed", _("confirmed")
        ARRIVED = "arrived", _("arrived")
        LEFT = "left", _("left")
        CANCELLED = "cancelled", _("cancelled")

    delegation = models.ForeignKey(
        "delegations.Delegation", on_delete=models.CASCADE, related_name="statuses"
    )
    status = models.CharField(_("status"), max_length=9, choices=Status)
    stated_on = models.DateField(_("as of"))
    entry = models.ForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="statuses")

    class Meta:
        verbose_name = _("status of a delegation")
        verbose_name_plural = _("statuses of a delegation")
        ordering = ["-stated_on", "-pk"]
        indexes = [models.Index(fields=["delegation", "-stated_on", "-id"], name="status_of_a_delegation")]

    def __str__(self) -> str:
        return str(self.get_status_display())


class Arrangements(models.Model):
    """How a delegation, or one member of it, travels, stays and is looked after. For staff alone; every look is logged."""

    delegation = models.ForeignKey(
        "delegations.Delegation", on_delete=models.CASCADE, related_name="arrangements"
    )
    member = models.ForeignKey(
        "delegations.Member", null=True, blank=True, on_delete=models.CASCADE, related_name="arrangements"
    )
    arrival = models.DateTimeField(_("arrival"), null=True, blank=True)
    departure = models.DateTimeField(_("departure"), null=True, blank=True)
    flights = models.CharField(_("flights"), max_length=300, blank=True)
    hotel = models.CharField(_("hotel"), max_length=300, blank=True)
    contacts = models.TextField(_("contacts"), blank=True)
    interpreter_language = models.CharField(_("language of the interpreter"), max_length=100, blank=True)
    diet = models.CharField(_("dietary needs"), max_length=300, blank=True)
    access_needs = models.CharField(_("access needs"), max_length=300, blank=True)
    remarks = models.TextField(_("remarks"), blank=True)

    class Meta:
        verbose_name = _("arrangements")
        verbose_name_plural = _("arrangements")
        ordering = ["delegation", "member", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "member"],
                nulls_distinct=False,
                name="arrangements_are_made_once_for_each",
            ),
            models.CheckConstraint(
                condition=Q(arrival=None) | Q(departure=None) | Q(arrival__lte=F("departure")),
                name="delegation_arrives_before_it_departs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegation}: {self.member or ''}"


class ArrangementsAccess(models.Model):
    """Somebody looked at the arrangements of a delegation, changed them or took them away in a file."""

    class What(models.TextChoices):
        SEEN = "seen", _("seen")
        CHANGED = "changed", _("changed")
        EXPORTED = "exported", _("exported")

    delegation = models.ForeignKey(
        "delegations.Delegation", on_delete=models.CASCADE, related_name="accesses"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), auto_now_add=True)
    what = models.CharField(_("what"), max_length=8, choices=What)
    fields = models.CharField(_("fields"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("access to arrangements")
        verbose_name_plural = _("accesses to arrangements")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["delegation", "-id"], name="accesses_of_a_delegation")]

    def __str__(self) -> str:
        return f"{self.by}: {self.get_what_display()}"


class Completeness(models.Model):
    """“This list is complete”: said by one person, confirmed by a second, of this very content and no other."""

    delegation = models.ForeignKey(
        "delegations.Delegation", on_delete=models.CASCADE, related_name="completeness"
    )
    content_hash = models.CharField(max_length=64)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("completeness of a list")
        verbose_name_plural = _("completeness of lists")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "content_hash"], name="content_is_said_to_be_complete_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(confirmed_by=F("said_by")),
                name="completeness_is_confirmed_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegation}: {self.content_hash[:8]}"


class Presence(models.Model):
    """Somebody has a delegation open at the desk; `holds_until` while it is claimed, for five minutes at a time."""

    delegation = models.ForeignKey(
        "delegations.Delegation", on_delete=models.CASCADE, related_name="presences"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()
    holds_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("presence at the desk")
        verbose_name_plural = _("presences at the desk")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["delegation", "by"], name="somebody_is_present_once"),
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.delegation_id}"


class StaffTerritory(models.Model):
    """A member of staff who is limited to territories enters what these send; one without a row is not limited."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="territories",
        verbose_name=_("member of staff"),
    )
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+", verbose_name=_("territory"))

    class Meta:
        verbose_name = _("territory of a member of staff")
        verbose_name_plural = _("territories of members of staff")
        ordering = ["by", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["by", "place"], name="staff_has_each_territory_once"),
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.place}"
