"""What was known of a record at an earlier instant: its present rows with every later change taken back."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from psycopg2 import sql
from psycopg2.extras import Json

from directory.merging import references
from directory.models import RowChange
from directory.prose import Paragraph, paragraphs
from directory.records import Record

MOST_ROWS = 200  # of one table
Operation = RowChange.Operation


def learned_since(record: models.Model, instant: dt.datetime) -> list[Paragraph]:
    """What the record and the rows that belong to it say today and did not say at `instant`, row by row in words.

    `before` is what was known then, `after` what is known now; a row that was not there then was added, one that is gone was
    removed.
    """
    found = _compared(type(record), {record.pk}, instant)
    for field in references(type(record)):
        found += _compared(field.model, _keys(field, [record.pk], instant), instant)
    return paragraphs(found)


def rows_then(
    field: models.ForeignKey, records: Sequence[models.Model], instant: dt.datetime
) -> list[models.Model]:
    """The rows that belonged to the records by `field` at `instant`, each as it was known then, but for withdrawn ones."""
    model, keys = field.model, {record.pk for record in records}
    rows = _as_known(model, _keys(field, keys, instant), instant)
    found = [row for row in rows if getattr(row, field.attname) in keys]
    return [row for row in found if not (isinstance(row, Record) and row.is_withdrawn)]


def record_then(record: models.Model, instant: dt.datetime) -> models.Model | None:
    """The record itself as it was known at `instant`; None when nothing was known of it yet."""
    return next(iter(_as_known(type(record), {record.pk}, instant)), None)


def _as_known(model: type[models.Model], keys: Iterable[int], instant: dt.datetime) -> list[models.Model]:
    """The rows with these keys as they were at `instant`: what they are now, each later change taken back."""
    keys = sorted(set(keys))
    table = sql.Identifier(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT id, to_jsonb(t) FROM {} t WHERE id = ANY(%s)").format(table), [keys])
        rows: dict[int, Any] = {pk: json.loads(row) for pk, row in cursor.fetchall()}
    later = RowChange.objects.filter(table=model._meta.db_table, row__in=keys, at__gt=instant)
    for change in later.order_by("-pk"):
        match change.operation:
            case Operation.INSERT:
                rows[change.row] = None
            case Operation.DELETE:
                rows[change.row] = change.before
            case _:
                rows[change.row] = (rows.get(change.row) or {}) | (change.before or {})
    unborn = _made_since(model, keys, instant)
    known = [row for key, row in sorted(rows.items()) if row is not None and key not in unborn]
    return list(
        model._base_manager.raw(
            # The names of table and columns are the model's own.
            f'SELECT * FROM jsonb_populate_recordset(NULL::"{model._meta.db_table}", %s)',
            [Json(known)],
        )
    )


def _keys(field: models.ForeignKey, records: Iterable[int], instant: dt.datetime) -> set[int]:
    """The rows that belong to the records now, or did then."""
    records = list(records)
    now = field.model._base_manager.filter(**{f"{field.name}__in": records}).values_list("pk", flat=True)
    was_theirs = models.Q()
    for pk in records:
        was_theirs |= models.Q(before__contains={field.column: pk})
    moved = RowChange.objects.filter(was_theirs, table=field.model._meta.db_table, at__gt=instant)
    return {*now[:MOST_ROWS], *moved.values_list("row", flat=True)[:MOST_ROWS]}


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
    # Of what is no record, what the staff keeps for itself, it is not told when it came.
    if issubclass(model, Record):
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
