"""People, organizations and places: who is who, under which names, in which posts."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from directory.edtf import in_words
from directory.fields import EdtfBoundField, EdtfField
from directory.records import Language, Name, NamedRecord, Record, RecordQuerySet


class Place(NamedRecord):
    """A country, a territory of it, a city or a smaller place."""

    class Kind(models.TextChoices):
        COUNTRY = "country", _("country")
        TERRITORY = "territory", _("territory")
        CITY = "city", _("city")
        OTHER = "other", _("other place")

    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(
        _("language of the name"), max_length=2, choices=Language, default=Language.RUSSIAN
    )
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OTHER)
    country = models.CharField(_("country code"), max_length=2, blank=True, help_text=_("ISO 3166-1 alpha-2"))
    part_of = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
    )
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False)
                & Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_has_both_coordinates_on_earth_or_none",
            ),
            models.CheckConstraint(
                condition=Q(country="") | Q(country__regex="^[A-Z]{2}$"), name="country_is_iso_3166"
            ),
            models.CheckConstraint(
                condition=Q(part_of=None) | ~Q(part_of=F("id")), name="place_is_not_part_of_itself"
            ),
        ]
        indexes = [
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="place_name_trigrams"),
            models.Index(fields=["name", "id"], name="place_by_name"),
            models.Index(
                fields=["country"], condition=Q(withdrawn_at=None), name="standing_place_by_country"
            ),
            models.Index(fields=["kind"], condition=Q(withdrawn_at=None), name="standing_place_by_kind"),
            models.Index(fields=["part_of"], condition=Q(withdrawn_at=None), name="standing_place_by_whole"),
            models.Index(
                fields=["checked_at"],
                condition=Q(withdrawn_at=None),
                name="checked_place",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("directory:place-detail", args=[self.slug])


class PlaceName(Name):
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")

    class Meta(Name.Meta):
        verbose_name = _("name of a place")
        verbose_name_plural = _("names of places")
        constraints = [
            models.UniqueConstraint(fields=["place", "language", "text"], name="place_has_each_name_once"),
        ]


class Organization(NamedRecord):
    """A body that people act for: a government, a ministry, a chamber, a company, a committee."""

    name = models.CharField(_("name"), max_length=500)
    language = models.CharField(
        _("language of the name"), max_length=2, choices=Language, default=Language.RUSSIAN
    )
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    place = models.ForeignKey(
        Place,
        verbose_name=_("place"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organizations",
    )

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name", "pk"]
        indexes = [
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="organization_name_trigrams"),
            models.Index(fields=["name", "id"], name="organization_by_name"),
            models.Index(
                fields=["place"], condition=Q(withdrawn_at=None), name="standing_organization_by_place"
            ),
            models.Index(
                fields=["checked_at"],
                condition=Q(withdrawn_at=None),
                name="checked_organization",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("directory:organization-detail", args=[self.slug])


class OrganizationName(Name):
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="names")

    class Meta(Name.Meta):
        verbose_name = _("name of an organization")
        verbose_name_plural = _("names of organizations")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "language", "text"], name="organization_has_each_name_once"
            ),
        ]


class Person(NamedRecord):
    """Somebody who spoke, came, signed or proposed; identity is decided by people, names only propose it."""

    waits_for_check = True

    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(
        _("language of the name"), max_length=2, choices=Language, default=Language.RUSSIAN
    )
    slug = models.SlugField(_("address"), max_length=120, unique=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]
        indexes = [
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="person_name_trigrams"),
            models.Index(fields=["name", "id"], name="person_by_name"),
            models.Index(
                fields=["checked_at"],
                condition=Q(withdrawn_at=None),
                name="checked_person",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("directory:person-detail", args=[self.slug])


class PersonName(Name):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")

    class Meta(Name.Meta):
        verbose_name = _("name of a person")
        verbose_name_plural = _("names of people")
        constraints = [
            models.UniqueConstraint(fields=["person", "language", "text"], name="person_has_each_name_once"),
        ]


class PostQuerySet(RecordQuerySet):
    def current(self) -> Self:
        """Posts that no source calls former."""
        return self.standing().filter(is_former=False)

    def with_bodies(self) -> Self:
        return self.select_related("organization", "place")


class Post(Record):
    """An office that a person holds or held: a title in an organization or a territory, or a title alone.

    `first_stated_on` and `last_stated_on` are the days of the first and the last report that names the person in
    this post: all that is known when no source gives the dates of appointment.
    """

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="posts"
    )
    title = models.CharField(_("title"), max_length=500)
    organization = models.ForeignKey(
        Organization,
        verbose_name=_("organization"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="posts",
    )
    place = models.ForeignKey(
        Place,
        verbose_name=_("territory"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="posts",
    )
    is_former = models.BooleanField(_("former"), default=False)
    dates = EdtfField(_("dates"), help_text=_("EDTF, for instance 2021/.. or 2019-05/2024"))
    dates_first = EdtfBoundField(of="dates", end="first")
    dates_last = EdtfBoundField(of="dates", end="last")
    first_stated_on = models.DateField(_("first stated"), null=True, blank=True)
    last_stated_on = models.DateField(_("last stated"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = [F("last_stated_on").desc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organization=None) | Q(place=None),
                name="post_is_in_an_organization_or_a_territory_not_both",
            ),
            models.CheckConstraint(
                condition=Q(dates_first=None) | Q(dates_last=None) | Q(dates_first__lte=F("dates_last")),
                name="post_starts_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(first_stated_on=None, last_stated_on=None)
                | Q(
                    first_stated_on__isnull=False,
                    last_stated_on__isnull=False,
                    first_stated_on__lte=F("last_stated_on"),
                ),
                name="post_is_first_stated_before_it_is_last_stated",
            ),
            models.UniqueConstraint(
                fields=["person", "title", "organization", "place"],
                nulls_distinct=False,
                name="person_has_each_post_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["place", "person"],
                condition=Q(withdrawn_at=None, place__isnull=False),
                name="standing_post_by_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.body}" if self.body else self.title

    @property
    def body(self) -> Organization | Place | None:
        """What the post is in: the organization or the territory."""
        return self.organization or self.place

    @property
    def dates_in_words(self) -> str:
        return in_words(self.dates) if self.dates else ""


class FormerAddress(models.Model):
    """An address that a record once had. Chains have length one: `current` is always a living address."""

    path = models.CharField(_("former address"), max_length=300, unique=True)
    current = models.CharField(_("current address"), max_length=300, db_index=True)
    since = models.DateTimeField(_("changed"), auto_now_add=True)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            models.CheckConstraint(
                condition=~Q(path=F("current")), name="address_does_not_redirect_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path} → {self.current}"


class Act(models.Model):
    """Something that a person did, as a whole: all rows that it wrote can be read together and put back together."""

    class Kind(models.TextChoices):
        EDIT = "edit", _("edited")
        DECISION = "decision", _("decided what was read")
        MERGE = "merge", _("merged")
        SPLIT = "split", _("split")
        UNDO = "undo", _("undone")

    kind = models.CharField(_("what"), max_length=8, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    subject = models.CharField(_("about"), max_length=300, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    undoes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by", editable=False
    )

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("history")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="undo", undoes__isnull=False) | (~Q(kind="undo") & Q(undoes=None)),
                name="only_an_undo_undoes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"


class RowChange(models.Model):
    """One row of a table written: by whom and how does not matter, the database itself keeps the log.

    `before` has the columns that an update changed, or the whole row that was deleted; `after` what an update put there. A row
    without changes is as it was inserted, so that every earlier state can be told from the present one backwards. `by` is who
    wrote it where it is part of no act; `report` is the news item that said so, by its id: news stand above the directory.
    """

    class Operation(models.TextChoices):
        INSERT = "INSERT", _("added")
        UPDATE = "UPDATE", _("changed")
        DELETE = "DELETE", _("removed")

    at = models.DateTimeField(_("when"), db_default=Now())
    act = models.ForeignKey(Act, null=True, on_delete=models.PROTECT, related_name="changes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    report = models.BigIntegerField(null=True)
    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    operation = models.CharField(_("what"), max_length=6, choices=Operation)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        verbose_name = _("change of a row")
        verbose_name_plural = _("changes of rows")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["table", "row", "id"], name="change_of_a_row"),
            models.Index(fields=["table", "id"], condition=Q(operation="DELETE"), name="removed_row"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.get_operation_display()}"


class Pair(models.Model):
    """Two records that may be one, and what a person says of it: names propose, people decide.

    `kind` is the model's name; `one` is the lower key of the two. A machine never asks again about a pair that was judged.
    """

    class Verdict(models.TextChoices):
        OPEN = "open", _("to be judged")
        SAME = "same", _("the same")
        DIFFERENT = "different", _("not the same")
        LATER = "later", _("later")

    kind = models.CharField(_("kind"), max_length=20)
    one = models.BigIntegerField()
    other = models.BigIntegerField()
    score = models.FloatField(_("score"), default=0)
    reasons = models.JSONField(_("why"), default=list)
    verdict = models.CharField(_("verdict"), max_length=9, choices=Verdict, default=Verdict.OPEN)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    judged_at = models.DateTimeField(_("judged"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("pair that may be one")
        verbose_name_plural = _("pairs that may be one")
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "one", "other"], name="pair_is_kept_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="pair_has_the_lower_key_first"),
            models.CheckConstraint(condition=Q(score__range=(0, 1)), name="score_of_a_pair_is_a_share"),
            models.CheckConstraint(
                condition=Q(verdict="open", judged_at=None) | (~Q(verdict="open") & ~Q(judged_at=None)),
                name="judged_pair_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["-score", "id"], condition=Q(verdict="open"), name="pair_to_be_judged"),
            models.Index(fields=["kind", "other"], name="pair_by_its_other"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.one} – {self.other}"
