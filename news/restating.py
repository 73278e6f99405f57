"""What a curator says instead of the machine: a typed value becomes a value of the extraction contract, with its quote."""

import re
from typing import Any

from django.utils.translation import gettext as _

from directory.edtf import bounds
from events.models import Session, Status
from investments.models import Agreement
from investments.sectors import Sector
from news.actions import DecisionError
from news.models import Claim, Item

# The fields of each kind with what stands in them while nothing is known, in the order in which they are shown.
BLANK: dict[str, dict[str, Any]] = {
    Claim.Kind.FORUM: {
        "series": None,
        "aliases": [],
        "number": None,
        "year": None,
        "dates": None,
        "place": None,
        "country": None,
        "status": None,
        "organizers": [],
    },
    Claim.Kind.SESSION: {"forum": None, "kind": "session", "title": None, "speakers": []},
    Claim.Kind.PERSON: {"name": None, "posts": []},
    Claim.Kind.DELEGATION: {
        "from": None,
        "forum": None,
        "destination": None,
        "head": None,
        "members": [],
        "size": None,
        "invited_by": None,
    },
    Claim.Kind.PROJECT: {
        "name": None,
        "sector": None,
        "place": None,
        "amount": None,
        "presented_by": [],
        "session": None,
        "forum": None,
    },
    Claim.Kind.AGREEMENT: {
        "kind": "agreement",
        "subject": None,
        "parties": [],
        "amount": None,
        "forum": None,
    },
    Claim.Kind.INITIATIVE: {"by": [], "to": [], "text": None, "forum": None, "supported_by": []},
}
# The field that a record of the kind cannot be without: what a curator selects to add one.
HEADING = {
    Claim.Kind.FORUM: "series",
    Claim.Kind.SESSION: "title",
    Claim.Kind.PERSON: "name",
    Claim.Kind.DELEGATION: "from",
    Claim.Kind.PROJECT: "name",
    Claim.Kind.AGREEMENT: "subject",
    Claim.Kind.INITIATIVE: "text",
}
# What the columns of the records are called in the claims, where they are called otherwise.
VALUES = {
    "stated_size": "size",
    "size_as_printed": "size",
    "amount_as_printed": "amount",
    "currency": "amount",
    "invited_by_as_printed": "invited_by",
}
REFERENCES = ("forum", "session")
NOT_EDITED = ("country",)  # follows from the place
CHOICES: dict[tuple[str, str], Any] = {
    (Claim.Kind.FORUM, "status"): Status,
    (Claim.Kind.SESSION, "kind"): Session.Kind,
    (Claim.Kind.AGREEMENT, "kind"): Agreement.Kind,
    (Claim.Kind.PROJECT, "sector"): Sector,
}
LONGEST = 500


def fields_of(claim: Claim) -> dict[str, Any]:
    """Every field of the claim's kind with what is stated, the fields in the order of the desk."""
    stated = claim.stated
    return {name: stated.get(name, blank) for name, blank in BLANK[claim.kind].items()}


def restate(claim: Claim, field: str, index: int | None, typed: str, body: str = "") -> dict[str, Any]:
    """The correction of one value. An `index` behind the end of a list adds to it; nothing typed takes the value away.

    Raise DecisionError, with what to do, when `typed` cannot be a value of the field.
    """
    if field not in BLANK[claim.kind] or field in NOT_EDITED:
        raise DecisionError(_("There is no field “%(field)s” to correct.") % {"field": field})
    value = read_value(claim.kind, field, typed.strip(), body.strip())
    present = fields_of(claim)[field]
    if not isinstance(BLANK[claim.kind][field], list):
        if value is None and field == HEADING[claim.kind] and claim.kind != Claim.Kind.SESSION:
            raise DecisionError(_("Without this value there is no record. Reject the whole claim instead."))
        return {field: value}
    values = list(present or [])
    if index is None or index >= len(values):
        values += [] if value is None else [value]
    elif value is None:
        del values[index]
    else:
        values[index] = values[index] | value if isinstance(value, dict) else value
    return {field: [value for number, value in enumerate(values) if value not in values[:number]]}


def read_value(kind: str, field: str, typed: str, body: str = "") -> Any:
    """The value of a field that a person typed, or None for nothing."""
    if len(typed) > LONGEST:
        raise DecisionError(_("This is too long: at most %(count)s characters.") % {"count": LONGEST})
    if not typed:
        return None
    if (kind, field) in CHOICES:
        if typed not in CHOICES[kind, field].values:
            raise DecisionError(_("“%(value)s” is not one of the choices.") % {"value": typed})
        return typed
    match field:
        case "number" | "year":
            return _number(typed, 1800 if field == "year" else 1, 2200 if field == "year" else 999)
        case "size":
            return int(typed) if typed.isdecimal() and len(typed) < 6 else typed
        case "dates":
            return _dates(typed)
        case "posts":
            return {"title": typed, "organization": body}
    return typed


def _number(typed: str, least: int, most: int) -> int:
    if not typed.isdecimal() or not least <= int(typed) <= most:
        raise DecisionError(
            _("“%(value)s” is no number between %(least)s and %(most)s.")
            % {"value": typed, "least": least, "most": most}
        )
    return int(typed)


def _dates(typed: str) -> str:
    try:
        bounds(typed)
    except ValueError as error:
        raise DecisionError(
            _(
                "“%(value)s” is no date. Write 2025-11, 2025-11-19 or 2025-11-19/2025-11-20, only as precisely as "
                "the report says."
            )
            % {"value": typed}
        ) from error
    return typed


def find_quote(item: Item, words: str, *, start: str = "", near: int = 0) -> tuple[int, int] | None:
    """Where the text has `words`: at `start` if it does, else the place nearest to `near`; blanks may differ.

    Raise DecisionError when the text does not have them: a quote is verbatim or none.
    """
    words = words.strip()
    if not words:
        return None
    if start.isdecimal() and item.text[int(start) : int(start) + len(words)] == words:
        return int(start), int(start) + len(words)
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = [match.span() for match in re.finditer(pattern, item.text, re.IGNORECASE)]
    if not found:
        raise DecisionError(
            _("The report does not have the words “%(words)s”. Copy them as they stand in it.")
            % {"words": words[:100]}
        )
    return min(found, key=lambda span: abs(span[0] - near))
