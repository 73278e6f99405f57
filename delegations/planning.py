"""What a draft will do to the records: the preview shows it, and saving does it.

One function makes the plan. The page prints it; saving makes it again under a lock, and writes it only when it is still
the same: a preview cannot say anything else than the import.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from delegations.bodies import Body, find_bodies
from delegations.drafting import NEW, SKIP, Row, rows_of
from delegations.models import Delegation, Draft, Member
from delegations.reconciling import Candidate, candidates_for, key_of_person, key_of_phrase
from delegations.uploads import is_broken
from directory.edtf import bounds
from directory.models import Person, Place, Post
from events.models import Forum

OUTCOMES = ("new", "updated", "unchanged", "unclear", "error", "left_out")
WRITTEN = ("new", "updated")


@dataclass(frozen=True)
class Notice:
    """Something about a row, in words that say what to do. A soft one can be dismissed with a reason."""

    code: str
    text: str
    is_error: bool = False
    reason: str = ""

    @property
    def is_dismissed(self) -> bool:
        return bool(self.reason)


@dataclass
class PlannedPost:
    """A post that a row gives to its person: one that is known, or one to be made."""

    title: str
    organization: str
    body: Body | None
    post: Post | None = None


@dataclass
class Step:
    """What will become of one row."""

    row: Row
    candidates: list[Candidate]
    outcome: str = ""
    person: Person | None = None
    member: Member | None = None
    posts: list[PlannedPost] = field(default_factory=list)
    position: int = 0
    notices: list[Notice] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)  # (field, was, will be)

    @property
    def is_new_person(self) -> bool:
        return self.person is None and self.outcome in WRITTEN

    @property
    def chosen(self) -> str:
        """The choice in force: the decided one, or what is proposed."""
        if self.row.choice:
            return self.row.choice
        if self.person:
            return str(self.person.pk)
        return NEW if self.outcome in WRITTEN else ""

    def notice(self, code: str, text: str, *, is_error: bool = False) -> None:
        self.notices.append(Notice(code, text, is_error, "" if is_error else self.row.reasons.get(code, "")))
        if is_error:
            self.outcome = "error"


@dataclass
class Plan:
    """The rows with their outcomes, the delegation that they will make or change, and what stands in the way."""

    draft: Draft
    delegation: Delegation | None
    steps: list[Step]
    obstacles: list[str] = field(default_factory=list)
    missing: list[Member] = field(default_factory=list)  # known members whom the list does not name

    @property
    def counts(self) -> dict[str, int]:
        counts = Counter(step.outcome for step in self.steps)
        return {outcome: counts[outcome] for outcome in OUTCOMES}

    @property
    def new_people(self) -> int:
        return sum(step.is_new_person for step in self.steps)

    @property
    def written(self) -> list[Step]:
        return [step for step in self.steps if step.outcome in WRITTEN]

    @property
    def can_be_saved(self) -> bool:
        return not self.obstacles and bool(self.written)

    @property
    def digest(self) -> str:
        """Two plans that write the same have the same digest."""
        said: list[Any] = [
            self.delegation.pk if self.delegation else None,
            [
                str(self.draft.forum_id),
                str(self.draft.sending_place_id),
                str(self.draft.sending_organization_id),
            ],
            self.draft.stated_size,
        ]
        for step in self.steps:
            said.append(
                [
                    step.row.id,
                    step.outcome,
                    step.person.pk if step.person else None,
                    step.member.pk if step.member else None,
                    [step.row.name, step.row.role, step.row.post_as_printed, step.position],
                    [
                        [p.title, p.organization, str(p.body and p.body.pk), p.post.pk if p.post else None]
                        for p in step.posts
                    ],
                ]
            )
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def plan_of(draft: Draft) -> Plan:
    """Plan the draft with the records as they are now. A constant number of queries."""
    rows = rows_of(draft)
    delegation = draft.delegation or find_delegation(draft)
    bodies = find_bodies(organization for row in rows for _title, organization in row.posts)
    candidates = candidates_for(rows, bodies, sender=draft.sender, forum=draft.forum)
    members = _members_of(delegation)
    plan = Plan(draft, delegation, [Step(row, candidates[row.id]) for row in rows], _obstacles(draft, rows))
    for step in plan.steps:
        _decide_person(step)
    _place(plan.steps, members)
    for step in plan.steps:
        if step.outcome not in ("error", "unclear", "left_out"):
            _decide_change(step, members, bodies)
    _note_doubles(plan.steps)
    _note_second_heads(plan.steps, members)
    _note_elsewhere(plan.steps, draft, delegation)
    named = {step.person.pk for step in plan.steps if step.person}
    plan.missing = [member for pk, member in members.items() if pk not in named and not member.is_withdrawn]
    return plan


def find_delegation(draft: Draft) -> Delegation | None:
    """The delegation of this sender to this forum, when there is one already."""
    if draft.forum_id is None or draft.sender is None:
        return None
    return (
        Delegation.objects.standing()
        .filter(
            forum=draft.forum_id,
            sending_place=draft.sending_place_id,
            sending_organization=draft.sending_organization_id,
        )
        .with_senders()
        .order_by("pk")
        .first()
    )


def _obstacles(draft: Draft, rows: Sequence[Row]) -> list[str]:
    found = []
    if draft.sender is None and not draft.adds_its_sender:
        found.append(_("Say who sent the delegation."))
    if draft.forum_id is None and draft.delegation_id is None:
        found.append(_("Say to which forum the delegation comes."))
    if not draft.source_kind or not draft.source_text.strip():
        found.append(_("Say where the list is from: a letter, a call, a report or an address."))
    if draft.stated_size is not None and draft.stated_size < 1:
        found.append(_("A delegation has at least one member. Correct the stated size or leave it blank."))
    if not rows:
        found.append(_("The list has no rows yet. Paste it or choose a file, then press “Read the list”."))
    return found


def _members_of(delegation: Delegation | None) -> dict[int, Member]:
    """Person id → member; withdrawn ones too, since a person is in a delegation once."""
    if delegation is None:
        return {}
    rows = delegation.members.select_related("person").prefetch_related(
        Prefetch("posts", queryset=Post.objects.with_bodies())
    )
    return {member.person_id: member for member in rows.order_by("position", "pk")}


def _decide_person(step: Step) -> None:
    """Whom the row means: as decided, else the one candidate of whom more than the name says so, else nobody yet."""
    row = step.row
    if row.note:
        step.notice("sheet", row.note)
    if row.choice == SKIP:
        step.outcome = "left_out"
    elif not row.name.strip():
        step.notice(
            "no_name", _("No name was found in this row. Type it, or leave the row out."), is_error=True
        )
    elif not key_of_person(row.name):
        step.notice(
            "no_letters", _("This name has no letters. Type the name as it is written."), is_error=True
        )
    elif is_broken(f"{row.name} {row.title} {row.organization}"):
        step.notice(
            "mojibake",
            _(
                "The letters of this row are broken. Copy the list again, or save the file as Unicode (UTF-8)."
            ),
            is_error=True,
        )
    elif row.choice.isdigit():
        step.person = next((c.person for c in step.candidates if str(c.person.pk) == row.choice), None)
        if step.person is None:
            step.outcome = "unclear"
            step.notices.append(
                Notice("gone", _("The chosen person is no longer in the directory. Choose again."))
            )
    elif row.choice != NEW:
        certain = [candidate for candidate in step.candidates if candidate.is_certain]
        if len(certain) == 1:
            step.person = certain[0].person
        elif step.candidates:
            step.outcome = "unclear"


def _place(steps: Sequence[Step], members: dict[int, Member]) -> None:
    """Protocol order: that of the list, or behind the known members of whom the list does not speak."""
    listed = [step for step in steps if step.outcome not in ("error", "left_out")]
    named = {step.person.pk for step in listed if step.person}
    others = [
        member.position for pk, member in members.items() if pk not in named and not member.is_withdrawn
    ]
    last = max(others, default=0)
    for number, step in enumerate(listed, 1):
        member = members.get(step.person.pk) if step.person else None
        if others and member is not None:
            step.position = member.position
        else:
            step.position = last + number


def _decide_change(step: Step, members: dict[int, Member], bodies: dict[str, Body]) -> None:
    held = step.person.known_posts if step.person else []
    for title, organization in step.row.posts:
        if not title.strip():
            continue
        body = bodies.get(key_of_phrase(organization)) if organization else None
        step.posts.append(PlannedPost(title, organization, body, _find_post(held, title, organization, body)))
    if not step.row.posts:
        step.notice("no_post", _("No post is given. Type it, or say why there is none."))
    elif not step.row.title:
        step.notice(
            "no_title", _("The organization is known, but not the post. Type it, or say why there is none.")
        )
    step.member = members.get(step.person.pk) if step.person else None
    if step.member is None:
        step.outcome = "new"
        return
    step.changes = list(_changes(step))
    step.outcome = "updated" if step.changes else "unchanged"


def _changes(step: Step) -> Any:
    row, member = step.row, step.member
    if member.is_withdrawn:
        yield _("state"), _("withdrawn"), _("shown")
    if member.role != row.role:
        yield _("role"), str(member.get_role_display()), str(Member.Role(row.role).label)
    if member.position != step.position:
        yield _("order"), str(member.position), str(step.position)
    if row.post_as_printed and member.post_as_printed != row.post_as_printed:
        yield _("post as printed"), member.post_as_printed or "—", row.post_as_printed
    held = {post.pk for post in member.posts.all()}
    planned = {post.post.pk if post.post else None for post in step.posts}
    if step.posts and held != planned:
        was = "; ".join(map(str, member.posts.all())) or "—"
        yield (
            _("posts"),
            was,
            "; ".join(f"{p.title}, {p.body or p.organization}".strip(", ") for p in step.posts),
        )


def _find_post(held: Sequence[Post], title: str, organization: str, body: Body | None) -> Post | None:
    """The post of this title in any inflection; of the same body, where the row names one that is known."""
    key = key_of_phrase(title)
    same_title = [post for post in held if key_of_phrase(post.title) == key]
    if organization:
        return next(
            (
                post
                for post in same_title
                if post.body
                and (post.body == body or key_of_phrase(post.body.name) == key_of_phrase(organization))
            ),
            None,
        )
    return next((post for post in same_title if post.body is None), None) or (
        same_title[0] if len(same_title) == 1 else None
    )


# What does not go together


def _note_doubles(steps: Sequence[Step]) -> None:
    """The same person twice is an error; two new people of one name may be two people."""
    people: dict[int, Step] = {}
    names: dict[str, Step] = {}
    for step in steps:
        if step.outcome in ("error", "left_out"):
            continue
        if step.person:
            first = people.setdefault(step.person.pk, step)
            if first is not step:
                step.notice(
                    "twice",
                    _("%(name)s stands in row %(row)s already. Leave one of the two rows out.")
                    % {"name": step.person, "row": first.row.id},
                    is_error=True,
                )
        key = key_of_person(step.row.name)
        first = names.setdefault(key, step)
        if first is not step and step.outcome != "error":
            step.notice(
                "same_name",
                _("Row %(row)s has the same name. Leave one out, or say why these are two people.")
                % {"row": first.row.id},
            )


def _note_second_heads(steps: Sequence[Step], members: dict[int, Member]) -> None:
    """A delegation has one head: the database says so."""
    heads = [
        step
        for step in steps
        if step.row.role == Member.Role.HEAD and step.outcome not in ("error", "left_out")
    ]
    changed = {step.member.pk for step in steps if step.member and step.outcome != "left_out"}
    present = next(
        (
            member
            for member in members.values()
            if member.role == Member.Role.HEAD and not member.is_withdrawn and member.pk not in changed
        ),
        None,
    )
    first = str(present.person) if present else (heads[0].row.name if heads else "")
    for step in heads if present else heads[1:]:
        step.notice(
            "two_heads",
            _("%(name)s is the head already. Give this row another role.") % {"name": first},
            is_error=True,
        )


def _note_elsewhere(steps: Sequence[Step], draft: Draft, delegation: Delegation | None) -> None:
    """A person in two delegations to one forum, or to two forums on one day."""
    people = {step.person.pk: step for step in steps if step.person and step.outcome != "left_out"}
    if not people or draft.forum is None:
        return
    same_time = Q(delegation__forum=draft.forum)
    if draft.forum.dates_first and draft.forum.dates_last:
        same_time |= Q(
            delegation__forum__dates_first__lte=draft.forum.dates_last,
            delegation__forum__dates_last__gte=draft.forum.dates_first,
        )
    rows = (
        Member.objects.standing()
        .filter(same_time, person__in=people, delegation__withdrawn_at=None)
        .exclude(delegation=delegation)
        .select_related(
            "delegation__forum__series", "delegation__sending_place", "delegation__sending_organization"
        )
    )
    for member in rows:
        if member.delegation.forum != draft.forum and not _are_days(member.delegation.forum, draft.forum):
            continue
        people[member.person_id].notice(
            "elsewhere",
            _(
                "At the same time in: %(delegation)s, %(forum)s. Choose another person, or say why it is right."
            )
            % {"delegation": member.delegation, "forum": member.delegation.forum},
        )


def _are_days(*forums: Forum) -> bool:
    """Whether the dates are of days, not of a season or a year in which two forums may well have room."""
    for forum in forums:
        known = bounds(forum.dates) if forum.dates else None
        if known is None or known.first is None or known.last is None or (known.last - known.first).days > 14:
            return False
    return True


def body_columns(body: Body | None, *, place: str, organization: str) -> dict[str, Any]:
    """The two columns that hold a territory or an organization."""
    return {
        place: body if isinstance(body, Place) else None,
        organization: body if body is not None and not isinstance(body, Place) else None,
    }
