"""The curators' queue: one row for each item with claims that nobody has decided, in the order of what matters most.

First what is said of forums still to come, then what contradicts a record, then what the machine is least sure of. One
statement brings the rows of some items up to date, and writes nothing where nothing changed.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import connection

from news.models import WaitingItem

FIELDS = "source_id, language, rank, claim_count, lowest_confidence, has_conflict, upcoming_until, kinds, rules, series"
# A forum is to come until its last day, else to the end of its year, as long as no source says that it was held or is cancelled.
REFRESH = f"""
WITH asked AS (SELECT unnest(%(items)s::bigint[]) AS item_id),
facts AS (
    SELECT claim.item_id, item.source_id, item.language,
           count(*) AS claim_count,
           min(claim.confidence) AS lowest_confidence,
           bool_or(EXISTS (
               SELECT FROM news_conflict conflict WHERE conflict.claim_id = claim.id AND conflict.state = 'open'
           )) AS has_conflict,
           max(
               CASE WHEN forum.status NOT IN ('held', 'cancelled')
               THEN coalesce(forum.dates_last, make_date(forum.year::int, 12, 31)) END
           ) AS until,
           array_agg(DISTINCT claim.kind ORDER BY claim.kind) AS kinds,
           array_agg(DISTINCT claim.rule ORDER BY claim.rule) AS rules,
           coalesce(
               array_agg(DISTINCT forum.series_id ORDER BY forum.series_id) FILTER (WHERE forum.id IS NOT NULL),
               '{{}}'
           ) AS series
    FROM news_claim claim
    JOIN news_item item ON item.id = claim.item_id
    LEFT JOIN events_forum forum ON forum.id = claim.forum_id
    WHERE claim.state = 'unchecked' AND claim.item_id IN (SELECT item_id FROM asked)
    GROUP BY claim.item_id, item.source_id, item.language
),
wanted AS (
    SELECT item_id, source_id, language,
           CASE WHEN until >= %(today)s THEN {WaitingItem.Rank.UPCOMING:d}
                WHEN has_conflict THEN {WaitingItem.Rank.CONFLICT:d}
                ELSE {WaitingItem.Rank.USUAL:d} END AS rank,
           claim_count, lowest_confidence, has_conflict, until AS upcoming_until, kinds, rules, series
    FROM facts
),
decided AS (
    DELETE FROM news_waitingitem
    WHERE item_id IN (SELECT item_id FROM asked EXCEPT SELECT item_id FROM wanted)
)
INSERT INTO news_waitingitem AS present (item_id, {FIELDS})
SELECT item_id, {FIELDS} FROM wanted
ON CONFLICT (item_id) DO UPDATE SET ({FIELDS}) = (
    excluded.{FIELDS.replace(", ", ", excluded.")}
)
WHERE (present.{FIELDS.replace(", ", ", present.")}) IS DISTINCT FROM (excluded.{FIELDS.replace(", ", ", excluded.")})
"""
BATCH = 2_000


def refresh(items: Iterable[int], *, today: dt.date) -> None:
    """Bring the places of these items (by id) in the queue up to date."""
    ids = sorted(set(items))
    with connection.cursor() as cursor:
        for first in range(0, len(ids), BATCH):
            cursor.execute(REFRESH, {"items": ids[first : first + BATCH], "today": today})


def refresh_all(*, today: dt.date) -> None:
    """Build the queue anew, for instance after claims were stored by other ways than a reading."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM news_item")
        (last,) = cursor.fetchone()
        for first in range(1, last + 1, BATCH):
            cursor.execute(REFRESH, {"items": list(range(first, first + BATCH)), "today": today})


def step_back(*, today: dt.date) -> int:
    """Forums that were to come are over: their reports step back in the queue. Return how many did."""
    past = list(
        WaitingItem.objects.filter(rank=WaitingItem.Rank.UPCOMING, upcoming_until__lt=today).values_list(
            "item_id", flat=True
        )
    )
    refresh(past, today=today)
    return len(past)
