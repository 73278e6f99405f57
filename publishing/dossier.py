"""A dossier: what somebody who prepares a forum, or receives a delegation, has to know, each line with its source.

It is made once, as lines of text with the numbers of their sources, and shown as a page to print and as a PDF.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import F
from django.utils.translation import gettext as _

from delegations.history_views import add_later_posts
from delegations.models import Delegation, Member
from directory.models import Person, Post
from directory.views import posts_then
from events.completeness import missing_of
from events.editions import AHEAD, place_in_time
from events.models import Appearance, Forum, ForumOrganizer, Session
from investments.comparison import delegations_to
from publishing.dossier_known import Known
from publishing.dossier_lines import (
    Entry,
    Line,
    Reference,
    Section,
    Sources,
    agreement_entry,
    facts_of_delegation,
    facts_of_forum,
    initiative_entry,
    posts_of,
    role_of,
    sent_entry,
    session_entry,
    size_of,
)


@dataclass
class Dossier:
    kicker: str
    title: str
    facts: list[tuple[str, Line]]
    sections: list[Section]
    references: list[Reference] = field(default_factory=list)


def dossier_of_forum(forum: Forum, *, host: str) -> Dossier:
    """Who comes to an edition, seen where before, with which projects; what was promised last time and what became of it."""
    before = _edition_before(forum)
    editions = [edition for edition in (forum, before) if edition]
    delegations = delegations_to(editions)
    here = [row for row in delegations if row.forum_id == forum.pk]
    sessions = _sessions(forum)
    known = Known(forum, [*_people(here), *_speakers(sessions)], editions)
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
        facts=facts_of_forum(forum, parts["organizers"], sources),
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
                [session_entry(row, sources) for row in sessions],
                _("No session is known yet."),
            ),
            Section(_("Projects"), known.project_entries(parts["presentations"], sources)),
            Section(
                _("Who proposed it"),
                [initiative_entry(row, sources) for row in known.initiatives if row.forum_id == forum.pk],
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
    known = Known(forum, [row.person for row in members], [forum] if forum else [], sender=delegation.sender)
    sources = Sources(delegation, forum, sent, known.shown())
    return Dossier(
        kicker=_("Dossier on a delegation"),
        title=str(delegation),
        facts=facts_of_delegation(delegation, sources),
        sections=[
            Section(
                _("Who comes"),
                [
                    _person_entry(row.person, posts_of(row), known, sources, role_of(row), row.later_posts)
                    for row in members
                ],
                _("No member is known by name."),
            ),
            Section(_("Projects they presented"), known.project_entries(known.presentations, sources)),
            Section(
                _("Earlier and later delegations of the same sender"),
                [sent_entry(row, sources) for row in sorted(sent, key=_time_of) if row.pk != delegation.pk],
            ),
            Section(
                _("What the sender and the members agreed, and where"),
                [agreement_entry(row, sources) for row in known.agreements],
            ),
            Section(
                _("What they proposed, and what came of it"),
                [initiative_entry(row, sources) for row in known.initiatives],
            ),
        ],
        references=sources.references(host),
    )


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
                guests.setdefault(row.person_id, (row.person, posts_of(row), str(session)))
    return list(guests.values())


def _delegation_entries(delegation: Delegation, known: Known, sources: Sources) -> Iterator[Entry]:
    heading = sources.line(str(delegation), delegation, "from")
    yield Entry(heading, [sources.line(size_of(delegation), delegation, "size")])
    for row in delegation.known_members:
        yield _person_entry(row.person, posts_of(row), known, sources, role_of(row))


def _person_entry(
    person: Person, posts: Line, known: Known, sources: Sources, role: str, later: Sequence[Post] = ()
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


def _time_of(delegation: Delegation) -> tuple:
    return place_in_time(delegation.forum) if delegation.forum else (True, 0, dt.date.min, 0)


def _last_time(
    before: Forum | None, delegations: Sequence[Delegation], known: Known, sources: Sources
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
    agreements = [agreement_entry(row, sources) for row in known.agreements_at(before)]
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
            [initiative_entry(row, sources) for row in known.initiatives if row.forum_id == before.pk],
        ),
        Section(
            _("Last time: who came"),
            [
                Entry(
                    sources.line(f"{row}: {size_of(row)}", row, "from"),
                    [
                        sources.line(
                            " — ".join(filter(None, [str(member), posts_of(member).text])),
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
