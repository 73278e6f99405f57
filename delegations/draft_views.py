"""The page on which a paper becomes records, and the one of each kind of paper that this app knows."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from delegations import actions, again, draft_saving, pickers
from delegations.delegates import DELEGATES
from delegations.marking import marked
from delegations.models import Draft, Entry, Member
from delegations.papers import Paper
from delegations.plans import OUTCOMES, Plan
from delegations.programmes import PROGRAMME
from delegations.rights import AtTheDesk, is_within, may_enter, territories_of
from delegations.uploads import KINDS, LARGEST_FILE, UploadError
from events.models import Appearance, Session

ROWS_ON_A_PAGE = 100
OUTCOME_WORDS = {
    "new": lambda n: ngettext("%(n)d new", "%(n)d new", n),
    "updated": lambda n: ngettext("%(n)d updated", "%(n)d updated", n),
    "unchanged": lambda n: ngettext("%(n)d unchanged", "%(n)d unchanged", n),
    "unclear": lambda n: ngettext("%(n)d unclear", "%(n)d unclear", n),
    "error": lambda n: ngettext("%(n)d with an error", "%(n)d with errors", n),
    "left_out": lambda n: ngettext("%(n)d left out", "%(n)d left out", n),
}


class DraftPage(AtTheDesk, View):
    """Paste, read, reconcile, see what will be written, write it: one page, and a form like any other.

    The page is the same for every paper; what is particular to one is its `paper` and its template.
    """

    paper: Paper
    template_name = ""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = get_object_or_404(Draft.objects.with_heads(), pk=pk, kind=self.paper.kind)
        return self.page(draft)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.draft = get_object_or_404(Draft.objects.with_heads(), pk=pk, kind=self.paper.kind)
        if not may_enter(request.user, self.draft):
            raise PermissionDenied
        posted = request.POST.dict()
        draft, conflicts, errors = draft_saving.save_draft(self.paper, pk, posted)
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
            "put-away": self.put_away,
        }
        do, _colon, what = posted.get("do", "").partition(":")
        if do == "add-row":
            return self.add_row(draft, what)
        return steps.get(do, self.keep)(draft)

    # The buttons

    def keep(self, draft: Draft) -> HttpResponse:
        messages.success(self.request, _("The draft is saved."))
        return redirect(self.here(draft))

    def read(self, draft: Draft) -> HttpResponse:
        file = self.request.FILES.get("file")
        if file:
            try:
                draft, about = draft_saving.read_file(
                    self.paper, draft.pk, file.name, file.read(LARGEST_FILE + 1), by=self.request.user
                )
            except UploadError as error:
                return self.page(draft, errors={"file": [str(error)]}, status=422)
            for note in about:
                messages.info(self.request, note)
        else:
            draft = draft_saving.read_text(self.paper, draft.pk)
        if not draft.rows:
            messages.warning(
                self.request, _("Nothing was found in this text. It is kept; rows can be added by hand.")
            )
        # The first row has the focus, also without scripts.
        first = f"#row-{draft.rows[0]['id']}" if draft.rows else ""
        return redirect(f"{draft.get_absolute_url()}{first}")

    def enter(self, draft: Draft) -> HttpResponse:
        try:
            # Once more: what was saved just now may have made it another's.
            if not may_enter(self.request.user, draft):
                raise PermissionDenied
            self.refuse_what_is_not_theirs(draft)
            entry = actions.enter(
                self.paper, draft, by=self.request.user, digest=self.request.POST.get("digest", "")
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
        return redirect(self.page_of(entry))

    def refuse_what_is_not_theirs(self, draft: Draft) -> None:
        """EntryError where somebody may work on the draft, but not enter what it says."""

    def page_of(self, entry: Entry) -> str:
        """Where the desk goes on after an entry."""
        raise NotImplementedError

    def same_source(self, draft: Draft) -> HttpResponse:
        if not draft_saving.same_source_as_before(draft):
            messages.info(self.request, _("There is no earlier source yet."))
        return redirect(self.here(draft))

    def add_row(self, draft: Draft, what: str) -> HttpResponse:
        """`what` is the kind of row and, after a colon, the row that it stands behind."""
        kind, _colon, after = what.partition(":")
        row = draft_saving.add_row(self.paper, draft.pk, kind, int(after) if after.isdigit() else 0)
        draft.refresh_from_db()
        place = next(n for n, known in enumerate(self.paper.rows_of(draft)) if known.id == row.id)
        page = place // ROWS_ON_A_PAGE + 1
        return redirect(f"{draft.get_absolute_url()}?page={page}#row-{row.id}")

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
            "base": json.dumps(
                draft_saving.shown_values(self.paper, draft, list(shown.object_list)), ensure_ascii=False
            ),
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
        plan = self.paper.plan(draft)
        head = draft_saving.head_values(self.paper, draft)
        head |= {
            name: (posted or {}).get(name, "") for name in errors or {} if name in self.paper.head.base_fields
        }
        context = self.context(draft, plan) | {
            "form": self.paper.head(initial=head),
            "errors": errors or {},
            "conflicts": [(conflict, self.label(conflict.name, plan)) for conflict in conflicts],
            "notice": notice,
            "original": marked(draft.text, [step.row for step in self.context_steps(plan)]),
            "forums": [] if draft.forum else pickers.find_forums(draft.forum_typed, timezone.localdate()),
            "kinds": ",".join(KINDS),
            **self.beside(draft),
        }
        return render(self.request, self.template_name, context, status=status)

    def beside(self, draft: Draft) -> dict[str, Any]:
        """What the template of a paper needs beside what all need."""
        return {}

    def context_steps(self, plan: Plan) -> Any:
        return Paginator(plan.steps, ROWS_ON_A_PAGE).get_page(self.request.GET.get("page")).object_list

    def label(self, name: str, plan: Plan) -> str:
        """What a field is called where two people changed it at once."""
        if name in self.paper.head.base_fields:
            return str(self.paper.head.base_fields[name].label)
        if name == "text":
            return _("List")
        number, _dash, field = name.removeprefix("r").partition("-")
        words = self.paper.row_labels.get(field, _("reason"))
        return _("row %(row)s: %(field)s") % {"row": number, "field": words}

    def autosaved(self, draft: Draft, conflicts: Any, errors: dict[str, list[str]]) -> JsonResponse:
        """What the page needs after a save in the background."""
        plan = self.paper.plan(draft)
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


class DelegatesPage(DraftPage):
    """A list of delegates."""

    paper = DELEGATES
    template_name = "desk/draft.html"

    def page_of(self, entry: Entry) -> str:
        return reverse("delegations:desk-delegation", args=[entry.delegation.slug])

    def refuse_what_is_not_theirs(self, draft: Draft) -> None:
        if draft.sender is None and territories_of(self.request.user):
            raise actions.EntryError(
                _(
                    "You enter what your own territory sends. A colleague without this limit can add a new sender."
                )
            )

    def context(self, draft: Draft, plan: Plan) -> dict[str, Any]:
        return super().context(draft, plan) | {"roles": Member.Role.choices}

    def beside(self, draft: Draft) -> dict[str, Any]:
        return {
            "senders": [] if draft.sender else pickers.find_senders(draft.sender_typed),
            "earlier": again.earlier_delegations(draft.forum) if draft.forum and not draft.rows else [],
        }


class ProgrammePage(DraftPage):
    """The programme of a forum."""

    paper = PROGRAMME
    template_name = "desk/programme.html"

    def page_of(self, entry: Entry) -> str:
        return reverse("delegations:desk-forum", args=[entry.forum_id])

    def refuse_what_is_not_theirs(self, draft: Draft) -> None:
        limits = territories_of(self.request.user)
        if limits and not is_within(draft.forum and draft.forum.place, limits):
            raise actions.EntryError(
                _("You enter programmes of forums that take place in your own territory.")
            )

    def context(self, draft: Draft, plan: Plan) -> dict[str, Any]:
        return super().context(draft, plan) | {
            "roles": Appearance.Role.choices,
            "kinds_of_sessions": Session.Kind.choices,
        }
