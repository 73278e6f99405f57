"""Calendars: read back with the library, every day is one that a report named."""

import datetime as dt

import pytest
from django.utils import timezone
from icalendar import Calendar

from events.models import Forum
from tests.factories import ForumFactory, ForumSeriesFactory, PlaceFactory, SeriesNameFactory

pytestmark = pytest.mark.django_db


def read(response):
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    body = response.content
    assert all(len(line) <= 75 for line in body.split(b"\r\n")), "RFC 5545, 3.1: lines of 75 octets"
    return Calendar.from_ical(body)


def entry_of(client, forum):
    (entry,) = read(client.get(forum.get_absolute_url() + "calendar.ics")).subcomponents
    return entry


@pytest.mark.parametrize(
    ("dates", "first", "end"),
    [
        ("2026-06-08", "2026-06-08", "2026-06-09"),
        ("2026-06-08/2026-06-09", "2026-06-08", "2026-06-10"),
        ("2026-12-30/2027-01-02", "2026-12-30", "2027-01-03"),
        ("2028-02-28/2028-02-29", "2028-02-28", "2028-03-01"),
    ],
)
def test_known_days_are_whole_days_and_the_end_is_the_day_after(client, dates, first, end):
    entry = entry_of(client, ForumFactory(dates=dates))

    assert entry.name == "VEVENT"
    assert entry["dtstart"].params["VALUE"] == entry["dtend"].params["VALUE"] == "DATE"
    assert (entry["dtstart"].dt.isoformat(), entry["dtend"].dt.isoformat()) == (first, end)


def test_open_end_is_no_end(client):
    entry = entry_of(client, ForumFactory(dates="2026-06-08/.."))

    assert entry["dtstart"].dt == dt.date(2026, 6, 8)
    assert "dtend" not in entry


@pytest.mark.parametrize(
    "dates", ["", "2026", "2026-06", "2026-23", "2026-06/2026-07", "2026-06-08?", "../2026-06-09"]
)
def test_day_that_nobody_named_is_not_invented(client, dates):
    response = client.get(ForumFactory(dates=dates, year=2026).get_absolute_url() + "calendar.ics")

    (entry,) = read(response).subcomponents
    assert entry.name == "VJOURNAL"
    assert "dtstart" not in entry
    assert entry["status"] == "DRAFT"
    assert "VEVENT" not in response.text


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("proposed", "TENTATIVE"),
        ("planned", "CONFIRMED"),
        ("ongoing", "CONFIRMED"),
        ("held", "CONFIRMED"),
        ("postponed", "TENTATIVE"),
        ("cancelled", "CANCELLED"),
        ("", "TENTATIVE"),
    ],
)
def test_status(client, status, expected):
    assert entry_of(client, ForumFactory(status=status, dates="2026-06-08"))["status"] == expected


def test_uid_stays_and_sequence_grows_with_what_a_calendar_shows(client):
    forum = ForumFactory(dates="2026-06-08", status="planned")
    first = entry_of(client, forum)

    forum.note = "not in a calendar"
    forum.save()
    same = entry_of(client, forum)
    forum.dates = "2026-06-09"
    forum.save()
    moved = entry_of(client, forum)
    # Not through save(), and from a row that knows nothing of the change before.
    Forum.objects.filter(pk=forum.pk).update(status="cancelled")
    cancelled = entry_of(client, forum)
    Forum.objects.filter(pk=forum.pk).update(withdrawn_at=timezone.now())
    withdrawn = entry_of(client, forum)

    entries = [first, same, moved, cancelled, withdrawn]
    assert {entry["uid"] for entry in entries} == {str(forum.uuid)}
    assert [entry["sequence"] for entry in entries] == [0, 0, 1, 2, 3]
    assert withdrawn["status"] == "CANCELLED"


def test_uid_is_the_same_in_every_language_and_calendar(client):
    forum = ForumFactory(dates="2026-06-08")
    SeriesNameFactory(series=forum.series, text="港口论坛", language="zh")

    (listed,) = read(client.get("/forums/calendar.ics")).subcomponents
    (chinese,) = read(client.get("/zh" + forum.get_absolute_url() + "calendar.ics")).subcomponents

    assert chinese["summary"].startswith("第")
    assert "港口论坛" in chinese["summary"]
    assert chinese["summary"].params["LANGUAGE"] == "zh"
    assert chinese["uid"] == listed["uid"] == str(forum.uuid)


def test_hostile_texts_stay_texts(client):
    name = 'Форум; "портов", \\n\r\nBEGIN:VALARM\r\nи ещё' + "ы" * 200
    forum = ForumFactory(series__name=name, dates="2026-06-08", place=PlaceFactory(name="Си,ань;"))

    entry = entry_of(client, forum)

    assert entry["summary"].count("BEGIN:VALARM") == 1
    assert entry.subcomponents == []
    assert entry["location"].startswith("Си,ань;")


def test_where_it_is(client):
    place = PlaceFactory(name="Сиань", country="CN", latitude="34.26000", longitude="108.94000")

    entry = entry_of(client, ForumFactory(place=place, dates="2026-06-08"))

    assert entry["location"] == "Сиань, Китай"
    assert (entry["geo"].latitude, entry["geo"].longitude) == (34.26, 108.94)
    assert entry["url"].startswith("http://testserver/forums/")


def test_series_has_its_standing_editions(client):
    series = ForumSeriesFactory()
    forums = [ForumFactory(series=series, dates=f"202{n}-06-08") for n in range(3)]
    ForumFactory(series=series, withdrawn_at=timezone.now())
    ForumFactory()

    entries = read(client.get(series.get_absolute_url() + "calendar.ics")).subcomponents

    assert {entry["uid"] for entry in entries} == {str(forum.uuid) for forum in forums}


@pytest.mark.parametrize("count", [1, 3])
def test_list_has_the_filtered_editions_in_constant_queries(client, django_assert_num_queries, count):
    wanted = [ForumFactory(status="planned", dates="2026-06-08") for _ in range(count)]
    ForumFactory(status="held")

    with django_assert_num_queries(1):
        response = client.get("/forums/calendar.ics?status=planned&colour=red&year=never")

    assert {entry["uid"] for entry in read(response).subcomponents} == {str(forum.uuid) for forum in wanted}


def test_empty_calendar_is_valid(client):
    (entry,) = read(client.get("/forums/calendar.ics")).subcomponents

    assert entry.name == "VJOURNAL"


def test_unchanged_calendar_is_not_sent_again(client):
    ForumFactory(dates="2026-06-08")
    first = client.get("/forums/calendar.ics")

    again = client.get("/forums/calendar.ics", headers={"if-none-match": first.headers["ETag"]})

    assert again.status_code == 304
    assert again.content == b""
