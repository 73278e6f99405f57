"""What is known of the people of a dossier: where they were before, what they presented, agreed and proposed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import F, Model, Q
from django.utils.translation import gettext as _

from delegations.models import Member
from directory.models import Person
from directory.views import posts_then
from events.editions import place_in_time
from events.models import Appearance, Forum, Initiative, InitiativeParty
from events.views import standing_parties
from investments.models import Agreement, AgreementParty, Presentation
from publishing.dossier_lines import (
    Entry,
    Line,
    Sources,
    capitalised,
    occasion_line,
    posts_of,
    presentation_line,
    role_of,
)


class Known:
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
        return list(rows.prefetch_related(standing_parties()).order_by("pk"))

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
            text = _("%(role)s, %(delegation)s") % {"role": role_of(row), "delegation": row.delegation}
            posts = posts_of(row)
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
                yield presentation_line(row, sources)

    def project_entries(self, presentations: Sequence[Presentation], sources: Sources) -> list[Entry]:
        """Each project once: its sum, and every occasion at which it was shown."""
        wanted = {row.project_id: row.project for row in presentations}
        entries = []
        for project in wanted.values():
            entry = Entry(sources.line(capitalised(project), project, "name"))
            if project.sector:
                sector = _("Sector: %(sector)s") % {"sector": project.get_sector_display()}
                entry.lines.append(sources.line(sector, project, "sector"))
            if project.amount_as_printed:
                entry.lines.append(
                    sources.line(_("Sum: %(sum)s") % {"sum": project.amount_as_printed}, project, "amount")
                )
            entry.lines += [
                occasion_line(row, sources) for row in self.presentations if row.project_id == project.pk
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
