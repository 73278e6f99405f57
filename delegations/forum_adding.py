"""An edition that is not known yet, entered at the desk: its dates in anybody's words, never more precise than known."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.actions import EntryError, one_at_a_time
from delegations.dates import TypedDateField, TypedDayField
from delegations.desk import SourceKind
from delegations.models import Entry
from delegations.writing import make_place, responsible, script_language
from directory.addresses import free_slug
from directory.edtf import bounds
from directory.history import act
from directory.models import Act, Place, PlaceName
from directory.records import Name
from events.models import Forum, ForumSeries, ForumStatus, SeriesName, Status
from extraction.keys import phrase_key


class ForumForm(forms.Form):
    """What is known of an edition, and on whose word."""

    series = forms.CharField(
        label=gettext_lazy("Forum"),
        max_length=500,
        help_text=gettext_lazy("The name without number and year"),
    )
    number = forms.IntegerField(label=gettext_lazy("Number"), required=False, min_value=1, max_value=399)
    dates = TypedDateField(
        label=gettext_lazy("When"),
        required=False,
        help_text=gettext_lazy("autumn 2026, until 15 September, 8–9 June 2026, Q3 2026, 2026年9月"),
    )
    place = forms.CharField(label=gettext_lazy("Where"), required=False, max_length=200)
    source_kind = forms.ChoiceField(label=gettext_lazy("Source"), choices=[("", "—"), *SourceKind.choices])
    source_text = forms.CharField(label=gettext_lazy("Number, name or address"), max_length=500)
    source_on = TypedDayField(label=gettext_lazy("of"), required=False)


@transaction.atomic
def add_forum(given: dict[str, Any], *, by: AbstractBaseUser) -> tuple[Forum, Entry]:
    """Add an edition, and its series and place where they are new; EntryError when the series has this number already."""
    one_at_a_time()
    name = " ".join(given["series"].split())
    series = (
        ForumSeries.objects.standing().filter(names__key=phrase_key(name)).order_by("pk").first()
        or ForumSeries.objects.standing().filter(name__iexact=name).first()
    )
    if series and given["number"] and series.forums.standing().filter(number=given["number"]).exists():
        raise EntryError(_("This forum has an edition with this number already. Choose it in the list."))
    with act(Act.Kind.EDIT, by=by, subject=name, reason=given["source_text"]) as done:
        series = series or _make_series(name)
        forum = _make_forum(series, given)
    entry = Entry.objects.create(
        kind=Entry.Kind.FORUM,
        about=str(forum)[:500],
        by=by,
        act=done,
        forum=forum,
        source_kind=given["source_kind"],
        source_text=given["source_text"],
        source_on=given["source_on"],
    )
    return forum, entry


def _make_series(name: str) -> ForumSeries:
    series = ForumSeries(
        name=name, language=script_language(name), slug=free_slug(ForumSeries.objects.all(), name)
    )
    responsible(series, "name", "language").save()
    SeriesName.objects.create(
        series=series, text=name, language=series.language, kind=Name.Kind.MAIN, key=phrase_key(name)
    )
    return series


def _make_forum(series: ForumSeries, given: dict[str, Any]) -> Forum:
    first, last = _years(given["dates"])
    year = first if first and first == last else None
    forum = Forum(
        series=series,
        number=given["number"],
        year=year,
        dates="" if given["dates"] == str(year) else given["dates"],
        place=_place(given["place"]),
        status=Status.PLANNED,
    )
    forum.slug = free_slug(series.forums.all(), str(forum.number or forum.year or "undated"))
    fields = [name for name in ("number", "year", "dates", "place") if getattr(forum, name)]
    responsible(forum, "series", "status", *fields).save()
    status = ForumStatus(
        forum=forum, status=Status.PLANNED, stated_on=given["source_on"], said_by=given["source_text"][:300]
    )
    responsible(status, "status").save()
    return forum


def _years(dates: str) -> tuple[int | None, int | None]:
    if not dates:
        return None, None
    known = bounds(dates)
    first, last = known.first or known.last, known.last or known.first
    return (first.year if first else None), (last.year if last else None)


def _place(name: str) -> Place | None:
    name = " ".join(name.split())
    if not name:
        return None
    known = (
        PlaceName.objects.filter(key=phrase_key(name), place__withdrawn_at=None)
        .select_related("place")
        .first()
    )
    return known.place if known else make_place(name)
