"""The curators' queue: reports with claims that nobody has decided, what matters most first."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.keyset import Order, page, read_id
from directory.records import Language
from events.models import ForumSeries
from extraction import confidence
from extraction.keys import phrase_key
from news import reviewing
from news.admin.quality import QualityPage
from news.admin.review import ReviewDesk
from news.admin.sources import ReadOnly
from news.models import Claim, Source, WaitingItem

ROWS = 50
URGENT = Order("urgent", _("the most urgent first"), (F("rank"), F("lowest_confidence"), F("item_id")))
SERIES_MEANT = 50  # series whose name has the words of the filter
SUGGESTED = 100
CONFIDENCES = ("0.5", "0.7", "0.8", "0.9")


class QueueFilter(forms.Form):
    """Which reports of the queue are shown."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    rank = forms.ChoiceField(label=_("Why now"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    source = forms.CharField(label=_("Source"), required=False, max_length=200)
    series = forms.CharField(label=_("Series"), required=False, max_length=200)
    rule = forms.CharField(label=_("Rule"), required=False, max_length=80)
    below = forms.ChoiceField(label=_("Confidence below"), required=False)
    conflict = forms.BooleanField(label=_("Contradicts a record"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anything = [("", _("all"))]
        self.fields["kind"].choices = [*anything, *Claim.Kind.choices]
        self.fields["rank"].choices = [*anything, *WaitingItem.Rank.choices]
        self.fields["language"].choices = [*anything, *Language.choices]
        self.fields["below"].choices = [*anything, *((value, value) for value in CONFIDENCES)]
        for name in ("source", "series", "rule"):
            self.fields[name].widget.attrs |= {"list": f"{name}-names", "autocomplete": "off"}

    def narrow(self, queue: QuerySet[WaitingItem]) -> QuerySet[WaitingItem]:
        given = self.cleaned_data if self.is_valid() else {}
        if given.get("kind"):
            queue = queue.filter(kinds__contains=[given["kind"]])
        if given.get("rank"):
            queue = queue.filter(rank=given["rank"])
        if given.get("language"):
            queue = queue.filter(language=given["language"])
        if given.get("source"):
            ids = list(
                Source.objects.filter(name__icontains=given["source"]).values_list("pk", flat=True)[
                    :SERIES_MEANT
                ]
            )
            queue = queue.filter(source__in=ids)
        if given.get("series"):
            queue = queue.filter(series__overlap=_series_named(given["series"]) or [-1])
        if given.get("rule"):
            queue = _of_rule(queue, given["rule"].strip())
        if given.get("below"):
            queue = queue.filter(lowest_confidence__lt=float(given["below"]))
        if given.get("conflict"):
            queue = queue.filter(has_conflict=True)
        return queue


def _of_rule(queue: QuerySet[WaitingItem], rule: str) -> QuerySet[WaitingItem]:
    """The reports of a rule. Whether it made any is asked of the claims first: else all would be gone through in their order."""
    is_used = Claim.objects.undecided().filter(rule=rule).exists()
    return queue.filter(rules__contains=[rule]) if is_used else queue.none()


def _series_named(words: str) -> list[int]:
    """The series that have a name with these words, in any case and order."""
    found = ForumSeries.objects.filter(name__icontains=words) | ForumSeries.objects.filter(
        names__key=phrase_key(words)
    )
    return list(found.distinct().values_list("pk", flat=True)[:SERIES_MEANT])


@admin.register(WaitingItem)
class WaitingItemAdmin(ReviewDesk, QualityPage, ReadOnly, admin.ModelAdmin):
    show_full_result_count = False

    def has_change_permission(self, request: HttpRequest, obj: WaitingItem | None = None) -> bool:
        return request.user.has_perm("news.change_claim")

    def has_view_permission(self, request: HttpRequest, obj: WaitingItem | None = None) -> bool:
        return request.user.has_perm("news.view_claim") or self.has_change_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_urls(self) -> list[Any]:
        return [*self.desk_urls(), *self.quality_urls(), *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if object_id.isdecimal():
            return redirect("admin:news_review", object_id)
        return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        now = timezone.now()
        given = QueueFilter(request.GET)
        queue = given.narrow(WaitingItem.objects.all())
        queue = queue.select_related("item", "source").defer("item__text", "item__raw")
        shown = page(
            queue,
            URGENT,
            ROWS,
            after=read_id(request.GET.get("after", "")),
            before=read_id(request.GET.get("before", "")),
        )
        held = {
            hold.item_id: hold.by
            for hold in reviewing.holds_of([row.item_id for row in shown.rows], now=now)
            .exclude(by=request.user)
            .select_related("by")
        }
        query = request.GET.copy()
        query.pop("after", None)
        query.pop("before", None)
        return TemplateResponse(
            request,
            "admin/news/waitingitem/queue.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("Reports to check"),
                "form": given,
                "rows": [{"waiting": row, "held_by": held.get(row.item_id)} for row in shown.rows],
                "page": shown,
                "query": query.urlencode(),
                "rules": confidence.rules(),
                "sources": Source.objects.order_by("name", "pk").values_list("name", flat=True)[:SUGGESTED],
                "series": ForumSeries.objects.order_by("name", "pk").values_list("name", flat=True)[
                    :SUGGESTED
                ],
                "progress": reviewing.progress(by=request.user, now=now),
                **(extra_context or {}),
            },
        )
