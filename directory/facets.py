"""Facets: what a list may be narrowed by, read from the address."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Case, CharField, F, Manager, Model, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.languages import country_name
from extraction.keys import phrase_key

SHOWN = 12  # values of an open facet: the most frequent ones; a box finds the rest
LONGEST_NAME = 200
NAMESAKES = 100  # records that one typed name may mean
YEARS = range(1900, dt.date.max.year)
# Between these all years are asked for; other ones are found among few records, or by hand.
USUAL_YEARS = range(1980, 2051)
LABELS = {"checked": _("Checking"), "year": _("Year"), "country": _("Country"), "name": _("Name")}
CHECKING = (
    ("yes", pgettext_lazy("records", "checked")),
    ("no", pgettext_lazy("records", "not yet checked")),
)
SHORTEST_PART = 3  # letters: a trigram


class FacetError(ValueError):
    """The address names a value that the facet cannot have. The message is for the reader."""


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A property of records with few or many values. `path` leads to it in the words of the ORM."""

    name: str
    label: str | Promise
    path: str = ""
    # The type that the database gives the values: text, or whole numbers.
    value_type: str = "text"
    # Whether `narrow` takes an expression for the value, so that one query may count many values.
    takes_expressions: bool = True

    @property
    def column(self) -> Any:
        return F(self.path or self.name)

    def read(self, text: str) -> Any:
        """The value that a text in the address means. FacetError when it means none."""
        raise NotImplementedError

    def narrow(self, queryset: QuerySet, value: Any) -> QuerySet:
        return queryset.filter(**{self.path or self.name: value})

    def usual(self, seen: Sequence[Any]) -> Sequence[Any]:
        """The values to be counted one by one where records are many; `seen` are those of some records, by frequency."""
        return seen[:SHOWN]

    def address(self, value: Any) -> str:
        return str(value)

    def words(self, value: Any) -> str:
        return str(value)


@dataclass(frozen=True, kw_only=True)
class Choices(Facet):
    """One of the choices of a field."""

    choices: Sequence[tuple[str, str | Promise]]

    def read(self, text: str) -> str:
        if text not in dict(self.choices):
            raise FacetError
        return text

    def usual(self, seen: Sequence[str]) -> Sequence[str]:
        return [value for value, _words in self.choices]

    def words(self, value: str) -> str:
        return str(dict(self.choices).get(value, value))


@dataclass(frozen=True, kw_only=True)
class Checked(Choices):
    """Records that a person has checked, or those that only a machine has read."""

    name: str = "checked"
    label: str | Promise = LABELS["checked"]
    choices: Sequence[tuple[str, str | Promise]] = CHECKING
    takes_expressions: bool = False

    @property
    def column(self) -> Case:
        return Case(When(checked_at=None, then=Value("no")), default=Value("yes"))

    def narrow(self, queryset: QuerySet, value: Any) -> QuerySet:
        return queryset.filter(checked_at__isnull=value == "no")


@dataclass(frozen=True, kw_only=True)
class Year(Facet):
    """A year that stands in a column; 0 and nothing mean that it is not known."""

    name: str = "year"
    label: str | Promise = LABELS["year"]
    value_type: str = "integer"

    def read(self, text: str) -> int:
        if not re.fullmatch("[0-9]{4}", text) or int(text) not in YEARS:
            raise FacetError
        return int(text)

    def usual(self, seen: Sequence[int]) -> Sequence[int]:
        return USUAL_YEARS


@dataclass(frozen=True, kw_only=True)
class YearOf(Year):
    """The year of a day."""

    @property
    def column(self) -> ExtractYear:
        return ExtractYear(self.path)

    def narrow(self, queryset: QuerySet, value: Any) -> QuerySet:
        if isinstance(value, int):
            first, beyond = dt.date(value, 1, 1), dt.date(value + 1, 1, 1)
        else:
            first = RawSQL("make_date(candidate.value, 1, 1)", [])
            beyond = RawSQL("make_date(candidate.value + 1, 1, 1)", [])
        # As the index has it: lists are sorted by the same expression.
        day = Coalesce(self.path, dt.date.min)
        return queryset.alias(sorting_day=day).filter(sorting_day__gte=first, sorting_day__lt=beyond)


@dataclass(frozen=True, kw_only=True)
class Country(Facet):
    name: str = "country"
    label: str | Promise = LABELS["country"]

    def read(self, text: str) -> str:
        if not re.fullmatch("[A-Z]{2}", text):
            raise FacetError
        return text

    def words(self, value: str) -> str:
        return country_name(value)


@dataclass(frozen=True, kw_only=True)
class Related(Facet):
    """Another record, named in the address by its slug; or all records of a name that the reader typed.

    `through` is set where a record has several: the model in between and its two paths, to the listed record and to the other.
    """

    model: type[Model]
    through: tuple[QuerySet, str, str] | None = None
    key: str = "slug"
    value_type: str = "bigint"
    key_field: str = "names__key"

    @property
    def typed_name(self) -> str:
        """The parameter of the address that takes a name."""
        return f"{self.name}-named"

    @property
    def column(self) -> Any:
        # Of several values there is no column.
        return Value(None, output_field=CharField()) if self.through else F(f"{self.path or self.name}_id")

    def read(self, text: str) -> str:
        pattern = "[-a-zA-Z0-9_]{1,120}" if self.key == "slug" else "[0-9]{1,18}"
        if not re.fullmatch(pattern, text):
            raise FacetError
        return text

    def narrow(self, queryset: QuerySet, value: Any) -> QuerySet:
        lookup = "__in" if isinstance(value, tuple) else ""
        if self.through is None:
            return queryset.filter(**{f"{self.path or self.name}_id{lookup}": value})
        between, to_listed, to_other = self.through
        return queryset.filter(
            pk__in=between.filter(**{f"{to_other}_id{lookup}": value}).values(f"{to_listed}_id")
        )

    def pairs(self, pks: Sequence[int]) -> Iterable[tuple[int, int]]:
        """(listed record, other record), each pair once."""
        between, to_listed, to_other = self.through
        found = between.filter(**{f"{to_listed}__in": pks}).order_by()
        first, _separator, rest = to_other.partition("__")
        other: Any = F(f"{first}_id")
        if rest:
            # Looked up row by row: for a join the planner would read all records in between.
            related = between.model._meta.get_field(first).related_model._default_manager
            other = Subquery(related.filter(pk=OuterRef(f"{first}_id")).values(f"{rest}_id")[:1])
        rows = found.annotate(other=other).values_list(f"{to_listed}_id", "other").distinct()
        return ((listed, other) for listed, other in rows if other is not None)

    def named(self, text: str) -> tuple[int, ...]:
        """The ids of the records that are called so."""
        found = called(self.model.objects.all(), text, phrase_key, self.key_field)
        return tuple(found.values_list("pk", flat=True)[:NAMESAKES])


@dataclass(frozen=True, kw_only=True)
class Words:
    """A box for a part of a name, or for any spelling and inflection of it. Without a box only links of other pages fill it."""

    has_box: bool = True
    name: str = "name"
    label: str | Promise = LABELS["name"]
    key_of: Callable[[str], str] = phrase_key
    key_field: str = "names__key"
    own_field: str = "name"

    def read(self, text: str) -> str:
        return text

    def narrow(self, queryset: QuerySet, value: str) -> QuerySet:
        return called(queryset, value, self.key_of, self.key_field, self.own_field)

    def words(self, value: str) -> str:
        return value


def called(
    queryset: QuerySet,
    text: str,
    key_of: Callable[[str], str],
    key_field: str = "names__key",
    own_field: str = "name",
) -> QuerySet:
    """Records one of whose names has all the words of `text`, each in any inflection and perhaps only begun."""
    own = queryset.model._default_manager
    found = _with_words(own, key_of(text).split(), key_field)
    if len(text) >= SHORTEST_PART:
        # The part as it is typed. Not icontains: Django writes that with UPPER, which no index of ours has.
        part = own.filter(**{f"{own_field}__iregex": re.escape(text)}).order_by().values("pk")
        found = found.union(part) if found is not None else part
    return queryset.filter(pk__in=found) if found is not None else queryset.none()


def _with_words(own: Manager, words: list[str], key_field: str) -> QuerySet | None:
    """The ids of the records whose keys have the words. The names are asked by themselves: a join would not use their index."""
    if not words or not key_field:
        return None
    query = SearchQuery(" & ".join(f"'{word}':*" for word in words), config="simple", search_type="raw")
    relation, _separator, key = key_field.rpartition("__")
    rows, pk = own.all(), "pk"
    if relation:
        names = own.model._meta.get_field(relation)
        rows, pk = names.related_model._default_manager.all(), names.field.attname
    keys = SearchVector(key, config="simple")
    return rows.order_by().alias(words_of_key=keys).filter(words_of_key=query).values(pk)


# What is chosen


@dataclass(frozen=True)
class Chosen:
    """A facet in use. `text` stands in the address, `value` is what is asked of the database."""

    facet: Facet | Words
    name: str
    text: str
    value: Any
    words: str

    def narrow(self, queryset: QuerySet) -> QuerySet:
        return self.facet.narrow(queryset, self.value)


@dataclass
class Reading:
    """What an address asks of a list, and what of it was not understood."""

    chosen: list[Chosen] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    def narrow(self, queryset: QuerySet, *, but: str = "") -> QuerySet:
        for choice in self.chosen:
            if choice.name != but:
                queryset = choice.narrow(queryset)
        return queryset

    def text(self, name: str) -> str:
        return next((choice.text for choice in self.chosen if choice.name == name), "")


def read(facets: Sequence[Facet | Words], asked: dict[str, str]) -> Reading:
    """Read the address; what is wrong in it is named and has no effect. At most one query, and one for each typed name."""
    reading = Reading()
    slugs: dict[str, tuple[Related, str]] = {}
    for facet in facets:
        text = asked.get(facet.name, "").strip()
        if text:
            try:
                value = facet.read(_usable(text))
            except FacetError:
                reading.ignored.append(f"{facet.label}: {_short(text)}")
            else:
                if isinstance(facet, Related):
                    slugs[facet.name] = (facet, value)
                else:
                    reading.chosen.append(Chosen(facet, facet.name, text, value, facet.words(value)))
        if isinstance(facet, Related) and (typed := asked.get(facet.typed_name, "").strip()):
            _read_name(facet, typed, reading)
    _find(slugs, reading)
    return reading


def _read_name(facet: Related, text: str, reading: Reading) -> None:
    try:
        pks = facet.named(_usable(text))
    except FacetError:
        reading.ignored.append(f"{facet.label}: {_short(text)}")
        return
    reading.chosen.append(Chosen(facet, facet.typed_name, text, pks, f"“{text}”"))


def _find(slugs: dict[str, tuple[Related, str]], reading: Reading) -> None:
    """Look all records up at once that the address names."""
    queries = [
        facet.model.objects.filter(**{facet.key if facet.key == "slug" else "pk": text})
        .order_by()
        .values_list(Value(name), "pk", "name")
        for name, (facet, text) in slugs.items()
    ]
    if not queries:
        return
    first, *others = queries
    rows = first.union(*others, all=True) if others else first
    found = {name: (pk, words) for name, pk, words in rows}
    for name, (facet, text) in slugs.items():
        if name in found:
            pk, words = found[name]
            reading.chosen.append(Chosen(facet, name, text, pk, words))
        else:
            reading.ignored.append(f"{facet.label}: {_short(text)}")


def _usable(text: str) -> str:
    """The text, unless no column can hold it: too long, with a null character or with half a character."""
    if len(text) > LONGEST_NAME or "\0" in text or not _is_unicode(text):
        raise FacetError
    return text


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _short(text: str) -> str:
    plain = "".join(letter if letter.isprintable() else "�" for letter in text[:40])
    return plain + "…" if len(text) > 40 else plain
