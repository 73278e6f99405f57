"""The entry desk: what is to come, drafts, and the one page on which a list becomes a delegation."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView, TemplateView, View

from delegations import actions, again, draft_saving, pickers
from delegations.dates import echo
from delegations.desk import UNDO_DAYS
from delegations.draft_saving import HeadForm
from delegations.forum_adding import ForumForm, add_forum
from delegations.marking import marked
from delegations.models import Delegation, Draft, Entry, Member
from delegations.planning import OUTCOMES, Plan, plan_of
from delegations.rights import may_enter
from delegations.uploads import KINDS, LARGEST_FILE, UploadError
from directory.history import UndoError

ROWS_ON_A_PAGE = 100
UNDONE_AS_A_WHOLE = (Entry.Kind.LIST, Entry.Kind.FORUM)
SHOWN = 20
OUTCOME_WORDS = {
    "new": lambda n: ngettext("%(n)d new", "%(n)d new", n),
    "updated": lambda n: ngettext("%(n)d updated", "%(n)d updated", n),
    "unchanged": lambda n: ngettext("%(n)d unchanged", "%(n)d unchanged", n),
    "unclear": lambda n: ngettext("%(n)d unclear", "%(n)d unclear", n),
    "error": lambda n: ngettext("%(n)d with an error", "%(n)d with errors", n),
    "left_out": lambda n: ngettext("%(n)d left out", "%(n)d left out", n),
}


class AtTheDesk(PermissionRequiredMixin):
    """For signed-in staff who may enter delegations."""

    permission_required = "delegations.enter_delegation"

    def has_permission(self) -> bool:
        return self.request.user.is_staff and super().has_permission()


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
        entries = (
            Entry.objects.filter(Q(delegation__isnull=False) | Q(kind=Entry.Kind.FORUM))
            .select_related("delegation", "by")
            .defer("changes")
            .order_by("-pk")[:10]
        )
        since = timezone.now() - dt.timedelta(days=UNDO_DAYS)
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
            entries=[
                (entry, entry.undone_at is None and entry.at > since and entry.kind in UNDONE_AS_A_WHOLE)
                for entry in entries
            ],
            **kwargs,
        )


class DraftAdd(AtTheDesk, View):
    """A new draft: from then on nothing that is typed is lost."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        delegation = Delegation.objects.standing().filter(pk=request.POST.get("delegation") or None).first()
        draft = Draft(owner=request.user, delegation=delegation)
        if delegation:
            draft.forum, draft.forum_typed = delegation.forum, str(delegation.forum or "")
            draft.sending_place = delegation.sending_place
            draft.sending_organization = delegation.sending_organization
            draft.sender_typed = str(delegation.sender)
        draft.save()
        return redirect(draft)


class DraftEdit(AtTheDesk, View):
    """Paste, read, reconcile, see what will be written, write it: one page, and a form like any other."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = get_object_or_404(Draft.objects.with_heads(), pk=pk)
        return self.page(draft)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.draft = get_object_or_404(Draft.objects.with_heads(), pk=pk)
        if not may_enter(request.user, self.draft):
            raise PermissionDenied
        posted = request.POST.dict()
        draft, conflicts, errors = draft_saving.save_draft(pk, posted)
        if request.headers.get("X-Autosave"):
            return self.autosaved(draft, conflicts, errors)
        if conflicts or errors:
            return self.page(
                draft, conflicts=conflicts, errors=errors, posted=posted, status=409 if conflicts else 200
            )
        steps = {
            "read": self.read,
            "enter": self.enter,
            "same-source": self.same_source,
            "add-row": self.add_row,
            "put-away": self.put_away,
        }
        return steps.get(posted.get("do", ""), self.keep)(draft)

    # The buttons

    def keep(self, draft: Draft) -> HttpResponse:
        messages.success(self.request, _("The draft is saved."))
        return redirect(self.here(draft))

    def read(self, draft: Draft) -> HttpResponse:
        file = self.request.FILES.get("file")
        if file:
            try:
                draft, about = draft_saving.read_file(
                    draft.pk, file.name, file.read(LARGEST_FILE + 1), by=self.request.user
                )
            except UploadError as error:
                return self.page(draft, errors={"file": [str(error)]}, status=422)
            for note in about:
                messages.info(self.request, note)
        else:
            draft = draft_saving.read_text(draft.pk)
        if not draft.rows:
            messages.warning(
                self.request, _("Nobody was found in this text. It is kept; rows can be added by hand.")
            )
        # The first row has the focus, also without scripts.
        first = f"#row-{draft.rows[0]['id']}" if draft.rows else ""
        return redirect(f"{draft.get_absolute_url()}{first}")

    def enter(self, draft: Draft) -> HttpResponse:
        try:
            entry = actions.enter_list(
                draft, by=self.request.user, digest=self.request.POST.get("digest", "")
            )
        except actions.PreviewOutdatedError:
            return self.page(
                draft,
                notice=_(
                    "The preview has changed since you saw it. Look at it again, then press the button once more."
                ),
                status=409,
            )
        except actions.EntryError as error:
            return self.page(draft, notice=str(error), status=422)
        messages.success(
            self.request,
            _("Entered: %(new)d new, %(updated)d updated.")
            % {"new": entry.counts["new"], "updated": entry.counts["updated"]},
        )
        return redirect("delegations:desk-delegation", entry.delegation.slug)

    def same_source(self, draft: Draft) -> HttpResponse:
        if not draft_saving.same_source_as_before(draft):
            messages.info(self.request, _("There is no earlier source yet."))
        return redirect(self.here(draft))

    def add_row(self, draft: Draft) -> HttpResponse:
        row = draft_saving.add_row(draft.pk)
        pages = -(-len(draft.rows + [None]) // ROWS_ON_A_PAGE)
        return redirect(f"{draft.get_absolute_url()}?page={pages}#row-{row.id}")

    def put_away(self, draft: Draft) -> HttpResponse:
        Draft.objects.filter(pk=draft.pk).update(closed_at=timezone.now())
        messages.success(self.request, _("The draft is put away; nothing of it was entered."))
        return redirect("delegations:desk-home")

    def here(self, draft: Draft) -> str:
        page = self.request.GET.get("page", "")
        return f"{draft.get_absolute_url()}?page={page}" if page.isdigit() else draft.get_absolute_url()

    # The page

    def context(self, draft: Draft, plan: Plan) -> dict[str, Any]:
        pages = Paginator(plan.steps, ROWS_ON_A_PAGE)
        shown = pages.get_page(self.request.GET.get("page"))
        counts = plan.counts
        return {
            "draft": draft,
            "plan": plan,
            "page_obj": shown,
            "steps": shown.object_list,
            "counts": [
                (outcome, counts[outcome], OUTCOME_WORDS[outcome](counts[outcome]) % {"n": counts[outcome]})
                for outcome in OUTCOMES
                if counts[outcome]
            ],
            "roles": Member.Role.choices,
            "base": json.dumps(draft_saving.shown_values(draft, list(shown.object_list)), ensure_ascii=False),
        }

    def page(
        self,
        draft: Draft,
        *,
        conflicts: Any = (),
        errors: dict[str, list[str]] | None = None,
        posted: dict[str, str] | None = None,
        notice: str = "",
        status: int = 200,
    ) -> HttpResponse:
        plan = plan_of(draft)
        head = draft_saving.head_values(draft)
        head |= {name: (posted or {}).get(name, "") for name in errors or {} if name in HeadForm.base_fields}
        context = self.context(draft, plan) | {
            "form": HeadForm(initial=head),
            "errors": errors or {},
            "conflicts": [(conflict, self.label(conflict.name, plan)) for conflict in conflicts],
            "notice": notice,
            "original": marked(draft.text, [step.row for step in self.context_steps(plan)]),
            "forums": [] if draft.forum else pickers.find_forums(draft.forum_typed, timezone.localdate()),
            "senders": [] if draft.sender else pickers.find_senders(draft.sender_typed),
            "kinds": ",".join(KINDS),
            "earlier": again.earlier_delegations(draft.forum) if draft.forum and not draft.rows else [],
        }
        return render(self.request, "desk/draft.html", context, status=status)

    def context_steps(self, plan: Plan) -> Any:
        return Paginator(plan.steps, ROWS_ON_A_PAGE).get_page(self.request.GET.get("page")).object_list

    def label(self, name: str, plan: Plan) -> str:
        """What a field is called where two people changed it at once."""
        if name in HeadForm.base_fields:
            return str(HeadForm.base_fields[name].label)
        if name == "text":
            return _("List")
        number, _dash, field = name.removeprefix("r").partition("-")
        words = {
            "name": _("name"),
            "role": _("role"),
            "title": _("post"),
            "organization": _("organization"),
            "choice": _("who it is"),
        }
        return _("row %(row)s: %(field)s") % {"row": number, "field": words.get(field, _("reason"))}

    def autosaved(self, draft: Draft, conflicts: Any, errors: dict[str, list[str]]) -> JsonResponse:
        """What the page needs after a save in the background."""
        plan = plan_of(draft)
        context = self.context(draft, plan)

        def part(template: str, **more: Any) -> str:
            return render_to_string(f"desk/{template}.html", context | more, request=self.request)

        return JsonResponse(
            {
                "saved": _("Saved at %(time)s") % {"time": timezone.localtime().strftime("%H:%M:%S")},
                "digest": plan.digest,
                "base": context["base"],
                "summary": part("_summary"),
                "meant": part("_meant"),
                "rows": {
                    step.row.id: {
                        "outcome": step.outcome,
                        "state": part("_row_state", step=step),
                        "candidates": part("_candidates", step=step),
                    }
                    for step in context["steps"]
                },
                "conflicts": part(
                    "_conflicts",
                    conflicts=[(conflict, self.label(conflict.name, plan)) for conflict in conflicts],
                ),
                "errors": {name: " ".join(texts) for name, texts in errors.items()},
            },
            status=409 if conflicts else 200,
        )


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
        return HttpResponse(
            echo(request.GET.get("q", ""), timezone.localdate()), content_type="text/plain; charset=utf-8"
        )


class EntryUndo(AtTheDesk, View):
    """Take a whole entry back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        entry = get_object_or_404(Entry.objects.select_related("draft", "delegation"), pk=pk)
        record = entry.delegation or entry.draft
        # An edition is of no territory.
        if (
            record is None
            and entry.kind != Entry.Kind.FORUM
            or record
            and not may_enter(request.user, record)
        ):
            raise PermissionDenied
        try:
            undone = actions.undo(entry, by=request.user, now=timezone.now())
        except UndoError as error:
            messages.error(request, str(error))
            back = request.POST.get("next", "")
            is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
            return redirect(back if is_ours else "delegations:desk-home")
        messages.success(
            request, _("The entry was undone as a whole. The draft is open again, with all that was typed.")
        )
        return redirect(undone.draft or reverse("delegations:desk-home"))
