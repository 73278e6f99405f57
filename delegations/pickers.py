"""Forums and senders by what somebody types: a part of the name in any case, a number, a year."""

from __future__ import annotations

import datetime as dt
import re

from django.db.models import Q

from delegations.bodies import Body, find_bodies
from directory.facets import called
from directory.models import Organization, Place
from events.models import Forum, ForumSeries
from extraction.keys import phrase_key

MOST_OPTIONS = 12
YEAR = re.compile(r"\b(?:19|2[01])\d\d\b")
ROMAN = re.compile(r"\b(?=[IVXLC])(?:X?C)?(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})\b")
NUMBER = re.compile(r"\b(\d{1,3})(?:-?(?:й|ый|ой|ий|th|st|nd|rd))?\b")
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def find_forums(text: str, today: dt.date) -> list[Forum]:
    """The editions that a text may mean, the newest first; those to come when it says nothing."""
    text = " ".join(text.split())[:300]
    if not text:
        return list(Forum.objects.upcoming(today).with_places()[:MOST_OPTIONS])
    rest, conditions = text, Q()
    if year := YEAR.search(rest):
        conditions &= Q(year=int(year[0])) | Q(dates__contains=year[0])
        rest = rest.replace(year[0], " ", 1)
    number = ROMAN.search(rest) or NUMBER.search(rest)
    if number and number[0].strip():
        conditions &= Q(number=_value(number[0]))
        rest = rest.replace(number[0], " ", 1)
    forums = Forum.objects.standing().filter(conditions)
    if phrase_key(rest):
        series = called(ForumSeries.objects.standing(), " ".join(rest.split()), phrase_key)
        forums = forums.filter(series__in=series.values("pk"))
    return list(forums.with_places().newest_first()[:MOST_OPTIONS])


def _value(number: str) -> int:
    """The value of a number in Roman or Arabic digits."""
    if not number[0].isalpha():
        return int(re.match(r"\d+", number)[0])
    values = [ROMAN_VALUES[letter] for letter in number]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def the_forum(text: str, today: dt.date) -> Forum | None:
    """The one edition that a text means, or None where it means none or several."""
    found = find_forums(text, today) if text.strip() else []
    exact = [forum for forum in found if str(forum).casefold() == " ".join(text.split()).casefold()]
    return exact[0] if exact else (found[0] if len(found) == 1 else None)


def find_senders(text: str) -> list[Body]:
    """Territories and organizations that a text may mean, those of this very name first."""
    text = " ".join(text.split())[:300]
    if not text:
        return []
    exact = list(find_bodies([text]).values())
    places = called(Place.objects.standing(), text, phrase_key).order_by("name", "pk")
    organizations = called(Organization.objects.standing(), text, phrase_key).order_by("name", "pk")
    others: list[Body] = [*places[:MOST_OPTIONS], *organizations[:MOST_OPTIONS]]
    return [*exact, *(body for body in others if body not in exact)][:MOST_OPTIONS]


def the_sender(text: str) -> Body | None:
    """The one body that a text names exactly, or the only one that it may mean."""
    if not text.strip():
        return None
    exact = find_bodies([text])
    if exact:
        return next(iter(exact.values()))
    found = find_senders(text)
    return found[0] if len(found) == 1 else None
