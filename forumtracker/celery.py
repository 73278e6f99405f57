"""The Celery application. Tasks live in the `tasks.py` of the apps."""

import os

from celery import Celery
from celery.signals import worker_init

import extraction

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forumtracker.settings")

app = Celery("forumtracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def load_models(**_):
    """Load the language models before the pool forks, so that its processes share their memory."""
    extraction.load()
