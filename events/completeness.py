"""What is not known of an edition yet: shown to readers as it is, never filled with a guess."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.edtf import exact_days
from events.editions import AHEAD
from events.models import Forum, Status


def missing_of(forum: Forum, known: dict[str, Any]) -> list[str]:
    """Return in words what an edition lacks; `known` are the parts that its page shows.

    Of a cancelled edition nothing is expected; of one still ahead, only what is fixed before it begins.
    """
    if forum.status == Status.CANCELLED:
        return []
    rows = [
        _("the days") if exact_days(forum.dates) is None else "",
        "" if forum.place else _("the place"),
        "" if known["organizers"] else _("the organizers"),
        "" if known["sessions"] else _("the programme"),
        _sessions_without_speakers(known["sessions"]),
        "" if known["delegations"] else _("the delegations"),
        _delegations_without_heads(known["delegations"]),
        _members_without_names(known["delegations"]),
    ]
    if forum.status not in AHEAD:
        rows += [
            "" if known["presentations"] else _("the projects presented"),
            "" if known["agreements"] else _("what was signed"),
        ]
    return [row for row in rows if row]


def _sessions_without_speakers(sessions: list[Any]) -> str:
    count = sum(not session.appearances.all() for session in sessions)
    if not count:
        return ""
    return ngettext("the speakers of %(count)d session", "the speakers of %(count)d sessions", count) % {
        "count": count
    }


def _delegations_without_heads(delegations: list[Any]) -> str:
    count = sum(not delegation.heads for delegation in delegations)
    if not count:
        return ""
    return ngettext("the head of %(count)d delegation", "the heads of %(count)d delegations", count) % {
        "count": count
    }


def _members_without_names(delegations: list[Any]) -> str:
    count = sum(max((row.stated_size or 0) - row.known_size, 0) for row in delegations)
    if not count:
        return ""
    return ngettext(
        "the name of %(count)d member of a delegation", "the names of %(count)d members of delegations", count
    ) % {"count": count}
