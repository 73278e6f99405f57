"""One box over everything: names in every inflection, aliases, near spellings, words of the texts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from delegations.models import Delegation
from directory.models import Organization, Person, Place
from directory.queries import WORD, Query, fold, read_query
from events.models import Forum, ForumSeries, Initiative, Session
from investments.models import Agreement, Project
from search.models import INDEXED_LETTERS, Entry
from search.second_chances import Chance, nearest_spellings, other_layout

HITS_A_KIND = 6
SUGGESTED = 8
# More entries than these are not graded: of a word that so many names have, these are as good as others.
GRADED = 2000
BEGINNING_SO = 300

EXACT, BEGINS, FORMS, BEGUN = range(4)

# The kinds in the order in which people mostly look for them, and how to load their records.
RECORDS: dict[str, QuerySet] = {
    Entry.Kind.SERIES: ForumSeries.objects.all(),
    Entry.Kind.FORUM: Forum.objects.with_places(),
    Entry.Kind.PERSON: Person.objects.all(),
    Entry.Kind.PLACE: Place.objects.select_related("part_of"),
    Entry.Kind.ORGANIZATION: Organization.objects.select_related("place"),
    Entry.Kind.PROJECT: Project.objects.select_related("place"),
    Entry.Kind.DELEGATION: Delegation.objects.with_senders(),
    Entry.Kind.SESSION: Session.objects.select_related("forum__series"),
    Entry.Kind.AGREEMENT: Agreement.objects.select_related("forum__series"),
    Entry.Kind.INITIATIVE: Initiative.objects.select_related("forum__series"),
}
KINDS = list(RECORDS)

LOOK_UP = """
WITH candidate AS (
    (
        SELECT id, kind, record_id, text, language, is_main, year, folded,
            CASE WHEN folded = %s THEN 0 ELSE 1 END AS grade
        FROM search_entry
        WHERE left(folded, {letters}) LIKE %s
        ORDER BY left(folded, {letters})
        LIMIT {beginning}
    )
    UNION ALL
    (
        SELECT id, kind, record_id, text, language, is_main, year, folded,
            CASE WHEN document @@ ({strict}) THEN 2 ELSE 3 END AS grade
        FROM search_entry
        WHERE document @@ ({wide}) {chinese}
        LIMIT {graded}
    )
),
best AS (
    SELECT DISTINCT ON (kind, record_id) *
    FROM candidate
    ORDER BY kind, record_id, grade, is_main DESC, length(text), id
),
placed AS (
    SELECT *, row_number() OVER (PARTITION BY kind ORDER BY grade, year DESC, length(text), text, record_id) AS place
    FROM best
)
SELECT kind, record_id, text, language, is_main, grade
FROM placed
WHERE place <= %s
ORDER BY array_position(%s, kind::text), place
"""
TOGETHER = " AND (text LIKE %s OR kind IN ('forum', 'delegation', 'project'))"


@dataclass(frozen=True)
class Match:
    """An entry that was found, and how well it answers."""

    kind: str
    record_id: int
    text: str
    language: str
    is_main: bool
    grade: int


@dataclass(frozen=True)
class Hit:
    """A record that was found, and why."""

    kind: str
    record: Model
    reason: str

    @property
    def kind_in_words(self) -> str:
        return str(self.record._meta.verbose_name)


@dataclass(frozen=True)
class Group:
    """The hits of one kind."""

    kind: str
    label: str
    hits: list[Hit]
    has_more: bool = False

    @property
    def best(self) -> int:
        return KINDS.index(self.kind)


@dataclass
class Answer:
    """What a search found. `chance` is set where nothing has the words as they were typed."""

    query: Query
    groups: list[Group] = field(default_factory=list)
    chance: Chance | None = None


def find(text: str) -> Answer:
    """Return the hits by kind; where there are none, those of what may have been meant."""
    query = read_query(text)
    matches = look_up(query, HITS_A_KIND)
    if matches:
        return Answer(query, _groups(matches, query))
    for chance in _chances(text):
        meant = read_query(chance.text)
        matches = look_up(meant, HITS_A_KIND)
        if matches:
            return Answer(meant, _groups(matches, meant), chance)
    return Answer(query)


def suggest(text: str) -> list[Hit]:
    """A few records that what is typed so far may mean."""
    query = read_query(text)
    matches = sorted(look_up(query, 3), key=lambda match: (match.grade, KINDS.index(match.kind)))[:SUGGESTED]
    if not matches:
        return [hit for group in find(text).groups for hit in group.hits][:SUGGESTED]
    hits = {(group.kind, hit.record.pk): hit for group in _groups(matches, query) for hit in group.hits}
    return [hits[key] for match in matches if (key := (match.kind, match.record_id)) in hits]


def _chances(text: str) -> Iterable[Chance]:
    layout = other_layout(text)
    if layout:
        yield layout
    yield from nearest_spellings(text)


def look_up(query: Query, most: int) -> list[Match]:
    """The best entries of each kind, a record once."""
    if query.is_empty:
        return []
    strict, strict_parameters = query.sql(begun=False)
    wide, wide_parameters = query.sql(begun=True)
    sql = LOOK_UP.format(
        letters=INDEXED_LETTERS,
        beginning=BEGINNING_SO,
        graded=GRADED,
        strict=strict,
        wide=wide,
        # The signs are meant to stand together, as far as it is the record's own name that has them.
        chinese="".join(TOGETHER for _run in query.chinese),
    )
    beginning = query.folded[:INDEXED_LETTERS]
    parameters: list[Any] = [
        query.folded,
        f"{_literally(beginning)}%",
        *strict_parameters,
        *wide_parameters,
        *(f"%{run}%" for run in query.chinese),
        most,
        KINDS,
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [Match(*row) for row in cursor]


def _literally(text: str) -> str:
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def _groups(matches: list[Match], query: Query) -> list[Group]:
    groups: dict[str, list[Match]] = {}
    for match in matches:
        groups.setdefault(match.kind, []).append(match)
    shown = []
    for kind, found in groups.items():
        records = RECORDS[kind].for_reader().in_bulk([match.record_id for match in found])
        hits = [
            Hit(kind, records[match.record_id], reason(match, records[match.record_id], query))
            for match in found
            if match.record_id in records
        ]
        if hits:
            shown.append(
                (found[0].grade, Group(kind, Entry.Kind(kind).label, hits, len(found) == HITS_A_KIND))
            )
    # What is called so comes before what only has the word; otherwise forums come first.
    return [group for grade, group in sorted(shown, key=lambda pair: (pair[0] > BEGINS, pair[1].best))]


def reason(match: Match, record: Model, query: Query) -> str:
    """Why this record was found, where its name does not show it."""
    shown = fold(str(record))
    if all(part in shown for part in (*query.words, *query.chinese)):
        return ""
    if not match.is_main and fold(match.text) != shown:
        return _("also known as “%(name)s”") % {"name": match.text}
    if match.grade in (EXACT, BEGINS):
        return _("named “%(name)s”") % {"name": match.text} if fold(match.text) not in shown else ""
    if all(_stands_in(match.text, word) for word in query.words):
        return _("another form of the word")
    if match.kind in (Entry.Kind.AGREEMENT, Entry.Kind.INITIATIVE):
        return _("by one of its parties")
    return _related(record) or _("another form of the word")


def _stands_in(text: str, word: str) -> bool:
    """Whether some word of a text may be a form of this one: they begin alike."""
    beginning = word[: max(3, len(word) - 3)]
    return any(other.startswith(beginning) for other in WORD.findall(fold(text)))


def _related(record: Model) -> str:
    """The place that belongs to the record: its names are looked at, too."""
    place = getattr(record, "place", None) or getattr(record, "destination", None)
    if place is None and getattr(record, "forum", None) is not None:
        place = getattr(record.forum, "place", None)
    return _("by the place: %(place)s") % {"place": place} if place else ""
