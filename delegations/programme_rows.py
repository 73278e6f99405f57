"""The rows of a programme in the making: sessions, and behind each the people in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from delegations.drafting import LONGEST_NAME, DeskRow, Row, person_columns, rows_of, with_notes
from delegations.models import Draft
from directory.edtf import exact_days
from events.models import Appearance, Forum, Session
from extraction.lists import read_programme


@dataclass
class SessionRow(DeskRow):
    """A session as it was read or typed: the day in anybody's words, the times as “09:00”."""

    WHAT = "session"
    FIELDS = ("day", "begins", "ends", "kind", "title", "hall")
    CHOICES: ClassVar[Mapping[str, Iterable[str]]] = {"kind": Session.Kind.values}
    LONGEST: ClassVar[Mapping[str, int]] = {"day": 80, "begins": 20, "ends": 20, "hall": 200}

    day: str = ""
    begins: str = ""
    ends: str = ""
    kind: str = "other"
    title: str = ""
    hall: str = ""

    @property
    def called(self) -> str:
        return self.title or str(Session.Kind(self.kind).label)


@dataclass
class SpeakerRow(Row):
    """A person in the session above."""

    WHAT = "speaker"
    TEMPLATE = "person"
    CHOICES: ClassVar[Mapping[str, Iterable[str]]] = {"role": Appearance.Role.values}
    LONGEST: ClassVar[Mapping[str, int]] = {"name": LONGEST_NAME}

    role: str = "speaker"


ProgrammeRow = SessionRow | SpeakerRow


def programme_rows_of(draft: Draft) -> list[ProgrammeRow]:
    return rows_of(draft, SessionRow, SpeakerRow)


def read_rows(draft: Draft, notes: dict[int, str]) -> list[ProgrammeRow]:
    """What the reader of programmes makes of the draft's text: each session, then its people."""
    first_day, only_day = days_of(draft.forum)
    rows: list[ProgrammeRow] = []
    for session in read_programme(draft.text, first_day=first_day):
        columns: dict[str, Any] = {
            "line": session.number,
            "start": session.span.start,
            "end": session.span.end,
            "printed": session.printed[:1000],
            "day": session.day or only_day,
            "begins": session.begins,
            "ends": session.ends,
            "kind": session.kind,
            "title": session.title,
            "hall": session.hall,
            "unclear": [[span.start, span.end] for span in session.unclear],
        }
        rows.append(SessionRow(id=len(rows) + 1, **columns))
        for person in session.people:
            rows.append(SpeakerRow(id=len(rows) + 1, **person_columns(person, draft.text)))
    return with_notes(rows, notes)


def days_of(forum: Forum | None) -> tuple[Any, str]:
    """(the day from which a forum's days are counted, the only day that it can have)."""
    if forum is None:
        return None, ""
    days = exact_days(forum.dates) if forum.dates else None
    if days is None:
        return forum.dates_first, ""
    return days.first, days.first.isoformat() if days.first == days.last else ""


def with_their_sessions(rows: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each row with the session row above it; a session with itself."""
    session, pairs = None, []
    for row in rows:
        session = row if row.WHAT == SessionRow.WHAT else session
        pairs.append((row, session))
    return pairs
