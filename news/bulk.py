"""Many rows of a model at once: PostgreSQL's COPY, with the defaults of the model for the columns that are not given."""

import datetime as dt
import io
import json
import random
import uuid
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

ROWS_AT_ONCE = 20_000
NOTHING = r"\N"


class Copy:
    """The way of rows into the table of a model. Ids go on from the last one that the table has.

    Rows of `needs` arrive first: a trigger looks them up.
    """

    def __init__(
        self,
        model: type[models.Model],
        *columns: str,
        now: dt.datetime,
        needs: Sequence["Copy"] = (),
    ) -> None:
        self.table = model._meta.db_table
        self.needs = needs
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COALESCE(max(id), 0) FROM {self.table}")
            self.last_id = cursor.fetchone()[0]
        # The same ones for the same rows, other ones for those that come after them.
        self._identities = random.Random(f"{self.table} {self.last_id}")
        rest = [f for f in model._meta.concrete_fields if f.attname not in ("id", "uuid", *columns)]
        self.has_uuid = any(f.name == "uuid" for f in model._meta.concrete_fields)
        self.columns = ["id", *columns, *(["uuid"] if self.has_uuid else []), *(f.column for f in rest)]
        self.constant = "".join("\t" + _cell(_default(f, now)) for f in rest)
        self._buffer = io.StringIO()
        self._count = 0

    def add(self, *values: Any) -> int:
        """Add a row with these values in the order of the columns; return its id."""
        self.last_id += 1
        cells = [str(self.last_id), *map(_cell, values)]
        if self.has_uuid:
            cells.append(str(uuid.UUID(int=self._identities.getrandbits(128), version=4)))
        self._buffer.write("\t".join(cells) + self.constant + "\n")
        self._count += 1
        if self._count % ROWS_AT_ONCE == 0:
            self._send()
        return self.last_id

    def end(self) -> int:
        """Send what is left; return how many rows there were."""
        self._send()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), GREATEST(%s, 1))", [self.table, self.last_id]
            )
        return self._count

    def _send(self) -> None:
        for other in self.needs:
            other._send()
        for other in self.needs:
            other._send()
        self._buffer.seek(0)
        names = ", ".join(f'"{column}"' for column in self.columns)
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY {self.table} ({names}) FROM STDIN", self._buffer)
        self._buffer = io.StringIO()


def copy_pairs(through: type[models.Model], columns: Sequence[str], pairs: Iterable[tuple[int, int]]) -> None:
    """Fill the table between two models."""
    names = ", ".join(columns)
    lines = io.StringIO("".join(f"{one}\t{other}\n" for one, other in pairs))
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {through._meta.db_table} ({names}) FROM STDIN", lines)


def _default(field: models.Field, now: dt.datetime) -> Any:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return now if isinstance(field, models.DateTimeField) else now.date()
    if field.null and not field.has_default():
        return None
    default = field.get_default()
    if isinstance(field, ArrayField) and not default:
        return "{}"
    return default


def _cell(value: Any) -> str:
    match value:
        case None:
            return NOTHING
        case bool():
            return "t" if value else "f"
        case bytes():
            return rf"\\x{value.hex()}"
        case int() | Decimal() | float():
            return str(value)
        case dt.datetime() | dt.date():
            return value.isoformat()
        case dt.timedelta():
            return f"{value.total_seconds()} seconds"
        case str():
            return value.replace("\\", "\\\\").replace("\t", " ").replace("\n", "\\n").replace("\r", " ")
        case dict():
            return _cell(json.dumps(value, ensure_ascii=False))
    raise TypeError(f"no cell for {value!r}")
