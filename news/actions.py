"""What happens to claims: they are stored and become records. What curators decide about them is in `news.decisions`."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.models import Delegation
from directory import history
from directory.addresses import free_slug
from directory.models import Organization, Person, PersonName
from directory.records import Language, Name, Record
from events.models import Forum, ForumSeries, Initiative, SeriesName, Session
from extraction.keys import person_key, phrase_key
from investments.models import Agreement, Project
from news import queueing
from news.matching import (
    Directory,
    find_agreement,
    find_delegation,
    find_forum,
    find_initiative,
    find_person,
    find_project,
    find_series,
    find_session,
)
from news.models import Claim, Evidence, Item
from news.projecting import Context, context_of, forum_slug, project

KINDS = {
    "forums": Claim.Kind.FORUM,
    "people": Claim.Kind.PERSON,
    "sessions": Claim.Kind.SESSION,
    "delegations": Claim.Kind.DELEGATION,
    "projects": Claim.Kind.PROJECT,
    "agreements": Claim.Kind.AGREEMENT,
    "proposals": Claim.Kind.INITIATIVE,
}
NOT_VALUES = {"id", "evidence", "rule", "confidence"}
# Any number: it only has to be the same in every process that applies claims.
APPLYING = 7_205_759


class DecisionError(Exception):
    """A decision cannot be taken; the message is for the curator."""


# Storing what was read


@transaction.atomic
def store_findings(item: Item, report: dict[str, Any], *, version: str) -> None:
    """Store the findings of one reading of `item` (the extraction contract) as claims with their evidence.

    Storing the same findings again writes nothing. Undecided claims follow a new reading, decided ones never change; an
    undecided claim that is no longer read is withdrawn. What was rejected once is rejected when it is read again.
    """
    present = {
        claim.fingerprint: claim for claim in item.claims.select_for_update().prefetch_related("evidence")
    }
    read = claims_of(item, report, version)
    rejected = set(
        Claim.objects.filter(
            state=Claim.State.REJECTED, identity__in=[claim.identity for claim, _ in read]
        ).values_list("identity", flat=True)
    )
    new, changed, evidence = [], [], []
    for claim, quotes in read:
        stored = present.pop(claim.fingerprint, None)
        if stored is None:
            if claim.identity in rejected:
                claim.state, claim.decided_at = Claim.State.REJECTED, timezone.now()
                claim.reason = _("Rejected before in another report")
            new.append(claim)
            evidence.append((claim, quotes))
        elif not stored.is_decided and has_changed(stored, claim, quotes):
            for name in ("values", "rule", "confidence", "position", "extractor_version"):
                setattr(stored, name, getattr(claim, name))
            stored.state = Claim.State.UNCHECKED
            changed.append(stored)
            evidence.append((stored, quotes))
    gone = [claim for claim in present.values() if claim.state == Claim.State.UNCHECKED]
    for claim in gone:
        claim.state = Claim.State.WITHDRAWN
    Claim.objects.bulk_create(new)
    Claim.objects.bulk_update(
        changed + gone,
        ["values", "rule", "confidence", "position", "extractor_version", "state"],
        batch_size=500,
    )
    Evidence.objects.filter(claim__in=changed).delete()
    Evidence.objects.bulk_create(
        [Evidence(claim=claim, **quote) for claim, quotes in evidence for quote in quotes], batch_size=1000
    )


def claims_of(item: Item, report: dict[str, Any], version: str) -> list[tuple[Claim, list[dict[str, Any]]]]:
    """The findings as unsaved claims, each with its quotes; references become fingerprints."""
    fingerprints: dict[str, str] = {}
    seen: Counter[str] = Counter()
    claims = []
    for plural, kind in KINDS.items():
        for position, finding in enumerate(report.get(plural) or []):
            values = {name: value for name, value in finding.items() if name not in NOT_VALUES}
            for reference in ("forum", "session"):
                if values.get(reference):
                    values[reference] = fingerprints.get(values[reference])
            identity = identity_of(kind, values)
            seen[identity] += 1
            fingerprints[finding["id"]] = fingerprint_of(identity, seen[identity])
            claim = Claim(
                item=item,
                kind=kind,
                position=position,
                fingerprint=fingerprints[finding["id"]],
                identity=identity,
                values=values,
                rule=finding.get("rule", ""),
                confidence=finding.get("confidence", 0.5),
                extractor_version=version,
            )
            claims.append((claim, _quotes(item, finding)))
    return claims


def _quotes(item: Item, finding: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "field": row["field"],
            "index": row.get("index"),
            "start": row["start"],
            "end": row["end"],
            "quote": item.text[row["start"] : row["end"]],
        }
        for row in finding["evidence"]
    ]


def has_changed(stored: Claim, read: Claim, quotes: list[dict[str, Any]]) -> bool:
    if stored.state == Claim.State.WITHDRAWN or stored.values != read.values or stored.rule != read.rule:
        return True
    present = [(row.field, row.index, row.start, row.end) for row in stored.evidence.all()]
    return sorted(present, key=str) != sorted(
        ((q["field"], q["index"], q["start"], q["end"]) for q in quotes), key=str
    )


def identity_of(kind: str, values: dict[str, Any]) -> str:
    """Which thing a finding means, however it is told: the same in every report."""
    forum = str(values.get("forum") or "")
    match kind:
        case Claim.Kind.FORUM:
            edition = values.get("number") or values.get("year") or values.get("place") or ""
            parts = [phrase_key(values["series"]), str(edition)]
        case Claim.Kind.PERSON:
            parts = [person_key(values["name"])]
        case Claim.Kind.SESSION:
            title = phrase_key(values.get("title") or "")
            met = sorted(map(person_key, values.get("speakers") or [])) if not title else []
            parts = [forum, title or values["kind"], *(met if values["kind"] == Session.Kind.MEETING else [])]
        case Claim.Kind.DELEGATION:
            parts = [phrase_key(values["from"]), forum or phrase_key(values.get("destination") or "")]
        case Claim.Kind.PROJECT:
            parts = [phrase_key(values["name"])]
        case Claim.Kind.AGREEMENT:
            parts = [
                phrase_key(values.get("subject") or ""),
                *sorted(map(phrase_key, values.get("parties") or [])),
            ]
        case _:
            parts = [phrase_key(values["text"]), *sorted(map(person_key, values.get("by") or []))]
    return _digest(kind, *parts)


def fingerprint_of(identity: str, occurrence: int) -> str:
    """Tells the claims of one item apart; `occurrence` counts those that mean the same thing, from 1."""
    return _digest(identity, str(occurrence))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


# From claims to records


@transaction.atomic
def apply_claims(item: Item, *, also: Iterable[Record] = ()) -> None:
    """Match the claims of `item` with records, make those that are new, and let all of them say what their claims say.

    `also` are records that a decision has just parted from their claim.
    """
    with history.because_of(item.pk):
        _apply_claims(item, also)


def _apply_claims(item: Item, also: Iterable[Record]) -> None:
    one_at_a_time()
    directory = Directory(item.language or Language.RUSSIAN)
    claims = list(
        item.claims.select_related(
            "item__source",
            "person",
            "forum__series",
            "session__forum",
            "delegation",
            "project",
            "agreement",
            "initiative",
        )
    )
    standing = [claim for claim in claims if claim.state not in (Claim.State.REJECTED, Claim.State.WITHDRAWN)]
    _link(standing, directory)
    records = dict.fromkeys(
        claim.record for kind in KINDS.values() for claim in claims if claim.kind == kind and claim.record
    )
    records |= dict.fromkeys(also)
    context = context_of(records, directory)
    for record in records:
        project(record, context)
    # A record that says something else now contradicts other reports about it, or no longer does.
    queueing.refresh({item.pk, *(claim.item_id for claim in context.claims)}, today=timezone.localdate())


@transaction.atomic
def apply_record(record: Record, item: Item) -> None:
    """Let one record say what its claims say: enough when a claim of `item` about it counts for more than before."""
    one_at_a_time()
    context = context_of([record], Directory(item.language or Language.RUSSIAN))
    with history.because_of(item.pk):
        project(record, context)
    queueing.refresh({item.pk, *(claim.item_id for claim in context.claims)}, today=timezone.localdate())


def one_at_a_time() -> None:
    """Two reports of one event that come at once must not make two forums: applying waits for its turn."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [APPLYING])


def _link(claims: list[Claim], directory: Directory) -> None:
    """Give every claim its record, in the order in which the kinds refer to one another."""
    by_kind: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_kind[claim.kind].append(claim)
    linked = []
    for kind in KINDS.values():
        # Whom and what a claim refers to is known as soon as the kinds before it are linked.
        context = Context(directory, claims, timezone.now())
        for claim in by_kind[kind]:
            if claim.record is None:
                setattr(claim, kind, LINKS[kind](claim, context))
                linked.append(claim)
    Claim.objects.bulk_update(linked, [str(kind) for kind in KINDS.values()], batch_size=500)


def _link_forum(claim: Claim, context: Context) -> Forum:
    stated = claim.stated
    series = find_series(stated["series"], stated.get("aliases") or []) or _new_series(claim)
    place = context.place(stated.get("place"))
    known = find_forum(series, stated, place)
    if known:
        return known
    forum = Forum(series=series, number=stated.get("number"), year=stated.get("year"), place=place)
    forum.slug = free_slug(series.forums.all(), forum_slug(forum))
    forum.save()
    return forum


def _new_series(claim: Claim) -> ForumSeries:
    name, language = claim.stated["series"], claim.item.language or Language.RUSSIAN
    series = ForumSeries.objects.create(
        name=name, language=language, slug=free_slug(ForumSeries.objects.all(), name)
    )
    SeriesName.objects.create(
        series=series, text=name, language=language, kind=Name.Kind.MAIN, key=phrase_key(name)
    )
    return series


def _link_person(claim: Claim, context: Context) -> Person:
    bodies = [context.body(post.get("organization")) for post in claim.stated.get("posts") or []]
    series_ids = {c.forum.series_id for c in context.claims if c.forum}
    known = find_person(claim, bodies, series_ids)
    if known:
        return known
    name, language = claim.stated["name"], claim.item.language or Language.RUSSIAN
    person = Person.objects.create(name=name, language=language, slug=free_slug(Person.objects.all(), name))
    PersonName.objects.create(
        person=person, text=name, language=language, kind=Name.Kind.MAIN, key=person_key(name)
    )
    return person


def _link_session(claim: Claim, context: Context) -> Session | None:
    """A session of no known forum has no place in the history: it stays a claim."""
    forum = context.forum(claim)
    if forum is None:
        return None
    speakers = {p.pk for name in claim.stated.get("speakers") or [] if (p := context.person(claim, name))}
    known = find_session(forum, claim.stated, speakers)
    taken = {c.session_id for c in context.claims if c.session_id and c.item_id == claim.item_id}
    if known and known.pk not in taken:
        return known
    last = forum.sessions.order_by("-position").values_list("position", flat=True).first() or 0
    return Session.objects.create(
        forum=forum,
        position=last + 1,
        kind=claim.stated["kind"],
        title=claim.stated.get("title") or "",
        language=claim.item.language or Language.RUSSIAN,
    )


def _link_delegation(claim: Claim, context: Context) -> Delegation:
    sender = context.directory.body(claim.stated["from"])
    forum, destination = context.forum(claim), context.place(claim.stated.get("destination"))
    known = find_delegation(sender, forum, destination, claim.item)
    if known:
        return known
    columns = (
        {"sending_organization": sender} if isinstance(sender, Organization) else {"sending_place": sender}
    )
    words = [
        str(sender),
        str(forum or destination or ""),
        str(claim.item.published_on.year if claim.item.published_on else ""),
    ]
    slug = free_slug(Delegation.objects.all(), " ".join(words[: 2 if forum else 3]))
    return Delegation.objects.create(slug=slug, forum=forum, destination=destination, **columns)


def _link_project(claim: Claim, context: Context) -> Project:
    name, place = claim.stated["name"], context.place(claim.stated.get("place"))
    return find_project(name, place) or Project.objects.create(
        name=name,
        language=claim.item.language or Language.RUSSIAN,
        name_key=phrase_key(name),
        slug=free_slug(Project.objects.all(), name),
        place=place,
    )


def _link_agreement(claim: Claim, context: Context) -> Agreement:
    forum = context.forum(claim)
    subject = claim.stated.get("subject") or ""
    return find_agreement(claim.stated, forum) or Agreement.objects.create(
        kind=claim.stated["kind"],
        subject=subject,
        language=claim.item.language or Language.RUSSIAN,
        subject_key=phrase_key(subject),
        slug=free_slug(Agreement.objects.all(), subject or claim.stated["kind"]),
        forum=forum,
    )


def _link_initiative(claim: Claim, context: Context) -> Initiative:
    forum = context.forum(claim)
    text = claim.stated["text"]
    return find_initiative(claim.stated, forum) or Initiative.objects.create(
        text=text,
        language=claim.item.language or Language.RUSSIAN,
        slug=free_slug(Initiative.objects.all(), text),
        forum=forum,
    )


LINKS = {
    Claim.Kind.FORUM: _link_forum,
    Claim.Kind.PERSON: _link_person,
    Claim.Kind.SESSION: _link_session,
    Claim.Kind.DELEGATION: _link_delegation,
    Claim.Kind.PROJECT: _link_project,
    Claim.Kind.AGREEMENT: _link_agreement,
    Claim.Kind.INITIATIVE: _link_initiative,
}
