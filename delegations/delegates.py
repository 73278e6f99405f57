"""The list of delegates as a paper of the desk."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.delegate_writing import write_delegates
from delegations.drafting import Row, read_rows
from delegations.heads import DelegationHead
from delegations.models import Draft, Entry
from delegations.papers import Paper
from delegations.planning import plan_of

DELEGATES = Paper(
    kind=Draft.Kind.LIST,
    entry_kind=Entry.Kind.LIST,
    rows=(Row,),
    head=DelegationHead,
    read=lambda draft, notes: read_rows(draft.text, notes),
    plan=plan_of,
    write=write_delegates,
    row_labels={
        "name": _("name"),
        "role": _("role"),
        "title": _("post"),
        "organization": _("organization"),
        "born": _("date of birth"),
        "choice": _("who it is"),
    },
)
