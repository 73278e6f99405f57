"""The reader of English reports: capitalized names, titles and the fixed phrases of the genre."""

from __future__ import annotations

from datetime import date

from extraction.english.clauses import read_clauses
from extraction.english.deals import find_agreements, find_projects, find_proposals
from extraction.english.delegations import find_delegations
from extraction.english.forums import find_forums
from extraction.english.people import find_people
from extraction.english.sessions import find_sessions
from extraction.lexicon import Lexicon
from extraction.mentions import Reading
from extraction.money import find_amounts


def read(text: str, published_on: date | None, lexicon: Lexicon | None = None) -> Reading:
    """All mentions of an English text."""
    clauses = read_clauses(text, published_on)
    reading = Reading(text, "en", published_on, sentences=clauses.sentences)
    if not clauses.sentences:
        return reading
    clauses.people = find_people(clauses)
    clauses.forums = find_forums(clauses)
    amounts = find_amounts(text)
    reading.people = clauses.people
    reading.forums = clauses.forums
    reading.sessions = find_sessions(clauses)
    reading.delegations = find_delegations(clauses)
    reading.projects = find_projects(clauses, amounts)
    reading.agreements = find_agreements(clauses, amounts)
    reading.proposals = find_proposals(clauses, clauses.forums)
    return reading
