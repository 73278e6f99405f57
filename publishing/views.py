"""Tables and citations to take away, the public log of changes, reports of errors."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.generic import CreateView, DetailView, TemplateView, View

from directory.lists import chosen
from news.models import Evidence
from publishing.actions import sender_of
from publishing.changes import about_of, said
from publishing.citations import of_item
from publishing.exports import as_csv, as_workbook, rows_of
from publishing.forms import ErrorReportForm, path_of
from publishing.models import Change, ErrorReport
from publishing.tables import TABLES

CHANGES_A_PAGE = 50
REPORTS_SHOWN = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def host_of(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


class CsvExport(View):
    """A filtered list as CSV, sent row by row."""

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        table = TABLES[name]
        rows = rows_of(table, chosen(table.view, request), host_of(request), get_language())
        return StreamingHttpResponse(
            as_csv(rows),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}.csv"', "X-Robots-Tag": "noindex"},
        )


class XlsxExport(View):
    """A filtered list as a workbook."""

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        table = TABLES[name]
        rows = rows_of(table, chosen(table.view, request), host_of(request), get_language())
        return HttpResponse(
            as_workbook(rows, str(table.label)),
            content_type=XLSX,
            headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"', "X-Robots-Tag": "noindex"},
        )


class ChangeList(TemplateView):
    """The public log: what the pages no longer say, and what readers' reports led to."""

    template_name = "publishing/change_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = about_of(self.request.GET)
        changes = Change.objects.with_records()
        if record:
            changes = changes.about({record._meta.model_name: [record.pk]})
        before = self.request.GET.get("before", "")
        if before.isdecimal() and len(before) < 19:
            changes = changes.filter(pk__lt=int(before))
        rows = list(changes[: CHANGES_A_PAGE + 1])
        shown = rows[:CHANGES_A_PAGE]
        applied = ErrorReport.objects.filter(state=ErrorReport.State.APPLIED).order_by("-decided_at", "-pk")
        return super().get_context_data(
            about=record,
            changes=[{"change": change, "said": said(change)} for change in shown],
            next_before=shown[-1].pk if len(rows) > CHANGES_A_PAGE else None,
            applied=[] if record or before else applied[:REPORTS_SHOWN],
            **kwargs,
        )


class ErrorReportAdd(CreateView):
    """“Report an error”: what is wrong with a page, and how the reader knows."""

    form_class = ErrorReportForm
    template_name = "publishing/errorreport_add.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.page = path_of(request.POST.get("page") or request.GET.get("page") or "/")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page=self.page, **kwargs)

    def form_valid(self, form: ErrorReportForm) -> HttpResponse:
        report = form.instance
        report.path, report.language = self.page, get_language()
        report.sender = sender_of(self.request)
        if not form.send():
            return self.form_invalid(form)
        return HttpResponseRedirect(report.get_absolute_url())


class ErrorReportDetail(DetailView):
    """What became of a report; only who has the address sees it."""

    model = ErrorReport
    slug_field = slug_url_kwarg = "secret"
    context_object_name = "report"
    template_name = "publishing/errorreport_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        address = self.request.build_absolute_uri(self.object.get_absolute_url())
        # Not as “object”: the page of a report has no calendar, no citation and no report of its own.
        return super().get_context_data(**kwargs) | {"object": None, "address": address}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Cache-Control"] = "private, no-store"
        return response


class QuoteCitation(TemplateView):
    """How to cite the report that one value was read from."""

    template_name = "publishing/quote_citation.html"

    def get_context_data(self, pk: int, **kwargs: Any) -> dict[str, Any]:
        quotes = Evidence.objects.select_related("claim__item__source").defer(
            "claim__item__text", "claim__item__raw"
        )
        quote = get_object_or_404(quotes, pk=pk, claim__item__state="done")
        item = quote.claim.item
        kept = self.request.build_absolute_uri(f"{reverse('news:item-detail', args=[item.pk])}#quote-{pk}")
        citation = of_item(item, address=kept, today=timezone.localdate(), quote=quote)
        return super().get_context_data(quote=quote, item=item, citation=citation, kept=kept, **kwargs)
