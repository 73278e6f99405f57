"""Addresses of projects and agreements."""

from django.urls import path

from investments import views

app_name = "investments"
urlpatterns = [
    path("projects/", views.ProjectList.as_view(), name="project-list"),
    path("projects/<slug:slug>/", views.ProjectDetail.as_view(), name="project-detail"),
    path("agreements/", views.AgreementList.as_view(), name="agreement-list"),
    path("agreements/<slug:slug>/", views.AgreementDetail.as_view(), name="agreement-detail"),
]
