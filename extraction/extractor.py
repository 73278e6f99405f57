"""The one way in: a text becomes a report of findings."""

from __future__ import annotations

import os

# Two BLAS threads on small matrices are slower than one, ten times so on a busy machine. Read when numpy loads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from collections.abc import Callable
from datetime import date

from extraction import chinese, confidence, english, models, morphology, places, russian, taught, verification
from extraction.findings import Report
from extraction.kinds import agreements, delegations, forums, people, projects, proposals, sessions
from extraction.language import detect
from extraction.lexicon import Lexicon, taught_by
from extraction.mentions import Reading

VERSION = "2026.11.2"
READ_LIMIT = 150_000  # characters: no news report is longer; the rest of a longer text is not read

Reader = Callable[[str, date | None], Reading]
READERS: dict[str, Reader] = {"ru": russian.read, "zh": chinese.read, "en": english.read}


def load() -> None:
    """Load models and tables now, so that worker processes share them after a fork."""
    models.load_russian()
    morphology.analyzer()
    places.find_place("Хабаровск")


def extract(
    text: str,
    *,
    published_on: date | None = None,
    language: str | None = None,
    lexicon: Lexicon | None = None,
) -> Report:
    """Everything that the text says of forums; deterministic, in linear time.

    Offsets count from the first character of `text`. A language without a reader gives an empty report. `lexicon`
    is what curators taught beside the tables of `lexicon/`.
    """
    language = language or detect(text)
    report = Report(extractor=VERSION, language=language, published_on=published_on)
    reader = READERS.get(language or "")
    if reader is None:
        return report
    with taught_by(lexicon):
        reading = taught.rename(reader(text[:READ_LIMIT], published_on))
        return confidence.rate(verification.verify(compose(reading, report), text))


def compose(reading: Reading, report: Report) -> Report:
    """The findings of a reading: kinds that others refer to come first."""
    persons = people.resolve(reading)
    editions = forums.resolve(reading)
    programme = sessions.resolve(reading, editions, persons)
    report.people = persons.people
    report.forums = editions.forums
    report.sessions = programme.sessions
    report.delegations = delegations.resolve(reading, editions, persons)
    report.projects = projects.resolve(reading, editions, programme, persons)
    report.agreements = agreements.resolve(reading, editions, persons)
    report.proposals = proposals.resolve(reading, editions, persons)
    return report
