from django.apps import AppConfig

from forumtracker.celery import app

# Django imports this module at start, so that every task of the site belongs to this Celery application.
__all__ = ["ForumtrackerConfig", "app"]


class ForumtrackerConfig(AppConfig):
    name = "forumtracker"
