"""Posts as bars on one scale of years, so that one sees which were held at the same time."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from directory.models import Post

WIDTH = 600
NARROWEST = 6  # a post that a single report names is a dot, not nothing
DAYS_IN_A_YEAR = 365.25


@dataclass(frozen=True)
class Span:
    """A post with its bar. `is_stated`: the bar only says from which report to which the post is named."""

    post: Post
    x: float = 0
    width: float = 0
    is_stated: bool = False

    @property
    def is_shown(self) -> bool:
        return self.width > 0


@dataclass(frozen=True)
class Scale:
    """The years under the bars."""

    ticks: list[tuple[int, float]]
    width: int = WIDTH


def spans(posts: Sequence[Post], today: dt.date) -> tuple[list[Span], Scale | None]:
    """Return each post with its bar, in the order given, and the scale; no scale where no date is known."""
    ends = {post.pk: known for post in posts if (known := _known(post, today))}
    if not ends:
        return [Span(post) for post in posts], None
    first = min(start for start, _ in ends.values()).year
    last = max(end for _, end in ends.values()).year + 1
    a_year = WIDTH / (last - first)

    def at(day: dt.date) -> float:
        return round((day.year - first + (day.timetuple().tm_yday - 1) / DAYS_IN_A_YEAR) * a_year, 1)

    rows = []
    for post in posts:
        if post.pk not in ends:
            rows.append(Span(post))
            continue
        start, end = ends[post.pk]
        x = min(at(start), WIDTH - NARROWEST)
        rows.append(Span(post, x, max(at(end) - x, NARROWEST), is_stated=not post.dates))
    step = max((last - first) // 6, 1)
    return rows, Scale([(year, round((year - first) * a_year, 1)) for year in range(first, last, step)])


def _known(post: Post, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """From when to when somebody is known to have held a post; an open end is today."""
    if post.dates and (post.dates_first or post.dates_last):
        start = post.dates_first or post.dates_last
        end = post.dates_last or max(today, start)
        return start, max(start, min(end, max(today, start)))
    if post.first_stated_on:
        return post.first_stated_on, post.last_stated_on
    return None
