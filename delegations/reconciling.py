"""Whom does a row of a list mean? At most five people of the directory, ranked, each with the reasons.

Names propose; a second feature must agree before a row is taken to mean somebody without a person's decision.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from delegations.bodies import Body
from delegations.drafting import Row
from delegations.models import Member
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


@dataclass
class Candidate:
    """A person whom a row may mean. `has_second_feature`: not the name alone says so."""

    person: Person
    score: int = 0
    reasons: list[str] = field(default_factory=list)
    has_same_name: bool = False
    has_second_feature: bool = False

    def because(self, points: int, reason: str, *, is_second: bool = False) -> None:
        self.score += points
        self.reasons.append(reason)
        self.has_second_feature |= is_second

    @property
    def is_certain(self) -> bool:
        return self.has_same_name and self.has_second_feature


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
    people = {person.pk: person for person in _people(ids)}
    found: dict[int, list[Candidate]] = {row.id: [] for row in rows}
    for row in named:
        pks = {pk for key in wanted[row.id].keys for pk in by_key.get(key, ())}
        pks |= by_key.get(f"#{row.id}", set())
        if row.choice.isdigit():
            pks.add(int(row.choice))
        if row.person:
            pks.add(row.person)
        scored = [_score(row, people[pk], bodies, sender, forum) for pk in pks if pk in people]
        scored.sort(key=lambda candidate: (-candidate.score, candidate.person.pk))
        found[row.id] = _with_the_chosen(row, scored)
    return found


def _with_the_chosen(row: Row, scored: list[Candidate]) -> list[Candidate]:
    """The best five; whoever was chosen is always among them."""
    best = scored[:MOST_CANDIDATES]
    chosen = next((c for c in scored[MOST_CANDIDATES:] if str(c.person.pk) == row.choice), None)
    return [*best[:-1], chosen] if chosen else best


@dataclass(frozen=True)
class Wanted:
    """What is looked up for a name: its own key, those with initials in place of given names, those in other scripts."""

    keys: frozenset[str]
    family: str = ""  # the stem of the family name, where the row has initials
    initial: str = ""


def _wanted(name: str) -> Wanted:
    key = person_key(name)
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
            "names",
            Prefetch("posts", queryset=Post.objects.standing().with_bodies()),
            Prefetch("memberships", queryset=memberships),
        )
    )


# Reasons


def _score(
    row: Row, person: Person, bodies: dict[str, Body], sender: Body | None, forum: Forum | None
) -> Candidate:
    candidate = Candidate(person)
    if person.pk == row.person:
        candidate.because(SAME_PERSON, _("came to the earlier edition"), is_second=True)
    _compare_names(row.name, person, candidate)
    _compare_posts(row, person, bodies, candidate)
    _compare_history(person, sender, forum, candidate)
    return candidate


def _compare_names(name: str, person: Person, candidate: Candidate) -> None:
    texts = [person.name, *(row.text for row in person.names.all())]
    keys = {row.key for row in person.names.all()} | {person_key(person.name)}
    key = person_key(name)
    if name.casefold() in {text.casefold() for text in texts}:
        candidate.because(SAME_PERSONAL_NAME, _("the same name"))
        candidate.has_same_name = True
    elif key in keys:
        candidate.because(SAME_NAME, _("the same name in another form"))
        candidate.has_same_name = True
    elif (other_script_keys(name) | {key}) & keys or any(
        sound_keys(text) & sound_keys(name) for text in texts if "\u4e00" <= text[:1] <= "\u9fff"
    ):
        candidate.because(OTHER_SCRIPT, _("the same name in another script"))
        candidate.has_same_name = True
    elif set(key.split()) & {part for each in keys for part in each.split()}:
        candidate.because(INITIALS, _("the same family name and initial"))
    else:
        candidate.because(0, _("chosen by hand"))
    mine = patronymic(name)
    others = {p for text in texts if (p := patronymic(text))}
    if mine and mine in others:
        candidate.because(SAME_PATRONYMIC, _("the same patronymic"))
    elif mine and others:
        candidate.because(OTHER_PATRONYMIC, _("another patronymic: %(name)s") % {"name": person.name})
        candidate.has_same_name = False


def patronymic(name: str) -> str:
    """The patronymic of a name, as it is written, in lower case; nothing where it has none."""
    words = [word.lower() for word in WORD.findall(name)]
    if len(words) < 3:
        return ""
    return next((word for word in words[1:] if len(word) > 5 and PATRONYMIC.search(word)), "")


def _compare_posts(row: Row, person: Person, bodies: dict[str, Body], candidate: Candidate) -> None:
    mine = {phrase_key(organization) for _title, organization in row.posts if organization}
    titles = {phrase_key(title) for title, _organization in row.posts if title}
    wanted = {bodies[key] for key in mine if key in bodies}
    for post in person.posts.all():
        if post.body and (post.body in wanted or phrase_key(post.body.name) in mine):
            candidate.because(
                SAME_BODY, _("the same organization: %(post)s") % {"post": post}, is_second=True
            )
            break
    for post in person.posts.all():
        if phrase_key(post.title) in titles:
            candidate.because(
                SAME_TITLE, _("the same post: %(title)s") % {"title": post.title}, is_second=True
            )
            break


def _compare_history(person: Person, sender: Body | None, forum: Forum | None, candidate: Candidate) -> None:
    memberships = person.memberships.all()
    for member in memberships:
        if sender and member.delegation.sender == sender:
            candidate.because(
                SAME_SENDER,
                _("came before with %(delegation)s") % {"delegation": member.delegation},
                is_second=True,
            )
            break
    for member in memberships:
        past = member.delegation.forum
        if forum and past and past.series_id == forum.series_id and past.pk != forum.pk:
            candidate.because(SAME_SERIES, _("came to %(forum)s") % {"forum": past}, is_second=True)
            break
    else:
        if sender and any(post.body == sender for post in person.posts.all()):
            candidate.because(
                SAME_SENDER, _("holds a post in %(sender)s") % {"sender": sender}, is_second=True
            )
