"""Sources and their items."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from directory.paging import CappedPaginator
from news.intake import retry
from news.models import Item, Source

MOST_SOURCES = 100


class WordFilter(admin.SimpleListFilter):
    """A filter with a box to type in: a list of all choices would be asked of a long table, and be long itself."""

    template = "admin/news/_word_filter.html"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return []

    def has_output(self) -> bool:
        return True

    def choices(self, changelist: Any) -> Any:
        kept = [
            (name, value)
            for name, values in changelist.filter_params.items()
            for value in values
            if name != self.parameter_name
        ]
        yield {
            "value": self.value() or "",
            "kept": kept,
            "suggestions": self.suggestions(),
            "without": changelist.get_query_string(remove=[self.parameter_name]),
        }

    def suggestions(self) -> list[str]:
        return []


class SourceFilter(WordFilter):
    """Items or claims of the sources whose name has these letters."""

    title = _("source")
    parameter_name = "source_name"
    path = "source"

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        if not self.value():
            return queryset
        return queryset.filter(**{f"{self.path}__in": self.sources()})

    def sources(self) -> list[int]:
        named = Source.objects.filter(name__icontains=self.value()).order_by("pk")
        return list(named.values_list("pk", flat=True)[:MOST_SOURCES])

    def suggestions(self) -> list[str]:
        return list(Source.objects.order_by("name", "pk").values_list("name", flat=True)[:MOST_SOURCES])


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
    paginator = CappedPaginator

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False


@admin.register(Item)
class ItemAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("__str__", "source", "published_on", "language", "state", "message", "page")
    list_filter = ("state", "language", SourceFilter)
    list_select_related = ("source",)
    search_fields = ("title", "url__exact")
    autocomplete_fields = ("source",)
    show_full_result_count = False
    paginator = CappedPaginator
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
        if item.state != Item.State.DONE:
            return "—"
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a>',
            reverse("admin:news_review", args=[item.pk]),
            _("review"),
            item.get_absolute_url(),
            _("with what was read"),
        )

    @admin.action(description=_("Try again to read the chosen items"), permissions=["change"])
    def read_again(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        count = sum(retry(item) for item in queryset)
        self.message_user(request, _("Queued again: %(count)s.") % {"count": count})
