"""Delegations and their members in the admin."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from delegations.models import ArrangementsAccess, Delegation, Entry, Member, StaffTerritory
from directory.paging import CappedPaginator
from directory.record_admin import RecordAdmin, RecordInline


class MemberInline(RecordInline):
    model = Member
    fields = ("position", "person", "role", "posts", "post_as_printed")
    autocomplete_fields = ("person", "posts")


@admin.register(Delegation)
class DelegationAdmin(RecordAdmin):
    list_display = ("__str__", "forum", "destination", "stated_size", "is_checked")
    list_select_related = ("sending_place", "sending_organization", "forum__series", "destination")
    search_fields = (
        "sending_place__name",
        "sending_organization__name",
        "destination__name",
        "forum__series__name",
        "forum__year",
    )
    autocomplete_fields = ("sending_place", "sending_organization", "forum", "destination", "invited_by")
    inlines = (MemberInline,)


@admin.register(Member)
class MemberAdmin(RecordAdmin):
    list_display = ("person", "role", "delegation", "is_checked")
    list_filter = ("role",)
    list_select_related = ("person", "delegation__sending_place", "delegation__sending_organization")
    search_fields = ("person__name",)
    autocomplete_fields = ("delegation", "person", "posts")


@admin.register(StaffTerritory)
class StaffTerritoryAdmin(admin.ModelAdmin):
    list_display = ("by", "place")
    list_select_related = ("by", "place")
    search_fields = ("by__username", "place__name")
    autocomplete_fields = ("by", "place")
    show_full_result_count = False
    paginator = CappedPaginator


class Kept(admin.ModelAdmin):
    """What the desk writes down: read here, never changed."""

    show_full_result_count = False
    paginator = CappedPaginator
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Entry)
class EntryAdmin(Kept):
    list_display = ("about", "kind", "by", "at", "source")
    list_filter = ("kind",)
    list_select_related = ("by",)
    search_fields = ("about", "source_text")


@admin.register(ArrangementsAccess)
class ArrangementsAccessAdmin(Kept):
    list_display = ("delegation", "by", "what", "fields", "at")
    list_filter = ("what",)
    list_select_related = ("by", "delegation__sending_place", "delegation__sending_organization")
