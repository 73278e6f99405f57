"""What was known of a record at an earlier instant: its present rows with every later change taken back."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import models

from directory.merging import references
from directory.models import RowChange
from directory.prose import Paragraph, paragraphs

MOST_ROWS = 200  # of one table
Operation = RowChange.Operation


def learned_since(record: models.Model, instant: dt.datetime) -> list[Paragraph]:
    """What the record and the rows that belong to it say today and did not say at `instant`, row by row in words.

    `before` is what was known then, `after` what is known now; a row that was not there then was added, one that is gone was
    removed.
    """
    found = _compared(type(record), {record.pk}, instant)
    for field in references(type(record)):
        found += _compared(field.model, _keys(field, record, instant), instant)
    return paragraphs(found)


def _keys(field: models.ForeignKey, record: models.Model, instant: dt.datetime) -> set[int]:
    """The rows that belong to the record now, or did then."""
    now = field.model._base_manager.filter(**{field.name: record}).values_list("pk", flat=True)
    moved = RowChange.objects.filter(
        table=field.model._meta.db_table, at__gt=instant, before__contains={field.column: record.pk}
    ).values_list("row", flat=True)
    return {*now[:MOST_ROWS], *moved[:MOST_ROWS]}


def _compared(model: type[models.Model], keys: Iterable[int], instant: dt.datetime) -> list[RowChange]:
    """One change a row: from then to now."""
    table = model._meta.db_table
    later: dict[int, list[RowChange]] = {}
    for change in RowChange.objects.filter(table=table, row__in=keys, at__gt=instant).order_by("pk"):
        later.setdefault(change.row, []).append(change)
    new = _made_since(model, keys, instant)
    found = [_summed_up(table, key, changes) for key, changes in later.items() if key not in new]
    found += [
        RowChange(table=table, row=key, operation=Operation.INSERT, at=made)
        for key, made in sorted(new.items())
        if not any(change.operation == Operation.DELETE for change in later.get(key, ()))
    ]
    return [change for change in found if change is not None]


def _made_since(
    model: type[models.Model], keys: Iterable[int], instant: dt.datetime
) -> dict[int, dt.datetime]:
    """The rows that were not there then, with the time at which they came."""
    added = RowChange.objects.filter(
        table=model._meta.db_table, row__in=keys, at__gt=instant, operation=Operation.INSERT
    )
    found = dict(added.values_list("row", "at"))
    if any(field.name == "created_at" for field in model._meta.concrete_fields):
        rows = model._base_manager.filter(pk__in=keys, created_at__gt=instant)
        found |= dict(rows.values_list("pk", "created_at"))
    return found


def _summed_up(table: str, key: int, changes: list[RowChange]) -> RowChange | None:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    operation = Operation.UPDATE
    for change in changes:
        for column, value in (change.before or {}).items():
            before.setdefault(column, value)
        after |= change.after or {}
        if change.operation == Operation.DELETE:
            operation = Operation.DELETE
    if operation == Operation.UPDATE:
        differing = [column for column in before if before[column] != after.get(column)]
        if not differing:
            return None
        before, after = ({column: side.get(column) for column in differing} for side in (before, after))
    return RowChange(
        table=table, row=key, operation=operation, at=changes[-1].at, before=before, after=after or None
    )
