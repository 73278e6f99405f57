"""The page of what is arranged for a delegation; opening it is written down."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from delegations import arranging, editing
from delegations.delegation_desk_views import OfADelegation, SourceForm
from delegations.models import Arrangements, ArrangementsAccess, Entry
from delegations.rights import may_enter

ACCESSES_SHOWN = 20


class ArrangementsEdit(OfADelegation):
    """Arrival, departure, flights, hotel, contacts, needs: of the delegation and of each member."""

    def has_permission(self) -> bool:
        return super().has_permission() and self.request.user.has_perm("delegations.see_arrangements")

    def get(self, request: HttpRequest) -> HttpResponse:
        if not may_enter(request.user, self.delegation):
            raise PermissionDenied
        arranging.log_access(self.delegation, by=request.user, what=ArrangementsAccess.What.SEEN)
        return self.page()

    def post(self, request: HttpRequest) -> HttpResponse:
        posted = {name: value.replace("\r\n", "\n") for name, value in request.POST.items()}
        form = SourceForm(request.POST)
        if posted.get("do") == "same-source":
            last = Entry.objects.filter(by=request.user).order_by("-pk").first()
            names = ("source_kind", "source_text", "source_on")
            return self.page(
                posted=posted, source=SourceForm(initial={n: getattr(last, n) for n in names} if last else {})
            )
        if not form.is_valid():
            return self.page(
                posted=posted,
                source=form,
                errors=[_("Say on whose word: nothing is saved without a source.")],
                status=422,
            )
        decisions = {n.removeprefix("merge-"): v for n, v in posted.items() if n.startswith("merge-")}
        try:
            base = {str(k): str(v) for k, v in json.loads(posted.get("base") or "{}").items()}
        except (ValueError, AttributeError):
            base = {}
        saved = arranging.save_arrangements(
            self.delegation.pk,
            posted,
            base=base,
            decisions=decisions,
            source=form.source(),
            by=request.user,
        )
        if saved.conflicts or saved.errors:
            return self.page(
                posted=posted,
                source=form,
                base=base,
                conflicts=saved.conflicts,
                errors=saved.errors,
                status=409 if saved.conflicts else 422,
            )
        messages.success(
            request, _("Saved.") if saved.entry else _("Nothing was different: nothing was written.")
        )
        return redirect("delegations:desk-arrangements", self.delegation.slug)

    def page(
        self,
        *,
        posted: dict[str, str] | None = None,
        source: SourceForm | None = None,
        base: dict[str, str] | None = None,
        conflicts: Any = (),
        errors: Any = (),
        status: int = 200,
    ) -> HttpResponse:
        members = editing.members_of(self.delegation)
        values = arranging.shown_values(self.delegation, members)
        typed = {
            name: posted[name]
            for name in values
            if posted and name in posted and posted[name] != (base or values).get(name, values[name])
        }
        shown = values | typed
        seen = {conflict.name: (base or {}).get(conflict.name, "") for conflict in conflicts}
        people = {str(member.pk): str(member.person) for member in members}
        context = {
            "delegation": self.delegation,
            "members": [(member, self.fields(shown, member.pk, arranging.OF_A_MEMBER)) for member in members],
            "fields": self.fields(shown, 0, arranging.OF_ALL),
            "base": json.dumps(values | seen, ensure_ascii=False),
            "source": source or SourceForm(),
            "conflicts": [(conflict, self.label(conflict.name, people)) for conflict in conflicts],
            "errors": errors,
            "accesses": self.delegation.accesses.select_related("by")[:ACCESSES_SHOWN],
        }
        return render(self.request, "desk/arrangements.html", context, status=status)

    def fields(self, values: dict[str, str], pk: int, names: tuple[str, ...]) -> list[dict[str, Any]]:
        return [
            {
                "name": f"a{pk}-{name}",
                "label": Arrangements._meta.get_field(name).verbose_name,
                "value": values[f"a{pk}-{name}"],
                "is_instant": name in arranging.INSTANTS,
                "is_long": name in ("contacts", "remarks"),
            }
            for name in names
        ]

    def label(self, name: str, people: dict[str, str]) -> str:
        number, _dash, field = name.removeprefix("a").partition("-")
        words = str(Arrangements._meta.get_field(field).verbose_name)
        return f"{people[number]}: {words}" if number in people else words
