"""Series, forums, sessions and initiatives in the admin."""

from django.contrib import admin

from directory.missing_names import MissingNameFilter
from directory.record_admin import NameInline, RecordAdmin, RecordInline
from events.models import (
    Appearance,
    Forum,
    ForumOrganizer,
    ForumSeries,
    ForumStatus,
    Initiative,
    InitiativeParty,
    SeriesName,
    Session,
)
from extraction.keys import phrase_key


class SeriesNameInline(NameInline):
    model = SeriesName


class StatusInline(RecordInline):
    model = ForumStatus
    fields = ("status", "stated_on", "said_by", "note")


class OrganizerInline(RecordInline):
    model = ForumOrganizer
    fields = ("organization", "place")
    autocomplete_fields = ("organization", "place")


class SessionInline(RecordInline):
    model = Session
    fields = ("position", "kind", "title", "dates")


class AppearanceInline(RecordInline):
    model = Appearance
    fields = ("person", "name_as_printed", "posts")
    autocomplete_fields = ("person", "posts")


class InitiativePartyInline(RecordInline):
    model = InitiativeParty
    fields = ("role", "name_as_printed", "person", "organization", "place")
    autocomplete_fields = ("person", "organization", "place")


@admin.register(ForumSeries)
class ForumSeriesAdmin(RecordAdmin):
    list_display = ("name", "language", "is_checked")
    list_filter = ("language", MissingNameFilter)
    search_fields = ("name",)
    prepopulated_fields = {"slug": ["name"]}
    inlines = (SeriesNameInline,)
    name_key = staticmethod(phrase_key)


@admin.register(Forum)
class ForumAdmin(RecordAdmin):
    list_display = ("__str__", "number", "year", "dates", "place", "status", "is_checked")
    list_filter = ("status", "year")
    list_select_related = ("series", "place")
    search_fields = ("series__name", "place__name", "year")
    autocomplete_fields = ("series", "place", "replaced_by")
    inlines = (StatusInline, OrganizerInline, SessionInline)


@admin.register(Session)
class SessionAdmin(RecordAdmin):
    list_display = ("__str__", "forum", "kind", "is_checked")
    list_filter = ("kind",)
    list_select_related = ("forum__series",)
    search_fields = ("title", "forum__series__name", "forum__year")
    autocomplete_fields = ("forum",)
    inlines = (AppearanceInline,)


@admin.register(Initiative)
class InitiativeAdmin(RecordAdmin):
    list_display = ("text", "forum", "outcome", "is_checked")
    list_filter = ("outcome",)
    list_select_related = ("forum__series",)
    search_fields = ("text", "parties__person__name")
    autocomplete_fields = ("forum",)
    inlines = (InitiativePartyInline,)


@admin.register(ForumStatus)
class ForumStatusAdmin(RecordAdmin):
    list_display = ("forum", "status", "stated_on", "said_by", "is_checked")
    list_filter = ("status",)
    list_select_related = ("forum__series",)
    search_fields = ("forum__series__name", "forum__year")
    ordering = ("-pk",)
    autocomplete_fields = ("forum",)


@admin.register(ForumOrganizer)
class ForumOrganizerAdmin(RecordAdmin):
    list_display = ("forum", "organization", "place", "is_checked")
    list_select_related = ("forum__series", "organization", "place")
    search_fields = ("forum__series__name", "organization__name", "place__name", "forum__year")
    autocomplete_fields = ("forum", "organization", "place")


@admin.register(Appearance)
class AppearanceAdmin(RecordAdmin):
    list_display = ("name_as_printed", "person", "session", "is_checked")
    list_select_related = ("person", "session")
    search_fields = ("person__name", "session__title")
    autocomplete_fields = ("session", "person", "posts")


@admin.register(InitiativeParty)
class InitiativePartyAdmin(RecordAdmin):
    list_display = ("name_as_printed", "role", "initiative", "is_checked")
    list_filter = ("role",)
    list_select_related = ("initiative", "person", "organization", "place")
    search_fields = ("person__name", "organization__name", "initiative__text")
    autocomplete_fields = ("initiative", "person", "organization", "place")
