"""Fill a database with a made-up history."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.utils import timezone

from directory.models import Person
from events.models import ForumSeries
from news import queueing
from news.made_history import History
from news.models import Item

# Done row by row they would take far longer than the rows themselves: the search is filled at once afterwards, and what nobody
# ever changed has no changes to be kept.
PAUSED = ["search_follows", "search_follows_changes", "history_is_kept"]


@contextmanager
def without_following() -> Iterator[None]:
    """The triggers of the search and of the history of changes rest; the search is filled at the end."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname = ANY(%s) AND tgenabled <> 'D'",
            [PAUSED],
        )
        triggers = cursor.fetchall()
        for table, name in triggers:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
        yield
        # A table cannot be altered while constraints of its new rows are to be checked.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, name in triggers:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {name}")
        cursor.execute("SELECT search_rebuild()")
        cursor.execute("ANALYZE")


class Command(BaseCommand):
    help = "Makes a history of invented forums, people and news: for measuring, and for trying the site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--items", type=int, default=10_000, help="news items; everything else in proportion"
        )
        parser.add_argument("--seed", type=int, default=1, help="another number makes another history")
        parser.add_argument("--add", action="store_true", help="also into a database that has records")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["items"] < 1:
            raise CommandError("--items must be 1 or more.")
        if not options["add"] and any(model.objects.exists() for model in (Item, Person, ForumSeries)):
            raise CommandError(
                "The database has records, and invented ones would stand among them. Use an empty database,"
                " or add --add if that is what you want."
            )
        with without_following():
            History(options["items"], seed=options["seed"], tell=self.stdout.write).make()
            queueing.refresh_all(today=timezone.localdate())
