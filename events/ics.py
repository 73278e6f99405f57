"""Editions as calendars (RFC 5545), for people who plan around them.

An edition whose days are known is a VEVENT of whole days. One of which only a month, a year or nothing is known is a
VJOURNAL without DTSTART, which the RFC has for a text “not associated with a date”: no calendar shows it on a day that
nobody named, and the file stays valid. When its days become known, the entry of the same UID becomes a VEVENT.
"""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Journal

from directory.edtf import exact_days
from directory.languages import country_name
from events.models import Forum, Status

PRODUCER = "-//forumtracker//forum history//RU"
REFRESH = dt.timedelta(hours=12)
LARGEST = 1000  # editions in one calendar: more is a data set, for which there are tables
STATUSES = {
    Status.PROPOSED: "TENTATIVE",
    Status.PLANNED: "CONFIRMED",
    Status.ONGOING: "CONFIRMED",
    Status.HELD: "CONFIRMED",
    # The days of a postponed edition may be the former ones.
    Status.POSTPONED: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
}


def calendar_of(forums: Iterable[Forum], *, name: str, host: str, address: str) -> bytes:
    """The calendar of `forums`, whose series and places are loaded; `host` begins every absolute address."""
    calendar, name = Calendar(), _line(name)
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    calendar.add("source", address, parameters={"VALUE": "URI"})
    entries = [_entry(forum, host) for forum in forums]
    for entry in entries or [_nothing(name, host)]:
        calendar.add_component(entry)
    return calendar.to_ical()


def status_of(forum: Forum) -> str:
    """TENTATIVE for what may not take place, CANCELLED for what will not or what nobody vouches for any more."""
    return "CANCELLED" if forum.is_withdrawn else STATUSES.get(forum.status, "TENTATIVE")


def _entry(forum: Forum, host: str) -> Event | Journal:
    days = exact_days(forum.dates)
    entry = Event() if days else Journal()
    entry.add("uid", str(forum.uuid))
    entry.add("sequence", forum.revision)
    entry.add("dtstamp", forum.updated_at)
    entry.add("created", forum.created_at)
    entry.add("last-modified", forum.updated_at)
    entry.add("summary", _line(forum), parameters={"LANGUAGE": forum.shown_language})
    entry.add("description", _description(forum), parameters={"LANGUAGE": get_language()})
    entry.add("url", host + forum.get_absolute_url())
    status = status_of(forum)
    if days is None:
        entry.add("status", status if status == "CANCELLED" else "DRAFT")
        return entry
    entry.add("status", status)
    entry.add("dtstart", days.first)
    if days.last:
        # The RFC's end is the first day on which it is over.
        entry.add("dtend", days.last + dt.timedelta(days=1))
    # Whoever reads of a forum is not busy because of it.
    entry.add("transp", "TRANSPARENT")
    if forum.place:
        entry.add("location", _where(forum))
        if forum.place.latitude is not None:
            entry.add("geo", (float(forum.place.latitude), float(forum.place.longitude)))
    return entry


def _where(forum: Forum) -> str:
    country = country_name(forum.place.country) if forum.place.country else ""
    place = _line(forum.place)
    return ", ".join(filter(None, [place, country if country != place else ""]))


def _line(name: object) -> str:
    """A name on one line: a name that was read somewhere may have any character in it."""
    return " ".join(str(name).split())


def _description(forum: Forum) -> str:
    """What is known of the edition, one fact a line."""
    lines = [_("Status: %(status)s") % {"status": forum.get_status_display() or _("not known")}]
    if forum.is_withdrawn:
        lines = [_("Withdrawn: no report and no person vouches for it any more.")]
    when = forum.when if forum.dates or forum.year else _("date not fixed")
    lines.append(_("When: %(date)s") % {"date": when})
    if forum.place:
        lines.append(_("Where: %(place)s") % {"place": _where(forum)})
    if not forum.is_checked:
        lines.append(pgettext("calendar", "Read by a machine, not yet checked by a person."))
    return "\n".join(lines)


def _nothing(name: str, host: str) -> Journal:
    """An empty calendar is none: the RFC demands a component."""
    entry = Journal()
    entry.add("uid", f"nothing@{host.partition('://')[2]}")
    entry.add("dtstamp", dt.datetime(2000, 1, 1, tzinfo=dt.UTC))
    entry.add("summary", _("Nothing is known yet: %(calendar)s") % {"calendar": name})
    return entry
