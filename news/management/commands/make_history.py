"""Fill a database with a made-up history."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from directory.models import Person
from events.models import ForumSeries
from news.made_history import History
from news.models import Item


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
        History(options["items"], seed=options["seed"], tell=self.stdout.write).make()
