"""The reader of Russian reports."""

from __future__ import annotations

from datetime import date

from extraction.findings import Post, Value
from extraction.mentions import PersonMention, Reading
from extraction.money import find_amounts
from extraction.russian.agreements import find_agreements
from extraction.russian.clauses import Clauses
from extraction.russian.context import PostContext
from extraction.russian.context import context as post_context
from extraction.russian.dates import find_dates
from extraction.russian.delegations import find_delegations
from extraction.russian.event_organizers import attach_organizers
from extraction.russian.forum_clauses import find_forums
from extraction.russian.localities import find_localities
from extraction.russian.names import NameSpan, find_names
from extraction.russian.posts import posts_of, posts_of_pronoun
from extraction.russian.projects import find_projects
from extraction.russian.proposals import find_proposals
from extraction.russian.references import PRONOUNS, find_references, post_words
from extraction.russian.sessions import find_sessions
from extraction.russian.tagging import tag_text


def people_meant(context: PostContext) -> list[PersonMention]:
    """Mentions by a pronoun that say an office: «Ранее она работала заместителем директора»."""
    found = []
    for name in context.names:
        if name.last == name.first + 1 and context.tagged.words[name.first].lower in PRONOUNS:
            posts = posts_of_pronoun(context, name)
            if posts:
                key = max(name.key.split(), key=len)
                found.append(
                    PersonMention(name.span, name.name, key, True, posts, name.case, rule="person_meant")
                )
    return found


def read(text: str, published_on: date | None) -> Reading:
    """All mentions of a Russian text."""
    tagged = tag_text(text)
    reading = Reading(text, "ru", published_on, sentences=tagged.sentences)
    if not tagged.words:
        return reading
    names = find_names(tagged)
    localities = find_localities(tagged)
    context = post_context(tagged, localities, names)
    clauses = Clauses(context, find_dates(tagged.folded, published_on), published_on)
    posts = {name.first: posts_of(context, name) for name in names}
    reading.people = _mentions(names, posts)
    reading.forums = find_forums(clauses)
    attach_organizers(clauses, reading.forums)
    context.posts = posts
    context.post_words = post_words(context, posts)
    context.refer(find_references(context, posts))
    reading.people += people_meant(context)
    amounts = find_amounts(tagged.folded)
    reading.sessions = find_sessions(clauses, reading)
    reading.delegations = find_delegations(clauses, reading)
    reading.projects = find_projects(clauses, reading, amounts)
    reading.agreements = find_agreements(clauses, reading, amounts)
    reading.proposals = find_proposals(clauses, reading)
    return reading


def read_people(text: str) -> list[PersonMention]:
    """The people of a text with the posts said beside their names, and nothing else."""
    tagged = tag_text(text)
    if not tagged.words:
        return []
    names = find_names(tagged)
    context = post_context(tagged, find_localities(tagged), names)
    return _mentions(names, {name.first: posts_of(context, name) for name in names})


def _mentions(names: list[NameSpan], posts: dict[int, list[Value[Post]]]) -> list[PersonMention]:
    return [
        PersonMention(
            name.span,
            name.name,
            name.key,
            name.is_family_only,
            posts[name.first],
            name.case,
            rule="person_named",
        )
        for name in names
    ]
