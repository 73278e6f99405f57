"""Forum series, their editions and what happened at them."""

import datetime as dt
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from directory.edtf import in_words
from directory.fields import EdtfBoundField, EdtfField
from directory.languages import ordinal, reader_language, roman
from directory.models import Organization, Person, Place, Post
from directory.records import Language, Name, NamedRecord, Record, RecordQuerySet, count_of
from directory.visibility import ReaderSees


class ForumSeriesQuerySet(RecordQuerySet):
    def for_reader(self) -> Self:
        """A series is shown with the first of its editions that is."""
        checked = Forum.objects.filter(series=OuterRef("pk"), withdrawn_at=None, checked_at__isnull=False)
        return self.filter(ReaderSees(Exists(checked)))

    def with_figures(self) -> Self:
        """Add the number of editions and the first and last year in which one took or takes place."""
        editions = Forum.objects.standing().filter(series=OuterRef("pk")).exclude(year=None)
        return self.annotate(
            forum_count=count_of(Forum.objects.standing(), "series"),
            first_year=Subquery(editions.order_by("year").values("year")[:1]),
            last_year=Subquery(editions.order_by("-year").values("year")[:1]),
        )


class ForumSeries(NamedRecord):
    """A recurring event: its editions share a name and usually a numbering."""

    name = models.CharField(_("name"), max_length=500)
    language = models.CharField(
        _("language of the name"), max_length=2, choices=Language, default=Language.RUSSIAN
    )
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    note = models.TextField(_("note"), blank=True)

    objects = ForumSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("forum series")
        verbose_name_plural = _("forum series")
        ordering = ["name", "pk"]
        indexes = [
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="series_name_trigrams"),
            models.Index(fields=["name", "id"], name="series_by_name"),
            models.Index(
                fields=["checked_at"],
                condition=Q(withdrawn_at=None),
                name="checked_series",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("events:series-detail", args=[self.slug])


class SeriesName(Name):
    series = models.ForeignKey(ForumSeries, on_delete=models.CASCADE, related_name="names")

    class Meta(Name.Meta):
        verbose_name = _("name of a series")
        verbose_name_plural = _("names of series")
        constraints = [
            models.UniqueConstraint(fields=["series", "language", "text"], name="series_has_each_name_once"),
        ]


class Status(models.TextChoices):
    """How far an edition is; what a source says of it on one day."""

    PROPOSED = "proposed", _("proposed")
    PLANNED = "planned", _("planned")
    ONGOING = "ongoing", _("taking place")
    HELD = "held", _("held")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")


class ForumQuerySet(RecordQuerySet):
    def upcoming(self, today: dt.date) -> Self:
        """Editions still to come: proposed, planned or postponed, and not over by their dates."""
        ahead = [Status.PROPOSED, Status.PLANNED, Status.POSTPONED]
        return (
            self.standing()
            .filter(status__in=ahead)
            .filter(
                Q(dates_last__gte=today)
                | Q(dates_last=None, year__gte=today.year)
                | Q(dates_last=None, year=None)
            )
            .in_order_of_time()
        )

    def in_order_of_time(self) -> Self:
        return self.order_by(
            F("dates_first").asc(nulls_last=True), F("year").asc(nulls_last=True), "number", "pk"
        )

    def newest_first(self) -> Self:
        return self.order_by(*(expression.desc() for expression in FORUM_ORDER))

    def with_places(self) -> Self:
        return self.select_related("series", "place")


# Where an edition stands in time; what is not known counts as the very beginning, so that no null stands in the way of
# an index or of the next page.
FORUM_ORDER = (Coalesce("year", 0), Coalesce("dates_first", dt.date.min), Coalesce("number", 0), F("id"))


class Forum(Record):
    """An edition of a series: one gathering, at one time, in one place.

    `number` and `year` are each read from a source and never derived from one another. `dates` is EDTF and empty when
    only the year is known. `status` repeats the newest row of the status history. `revision` counts the changes of what a
    calendar shows; the database counts.
    """

    waits_for_check = True

    series = models.ForeignKey(
        ForumSeries, verbose_name=_("series"), on_delete=models.PROTECT, related_name="forums"
    )
    slug = models.SlugField(_("address"), max_length=60)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    dates = EdtfField(
        _("dates"), help_text=_("EDTF, for instance 2025-06-08/2025-06-09; blank when only the year is known")
    )
    dates_first = EdtfBoundField(of="dates", end="first")
    dates_last = EdtfBoundField(of="dates", end="last")
    place = models.ForeignKey(
        Place, verbose_name=_("place"), null=True, blank=True, on_delete=models.PROTECT, related_name="forums"
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        help_text=_("The edition that takes place instead of a cancelled or postponed one"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaces",
    )
    note = models.TextField(_("note"), blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0, editable=False)

    objects = ForumQuerySet.as_manager()

    class Meta:
        verbose_name = _("forum")
        verbose_name_plural = _("forums")
        ordering = [F("year").desc(nulls_last=True), "-number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "slug"], name="forum_address_is_unique_in_its_series"),
            models.UniqueConstraint(
                fields=["series", "number"],
                condition=Q(withdrawn_at=None),
                name="series_has_each_number_once",
            ),
            models.CheckConstraint(
                condition=Q(number=None) | Q(number__gte=1), name="forum_number_starts_at_one"
            ),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__range=(1800, 2200)), name="forum_year_is_plausible"
            ),
            models.CheckConstraint(
                condition=Q(dates_first=None) | Q(dates_last=None) | Q(dates_first__lte=F("dates_last")),
                name="forum_starts_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | ~Q(replaced_by=F("id")), name="forum_does_not_replace_itself"
            ),
        ]
        indexes = [
            models.Index(
                F("year").desc(nulls_last=True), F("number").desc(), "id", name="forum_by_year_and_number"
            ),
            models.Index(*(expression.desc() for expression in FORUM_ORDER), name="forum_newest_first"),
            models.Index(fields=["status", "dates_first"], name="forum_by_status"),
            models.Index(fields=["series"], condition=Q(withdrawn_at=None), name="standing_forum_by_series"),
            models.Index(fields=["year"], condition=Q(withdrawn_at=None), name="standing_forum_by_year"),
            models.Index(fields=["status"], condition=Q(withdrawn_at=None), name="standing_forum_by_status"),
            models.Index(fields=["place"], condition=Q(withdrawn_at=None), name="standing_forum_by_place"),
            models.Index(
                fields=["checked_at"],
                condition=Q(withdrawn_at=None),
                name="checked_forum",
            ),
            models.Index(fields=["id"], condition=Q(withdrawn_at__isnull=False), name="withdrawn_forum"),
            models.Index(fields=["dates_first", "dates_last"], name="forum_by_bounds"),
        ]

    def __str__(self) -> str:
        """The edition in the reader's language: “VI форум портов 2025”, “第六届港口论坛（2025）”, “6th Port Forum 2025”."""
        language = self.shown_language
        number = ordinal(self.number, language) if self.number else ""
        space = "" if language == Language.CHINESE else " "
        return f"{number}{space}{self.name_and_year}".strip()

    def get_absolute_url(self) -> str:
        return reverse("events:forum-detail", args=[self.series.slug, self.slug])

    @property
    def roman_number(self) -> str:
        """The number as it is usually printed: 6 → “VI”; empty when unknown."""
        return roman(self.number) if self.number else ""

    @property
    def name_and_year(self) -> str:
        """What stands beside a large numeral: “форум портов 2025”, “港口论坛（2025）”."""
        if not self.year:
            return str(self.series)
        return (
            f"{self.series}（{self.year}）"
            if self.shown_language == Language.CHINESE
            else f"{self.series} {self.year}"
        )

    @property
    def ordinal(self) -> str:
        """The number as the reader's language prints it: “VI”, “第六届”, “6th”; empty when unknown."""
        return ordinal(self.number, reader_language()) if self.number else ""

    @property
    def shown_language(self) -> str:
        """The language in which the edition is named to the reader: that of the name of its series."""
        return self.series.shown_language

    @property
    def when(self) -> str:
        """The dates or the year in words, never more precise than known."""
        return in_words(self.dates or (str(self.year) if self.year else ""))


class ForumStatus(Record):
    """What one source said of an edition's status on one day: a row of its history."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="status_history")
    status = models.CharField(_("status"), max_length=10, choices=Status)
    stated_on = models.DateField(_("stated on"), null=True, blank=True)
    said_by = models.CharField(_("said by"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("status of a forum")
        verbose_name_plural = _("status history")
        ordering = [F("stated_on").desc(nulls_last=True), "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "status", "stated_on", "said_by"],
                nulls_distinct=False,
                name="source_states_each_status_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.forum}: {self.get_status_display()}"


class ForumOrganizer(Record):
    """A body that organizes or hosts an edition."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="organizers")
    organization = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organized",
        verbose_name=_("organization"),
    )
    place = models.ForeignKey(
        Place,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organized",
        verbose_name=_("territory"),
    )

    class Meta:
        verbose_name = _("organizer")
        verbose_name_plural = _("organizers")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organization=None) ^ Q(place=None),
                name="organizer_is_an_organization_or_a_territory",
            ),
            models.UniqueConstraint(
                fields=["forum", "organization", "place"],
                nulls_distinct=False,
                name="forum_has_each_organizer_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.body)

    @property
    def body(self) -> Organization | Place:
        return self.organization or self.place


# The newest forum first, its programme in its own order; all keys ascend, as the next page needs it.
SESSION_ORDER = (-F("forum_year"), -F("forum"), F("position"), F("id"))


# Of the language in which a title is written.
QUOTATION_MARKS = {Language.RUSSIAN: "«»", Language.CHINESE: "《》", Language.ENGLISH: "“”"}


class Session(Record):
    """A part of a forum's programme. `position` counts the sessions of a forum and is part of the address."""

    waits_for_check = True

    class Kind(models.TextChoices):
        PLENARY = "plenary", _("plenary session")
        SESSION = "session", _("session")
        MEETING = "meeting", _("meeting")
        EXHIBITION = "exhibition", _("exhibition")
        SIGNING = "signing", _("signing ceremony")
        OTHER = "other", _("event of the programme")

    forum = models.ForeignKey(
        Forum, verbose_name=_("forum"), on_delete=models.PROTECT, related_name="sessions"
    )
    # The year of the forum, kept by a trigger: lists are sorted and filtered by it without a join. 0: not known.
    forum_year = models.PositiveSmallIntegerField(_("year"), default=0, db_default=0, editable=False)
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SESSION)
    title = models.CharField(_("title"), max_length=500, blank=True)
    language = models.CharField(
        _("language of the title"), max_length=2, choices=Language, default=Language.RUSSIAN
    )
    dates = EdtfField(_("day"))
    dates_first = EdtfBoundField(of="dates", end="first")
    dates_last = EdtfBoundField(of="dates", end="last")
    # Times of the clock where the forum takes place.
    begins = models.TimeField(_("begins"), null=True, blank=True)
    ends = models.TimeField(_("ends"), null=True, blank=True)
    hall = models.CharField(_("hall"), max_length=200, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["forum", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "position"], name="session_position_is_unique_in_its_forum"
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(begins__isnull=False, begins__lt=F("ends")),
                name="session_begins_before_it_ends",
            ),
        ]
        indexes = [
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="session_title_trigrams"),
            models.Index(*SESSION_ORDER, name="session_by_forum_and_position"),
            models.Index(
                fields=["forum_year"], condition=Q(withdrawn_at=None), name="standing_session_by_year"
            ),
            models.Index(fields=["kind"], condition=Q(withdrawn_at=None), name="standing_session_by_kind"),
            models.Index(
                fields=["checked_at"],
                condition=Q(withdrawn_at=None),
                name="checked_session",
            ),
        ]

    def __str__(self) -> str:
        before, after = QUOTATION_MARKS.get(self.language, "«»")
        return f"{before}{self.title}{after}" if self.title else str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return reverse("events:session-detail", args=[self.forum.series.slug, self.forum.slug, self.position])

    @property
    def shown_language(self) -> str:
        """The language of the title; a session without one is called by its kind, which every reader understands."""
        return self.language if self.title else reader_language()


class Appearance(Record):
    """A person in a session, with the posts held then.

    `person` is empty while a speaker is only described (“representatives of business”): then `name_as_printed` stands alone.
    """

    class Role(models.TextChoices):
        SPEAKER = "speaker", _("speaker")
        MODERATOR = "moderator", _("moderator")
        OPENER = "opener", _("opens it")
        PARTICIPANT = "participant", _("takes part")

    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="appearances", verbose_name=_("session")
    )
    person = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="appearances",
        verbose_name=_("person"),
    )
    name_as_printed = models.CharField(_("as printed"), max_length=300)
    role = models.CharField(
        _("role"), max_length=11, choices=Role, default=Role.SPEAKER, db_default=Role.SPEAKER
    )
    posts = models.ManyToManyField(
        Post, blank=True, related_name="appearances", verbose_name=_("posts held then")
    )

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=~Q(person=None),
                name="person_appears_once_in_a_session",
            ),
            models.UniqueConstraint(
                fields=["session", "name_as_printed"],
                condition=Q(person=None),
                name="unnamed_speaker_appears_once_in_a_session",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.name_as_printed)


class Initiative(Record):
    """A proposal: what is to be done, by whom it was made, to whom, who supported it, what came of it."""

    waits_for_check = True

    class Outcome(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        DONE = "done", _("done")
        DECLINED = "declined", _("declined")

    text = models.TextField(_("proposal"))
    language = models.CharField(
        _("language of the text"), max_length=2, choices=Language, default=Language.RUSSIAN
    )
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    forum = models.ForeignKey(
        Forum,
        verbose_name=_("about the forum"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="initiatives",
    )
    # The year of the forum, kept by a trigger: lists are sorted and filtered by it without a join. 0: not known.
    forum_year = models.PositiveSmallIntegerField(_("year"), default=0, db_default=0, editable=False)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.OPEN)

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        ordering = ["-pk"]
        indexes = [
            GinIndex(fields=["text"], opclasses=["gin_trgm_ops"], name="initiative_text_trigrams"),
            models.Index(fields=["forum_year", "id"], name="initiative_by_year"),
            models.Index(
                fields=["forum_year"], condition=Q(withdrawn_at=None), name="standing_initiative_by_year"
            ),
            models.Index(
                fields=["outcome"], condition=Q(withdrawn_at=None), name="standing_initiative_by_outcome"
            ),
            models.Index(
                fields=["checked_at"],
                condition=Q(withdrawn_at=None),
                name="checked_initiative",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("events:initiative-detail", args=[self.slug])


class InitiativeParty(Record):
    """Who made, received or supported a proposal: a person, an organization, a territory, or a side as printed."""

    class Role(models.TextChoices):
        PROPOSER = "proposer", _("proposed by")
        ADDRESSEE = "addressee", _("proposed to")
        SUPPORTER = "supporter", _("supported by")

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(_("role"), max_length=10, choices=Role)
    name_as_printed = models.CharField(_("as printed"), max_length=300)
    person = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="initiatives",
        verbose_name=_("person"),
    )
    organization = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="initiatives",
        verbose_name=_("organization"),
    )
    place = models.ForeignKey(
        Place,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="initiatives",
        verbose_name=_("territory"),
    )

    class Meta:
        verbose_name = _("party of an initiative")
        verbose_name_plural = _("parties of an initiative")
        ordering = ["initiative", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "role", "person", "organization", "place", "name_as_printed"],
                nulls_distinct=False,
                name="party_has_each_role_once_in_an_initiative",
            ),
            models.CheckConstraint(
                condition=Q(person=None, organization=None)
                | Q(person=None, place=None)
                | Q(organization=None, place=None),
                name="initiative_party_is_one_of_person_organization_place",
            ),
        ]

    def __str__(self) -> str:
        return str(self.party)

    @property
    def party(self) -> Person | Organization | Place | str:
        return self.person or self.organization or self.place or self.name_as_printed
