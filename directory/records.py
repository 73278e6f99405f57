"""What every record has in common: where it came from, who decided about it, and its permanent address."""

import uuid
from collections.abc import Iterable
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.fields import NamesByLanguageField
from directory.languages import reader_language
from directory.visibility import ReaderSees


class RecordQuerySet(models.QuerySet):
    def for_reader(self) -> Self:
        """Without what a site keeps to its staff until somebody has checked it (see visibility.py)."""
        return self.filter(ReaderSees(Q(checked_at__isnull=False))) if self.model.waits_for_check else self

    def standing(self) -> Self:
        """Records that the pages may show: somebody or some report still vouches for them."""
        return self.for_reader().filter(withdrawn_at=None)

    def checked(self) -> Self:
        return self.exclude(checked_at=None)


def count_of(rows: models.QuerySet, path: str) -> Coalesce:
    """How many of `rows` lead to a record by `path`: asked for the rows of a page alone, where a join would ask for all."""
    mine = rows.filter(**{path: models.OuterRef("pk")}).order_by().values(path)
    return Coalesce(models.Subquery(mine.annotate(number=models.Count("pk")).values("number")), 0)


class Record(models.Model):
    """A thing that the pages show, read by a machine or entered by a person.

    A field named in `locked_fields` was set by a person: a machine never changes it again. A record that nothing
    vouches for any more is withdrawn, not deleted, so that the decision can be undone. Kinds of records that reports
    make wait for a person's check; what belongs to such a record is shown with it.
    """

    waits_for_check = False

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    locked_fields = ArrayField(
        models.CharField(max_length=40),
        default=list,
        blank=True,
        verbose_name=_("fields set by a person"),
        help_text=_("A machine never changes these fields."),
    )
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_checked(self) -> bool:
        return self.checked_at is not None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


# What a person never types: identity, and what follows from everything else.
MACHINERY = frozenset({"uuid", "locked_fields", "checked_at", "withdrawn_at", "created_at", "updated_at"})


def take_responsibility(record: Record, changed: Iterable[str]) -> None:
    """A person set these fields: machines leave them alone from now on."""
    columns = {field.name for field in record._meta.fields} - MACHINERY
    record.locked_fields = sorted({*record.locked_fields, *(columns & set(changed))})
    record.checked_at = record.checked_at or timezone.now()


class NamedRecord(Record):
    """A record with names in several languages; it is called by its name in the reader's language where that is known.

    `name` in `language` is its own name, and what is shown where no other is known.
    """

    names_by_language = NamesByLanguageField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_in(reader_language())

    def name_in(self, language: str) -> str:
        return self.name if language == self.language else self.names_by_language.get(language, self.name)

    @property
    def shown_language(self) -> str:
        """The language in which the record is named to the reader: the reader's own, or that of its own name."""
        reader = reader_language()
        return reader if reader in self.names_by_language else self.language


class Language(models.TextChoices):
    RUSSIAN = "ru", _("Russian")
    CHINESE = "zh", _("Chinese")
    ENGLISH = "en", _("English")


class Name(models.Model):
    """One of the names of a record, in one language; `key` is what two spellings of the same name share."""

    class Kind(models.TextChoices):
        MAIN = "main", _("main name")
        ALIAS = "alias", _("also known as")
        ABBREVIATION = "abbreviation", _("abbreviation")
        FORMER = "former", _("former name")

    text = models.CharField(_("name"), max_length=500)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.ALIAS)
    key = models.CharField(_("key"), max_length=500, db_index=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["kind", "language", "pk"]
        indexes = [GinIndex(SearchVector("key", config="simple"), name="%(class)s_words")]

    def __str__(self) -> str:
        return self.text
