"""The log of changes as readers see it."""

import uuid
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Said:
    """One value that the pages gave, and what is said instead of it where it was corrected."""

    label: str
    old: str
    new: str = ""

    def __str__(self) -> str:
        if self.new:
            return _("%(field)s: “%(new)s” instead of “%(old)s”") % {
                "field": self.label,
                "new": self.new,
                "old": self.old,
            }
        return f"{self.label}: {self.old}"


def said(change: Change) -> list[Said]:
    """The values that were corrected, or all the values of a claim that does not count any more."""
    if change.claim is None:
        return []
    values = change.claim.values
    names = change.corrections or {
        name: None
        for name, value in values.items()
        if value not in (None, "", []) and name not in ("forum", "session")
    }
    return [
        Said(
            str(FIELD_NAMES.get(name, name)),
            printed(values.get(name)) or "—",
            printed(change.corrections.get(name)) or ("—" if change.corrections else ""),
        )
        for name in names
    ]


def quoted(change: Change) -> str:
    """What happened, line by line: whose word it was, what it said, what is said instead, why."""
    lines = []
    if change.claim:
        item = change.claim.item
        day = day_in_words(item.published_on) if item.published_on else _("date not known")
        facts = {"title": item, "source": item.source, "day": day}
        lines.append(_("Report: %(title)s (%(source)s, %(day)s)") % facts)
        lines += map(str, said(change))
    if change.reason:
        lines.append(_("Reason: %(reason)s") % {"reason": change.reason})
    return "\n".join(lines)
