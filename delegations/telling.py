"""The history of what the desk enters, in sentences: who, when, on whose word, what was there before and what is now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Prefetch, Q

from delegations.models import Entry
from delegations.undoing import SAYS_NOTHING
from directory.history import model_of
from directory.models import Act, RowChange
from directory.prose import paragraphs

SHOWN = 30
MOST_TOLD = 400  # changes of the acts on one page
# What an act added is told by its names where it is one of these, the first ones before the others.
MAIN = (
    "delegations_member",
    "events_session",
    "events_appearance",
    "investments_project",
    "investments_presentation",
    "events_forum",
    "directory_person",
)
# That a post was stated once more follows from the entry itself.
HIDDEN = SAYS_NOTHING | {"slug", "first_stated_on", "last_stated_on"}


@dataclass(frozen=True)
class Told:
    """One changed field of a record; `place` finds it for undoing."""

    thing: str
    field: str
    was: str
    now: str
    place: str


@dataclass
class Account:
    """One act: its entry where it was made at the desk, what it added and what it changed."""

    act: Act | None
    entry: Entry | None
    added: list[str] = field(default_factory=list)
    changes: list[Told] = field(default_factory=list)

    @property
    def by(self) -> object:
        return self.entry.by if self.entry else self.act.by

    @property
    def at(self) -> object:
        return self.entry.at if self.entry else self.act.at


def accounts_of(
    rows: Mapping[str, Sequence[int]], entries: Iterable[Entry] = (), acts: Sequence[int] = ()
) -> list[Account]:
    """What was done to rows (table → ids), the newest first.

    `entries` are those that have no act, `acts` those whose rows are gone because they were undone.
    """
    touched = [Q(table=table, row__in=ids) for table, ids in rows.items() if ids]
    if not touched:
        return []
    mine = RowChange.objects.filter(reduce(or_, touched), act__isnull=False)
    known = Act.objects.filter(Q(pk__in=mine.values("act")) | Q(pk__in=acts)).select_related(
        "by", "undone_by__by", "entry__by", "undoes__entry"
    )
    told = Q(operation=RowChange.Operation.UPDATE) | Q(operation=RowChange.Operation.INSERT, table__in=MAIN)
    changes = Prefetch("changes", RowChange.objects.filter(told).order_by("pk"), to_attr="told")
    shown = list(known.order_by("-pk").prefetch_related(changes)[:SHOWN])
    accounts = [Account(act, getattr(act, "entry", None)) for act in shown]
    accounts += [Account(None, entry) for entry in entries]
    _tell(accounts)
    return sorted(accounts, key=lambda account: account.at, reverse=True)[:SHOWN]


def _tell(accounts: list[Account]) -> None:
    """Fill in what the acts added and changed; a number of queries that depends on the kinds of rows alone."""
    owners = [(account, change) for account in accounts if account.act for change in account.act.told]
    owners = owners[:MOST_TOLD]
    added = [(account, c) for account, c in owners if c.operation == RowChange.Operation.INSERT]
    names = _names(change for _account, change in added)
    tables: dict[int, set[str]] = defaultdict(set)
    for account, change in added:
        tables[account.act.pk].add(change.table)
    for account, change in added:
        main = next(table for table in MAIN if table in tables[account.act.pk])
        if change.table == main and (name := names.get((change.table, change.row))):
            account.added.append(name)
    updated = [(account, c) for account, c in owners if c.operation == RowChange.Operation.UPDATE]
    prose = paragraphs((change for _account, change in updated), whole=True)
    for (account, change), paragraph in zip(updated, prose, strict=True):
        account.changes += [
            Told(
                paragraph.thing,
                line.label,
                line.before or "—",
                line.after or "—",
                f"{change.pk}:{line.column}",
            )
            for line in paragraph.lines
            if line.column not in HIDDEN
        ]


def _names(changes: Iterable[RowChange]) -> dict[tuple[str, int], str]:
    rows: dict[str, list[RowChange]] = defaultdict(list)
    for change in changes:
        rows[change.table].append(change)
    found = {}
    for table, added in rows.items():
        model = model_of(added[0])
        records = model._base_manager.select_related().in_bulk({change.row for change in added})
        found |= {(table, pk): str(record) for pk, record in records.items()}
    return found
