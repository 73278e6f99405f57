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
from django.db.models import (
    Case,
    Count,
    F,
    Func,
    JSONField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    When,
    Window,
)
from django.db.models.functions import Coalesce, Greatest, JSONObject, Least, RowNumber, Substr
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from extraction.keys import person_key, phrase_key
from news.filters import ABOUT
from news.models import Claim, Conflict, Evidence, Item

register = template.Library()

# Conflicts that readers are told of: nobody has decided them, or somebody decided that both values stand.
DISPUTED = (Conflict.State.OPEN, Conflict.State.DISPUTED)
SHOWN_QUOTES, SHOWN_NUMBERS = (
    8,
    4,
)  # behind one mark: of what a hundred reports say, the list of reports has the rest
FEW = 150  # claims that are all read; of more, those are read that say each value first
SHOWN_REPORTS = 40  # at the foot of a page; the list of news has the rest
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
    unread_count: int


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
    # Of very many quotes those that were read, each with how many others say the same and were not.
    unread: dict[int, int] | None = None

    @property
    def item_count(self) -> int:
        """How many reports there are; `items` are those of them that are quoted."""
        return len(self.numbers)

    @property
    def independent_count(self) -> int:
        """How many of the reports were not made of one another."""
        return len(self.clusters)

    @property
    def first_items(self) -> list[Item]:
        return self.items[:SHOWN_REPORTS]

    def number(self, item_id: int, repeats_id: int | None) -> None:
        """Give a report the next number, unless it has one."""
        if item_id not in self.numbers:
            self.numbers[item_id] = len(self.numbers) + 1
            self.clusters.setdefault(repeats_id or item_id, self.numbers[item_id])

    def unread_count(self, quote_pk: int) -> int:
        """How many quotes this one stands for beside itself; a quote that was counted as unread makes up for that."""
        return 0 if self.unread is None else self.unread.get(quote_pk, -1)

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
                    unread_count=self.unread_count(row["pk"]),
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
    cited, loaded = Cited(), set()
    if not keys:
        return cited
    wanted = Q(pk=None)
    for kind, pks in keys.items():
        wanted |= Q(**{f"{kind}__in": pks})
    about = Claim.objects.standing().filter(wanted)
    for claim in _claims(about, cited):
        cited.number(claim.item_id, claim.item.repeats_id)
        if claim.item_id not in loaded:
            loaded.add(claim.item_id)
            claim.item.number = cited.numbers[claim.item_id]
            claim.item.copy_of = cited.clusters[claim.item.repeats_id or claim.item_id]
            cited.items.append(claim.item)
        key = (claim.kind, getattr(claim, f"{claim.kind}_id"))
        cited.claims[key].append(claim)
        for row in claim.quotes:
            cited.rows[(*key, row["field"])].append((claim, row))
        cited.conflicts += [
            {
                "item": claim.item,
                "record": records[key],
                "number": cited.numbers[claim.item_id],
                "label": _label(claim.kind, row["field"]),
                **row,
            }
            for row in claim.disputed
            if row["state"] in DISPUTED
        ]
    return cited


def _claims(about: QuerySet[Claim], cited: Cited) -> list[Claim]:
    """The claims with their quotes, by the day of the report: all, or of very many those that say each value first."""
    ordered = about.order_by("item__published_on", "item_id", "position", "pk")
    claims = list(_with_quotes(ordered)[: FEW + 1])
    if len(claims) <= FEW:
        return claims
    wanted, cited.unread = _first_to_say(about)
    # An array, which is asked for claim by claim: for EXISTS the planner might read all conflicts that there are.
    disputes = ArraySubquery(Conflict.objects.filter(claim=OuterRef("pk"), state__in=DISPUTED).values("pk"))
    numbered = ordered.annotate(disputes=disputes)
    for pk, item_id, repeats_id, disputed in numbered.values_list(
        "pk", "item_id", "item__repeats_id", "disputes"
    ):
        cited.number(item_id, repeats_id)
        if disputed:
            wanted.add(pk)
    return list(_with_quotes(ordered.filter(pk__in=wanted)))


def _first_to_say(about: QuerySet[Claim]) -> tuple[set[int], dict[int, int]]:
    """The claims of the first reports that say a value of a record: as many of each value as a page quotes, checked ones
    first; and their quotes, the first of each value with how many more there are.
    """
    said = Func(
        F("claim__values"),
        F("field"),
        template="(%(expressions)s)",
        arg_joiner=" -> ",
        output_field=JSONField(),
    )
    one_of_several = Func(
        said, F("index"), template="(%(expressions)s)", arg_joiner=" -> ", output_field=JSONField()
    )
    value = [
        *(F(f"claim__{kind}") for kind in sorted(KINDS)),
        F("field"),
        Coalesce(one_of_several, said),
        # What each outlet says of the status is told line by line.
        Case(When(field="status", then=F("claim__item__source")), default=None),
    ]
    is_checked = Case(
        When(claim__state__in=[Claim.State.CONFIRMED, Claim.State.CORRECTED], then=0), default=1
    )
    order = [
        is_checked,
        F("claim__item__published_on").asc(nulls_last=True),
        F("claim__item").asc(),
        F("pk").asc(),
    ]
    rows = Evidence.objects.filter(claim__in=about).annotate(
        rank=Window(RowNumber(), partition_by=value, order_by=order),
        number=Window(Count("pk"), partition_by=value),
    )
    claims, unread = set(), {}
    for pk, claim, rank, number in rows.filter(rank__lte=SHOWN_QUOTES).values_list(
        "pk", "claim", "rank", "number"
    ):
        claims.add(claim)
        unread[pk] = max(0, number - SHOWN_QUOTES) if rank == 1 else 0
    return claims, unread


def _with_quotes(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    quotes = Evidence.objects.filter(claim=OuterRef("pk")).order_by("start", "pk")
    disputed = Conflict.objects.filter(claim=OuterRef("pk")).order_by("pk")
    return (
        claims.select_related("item__source")
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
    )


def _label(kind: str, column: str) -> str:
    """What the pages call a field of a record."""
    if column == "head":
        return _("head")
    return str(Claim._meta.get_field(kind).related_model._meta.get_field(column).verbose_name)


@register.simple_tag(takes_context=True)
def sources(context: Context, *shown: Any) -> str:
    context["cited"] = cite(shown)
    return ""


@register.filter
def as_subject(record: Any) -> str:
    """A record as the list of news names it in its address: “forum:…”; empty where the list cannot ask for such a record."""
    kind = record._meta.model_name if isinstance(record, Model) else ""
    return f"{kind}:{record.uuid}" if kind in ABOUT else ""


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
    quote_count = len(quotes) + sum(quote.unread_count for quote in quotes)
    mark = get_template("news/_evidence.html").render(
        {
            "quotes": quotes[:SHOWN_QUOTES],
            "quote_count": quote_count,
            "more": quote_count - SHOWN_QUOTES,
            "numbers": numbers[:SHOWN_NUMBERS],
            "is_cut": len(numbers) > SHOWN_NUMBERS or quote_count > len(quotes),
            "is_checked": any(quote.is_checked for quote in quotes) or getattr(record, "is_checked", False),
            "is_disputed": any(quote.contradiction for quote in quotes),
            "is_locked": is_locked,
            "popover": f"evidence-{cited.mark_count}",
        }
    )
    # Without the line end of the file: a blank would stand between the mark and the comma after it.
    return SafeString(mark.strip())
