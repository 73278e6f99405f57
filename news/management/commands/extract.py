"""Read reports and print the records that extraction takes from them."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from extraction.__main__ import main


class Command(BaseCommand):
    """`python -m extraction` under the name that everybody looks for: the same reader as the background job's."""

    help = "Read a report (UTF-8; - is standard input) and print its records as JSON, or a folder of them."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", help="a report; - is standard input")
        parser.add_argument("--published", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument(
            "--explain", action="store_true", help="each field with its quote and the rule that gave it"
        )
        parser.add_argument("--json", action="store_true", help="print JSON (the default)")
        parser.add_argument("--dir", type=Path, help="read every *.txt of a folder")
        parser.add_argument("--out", type=Path, help="where the *.json of --dir go")

    def handle(self, *args: Any, **options: Any) -> None:
        arguments = [options["file"]] if options["file"] else []
        for name in ("published", "dir", "out"):
            if options[name]:
                arguments += [f"--{name}", str(options[name])]
        if options["explain"]:
            arguments.append("--explain")
        if main(arguments):
            raise CommandError("Name a file, or - for standard input, or --dir DIR --out DIR")
