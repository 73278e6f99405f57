"""python -m extraction FILE | - | --dir DIR --out DIR: reports in, the records as JSON out."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from extraction import VERSION, Report, extract, load
from extraction.report_file import ReportFile, read_report


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    if options.dir:
        return _folder(options.dir, options.out, options.published)
    if not options.file:
        print("Name a file, or - for standard input, or --dir DIR --out DIR", file=sys.stderr)
        return 2
    raw = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
    filed = read_report(raw.decode("utf-8", "replace"))
    report = _extract(filed, options.published)
    if options.explain:
        print(explain(report, filed.text))
    else:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="extraction", description=__doc__)
    parser.add_argument("file", nargs="?", help="a report, UTF-8; - is standard input")
    parser.add_argument("--published", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument(
        "--explain", action="store_true", help="each field with its quote and the rule that gave it"
    )
    parser.add_argument("--json", action="store_true", help="print JSON (the default)")
    parser.add_argument("--dir", type=Path, help="read every *.txt of a folder")
    parser.add_argument("--out", type=Path, help="where the *.json of --dir go")
    parser.add_argument("--version", action="version", version=VERSION)
    return parser


def _extract(filed: ReportFile, published_on: date | None) -> Report:
    return extract(filed.text, published_on=published_on or filed.published_on, language=filed.language)


def _folder(source: Path, target: Path | None, published_on: date | None) -> int:
    if target is None:
        print("--dir needs --out", file=sys.stderr)
        return 2
    load()
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.glob("*.txt")):
        filed = read_report(path.read_text("utf-8", "replace"))
        report = _extract(filed, published_on)
        (target / f"{path.stem}.json").write_text(
            json.dumps(report.as_json(), ensure_ascii=False, indent=1), "utf-8"
        )
    return 0


def explain(report: Report, text: str) -> str:
    """Every field with its value, its quote and the rule that read it."""
    lines = []
    for kind, finding in report.findings():
        lines.append(f"{kind} {finding.id} [{finding.rule}]")
        for name, index, value in finding.values():
            label = name if index is None else f"{name}[{index}]"
            quote = text[value.span.start : value.span.end].replace("\n", " ")
            lines.append(f"  {label}: {_shown(value.value)}  ←  «{quote}»  [{value.rule}]")
    return "\n".join(lines)


def _shown(value: Any) -> str:
    return json.dumps(value.as_json(), ensure_ascii=False) if hasattr(value, "as_json") else str(value)


if __name__ == "__main__":
    sys.exit(main())
