"""Series, forums, sessions and initiatives in the admin."""

from django.contrib import admin

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
    list_filter = ("language",)
    search_fields = ("name", "names__text")
    prepopulated_fields = {"slug": ["name"]}
    inlines = (SeriesNameInline,)
    name_key = staticmethod(phrase_key)


@admin.register(Forum)
class ForumAdmin(RecordAdmin):
    list_display = ("__str__", "number", "year", "dates", "place", "status", "is_checked")
    list_filter = ("status", "year")
    list_select_related = ("series", "place")
    search_fields = ("series__name", "series__names__text", "place__name", "year")
    autocomplete_fields = ("series", "place")
    inlines = (StatusInline, OrganizerInline, SessionInline)


@admin.register(Session)
class SessionAdmin(RecordAdmin):
    list_display = ("__str__", "forum", "kind", "is_checked")
    list_filter = ("kind",)
    list_select_related = ("forum__series",)
    search_fields = ("title", "forum__series__name")
    autocomplete_fields = ("forum",)
    inlines = (AppearanceInline,)


@admin.register(Initiative)
class InitiativeAdmin(RecordAdmin):
    list_display = ("text", "forum", "outcome", "is_checked")
    list_filter = ("outcome",)
    list_select_related = ("forum__series",)
    search_fields = ("text", "parties__name_as_printed")
    autocomplete_fields = ("forum",)
    inlines = (InitiativePartyInline,)
