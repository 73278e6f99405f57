"""What a list of projects will do to the records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.bodies import Body, find_bodies
from delegations.models import Draft
from delegations.plans import Candidate, Plan, Step, doubles, obstacles_of
from delegations.reconciling import key_of_phrase
from directory.models import Organization, Place
from events.models import Forum
from extraction.figures import sum_of
from investments.models import Presentation, Project, ProjectStage
from investments.project_rows import ProjectRow, project_rows_of
from investments.sectors import Sector

SAME_NAME, SIMILAR_NAME, SAME_PLACE, SAME_INITIATOR, SAME_FORUM, SAME_SUM, OTHER_PLACE = (
    70,
    30,
    20,
    20,
    15,
    10,
    -30,
)
MOST_CANDIDATES = 5
MOST_NAMESAKES = 2_000
REASONS = {
    "name": gettext_lazy("the same name"),
    "similar": gettext_lazy("a similar name"),
    "place": gettext_lazy("the same place: %(about)s"),
    "other place": gettext_lazy("another place: %(about)s"),
    "initiator": gettext_lazy("the same initiator: %(about)s"),
    "forum": gettext_lazy("presented at %(about)s"),
    "sum": gettext_lazy("the same sum: %(about)s"),
    "hand": gettext_lazy("chosen by hand"),
}


@dataclass
class ProjectStep(Step):
    """What will become of one project. A place or an initiator that is not known is made."""

    place: Place | None = None
    initiator: Organization | None = None

    @property
    def project(self) -> Project | None:
        return self.known

    @property
    def sum(self) -> tuple[Decimal, str] | None:
        return sum_of(self.row.amount) if self.row.amount else None

    def check(self) -> None:
        row = self.row
        if not key_of_phrase(row.name):
            self.notice(
                "no_project_name",
                _("No name was found in this row. Type it, or leave the row out."),
                is_error=True,
            )
            return
        self.refuse_broken(f"{row.name} {row.place} {row.initiator}")
        if row.amount and self.sum is None:
            self.notice(
                "sum",
                _(
                    "No single sum with its currency can be read from “%(sum)s”. Type it as 5 млрд руб., or say why it stays in words."
                )
                % {"sum": row.amount[:60]},
            )
        if not row.place.strip():
            self.notice("no_place", _("No place is given. Type it, or say why it is not known."))

    def says(self) -> list[Any]:
        row = self.row
        known = [self.place and self.place.pk, self.initiator and self.initiator.pk]
        return [*super().says(), row.place, row.sector, row.amount, row.initiator, row.stage, *known]


@dataclass
class ProjectsPlan(Plan):
    """The projects that a list will make or change."""

    new_bodies: list[str] = field(default_factory=list)

    @property
    def about(self) -> str:
        """What will be new in the directory beside the projects."""
        if not self.new_bodies:
            return ""
        return _("New in the directory: %(names)s.") % {"names": "; ".join(self.new_bodies[:10])}


def plan_projects(draft: Draft) -> ProjectsPlan:
    """Plan the draft with the records as they are now. A constant number of queries."""
    rows = project_rows_of(draft)
    bodies = find_bodies(name for row in rows for name in (row.place, row.initiator) if name)
    present = _present(rows)
    plan = ProjectsPlan(draft, [_step(row, bodies) for row in rows], obstacles_of(draft, rows))
    for step in plan.steps:
        _propose(step, present, draft.forum)
        step.decide()
        if step.is_open:
            step.settle(step.project, _changes(step, draft.forum) if step.project else ())
    _note_doubles(plan.steps)
    for step in plan.written:
        missing = ((step.row.place, step.place), (step.row.initiator, step.initiator))
        plan.new_bodies += [name for name, body in missing if name.strip() and body is None]
    plan.new_bodies = list(dict.fromkeys(plan.new_bodies))
    return plan


def _step(row: ProjectRow, bodies: dict[str, Body]) -> ProjectStep:
    place, initiator = (
        bodies.get(key_of_phrase(name)) if name else None for name in (row.place, row.initiator)
    )
    return ProjectStep(
        row,
        place=place if isinstance(place, Place) else None,
        initiator=initiator if isinstance(initiator, Organization) else None,
    )


def _present(rows: Sequence[ProjectRow]) -> list[Project]:
    """The projects whose names share words with those of the list, and those that somebody chose."""
    keys = {key for row in rows if (key := key_of_phrase(row.name))}
    chosen = [int(row.choice) for row in rows if row.choice.isdigit()]
    if not keys and not chosen:
        return []
    condition = Q(name_key__in=keys) | Q(pk__in=chosen)
    pairs = {tuple(sorted(key.split(), key=len)[-2:]) for key in keys}
    words = " | ".join(
        f"('{one}' & '{other}')"
        for one, other in (p for p in pairs if len(p) == 2)
        if (one + other).isalnum()
    )
    projects = Project.objects.standing()
    if words:
        similar = projects.alias(words=SearchVector("name_key", config="simple")).filter(
            words=SearchQuery(words, config="simple", search_type="raw")
        )
        condition |= Q(pk__in=similar.values("pk"))
    presentations = Presentation.objects.standing().exclude(forum=None).select_related("forum__series")
    return list(
        projects.filter(condition)
        .select_related("place", "initiator")
        .prefetch_related(
            Prefetch("presentations", queryset=presentations, to_attr="known_presentations"),
            Prefetch("stages", queryset=ProjectStage.objects.standing(), to_attr="known_stages"),
        )
        .order_by("pk")[:MOST_NAMESAKES]
    )


# Which one is it?


def _propose(step: ProjectStep, present: Sequence[Project], forum: Forum | None) -> None:
    scored = [c for project in present if (c := _compare(step, project, forum)) is not None]
    scored.sort(key=lambda candidate: (-candidate.score, candidate.record.pk))
    best = scored[:MOST_CANDIDATES]
    chosen = next((c for c in scored[MOST_CANDIDATES:] if str(c.record.pk) == step.row.choice), None)
    step.candidates = [*best[:-1], chosen] if chosen else best


def _compare(step: ProjectStep, project: Project, forum: Forum | None) -> Candidate | None:
    row, candidate = step.row, Candidate(project)
    mine, theirs = set(key_of_phrase(row.name).split()), set(project.name_key.split())
    if mine == theirs:
        candidate.has_same_name = True
        candidate.add(SAME_NAME, REASONS["name"])
    elif len(mine & theirs) > 1 and len(mine & theirs) * 2 >= len(mine | theirs):
        candidate.add(SIMILAR_NAME, REASONS["similar"])
    elif str(project.pk) == row.choice:
        candidate.add(0, REASONS["hand"])
    else:
        return None
    if step.place and project.place:
        same = step.place == project.place
        candidate.add(
            SAME_PLACE if same else OTHER_PLACE, REASONS["place" if same else "other place"], project.place
        )
    # Nothing speaks against it: a name of several words is hardly that of two projects.
    is_elsewhere = bool(step.place and project.place and step.place != project.place)
    candidate.has_second_feature = not is_elsewhere
    if step.initiator and step.initiator == project.initiator:
        candidate.add(SAME_INITIATOR, REASONS["initiator"], project.initiator, is_second=True)
    shown = next(
        (p.forum for p in project.known_presentations if forum and p.forum.series_id == forum.series_id), None
    )
    if shown:
        candidate.add(SAME_FORUM, REASONS["forum"], shown)
    if step.sum and (project.amount, project.currency) == step.sum:
        candidate.add(SAME_SUM, REASONS["sum"], project.amount_as_printed)
    return candidate


# What changes


def _changes(step: ProjectStep, forum: Forum | None) -> Iterator[tuple[str, str, str]]:
    row, project = step.row, step.project
    if key_of_phrase(row.name) != project.name_key:
        yield _("name"), project.name, row.name
    if row.place and (step.place is None or step.place != project.place):
        yield _("place"), str(project.place or "—"), str(step.place or row.place)
    if row.sector and row.sector != project.sector:
        yield _("sector"), project.get_sector_display() or "—", str(Sector(row.sector).label)
    if row.amount and row.amount != project.amount_as_printed and (step.sum is None or not is_same_sum(step)):
        yield _("sum"), project.amount_as_printed or "—", row.amount
    if row.initiator and (step.initiator is None or step.initiator != project.initiator):
        yield _("initiator"), str(project.initiator or "—"), str(step.initiator or row.initiator)
    stage = stage_of(project)
    if row.stage and (stage is None or stage.stage != row.stage):
        yield (
            _("stage"),
            stage.get_stage_display() if stage else "—",
            str(ProjectStage.Stage(row.stage).label),
        )
    if forum and not is_presented(project, forum):
        yield _("presented at"), "—", str(forum)


def is_same_sum(step: ProjectStep) -> bool:
    """Whether the sum is the one that is known, worded otherwise."""
    return step.sum == (step.project.amount, step.project.currency)


def stage_of(project: Project) -> ProjectStage | None:
    """The newest stage that is known."""
    return project.known_stages[-1] if project.known_stages else None


def is_presented(project: Project, forum: Forum) -> bool:
    return any(row.forum_id == forum.pk for row in project.known_presentations)


def _note_doubles(steps: Sequence[ProjectStep]) -> None:
    """The same project twice is an error; two new ones of one name may be two."""
    for step, first, is_one in doubles(steps, lambda s: s.project, lambda s: key_of_phrase(s.row.name)):
        if is_one:
            step.notice(
                "project_twice",
                _("Row %(row)s is this project already. Leave one of the two out, or choose another one.")
                % {"row": first.row.id},
                is_error=True,
            )
        else:
            step.notice(
                "same_project",
                _("Row %(row)s has the same name. Leave one out, or say why these are two projects.")
                % {"row": first.row.id},
            )
