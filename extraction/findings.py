"""Findings: what extraction returns. Every value travels with the place it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters of the text: `text[start:end]` is the quote."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def to(self, other: Span) -> Span:
        """The smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """A value, the quote that supports it and the rule that read it."""

    value: T
    span: Span
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """An office that a person holds, or held: a title at an organization or for a territory."""

    title: str
    organization: str = ""
    is_former: bool = False

    def as_json(self) -> dict[str, Any]:
        row: dict[str, Any] = {"title": self.title, "organization": self.organization}
        return {**row, "former": True} if self.is_former else row


@dataclass(slots=True, kw_only=True)
class Finding:
    """A record read from the text. Its id is unique within the report."""

    id: str
    rule: str = ""
    confidence: float | None = None
    span: Span | None = None  # the words that announce the record

    def values(self) -> Iterator[tuple[str, int | None, Value[Any]]]:
        """(name in the contract, index in a list field or None, value) of everything that was read."""
        for attribute in fields(self):
            if attribute.name in PLAIN:
                continue
            name = CONTRACT_NAMES.get(attribute.name, attribute.name)
            content = getattr(self, attribute.name)
            if isinstance(content, list):
                for index, value in enumerate(content):
                    yield name, index, value
            elif content is not None:
                yield name, None, content

    def as_json(self) -> dict[str, Any]:
        record: dict[str, Any] = {"id": self.id}
        evidence: list[dict[str, Any]] = []
        for attribute in fields(self):
            if attribute.name in PLAIN:
                continue
            name = CONTRACT_NAMES.get(attribute.name, attribute.name)
            content = getattr(self, attribute.name)
            record[name] = [_plain(v) for v in content] if isinstance(content, list) else _plain(content)
        for name, index, value in self.values():
            row: dict[str, Any] = {"field": name, "start": value.span.start, "end": value.span.end}
            evidence.append(row if index is None else {**row, "index": index})
        if not evidence and self.span is not None:
            evidence.append({"field": "record", "start": self.span.start, "end": self.span.end})
        record["evidence"] = evidence
        record["rule"] = self.rule
        record["confidence"] = self.confidence
        return record


PLAIN = frozenset({"id", "rule", "confidence", "span"})
CONTRACT_NAMES = {"sender": "from"}  # `from` is a keyword


def _plain(value: Value[Any] | None) -> Any:
    if value is None:
        return None
    return value.value.as_json() if isinstance(value.value, Post) else value.value


@dataclass(slots=True, kw_only=True)
class Forum(Finding):
    """An edition of a named event: one gathering, at one time, in one place."""

    series: Value[str] | None = None
    aliases: list[Value[str]] = field(default_factory=list)
    number: Value[int] | None = None
    year: Value[int] | None = None
    dates: Value[str] | None = None  # EDTF
    place: Value[str] | None = None
    country: Value[str] | None = None  # ISO 3166-1 alpha-2
    status: Value[str] | None = None
    organizers: list[Value[str]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Session(Finding):
    """A part of the programme of a forum."""

    forum: Value[str] | None = None
    kind: Value[str] | None = None
    title: Value[str] | None = None
    speakers: list[Value[str]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Person(Finding):
    """Somebody whom the text names, with the offices that it gives."""

    name: Value[str] | None = None
    posts: list[Value[Post]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Delegation(Finding):
    """Those whom a territory or an organization sent."""

    sender: Value[str] | None = None
    forum: Value[str] | None = None
    destination: Value[str] | None = None
    head: Value[str] | None = None
    members: list[Value[str]] = field(default_factory=list)
    size: Value[int | str] | None = None
    invited_by: Value[str] | None = None


@dataclass(slots=True, kw_only=True)
class Project(Finding):
    """What is to be built, created, launched or developed."""

    name: Value[str] | None = None
    sector: Value[str] | None = None
    place: Value[str] | None = None
    amount: Value[str] | None = None
    presented_by: list[Value[str]] = field(default_factory=list)
    session: Value[str] | None = None
    forum: Value[str] | None = None


@dataclass(slots=True, kw_only=True)
class Agreement(Finding):
    """A document that sides signed or are to sign."""

    kind: Value[str] | None = None
    subject: Value[str] | None = None
    parties: list[Value[str]] = field(default_factory=list)
    amount: Value[str] | None = None
    forum: Value[str] | None = None


@dataclass(slots=True, kw_only=True)
class Proposal(Finding):
    """What somebody proposed, to whom, and who supported it."""

    by: list[Value[str]] = field(default_factory=list)
    to: list[Value[str]] = field(default_factory=list)
    text: Value[str] | None = None
    forum: Value[str] | None = None
    supported_by: list[Value[str]] = field(default_factory=list)


@dataclass(slots=True)
class Report:
    """Everything that was read from one text."""

    extractor: str
    language: str | None
    published_on: date | None
    forums: list[Forum] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    delegations: list[Delegation] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)

    def findings(self) -> Iterator[tuple[str, Finding]]:
        """(kind, finding) of every record, kind by kind."""
        for kind in KINDS:
            for finding in getattr(self, kind):
                yield kind, finding

    def as_json(self) -> dict[str, Any]:
        return {
            "extractor": self.extractor,
            "language": self.language,
            "published": self.published_on.isoformat() if self.published_on else None,
            **{kind: [finding.as_json() for finding in getattr(self, kind)] for kind in KINDS},
        }


KINDS = ("forums", "sessions", "people", "delegations", "projects", "agreements", "proposals")
