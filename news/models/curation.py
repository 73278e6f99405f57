"""The curators' desk: what waits, who holds what, what was decided and can be undone."""

import datetime as dt
import uuid
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.models import Act
from directory.records import Language
from news.models.claims import Claim
from news.models.sources import Item, Source


class WaitingItemQuerySet(models.QuerySet):
    def most_urgent_first(self) -> Self:
        return self.order_by("rank", "lowest_confidence", "item_id")

    def held_by_nobody_but(self, user: models.Model, now: dt.datetime) -> Self:
        """Without the items that other curators have open."""
        others = Hold.objects.filter(item=models.OuterRef("item_id"), expires_at__gt=now).exclude(by=user)
        return self.exclude(models.Exists(others))


class WaitingItem(models.Model):
    """An item with claims that nobody has decided: its place in the curators' queue, kept by `news.queueing`."""

    class Rank(models.IntegerChoices):
        UPCOMING = 0, _("about a forum to come")
        CONFLICT = 1, _("contradicts a record")
        USUAL = 2, _("other reports")

    item = models.OneToOneField(
        Item, verbose_name=_("news item"), primary_key=True, on_delete=models.CASCADE, related_name="waiting"
    )
    source = models.ForeignKey(Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=2, choices=Language, blank=True)
    rank = models.PositiveSmallIntegerField(_("why now"), choices=Rank, default=Rank.USUAL)
    claim_count = models.PositiveIntegerField(_("claims to check"))
    lowest_confidence = models.FloatField(_("lowest confidence"))
    has_conflict = models.BooleanField(_("contradicts a record"), default=False)
    upcoming_until = models.DateField(_("forum to come until"), null=True, blank=True)
    kinds = ArrayField(models.CharField(max_length=10), verbose_name=_("kinds"), default=list)
    rules = ArrayField(models.CharField(max_length=80), verbose_name=_("rules"), default=list)
    series = ArrayField(models.BigIntegerField(), verbose_name=_("series"), default=list)

    objects = WaitingItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("report to check")
        verbose_name_plural = _("reports to check")
        ordering = ["rank", "lowest_confidence", "item_id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(rank=0) | ~Q(upcoming_until=None), name="upcoming_item_says_until_when"
            ),
        ]
        indexes = [
            models.Index(fields=["rank", "lowest_confidence", "item"], name="waiting_urgent_first"),
            models.Index(fields=["source", "rank", "lowest_confidence", "item"], name="waiting_by_source"),
            models.Index(
                fields=["language", "rank", "lowest_confidence", "item"], name="waiting_by_language"
            ),
            models.Index(fields=["upcoming_until"], condition=Q(rank=0), name="waiting_upcoming"),
            models.Index(
                fields=["rank", "lowest_confidence", "item"],
                condition=Q(has_conflict=True),
                name="waiting_in_conflict",
            ),
            GinIndex(fields=["kinds"], name="waiting_by_kind"),
            GinIndex(fields=["rules"], name="waiting_by_rule"),
            GinIndex(fields=["series"], name="waiting_by_series"),
        ]

    def __str__(self) -> str:
        return str(self.item)


class Hold(models.Model):
    """A curator has an item open: for some minutes the others are told, and their queue leaves it out."""

    item = models.OneToOneField(Item, primary_key=True, on_delete=models.CASCADE, related_name="hold")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("open item")
        verbose_name_plural = _("open items")
        indexes = [models.Index(fields=["expires_at"], name="hold_by_expiry")]

    def __str__(self) -> str:
        return f"{self.by}: {self.item_id}"


class Review(models.Model):
    """One curator's work on one item, from opening it to the last decision about it."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="reviews")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opened"))
    decided_at = models.DateTimeField(_("last decision"), null=True, blank=True)
    finished_at = models.DateTimeField(_("nothing left to decide"), null=True, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None) | Q(opened_at__lte=F("decided_at")),
                name="review_is_opened_before_it_decides",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | ~Q(decided_at=None), name="finished_review_has_decided"
            ),
        ]
        indexes = [
            models.Index(fields=["by", "item", "-id"], name="review_of_curator"),
            models.Index(fields=["-finished_at"], condition=~Q(finished_at=None), name="review_finished"),
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.item_id}"


class Decision(models.Model):
    """What a person decided about one claim. `before` is how the claim and its record stood: it is put back exactly."""

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        CORRECTED = "corrected", _("corrected")
        REJECTED = "rejected", _("rejected")
        ADDED = "added", _("added by a person")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="decisions")
    verdict = models.CharField(_("decision"), max_length=9, choices=Verdict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("decided"), auto_now_add=True)
    act = models.ForeignKey(
        Act, null=True, on_delete=models.PROTECT, related_name="decisions", editable=False
    )
    step = models.UUIDField(default=uuid.uuid4, editable=False)  # shared by what one click decided
    before = models.JSONField(default=dict, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None) | (~Q(undone_at=None) & ~Q(undone_by=None)),
                name="undone_decision_says_by_whom",
            ),
        ]
        indexes = [
            models.Index(fields=["by", "-id"], condition=Q(undone_at=None), name="decision_to_undo"),
            models.Index(fields=["step"], name="decision_by_step"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.claim_id}"


class BatchConfirmation(models.Model):
    """All waiting claims of one rule and at least one confidence, confirmed at once after a sample of them was right.

    The sample is drawn first and decided one by one on the review screen. Only when a person confirmed every claim of it can
    the rest be confirmed.
    """

    class State(models.TextChoices):
        SAMPLING = "sampling", _("the sample is being checked")
        RUNNING = "running", _("being confirmed")
        DONE = "done", _("done")
        UNDONE = "undone", _("undone")

    kind = models.CharField(_("kind"), max_length=10, choices=Claim.Kind)
    rule = models.CharField(_("rule"), max_length=80)
    least_confidence = models.FloatField(_("confidence at least"))
    sample = ArrayField(models.BigIntegerField(), default=list, editable=False)
    last_claim = models.BigIntegerField(default=0, editable=False)  # claims after it may still come
    limit = models.BigIntegerField(default=0, editable=False)  # later claims were not there to be sampled
    confirmed_count = models.PositiveIntegerField(_("confirmed"), default=0)
    step = models.UUIDField(default=uuid.uuid4, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.SAMPLING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)

    class Meta:
        verbose_name = _("batch confirmation")
        verbose_name_plural = _("batch confirmations")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(least_confidence__range=(0, 1)), name="least_confidence_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.rule}, ≥ {self.least_confidence:.2f}"
