"""Delegations and their members in the admin."""

from django.contrib import admin

from delegations.models import Delegation, Member
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
    )
    autocomplete_fields = ("sending_place", "sending_organization", "forum", "destination", "invited_by")
    inlines = (MemberInline,)


@admin.register(Member)
class MemberAdmin(RecordAdmin):
    list_display = ("person", "role", "delegation", "is_checked")
    list_filter = ("role",)
    list_select_related = ("person", "delegation__sending_place", "delegation__sending_organization")
    search_fields = ("person__name", "post_as_printed")
    autocomplete_fields = ("delegation", "person", "posts")
