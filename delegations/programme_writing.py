"""A programme becomes sessions, and people who appear in them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max
from django.utils import timezone

from delegations.models import Draft
from delegations.programme_planning import ProgrammePlan, SessionStep, SpeakerStep
from delegations.reconciling import key_of_phrase
from delegations.writing import responsible, script_language, set_posts, write_people
from events.models import Appearance, Forum, Session

SESSION_FIELDS = ("dates", "begins", "ends", "kind", "title", "hall")


def write_programme(draft: Draft, plan: ProgrammePlan) -> None:
    """Write the rows that are clear."""
    forum = Forum.objects.select_for_update(of=("self",)).get(pk=draft.forum_id)
    _write_sessions(forum, [step for step in plan.written if isinstance(step, SessionStep)])
    speakers = [step for step in plan.written if isinstance(step, SpeakerStep)]
    write_people(speakers, draft.source_on, is_one=True)
    _write_appearances(speakers)


def _write_sessions(forum: Forum, steps: Iterable[SessionStep]) -> None:
    last = forum.sessions.aggregate(last=Max("position"))["last"] or 0
    for step in steps:
        session = step.session
        if session is None:
            last += 1
            session = Session(forum=forum, position=last, language=script_language(step.row.title or "а"))
        _fill(session, step)
        responsible(session, "forum", *(name for name in SESSION_FIELDS if getattr(session, name)))
        session.withdrawn_at = None
        session.save()
        step.known = session


def _fill(session: Session, step: SessionStep) -> None:
    """What the row says; what it does not say stays."""
    row = step.row
    session.dates = step.day or session.dates
    session.begins, session.ends = step.begins or session.begins, step.ends or session.ends
    if session.begins and session.ends and session.ends <= session.begins:
        session.ends = step.ends  # of the earlier time, with which the new beginning does not go together
    if session.pk is None or row.kind != Session.Kind.OTHER:
        session.kind = row.kind
    title = " ".join(row.title.split())
    if title and key_of_phrase(title) != key_of_phrase(session.title):
        session.title, session.language = title, script_language(title)
    session.hall = " ".join(row.hall.split()) or session.hall


def _write_appearances(steps: list[SpeakerStep]) -> None:
    for step in steps:
        appearance = step.member or Appearance(
            session=step.session.session,
            person=step.person,
            name_as_printed=" ".join(step.row.name.split())[:300],
        )
        appearance.role, appearance.withdrawn_at = step.row.role, None
        appearance.updated_at = timezone.now()
        responsible(appearance, "session", "person", "role")
        appearance.save()
        step.member = appearance
    set_posts(Appearance.posts.through, "appearance_id", [step for step in steps if step.posts])
