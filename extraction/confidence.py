"""How sure a record is: the share of records that the same rule got right in the gold reports.

`lexicon/confidence.tsv` is made by `python tests/extraction/calibrate.py`; a rule that the gold reports never used takes
the share of its kind.
"""

from __future__ import annotations

from functools import lru_cache

from extraction import lexicon
from extraction.findings import Report

PRIOR_RIGHT, PRIOR_ALL = 3.0, 4.0  # a rule seen a few times is pulled towards three right of four


def rate(report: Report) -> Report:
    """Give every finding its confidence."""
    table = _table()
    for kind, finding in report.findings():
        right, total = table.get((kind, finding.rule)) or table.get((kind, "*")) or (0, 0)
        finding.confidence = round((right + PRIOR_RIGHT) / (total + PRIOR_ALL), 2)
    return report


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, str], tuple[int, int]]:
    return {
        (row[0], row[1]): (int(row[2]), int(row[3])) for row in lexicon.table("confidence") if len(row) > 3
    }
