"""Small column charts: one figure across the editions of a series."""

from collections.abc import Sequence
from dataclasses import dataclass

COLUMN, SPACE = 26, 10
HEIGHT, HEAD, FOOT = 66, 16, 18


@dataclass(frozen=True)
class Column:
    """One value: its column, and where its number and its name stand. `value` is None where nothing is known."""

    name: str
    value: int | None
    x: int
    y: float
    middle: float
    height: float
    is_faded: bool


@dataclass(frozen=True)
class Chart:
    title: str
    columns: list[Column]
    width: int
    baseline: int = HEAD + HEIGHT
    height: int = HEAD + HEIGHT + FOOT
    column: int = COLUMN


def chart(title: str, rows: Sequence[tuple[str, int | None, bool]]) -> Chart:
    """Return the chart of (name, value, faded) rows; the highest column takes the whole height."""
    highest = max((value or 0 for _, value, _ in rows), default=0) or 1
    columns = []
    for index, (name, value, is_faded) in enumerate(rows):
        height = round(HEIGHT * (value or 0) / highest, 1)
        x = index * (COLUMN + SPACE)
        columns.append(
            Column(name, value, x, HEAD + HEIGHT - height, x + COLUMN / 2, height, is_faded=is_faded)
        )
    return Chart(title, columns, width=max(len(rows) * (COLUMN + SPACE) - SPACE, COLUMN))
