"""A list of projects becomes projects, with their stages and where they were presented."""

from __future__ import annotations

from collections.abc import Iterable

from delegations.models import Draft
from delegations.reconciling import key_of_phrase
from delegations.writing import make_organizations, make_place, responsible, script_language
from directory.addresses import free_slugs
from directory.models import Organization, Place
from investments.models import Presentation, Project, ProjectStage
from investments.project_planning import ProjectsPlan, ProjectStep, is_presented, is_same_sum, stage_of

FIELDS = ("name", "place", "sector", "initiator", "amount", "currency", "amount_as_printed")


def write_projects(draft: Draft, plan: ProjectsPlan) -> None:
    """Write the rows that are clear."""
    steps = plan.written
    _make_places(steps)
    _make_initiators(steps)
    new = [step for step in steps if step.project is None]
    slugs = free_slugs(Project.objects.all(), [step.row.name for step in new])
    for step, slug in zip(new, slugs, strict=True):
        step.known = Project(slug=slug)
    for step in steps:
        _write_project(step)
        _write_stage(step, draft)
        _write_presentation(step, draft)


def _make_places(steps: Iterable[ProjectStep]) -> None:
    made: dict[str, Place] = {}
    for step in steps:
        name = " ".join(step.row.place.split())
        if name and step.place is None:
            key = key_of_phrase(name)
            made[key] = made.get(key) or make_place(name)
            step.place = made[key]


def _make_initiators(steps: Iterable[ProjectStep]) -> None:
    missing = [step for step in steps if step.row.initiator.strip() and step.initiator is None]
    names = {key_of_phrase(step.row.initiator): " ".join(step.row.initiator.split()) for step in missing}
    made: dict[str, Organization] = make_organizations(names)
    for step in missing:
        step.initiator = made[key_of_phrase(step.row.initiator)]


def _write_project(step: ProjectStep) -> None:
    """What the row says; what it does not say stays."""
    project, row = step.project, step.row
    is_new = project.pk is None
    name = " ".join(row.name.split())
    if is_new or key_of_phrase(name) != project.name_key:
        project.name, project.language = name, script_language(name)
        project.name_key = key_of_phrase(name)[:500]
    project.place = step.place or project.place
    project.initiator = step.initiator or project.initiator
    project.sector = row.sector or project.sector
    if row.amount and (is_new or step.sum is None or not is_same_sum(step)):
        project.amount_as_printed = row.amount
        project.amount, project.currency = step.sum or (None, "")
    responsible(project, *(field for field in FIELDS if getattr(project, field)))
    project.save()


def _write_stage(step: ProjectStep, draft: Draft) -> None:
    known = stage_of(step.project) if hasattr(step.project, "known_stages") else None
    if not step.row.stage or (known and known.stage == step.row.stage):
        return
    stage = ProjectStage(
        project=step.project,
        stage=step.row.stage,
        dates=draft.source_on.isoformat() if draft.source_on else "",
    )
    responsible(stage, "stage", "dates").save()


def _write_presentation(step: ProjectStep, draft: Draft) -> None:
    is_known = (
        hasattr(step.project, "known_presentations")
        and draft.forum
        and is_presented(step.project, draft.forum)
    )
    if draft.forum and not is_known:
        responsible(Presentation(project=step.project, forum=draft.forum), "project", "forum").save()
