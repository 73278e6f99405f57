"""The page on which a record is split: what it is told by, what would move, and the step itself."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from news import splitting
from news.actions import DecisionError
from news.identity import MERGED
from news.models import Evidence

MOST_QUOTES = 3  # of a claim


def split_view(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Choose what is told of another record; see what would move; split."""
    model = MERGED.get(kind)
    if model is None:
        raise Http404
    if not request.user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"):
        raise PermissionDenied
    record = get_object_or_404(model, pk=pk)
    claims, rows = splitting.offered(record), splitting.rows_by_hand(record)
    posted = request.POST
    chosen = [claim for claim in claims if str(claim.pk) in posted.getlist("claim")]
    chosen_rows = [row for row in rows if splitting.key_of(row) in posted.getlist("row")]
    name, reason = posted.get("name", "")[: splitting.LONGEST_NAME], posted.get("reason", "")[:300]
    told = None
    if request.method == "POST":
        try:
            if "preview" in posted:
                told = splitting.preview(record, chosen, chosen_rows, by=request.user, name=name)
            else:
                new = splitting.split(record, chosen, chosen_rows, by=request.user, name=name, reason=reason)
                messages.success(
                    request, _("Split: “%(record)s” is a record of its own now.") % {"record": new}
                )
                return redirect(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", new.pk)
        except DecisionError as error:
            messages.error(request, str(error))
    return TemplateResponse(
        request,
        "admin/directory/pair/split.html",
        {
            **admin.site.each_context(request),
            "title": _("Split: %(record)s") % {"record": record},
            "opts": model._meta,
            "original": record,
            "claims": _with_quotes(claims),
            "rows": [
                {"key": splitting.key_of(row), "row": row, "kind": row._meta.verbose_name} for row in rows
            ],
            "chosen": {str(claim.pk) for claim in chosen},
            "chosen_rows": {splitting.key_of(row) for row in chosen_rows},
            "needs_name": model in splitting.NAMING,
            "name": name,
            "reason": reason,
            "told": told,
        },
    )


def _with_quotes(claims: list[Any]) -> list[dict[str, Any]]:
    """The claims as they are offered, each with some words of its report."""
    quotes: dict[int, list[Evidence]] = {}
    for row in Evidence.objects.filter(claim__in=claims).order_by("claim", "start", "pk"):
        quotes.setdefault(row.claim_id, []).append(row)
    return [
        {"claim": claim, "key": str(claim.pk), "quotes": quotes.get(claim.pk, [])[:MOST_QUOTES]}
        for claim in claims
    ]
