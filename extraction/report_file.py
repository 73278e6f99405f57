"""The file form of a news report: header lines, then the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

HEADER_LINE = re.compile(r"[ \t]*(source|lang|date):[ \t]*([^\r\n]*)(?:\r\n|\n|\r)", re.IGNORECASE)
BLANK_LINE = re.compile(r"[ \t]*(?:\r\n|\n|\r)")
RAW_DATE = re.compile(r"\s{0,40}date[ \t:]{1,9}(\d{4}-\d{2}-\d{2})\s{0,40}", re.IGNORECASE)
LANGUAGES = frozenset({"ru", "zh", "en"})


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report as filed. `text` is an untouched suffix of what was read; offsets count from its first character."""

    text: str
    source: str | None = None
    language: str | None = None
    published_on: date | None = None


def read_report(raw: str) -> ReportFile:
    """Split a file into its header and its text.

    Understood: lines `source:`, `lang:`, `date:` closed by a blank line, and the form in which reports are sent
    by hand, "date 2025-11-25 Title…" with the title on the same line. Anything else is text.
    """
    position = 1 if raw.startswith("\ufeff") else 0
    header: dict[str, str] = {}
    while line := HEADER_LINE.match(raw, position):
        header.setdefault(line[1].lower(), line[2].strip())
        position = line.end()
    if header and (blank := BLANK_LINE.match(raw, position)):
        language = header.get("lang", "").lower()
        return ReportFile(
            text=raw[blank.end() :],
            source=header.get("source") or None,
            language=language if language in LANGUAGES else None,
            published_on=_day(header.get("date", "")),
        )
    if raw_form := RAW_DATE.match(raw):
        published_on = _day(raw_form[1])
        if published_on is not None:
            return ReportFile(text=raw[raw_form.end() :], published_on=published_on)
    return ReportFile(text=raw)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
