"""Dates as they are typed at the desk: understood as EDTF, and echoed back in words."""

from __future__ import annotations

import datetime as dt
import re

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.edtf import bounds, exact_days, in_words
from extraction.typed_dates import read_typed_date

YEAR = re.compile(r"\d{4}|[./]\d\d$")


def understood(text: str, today: dt.date, *, is_past: bool = False) -> str:
    """The typed date in EDTF; ValueError, whose message says what to type, when it is not understood.

    Without a year it is the next such day; of what was said or written already (`is_past`), the last one.
    """
    found = read_typed_date(text, today)
    if found and is_past and not YEAR.search(text.strip()):
        a_year_ago = dt.date(today.year - 1, today.month, min(today.day, 28))
        last = read_typed_date(text, a_year_ago + dt.timedelta(days=1))
        found = found if found == today.isoformat() else last
    if found is not None:
        try:
            bounds(found)
        except ValueError:
            found = None
    if found is None:
        raise ValueError(
            _(
                "“%(text)s” is not understood as a date. Type: autumn 2026, until 15 September, 8–9 June 2026, Q3 2026."
            )
            % {"text": text[:60]}
        )
    return found


def echo(text: str, today: dt.date, *, is_past: bool = False) -> str:
    """How a typed date is understood, in words, with its EDTF: “autumn 2026 (2026-23)”."""
    if not text.strip():
        return ""
    try:
        found = understood(text, today, is_past=is_past)
    except ValueError as error:
        return str(error)
    return f"{in_words(found)} ({found})"


class TypedDateField(forms.CharField):
    """A date as precise as it is known, in anybody's words; its value is EDTF."""

    is_past = False

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"data-echo": "past" if self.is_past else "", "autocomplete": "off"}),
        )
        super().__init__(max_length=80, **kwargs)

    def clean(self, value: str) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return understood(text, timezone.localdate(), is_past=self.is_past)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class TypedDayField(TypedDateField):
    """A day on which something was said or written, in anybody's words: its value is a date."""

    is_past = True

    def clean(self, value: str) -> dt.date | None:
        found = super().clean(value)
        if not found:
            return None
        days = exact_days(found)
        if days is None or days.first != days.last:
            raise forms.ValidationError(_("Give a single day: 15.09.2026 or 15 September 2026."))
        return days.first
