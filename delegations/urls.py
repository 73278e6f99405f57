"""Addresses of delegations."""

from django.urls import path

from delegations import (
    arrangements_views,
    delegation_desk_views,
    desk_views,
    draft_views,
    file_views,
    forum_desk_views,
    history_views,
    views,
)

app_name = "delegations"
urlpatterns = [
    path("delegations/", views.DelegationList.as_view(), name="delegation-list"),
    path("delegations/<slug:slug>/", history_views.DelegationDetail.as_view(), name="delegation-detail"),
    path(
        "series/<slug:series>/delegations/",
        history_views.SeriesDelegations.as_view(),
        name="series-delegations",
    ),
    path("desk/", desk_views.DeskHome.as_view(), name="desk-home"),
    path("desk/drafts/", desk_views.DraftAdd.as_view(), name="desk-draft-add"),
    path("desk/drafts/<int:pk>/", draft_views.DelegatesPage.as_view(), name="desk-draft"),
    path("desk/programmes/<int:pk>/", draft_views.ProgrammePage.as_view(), name="desk-programme"),
    path("desk/options/<str:kind>/", desk_views.Options.as_view(), name="desk-options"),
    path("desk/entries/<int:pk>/undo/", desk_views.EntryUndo.as_view(), name="desk-entry-undo"),
    path(
        "desk/delegations/<slug:slug>/",
        delegation_desk_views.DelegationEdit.as_view(),
        name="desk-delegation",
    ),
    path(
        "desk/delegations/<slug:slug>/complete/",
        delegation_desk_views.Complete.as_view(),
        name="desk-complete",
    ),
    path("desk/delegations/<slug:slug>/hold/", delegation_desk_views.Hold.as_view(), name="desk-hold"),
    path("desk/entries/<int:pk>/undo-field/", desk_views.FieldUndo.as_view(), name="desk-field-undo"),
    path(
        "desk/delegations/<slug:slug>/arrangements/",
        arrangements_views.ArrangementsEdit.as_view(),
        name="desk-arrangements",
    ),
    path("desk/again/<int:pk>/", desk_views.DraftAgain.as_view(), name="desk-again"),
    path(
        "desk/delegations/<slug:slug>/files/<str:what>",
        file_views.DelegationFile.as_view(),
        name="desk-file",
    ),
    path("desk/dates/", desk_views.DateInWords.as_view(), name="desk-dates"),
    path("desk/forums/<int:pk>/", forum_desk_views.ForumDesk.as_view(), name="desk-forum"),
    path("desk/forums/add/", desk_views.ForumAdd.as_view(), name="desk-forum-add"),
]
