"""Addresses of news items."""

from django.urls import path

from news import views

app_name = "news"
urlpatterns = [
    path("news/", views.ItemList.as_view(), name="item-list"),
    path("news/<int:pk>/", views.ItemDetail.as_view(), name="item-detail"),
]
