"""Lists in, from every kind of file that offices send; lists out, as offices want them."""

import datetime as dt
import io
import zipfile

import pytest
from django.urls import reverse
from django.utils.translation import override
from docx import Document as WordDocument
from openpyxl import Workbook, load_workbook

from delegations import uploads
from delegations.drafting import read_rows
from delegations.models import ArrangementsAccess
from delegations.uploads import UploadError, read_upload
from tests.factories import DelegationFactory, MemberFactory, PersonFactory, PersonNameFactory, StaffFactory

HEADING = ["№", "ФИО", "Должность", "Организация"]
ROWS = [
    ["1", "Иванов Пётр", "министр", "Министерство спорта"],
    ["2", "Петрова Анна", "директор", "ООО «Причал»"],
]
MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    "</manifest:manifest>"
)
NAMES = ["Пётр Иванов", "Анна Петрова"]


def workbook(rows, merged=()):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def word():
    document = WordDocument()
    document.add_paragraph("Состав делегации")
    table = document.add_table(rows=0, cols=4)
    for row in [HEADING, *ROWS]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def opendocument():
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
            for text in row
        )
        + "</table:table-row>"
        for row in [HEADING, *ROWS]
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Лист1">{cells}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", content)
    return file.getvalue()


def separated(encoding, delimiter=";"):
    return "\n".join(delimiter.join(row) for row in [HEADING, *ROWS]).encode(encoding)


GOOD = {
    "sheet.xlsx": workbook([HEADING, *ROWS]),
    "list.docx": word(),
    "sheet.ods": opendocument(),
    "utf8.csv": separated("utf-8-sig"),
    "cp1251.csv": separated("cp1251"),
    "utf16.csv": separated("utf-16", "\t"),
    "commas.csv": separated("utf-8", ","),
    "plain.txt": "1. Иванов Пётр – министр\n2. Петрова Анна – директор".encode(),
}


@pytest.mark.parametrize("name", GOOD)
def test_file_is_read(name):
    upload = read_upload(name, GOOD[name])

    assert [row.name for row in read_rows(upload.text, upload.notes)] == NAMES


def archive(**files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return file.getvalue()


BAD = {
    "empty": ("a.xlsx", b"  ", "empty"),
    "too large": ("a.csv", b"x" * (uploads.LARGEST_FILE + 1), "MB"),
    "macro by name": ("a.xlsm", b"PK", "macros"),
    "macro inside": ("a.xlsx", archive(xl__workbook_xml="x", xl__vbaProject_bin="x"), "macros"),
    "password": ("a.xlsx", uploads.COMPOUND + uploads.ENCRYPTED, "password"),
    "password of ods": ("a.ods", archive(content_xml="x", **{"META-INF__manifest_xml": "encryption-data"}), "password"),
    "old word": ("a.doc", uploads.COMPOUND + b"x", ".docx"),
    "damaged": ("a.xlsx", b"PK\x03\x04 nothing", "damaged"),
    "damaged workbook": ("a.xlsx", archive(xl__workbook_xml="x"), "damaged"),
    "picture": ("a.png", b"\x89PNG", ".xlsx"),
    "bomb": ("a.xlsx", archive(xl__workbook_xml=b"0" * 70_000_000), "too large"),
    "long sheet": ("a.xlsx", workbook([["Иванов"]] * 2_300), "rows"),
    "long table": ("a.csv", "Иванов;министр\n".encode() * 3_000, "rows"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_file_gets_a_message_that_says_what_to_do(case):
    name, raw, words = BAD[case]

    with override("en"), pytest.raises(UploadError, match=words):
        read_upload(name, raw)


def test_formula_and_merged_cells_are_told_at_their_rows():
    rows = [HEADING, *ROWS, ["3", "=A1&B1", "юрист", ""]]
    upload = read_upload("a.xlsx", workbook(rows, merged=["D2:D3"]))

    assert set(upload.notes) == {2, 3, 4}
    assert "=A1&B1" in upload.text
    assert [row.organization for row in read_rows(upload.text)][:2] == ["министерство спорта"] * 2


# Out again


@pytest.fixture
def delegation():
    delegation = DelegationFactory(sending_place__name="Приморский край", stated_size=12)
    person = PersonFactory(name="Ли Хунчжун")
    PersonNameFactory(person=person, text="李鸿忠", language="zh", kind="main")
    PersonNameFactory(person=person)
    MemberFactory(delegation=delegation, person=person, role="head", position=1, post_as_printed="=СУММ(1)")
    MemberFactory(delegation=delegation, person__name="Анна Петрова", position=2)
    return delegation


@pytest.fixture
def fetch(client, delegation):
    client.force_login(StaffFactory())

    def fetched(what):
        response = client.get(reverse("delegations:desk-file", args=[delegation.slug, what]))
        assert response.status_code == 200
        return response.content

    return fetched


@pytest.mark.django_db
def test_word_lists_members_in_protocol_order(fetch):
    table = WordDocument(io.BytesIO(fetch("list-zh.docx"))).tables[0]

    assert [[cell.text for cell in row.cells][1:3] for row in table.rows][1:] == [
        ["Ли Хунчжун", "李鸿忠"], ["Анна Петрова", ""],
    ]  # fmt: skip


@pytest.mark.django_db
def test_sheets_have_no_formula(fetch):
    book = load_workbook(io.BytesIO(fetch("list.xlsx")))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert len(book.worksheets) == 3
    assert "=СУММ(1)" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} == {"s"}


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["badges.pdf", "cards.pdf"])
def test_badges_and_cards_are_pdf(fetch, what):
    content = fetch(what)

    assert content.startswith(b"%PDF")
    assert len(content) > 5_000


@pytest.mark.django_db
def test_travel_is_for_few_and_written_down(client, delegation, fetch):
    delegation.arrangements.create(hotel="Берег", arrival=dt.datetime(2026, 6, 8, 9, tzinfo=dt.UTC))

    cells = [
        cell.value for row in load_workbook(io.BytesIO(fetch("travel"))).active.iter_rows() for cell in row
    ]

    assert "Берег" in cells
    assert ArrangementsAccess.objects.get().what == "exported"
    client.force_login(StaffFactory(permissions=("enter_delegation",)))
    assert client.get(reverse("delegations:desk-file", args=[delegation.slug, "travel"])).status_code == 403
