#!/usr/bin/env python3
"""Learn how sure a record is, and measure whether that holds: of the records with 0.9, nine in ten must be right.

    python tests/extraction/calibrate.py

A record is right when a gold record stands for it and none of its values is wrong: a curator would confirm it as it is. How
often a rule is right in the reports that it was written with says too much of it. So the share of its kind in the reports
kept back counts first, then the rule's own there; what it did in `dev` only says whether it is better or worse than its kind.

Reliability is measured on reports that the learning did not see: one half of the reports kept back is rated with what the
other half taught, and the other way round. Writes extraction/lexicon/confidence.tsv and extraction/lexicon/reliability.tsv.
Of the reports kept back only these numbers are seen.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from scorecard import FIELDS, ROOT, Tally, _score_pair, pair

from extraction import VERSION, extract
from extraction.report_file import read_report

LEXICON = ROOT / "extraction" / "lexicon"
GOLD = ROOT / "tests" / "gold"
# How many records of a kind, of its language, of a rule it takes to outweigh what was thought before. Many: a few reports
# of one language teach more about themselves than about the next one, and the halves then contradict one another.
KIND_PRIOR, LANGUAGE_PRIOR, RULE_PRIOR = 20.0, 100.0, 100.0
DEV_PRIOR = 10.0
BANDS = ((0.0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.85), (0.85, 0.9), (0.9, 0.95), (0.95, 1.01))


@dataclass(frozen=True)
class Outcome:
    """A record that extraction gave, and whether it was right."""

    kind: str
    language: str
    rule: str
    is_right: bool


def outcomes(path: Path) -> list[Outcome]:
    """The records that extraction gives for one report. A gold record that is optional is right when it is given."""
    filed = read_report(path.read_text("utf-8"))
    report = extract(filed.text, published_on=filed.published_on, language=filed.language).as_json()
    gold = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))
    partner: dict[str, str] = {}
    found = []
    for kind in FIELDS:
        pairs = pair(kind, gold.get(kind) or [], report[kind], partner)
        partner |= {p["id"]: g["id"] for g, p in pairs if g and p and "id" in g}
        for right, given in pairs:
            if given is None:
                continue
            tally = Tally()
            _score_pair(kind, right, given, partner, tally)
            is_right = right is not None and tally.spurious == 0
            found.append(Outcome(kind, report["language"] or "", given["rule"], is_right))
    return found


def share(rows: list[Outcome], prior: float, strength: float) -> float:
    return (sum(row.is_right for row in rows) + prior * strength) / (len(rows) + strength)


def grouped(rows: list[Outcome], *names: str) -> dict[tuple[str, ...], list[Outcome]]:
    groups: dict[tuple[str, ...], list[Outcome]] = defaultdict(list)
    for row in rows:
        groups[tuple(getattr(row, name) for name in names)].append(row)
    return groups


def learn(dev: list[Outcome], held: list[Outcome]) -> dict[tuple[str, str, str], float]:
    """(kind, language, rule) → the share expected to be right; `*` stands for any language, any rule."""
    overall = share(held, 0.75, 4.0)
    learned: dict[tuple[str, str, str], float] = {}
    kinds, languages = grouped(held, "kind"), grouped(held, "kind", "language")
    rules, written_with = grouped(held, "kind", "language", "rule"), grouped(dev, "kind", "language", "rule")
    dev_kinds = grouped(dev, "kind", "language")
    for kind in FIELDS:
        of_kind = share(kinds[kind,], overall, KIND_PRIOR)
        learned[kind, "*", "*"] = of_kind
        for language in ("en", "ru", "zh"):
            of_language = share(languages[kind, language], of_kind, LANGUAGE_PRIOR)
            learned[kind, language, "*"] = of_language
            in_dev = share(dev_kinds[kind, language], 0.9, 4.0)
            for key in {*rules, *written_with}:
                if key[:2] != (kind, language):
                    continue
                # Wrong twice as often as its kind in dev: wrong twice as often elsewhere. Right more often says nothing:
                # the rule was written with these reports.
                worse = max((1 - share(written_with[key], in_dev, DEV_PRIOR)) / max(1 - in_dev, 0.01), 1.0)
                expected = min(max(1 - (1 - of_language) * worse, 0.05), 0.99)
                learned[key[0], key[1], key[2]] = share(rules[key], expected, RULE_PRIOR)
    return learned


def rated(row: Outcome, learned: dict[tuple[str, str, str], float]) -> float:
    keys = ((row.kind, row.language, row.rule), (row.kind, row.language, "*"), (row.kind, "*", "*"))
    return round(next(learned[key] for key in keys if key in learned), 2)


def reliability(dev: list[Outcome], reports: list[list[Outcome]]) -> list[tuple[float, bool]]:
    """What was said and what was so, for each record of the reports kept back: every other report taught the rest."""
    halves = [reports[0::2], reports[1::2]]
    said = []
    for seen, rest in (halves, halves[::-1]):
        learned = learn(dev, [row for report in seen for row in report])
        said += [(rated(row, learned), row.is_right) for report in rest for row in report]
    return said


def write(name: str, header: str, rows: list[tuple[object, ...]]) -> None:
    lines = [f"# {header}", *("\t".join(map(str, row)) for row in rows)]
    (LEXICON / name).write_text("\n".join(lines) + "\n", "utf-8")
    print(LEXICON / name)


def main() -> int:
    dev = [row for path in sorted((GOLD / "dev").glob("*.txt")) for row in outcomes(path)]
    reports = [outcomes(path) for path in sorted((GOLD / "held").glob("*.txt"))]
    said = reliability(dev, reports)
    learned = learn(dev, [row for report in reports for row in report])
    write(
        "confidence.tsv",
        "Made by tests/extraction/calibrate.py: kind, language, rule, share of its records expected to be right.",
        [(*key, f"{value:.2f}") for key, value in sorted(learned.items())],
    )
    table = []
    for low, high in BANDS:
        inside = [(value, is_right) for value, is_right in said if low <= value < high]
        if inside:
            mean = sum(value for value, _ in inside) / len(inside)
            table.append(
                (
                    VERSION,
                    f"{low:.2f}",
                    f"{min(high, 1):.2f}",
                    len(inside),
                    sum(r for _, r in inside),
                    f"{mean:.3f}",
                )
            )
    write(
        "reliability.tsv",
        "Made by tests/extraction/calibrate.py on reports kept back: version, from, to, records, right, mean confidence.",
        table,
    )
    for row in table:
        print(*row, f"{int(row[4]) / int(row[3]):.3f}", sep="\t")
    error = sum(abs(float(row[5]) - int(row[4]) / int(row[3])) * int(row[3]) for row in table) / len(said)
    print(f"expected calibration error {error:.3f} over {len(said)} records")
    return 0


if __name__ == "__main__":
    sys.exit(main())
