"""Vocabulary as data: tab-separated files beside this module, each with its source in its header.

A table is a list of rows; `#` starts a comment line. What a site's curators teach (`Term`) is added to the tables while
one text is read: `with taught_by(lexicon): …`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Literal

Row = tuple[str, ...]
TermKind = Literal["series", "organization", "place", "office"]


@dataclass(frozen=True, slots=True)
class Term:
    """A name that curators teach: where a text in `language` has `written`, in any case, it means `name`.

    `detail` is the class of the event for a series (forum, exhibition, fair, …) and the ISO 3166-1 alpha-2 code of the
    country for a place. An office is only a word that heads the names of posts («префект») or, in Chinese, ends them
    («盟长»): its `name` is itself.
    """

    kind: TermKind
    language: str
    written: str
    name: str
    detail: str = ""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """What a site adds to the tables. Make it once and keep it: tables derived from it are kept with it."""

    terms: tuple[Term, ...] = ()
    _tables: dict[str, tuple[Row, ...]] = field(default_factory=dict, init=False, repr=False)
    _words: dict[tuple[str, int], frozenset[str]] = field(default_factory=dict, init=False, repr=False)
    _mappings: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict, init=False, repr=False)

    def table(self, name: str) -> tuple[Row, ...]:
        if name not in self._tables:
            self._tables[name] = (*_file(name), *self._taught_rows(name))
        return self._tables[name]

    def words(self, name: str, column: int) -> frozenset[str]:
        key = (name, column)
        if key not in self._words:
            rows = self.table(name)
            self._words[key] = frozenset(row[column] for row in rows if len(row) > column and row[column])
        return self._words[key]

    def mapping(self, name: str, value: int) -> dict[str, str]:
        key = (name, value)
        if key not in self._mappings:
            self._mappings[key] = {row[0]: row[value] for row in self.table(name) if len(row) > value}
        return self._mappings[key]

    def _taught_rows(self, name: str) -> Iterator[Row]:
        """Offices are words of a table; the other kinds are found by their names (`extraction.taught`)."""
        for term in self.terms:
            if term.kind == "office" and name == f"offices_{term.language}":
                yield term.written.casefold(), *OFFICE_CLASS[term.language]


OFFICE_CLASS = {"ru": ("plain",), "en": ("body",), "zh": ()}  # what may follow the word: see the tables
NOTHING_TAUGHT = Lexicon()
_current: ContextVar[Lexicon] = ContextVar("lexicon", default=NOTHING_TAUGHT)


@contextmanager
def taught_by(lexicon: Lexicon | None) -> Iterator[None]:
    """The tables with what `lexicon` adds to them, for what runs inside."""
    token = _current.set(lexicon or NOTHING_TAUGHT)
    try:
        yield
    finally:
        _current.reset(token)


def current() -> Lexicon:
    return _current.get()


def table(name: str) -> tuple[Row, ...]:
    """The rows of `lexicon/<name>.tsv`, then the taught ones."""
    return current().table(name)


def words(name: str, column: int = 0) -> frozenset[str]:
    """One column of a table as a set of words."""
    return current().words(name, column)


def mapping(name: str, value: int = 1) -> dict[str, str]:
    """The first column of a table → another of its columns."""
    return current().mapping(name, value)


@cache
def _file(name: str) -> tuple[Row, ...]:
    text = resources.files(__package__).joinpath(f"{name}.tsv").read_text("utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in lines)
