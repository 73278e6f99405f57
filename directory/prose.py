"""The history in sentences: what changed, from what to what, in the words of the forms."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from directory.edtf import day_in_words, in_words
from directory.fields import EdtfField
from directory.models import RowChange

# Columns that follow from others, or that only machines read.
UNTOLD = frozenset(
    {
        "uuid",
        "updated_at",
        "created_at",
        "key",
        "name_key",
        "subject_key",
        "revision",
        "names_by_language",
        "dates_first",
        "dates_last",
        "forum_year",
    }
)


@dataclass
class Line:
    """One column of a row: its name in words, the value before and after. `column` names it for putting it back."""

    column: str
    label: str
    before: str
    after: str


@dataclass
class Paragraph:
    """One change of one row."""

    change: RowChange
    thing: str
    lines: list[Line] = field(default_factory=list)


def paragraphs(changes: Iterable[RowChange], *, whole: bool = False) -> list[Paragraph]:
    """The changes in words, in a number of queries that depends on the kinds of rows, not on their number.

    An update of nothing but what follows from other columns is not told, unless the `whole` is asked for.
    """
    changes = list(changes)
    tables = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    names = _names(changes, tables)
    told = [_paragraph(change, tables.get(change.table), names) for change in changes]
    return [one for one in told if whole or one.lines or one.change.operation != RowChange.Operation.UPDATE]


def _paragraph(
    change: RowChange, model: type[models.Model] | None, names: dict[tuple[type, Any], str]
) -> Paragraph:
    if model is None:
        return Paragraph(change, change.table)
    thing = str(model._meta.verbose_name)
    own = names.get((model, change.row)) or _called(change.before or {})
    told = Paragraph(change, f"{thing} «{own}»" if own else thing)
    columns = change.after or change.before or {}
    for column in columns:
        known = _field(model, column)
        if known is None or column in UNTOLD:
            continue
        before = _printed(known, (change.before or {}).get(column), names)
        after = _printed(known, (change.after or {}).get(column), names)
        if before or after:
            told.lines.append(Line(column, str(known.verbose_name), before, after))
    return told


def _field(model: type[models.Model], column: str) -> models.Field | None:
    if column == model._meta.pk.column:
        return None
    try:
        return next(f for f in model._meta.concrete_fields if f.column == column)
    except (StopIteration, FieldDoesNotExist):
        return None


def _called(row: dict[str, Any]) -> str:
    return str(row.get("name") or row.get("title") or row.get("text") or "")


def _names(changes: list[RowChange], tables: dict[str, type[models.Model]]) -> dict[tuple[type, Any], str]:
    """What the rows are called that the changes are about or refer to."""
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    for change in changes:
        model = tables.get(change.table)
        if model is None:
            continue
        wanted[model].add(change.row)
        for values in (change.before or {}, change.after or {}):
            for column, value in values.items():
                known = _field(model, column)
                if isinstance(known, models.ForeignKey) and value is not None:
                    wanted[known.related_model].add(value)
    found = {}
    for model, keys in wanted.items():
        rows = model._base_manager.select_related().in_bulk(keys)
        found |= {(model, key): str(row) for key, row in rows.items()}
    return found


def _printed(known: models.Field, value: Any, names: dict[tuple[type, Any], str]) -> str:
    if value is None or value == "" or value == []:
        return ""
    if isinstance(known, models.ForeignKey):
        return names.get((known.related_model, value)) or _("%(thing)s no. %(key)s") % {
            "thing": known.related_model._meta.verbose_name,
            "key": value,
        }
    if isinstance(known, models.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(known, models.DateTimeField):
        instant = parse_datetime(value)
        return localize(localtime(instant)) if instant else str(value)
    if isinstance(known, models.DateField):
        day = parse_date(value)
        return day_in_words(day) if day else str(value)
    if isinstance(known, EdtfField):
        return in_words(str(value))
    if known.choices:
        return str(dict(known.flatchoices).get(value, value))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
