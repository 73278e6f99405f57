"""The original of a list with its rows marked, and in them what was not understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from delegations.drafting import Row

AROUND = 1_500  # characters of the text before the first and after the last row that are shown


@dataclass(frozen=True)
class Passage:
    """A piece of the original: of a row or between rows, clear or unclear."""

    text: str
    row: int = 0
    is_unclear: bool = False
    is_first: bool = False


def marked(text: str, rows: Sequence[Row]) -> list[Passage]:
    """The text in pieces, in its order; only as much of a long text as belongs to the rows."""
    standing = sorted((row for row in rows if row.end > row.start), key=lambda row: row.start)
    if not standing:
        return [Passage(text[: AROUND * 4])] if text else []
    passages: list[Passage] = []
    position = max(0, standing[0].start - AROUND)
    for row in standing:
        if row.start < position:
            continue  # two people of one line: the line is shown once
        passages.append(Passage(text[position : row.start]))
        passages += _of_row(text, row)
        position = row.end
    passages.append(Passage(text[position : position + AROUND]))
    return [passage for passage in passages if passage.text]


def _of_row(text: str, row: Row) -> list[Passage]:
    pieces: list[Passage] = []
    position = row.start
    for start, end in sorted(map(tuple, row.unclear)):
        start, end = max(start, position), min(end, row.end)
        if start >= end:
            continue
        pieces.append(Passage(text[position:start], row.id))
        pieces.append(Passage(text[start:end], row.id, is_unclear=True))
        position = end
    pieces.append(Passage(text[position : row.end], row.id))
    pieces = [piece for piece in pieces if piece.text]
    if pieces:
        pieces[0] = Passage(pieces[0].text, row.id, pieces[0].is_unclear, is_first=True)
    return pieces
