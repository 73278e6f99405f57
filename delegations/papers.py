"""What comes to the desk on paper: a list of delegates, a programme, a list of projects. Each is read, planned, written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms

from delegations.drafting import DeskRow, rows_of
from delegations.models import Delegation, Draft
from delegations.plans import Plan


@dataclass(frozen=True)
class Paper:
    """How one kind of paper goes from text to records; the desk does everything else alike for all of them.

    `read` makes rows of the draft's text (the notes are said of single lines), `plan` says what they will do, `write` does
    it and returns the delegation, if the paper was one of delegates.
    """

    kind: str
    entry_kind: str
    rows: tuple[type[DeskRow], ...]
    head: type[forms.Form]
    read: Callable[[Draft, dict[int, str]], list[Any]]
    plan: Callable[[Draft], Plan]
    write: Callable[[Draft, Any], Delegation | None]
    between: str = " "  # what stands for a line break inside a cell
    row_labels: dict[str, Any] = field(default_factory=dict)

    def rows_of(self, draft: Draft) -> list[Any]:
        return rows_of(draft, *self.rows)
