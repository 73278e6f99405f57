"""`make bench`: what the slow parts cost, printed. Nothing here is a test: figures are read by people.

`make bench PART=extraction` measures the reading of reports alone, `make bench PART=pages` the pages alone,
`make bench PART=desk` the entry desk, `make bench PART=curation` the curators' desk; `ITEMS="10000 100000"` names other sizes of the history behind the pages.
"""

import argparse
from pathlib import Path

from benchmarks import curation, desk, extraction, histories


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument(
        "part",
        nargs="?",
        choices=["extraction", "pages", "desk", "curation"],
        help="one part; without it, all",
    )
    parser.add_argument("--report", type=Path, help="a report to be read instead of the sample")
    parser.add_argument(
        "--items", type=int, nargs="+", default=[10_000, 1_000_000], help="sizes of the histories"
    )
    parser.add_argument("--save", type=Path, help="a file for the figures of the pages and of the two desks")
    options = parser.parse_args()
    if options.part in (None, "extraction"):
        extraction.main(options.report)
    if options.part in (None, "pages"):
        histories.main(options.items, options.save)
    if options.part in (None, "curation"):
        curation.main(max(options.items), options.save)
    if options.part in (None, "desk"):
        desk.main(options.save)


if __name__ == "__main__":
    main()
