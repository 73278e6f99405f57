"""What the admin of every record has in common: a person's word is locked, nothing is deleted, addresses stay."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import ModelForm
from django.forms.formsets import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory import history
from directory.addresses import keep_former_address
from directory.models import Act, Pair, RowChange
from directory.name_search import NameSearch
from directory.paging import CappedPaginator
from directory.prose import paragraphs
from directory.records import Record, take_responsibility

MOST_CHANGES = 200  # on one page of a record's history


class NoDeletion:
    """Records are withdrawn, never deleted: that can be undone."""

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class RecordForm(ModelForm):
    """Tells a person of rules for standing records, too: Django skips a rule that names a field not in the form."""

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"withdrawn_at"}


class RecordInline(NoDeletion, admin.TabularInline):
    form = RecordForm
    extra = 0
    show_change_link = True
    exclude = ("locked_fields", "checked_at")


class NameInline(admin.TabularInline):
    """Names are not records: one that is wrong is deleted."""

    extra = 0
    fields = ("text", "language", "kind")


class RecordAdmin(NameSearch, NoDeletion, admin.ModelAdmin):
    """Saves what a person changed as that person's word."""

    form = RecordForm
    key_of: dict[str, tuple[str, Callable[[str], str]]] = {}
    name_key: Callable[[str], str] | None = None
    show_full_result_count = False
    paginator = CappedPaginator
    list_per_page = 50
    actions = ("withdraw", "put_back", "compare_two")
    change_form_template = "admin/record_form.html"
    object_history_template = "admin/record_history.html"
    readonly_fields = ("locked_fields", "checked_at", "withdrawn_at", "created_at", "updated_at")

    def save_model(self, request: HttpRequest, obj: Record, form: ModelForm, change: bool) -> None:
        old = (
            type(obj).objects.get(pk=obj.pk).get_absolute_url()
            if change and hasattr(obj, "get_absolute_url")
            else None
        )
        take_responsibility(obj, form.changed_data if change else form.cleaned_data)
        for key, (source, make) in self.key_of.items():
            setattr(obj, key, make(getattr(obj, source)))
        super().save_model(request, obj, form, change)
        if old:
            keep_former_address(old=old, new=obj.get_absolute_url())

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: BaseFormSet, change: bool) -> None:
        for row in formset.forms:
            if isinstance(row.instance, Record) and row.has_changed():
                take_responsibility(row.instance, row.changed_data)
            elif self.name_key and hasattr(row.instance, "key"):
                row.instance.key = self.name_key(row.instance.text)
        super().save_formset(request, form, formset, change)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """All that one press of “Save” writes is one act in the history."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with history.act(Act.Kind.EDIT, by=request.user) as done:
            response = super().changeform_view(request, object_id, form_url, extra_context)
            if done.changes.exists():
                subject = self.get_object(request, object_id) if object_id else self.model.objects.last()
                Act.objects.filter(pk=done.pk).update(subject=str(subject)[:300])
            else:
                done.delete()
        return response

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """What happened to the record, in sentences, with a way back to every earlier value."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        if request.method == "POST":
            return self._put_back(request, record)
        changes = list(self._changes(record))
        return TemplateResponse(
            request,
            self.object_history_template,
            {
                **self.admin_site.each_context(request),
                "title": _("History: %(record)s") % {"record": record},
                "opts": self.opts,
                "object": record,
                "original": record,
                "paragraphs": paragraphs(changes),
                "first": next((c for c in reversed(changes) if c.table == self.opts.db_table), None),
                "may_put_back": self.has_change_permission(request, record),
            },
        )

    def _changes(self, record: Record) -> models.QuerySet[RowChange]:
        """What happened to the record and to the rows that its form shows."""
        parts = [
            key
            for inline in self.inlines
            for key in inline.model._meta.fields
            if isinstance(key, models.ForeignKey)
            and key.related_model is self.model
            and key.name != inline.fk_name
        ]
        return history.changes_about(record, parts, MOST_CHANGES)

    def _put_back(self, request: HttpRequest, record: Record) -> HttpResponse:
        """A value, or a whole row as it was before a change."""
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        asked = request.POST.get("change", "")
        change = get_object_or_404(self._changes(record), pk=asked if asked.isdecimal() else 0)
        try:
            if column := request.POST.get("column"):
                history.put_back_field(change, column, by=request.user)
                self.message_user(request, _("The earlier value is back."), messages.SUCCESS)
            else:
                history.put_back_row(change, by=request.user)
                self.message_user(request, _("All of it is as it was before that change."), messages.SUCCESS)
        except history.UndoError as error:
            self.message_user(request, str(error), messages.ERROR)
        return redirect(request.get_full_path())

    @admin.action(description=_("Compare two: are they the same?"), permissions=["change"])
    def compare_two(self, request: HttpRequest, queryset: models.QuerySet) -> HttpResponse | None:
        keys = sorted(queryset.values_list("pk", flat=True)[:3])
        if len(keys) != 2:
            self.message_user(request, _("Choose exactly two records."), messages.ERROR)
            return None
        pair, _created = Pair.objects.get_or_create(kind=self.opts.model_name, one=keys[0], other=keys[1])
        return redirect("admin:directory_pair_change", pair.pk)

    @admin.action(description=_("Withdraw: no longer shown, can be put back"), permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        now = timezone.now()
        count = queryset.update(withdrawn_at=now, checked_at=now)
        self.message_user(request, _("Withdrawn: %(count)s.") % {"count": count})

    @admin.action(description=_("Put back"), permissions=["change"])
    def put_back(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        count = queryset.update(withdrawn_at=None, checked_at=timezone.now())
        self.message_user(request, _("Put back: %(count)s.") % {"count": count})

    @admin.display(boolean=True, description=_("checked"), ordering="checked_at")
    def is_checked(self, obj: Record) -> bool:
        return obj.is_checked

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [
            *super().get_list_filter(request),
            ("checked_at", admin.EmptyFieldListFilter),
            ("withdrawn_at", admin.EmptyFieldListFilter),
        ]
