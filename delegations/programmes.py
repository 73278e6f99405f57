"""The programme of a forum as a paper of the desk."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.heads import ForumHead
from delegations.models import Draft, Entry
from delegations.papers import Paper
from delegations.programme_planning import plan_programme
from delegations.programme_rows import SessionRow, SpeakerRow, read_rows
from delegations.programme_writing import write_programme

PROGRAMME = Paper(
    kind=Draft.Kind.PROGRAMME,
    entry_kind=Entry.Kind.PROGRAMME,
    rows=(SessionRow, SpeakerRow),
    head=ForumHead,
    read=read_rows,
    plan=plan_programme,
    write=write_programme,
    between="; ",
    row_labels={
        "day": _("day"),
        "begins": _("begins"),
        "ends": _("ends"),
        "kind": _("kind"),
        "hall": _("hall"),
        "name": _("name"),
        "role": _("role"),
        "title": _("title or post"),
        "organization": _("organization"),
        "born": _("date of birth"),
        "choice": _("who or what it is"),
    },
)
