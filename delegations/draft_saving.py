"""Saving a draft as one types: field by field, so that two people in one draft lose nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations import pickers
from delegations.dates import TypedDayField
from delegations.desk import SourceKind
from delegations.drafting import LONGEST_NAME, LONGEST_POST, NEW, SKIP, Row, carried_over, read_rows, rows_of
from delegations.merging import FieldConflict, merge
from delegations.models import Document, Draft, Entry, Member
from delegations.planning import Step, body_columns
from delegations.uploads import read_upload

ROW_FIELDS = ("name", "role", "title", "organization", "choice")
LIMITS = {"name": LONGEST_NAME, "title": LONGEST_POST, "organization": LONGEST_POST}
LONGEST_TEXT = 1_000_000
SOURCE = ("source_kind", "source_text", "source_on")


class HeadForm(forms.Form):
    """What is said of the whole list: to which forum, from whom, how many, on whose word."""

    forum_typed = forms.CharField(
        label=_("Forum"),
        required=False,
        max_length=600,
        help_text=_("A part of the name, the number or the year"),
        widget=forms.TextInput(
            attrs={"list": "forum-options", "autocomplete": "off", "data-options": "forums"}
        ),
    )
    sender_typed = forms.CharField(
        label=_("Sent by"),
        required=False,
        max_length=600,
        help_text=_("A territory or an organization, by any of its names"),
        widget=forms.TextInput(
            attrs={"list": "sender-options", "autocomplete": "off", "data-options": "senders"}
        ),
    )
    sender_kind = forms.ChoiceField(
        label=_("Not in the directory yet: add as"),
        required=False,
        choices=[("", "—"), *Draft.SenderKind.choices],
    )
    stated_size = forms.IntegerField(
        label=_("Stated size"),
        required=False,
        min_value=1,
        max_value=10_000,
        help_text=_("How many are said to come"),
    )
    source_kind = forms.ChoiceField(
        label=_("The list is from a"), required=False, choices=[("", "—"), *SourceKind.choices]
    )
    source_text = forms.CharField(
        label=_("Number, name or address"),
        required=False,
        max_length=500,
        help_text=_("№ 15-3/208, who called, https://…"),
    )
    source_on = TypedDayField(label=_("of"), required=False, help_text=_("15.09.2026, 15 September"))


def head_values(draft: Draft) -> dict[str, str]:
    return {
        "forum_typed": draft.forum_typed,
        "sender_typed": draft.sender_typed,
        "sender_kind": draft.sender_kind,
        "stated_size": str(draft.stated_size or ""),
        "source_kind": draft.source_kind,
        "source_text": draft.source_text,
        "source_on": draft.source_on.isoformat() if draft.source_on else "",
        "text": draft.text,
    }


def row_values(row: Row, chosen: str) -> dict[str, str]:
    """The fields of a row under the names that they have on the page."""
    values = {f"r{row.id}-{name}": str(getattr(row, name)) for name in ROW_FIELDS}
    values[f"r{row.id}-choice"] = chosen
    return values


def shown_values(draft: Draft, steps: list[Step]) -> dict[str, str]:
    """What the page shows: what somebody saw before changing it."""
    values = head_values(draft)
    for step in steps:
        values |= row_values(step.row, step.chosen)
        for notice in step.notices:
            if not notice.is_error:
                values[f"r{step.row.id}-why-{notice.code}"] = notice.reason
    return values


@transaction.atomic
def save_draft(pk: int, posted: Mapping[str, str]) -> tuple[Draft, list[FieldConflict], dict[str, list[str]]]:
    """Write what somebody changed; return the draft, the fields that two changed at once, and the errors of fields."""
    # Of the draft alone: what it leads to may be missing, and PostgreSQL locks no missing row.
    draft = Draft.objects.with_heads().select_for_update(of=("self",)).get(pk=pk)
    base = _base(posted.get("base", ""))
    rows = {row.id: row for row in rows_of(draft)}
    theirs = head_values(draft)
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
    errors = _apply(draft, rows, merged.values)
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


def _is_reason(name: str, rows: Mapping[int, Row]) -> bool:
    number, _dash, rest = name.removeprefix("r").partition("-")
    return rest.startswith("why-") and number.isdigit() and int(number) in rows


def _apply(draft: Draft, rows: dict[int, Row], values: Mapping[str, str]) -> dict[str, list[str]]:
    """Set the fields; one that is not understood stays as it was, and the error says why."""
    head = {name: value for name, value in values.items() if name in HeadForm.base_fields}
    form = HeadForm(head)
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
                _set_field(rows[int(number)], field, value.replace("\0", ""))
    return {name: [str(error) for error in errors] for name, errors in form.errors.items() if name in head}


def _set_field(row: Row, field: str, value: str) -> None:
    if field.startswith("why-"):
        row.reasons = {**row.reasons, field.removeprefix("why-"): value.strip()[:300]}
    elif field == "choice":
        row.choice = value if value in (NEW, SKIP, "") or value.isdigit() else ""
    elif field == "role":
        row.role = value if value in Member.Role.values else row.role
    elif field in ROW_FIELDS:
        changes_the_post = field in ("title", "organization")
        setattr(row, field, value[: LIMITS[field]])
        if changes_the_post and not row.printed:
            row.post_as_printed = ", ".join(filter(None, [row.title, row.organization]))[:LONGEST_POST]


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
def read_text(pk: int) -> Draft:
    """Make rows of the text; what was decided about rows whose words are still the same stays decided."""
    draft = Draft.objects.with_heads().select_for_update(of=("self",)).get(pk=pk)
    _replace_rows(draft, read_rows(draft.text))
    return draft


@transaction.atomic
def read_file(pk: int, name: str, raw: bytes, *, by: Any) -> tuple[Draft, list[str]]:
    """Keep a file and make rows of it; UploadError when it is no list. Returns what is to be said of the file, too."""
    upload = read_upload(name, raw)
    draft = Draft.objects.with_heads().select_for_update(of=("self",)).get(pk=pk)
    draft.document = Document.keep(name, raw, by=by)
    draft.text = upload.text[:LONGEST_TEXT]
    _replace_rows(draft, read_rows(draft.text, upload.notes))
    return draft, upload.about


def _replace_rows(draft: Draft, rows: list[Row]) -> None:
    draft.rows = [row.as_json() for row in carried_over(rows_of(draft), rows)]
    draft.version += 1
    draft.save()


@transaction.atomic
def add_row(pk: int) -> Row:
    """An empty row at the end, for somebody who is in no list."""
    draft = Draft.objects.select_for_update().get(pk=pk)
    row = Row(id=max((row.id for row in rows_of(draft)), default=0) + 1, choice="")
    draft.rows = [*draft.rows, row.as_json()]
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
