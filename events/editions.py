"""The editions of a series in order of time, with the gaps in their numbering, and told in one line."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Forum, Status, roman

AHEAD = {Status.PROPOSED, Status.PLANNED, Status.POSTPONED}


@dataclass(frozen=True)
class Gap:
    """Numbers of a series of which no edition is known."""

    first: int
    last: int

    def __str__(self) -> str:
        if self.first == self.last:
            return roman(self.first)
        return f"{roman(self.first)}–{roman(self.last)}"


def timeline(forums: Sequence[Forum]) -> list[Forum | Gap]:
    """Numbered and dated editions, the first one first, with the gaps in their numbering."""
    rows: list[Forum | Gap] = []
    last = 0
    for forum in forums:
        if forum.number and forum.number > last + 1:
            rows.append(Gap(last + 1, forum.number - 1))
        last = max(last, forum.number or 0)
        rows.append(forum)
    return rows


def place_in_time(forum: Forum) -> tuple[bool, int, dt.date, int]:
    """Where an edition stands: by year, then by day, then by number."""
    year = forum.year or (forum.dates_first.year if forum.dates_first else 0)
    return (not year, year, forum.dates_first or dt.date(year or dt.MINYEAR, 12, 31), forum.number or 0)


def in_order(forums: Sequence[Forum]) -> list[Forum]:
    """Editions in order of time; one without a year stands by its number where it has one."""
    rows = sorted((f for f in forums if not place_in_time(f)[0]), key=place_in_time)
    for forum in sorted((f for f in forums if place_in_time(f)[0]), key=lambda f: f.number or 0):
        later = (i for i, row in enumerate(rows) if forum.number and row.number and row.number > forum.number)
        rows.insert(next(later, len(rows)), forum)
    return rows


def summary_of(forums: Sequence[Forum], today: dt.date) -> str:
    """One line on a series: “6 editions, 2013–2025; next: VII, 2026, Хабаровск, proposed”."""
    over = [f for f in forums if f.status not in AHEAD]
    years = sorted({f.year for f in over if f.year})
    parts = []
    if over:
        known = ngettext("%(count)d known edition", "%(count)d known editions", len(over)) % {
            "count": len(over)
        }
        span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0]) if years else ""
        parts.append(", ".join(filter(None, [known, span])))
    coming = next_edition(forums, today)
    if coming:
        facts = [
            coming.roman_number,
            coming.when if coming.year or coming.dates else _("date not fixed"),
            str(coming.place or ""),
            coming.get_status_display(),
        ]
        parts.append(_("next: %(facts)s") % {"facts": ", ".join(filter(None, facts))})
    return "; ".join(parts)


def next_edition(forums: Sequence[Forum], today: dt.date) -> Forum | None:
    """The first edition still to come."""
    for forum in in_order(forums):
        is_over = (forum.dates_last and forum.dates_last < today) or (forum.year and forum.year < today.year)
        if forum.status in AHEAD and not is_over:
            return forum
    return None
