"""Which reports repeat one another: the same text in five outlets is one cluster, and one independent report.

MinHash with banding (Broder 1997; Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, chapter 3) proposes candidates
through an index; the shingles themselves decide. Few lines of numpy do it: the libraries for it bring scipy along, which
weighs more than everything else that the site installs.
"""

import re
import zlib
from collections.abc import Iterable
from itertools import islice

import numpy as np
from django.db import connection
from django.db.models import Model, Q, QuerySet

WORD = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]|[^\W_]+")
SHINGLE = 4  # words, or Chinese characters, in a row
BANDS, ROWS = 25, 4
LEAST_SHINGLES = 12  # a shorter text says too little to be called a repetition
ALIKE = 0.5  # share of what either text says that both say: more than half of a digest is something else
MOST_CANDIDATES = 200
LOCK = 7_302_014  # an advisory lock: two copies that come in at once must see each other

_random = np.random.default_rng(20251125)
_FACTORS = _random.integers(1, 2**63, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
_SUMMANDS = _random.integers(0, 2**63, BANDS * ROWS, dtype=np.uint64)


def shingles(text: str) -> set[int]:
    """Runs of words of a text as numbers; capitals and punctuation do not matter."""
    words = WORD.findall(text.casefold())
    runs = zip(*(islice(words, start, None) for start in range(SHINGLE)), strict=False)
    return {zlib.crc32(" ".join(run).encode()) for run in runs}


def sketch(text: str) -> list[int]:
    """Numbers of which two texts share some when they are alike; none for a text that is too short to tell."""
    known = shingles(text)
    if len(known) < LEAST_SHINGLES:
        return []
    hashes = np.fromiter(known, dtype=np.uint64, count=len(known))
    # Multiply-shift hashing: the product wraps around, and its upper half is the hash.
    least = ((_FACTORS[:, None] * hashes + _SUMMANDS[:, None]) >> np.uint64(32)).min(axis=1)
    bands = least.astype(">u4").reshape(BANDS, ROWS)
    return [(index << 32 | zlib.crc32(row.tobytes())) for index, row in enumerate(bands)]


def are_alike(one: set[int], other: set[int]) -> bool:
    """Whether two texts were made of one, with something cut, added or changed."""
    return min(len(one), len(other)) >= LEAST_SHINGLES and len(one & other) >= ALIKE * len(one | other)


def join_cluster(item: Model, items: QuerySet) -> None:
    """Put a stored item into the cluster of those that it repeats, or that repeat it; `items` are all items.

    Every item of a cluster but the first received points to that first one, so that clusters do not depend on the order in
    which their items came. Inside a transaction.
    """
    item.bands = sketch(item.text)
    items.filter(pk=item.pk).update(bands=item.bands)
    if not item.bands:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    known = shingles(item.text)
    candidates = items.filter(bands__overlap=item.bands).exclude(pk=item.pk)
    rows = candidates.order_by("pk").values_list("pk", "repeats_id", "text")[:MOST_CANDIDATES]
    firsts = {repeats or pk for pk, repeats, text in rows if are_alike(known, shingles(text))}
    if not firsts:
        return
    first = min(*firsts, item.pk)
    others = (firsts | {item.pk}) - {first}
    items.filter(Q(pk__in=others) | Q(repeats__in=others)).update(repeats=first)
    items.filter(pk=first).update(repeats=None)
    item.repeats_id = None if first == item.pk else first


def independent_count(items: Iterable[Model]) -> int:
    """How many clusters some items are of: reports that were not made of one another."""
    return len({item.repeats_id or item.pk for item in items})
