"""What the readers are told after the fact: what changed on the pages, and what became of the errors they reported."""

import secrets
import uuid
from collections.abc import Collection
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from delegations.models import Delegation
from directory.models import Person
from directory.records import Record
from events.models import Forum, Initiative, Session
from investments.models import Agreement, Project
from news.models import Claim

KINDS = {
    "forum": Forum,
    "session": Session,
    "person": Person,
    "delegation": Delegation,
    "project": Project,
    "agreement": Agreement,
    "initiative": Initiative,
}


LOOKED_THROUGH = 2000  # changes of all kinds in which those of a long list are looked for


class ChangeQuerySet(models.QuerySet):
    def about(self, records: dict[str, Collection[int]]) -> Self:
        """Changes of the records of these kinds and ids, and of what was read about them. Each kind by its indexes."""
        ways = [
            Change.objects.filter(**{f"{start}{kind}__in": pks}).order_by().values("pk")
            for kind, pks in records.items()
            for start in ("", "claim__")
        ]
        return self.filter(pk__in=ways[0].union(*ways[1:])) if ways else self.none()

    def among_newest(self, kind: str, records: models.QuerySet, most: int) -> Self:
        """The newest changes of records of one kind, however many records these are: the log is read from its end."""
        rows = Change.objects.order_by("-pk").values_list("pk", f"{kind}_id", f"claim__{kind}_id")
        about = {pk: own or claimed for pk, own, claimed in rows[:LOOKED_THROUGH] if own or claimed}
        wanted = set(records.filter(pk__in=set(about.values())).order_by().values_list("pk", flat=True))
        return self.filter(pk__in=[pk for pk, record in about.items() if record in wanted][:most])

    def with_records(self) -> Self:
        """Load what an entry of the log prints."""
        return self.select_related(
            "claim__item__source",
            *(f"{start}{path}" for start in ("", "claim__") for path in RECORD_PATHS),
        ).defer("claim__item__text", "claim__item__raw")


RECORD_PATHS = (
    "forum__series",
    "session__forum__series",
    "person",
    "delegation__sending_place",
    "delegation__sending_organization",
    "project",
    "agreement",
    "initiative",
)


class Change(models.Model):
    """The pages no longer say what they said: a claim was corrected, rejected or counts again, a record came or went.

    Triggers write these rows, whoever decides and however; nothing changes or deletes them.
    """

    class What(models.TextChoices):
        CORRECTED = "corrected", _("corrected")
        REJECTED = "rejected", _("rejected: the report does not say so")
        UNREAD = "unread", _("no longer read in the report")
        RESTORED = "restored", _("counts again")
        WITHDRAWN = "withdrawn", _("withdrawn: nobody vouches for it any more")
        PUT_BACK = "put_back", _("put back")

    what = models.CharField(_("what happened"), max_length=9, choices=What)
    at = models.DateTimeField(_("when"), db_default=Now())
    corrections = models.JSONField(_("set instead"), default=dict)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    claim = models.ForeignKey(Claim, null=True, on_delete=models.CASCADE, related_name="changes")
    forum = models.ForeignKey(Forum, null=True, on_delete=models.CASCADE, related_name="changes")
    session = models.ForeignKey(Session, null=True, on_delete=models.CASCADE, related_name="changes")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="changes")
    delegation = models.ForeignKey(Delegation, null=True, on_delete=models.CASCADE, related_name="changes")
    project = models.ForeignKey(Project, null=True, on_delete=models.CASCADE, related_name="changes")
    agreement = models.ForeignKey(Agreement, null=True, on_delete=models.CASCADE, related_name="changes")
    initiative = models.ForeignKey(Initiative, null=True, on_delete=models.CASCADE, related_name="changes")

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.subject}: {self.get_what_display()}"

    def get_absolute_url(self) -> str:
        return f"{reverse('publishing:change-list')}?before={self.pk + 1}#change-{self.pk}"

    @property
    def record(self) -> Record | None:
        """The record that came or went, or the one that the claim is about."""
        own = next((row for kind in KINDS if (row := getattr(self, kind))), None)
        return own or (self.claim.record if self.claim else None)

    @property
    def subject(self) -> str:
        record = self.record
        return str(record) if record else self.claim.heading


def new_secret() -> str:
    return secrets.token_urlsafe(24)


class ErrorReport(models.Model):
    """A reader says that a page is wrong, and can look up at a secret address what came of it."""

    class State(models.TextChoices):
        RECEIVED = "received", pgettext_lazy("error report", "received")
        APPLIED = "applied", pgettext_lazy("error report", "applied")
        REJECTED = "rejected", pgettext_lazy("error report", "not applied")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    secret = models.CharField(max_length=40, default=new_secret, unique=True, editable=False)
    path = models.CharField(_("page"), max_length=500)
    language = models.CharField(_("language of the reader"), max_length=10, default=settings.LANGUAGE_CODE)
    text = models.TextField(_("what is wrong"))
    evidence = models.TextField(_("how the reader knows"), blank=True)
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    sender = models.CharField(max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.RECEIVED)
    answer = models.TextField(_("answer"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("error report")
        verbose_name_plural = _("error reports")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="received", decided_at=None, answer="")
                | ~Q(state="received") & Q(decided_at__isnull=False) & ~Q(answer=""),
                name="decided_error_report_has_an_answer",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="error_report_says_what_is_wrong"),
        ]
        indexes = [
            models.Index(fields=["sender", "received_at"], name="error_report_by_sender"),
            models.Index(fields=["-decided_at"], condition=Q(state="applied"), name="error_report_applied"),
        ]

    def __str__(self) -> str:
        return f"{self.path}: {self.text[:80]}"

    def get_absolute_url(self) -> str:
        return reverse("publishing:error-report", args=[self.secret])
