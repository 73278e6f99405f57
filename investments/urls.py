"""Addresses of projects and agreements."""

from django.urls import path

from investments import desk_views, history_views, map_views, views

app_name = "investments"
urlpatterns = [
    path("map/", map_views.ForumMap.as_view(), name="map"),
    path("map/projects/", map_views.ProjectMap.as_view(), name="map-of-projects"),
    path("map/delegations/", map_views.DelegationMap.as_view(), name="map-of-delegations"),
    path("desk/projects/<int:pk>/", desk_views.ProjectsPage.as_view(), name="desk-projects"),
    path("projects/", views.ProjectList.as_view(), name="project-list"),
    path("projects/<slug:slug>/", history_views.ProjectDetail.as_view(), name="project-detail"),
    path("agreements/", views.AgreementList.as_view(), name="agreement-list"),
    path("agreements/<slug:slug>/", history_views.AgreementDetail.as_view(), name="agreement-detail"),
    path(
        "series/<slug:series>/compare/", history_views.EditionsCompared.as_view(), name="editions-to-compare"
    ),
    path(
        "series/<slug:series>/compare/<slug:first>/<slug:second>/",
        history_views.EditionsCompared.as_view(),
        name="editions-compared",
    ),
]
