"""Addresses of the site: each app has its own, mounted here, once for each language of the interface."""

from django.contrib import admin
from django.urls import URLResolver, include, path
from django.urls.resolvers import LocalePrefixPattern
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from directory.languages import prefix_of
from search.home_views import Home

admin.site.site_header = admin.site.site_title = _("Forum history: curation")
admin.site.index_title = _("What is kept here")


class LanguagePrefix(LocalePrefixPattern):
    """Nothing before a Russian page, /zh/ before a Chinese one: Django itself would say /zh-hans/."""

    @property
    def language_prefix(self) -> str:
        prefix = prefix_of(get_language())
        return f"{prefix}/" if prefix else ""


pages = [
    path("", Home.as_view(), name="home"),
    path("", include("search.urls")),
    path("", include("publishing.urls")),
    path("", include("directory.urls")),
    path("", include("events.urls")),
    path("", include("delegations.urls")),
    path("", include("investments.urls")),
    path("", include("news.urls")),
    path("admin/", admin.site.urls),
]
urlpatterns = [URLResolver(LanguagePrefix(prefix_default_language=False), pages)]
