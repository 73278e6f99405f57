"""A second reader beside our own: a language model, a trained tagger. Its findings pass the same evidence check.

A second reader is anything with the method of `SecondReader`. It answers with the records of the extraction contract, each
value as `{"value": …, "quote": …}` with a verbatim quote instead of offsets:

    {"forums": [{"id": "f1",
                 "series": {"value": "Восточный экономический форум", "quote": "Восточного экономического форума"},
                 "number": {"value": 10, "quote": "десятом"},
                 "organizers": [{"value": "…", "quote": "…"}]}],
     "people": [{"id": "p1", "name": {…}, "posts": [{"value": {"title": "…", "organization": "…"}, "quote": "…"}]}]}

A value whose quote is not in the text, or does not support it, is dropped. Where both readers found a record it gains
confidence, and the second fills what the first left open; where they differ the first is kept. What only the second
found is added with the confidence `ALONE`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, Protocol

from extraction import sectors, verification
from extraction.findings import (
    CONTRACT_NAMES,
    KINDS,
    PLAIN,
    Agreement,
    Delegation,
    Finding,
    Forum,
    Person,
    Post,
    Project,
    Proposal,
    Report,
    Session,
    Span,
    Value,
)
from extraction.keys import person_key, phrase_key

RULE = "second_reader"
ALONE = 0.5  # of a record that only the second reader found: nobody has measured it on the gold reports
REPEATED = 0.4  # the share of our wrong records that a second reader would get wrong in the same way
LONGEST_VALUE = 500  # characters
MOST_RECORDS = 200  # of one kind
MOST_ROWS = 100  # of a list in one record

CLASSES: dict[str, type[Finding]] = {
    "forums": Forum,
    "sessions": Session,
    "people": Person,
    "delegations": Delegation,
    "projects": Project,
    "agreements": Agreement,
    "proposals": Proposal,
}
STATUSES = frozenset({"proposed", "planned", "ongoing", "held", "postponed", "cancelled"})
SESSION_KINDS = frozenset({"plenary", "session", "meeting", "exhibition", "signing", "other"})
AGREEMENT_KINDS = frozenset(
    {"agreement", "memorandum", "contract", "protocol", "intent", "roadmap", "statement", "plan"}
)
DAY = r"(?:\d{4}(?:-(?:0[1-9]|1[0-2]|2[1-4])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)"
EDTF = re.compile(rf"{DAY}|{DAY}/(?:{DAY}|\.\.)?|\.\./{DAY}")


class SecondReaderError(Exception):
    """The second reader did not answer, or not in the form that was asked for: the report is left to the first."""


class SecondReader(Protocol):
    """Reads a text in its own way."""

    def read(self, text: str, *, published_on: date | None, language: str) -> Mapping[str, Any]:
        """The records of the text in the form above; raise SecondReaderError when there is no answer."""


def add_findings(report: Report, text: str, answer: Mapping[str, Any]) -> Report:
    """Join the second reader's answer into a report that was read, verified and rated before; returns the same report."""
    other = verification.verify(findings(report, text, answer), text)
    joined: dict[str, str] = {}  # ids of the second reader → ids of the report
    for kind in KINDS:
        present: list[Finding] = getattr(report, kind)
        taken: set[str] = set()
        for theirs in getattr(other, kind):
            _refer(theirs, joined)
            ours = next((f for f in present if f.id not in taken and _is_same(kind, f, theirs)), None)
            if ours is None:
                joined[theirs.id] = f"{kind}-second-{len(present) + 1}"
                theirs.id, theirs.confidence = joined[theirs.id], ALONE
                present.append(theirs)
            else:
                joined[theirs.id] = ours.id
                taken.add(ours.id)
                _agree(ours, theirs)
    return report


# Reading the answer


def findings(report: Report, text: str, answer: Mapping[str, Any]) -> Report:
    """The answer as findings with spans; what has another form than the one asked for is left out."""
    if not isinstance(answer, Mapping):
        raise SecondReaderError("The answer is no object with lists of records")
    read = Report(extractor=report.extractor, language=report.language, published_on=report.published_on)
    for kind, finding_class in CLASSES.items():
        rows = answer.get(kind)
        for position, row in enumerate(rows[:MOST_RECORDS] if isinstance(rows, list) else []):
            if isinstance(row, Mapping):
                finding = _finding(finding_class, row, f"{kind}:{row.get('id', position)}", text)
                getattr(read, kind).append(finding)
    return read


def _finding(finding_class: type[Finding], row: Mapping[str, Any], own_id: str, text: str) -> Finding:
    finding = finding_class(id=own_id, rule=RULE)
    for attribute in fields(finding_class):
        if attribute.name in PLAIN:
            continue
        said = row.get(CONTRACT_NAMES.get(attribute.name, attribute.name))
        if isinstance(getattr(finding, attribute.name), list):
            rows = said[:MOST_ROWS] if isinstance(said, list) else []
            values = [_value(finding_class, attribute.name, one, text) for one in rows]
            setattr(finding, attribute.name, [value for value in values if value is not None])
        else:
            setattr(finding, attribute.name, _value(finding_class, attribute.name, said, text))
    spans = [value.span for _, _, value in finding.values()]
    finding.span = min(spans) if spans else None
    return finding


def _value(finding_class: type[Finding], name: str, said: Any, text: str) -> Value[Any] | None:
    if not isinstance(said, Mapping) or not isinstance(quote := said.get("quote"), str) or not quote.strip():
        return None
    start = text.find(quote)
    value = _parser(finding_class, name)(said.get("value"))
    return Value(value, Span(start, start + len(quote)), RULE) if start >= 0 and value is not None else None


def _parser(finding_class: type[Finding], name: str) -> Callable[[Any], Any]:
    if name == "kind":
        kinds = SESSION_KINDS if finding_class is Session else AGREEMENT_KINDS
        return lambda value: value if value in kinds else None
    return PARSERS.get(name, _text)


def _text(value: Any) -> str | None:
    if not isinstance(value, str) or len(value) > LONGEST_VALUE:
        return None
    return " ".join(value.split()) or None


def _whole(least: int, most: int) -> Callable[[Any], int | None]:
    def parse(value: Any) -> int | None:
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return value if is_number and least <= value <= most else None

    return parse


def _dates(value: Any) -> str | None:
    if not isinstance(value, str) or not EDTF.fullmatch(value):
        return None
    try:
        days = [date.fromisoformat(part) for part in value.split("/") if len(part) == len("2026-01-01")]
    except ValueError:
        return None  # 31 February
    return value if days == sorted(days) else None


def _post(value: Any) -> Post | None:
    if not isinstance(value, Mapping) or (title := _text(value.get("title"))) is None:
        return None
    return Post(title, _text(value.get("organization")) or "", value.get("former") is True)


def _country(value: Any) -> str | None:
    return value if isinstance(value, str) and re.fullmatch(r"[A-Z]{2}", value) else None


def _size(value: Any) -> int | str | None:
    return _text(value) if isinstance(value, str) else _whole(1, 100_000)(value)


def _reference(prefix: str) -> Callable[[Any], str | None]:
    return lambda value: f"{prefix}:{value}" if isinstance(value, str | int) else None


PARSERS: dict[str, Callable[[Any], Any]] = {
    "number": _whole(1, 999),
    "year": _whole(1900, 2100),
    "dates": _dates,
    "country": _country,
    "status": lambda value: value if value in STATUSES else None,
    "sector": lambda value: value if value in sectors.SECTORS else None,
    "size": _size,
    "posts": _post,
    "forum": _reference("forums"),
    "session": _reference("sessions"),
}


# Joining


def _refer(theirs: Finding, joined: Mapping[str, str]) -> None:
    for name in verification.REFERRING:
        value = getattr(theirs, name, None)
        if value is not None:
            setattr(
                theirs, name, replace(value, value=joined[value.value]) if value.value in joined else None
            )


def _agree(ours: Finding, theirs: Finding) -> None:
    """Two readers who found the same are wrong together only where the second repeats the first one's mistake."""
    ours.confidence = round(1 - (1 - (ours.confidence or ALONE)) * REPEATED, 2)
    for attribute in fields(ours):
        if attribute.name in PLAIN:
            continue
        present = getattr(ours, attribute.name)
        if present is None or present == []:
            setattr(ours, attribute.name, getattr(theirs, attribute.name))


def _is_same(kind: str, ours: Any, theirs: Any) -> bool:
    return SAME[kind](ours, theirs)


def _same_forum(ours: Forum, theirs: Forum) -> bool:
    names = [{phrase_key(v.value) for v in (f.series, *f.aliases) if v is not None} for f in (ours, theirs)]
    return bool(names[0] & names[1]) and not (
        _differ(ours.number, theirs.number) or _differ(ours.year, theirs.year)
    )


def _same_session(ours: Session, theirs: Session) -> bool:
    if _differ(ours.forum, theirs.forum) or _differ(ours.kind, theirs.kind):
        return False
    if ours.title is not None and theirs.title is not None:
        return phrase_key(ours.title.value) == phrase_key(theirs.title.value)
    return bool(_people(ours.speakers) & _people(theirs.speakers)) or not (ours.speakers and theirs.speakers)


def _same_delegation(ours: Delegation, theirs: Delegation) -> bool:
    return _same_phrase(ours.sender, theirs.sender) and not _differ(ours.forum, theirs.forum)


def _same_agreement(ours: Agreement, theirs: Agreement) -> bool:
    if _differ(ours.kind, theirs.kind):
        return False
    return bool(_phrases(ours.parties) & _phrases(theirs.parties)) or _same_phrase(
        ours.subject, theirs.subject
    )


def _same_proposal(ours: Proposal, theirs: Proposal) -> bool:
    same_by = bool(_phrases(ours.by) & _phrases(theirs.by)) and not _differ(ours.forum, theirs.forum)
    return _same_phrase(ours.text, theirs.text) or (same_by and _overlap(ours.text, theirs.text))


SAME: dict[str, Callable[[Any, Any], bool]] = {
    "forums": _same_forum,
    "sessions": _same_session,
    "people": lambda ours, theirs: person_key(ours.name.value) == person_key(theirs.name.value),
    "delegations": _same_delegation,
    "projects": lambda ours, theirs: _same_phrase(ours.name, theirs.name) or _overlap(ours.name, theirs.name),
    "agreements": _same_agreement,
    "proposals": _same_proposal,
}


def _differ(ours: Value[Any] | None, theirs: Value[Any] | None) -> bool:
    """Both say something, and not the same."""
    return ours is not None and theirs is not None and ours.value != theirs.value


def _same_phrase(ours: Value[str] | None, theirs: Value[str] | None) -> bool:
    return ours is not None and theirs is not None and phrase_key(ours.value) == phrase_key(theirs.value)


def _overlap(ours: Value[str] | None, theirs: Value[str] | None) -> bool:
    """The shorter phrase is the longer one with words left out, and they stand in the same place."""
    if ours is None or theirs is None or not ours.span.overlaps(theirs.span):
        return False
    words = sorted((set(phrase_key(v.value).split()) for v in (ours, theirs)), key=len)
    return bool(words[0]) and len(words[0] & words[1]) * 2 > len(words[0])


def _phrases(values: list[Value[str]]) -> set[str]:
    return {phrase_key(value.value) for value in values}


def _people(values: list[Value[str]]) -> set[str]:
    return {person_key(value.value) for value in values}
