"""Every test run has the embedded servers of the tests, unless DATABASE_URL names others, and a database of its own."""

import contextlib
import os
from pathlib import Path

import django
import psycopg2
import pytest
from django.db import connections
from django.utils import translation
from psycopg2 import sql

from forumtracker.embedded import Embedded, home

RUN = f"test_{os.getpid()}"


def leftovers(connection):
    """The databases of test runs that were killed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname ~ '^test_[0-9]+$'")
        names = [name for (name,) in cursor]
    return [name for name in names if not is_alive(int(name.removeprefix("test_")))]


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def start_servers():
    # The path is kept for the processes that tests start: a worker, a command.
    os.environ.setdefault("FORUMTRACKER_STATE", str(home("tests")))
    servers = Embedded(Path(os.environ["FORUMTRACKER_STATE"]), is_durable=False)
    servers.start()
    with contextlib.closing(psycopg2.connect(servers.database_url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for name in leftovers(connection):
                cursor.execute(
                    sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
                )
    # Runs at the same time do not take each other's messages.
    os.environ.setdefault("REDIS_URL", servers.redis_url.removesuffix("0") + str(os.getpid() % 16))
    return servers


os.environ["DJANGO_SETTINGS_MODULE"] = "forumtracker.settings"
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Of a machine with servers of its own, too: tests are served without TLS and without collected static files.
os.environ.setdefault("DEBUG", "on")
os.environ.setdefault("SECRET_KEY", "tests only")
if os.environ.get("DATABASE_URL"):
    os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost")
else:
    SERVERS = start_servers()
# Here and not in the configuration of pytest-django: the settings read the servers' addresses when they load.
django.setup()


@pytest.fixture(scope="session")
def django_db_modify_db_settings():
    connections["default"].settings_dict["TEST"]["NAME"] = RUN


@pytest.fixture(autouse=True)
def reader_of_the_next_test():
    """A page leaves its language behind in the thread; the next test begins with the language of the site."""
    yield
    translation.deactivate()
