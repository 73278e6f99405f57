"""Sources and their items."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from news.intake import retry
from news.models import Item, Source


class ReadOnly:
    """What came in or was read is looked at and decided, not edited."""

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    list_display = ("name", "is_official", "is_active", "feed_url", "fetched_at", "error")
    list_filter = ("is_official", "is_active")
    search_fields = ("name", "site", "feed_url")
    readonly_fields = ("next_fetch_at", "fetched_at", "error")
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False


@admin.register(Item)
class ItemAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("__str__", "source", "published_on", "language", "state", "message", "page")
    list_filter = ("state", "language", ("source", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("source",)
    search_fields = ("title", "url", "source__name")
    autocomplete_fields = ("source",)
    show_full_result_count = False
    actions = ("read_again",)
    readonly_fields = (
        "url",
        "title",
        "text",
        "language",
        "received_at",
        "received_by",
        "state",
        "state_changed_at",
        "reason",
        "message",
        "attempt_count",
        "extractor_version",
        "encoding",
        "file_name",
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).defer("raw")

    @admin.display(description=_("page"))
    def page(self, item: Item) -> str:
        return format_html('<a href="{}">{}</a>', item.get_absolute_url(), _("with what was read"))

    @admin.action(description=_("Try again to read the chosen items"), permissions=["change"])
    def read_again(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        count = sum(retry(item) for item in queryset)
        self.message_user(request, _("Queued again: %(count)s.") % {"count": count})
