"""Who says so: the quotes behind the values on a page.

A page names the records that it shows once, `{% sources object sessions %}`, which asks the database once for all their
claims. After that `{% evidence record "field" %}` prints the mark behind a value, and `cited` has the reports of the page.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Model, OuterRef, Q
from django.db.models.functions import Greatest, JSONObject, Least, Substr
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from extraction.keys import person_key, phrase_key
from news.clusters import independent_count
from news.models import Claim, Conflict, Evidence, Item

register = template.Library()

# Conflicts that readers are told of: nobody has decided them, or somebody decided that both values stand.
DISPUTED = (Conflict.State.OPEN, Conflict.State.DISPUTED)
SHOWN_QUOTES, SHOWN_NUMBERS = (
    8,
    4,
)  # behind one mark: of what a hundred reports say, the list of reports has the rest
AROUND = 50  # characters on either side of a quote: enough to see what is meant
PARENTS = ["project", "delegation", "session", "initiative", "agreement", "forum"]
KINDS = set(Claim.Kind.values)
# The names that fields of the extraction contract have in the records.
COLUMNS = {"size": "stated_size", "amount": "amount_as_printed", "invited_by": "invited_by_as_printed"}


@dataclass(frozen=True)
class Quote:
    """What a report says of one value."""

    pk: int
    before: str
    text: str
    after: str
    number: int
    item: Item
    is_checked: bool
    contradiction: str


@dataclass
class Cited:
    """The reports behind the records of a page, numbered from the first to the last."""

    claims: dict[tuple[str, int], list[Claim]] = field(default_factory=lambda: defaultdict(list))
    rows: dict[tuple[str, int, str], list[tuple[Claim, dict[str, Any]]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    numbers: dict[int, int] = field(default_factory=dict)
    clusters: dict[int, int] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    mark_count: int = 0

    @property
    def independent_count(self) -> int:
        """How many of the reports were not made of one another."""
        return independent_count(self.items)

    def quotes(self, record: Model, name: str, value: str | None, outlet: str = "") -> Iterator[Quote]:
        for claim, row in self.rows.get((record._meta.model_name, record.pk, name), []):
            if outlet and claim.item.source.name != outlet:
                continue
            if value is None or _says(claim, row, value):
                yield Quote(
                    pk=row["pk"],
                    before=row["before"].partition(" ")[2],
                    text=row["quote"],
                    after=row["after"].rpartition(" ")[0],
                    number=self.numbers[claim.item_id],
                    item=claim.item,
                    is_checked=claim.state in (Claim.State.CONFIRMED, Claim.State.CORRECTED),
                    contradiction=_contradiction(claim, COLUMNS.get(name, name)),
                )


def _contradiction(claim: Claim, column: str) -> str:
    """What a claim says instead of the record's value, while nobody has decided, or after both were left standing."""
    differing = (
        row["claimed"] for row in claim.disputed if row["field"] == column and row["state"] in DISPUTED
    )
    return next(differing, "")


def _says(claim: Claim, row: dict[str, Any], value: str) -> bool:
    """Whether the quote is about this one of several values."""
    stated = claim.values.get(row["field"])
    if isinstance(stated, list):
        if row["index"] is None or row["index"] >= len(stated):
            return False
        stated = stated[row["index"]]
    if isinstance(stated, dict):
        stated = stated.get("title", "")
    one, other = str(stated), str(value)
    return one == other or phrase_key(one) == phrase_key(other) or person_key(one) == person_key(other)


def _records(shown: Iterable[Any]) -> Iterator[Model]:
    """The records among what a page shows that claims can be about; rows inside a record stand for it."""
    for thing in shown:
        if isinstance(thing, Model):
            if thing._meta.model_name in KINDS:
                yield thing
                continue
            parents = (getattr(thing, name, None) for name in PARENTS)
            yield from [parent for parent in parents if parent is not None][:1]
        elif thing:
            yield from _records(thing)


def cite(shown: Iterable[Any]) -> Cited:
    """Ask once for the claims, quotes and conflicts of all records that a page shows."""
    keys: dict[str, set[int]] = defaultdict(set)
    records: dict[tuple[str, int], Model] = {}
    for record in _records(shown):
        keys[record._meta.model_name].add(record.pk)
        records[record._meta.model_name, record.pk] = record
    cited = Cited()
    if not keys:
        return cited
    wanted = Q(pk=None)
    for kind, pks in keys.items():
        wanted |= Q(**{f"{kind}__in": pks})
    quotes = Evidence.objects.filter(claim=OuterRef("pk")).order_by("start", "pk")
    disputed = Conflict.objects.filter(claim=OuterRef("pk")).order_by("pk")
    claims = (
        Claim.objects.standing()
        .filter(wanted)
        .select_related("item__source")
        .defer("item__text", "item__raw", "item__bands", "effects", "rule", "reason")
        .annotate(
            quotes=ArraySubquery(
                quotes.values(
                    row=JSONObject(
                        pk="pk",
                        field="field",
                        index="index",
                        quote="quote",
                        before=Substr(
                            "claim__item__text",
                            Greatest(F("start") + 1 - AROUND, 1),
                            Least(F("start"), AROUND),
                        ),
                        after=Substr("claim__item__text", F("end") + 1, AROUND),
                    )
                )
            ),
            disputed=ArraySubquery(
                disputed.values(
                    row=JSONObject(field="field", present="present", claimed="claimed", state="state")
                )
            ),
        )
        .order_by("item__published_on", "item_id", "position", "pk")
    )
    for claim in claims:
        if claim.item_id not in cited.numbers:
            cited.items.append(claim.item)
            cited.numbers[claim.item_id] = len(cited.items)
            cluster = claim.item.repeats_id or claim.item_id
            claim.item.copy_of = cited.clusters.setdefault(cluster, len(cited.items))
        about = (claim.kind, getattr(claim, f"{claim.kind}_id"))
        cited.claims[about].append(claim)
        for row in claim.quotes:
            cited.rows[(*about, row["field"])].append((claim, row))
        cited.conflicts += [
            {
                "item": claim.item,
                "record": records[about],
                "number": cited.numbers[claim.item_id],
                "label": _label(claim.kind, row["field"]),
                **row,
            }
            for row in claim.disputed
            if row["state"] in DISPUTED
        ]
    return cited


def _label(kind: str, column: str) -> str:
    """What the pages call a field of a record."""
    if column == "head":
        return _("head")
    return str(Claim._meta.get_field(kind).related_model._meta.get_field(column).verbose_name)


@register.simple_tag(takes_context=True)
def sources(context: Context, *shown: Any) -> str:
    context["cited"] = cite(shown)
    return ""


@register.simple_tag(takes_context=True)
def statements(context: Context, record: Model, name: str) -> list[dict[str, Any]]:
    """What each report of the page says of one field of a record, the earliest report first."""
    cited: Cited = context["cited"]
    return [
        {"item": claim.item, "value": claim.stated[name], "number": cited.numbers[claim.item_id]}
        for claim in cited.claims.get((record._meta.model_name, record.pk), [])
        if claim.stated.get(name)
    ]


@register.simple_tag(takes_context=True)
def evidence(
    context: Context, record: Model, name: str, value: object = None, outlet: str = ""
) -> SafeString | str:
    """The mark behind a value, which opens the quotes; nothing where nobody was quoted.

    `value` picks one of several, `outlet` what one source says.
    """
    cited: Cited = context["cited"]
    quotes = list(cited.quotes(record, name, None if value is None else str(value), outlet))
    is_locked = COLUMNS.get(name, name) in record.locked_fields
    if not quotes and not is_locked:
        return ""
    cited.mark_count += 1
    numbers = sorted({quote.number for quote in quotes})
    mark = get_template("news/_evidence.html").render(
        {
            "quotes": quotes[:SHOWN_QUOTES],
            "quote_count": len(quotes),
            "more": len(quotes) - SHOWN_QUOTES,
            "numbers": numbers[:SHOWN_NUMBERS],
            "is_cut": len(numbers) > SHOWN_NUMBERS,
            "is_checked": any(quote.is_checked for quote in quotes) or getattr(record, "is_checked", False),
            "is_disputed": any(quote.contradiction for quote in quotes),
            "is_locked": is_locked,
            "popover": f"evidence-{cited.mark_count}",
        }
    )
    # Without the line end of the file: a blank would stand between the mark and the comma after it.
    return SafeString(mark.strip())
