"""Claims one by one, with their quotes."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from directory.paging import CappedPaginator
from extraction import confidence
from news.actions import DecisionError
from news.admin.sources import ReadOnly, SourceFilter, WordFilter
from news.decisions import confirm, correct, reject
from news.models import Claim, Conflict, Evidence, Item
from news.undoing import undo_decision
from news.wording import FIELD_NAMES, printed

FEW_REPORTS = 3_000
CONTEXT = 60  # characters shown on either side of a quote


class WaitingFilter(admin.SimpleListFilter):
    """The queue shows what waits, unless another state is asked for."""

    title = _("state")
    parameter_name = "state"
    waiting = Claim.State.UNCHECKED

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [*model_admin.model.State.choices, ("all", _("all"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        wanted = self.value() or self.waiting
        return queryset if wanted == "all" else queryset.filter(state=wanted)

    def choices(self, changelist: Any) -> Any:
        for value, label in self.lookup_choices:
            yield {
                "selected": (self.value() or self.waiting) == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }


class OpenFilter(WaitingFilter):
    waiting = Conflict.State.OPEN


class ClaimSourceFilter(SourceFilter):
    """Of sources with few reports the reports are asked for first: going through all claims for them would take long."""

    path = "item__source"

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        if not self.value():
            return queryset
        items = Item.objects.filter(source__in=self.sources()).order_by().values_list("pk", flat=True)
        few = list(items[: FEW_REPORTS + 1])
        return (
            queryset.filter(item__in=few) if len(few) <= FEW_REPORTS else super().queryset(request, queryset)
        )


class RuleFilter(WordFilter):
    """Claims that one rule of the reader made."""

    title = _("rule")
    parameter_name = "rule"

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(rule=self.value()) if self.value() else queryset

    def suggestions(self) -> list[str]:
        return confidence.rules()


class CorrectionForm(forms.Form):
    """The single values of a claim, to be set instead of what the machine read."""

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.claim = claim
        for name, value in claim.stated.items():
            if isinstance(value, list | dict) or name in ("forum", "session", "country"):
                continue
            number = name in ("number", "year")
            field = (
                forms.IntegerField(min_value=1, max_value=2200) if number else forms.CharField(max_length=500)
            )
            field.required, field.label, field.initial = False, FIELD_NAMES.get(name, name), value
            self.fields[name] = field

    def corrections(self) -> dict[str, Any]:
        """The fields that differ from what the claim states now."""
        given = {name: value if value != "" else None for name, value in self.cleaned_data.items()}
        return {name: value for name, value in given.items() if value != self.claim.stated.get(name)}


def in_context(claim: Claim, row: Evidence) -> dict[str, str]:
    """A quote with the whole words around it."""
    text = claim.item.text
    before, after = text[max(0, row.start - CONTEXT) : row.start], text[row.end : row.end + CONTEXT]
    return {
        "before": before if row.start <= CONTEXT else before.partition(" ")[2],
        "quote": row.quote,
        "after": after if row.end + CONTEXT >= len(text) else after.rpartition(" ")[0],
    }


class DecisionAdmin(ReadOnly, admin.ModelAdmin):
    """Pages with a question on them and a button for each answer, posted to `decide`."""

    show_full_result_count = False
    paginator = CappedPaginator
    list_per_page = 50

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_decide"
        own = path("<int:pk>/decide/", self.admin_site.admin_view(self.decide), name=name)
        return [own, *super().get_urls()]

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(self.model, pk=pk)
        page = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[pk])
        if request.method != "POST" or not self.has_change_permission(request, row):
            raise PermissionDenied
        try:
            return self.answer(request, row) or redirect(page)
        except DecisionError as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect(page)

    def answer(self, request: HttpRequest, row: Any) -> HttpResponse | None:
        """Carry out the decision; a response of its own, or None for the page of the row."""
        raise NotImplementedError


@admin.register(Claim)
class ClaimAdmin(DecisionAdmin):
    list_display = ("heading_", "kind", "item", "confidence", "rule", "state")
    list_display_links = ("heading_",)
    list_filter = (
        WaitingFilter,
        "kind",
        "item__language",
        RuleFilter,
        ClaimSourceFilter,
    )
    list_select_related = ("item",)
    actions = ("confirm_all", "reject_all")
    change_form_template = "admin/news/claim/change_form.html"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).defer("item__text", "item__raw")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """What waits: the least certain first. The rest: the newest first, for no index has it by its confidence."""
        waits = request.GET.get(WaitingFilter.parameter_name, WaitingFilter.waiting) == WaitingFilter.waiting
        return ("confidence", "pk") if waits else ("-pk",)

    @admin.display(description=_("claim"))
    def heading_(self, claim: Claim) -> str:
        return claim.heading or str(claim)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        claim = (
            Claim.objects.select_related("item__source", "decided_by", claim_kind(object_id))
            .filter(pk=object_id)
            .first()
        )
        if claim is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return TemplateResponse(
            request, self.change_form_template, self._page(request, claim, CorrectionForm(claim=claim))
        )

    def _page(self, request: HttpRequest, claim: Claim, form: CorrectionForm) -> dict[str, Any]:
        quotes: dict[str, list[dict[str, str]]] = {}
        for row in claim.evidence.all():
            quotes.setdefault(row.field, []).append(in_context(claim, row))
        lines = [
            {
                "label": FIELD_NAMES.get(name, name),
                "read": printed(value),
                "corrected": printed(claim.corrections[name]) if name in claim.corrections else "",
                "quotes": quotes.get(name, []),
            }
            for name, value in claim.values.items()
            if value not in (None, [], "") and name not in ("forum", "session")
        ]
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": claim,
            "claim": claim,
            "lines": lines,
            "form": form,
            "conflicts": claim.conflicts.all(),
            "next_claim": Claim.objects.waiting().exclude(pk=claim.pk).first(),
            "original": claim,
        }

    def answer(self, request: HttpRequest, row: Claim) -> HttpResponse | None:
        match request.POST.get("decision"):
            case "confirm":
                confirm(row, by=request.user)
                self.message_user(request, _("Confirmed."), messages.SUCCESS)
            case "reject":
                reject(row, by=request.user, reason=request.POST.get("reason", "")[:300])
                self.message_user(
                    request,
                    _("Rejected. It stays rejected when another report repeats it."),
                    messages.SUCCESS,
                )
            case "undo":
                undo_decision(row, by=request.user)
                self.message_user(request, _("The decision is undone."), messages.SUCCESS)
            case "correct":
                form = CorrectionForm(request.POST, claim=row)
                if not form.is_valid():
                    return TemplateResponse(
                        request, self.change_form_template, self._page(request, row, form)
                    )
                if not form.corrections():
                    raise DecisionError(_("Nothing was changed. Confirm the claim if it is right."))
                correct(row, by=request.user, corrections=form.corrections())
                self.message_user(request, _("Corrected."), messages.SUCCESS)
        return None

    def _each(self, request: HttpRequest, queryset: models.QuerySet, decide: Any) -> None:
        done = 0
        for claim in queryset.select_related("item"):
            try:
                decide(claim)
                done += 1
            except DecisionError as error:
                self.message_user(request, f"{claim}: {error}", messages.WARNING)
        self.message_user(request, _("Decided: %(count)s.") % {"count": done}, messages.SUCCESS)

    @admin.action(description=_("Confirm the chosen claims"), permissions=["change"])
    def confirm_all(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        self._each(request, queryset, lambda claim: confirm(claim, by=request.user))

    @admin.action(description=_("Reject the chosen claims"), permissions=["change"])
    def reject_all(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        self._each(request, queryset, lambda claim: reject(claim, by=request.user))


def claim_kind(object_id: str) -> str:
    """The relation that holds the record of a claim, to be loaded with it."""
    known = (
        Claim.objects.filter(pk=object_id).values_list("kind", flat=True).first()
        if object_id.isdecimal()
        else None
    )
    return known or "person"
