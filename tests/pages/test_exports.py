"""Lists as tables: the filtered records, in order, and no cell that a spreadsheet would compute."""

import csv
import io

import pytest
from openpyxl import load_workbook

from publishing import exports
from publishing.exports import as_csv, as_workbook, harmless
from publishing.tables import TABLES
from tests.factories import (
    AgreementPartyFactory,
    AppearanceFactory,
    ForumFactory,
    InitiativePartyFactory,
    ItemFactory,
    MemberFactory,
    OrganizationFactory,
    PlaceFactory,
    PlaceNameFactory,
    PostFactory,
    PresentationFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db

HOSTILE = [
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    'a"b,c;d',
    "line\nbreak",
    "\x07bell\x00",
    "=" * 40_000,
]

MAKE = {
    "series": lambda: ForumFactory().series,
    "forums": ForumFactory,
    "sessions": lambda: AppearanceFactory().session,
    "initiatives": lambda: InitiativePartyFactory().initiative,
    "delegations": lambda: MemberFactory(role="head").delegation,
    "people": lambda: PostFactory().person,
    "organizations": lambda: OrganizationFactory(place=PlaceFactory()),
    "places": PlaceFactory,
    "projects": lambda: PresentationFactory().project,
    "agreements": lambda: AgreementPartyFactory().agreement,
    "news": ItemFactory,
}
QUERIES = {
    "series": 1,
    "forums": 1,
    "sessions": 2,
    "initiatives": 2,
    "delegations": 2,
    "people": 2,
    "organizations": 1,
    "places": 1,
    "projects": 1,
    "agreements": 2,
    "news": 1,
}


def csv_rows(response):
    body = b"".join(response.streaming_content)
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def xlsx_rows(response):
    book = load_workbook(io.BytesIO(response.content))
    return [list(row) for row in book.active.iter_rows()]


def test_every_list_can_be_taken_away():
    assert set(TABLES) == set(MAKE)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", MAKE)
def test_csv_has_every_record_in_constant_queries(client, django_assert_num_queries, name, count):
    made = [MAKE[name]() for _ in range(count)]

    with django_assert_num_queries(QUERIES[name]):
        heading, *rows = csv_rows(client.get(f"/{name}/export.csv"))

    assert {f"http://testserver{record.get_absolute_url()}" for record in made} <= {row[-1] for row in rows}
    assert {len(row) for row in rows} == {len(heading)}


@pytest.mark.parametrize("name", MAKE)
def test_workbook_says_the_same_as_the_csv(client, name):
    MAKE[name]()

    workbook = xlsx_rows(client.get(f"/{name}/export.xlsx"))
    table = csv_rows(client.get(f"/{name}/export.csv"))

    said = [["" if cell.value is None else cell.value for cell in row] for row in workbook]
    assert [[str(value).removesuffix(" 00:00:00") for value in row] for row in said] == table


def test_filters_and_order_are_those_of_the_list(client):
    first = ForumFactory(year=2025, status="held", number=7)
    second = ForumFactory(year=2024, status="held", number=6)
    ForumFactory(year=2026, status="planned")
    ForumFactory(year=2025, status="held", withdrawn_at="2025-11-25T00:00Z")

    _heading, *rows = csv_rows(client.get("/forums/export.csv?status=held&colour=red"))

    assert [row[-1] for row in rows] == [f"http://testserver{f.get_absolute_url()}" for f in (first, second)]


def test_table_speaks_the_readers_language(client):
    place = PlaceFactory(name="Сиань", country="CN")
    PlaceNameFactory(place=place, text="Xi'an", language="en")
    path = ForumFactory(place=place, dates="2025-06-08/2025-06-09").get_absolute_url()

    heading, row = csv_rows(client.get("/en/forums/export.csv"))

    assert heading[:5] == ["Number", "Series", "Year", "Dates (EDTF)", "Dates"]
    assert row[3:8] == ["2025-06-08/2025-06-09", "June 8–9, 2025", "Xi'an", "China", "held"]
    assert row[-1] == f"http://testserver/en{path}"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_cell_is_a_text(client, text):
    ProjectFactory(name=text.replace("\0", "")[:500], name_key="x")

    row = csv_rows(client.get("/projects/export.csv"))[1]
    cell = xlsx_rows(client.get("/projects/export.xlsx"))[1][0]

    assert not row[0].startswith(exports.FORMULA_STARTS)
    assert row[0].lstrip("'") == text.replace("\0", "")[:500]
    assert cell.data_type in ("s", "inlineStr")


def test_numbers_stay_numbers(client):
    ProjectFactory(amount="-0", currency="RUB")
    ProjectFactory(amount="12500000.50", currency="RUB", amount_as_printed="-12,5 млн")

    workbook = xlsx_rows(client.get("/projects/export.xlsx"))

    assert workbook[2][5].value == 12500000.5
    assert harmless(-5) == -5
    assert harmless("-12,5 млн") == "'-12,5 млн"


def test_too_many_records_are_cut_and_the_last_row_says_so(client, monkeypatch):
    monkeypatch.setattr(exports, "MOST_ROWS", 2)
    PlaceFactory.create_batch(3)

    rows = csv_rows(client.get("/en/places/export.csv"))

    assert len(rows) == 1 + 2 + 1
    assert rows[-1] == ["Only the first 2 records are here: filter the list to get the others."]


def test_rows_are_written_one_by_one():
    def rows():
        yield ["a"]
        raise LookupError

    lines = as_csv(rows())

    assert [next(lines), next(lines)] == ["\ufeff", "a\r\n"]


def test_title_of_a_sheet_may_be_anything():
    book = load_workbook(io.BytesIO(as_workbook([["x"]], "[a]:b*c?d/e\\f" * 9)))

    assert book.active.title == ("abcdef" * 9)[:31]


@pytest.mark.parametrize(
    "query", ["page=zzz", "year=" + "9" * 5000, "status=%00", "name=" + "x" * 10000, "%00=1"]
)
@pytest.mark.parametrize("ending", ["export.csv", "export.xlsx", "feed.atom"])
def test_hostile_address_gets_a_table(client, ending, query):
    assert client.get(f"/forums/{ending}?{query}").status_code == 200


def test_page_of_a_list_leads_to_its_tables_with_its_filters(client):
    ForumFactory(status="held")

    text = client.get("/zh/forums/?status=held").text

    for ending in ("export.csv", "export.xlsx", "feed.atom", "calendar.ics"):
        assert f'href="/zh/forums/{ending}?status=held"' in text
    assert 'href="webcal://testserver/zh/forums/calendar.ics?status=held"' in text
