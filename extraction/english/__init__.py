"""The reader of English reports."""

from __future__ import annotations

from datetime import date

from extraction.english.agreements import find_agreements
from extraction.english.dates import find_dates
from extraction.english.delegations import complete_posts, find_delegations
from extraction.english.event_facts import read_facts
from extraction.english.events import find_events
from extraction.english.names import find_names
from extraction.english.phrases import Phrases, find_places
from extraction.english.posts import find_posts
from extraction.english.projects import find_projects
from extraction.english.proposals import find_proposals
from extraction.english.sessions import find_sessions
from extraction.english.sides import Context
from extraction.english.text import tokenize
from extraction.mentions import PersonMention, Reading
from extraction.money import find_amounts


def read(text: str, published_on: date | None) -> Reading:
    """All mentions of an English text."""
    tokens = tokenize(text)
    reading = Reading(text, "en", published_on, sentences=tokens.sentences)
    if not tokens.words:
        return reading
    phrases = Phrases(tokens, places=find_places(tokens))
    names = find_names(phrases)
    phrases.barriers = {name.first for name in names if not name.is_family_only}
    posts = find_posts(phrases, names)
    context = Context(phrases, names, posts, find_dates(tokens.text, published_on), published_on)
    context.name_at = {name.first: name for name in names}
    context.date_at = {when.span.start: when for when in context.dates}
    reading.people = [
        PersonMention(
            name.span,
            name.name,
            name.key,
            name.is_family_only,
            posts.of_name.get(name.first, []),
            rule="person_named",
        )
        for name in names
    ]
    reading.forums = find_events(context)
    read_facts(context)
    amounts = find_amounts(tokens.text)
    reading.sessions = find_sessions(context)
    reading.delegations = find_delegations(context)
    complete_posts(reading.delegations, reading.people)
    reading.projects = find_projects(context, amounts)
    reading.agreements = find_agreements(context, amounts)
    reading.proposals = find_proposals(context)
    return reading
