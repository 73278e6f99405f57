"""Projects and agreements in the admin."""

from django.contrib import admin

from directory.record_admin import RecordAdmin, RecordInline
from extraction.keys import phrase_key
from investments.models import Agreement, AgreementParty, Presentation, Project, ProjectStage


class PresentationInline(RecordInline):
    model = Presentation
    fields = ("forum", "session", "presenter")
    autocomplete_fields = ("forum", "session", "presenter")


class StageInline(RecordInline):
    model = ProjectStage
    fields = ("stage", "dates", "note")


class AgreementPartyInline(RecordInline):
    model = AgreementParty
    fields = ("name_as_printed", "organization", "place", "person")
    autocomplete_fields = ("organization", "place", "person")


@admin.register(Project)
class ProjectAdmin(RecordAdmin):
    list_display = ("name", "sector", "place", "amount", "currency", "is_checked")
    list_filter = ("sector",)
    list_select_related = ("place",)
    search_fields = ("name",)
    autocomplete_fields = ("place", "initiator")
    prepopulated_fields = {"slug": ["name"]}
    inlines = (PresentationInline, StageInline)
    key_of = {"name_key": ("name", phrase_key)}


@admin.register(Agreement)
class AgreementAdmin(RecordAdmin):
    list_display = ("__str__", "forum", "amount", "currency", "is_checked")
    list_filter = ("kind",)
    list_select_related = ("forum__series",)
    search_fields = ("subject", "parties__organization__name")
    autocomplete_fields = ("forum",)
    prepopulated_fields = {"slug": ["subject"]}
    inlines = (AgreementPartyInline,)
    key_of = {"subject_key": ("subject", phrase_key)}


@admin.register(Presentation)
class PresentationAdmin(RecordAdmin):
    list_display = ("project", "forum", "session", "presenter", "is_checked")
    list_select_related = ("project", "forum__series", "session", "presenter")
    search_fields = ("project__name", "presenter__name")
    autocomplete_fields = ("project", "forum", "session", "presenter")


@admin.register(ProjectStage)
class ProjectStageAdmin(RecordAdmin):
    list_display = ("project", "stage", "dates", "is_checked")
    list_filter = ("stage",)
    list_select_related = ("project",)
    search_fields = ("project__name",)
    autocomplete_fields = ("project",)


@admin.register(AgreementParty)
class AgreementPartyAdmin(RecordAdmin):
    list_display = ("name_as_printed", "agreement", "is_checked")
    list_select_related = ("agreement", "organization", "place", "person")
    search_fields = ("organization__name", "place__name", "agreement__subject")
    autocomplete_fields = ("agreement", "organization", "place", "person")
