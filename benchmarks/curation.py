"""The curators' desk over a million items and five million claims: queries and time of its pages, with every filter.

The database is made once, out of the history that the pages are measured with, and kept; `rm -r .state/bench` forgets it.
"""

import contextlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg2
from psycopg2 import sql

from benchmarks.histories import Row, create, total
from benchmarks.saving import save_section
from forumtracker.embedded import PROJECT, Embedded, home

HEADING = "# What the curators' desk costs"
MOST_QUERIES, MOST_MILLISECONDS = 15, 100


def main(items: int, save: Path | None) -> None:
    servers = Embedded(home("bench"))
    servers.start()
    rows = measure(servers, items)
    lines = list(table(rows))
    print("\n".join(lines))
    if save:
        save_section(save, [*heading(items), *lines])


def measure(servers: Embedded, items: int) -> list[Row]:
    name, history = f"curation_{items}", f"history_{items}"
    is_new = not has_database(servers, name)
    if is_new:
        if create(servers, history):
            run(servers, history, "manage.py", "migrate", "--no-input", "--verbosity", "0")
            run(servers, history, "manage.py", "make_history", "--items", str(items))
        copy(servers, history, name)
    run(servers, name, "manage.py", "migrate", "--no-input", "--verbosity", "0")
    if is_new:
        run(servers, name, "-m", "benchmarks.curation_rows")
    done = run(servers, name, "-m", "benchmarks.curation_pages", stdout=subprocess.PIPE)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def run(servers: Embedded, database: str, *command: str, **options: object) -> subprocess.CompletedProcess:
    environment = os.environ | {
        "DATABASE_URL": servers.database_url.rpartition("/")[0] + f"/{database}",
        "REDIS_URL": servers.redis_url,
        "SECRET_KEY": "benchmarks only",
        "ALLOWED_HOSTS": "testserver",
        "HTTPS": "off",
        "DEBUG": "on",
        "LOG_LEVEL": "WARNING",
    }
    return subprocess.run([sys.executable, *command], cwd=PROJECT, env=environment, check=True, **options)


def has_database(servers: Embedded, name: str) -> bool:
    with contextlib.closing(psycopg2.connect(servers.database_url)) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def copy(servers: Embedded, of: str, name: str) -> None:
    """A database with all that another one has: half a minute, where making it anew takes many."""
    with contextlib.closing(psycopg2.connect(servers.database_url)) as connection:
        connection.autocommit = True
        connection.cursor().execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(of))
        )


def table(rows: list[Row]) -> Iterator[str]:
    yield "| page | queries | SQL, ms | rest, ms | |"
    yield "|---|--:|--:|--:|---|"
    for row in rows:
        is_slow = row["queries"] > MOST_QUERIES or total(row) > MOST_MILLISECONDS
        sign = "over" if is_slow else ""
        yield f"| {row['page']} | {row['queries']} | {row['sql']:.1f} | {row['rest']:.1f} | {sign} |"


def heading(items: int) -> list[str]:
    return [
        HEADING,
        "",
        f"Made by `make bench PART=curation ITEMS={items} SAVE=docs/benchmarks.md`: {items:,} items with five claims each, all of them"
        " waiting but for 100,000 decided ones; 50,000 open conflicts, 20,000 pairs of people to be judged, 20,000 acts in the"
        " history, five curators of whom four have a report open.",
        "",
        "Measured as the pages above. The aim of the queue and of the review screen, with every filter, is"
        f" {MOST_QUERIES} queries and {MOST_MILLISECONDS} ms; the other pages of the admin are told beside them, and marked where they need more."
        f" {platform.machine()}, {os.cpu_count()} cores shared with other work, Python {platform.python_version()}.",
        "",
    ]
