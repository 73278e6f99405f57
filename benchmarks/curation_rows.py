"""What the curators' desk has to do over a history of news: five claims an item, all of them waiting, some in conflict.

Runs over the database that DATABASE_URL names, once. Every second claim is of a rule that is common; the last rules are rare,
so that a filter can be tried at both ends.
"""

import json
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forumtracker.settings")
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from extraction import confidence  # noqa: E402
from news import queueing  # noqa: E402
from news.models import Claim  # noqa: E402

CURATORS = 5
DECIDED = 100_000  # claims with a decision, at most one in fifty: what the quality page counts
CONFLICTS = 50_000
PAIRS = 20_000
ACTS = 20_000
# What the further claims say: the kind, the table of its records, the field that holds the quote, the rest of the values, and
# of which items: of all (1, 0), of the even ones (2, 0) or of the odd ones (2, 1). With what was there: five claims an item.
FURTHER = {
    "session": ("events_session", "title", {"kind": "session", "speakers": []}, (1, 0)),
    "project": ("investments_project", "name", {"presented_by": []}, (1, 0)),
    "delegation": ("delegations_delegation", "from", {"members": []}, (2, 0)),
    "initiative": ("events_initiative", "text", {"by": [], "to": [], "supported_by": []}, (2, 0)),
    "agreement": ("investments_agreement", "subject", {"kind": "agreement", "parties": []}, (2, 1)),
}
QUOTED = 24  # characters

# Without the triggers: the rows are right, and neither the history nor the search has to hear of them one by one.
PREPARE = "SET session_replication_role = replica"
RULES = """
UPDATE news_claim SET rule = (%(rules)s::text[])[1 + floor(power((id %% 9973) / 9973.0, 3) * cardinality(%(rules)s::text[]))::int],
    values = values || CASE kind WHEN 'forum' THEN '{"aliases": [], "organizers": [], "status": "held"}'::jsonb ELSE '{"posts": []}'::jsonb END
"""
MORE = """
INSERT INTO news_claim (
    item_id, kind, position, fingerprint, identity, values, corrections, rule, confidence, extractor_version, state, reason,
    effects, {kind}_id
)
SELECT item.id, '{kind}', 0, md5('{kind}' || item.id), md5('{kind}' || item.id),
       jsonb_build_object('{field}', substr(item.text, 1 + {place}, {length})) || %(rest)s::jsonb, '{{}}',
       (%(rules)s::text[])[1 + floor(power((item.id %% 9967) / 9967.0, 3) * cardinality(%(rules)s::text[]))::int],
       round(((item.id * 7919 + {place}) %% 1000) / 1000.0, 2), '1', 'unchecked', '', '{{}}',
       1 + (item.id * 31) %% (SELECT max(id) FROM {table})
FROM news_item item WHERE item.id %% {every} = {remainder} AND length(item.text) > {place} + {length}
"""
QUOTES = """
INSERT INTO news_evidence (claim_id, field, start, "end", quote)
SELECT claim.id, '{field}', {place}, {place} + {length}, claim.values ->> '{field}'
FROM news_claim claim WHERE claim.kind = '{kind}' AND claim.extractor_version = '1'
"""
IN_CONFLICT = """
INSERT INTO news_conflict (claim_id, field, present, claimed, state, effects)
SELECT id, 'year', '2025', '2026', 'open', '{{}}' FROM news_claim
WHERE kind = 'forum' AND id %% (SELECT greatest(count(*) / {conflicts}, 1) FROM news_item) = 0 LIMIT {conflicts}
"""
DECIDE = """
WITH decided AS (
    UPDATE news_claim SET state = CASE id %% 10 WHEN 0 THEN 'rejected' WHEN 1 THEN 'corrected' ELSE 'confirmed' END,
        decided_at = %(now)s, decided_by_id = (%(users)s::int[])[1 + id %% cardinality(%(users)s::int[])]
    WHERE id IN (SELECT id FROM news_claim ORDER BY id DESC LIMIT {decided})
    RETURNING id, state, decided_by_id
)
INSERT INTO news_decision (claim_id, verdict, by_id, made_at, step, before)
SELECT id, state, decided_by_id, %(now)s, gen_random_uuid(), '{{"state": "unchecked"}}' FROM decided
"""
REVIEWED = """
INSERT INTO news_review (item_id, by_id, opened_at, decided_at, finished_at)
SELECT id, (%(users)s::int[])[1 + id %% cardinality(%(users)s::int[])], %(now)s - make_interval(secs => 20 + id %% 90), %(now)s, %(now)s
FROM news_item ORDER BY id DESC LIMIT {decided} / 5
"""
PAIRED = """
INSERT INTO directory_pair (kind, one, other, score, reasons, verdict, reason)
SELECT 'person', n, n + 1, 0.4 + (n %% 60) / 100.0, '["same_name", "same_body"]', 'open', '' FROM generate_series(1, {pairs}) n
WHERE n < (SELECT max(id) FROM directory_person)
"""
ACTED = """
WITH act AS (
    INSERT INTO directory_act (kind, by_id, at, subject, reason)
    SELECT 'edit', (%(users)s::int[])[1], %(now)s, 'made up', '' FROM generate_series(1, {acts}) RETURNING id
)
INSERT INTO directory_rowchange (at, act_id, "table", row, operation, before, after)
SELECT %(now)s, id, 'directory_person', 1 + id %% 1000, 'UPDATE', '{{"language": "en"}}', '{{"language": "ru"}}' FROM act
"""


def main() -> None:
    users = get_user_model().objects
    curators = [
        users.get_or_create(username=f"curator{n}", defaults={"is_staff": True, "is_superuser": True})[0].pk
        for n in range(1, CURATORS + 1)
    ]
    facts = {"rules": confidence.rules(), "users": curators, "now": timezone.now()}
    with connection.cursor() as cursor:
        cursor.execute(PREPARE)
        step(cursor, "rules", RULES, facts)
        for number, (kind, (table, field, rest, (every, remainder))) in enumerate(FURTHER.items()):
            words = {
                "kind": kind,
                "table": table,
                "field": field,
                "place": number * 20,
                "length": QUOTED,
                "every": every,
                "remainder": remainder,
            }
            facts["rest"] = json.dumps(rest)
            step(cursor, f"claims of the kind {kind}", MORE.format(**words), facts)
            step(cursor, f"quotes of the kind {kind}", QUOTES.format(**words), facts)
        step(cursor, "conflicts", IN_CONFLICT.format(conflicts=CONFLICTS), facts)
        decided = min(DECIDED, Claim.objects.count() // 50)
        step(cursor, "decisions", DECIDE.format(decided=decided), facts)
        step(cursor, "reviews", REVIEWED.format(decided=decided), facts)
        step(cursor, "pairs", PAIRED.format(pairs=PAIRS), facts)
        step(cursor, "acts", ACTED.format(acts=ACTS), facts)
        cursor.execute(
            "VACUUM (ANALYZE) news_claim, news_evidence, news_conflict, news_decision, news_review"
        )
        cursor.execute("VACUUM (ANALYZE) directory_pair, directory_act, directory_rowchange")
    print(f"{Claim.objects.count():,} claims")
    queueing.refresh_all(today=timezone.localdate())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) news_waitingitem")


def step(cursor, what: str, statement: str, facts: dict[str, object]) -> None:
    cursor.execute(statement, facts)
    print(f"{cursor.rowcount:,} {what}", flush=True)


if __name__ == "__main__":
    main()
