#!/usr/bin/env python3
"""Django's command line, with the embedded services when no others are configured."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forumtracker.settings")
# One thread a process for linear algebra: the models are small, the workers many. numpy reads it when it loads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from django.core.management import execute_from_command_line  # noqa: E402

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
