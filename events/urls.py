"""Addresses of series, forums, sessions and initiatives."""

from django.urls import path

from events import calendar_views, history_views, ics_views, views

app_name = "events"
urlpatterns = [
    path("series/", views.SeriesList.as_view(), name="series-list"),
    path("forums/", views.ForumList.as_view(), name="forum-list"),
    path("forums/calendar.ics", ics_views.ForumListCalendar.as_view(), name="forum-list-ics"),
    path("forums/<slug:slug>/calendar.ics", ics_views.SeriesCalendar.as_view(), name="series-ics"),
    path(
        "forums/<slug:series>/<slug:slug>/calendar.ics", ics_views.ForumCalendar.as_view(), name="forum-ics"
    ),
    path("forums/<slug:slug>/", history_views.SeriesDetail.as_view(), name="series-detail"),
    path("forums/<slug:series>/<slug:slug>/", history_views.ForumDetail.as_view(), name="forum-detail"),
    path(
        "forums/<slug:series>/<slug:forum>/sessions/<int:position>/",
        history_views.SessionDetail.as_view(),
        name="session-detail",
    ),
    path("calendar/", calendar_views.YearCalendar.as_view(), name="calendar"),
    path("calendar/<int:year>/", calendar_views.YearCalendar.as_view(), name="calendar-year"),
    path("calendar/<int:year>/<int:month>/", calendar_views.MonthCalendar.as_view(), name="calendar-month"),
    path("sessions/", views.SessionList.as_view(), name="session-list"),
    path("initiatives/", views.InitiativeList.as_view(), name="initiative-list"),
    path("initiatives/<slug:slug>/", history_views.InitiativeDetail.as_view(), name="initiative-detail"),
]
