"""Addresses of the home page and of the search."""

from django.urls import path
from django.views.decorators.http import conditional_page

from search import atom, views

app_name = "search"
urlpatterns = [
    path("search/", views.Search.as_view(), name="search"),
    path("search/feed.atom", conditional_page(atom.SearchFeed()), name="search-atom"),
    path("search/suggestions/", views.Suggest.as_view(), name="suggestions"),
]
