"""A file with a list of delegates → its text: a line a row, tabs between cells. Whatever is uploaded is hostile.

Sizes are limited before anything is unpacked, formulas stay text, macros are refused; each message says what to do.
"""

from __future__ import annotations

import contextlib
import csv
import io
import logging
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _
from docx import Document as WordDocument
from docx.table import Table
from openpyxl import load_workbook
from python_calamine import CalamineError, CalamineWorkbook

from delegations.drafting import MOST_ROWS
from extraction.lists import as_text

logger = logging.getLogger(__name__)

LARGEST_FILE = 5_000_000  # bytes
LARGEST_UNPACKED = 60_000_000
MOST_COLUMNS = 60
LONGEST_CELL = 2_000
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")  # the old Office container, also that of encrypted new files
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
RUSSIAN = re.compile("[а-яё]")
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
# UTF-8 that was read as Windows-1251 or Latin-1: «РРІР°РЅ», “Ð˜Ð²Ð°Ð½”.
BROKEN = re.compile(r"(?:[ÐÑ][\u0080-\u00ff]){2}|(?:[РС][\u0080-\u00bf°-їЂ-Џђ-џ]){3}|\ufffd")
KINDS = (".xlsx", ".csv", ".docx", ".ods", ".txt", ".tsv", ".xls")


class UploadError(Exception):
    """The file cannot be read. The message says what to do."""


@dataclass
class Upload:
    """The text of a file, and what is to be said of single lines of it."""

    text: str
    notes: dict[int, str] = field(default_factory=dict)
    about: list[str] = field(default_factory=list)


def is_broken(text: str) -> bool:
    """Whether letters were read in a wrong encoding."""
    return bool(BROKEN.search(text))


def read_upload(name: str, raw: bytes, *, between: str = " ") -> Upload:
    """Read a file by its name and content; UploadError when it is no list or too much of one.

    `between` stands for a line break inside a cell.
    """
    kind = PurePath(name).suffix.lower()
    if not raw.strip():
        raise UploadError(_("The file is empty. Choose another one."))
    if len(raw) > LARGEST_FILE:
        raise UploadError(
            _("The file has %(size).1f MB; at most %(limit)d MB are read. Save only the sheet with the list.")
            % {"size": len(raw) / 1e6, "limit": LARGEST_FILE // 1_000_000}
        )
    if kind == ".xlsm" or kind == ".docm":
        raise UploadError(_("The file may contain macros. Save it as .xlsx or .docx and upload that."))
    if raw.startswith(COMPOUND):
        return _old_office(raw, kind, between)
    if raw.startswith(b"PK"):
        return _packed(raw, kind, between)
    if kind not in (".csv", ".txt", ".tsv"):
        raise UploadError(
            _(
                "This is no list that can be read. Upload .xlsx, .csv, .docx or .ods, or paste the list as text."
            )
        )
    text = _decoded(raw)
    return Upload(text) if kind == ".txt" else _separated(text, between)


def _old_office(raw: bytes, kind: str, between: str) -> Upload:
    if ENCRYPTED in raw:
        raise UploadError(
            _(
                "The file is protected by a password. Open it, remove the password (File → Info → Protect), save and upload it again."
            )
        )
    if kind != ".xls":
        raise UploadError(_("This is the old format of Word. Save the file as .docx and upload that."))
    return _with_calamine(raw, between)


def _packed(raw: bytes, kind: str, between: str) -> Upload:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = set(archive.namelist())
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > LARGEST_UNPACKED or len(names) > 2_000:
                raise UploadError(
                    _(
                        "Unpacked, the file is too large. Copy the list alone into a new sheet and upload that."
                    )
                )
            manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError, OSError) as error:
        raise UploadError(_("The file is damaged. Open it, save it again and upload that.")) from error
    if any(name.endswith("vbaProject.bin") for name in names):
        raise UploadError(
            _("The file contains macros. Save it as .xlsx or .docx without macros and upload that.")
        )
    if b"encryption-data" in manifest:
        raise UploadError(_("The file is protected by a password. Save it without one and upload it again."))
    if "xl/workbook.xml" in names:
        return _workbook(raw, between)
    if "word/document.xml" in names:
        return _word(raw, between)
    if "content.xml" in names and kind == ".ods":
        return _with_calamine(raw, between)
    raise UploadError(
        _("This is no list that can be read. Upload .xlsx, .csv, .docx or .ods, or paste the list as text.")
    )


def _too_many(count: int) -> UploadError:
    return UploadError(
        _(
            "The sheet has more than %(limit)d rows: it is hardly a list of one delegation. Copy its rows into a sheet of their own."
        )
        % {"limit": min(count, MOST_ROWS)}
    )


def _cell(value: Any) -> str:
    return ("" if value is None else str(value))[:LONGEST_CELL]


@contextlib.contextmanager
def _parsing(message: str) -> Iterator[None]:
    """A hostile file may make a library raise anything: the reader is told what to do, the log keeps what was raised."""
    try:
        yield
    except UploadError:
        raise
    except Exception as error:
        logger.warning("a file could not be parsed", exc_info=error)
        raise UploadError(message) from error


# Excel


def _workbook(raw: bytes, between: str) -> Upload:
    with _parsing(_("The workbook is damaged. Open it, save it again and upload that.")):
        _check_rows(raw)
        book = load_workbook(io.BytesIO(raw), data_only=False)
    sheets = [sheet for sheet in book.worksheets if sheet.max_row > 1 or sheet["A1"].value is not None]
    if not sheets:
        raise UploadError(_("The workbook has no sheet with anything in it."))
    sheet = book.active if book.active in sheets else sheets[0]
    upload = Upload("")
    if len(sheets) > 1:
        upload.about.append(_("Only the sheet “%(name)s” was read.") % {"name": sheet.title})
    rows = [[_cell(cell.value) for cell in row[:MOST_COLUMNS]] for row in sheet.iter_rows()]
    for number, row in enumerate(sheet.iter_rows(), 1):
        if any(cell.data_type == "f" for cell in row):
            upload.notes[number] = _(
                "A formula stands in this row and is taken as text. Type what it should say."
            )
    for area in sheet.merged_cells.ranges:
        _spread(rows, area, upload)
    upload.text = as_text(rows, between)
    return upload


def _check_rows(raw: bytes) -> None:
    """Count rows as they stream by: a sheet that is too long is never loaded."""
    book = load_workbook(io.BytesIO(raw), read_only=True)
    try:
        for sheet in book.worksheets:
            for count, _row in enumerate(sheet.iter_rows(values_only=True), 1):
                if count > MOST_ROWS + 100:
                    raise _too_many(count)
    finally:
        book.close()


def _spread(rows: list[list[str]], area: Any, upload: Upload) -> None:
    """A cell merged over several rows says the same in each of them; over columns it says it once."""
    first = area.min_row - 1
    column = area.min_col - 1
    if area.max_row == area.min_row or first >= len(rows) or column >= len(rows[first]):
        return
    value = rows[first][column]
    for number in range(area.min_row, min(area.max_row, len(rows)) + 1):
        rows[number - 1][column] = value
        upload.notes.setdefault(
            number,
            _("Rows %(first)d–%(last)d share a merged cell: “%(value)s” was taken for each. Check it.")
            % {"first": area.min_row, "last": area.max_row, "value": value[:60]},
        )


def _with_calamine(raw: bytes, between: str) -> Upload:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets = [(name, book.get_sheet_by_name(name).to_python()) for name in book.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        raise UploadError(_("The sheet is damaged. Open it, save it again and upload that.")) from error
    filled = [(name, rows) for name, rows in sheets if any(any(map(str, row)) for row in rows)]
    if not filled:
        raise UploadError(_("The workbook has no sheet with anything in it."))
    name, rows = filled[0]
    if len(rows) > MOST_ROWS:
        raise _too_many(len(rows))
    upload = Upload(as_text([[_number(value) for value in row[:MOST_COLUMNS]] for row in rows], between))
    if len(filled) > 1:
        upload.about.append(_("Only the sheet “%(name)s” was read.") % {"name": name})
    return upload


def _number(value: Any) -> str:
    """Whole numbers without “.0”: the reader gives all numbers as decimals."""
    return _cell(int(value) if isinstance(value, float) and value.is_integer() else value)


# Word


def _word(raw: bytes, between: str) -> Upload:
    with _parsing(_("The document is damaged. Open it, save it again and upload that.")):
        document = WordDocument(io.BytesIO(raw))
        blocks = list(document.iter_inner_content())
    lines: list[str] = []
    upload = Upload("")
    for block in blocks:
        if isinstance(block, Table):
            _read_table(block, lines, upload, between)
        else:
            lines += block.text.split("\n")
        if len(lines) > MOST_ROWS + 100:
            raise _too_many(len(lines))
    upload.text = "\n".join(line[: LONGEST_CELL * 5] for line in lines)
    return upload


def _read_table(table: Table, lines: list[str], upload: Upload, between: str) -> None:
    above: set[Any] = set()
    for row in table.rows:
        cells, seen = [], set()
        for cell in row.cells:
            if cell._tc not in seen:
                seen.add(cell._tc)
                cells.append(_cell(cell.text))
        lines.append(as_text([cells], between))
        if above & seen:
            upload.notes[len(lines)] = _("A merged cell of this row belongs to several rows. Check the row.")
        above = seen


# Text


def _decoded(raw: bytes) -> str:
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    for encoding in ("utf-8", "windows-1251"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Most letters of Russian are small ones; what is something else, misread, has signs anywhere.
        if encoding == "utf-8" or len(RUSSIAN.findall(text)) > 0.6 * len(BEYOND_ASCII.findall(text)):
            return text.replace("\0", "")
    guess = from_bytes(raw[:200_000]).best()
    if guess is None or "\0" in str(guess):
        raise UploadError(
            _("The letters of this file cannot be read. Save it as “CSV UTF-8” or as .xlsx and upload that.")
        )
    return raw.decode(guess.encoding, "replace")


def _separated(text: str, between: str) -> Upload:
    sample = text[:20_000]
    delimiter = max(";,\t", key=lambda mark: (sample.count(mark), mark == ";"))
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([_cell(value) for value in row[:MOST_COLUMNS]])
            if len(rows) > MOST_ROWS:
                raise _too_many(len(rows))
    except csv.Error as error:
        raise UploadError(
            _("The table breaks off in line %(line)d: %(error)s. Save it as “CSV UTF-8” and upload that.")
            % {"line": len(rows) + 1, "error": error}
        ) from error
    return Upload(as_text(rows, between), _formulas(rows))


def _formulas(rows: Iterable[list[str]]) -> dict[int, str]:
    return {
        number: _("A formula stands in this row and is taken as text. Type what it should say.")
        for number, row in enumerate(rows, 1)
        if any(cell[:1] == "=" for cell in row)
    }
