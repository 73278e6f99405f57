"""Calendars to be taken away or subscribed to."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page
from django.views.generic import View

from directory.lists import chosen
from events.ics import LARGEST, calendar_of
from events.models import Forum, ForumSeries
from events.views import ForumList


@method_decorator(conditional_page, name="dispatch")
class CalendarView(View):
    """A calendar file. It is shown, not saved: a calendar program asks for the same address again and again."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        name, forums = self.chosen(**kwargs)
        host = f"{request.scheme}://{request.get_host()}"
        body = calendar_of(
            forums, name=name, host=host, address=request.build_absolute_uri(request.get_full_path())
        )
        return HttpResponse(
            body,
            content_type="text/calendar; charset=utf-8",
            headers={"Content-Disposition": 'inline; filename="forums.ics"'},
        )


class ForumCalendar(CalendarView):
    """One edition; a withdrawn one as cancelled, so that it disappears from the calendars that it is in."""

    def chosen(self, series: str, slug: str) -> tuple[str, list[Forum]]:
        forum = get_object_or_404(Forum.objects.with_places(), series__slug=series, slug=slug)
        return str(forum), [forum]


class SeriesCalendar(CalendarView):
    def chosen(self, slug: str) -> tuple[str, list[Forum]]:
        series = get_object_or_404(ForumSeries.objects.standing(), slug=slug)
        return str(series), list(series.forums.standing().with_places().newest_first()[:LARGEST])


class ForumListCalendar(CalendarView):
    """The editions that the same address without “calendar.ics” lists, the newest ones of very many."""

    def chosen(self) -> tuple[str, list[Forum]]:
        return str(_("Forums")), list(chosen(ForumList, self.request)[:LARGEST])
