"""The calendar of all series: a year, a month. An edition without a day stands on none."""

import calendar
import datetime as dt
import re
from collections import defaultdict
from typing import Any

from babel.dates import format_date, format_skeleton, get_day_names
from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import ExtractMonth, ExtractYear, RowNumber
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from directory.edtf import exact_days
from directory.languages import reader_locale
from events.editions import AHEAD
from events.models import Forum

FIRST_YEAR, LAST_YEAR = 1800, 2200  # as the database has it: forum_year_is_plausible
IN_A_MONTH, IN_A_BAND = (
    12,
    60,
)  # editions shown in a month of the year and without a month; the month shows them all
MOST = 500  # editions of one month
NAMES_A_MONTH = r"^\d{4}-(0\d|1[0-2])"  # a season does not, though its bounds may be those of one month
NAMES_A_DAY = NAMES_A_MONTH + r"-\d\d"


def _month(year: int, month: int) -> str:
    """“December 2026”."""
    return format_skeleton("yMMMM", dt.date(year, month, 1), locale=reader_locale())


class YearCalendar(TemplateView):
    """A year, month by month; what is only known to be in the year stands apart."""

    template_name = "events/calendar_year.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        year = self.kwargs.get("year", today.year)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Http404
        by_month = defaultdict(list)
        for forum in in_months_of(year):
            by_month[forum.month].append(forum)
        months = [
            {
                "name": format_date(dt.date(year, month, 1), "LLLL", locale=reader_locale()),
                "address": reverse("events:calendar-month", args=[year, month]),
                "forums": by_month[month],
                "more": by_month[month][0].in_month - len(by_month[month]) if by_month[month] else 0,
                "is_current": (year, month) == (today.year, today.month),
            }
            for month in range(1, 13)
        ]
        return super().get_context_data() | {
            "year": year,
            "months": months,
            "unfixed": list(without_month(year)[:IN_A_BAND]),
            "undated": list(without_year()[:IN_A_BAND]) if year == today.year else [],
            "previous": year - 1 if year > FIRST_YEAR else None,
            "next": year + 1 if year < LAST_YEAR else None,
            "today": today,
        }


class MonthCalendar(TemplateView):
    """A month, day by day; what is only known to be in the month, or in the year, stands below."""

    template_name = "events/calendar_month.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        year, month, today = self.kwargs["year"], self.kwargs["month"], timezone.localdate()
        if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
            raise Http404
        first = dt.date(year, month, 1)
        last = first.replace(day=calendar.monthrange(year, month)[1])
        forums = list(overlapping(first, last)[:MOST])
        by_day = defaultdict(list)
        for forum in forums:
            for day in days_within(forum, first, last):
                by_day[day].append(forum)
        weeks = [
            [{"date": day, "is_inside": day.month == month, "forums": by_day[day]} for day in week]
            for week in calendar.Calendar().monthdatescalendar(year, month)
        ]
        unfixed = [forum for forum in forums if exact_days(forum.dates) is None]
        return super().get_context_data() | {
            "year": year,
            "name": _month(year, month),
            "weeks": weeks,
            "weekdays": _weekdays(),
            "month_only": [
                forum
                for forum in unfixed
                if re.match(NAMES_A_MONTH, forum.dates)
                and first <= forum.dates_first
                and forum.dates_last <= last
            ],
            "unfixed": list(without_month(year)[:IN_A_BAND]),
            "is_cut": len(forums) == MOST,
            "previous": _step(first - dt.timedelta(days=1)),
            "next": _step(last + dt.timedelta(days=1)),
            "today": today,
        }


def _step(day: dt.date) -> dict[str, str] | None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    return {
        "name": _month(day.year, day.month),
        "address": reverse("events:calendar-month", args=[day.year, day.month]),
    }


def _weekdays() -> list[dict[str, str]]:
    long, short = (get_day_names(width, "stand-alone", reader_locale()) for width in ("wide", "abbreviated"))
    return [{"long": long[index], "short": short[index]} for index in range(7)]


# Which editions


def overlapping(first: dt.date, last: dt.date) -> QuerySet[Forum]:
    """Editions whose dates, as far as known, touch the days from `first` to `last`."""
    touched = Forum.objects.standing().with_places().filter(dates_first__lte=last, dates_last__gte=first)
    return touched.order_by("dates_first", "dates_last", "pk")


def in_months_of(year: int) -> QuerySet[Forum]:
    """The first editions of each month of a year, with how many there are in the month.

    In a month stands what has its first day there: its days are known, or at least that both ends are in this month.
    """
    rows = (
        Forum.objects.standing()
        .filter(dates_first__range=(dt.date(year, 1, 1), dt.date(year, 12, 31)))
        .filter(_is_within_a_month())
        .annotate(month=ExtractMonth("dates_first"))
        .annotate(
            rank=Window(RowNumber(), partition_by="month", order_by=["dates_first", "pk"]),
            in_month=Window(Count("pk"), partition_by="month"),
        )
    )
    return rows.filter(rank__lte=IN_A_MONTH).with_places().order_by("month", "rank")


def _is_within_a_month() -> Q:
    same_month = Q(dates_last__month=ExtractMonth("dates_first"), dates_last__year=ExtractYear("dates_first"))
    return Q(dates__regex=NAMES_A_MONTH) & (same_month | Q(dates__regex=NAMES_A_DAY))


def without_month(year: int) -> QuerySet[Forum]:
    """Editions of a year of which no month is known."""
    days = (dt.date(year, 1, 1), dt.date(year, 12, 31))
    vague = Q(dates_first__range=days) & ~_is_within_a_month()
    rows = Forum.objects.standing().with_places().filter(Q(dates="", year=year) | vague)
    return rows.order_by(F("number").asc(nulls_last=True), "pk")


def without_year() -> QuerySet[Forum]:
    """Editions to come of which not even the year is known."""
    rows = Forum.objects.standing().with_places().filter(dates="", year=None, status__in=AHEAD)
    return rows.order_by("-pk")


def days_within(forum: Forum, first: dt.date, last: dt.date) -> list[dt.date]:
    """The days of an edition that lie between two days; none where its days are not known."""
    days = exact_days(forum.dates)
    if days is None:
        return []
    begin, end = max(days.first, first), min(days.last or days.first, last)
    return [begin + dt.timedelta(days=count) for count in range((end - begin).days + 1)]
