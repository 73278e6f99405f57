"""Addresses of what is taken away, of the log of changes and of error reports."""

from django.urls import path
from django.views.decorators.http import conditional_page

from publishing import atom, dossier_views, sitemaps, views
from publishing.tables import TABLES

app_name = "publishing"
urlpatterns = [
    path("robots.txt", sitemaps.Robots.as_view(), name="robots"),
    path("sitemap.xml", sitemaps.SitemapIndex.as_view(), name="sitemap-index"),
    path("sitemap-lists.xml", sitemaps.SitemapOfLists.as_view(), name="sitemap-lists"),
    path("sitemap-<slug:name>-<int:number>.xml", sitemaps.Sitemap.as_view(), name="sitemap"),
    path("changes/", views.ChangeList.as_view(), name="change-list"),
    path("changes/feed.atom", conditional_page(atom.ChangeFeed()), name="change-atom"),
    path("errors/report/", views.ErrorReportAdd.as_view(), name="error-report-add"),
    path("errors/<slug:secret>/", views.ErrorReportDetail.as_view(), name="error-report"),
    path(
        "forums/<slug:series>/<slug:slug>/dossier/",
        dossier_views.ForumDossier.as_view(),
        name="forum-dossier",
    ),
    path(
        "forums/<slug:series>/<slug:slug>/dossier.pdf",
        dossier_views.ForumDossierPdf.as_view(),
        name="forum-dossier-pdf",
    ),
    path(
        "delegations/<slug:slug>/dossier/",
        dossier_views.DelegationDossier.as_view(),
        name="delegation-dossier",
    ),
    path(
        "delegations/<slug:slug>/dossier.pdf",
        dossier_views.DelegationDossierPdf.as_view(),
        name="delegation-dossier-pdf",
    ),
    path("quotes/<int:pk>/citation/", views.QuoteCitation.as_view(), name="quote-citation"),
]
for _name in TABLES:
    urlpatterns += [
        path(f"{_name}/export.csv", views.CsvExport.as_view(), {"name": _name}, name=f"{_name}-csv"),
        path(f"{_name}/export.xlsx", views.XlsxExport.as_view(), {"name": _name}, name=f"{_name}-xlsx"),
        path(f"{_name}/feed.atom", conditional_page(atom.ListFeed()), {"name": _name}, name=f"{_name}-atom"),
    ]
