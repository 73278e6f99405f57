"""Who is who: pairs to be judged, and records to be split."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from directory.models import Act, Pair, Person
from directory.paging import CappedPaginator
from directory.records import Record
from events.models import Forum
from news import identity
from news.actions import DecisionError
from news.admin.sources import ReadOnly
from news.admin.splitting import split_view
from news.resemblance import REASONS, WEIGHTS

MOST_CLAIMS = 5  # shown of each side


class VerdictFilter(admin.SimpleListFilter):
    """Pairs to be judged, unless another verdict is asked for."""

    title = _("verdict")
    parameter_name = "verdict"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [(value, label) for value, label in Pair.Verdict.choices if value != Pair.Verdict.OPEN]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(verdict=self.value() or Pair.Verdict.OPEN)

    def choices(self, changelist: Any) -> Any:
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": Pair.Verdict.OPEN.label,
        }
        for value, label in self.lookup_choices:
            yield {
                "selected": self.value() == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }


class KindFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [(kind, model._meta.verbose_name_plural) for kind, model in identity.MERGED.items()]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Pair)
class PairAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("names", "kind_in_words", "score", "reasons_in_words", "verdict")
    list_filter = (VerdictFilter, KindFilter)
    show_full_result_count = False
    paginator = CappedPaginator
    list_per_page = 50
    change_form_template = "admin/directory/pair/change_form.html"

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        by_kind: dict[str, set[int]] = {}
        for pair in changelist.result_list:
            by_kind.setdefault(pair.kind, set()).update((pair.one, pair.other))
        rows = {
            (kind, key): str(record)
            for kind, keys in by_kind.items()
            for key, record in identity.MERGED[kind]._base_manager.in_bulk(keys).items()
        }
        for pair in changelist.result_list:
            pair.named = " · ".join(rows.get((pair.kind, key), "?") for key in (pair.one, pair.other))
        return changelist

    @admin.display(description=_("pair"))
    def names(self, pair: Pair) -> str:
        return pair.named

    @admin.display(description=_("kind"), ordering="kind")
    def kind_in_words(self, pair: Pair) -> str:
        return str(identity.MERGED[pair.kind]._meta.verbose_name)

    @admin.display(description=_("why"))
    def reasons_in_words(self, pair: Pair) -> str:
        return "; ".join(str(REASONS.get(reason, reason)) for reason in pair.reasons)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/judge/", view(self.judge), name="directory_pair_judge"),
            path("split/<str:kind>/<int:pk>/", view(split_view), name="directory_pair_split"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        pair = (
            Pair.objects.select_related("judged_by").filter(pk=object_id).first()
            if object_id.isdecimal()
            else None
        )
        records = (
            identity.of_pair(pair) if pair is not None and pair.kind in identity.MERGED else (None, None)
        )
        if pair is None or None in records:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        one, other = records
        waiting = Pair.objects.filter(verdict=Pair.Verdict.OPEN).exclude(pk=pair.pk)
        merge = Act.objects.filter(
            kind=Act.Kind.MERGE, changes__table=Pair._meta.db_table, changes__row=pair.pk, undone_by=None
        ).first()
        return TemplateResponse(
            request,
            self.change_form_template,
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": f"{one} · {other}",
                "original": pair,
                "pair": pair,
                "is_open": pair.verdict in (Pair.Verdict.OPEN, Pair.Verdict.LATER),
                "reasons": [{"text": REASONS.get(r, r), "weight": WEIGHTS.get(r, 0)} for r in pair.reasons],
                "sides": [_side(one, other), _side(other, one)],
                "merge": merge,
                "next_pair": waiting.first(),
                "has_change_permission": self.has_change_permission(request, pair),
            },
        )

    def judge(self, request: HttpRequest, pk: int) -> HttpResponse:
        pair = get_object_or_404(Pair, pk=pk)
        if request.method != "POST" or not self.has_change_permission(request, pair):
            raise PermissionDenied
        records = identity.of_pair(pair)
        if None in records:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        verdict, reason = request.POST.get("verdict", ""), request.POST.get("reason", "")
        try:
            self._carry_out(request, pair, records, verdict, reason)
        except DecisionError as error:
            self.message_user(request, str(error), messages.ERROR)
        return redirect("admin:directory_pair_change", pk)

    def _carry_out(
        self, request: HttpRequest, pair: Pair, records: tuple[Any, Any], verdict: str, reason: str
    ) -> None:
        one, other = records
        if verdict in (f"keep-{one.pk}", f"keep-{other.pk}"):
            kept, gone = (one, other) if verdict == f"keep-{one.pk}" else (other, one)
            identity.merge(kept, gone, by=request.user, reason=reason)
            text = _("Merged. The merge can be undone, also after later edits.")
        elif verdict in (Pair.Verdict.DIFFERENT, Pair.Verdict.LATER):
            identity.judge(one, other, verdict, by=request.user, reason=reason)
            text = _("Noted. Machines do not ask again.")
        elif verdict == Pair.Verdict.OPEN and not (one.is_withdrawn or other.is_withdrawn):
            identity.take_back(pair)
            text = _("The verdict is taken back.")
        else:
            raise DecisionError(_("One of the two was merged into the other: undo the merge instead."))
        self.message_user(request, text, messages.SUCCESS)


def _side(record: Record, other: Record) -> dict[str, Any]:
    """One of the two as it stands: its names, posts and reports, and what would come to it from the other."""
    facts = []
    if hasattr(record, "names"):
        facts.append({"label": _("names"), "values": [name.text for name in record.names.all()]})
    if isinstance(record, Person):
        posts = record.posts.standing().with_bodies()
        facts.append({"label": _("posts"), "values": [str(post) for post in posts]})
    if isinstance(record, Forum):
        facts.append({"label": _("series"), "values": [record.series]})
    claims = (
        record.claims.standing().select_related("item__source").defer("item__text", "item__raw")[:MOST_CLAIMS]
        if hasattr(record, "claims")
        else []
    )
    return {
        "record": record,
        "facts": [fact for fact in facts if fact["values"]],
        "claims": claims,
        "is_standing": not record.is_withdrawn,
        "would_come": identity.what_moves(other),
    }
