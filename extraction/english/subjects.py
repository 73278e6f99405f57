"""Subjects: which sides stand before a verb as those who do it."""

from __future__ import annotations

from dataclasses import replace

from extraction.english.office_reading import OF_TERRITORY
from extraction.english.phrases import DESCRIPTORS
from extraction.english.sides import SEPARATORS, Context, Side, behind_brackets, sides_at

ADVERBS = frozenset(
    ["may", "might", "could", "also", "then", "have", "has", "had", "will", "would", "to", "jointly", "is",
    "are", "was", "were", "today", "later", "both", "again", "formally", "officially", "in", "turn",
    "separately", "further", "each", "recently", "already", "earlier", "yesterday", "plan", "plans",
    "intend", "intends", "be", "been", "used", "it", "expected", "set", "due", "going", "scheduled", "who",
    "jointly", "publicly", "personally", "just", "now", "finally", "together", "all", "since",
    "subsequently"]
)  # fmt: skip
BEGINNINGS = frozenset(
    {"the", "a", "an", "its", "both", "he", "she", "our", *DESCRIPTORS, *OF_TERRITORY}
)  # lower-case words that open a side


def sides_before(context: Context, end: int, floor: int) -> list[Side]:
    """The sides whose words end right before a token: whoever owns what follows."""
    for first in range(max(floor, end - 12), end):
        if first > floor and context.phrases.is_name_word(first - 1) and first not in context.posts.starts:
            continue
        sides = sides_at(context, first, end)
        if sides and sides[-1].last == end:
            return sides
    return []


def subjects(context: Context, verb: int, floor: int) -> list[Side]:
    """The sides before a verb that are its subject: the last list before it."""
    tokens = context.tokens
    found = _sides_between(context, max(floor, verb - 90), verb)
    if not found or not _reaches(context, found[-1].end, verb):
        return _coordinated(context, found, verb)
    if any(tokens.lower(i) == "who" for i in range(found[-1].end, verb)):
        return [found[-1]]  # "given by X, who headed": whatever X is in the clause before
    run = [found[-1]]
    for position in range(len(found) - 2, -1, -1):
        side = found[position]
        between = [tokens.lower(i) for i in range(side.end, run[0].first)]
        if side.first == run[0].first or (
            between
            and all(word in SEPARATORS and word not in ("by", "with") for word in between)
            and {"and", "&", "well"} & _words(context, side, run, verb)
            and not (between == [",", "and"] and _ends_clause(context, found, position))
        ):
            run.insert(0, side)
        else:
            break
    before = tokens.lower(run[0].first - 1)
    if before in OBJECT_PREPOSITIONS and run[0].first > floor:
        owner = _before_insertion(context, found, run[0].first, verb)
        if owner is not None:
            return [owner]
    if before == "with" and tokens.lower(verb - 1) == "and" and run[0].first > floor:
        return _coordinated(context, found, verb)
    if (
        before in ("of", "by", "for", "to", "at", "in", "from", "on", "under", "about")
        and run[0].first > floor
    ):
        return []
    return run


def _sides_between(context: Context, index: int, verb: int) -> list[Side]:
    """All sides named before a verb, without what stands in quotation marks or brackets."""
    tokens = context.tokens
    found: list[Side] = []
    while index < verb:
        if index in tokens.quotations:
            index = tokens.quotations[index] + 1
            continue
        word = tokens.words[index]
        if word.text == "(":
            index = max(index + 1, behind_brackets(context, index, verb))
            continue
        if not word.is_capitalised and word.lower not in BEGINNINGS and index not in context.posts.starts:
            index += 1
            continue
        sides = sides_at(context, index, verb)
        if sides:
            if tokens.lower(sides[-1].end) == "(" and sides[-1].end < verb:
                sides[-1] = replace(sides[-1], end=behind_brackets(context, sides[-1].end, verb))
            found += sides
            index = max(sides[-1].end, index + 1)
        else:
            index += 1
    return found


def _coordinated(context: Context, found: list[Side], verb: int) -> list[Side]:
    """ "X held talks with Y and signed": the subject of the first verb is that of the one behind "and"."""
    tokens = context.tokens
    index = verb - 1
    while index > 0 and tokens.lower(index) in ADVERBS and tokens.lower(index) not in ("it", "who"):
        index -= 1
    if tokens.lower(index) != "and" or not found:
        return []
    floor = tokens.start_of(verb)
    for side in found:
        before = tokens.lower(side.first - 1) if side.first > floor else ""
        is_subject = before not in OBJECT_PREPOSITIONS and side.kind in (
            "person",
            "organization",
            "territory",
            "side",
        )
        if is_subject and side.end < verb - 1 and tokens.lower(side.end) not in ("'s", "’s"):
            return [side] if _is_followed_by_verb(context, side.end, index) else []
    return []


def _before_insertion(context: Context, found: list[Side], inside: int, verb: int) -> Side | None:
    """ "The Commission, represented by its deputy director X, has invited": who stands before the insertion."""
    tokens = context.tokens
    for side in reversed(found):
        if side.end < inside and tokens.lower(side.end) == ",":
            closed = next((i for i in range(verb - 1, inside, -1) if tokens.lower(i) == ","), None)
            is_short = closed is not None and all(tokens.lower(i) in ADVERBS for i in range(closed + 1, verb))
            before = tokens.lower(side.first - 1) if side.first else ""
            return side if is_short and before not in OBJECT_PREPOSITIONS else None
    return None


OBJECT_PREPOSITIONS = frozenset(
    ["of", "by", "for", "to", "at", "in", "from", "on", "under", "about", "with", "between", "against",
    "near", "than"]
)  # fmt: skip
AUXILIARIES = frozenset(["will", "would", "has", "had", "have", "was", "were", "is", "also", "then", "to", "held", "met", "took",
                         "gave", "told", "said", "made", "spoke", "thanked", "led", "sent", "got", "won"])  # fmt: skip


def _is_followed_by_verb(context: Context, index: int, limit: int) -> bool:
    """A finite verb stands behind a side, perhaps behind an insertion between commas."""
    tokens = context.tokens
    if tokens.lower(index) == ",":
        closing = next((i for i in range(index + 1, limit) if tokens.lower(i) == ","), None)
        index = closing + 1 if closing is not None else limit
    if index >= limit:
        return False
    lower = tokens.lower(index)
    return lower in AUXILIARIES or lower.endswith("ed") and not tokens.words[index].is_capitalised


def _ends_clause(context: Context, found: list[Side], position: int) -> bool:
    """ "…to visit Osh, and Belova accepted": the comma parts clauses, where no list and no apposition explains it."""
    side = found[position]
    if side.end > side.last:
        return False
    before = context.tokens.lower(side.first - 1)
    return not (position and before == "," and found[position - 1].end == side.first - 1)


def _words(context: Context, side: Side, run: list[Side], verb: int) -> set[str]:
    return {context.tokens.lower(i) for i in range(side.end, max(run[-1].first, side.end + 1))} | {
        context.tokens.lower(i) for i in range(run[0].end, min(run[0].end + 3, verb))
    }


def _reaches(context: Context, end: int, verb: int) -> bool:
    """Only adverbs, auxiliaries or a clause between commas stand between the subject and its verb."""
    tokens = context.tokens
    index = end
    while index < verb:
        lower = tokens.lower(index)
        if lower in ADVERBS or lower.endswith("ly") or lower == "," and index > end and index + 1 == verb:
            index += 1
        elif lower == ",":
            closing = next((i for i in range(index + 1, verb) if tokens.lower(i) == ","), None)
            if closing is None:
                if all(tokens.lower(i) in ADVERBS for i in range(index + 1, verb)):
                    index += 1
                    continue
                return False
            index = closing + 1
        elif lower == "'s" or lower == "’s":
            return False
        else:
            return False
    return True
