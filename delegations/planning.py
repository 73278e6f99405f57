"""What a list of delegates will do to the records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from delegations.bodies import Body, find_bodies
from delegations.dates import understood
from delegations.drafting import Row, rows_of
from delegations.models import Delegation, Draft, Member
from delegations.plans import PersonStep, Plan, PlannedPost, doubles, obstacles_of
from delegations.reconciling import candidates_for, key_of_person, key_of_phrase
from directory.edtf import bounds
from directory.models import Place, Post
from events.models import Forum


@dataclass
class DelegateStep(PersonStep):
    """What will become of one delegate."""

    def check(self) -> None:
        check_name(self)


@dataclass
class DelegationPlan(Plan):
    """The delegation that a list will make or change."""

    delegation: Delegation | None = None
    destination: Place | None = None  # of a visit, where the place is known
    missing: list[Member] = field(default_factory=list)  # known members whom the list does not name

    def heading(self) -> list[Any]:
        draft = self.draft
        return [
            self.delegation.pk if self.delegation else None,
            [str(draft.forum_id), str(draft.sending_place_id), str(draft.sending_organization_id)],
            draft.stated_size,
            draft.destination_typed if draft.forum_id is None else "",
            self.destination.pk if self.destination else None,
        ]


def plan_of(draft: Draft) -> DelegationPlan:
    """Plan the draft with the records as they are now. A constant number of queries."""
    rows = rows_of(draft, Row)
    delegation = draft.delegation or find_delegation(draft)
    named = [organization for row in rows for _title, organization in row.posts]
    bodies = find_bodies([*named, draft.destination_typed])
    candidates = candidates_for(rows, bodies, sender=draft.sender, forum=draft.forum)
    members = _members_of(delegation)
    steps = [DelegateStep(row, candidates[row.id]) for row in rows]
    destination = bodies.get(key_of_phrase(draft.destination_typed)) if draft.forum_id is None else None
    plan = DelegationPlan(draft, steps, _obstacles(draft, rows), delegation)
    plan.destination = destination if isinstance(destination, Place) else None
    for step in plan.steps:
        step.decide()
    _place(plan.steps, members)
    for step in plan.steps:
        if step.is_open:
            plan_posts(step, bodies)
            step.member = members.get(step.person.pk) if step.person else None
            step.settle(step.member, _changes(step) if step.member else ())
    note_births(plan.steps, draft)
    note_doubles(plan.steps)
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
    is_visit = bool(draft.destination_typed.strip()) and not draft.forum_typed.strip()
    if draft.forum_id is None and draft.delegation_id is None and not is_visit:
        found.append(_("Say to which forum the delegation comes, or to which place it pays a visit."))
    if draft.stated_size is not None and draft.stated_size < 1:
        found.append(_("A delegation has at least one member. Correct the stated size or leave it blank."))
    return found + obstacles_of(draft, rows)


def _members_of(delegation: Delegation | None) -> dict[int, Member]:
    """Person id → member; withdrawn ones too, since a person is in a delegation once."""
    if delegation is None:
        return {}
    rows = delegation.members.select_related("person").prefetch_related(
        Prefetch("posts", queryset=Post.objects.with_bodies())
    )
    return {member.person_id: member for member in rows.order_by("position", "pk")}


def check_name(step: PersonStep) -> None:
    """A row about a person has a name that can be read."""
    row = step.row
    if not row.name.strip():
        step.notice(
            "no_name", _("No name was found in this row. Type it, or leave the row out."), is_error=True
        )
    elif not key_of_person(row.name):
        step.notice(
            "no_letters", _("This name has no letters. Type the name as it is written."), is_error=True
        )
    else:
        step.refuse_broken(f"{row.name} {row.title} {row.organization}")


def _place(steps: Sequence[PersonStep], members: dict[int, Member]) -> None:
    """Protocol order: that of the list, or behind the known members of whom the list does not speak."""
    listed = [step for step in steps if not step.is_aside]
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


def plan_posts(step: PersonStep, bodies: dict[str, Body]) -> None:
    """The posts that the row gives: known ones where the person holds them, new ones else."""
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


def _changes(step: PersonStep) -> Iterator[tuple[str, str, str]]:
    row, member = step.row, step.member
    if member.is_withdrawn:
        yield _("state"), _("withdrawn"), _("shown")
    if member.role != row.role:
        yield _("role"), str(member.get_role_display()), str(Member.Role(row.role).label)
    if member.position != step.position:
        yield _("order"), str(member.position), str(step.position)
    if row.post_as_printed and member.post_as_printed != row.post_as_printed:
        yield _("post as printed"), member.post_as_printed or "—", row.post_as_printed
    yield from changed_posts(step)


def changed_posts(step: PersonStep) -> Iterator[tuple[str, str, str]]:
    """The posts held then, where the row says others than what is there."""
    there = list(step.member.posts.all())
    planned = {post.post.pk if post.post else None for post in step.posts}
    if step.posts and {post.pk for post in there} != planned:
        will_be = "; ".join(f"{p.title}, {p.body or p.organization}".strip(", ") for p in step.posts)
        yield _("posts"), "; ".join(map(str, there)) or "—", will_be


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


def note_births(steps: Sequence[PersonStep], draft: Draft) -> None:
    """Nobody comes, and nobody holds a post, before being born."""
    for step in steps:
        if step.is_aside or not step.row.born.strip():
            continue
        try:
            born = bounds(understood(step.row.born, timezone.localdate())).first
        except ValueError as error:
            step.notice("birth_words", str(error))
            continue
        held = step.person.known_posts if step.person else []
        days = [post.dates_first or post.first_stated_on for post in held]
        days += [draft.forum and draft.forum.dates_last, draft.source_on, timezone.localdate()]
        earliest = min(day for day in days if day)
        if born and born > earliest:
            step.notice(
                "birth",
                _(
                    "The date of birth %(born)s lies after %(day)s, of which something is known. Correct it, or clear it."
                )
                % {"born": step.row.born, "day": date_format(earliest, "SHORT_DATE_FORMAT")},
                is_error=True,
            )


def note_doubles(steps: Sequence[PersonStep]) -> None:
    """The same person twice is an error; two new people of one name may be two people."""
    for step, first, is_one in doubles(steps, lambda s: s.person, lambda s: key_of_person(s.row.name)):
        if is_one:
            step.notice(
                "twice",
                _("%(name)s stands in row %(row)s already. Leave one of the two rows out.")
                % {"name": step.person, "row": first.row.id},
                is_error=True,
            )
        else:
            step.notice(
                "same_name",
                _("Row %(row)s has the same name. Leave one out, or say why these are two people.")
                % {"row": first.row.id},
            )


def _note_second_heads(steps: Sequence[PersonStep], members: dict[int, Member]) -> None:
    """A delegation has one head: the database says so."""
    heads = [step for step in steps if step.row.role == Member.Role.HEAD and not step.is_aside]
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


def _note_elsewhere(steps: Sequence[PersonStep], draft: Draft, delegation: Delegation | None) -> None:
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
