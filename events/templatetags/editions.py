"""Editions among the others of their series."""

from typing import Any

from django import template

from events.editions import short_name
from events.models import Forum

register = template.Library()


@register.filter
def short(forum: Forum) -> str:
    """What tells an edition from the others of its series: “VI · 2025”."""
    return short_name(forum)


@register.simple_tag
def short_of(facts: dict[str, Any]) -> str:
    """The same for an edition of which a page only has number and year."""
    return short_name(Forum(number=facts["number"], year=facts["year"]))
