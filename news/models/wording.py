"""The words of the news, for looking them up."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from news.models.sources import Item


class ItemWords(models.Model):
    """The words of a read item by their stems, and the day beside them by which what was found is sorted.

    Apart from the item: a row of an item is rewritten at each step of its reading, and its words would be with it. A trigger
    keeps the rows.
    """

    item = models.OneToOneField(Item, primary_key=True, on_delete=models.CASCADE, related_name="wording")
    published_on = models.DateField(_("published"))
    document = SearchVectorField()

    class Meta:
        verbose_name = _("words of an item")
        verbose_name_plural = _("words of items")
        indexes = [
            # Without a list of what is pending: every search would have to read through it.
            GinIndex(fields=["document"], name="item_words", fastupdate=False),
            models.Index(F("published_on").desc(), F("item").desc(), name="item_words_by_day"),
        ]

    def __str__(self) -> str:
        return str(self.item_id)
