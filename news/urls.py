"""Addresses of news items."""

from django.urls import path

from news import report_views, views

app_name = "news"
urlpatterns = [
    path("news/", views.ItemList.as_view(), name="item-list"),
    path("news/add/", report_views.ReportAdd.as_view(), name="report-add"),
    path("news/reports/", report_views.ReportList.as_view(), name="report-list"),
    path("news/reports/<int:pk>/", report_views.ReportDetail.as_view(), name="report-detail"),
    path("news/reports/<int:pk>/retry/", report_views.ReportRetry.as_view(), name="report-retry"),
    path("news/<int:pk>/", views.ItemDetail.as_view(), name="item-detail"),
]
