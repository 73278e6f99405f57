"""Lists as tables: CSV and XLSX in which no cell can become a formula."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from publishing.tables import Table

MOST_ROWS = 10_000
CHUNK = 500
LONGEST_CELL = 32_767  # characters, of Excel
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as the code page of the country
# What spreadsheet programs take for the beginning of a formula (OWASP: CSV injection), also in full width.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def rows_of(table: Table, records: QuerySet, host: str, language: str) -> Iterator[list[Any]]:
    """Heading, records and, where there are too many of them, a last row that says so. Loads chunk by chunk."""
    with override(language):
        yield [*(str(column.label) for column in table.columns), _("Address")]
    found = records.iterator(chunk_size=CHUNK)
    for record in islice(found, MOST_ROWS):
        # A row is made when it is sent: then the language of the request is no longer that of the thread.
        with override(language):
            yield [
                *(_plain(column.value(record)) for column in table.columns),
                host + record.get_absolute_url(),
            ]
    if next(found, None) is not None:
        with override(language):
            yield [
                _("Only the first %(count)d records are here: filter the list to get the others.")
                % {"count": MOST_ROWS}
            ]


def _plain(value: Any) -> Any:
    """A number or a day as it is, anything else as a text."""
    if value is None:
        return ""
    return value if isinstance(value, int | Decimal | dt.date) else str(value)


class _Echo:
    """A file whose write() returns what csv would write, so that it can be sent line by line."""

    def write(self, line: str) -> str:
        return line


def as_csv(rows: Iterable[list[Any]]) -> Iterator[str]:
    """RFC 4180 in UTF-8 with a byte order mark; a text that begins like a formula gets an apostrophe."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])


def harmless(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    cell = cell.replace("\0", "")
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def as_workbook(rows: Iterable[list[Any]], title: str) -> bytes:
    """An XLSX file; texts are stored as texts, whatever they begin with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("".join(letter for letter in title if letter not in r"[]:*?/\\")[:31] or "1")
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, value, is_heading=number == 0) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: Any, value: Any, *, is_heading: bool) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL]
        # The library would make a formula of what begins with an equals sign.
        cell.data_type = "s"
    else:
        cell.value = value
    if is_heading:
        cell.font = Font(bold=True)
    return cell
