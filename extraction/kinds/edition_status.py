"""Whether an edition is proposed, planned, ongoing, held or called off: verbs against dates and the day of publication."""

from __future__ import annotations

from datetime import date

from extraction.findings import Forum, Value
from extraction.mentions import ForumMention

SPECIAL = ("cancelled", "postponed")


LONGEST_EVENT = 7  # days that one of which only the first day is known may last


def status_of(
    mentions: list[ForumMention], forum: Forum, published_on: date | None, background: list[ForumMention]
) -> Value[str] | None:
    """Called off beats all; then dates against the day of publication; then the strongest verb."""
    said = [m for m in mentions if m.status is not None]
    takes_place = [m for m in said if _takes_place(m) and m not in background]
    # «Форум отменён … мероприятие переносится на 2021 год»: what is put off is not given up.
    for mention in sorted(said, key=lambda m: m.status is None or m.status.value != "postponed"):
        if mention.status is not None and mention.status.value in SPECIAL:
            if mention in background and takes_place:
                continue  # «Форум открылся утром. Как сообщалось, его перенесли с ноября»
            return mention.status
    firm = [m for m in said if m.status_weight == 3]
    if firm and all(m.status is not None and m.status.value == "proposed" for m in firm):
        return firm[0].status
    still_on = [m for m in firm if _is_still_on(m, published_on)]
    if still_on:
        return still_on[0].status
    ended = [
        m
        for m in firm
        if m.status is not None and m.status.rule.startswith("verb_") and m.status.value == "held"
    ]
    if ended and forum.dates is not None and _last_day(forum.dates.value) == published_on:
        return ended[0].status
    if _has_just_begun(mentions, forum, published_on):
        opened = [m for m in said if m.status is not None and m.status.value == "ongoing"]
        if opened:
            return opened[0].status
    by_date = _status_by_date(forum, published_on) or _status_by_year(forum, published_on)
    if by_date is not None:
        return by_date
    best = max(
        said,
        key=lambda m: (
            m.status_weight,
            m.status is not None and m.status.value != "proposed",
            m.status is not None and m.status.value == "ongoing" and m.status.rule == "verb_begin",
        ),
        default=None,
    )
    return best.status if best else None


def _takes_place(mention: ForumMention) -> bool:
    is_firm = mention.status is not None and mention.status_weight == 3
    return is_firm and mention.status is not None and mention.status.value in ("ongoing", "held")


def _is_still_on(mention: ForumMention, published_on: date | None) -> bool:
    """«Выставка работает до завтра»."""
    if mention.status is None or mention.status.value != "ongoing" or mention.dates is None:
        return False
    last = _day(mention.dates.value.removeprefix("../"), is_last=True)
    is_open = mention.dates.value.startswith("../")
    return is_open and published_on is not None and last is not None and last >= published_on


def _has_just_begun(mentions: list[ForumMention], forum: Forum, published_on: date | None) -> bool:
    """«Выставка открылась вчера»: only the first day is known, and it was not long ago."""
    if forum.dates is None or published_on is None:
        return False
    first = _day(forum.dates.value, is_last=False)
    is_open = any(m.dates is not None and m.dates.value == f"{forum.dates.value}/.." for m in mentions)
    return is_open and first is not None and 0 <= (published_on - first).days < LONGEST_EVENT


def _last_day(edtf: str) -> date | None:
    first, _, last = edtf.partition("/")
    return _day(last or first, is_last=True)


def _status_by_year(forum: Forum, published_on: date | None) -> Value[str] | None:
    """«протокол четвёртого форума (Дацин, 2023 год)»: an edition of a year gone by was held."""
    if forum.dates is not None or forum.year is None or published_on is None:
        return None
    is_past = forum.year.value < published_on.year
    return Value("held", forum.year.span, "year_before_publication") if is_past else None


def _status_by_date(forum: Forum, published_on: date | None) -> Value[str] | None:
    if forum.dates is None or published_on is None:
        return None
    first, _, last = forum.dates.value.partition("/")
    bounds = [_day(first, is_last=False), _day(last or first, is_last=True)]
    if bounds[0] is None and bounds[1] is None:
        return None
    span = forum.dates.span
    if bounds[1] is not None and bounds[1] < published_on:
        return Value("held", span, "dates_before_publication")
    if bounds[0] is not None and bounds[0] > published_on:
        return Value("planned", span, "dates_after_publication")
    if (
        bounds[0] is not None
        and bounds[1] is not None
        and (bounds[1] - bounds[0]).days < 20
        and len(first) == 10
    ):
        if bounds[0] == bounds[1]:
            return None  # on the day itself the verb tells whether it is over
        return Value("ongoing", span, "dates_around_publication")
    return None


def _day(text: str, *, is_last: bool) -> date | None:
    parts = text.split("-")
    try:
        if len(parts) == 3:
            return date(int(parts[0]), int(parts[1]), int(parts[2]))
        if len(parts) == 2 and int(parts[1]) <= 12:
            year, month = int(parts[0]), int(parts[1])
            if not is_last:
                return date(year, month, 1)
            return date(year + month // 12, month % 12 + 1, 1).fromordinal(
                date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
            )
    except ValueError:
        return None
    return None
