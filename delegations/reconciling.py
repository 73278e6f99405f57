"""Whom does a row of a list mean? At most five people of the directory, ranked, each with the reasons.

Names propose; a second feature must agree before a row is taken to mean somebody without a person's decision.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from delegations.bodies import Body
from delegations.drafting import Row
from delegations.models import Member
from delegations.plans import Candidate
from directory.models import Person, PersonName, Post
from events.models import Forum
from extraction.keys import PATRONYMIC, person_key, phrase_key
from extraction.scripts import characters_of_surname, other_script_keys, sound_keys

MOST_CANDIDATES = 5
MOST_NAMESAKES = 5_000  # rows of names that one list may bring up
WORD = re.compile(r"[\w'’-]+")
INITIAL = re.compile(r"(?:\w\.\s?){1,2}")
SAME_NAME, SAME_PERSONAL_NAME, OTHER_SCRIPT, INITIALS = 60, 70, 50, 25
SAME_BODY, SAME_TITLE, SAME_SENDER, SAME_SERIES, SAME_PATRONYMIC = 30, 10, 20, 15, 10
OTHER_PATRONYMIC = -40
SAME_PERSON = 200

# A list and the directory say the same names, titles and bodies over and over.
key_of_person = lru_cache(maxsize=50_000)(person_key)
key_of_phrase = lru_cache(maxsize=50_000)(phrase_key)


REASONS = {
    "earlier": _("came to the earlier edition"),
    "same": _("the same name"),
    "form": _("the same name in another form"),
    "script": _("the same name in another script"),
    "initials": _("the same family name and initial"),
    "hand": _("chosen by hand"),
    "patronymic": _("the same patronymic"),
    "other patronymic": _("another patronymic: %(about)s"),
    "body": _("the same organization: %(about)s"),
    "title": _("the same post: %(about)s"),
    "sender": _("came before with %(about)s"),
    "holds": _("holds a post in %(about)s"),
    "series": _("came to %(about)s"),
}


@dataclass(frozen=True)
class Profile:
    """What rows are compared with, worked out once for each person."""

    person: Person
    texts: frozenset[str]
    keys: frozenset[str]
    parts: frozenset[str]
    sounds: frozenset[str]
    patronymics: frozenset[str]
    bodies: dict[object, Post]  # a body, or the key of its name → the post in it
    titles: dict[str, Post]
    history: tuple[tuple[int, str, object], ...]  # what speaks for the person whatever the row says


def candidates_for(
    rows: Sequence[Row], bodies: dict[str, Body], *, sender: Body | None, forum: Forum | None
) -> dict[int, list[Candidate]]:
    """Row id → its candidates, the likeliest first. A constant number of queries, whatever the list's length."""
    named = [row for row in rows if row.name]
    wanted = {row.id: _wanted(row.name) for row in named}
    by_key = _ids_by_key(named, wanted)
    chosen = {int(row.choice) for row in rows if row.choice.isdigit()} | {
        row.person for row in rows if row.person
    }
    ids = {pk for pks in by_key.values() for pk in pks} | chosen
    people = {person.pk: _profile(person, sender, forum) for person in _people(ids)}
    found: dict[int, list[Candidate]] = {row.id: [] for row in rows}
    for row in named:
        pks = {pk for key in wanted[row.id].keys for pk in by_key.get(key, ())}
        pks |= by_key.get(f"#{row.id}", set())
        if row.choice.isdigit():
            pks.add(int(row.choice))
        if row.person:
            pks.add(row.person)
        scored = [_score(row, people[pk], bodies) for pk in pks if pk in people]
        scored.sort(key=lambda candidate: (-candidate.score, candidate.record.pk))
        found[row.id] = _with_the_chosen(row, scored)
    return found


def _with_the_chosen(row: Row, scored: list[Candidate]) -> list[Candidate]:
    """The best five; whoever was chosen is always among them."""
    best = scored[:MOST_CANDIDATES]
    chosen = next((c for c in scored[MOST_CANDIDATES:] if str(c.record.pk) == row.choice), None)
    return [*best[:-1], chosen] if chosen else best


@dataclass(frozen=True)
class Wanted:
    """What is looked up for a name: its own key, those with initials in place of given names, those in other scripts."""

    keys: frozenset[str]
    family: str = ""  # the stem of the family name, where the row has initials
    initial: str = ""


def _wanted(name: str) -> Wanted:
    key = key_of_person(name)
    keys = {key, *other_script_keys(name)}
    parts = key.split()
    if INITIAL.match(name) and parts:
        longest = max(parts, key=len)
        letters = [word[0].lower() for word in WORD.findall(name) if len(word) == 1]
        return Wanted(frozenset(keys), longest, letters[0] if letters else "")
    words = WORD.findall(name)
    if len(words) > 1:
        family = max(person_key(words[-1]).split() or [""], key=len)
        letters = [word[0].lower().replace("ё", "е") for word in words[:-1]]
        for count in (1, 2):
            keys.add(" ".join(sorted([*letters[:count], family])))
    return Wanted(frozenset(keys))


def _ids_by_key(rows: Sequence[Row], wanted: dict[int, Wanted]) -> dict[str, set[int]]:
    """Key of a name → ids of people; under “#row” those whom initials, or characters read by their sound, may mean."""
    keys = {key for each in wanted.values() for key in each.keys}
    condition = Q(key__in=keys)
    with_initials = [w for w in wanted.values() if w.family and w.initial]
    names = PersonName.objects.filter(person__withdrawn_at=None)
    if with_initials:
        words = " | ".join(f"('{w.family}' & '{w.initial}':*)" for w in with_initials)
        matching = names.alias(words=SearchVector("key", config="simple")).filter(
            words=SearchQuery(words, config="simple", search_type="raw")
        )
        condition |= Q(pk__in=matching.values("pk"))
    surnames = {row.id: characters_of_surname(row.name) for row in rows}
    for characters in sorted({c for found in surnames.values() for c in found}):
        condition |= Q(key__startswith=characters)
    found: dict[str, set[int]] = defaultdict(set)
    sounds: dict[str, set[int]] = defaultdict(set)
    initials: dict[str, list[tuple[list[str], int]]] = defaultdict(list)
    for pk, key, text in names.filter(condition).values_list("person_id", "key", "text")[:MOST_NAMESAKES]:
        found[key].add(pk)
        if "\u4e00" <= text[:1] <= "\u9fff":
            for sound in sound_keys(text):
                sounds[sound].add(pk)
        for part in key.split():
            initials[part].append((key.split(), pk))
    for row in rows:
        mine = wanted[row.id]
        for sound in sound_keys(row.name) if surnames[row.id] else ():
            found[f"#{row.id}"] |= sounds.get(sound, set())
        if mine.family:
            found[f"#{row.id}"] |= {
                pk
                for parts, pk in initials[mine.family]
                if any(part != mine.family and part.startswith(mine.initial) for part in parts)
            }
    return found


def _people(ids: Iterable[int]) -> Iterable[Person]:
    memberships = (
        Member.objects.standing()
        .filter(delegation__withdrawn_at=None)
        .select_related(
            "delegation__forum__series", "delegation__sending_place", "delegation__sending_organization"
        )
        .order_by("-delegation__forum_year", "-pk")
    )
    return (
        Person.objects.standing()
        .filter(pk__in=list(ids))
        .prefetch_related(
            # Lists, not managers: a thousand people are quicker so.
            Prefetch("names", to_attr="known_names"),
            Prefetch("posts", queryset=Post.objects.standing().with_bodies(), to_attr="known_posts"),
            Prefetch("memberships", queryset=memberships, to_attr="known_memberships"),
        )
    )


def _profile(person: Person, sender: Body | None, forum: Forum | None) -> Profile:
    texts = [person.name, *(row.text for row in person.known_names)]
    keys = {row.key for row in person.known_names} | {key_of_person(person.name)}
    posts = person.known_posts
    bodies: dict[object, Post] = {}
    for post in posts:
        if post.body:
            bodies.setdefault(post.body, post)
            bodies.setdefault(key_of_phrase(post.body.name), post)
    titles: dict[str, Post] = {}
    for post in posts:
        titles.setdefault(key_of_phrase(post.title), post)
    return Profile(
        person,
        frozenset(text.casefold() for text in texts),
        frozenset(keys),
        frozenset(part for key in keys for part in key.split()),
        frozenset(s for text in texts if "\u4e00" <= text[:1] <= "\u9fff" for s in sound_keys(text)),
        frozenset(filter(None, map(patronymic, texts))),
        bodies,
        titles,
        tuple(_history(person, posts, sender, forum)),
    )


def _history(
    person: Person, posts: list[Post], sender: Body | None, forum: Forum | None
) -> Iterator[tuple[int, str, object]]:
    delegations = [member.delegation for member in person.known_memberships]
    same_sender = next((d for d in delegations if sender and d.sender == sender), None)
    if same_sender:
        yield SAME_SENDER, "sender", same_sender
    elif sender and any(post.body == sender for post in posts):
        yield SAME_SENDER, "holds", sender
    past = next(
        (
            d.forum
            for d in delegations
            if forum and d.forum and d.forum.series_id == forum.series_id and d.forum != forum
        ),
        None,
    )
    if past:
        yield SAME_SERIES, "series", past


# Reasons


def _score(row: Row, profile: Profile, bodies: dict[str, Body]) -> Candidate:
    candidate = Candidate(profile.person)
    if profile.person.pk == row.person:
        candidate.add(SAME_PERSON, REASONS["earlier"], is_second=True)
    _compare_names(row.name, profile, candidate)
    _compare_posts(row, profile, bodies, candidate)
    for points, reason, about in profile.history:
        candidate.add(points, REASONS[reason], about, is_second=True)
    return candidate


def _compare_names(name: str, profile: Profile, candidate: Candidate) -> None:
    key = key_of_person(name)
    candidate.has_same_name = True
    if name.casefold() in profile.texts:
        candidate.add(SAME_PERSONAL_NAME, REASONS["same"])
    elif key in profile.keys:
        candidate.add(SAME_NAME, REASONS["form"])
    elif other_script_keys(name) & profile.keys or profile.sounds & sound_keys(name):
        candidate.add(OTHER_SCRIPT, REASONS["script"])
    else:
        candidate.has_same_name = False
        shared = not profile.parts.isdisjoint(key.split())
        candidate.add(INITIALS if shared else 0, REASONS["initials" if shared else "hand"])
    mine = patronymic(name)
    if mine and mine in profile.patronymics:
        candidate.add(SAME_PATRONYMIC, REASONS["patronymic"])
    elif mine and profile.patronymics:
        candidate.add(OTHER_PATRONYMIC, REASONS["other patronymic"], profile.person.name)
        candidate.has_same_name = False


@lru_cache(maxsize=50_000)
def patronymic(name: str) -> str:
    """The patronymic of a name, as it is written, in lower case; nothing where it has none."""
    words = [word.lower() for word in WORD.findall(name)]
    if len(words) < 3:
        return ""
    return next((word for word in words[1:] if len(word) > 5 and PATRONYMIC.search(word)), "")


def _compare_posts(row: Row, profile: Profile, bodies: dict[str, Body], candidate: Candidate) -> None:
    for _title, organization in row.posts:
        key = key_of_phrase(organization)
        post = key and (profile.bodies.get(bodies.get(key)) or profile.bodies.get(key))
        if post:
            candidate.add(SAME_BODY, REASONS["body"], post, is_second=True)
            break
    for title, _organization in row.posts:
        if title and (post := profile.titles.get(key_of_phrase(title))):
            candidate.add(SAME_TITLE, REASONS["title"], post.title, is_second=True)
            break
