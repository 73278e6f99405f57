"""The rows of a list of projects in the making."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import override

from delegations.drafting import DeskRow, rows_of, with_notes
from delegations.models import Draft
from delegations.writing import script_language
from directory.records import Language
from extraction.findings import Span
from extraction.keys import phrase_key
from extraction.lists import read_projects
from extraction.sectors import sector_of
from investments.models import ProjectStage
from investments.sectors import Sector


@dataclass
class ProjectRow(DeskRow):
    """A project as it was read or typed; the sum as printed."""

    WHAT = "project"
    FIELDS = ("name", "place", "sector", "amount", "initiator", "stage")
    CHOICES: ClassVar[Mapping[str, Iterable[str]]] = {
        "sector": ("", *Sector.values),
        "stage": ("", *ProjectStage.Stage.values),
    }
    LONGEST: ClassVar[Mapping[str, int]] = {"place": 200, "amount": 200}

    name: str = ""
    place: str = ""
    sector: str = ""
    amount: str = ""
    initiator: str = ""
    stage: str = ""

    @property
    def called(self) -> str:
        return self.name


def project_rows_of(draft: Draft) -> list[ProjectRow]:
    return rows_of(draft, ProjectRow)


def read_rows(draft: Draft, notes: dict[int, str]) -> list[ProjectRow]:
    """What the reader of lists of projects makes of the draft's text."""
    rows = []
    for number, read in enumerate(read_projects(draft.text), 1):
        row = ProjectRow(
            id=number,
            line=read.number,
            start=read.span.start,
            end=read.span.end,
            printed=read.printed[:1000],
            unclear=[[span.start, span.end] for span in read.unclear],
        )
        for name in ("name", "place", "amount", "initiator", "stage"):
            row.set(name, " ".join(getattr(read, name).split()))
        row.sector = find_sector(read.sector, read.name)
        rows.append(row)
    return with_notes(rows, notes)


def find_sector(words: str, name: str) -> str:
    """The sector that is said in words, else the one that the words or the project's name tell of."""
    key = phrase_key(words)
    for language in Language.values if key else ():
        with override(language):
            for sector in Sector:
                if phrase_key(str(sector.label)) == key:
                    return sector.value
    for text in filter(None, (words, name)):
        whole = Span(0, len(text))
        told = sector_of(text, script_language(text), whole, whole)
        if told is not None:
            return told.value
    return ""
