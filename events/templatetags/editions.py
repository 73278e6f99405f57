"""Editions among the others of their series."""

from django import template

from events.editions import short_name
from events.models import Forum

register = template.Library()


@register.filter
def short(forum: Forum) -> str:
    """What tells an edition from the others of its series: “VI · 2025”."""
    return short_name(forum)
