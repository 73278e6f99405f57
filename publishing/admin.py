"""The queue of what readers report as wrong."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from publishing.actions import decide
from publishing.forms import AnswerForm
from publishing.models import ErrorReport


@admin.register(ErrorReport)
class ErrorReportAdmin(admin.ModelAdmin):
    """What the reader wrote stays as it is; staff add the decision and the answer."""

    form = AnswerForm
    list_display = ("path", "text_", "received_at", "state")
    list_filter = ("state",)
    search_fields = ("path", "text")
    fields = ("page", "text", "evidence", "received_at", "language", "state", "answer", "decided")
    readonly_fields = ("page", "text", "evidence", "received_at", "language", "decided")
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @admin.display(description=_("what is wrong"))
    def text_(self, report: ErrorReport) -> str:
        return report.text[:120]

    @admin.display(description=_("page"))
    def page(self, report: ErrorReport) -> str:
        return format_html('<a href="{}">{}</a>', report.path, report.path)

    @admin.display(description=_("decided"))
    def decided(self, report: ErrorReport) -> str:
        return f"{report.decided_by}, {report.decided_at:%d.%m.%Y %H:%M}" if report.decided_at else "—"

    def save_model(self, request: HttpRequest, obj: ErrorReport, form: ModelForm, change: bool) -> Any:
        decide(obj, ErrorReport.State(obj.state), answer=obj.answer, by=request.user)
