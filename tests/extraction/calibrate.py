#!/usr/bin/env python3
"""Count how often each rule gives a right record in tests/gold/dev, and write extraction/lexicon/confidence.tsv."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from scorecard import FIELDS, ROOT, pair

from extraction import extract
from extraction.report_file import read_report


def main() -> int:
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for path in sorted((ROOT / "tests" / "gold" / "dev").glob("*.txt")):
        filed = read_report(path.read_text("utf-8"))
        report = extract(filed.text, published_on=filed.published_on, language=filed.language).as_json()
        gold = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))
        partner: dict[str, str] = {}
        for kind in FIELDS:
            for right, given in pair(kind, gold.get(kind) or [], report[kind], partner):
                if given is None:
                    continue
                for rule in (given["rule"], "*"):
                    counts[kind, rule][0] += right is not None
                    counts[kind, rule][1] += 1
    lines = [
        "# Made by tests/extraction/calibrate.py from tests/gold/dev: kind, rule, records right, records given."
    ]
    lines += [f"{kind}\t{rule}\t{right}\t{total}" for (kind, rule), (right, total) in sorted(counts.items())]
    target = ROOT / "extraction" / "lexicon" / "confidence.tsv"
    target.write_text("\n".join(lines) + "\n", "utf-8")
    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
