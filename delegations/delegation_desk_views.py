"""A delegation at the desk: its fields, its members, who else is at work on it, and how it came to be so."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from delegations import editing, presence
from delegations.actions import EntryError
from delegations.dates import TypedDayField
from delegations.desk import SourceKind
from delegations.editing import Source
from delegations.models import Delegation, DelegationStatus, Entry, Member
from delegations.rights import AtTheDesk, may_enter
from delegations.telling import SHOWN, Account, accounts_of


class SourceForm(forms.Form):
    """On whose word: needed for every save."""

    source_kind = forms.ChoiceField(label=gettext_lazy("Source"), choices=[("", "—"), *SourceKind.choices])
    source_text = forms.CharField(label=gettext_lazy("Number, name or address"), max_length=500)
    source_on = TypedDayField(label=gettext_lazy("of"), required=False)

    def source(self) -> Source:
        return Source(**self.cleaned_data)


class OfADelegation(AtTheDesk, View):
    """A view of one delegation that somebody may enter."""

    def dispatch(self, request: HttpRequest, *args: Any, slug: str, **kwargs: Any) -> HttpResponse:
        if not self.has_permission():
            return self.handle_no_permission()
        self.delegation = get_object_or_404(Delegation.objects.standing().with_senders(), slug=slug)
        if request.method == "POST" and not may_enter(request.user, self.delegation):
            raise PermissionDenied(_("You enter what your own territory sends."))
        return super().dispatch(request, *args, **kwargs)

    def here(self) -> HttpResponse:
        return redirect("delegations:desk-delegation", self.delegation.slug)


class DelegationEdit(OfADelegation):
    """The delegation as a form; two people at once lose nothing."""

    def get(self, request: HttpRequest) -> HttpResponse:
        presence.be_present(self.delegation, by=request.user, now=timezone.now())
        return self.page()

    def post(self, request: HttpRequest) -> HttpResponse:
        posted = {name: value.replace("\r\n", "\n") for name, value in request.POST.items()}
        if posted.get("do") == "same-source":
            return self.page(posted=posted, source=self.last_source())
        form = SourceForm(request.POST)
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
        saved = editing.save_delegation(
            self.delegation.pk, posted, base=base, decisions=decisions, source=form.source(), by=request.user
        )
        if saved.conflicts or saved.errors:
            return self.page(
                posted=posted,
                source=form,
                conflicts=saved.conflicts,
                errors=saved.errors,
                base=base,
                status=409 if saved.conflicts else 422,
            )
        if saved.entry:
            messages.success(request, _("Saved."))
        else:
            messages.info(request, _("Nothing was different: nothing was written."))
        return self.here()

    def last_source(self) -> SourceForm:
        last = Entry.objects.filter(by=self.request.user).order_by("-pk").first()
        names = ("source_kind", "source_text", "source_on")
        return SourceForm(initial={name: getattr(last, name) for name in names} if last else {})

    def page(
        self,
        *,
        posted: dict[str, str] | None = None,
        source: SourceForm | None = None,
        conflicts: Any = (),
        errors: Any = (),
        base: dict[str, str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        now = timezone.now()
        delegation = self.delegation
        members = editing.members_of(delegation)
        values = editing.shown_values(delegation, members)
        # What was typed stays in the fields; a field that another one changed and that was not touched shows the new value.
        typed = {
            name: posted[name]
            for name in values
            if posted and name in posted and posted[name] != (base or values).get(name, values[name])
        }
        conflicting = {conflict.name for conflict in conflicts}
        for member in members:
            member.typed = {
                field: (values | typed).get(f"m{member.pk}-{field}", "") for field in editing.MEMBER_FIELDS
            }
        statuses = list(delegation.statuses.select_related("entry"))
        context = {
            "delegation": delegation,
            "members": members,
            "values": values | typed,
            "status_on": (posted or {}).get("status_on", ""),
            "base": json.dumps(
                {**values, **{name: (base or {}).get(name, "") for name in conflicting}}, ensure_ascii=False
            ),
            "roles": Member.Role.choices,
            "statuses": DelegationStatus.Status.choices,
            "status_rows": statuses,
            "source": source or SourceForm(),
            "conflicts": [(conflict, self.label(conflict.name, members)) for conflict in conflicts],
            "errors": errors,
            "others": presence.others_at(delegation, but=self.request.user, now=now),
            "holder": presence.holder_of(delegation, now=now),
            "content_hash": editing.content_hash(delegation, members),
            "completeness": editing.completeness_of(delegation, members),
            "accounts": accounts_of_delegation(delegation, statuses, now),
            "may_enter": may_enter(self.request.user, delegation),
        }
        return render(self.request, "desk/delegation.html", context, status=status)

    def label(self, name: str, members: list[Member]) -> str:
        pk, _dash, field = name.removeprefix("m").partition("-")
        person = next((str(member.person) for member in members if str(member.pk) == pk), "")
        if person:
            words = {
                "role": _("role"),
                "position": _("order"),
                "post_as_printed": _("post"),
                "stays": _("belongs to it"),
            }
            return f"{person}: {words.get(field, field)}"
        return str(Delegation._meta.get_field(name).verbose_name)


def accounts_of_delegation(
    delegation: Delegation, statuses: list[DelegationStatus], now: dt.datetime
) -> list[tuple[Account, bool]]:
    """What was done to a delegation, its members and its status, and whether it can be undone as a whole."""
    members = delegation.members.values_list("pk", flat=True)
    rows = {
        Delegation._meta.db_table: [delegation.pk],
        Member._meta.db_table: list(members),
        DelegationStatus._meta.db_table: [row.pk for row in statuses],
    }
    without_act = delegation.entries.filter(act=None).select_related("by").order_by("-pk")[:SHOWN]
    return [
        (account, bool(account.entry and account.entry.can_be_undone(now)))
        for account in accounts_of(rows, without_act)
    ]


class Complete(OfADelegation):
    """“This list is complete”: said by one, confirmed by a second person."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            row = editing.say_complete(self.delegation, seen=request.POST.get("seen", ""), by=request.user)
        except EntryError as error:
            messages.error(request, str(error))
        else:
            messages.success(
                request,
                _("The list is complete: two people say so.")
                if row.confirmed_by_id
                else _("Noted. A second person has to confirm that the list is complete."),
            )
        return self.here()


class Hold(OfADelegation):
    """Claim the delegation for five minutes, or let it go."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.POST.get("do") == "release":
            presence.release(self.delegation, by=request.user)
            return self.here()
        row = presence.hold(self.delegation, by=request.user, now=timezone.now())
        if row.by_id != request.user.pk:
            messages.error(
                request,
                _("%(name)s holds this delegation until %(time)s.")
                % {"name": row.by, "time": timezone.localtime(row.holds_until).strftime("%H:%M")},
            )
        return self.here()
