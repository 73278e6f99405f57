"""The reader of Chinese reports: titles before names, numbered editions, fixed phrases of the genre."""

from __future__ import annotations

from datetime import date

from extraction.chinese.agreements import find_agreements
from extraction.chinese.clauses import read_clauses
from extraction.chinese.delegations import find_delegations
from extraction.chinese.forums import find_forums
from extraction.chinese.people import find_people
from extraction.chinese.plain import plain
from extraction.chinese.projects import find_projects
from extraction.chinese.proposals import find_proposals
from extraction.chinese.sessions import find_sessions
from extraction.mentions import Reading
from extraction.money import find_amounts


def read(text: str, published_on: date | None) -> Reading:
    """All mentions of a Chinese text."""
    spelled = plain(text)
    clauses = read_clauses(spelled.text, published_on)
    reading = Reading(text, "zh", published_on, sentences=clauses.sentences)
    if not clauses.sentences:
        return reading
    clauses.people = find_people(clauses)
    clauses.forums = find_forums(clauses)
    amounts = find_amounts(spelled.text)
    reading.people = clauses.people
    reading.forums = clauses.forums
    reading.sessions = find_sessions(clauses)
    reading.delegations = find_delegations(clauses)
    reading.projects = find_projects(clauses, amounts)
    reading.agreements = find_agreements(clauses, amounts)
    reading.proposals = find_proposals(clauses, clauses.forums)
    return spelled.restore(reading, text)
