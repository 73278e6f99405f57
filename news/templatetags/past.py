"""A record on an earlier day, and as it was known on an earlier day, for people who are signed in."""

import datetime as dt
from typing import Any

from django import forms, template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.edtf import day_in_words
from directory.past import learned_since
from directory.records import Record
from directory.visibility import hides_unchecked
from news.as_of import facts_of, moment_of

register = template.Library()

NO_DATE = gettext_lazy("This is no date. Write it as 2025-11-30 or 30.11.2025.")
WRITTEN = ("%Y-%m-%d", "%d.%m.%Y", "%Y年%m月%d日")


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            input_formats=WRITTEN,
            error_messages={"invalid": NO_DATE},
            localize=False,
            **kwargs,
        )


class TimesForm(forms.Form):
    """The two times that a page can be asked for."""

    as_of = DayField(label=gettext_lazy("As of the day"))
    known_on = DayField(label=gettext_lazy("As known on"))

    def clean_known_on(self) -> dt.date | None:
        day = self.cleaned_data["known_on"]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError(
                _("Nobody knows yet what will be known on %(day)s. Choose a day that has come.")
                % {"day": day_in_words(day)}
            )
        return day


@register.inclusion_tag("news/_past.html", takes_context=True)
def past(context: template.Context) -> dict[str, Any]:
    """A form that asks for the two days and, when one is given, what was so, and what has been learned since."""
    request, record = context.get("request"), context.get("object")
    if request is None or not isinstance(record, Record) or record.is_withdrawn:
        return {}
    if not request.user.is_authenticated or hides_unchecked():
        return {}
    form = TimesForm({name: request.GET.get(name, "").strip()[:20] for name in TimesForm.base_fields})
    given = form.cleaned_data if form.is_valid() else {}
    day, known_on = given.get("as_of"), given.get("known_on")
    known = None
    if known_on is not None:
        known = dt.datetime.combine(known_on, dt.time.max, tzinfo=timezone.get_current_timezone())
    moment = moment_of(record, day, known) if day is not None else None
    is_older = known is not None and known < record.created_at
    return {
        "record": record,
        "form": form,
        "is_open": day is not None or known_on is not None or bool(form.errors),
        "heading": _in_words(day, known_on),
        "day": day,
        "known_on": known_on,
        "facts": facts_of(moment) if moment is not None and not is_older else [],
        "paragraphs": learned_since(record, known) if known is not None and not is_older else [],
        "is_older": is_older,
    }


def _in_words(day: dt.date | None, known_on: dt.date | None) -> str:
    words = {"day": day_in_words(day) if day else "", "known": day_in_words(known_on) if known_on else ""}
    if day and known_on:
        return _("As of %(day)s, as known on %(known)s") % words
    if day:
        return _("As of %(day)s, as known today") % words
    return _("As known on %(known)s") % words if known_on else ""
