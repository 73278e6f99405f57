"""Taking back what was entered: a whole entry as one step, or one field; never what somebody has built on since."""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from delegations.models import Draft, Entry, Presence
from directory import history
from directory.history import UndoError
from directory.models import Act, RowChange
from directory.prose import UNTOLD, paragraphs

# What follows from other columns, or says who looked at a row rather than what it says.
SAYS_NOTHING = UNTOLD | {"checked_at", "locked_fields", "forum_year"}
Row = tuple[str, int]  # table, id


def take_back(entry: Entry, *, by: AbstractBaseUser) -> Act:
    """Put back all that an entry wrote. UndoError, and then nothing is changed, where it was changed or built on since."""
    changes = list(entry.act.changes.only("table", "row", "operation", "after"))
    _refuse_what_changed_since(entry.act, changes)
    _let_go(changes)
    return history.undo(entry.act, by=by)


def _refuse_what_changed_since(done: Act, changes: list[RowChange]) -> None:
    """A row that the act made must be as it was made, a column that it changed as it left it."""
    touched: dict[Row, set[str] | None] = {}
    for change in changes:
        row = (change.table, change.row)
        if change.operation == RowChange.Operation.INSERT:
            touched[row] = None  # all of its columns
        elif touched.get(row, set()) is not None:
            touched.setdefault(row, set()).update(change.after or ())
    left: dict[tuple[Row, str], Any] = {}
    latest: dict[tuple[Row, str], tuple[Any, RowChange]] = {}
    for change in _later(done, touched):
        row = (change.table, change.row)
        if change.operation == RowChange.Operation.DELETE:
            raise UndoError(
                _("“%(name)s” is no longer there. Nothing was undone.") % {"name": _called(change)}
            )
        columns = touched[row]
        for column, value in (change.after or {}).items():
            if column not in SAYS_NOTHING and (columns is None or column in columns):
                left.setdefault((row, column), change.before[column])
                latest[row, column] = (value, change)
    for place, (value, change) in latest.items():
        if value != left[place]:
            raise UndoError(
                _("“%(name)s” was changed later (%(field)s). Undo that first; nothing was undone.")
                % {"name": _called(change), "field": field_name(change, place[1])}
            )


def _later(done: Act, touched: dict[Row, Any]) -> models.QuerySet[RowChange]:
    rows: dict[str, list[int]] = defaultdict(list)
    for table, row in touched:
        rows[table].append(row)
    if not rows:
        return RowChange.objects.none()
    last = done.changes.aggregate(last=Max("pk"))["last"]
    condition = reduce(or_, (Q(table=table, row__in=pks) for table, pks in rows.items()))
    return RowChange.objects.filter(condition, pk__gt=last).order_by("pk")


def _called(change: RowChange) -> str:
    return paragraphs([change], whole=True)[0].thing


def field_name(change: RowChange, column: str) -> str:
    """What a column is called where people read it."""
    model = history.model_of(change)
    known = next((f for f in model._meta.concrete_fields if f.column == column), None) if model else None
    return str(known.verbose_name) if known else column


def _let_go(changes: list[RowChange]) -> None:
    """Drafts, entries and presences lead to what an entry made, but are not built on it."""
    made: dict[str, list[int]] = defaultdict(list)
    for change in changes:
        if change.operation == RowChange.Operation.INSERT:
            made[change.table].append(change.row)
    for model in (Draft, Entry):
        for field in model._meta.concrete_fields:
            rows = made.get(field.related_model._meta.db_table) if field.is_relation else None
            if rows:
                model.objects.filter(**{f"{field.name}__in": rows}).update(**{field.name: None})
    Presence.objects.filter(delegation__in=made.get("delegations_delegation", [])).delete()


def put_back_field(entry: Entry, place: str, *, by: AbstractBaseUser) -> Act:
    """Give one field the value that it had before an entry; `place` is “change:column”. Refused where it changed since."""
    number, _colon, column = place.partition(":")
    change = entry.act.changes.filter(pk=number).first() if entry.act and number.isdigit() else None
    if change is None or column not in (change.before or {}):
        raise UndoError(_("There is no earlier value to put back."))
    later = RowChange.objects.filter(table=change.table, row=change.row, pk__gt=change.pk).order_by("pk")
    values = [row.after[column] for row in later if column in (row.after or {})]
    if values and values[-1] != change.after[column]:
        raise UndoError(
            _("“%(name)s” was changed later (%(field)s). Undo that first; nothing was undone.")
            % {"name": _called(change), "field": field_name(change, column)}
        )
    return history.put_back_field(change, column, by=by)
