"""What pages say to machines: schema.org in JSON-LD, no more precise than the records are."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django.db.models import Model

from directory.edtf import exact_days
from directory.models import Organization, Person, Place
from events.models import Forum, ForumSeries, Session, Status
from news.models import Item

# A proposed edition is not scheduled: schema.org has no word for it.
EVENT_STATUS = {
    Status.PLANNED: "EventScheduled",
    Status.ONGOING: "EventScheduled",
    Status.HELD: "EventScheduled",
    Status.POSTPONED: "EventPostponed",
    Status.CANCELLED: "EventCancelled",
}
# ISO 8601 allows a month or a year; a season or an uncertain date is no date to it.
REDUCED = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")


def structured(record: Model, host: str, context: dict[str, Any]) -> dict[str, Any] | None:
    """The record as schema.org describes it; None for kinds that it has no word for. Asks the database nothing."""
    describe = DESCRIPTIONS.get(type(record))
    if describe is None:
        return None
    described = describe(record, host, context)
    return {"@context": "https://schema.org", **{name: value for name, value in described.items() if value}}


def _forum(forum: Forum, host: str, context: dict[str, Any]) -> dict[str, Any]:
    organizers = [row.body for row in context.get("organizers") or []]
    return {
        "@type": "BusinessEvent",
        "@id": f"urn:uuid:{forum.uuid}",
        "name": str(forum),
        "url": host + forum.get_absolute_url(),
        **_dates(forum.dates, forum.year),
        "eventStatus": _schema(EVENT_STATUS.get(forum.status)),
        "eventAttendanceMode": None,
        "location": _place(forum.place, host) if forum.place else None,
        "organizer": [
            {"@type": "Organization", "name": str(body), "url": host + body.get_absolute_url()}
            for body in organizers
            if isinstance(body, Organization)
        ],
        "superEvent": {
            "@type": "EventSeries",
            "@id": f"urn:uuid:{forum.series.uuid}",
            "name": str(forum.series),
            "url": host + forum.series.get_absolute_url(),
        },
    }


def _session(session: Session, host: str, context: dict[str, Any]) -> dict[str, Any]:
    return {
        "@type": "Event",
        "@id": f"urn:uuid:{session.uuid}",
        "name": session.title or str(session.get_kind_display()),
        "url": host + session.get_absolute_url(),
        "inLanguage": session.language,
        **_dates(session.dates, None),
        "superEvent": {
            "@type": "BusinessEvent",
            "@id": f"urn:uuid:{session.forum.uuid}",
            "name": str(session.forum),
            "url": host + session.forum.get_absolute_url(),
        },
    }


def _series(series: ForumSeries, host: str, context: dict[str, Any]) -> dict[str, Any]:
    return {"@type": "EventSeries", **_named(series, host)}


def _person(person: Person, host: str, context: dict[str, Any]) -> dict[str, Any]:
    return {"@type": "Person", **_named(person, host)}


def _organization(organization: Organization, host: str, context: dict[str, Any]) -> dict[str, Any]:
    location = _place(organization.place, host) if organization.place else None
    return {"@type": "Organization", **_named(organization, host), "location": location}


def _place(place: Place, host: str, context: dict[str, Any] | None = None) -> dict[str, Any]:
    described = {
        "@type": {"country": "Country", "city": "City", "territory": "AdministrativeArea"}.get(
            place.kind, "Place"
        ),
        **_named(place, host),
    }
    if place.country:
        described["address"] = {"@type": "PostalAddress", "addressCountry": place.country}
    if place.latitude is not None:
        described["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": float(place.latitude),
            "longitude": float(place.longitude),
        }
    return described


def _item(item: Item, host: str, context: dict[str, Any]) -> dict[str, Any]:
    return {
        "@type": "NewsArticle",
        "headline": str(item),
        "url": host + item.get_absolute_url(),
        "isBasedOn": item.url,
        "inLanguage": item.language,
        "datePublished": item.published_on.isoformat() if item.published_on else None,
        "publisher": {"@type": "Organization", "name": item.source.name},
    }


DESCRIPTIONS: dict[type[Model], Callable[..., dict[str, Any]]] = {
    Forum: _forum,
    ForumSeries: _series,
    Session: _session,
    Person: _person,
    Organization: _organization,
    Place: _place,
    Item: _item,
}


def _named(record: Any, host: str) -> dict[str, Any]:
    shown = str(record)
    names = {record.name, *record.names_by_language.values()} - {shown}
    return {
        "@id": f"urn:uuid:{record.uuid}",
        "name": shown,
        "alternateName": sorted(names),
        "url": host + record.get_absolute_url(),
    }


def _dates(edtf: str, year: int | None) -> dict[str, str]:
    days = exact_days(edtf)
    if days:
        return {"startDate": _iso(days.first), "endDate": _iso(days.last)}
    first, slash, last = edtf.partition("/")
    if REDUCED.fullmatch(first) and (not slash or REDUCED.fullmatch(last)):
        return {"startDate": first, "endDate": last or first}
    return {"startDate": str(year), "endDate": str(year)} if year and not edtf else {}


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _schema(word: str | None) -> str:
    return f"https://schema.org/{word}" if word else ""
