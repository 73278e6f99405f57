"""The pages at several sizes of the history, side by side: what grows with it, and what does not.

Each size has a database of its own on embedded servers of the benchmarks. It is made once, by `manage.py make_history`, and
kept for the next time; `rm -r .state/bench` forgets it.
"""

import contextlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2 import sql

from benchmarks.saving import save_section
from forumtracker.embedded import PROJECT, Embedded, home

Row = dict[str, Any]


def main(sizes: list[int], save: Path | None) -> None:
    servers = Embedded(home("bench"))
    servers.start()
    measured = {items: measure(servers, items) for items in sorted(sizes)}
    lines = list(table(measured))
    print("\n".join(lines))
    if save:
        save_section(save, [*heading(sorted(sizes)), *lines])


def measure(servers: Embedded, items: int) -> dict[str, Row]:
    """The figures of each page in a history of so many items."""
    name = f"history_{items}"
    environment = os.environ | {
        "DATABASE_URL": servers.database_url.rpartition("/")[0] + f"/{name}",
        "REDIS_URL": servers.redis_url,
        "SECRET_KEY": "benchmarks only",
        "ALLOWED_HOSTS": "testserver",
        "HTTPS": "off",
        "DEBUG": "on",
        "LOG_LEVEL": "WARNING",
    }

    def run(*command: str) -> None:
        subprocess.run([sys.executable, *command], cwd=PROJECT, env=environment, check=True)

    is_new = create(servers, name)
    run("manage.py", "migrate", "--no-input", "--verbosity", "0")
    if is_new:
        print(f"making a history of {items:,} items…", flush=True)
        run("manage.py", "make_history", "--items", str(items))
        vacuum(environment["DATABASE_URL"])
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.pages"],
        cwd=PROJECT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
    )
    return {row["page"]: row for row in map(json.loads, done.stdout.decode().splitlines())}


def vacuum(database_url: str) -> None:
    """What autovacuum does to a database that is in use: without its figures PostgreSQL guesses."""
    with contextlib.closing(psycopg2.connect(database_url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def create(servers: Embedded, name: str) -> bool:
    """Make a database unless it is there; say whether it had to be made."""
    with contextlib.closing(psycopg2.connect(servers.database_url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone():
                return False
            cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return True


def table(measured: dict[int, dict[str, Row]]) -> Iterator[str]:
    """One line a page: queries, time of SQL and the rest at each size, and how many times slower the largest is."""
    sizes = list(measured)
    columns = " | ".join(f"{items:,}: queries | SQL, ms | rest, ms" for items in sizes)
    yield f"| page | {columns} | ratio |"
    yield "|---|" + "--:|--:|--:|" * len(sizes) + "--:|"
    smallest, largest = measured[sizes[0]], measured[sizes[-1]]
    for page, row in largest.items():
        cells = []
        for items in sizes:
            figures = measured[items].get(page)
            cells.append(
                f"{figures['queries']} | {figures['sql']:.1f} | {figures['rest']:.1f}" if figures else " | | "
            )
        before = smallest.get(page)
        ratio = f"{total(row) / total(before):.2f}" if before else ""
        yield f"| {page} | {' | '.join(cells)} | {ratio} |"


def total(row: Row) -> float:
    return row["sql"] + row["rest"]


def heading(sizes: list[int]) -> list[str]:
    sizes_in_words = " and ".join(f"{items:,}" for items in sizes)
    return [
        "# What the pages cost",
        "",
        f"Made by `make bench PART=pages SAVE=docs/benchmarks.md` with histories of {sizes_in_words} news items"
        " (`manage.py make_history`): at 1,000,000 items there are 200,000 people, 50,000 forums, 150,000 sessions, 166,000"
        " delegations with 1,077,000 members, 100,000 organizations, 50,000 projects and as many agreements.",
        "",
        "The quickest of three warm runs in one process, the whole of Django with all middleware, without the network. *SQL* is the"
        " time of PostgreSQL on the processor, *rest* that of Python: views, templates, building the SQL. *ratio* is the time at the largest size divided by"
        f" that at the smallest. {platform.machine()}, {os.cpu_count()} cores shared with other work, Python"
        f" {platform.python_version()}, the embedded PostgreSQL with its default settings.",
        "",
    ]
