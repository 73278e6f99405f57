"""Two editions of a series side by side: who and what is in both, who and what in one of them only.

It stands in this app because this is the lowest one that knows delegations as well as projects and agreements.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Model, Prefetch

from delegations.models import Delegation, Member
from directory.views import posts_then
from events.models import Appearance, Forum
from investments.models import Agreement, Presentation


@dataclass
class Pair:
    """A person, a sender or a project with what is known of it at the first and at the second edition."""

    record: Model
    first: list[Any] = field(default_factory=list)
    second: list[Any] = field(default_factory=list)


@dataclass
class Comparison:
    """The pairs of one kind, told apart by the edition that they are in."""

    in_both: list[Pair]
    only_first: list[Pair]
    only_second: list[Pair]

    def __bool__(self) -> bool:
        return bool(self.in_both or self.only_first or self.only_second)


def compare(
    rows: Iterable[Any], first: Forum, *, about: Callable[[Any], Model], at: Callable[[Any], int]
) -> Comparison:
    """Sort rows of both editions: `about` says what a row tells of, `at` the id of the edition that it belongs to."""
    pairs: dict[tuple[type, int], Pair] = {}
    for row in rows:
        record = about(row)
        pair = pairs.setdefault((type(record), record.pk), Pair(record))
        (pair.first if at(row) == first.pk else pair.second).append(row)
    ordered = sorted(pairs.values(), key=lambda pair: str(pair.record))
    return Comparison(
        in_both=[pair for pair in ordered if pair.first and pair.second],
        only_first=[pair for pair in ordered if not pair.second],
        only_second=[pair for pair in ordered if not pair.first],
    )


def delegations_to(forums: Sequence[Forum]) -> list[Delegation]:
    """Delegations to some editions, with their known members in protocol order and the posts held then."""
    members = (
        Member.objects.standing()
        .filter(person__withdrawn_at=None)
        .select_related("person")
        .prefetch_related(posts_then())
        .order_by("position", "pk")
    )
    delegations = list(
        Delegation.objects.standing()
        .filter(forum__in=forums)
        .with_senders()
        .with_known_size()
        .prefetch_related(Prefetch("members", queryset=members, to_attr="known_members"))
        .order_by("pk")
    )
    for delegation in delegations:
        for member in delegation.known_members:
            member.delegation = delegation  # with its sender, which a member's own row does not bring
    return delegations


def people_at(first: Forum, second: Forum, delegations: Sequence[Delegation]) -> Comparison:
    """Delegates and speakers of both editions, each with the posts held then."""
    appearances = (
        Appearance.objects.standing()
        .filter(session__forum__in=[first, second], session__withdrawn_at=None)
        .filter(person__isnull=False, person__withdrawn_at=None)
        .select_related("person", "session__forum__series")
        .prefetch_related(posts_then())
        .order_by("session__position", "pk")
    )
    members = [member for delegation in delegations for member in delegation.known_members]
    return compare(
        [*members, *appearances],
        first,
        about=lambda row: row.person,
        at=lambda row: row.session.forum_id if isinstance(row, Appearance) else row.delegation.forum_id,
    )


def projects_at(first: Forum, second: Forum) -> Comparison:
    """Projects shown at either edition, with who presented them in which session."""
    presentations = (
        Presentation.objects.standing()
        .filter(forum__in=[first, second], project__withdrawn_at=None)
        .select_related("project", "presenter", "session__forum__series", "forum__series")
        .order_by(F("session__position").asc(nulls_last=True), "pk")
    )
    return compare(presentations, first, about=lambda row: row.project, at=lambda row: row.forum_id)


def agreements_at(forums: Sequence[Forum]) -> list[Agreement]:
    return list(Agreement.objects.standing().filter(forum__in=forums).with_parties().order_by("pk"))
