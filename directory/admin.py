"""People, organizations and places in the admin."""

from django.contrib import admin

from directory.missing_names import MissingNameFilter
from directory.models import (
    FormerAddress,
    Organization,
    OrganizationName,
    Person,
    PersonName,
    Place,
    PlaceName,
    Post,
)
from directory.paging import CappedPaginator
from directory.record_admin import NameInline, RecordAdmin, RecordInline
from extraction.keys import person_key, phrase_key


class PlaceNameInline(NameInline):
    model = PlaceName


class OrganizationNameInline(NameInline):
    model = OrganizationName


class PersonNameInline(NameInline):
    model = PersonName


class PostInline(RecordInline):
    model = Post
    fields = ("title", "organization", "place", "is_former", "dates")
    autocomplete_fields = ("organization", "place")


@admin.register(Place)
class PlaceAdmin(RecordAdmin):
    list_display = ("name", "kind", "country", "part_of", "is_checked")
    list_filter = ("kind", MissingNameFilter)
    list_select_related = ("part_of",)
    search_fields = ("name",)
    autocomplete_fields = ("part_of",)
    prepopulated_fields = {"slug": ["name"]}
    inlines = (PlaceNameInline,)
    name_key = staticmethod(phrase_key)


@admin.register(Organization)
class OrganizationAdmin(RecordAdmin):
    list_display = ("name", "place", "is_checked")
    list_filter = (MissingNameFilter,)
    list_select_related = ("place",)
    search_fields = ("name",)
    autocomplete_fields = ("place",)
    prepopulated_fields = {"slug": ["name"]}
    inlines = (OrganizationNameInline,)
    name_key = staticmethod(phrase_key)


@admin.register(Person)
class PersonAdmin(RecordAdmin):
    list_display = ("name", "language", "is_checked")
    list_filter = ("language", MissingNameFilter)
    search_fields = ("name",)
    prepopulated_fields = {"slug": ["name"]}
    inlines = (PersonNameInline, PostInline)
    name_key = staticmethod(person_key)


@admin.register(Post)
class PostAdmin(RecordAdmin):
    list_display = ("title", "person", "organization", "place", "is_former", "last_stated_on", "is_checked")
    list_filter = ("is_former",)
    list_select_related = ("person", "organization", "place")
    search_fields = ("person__name", "organization__name", "place__name")
    ordering = ("-pk",)
    autocomplete_fields = ("person", "organization", "place")


@admin.register(FormerAddress)
class FormerAddressAdmin(admin.ModelAdmin):
    list_display = ("path", "current", "since")
    search_fields = ("path", "current")
    show_full_result_count = False
    paginator = CappedPaginator
