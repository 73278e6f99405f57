"""The entry desk: what is to come, drafts, and the one page on which a list becomes a delegation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from delegations import actions, again, editing, pickers
from delegations.dates import echo
from delegations.forum_adding import ForumForm, add_forum
from delegations.models import Delegation, Draft, Entry
from delegations.rights import AtTheDesk, may_enter, may_undo
from directory.history import UndoError
from events.models import Forum

SHOWN = 20


class DeskHome(AtTheDesk, TemplateView):
    """What is to come, what one has begun, what was entered last."""

    template_name = "desk/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        coming = (
            Delegation.objects.standing()
            .filter(Q(forum__dates_last__gte=today) | Q(forum__dates_last=None, forum__year__gte=today.year))
            .with_senders()
            .with_known_size()
            .order_by("forum__dates_first", "forum__year", "pk")[:SHOWN]
        )
        now = timezone.now()
        entries = (
            Entry.objects.filter(act__isnull=False)
            .with_acts()
            .select_related("delegation", "forum__series")
            .order_by("-pk")[:10]
        )
        return super().get_context_data(
            coming=coming,
            drafts=Draft.objects.open()
            .filter(owner=self.request.user)
            .with_heads()
            .defer("text", "rows")[:SHOWN],
            drafts_of_others=Draft.objects.open()
            .exclude(owner=self.request.user)
            .with_heads()
            .defer("text", "rows")[:SHOWN],
            entries=[(entry, entry.can_be_undone(now)) for entry in entries],
            **kwargs,
        )


class DraftAdd(AtTheDesk, View):
    """A new draft: from then on nothing that is typed is lost."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        delegation = (
            Delegation.objects.standing()
            .with_senders()
            .filter(pk=request.POST.get("delegation") or None)
            .first()
        )
        kind = request.POST.get("kind", "")
        draft = Draft(
            owner=request.user,
            delegation=delegation,
            kind=kind if kind in Draft.Kind.values else Draft.Kind.LIST,
        )
        forum = Forum.objects.standing().filter(pk=request.POST.get("forum") or None).first()
        if forum:
            draft.forum, draft.forum_typed = forum, str(forum)
        if delegation:
            draft.forum, draft.forum_typed = delegation.forum, str(delegation.forum or "")
            draft.destination_typed = str(delegation.destination or "")
            draft.sending_place = delegation.sending_place
            draft.sending_organization = delegation.sending_organization
            draft.sender_typed = str(delegation.sender)
        draft.save()
        return redirect(draft)


class DraftAgain(AtTheDesk, View):
    """Start from an earlier list: tick who comes again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        earlier = get_object_or_404(Delegation.objects.standing().with_senders(), pk=pk)
        forum = pickers.the_forum(request.POST.get("forum_typed", ""), timezone.localdate())
        draft = again.draft_from(earlier, forum, by=request.user)
        if not may_enter(request.user, draft):
            draft.delete()
            raise PermissionDenied
        messages.info(
            request,
            _(
                "Everybody is left out at first: press 1 for whoever comes again. Posts are those of the new date."
            ),
        )
        first = f"#row-{draft.rows[0]['id']}" if draft.rows else ""
        return redirect(f"{draft.get_absolute_url()}{first}")


class ForumAdd(AtTheDesk, FormView):
    """An edition that is not known yet; the draft that it was wanted for goes on with it."""

    form_class = ForumForm
    template_name = "desk/forum_add.html"

    def get_initial(self) -> dict[str, Any]:
        return {"series": self.request.GET.get("series", "")[:500]}

    def form_valid(self, form: ForumForm) -> HttpResponse:
        try:
            forum, _entry = add_forum(form.cleaned_data, by=self.request.user)
        except actions.EntryError as error:
            form.add_error("number", str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Added: %(forum)s.") % {"forum": forum})
        draft = Draft.objects.filter(pk=self.request.GET.get("draft") or None).first()
        if draft is None or not may_enter(self.request.user, draft):
            return redirect("delegations:desk-home")
        Draft.objects.filter(pk=draft.pk).update(forum=forum, forum_typed=str(forum))
        return redirect(draft)


class Options(AtTheDesk, View):
    """What a text may mean, as options of a list: forums or senders."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        text = request.GET.get("q", "")
        found = (
            pickers.find_forums(text, timezone.localdate())
            if kind == "forums"
            else pickers.find_senders(text)
        )
        return render(request, "desk/_options.html", {"options": found})


class DateInWords(AtTheDesk, View):
    """How a typed date is understood, in words; nothing where it is not."""

    def get(self, request: HttpRequest) -> HttpResponse:
        words = echo(request.GET.get("q", ""), timezone.localdate(), is_past=request.GET.get("of") == "past")
        return HttpResponse(words, content_type="text/plain; charset=utf-8")


class EntryUndo(AtTheDesk, View):
    """Take a whole entry back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        entry = get_object_or_404(Entry.objects.select_related("draft", "delegation"), pk=pk)
        if not may_undo(request.user, entry):
            raise PermissionDenied
        try:
            undone = actions.undo(entry, by=request.user, now=timezone.now())
        except UndoError as error:
            messages.error(request, str(error))
            return redirect(where_from(request))
        messages.success(
            request, _("The entry was undone as a whole. The draft is open again, with all that was typed.")
        )
        return redirect(undone.draft or reverse("delegations:desk-home"))


class FieldUndo(AtTheDesk, View):
    """Put back one field of the history."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        entry = get_object_or_404(Entry.objects.select_related("act", "draft", "delegation"), pk=pk)
        if not may_undo(request.user, entry):
            raise PermissionDenied
        try:
            editing.undo_field(entry, request.POST.get("place", ""), by=request.user)
        except UndoError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The field has its earlier value again."))
        return redirect(where_from(request))


def where_from(request: HttpRequest) -> str:
    """The page of ours from which a button was pressed."""
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return back if is_ours else reverse("delegations:desk-home")
