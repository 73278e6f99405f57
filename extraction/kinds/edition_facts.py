"""What the mentions of one edition tell of it, taken together: number, dates, place, organizers, status."""

from __future__ import annotations

from extraction.findings import Forum, Value
from extraction.kinds.edition_status import status_of
from extraction.mentions import FORMER_PLAN, ForumMention, Reading
from extraction.places import find_place


def fill(forum: Forum, of_edition: list[ForumMention], reading: Reading) -> None:
    mentions = sorted(of_edition, key=lambda m: reading.sentences[m.sentence].is_title)
    forum.number = next((m.number for m in mentions if m.number is not None), None)
    dated = [m for m in mentions if m.dates is not None]
    dated = [m for m in dated if m.dates is None or m.dates.rule != FORMER_PLAN] or dated
    best = max(
        dated,
        key=lambda m: (_precision(m.dates.value if m.dates else ""), _is_put_off(m), m.status_weight),
        default=None,
    )
    forum.dates = _joined(dated) or (best.dates if best else None)
    if forum.dates is not None and forum.dates.value.startswith("../"):
        forum.dates = None  # the last day alone tells only the year
    elif (
        forum.dates is not None and forum.dates.value.endswith("/..") and forum.dates.rule != "date_open_end"
    ):
        forum.dates = Value(forum.dates.value.removesuffix("/.."), forum.dates.span, forum.dates.rule)
    forum.year = best.year if best and best.year else _year(mentions)
    placed = [m for m in mentions if m.place is not None]
    placed = [m for m in placed if m.place is None or m.place.rule != FORMER_PLAN] or placed
    place = max(
        placed,
        key=lambda m: (_is_city(m), m.status_weight, m.place.rule != "city_in_the_name" if m.place else 0),
        default=None,
    )
    if place is not None:
        forum.place = place.place
        forum.country = place.country or _country(place)
    else:
        forum.country = next((m.country for m in mentions if m.country is not None), None)
    for mention in mentions:
        forum.organizers += [
            o for o in mention.organizers if o.value not in {x.value for x in forum.organizers}
        ]
    background = [m for m in mentions if reading.sentences[m.sentence].is_background]
    forum.status = status_of(mentions, forum, reading.published_on, background)
    if (
        forum.year is None
        and reading.published_on is not None
        and forum.status is not None
        and forum.status.value == "ongoing"
    ):
        firm = [
            m
            for m in mentions
            if m.status is not None and m.status.value == "ongoing" and m.status_weight >= 2
        ]
        if firm:
            forum.year = Value(reading.published_on.year, forum.status.span, "takes_place_at_publication")


def _is_put_off(mention: ForumMention) -> bool:
    """Its date is the new one."""
    return mention.status is not None and mention.status.value == "postponed"


def _joined(dated: list[ForumMention]) -> Value[str] | None:
    """ "Opened on the 5th" and "works until the 10th" make one range."""
    first = next((m.dates for m in dated if m.dates is not None and m.dates.value.endswith("/..")), None)
    last = next((m.dates for m in dated if m.dates is not None and m.dates.value.startswith("../")), None)
    if first is None or last is None:
        return None
    begin, end = first.value.removesuffix("/.."), last.value.removeprefix("../")
    return Value(f"{begin}/{end}", first.span, "range_of_two_dates") if begin < end else None


def _precision(edtf: str) -> int:
    if edtf.startswith(".."):
        return 1
    if ".." in edtf:
        return 10
    return len(edtf)


def _year(mentions: list[ForumMention]) -> Value[int] | None:
    own = [m.year for m in mentions if m.year is not None and m.is_own_year]
    return next(iter(own or [m.year for m in mentions if m.year is not None]), None)


def _is_city(mention: ForumMention) -> bool:
    place = find_place(mention.place.value) if mention.place else None
    return place is None or place.kind in ("city", "island")


def _country(mention: ForumMention) -> Value[str] | None:
    if mention.place is None:
        return None
    place = find_place(mention.place.value)
    return Value(place.country, mention.place.span, "country_of_place") if place and place.country else None
