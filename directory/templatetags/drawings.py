"""Maps and charts in the pages."""

from collections.abc import Sequence
from typing import Any

from django import template

from directory.charts import Chart
from directory.maps import SMALL, Marked, draw

register = template.Library()


@register.inclusion_tag("directory/_map.html")
def places_map(places: Sequence[Marked], label: str, has_route: bool = False) -> dict[str, Any]:
    """A map of places; the page lists them in words beside it."""
    return {"drawing": draw(places, has_route=has_route), "label": label}


@register.inclusion_tag("directory/_map_of_links.html")
def linked_map(places: Sequence[Marked]) -> dict[str, Any]:
    """A map whose marks lead somewhere, for the eye and the mouse: the page has the same places and links in a table."""
    return {"drawing": draw(places, names_all=False, lettering=SMALL)}


@register.inclusion_tag("directory/_chart.html")
def column_chart(chart: Chart) -> dict[str, Any]:
    """Columns, for the eye only: the page has the same figures in a table."""
    return {"chart": chart}
