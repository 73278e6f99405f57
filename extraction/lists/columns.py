"""Which column of a table holds what: by its heading, else by what stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction import lexicon
from extraction.findings import Span
from extraction.folding import fold, fold_case

CELL = re.compile(r"[^\t|]+")
BORDER = re.compile(r"[\s|+:=-]*")
HEADING_ROWS = 15  # a sheet has its title, date and place above the heading of the table
NUMBER = re.compile(r"\d{1,5}[.)]?")
LINE_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")


def as_text(cells: list[list[str]], between: str = " ") -> str:
    """The sheet as text: a line a row, a tab between cells; `between` stands for tabs and line breaks inside a cell."""
    return "\n".join("\t".join(LINE_BREAKS.sub(between, cell) for cell in row) for row in cells)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a line with its place in the text, blanks around it cut off."""

    column: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column holds, and the line of the heading (-1 where there is none)."""

    kinds: dict[int, str]
    heading: int = -1

    def kind(self, cell: Cell) -> str:
        return self.kinds.get(cell.column, "")


def cells_of(text: str, line: Span) -> list[Cell]:
    """The cells between tabs or bars; an empty cell keeps its column and is left out."""
    found = []
    content = text[line.start : line.end]
    separator = "\t" if "\t" in content else "|"
    offset, column = line.start, 0
    if separator == "|" and content.lstrip().startswith("|"):
        column = -1
    for part in content.split(separator):
        inner = part.strip()
        if inner:
            start = offset + len(part) - len(part.lstrip())
            found.append(Cell(column, Span(start, start + len(inner)), inner))
        offset += len(part) + 1
        column += 1
    return found


def is_table(text: str, lines: list[Span]) -> bool:
    """Most lines have a tab, or bars, between words."""
    with_cells = sum(len(cells_of(text, line)) > 1 for line in lines)
    return bool(lines) and with_cells * 2 > len(lines)


def is_border(line: str) -> bool:
    """«|---|---|»: the line under the heading of a table in plain text."""
    return BORDER.fullmatch(line) is not None


def find_columns(text: str, lines: list[Span]) -> Columns | None:
    """The columns as the first line that names a person's column says; None where no line does."""
    known = lexicon.mapping("list_columns")
    for index, line in enumerate(lines[:HEADING_ROWS]):
        kinds = {
            cell.column: kind
            for cell in cells_of(text, line)
            if (kind := known.get(" ".join(fold_case(fold(cell.text)).rstrip(":*").split())))
        }
        if {"name", "family"} & set(kinds.values()):
            return Columns(kinds, index)
    return None
