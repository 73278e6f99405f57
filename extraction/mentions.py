"""What a language reader hands to `kinds/`: language-neutral mentions, each with the place it was read from.

A reader turns a text into a `Reading`. The modules of `kinds/` know no language: they join the mentions of one forum
into editions, find out which forum a session belongs to, and make findings of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from extraction.findings import Post, Span, Value

FORMER_PLAN = (
    "former_plan"  # rule of a date or a place that held no longer: taken where the text gives no other
)


@dataclass(slots=True)
class Sentence:
    """A sentence of the text. A background sentence tells of something earlier ("Ранее сообщалось…")."""

    span: Span
    paragraph: int
    is_title: bool = False
    is_background: bool = False


@dataclass(slots=True)
class PersonMention:
    """A person named in the text: the name in the nominative, and the posts said of it right there."""

    span: Span
    name: str
    key: str  # extraction.keys.person_key of the name as it stands here
    is_family_only: bool = False
    posts: list[Value[Post]] = field(default_factory=list)
    case: str = ""
    person: int = -1  # index in Reading.persons, set by kinds.people
    rule: str = ""


@dataclass(slots=True)
class ForumMention:
    """An event named, or meant by a bare "форум"; name is None for the latter."""

    span: Span
    sentence: int
    head: str  # forum, exhibition, fair, summit, congress, conference, meeting, event (any)
    name: Value[str] | None = None
    aliases: list[Value[str]] = field(default_factory=list)
    number: Value[int] | None = None
    year: Value[int] | None = None
    dates: Value[str] | None = None
    place: Value[str] | None = None
    country: Value[str] | None = None
    status: Value[str] | None = None
    status_weight: int = (
        0  # 3: a verb of which the event is the subject; 2: said of the event; 1: follows from context
    )
    organizers: list[Value[str]] = field(default_factory=list)
    order: str = ""  # "next", "previous": the edition beside the one at hand
    is_own_year: bool = False  # the year tells this edition from others ("в прошлом году на ВЭФ")
    edition: int = -1  # index in Editions.forums, set by kinds.forums
    is_pronoun: bool = False  # "Он пройдёт…", "на нём": the event spoken of just before
    rule: str = ""


@dataclass(slots=True)
class SessionMention:
    """A part of a programme. `forum` is the mention of the event in the same phrase, if there is one."""

    span: Span
    sentence: int
    kind: str
    title: Value[str] | None = None
    speakers: list[Value[str]] = field(default_factory=list)
    forum: ForumMention | None = None
    is_reference: bool = False  # "на встрече", "в рамках заседания": may mean a session told of before
    rule: str = ""


@dataclass(slots=True)
class DelegationMention:
    span: Span
    sentence: int
    sender: Value[str] | None = None
    destination: Value[str] | None = None
    head: Value[str] | None = None
    members: list[Value[str]] = field(default_factory=list)
    size: Value[int | str] | None = None
    invited_by: Value[str] | None = None
    forum: ForumMention | None = None
    is_local: bool = True  # without a forum of its own, it came to the forum at hand
    rule: str = ""


@dataclass(slots=True)
class ProjectMention:
    span: Span
    sentence: int
    name: Value[str]
    place: Value[str] | None = None
    amount: Value[str] | None = None
    presented_by: list[Value[str]] = field(default_factory=list)
    rule: str = ""


@dataclass(slots=True)
class AgreementMention:
    span: Span
    sentence: int
    kind: Value[str]
    subject: Value[str] | None = None
    parties: list[Value[str]] = field(default_factory=list)
    amount: Value[str] | None = None
    is_reference: bool = (
        False  # «заключённое соглашение», «этот документ»: one told of before, if there is one
    )
    rule: str = ""


@dataclass(slots=True)
class ProposalMention:
    span: Span
    sentence: int
    text: Value[str]
    by: list[Value[str]] = field(default_factory=list)
    to: list[Value[str]] = field(default_factory=list)
    supported_by: list[Value[str]] = field(default_factory=list)
    forum: ForumMention | None = None
    rule: str = ""


@dataclass(slots=True)
class Reading:
    """All that a reader found in a text, in the order of the text."""

    text: str
    language: str
    published_on: date | None
    sentences: list[Sentence] = field(default_factory=list)
    people: list[PersonMention] = field(default_factory=list)
    forums: list[ForumMention] = field(default_factory=list)
    sessions: list[SessionMention] = field(default_factory=list)
    delegations: list[DelegationMention] = field(default_factory=list)
    projects: list[ProjectMention] = field(default_factory=list)
    agreements: list[AgreementMention] = field(default_factory=list)
    proposals: list[ProposalMention] = field(default_factory=list)
