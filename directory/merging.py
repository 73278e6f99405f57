"""Two rows become one: everything that refers to the one refers to the other, whatever table it stands in."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db import IntegrityError, models, transaction

from directory.addresses import keep_former_address

# Logs say what was, whoever it turned out to be.
LOGS = frozenset({"publishing.Change", "publishing.ErrorReport"})


class MergeError(Exception):
    """Two rows cannot become one; the message names the rows that stand in the way."""


def references(model: type[models.Model]) -> Iterator[models.ForeignKey]:
    """Every foreign key to `model`, those of many-to-many tables too."""
    for relation in model._meta.get_fields(include_hidden=True):
        is_key = isinstance(relation, models.ManyToOneRel | models.OneToOneRel)
        if is_key and relation.related_model._meta.label not in LOGS:
            yield relation.field


def counts(row: models.Model) -> list[tuple[type[models.Model], int]]:
    """How many rows of each table refer to `row`: what moves when it is merged into another."""
    fields = list(references(type(row)))
    parts = [
        field.model._base_manager.filter(**{field.name: row})
        .order_by()
        .values(of_table=models.Value(number))
        .annotate(that_refer=models.Count("pk"))
        .values_list("of_table", "that_refer")
        for number, field in enumerate(fields)
    ]
    # One statement for all the tables.
    found = parts[0].union(*parts[1:], all=True)
    return [(fields[number].model, count) for number, count in sorted(found) if count]


Adjustment = Callable[[models.Model, models.Model], dict[str, Any]]


def absorb(
    kept: models.Model, gone: models.Model, adjustments: Mapping[str, Adjustment] | None = None
) -> None:
    """Let everything that refers to `gone` refer to `kept`.

    A row that would then be there twice is absorbed by the one that is there. `adjustments` tell, for a rule of the database
    that says nothing of identity (a session's position in its forum), what a row that moves gets instead:
    (row, kept) → columns. Raise MergeError where neither helps.
    """
    for field in references(type(kept)):
        rows = field.model._base_manager.filter(**{field.name: gone})
        try:
            with transaction.atomic():
                rows.update(**{field.name: kept})
        except IntegrityError:
            for row in rows.order_by("pk"):
                _move(row, field, kept, adjustments or {})


def _move(
    row: models.Model, field: models.ForeignKey, kept: models.Model, adjustments: Mapping[str, Adjustment]
) -> None:
    own = type(row)._base_manager.filter(pk=row.pk)
    columns: dict[str, Any] = {field.name: kept}
    rule = ""
    for _attempt in range(len(adjustments) + 1):
        try:
            with transaction.atomic():
                own.update(**columns)
            return
        except IntegrityError as error:
            rule = error.__cause__.diag.constraint_name or ""
        if rule not in adjustments:
            break
        columns |= adjustments[rule](row, kept)
    twin = _twin(row, field, kept, rule)
    if twin is None:
        raise MergeError(f"{row._meta.verbose_name}: {row}")
    if hasattr(row, "get_absolute_url"):
        keep_former_address(old=row.get_absolute_url(), new=twin.get_absolute_url())
    absorb(twin, row, adjustments)
    own.delete()


def _twin(row: models.Model, field: models.ForeignKey, kept: models.Model, rule: str) -> models.Model | None:
    """The row of `kept` that says the same as `row` by the rule of the table that was broken."""
    constraint = next((c for c in row._meta.constraints if c.name == rule), None)
    if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
        names = constraint.fields
    elif row._meta.auto_created:  # a many-to-many table: its two keys
        names = [f.name for f in row._meta.fields if isinstance(f, models.ForeignKey)]
    else:
        return None
    values = {name: getattr(row, row._meta.get_field(name).attname) for name in names} | {field.name: kept.pk}
    lookups = {
        (f"{name}__isnull" if value is None else name): (value is None or value)
        for name, value in values.items()
    }
    found = type(row)._base_manager.filter(**lookups)
    if constraint is not None and constraint.condition is not None:
        found = found.filter(constraint.condition)
    return found.exclude(pk=row.pk).first()
