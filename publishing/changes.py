"""The log of changes as readers see it."""

import uuid
from typing import Any

from django.utils.translation import gettext as _

from directory.edtf import day_in_words
from directory.records import Record
from news.wording import FIELD_NAMES, printed
from publishing.models import KINDS, Change


def about_of(query: Any) -> Record | None:
    """The record that an address asks about, “?forum=<uuid>”; None where it asks about none, or about nonsense."""
    for kind, model in KINDS.items():
        try:
            wanted = uuid.UUID(query.get(kind, ""))
        except ValueError:
            continue
        record = model.objects.filter(uuid=wanted).first()
        if record:
            return record
    return None


def quoted(change: Change) -> str:
    """What happened, line by line: whose word it was, what it said, what is said instead, why."""
    lines = []
    if change.claim:
        item = change.claim.item
        day = day_in_words(item.published_on) if item.published_on else _("date not known")
        lines.append(
            _("Report: %(title)s (%(source)s, %(day)s)")
            % {
                "title": item,
                "source": item.source,
                "day": day,
            }
        )
        lines += said(change)
    if change.reason:
        lines.append(_("Reason: %(reason)s") % {"reason": change.reason})
    return "\n".join(lines)


def said(change: Change) -> list[str]:
    """The values that were corrected, or all the single values of a claim that does not count any more."""
    if change.claim is None:
        return []
    values = change.claim.values
    if change.corrections:
        return [
            _("%(field)s: “%(new)s” instead of “%(old)s”")
            % {
                "field": FIELD_NAMES.get(name, name),
                "new": printed(new) or "—",
                "old": printed(values.get(name)) or "—",
            }
            for name, new in change.corrections.items()
        ]
    return [
        f"{FIELD_NAMES.get(name, name)}: {printed(value)}"
        for name, value in values.items()
        if value not in (None, "", []) and name not in ("forum", "session")
    ]
