"""Conflicts between reports: both sides with their quotes, the weightier reports first, and a button for each answer."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from directory.models import Place
from directory.records import Language
from news.actions import DecisionError
from news.admin.claims import DecisionAdmin, OpenFilter, in_context
from news.clusters import independent_count
from news.conflicts import keep_both, keep_present, reopen, set_by_hand, take_claimed
from news.matching import Directory
from news.models import Claim, Conflict
from news.restating import VALUES
from news.wording import FIELD_NAMES

MOST_REPORTS = 20  # of one side that are shown


@dataclass
class Side:
    """One of two values, with the reports that state it: official sources first, then the newest."""

    value: str
    reports: list[dict[str, Any]] = field(default_factory=list)

    @property
    def report_count(self) -> int:
        return len(self.reports)

    @property
    def independent_count(self) -> int:
        return independent_count(report["item"] for report in self.reports)

    @property
    def official(self) -> bool:
        return any(report["item"].source.is_official for report in self.reports)

    @property
    def newest(self) -> dt.date | None:
        return max((r["item"].published_on for r in self.reports if r["item"].published_on), default=None)

    @property
    def weight(self) -> tuple[bool, int, dt.date]:
        return self.official, self.independent_count, self.newest or dt.date.min


def sides_of(conflict: Conflict) -> list[Side]:
    """The record's value and the claim's, each with the claims about the record that state it."""
    claim = conflict.claim
    name = VALUES.get(conflict.field, conflict.field)
    about = (
        Claim.objects.standing()
        .filter(kind=claim.kind, **{claim.kind: claim.record})
        .select_related("item__source")
        .prefetch_related("evidence", "conflicts")
        .order_by("pk")[:200]
    )
    sides = [Side(conflict.present), Side(conflict.claimed)]
    for one in about if claim.record else [claim]:
        quotes = [in_context(one, row) for row in one.evidence.all() if row.field == name]
        others = [row.claimed for row in one.conflicts.all() if row.field == conflict.field]
        if one.pk != claim.pk and (not quotes or (others and conflict.claimed not in others)):
            continue
        says_otherwise = one.pk == claim.pk or conflict.claimed in others
        sides[says_otherwise].reports.append({"claim": one, "item": one.item, "quotes": quotes})
    for side in sides:
        side.reports.sort(key=lambda report: report["item"].published_on or dt.date.min, reverse=True)
        side.reports.sort(key=lambda report: not report["item"].source.is_official)
        del side.reports[MOST_REPORTS:]
    return sides


class ByHandForm(forms.Form):
    """The value of the field in question, typed by a person."""

    def __init__(self, *args: Any, conflict: Conflict, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflict = conflict
        record = conflict.claim.record
        column = record._meta.get_field(conflict.field)
        self.is_place = isinstance(column, ForeignKey)
        made = forms.CharField(max_length=300) if self.is_place else column.formfield()
        made.required, made.label = True, FIELD_NAMES.get(conflict.field, conflict.field)
        self.fields["value"] = made
        self.initial["value"] = getattr(record, conflict.field)

    def clean_value(self) -> Any:
        value = self.cleaned_data["value"]
        if not self.is_place:
            return value
        place = Directory(self.conflict.claim.item.language or Language.RUSSIAN).place(str(value))
        if place is None:
            raise ValidationError(
                _("This place is not known. Add it to the places first, or teach its name.")
            )
        return place


def by_hand(conflict: Conflict, *args: Any) -> ByHandForm | None:
    """Who heads a delegation, and which organization invited it, is set on the page of the delegation."""
    record = conflict.claim.record
    if record is None or conflict.field == "head":
        return None
    column = record._meta.get_field(conflict.field)
    if isinstance(column, ForeignKey) and column.related_model is not Place:
        return None
    return ByHandForm(*args, conflict=conflict)


class FieldFilter(admin.SimpleListFilter):
    """By the field in question: those that reports can contradict are known, and not asked of the table."""

    title = _("field")
    parameter_name = "field"
    fields = (
        "number",
        "year",
        "dates",
        "place",
        "kind",
        "title",
        "destination",
        "stated_size",
        "head",
        "amount",
    )

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [(name, FIELD_NAMES.get(VALUES.get(name, name), name)) for name in self.fields]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(field=self.value()) if self.value() else queryset


@admin.register(Conflict)
class ConflictAdmin(DecisionAdmin):
    list_display = ("question", "record", "state")
    list_filter = (OpenFilter, FieldFilter, "claim__kind")
    list_select_related = (
        "claim__item",
        "claim__forum__series",
        "claim__session__forum__series",
        "claim__person",
        "claim__delegation__sending_place",
        "claim__delegation__sending_organization",
        "claim__delegation__forum__series",
        "claim__project",
        "claim__agreement",
        "claim__initiative",
    )
    change_form_template = "admin/news/conflict/change_form.html"

    @admin.display(description=_("conflict"))
    def question(self, conflict: Conflict) -> str:
        return f"{FIELD_NAMES.get(conflict.field, conflict.field)}: {conflict.present} ↔ {conflict.claimed}"

    @admin.display(description=_("record"))
    def record(self, conflict: Conflict) -> str:
        return str(conflict.claim.record or "")

    def _loaded(self, pk: str | int) -> Conflict | None:
        rows = Conflict.objects.select_related(*self.list_select_related, "claim__item__source", "decided_by")
        return rows.filter(pk=pk).first() if str(pk).isdecimal() else None

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        conflict = self._loaded(object_id)
        if conflict is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return self._page(request, conflict, by_hand(conflict))

    def _page(self, request: HttpRequest, conflict: Conflict, form: ByHandForm | None) -> HttpResponse:
        present, claimed = sides_of(conflict)
        following = Conflict.objects.filter(state=Conflict.State.OPEN).exclude(pk=conflict.pk).order_by("-pk")
        return TemplateResponse(
            request,
            self.change_form_template,
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": self.question(conflict),
                "conflict": conflict,
                "record": conflict.claim.record,
                "sides": [present, claimed],
                "weightier": "claimed" if claimed.weight > present.weight else "present",
                "form": form,
                "following": following.first(),
                "original": conflict,
            },
        )

    def answer(self, request: HttpRequest, row: Conflict) -> HttpResponse | None:
        match request.POST.get("decision"):
            case "keep":
                keep_present(row, by=request.user)
                messages.success(request, _("The record keeps its value."))
            case "take":
                take_claimed(row, by=request.user)
                messages.success(request, _("The record took the claim's value."))
            case "both":
                keep_both(row, by=request.user)
                messages.success(
                    request, _("Both values stand; the page of the record shows both as disputed.")
                )
            case "reopen":
                reopen(row, by=request.user)
                messages.success(request, _("The decision is undone: the conflict is open again."))
            case "set":
                return self._set(request, row)
            case _other:
                raise DecisionError(_("Choose what to decide."))
        return None

    def _set(self, request: HttpRequest, row: Conflict) -> HttpResponse | None:
        conflict = self._loaded(row.pk)
        form = by_hand(conflict, request.POST) if conflict else None
        if form is None:
            raise DecisionError(_("This is set on the page of the record."))
        if not form.is_valid():
            return self._page(request, conflict, form)
        set_by_hand(conflict, by=request.user, value=form.cleaned_data["value"])
        messages.success(request, _("The record has the value that you set."))
        return None
