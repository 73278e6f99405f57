"""Records that may be one: found by their names in any script, scored with reasons, left to people to judge."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchQuery, SearchVector, TrigramSimilarity
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models import Organization, Pair, Person, PersonName
from directory.records import NamedRecord, Record
from events.models import ForumSeries
from extraction import lexicon
from extraction.keys import person_key, phrase_key
from extraction.scripts import characters_of_surname, other_script_keys, sound_keys
from investments.models import Project
from news.models import Claim, Item

LEAST_SCORE = 0.4
LEAST_SIMILARITY = 0.55  # of trigrams: a letter or two of a name
MOST_CANDIDATES = 20
MOST_NAMESAKES = 2_000  # people of one Chinese family name whose sounds are compared

# Weights add up to the score. They order the queue and decide nothing: no pair is ever merged by a machine.
WEIGHTS = {
    "same_name": 0.5,
    "other_script": 0.5,
    "initials": 0.35,
    "similar_name": 0.3,
    "abbreviation": 0.45,
    "known_series": 0.9,
    "same_post": 0.35,
    "same_body": 0.3,
    "same_place": 0.2,
    "same_series": 0.15,
    "side_by_side": -0.4,
}
REASONS = {
    "same_name": _("the same name, in whatever case, order or spelling"),
    "other_script": _("the same Chinese name in another script"),
    "initials": _("the same family name, and initials that fit"),
    "similar_name": _("names that differ in a letter or two"),
    "abbreviation": _("one name is the initials of the other"),
    "known_series": _("two names of one well-known series"),
    "same_post": _("the same post"),
    "same_body": _("a post in the same organization or territory"),
    "same_place": _("the same place"),
    "same_series": _("named in reports of the same series"),
    "side_by_side": _("named side by side in one report, as two"),
}


@dataclass
class Likeness:
    """What speaks for and against two records being one."""

    record: Record
    reasons: list[str] = field(default_factory=list)

    @property
    def score(self) -> float:
        return round(min(max(sum(WEIGHTS[reason] for reason in self.reasons), 0), 1), 2)


def find_pairs(records: Iterable[Record]) -> int:
    """Keep the pairs that each record may form with another; return how many there are. A judged pair stays judged."""
    found: dict[tuple[str, int, int], Pair] = {}
    for record in records:
        finder = FINDERS.get(type(record))
        if finder is None or record.is_withdrawn:
            continue
        for likeness in finder(record):
            if likeness.score >= LEAST_SCORE:
                first, second = sorted((record.pk, likeness.record.pk))
                kind = record._meta.model_name
                found[kind, first, second] = Pair(
                    kind=kind, one=first, other=second, score=likeness.score, reasons=likeness.reasons
                )
    Pair.objects.bulk_create(
        found.values(),
        update_conflicts=True,
        unique_fields=["kind", "one", "other"],
        update_fields=["score", "reasons"],
    )
    return len(found)


def records_of(item: Item) -> list[Record]:
    """The people, projects, series and organizations that an item names."""
    claims = list(
        Claim.objects.standing()
        .filter(item=item, kind__in=[Claim.Kind.PERSON, Claim.Kind.PROJECT, Claim.Kind.FORUM])
        .select_related("person", "project", "forum__series")
        .prefetch_related("person__posts__organization")
    )
    found: dict[Record, None] = {}
    for claim in claims:
        record = claim.record
        if isinstance(record, Person):
            found |= dict.fromkeys(post.organization for post in record.posts.all() if post.organization)
        if record is not None:
            found[getattr(record, "series", record)] = None
    return list(found)


# People


def _like_person(person: Person) -> list[Likeness]:
    names = list(person.names.all())
    texts = {person.name, *(name.text for name in names)}
    keys = {person_key(text) for text in texts}
    scripts = {key for text in texts for key in other_script_keys(text)} | _in_characters(texts)
    others = Person.objects.standing().exclude(pk=person.pk)
    found: dict[Person, Likeness] = {}
    for reason, chosen in (
        ("same_name", others.filter(names__key__in=keys)),
        ("other_script", others.filter(names__key__in=scripts - keys)),
        ("initials", others.filter(pk__in=_with_initials(keys))),
        ("similar_name", _similar(others, person.name)),
    ):
        for other in chosen.distinct()[:MOST_CANDIDATES]:
            found.setdefault(other, Likeness(other, [reason]))
    _compare_posts(person, found)
    _compare_reports(person, found)
    return list(found.values())


def _in_characters(texts: set[str]) -> set[str]:
    """The keys of names in Chinese characters that sound as one of these: many characters have one sound, so all are asked."""
    sounds = {sound for text in texts for sound in sound_keys(text)}
    surnames = {character for text in texts for character in characters_of_surname(text)}
    if not sounds or not surnames:
        return set()
    starts = Q()
    for surname in surnames:
        starts |= Q(key__startswith=surname)
    keys = PersonName.objects.filter(starts).values_list("key", flat=True).distinct()[:MOST_NAMESAKES]
    return {key for key in keys if sound_keys(key) & sounds}


def _with_initials(keys: set[str]) -> set[int]:
    """People of the same family name whose given name begins with the initial, or has it."""
    found: set[int] = set()
    for key in keys:
        words = key.split()
        family = max(words, key=len, default="")
        given = [word for word in words if word != family]
        if len(family) < 3 or not given or (len(given[0]) > 1 and not given[0].isalpha()):
            continue
        rows = (
            PersonName.objects.annotate(words=SearchVector("key", config="simple"))
            .filter(words=SearchQuery(family, config="simple"))
            .values_list("person_id", "key")[:MOST_CANDIDATES]
        )
        for person_id, other in rows:
            rest = [word for word in other.split() if word != family]
            is_shorter = bool(rest) and min(len(rest[0]), len(given[0])) == 1
            if is_shorter and rest[0][0] == given[0][0]:
                found.add(person_id)
    return found


def _compare_posts(person: Person, found: dict[Person, Likeness]) -> None:
    bodies = {post.body for post in person.posts.standing().with_bodies()} - {None}
    titles = {(phrase_key(post.title), post.body) for post in person.posts.standing().with_bodies()}
    for other, likeness in found.items():
        posts = list(other.posts.standing().with_bodies())
        if any((phrase_key(post.title), post.body) in titles for post in posts):
            likeness.reasons.append("same_post")
        elif any(post.body in bodies for post in posts):
            likeness.reasons.append("same_body")


def _compare_reports(person: Person, found: dict[Person, Likeness]) -> None:
    own = person.claims.standing()
    items = set(own.values_list("item_id", flat=True))
    series = set(
        Claim.objects.standing()
        .filter(item__in=items, kind=Claim.Kind.FORUM)
        .values_list("forum__series_id", flat=True)
    )
    others = {other.pk: other for other in found}
    beside = Claim.objects.standing().filter(person__in=others, item__in=items)
    for person_id in set(beside.values_list("person_id", flat=True)):
        found[others[person_id]].reasons.append("side_by_side")
    near = Claim.objects.standing().filter(person__in=others, item__claims__forum__series__in=series)
    for person_id in set(near.values_list("person_id", flat=True)):
        if "side_by_side" not in found[others[person_id]].reasons:
            found[others[person_id]].reasons.append("same_series")


# Organizations, series, projects


def _similar(others, name: str):
    """Records whose name differs in a letter or two; the index of trigrams finds them."""
    return (
        others.filter(name__trigram_similar=name)
        .annotate(likeness=TrigramSimilarity("name", name))
        .filter(likeness__gte=LEAST_SIMILARITY)
        .order_by("-likeness", "pk")
    )


def _initials(text: str) -> str:
    words = [word for word in text.replace("-", " ").split() if word[:1].isalpha() and len(word) > 2]
    return "".join(word[0] for word in words).upper()


def _named_alike(record: NamedRecord) -> dict[NamedRecord, Likeness]:
    others = type(record).objects.standing().exclude(pk=record.pk)
    names = {record.name, *(name.text for name in record.names.all())}
    keys = {phrase_key(name) for name in names}
    short = {initials for name in names if len(initials := _initials(name)) > 2}
    found: dict[NamedRecord, Likeness] = {}
    for reason, chosen in (
        ("same_name", others.filter(names__key__in=keys).distinct()),
        ("abbreviation", others.filter(Q(name__in=short) | Q(names__text__in=short)).distinct()),
        ("similar_name", _similar(others, record.name)),
    ):
        for other in chosen[:MOST_CANDIDATES]:
            found.setdefault(other, Likeness(other, [reason]))
    return found


def _like_organization(organization: Organization) -> list[Likeness]:
    found = _named_alike(organization)
    for other, likeness in found.items():
        if organization.place_id and organization.place_id == other.place_id:
            likeness.reasons.append("same_place")
    return list(found.values())


def _like_series(series: ForumSeries) -> list[Likeness]:
    found = _named_alike(series)
    known = _known_names(series)
    if known:
        others = ForumSeries.objects.standing().exclude(pk=series.pk).filter(names__key__in=known).distinct()
        for other in others[:MOST_CANDIDATES]:
            found[other] = Likeness(other, ["known_series"])
    return list(found.values())


def _known_names(series: ForumSeries) -> set[str]:
    """The keys of all names that the lexicon has for this series: in Russian, Chinese and English, and short ones."""
    own = {phrase_key(name.text) for name in series.names.all()} | {phrase_key(series.name)}
    for row in lexicon.table("series"):
        names = [row[0], *(row[1].split(";") if len(row) > 1 else ()), *row[3:5]]
        keys = {phrase_key(name) for name in names if name}
        if keys & own:
            return keys - own
    return set()


def _like_project(project: Project) -> list[Likeness]:
    others = Project.objects.standing().exclude(pk=project.pk)
    found: dict[Project, Likeness] = {}
    for reason, chosen in (
        ("same_name", others.filter(name_key=phrase_key(project.name))),
        ("similar_name", _similar(others, project.name)),
    ):
        for other in chosen[:MOST_CANDIDATES]:
            found.setdefault(other, Likeness(other, [reason]))
    for other, likeness in found.items():
        if project.place_id and project.place_id == other.place_id:
            likeness.reasons.append("same_place")
    return list(found.values())


FINDERS = {
    Person: _like_person,
    Organization: _like_organization,
    ForumSeries: _like_series,
    Project: _like_project,
}
