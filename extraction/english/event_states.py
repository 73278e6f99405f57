"""Verbs that tell the state of an event, and how far a walk over the words behind its name has come."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction.english.sides import Context

ADVERB = (
    r"(?:(?:[a-z]+ly|now|again|also|first|today|once more|once again|yet|next|then|thus|later|here|since)\s)?"
)
BE = rf"(?:(?:which|that)\s)?(?:(?:is|was|are|were)(?:\s(?:currently\s)?being)?|has been|had been|have been)\s{ADVERB}"
WILL = rf"(?:(?:which|that)\s)?(?:will|shall|would|is to|was to|are to|is (?:due|set|scheduled|expected|planned|slated|going) to|was (?:due|set|scheduled|expected|planned|supposed|meant|slated) to|to|due to|expected to)\s{ADVERB}"
HOLD = r"(?:be held|be hosted|be organi[sz]ed|take place|open(?!-)|run|start|begin|commence|convene|be convened|be inaugurated|kick off|get under ?way|go ahead|be staged|return|meet|gather|bring together|come(?= to)|move(?= to)|go(?= to)|be moved(?= to)|be opened|follow(?= in| on))"


# Each row is a rule with its pattern, the status that it tells and how firmly.
STATES: tuple[tuple[str, str, str, int], ...] = (
    ("called_off", rf"(?:(?:{BE}|will be |would be |being )?{ADVERB}(?:cancelled|canceled|called off|scrapped)|will not (?:be held|take place|go ahead)|would not (?:be held|take place))\b", "cancelled", 3),
    ("put_off", rf"(?:{BE}|will be |would be |being )?{ADVERB}(?:postponed|put off|put back|deferred|shifted|rescheduled|pushed back|moved(?: back| forward)?(?=\s(?:to|from)\s)|delayed)\b", "postponed", 3),
    ("may_be_held", rf"(?:may|might|could|should)\s(?:also\s)?{HOLD}\b", "proposed", 3),
    ("proposed_event", rf"{BE}(?:proposed|suggested)\b", "proposed", 3),
    ("goes_on", r"(?:(?:which|that)\s)?(?:is|are)\s(?:(?:now|currently)\s)?(?:taking place|being held|under way|underway|running|in progress|in full swing|being hosted|continuing)\b", "ongoing", 3),
    ("goes_on", r"(?:is|was|has been) (?:in its|into its) (?:first|second|third|fourth|final|last) day\b", "ongoing", 3),
    ("they_will_hold", r"(?:which|that)\s(?:[\w'’.-]+\s){1,6}?(?:will|is to|are to|plans? to|intends? to|is set to|are set to) (?:hold|host|organi[sz]e|convene|stage)\b", "planned", 3),
    ("they_held", r"(?:which|that)\s(?:[\w'’.-]+\s){1,6}?(?:has |have |had )?(?:hosted|organi[sz]ed|convened|staged)\b(?! by)", "held", 3),
    ("goes_on", r"(?:(?:which|that)\s)?(?:continues|is continuing|runs|lasts)\b", "", 3),
    ("will_be_held", rf"{WILL}{HOLD}\b", "planned", 3),
    ("scheduled", rf"(?:{BE})?{ADVERB}(?:scheduled|pencilled in|penciled in|timed|billed|earmarked|planned|slated|due|set|expected|announced)\b", "planned", 3),
    ("goes_on_participle", r"(?:currently |now )?being (?:held|organi[sz]ed|hosted|staged)\b", "ongoing", 2),
    ("takes_place_participle", r"taking place\b", "", 1),
    ("opens_participle", r"(?:starting|beginning|opening|commencing|kicking off)(?= (?:on|from|this|next|tomorrow|[A-Z]))", "", 1),
    ("ended", r"(?:(?:which|that)\s)?(?:will|would|is to|was to) (?:conclude|end|close|culminate|wrap up|run until)\b", "", 1),
    ("ended", r"(?:(?:which|that)\s)?(?:has |had )?(?:closed|ended|concluded|concludes|wrapped up|wraps up|finished|culminated|(?:came|come|comes|drew|drawn|draws) to (?:an end|a (?:\w+ )?close|a conclusion))\b", "held", 3),
    ("organised_in", r"(?:co-)?(?:hosted|organi[sz]ed|staged)(?= (?:in|at) )", "held", 1),
    ("was_held", r"(?:(?:which|that)\s)?(?:has |had )?(?:taken place|took place|ran|brought together|gathered|drew|attracted|hosted|featured|welcomed|saw|was attended|was opened)\b", "held", 3),
    ("was_held", rf"{BE}(?:held|hosted(?! by)|staged|convened|concluded|closed|completed)\b", "held", 3),
    ("organised_by", rf"(?:{BE}|will be )?{ADVERB}(?:co-)?(?:hosted|organi[sz]ed|co-organi[sz]ed|convened|arranged) (?:jointly )?by\b", "", 0),
    ("opened", r"(?:(?:which|that)\s)?(?:has |had )?(?:opened|kicked off|started|began|begun|commenced|convened(?! by)|got under ?way|raised (?:its|the) curtains?|set off)\b", "opened", 3),
    ("moves_on", r"(?:moves|returns|goes|travels|comes)(?= to\b)", "planned", 2),
    ("opened", r"(?:was|were|has been|have been) (?:[a-z]+ly )?(?:opened|inaugurated|declared open|launched)\b", "opened", 3),
    ("opens", r"(?:(?:which|that)\s)?(?:opens|kicks off|starts|begins|commences|gets under ?way|convenes)\b", "opens", 2),
    ("takes_place", r"(?:(?:which|that)\s)?takes place\b", "opens", 2),
    ("be_held", r"be (?:held|hosted|organi[sz]ed|staged|convened)\b", "proposed", 3),
    ("held_participle", r"held\b", "held", 2),
)  # fmt: skip
COMPILED = tuple(
    (rule, re.compile(pattern, re.IGNORECASE), status, weight) for rule, pattern, status, weight in STATES
)


@dataclass(slots=True)
class Walk:
    """How far the walk is, and what it has seen."""

    index: int
    limit: int
    last_verb: str = ""
    is_beside: bool = False  # "at the forum": the verb behind it is not said of the event
    is_put_off: bool = False  # "postponed the forum, due on …, until …": the date behind "until" is the one
    is_opening: bool = False  # "will open on …": the date is the first day
    after_comma: int = 0  # the token behind the last comma
    is_in_brackets: bool = False


NUMBERED = re.compile(
    r"for (?:the|a) (?P<times>(?!first)[A-Za-z\d-]{2,16}) time\b|(?:it )?(?:is|was|will be|becomes) the (?P<number>[A-Za-z\d-]{2,16})(?= (?:edition|such|one|in the series|of its kind)|[,.;])"
)


def is_number_at(context: Context, index: int) -> bool:
    words = context.tokens.words
    return index < len(words) and NUMBERED.match(context.tokens.text, words[index].start) is not None


def state_at(context: Context, index: int) -> tuple[str, str, int, int] | None:
    """(rule, status, weight, end of the match) of the verb at a token."""
    if index >= len(context.tokens.words):
        return None
    start = context.tokens.words[index].start
    for rule, pattern, status, weight in COMPILED:
        found = pattern.match(context.tokens.text, start)
        if found is not None:
            return rule, status, weight, found.end()
    return None
