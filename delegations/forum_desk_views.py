"""An edition at the desk: what is known of its programme, projects and delegations, and how it came to be so."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.generic import View

from delegations.models import Entry
from delegations.rights import AtTheDesk, is_within, territories_of
from delegations.telling import SHOWN, accounts_of
from events.models import Appearance, Forum, ForumStatus, Session


class ForumDesk(AtTheDesk, View):
    """From here a programme, a list of projects or a delegation is begun; below is the history, with undoing."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        forum = get_object_or_404(Forum.objects.standing().with_places(), pk=pk)
        sessions = list(forum.sessions.standing().order_by("dates_first", "begins", "position"))
        limits = territories_of(request.user)
        context = {
            "forum": forum,
            "sessions": sessions,
            "projects": forum.presentations.filter(withdrawn_at=None).values("project").distinct().count(),
            "delegations": forum.delegations.standing().with_senders().with_known_size().order_by("pk"),
            "accounts": accounts_of_forum(forum),
            "may_enter": not limits or is_within(forum.place, limits),
        }
        return render(request, "desk/forum.html", context)


def accounts_of_forum(forum: Forum) -> list[tuple[Any, bool]]:
    """What was done to an edition, its status, its programme and what was presented there; delegations tell for themselves."""
    now = timezone.now()
    sessions = list(forum.sessions.values_list("pk", flat=True))
    appearances = Appearance.objects.filter(session__in=sessions).values_list("pk", flat=True)
    presentations = forum.presentations.values_list("pk", "project_id")
    projects = {project for _pk, project in presentations}
    rows = {
        Forum._meta.db_table: [forum.pk],
        ForumStatus._meta.db_table: list(forum.status_history.values_list("pk", flat=True)),
        Session._meta.db_table: sessions,
        Appearance._meta.db_table: list(appearances),
        "investments_presentation": [pk for pk, _project in presentations],
        "investments_project": list(projects),
    }
    undone = Entry.objects.filter(forum=forum, delegation=None, act__undone_by__isnull=False)
    return [
        (account, bool(account.entry and account.entry.can_be_undone(now)))
        for account in accounts_of(
            rows, acts=list(undone.order_by("-pk").values_list("act", flat=True)[:SHOWN])
        )
    ]
