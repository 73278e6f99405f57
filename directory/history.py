"""The history of rows: written by triggers, so that bulk updates and raw SQL are in it; read and put back act by act."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _
from psycopg2 import sql
from psycopg2.extras import Json

from directory.models import Act, RowChange

# What the triggers are told of a transaction, until it ends: the act that it is part of, else who writes; the report that says so.
ACT, AUTHOR, REPORT = "forumtracker.act", "forumtracker.author", "forumtracker.report"


class UndoError(Exception):
    """An act cannot be put back; the message is for whoever asked for it."""


@contextmanager
def act(
    kind: str, *, by: AbstractBaseUser, subject: object = "", reason: str = "", undoes: Act | None = None
) -> Iterator[Act]:
    """Everything written inside is one act of `by`. An act inside another one is its own; all or nothing of it is kept."""
    with transaction.atomic():
        row = Act.objects.create(
            kind=kind, by=by, subject=str(subject)[:300], reason=reason[:300], undoes=undoes
        )
        with _told(ACT, row.pk):
            yield row


@contextmanager
def written_by(user: AbstractBaseUser) -> Iterator[None]:
    """The history names `user` for everything written inside, which has a way of its own to be undone."""
    with transaction.atomic(), _told(AUTHOR, user.pk):
        yield


@contextmanager
def because_of(report: int) -> Iterator[None]:
    """The history names the news item of this id for everything written inside."""
    with transaction.atomic(), _told(REPORT, report):
        yield


@contextmanager
def _told(setting: str, value: int) -> Iterator[None]:
    """Tell the triggers; afterwards what was told before. An error ends the savepoint, and with it what was told."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting(%s, true), ''), set_config(%s, %s, true)",
            [setting, setting, str(value)],
        )
        before, _now = cursor.fetchone()
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [setting, before])


def undo(done: Act, *, by: AbstractBaseUser, reason: str = "") -> Act:
    """Put back every row that the act wrote, the last one first; what was changed later stays as it is now.

    An undo is an act as well, and can be undone. Raise UndoError when the act was undone before, or when rows that came later
    stand on rows that it added.
    """
    if Act.objects.filter(undoes=done).exists():
        raise UndoError(_("This is undone already."))
    try:
        with act(
            Act.Kind.UNDO, by=by, subject=done.subject or str(done), reason=reason, undoes=done
        ) as undoing:
            for change in done.changes.order_by("-pk"):
                _put_back(change)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        raise UndoError(
            _("Something that came later stands on it, so it cannot be undone: %(what)s")
            % {"what": _blocking(error)}
        ) from error
    return undoing


def _blocking(error: IntegrityError) -> str:
    """What the rows that stand in the way are, in words."""
    diagnosis = getattr(error.__cause__, "diag", None)
    table = getattr(diagnosis, "table_name", None)
    model = next((model for model in apps.get_models() if model._meta.db_table == table), None)
    return str(model._meta.verbose_name_plural if model else error).splitlines()[0]


def _put_back(change: RowChange) -> None:
    table, key = sql.Identifier(change.table), sql.Literal(change.row)
    with connection.cursor() as cursor:
        if change.operation == RowChange.Operation.INSERT:
            cursor.execute(sql.SQL("DELETE FROM {} WHERE id = {}").format(table, key))
        elif change.operation == RowChange.Operation.DELETE:
            columns = _columns(change.table, change.before)
            cursor.execute(
                sql.SQL(
                    "INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM jsonb_populate_record(NULL::{table}, {row})"
                ).format(
                    table=table,
                    columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
                    row=sql.Literal(Json(change.before)),
                )
            )
        else:
            columns = _columns(change.table, change.before)
            # A column that was changed again since then keeps its present value.
            settings = sql.SQL(", ").join(
                sql.SQL(
                    "{column} = CASE WHEN to_jsonb(t) -> {name} IS NOT DISTINCT FROM {after} THEN b.{column} ELSE t.{column} END"
                ).format(
                    column=sql.Identifier(name),
                    name=sql.Literal(name),
                    after=sql.Literal(Json(change.after[name])),
                )
                for name in columns
            )
            cursor.execute(
                sql.SQL(
                    "UPDATE {table} t SET {settings} FROM jsonb_populate_record(NULL::{table}, {before}) b WHERE t.id = {key}"
                ).format(table=table, settings=settings, before=sql.Literal(Json(change.before)), key=key)
            )


def _columns(table: str, row: dict[str, Any]) -> list[str]:
    """The columns of a logged row that the table still has and that it does not make itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
            [table],
        )
        return [name for (name,) in cursor.fetchall() if name in row]


def changes_of(record: models.Model) -> models.QuerySet[RowChange]:
    """What happened to the row of a record, the newest first."""
    return (
        RowChange.objects.filter(table=record._meta.db_table, row=record.pk)
        .select_related("act__by", "by")
        .order_by("-pk")
    )


def put_back_field(record: models.Model, change: RowChange, column: str, *, by: AbstractBaseUser) -> None:
    """Give a column of a record the value that it had before `change`."""
    if (
        column not in (change.before or {})
        or change.table != record._meta.db_table
        or change.row != record.pk
    ):
        raise UndoError(_("There is no earlier value to put back."))
    table, name = sql.Identifier(change.table), sql.Identifier(column)
    try:
        with act(Act.Kind.EDIT, by=by, subject=record), connection.cursor() as cursor:
            cursor.execute(
                sql.SQL(
                    "UPDATE {table} t SET {name} = b.{name} FROM jsonb_populate_record(NULL::{table}, {before}) b WHERE t.id = {key}"
                ).format(
                    table=table,
                    name=name,
                    before=sql.Literal(Json({column: change.before[column]})),
                    key=sql.Literal(record.pk),
                )
            )
    except IntegrityError as error:
        raise UndoError(
            _("The earlier value contradicts what is there now: %(detail)s")
            % {"detail": str(error).splitlines()[0]}
        ) from error
