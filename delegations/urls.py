"""Addresses of delegations."""

from django.urls import path

from delegations import history_views, views

app_name = "delegations"
urlpatterns = [
    path("delegations/", views.DelegationList.as_view(), name="delegation-list"),
    path("delegations/<slug:slug>/", history_views.DelegationDetail.as_view(), name="delegation-detail"),
    path(
        "series/<slug:series>/delegations/",
        history_views.SeriesDelegations.as_view(),
        name="series-delegations",
    ),
]
