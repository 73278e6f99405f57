"""Bring reports in from files, folders, addresses or standard input."""

import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from news.intake import Received, read_item, receive, receive_address
from news.models import Item, Source

REPORTS = {".txt", ".html", ".htm"}


class Command(BaseCommand):
    help = "Receive reports: files, folders of .txt and .html files, addresses, or - for standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("places", nargs="+", metavar="PATH | URL | -")
        parser.add_argument("--source", help="whose reports these are; otherwise as the reports say")
        parser.add_argument(
            "--published", type=date.fromisoformat, metavar="YYYY-MM-DD", help="day of publication"
        )
        parser.add_argument("--wait", action="store_true", help="wait until the worker has read them")
        parser.add_argument("--now", action="store_true", help="read them here, without a worker")

    def handle(self, *, places: list[str], **options: Any) -> None:
        source = Source.objects.get_or_create(name=options["source"])[0] if options["source"] else None
        items: dict[int, Item] = {}
        for place in places:
            for name, received in self._receive(
                place, {"source": source, "published_on": options["published"]}
            ):
                item = received.item
                items[item.pk] = item
                note = (
                    item.message
                    if item.state == Item.State.FAILED
                    else ""
                    if received.is_new
                    else "is here already"
                )
                self.stdout.write(f"{name}: {note or 'received'}")
                if options["now"]:
                    read_item(item.pk)
        if options["wait"]:
            self._wait(items)
        states = Counter(Item.objects.filter(pk__in=items).values_list("state", flat=True))
        self.stdout.write(
            ", ".join(f"{state} {count}" for state, count in sorted(states.items()))
            + f": {len(items)} in all"
        )

    def _receive(self, place: str, facts: dict[str, Any]) -> Iterator[tuple[str, Received]]:
        if place == "-":
            yield "standard input", receive(sys.stdin.buffer.read(settings.LARGEST_PAGE + 1), **facts)
        elif place.startswith(("http://", "https://")):
            yield place, receive_address(place, **facts)
        else:
            for path in self._files(Path(place)):
                with path.open("rb") as file:
                    raw = file.read(settings.LARGEST_PAGE + 1)
                kind = "text/html" if path.suffix.lower() != ".txt" else "text/plain"
                yield (
                    str(path),
                    receive(
                        raw,
                        file_name=path.name,
                        content_type=kind,
                        outlet=path.resolve().parent.name,
                        **facts,
                    ),
                )

    def _files(self, path: Path) -> list[Path]:
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.suffix.lower() in REPORTS and p.is_file())
            if not found:
                raise CommandError(f"{path} has no .txt or .html files.")
            return found
        if not path.is_file():
            raise CommandError(
                f"{path} does not exist. Name a file, a folder, an address, or - for standard input."
            )
        return [path]

    def _wait(self, items: dict[int, Item]) -> None:
        while waiting := Item.objects.filter(
            pk__in=items, state__in=[Item.State.QUEUED, Item.State.RUNNING]
        ).count():
            self.stdout.write(f"{len(items) - waiting} of {len(items)} read…")
            time.sleep(1)
