"""How sure a record is: the share of such records that a curator would confirm as they are.

`lexicon/confidence.tsv` is made by `python tests/extraction/calibrate.py`, which also measures whether it holds; a rule that
no gold report used takes the share of its kind in its language, or of its kind.
"""

from __future__ import annotations

from functools import lru_cache

from extraction import lexicon
from extraction.findings import Report

UNKNOWN = 0.5


def rate(report: Report) -> Report:
    """Give every finding its confidence."""
    table = _table()
    language = report.language or ""
    for kind, finding in report.findings():
        keys = ((kind, language, finding.rule), (kind, language, "*"), (kind, "*", "*"))
        finding.confidence = next((table[key] for key in keys if key in table), UNKNOWN)
    return report


def rules() -> list[str]:
    """The names of the rules that made records in the gold reports."""
    return sorted({rule for _, _, rule in _table() if rule != "*"})


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, str, str], float]:
    return {(row[0], row[1], row[2]): float(row[3]) for row in lexicon.table("confidence") if len(row) > 3}
