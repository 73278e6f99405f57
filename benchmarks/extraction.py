"""What reading a report costs.

Times are medians of several warm runs; where a budget is a ratio, the ratio is printed, since machines differ.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import extraction
from extraction import models
from extraction.report_file import read_report
from extraction.russian.tagging import tag_text

RUNS = 15
SAMPLES = Path(__file__).parent.parent / "samples"
MEGABYTE = 1_000_000


def milliseconds(work: Callable[[], object], runs: int = RUNS) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def resident_megabytes() -> float:
    """The memory that this process occupies now, MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def main(report_path: Path | None = None) -> None:
    start = time.perf_counter()
    extraction.load()
    print(f"loading the models           {time.perf_counter() - start:8.2f} s     budget 3 s")

    path = report_path or SAMPLES / "2025-11-25-sian-vi-forum-msp.txt"
    report = read_report(path.read_text("utf-8"))
    words = [word.text for word in tag_text(report.text).words]
    tagging = milliseconds(lambda: models.tag(words))
    reading = milliseconds(lambda: extraction.extract(report.text, published_on=report.published_on))
    print(f"neural tagging alone         {tagging:8.1f} ms    {path.name}, {len(report.text)} characters")
    print(
        f"extraction, warm             {reading:8.1f} ms    {reading / tagging:.2f} × the tagging, budget 3 ×"
    )

    samples = [read_report(p.read_text("utf-8")) for p in sorted(SAMPLES.glob("*.txt"))]
    all_of_them = milliseconds(
        lambda: [extraction.extract(s.text, published_on=s.published_on) for s in samples], runs=3
    )
    per_second = sum(len(s.text) for s in samples) / 2000 / (all_of_them / 1000)
    print(f"reports of 2,000 characters  {per_second:8.1f} /s    a core, budget 10")

    long = (report.text + "\n") * (MEGABYTE // (len(report.text) + 1))
    print(
        f"one text of 1 MB             {milliseconds(lambda: extraction.extract(long), runs=1) / 1000:8.1f} s"
    )
    print(
        f"memory of this process       {resident_megabytes():8.0f} MB    after all that; budget of a worker 600 MB"
    )
