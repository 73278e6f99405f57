"""What each facet of a list offers: its values, and how many records stand behind each.

Counting stays cheap however long a list grows: among few records everything is counted in one query; of what a filter leaves
all is read once, as far as it is not too much; among more than that, each value is counted up to a limit, and more than the
limit is said to be more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet, Value
from django.db.models.expressions import RawSQL

from directory.facets import SHOWN, Choices, Facet, Reading, Related, Year

COUNTED_ALTOGETHER = 15_000  # a longer list is said to be longer
READ_ONCE = 15_000  # records that a filter left, of which all values are counted in one reading
COUNTED_EACH = 300  # records of one value, where there are many records
COUNTED = 1000  # a value that has more records is said to have more


class Number(int):
    """How many records there are, as far as was counted: more than `limit` only means that there are more."""

    limit: int

    def __new__(cls, value: int, limit: int) -> Self:
        number = super().__new__(cls, value)
        number.limit = limit
        return number

    @property
    def has_more(self) -> bool:
        return self > self.limit

    @property
    def shown(self) -> int:
        return min(self, self.limit)


@dataclass(frozen=True)
class Option:
    """A value of a facet and how many records it would leave."""

    text: str
    words: str
    count: Number
    is_chosen: bool


@dataclass(frozen=True)
class OpenFacet:
    """A facet as the page offers it. `typed` is not None where a box finds the values that are not offered."""

    facet: Facet
    options: list[Option]
    typed: str | None
    text: str


@dataclass(frozen=True)
class Counts:
    """How many records there are: altogether, by facet and value, and without one of the facets in use."""

    total: Number
    by_value: dict[str, dict[Any, Number]]
    without: dict[str, Number]


def count(queryset: QuerySet, facets: Sequence[Facet], reading: Reading) -> Counts:
    """Count the records behind each value. Counts above a limit mean: more than that."""
    names = [choice.name for choice in reading.chosen]
    total, rows = _sample(queryset, facets, reading)
    everything = reading.narrow(queryset)
    free = [facet for facet in facets if _is_free(facet, names)] if COUNTED < total <= READ_ONCE else []
    by_value: dict[str, dict[Any, Number]] = {}
    many: list[tuple[Facet, QuerySet, Sequence[Any]]] = []
    for position, facet in enumerate(facets):
        mine = rows[facet.name if facet.name in names else ""]
        by_value[facet.name] = seen = {} if facet in free else _tally(facet, mine, position)
        if facet not in free and len(mine) > COUNTED:
            many.append((facet, reading.narrow(queryset, but=facet.name), facet.usual(list(seen))))
    by_value |= _count_values(everything, free, many)
    return Counts(
        Number(total, COUNTED_ALTOGETHER),
        by_value,
        {name: Number(len(rows[name]), COUNTED) for name in names},
    )


def _is_free(facet: Facet, names: Sequence[str]) -> bool:
    """Whether all records of the list count for this facet, and each of them once."""
    is_chosen = {facet.name, getattr(facet, "typed_name", facet.name)} & set(names)
    return not is_chosen and not getattr(facet, "through", None)


def _sample(
    queryset: QuerySet, facets: Sequence[Facet], reading: Reading
) -> tuple[int, dict[str, list[tuple[Any, ...]]]]:
    """How many records there are, as far as they are counted; and up to COUNTED of them and one more: with all facets in
    use, and with all but each of them.
    """
    columns = [facet.column for facet in facets]
    parts = []
    for name in ("", *(choice.name for choice in reading.chosen)):
        tagged = reading.narrow(queryset, but=name).order_by().values_list(Value(name), "pk", *columns)
        # Where it is clear beforehand that there is nothing, Django makes no SQL.
        with suppress(EmptyResultSet):
            parts.append(tagged[: COUNTED + 1].query.sql_with_params())
    with suppress(EmptyResultSet):
        counted, parameters = _limited(reading.narrow(queryset).values("pk"), COUNTED_ALTOGETHER)
        nothing = ", NULL" * len(columns)
        parts.append((f"SELECT %s, (SELECT count(*) FROM ({counted}) AS hit){nothing}", (None, *parameters)))
    if not parts:
        return 0, defaultdict(list)
    total, rows = 0, defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"({sql})" for sql, _parameters in parts),
            [parameter for _sql, parameters in parts for parameter in parameters],
        )
        for name, *row in cursor:
            if name is None:
                total = row[0]
            else:
                rows[name].append(tuple(row))
    return total, rows


def _tally(facet: Facet, rows: list[tuple[Any, ...]], position: int) -> dict[Any, Number]:
    """How often each value occurs, the most frequent first."""
    if isinstance(facet, Related) and facet.through:
        values: Iterable[Any] = (
            [other for _listed, other in facet.pairs([row[0] for row in rows])] if rows else []
        )
    else:
        read = int if facet.value_type == "integer" else lambda value: value
        values = [value if value is None else read(value) for value in (row[1 + position] for row in rows)]
    tally = Counter(value for value in values if value not in (None, "", 0))
    ordered = sorted(tally.items(), key=lambda pair: (-pair[1], pair[0]))
    return {value: Number(number, COUNTED) for value, number in ordered}


def _count_values(
    everything: QuerySet, once: Sequence[Facet], many: Sequence[tuple[Facet, QuerySet, Sequence[Any]]]
) -> dict[str, dict[Any, Number]]:
    """Count the values of `once` in one reading of all records, those of `many` one by one up to the limit; in one query."""
    if not once and not many:
        return {}
    reading, parameters = _all_with(once, everything) if once else ("", [])
    parts = [f"SELECT %s, facet_{number}::text, count(*) FROM hit GROUP BY 2" for number in range(len(once))]
    parameters += [facet.name for facet in once]
    for facet, queryset, values in many:
        found, found_parameters = _each(facet, queryset, values)
        parts += found
        parameters += found_parameters
    facets = {facet.name: (facet, READ_ONCE) for facet in once}
    facets |= {facet.name: (facet, COUNTED_EACH) for facet, _queryset, _values in many}
    counts: dict[str, dict[Any, Number]] = {name: {} for name in facets}
    with connection.cursor() as cursor:
        cursor.execute(f"{reading} {' UNION ALL '.join(parts)} ORDER BY 3 DESC, 2", parameters)
        for name, value, number in cursor:
            facet, limit = facets[name]
            if number and value not in (None, "", "0"):
                counts[name][value if facet.value_type == "text" else int(value)] = Number(number, limit)
    return counts


def _all_with(facets: Sequence[Facet], everything: QuerySet) -> tuple[str, list[Any]]:
    columns = {f"facet_{number}": facet.column for number, facet in enumerate(facets)}
    sql, parameters = everything.order_by().annotate(**columns).values(*columns).query.sql_with_params()
    return f"WITH hit AS MATERIALIZED ({sql})", list(parameters)


def _each(facet: Facet, queryset: QuerySet, values: Sequence[Any]) -> tuple[list[str], list[Any]]:
    """A part of the query for each value of a facet, or one for all of them."""
    if facet.takes_expressions:
        inner, parameters = _limited(
            facet.narrow(queryset, RawSQL("candidate.value", [])).values("pk"), COUNTED_EACH
        )
        candidates = f"unnest(%s::{facet.value_type}[]) AS candidate(value)"
        part = f"SELECT %s, candidate.value::text, (SELECT count(*) FROM ({inner}) AS hit) FROM {candidates}"
        return [part], [facet.name, *parameters, list(values)]
    parts, parameters = [], []
    for value in values:
        inner, inner_parameters = _limited(facet.narrow(queryset, value).values("pk"), COUNTED_EACH)
        parts.append(f"SELECT %s, %s, (SELECT count(*) FROM ({inner}) AS hit)")
        parameters += [facet.name, value, *inner_parameters]
    return parts, parameters


def _limited(queryset: QuerySet, limit: int) -> tuple[str, tuple[Any, ...]]:
    return queryset.order_by()[: limit + 1].query.sql_with_params()


def offered(facets: Sequence[Facet], reading: Reading, counts: Counts) -> list[OpenFacet]:
    """The facets with the values that lead to something, the most frequent ones of many."""
    records = _records(facets, reading, counts)
    opened = []
    for facet in facets:
        chosen = next((choice for choice in reading.chosen if choice.name == facet.name), None)
        by_value = counts.by_value[facet.name]
        shown = _shown(facet, by_value)
        if chosen and chosen.value not in shown:
            shown = [*shown, chosen.value]
        options = [
            Option(
                *_text_and_words(facet, value, records),
                by_value.get(value, Number(0, COUNTED)),
                bool(chosen and chosen.value == value),
            )
            for value in shown
        ]
        if isinstance(facet, Related):
            options.sort(key=lambda option: (-option.count, option.words))
        typed = None
        if isinstance(facet, Related) and (len(by_value) >= SHOWN or reading.text(facet.typed_name)):
            typed = reading.text(facet.typed_name)
        if options or typed is not None:
            opened.append(OpenFacet(facet, options, typed, reading.text(facet.name)))
    return opened


def _shown(facet: Facet, by_value: dict[Any, int]) -> list[Any]:
    if isinstance(facet, Choices):
        return [value for value, _words in facet.choices if by_value.get(value)]
    if isinstance(facet, Year):
        return sorted(by_value, reverse=True)
    return sorted(by_value, key=lambda value: -by_value[value])[:SHOWN]


def _records(
    facets: Sequence[Facet], reading: Reading, counts: Counts
) -> dict[type[Model], dict[int, Model]]:
    """The records that the options name, one query a model."""
    wanted: dict[type[Model], set[int]] = defaultdict(set)
    for facet in facets:
        if isinstance(facet, Related):
            wanted[facet.model].update(_shown(facet, counts.by_value[facet.name]))
            wanted[facet.model].update(choice.value for choice in reading.chosen if choice.name == facet.name)
    return {model: model.objects.in_bulk(pks) for model, pks in wanted.items() if pks}


def _text_and_words(
    facet: Facet, value: Any, records: dict[type[Model], dict[int, Model]]
) -> tuple[str, str]:
    if not isinstance(facet, Related):
        return facet.address(value), facet.words(value)
    record = records[facet.model].get(value)
    return (str(getattr(record, facet.key)), str(record)) if record else (str(value), str(value))
