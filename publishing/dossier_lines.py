"""The lines of a dossier: one statement each, with the numbers of the reports that make it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.models import Delegation, Member
from directory.edtf import day_in_words, in_words
from events.models import Appearance, Forum, ForumOrganizer, ForumStatus, Initiative, Session
from investments.models import Agreement, Presentation
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
                item.number,
                item.source.name,
                day_in_words(item.published_on) if item.published_on else _("no date"),
                str(item),
                item.url or host + item.get_absolute_url(),
            )
            for item in self.cited.items
        ]


def facts_of_forum(
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


def facts_of_delegation(delegation: Delegation, sources: Sources) -> list[tuple[str, Line]]:
    forum, place = delegation.forum, delegation.destination or (delegation.forum and delegation.forum.place)
    when = forum.when if forum and (forum.dates or forum.year) else ""
    host = str(delegation.invited_by or delegation.invited_by_as_printed)
    rows = [
        (_("Sent by"), sources.line(str(delegation.sender), delegation, "from")),
        (_("To the forum"), sources.line(str(forum), delegation, "forum") if forum else UNKNOWN),
        (_("When"), sources.line(when, forum, "dates" if forum.dates else "year") if when else UNKNOWN),
        (_("Where"), sources.line(str(place), delegation, "destination") if place else UNKNOWN),
        (_("Size"), sources.line(size_of(delegation), delegation, "size")),
    ]
    return rows + ([(_("Invited by"), sources.line(host, delegation, "invited_by"))] if host else [])


def size_of(delegation: Delegation) -> str:
    known = len(delegation.known_members)
    names = ngettext("%(count)d known by name", "%(count)d known by name", known) % {"count": known}
    if delegation.stated_size:
        return _("%(stated)d stated, %(known)s") % {"stated": delegation.stated_size, "known": names}
    return _("size not stated, %(known)s") % {"known": names}


def role_of(member: Member) -> str:
    return str(member.get_role_display())


def posts_of(row: Member | Appearance) -> Line:
    """The posts that somebody held then, as one line."""
    printed = getattr(row, "post_as_printed", "")
    return Line(printed or "; ".join(str(post) for post in row.posts.all()))


def presentation_line(row: Presentation, sources: Sources) -> Line:
    where = ", ".join(str(part) for part in (row.session, row.forum) if part)
    text = _("Project: %(project)s") % {"project": row.project}
    presenter = row.presenter.name if row.presenter else None
    return sources.line(f"{text} ({where})" if where else text, row.project, "presented_by", presenter)


def occasion_line(row: Presentation, sources: Sources) -> Line:
    """Where and by whom a project was shown."""
    where = ", ".join(str(part) for part in (row.forum, row.session) if part) or _("occasion not known")
    who = str(row.presenter) if row.presenter else _("presenter not known")
    name = "session" if row.session else "presented_by"
    return sources.line(f"{where} — {who}", row.project, name)


def session_entry(session: Session, sources: Sources) -> Entry:
    day = f"{in_words(session.dates)} · " if session.dates else ""
    kind = f"{capitalised(session.get_kind_display())}: " if session.title else ""
    heading = sources.line(
        f"{day}{kind}{capitalised(session)}", session, "title" if session.title else "kind"
    )
    return Entry(
        heading,
        [
            sources.line(
                " — ".join(filter(None, [str(row), posts_of(row).text])),
                session,
                "speakers",
                row.name_as_printed,
            )
            for row in session.speakers
        ],
    )


def agreement_entry(agreement: Agreement, sources: Sources) -> Entry:
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


def initiative_entry(initiative: Initiative, sources: Sources) -> Entry:
    entry = Entry(sources.line(capitalised(initiative), initiative, "text"))
    fields = {"proposer": "by", "addressee": "to", "supporter": "supported_by"}
    for party in initiative.parties.all():
        text = f"{capitalised(party.get_role_display())}: {party.party}"
        entry.lines.append(sources.line(text, initiative, fields[party.role], party.name_as_printed))
    entry.lines.append(Line(_("What came of it: %(outcome)s") % {"outcome": outcome_of(initiative)}))
    return entry


def outcome_of(initiative: Initiative) -> str:
    """The outcome as far as decided; of a proposal to hold an edition, how far that edition is."""
    if initiative.outcome != Initiative.Outcome.OPEN or not initiative.forum:
        return str(initiative.get_outcome_display())
    forum = initiative.forum
    facts = [str(forum), forum.when if forum.dates or forum.year else "", str(forum.place or "")]
    return ", ".join(filter(None, [*facts, str(forum.get_status_display())]))


def sent_entry(delegation: Delegation, sources: Sources) -> Entry:
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


def capitalised(thing: object) -> str:
    text = str(thing)
    return text[:1].upper() + text[1:]
