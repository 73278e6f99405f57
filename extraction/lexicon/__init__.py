"""Vocabulary as data: tab-separated files beside this module, each with its source in its header.

A table is a list of rows; `#` starts a comment line. Curators extend a table at run time with `Lexicon.with_rows`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

Row = tuple[str, ...]


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of `lexicon/<name>.tsv`."""
    text = resources.files(__package__).joinpath(f"{name}.tsv").read_text("utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in lines)


@cache
def words(name: str, column: int = 0) -> frozenset[str]:
    """One column of a table as a set of words."""
    return frozenset(row[column] for row in table(name) if len(row) > column and row[column])


@cache
def mapping(name: str, value: int = 1) -> dict[str, str]:
    """The first column of a table → another of its columns."""
    return {row[0]: row[value] for row in table(name) if len(row) > value}


@dataclass(frozen=True)
class Lexicon:
    """What a site adds to the tables: series and places that its curators entered."""

    series: tuple[Row, ...] = field(default=())

    def with_rows(self, rows: Iterable[Row]) -> Lexicon:
        return Lexicon(series=(*self.series, *rows))
