"""What the search looks things up in. The database keeps it: see the migrations."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

# A name longer than this is not typed out; an index could not hold it whole.
INDEXED_LETTERS = 100


class Entry(models.Model):
    """A name or a title under which a record is found: one row a name.

    `folded` is the text without case, accents and quotation marks; `document` has its words as they are, their Russian and
    English stems, the stems of the record's key, Chinese sign by sign, and words of what belongs to the record: the place of
    a forum. Triggers on the records and on their names keep the rows: names are written by the reading of news, by the admin,
    by merging and by scripts, and none of these shall have to think of the search.
    """

    class Kind(models.TextChoices):
        FORUM = "forum", _("forums")
        SERIES = "series", _("forum series")
        PERSON = "person", _("people")
        PLACE = "place", _("places")
        ORGANIZATION = "organization", _("organizations")
        PROJECT = "project", _("projects")
        DELEGATION = "delegation", _("delegations")
        SESSION = "session", _("sessions")
        AGREEMENT = "agreement", _("agreements")
        INITIATIVE = "initiative", _("initiatives")

    kind = models.CharField(max_length=12, choices=Kind)
    record_id = models.BigIntegerField()
    text = models.TextField()
    language = models.CharField(max_length=2)
    is_main = models.BooleanField()
    year = models.PositiveSmallIntegerField()
    folded = models.TextField()
    document = SearchVectorField()

    class Meta:
        verbose_name = _("entry of the search")
        verbose_name_plural = _("entries of the search")
        indexes = [
            models.Index(fields=["kind", "record_id"], name="entry_by_record"),
            models.Index(
                OpClass(Left("folded", INDEXED_LETTERS), name="text_pattern_ops"), name="entry_by_beginning"
            ),
            # Without a list of what is pending: every search would have to read through it.
            GinIndex(fields=["document"], name="entry_by_words", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.text


class Word(models.Model):
    """A word that some entry has: what a misspelt word is compared with. A word may stand here twice."""

    text = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("word of the search")
        verbose_name_plural = _("words of the search")
        indexes = [
            models.Index(fields=["text"], name="word_by_text"),
            GinIndex(fields=["text"], opclasses=["gin_trgm_ops"], name="word_by_trigrams"),
        ]

    def __str__(self) -> str:
        return self.text
