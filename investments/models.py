"""Investment projects, where they were presented, and what was signed."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from directory.edtf import in_words
from directory.fields import EdtfBoundField, EdtfField
from directory.languages import reader_language
from directory.models import Organization, Person, Place
from directory.records import Language, Record, RecordQuerySet, count_of
from events.models import Forum, Session
from investments.sectors import Sector

CURRENCY = "^[A-Z]{3}$"


class Amount(models.Model):
    """A sum as printed, and in figures where it can be read: Decimal and ISO 4217, never a float."""

    amount_as_printed = models.CharField(_("sum as printed"), max_length=200, blank=True)
    amount = models.DecimalField(_("sum"), max_digits=20, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True, help_text=_("ISO 4217"))

    class Meta:
        abstract = True


def _amount_constraints(kind: str) -> list[models.CheckConstraint]:
    return [
        models.CheckConstraint(
            condition=Q(amount=None, currency="")
            | Q(amount__isnull=False, amount__gte=0, currency__regex=CURRENCY),
            name=f"{kind}_sum_has_a_currency",
        )
    ]


class ProjectQuerySet(RecordQuerySet):
    def with_counts(self) -> Self:
        """Add how often each project was presented."""
        return self.annotate(presentation_count=count_of(Presentation.objects.standing(), "project"))


class Project(Record, Amount):
    """An investment, construction, industrial or infrastructure project: what is to be built or developed."""

    waits_for_check = True

    name = models.CharField(_("name"), max_length=500)
    language = models.CharField(
        _("language of the name"), max_length=2, choices=Language, default=Language.RUSSIAN
    )
    name_key = models.CharField(max_length=500, db_index=True, editable=False)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    place = models.ForeignKey(
        Place,
        verbose_name=_("place"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="projects",
    )
    sector = models.CharField(
        _("sector"), max_length=13, choices=Sector, blank=True, default="", db_default=""
    )
    initiator = models.ForeignKey(
        Organization,
        verbose_name=_("initiator"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="initiated_projects",
    )

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["name", "pk"]
        constraints = _amount_constraints("project")
        indexes = [
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="project_name_trigrams"),
            GinIndex(SearchVector("name_key", config="simple"), name="project_words"),
            models.Index(fields=["name", "id"], name="project_by_name"),
            models.Index(fields=["place"], condition=Q(withdrawn_at=None), name="standing_project_by_place"),
            models.Index(
                fields=["sector"], condition=Q(withdrawn_at=None), name="standing_project_by_sector"
            ),
            models.Index(
                fields=["checked_at"],
                condition=Q(withdrawn_at=None),
                name="checked_project",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("investments:project-detail", args=[self.slug])


class ProjectStage(Record):
    """What stage a project had reached on a date, as far as known."""

    class Stage(models.TextChoices):
        IDEA = "idea", _("idea")
        PLANNED = "planned", _("planned")
        UNDER_WAY = "under_way", _("under way")
        FINISHED = "finished", _("finished")
        STOPPED = "stopped", _("stopped")

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="stages", verbose_name=_("project")
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    dates = EdtfField(_("as of"))
    dates_first = EdtfBoundField(of="dates", end="first")
    dates_last = EdtfBoundField(of="dates", end="last")
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("stage of a project")
        verbose_name_plural = _("stages of a project")
        ordering = [F("dates_first").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}, {in_words(self.dates)}"


class Presentation(Record):
    """A project shown at a forum or in a session of it, by whom."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="presentations", verbose_name=_("project")
    )
    forum = models.ForeignKey(
        Forum,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="presentations",
        verbose_name=_("forum"),
    )
    session = models.ForeignKey(
        Session,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="presentations",
        verbose_name=_("session"),
    )
    presenter = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="presentations",
        verbose_name=_("presented by"),
    )

    class Meta:
        verbose_name = _("presentation of a project")
        verbose_name_plural = _("presentations of projects")
        ordering = ["project", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "forum", "session", "presenter"],
                nulls_distinct=False,
                name="project_has_each_presentation_once",
            ),
            models.CheckConstraint(
                condition=Q(session=None) | ~Q(forum=None), name="presentation_in_a_session_names_its_forum"
            ),
            models.CheckConstraint(
                condition=~Q(forum=None, session=None, presenter=None),
                name="presentation_says_where_or_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return str(self.project)


class AgreementQuerySet(RecordQuerySet):
    def with_parties(self) -> Self:
        parties = AgreementParty.objects.standing().select_related("organization", "place", "person")
        return self.prefetch_related(models.Prefetch("parties", queryset=parties.order_by("pk")))


class Agreement(Record, Amount):
    """A document signed, or to be signed, at a forum."""

    waits_for_check = True

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", _("agreement")
        MEMORANDUM = "memorandum", _("memorandum")
        CONTRACT = "contract", _("contract")
        PROTOCOL = "protocol", _("protocol")
        INTENT = "intent", _("statement of intent")
        ROADMAP = "roadmap", _("roadmap")
        STATEMENT = "statement", _("statement")
        PLAN = "plan", _("plan")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.AGREEMENT)
    subject = models.CharField(_("subject"), max_length=500, blank=True)
    language = models.CharField(
        _("language of the subject"), max_length=2, choices=Language, default=Language.RUSSIAN
    )
    subject_key = models.CharField(max_length=500, db_index=True, editable=False, blank=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    forum = models.ForeignKey(
        Forum,
        verbose_name=_("forum"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agreements",
    )
    # The year of the forum, kept by a trigger: lists are sorted and filtered by it without a join. 0: not known.
    forum_year = models.PositiveSmallIntegerField(_("year"), default=0, db_default=0, editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-pk"]
        constraints = _amount_constraints("agreement")
        indexes = [
            GinIndex(fields=["subject"], opclasses=["gin_trgm_ops"], name="agreement_subject_trigrams"),
            models.Index(fields=["forum_year", "id"], name="agreement_by_year"),
            models.Index(
                fields=["forum_year"], condition=Q(withdrawn_at=None), name="standing_agreement_by_year"
            ),
            models.Index(fields=["kind"], condition=Q(withdrawn_at=None), name="standing_agreement_by_kind"),
            models.Index(
                fields=["checked_at"],
                condition=Q(withdrawn_at=None),
                name="checked_agreement",
            ),
        ]

    def __str__(self) -> str:
        kind = str(self.get_kind_display()).capitalize()
        return f"{kind}: {self.subject}" if self.subject else kind

    def get_absolute_url(self) -> str:
        return reverse("investments:agreement-detail", args=[self.slug])

    @property
    def shown_language(self) -> str:
        """The language of the subject; an agreement without one is called by its kind, which every reader understands."""
        return self.language if self.subject else reader_language()


class AgreementParty(Record):
    """A side that signed, or is to sign, an agreement."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="parties", verbose_name=_("agreement")
    )
    name_as_printed = models.CharField(_("as printed"), max_length=500)
    organization = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agreements",
        verbose_name=_("organization"),
    )
    place = models.ForeignKey(
        Place,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agreements",
        verbose_name=_("territory"),
    )
    person = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agreements",
        verbose_name=_("person"),
    )

    class Meta:
        verbose_name = _("party of an agreement")
        verbose_name_plural = _("parties of agreements")
        ordering = ["agreement", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organization", "place", "person", "name_as_printed"],
                nulls_distinct=False,
                name="agreement_has_each_party_once",
            ),
            models.CheckConstraint(
                condition=Q(person=None, organization=None)
                | Q(person=None, place=None)
                | Q(organization=None, place=None),
                name="agreement_party_is_one_of_person_organization_place",
            ),
        ]

    def __str__(self) -> str:
        return str(self.party)

    @property
    def party(self) -> Person | Organization | Place | str:
        return self.person or self.organization or self.place or self.name_as_printed
