"""What was known of a record on an earlier day, for people who are signed in."""

import datetime as dt
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.past import learned_since
from directory.records import Record

register = template.Library()


@register.inclusion_tag("directory/_known_on.html", takes_context=True)
def known_on(context: template.Context) -> dict[str, Any]:
    """A form that asks for a day and, when one is given, what has been learned since its end."""
    request, record = context.get("request"), context.get("object")
    if request is None or not isinstance(record, Record) or not request.user.is_staff:
        return {}
    asked = request.GET.get("known_on", "").strip()
    day, message = None, ""
    if asked:
        try:
            day = dt.date.fromisoformat(asked)
        except ValueError:
            message = _("This is no date. Write it as 2025-11-30.")
    paragraphs = []
    if day is not None:
        end = dt.datetime.combine(day, dt.time.max, tzinfo=timezone.get_current_timezone())
        paragraphs = learned_since(record, end)
    return {
        "record": record,
        "asked": asked[:20],
        "day": day,
        "message": message,
        "paragraphs": paragraphs,
        "is_older": day is not None and day < timezone.localtime(record.created_at).date(),
    }
