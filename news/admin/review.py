"""The review screen: a report with its quotes beside the records that it yields, decided by keyboard."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from news import comparing, decisions, reviewing, undoing
from news.actions import DecisionError
from news.models import Claim, Item, WaitingItem
from news.passages import passages
from news.restating import BLANK, CHOICES, HEADING, REFERENCES, fields_of, find_quote, read_value, restate

PANEL_FIELDS = ("target", "value", "body", "quote", "start", "near", "reason", "kind")
LONGEST_DRAFT = 3_000  # characters of an address that servers and browsers surely take
DRAFT_AGE = 24 * 3600
REASONS = (
    gettext_lazy("Another event is meant"),
    gettext_lazy("Not stated in the text"),
    gettext_lazy("A duplicate"),
    gettext_lazy("Not of interest here"),
)


@dataclass
class Panel:
    """The form beside the report: to correct a value, to reject a record, to add one; with what was typed so far."""

    mode: str  # correct, reject or add
    claim: Claim | None = None
    typed: dict[str, str] = field(default_factory=dict)
    error: str = ""

    @property
    def target(self) -> tuple[str, int | None]:
        """Which value is meant: the name of its field, its place in a list."""
        name, _dot, index = self.typed.get("target", "").partition(".")
        return name, int(index) if index.isdecimal() else None


def targets(claim: Claim) -> list[dict[str, Any]]:
    """What can be corrected or added in a claim: each value that there is, and each that there could be."""
    found = []
    for card in comparing.cards([claim]):
        for line in card.lines:
            if line.field in BLANK[claim.kind] and line.field != "country":
                found.append({"key": line.key, "label": line.label, "text": line.text})
        present = {line.field for line in card.lines}
        for name, label in card.blanks:
            is_list = isinstance(BLANK[claim.kind][name], list)
            if is_list or name not in present:
                key = f"{name}.{len(fields_of(claim)[name] or [])}" if is_list else name
                found.append({"key": key, "label": label, "text": ""})
    return found


def _leave(request: HttpRequest, answer: HttpResponseRedirect) -> HttpResponse:
    """Go to another page, where scripts would otherwise put it into this one."""
    return HttpResponse(headers={"HX-Redirect": answer.url}) if request.htmx else answer


class ReviewDesk:
    """The addresses of the review screen, for the admin of the queue."""

    def desk_urls(self) -> list[Any]:
        return [
            path("next/", self.admin_site.admin_view(self.next), name="news_review_next"),
            path("<int:pk>/review/", self.review, name="news_review"),
            path("<int:pk>/review/state/", self.admin_site.admin_view(self.state), name="news_review_state"),
        ]

    def _check(self, request: HttpRequest) -> None:
        if not request.user.has_perm("news.change_claim"):
            raise PermissionDenied

    def next(self, request: HttpRequest) -> HttpResponse:
        """Open the most urgent report that nobody has open."""
        self._check(request)
        return self._go_on(request, after=None)

    def _go_on(self, request: HttpRequest, *, after: int | None) -> HttpResponseRedirect:
        queue = WaitingItem.objects.all()
        pk = reviewing.next_item(queue, by=request.user, now=timezone.now(), after=after)
        if pk is None or pk == after:
            messages.success(request, _("Nothing else waits for you."))
            return redirect("admin:news_waitingitem_changelist")
        return redirect("admin:news_review", pk)

    def state(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asked for while a report is open: is what the screen shows still so? The report stays held meanwhile."""
        self._check(request)
        item = get_object_or_404(Item.objects.defer("text", "raw"), pk=pk)
        reviewing.hold(item, by=request.user, now=timezone.now())
        claims = item.claims.exclude(state=Claim.State.WITHDRAWN)
        if reviewing.shown(claims) == request.GET.get("shown"):
            return HttpResponse(status=204)
        return TemplateResponse(request, "admin/news/waitingitem/_changed.html", {"item": item})

    def review(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.admin_site.has_permission(request):
            return self._session_over(request, pk)
        self._check(request)
        item = get_object_or_404(Item.objects.select_related("source").defer("raw"), pk=pk)
        response = self._decide(request, item) if request.method == "POST" else self._show(request, item)
        add_never_cache_headers(response)
        return response

    # Showing

    def _show(self, request: HttpRequest, item: Item, panel: Panel | None = None) -> HttpResponse:
        panel = panel or self._asked_panel(request, item)
        if request.htmx and request.htmx.target == "panel":
            return TemplateResponse(
                request, "admin/news/waitingitem/_panel.html", {"item": item, **self._panel_context(panel)}
            )
        now = timezone.now()
        claims = reviewing.in_desk_order(reviewing.desk_claims(item))
        waiting = [claim for claim in claims if claim.state == Claim.State.UNCHECKED]
        if waiting:
            reviewing.open_review(item, by=request.user, now=now)
        holder = reviewing.hold(item, by=request.user, now=now)
        quotes = []
        for claim in claims:
            if claim.state == Claim.State.REJECTED:
                continue
            for quote in claim.evidence.all():
                quote.claim = claim
                quotes.append(quote)
        at = request.GET.get("at", "")
        present = {str(claim.pk) for claim in claims}
        return TemplateResponse(
            request,
            "admin/news/waitingitem/review.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("Review of a report"),
                "is_nav_sidebar_enabled": False,  # the report and its records need the width
                "item": item,
                "holder": holder,
                "cards": comparing.cards(claims),
                "passages": passages(item.text, quotes),
                "waiting": waiting,
                "decided_count": len(claims) - len(waiting),
                "shown": reviewing.shown(claims),
                "at": at if at in present else str(waiting[0].pk) if waiting else "",
                "progress": reviewing.progress(by=request.user, now=now),
                "last_decision": reviewing.last_decision(by=request.user),
                **self._panel_context(panel),
            },
        )

    def _panel_context(self, panel: Panel | None) -> dict[str, Any]:
        if panel is None:
            return {"panel": None}
        name, index = panel.target
        choices: list[tuple[str, str]] = []
        options = targets(panel.claim) if panel.claim and panel.mode == "correct" else []
        if panel.claim and (panel.claim.kind, name) in CHOICES:
            choices = list(CHOICES[panel.claim.kind, name].choices)
        elif panel.claim and name in REFERENCES:
            others = panel.claim.item.claims.standing().filter(kind=name)
            choices = [
                (claim.fingerprint, str(claim.record or claim))
                for claim in others.select_related("forum__series", "session__forum__series")
            ]
        return {
            "panel": panel,
            "targets": options,
            "choices": choices,
            "is_post": name == "posts",
            "kinds": Claim.Kind.choices,
            "reasons": REASONS,
            "is_value": index is not None or bool(name),
        }

    def _asked_panel(self, request: HttpRequest, item: Item) -> Panel | None:
        """The form that the address asks for, or that was open when the session ran out."""
        if "draft" in request.GET:
            try:
                draft = signing.loads(request.GET["draft"], salt="desk", max_age=DRAFT_AGE)
            except signing.BadSignature:
                return None
            claim = item.claims.filter(pk=draft.pop("claim", None) or None).first()
            mode = draft.pop("mode", "add")
            messages.info(
                request, _("You had to sign in again. What you typed is here; it is not saved yet.")
            )
            return Panel(mode, claim, draft) if claim or mode == "add" else None
        for mode in ("correct", "reject"):
            if request.GET.get(mode, "").isdecimal():
                claim = item.claims.filter(pk=request.GET[mode]).first()
                if claim is None:
                    return None
                claim.item = item
                typed = self._typed_at_first(claim, request.GET.get("target", ""))
                if request.GET.get("quote"):
                    # Words were selected before it was said what they are the value of.
                    typed |= {name: request.GET.get(name, "") for name in ("value", "quote", "start", "near")}
                return Panel(mode, claim, typed)
        return Panel("add") if "add" in request.GET else None

    def _typed_at_first(self, claim: Claim, target: str) -> dict[str, str]:
        """The value as it stands, to be changed."""
        name, _dot, index = target.partition(".")
        value = fields_of(claim).get(name)
        if isinstance(value, list):
            value = value[int(index)] if index.isdecimal() and int(index) < len(value) else None
        typed = {"target": target}
        if isinstance(value, dict):
            typed |= {"value": value.get("title") or "", "body": value.get("organization") or ""}
        elif value is not None:
            typed["value"] = str(value)
        return typed

    # Deciding

    def _decide(self, request: HttpRequest, item: Item) -> HttpResponse:
        decision, _colon, rest = request.POST.get("decision", "").partition(":")
        pk, _colon, seen = rest.partition(":")
        claim = Claim(pk=int(pk), item=item) if pk.isdecimal() else None
        typed = {name: request.POST.get(name, "")[:1000] for name in PANEL_FIELDS if request.POST.get(name)}
        answers = {
            "confirm": self._confirm,
            "reject": self._reject,
            "correct": self._correct,
            "absent": self._correct,
        }
        try:
            if decision == "next":
                reviewing.release(item, by=request.user)
                return _leave(request, self._go_on(request, after=item.pk))
            if decision == "all":
                self._confirm_all(request, item)
            elif decision == "undo":
                return self._undo(request, item)
            elif decision == "add":
                claim = self._add(request, item, typed)
            elif decision in answers and claim is not None:
                known = item.claims.filter(pk=claim.pk).first()
                if known is None:
                    raise DecisionError(
                        _("This claim is gone: what it said is no longer kept. Nothing was decided.")
                    )
                known.item = item
                answers[decision](
                    request, known, seen, typed | ({"value": ""} if decision == "absent" else {})
                )
            else:
                raise DecisionError(_("Choose what to decide."))
        except DecisionError as error:
            messages.error(request, str(error))
            mode = {"reject": "reject", "correct": "correct", "add": "add"}.get(decision)
            standing = item.claims.filter(pk=claim.pk).first() if claim and claim.pk else None
            if mode and (standing or mode == "add"):
                if standing:
                    standing.item = item
                return self._show(request, item, Panel(mode, standing, typed, str(error)))
            return self._back(item, claim)
        reviewing.note_decision(item, by=request.user, now=timezone.now())
        return self._back(item, claim)

    def _back(self, item: Item, decided: Claim | None) -> HttpResponse:
        """Show the report again, at the next claim that waits."""
        claims = reviewing.in_desk_order(item.claims.exclude(state=Claim.State.WITHDRAWN))
        place = next((n for n, claim in enumerate(claims) if decided and claim.pk == decided.pk), -1)
        later = [claim for claim in claims[place + 1 :] if claim.state == Claim.State.UNCHECKED]
        waiting = later or [claim for claim in claims if claim.state == Claim.State.UNCHECKED]
        page = reverse("admin:news_review", args=[item.pk])
        return redirect(f"{page}?at={waiting[0].pk}" if waiting else page)

    def _confirm(self, request: HttpRequest, claim: Claim, seen: str, typed: dict[str, str]) -> None:
        decisions.confirm(claim, by=request.user, seen=seen)
        messages.success(request, _("Confirmed: %(claim)s") % {"claim": claim})

    def _confirm_all(self, request: HttpRequest, item: Item) -> None:
        seen = {}
        for row in request.POST.getlist("waiting"):
            pk, _colon, version = row.partition(":")
            if pk.isdecimal():
                seen[int(pk)] = version
        claims = list(item.claims.filter(pk__in=seen).order_by("pk"))
        refused = decisions.confirm_together(claims, by=request.user, seen=seen)
        for _claim, why in refused:
            messages.warning(request, why)
        count = len(claims) - len(refused)
        told = ngettext("Confirmed: %(count)s record.", "Confirmed: %(count)s records.", count)
        messages.success(request, told % {"count": count})

    def _reject(self, request: HttpRequest, claim: Claim, seen: str, typed: dict[str, str]) -> None:
        decisions.reject(claim, by=request.user, reason=typed.get("reason", "")[:300], seen=seen)
        messages.success(
            request, _("Rejected, here and in every report that repeats it: %(claim)s") % {"claim": claim}
        )

    def _correct(self, request: HttpRequest, claim: Claim, seen: str, typed: dict[str, str]) -> None:
        name, index = Panel("correct", claim, typed).target
        corrections = restate(claim, name, index, typed.get("value", ""), typed.get("body", ""))
        near = int(typed["near"]) if typed.get("near", "").isdecimal() else 0
        span = find_quote(claim.item, typed.get("quote", ""), start=typed.get("start", ""), near=near)
        if corrections[name] == fields_of(claim)[name] and span is None:
            raise DecisionError(_("Nothing was changed. Confirm the claim if it is right."))
        quotes = []
        if span and typed.get("value"):
            quotes = [{"field": name, "index": index, "start": span[0], "end": span[1]}]
        decisions.correct(claim, by=request.user, corrections=corrections, quotes=quotes, seen=seen)
        claim.corrections |= corrections
        messages.success(request, _("Corrected: %(claim)s") % {"claim": claim})

    def _add(self, request: HttpRequest, item: Item, typed: dict[str, str]) -> Claim:
        kind = typed.get("kind", "")
        if kind not in Claim.Kind.values:
            raise DecisionError(_("Choose what kind of record it is."))
        value = read_value(kind, HEADING[kind], typed.get("value", "").strip())
        if value is None:
            raise DecisionError(_("Type what the record is called."))
        span = find_quote(item, typed.get("quote", "") or str(value), start=typed.get("start", ""))
        name = HEADING[kind]
        forums = item.claims.standing().filter(kind=Claim.Kind.FORUM).order_by("position")[:1]
        values = BLANK[kind] | {name: value}
        if "forum" in values and forums:
            values["forum"] = forums[0].fingerprint
        claim = decisions.add_claim(
            item,
            kind,
            values,
            by=request.user,
            quotes=[{"field": name, "index": None, "start": span[0], "end": span[1]}] if span else [],
        )
        messages.success(request, _("Added: %(claim)s") % {"claim": claim})
        return claim

    def _undo(self, request: HttpRequest, item: Item) -> HttpResponse:
        claims = undoing.undo_last_step(by=request.user)
        count = len(claims)
        told = ngettext("Undone: %(count)s decision.", "Undone: %(count)s decisions.", count)
        messages.success(request, told % {"count": count})
        page = reverse("admin:news_review", args=[claims[-1].item_id])
        answer = redirect(f"{page}?at={claims[-1].pk}")
        return answer if claims[-1].item_id == item.pk else _leave(request, answer)

    # A session that ran out

    def _session_over(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Sign in again; what was typed comes back in the address, signed, and is not saved before it is sent again."""
        page = reverse("admin:news_review", args=[pk])
        decision, _colon, rest = request.POST.get("decision", "").partition(":")
        if decision in ("correct", "reject", "add"):
            draft = {name: request.POST[name][:500] for name in PANEL_FIELDS if request.POST.get(name)}
            draft |= {"mode": decision, "claim": rest.partition(":")[0]}
            packed = signing.dumps(draft, salt="desk", compress=True)
            if len(packed) <= LONGEST_DRAFT:
                page = f"{page}?{urlencode({'draft': packed})}"
        login = f"{reverse('admin:login')}?{urlencode({'next': page})}"
        return _leave(request, HttpResponseRedirect(login))
