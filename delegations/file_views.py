"""A delegation taken away as a file."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from delegations import arranging, editing, sheets
from delegations.delegation_desk_views import OfADelegation
from delegations.models import Arrangements, ArrangementsAccess
from delegations.rights import may_enter

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


class DelegationFile(OfADelegation):
    """The list as Word or Excel, in Russian or with Chinese beside it; badges and cards; travel for those who may see it."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, what: str) -> HttpResponse:
        if what == "travel":
            return self.travel(request)
        members = editing.members_of(self.delegation)
        makers = {
            "list.docx": (WORD, lambda: sheets.as_word(self.delegation, members, sheets.RUSSIAN)),
            "list-zh.docx": (WORD, lambda: sheets.as_word(self.delegation, members, sheets.BOTH)),
            "list.xlsx": (SHEET, lambda: sheets.as_workbook(self.delegation, members, sheets.RUSSIAN)),
            "list-zh.xlsx": (SHEET, lambda: sheets.as_workbook(self.delegation, members, sheets.BOTH)),
            "badges.pdf": (PDF, lambda: sheets.as_badges(self.delegation, members)),
            "cards.pdf": (PDF, lambda: sheets.as_cards(self.delegation, members)),
        }
        if what not in makers:
            raise Http404
        kind, make = makers[what]
        return self.answer(make(), kind, what)

    def travel(self, request: HttpRequest) -> HttpResponse:
        if not (
            request.user.has_perm("delegations.see_arrangements") and may_enter(request.user, self.delegation)
        ):
            raise PermissionDenied
        members = editing.members_of(self.delegation)
        values = arranging.shown_values(self.delegation, members)
        names = list(dict.fromkeys((*arranging.OF_ALL, *arranging.OF_A_MEMBER)))
        people = [(0, _("The delegation as a whole")), *((m.pk, str(m.person)) for m in members)]
        rows = [
            [name, *(values.get(f"a{pk}-{field}", "").replace("T", " ") if field in arranging.INSTANTS
                     else values.get(f"a{pk}-{field}", "") for field in names)]
            for pk, name in people
        ]  # fmt: skip
        columns = [_("Full name"), *(str(Arrangements._meta.get_field(name).verbose_name) for name in names)]
        arranging.log_access(self.delegation, by=request.user, what=ArrangementsAccess.What.EXPORTED)
        return self.answer(sheets.as_travel(self.delegation, rows, columns), SHEET, "travel.xlsx")

    def answer(self, content: bytes, kind: str, name: str) -> HttpResponse:
        response = HttpResponse(content, content_type=kind)
        response["Content-Disposition"] = f'attachment; filename="{self.delegation.slug}-{name}"'
        response["Cache-Control"] = "private, no-store"
        return response
