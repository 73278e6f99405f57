"""Confirming many claims of one rule at once, after ten of them were checked."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from directory.paging import CappedPaginator
from extraction import confidence
from news import batches
from news.actions import DecisionError
from news.admin.sources import ReadOnly
from news.models import BatchConfirmation, Claim


class BatchForm(forms.Form):
    """Which claims are meant: of one kind, by one rule, of at least one confidence."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Claim.Kind)
    rule = forms.CharField(label=_("Rule"), max_length=80)
    least_confidence = forms.FloatField(
        label=_("Confidence at least"), min_value=0, max_value=1, initial=0.9, localize=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].widget.attrs |= {"list": "rule-names", "autocomplete": "off"}
        self.fields["least_confidence"].widget.attrs["step"] = "0.01"


@admin.register(BatchConfirmation)
class BatchConfirmationAdmin(ReadOnly, admin.ModelAdmin):
    show_full_result_count = False
    paginator = CappedPaginator
    list_display = ("__str__", "state", "confirmed_count", "asked_by", "asked_at")
    list_filter = ("state",)
    list_select_related = ("asked_by",)
    change_form_template = "admin/news/batchconfirmation/change_form.html"
    change_list_template = "admin/news/batchconfirmation/change_list.html"

    def has_change_permission(self, request: HttpRequest, obj: BatchConfirmation | None = None) -> bool:
        return request.user.has_perm("news.change_claim")

    has_view_permission = has_change_permission

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("draw/", view(self.draw), name="news_batchconfirmation_draw"),
            path("<int:pk>/decide/", view(self.decide), name="news_batchconfirmation_decide"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        facts = {"draw_form": BatchForm(), "rules": confidence.rules()}
        return super().changelist_view(request, {**facts, **(extra_context or {})})

    def draw(self, request: HttpRequest) -> HttpResponse:
        """Draw the sample of a batch."""
        if request.method != "POST" or not self.has_change_permission(request):
            raise PermissionDenied
        form = BatchForm(request.POST)
        if not form.is_valid():
            for errors in form.errors.values():
                messages.error(request, " ".join(errors))
            return redirect("admin:news_batchconfirmation_changelist")
        try:
            batch = batches.draw_sample(**form.cleaned_data, by=request.user)
        except DecisionError as error:
            messages.error(request, str(error))
            return redirect("admin:news_batchconfirmation_changelist")
        return redirect("admin:news_batchconfirmation_change", batch.pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        batch = (
            BatchConfirmation.objects.select_related("asked_by").filter(pk=object_id).first()
            if object_id.isdecimal()
            else None
        )
        if batch is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        sample = list(batches.sample_of(batch).defer("item__text", "item__raw"))
        checked = [claim for claim in sample if claim.decided_by_id]
        return TemplateResponse(
            request,
            self.change_form_template,
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": batch,
                "original": batch,
                "batch": batch,
                "sample": sample,
                "checked_count": len(checked),
                "right_count": sum(claim.state == Claim.State.CONFIRMED for claim in checked),
                "waiting_count": batches.waiting(batch).order_by()[:1001].count(),
            },
        )

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = get_object_or_404(BatchConfirmation, pk=pk)
        if request.method != "POST" or not self.has_change_permission(request, batch):
            raise PermissionDenied
        try:
            if request.POST.get("decision") == "undo":
                batches.undo(batch, by=request.user)
                messages.success(request, _("The batch is undone."))
            else:
                batches.start(batch, by=request.user)
                messages.success(request, _("The rest is being confirmed."))
        except DecisionError as error:
            messages.error(request, str(error))
        return redirect("admin:news_batchconfirmation_change", pk)
