"""Where staff bring reports in and watch them being read."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import DetailView, FormView, ListView, View

from news.forms import ReportForm
from news.intake import retry
from news.models import Item
from news.report_filters import ReportFilter

PAGE = 50


class Staff(PermissionRequiredMixin):
    permission_required = "news.add_item"


class ReportAdd(Staff, FormView):
    """“Add a report”: paste, upload or give an address."""

    form_class = ReportForm
    template_name = "news/report_add.html"

    def form_valid(self, form: ReportForm) -> HttpResponse:
        received = form.receive(self.request.user)
        if not received.is_new:
            messages.info(self.request, _("This report was here already. Nothing was added."))
        return redirect("news:report-detail", received.item.pk)


class ReportDetail(Staff, DetailView):
    """One report on its way: its state, and what was read as soon as the worker is done."""

    queryset = Item.objects.select_related("source", "received_by").defer("raw")
    context_object_name = "item"

    def get_template_names(self) -> list[str]:
        return ["news/_report_state.html" if self.request.htmx else "news/report_detail.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        claims = self.object.claims.standing().select_related(
            "forum__series",
            "session__forum__series",
            "person",
            "delegation__sending_place",
            "delegation__sending_organization",
            "project",
            "agreement",
            "initiative",
        )
        return super().get_context_data(**kwargs) | {
            "claims": claims.prefetch_related("evidence") if self.object.state == Item.State.DONE else [],
            "is_waiting": self.object.state in (Item.State.QUEUED, Item.State.RUNNING),
        }


class ReportList(Staff, ListView):
    """Everything that came in, with its state; the counts of the states add up to all of it."""

    template_name = "news/report_list.html"

    def get_queryset(self) -> Any:
        items = Item.objects.select_related("source").defer("raw", "text", "bands").order_by("-pk")
        self.filter = ReportFilter(self.request.GET, items)
        return self.filter.qs if self.filter.is_valid() else items

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = dict(Item.objects.values_list("state").annotate(Count("pk")).order_by())
        states = [(value, label, counts.get(value, 0)) for value, label in Item.State.choices]
        page = Paginator(self.object_list, PAGE).get_page(self.request.GET.get("page"))
        asked = self.request.GET.copy()
        asked.pop("page", None)
        return super().get_context_data(**kwargs) | {
            "states": states,
            "total": sum(counts.values()),
            "page_obj": page,
            "filter": self.filter,
            "asked": asked.urlencode(),
        }


class ReportRetry(Staff, View):
    """Queue a failed or skipped report again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        item = get_object_or_404(Item, pk=pk)
        if retry(item, by=request.user):
            messages.success(request, _("The report is queued again."))
        else:
            messages.error(
                request, _("This report cannot be read again: it has no text, or it is being read already.")
            )
        return redirect("news:report-detail", pk)
