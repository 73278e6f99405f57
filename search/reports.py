"""Reports in which words stand, with the place of the text that has them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from directory.queries import Query
from news.models import Item

SHOWN = 8
# Each word in every text would be sorted by day otherwise. The newest reports are looked through first; where they do not
# have enough, the index of words is asked, which then has few.
NEWEST = 3000
MOST = 20_000
START, STOP = "\x01", "\x02"
READ = 20_000  # letters of a text from which the fragment is taken

NEWEST_WITH = """
SELECT item_id FROM (
    SELECT item_id, published_on, document FROM news_itemwords ORDER BY published_on DESC, item_id DESC LIMIT {newest}
) AS newest
WHERE document @@ ({query})
ORDER BY published_on DESC, item_id DESC
LIMIT {shown}
"""
ALL_WITH = """
SELECT item_id FROM (
    SELECT item_id, published_on FROM news_itemwords WHERE document @@ ({query}) LIMIT {most}
) AS found
ORDER BY published_on DESC, item_id DESC
LIMIT {shown}
"""
FRAGMENTS = """
SELECT id, ts_headline(
    'russian', left(text, {read}), {query}, 'StartSel={start}, StopSel={stop}, MaxWords=26, MinWords=12, MaxFragments=1'
)
FROM news_item WHERE id = ANY(%s)
"""


@dataclass(frozen=True)
class Report:
    """A report, and the piece of its text that has the words."""

    item: Item
    fragment: SafeString


def reports_with(query: Query) -> list[Report]:
    """The newest reports that have all the words, in any inflection."""
    if query.is_empty:
        return []
    words, parameters = query.sql(begun=False)
    pks = _pks(NEWEST_WITH.format(query=words, newest=NEWEST, shown=SHOWN), parameters)
    if len(pks) < SHOWN:
        pks = _pks(ALL_WITH.format(query=words, most=MOST, shown=SHOWN), parameters)
    items = Item.objects.read().select_related("source").defer("text", "raw", "bands").in_bulk(pks)
    fragments = _fragments(list(items), words, parameters)
    return [Report(items[pk], _marked(fragments.get(pk, ""))) for pk in pks if pk in items]


def _pks(sql: str, parameters: list[str]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [pk for (pk,) in cursor]


def _fragments(pks: list[int], words: str, parameters: list[str]) -> dict[int, str]:
    if not pks:
        return {}
    sql = FRAGMENTS.format(query=words, read=READ, start=START, stop=STOP)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, pks])
        return dict(cursor.fetchall())


def _marked(fragment: str) -> SafeString:
    """The fragment with its words marked; everything else of it is text."""
    return format_html_join("", "{}", ((part,) for part in _parts(fragment)))


def _parts(fragment: str) -> Iterator[SafeString | str]:
    plain, *rest = fragment.split(START)
    yield plain
    for piece in rest:
        word, _stop, after = piece.partition(STOP)
        yield format_html("<mark>{}</mark>", word)
        yield after
