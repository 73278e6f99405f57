"""The history of what was done and written, with a way back: acts as a whole, rows one by one."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from directory import history
from directory.models import Act, RowChange
from directory.paging import CappedPaginator
from directory.prose import paragraphs
from news import conflicts, identity, undoing
from news.actions import DecisionError
from news.admin.sources import ReadOnly

MOST_CHANGES = 300  # rows of one act on its page


@admin.register(Act)
class ActAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("__str__", "by", "at", "reason", "is_undone")
    list_filter = ("kind", "at")
    list_select_related = ("by", "undone_by")
    search_fields = ("subject", "reason")
    show_full_result_count = False
    paginator = CappedPaginator
    change_form_template = "admin/directory/act/change_form.html"

    @admin.display(boolean=True, description=_("undone"))
    def is_undone(self, act: Act) -> bool:
        return hasattr(act, "undone_by")

    def get_urls(self) -> list[Any]:
        own = path("<int:pk>/undo/", self.admin_site.admin_view(self.undo), name="directory_act_undo")
        return [own, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        row = (
            Act.objects.select_related("by", "undone_by__by", "undoes").filter(pk=object_id).first()
            if object_id.isdecimal()
            else None
        )
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        changes = row.changes.select_related("act__by")
        return TemplateResponse(
            request,
            self.change_form_template,
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": row,
                "original": row,
                "act": row,
                "undone_by": getattr(row, "undone_by", None),
                "paragraphs": paragraphs(changes[:MOST_CHANGES]),
                "more_count": max(changes.count() - MOST_CHANGES, 0),
                "has_change_permission": self.has_change_permission(request, row),
            },
        )

    def undo(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(Act, pk=pk)
        if request.method != "POST" or not self.has_change_permission(request, row):
            raise PermissionDenied
        try:
            _undo(row, by=request.user, reason=request.POST.get("reason", ""))
        except (history.UndoError, DecisionError) as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect("admin:directory_act_change", pk)
        self.message_user(request, _("Undone: every row is what it was before."), messages.SUCCESS)
        undone = Act.objects.filter(undoes=row).first()
        return redirect("admin:directory_act_change", undone.pk if undone else pk)


def _undo(act: Act, *, by: AbstractBaseUser, reason: str) -> None:
    """Undo an act in its own way: what a decision led to is asked anew, rows of everything else go back as they were."""
    if act.kind == Act.Kind.DECISION:
        if conflict := conflicts.decided_by_act(act):
            conflicts.reopen(conflict, by=by)
        else:
            undoing.undo_act(act, by=by)
    elif act.undoes and act.undoes.kind == Act.Kind.DECISION:
        raise DecisionError(_("A decision that was undone is taken once more on the page of its report."))
    else:
        identity.undo(act, by=by, reason=reason)


@admin.register(RowChange)
class RowChangeAdmin(ReadOnly, admin.ModelAdmin):
    """Every row that was changed or removed, whoever did it and however: also what no longer has a page of its own."""

    list_display = ("thing", "at", "operation", "who")
    list_filter = ("operation",)
    list_select_related = ("act__by", "by")
    ordering = ("-pk",)
    show_full_result_count = False
    paginator = CappedPaginator
    list_per_page = 50
    change_form_template = "admin/directory/rowchange/change_form.html"

    def has_change_permission(self, request: HttpRequest, obj: RowChange | None = None) -> bool:
        return request.user.has_perm("directory.change_act")

    has_view_permission = has_change_permission

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        told = {one.change.pk: one.thing for one in paragraphs(changelist.result_list, whole=True)}
        for change in changelist.result_list:
            change.thing = told[change.pk]
        return changelist

    @admin.display(description=_("what"))
    def thing(self, change: RowChange) -> str:
        return change.thing

    @admin.display(description=_("who"))
    def who(self, change: RowChange) -> str:
        author = change.act.by if change.act else change.by
        return str(author or _("by machine"))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        row = (
            RowChange.objects.select_related("act__by", "by").filter(pk=object_id).first()
            if object_id.isdecimal()
            else None
        )
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        if request.method == "POST":
            return self._put_back(request, row)
        (told,) = paragraphs([row], whole=True)
        return TemplateResponse(
            request,
            self.change_form_template,
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": told.thing,
                "original": row,
                "paragraphs": [told],
            },
        )

    def _put_back(self, request: HttpRequest, row: RowChange) -> HttpResponse:
        try:
            if column := request.POST.get("column"):
                history.put_back_field(row, column, by=request.user)
            else:
                history.put_back_row(row, by=request.user)
        except history.UndoError as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, _("All of it is as it was before that change."), messages.SUCCESS)
        return redirect("admin:directory_rowchange_change", row.pk)
