"""From claims to records: a record's unlocked fields are what its standing claims say, the first one first.

Projecting is a pure consequence of the claims and of the fields that people locked: doing it again changes nothing, and a
decision that is undone is undone in the records as well.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import timezone

from delegations.models import Delegation, Member
from directory.addresses import free_slug, keep_former_address
from directory.edtf import bounds
from directory.models import Organization, Person, Place, Post
from directory.records import Language, Name, Record
from events.models import (
    Appearance,
    Forum,
    ForumSeries,
    Initiative,
    InitiativeParty,
    SeriesName,
    Session,
    Status,
)
from extraction.figures import count_of, sum_of
from extraction.keys import person_key, phrase_key
from investments.models import Agreement, Project
from news.matching import Directory, find_post, people_named
from news.models import Claim, Conflict

DECIDED = (Claim.State.CONFIRMED, Claim.State.CORRECTED)
# On one and the same day the further status is the newer one.
STATUS_ORDER = [
    Status.PROPOSED,
    Status.PLANNED,
    Status.POSTPONED,
    Status.CANCELLED,
    Status.ONGOING,
    Status.HELD,
]

# Wordings: another report words the same thing otherwise, which is no contradiction. A sector is read from such words.
WORDINGS = {"text", "subject", "size_as_printed", "invited_by_as_printed", "amount_as_printed", "sector"}

Reading = Callable[[Claim], Any]


@dataclass
class Context:
    """What the claims about some records say together: who is meant by a name, which forum by a reference."""

    directory: Directory
    claims: list[Claim]
    now: dt.datetime
    people: dict[tuple[int, str], Person] = field(init=False)
    references: dict[tuple[int, str], Claim] = field(init=False)
    person_claims: dict[tuple[int, int], list[Claim]] = field(init=False)

    def __post_init__(self) -> None:
        persons = [claim for claim in self.claims if claim.kind == Claim.Kind.PERSON]
        self.people = people_named(persons)
        self.references = {(claim.item_id, claim.fingerprint): claim for claim in self.claims}
        self.person_claims = defaultdict(list)
        for claim in persons:
            self.person_claims[claim.item_id, claim.person_id].append(claim)

    def about(self, record: Record) -> list[Claim]:
        """The standing claims about a record: decided ones first, then in the order in which they came."""
        kind = record._meta.model_name
        found = [c for c in self.claims if c.kind == kind and getattr(c, f"{kind}_id") == record.pk]
        return sorted(found, key=lambda claim: (claim.state not in DECIDED, claim.pk))

    def forum(self, claim: Claim) -> Forum | None:
        """The forum that a claim refers to, directly or through its session."""
        referred = self._referred(claim, "forum")
        if referred is not None:
            return referred.forum
        session = self.session(claim)
        return session.forum if session else None

    def session(self, claim: Claim) -> Session | None:
        referred = self._referred(claim, "session")
        return referred.session if referred else None

    def _referred(self, claim: Claim, name: str) -> Claim | None:
        fingerprint = claim.stated.get(name)
        return self.references.get((claim.item_id, fingerprint)) if isinstance(fingerprint, str) else None

    def person(self, claim: Claim, name: str) -> Person | None:
        return self.people.get((claim.item_id, person_key(name)))

    def posts(self, claim: Claim, person: Person) -> list[Post]:
        """The posts that the item of `claim` gives to `person`: the posts held then."""
        held = list(person.posts.standing().with_bodies())
        stated = [
            post for c in self.person_claims[claim.item_id, person.pk] for post in c.stated.get("posts") or []
        ]
        found = (
            find_post(held, post["title"], self.body(post.get("organization")))
            for post in stated
            if not post.get("former")
        )
        return [post for post in found if post]

    def body(self, name: str | None) -> Place | Organization | None:
        return self.directory.body(name) if name else None

    def place(self, name: str | None) -> Place | None:
        return self.directory.place(name, make=True) if name else None


def project(record: Record, context: Context) -> None:
    """Make `record` say what its claims say; withdraw it, as it is, when nothing vouches for it any more."""
    claims = context.about(record)
    _stand_or_withdraw(record, bool(claims), context)
    if claims:
        PROJECTIONS[type(record)](record, claims, context)
    if isinstance(record, Forum):
        _stand_or_withdraw(record.series, record.series.forums.standing().exists(), context)


def _stand_or_withdraw(record: Record, is_vouched_for: bool, context: Context) -> None:
    """A record that a person checked stands or falls by that person's word, any other by its claims."""
    if record.is_checked or record.is_withdrawn != is_vouched_for:
        return
    record.withdrawn_at = None if is_vouched_for else context.now
    record.save(update_fields=["withdrawn_at", "updated_at"])


def _settle(record: Record, claims: list[Claim], readings: dict[str, Reading]) -> None:
    """Fill the unlocked fields of `record` and keep its conflicts: claims that say something else."""
    changed = []
    differing: dict[tuple[int, str], tuple[str, str]] = {}
    for attribute, reading in readings.items():
        stated = [(claim, value) for claim in claims if (value := reading(claim)) not in (None, "")]
        present = getattr(record, attribute)
        value = present
        if attribute not in record.locked_fields:
            value = _first(attribute, [value for _, value in stated]) if stated else _blank(record, attribute)
        if value != present:
            setattr(record, attribute, value)
            changed.append(attribute)
        for claim, other in stated:
            if attribute not in WORDINGS and other != value and not _is_vaguer(attribute, other, value):
                differing[claim.pk, attribute] = (
                    _printed(record, attribute, value),
                    _printed(record, attribute, other),
                )
    if changed:
        following = [f.attname for f in record._meta.fields if getattr(f, "of", None) in changed]
        record.save(update_fields=[*changed, *following, "updated_at"])
    _keep_conflicts(claims, list(readings), differing)


def _blank(record: Record, attribute: str) -> Any:
    return record._meta.get_field(attribute).get_default()


def _first(attribute: str, values: list[Any]) -> Any:
    """The first value, or a later one that says the same more precisely."""
    first, *others = values
    for other in others:
        if _is_vaguer(attribute, first, other):
            first = other
    return first


def _is_vaguer(attribute: str, one: Any, other: Any) -> bool:
    """“November 2025” says the same as “19–20 November 2025”, only less."""
    if attribute != "dates" or not other:
        return False
    wide, narrow = bounds(one), bounds(other)
    return bool(
        wide.first
        and narrow.first
        and wide.last
        and narrow.last
        and wide.first <= narrow.first
        and narrow.last <= wide.last
    )


def _printed(record: Record, attribute: str, value: Any) -> str:
    choices = dict(record._meta.get_field(attribute).flatchoices)
    return str(choices.get(value, "" if value is None else value))[:500]


def _keep_conflicts(
    claims: list[Claim], fields: list[str], differing: dict[tuple[int, str], tuple[str, str]]
) -> None:
    present = {
        (row.claim_id, row.field): row for row in Conflict.objects.filter(claim__in=claims, field__in=fields)
    }
    for key, row in present.items():
        if key not in differing and row.state == Conflict.State.OPEN:
            row.delete()
    for (claim_id, name), (ours, theirs) in differing.items():
        row = present.get((claim_id, name))
        if row is None:
            Conflict.objects.create(claim_id=claim_id, field=name, present=ours, claimed=theirs)
        elif row.state == Conflict.State.OPEN and (row.present, row.claimed) != (ours, theirs):
            row.present, row.claimed = ours, theirs
            row.save(update_fields=["present", "claimed"])


def _sync(
    rows: models.Manager,
    wanted: dict[Any, dict[str, Any]],
    key_of: Callable[[Any], Any],
    context: Context,
) -> dict[Any, Any]:
    """Make the rows of a relation those of `wanted`, but for what people checked; return the rows by key."""
    present = {key_of(row): row for row in rows.all()}
    for key, row in present.items():
        if key not in wanted:
            _stand_or_withdraw(row, False, context)
    for key, values in wanted.items():
        row = present.get(key)
        if row is None:
            present[key] = rows.create(**values)
            continue
        _stand_or_withdraw(row, True, context)
        changed = [
            name
            for name, value in values.items()
            if getattr(row, name) != value and name not in row.locked_fields
        ]
        if changed and not row.is_checked:
            for name in changed:
                setattr(row, name, values[name])
            row.save(update_fields=[*changed, "updated_at"])
    return present


# Forums


def _project_forum(forum: Forum, claims: list[Claim], context: Context) -> None:
    _settle(
        forum,
        claims,
        {
            "number": lambda claim: claim.stated.get("number"),
            "year": lambda claim: claim.stated.get("year"),
            "dates": lambda claim: claim.stated.get("dates"),
            "place": lambda claim: context.place(claim.stated.get("place")),
        },
    )
    _project_names(forum.series, claims)
    _project_status(forum, claims, context)
    _project_organizers(forum, claims, context)
    _keep_address(forum)


def _project_names(series: ForumSeries, claims: list[Claim]) -> None:
    """Every name that a report uses becomes a name of the series: the next report may use only that one."""
    known = {(row.language, row.text) for row in series.names.all()}
    for claim in claims:
        language = claim.item.language or Language.RUSSIAN
        for text in (claim.stated["series"], *(claim.stated.get("aliases") or [])):
            if (language, text) not in known:
                known.add((language, text))
                kind = Name.Kind.ABBREVIATION if text.isupper() else Name.Kind.ALIAS
                SeriesName.objects.create(
                    series=series, text=text, language=language, kind=kind, key=phrase_key(text)
                )


def _project_status(forum: Forum, claims: list[Claim], context: Context) -> None:
    wanted = {}
    for claim in claims:
        if claim.stated.get("status"):
            key = (claim.stated["status"], claim.item.published_on, claim.item.source.name)
            wanted[key] = dict(zip(("status", "stated_on", "said_by"), key, strict=True))
    rows = _sync(forum.status_history, wanted, lambda row: (row.status, row.stated_on, row.said_by), context)
    if "status" in forum.locked_fields:
        return
    standing = [row for row in rows.values() if not row.is_withdrawn]
    newest = max(
        standing, key=lambda row: (row.stated_on or dt.date.min, STATUS_ORDER.index(row.status)), default=None
    )
    status = newest.status if newest else ""
    if status != forum.status:
        forum.status = status
        forum.save(update_fields=["status", "updated_at"])


def _project_organizers(forum: Forum, claims: list[Claim], context: Context) -> None:
    wanted = {}
    for claim in claims:
        for name in claim.stated.get("organizers") or []:
            values = _body_columns(context.body(name))
            wanted[tuple(values.values())] = values
    _sync(forum.organizers, wanted, lambda row: (row.organization, row.place), context)


def _body_columns(body: Place | Organization | None) -> dict[str, Any]:
    """The pair of columns that hold an organization or a territory."""
    return {
        "organization": body if isinstance(body, Organization) else None,
        "place": body if isinstance(body, Place) else None,
    }


def _keep_address(forum: Forum) -> None:
    """A number that becomes known later becomes the address; the former one redirects."""
    wanted = forum_slug(forum)
    if forum.slug == wanted or forum.slug.startswith(f"{wanted}-"):
        return
    old = forum.get_absolute_url()
    forum.slug = free_slug(forum.series.forums.exclude(pk=forum.pk), wanted)
    forum.save(update_fields=["slug", "updated_at"])
    keep_former_address(old=old, new=forum.get_absolute_url())


def forum_slug(forum: Forum) -> str:
    """The natural key of an edition in its series: its number, else its year."""
    return str(forum.number or forum.year or "undated")


# Sessions


def _project_session(session: Session, claims: list[Claim], context: Context) -> None:
    _settle(
        session,
        claims,
        {"kind": lambda claim: claim.stated.get("kind"), "title": lambda claim: claim.stated.get("title")},
    )
    wanted: dict[Any, dict[str, Any]] = {}
    posts: dict[Any, list[Post]] = defaultdict(list)
    for claim in claims:
        for name in claim.stated.get("speakers") or []:
            person = context.person(claim, name)
            key = person.pk if person else name
            wanted.setdefault(key, {"person": person, "name_as_printed": name})
            if person:
                posts[key] += context.posts(claim, person)
    rows = _sync(session.appearances, wanted, lambda row: row.person_id or row.name_as_printed, context)
    _set_posts(rows, posts)


def _set_posts(rows: dict[Any, Appearance | Member], posts: dict[Any, list[Post]]) -> None:
    for key, held in posts.items():
        if not rows[key].is_checked:
            rows[key].posts.set(dict.fromkeys(held))


# People


def _project_person(person: Person, claims: list[Claim], context: Context) -> None:
    posts = list(person.posts.with_bodies())
    stated: dict[int, list[tuple[Claim, dict[str, Any]]]] = defaultdict(list)
    for claim in claims:
        for post in claim.stated.get("posts") or []:
            body = context.body(post.get("organization"))
            row = find_post(posts, post["title"], body)
            if row is None:
                row = Post.objects.create(person=person, title=post["title"], **_body_columns(body))
                posts.append(row)
            stated[row.pk].append((claim, post))
    for row in posts:
        _stand_or_withdraw(row, bool(stated[row.pk]), context)
        _date_post(row, stated[row.pk])


def _date_post(post: Post, stated: list[tuple[Claim, dict[str, Any]]]) -> None:
    days = sorted(claim.item.published_on for claim, _ in stated if claim.item.published_on)
    newest = max(stated, key=lambda pair: pair[0].item.published_on or dt.date.min, default=None)
    values = {
        "first_stated_on": days[0] if days else None,
        "last_stated_on": days[-1] if days else None,
        "is_former": bool(newest and newest[1].get("former")),
    }
    changed = [
        name
        for name, value in values.items()
        if getattr(post, name) != value and name not in post.locked_fields
    ]
    if changed and not post.is_checked:
        for name in changed:
            setattr(post, name, values[name])
        post.save(update_fields=[*changed, "updated_at"])


# Delegations


def _project_delegation(delegation: Delegation, claims: list[Claim], context: Context) -> None:
    _settle(
        delegation,
        claims,
        {
            "destination": lambda claim: context.place(claim.stated.get("destination")),
            "stated_size": lambda claim: count_of(claim.stated.get("size")),
            "size_as_printed": lambda claim: str(claim.stated.get("size") or ""),
            "invited_by": lambda claim: _host(claim, context),
            "invited_by_as_printed": lambda claim: claim.stated.get("invited_by") or "",
        },
    )
    heads = [
        (claim, person)
        for claim in claims
        if (person := context.person(claim, claim.stated.get("head") or ""))
    ]
    chosen = next(
        (row.person for row in delegation.members.checked().standing() if row.role == Member.Role.HEAD),
        heads[0][1] if heads else None,
    )
    _keep_conflicts(
        claims,
        ["head"],
        {(claim.pk, "head"): (str(chosen), str(person)) for claim, person in heads if person != chosen},
    )
    wanted: dict[int, dict[str, Any]] = {}
    posts: dict[int, list[Post]] = defaultdict(list)
    for claim in claims:
        for name in (claim.stated.get("head"), *(claim.stated.get("members") or [])):
            person = context.person(claim, name or "")
            if person is None:
                continue
            role = Member.Role.HEAD if person == chosen else Member.Role.MEMBER
            wanted.setdefault(person.pk, {"person": person, "role": role, "position": len(wanted)})
            posts[person.pk] += context.posts(claim, person)
    # A head of yesterday steps back before the head of today steps forward: there is never a second one.
    former = delegation.members.filter(role=Member.Role.HEAD, checked_at=None).exclude(person=chosen)
    if former.exists():
        former.update(role=Member.Role.MEMBER)
    rows = _sync(delegation.members, wanted, lambda row: row.person_id, context)
    _set_posts(rows, posts)


def _host(claim: Claim, context: Context) -> Organization | None:
    """The organization that invited; a person or a territory stays as printed."""
    name = claim.stated.get("invited_by")
    if not name or context.person(claim, name):
        return None
    body = context.body(name)
    return body if isinstance(body, Organization) else None


# Projects, agreements, initiatives


def _project_project(project: Project, claims: list[Claim], context: Context) -> None:
    _settle(
        project,
        claims,
        {
            "place": lambda claim: context.place(claim.stated.get("place")),
            "sector": lambda claim: claim.stated.get("sector") or "",
        }
        | _amount_readings(),
    )
    wanted = {}
    for claim in claims:
        forum, session = context.forum(claim), context.session(claim)
        presenters = [context.person(claim, name) for name in claim.stated.get("presented_by") or []] or [
            None
        ]
        for presenter in presenters:
            if forum or presenter:
                key = (forum, session, presenter)
                wanted[key] = dict(zip(("forum", "session", "presenter"), key, strict=True))
    _sync(project.presentations, wanted, lambda row: (row.forum, row.session, row.presenter), context)


def _amount_readings() -> dict[str, Reading]:
    def figures(claim: Claim) -> tuple[Any, str]:
        return sum_of(claim.stated.get("amount") or "") or (None, "")

    return {
        "amount_as_printed": lambda claim: claim.stated.get("amount") or "",
        "amount": lambda claim: figures(claim)[0],
        "currency": lambda claim: figures(claim)[1],
    }


def _project_agreement(agreement: Agreement, claims: list[Claim], context: Context) -> None:
    _settle(
        agreement,
        claims,
        {
            "kind": lambda claim: claim.stated.get("kind"),
            "subject": lambda claim: claim.stated.get("subject") or "",
        }
        | _amount_readings(),
    )
    wanted = {}
    for claim in claims:
        for name in claim.stated.get("parties") or []:
            person = context.person(claim, name)
            values = {"person": person, **_body_columns(None if person else context.body(name))}
            wanted[tuple(values.values())] = values | {"name_as_printed": name}
    _sync(agreement.parties, wanted, lambda row: (row.person, row.organization, row.place), context)


def _project_initiative(initiative: Initiative, claims: list[Claim], context: Context) -> None:
    _settle(initiative, claims, {"forum": context.forum, "text": lambda claim: claim.stated.get("text")})
    roles = {
        "by": InitiativeParty.Role.PROPOSER,
        "to": InitiativeParty.Role.ADDRESSEE,
        "supported_by": InitiativeParty.Role.SUPPORTER,
    }
    wanted = {}
    for claim in claims:
        for name_of_list, role in roles.items():
            for name in claim.stated.get(name_of_list) or []:
                person = context.person(claim, name)
                place = None if person else context.directory.place(name)
                key = (role, person, place, "" if person or place else name)
                wanted[key] = {"role": role, "person": person, "place": place, "name_as_printed": name}
    _sync(
        initiative.parties,
        wanted,
        lambda row: (row.role, row.person, row.place, "" if row.person or row.place else row.name_as_printed),
        context,
    )


PROJECTIONS: dict[type[Record], Callable[[Any, list[Claim], Context], None]] = {
    Forum: _project_forum,
    Session: _project_session,
    Person: _project_person,
    Delegation: _project_delegation,
    Project: _project_project,
    Agreement: _project_agreement,
    Initiative: _project_initiative,
}


def context_of(records: Iterable[Record], directory: Directory) -> Context:
    """Load, in a fixed number of queries, the claims about `records` and what these claims refer to."""
    touched = models.Q(pk=None)
    for kind, group in _by_kind(records).items():
        touched |= models.Q(**{f"{kind}__in": group})
    standing = Claim.objects.standing().select_related(
        "item__source", "person", "forum__series", "forum__place", "session__forum__series"
    )
    about = list(standing.filter(touched))
    items = {claim.item_id for claim in about if claim.kind != Claim.Kind.PERSON}
    kinds = [Claim.Kind.PERSON, Claim.Kind.FORUM, Claim.Kind.SESSION]
    referred = standing.filter(item__in=items, kind__in=kinds).exclude(pk__in=[claim.pk for claim in about])
    return Context(directory, [*about, *referred], timezone.now())


def _by_kind(records: Iterable[Record]) -> dict[str, list[Record]]:
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        groups[record._meta.model_name].append(record)
    return groups
