"""Three-way merging of fields: what two people changed at once is kept from both, unless it is the same field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MINE = "mine"
THEIRS = "theirs"


@dataclass(frozen=True)
class FieldConflict:
    """One field that two people changed at once, each otherwise."""

    name: str
    base: str
    theirs: str
    mine: str


@dataclass
class Merged:
    """The fields that are to be written, and those about which a person must decide."""

    values: dict[str, str] = field(default_factory=dict)
    conflicts: list[FieldConflict] = field(default_factory=list)


def merge(
    base: Mapping[str, str],
    theirs: Mapping[str, str],
    mine: Mapping[str, str],
    decisions: Mapping[str, str] | None = None,
) -> Merged:
    """Compare what somebody saw (`base`), what is there now (`theirs`) and what somebody wants (`mine`), field by field.

    A field that is not in `base` is taken as it is now. `decisions` say for a field whether MINE or THEIRS is right.
    """
    merged = Merged()
    for name, value in mine.items():
        present = theirs.get(name, "")
        seen = base.get(name, present)
        if value in (seen, present):
            continue
        decision = (decisions or {}).get(name)
        if present == seen or decision == MINE:
            merged.values[name] = value
        elif decision != THEIRS:
            merged.conflicts.append(FieldConflict(name, seen, present, value))
    return merged
