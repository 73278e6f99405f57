"""Addresses of delegations."""

from django.urls import path

from delegations import views

app_name = "delegations"
urlpatterns = [
    path("delegations/", views.DelegationList.as_view(), name="delegation-list"),
    path("delegations/<slug:slug>/", views.DelegationDetail.as_view(), name="delegation-detail"),
]
