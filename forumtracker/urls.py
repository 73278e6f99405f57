"""Addresses of the site: each app has its own, mounted here."""

from django.contrib import admin
from django.urls import include, path

from search.views import Home

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("", include("search.urls")),
    path("", include("directory.urls")),
    path("", include("events.urls")),
    path("", include("delegations.urls")),
    path("", include("investments.urls")),
    path("", include("news.urls")),
    path("admin/", admin.site.urls),
]
