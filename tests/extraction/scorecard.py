#!/usr/bin/env python3
"""Measure extraction against the gold reports and write docs/extraction.md.

    python tests/extraction/scorecard.py [--out docs/extraction.md]

Every non-null field counts once: equal on both sides is a hit, a gold field without its equal is missing, a predicted one
without its equal is spurious; an unpaired record counts with all its fields. The set that is kept back gives figures only,
never examples.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import numpy
import pymorphy3
from rapidfuzz import fuzz
from scipy.optimize import linear_sum_assignment

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from extraction import VERSION, extract, load  # noqa: E402
from extraction.lexicon import table  # noqa: E402
from extraction.report_file import read_report  # noqa: E402

MORPH = pymorphy3.MorphAnalyzer()
SAME, PAIR = 0.85, 0.6
FIELDS = {
    "forums": ("number", "year", "dates", "place", "country", "status", "organizers[]"),
    "sessions": ("kind", "forum", "speakers[]"),
    "people": ("posts[]",),
    "delegations": ("forum", "destination", "head", "members[]", "size", "invited_by"),
    "projects": ("place", "amount", "presented_by[]", "session"),
    "agreements": ("kind", "parties[]", "amount"),
    "proposals": ("by[]", "to[]", "forum", "supported_by[]"),
}
KEY = {
    "forums": ("series",),
    "sessions": ("title",),
    "people": ("name",),
    "delegations": ("from",),
    "projects": ("name",),
    "agreements": ("subject", "parties"),
    "proposals": ("text", "by"),
}
EXACT = {"number", "year", "dates", "country", "status", "kind", "size"}
NAMES = {"forums": "series", "people": "name", "delegations": "from", "projects": "name"}
LANGUAGES = {"ru": "Russian", "zh": "Chinese", "en": "English"}


@cache
def base_forms(text: str) -> str:
    words = "".join(c if c.isalnum() or c == "-" else " " for c in text.casefold().replace("ё", "е")).split()
    spread = [c for w in words for c in (list(w) if any("\u4e00" <= x <= "\u9fff" for x in w) else [w])]
    return " ".join(sorted(MORPH.parse(w)[0].normal_form if "а" <= w[0] <= "я" else w for w in spread))


def similarity(one: str, other: str) -> float:
    return fuzz.token_sort_ratio(base_forms(one), base_forms(other)) / 100 if one and other else 0.0


def options(value):
    return value["any"] if isinstance(value, dict) and "any" in value else [value]


def as_text(value) -> str:
    if isinstance(value, dict):
        return f"{value.get('title') or ''} {value.get('organization') or ''}".strip()
    return str(value)


def equal(name: str, gold, predicted) -> bool:
    if predicted is None or gold is None:
        return gold is None and predicted is None
    for option in options(gold):
        if option is None:
            continue
        if name in EXACT or name in ("forum", "session"):
            if str(option) == str(predicted):
                return True
        elif similarity(as_text(option), as_text(predicted)) >= SAME:
            return True
    return False


def may_be_absent(value) -> bool:
    return value is None or value == [] or None in options(value)


def key_texts(kind: str, record: dict) -> list[str]:
    if kind == "sessions":
        titles = options(record.get("title"))
        return [t for t in titles if t] + (
            [str(k) for k in options(record.get("kind"))] if None in titles else []
        )
    texts = [""]
    for name in KEY[kind]:
        value = record.get(name)
        if isinstance(value, list):
            given = [" ".join(as_text(next((o for o in options(v) if o), "")) for v in value)]
        else:
            given = [str(o) for o in options(value) if o]
        texts = [f"{t} {g}".strip() for t in texts for g in given if g] or texts
    if kind == "forums":
        texts += record.get("aliases") or []
    if kind == "agreements":
        texts += [str(o) for o in options(record.get("subject")) if o]
    return [t for t in texts if t]


def pair(kind: str, gold: list, predicted: list, partner: dict) -> list[tuple]:
    if not gold or not predicted:
        return [(g, None) for g in gold] + [(None, p) for p in predicted]
    matrix = numpy.array([[closeness(kind, g, p, partner) for p in predicted] for g in gold])
    rows, columns = linear_sum_assignment(-matrix)
    joined = {r: c for r, c in zip(rows, columns, strict=True) if matrix[r, c] >= PAIR}
    taken = set(joined.values())
    pairs = [(g, predicted[joined[i]] if i in joined else None) for i, g in enumerate(gold)]
    return pairs + [(None, p) for j, p in enumerate(predicted) if j not in taken]


def closeness(kind: str, gold: dict, predicted: dict, partner: dict) -> float:
    best = max(
        (similarity(g, p) for g in key_texts(kind, gold) for p in key_texts(kind, predicted)), default=0.0
    )
    if best < PAIR:
        return best
    if kind == "forums":
        for name, bonus, malus in (("number", 0.3, 0.5), ("year", 0.1, 0.2)):
            g, p = gold.get(name), predicted.get(name)
            if g is not None and not isinstance(g, dict) and p is not None:
                best += bonus if str(g) == str(p) else -malus
    agreeing = 0
    for label in FIELDS[kind]:
        name = label.removesuffix("[]")
        g, p = gold.get(name), predicted.get(name)
        if label.endswith("[]"):
            agreeing += sum(any(equal(name, x, y) for y in p or []) for x in g or [])
        elif g is not None and p is not None:
            agreeing += equal(name, g, partner.get(p, p) if isinstance(p, str) else p)
    return best + 0.03 * agreeing


@dataclass
class Tally:
    hit: int = 0
    missing: int = 0
    spurious: int = 0
    errors: Counter = field(default_factory=Counter)
    examples: dict = field(default_factory=dict)

    @property
    def precision(self) -> float:
        return self.hit / (self.hit + self.spurious) if self.hit + self.spurious else 1.0

    @property
    def recall(self) -> float:
        return self.hit / (self.hit + self.missing) if self.hit + self.missing else 1.0

    @property
    def f1(self) -> float:
        total = 2 * self.hit + self.missing + self.spurious
        return 2 * self.hit / total if total else 1.0

    def miss(self, what: str, example: str) -> None:
        self.missing += 1
        self._note(f"{what} missing", example)

    def add_spurious(self, what: str, example: str) -> None:
        self.spurious += 1
        self._note(f"{what} spurious", example)

    def _note(self, what: str, example: str) -> None:
        self.errors[what] += 1
        self.examples.setdefault(what, example)


@dataclass
class Exact:
    same: int = 0
    all: int = 0


def score(gold: dict, predicted: dict, tallies: dict[str, Tally], exact: Exact) -> None:
    partner: dict[str, str] = {}
    for kind in FIELDS:
        pairs = pair(kind, gold.get(kind) or [], predicted.get(kind) or [], partner)
        partner |= {p["id"]: g["id"] for g, p in pairs if g and p and "id" in g}
        for g, p in pairs:
            if g is None or not g.get("optional"):
                _score_pair(kind, g, p, partner, tallies[kind])
            if g is not None and p is not None and kind in NAMES:
                exact.all += 1
                exact.same += p.get(NAMES[kind]) in options(g.get(NAMES[kind]))


def _score_pair(kind: str, g: dict | None, p: dict | None, partner: dict, tally: Tally) -> None:
    label = (key_texts(kind, g or p or {}) or ["?"])[0][:70]
    if g is not None and p is not None:
        tally.hit += 1
    elif g is not None:
        tally.miss("record", label)
    else:
        tally.add_spurious("record", label)
    for field_label in FIELDS[kind]:
        name = field_label.removesuffix("[]")
        gold, given = (g or {}).get(name), (p or {}).get(name)
        if name in ("forum", "session") and given is not None:
            given = partner.get(given, given)
        if field_label.endswith("[]"):
            left = list(given or [])
            for value in gold or []:
                found = next((x for x in left if equal(name, value, x)), None)
                if found is not None:
                    left.remove(found)
                    tally.hit += 1
                elif None not in options(value):
                    tally.miss(name, f"{as_text(options(value)[0])} — {label}")
            for value in left:
                tally.add_spurious(name, f"{as_text(value)} — {label}")
        elif gold is not None or given is not None:
            if g is not None and p is not None and equal(name, gold, given):
                tally.hit += given is not None
                continue
            if not may_be_absent(gold):
                tally.miss(name, f"{as_text(options(gold)[0])} — {label}")
            if given is not None:
                tally.add_spurious(name, f"{as_text(given)} — {label}")


def measure(folder: Path, language: str) -> tuple[dict[str, Tally], Exact, int, float, int]:
    tallies = {kind: Tally() for kind in FIELDS}
    exact, reports, seconds, characters = Exact(), 0, 0.0, 0
    for path in sorted(folder.glob(f"{language}-*.txt")):
        filed = read_report(path.read_text("utf-8"))
        start = time.perf_counter()
        report = extract(filed.text, published_on=filed.published_on, language=filed.language)
        seconds += time.perf_counter() - start
        characters += len(filed.text)
        gold = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))
        score(gold, report.as_json(), tallies, exact)
        reports += 1
    return tallies, exact, reports, seconds, characters


def macro(tallies: dict[str, Tally]) -> float:
    present = [t for t in tallies.values() if t.hit + t.missing]
    return sum(t.f1 for t in present) / len(present) if present else 0.0


def page(today: date) -> str:
    """The page of figures; the figures of this version are kept as data beside those of earlier ones."""
    load()
    figures: list[tuple[str, ...]] = []
    lines = [
        "# How well reports are read",
        "",
        f"Made by `python tests/extraction/scorecard.py` on {today:%Y-%m-%d} with extractor {VERSION}. Do not edit by hand.",
        "",
        "Measured field by field against the gold reports of `tests/gold/`: `dev` is what the rules were written with, `held` is kept",
        "back and looked at only as these figures. An exact name is one that equals the heading of the gold card to the letter.",
    ]
    for language, title in LANGUAGES.items():
        for name in ("dev", "held"):
            tallies, exact, reports, seconds, characters = measure(ROOT / "tests" / "gold" / name, language)
            if not reports:
                continue
            lines += ["", f"## {title}, {name}: {reports} reports, macro-F1 {macro(tallies):.3f}", ""]
            lines += ["| kind | precision | recall | F1 | gold fields |", "|---|---|---|---|---|"]
            lines += [
                f"| {kind} | {t.precision:.3f} | {t.recall:.3f} | {t.f1:.3f} | {t.hit + t.missing} |"
                for kind, t in tallies.items()
            ]
            figures += [
                (
                    VERSION,
                    language,
                    name,
                    kind,
                    f"{t.precision:.3f}",
                    f"{t.recall:.3f}",
                    str(t.hit + t.missing),
                )
                for kind, t in tallies.items()
            ]
            share = exact.same / exact.all if exact.all else 1.0
            lines += [
                "",
                f"Exact names: {share:.3f} of {exact.all}. Time: {2e6 * seconds / max(characters, 1):.0f} ms a report of 2,000 characters.",
            ]
            if name == "dev":
                lines += ["", "Commonest errors:", ""]
                errors = Counter(
                    {(kind, what): n for kind, t in tallies.items() for what, n in t.errors.items()}
                )
                lines += [
                    f"- {kind}: {what}, {n} times, e.g. {tallies[kind].examples[what]}"
                    for (kind, what), n in errors.most_common(12)
                ]
    keep(figures)
    return "\n".join([*lines, *reliability()]) + "\n"


LEXICON = ROOT / "extraction" / "lexicon"


def keep(figures: list[tuple[str, ...]]) -> None:
    """Put the figures of this version into extraction/lexicon/figures.tsv, which the site shows to curators."""
    earlier = [row for row in table("figures") if row[0] != VERSION]
    header = "# Made by tests/extraction/scorecard.py: version, language, reports, kind, precision, recall, gold fields."
    lines = [header, *("\t".join(row) for row in [*earlier, *figures])]
    (LEXICON / "figures.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def reliability() -> list[str]:
    """Whether confidence holds, as tests/extraction/calibrate.py measured it."""
    lines = ["", "## Does confidence hold?", ""]
    lines += [
        "Records of the reports kept back, by the confidence that was learnt without them. A record is right when a curator"
    ]
    lines += [
        "would confirm it as it is: no value of it is wrong. Made by `python tests/extraction/calibrate.py`.",
        "",
    ]
    lines += ["| confidence | records | said | right |", "|---|---|---|---|"]
    lines += [
        f"| {low}–{high} | {count} | {float(said):.2f} | {int(right) / int(count):.2f} |"
        for _version, low, high, count, right, said in table("reliability")
    ]
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "extraction.md")
    arguments = parser.parse_args()
    arguments.out.write_text(page(datetime.now(tz=UTC).date()), "utf-8")
    print(arguments.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
