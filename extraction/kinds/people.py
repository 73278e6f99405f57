"""People: full names, family names alone and declined names joined into persons."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from extraction.findings import Person, Post, Value
from extraction.keys import person_key, phrase_key
from extraction.mentions import PersonMention, Reading

ADJECTIVE = re.compile(r"(?:ый|ий|ой|ая)$")


@dataclass(slots=True)
class Persons:
    """Who is who in a report: from any form of a name in the text to the one name of the person."""

    people: list[Person] = field(default_factory=list)
    by_key: dict[str, str] = field(default_factory=dict)

    def name(self, name: str) -> str:
        """The name of the person whom this form of the name means; the form itself when there is none."""
        return self.by_key.get(person_key(name), name)

    def value(self, value: Value[str]) -> Value[str]:
        return Value(self.name(value.value), value.span, value.rule)


def resolve(reading: Reading) -> Persons:
    groups = _groups(reading.people)
    persons = Persons()
    for mentions in groups:
        posts = _posts(reading, mentions)
        if all(m.is_family_only for m in mentions) and not posts:
            continue
        name = _best_name(mentions)
        person = Person(
            id=f"person-{len(persons.people) + 1}",
            name=name,
            posts=posts,
            rule=mentions[0].rule,
            span=name.span,
        )
        persons.people.append(person)
        for mention in mentions:
            persons.by_key[mention.key] = name.value
    return persons


def _groups(mentions: list[PersonMention]) -> list[list[PersonMention]]:
    """Mentions of one person, in the order of first full naming."""
    groups: list[list[PersonMention]] = []
    by_key: dict[str, list[PersonMention]] = {}
    for mention in mentions:
        if mention.is_family_only:
            continue
        group = by_key.get(mention.key) or _by_initials(groups, mention)
        if group is None:
            group = []
            groups.append(group)
        by_key[mention.key] = group
        group.append(mention)
    for mention in mentions:
        if mention.is_family_only:
            group = _by_family(groups, mention)
            if group is None:
                group = by_key.setdefault(mention.key, [])
                if not group:
                    groups.append(group)
            group.append(mention)
    for group in groups:
        group.sort(key=lambda m: m.span)
    groups.sort(key=lambda group: group[0].span)
    return groups


def _by_initials(groups: list[list[PersonMention]], mention: PersonMention) -> list[PersonMention] | None:
    """«Г. Ф. Костюченко» is «Галина Костюченко» where the initials agree."""
    initials, full = _split(mention.key)
    for group in groups:
        other_initials, other_full = _split(group[0].key)
        if initials and not other_initials:
            short, long, letters = full, other_full, initials
        elif other_initials and not initials:
            short, long, letters = other_full, full, other_initials
        else:
            continue
        if set(short) <= set(long) and any(word[0] in letters for word in long if word not in short):
            return group
    return None


def _split(key: str) -> tuple[set[str], list[str]]:
    words = key.split()
    return {w for w in words if len(w) == 1}, [w for w in words if len(w) > 1]


def _by_family(groups: list[list[PersonMention]], mention: PersonMention) -> list[PersonMention] | None:
    """The person last named in full before the family name alone, else the first one after it."""
    fitting = [g for g in groups if any(mention.key in m.key.split() for m in g if not m.is_family_only)]
    if not fitting:
        return None
    before = [g for g in fitting if g[0].span.start < mention.span.start]
    return before[-1] if before else fitting[0]


def _best_name(mentions: list[PersonMention]) -> Value[str]:
    """The fullest name; of its spellings the commonest, one that stands in the nominative first."""
    full = [m for m in mentions if not m.is_family_only] or mentions
    most = max(_fullness(m.name) for m in full)
    full = [m for m in full if _fullness(m.name) == most]
    counts = Counter(m.name for m in full)
    nominatives = Counter(m.name for m in full if m.case in ("nomn", ""))
    best = max(full, key=lambda m: (nominatives[m.name], counts[m.name], -m.span.start))
    return Value(best.name, best.span, best.rule)


def _fullness(name: str) -> tuple[int, int]:
    words = [w for w in name.replace(".", ". ").split() if w]
    return sum(1 for w in words if not w.endswith(".") and len(w) > 1), len(words)


def _posts(reading: Reading, mentions: list[PersonMention]) -> list[Value[Post]]:
    """Each office once, in its fullest form; the title of the report repeats the text, so it counts only alone."""
    titles = {i for i, s in enumerate(reading.sentences) if s.is_title}
    body: list[Value[Post]] = []
    headline: list[Value[Post]] = []
    spans = [(s.span, i) for i, s in enumerate(reading.sentences)]
    for mention in mentions:
        in_title = any(
            index in titles and span.covers(mention.span) for span, index in spans if index in titles
        )
        (headline if in_title else body).extend(mention.posts)
    kept: list[Value[Post]] = []
    for post in body or headline:
        same = next((i for i, other in enumerate(kept) if _same_office(other.value, post.value)), None)
        if same is None:
            kept.append(post)
        elif _is_fuller(post.value, kept[same].value):
            kept[same] = post
    return kept


def _same_office(one: Post, other: Post) -> bool:
    if one.is_former != other.is_former:
        return False
    a, b = phrase_key(one.title).split(), phrase_key(other.title).split()
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if a == b or bool(short) and long[0] == short[0] and set(short) <= set(long):
        return True
    longer = one.title if len(one.title) > len(other.title) else other.title
    if long[-len(short) :] == short and all(
        ADJECTIVE.search(word) for word in longer.split()[: len(long) - len(short)]
    ):
        return True  # «первый заместитель министра» and «заместитель министра»
    return (
        bool(a and b)
        and a[-1] == b[-1]
        and bool(set(phrase_key(one.organization).split()) & set(phrase_key(other.organization).split()))
    )


def _is_fuller(post: Post, than: Post) -> bool:
    if not than.organization and post.organization:
        return len(post.title) >= len(than.title) or post.title.split()[-1] == than.title.split()[-1]
    return len(post.title.split()) > len(than.title.split()) and bool(post.organization)
