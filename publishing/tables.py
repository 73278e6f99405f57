"""What the lists of the site have in common when they are taken away: their addresses and their columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from delegations.views import DelegationList
from directory.languages import country_name
from directory.lists import FacetedList
from directory.views import OrganizationList, PersonList, PlaceList
from events.views import ForumList, InitiativeList, SeriesList, SessionList
from investments.sectors import Sector
from investments.views import AgreementList, ProjectList
from news.views import ItemList

Value = Any


@dataclass(frozen=True)
class Column:
    """A fact of each record: its heading, and the value as a text, a number or a day."""

    label: str | Promise
    value: Callable[[Any], Value]


@dataclass(frozen=True)
class Table:
    """A list as it is taken away. `name` is the beginning of its address: “forums”."""

    name: str
    label: str | Promise
    view: type[FacetedList]
    columns: Sequence[Column]
    kind: str = ""

    @property
    def model(self) -> type[Model]:
        return self.view.queryset.model


def _text(path: str) -> Callable[[Any], str]:
    """The value at a path of attributes, empty where one of them is: “forum.place”."""

    def value(record: Any) -> str:
        for name in path.split("."):
            record = getattr(record, name, None)
            if record is None:
                return ""
        return str(record)

    return value


def _checked(record: Any) -> str:
    return pgettext_lazy("records", "checked") if record.is_checked else ""


def _joined(relation: str, attribute: str = "") -> Callable[[Any], str]:
    def value(record: Any) -> str:
        rows = getattr(record, relation)
        rows = rows.all() if hasattr(rows, "all") else rows
        return "; ".join(str(getattr(row, attribute) if attribute else row) for row in rows)

    return value


def _parties(role: str) -> Callable[[Any], str]:
    def value(initiative: Any) -> str:
        return "; ".join(str(row.party) for row in initiative.parties.all() if row.role == role)

    return value


CHECKED = Column(_("Checking"), _checked)
FORUM = Column(_("Forum"), _text("forum"))
YEAR = Column(_("Year"), lambda record: record.forum.year if record.forum else None)
AMOUNT = [
    Column(_("Sum as printed"), lambda record: record.amount_as_printed),
    Column(_("Sum"), lambda record: record.amount),
    Column(_("Currency"), lambda record: record.currency),
]


def _divisions(project: Any) -> str:
    return Sector(project.sector).divisions if project.sector else ""


TABLES = {
    table.name: table
    for table in (
        Table(
            "series",
            _("Forum series"),
            SeriesList,
            [
                Column(_("Name"), str),
                Column(_("Known editions"), lambda series: series.forum_count),
                Column(_("First year"), lambda series: series.first_year),
                Column(_("Last year"), lambda series: series.last_year),
                CHECKED,
            ],
        ),
        Table(
            "forums",
            _("Forums"),
            ForumList,
            [
                Column(pgettext_lazy("of an edition", "Number"), lambda forum: forum.number),
                Column(_("Series"), _text("series")),
                Column(_("Year"), lambda forum: forum.year),
                Column(_("Dates (EDTF)"), lambda forum: forum.dates),
                Column(_("Dates"), lambda forum: forum.when if forum.dates or forum.year else ""),
                Column(_("Place"), _text("place")),
                Column(_("Country"), lambda forum: _country(forum.place)),
                Column(_("Status"), lambda forum: forum.get_status_display()),
                CHECKED,
            ],
            kind="forum",
        ),
        Table(
            "sessions",
            _("Sessions"),
            SessionList,
            [
                Column(_("Title"), lambda session: session.title),
                Column(_("Kind"), lambda session: session.get_kind_display()),
                FORUM,
                YEAR,
                Column(_("Dates (EDTF)"), lambda session: session.dates),
                Column(_("Took part"), _joined("appearances")),
                CHECKED,
            ],
            kind="session",
        ),
        Table(
            "initiatives",
            _("Initiatives"),
            InitiativeList,
            [
                Column(_("Proposal"), str),
                Column(_("Proposed by"), _parties("proposer")),
                Column(_("Proposed to"), _parties("addressee")),
                Column(_("Supported by"), _parties("supporter")),
                FORUM,
                YEAR,
                Column(_("Outcome"), lambda initiative: initiative.get_outcome_display()),
                CHECKED,
            ],
            kind="initiative",
        ),
        Table(
            "delegations",
            _("Delegations"),
            DelegationList,
            [
                Column(_("Sent by"), _text("sender")),
                FORUM,
                YEAR,
                Column(_("Destination"), _text("destination")),
                Column(_("Headed by"), _joined("heads", "person")),
                Column(_("Stated size"), lambda delegation: delegation.stated_size),
                Column(_("Known by name"), lambda delegation: delegation.known_size),
                CHECKED,
            ],
            kind="delegation",
        ),
        Table(
            "people",
            _("People"),
            PersonList,
            [Column(_("Name"), str), Column(_("Posts"), _joined("posts")), CHECKED],
            kind="person",
        ),
        Table(
            "organizations",
            _("Organizations"),
            OrganizationList,
            [
                Column(_("Name"), str),
                Column(_("Place"), _text("place")),
                Column(_("Country"), lambda organization: _country(organization.place)),
                CHECKED,
            ],
        ),
        Table(
            "places",
            _("Places"),
            PlaceList,
            [
                Column(_("Name"), str),
                Column(_("Kind"), lambda place: place.get_kind_display()),
                Column(_("Part of"), _text("part_of")),
                Column(_("Country"), lambda place: _country(place)),
                Column(_("Latitude"), lambda place: place.latitude),
                Column(_("Longitude"), lambda place: place.longitude),
            ],
        ),
        Table(
            "projects",
            _("Projects"),
            ProjectList,
            [
                Column(_("Name"), str),
                Column(_("Sector"), lambda project: project.get_sector_display()),
                Column(_("Divisions of ISIC Rev. 4"), _divisions),
                Column(_("Place"), _text("place")),
                *AMOUNT,
                Column(_("Presentations"), lambda project: project.presentation_count),
                CHECKED,
            ],
            kind="project",
        ),
        Table(
            "agreements",
            _("Agreements"),
            AgreementList,
            [
                Column(_("Kind"), lambda agreement: agreement.get_kind_display()),
                Column(_("Subject"), lambda agreement: agreement.subject),
                Column(_("Parties"), _joined("parties")),
                *AMOUNT,
                FORUM,
                YEAR,
                CHECKED,
            ],
            kind="agreement",
        ),
        Table(
            "news",
            _("News"),
            ItemList,
            [
                Column(_("Title"), str),
                Column(_("Source"), _text("source")),
                Column(_("Published"), lambda item: item.published_on),
                Column(_("Language"), lambda item: item.get_language_display()),
                Column(_("Original"), lambda item: item.url),
                Column(_("Records read"), lambda item: item.claim_count),
            ],
        ),
    )
}
TABLE_OF = {table.model: table for table in TABLES.values()}


def _country(place: Any) -> str:
    return country_name(place.country) if place and place.country else ""


def facts(record: Model) -> list[tuple[str, str]]:
    """What a list says of a record, heading by heading, without what is empty."""
    table = TABLE_OF[type(record)]
    values = [(str(column.label), column.value(record)) for column in table.columns if column != CHECKED]
    return [(label, str(value)) for label, value in values if value not in (None, "")]
