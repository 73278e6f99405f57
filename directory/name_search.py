"""The box of a list in the admin: names in any inflection and titles by a part of them, each asked of its own index.

Django's own search compares every row of every table in question: with a million of them nobody waits for it.
"""

from collections.abc import Callable

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest

from directory.facets import called
from directory.models import Person
from extraction.keys import person_key, phrase_key

MOST_FOUND = 500  # records that one name may mean
LONGEST = 200
LONGEST_NUMBER = 4  # a year


class NameSearch:
    """For a ModelAdmin whose `search_fields` lead to names, titles and numbers: “series__name”, “title”, “year”."""

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        words = search_term.replace("\0", "")[:LONGEST].split()
        if not words:
            return queryset, False
        paths = {path: _end_of(self.model, path) for path in self.get_search_fields(request)}
        numbers = [path for path, (owner, column) in paths.items() if _is_number(owner, column)]
        years = [int(word) for word in words if numbers and word.isdecimal() and len(word) <= LONGEST_NUMBER]
        if years:
            words = [word for word in words if not (word.isdecimal() and len(word) <= LONGEST_NUMBER)]
            meant = models.Q()
            for path in numbers:
                meant |= models.Q(**{f"{path}__in": years})
            queryset = queryset.filter(meant)
        if not words:
            return queryset, False
        found = models.Q(pk__in=[])
        for path, (owner, column) in paths.items():
            if path not in numbers:
                ids = list(_called(owner, column, " ".join(words))[:MOST_FOUND])
                found |= models.Q(**{f"{path.rpartition('__')[0] or 'pk'}__in": ids})
        return queryset.filter(found), any(_is_many(self.model, path) for path in paths)


def _end_of(model: type[models.Model], path: str) -> tuple[type[models.Model], str]:
    """The model and the column that a path leads to."""
    *steps, column = path.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    return model, column


def _is_number(owner: type[models.Model], column: str) -> bool:
    return isinstance(owner._meta.get_field(column), models.IntegerField)


def _is_many(model: type[models.Model], path: str) -> bool:
    return model._meta.get_field(path.partition("__")[0]).one_to_many is True


def _called(owner: type[models.Model], column: str, text: str) -> models.QuerySet:
    key_of: Callable[[str], str] = person_key if owner is Person else phrase_key
    found = called(owner._default_manager.all(), text, key_of, _key_of(owner, column), column)
    return found.values_list("pk", flat=True)


def _key_of(owner: type[models.Model], column: str) -> str:
    """Where the keys of the words stand: with the names of a record, or beside its one name."""
    for key, name in (("names", "names__key"), (f"{column}_key", f"{column}_key")):
        try:
            owner._meta.get_field(key)
        except FieldDoesNotExist:
            continue
        return name
    return ""
