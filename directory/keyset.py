"""Pages of a long list, in both directions, at the same cost everywhere in it.

A page is what stands after a row, or before one: the database enters an index at that row and reads on. Nothing is counted
and nothing is skipped, as page numbers would need. The row is named by its id, so that an address stays short, survives
changes of the row and cannot carry a value that the database would stumble over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Expression, F, Func, Model, QuerySet, TextField, Value
from django.db.models.lookups import GreaterThan, LessThan

LARGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class Order:
    """What a list is sorted by: expressions without nulls, the last one unique, all ascending or all descending."""

    name: str
    label: str
    keys: tuple[Expression | F, ...]
    is_descending: bool = False

    def sort(self, queryset: QuerySet, *, backwards: bool = False) -> QuerySet:
        is_descending = self.is_descending != backwards
        return queryset.order_by(*(key.desc() if is_descending else key.asc() for key in self.keys))

    def beyond(self, queryset: QuerySet, values: Sequence[Any], *, backwards: bool = False) -> QuerySet:
        """The rows that stand after the row with these values, or before it. One comparison: an index answers it."""
        comparison = LessThan if self.is_descending != backwards else GreaterThan
        return queryset.filter(comparison(_row(self.keys), _row([Value(value) for value in values])))

    def place_of(self, queryset: QuerySet, pk: int) -> Sequence[Any] | None:
        """Where a row stands, whether or not the list shows it now; None when there is no such row."""
        names = {f"key_{number}": key for number, key in enumerate(self.keys)}
        rows = queryset.model._default_manager.filter(pk=pk).annotate(**names).values_list(*names)
        return rows.first()


class _Row(Func):
    function = "ROW"
    # A row has no type of its own; the database compares member by member.
    output_field = TextField()


def _row(members: Sequence[Expression | F | Value]) -> _Row:
    return _Row(*members)


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and the ids from which the pages beside it go on."""

    rows: list[Model]
    before: int | None
    after: int | None
    is_lost: bool = False

    @property
    def has_others(self) -> bool:
        return bool(self.before or self.after)


def page(
    queryset: QuerySet, order: Order, length: int, *, after: int | None = None, before: int | None = None
) -> Page:
    """The rows next to the row with the given id; the first ones when there is no such row any more."""
    start = before if after is None else after
    place = order.place_of(queryset, start) if start is not None else None
    is_lost = start is not None and place is None
    backwards = place is not None and after is None
    rows = order.sort(queryset, backwards=backwards)
    if place is not None:
        rows = order.beyond(rows, place, backwards=backwards)
    # One row more than shown says whether there is another page.
    found = list(rows[: length + 1])
    has_more = len(found) > length
    shown = found[:length][::-1] if backwards else found[:length]
    if backwards and len(shown) < length:
        # Near the beginning: a whole first page, not the rest of one.
        return page(queryset, order, length)
    if not shown:
        return Page([], before=start if place is not None else None, after=None, is_lost=is_lost)
    is_first = not has_more if backwards else place is None
    is_last = False if backwards else not has_more
    return Page(
        shown,
        before=None if is_first else shown[0].pk,
        after=None if is_last else shown[-1].pk,
        is_lost=is_lost,
    )


def read_id(text: str) -> int | None:
    """The id in an address; None for whatever else stands there."""
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        return None
    number = int(text)
    return number if 0 < number <= LARGEST_ID else None
