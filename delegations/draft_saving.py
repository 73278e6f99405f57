"""Saving a draft as one types: field by field, so that two people in one draft lose nothing."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from delegations import pickers
from delegations.drafting import MOST_ROWS, DeskRow, carried_over
from delegations.merging import FieldConflict, merge
from delegations.models import Document, Draft, Entry
from delegations.papers import Paper
from delegations.planning import body_columns
from delegations.plans import Step
from delegations.uploads import read_upload

LONGEST_TEXT = 1_000_000
SOURCE = ("source_kind", "source_text", "source_on")


def head_values(paper: Paper, draft: Draft) -> dict[str, str]:
    values = {name: getattr(draft, name) for name in paper.head.base_fields}
    texts = {name: v.isoformat() if isinstance(v, dt.date) else str(v or "") for name, v in values.items()}
    return {**texts, "text": draft.text}


def row_values(row: DeskRow, chosen: str) -> dict[str, str]:
    """The fields of a row under the names that they have on the page."""
    values = {f"r{row.id}-{name}": str(getattr(row, name)) for name in row.FIELDS}
    return values | {f"r{row.id}-choice": chosen}


def shown_values(paper: Paper, draft: Draft, steps: list[Step]) -> dict[str, str]:
    """What the page shows: what somebody saw before changing it."""
    values = head_values(paper, draft)
    for step in steps:
        values |= row_values(step.row, step.chosen)
        for notice in step.notices:
            if not notice.is_error:
                values[f"r{step.row.id}-why-{notice.code}"] = notice.reason
    return values


@transaction.atomic
def save_draft(
    paper: Paper, pk: int, posted: Mapping[str, str]
) -> tuple[Draft, list[FieldConflict], dict[str, list[str]]]:
    """Write what somebody changed; return the draft, the fields that two changed at once, and the errors of fields."""
    # Of the draft alone: what it leads to may be missing, and PostgreSQL locks no missing row.
    draft = Draft.objects.with_heads().select_for_update(of=("self",)).get(pk=pk)
    base = _base(posted.get("base", ""))
    rows = {row.id: row for row in paper.rows_of(draft)}
    theirs = head_values(paper, draft)
    for row in rows.values():
        theirs |= row_values(row, row.choice or base.get(f"r{row.id}-choice", ""))
        theirs |= {f"r{row.id}-why-{code}": reason for code, reason in row.reasons.items()}
    mine = {
        name: value.replace("\r\n", "\n")
        for name, value in posted.items()
        if name in theirs or _is_reason(name, rows)
    }
    decisions = {name.removeprefix("merge-"): v for name, v in posted.items() if name.startswith("merge-")}
    mine |= {
        name: posted[f"mine-{name}"]
        for name in decisions
        if f"mine-{name}" in posted and mine.get(name) == theirs.get(name)
    }
    merged = merge(base, theirs, mine, decisions)
    errors = _apply(paper, draft, rows, merged.values)
    if merged.values:
        draft.rows = [row.as_json() for row in rows.values()]
        draft.version += 1
        draft.save()
    return draft, merged.conflicts, errors


def _base(text: str) -> dict[str, str]:
    try:
        base = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in base.items()} if isinstance(base, dict) else {}


def _is_reason(name: str, rows: Mapping[int, DeskRow]) -> bool:
    number, _dash, rest = name.removeprefix("r").partition("-")
    return rest.startswith("why-") and number.isdigit() and int(number) in rows


def _apply(
    paper: Paper, draft: Draft, rows: dict[int, DeskRow], values: Mapping[str, str]
) -> dict[str, list[str]]:
    """Set the fields; one that is not understood stays as it was, and the error says why."""
    head = {name: value for name, value in values.items() if name in paper.head.base_fields}
    form = paper.head(head)
    form.is_valid()
    for name in head:
        if name in form.cleaned_data:
            setattr(draft, name, form.cleaned_data[name])
    if "text" in values:
        draft.text = values["text"][:LONGEST_TEXT].replace("\0", "")
    _find_what_is_meant(draft, head)
    for name, value in values.items():
        if name.startswith("r") and "-" in name:
            number, _dash, field = name.removeprefix("r").partition("-")
            if number.isdigit() and int(number) in rows:
                rows[int(number)].set(field, value.replace("\0", ""))
    return {name: [str(error) for error in errors] for name, errors in form.errors.items() if name in head}


def _find_what_is_meant(draft: Draft, changed: Mapping[str, str]) -> None:
    if "forum_typed" in changed:
        draft.forum = pickers.the_forum(draft.forum_typed, timezone.localdate())
    if "sender_typed" in changed:
        columns = body_columns(
            pickers.the_sender(draft.sender_typed), place="sending_place", organization="sending_organization"
        )
        for name, value in columns.items():
            setattr(draft, name, value)


@transaction.atomic
def read_text(paper: Paper, pk: int) -> Draft:
    """Make rows of the text; what was decided about rows whose words are still the same stays decided."""
    draft = Draft.objects.with_heads().select_for_update(of=("self",)).get(pk=pk)
    _replace_rows(paper, draft, {})
    return draft


@transaction.atomic
def read_file(paper: Paper, pk: int, name: str, raw: bytes, *, by: Any) -> tuple[Draft, list[str]]:
    """Keep a file and make rows of it; UploadError when it is no list. Returns what is to be said of the file, too."""
    upload = read_upload(name, raw, between=paper.between)
    draft = Draft.objects.with_heads().select_for_update(of=("self",)).get(pk=pk)
    draft.document = Document.keep(name, raw, by=by)
    draft.text = upload.text[:LONGEST_TEXT]
    _replace_rows(paper, draft, upload.notes)
    return draft, upload.about


def _replace_rows(paper: Paper, draft: Draft, notes: dict[int, str]) -> None:
    rows = paper.read(draft, notes)[:MOST_ROWS]
    draft.rows = [row.as_json() for row in carried_over(paper.rows_of(draft), rows)]
    draft.version += 1
    draft.save()


@transaction.atomic
def add_row(paper: Paper, pk: int, what: str = "", after: int = 0) -> DeskRow:
    """An empty row for what is in no list: at the end, or behind a row and what belongs to it."""
    draft = Draft.objects.select_for_update().get(pk=pk)
    rows = paper.rows_of(draft)
    row_class = next((known for known in paper.rows if what == known.WHAT), paper.rows[0])
    row = row_class(id=max((row.id for row in rows), default=0) + 1)
    place = next((n for n, known in enumerate(rows, 1) if known.id == after), len(rows))
    while place < len(rows) and rows[place].WHAT == row.WHAT:
        place += 1
    rows.insert(place, row)
    draft.rows = [each.as_json() for each in rows]
    draft.version += 1
    draft.save(update_fields=["rows", "version", "changed_at"])
    return row


def same_source_as_before(draft: Draft) -> bool:
    """Take the source of the owner's last entry, or of the last draft that names one."""
    last = Entry.objects.filter(by=draft.owner).order_by("-pk").first() or (
        Draft.objects.filter(owner=draft.owner)
        .exclude(pk=draft.pk)
        .exclude(source_kind="")
        .order_by("-changed_at")
        .first()
    )
    if last is None:
        return False
    for name in SOURCE:
        setattr(draft, name, getattr(last, name))
    draft.version += 1
    draft.save(update_fields=[*SOURCE, "version", "changed_at"])
    return True
