"""The quality page of the admin."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from extraction import VERSION
from news import quality


class QualityPage:
    """How well reports are read, whether confidence holds, where curators disagree, and what the history lacks."""

    def quality_urls(self) -> list[Any]:
        return [path("quality/", self.admin_site.admin_view(self.quality), name="news_quality")]

    def quality(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("news.view_claim"):
            raise PermissionDenied
        return TemplateResponse(
            request,
            "admin/news/quality.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("Quality"),
                "version": VERSION,
                "figures": quality.figures(),
                "bands": quality.reliability(),
                "by_rule": quality.agreement("claim__kind", "claim__rule"),
                "by_source": quality.agreement("claim__item__source__name"),
                "thin_forums": quality.thin_forums(),
                "stale_sources": quality.stale_sources(timezone.now()),
                "failed_items": quality.failed_items(),
            },
        )
