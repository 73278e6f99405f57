"""What a programme will do to the records: its sessions, and who appears in them."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.bodies import find_bodies
from delegations.dates import echo, understood
from delegations.models import Draft
from delegations.planning import changed_posts, check_name, note_births, plan_posts
from delegations.plans import Candidate, PersonStep, Plan, Step, doubles, obstacles_of
from delegations.programme_rows import ProgrammeRow, SessionRow, programme_rows_of, with_their_sessions
from delegations.reconciling import candidates_for, key_of_person, key_of_phrase
from directory.edtf import bounds, in_words
from directory.models import Post
from events.models import Appearance, Forum, Session

CLOCK = re.compile(
    r"\s*(?P<hour>\d{1,2})(?:\s*[:：.\-ч]\s*(?P<minute>\d\d)(?::\d\d)?)?\s*(?:ч\.?|час(?:ов|а)?)?\s*"
)
SAME_TITLE, SAME_TIME, SAME_KIND = 70, 30, 20
MOST_CANDIDATES = 5
REASONS = {
    "title": gettext_lazy("the same title"),
    "time": gettext_lazy("the same time: %(about)s"),
    "day": gettext_lazy("the same day"),
    "kind": gettext_lazy("the only one of this kind: %(about)s"),
}


@dataclass
class SessionStep(Step):
    """What will become of one session."""

    forum: Forum | None = None
    day: str = field(init=False, default="")
    begins: dt.time | None = field(init=False, default=None)
    ends: dt.time | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.begins, self.ends = clock(self.row.begins), clock(self.row.ends)
        with suppress(ValueError):
            self.day = understood(self.row.day, timezone.localdate()) if self.row.day.strip() else ""

    @property
    def session(self) -> Session | None:
        return self.known

    def check(self) -> None:
        self.refuse_broken(f"{self.row.title} {self.row.hall}")
        self._check_day()
        self._check_times()
        if not self.row.title.strip() and self.row.kind in (Session.Kind.SESSION, Session.Kind.OTHER):
            self.notice(
                "no_session_title",
                _("The session has no title. Type it, or leave the row out."),
                is_error=True,
            )

    def _check_day(self) -> None:
        if not self.row.day.strip():
            self.notice("no_day", _("No day is given. Type it, or say why it is not known."))
            return
        if not self.day:
            self.notice("day", echo(self.row.day, timezone.localdate()), is_error=True)
            return
        mine, forum = bounds(self.day), self.forum
        is_before = forum and forum.dates_first and mine.last and mine.last < forum.dates_first
        is_after = forum and forum.dates_last and mine.first and mine.first > forum.dates_last
        if is_before or is_after:
            self._note_other_day()

    def _note_other_day(self) -> None:
        self.notice(
            "other_day",
            _("The forum takes place on other days: %(when)s. Correct the day, or say why it is right.")
            % {"when": self.forum.when},
        )

    def _check_times(self) -> None:
        for name in ("begins", "ends"):
            said = getattr(self.row, name)
            if said.strip() and getattr(self, name) is None:
                self.notice(
                    f"{name}_time",
                    _("“%(text)s” is no time of the day. Type it as 09:30.") % {"text": said[:20]},
                    is_error=True,
                )
        if self.ends and not self.begins:
            self.notice(
                "no_begin", _("The session ends, but does not begin. Type when it begins."), is_error=True
            )
        elif self.ends and self.begins and self.ends <= self.begins:
            self.notice(
                "ends_first",
                _(
                    "The session ends before it begins. Correct the times; leave the end blank when it is after midnight."
                ),
                is_error=True,
            )

    def says(self) -> list[Any]:
        row = self.row
        return [*super().says(), self.day, str(self.begins), str(self.ends), row.kind, row.hall, row.title]


@dataclass
class SpeakerStep(PersonStep):
    """What will become of one person in a session. `member` is the appearance that is there."""

    session: SessionStep | None = None

    def check(self) -> None:
        check_name(self)


@dataclass
class ProgrammePlan(Plan):
    """The programme that a draft will make or change."""

    missing_sessions: list[Session] = field(default_factory=list)

    @property
    def new_people(self) -> int:
        """Somebody who stands in several sessions is one person."""
        return len({who(step) for step in self.people if step.is_new_person})

    @property
    def about(self) -> str:
        """What the page says of sessions that are there and that the paper does not name."""
        if not self.missing_sessions:
            return ""
        names = "; ".join(str(session) for session in self.missing_sessions[:5])
        return _("Known, but not in this programme, and left as they are: %(sessions)s.") % {
            "sessions": names
        }


def clock(text: str) -> dt.time | None:
    """A time as somebody types it: “9:30”, “09.30”, “9-30”, “9”."""
    match = CLOCK.fullmatch(text)
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


def plan_programme(draft: Draft) -> ProgrammePlan:
    """Plan the draft with the records as they are now. A constant number of queries."""
    rows = programme_rows_of(draft)
    people = [row for row in rows if row.WHAT != SessionRow.WHAT]
    bodies = find_bodies(organization for row in people for _title, organization in row.posts)
    candidates = candidates_for(people, bodies, sender=None, forum=draft.forum)
    present = _sessions_of(draft.forum)
    steps: dict[int, Any] = {}
    for row, session in with_their_sessions(rows):
        if row is session:
            steps[row.id] = SessionStep(row, forum=draft.forum)
        else:
            steps[row.id] = SpeakerStep(row, candidates[row.id], session=session and steps[session.id])
    plan = ProgrammePlan(draft, list(steps.values()), _obstacles(draft, rows))
    sessions = [step for step in plan.steps if isinstance(step, SessionStep)]
    for step in sessions:
        _decide_session(step, present)
    _note_same_sessions(sessions)
    speakers = [step for step in plan.steps if isinstance(step, SpeakerStep)]
    for step in speakers:
        step.decide()
        _decide_speaker(step)
        if step.is_open:
            plan_posts(step, bodies)
            appearances = step.session.session.known_appearances if step.session.session else []
            step.member = next(
                (a for a in appearances if step.person and a.person_id == step.person.pk), None
            )
            step.settle(step.member, _appearance_changes(step) if step.member else ())
    note_births(speakers, draft)
    _note_twice_in_a_session(speakers)
    _note_two_places_at_once(speakers)
    named = {step.session.pk for step in sessions if step.session}
    plan.missing_sessions = [s for s in present if s.pk not in named and not s.is_withdrawn] if rows else []
    return plan


def _obstacles(draft: Draft, rows: Sequence[ProgrammeRow]) -> list[str]:
    found = [] if draft.forum_id else [_("Say of which forum it is the programme.")]
    return found + obstacles_of(draft, rows)


def _sessions_of(forum: Forum | None) -> list[Session]:
    if forum is None:
        return []
    appearances = Appearance.objects.select_related("person").prefetch_related(
        Prefetch("posts", queryset=Post.objects.with_bodies())
    )
    rows = forum.sessions.prefetch_related(
        Prefetch("appearances", queryset=appearances, to_attr="known_appearances")
    )
    return list(rows.select_related("forum__series").order_by("position", "pk"))


# Sessions


def _decide_session(step: SessionStep, present: Sequence[Session]) -> None:
    scored = [candidate for session in present if (candidate := _compare(step, session, present)).score]
    scored.sort(key=lambda candidate: (-candidate.score, candidate.record.pk))
    step.candidates = scored[:MOST_CANDIDATES]
    step.decide()
    if (
        step.outcome == "unclear"
        and not any(c.has_same_name for c in step.candidates)
        and not step.row.choice
    ):
        step.outcome = (
            ""  # one at the same time under another title is another one, unless somebody says otherwise
        )
    if step.is_open:
        step.settle(step.session, _session_changes(step) if step.session else ())


def _compare(step: SessionStep, session: Session, present: Sequence[Session]) -> Candidate:
    candidate = Candidate(session)
    row = step.row
    is_then = bool(step.day) and session.dates == step.day
    if row.title and session.title and key_of_phrase(row.title) == key_of_phrase(session.title):
        candidate.has_same_name = True
        other_day = bool(step.day and session.dates and not is_then)
        candidate.add(SAME_TITLE, REASONS["title"], is_second=not other_day)
    elif row.kind == session.kind == Session.Kind.PLENARY and not (row.title and session.title):
        is_only = sum(other.kind == session.kind for other in present) == 1
        candidate.has_same_name = is_only
        candidate.add(SAME_KIND, REASONS["kind"], session.get_kind_display(), is_second=is_only)
    if is_then and step.begins and session.begins == step.begins:
        candidate.add(SAME_TIME, REASONS["time"], time_format(session.begins, "H:i"))
        if not row.title and not session.title and row.kind == session.kind:
            candidate.has_same_name = candidate.has_second_feature = True
    return candidate


def _session_changes(step: SessionStep) -> Iterator[tuple[str, str, str]]:
    row, session = step.row, step.session
    if session.is_withdrawn:
        yield _("state"), _("withdrawn"), _("shown")
    if step.day and session.dates != step.day:
        yield _("day"), in_words(session.dates) if session.dates else "—", in_words(step.day)
    for name, words in (("begins", _("begins")), ("ends", _("ends"))):
        will_be, was = getattr(step, name), getattr(session, name)
        if will_be and was != will_be:
            yield words, time_format(was, "H:i") if was else "—", time_format(will_be, "H:i")
    if row.kind != session.kind and row.kind != Session.Kind.OTHER:
        yield _("kind"), str(session.get_kind_display()), str(Session.Kind(row.kind).label)
    if row.title and key_of_phrase(row.title) != key_of_phrase(session.title):
        yield _("title"), session.title or "—", row.title
    if row.hall and row.hall != session.hall:
        yield _("hall"), session.hall or "—", row.hall


def _note_same_sessions(steps: Sequence[SessionStep]) -> None:
    """The same session twice is an error; two of one title may be two parts."""
    for step, first, is_one in doubles(steps, lambda s: s.session, _title_and_time):
        if is_one:
            step.notice(
                "session_twice",
                _("Row %(row)s is this session already. Leave one of the two out, or choose another one.")
                % {"row": first.row.id},
                is_error=True,
            )
        else:
            step.notice(
                "same_session",
                _(
                    "Row %(row)s has the same title and time. Leave one out, or say why these are two sessions."
                )
                % {"row": first.row.id},
            )


def _title_and_time(step: SessionStep) -> tuple[str, str, str] | None:
    title = key_of_phrase(step.row.title)
    return (title, step.day, str(step.begins)) if title else None


# People


def _decide_speaker(step: SpeakerStep) -> None:
    """Who appears in a session that is not written is not written either."""
    session = step.session
    if session is None:
        step.notice(
            "no_session", _("No session stands above this row. Add one, or leave the row out."), is_error=True
        )
    elif session.outcome == "left_out":
        step.outcome = "left_out"
    elif not session.is_open and step.is_open:
        step.notice("session_first", _("Clear up the session above first."))
        step.outcome = "unclear"


def _appearance_changes(step: SpeakerStep) -> Iterator[tuple[str, str, str]]:
    row, appearance = step.row, step.member
    if appearance.is_withdrawn:
        yield _("state"), _("withdrawn"), _("shown")
    if appearance.role != row.role:
        yield _("role"), str(appearance.get_role_display()), str(Appearance.Role(row.role).label)
    yield from changed_posts(step)


def who(step: SpeakerStep) -> object:
    """The same for two rows that mean one person."""
    return step.person.pk if step.person else key_of_person(step.row.name)


def _note_twice_in_a_session(steps: Sequence[SpeakerStep]) -> None:
    seen: dict[tuple[int, object], SpeakerStep] = {}
    for step in steps:
        if step.is_aside or step.session is None:
            continue
        first = seen.setdefault((step.session.row.id, who(step)), step)
        if first is not step:
            step.notice(
                "twice_in_session",
                _("%(name)s stands in row %(row)s of this session already. Leave one of the two rows out.")
                % {"name": step.person or step.row.name, "row": first.row.id},
                is_error=True,
            )


def _note_two_places_at_once(steps: Sequence[SpeakerStep]) -> None:
    """Somebody in two sessions that overlap."""
    appearing: dict[object, list[SpeakerStep]] = defaultdict(list)
    for step in steps:
        if not step.is_aside and step.session and step.session.begins and step.session.day:
            appearing[who(step)].append(step)
    for mine in appearing.values():
        for number, step in enumerate(mine):
            other = next((o for o in mine[:number] if _overlap(o.session, step.session)), None)
            if other:
                step.notice(
                    "at_once",
                    _(
                        "At the same time in the session of row %(row)s. Leave one out, or say why it is right."
                    )
                    % {"row": other.session.row.id},
                )


def _overlap(one: SessionStep, other: SessionStep) -> bool:
    if one is other or one.day != other.day:
        return False
    return one.begins < (other.ends or _soon(other.begins)) and other.begins < (one.ends or _soon(one.begins))


def _soon(begins: dt.time) -> dt.time:
    """A session whose end is not known lasts a minute."""
    return (dt.datetime.combine(dt.date.min, begins) + dt.timedelta(minutes=1)).time()
