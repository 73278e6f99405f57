"""Addresses of people, organizations and places."""

from django.urls import path

from directory import history_views, views

app_name = "directory"
urlpatterns = [
    path("people/", views.PersonList.as_view(), name="person-list"),
    path("people/<slug:slug>/", history_views.PersonDetail.as_view(), name="person-detail"),
    path("organizations/", views.OrganizationList.as_view(), name="organization-list"),
    path(
        "organizations/<slug:slug>/", history_views.OrganizationDetail.as_view(), name="organization-detail"
    ),
    path("places/", views.PlaceList.as_view(), name="place-list"),
    path("places/<slug:slug>/", history_views.PlaceDetail.as_view(), name="place-detail"),
]
