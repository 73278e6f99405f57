"""The fields of claims in words, and their values as one line."""

from typing import Any

from django.utils.translation import gettext_lazy as _

FIELD_NAMES = {
    "series": _("series"),
    "number": _("number"),
    "year": _("year"),
    "dates": _("dates"),
    "place": _("place"),
    "country": _("country"),
    "status": _("status"),
    "organizers": _("organizers"),
    "aliases": _("also known as"),
    "kind": _("kind"),
    "title": _("title"),
    "speakers": _("speakers"),
    "name": _("name"),
    "posts": _("posts"),
    "from": _("sent by"),
    "destination": _("destination"),
    "head": _("head"),
    "members": _("members"),
    "size": _("stated size"),
    "invited_by": _("invited by"),
    "sector": _("sector"),
    "amount": _("sum"),
    "presented_by": _("presented by"),
    "session": _("session"),
    "forum": _("forum"),
    "subject": _("subject"),
    "parties": _("parties"),
    "by": _("proposed by"),
    "to": _("proposed to"),
    "text": _("proposal"),
    "supported_by": _("supported by"),
}


def printed(value: Any) -> str:
    """A value of a claim as one line."""
    if isinstance(value, list):
        return "; ".join(map(printed, value))
    if isinstance(value, dict):
        return ", ".join(str(part) for part in (value.get("title"), value.get("organization")) if part)
    return "" if value is None else str(value)
