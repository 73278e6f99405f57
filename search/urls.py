"""Addresses of the home page and of the search."""

from django.urls import path

from search import atom, views

app_name = "search"
urlpatterns = [
    path("search/", views.Search.as_view(), name="search"),
    path("search/feed.atom", atom.SearchFeed(), name="search-atom"),
    path("search/suggestions/", views.Suggest.as_view(), name="suggestions"),
]
