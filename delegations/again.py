"""From the last edition: who came then, in which post then, and which post the person holds on the day of the new one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser

from delegations.drafting import SKIP, Row
from delegations.models import Delegation, Draft, Member
from directory.models import Post
from events.models import Forum


def earlier_delegations(forum: Forum, *, limit: int = 30) -> list[Delegation]:
    """Delegations to other editions of the same series, the newest first."""
    return list(
        Delegation.objects.standing()
        .filter(forum__series=forum.series_id)
        .exclude(forum=forum)
        .with_senders()
        .with_known_size()
        .order_by("-forum_year", "-pk")[:limit]
    )


def day_of(forum: Forum | None) -> dt.date | None:
    """The day for which posts are looked up: the first of the forum, or the middle of its year."""
    if forum is None:
        return None
    return forum.dates_first or (dt.date(forum.year, 7, 1) if forum.year else None)


def posts_on(posts: Iterable[Post], day: dt.date | None) -> list[Post]:
    """The posts that are held on a day as far as known: begun, not ended and not called former; the newest first."""
    held = [
        post
        for post in posts
        if not post.is_former
        and not (day and post.dates_first and post.dates_first > day)
        and not (day and post.dates_last and post.dates_last < day)
    ]
    return sorted(held, key=lambda post: post.last_stated_on or post.dates_first or dt.date.min, reverse=True)


def draft_from(earlier: Delegation, forum: Forum | None, *, by: AbstractBaseUser) -> Draft:
    """A draft with everybody who came then, nobody ticked yet: whoever comes again is chosen, the rest is left out."""
    members = (
        Member.objects.standing()
        .filter(delegation=earlier, person__withdrawn_at=None)
        .select_related("person")
        .prefetch_related(
            "posts__organization", "posts__place", "person__posts__organization", "person__posts__place"
        )
        .order_by("position", "pk")
    )
    day = day_of(forum)
    rows = [_row(number, member, day) for number, member in enumerate(members, 1)]
    return Draft.objects.create(
        owner=by,
        forum=forum,
        forum_typed=str(forum or ""),
        sending_place=earlier.sending_place,
        sending_organization=earlier.sending_organization,
        sender_typed=str(earlier.sender),
        rows=[row.as_json() for row in rows],
    )


def _row(number: int, member: Member, day: dt.date | None) -> Row:
    then = list(member.posts.all())
    now = posts_on((post for post in member.person.posts.all() if post.withdrawn_at is None), day)
    # The post of then as long as nothing newer is known; of a newer one, the newest alone.
    still = [post for post in now if post in then]
    newer = [post for post in now if post not in then and _is_newer(post, then)]
    chosen = newer[:1] or still or now[:1]
    former = "; ".join(map(str, then)) or member.post_as_printed
    row = Row(id=number, name=member.person.name, role=member.role, choice=SKIP)
    if chosen:
        row.title = chosen[0].title
        row.organization = str(chosen[0].body or "")
        row.more = [{"title": post.title, "organization": str(post.body or "")} for post in chosen[1:]]
        row.post_as_printed = "; ".join(map(str, chosen))[:500]
    else:
        row.title = row.post_as_printed = member.post_as_printed
    row.former_post = former if former != row.post_as_printed else ""
    row.person = member.person_id
    return row


def _is_newer(post: Post, then: list[Post]) -> bool:
    seen = max((p.last_stated_on or p.dates_first or dt.date.min for p in then), default=dt.date.min)
    return (post.dates_first or post.last_stated_on or dt.date.min) > seen
