"""What was read of the items, the quotes it was read from, and where reports contradict the records."""

import hashlib
import json
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation
from directory.models import Person
from directory.records import Record
from directory.visibility import ReaderSees
from events.models import Forum, Initiative, Session
from investments.models import Agreement, Project
from news.models.sources import Item


class ClaimQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Claims that count: neither rejected nor withdrawn by a later reading; of some sites the public sees only checked ones."""
        checked = Q(state__in=[Claim.State.CONFIRMED, Claim.State.CORRECTED])
        counting = self.exclude(state__in=[Claim.State.REJECTED, Claim.State.WITHDRAWN])
        return counting.filter(ReaderSees(checked))

    def undecided(self) -> Self:
        return self.filter(state=Claim.State.UNCHECKED)

    def waiting(self) -> Self:
        """The curators' queue, the least certain first."""
        return self.undecided().order_by("confidence", "pk")


KINDS = ("forum", "session", "person", "delegation", "project", "agreement", "initiative")


def _one_record_of_its_kind() -> Q:
    """Of the columns that hold a claim's record, only that of its kind may be filled."""
    condition = Q(**dict.fromkeys(KINDS))
    for kind in KINDS:
        condition |= Q(kind=kind, **dict.fromkeys(other for other in KINDS if other != kind))
    return condition


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
                condition=_one_record_of_its_kind(),
                name="claim_is_about_a_record_of_its_kind",
            ),
        ]
        indexes = [
            models.Index(fields=["confidence", "id"], condition=Q(state="unchecked"), name="claim_waiting"),
            models.Index(
                fields=["kind", "rule", "id"], condition=Q(state="unchecked"), name="claim_waiting_by_rule"
            ),
            models.Index(
                fields=["rule", "confidence", "id"],
                condition=Q(state="unchecked"),
                name="claim_waiting_of_rule",
            ),
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
    def version(self) -> str:
        """Changes with everything that a curator looks at before deciding: posted back, it tells what was on the screen."""
        facts = [self.state, str(self.decided_at), self.values, self.corrections, self.rule]
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:12]

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
        DISPUTED = "disputed", _("both values stand: disputed")
        BY_HAND = "by_hand", _("set by hand")

    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, related_name="conflicts", verbose_name=_("claim")
    )
    field = models.CharField(_("field"), max_length=20)
    present = models.CharField(_("in the record"), max_length=500)
    claimed = models.CharField(_("in the claim"), max_length=500)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    effects = models.JSONField(default=dict, blank=True, editable=False)
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
