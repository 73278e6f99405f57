"""Projects: what is to be built or developed, and where it was presented."""

from __future__ import annotations

from functools import lru_cache

from extraction import sectors
from extraction.findings import Project, Value
from extraction.keys import phrase_key
from extraction.kinds.forums import Editions
from extraction.kinds.people import Persons
from extraction.kinds.sessions import Programme
from extraction.mentions import ProjectMention, Reading


def resolve(reading: Reading, editions: Editions, programme: Programme, persons: Persons) -> list[Project]:
    projects: list[Project] = []
    for mention in reading.projects:
        known = next(
            (
                p
                for p in projects
                if p.name is not None
                and _is_same(p.name.value, mention.name.value)
                and not _is_elsewhere(p, mention)
            ),
            None,
        )
        if known is None:
            known = Project(
                id=f"project-{len(projects) + 1}", name=mention.name, rule=mention.rule, span=mention.span
            )
            projects.append(known)
            forum = editions.at(reading, mention.sentence, mention.span.start)
            known.forum = Value(forum[0].id, forum[1], "forum_at_hand") if forum else None
        elif known.name is not None and "«" in mention.name.value and "«" not in known.name.value:
            known.name = mention.name  # «логистический парк», later «логистический парк «Солнечный»»
        known.sector = _surer(known.sector, _sector(reading, mention))
        known.place = known.place or mention.place
        known.amount = known.amount or mention.amount
        for presenter in mention.presented_by:
            value = persons.value(presenter)
            if value.value not in {p.value for p in known.presented_by}:
                known.presented_by.append(value)
        if known.session is None and mention.presented_by:
            session = programme.of_speaker(known.presented_by[-1].value, mention.sentence) or programme.at(
                reading, mention.sentence, mention.span.start
            )
            if (
                session is not None
                and session[0].kind is not None
                and session[0].kind.value in ("session", "plenary", "other")
            ):
                known.session = Value(session[0].id, session[1], "session_at_hand")
                if session[0].forum is not None:
                    known.forum = Value(session[0].forum.value, session[1], "forum_of_session")
    return projects


def _sector(reading: Reading, mention: ProjectMention) -> Value[str] | None:
    sentence = reading.sentences[mention.sentence].span
    forums = [forum.span for forum in reading.forums if forum.sentence == mention.sentence]
    return sectors.sector_of(reading.text, reading.language, mention.name.span, sentence, forums)


def _surer(known: Value[str] | None, other: Value[str] | None) -> Value[str] | None:
    """What a name says goes before what is said beside it, and that before the bare word for a plant."""
    ranked = [value for rule in sectors.RULES for value in (known, other) if value and value.rule == rule]
    return ranked[0] if ranked else None


def _is_elsewhere(project: Project, mention: ProjectMention) -> bool:
    """«производство плит в Луховицах», «новое производство в Балашихе»: a bare word in another place is another project."""
    if project.place is None or mention.place is None or len(mention.name.value.split()) > 1:
        return False
    return phrase_key(project.place.value) != phrase_key(mention.place.value)


def _is_same(one: str, other: str) -> bool:
    a, b = _words(one), _words(other)
    return a <= b or b <= a


@lru_cache(maxsize=2_000)
def _words(name: str) -> frozenset[str]:
    """The stems of a name: every mention is compared with every project before it."""
    return frozenset(phrase_key(name).split())
