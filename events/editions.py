"""The editions of a series in order of time, with the gaps in their numbering, and told in one line."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.charts import Chart, chart
from directory.edtf import exact_days
from directory.languages import ordinal
from directory.maps import Marked
from events.models import Forum, Status

AHEAD = {Status.PROPOSED, Status.PLANNED, Status.POSTPONED}
FADED = {Status.POSTPONED, Status.CANCELLED}


@dataclass(frozen=True)
class Gap:
    """Numbers of a series of which no edition is known."""

    first: int
    last: int

    def __str__(self) -> str:
        return "–".join(ordinal(number) for number in sorted({self.first, self.last}))


def timeline(forums: Sequence[Forum], elsewhere: Sequence[Forum] = ()) -> list[Forum | Gap]:
    """Editions in the order given, with the gaps in their numbering; `elsewhere` are those that are shown apart."""
    known = {forum.number for forum in [*forums, *elsewhere] if forum.number}
    rows: list[Forum | Gap] = []
    last = 0
    for forum in forums:
        if forum.number:
            rows += _gaps(number for number in range(last + 1, forum.number) if number not in known)
            last = max(last, forum.number)
        rows.append(forum)
    return rows


def _gaps(numbers: Iterable[int]) -> list[Gap]:
    gaps: list[Gap] = []
    for number in numbers:
        if gaps and gaps[-1].last == number - 1:
            gaps[-1] = Gap(gaps[-1].first, number)
        else:
            gaps.append(Gap(number, number))
    return gaps


def has_a_fixed_date(forum: Forum) -> bool:
    """Whether an edition has a place on the timeline: a past one by its year, one to come only by its days."""
    if forum.status in AHEAD:
        return exact_days(forum.dates) is not None
    return bool(forum.year or forum.dates)


def place_in_time(forum: Forum) -> tuple[bool, int, dt.date, int]:
    """Where an edition stands: by year, then by day, then by number."""
    year = forum.year or (forum.dates_first.year if forum.dates_first else 0)
    return (not year, year, forum.dates_first or dt.date(year or dt.MINYEAR, 12, 31), forum.number or 0)


def in_order(forums: Iterable[Forum]) -> list[Forum]:
    """Editions in order of time; one without a year stands by its number where it has one."""
    forums = list(forums)
    rows = sorted((f for f in forums if not place_in_time(f)[0]), key=place_in_time)
    for forum in sorted((f for f in forums if place_in_time(f)[0]), key=lambda f: f.number or 0):
        later = (i for i, row in enumerate(rows) if forum.number and row.number and row.number > forum.number)
        rows.insert(next(later, len(rows)), forum)
    return rows


# One line on a series


def summary_of(forums: Sequence[Forum], today: dt.date) -> str:
    """One line on a series: “6 editions, 2013–2025; 1 cancelled; next: VII, 2026, Хабаровск, proposed”.

    What was cancelled is no edition, and what was only planned is none before somebody says that it took place.
    """
    over = [forum for forum in forums if forum.status not in AHEAD and forum.status != Status.CANCELLED]
    parts = []
    if over:
        known = ngettext("%(count)d known edition", "%(count)d known editions", len(over)) % {
            "count": len(over)
        }
        parts.append(", ".join(filter(None, [known, span_of_years(over)])))
    if cancelled := sum(forum.status == Status.CANCELLED for forum in forums):
        parts.append(ngettext("%(count)d cancelled", "%(count)d cancelled", cancelled) % {"count": cancelled})
    if coming := next_edition(forums, today):
        facts = [
            coming.ordinal,
            coming.when if coming.year or coming.dates else _("date not fixed"),
            str(coming.place or ""),
            coming.get_status_display(),
        ]
        parts.append(_("next: %(facts)s") % {"facts": ", ".join(filter(None, facts))})
    return "; ".join(parts)


def span_of_years(forums: Iterable[Forum]) -> str:
    years = sorted({forum.year for forum in forums if forum.year})
    return f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0]) if years else ""


def next_edition(forums: Sequence[Forum], today: dt.date) -> Forum | None:
    """The first edition still to come."""
    for forum in in_order(forums):
        is_over = (forum.dates_last and forum.dates_last < today) or (forum.year and forum.year < today.year)
        if forum.status in AHEAD and not is_over:
            return forum
    return None


# Where the editions were, and how large


@dataclass(frozen=True)
class Host:
    """A place with the editions that it hosted or is to host, in order of time."""

    place: object
    forums: list[Forum]


def hosts_of(forums: Iterable[Forum]) -> list[Host]:
    """The places of editions that were not cancelled."""
    hosts: dict[int, Host] = {}
    for forum in forums:
        if forum.place and forum.status != Status.CANCELLED:
            hosts.setdefault(forum.place_id, Host(forum.place, [])).forums.append(forum)
    return list(hosts.values())


def marked(host: Host, *, has_note: bool = True) -> Marked | None:
    """A host as the map shows it, with its editions below the name; None where nobody knows its coordinates."""
    if host.place.latitude is None:
        return None
    return Marked(
        name=str(host.place),
        latitude=float(host.place.latitude),
        longitude=float(host.place.longitude),
        language=host.place.shown_language,
        note=", ".join(short_name(forum) for forum in host.forums) if has_note else "",
        weight=len(host.forums),
        is_planned=all(forum.status in AHEAD for forum in host.forums),
    )


def short_name(forum: Forum) -> str:
    """What tells an edition from the others of its series: “VI · 2025”."""
    return " · ".join(filter(None, [forum.ordinal, str(forum.year or "")])) or _("date not fixed")


MEASURES = ["delegations", "people", "projects", "agreements"]


def figures_of(forums: Sequence[Forum], titles: dict[str, str]) -> list[Chart]:
    """A chart for each measure that the editions carry; an edition still ahead is faded, a cancelled one left out."""
    shown = [forum for forum in forums if forum.status != Status.CANCELLED]
    return [
        chart(
            titles[measure],
            [
                (
                    forum.ordinal or str(forum.year or "·"),
                    getattr(forum, f"{measure}_count") or None,
                    forum.status in AHEAD,
                )
                for forum in shown
            ],
        )
        for measure in MEASURES
        if any(getattr(forum, f"{measure}_count") for forum in shown)
    ]
