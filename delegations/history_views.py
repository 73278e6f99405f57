"""Pages of single delegations, and of all delegations to a series: who came again."""

import datetime as dt
from collections import defaultdict
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from delegations.models import Delegation, Member
from directory.models import Person, Post
from directory.views import RecordDetail, posts_then
from events.editions import in_order
from events.models import Forum, ForumSeries

SHOWN = 12  # other delegations of a sender; the list has them all
SHOWN_ELSEWHERE = 4  # other delegations of a member; the page of the person has them all


class DelegationDetail(RecordDetail):
    queryset = Delegation.objects.with_senders().select_related("invited_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        delegation = self.object
        members = list(
            Member.objects.standing()
            .filter(delegation=delegation, person__withdrawn_at=None)
            .select_related("person")
            .prefetch_related(posts_then())
            .order_by("position", "pk")
        )
        add_later_posts(members, delegation.forum)
        add_other_delegations(members, delegation)
        sent = (
            Delegation.objects.standing()
            .filter(
                sending_place=delegation.sending_place, sending_organization=delegation.sending_organization
            )
            .exclude(pk=delegation.pk)
            .with_senders()
            .with_known_size()
            .order_by(F("forum_year").desc(), "-pk")
        )
        others = list(sent[: SHOWN + 1])
        return super().get_context_data(
            members=members,
            moved=[member for member in members if member.later_posts],
            others=others[:SHOWN],
            all_others=list_of(delegation) if len(others) > SHOWN else "",
            projects_shown=self._projects(members),
            **kwargs,
        )

    def _projects(self, members: list[Member]) -> list[Any]:
        """What members of the delegation presented at the forum."""
        if not self.object.forum:
            return []
        rows = self.object.forum.presentations.filter(withdrawn_at=None, project__withdrawn_at=None)
        return list(
            rows.filter(presenter__in=[member.person_id for member in members])
            .select_related("project", "presenter", "session__forum__series")
            .order_by("project__name", "pk")
        )


def list_of(delegation: Delegation) -> str:
    """The address of the list of all delegations of the same sender."""
    facet = "territory" if delegation.sending_place_id else "organization"
    return f"{reverse('delegations:delegation-list')}?{facet}={delegation.sender.slug}"


def add_later_posts(members: list[Member], forum: Forum | None) -> None:
    """Tell each member in which posts the person was named for the first time after the forum."""
    after = last_day_of(forum)
    held: dict[int, list[Post]] = defaultdict(list)
    for post in Post.objects.current().with_bodies().filter(person__in=[row.person_id for row in members]):
        held[post.person_id].append(post)
    for member in members:
        then = list(member.posts.all())
        member.later_posts = [
            post
            for post in held[member.person_id]
            if after and then and (post.dates_first or post.first_stated_on or after) > after
            if not any(is_same_office(post, former) for former in then)
        ]


def last_day_of(forum: Forum | None) -> dt.date | None:
    """The last day on which an edition can have taken place."""
    if forum is None:
        return None
    return forum.dates_last or (dt.date(forum.year, 12, 31) if forum.year else None)


def is_same_office(one: Post, other: Post) -> bool:
    """Whether two posts are one, told more or less fully: “губернатор” is the same as “губернатор, Амурская область”."""
    if one.title.casefold() != other.title.casefold():
        return False
    return one.body == other.body or not (one.body and other.body)


def add_other_delegations(members: list[Member], delegation: Delegation) -> None:
    """Tell each member in which other delegations the person came, the latest first."""
    came = (
        Member.objects.standing()
        .filter(person=OuterRef("pk"), delegation__withdrawn_at=None)
        .exclude(delegation=delegation)
        .order_by(F("delegation__forum_year").desc(), "-pk")
    )
    # Of each person the first few and one more, which says that there are others.
    latest = (
        Person.objects.filter(pk__in=[row.person_id for row in members])
        .order_by()
        .annotate(rows=ArraySubquery(came.values("pk")[: SHOWN_ELSEWHERE + 1]))
    )
    ids = dict(latest.values_list("pk", "rows"))
    found = Member.objects.select_related(
        "delegation__forum__series", "delegation__sending_place", "delegation__sending_organization"
    ).in_bulk([pk for rows in ids.values() for pk in rows])
    for member in members:
        rows = [found[pk] for pk in ids.get(member.person_id, [])]
        member.elsewhere, member.has_more = rows[:SHOWN_ELSEWHERE], len(rows) > SHOWN_ELSEWHERE


class SeriesDelegations(TemplateView):
    """Which territories and organizations sent delegations to which editions of a series, under whom."""

    template_name = "delegations/series_delegations.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        series = get_object_or_404(ForumSeries.objects.standing(), slug=self.kwargs["series"])
        delegations = list(
            Delegation.objects.standing()
            .filter(forum__series=series, forum__withdrawn_at=None)
            .with_senders()
            .with_known_size()
            .with_heads()
            .order_by("pk")
        )
        forums = in_order({row.forum_id: row.forum for row in delegations}.values())
        senders: dict[tuple[type, int], list[Delegation]] = defaultdict(list)
        for row in delegations:
            senders[type(row.sender), row.sender.pk].append(row)
        groups = sorted(senders.values(), key=lambda rows: (-len(_editions(rows)), str(rows[0].sender)))
        return super().get_context_data() | {
            "series": series,
            "forums": forums,
            "shown": delegations,
            "again": [_line(rows, forums) for rows in groups if len(_editions(rows)) > 1],
            "once": [_line(rows, forums) for rows in groups if len(_editions(rows)) == 1],
        }


def _editions(rows: list[Delegation]) -> set[int]:
    return {row.forum_id for row in rows}


def _line(rows: list[Delegation], forums: list[Forum]) -> dict[str, Any]:
    """A sender with its delegations to each edition of the table."""
    return {
        "sender": rows[0].sender,
        "delegations": rows,
        "cells": [[row for row in rows if row.forum_id == forum.pk] for forum in forums],
        "edition_count": len(_editions(rows)),
    }
