"""Names that curators teach, and the rereadings that bring them, or a newer reader, to old reports."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from directory.languages import all_countries
from directory.paging import CappedPaginator
from extraction import VERSION
from extraction.places import find_place
from news import rereading
from news.actions import DecisionError
from news.models import Claim, Rereading, TaughtTerm
from news.wording import FIELD_NAMES, printed

ITEMS_ON_A_PAGE = 25


class TaughtTermForm(forms.ModelForm):
    """A name with what the reader must know of it: what kind of event a series is, which country a place is in."""

    event_class = forms.ChoiceField(
        label=_("Kind of event"), choices=TaughtTerm.EventClass, required=False, help_text=_("For a series")
    )
    country = forms.ChoiceField(
        label=_("Country"), required=False, help_text=_("For a place that the reader does not know yet")
    )

    class Meta:
        model = TaughtTerm
        fields = ("kind", "language", "written", "name", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", "—"), *all_countries()]
        if self.instance.kind == TaughtTerm.Kind.SERIES:
            self.initial["event_class"] = self.instance.detail
        elif self.instance.kind == TaughtTerm.Kind.PLACE:
            self.initial["country"] = self.instance.detail

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        kind, written = given.get("kind"), given.get("written") or ""
        given["name"] = given.get("name") or written
        if kind == TaughtTerm.Kind.SERIES:
            self.instance.detail = given.get("event_class") or TaughtTerm.EventClass.FORUM
        elif kind == TaughtTerm.Kind.PLACE:
            known = find_place(given["name"])
            self.instance.detail = given.get("country") or (known.country if known else "")
            if not self.instance.detail:
                self.add_error("country", _("This place is not known. Say which country it is in."))
        elif kind == TaughtTerm.Kind.OFFICE and len(written.split()) > 1:
            self.add_error(
                "written", _("An office is taught by its first word: “prefect”, without what follows.")
            )
        return given


@admin.register(TaughtTerm)
class TaughtTermAdmin(admin.ModelAdmin):
    form = TaughtTermForm
    fields = ("kind", "language", "written", "name", "event_class", "country", "is_active")
    list_display = ("written", "name", "kind", "language", "is_active", "added_by", "changed_at")
    list_filter = ("kind", "language", "is_active")
    list_select_related = ("added_by",)
    search_fields = ("written", "name")
    show_full_result_count = False
    paginator = CappedPaginator
    change_form_template = "admin/news/taughtterm/change_form.html"

    def save_model(self, request: HttpRequest, obj: TaughtTerm, form: forms.ModelForm, change: bool) -> None:
        if not change:
            obj.added_by = request.user
        obj.save()

    def has_delete_permission(self, request: HttpRequest, obj: TaughtTerm | None = None) -> bool:
        return False  # switched off instead: what was read with it stays explained

    def get_urls(self) -> list[Any]:
        own = path(
            "<int:pk>/compare/", self.admin_site.admin_view(self.compare), name="news_taughtterm_compare"
        )
        return [own, *super().get_urls()]

    def compare(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Read again the old reports that may name the term."""
        term = get_object_or_404(TaughtTerm, pk=pk)
        if request.method != "POST" or not self.has_change_permission(request, term):
            raise PermissionDenied
        items = rereading.items_that_may_name(term)
        started = rereading.start(items, cause=_("Taught: %(term)s") % {"term": term}, by=request.user)
        return redirect("admin:news_rereading_change", started.pk)


@admin.register(Rereading)
class RereadingAdmin(admin.ModelAdmin):
    list_display = ("cause", "version", "state", "item_count", "asked_by", "asked_at", "decided_by")
    list_filter = ("state",)
    list_select_related = ("asked_by", "decided_by")
    show_full_result_count = False
    paginator = CappedPaginator
    change_form_template = "admin/news/rereading/change_form.html"
    change_list_template = "admin/news/rereading/change_list.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Rereading | None = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("start/", view(self.start), name="news_rereading_start"),
            path("<int:pk>/decide/", view(self.decide), name="news_rereading_decide"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        facts = {"version": VERSION, "has_older": rereading.items_of_older_versions().exists()}
        return super().changelist_view(request, {**(extra_context or {}), **facts})

    def start(self, request: HttpRequest) -> HttpResponse:
        """Read again everything that an older version of the reader has read."""
        if request.method != "POST" or not self.has_change_permission(request):
            raise PermissionDenied
        cause = _("Reader of version %(version)s") % {"version": VERSION}
        started = rereading.start(rereading.items_of_older_versions(), cause=cause, by=request.user)
        return redirect("admin:news_rereading_change", started.pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        row = (
            Rereading.objects.select_related("asked_by", "decided_by").filter(pk=object_id).first()
            if object_id.isdecimal()
            else None
        )
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        changed = row.items.select_related("item__source").defer("report", "item__text", "item__raw")
        page = Paginator(changed, ITEMS_ON_A_PAGE).get_page(request.GET.get("page"))
        return TemplateResponse(
            request,
            self.change_form_template,
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": row,
                "original": row,
                "rereading": row,
                "page": page,
                "items": [{"item": one.item, "changes": [_in_words(c) for c in one.changes]} for one in page],
                "batch_count": row.batches.count(),
                "compared_count": row.batches.filter(is_compared=True).count(),
                "waiting_count": changed.filter(is_applied=False).count(),
            },
        )

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(Rereading, pk=pk)
        if request.method != "POST" or not self.has_change_permission(request, row):
            raise PermissionDenied
        try:
            if request.POST.get("decision") == "apply":
                rereading.accept(row, by=request.user)
                count = row.items.count()
                text = ngettext(
                    "%(count)s report is brought up to date.",
                    "%(count)s reports are brought up to date.",
                    count,
                )
                self.message_user(request, text % {"count": count}, messages.SUCCESS)
            else:
                rereading.drop(row, by=request.user)
                self.message_user(request, _("Dropped: everything stays as it is."), messages.SUCCESS)
        except DecisionError as error:
            self.message_user(request, str(error), messages.ERROR)
        return redirect(reverse("admin:news_rereading_change", args=[pk]))


WHAT = {"new": _("new"), "changed": _("changed"), "gone": _("no longer read")}


def _in_words(change: dict[str, Any]) -> dict[str, Any]:
    return {
        "what": WHAT[change["what"]],
        "kind": Claim.Kind(change["kind"]).label,
        "heading": change["heading"],
        "lines": [
            {
                "label": FIELD_NAMES.get(row["field"], row["field"]),
                "before": printed(row["before"]),
                "after": printed(row["after"]),
            }
            for row in change["fields"]
        ],
    }
