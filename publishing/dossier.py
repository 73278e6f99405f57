"""A dossier: what somebody who prepares a forum, or receives a delegation, has to know, each line with its source.

It is made once, as lines of text with the numbers of their sources, and shown as a page to print and as a PDF.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.history_views import add_later_posts
from delegations.models import Delegation, Member
from directory.edtf import day_in_words, in_words
from directory.models import Person, Post
from directory.views import posts_then
from events.completeness import missing_of
from events.editions import AHEAD, place_in_time
from events.models import (
    Appearance,
    Forum,
    ForumOrganizer,
    ForumStatus,
    Initiative,
    InitiativeParty,
    Session,
)
from investments.comparison import delegations_to
from investments.models import Agreement, AgreementParty, Presentation
from news.templatetags.evidence import Cited, cite


@dataclass(frozen=True)
class Line:
    """One statement and the numbers of the reports that make it; `is_entered` when a person vouches for it."""

    text: str
    sources: tuple[int, ...] = ()
    is_entered: bool = False
    is_unknown: bool = False


@dataclass
class Entry:
    """A person, a delegation, a project: what it is called and what is known of it."""

    heading: Line
    lines: list[Line] = field(default_factory=list)


@dataclass
class Section:
    title: str
    entries: list[Entry]
    nothing: str = ""


@dataclass(frozen=True)
class Reference:
    """A report behind the lines: the number by which they name it, its outlet, its day, its title, its address."""

    number: int
    outlet: str
    day: str
    title: str
    address: str


@dataclass
class Dossier:
    kicker: str
    title: str
    facts: list[tuple[str, Line]]
    sections: list[Section]
    references: list[Reference] = field(default_factory=list)


UNKNOWN = Line("", is_unknown=True)


class Sources:
    """The numbers of the reports that say a thing of a record."""

    def __init__(self, *shown: Any) -> None:
        self.cited: Cited = cite(shown)

    def line(self, text: str, record: Model, name: str, value: object = None) -> Line:
        numbers = {
            quote.number for quote in self.cited.quotes(record, name, None if value is None else str(value))
        }
        return Line(text, tuple(sorted(numbers)), not numbers and record.is_checked)

    def references(self, host: str) -> list[Reference]:
        return [
            Reference(
                number,
                item.source.name,
                day_in_words(item.published_on) if item.published_on else _("no date"),
                str(item),
                item.url or host + item.get_absolute_url(),
            )
            for number, item in enumerate(self.cited.items, start=1)
        ]


def dossier_of_forum(forum: Forum, *, host: str) -> Dossier:
    """Who comes to an edition, seen where before, with which projects; what was promised last time and what became of it."""
    before = _edition_before(forum)
    editions = [edition for edition in (forum, before) if edition]
    delegations = delegations_to(editions)
    here = [row for row in delegations if row.forum_id == forum.pk]
    sessions = _sessions(forum)
    known = _Known(forum, [*_people(here), *_speakers(sessions)], editions)
    parts = {
        "organizers": list(
            ForumOrganizer.objects.standing().filter(forum=forum).select_related("organization", "place")
        ),
        "sessions": sessions,
        "delegations": here,
        "presentations": known.presentations_at(forum),
        "agreements": known.agreements_at(forum),
    }
    for delegation in delegations:
        delegation.heads = [row for row in delegation.known_members if row.role == Member.Role.HEAD]
    sources = Sources(editions, delegations, sessions, known.shown())
    guests = _guests(sessions, here)
    return Dossier(
        kicker=_("Dossier on a forum"),
        title=str(forum),
        facts=_facts_of_forum(forum, parts["organizers"], sources),
        sections=[
            Section(
                _("Who comes"),
                [entry for row in here for entry in _delegation_entries(row, known, sources)],
                _("No delegation is known yet."),
            ),
            Section(
                _("Who speaks beside the delegations"),
                [_person_entry(person, posts, known, sources, role) for person, posts, role in guests],
            ),
            Section(
                _("Programme"),
                [_session_entry(row, sources) for row in sessions],
                _("No session is known yet."),
            ),
            Section(_("Projects"), known.project_entries(parts["presentations"], sources)),
            Section(
                _("Who proposed it"),
                [_initiative_entry(row, sources) for row in known.initiatives if row.forum_id == forum.pk],
            ),
            *_last_time(before, delegations, known, sources),
            Section(
                _("Not known yet"),
                [Entry(Line(row, is_unknown=True)) for row in missing_of(forum, parts)],
            ),
        ],
        references=sources.references(host),
    )


def dossier_of_delegation(delegation: Delegation, *, host: str) -> Dossier:
    """Who is in a delegation, in which post then and today, seen where before, with which projects, and what was agreed."""
    forum = delegation.forum
    sent = list(
        Delegation.objects.standing()
        .filter(sending_place=delegation.sending_place, sending_organization=delegation.sending_organization)
        .with_senders()
        .with_known_size()
        .with_heads()
    )
    members = list(
        Member.objects.standing()
        .filter(delegation=delegation, person__withdrawn_at=None)
        .select_related("person", "delegation")
        .prefetch_related(posts_then())
        .order_by("position", "pk")
    )
    add_later_posts(members, forum)
    delegation.known_members = members
    known = _Known(forum, [row.person for row in members], [forum] if forum else [], sender=delegation.sender)
    sources = Sources(delegation, forum, sent, known.shown())
    return Dossier(
        kicker=_("Dossier on a delegation"),
        title=str(delegation),
        facts=_facts_of_delegation(delegation, sources),
        sections=[
            Section(
                _("Who comes"),
                [
                    _person_entry(row.person, _posts_text(row), known, sources, _role(row), row.later_posts)
                    for row in members
                ],
                _("No member is known by name."),
            ),
            Section(_("Projects they presented"), known.project_entries(known.presentations, sources)),
            Section(
                _("Earlier and later delegations of the same sender"),
                [_sent_entry(row, sources) for row in sorted(sent, key=_time_of) if row.pk != delegation.pk],
            ),
            Section(
                _("What the sender and the members agreed, and where"),
                [_agreement_entry(row, sources) for row in known.agreements],
            ),
            Section(
                _("What they proposed, and what came of it"),
                [_initiative_entry(row, sources) for row in known.initiatives],
            ),
        ],
        references=sources.references(host),
    )


# What is known of the people


class _Known:
    """Where people were before, what they presented, agreed and proposed, asked for once."""

    def __init__(
        self,
        forum: Forum | None,
        people: Iterable[Person],
        editions: Sequence[Forum],
        sender: Model | None = None,
    ) -> None:
        self.forum = forum
        self.people = list({person.pk: person for person in people}.values())
        pks = [person.pk for person in self.people]
        self.memberships = _by_person(
            Member.objects.standing()
            .filter(person__in=pks, delegation__withdrawn_at=None, delegation__forum__withdrawn_at=None)
            .exclude(delegation__forum=None)
            .select_related(
                "delegation__forum__series",
                "delegation__forum__place",
                "delegation__sending_place",
                "delegation__sending_organization",
            )
            .prefetch_related(posts_then())
        )
        self.appearances = _by_person(
            Appearance.objects.standing()
            .filter(person__in=pks, session__withdrawn_at=None, session__forum__withdrawn_at=None)
            .select_related("session__forum__series", "session__forum__place")
        )
        self.presentations = list(
            Presentation.objects.standing()
            .filter(Q(presenter__in=pks) | Q(forum__in=editions) if sender is None else Q(presenter__in=pks))
            .filter(project__withdrawn_at=None)
            .select_related("project__place", "presenter", "forum__series", "session__forum__series")
            .order_by("project__name", "pk")
        )
        self.agreements = self._agreements(pks, editions, sender)
        self.initiatives = self._initiatives(pks, editions, sender)

    def _agreements(self, pks: list[int], editions: Sequence[Forum], sender: Model | None) -> list[Agreement]:
        wanted = Q(forum__in=editions)
        if sender is not None:
            parties = AgreementParty.objects.standing().filter(Q(person__in=pks) | Q(**_party(sender)))
            wanted = Q(pk__in=parties.values("agreement"))
        rows = Agreement.objects.standing().filter(wanted).select_related("forum__series").with_parties()
        return list(rows.order_by(F("forum__year").desc(nulls_last=True), "pk"))

    def _initiatives(
        self, pks: list[int], editions: Sequence[Forum], sender: Model | None
    ) -> list[Initiative]:
        wanted = Q(forum__in=editions)
        if sender is not None:
            parties = InitiativeParty.objects.standing().filter(Q(person__in=pks) | Q(**_party(sender)))
            wanted = Q(pk__in=parties.values("initiative"))
        rows = Initiative.objects.standing().filter(wanted).select_related("forum__series", "forum__place")
        rows = rows.prefetch_related("parties__person", "parties__organization", "parties__place")
        return list(rows.order_by("pk"))

    def shown(self) -> list[Any]:
        """Every record that lines are about, so that one question finds the reports behind all of them."""
        memberships = [row.delegation for rows in self.memberships.values() for row in rows]
        sessions = [row.session for rows in self.appearances.values() for row in rows]
        projects = [row.project for row in self.presentations]
        return [self.people, memberships, sessions, projects, self.agreements, self.initiatives]

    def presentations_at(self, forum: Forum) -> list[Presentation]:
        return [row for row in self.presentations if row.forum_id == forum.pk]

    def agreements_at(self, forum: Forum) -> list[Agreement]:
        return [row for row in self.agreements if row.forum_id == forum.pk]

    def seen_before(self, person: Person, sources: Sources) -> Iterator[Line]:
        """Where a person was before this edition, the latest first."""
        seen: dict[int, tuple[Forum, list[Line]]] = {}
        for row in self.memberships[person.pk]:
            forum = row.delegation.forum
            name = "head" if row.role == Member.Role.HEAD else "members"
            text = _("%(role)s, %(delegation)s") % {"role": _role(row), "delegation": row.delegation}
            posts = _posts_text(row)
            line = sources.line(
                f"{text} ({posts.text})" if posts.text else text, row.delegation, name, person.name
            )
            seen.setdefault(forum.pk, (forum, []))[1].append(line)
        for row in self.appearances[person.pk]:
            line = sources.line(str(row.session), row.session, "speakers", row.name_as_printed)
            seen.setdefault(row.session.forum_id, (row.session.forum, []))[1].append(line)
        earlier = [pair for pair in seen.values() if self._is_before(pair[0])]
        for forum, lines in sorted(earlier, key=lambda pair: place_in_time(pair[0]), reverse=True):
            where = ", ".join(filter(None, [str(forum), str(forum.place or "")]))
            numbers = tuple(sorted({number for line in lines for number in line.sources}))
            yield Line(f"{where}: {'; '.join(line.text for line in lines)}", numbers)

    def _is_before(self, forum: Forum) -> bool:
        return self.forum is None or (
            forum.pk != self.forum.pk and place_in_time(forum) < place_in_time(self.forum)
        )

    def projects_of(self, person: Person, sources: Sources) -> Iterator[Line]:
        for row in self.presentations:
            if row.presenter_id == person.pk:
                yield _presentation_line(row, sources)

    def project_entries(self, presentations: Sequence[Presentation], sources: Sources) -> list[Entry]:
        """Each project once: its sum, and every occasion at which it was shown."""
        wanted = {row.project_id: row.project for row in presentations}
        entries = []
        for project in wanted.values():
            entry = Entry(sources.line(_capitalised(project), project, "name"))
            if project.amount_as_printed:
                entry.lines.append(
                    sources.line(_("Sum: %(sum)s") % {"sum": project.amount_as_printed}, project, "amount")
                )
            entry.lines += [
                _occasion_line(row, sources) for row in self.presentations if row.project_id == project.pk
            ]
            entries.append(entry)
        return entries


def _party(sender: Model) -> dict[str, Model]:
    return {sender._meta.model_name: sender}


def _by_person(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def _edition_before(forum: Forum) -> Forum | None:
    """The latest edition of the series that took place before this one."""
    others = Forum.objects.standing().filter(series=forum.series).exclude(pk=forum.pk).with_places()
    earlier = [row for row in others if row.status not in AHEAD and place_in_time(row) < place_in_time(forum)]
    return max(earlier, key=place_in_time, default=None)


def _sessions(forum: Forum) -> list[Session]:
    rows = (
        forum.sessions.standing()
        .select_related("forum__series")
        .order_by(F("dates_first").asc(nulls_last=True), "position", "pk")
    )
    sessions = list(rows)
    speakers: dict[int, list[Appearance]] = defaultdict(list)
    for row in (
        Appearance.objects.standing()
        .filter(session__in=sessions)
        .exclude(person__withdrawn_at__isnull=False)
        .select_related("person")
        .prefetch_related(posts_then())
        .order_by("pk")
    ):
        speakers[row.session_id].append(row)
    for session in sessions:
        session.speakers = speakers[session.pk]
        session._prefetched_objects_cache = {"appearances": speakers[session.pk]}
    return sessions


def _people(delegations: Iterable[Delegation]) -> list[Person]:
    return [member.person for delegation in delegations for member in delegation.known_members]


def _speakers(sessions: Iterable[Session]) -> list[Person]:
    return [row.person for session in sessions for row in session.speakers if row.person]


def _guests(sessions: Sequence[Session], delegations: Sequence[Delegation]) -> list[tuple[Person, Line, str]]:
    """Speakers who come with none of the delegations."""
    delegates = {person.pk for person in _people(delegations)}
    guests: dict[int, tuple[Person, Line, str]] = {}
    for session in sessions:
        for row in session.speakers:
            if row.person and row.person_id not in delegates:
                guests.setdefault(row.person_id, (row.person, _posts_text(row), str(session)))
    return list(guests.values())


# Lines


def _facts_of_forum(
    forum: Forum, organizers: Sequence[ForumOrganizer], sources: Sources
) -> list[tuple[str, Line]]:
    newest = ForumStatus.objects.standing().filter(forum=forum).order_by(F("stated_on").desc(nulls_last=True))
    said = newest.first()
    status = forum.get_status_display() or _("not known")
    if said and said.stated_on:
        status = _("%(status)s, as of %(day)s") % {"status": status, "day": day_in_words(said.stated_on)}
    when = forum.when if forum.dates or forum.year else ""
    return [
        (_("Status"), sources.line(status, forum, "status", forum.status)),
        (_("When"), sources.line(when, forum, "dates" if forum.dates else "year") if when else UNKNOWN),
        (_("Where"), sources.line(str(forum.place), forum, "place") if forum.place else UNKNOWN),
        (
            _("Organizers"),
            sources.line(", ".join(str(row.body) for row in organizers), forum, "organizers")
            if organizers
            else UNKNOWN,
        ),
    ]


def _facts_of_delegation(delegation: Delegation, sources: Sources) -> list[tuple[str, Line]]:
    forum, place = delegation.forum, delegation.destination or (delegation.forum and delegation.forum.place)
    when = forum.when if forum and (forum.dates or forum.year) else ""
    host = str(delegation.invited_by or delegation.invited_by_as_printed)
    rows = [
        (_("Sent by"), sources.line(str(delegation.sender), delegation, "from")),
        (_("To the forum"), sources.line(str(forum), delegation, "forum") if forum else UNKNOWN),
        (_("When"), sources.line(when, forum, "dates" if forum.dates else "year") if when else UNKNOWN),
        (_("Where"), sources.line(str(place), delegation, "destination") if place else UNKNOWN),
        (_("Size"), sources.line(_size(delegation), delegation, "size")),
    ]
    return rows + ([(_("Invited by"), sources.line(host, delegation, "invited_by"))] if host else [])


def _size(delegation: Delegation) -> str:
    known = len(delegation.known_members)
    names = ngettext("%(count)d known by name", "%(count)d known by name", known) % {"count": known}
    if delegation.stated_size:
        return _("%(stated)d stated, %(known)s") % {"stated": delegation.stated_size, "known": names}
    return _("size not stated, %(known)s") % {"known": names}


def _delegation_entries(delegation: Delegation, known: _Known, sources: Sources) -> Iterator[Entry]:
    heading = sources.line(str(delegation), delegation, "from")
    yield Entry(heading, [sources.line(_size(delegation), delegation, "size")])
    for row in delegation.known_members:
        yield _person_entry(row.person, _posts_text(row), known, sources, _role(row))


def _person_entry(
    person: Person, posts: Line, known: _Known, sources: Sources, role: str, later: Sequence[Post] = ()
) -> Entry:
    heading = sources.line(f"{person} — {role}", person, "name")
    entry = Entry(heading)
    entry.lines.append(
        sources.line(posts.text, person, "posts")
        if posts.text
        else Line(_("post not known"), is_unknown=True)
    )
    entry.lines += [
        sources.line(_("Today: %(post)s") % {"post": post}, person, "posts", post.title) for post in later
    ]
    before = list(known.seen_before(person, sources))
    entry.lines += [
        Line(_("Seen before at %(occasion)s") % {"occasion": line.text}, line.sources) for line in before
    ] or [Line(_("Not known from an earlier forum"), is_unknown=True)]
    entry.lines += known.projects_of(person, sources)
    return entry


def _role(member: Member) -> str:
    return str(member.get_role_display())


def _posts_text(row: Member | Appearance) -> Line:
    """The posts that somebody held then, as one line."""
    printed = getattr(row, "post_as_printed", "")
    return Line(printed or "; ".join(str(post) for post in row.posts.all()))


def _presentation_line(row: Presentation, sources: Sources) -> Line:
    where = ", ".join(str(part) for part in (row.session, row.forum) if part)
    text = _("Project: %(project)s") % {"project": row.project}
    presenter = row.presenter.name if row.presenter else None
    return sources.line(f"{text} ({where})" if where else text, row.project, "presented_by", presenter)


def _occasion_line(row: Presentation, sources: Sources) -> Line:
    """Where and by whom a project was shown."""
    where = ", ".join(str(part) for part in (row.forum, row.session) if part) or _("occasion not known")
    who = str(row.presenter) if row.presenter else _("presenter not known")
    name = "session" if row.session else "presented_by"
    return sources.line(f"{where} — {who}", row.project, name)


def _session_entry(session: Session, sources: Sources) -> Entry:
    day = f"{in_words(session.dates)} · " if session.dates else ""
    kind = f"{_capitalised(session.get_kind_display())}: " if session.title else ""
    heading = sources.line(
        f"{day}{kind}{_capitalised(session)}", session, "title" if session.title else "kind"
    )
    return Entry(
        heading,
        [
            sources.line(
                " — ".join(filter(None, [str(row), _posts_text(row).text])),
                session,
                "speakers",
                row.name_as_printed,
            )
            for row in session.speakers
        ],
    )


def _agreement_entry(agreement: Agreement, sources: Sources) -> Entry:
    entry = Entry(sources.line(str(agreement), agreement, "subject"))
    parties = " — ".join(str(party) for party in agreement.parties.all())
    if parties:
        entry.lines.append(sources.line(parties, agreement, "parties"))
    if agreement.amount_as_printed:
        amount = _("Sum: %(sum)s") % {"sum": agreement.amount_as_printed}
        entry.lines.append(sources.line(amount, agreement, "amount"))
    if agreement.forum:
        entry.lines.append(Line(_("Signed at: %(forum)s") % {"forum": agreement.forum}))
    return entry


def _initiative_entry(initiative: Initiative, sources: Sources) -> Entry:
    entry = Entry(sources.line(_capitalised(initiative), initiative, "text"))
    fields = {"proposer": "by", "addressee": "to", "supporter": "supported_by"}
    for party in initiative.parties.all():
        if not party.is_withdrawn:
            text = f"{_capitalised(party.get_role_display())}: {party.party}"
            entry.lines.append(sources.line(text, initiative, fields[party.role], party.name_as_printed))
    entry.lines.append(Line(_("What came of it: %(outcome)s") % {"outcome": _outcome(initiative)}))
    return entry


def _outcome(initiative: Initiative) -> str:
    """The outcome as far as decided; of a proposal to hold an edition, how far that edition is."""
    if initiative.outcome != Initiative.Outcome.OPEN or not initiative.forum:
        return str(initiative.get_outcome_display())
    forum = initiative.forum
    facts = [str(forum), forum.when if forum.dates or forum.year else "", str(forum.place or "")]
    return ", ".join(filter(None, [*facts, str(forum.get_status_display())]))


def _sent_entry(delegation: Delegation, sources: Sources) -> Entry:
    where = delegation.forum or delegation.destination
    entry = Entry(sources.line(str(where or delegation), delegation, "from"))
    for head in delegation.heads:
        text = _("head: %(person)s") % {"person": head.person}
        entry.lines.append(sources.line(text, delegation, "head", head.person.name))
    entry.lines.append(
        sources.line(
            _("%(stated)s stated, %(known)d known by name")
            % {"stated": delegation.stated_size or "—", "known": delegation.known_size},
            delegation,
            "size",
        )
    )
    return entry


def _time_of(delegation: Delegation) -> tuple:
    return place_in_time(delegation.forum) if delegation.forum else (True, 0, dt.date.min, 0)


def _last_time(
    before: Forum | None, delegations: Sequence[Delegation], known: _Known, sources: Sources
) -> list[Section]:
    """What was promised at the edition before, and what is known to have become of it."""
    if before is None:
        return []
    shown_here = {row.project_id for row in known.presentations if row.forum_id != before.pk}
    projects = known.project_entries(known.presentations_at(before), sources)
    for entry, project_id in zip(
        projects, dict.fromkeys(row.project_id for row in known.presentations_at(before)), strict=True
    ):
        if project_id not in shown_here:
            entry.lines.append(Line(_("Not heard of since"), is_unknown=True))
    agreements = [_agreement_entry(row, sources) for row in known.agreements_at(before)]
    for entry in agreements:
        entry.lines.append(Line(_("What became of it is not known"), is_unknown=True))
    came = [row for row in delegations if row.forum_id == before.pk]
    return [
        Section(
            _("Last time, %(edition)s: what was signed") % {"edition": before},
            agreements,
            _("No agreement is known."),
        ),
        Section(_("Last time: projects shown, and where since"), projects, _("No project is known.")),
        Section(
            _("Last time: what had been proposed, and what came of it"),
            [_initiative_entry(row, sources) for row in known.initiatives if row.forum_id == before.pk],
        ),
        Section(
            _("Last time: who came"),
            [
                Entry(
                    sources.line(f"{row}: {_size(row)}", row, "from"),
                    [
                        sources.line(
                            " — ".join(filter(None, [str(member), _posts_text(member).text])),
                            row,
                            "head" if member.role == Member.Role.HEAD else "members",
                            member.person.name,
                        )
                        for member in row.known_members
                    ],
                )
                for row in came
            ],
        ),
    ]


def _capitalised(thing: object) -> str:
    text = str(thing)
    return text[:1].upper() + text[1:]
