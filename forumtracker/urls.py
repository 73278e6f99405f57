"""Addresses of the site: each app has its own, mounted here."""

from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from search.views import Home

admin.site.site_header = admin.site.site_title = _("Forum history: curation")
admin.site.index_title = _("What is kept here")

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
