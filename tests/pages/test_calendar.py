"""The calendar: whole days where days are known, nowhere else."""

import datetime as dt

import pytest
from django.urls import reverse

from events.calendar_views import IN_A_MONTH
from tests.factories import ForumFactory

pytestmark = pytest.mark.django_db


def year(client, number=2026):
    return client.get(reverse("events:calendar-year", args=[number]))


def month(client, number=2026, of=12):
    return client.get(reverse("events:calendar-month", args=[number, of]))


def days_of(response, forum):
    return [day["date"] for week in response.context["weeks"] for day in week if forum in day["forums"]]


def test_days_of_an_edition_are_in_their_cells(client):
    forum = ForumFactory(year=2026, dates="2026-12-08/2026-12-09")

    response = month(client)

    assert days_of(response, forum) == [dt.date(2026, 12, 8), dt.date(2026, 12, 9)]


def test_edition_across_two_months_is_in_both(client):
    forum = ForumFactory(year=2026, dates="2026-11-30/2026-12-01")

    assert days_of(month(client, of=11), forum) == [dt.date(2026, 11, 30)]
    assert days_of(month(client, of=12), forum) == [dt.date(2026, 12, 1)]


@pytest.mark.parametrize(
    ("dates", "band"),
    [("2026-12", "month_only"), ("2026", "unfixed"), ("2026-24", "unfixed"), ("", "unfixed")],
)
def test_edition_without_a_day_stands_on_none(client, dates, band):
    forum = ForumFactory(year=2026, dates=dates)

    response = month(client)

    assert days_of(response, forum) == []
    assert response.context[band] == [forum]
    assert sum(forum in response.context[name] for name in ("month_only", "unfixed")) == 1


def test_year_tells_months_from_what_is_only_in_the_year(client):
    exact = ForumFactory(year=2026, dates="2026-12-08/2026-12-09")
    vague = ForumFactory(year=2026, dates="2026-12")
    across = ForumFactory(year=2026, dates="2026-06-30/2026-07-02")
    autumn = ForumFactory(year=2026, dates="2026-23")
    unfixed = ForumFactory(year=2026, dates="")
    ForumFactory(year=2025, dates="2025-12-08")

    context = year(client).context

    assert {row["name"]: row["forums"] for row in context["months"] if row["forums"]} == {
        "июнь": [across],
        "декабрь": [vague, exact],
    }
    assert set(context["unfixed"]) == {autumn, unfixed}


def test_month_with_many_editions_shows_the_first_and_says_how_many_more(client):
    forums = [ForumFactory(year=2026, dates="2026-05-05") for _ in range(IN_A_MONTH + 2)]

    may = year(client).context["months"][4]

    assert may["forums"] == forums[:IN_A_MONTH]
    assert may["more"] == 2


def test_this_year_also_shows_what_has_no_year(client):
    forum = ForumFactory(year=None, number=None, slug="undated", dates="", status="proposed")
    ForumFactory(year=None, number=None, slug="undated", dates="", status="held")

    assert client.get(reverse("events:calendar")).context["undated"] == [forum]


def test_withdrawn_edition_is_not_in_the_calendar(client):
    ForumFactory(year=2026, dates="2026-12-08", withdrawn_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))

    assert month(client).context["month_only"] == []
    assert "busy" not in month(client).text


@pytest.mark.parametrize("count", [1, 3])
def test_calendar_takes_constant_queries(client, django_assert_num_queries, count):
    for _ in range(count):
        ForumFactory(year=2031, dates="2031-12-08")
        ForumFactory(year=2031, dates="")

    with django_assert_num_queries(2):
        assert len(year(client, 2031).context["unfixed"]) == count
    with django_assert_num_queries(2):
        assert len(month(client, 2031).context["unfixed"]) == count


@pytest.mark.parametrize(
    "path", ["/calendar/1799/", "/calendar/99999999999999/", "/calendar/2026/13/", "/calendar/2026/0/"]
)
def test_year_or_month_that_is_none_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_edges_of_the_calendar_lead_nowhere_beyond(client):
    assert month(client, 1800, 1).context["previous"] is None
    assert month(client, 2200, 12).context["next"] is None
    assert year(client, 2200).context["next"] is None
