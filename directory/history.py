"""The history of rows: written by triggers, so that bulk updates and raw SQL are in it; read and put back act by act."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _
from psycopg2 import sql
from psycopg2.extras import Json

from directory.models import Act, RowChange
from directory.records import Record, take_responsibility

# What the triggers are told of a transaction, until it ends: the act that it is part of, else who writes; the report that says so.
ACT, AUTHOR, REPORT = "forumtracker.act", "forumtracker.author", "forumtracker.report"


# Columns that say the same as another one in a form for machines, and go back with it.
FOLLOWING = {
    "name": ("name_key",),
    "subject": ("subject_key",),
    "text": ("key",),
    "dates": ("dates_first", "dates_last"),
}
# Says when the row was written and by whom it is vouched for: by whoever puts it back, now.
UNTOUCHED = frozenset({"updated_at", "locked_fields", "checked_at"})


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
            _insert(change.table, change.before)
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


def _insert(table: str, row: dict[str, Any]) -> None:
    """Bring back a row that was deleted. UndoError where only a part of it is known."""
    if "id" not in row:
        raise UndoError(_("The row is gone, and nothing tells what it was."))
    words = {
        "table": sql.Identifier(table),
        "columns": sql.SQL(", ").join(map(sql.Identifier, _columns(table, row))),
        "row": sql.Literal(Json(row)),
    }
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM jsonb_populate_record(NULL::{table}, {row})"
            ).format(**words)
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
    return _newest_first(RowChange.objects.filter(table=record._meta.db_table, row=record.pk))


def changes_about(
    record: models.Model, parts: Iterable[models.ForeignKey], most: int
) -> models.QuerySet[RowChange]:
    """What happened to a record and to the rows that belong to it by the keys of `parts`, the newest first, at most so many.

    A row that was deleted belongs to whom it belonged to last.
    """
    own = RowChange.objects.order_by("-pk")
    ways = [own.filter(table=record._meta.db_table, row=record.pk)]
    for key in parts:
        of_table = own.filter(table=key.model._meta.db_table)
        gone = of_table.filter(
            operation=RowChange.Operation.DELETE, before__contains={key.column: record.pk}
        ).values_list("row", flat=True)
        present = key.model._base_manager.filter(**{key.name: record}).order_by().values_list("pk", flat=True)
        ways.append(of_table.filter(row__in={*present[:most], *gone[:most]}))
    # Each way by its index, then the newest of all.
    first, *others = (way.values_list("pk", flat=True)[:most] for way in ways)
    found = sorted(first.union(*others) if others else first, reverse=True)[:most]
    return _newest_first(RowChange.objects.filter(pk__in=found))


def _newest_first(changes: models.QuerySet[RowChange]) -> models.QuerySet[RowChange]:
    return changes.select_related("act__by", "by").order_by("-pk")


def put_back_field(change: RowChange, column: str, *, by: AbstractBaseUser) -> Act:
    """Give a column of a row the value that it had before `change`: an act, which is returned."""
    if column not in (change.before or {}) or change.operation != RowChange.Operation.UPDATE:
        raise UndoError(_("There is no earlier value to put back."))
    together = {column, *FOLLOWING.get(column, ())} & change.before.keys()
    return _put_back_columns(change, {name: change.before[name] for name in together}, by=by)


def put_back_row(change: RowChange, *, by: AbstractBaseUser) -> None:
    """Let a row be as it was before `change`, whatever became of it since then; one that was deleted comes back."""
    later = RowChange.objects.filter(table=change.table, row=change.row, pk__gte=change.pk).order_by("-pk")
    was: dict[str, Any] = {}
    for one in later:
        was |= one.before or {}
    if not was:
        raise UndoError(_("There is no earlier value to put back."))
    _put_back_columns(change, was, by=by)


def _put_back_columns(change: RowChange, was: dict[str, Any], *, by: AbstractBaseUser) -> Act:
    columns = [name for name in _columns(change.table, was) if name not in UNTOUCHED]
    if not columns:
        raise UndoError(_("There is no earlier value to put back."))
    words = {
        "table": sql.Identifier(change.table),
        "key": sql.Literal(change.row),
        "before": sql.Literal(Json(was)),
        "settings": sql.SQL(", ").join(
            sql.SQL("{name} = b.{name}").format(name=sql.Identifier(name)) for name in columns
        ),
    }
    try:
        with act(Act.Kind.EDIT, by=by, subject=_called(change)) as done, connection.cursor() as cursor:
            cursor.execute(sql.SQL("SELECT 1 FROM {table} WHERE id = {key}").format(**words))
            if cursor.fetchone() is None:
                _insert(change.table, was)
            else:
                cursor.execute(
                    sql.SQL(
                        "UPDATE {table} t SET {settings} FROM jsonb_populate_record(NULL::{table}, {before}) b WHERE t.id = {key}"
                    ).format(**words)
                )
            _lock(change, columns)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        raise UndoError(
            _("The earlier value contradicts what is there now: %(detail)s")
            % {"detail": str(error).splitlines()[0]}
        ) from error
    return done


def _lock(change: RowChange, columns: Iterable[str]) -> None:
    """What a person put back is that person's word: the next report does not change it again."""
    model = model_of(change)
    if model is None or not issubclass(model, Record):
        return
    record = model._base_manager.get(pk=change.row)
    take_responsibility(record, [field.name for field in model._meta.fields if field.column in columns])
    record.save(update_fields=["locked_fields", "checked_at", "updated_at"])


def model_of(change: RowChange) -> type[models.Model] | None:
    """The model whose row was changed; None when the site has that table no longer."""
    tables = apps.get_models(include_auto_created=True)
    return next((model for model in tables if model._meta.db_table == change.table), None)


def _called(change: RowChange) -> str:
    """What the row of a change is, for the subject of an act."""
    model = model_of(change)
    row = model._base_manager.filter(pk=change.row).first() if model else None
    return str(row or f"{model._meta.verbose_name if model else change.table} {change.row}")
