"""What curators teach the reader, and old items read again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from directory.records import Language
from news.models.sources import Item


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
