#!/usr/bin/env python3
"""Coverage-guided fuzzing: any bytes, read as a text in any language, give valid output with true spans in linear time.

`make fuzz` runs a minute; `python tests/extraction/fuzz.py FOLDER -max_total_time=3600` an hour, keeping in FOLDER the texts that
reach new code. A text that breaks something is left as crash-… in the working folder and printed.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["extraction"], enable_loader_override=False):
    from extraction import extract, load
    from extraction.findings import KINDS
    from extraction.lists import read_list, read_programme, read_projects

SECONDS_FOR_10_000 = 5  # far above what 10,000 characters take, instrumented as they are here
LANGUAGES = ("ru", "zh", "en", None)
# Words of the genre, so that the fuzzer need not find Cyrillic and hanzi bit by bit.
WORDS = (
    "форум ", "VII ", "делегация ", "во главе с ", "Иван Иванов ", "предложил провести ", "подписали соглашение ", "млрд рублей",
    "第七届", "论坛", "代表团一行32人", "签署协议", "副市长王力", "the 7th Forum ", "led by ", "signed a memorandum ", "«", "»", "(", ".\n", ", ",
    "\x00", "\u2028", "\u0301", "25 ноября 2025 года ", "в Сиане ", "глава делегации", "\t", "|", "1. ",
    "10:00–11:00 ", "8 июня ", "Модератор: ", "зал ", "круглый стол ", "Проект: ", "Стоимость",
)  # fmt: skip


def text_of(data: bytes) -> tuple[str, str | None]:
    """The first byte chooses the language; then each byte below the number of words is a word, other bytes are UTF-8."""
    language = LANGUAGES[data[0] % len(LANGUAGES)] if data else None
    pieces: list[str] = []
    rest = bytearray()
    for byte in data[1:]:
        if byte < len(WORDS):
            pieces += [rest.decode("utf-8", "replace"), WORDS[byte]]
            rest.clear()
        else:
            rest.append(byte)
    return "".join(pieces) + rest.decode("utf-8", "replace"), language


def check(data: bytes) -> None:
    text, language = text_of(data)
    started = time.perf_counter()
    output = extract(text, language=language, published_on=date(2026, 1, 1)).as_json()
    rows = [*read_list(text), *read_programme(text, first_day=date(2026, 6, 8)), *read_projects(text)]
    seconds = time.perf_counter() - started
    json.dumps(output)
    ids = {record["id"] for kind in ("forums", "sessions") for record in output[kind]}
    for record in (record for kind in KINDS for record in output[kind]):
        assert record["evidence"], record
        assert all(0 <= row["start"] < row["end"] <= len(text) for row in record["evidence"]), record
        assert all(record.get(name) in {None, *ids} for name in ("forum", "session")), record
    assert all(text[row.span.start : row.span.end] == row.printed for row in rows)
    assert seconds < SECONDS_FOR_10_000 * (1 + len(text) / 10_000), (
        f"{seconds:.1f} s for {len(text)} characters"
    )


def seeds(folder: Path) -> Path:
    """The gold reports as the first texts, when the folder is empty."""
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        for path in sorted((ROOT / "tests" / "gold" / "dev").glob("*.txt"))[::3]:
            (folder / path.stem).write_bytes(
                b"\x03" + path.read_bytes()[:2000].translate(None, bytes(range(len(WORDS))))
            )
    return folder


if __name__ == "__main__":
    load()
    arguments = (
        sys.argv if len(sys.argv) > 1 else [sys.argv[0], str(ROOT / ".state" / "fuzz"), "-max_total_time=60"]
    )
    seeds(Path(arguments[1]))
    atheris.Setup([*arguments, "-max_len=3000", "-print_final_stats=1"], check)
    atheris.Fuzz()
