"""The journal of an entry: every record as it was and as it became, so that the entry can be taken back exactly."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext as _

from delegations.models import Arrangements, Delegation, DelegationStatus, Draft, Entry, Member, Presence
from directory.history import UndoError
from directory.models import Organization, OrganizationName, Person, PersonName, Place, PlaceName, Post
from events.models import Forum, ForumSeries, ForumStatus, SeriesName

RECORDS: dict[str, type[models.Model]] = {
    "place": Place,
    "place_name": PlaceName,
    "organization": Organization,
    "organization_name": OrganizationName,
    "person": Person,
    "person_name": PersonName,
    "post": Post,
    "delegation": Delegation,
    "member": Member,
    "arrangements": Arrangements,
    "status": DelegationStatus,
    "series": ForumSeries,
    "series_name": SeriesName,
    "forum": Forum,
    "forum_status": ForumStatus,
}
KINDS = {model: kind for kind, model in RECORDS.items()}
# What the database keeps by itself, or what says when a row was touched rather than what it says.
KEPT_ELSEWHERE = {"created_at", "updated_at", "names_by_language", "forum_year", "revision"}
# Of the desk itself: nobody's work is built on them.
PASSING = {Draft, Entry, Presence}


def snapshot(records: Iterable[models.Model]) -> dict[tuple[str, int], dict[str, Any]]:
    """(kind, id) → what the database says of a record: its own columns and the posts held then. A query or two a kind."""
    ids: dict[type[models.Model], set[int]] = defaultdict(set)
    for record in records:
        ids[type(record)].add(record.pk)
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for model, pks in ids.items():
        for row in model._base_manager.filter(pk__in=pks).values(*_columns(model)):
            found[KINDS[model], row["id"]] = _plain(row)
    members = ids.get(Member, set())
    for pk in members & {pk for kind, pk in found if kind == "member"}:
        found["member", pk]["posts"] = []
    through = Member.posts.through.objects.filter(member__in=members).order_by("post_id")
    for member, post in through.values_list("member_id", "post_id"):
        found["member", member]["posts"].append(post)
    return found


def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if field.name not in KEPT_ELSEWHERE]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """As JSON gives it back: what is compared was once stored."""
    return json.loads(json.dumps(row, cls=DjangoJSONEncoder))


class Journal:
    """Collects what one entry does. `changing` before a record is changed, `made` after one is created."""

    def __init__(self) -> None:
        self.was: dict[tuple[str, int], dict[str, Any] | None] = {}
        self.records: dict[tuple[str, int], models.Model] = {}

    def changing(self, records: Iterable[models.Model]) -> None:
        fresh = [record for record in records if (KINDS[type(record)], record.pk) not in self.was]
        for key, values in snapshot(fresh).items():
            self.was[key] = values
        for record in fresh:
            self.records[KINDS[type(record)], record.pk] = record

    def made(self, records: Iterable[models.Model]) -> None:
        for record in records:
            key = (KINDS[type(record)], record.pk)
            self.was.setdefault(key, None)
            self.records[key] = record

    def changes(self) -> list[dict[str, Any]]:
        """The rows of the journal, in the order in which records were touched; what did not change is left out."""
        now = snapshot(self.records.values())
        return [
            {"record": kind, "pk": pk, "was": was, "now": now[kind, pk], "name": str(self.records[kind, pk])}
            for (kind, pk), was in self.was.items()
            if now[kind, pk] != was
        ]


def take_back(entry: Entry) -> None:
    """Play the journal backwards. Raises UndoError, and then nothing is changed (the caller has a transaction)."""
    changes = entry.changes
    present = _present(changes)
    made = {(row["record"], row["pk"]) for row in changes if row["was"] is None}
    for row in changes:
        _refuse_what_changed_since(row, present.get((row["record"], row["pk"])))
    _refuse_what_is_built_on(made, {(row["record"], row["pk"]): row["name"] for row in changes})
    for row in reversed(changes):
        model = RECORDS[row["record"]]
        if row["was"] is None:
            model._base_manager.filter(pk=row["pk"]).delete()
        else:
            restore(model, row["pk"], row["was"])


def restore(model: type[models.Model], pk: int, values: dict[str, Any]) -> None:
    """Give a record back the values of a journal, all or some."""
    columns = {name: value for name, value in values.items() if name not in ("id", "posts")}
    fields = {field.attname: field for field in model._meta.concrete_fields}
    model._base_manager.filter(pk=pk).update(
        **{name: fields[name].to_python(value) for name, value in columns.items()}
    )
    if "posts" in values:
        Member.objects.get(pk=pk).posts.set(values["posts"])


def _present(changes: list[dict[str, Any]]) -> dict[tuple[str, int], dict[str, Any]]:
    """The records as they are now, locked until the transaction ends."""
    ids: dict[str, list[int]] = defaultdict(list)
    for row in changes:
        ids[row["record"]].append(row["pk"])
    records = [
        record
        for kind, pks in ids.items()
        for record in RECORDS[kind]._base_manager.select_for_update().filter(pk__in=pks).order_by("pk")
    ]
    return snapshot(records)


def _refuse_what_changed_since(row: dict[str, Any], present: dict[str, Any] | None) -> None:
    if present is None:
        raise UndoError(_("“%(name)s” is no longer there. Nothing was undone.") % {"name": row["name"]})
    for name, value in row["now"].items():
        if present.get(name) != value:
            field = field_name(row["record"], name)
            raise UndoError(
                _("“%(name)s” was changed later (%(field)s). Undo that first; nothing was undone.")
                % {"name": row["name"], "field": field}
            )


def field_name(kind: str, column: str) -> str:
    """What a column is called where people read it."""
    if column == "posts":
        return _("posts")
    model = RECORDS[kind]
    field = next((f for f in model._meta.concrete_fields if column in (f.attname, f.name)), None)
    return str(field.verbose_name) if field else column


def _refuse_what_is_built_on(made: set[tuple[str, int]], names: dict[tuple[str, int], str]) -> None:
    """A record that the entry made goes only when nothing else leads to it."""
    by_model: dict[type[models.Model], dict[int, str]] = defaultdict(dict)
    for key in made:
        by_model[RECORDS[key[0]]][key[1]] = names[key]
    for model, mine in by_model.items():
        for relation in model._meta.related_objects:
            _refuse_related(relation, mine, made)


def _refuse_related(relation: Any, mine: dict[int, str], made: set[tuple[str, int]]) -> None:
    other = relation.related_model
    if other in PASSING:
        return
    if relation.many_to_many:
        # The rows of the table between: a member that was made together with the post goes with it.
        through = relation.through
        mine_there = relation.field.m2m_reverse_field_name()
        rows = through._base_manager.filter(**{f"{mine_there}__in": mine}).values_list(
            f"{relation.field.m2m_field_name()}_id", f"{mine_there}_id"
        )
    else:
        rows = other._base_manager.filter(**{f"{relation.field.name}__in": mine}).values_list(
            "pk", relation.field.attname
        )
    for pk, target in rows:
        if (KINDS.get(other, ""), pk) not in made:
            raise UndoError(
                _("“%(name)s” is used elsewhere by now (%(where)s). Undo that first; nothing was undone.")
                % {"name": mine[target], "where": other._meta.verbose_name}
            )
