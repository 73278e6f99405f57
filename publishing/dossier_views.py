"""Dossiers as pages to print and as PDF."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views import View
from django.views.generic import TemplateView

from delegations.models import Delegation
from events.models import Forum
from publishing.dossier import Dossier, dossier_of_delegation, dossier_of_forum
from publishing.pdf import pdf_of


class OfForum:
    """The dossier on an edition."""

    def dossier(self) -> Dossier:
        editions = Forum.objects.standing().filter(series__slug=self.kwargs["series"]).with_places()
        self.record = get_object_or_404(editions, slug=self.kwargs["slug"])
        return dossier_of_forum(self.record, host=host_of(self.request))

    def pdf_address(self) -> str:
        return reverse("publishing:forum-dossier-pdf", args=[self.record.series.slug, self.record.slug])


class OfDelegation:
    """The dossier on a delegation."""

    def dossier(self) -> Dossier:
        delegations = Delegation.objects.standing().with_senders().select_related("invited_by")
        self.record = get_object_or_404(delegations, slug=self.kwargs["slug"])
        return dossier_of_delegation(self.record, host=host_of(self.request))

    def pdf_address(self) -> str:
        return reverse("publishing:delegation-dossier-pdf", args=[self.record.slug])


class Page(TemplateView):
    template_name = "publishing/dossier.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dossier = self.dossier()
        return super().get_context_data() | {
            "dossier": dossier,
            "record": self.record,
            "pdf": self.pdf_address(),
        }


class Pdf(View):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        dossier = self.dossier()
        response = HttpResponse(pdf_of(dossier), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{self.record.slug}-dossier.pdf"'
        response["X-Robots-Tag"] = "noindex"
        return response


class ForumDossier(OfForum, Page):
    pass


class ForumDossierPdf(OfForum, Pdf):
    pass


class DelegationDossier(OfDelegation, Page):
    pass


class DelegationDossierPdf(OfDelegation, Pdf):
    pass


def host_of(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
