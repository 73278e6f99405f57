"""What a draft will do to the records, whatever it is a draft of: the preview shows it, and saving does it.

One function makes the plan. The page prints it; saving makes it again under a lock, and writes it only when it is still
the same: a preview cannot say anything else than the import.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from delegations.bodies import Body
from delegations.drafting import NEW, SKIP, DeskRow
from delegations.models import Draft
from delegations.uploads import is_broken
from directory.models import Person, Post
from directory.records import Record

OUTCOMES = ("new", "updated", "unchanged", "unclear", "error", "left_out")
WRITTEN = ("new", "updated")
ASIDE = ("error", "left_out")


@dataclass(frozen=True)
class Notice:
    """Something about a row, in words that say what to do. A soft one can be dismissed with a reason."""

    code: str
    text: str
    is_error: bool = False
    reason: str = ""

    @property
    def is_dismissed(self) -> bool:
        return bool(self.reason)


@dataclass
class Candidate:
    """A record that a row may mean. `has_second_feature`: not the name alone says so."""

    record: Record
    score: int = 0
    because: list[tuple[Any, object]] = field(default_factory=list)  # (words, what they are about)
    has_same_name: bool = False
    has_second_feature: bool = False

    def add(self, points: int, words: Any, about: object = "", *, is_second: bool = False) -> None:
        self.score += points
        self.because.append((words, about))
        self.has_second_feature |= is_second

    @property
    def is_certain(self) -> bool:
        return self.has_same_name and self.has_second_feature

    @property
    def reasons(self) -> list[str]:
        """Why, in the reader's words."""
        return [words % {"about": about} for words, about in self.because]


@dataclass
class Step:
    """What will become of one row. `known` is the record in the directory that the row means."""

    row: Any
    candidates: list[Candidate] = field(default_factory=list)
    outcome: str = ""
    known: Any = None
    notices: list[Notice] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)  # (field, was, will be)

    @property
    def chosen(self) -> str:
        """The choice in force: the decided one, or what is proposed."""
        if self.row.choice:
            return self.row.choice
        if self.known:
            return str(self.known.pk)
        return NEW if self.outcome in WRITTEN else ""

    @property
    def is_aside(self) -> bool:
        """Nothing of the row is written, and no other row has to do with it."""
        return self.outcome in ASIDE

    @property
    def is_open(self) -> bool:
        """Nothing was decided against the row so far."""
        return self.outcome not in (*ASIDE, "unclear")

    def notice(self, code: str, text: str, *, is_error: bool = False) -> None:
        self.notices.append(Notice(code, text, is_error, "" if is_error else self.row.reasons.get(code, "")))
        if is_error:
            self.outcome = "error"

    def decide(self) -> None:
        """Which record the row means: as decided, else the one candidate of which more than the name says so, else none yet."""
        row = self.row
        if row.note:
            self.notice("sheet", row.note)
        if row.choice == SKIP:
            self.outcome = "left_out"
            return
        self.check()
        if self.outcome == "error":
            return
        if row.choice.isdigit():
            self.known = next((c.record for c in self.candidates if str(c.record.pk) == row.choice), None)
            if self.known is None:
                self.outcome = "unclear"
                self.notices.append(
                    Notice("gone", _("What was chosen is no longer in the directory. Choose again."))
                )
        elif row.choice != NEW:
            certain = [candidate for candidate in self.candidates if candidate.is_certain]
            if len(certain) == 1:
                self.known = certain[0].record
            elif self.candidates:
                self.outcome = "unclear"

    def check(self) -> None:
        """Say what is wrong with the row itself."""

    def refuse_broken(self, text: str) -> None:
        if is_broken(text):
            self.notice(
                "mojibake",
                _(
                    "The letters of this row are broken. Copy the list again, or save the file as Unicode (UTF-8)."
                ),
                is_error=True,
            )

    def settle(self, present: Record | None, changes: Iterable[tuple[str, str, str]]) -> None:
        """The outcome of a row that is clear: what it makes, or what it changes in the record that is there."""
        if present is None:
            self.outcome = "new"
            return
        self.changes = list(changes)
        self.outcome = "updated" if self.changes else "unchanged"

    def says(self) -> list[Any]:
        """What would be written, for telling whether a plan is still the same."""
        return [self.row.id, self.outcome, self.known.pk if self.known else None, self.row.called]


@dataclass
class PlannedPost:
    """A post that a row gives to its person: one that is known, or one to be made."""

    title: str
    organization: str
    body: Body | None
    post: Post | None = None


@dataclass
class PersonStep(Step):
    """A row that is about a person: a delegate, a speaker. `member` is what the person is already there."""

    member: Any = None
    posts: list[PlannedPost] = field(default_factory=list)
    position: int = 0

    @property
    def person(self) -> Person | None:
        return self.known

    @property
    def is_new_person(self) -> bool:
        return self.known is None and self.outcome in WRITTEN

    def says(self) -> list[Any]:
        return [
            *super().says(),
            self.member.pk if self.member else None,
            [self.row.role, self.row.post_as_printed, self.position],
            [
                [p.title, p.organization, str(p.body and p.body.pk), p.post.pk if p.post else None]
                for p in self.posts
            ],
        ]


@dataclass
class Plan:
    """The rows with their outcomes, and what stands in the way."""

    draft: Draft
    steps: Sequence[Any]
    obstacles: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        counts = Counter(step.outcome for step in self.steps)
        return {outcome: counts[outcome] for outcome in OUTCOMES}

    @property
    def people(self) -> list[PersonStep]:
        return [step for step in self.steps if isinstance(step, PersonStep)]

    @property
    def new_people(self) -> int:
        return sum(step.is_new_person for step in self.people)

    @property
    def written(self) -> list[Any]:
        return [step for step in self.steps if step.outcome in WRITTEN]

    @property
    def can_be_saved(self) -> bool:
        return not self.obstacles and bool(self.written)

    @property
    def digest(self) -> str:
        """Two plans that write the same have the same digest."""
        said = [self.heading(), *(step.says() for step in self.steps)]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()

    def heading(self) -> list[Any]:
        """What the plan says beside its rows."""
        return [self.draft.forum_id]


AnyStep = TypeVar("AnyStep", bound=Step)


def doubles(
    steps: Iterable[AnyStep],
    record_of: Callable[[AnyStep], Record | None],
    key_of: Callable[[AnyStep], Hashable],
) -> Iterator[tuple[AnyStep, AnyStep, bool]]:
    """Rows that say again what a row before them says: (row, that row, whether both are of one record)."""
    records: dict[int, AnyStep] = {}
    alike: dict[Hashable, AnyStep] = {}
    for step in steps:
        if step.is_aside:
            continue
        record = record_of(step)
        if record is not None and (first := records.setdefault(record.pk, step)) is not step:
            yield step, first, True
        key = key_of(step)
        if key and (first := alike.setdefault(key, step)) is not step and step.outcome != "error":
            yield step, first, False


def obstacles_of(draft: Draft, rows: Sequence[DeskRow]) -> list[str]:
    """What every paper needs: a source and something in it."""
    found = []
    if not draft.source_kind or not draft.source_text.strip():
        found.append(_("Say where the list is from: a letter, a call, a report or an address."))
    if not rows:
        found.append(_("The list has no rows yet. Paste it or choose a file, then press “Read the list”."))
    return found
