"""The page of the entry desk on which a list of projects becomes records."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.actions import EntryError
from delegations.draft_views import DraftPage
from delegations.heads import ForumHead
from delegations.models import Draft, Entry
from delegations.papers import Paper
from delegations.plans import Plan
from delegations.rights import is_within, territories_of
from investments.models import ProjectStage
from investments.project_planning import plan_projects
from investments.project_rows import ProjectRow, read_rows
from investments.project_writing import write_projects
from investments.sectors import Sector

PROJECTS = Paper(
    kind=Draft.Kind.PROJECTS,
    entry_kind=Entry.Kind.PROJECTS,
    rows=(ProjectRow,),
    head=ForumHead,
    read=read_rows,
    plan=plan_projects,
    write=write_projects,
    row_labels={
        "name": gettext_lazy("name"),
        "place": gettext_lazy("place"),
        "sector": gettext_lazy("sector"),
        "amount": gettext_lazy("sum"),
        "initiator": gettext_lazy("initiator"),
        "stage": gettext_lazy("stage"),
        "choice": gettext_lazy("which one it is"),
    },
)


class ProjectsPage(DraftPage):
    """A list of projects; with a forum, they were presented there."""

    paper = PROJECTS
    template_name = "desk/projects.html"

    def page_of(self, entry: Entry) -> str:
        if entry.forum_id:
            return reverse("delegations:desk-forum", args=[entry.forum_id])
        return reverse("delegations:desk-home")

    def refuse_what_is_not_theirs(self, draft: Draft) -> None:
        limits = territories_of(self.request.user)
        if not limits:
            return
        for step in plan_projects(draft).written:
            if (
                not is_within(step.place, limits)
                or step.project
                and not is_within(step.project.place or step.place, limits)
            ):
                raise EntryError(
                    _("Row %(row)s: you enter projects of your own territory. Leave the row out.")
                    % {"row": step.row.id}
                )

    def context(self, draft: Draft, plan: Plan) -> dict[str, Any]:
        return super().context(draft, plan) | {
            "sectors": Sector.choices,
            "stages": ProjectStage.Stage.choices,
        }
