"""Which edition of an event is meant: its number, its year, "next", "last year's"."""

from __future__ import annotations

import re

from extraction import ordinals
from extraction.english.sides import Context
from extraction.findings import Value
from extraction.mentions import ForumMention

YEAR = re.compile(r"(?:19|20)\d\d$")
UNITS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
ORDINALS = {
    **{w: n for w, n in ordinals.SPELLED_EN.items() if w.endswith(("st", "nd", "rd", "th"))},
    "inaugural": 1,
}


def ordinal(word: str) -> int | None:
    """ "seventh", "27th", "IV", "twenty-first" → the number."""
    lower = word.lower()
    if lower in ORDINALS:
        return ORDINALS[lower]
    tens, _, unit = lower.partition("-")
    if unit in UNITS and tens in ordinals.SPELLED_EN:
        return ordinals.SPELLED_EN[tens] + ORDINALS[unit]
    if re.fullmatch(r"\d{1,3}(?:st|nd|rd|th)", lower):
        return int(lower[:-2])
    if re.fullmatch(r"[IVXL]{1,8}", word):
        return ordinals.roman(word)
    return None


def mention_of(context: Context, first: int, end: int, head: str, rule: str) -> ForumMention:
    return ForumMention(
        context.tokens.span(first, end), context.tokens.words[first].sentence, head=head, rule=rule
    )


def edition_before(context: Context, first: int, mention: ForumMention) -> int:
    """Number, year, "next", "last year's" before the name; the first token of all that."""
    tokens = context.tokens
    floor = tokens.start_of(first)
    index = first
    while index > floor and first - index < 6:
        before = index - 1
        word = tokens.words[before]
        number = ordinal(word.text)
        if number is not None and mention.number is None:
            mention.number = Value(number, tokens.span(before, before + 1), "edition_number")
        elif YEAR.match(word.text) and mention.year is None:
            mention.year = Value(int(word.text), tokens.span(before, before + 1), "year_before_name")
            mention.is_own_year = True
        elif word.lower in ("next", "upcoming", "coming", "forthcoming"):
            if word.lower == "next" and mention.number is None:
                mention.order = "next"
        elif word.lower in ("previous", "past", "last"):
            mention.order = "previous"
        elif word.lower in (
            "annual",
            "international",
            "two-day",
            "three-day",
            "four-day",
            "five-day",
            "one-day",
            "prestigious",
        ):
            pass
        elif word.text in ("'s", "’s") and tokens.lower(before - 1) == "year" and before - 2 >= floor:
            if not read_year(context, before - 2, mention):
                break
            index = before - 2
            continue
        elif (
            word.lower == "the"
            and tokens.lower(before - 1) == "of"
            and tokens.lower(before - 2) in ("edition", "session")
        ):
            before -= 2
        elif word.lower == "of" and tokens.lower(before - 1) in ("edition", "session"):
            before -= 1
        else:
            break
        index = before
    if index > floor and tokens.lower(index - 1) in ("the", "this", "its", "a", "an"):
        index -= 1
    return index


def read_year(context: Context, index: int, mention: ForumMention) -> bool:
    """ "Last year's forum": the year told by the date of publication."""
    word = context.tokens.lower(index)
    shift = {"last": -1, "this": 0, "next": 1}.get(word)
    if shift is None:
        return False
    if context.published_on is not None:
        span = context.tokens.span(index, index + 2)
        mention.year = Value(context.published_on.year + shift, span, "relative_year")
        mention.is_own_year = True
    mention.order = {"last": "previous", "next": "next"}.get(word, "")
    return True
