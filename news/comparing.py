"""A claim beside the record that it means: value by value, what the report says and what the record says."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, Case, CharField, F, QuerySet, Value, When
from django.db.models.functions import Coalesce, Concat

from delegations.models import Member
from directory.languages import ordinal
from directory.models import OrganizationName, PlaceName, Post
from events.models import Appearance, ForumOrganizer, InitiativeParty
from extraction.keys import person_key, phrase_key
from investments.models import AgreementParty, Presentation
from news.matching import people_named
from news.models import Claim, Conflict, Evidence
from news.restating import BLANK, CHOICES, NOT_EDITED, REFERENCES, fields_of
from news.wording import FIELD_NAMES, printed

NAMED = {"speakers", "head", "members", "presented_by", "by", "to", "supported_by", "invited_by", "parties"}
PLACES = {"place", "destination", "from"}


@dataclass(frozen=True)
class Told:
    """A value as a record has it: in words, and by the row that it refers to."""

    text: str
    person: int | None = None
    place: int | None = None
    organization: int | None = None
    code: str = ""  # of a choice, whose words are in the reader's language


@dataclass
class Line:
    """One value of a claim with its quotes, and what the record says in its place."""

    field: str
    index: int | None
    label: str
    value: Any
    text: str
    quotes: list[Evidence] = field(default_factory=list)
    present: str = ""
    was: str = ""  # what the machine read before a person corrected it
    sign: str = ""  # same, differs or new

    @property
    def key(self) -> str:
        return self.field if self.index is None else f"{self.field}.{self.index}"

    @property
    def quote_ids(self) -> str:
        return " ".join(str(quote.pk) for quote in self.quotes)


@dataclass
class Card:
    """A claim as the review screen shows it."""

    claim: Claim
    lines: list[Line]
    blanks: list[tuple[str, str]]  # fields that the report says nothing of, with their names
    only: list[tuple[str, str]]  # what only the record says: the name of the field, the values
    conflicts: list[tuple[int, str]]  # the open ones, in words
    is_new: bool  # no other report and no person has told of the record

    @property
    def heading(self) -> str:
        """What the claim is about, as the report names it; an edition with its number and year."""
        stated = self.claim.stated
        if self.claim.kind != Claim.Kind.FORUM:
            return self.claim.heading or str(self.claim)
        number = ordinal(stated["number"], self.claim.item.language) if stated.get("number") else ""
        return " ".join(filter(None, [number, self.claim.heading, str(stated.get("year") or "")]))

    @property
    def quote_ids(self) -> str:
        return " ".join(line.quote_ids for line in self.lines if line.quotes)


def cards(claims: list[Claim]) -> list[Card]:
    """The claims of one item, loaded with their records, evidence and conflicts, each beside its record."""
    meanings = _Meanings(claims)
    told = _told(claims)
    return [_card(claim, meanings, told) for claim in claims]


def _card(claim: Claim, meanings: "_Meanings", told: dict[tuple[str, int, str], list[Told]]) -> Card:
    quotes: dict[tuple[str, int | None], list[Evidence]] = defaultdict(list)
    for row in claim.evidence.all():
        quotes[row.field, row.index].append(row)
    record = claim.record
    lines, blanks, only = [], [], []
    for name, value in fields_of(claim).items():
        label = str(FIELD_NAMES.get(name, name))
        single = not isinstance(BLANK[claim.kind][name], list)
        values = [(None, value)] if single else list(enumerate(value or []))
        present = [] if record is None else _present(claim, name, told)
        if name not in NOT_EDITED and (value is None or not single):
            blanks.append((name, label))
        for index, one in values:
            if one is None and name not in claim.corrections:
                continue
            line = Line(name, index, label, one, meanings.in_words(claim, name, one), quotes[name, index])
            if name in claim.corrections and single:
                line.was = meanings.in_words(claim, name, claim.values.get(name))
            same = [other for other in present if meanings.is_same(claim, name, one, other)]
            if record is not None and name not in (*NOT_EDITED, "aliases"):
                line.sign = "same" if same else ("differs" if present and single else "new")
                line.present = "; ".join(other.text for other in (same or (present if single else [])))
            lines.append(line)
        if name not in claim.corrections:
            unsaid = [
                other.text
                for other in present
                if not any(meanings.is_same(claim, name, one, other) for _, one in values if one is not None)
            ]
            if unsaid and (not single or value is None):
                only.append((label, "; ".join(unsaid)))
    if not any(line.quotes for line in lines):
        for row in quotes.get(("record", None), []):
            lines.insert(0, Line("record", None, "", None, row.quote, [row]))
    conflicts = [
        (row.pk, f"{FIELD_NAMES.get(row.field, row.field)}: {row.present} ↔ {row.claimed}")
        for row in claim.conflicts.all()
        if row.state == Conflict.State.OPEN
    ]
    return Card(claim, lines, blanks, only, conflicts, record is not None and not record.is_checked)


class _Meanings:
    """Whom and what the names in the claims of one item mean."""

    def __init__(self, claims: list[Claim]) -> None:
        self.references = {claim.fingerprint: claim for claim in claims}
        self.people = {
            key: person.pk
            for (_, key), person in people_named(c for c in claims if c.kind == Claim.Kind.PERSON).items()
        }
        keys = {phrase_key(text) for claim in claims for text in _bodies(claim)}
        places = PlaceName.objects.filter(key__in=keys).order_by()
        bodies = OrganizationName.objects.filter(key__in=keys).order_by()
        self.places: dict[str, int] = {}
        self.organizations: dict[str, int] = {}
        nowhere = Value(None, output_field=BigIntegerField())
        named = places.annotate(body=nowhere).values_list("key", "place_id", "body")
        for key, place, organization in named.union(
            bodies.annotate(place=nowhere).values_list("key", "place", "organization_id"), all=True
        ):
            if place:
                self.places.setdefault(key, place)
            else:
                self.organizations.setdefault(key, organization)

    def in_words(self, claim: Claim, name: str, value: Any) -> str:
        if name in REFERENCES:
            return str(self.references[value]) if value in self.references else "…" if value else ""
        if (claim.kind, name) in CHOICES and value:
            return str(dict(CHOICES[claim.kind, name].choices).get(value, value))
        return printed(value)

    def is_same(self, claim: Claim, name: str, value: Any, other: Told) -> bool:
        if name in REFERENCES:
            referred = self.references.get(value)
            return bool(referred) and getattr(referred, f"{name}_id") == other.place
        if other.code:
            return bool(value == other.code)
        if isinstance(value, dict):
            body = phrase_key(value.get("organization") or "")
            title, _, _ = other.text.partition(" · ")
            return phrase_key(value["title"]) == phrase_key(title) and (
                not body
                or self.places.get(body) == other.place
                or self.organizations.get(body) == other.organization
            )
        text = str(value)
        key = phrase_key(text)
        if name in NAMED and other.person and self.people.get(person_key(text)) == other.person:
            return True
        if other.place and self.places.get(key) == other.place:
            return True
        if other.organization and self.organizations.get(key) == other.organization:
            return True
        return text == other.text or key == phrase_key(other.text)


def _bodies(claim: Claim) -> Iterator[str]:
    for name, value in claim.stated.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield one.get("organization") or ""
            elif isinstance(one, str) and (name in PLACES or name in ("organizers", "parties", "invited_by")):
                yield one


def _present(claim: Claim, name: str, told: dict[tuple[str, int, str], list[Told]]) -> list[Told]:
    """What the record of a claim says in a field of the contract."""
    record = claim.record
    if name in REFERENCES:
        meant = getattr(record, f"{name}_id", None)
        # The number of the forum or session stands where that of a place would.
        return [Told(str(getattr(record, name)), place=meant)] if meant and name == "forum" else []
    single = SINGLE.get((claim.kind, name))
    if single:
        value = single(record)
        if value in (None, ""):
            return []
        if (claim.kind, name) in CHOICES:
            return [Told(str(dict(CHOICES[claim.kind, name].choices).get(value, value)), code=value)]
        return [value if isinstance(value, Told) else Told(str(value))]
    return told.get((claim.kind, record.pk, name), [])


def _place(place: Any) -> Told | None:
    return Told(str(place), place=place.pk) if place else None


def _sender(record: Any) -> Told:
    if record.sending_place_id:
        return Told(str(record.sending_place), place=record.sending_place_id)
    return Told(str(record.sending_organization), organization=record.sending_organization_id)


SINGLE: dict[tuple[str, str], Any] = {
    ("forum", "series"): lambda r: r.series.name,
    ("forum", "number"): lambda r: r.number,
    ("forum", "year"): lambda r: r.year,
    ("forum", "dates"): lambda r: r.dates,
    ("forum", "place"): lambda r: _place(r.place),
    ("forum", "status"): lambda r: r.status,
    ("session", "kind"): lambda r: r.kind,
    ("session", "title"): lambda r: r.title,
    ("person", "name"): lambda r: r.name,
    ("delegation", "from"): _sender,
    ("delegation", "destination"): lambda r: _place(r.destination),
    ("delegation", "size"): lambda r: r.size_as_printed or r.stated_size,
    ("delegation", "invited_by"): lambda r: r.invited_by_as_printed,
    ("project", "name"): lambda r: r.name,
    ("project", "place"): lambda r: _place(r.place),
    ("project", "sector"): lambda r: r.sector,
    ("project", "amount"): lambda r: r.amount_as_printed,
    ("agreement", "kind"): lambda r: r.kind,
    ("agreement", "subject"): lambda r: r.subject,
    ("agreement", "amount"): lambda r: r.amount_as_printed,
    ("initiative", "text"): lambda r: r.text,
}


def _rows(queryset: QuerySet, kind: str, record: str, name: Any, text: Any, **ids: str) -> QuerySet:
    """Rows that belong to a record, all in one shape, so that one statement asks for those of every kind."""
    columns = {
        column: F(ids[column]) if column in ids else Value(None, output_field=BigIntegerField())
        for column in ("person_ref", "place_ref", "organization_ref")
    }
    return (
        queryset.filter(withdrawn_at=None)
        .order_by()
        .annotate(
            told_of=Value(kind, output_field=CharField()),
            told_record=F(record),
            told_name=name if not isinstance(name, str) else Value(name, output_field=CharField()),
            told_text=text,
            **columns,
        )
        .values_list(
            "told_of",
            "told_record",
            "told_name",
            "told_text",
            "person_ref",
            "place_ref",
            "organization_ref",
        )
    )


def _text(*paths: str) -> Any:
    return Coalesce(*paths, Value(""), output_field=CharField())


def _told(claims: list[Claim]) -> dict[tuple[str, int, str], list[Told]]:
    """What stands in the lists of the records, in one query: (kind, record, field) → values."""
    ids: dict[str, set[int]] = defaultdict(set)
    for claim in claims:
        if claim.record:
            ids[claim.kind].add(claim.record.pk)
    role = {
        role: name for name, role in (("by", "proposer"), ("to", "addressee"), ("supported_by", "supporter"))
    }
    parts = [
        _rows(
            ForumOrganizer.objects.filter(forum__in=ids["forum"]),
            "forum",
            "forum_id",
            "organizers",
            _text("organization__name", "place__name"),
            place_ref="place_id",
            organization_ref="organization_id",
        ),
        _rows(
            Appearance.objects.filter(session__in=ids["session"]),
            "session",
            "session_id",
            "speakers",
            _text("person__name", "name_as_printed"),
            person_ref="person_id",
        ),
        _rows(
            Post.objects.filter(person__in=ids["person"]),
            "person",
            "person_id",
            "posts",
            Concat(
                "title", Value(" · "), _text("organization__name", "place__name"), output_field=CharField()
            ),
            place_ref="place_id",
            organization_ref="organization_id",
        ),
        _rows(
            Member.objects.filter(delegation__in=ids["delegation"]),
            "delegation",
            "delegation_id",
            Case(
                When(role=Member.Role.HEAD, then=Value("head")),
                default=Value("members"),
                output_field=CharField(),
            ),
            _text("person__name"),
            person_ref="person_id",
        ),
        _rows(
            Presentation.objects.filter(project__in=ids["project"], presenter__isnull=False),
            "project",
            "project_id",
            "presented_by",
            _text("presenter__name"),
            person_ref="presenter_id",
        ),
        _rows(
            AgreementParty.objects.filter(agreement__in=ids["agreement"]),
            "agreement",
            "agreement_id",
            "parties",
            _text("name_as_printed"),
            person_ref="person_id",
            place_ref="place_id",
            organization_ref="organization_id",
        ),
        _rows(
            InitiativeParty.objects.filter(initiative__in=ids["initiative"]),
            "initiative",
            "initiative_id",
            Case(
                *(When(role=value, then=Value(name)) for value, name in role.items()),
                output_field=CharField(),
            ),
            _text("person__name", "place__name", "name_as_printed"),
            person_ref="person_id",
            place_ref="place_id",
        ),
    ]
    told: dict[tuple[str, int, str], list[Told]] = defaultdict(list)
    for kind, record, name, text, person, place, organization in parts[0].union(*parts[1:], all=True):
        told[kind, record, name].append(Told(text, person, place, organization))
    return told
