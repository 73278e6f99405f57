#!/usr/bin/env python3
"""Django's command line. Where no database is configured, a command that needs one starts the embedded one."""

import os
import sys

from django.core.management import execute_from_command_line

from forumtracker.embedded import Embedded, ServiceError, home

# One thread a process for linear algebra: the models are small, the workers many. numpy reads it when it loads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forumtracker.settings")

NEED_NO_DATABASE = {
    "check",
    "collectstatic",
    "diffsettings",
    "extract",
    "findstatic",
    "help",
    "messages",
    "version",
}


def main(arguments):
    command = arguments[1] if len(arguments) > 1 else "help"
    is_help = command.startswith("-") or {"-h", "--help"} & set(arguments)
    if not (os.environ.get("DATABASE_URL") or command in NEED_NO_DATABASE or is_help):
        # The servers run for as long as this object holds their lock.
        servers = Embedded(home())
        try:
            servers.start()
        except ServiceError as error:
            sys.exit(str(error))
    execute_from_command_line(arguments)


if __name__ == "__main__":
    main(sys.argv)
