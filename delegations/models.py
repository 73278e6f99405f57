"""Who a territory or an organization sent to a forum."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegations.desk import (
    Arrangements,
    ArrangementsAccess,
    Completeness,
    DelegationStatus,
    Document,
    Draft,
    Entry,
    Presence,
    StaffTerritory,
)
from directory.models import Organization, Person, Place, Post
from directory.records import Record, RecordQuerySet, count_of
from events.models import Forum

# What the desk keeps has a module of its own; Django finds models here.
__all__ = [
    "Arrangements",
    "ArrangementsAccess",
    "Completeness",
    "Delegation",
    "DelegationStatus",
    "Document",
    "Draft",
    "Entry",
    "Member",
    "Presence",
    "StaffTerritory",
]


class DelegationQuerySet(RecordQuerySet):
    def with_senders(self) -> Self:
        return self.select_related(
            "sending_place", "sending_organization", "forum__series", "forum__place", "destination"
        )

    def with_known_size(self) -> Self:
        """Add how many members are known by name."""
        return self.annotate(known_size=count_of(Member.objects.standing(), "delegation"))

    def with_heads(self) -> Self:
        """Load who headed each of them as `heads`, with the posts held then."""
        posts = models.Prefetch("posts", queryset=Post.objects.standing().with_bodies())
        heads = Member.objects.standing().filter(role=Member.Role.HEAD, person__withdrawn_at=None)
        heads = heads.select_related("person").prefetch_related(posts)
        return self.prefetch_related(models.Prefetch("members", queryset=heads, to_attr="heads"))


class Delegation(Record):
    """A party that a territory or an organization sent to a forum, or on a visit to a place."""

    waits_for_check = True

    sending_place = models.ForeignKey(
        Place,
        verbose_name=_("sent by the territory"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="delegations",
    )
    sending_organization = models.ForeignKey(
        Organization,
        verbose_name=_("sent by the organization"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="delegations",
    )
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    forum = models.ForeignKey(
        Forum,
        verbose_name=_("forum"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="delegations",
    )
    # The year of the forum, kept by a trigger: lists are sorted and filtered by it without a join. 0: not known.
    forum_year = models.PositiveSmallIntegerField(_("year"), default=0, db_default=0, editable=False)
    destination = models.ForeignKey(
        Place,
        verbose_name=_("destination"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="visiting_delegations",
    )
    stated_size = models.PositiveIntegerField(_("stated size"), null=True, blank=True)
    size_as_printed = models.CharField(_("size as printed"), max_length=100, blank=True)
    invited_by = models.ForeignKey(
        Organization,
        verbose_name=_("invited by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invited_delegations",
    )
    invited_by_as_printed = models.CharField(_("invited by, as printed"), max_length=300, blank=True)
    status = models.CharField(
        _("status"),
        max_length=9,
        choices=DelegationStatus.Status,
        blank=True,
        help_text=_("The newest row of its history"),
    )

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sending_place=None) ^ Q(sending_organization=None),
                name="delegation_is_sent_by_a_territory_or_an_organization",
            ),
            models.CheckConstraint(
                condition=Q(stated_size=None) | Q(stated_size__gte=1),
                name="delegation_has_at_least_one_member",
            ),
        ]
        indexes = [
            models.Index(fields=["forum_year", "id"], name="delegation_by_year"),
            models.Index(
                fields=["forum_year"], condition=Q(withdrawn_at=None), name="standing_delegation_by_year"
            ),
            models.Index(
                fields=["sending_place"], condition=Q(withdrawn_at=None), name="standing_delegation_by_place"
            ),
            models.Index(
                fields=["checked_at"],
                condition=Q(withdrawn_at=None),
                name="checked_delegation",
            ),
        ]
        permissions = [
            ("enter_delegation", _("Can enter delegations at the desk")),
            ("see_arrangements", _("Can see how delegations travel and stay")),
        ]

    def __str__(self) -> str:
        return _("Delegation of %(sender)s") % {"sender": self.sender}

    def get_absolute_url(self) -> str:
        return reverse("delegations:delegation-detail", args=[self.slug])

    @property
    def sender(self) -> Place | Organization:
        return self.sending_place or self.sending_organization


class Member(Record):
    """A person in a delegation, with the posts held then and as printed."""

    class Role(models.TextChoices):
        HEAD = "head", _("head")
        DEPUTY = "deputy", _("deputy head")
        MEMBER = "member", _("member")
        INTERPRETER = "interpreter", _("interpreter")
        PRESS = "press", _("press")
        BUSINESS = "business", _("business")

    delegation = models.ForeignKey(
        Delegation, verbose_name=_("delegation"), on_delete=models.PROTECT, related_name="members"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=11, choices=Role, default=Role.MEMBER)
    position = models.PositiveSmallIntegerField(_("protocol order"), default=0)
    posts = models.ManyToManyField(
        Post, blank=True, related_name="memberships", verbose_name=_("posts held then")
    )
    post_as_printed = models.CharField(_("post as printed"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("member of a delegation")
        verbose_name_plural = _("members of delegations")
        ordering = ["delegation", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["delegation", "person"], name="person_is_once_in_a_delegation"),
            models.UniqueConstraint(
                fields=["delegation"],
                condition=Q(role="head", withdrawn_at=None),
                name="delegation_has_one_head",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
