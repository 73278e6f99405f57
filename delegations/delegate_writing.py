"""A list of delegates becomes a delegation with its members."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from delegations.bodies import Body
from delegations.models import Delegation, Draft, Member
from delegations.planning import DelegationPlan, body_columns
from delegations.plans import PersonStep
from delegations.writing import make_organizations, make_place, responsible, set_posts, write_people
from directory.addresses import free_slug
from extraction.keys import phrase_key


def write_delegates(draft: Draft, plan: DelegationPlan) -> Delegation:
    """Write the rows that are clear."""
    delegation = plan.delegation
    if delegation:
        Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
        _set_stated_size(delegation, draft)
    else:
        delegation = _make_delegation(draft, plan)
    steps = plan.written
    write_people(steps, draft.source_on)
    _make_members(steps, delegation)
    return delegation


def _make_delegation(draft: Draft, plan: DelegationPlan) -> Delegation:
    sender, forum = draft.sender or _make_sender(draft), draft.forum
    destination = plan.destination
    if forum is None and destination is None:
        destination = make_place(" ".join(draft.destination_typed.split()))
    delegation = Delegation(
        slug=free_slug(Delegation.objects.all(), f"{sender} {forum or destination}"),
        forum=forum,
        destination=destination,
        stated_size=draft.stated_size,
        **body_columns(sender, place="sending_place", organization="sending_organization"),
    )
    stated = ["stated_size"] if draft.stated_size else []
    to = "forum" if forum else "destination"
    responsible(delegation, to, "sending_place", "sending_organization", *stated)
    delegation.save()
    return delegation


def _make_sender(draft: Draft) -> Body:
    """The sender whom nobody knew, of the kind that somebody said; the draft goes on with it."""
    name = " ".join(draft.sender_typed.split())
    if draft.sender_kind == Draft.SenderKind.TERRITORY:
        sender: Body = make_place(name)
    else:
        sender = make_organizations({phrase_key(name): name})[phrase_key(name)]
    columns = body_columns(sender, place="sending_place", organization="sending_organization")
    for name, value in columns.items():
        setattr(draft, name, value)
    return sender


def _set_stated_size(delegation: Delegation, draft: Draft) -> None:
    if draft.stated_size and delegation.stated_size != draft.stated_size:
        delegation.stated_size = draft.stated_size
        responsible(delegation, "stated_size")
        delegation.save(update_fields=["stated_size", "locked_fields", "checked_at", "updated_at"])


MEMBER_FIELDS = ("role", "position", "post_as_printed")


def _make_members(steps: Iterable[PersonStep], delegation: Delegation) -> None:
    steps = list(steps)
    changed = [step.member for step in steps if step.member]
    _step_back([step for step in steps if step.member])
    new: list[Member] = []
    for step in steps:
        member = step.member or Member(delegation=delegation, person=step.person)
        member.role, member.position = step.row.role, step.position
        member.post_as_printed = step.row.post_as_printed or member.post_as_printed
        member.withdrawn_at = None
        responsible(member, "person", *MEMBER_FIELDS)
        member.updated_at = timezone.now()
        if step.member is None:
            new.append(member)
        step.member = member
    Member.objects.bulk_create(new)
    Member.objects.bulk_update(
        changed, [*MEMBER_FIELDS, "withdrawn_at", "locked_fields", "checked_at", "updated_at"]
    )
    set_posts(Member.posts.through, "member_id", [step for step in steps if step.posts])


def _step_back(steps: list[PersonStep]) -> None:
    """A head of yesterday steps back before the head of today steps forward: there is never a second one."""
    former = [step.member.pk for step in steps if step.member.role == Member.Role.HEAD]
    Member.objects.filter(pk__in=former).update(role=Member.Role.MEMBER)
