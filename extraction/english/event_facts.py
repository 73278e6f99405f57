"""What a clause says of an event: when, where, in which state, by whom it is organised.

A walk over the words behind the event's name takes one known element after the other (a verb, a date, "in Baku", "hosted
by …") and stops at the first that it does not know; so what the sentence says of something else is never taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta

from extraction.english.dates import When
from extraction.english.events import ordinal
from extraction.english.phrases import DEMONYMS, PlaceName, lookup, towns
from extraction.english.sides import Context, Side, list_at, subjects
from extraction.findings import Span, Value
from extraction.mentions import ForumMention

ADVERB = r"(?:(?:now|again|also|initially|first|tentatively|provisionally|officially|formally|jointly|currently|originally|annually|usually|finally|successfully|today|once more|yet|next|formally|now|then)\s)?"
BE = rf"(?:(?:which|that)\s)?(?:is|was|are|were|has been|had been|have been)\s{ADVERB}"
WILL = rf"(?:(?:which|that)\s)?(?:will|shall|would|is to|was to|are to|is (?:due|set|scheduled|expected|planned|slated|going) to|was (?:due|set|scheduled|expected|planned) to|to|due to|expected to)\s{ADVERB}"
HOLD = r"(?:be held|be hosted|be organi[sz]ed|take place|open(?!-)|run|start|begin|convene|be convened|kick off|go ahead|be staged|return|meet|gather|bring together|come(?= to)|move(?= to)|go(?= to)|be moved(?= to)|be opened)"
# Each row is a rule with its pattern, the status that it tells and how firmly.
STATES: tuple[tuple[str, str, str, int], ...] = (
    ("called_off", rf"(?:(?:{BE}|will be |would be |being )?{ADVERB}(?:cancelled|canceled|called off|scrapped)|will not (?:be held|take place|go ahead)|would not (?:be held|take place))\b", "cancelled", 3),
    ("put_off", rf"(?:{BE}|will be |would be |being )?{ADVERB}(?:postponed|put off|put back|deferred|shifted|rescheduled|pushed back|moved(?: back| forward)?(?=\s(?:to|from)\s)|delayed)\b", "postponed", 3),
    ("may_be_held", rf"(?:may|might|could|should)\s(?:also\s)?{HOLD}\b", "proposed", 3),
    ("proposed_event", rf"{BE}(?:proposed|suggested)\b", "proposed", 3),
    ("goes_on", r"(?:(?:which|that)\s)?(?:is|are)\s(?:(?:now|currently)\s)?(?:taking place|being held|under way|underway|running|in progress|in full swing|being hosted|continuing)\b", "ongoing", 3),
    ("goes_on", r"(?:is|was|has been) (?:in its|into its) (?:first|second|third|fourth|final|last) day\b", "ongoing", 3),
    ("goes_on", r"(?:(?:which|that)\s)?(?:continues|is continuing|runs|lasts)\b", "", 3),
    ("will_be_held", rf"{WILL}{HOLD}\b", "planned", 3),
    ("scheduled", rf"(?:{BE})?{ADVERB}(?:scheduled|pencilled in|penciled in|timed|billed|earmarked|planned|slated|due|set|expected|announced)\b", "planned", 3),
    ("ended", r"(?:(?:which|that)\s)?(?:has |had )?(?:closed|ended|concluded|wrapped up|wraps up|finished|came to an end|drew to a close)\b", "held", 3),
    ("was_held", r"(?:(?:which|that)\s)?(?:has |had )?(?:taken place|took place|ran|brought together|gathered|drew|attracted|hosted|featured|welcomed|saw|was attended|was opened)\b", "held", 3),
    ("was_held", rf"{BE}(?:held|hosted(?! by)|staged|convened|concluded|closed|completed)\b", "held", 3),
    ("organised_by", rf"(?:{BE}|will be )?{ADVERB}(?:co-)?(?:hosted|organi[sz]ed|co-organi[sz]ed|convened|arranged) (?:jointly )?by\b", "", 0),
    ("opened", r"(?:(?:which|that)\s)?(?:has |had )?(?:opened|kicked off|started|began|begun|got under way|got underway)\b", "opened", 3),
    ("moves_on", r"(?:moves|returns|goes|travels|comes)(?= to\b)", "planned", 2),
    ("opened", r"(?:was|were) (?:officially )?opened\b", "opened", 3),
    ("opens", r"(?:(?:which|that)\s)?(?:opens|kicks off|starts|begins|takes place)\b", "opens", 2),
    ("be_held", r"be (?:held|hosted|organi[sz]ed|staged|convened)\b", "proposed", 3),
    ("held_participle", r"held\b", "held", 2),
)  # fmt: skip
COMPILED = tuple((rule, re.compile(pattern), status, weight) for rule, pattern, status, weight in STATES)
BESIDE = frozenset(
    [
        "at",
        "in",
        "of",
        "during",
        "to",
        "for",
        "with",
        "after",
        "before",
        "alongside",
        "on",
        "by",
        "from",
        "about",
        "under",
        "within",
        "and",
    ]
)
BEFORE_DATE = frozenset(
    [
        "on",
        "from",
        "in",
        "for",
        "during",
        "between",
        "until",
        "till",
        "to",
        "through",
        "early",
        "late",
        "the",
        "of",
        "around",
        "at",
        "end",
        "first",
        "second",
        "half",
    ]
)
TO_COME = frozenset({"to", "due", "expected"})
BEFORE_TOWN = frozenset(
    [
        "the",
        "a",
        "city",
        "of",
        "capital",
        "town",
        "downtown",
        "central",
        "northeast",
        "province",
        "southern",
        "northern",
        "eastern",
        "western",
    ]
)
SKIPPED = re.compile(
    r"its doors\b|by (?:\w+ )?(?:weeks?|months?|days?|years?)\b|at short notice\b|indefinitely\b|successfully\b|(?:once )?again\b|as early as\b|no earlier than\b|usually held\b(?! in)|jointly\b|officially\b|successfully\b|live\b|here\b|both\b|instead\b|as planned\b|annually\b|for the \w+ time\b|back\b"
)
HOSTS_BEFORE = re.compile(
    r"\b(?P<verb>(?:will be|is|was|becomes|became) the (?:venue|host|host city) (?:of|for)|(?:has )?won the right to host|(?:has been|was) chosen to host|will play host to|plays host to|played host to|is preparing to host|is getting ready to host|hosts|hosted|stages|staged|will stage|is staging|will host|is hosting|to host|is to host|has hosted|is set to host|is due to host|(?:may|might|could|would|is ready to|is willing to|offered to|wants to|hopes to|bids to) host)\s(?:the\s|its\s)?$"
)
CALLED_OFF_BEFORE = re.compile(
    r"\b[Tt]here will be no\s$|\b(?:cancelled|canceled|called off|calls off|call off|calling off|cancellation of|cancels|cancel|scrapped|scraps|axed)\s(?:the\s|its\s|this year's\s)?(?:(?:\w+|\d+(?:st|nd|rd|th))\s)?$"
)
PUT_OFF_BEFORE = re.compile(
    r"\b(?:postpon(?:ed|e|es|ing|ement of)|put(?:ting)? off|reschedul(?:ed|e|es|ing|ing of)|push(?:ed|es)? back|delay(?:ed|s|ing)?|move|moved|moves|moving|shift(?:ed|s)?)\s(?:the\s|its\s|this year's\s|next year's\s)?(?:(?:\w+|\d+(?:st|nd|rd|th))\s)?$"
)
PLANNED_BEFORE = re.compile(
    r"\b(?:will (?:take part in|attend|participate in|be held (?:during|at)|be presented at|visit|host|speak at|open)|to attend|to take part in|prepar(?:e|es|ing|ations?) for|ahead of|in the run-up to"
    r"|[Pp]rogramme of|[Rr]egistration for|[Aa]pplications for|[Tt]ickets for|upcoming)\s(?:the\s)?$"
)
HELD_BEFORE = re.compile(
    r"\b(?:co-chaired|chaired|presided over|addressed|represented \w+ at|exhibited at|presented at|returned home from|participated at|took part in|attended|participated in|visited|spoke at|returned from|results of|outcome of|following|took part at|was held at|concluded|closed|ended)\s(?:the\s)?$"
)
ONGOING_BEFORE = re.compile(
    r"\b(?:takes part in|is attending|are attending|is taking part in|are taking part in|opens)\s(?:the\s)?$"
)
OPENED_BEFORE = re.compile(r"\b(?:opened|has opened|opens|inaugurated|declared open|kicked off)\s(?:the\s)?$")
DURATION = re.compile(r"\b(two|three|four|five|2|3|4|5)-day\b")
DAYS = {"two": 2, "three": 3, "four": 4, "five": 5}
ORGANISES_BEFORE = re.compile(
    r"\b(?P<verb>organi[sz]ed|organi[sz]es|organi[sz]e|is organi[sz]ing|are organi[sz]ing|will organi[sz]e|co-organi[sz]ed|co-organi[sz]es|holds|is holding|will hold|convened|will convene)\s(?:the\s|its\s)?$"
)
ORGANIZERS_ARE = re.compile(
    r"\b[Oo]rgani[sz]ers?(?: of the [\w ]{3,40}?)?(?:\s(?:are|is|include|were|was)\b|:)\s(?=(?:the\s)?[A-Z])"
)
POSSIBLE = re.compile(r"may|might|could|would|is ready|is willing|offered|wants|hopes|bids")
DATE_LINE = re.compile(r"(?:[A-Z][A-Z .-]+,\s)")


@dataclass(slots=True)
class Walk:
    """How far the walk is, and what it has seen."""

    index: int
    limit: int
    last_verb: str = ""
    is_beside: bool = False  # "at the forum": the verb behind it is not said of the event
    is_put_off: bool = False  # "postponed the forum, due on …, until …": the date behind "until" is the one
    after_comma: int = 0  # the token behind the last comma
    is_in_brackets: bool = False


def read_facts(context: Context) -> None:
    """Fill every mention of `context.events` with what its clause says."""
    tokens = context.tokens
    heading: dict[int, When] = {}
    for first, (end, mention) in sorted(context.events.items()):
        number = mention.sentence
        if context.tells_of_mistake(number):
            continue
        line = _date_line(context, number, heading)
        walk = Walk(end, _limit(context, end), is_beside=_is_beside(context, first))
        walk.is_put_off = _is_put_off(context, first)
        _walk(context, walk, mention)
        _read_before(context, first, mention)
        _as_the_one_before(context, first, mention)
        _next_by_year(context, first, mention)
        _date_of_those_who_came(context, first, mention)
        _goes_on_until(context, mention)
        _in_time_to_come(context, mention)
        _set_today(context, first, mention)
        leading = _leading_date(context, first)
        _date_from(context, mention, leading or line, is_leading=leading is not None)
        _leading_place(context, first, mention)
        if mention.status is None and tokens.lower(end) == "'s":
            continue
    _durations(context)
    _single_words(context)
    read_organizer_lists(context)
    read_key_facts(context)


def _in_time_to_come(context: Context, mention: ForumMention) -> None:
    """ "Will be held in November", said in February: the coming November, not the nearest."""
    published, dates = context.published_on, mention.dates
    is_planned = mention.status is not None and mention.status.value in ("planned", "proposed", "postponed")
    if published is None or dates is None or not is_planned:
        return
    said = context.tokens.text[dates.span.start : dates.span.end]
    last = dates.value.rsplit("/", 1)[-1]
    if (
        re.search(r"\d{4}|year|ago", said)
        or not last[:4].isdigit()
        or last >= published.isoformat()[: len(last)]
    ):
        return
    if not re.search(r"[A-Za-z]{3}", said) or re.search(r"yesterday|last|earlier|day\b", said, re.IGNORECASE):
        return
    year = int(last[:4])
    mention.dates = Value(dates.value.replace(f"{year}-", f"{year + 1}-"), dates.span, dates.rule)
    if mention.year is not None and mention.year.value == year:
        mention.year = Value(year + 1, mention.year.span, mention.year.rule)


def _goes_on_until(context: Context, mention: ForumMention) -> None:
    """ "The forum runs until Saturday": it is going on."""
    published = context.published_on
    if mention.status is not None or mention.dates is None or published is None:
        return
    if mention.dates.value.startswith("../") and mention.dates.value[3:13] >= published.isoformat():
        mention.status, mention.status_weight = Value("ongoing", mention.dates.span, "goes_on_until"), 2


CAME = ("took_part", "takes_part", "opened_by", "ahead_of")


def _date_of_those_who_came(context: Context, first: int, mention: ForumMention) -> None:
    """ "On 14-15 May 2025, X attended the forum", "X on Wednesday co-chaired the meeting"."""
    if mention.status is None or mention.status.rule not in CAME or mention.dates is not None:
        return
    start = context.tokens.start_of(first)
    dates = [
        when
        for index in range(start, first)
        if (when := context.date_at.get(context.tokens.words[index].start)) is not None
        and when.year is not None
    ]
    if not dates:
        return
    when = dates[-1]
    if mention.year is None:
        mention.year = Value(when.year or 0, when.span, f"date_{when.rule}")
    if when.edtf is not None and when.is_day:
        mention.dates = Value(when.edtf, when.span, f"date_{when.rule}")


def _next_by_year(context: Context, first: int, mention: ForumMention) -> None:
    """ "In 2027 the forum will move to Almaty": another edition than the one at hand."""
    when = _leading_date(context, first)
    published = context.published_on
    if when is None or mention.name is not None or mention.number is not None or published is None:
        return
    if (
        when.rule in ("year", "bare_year", "relative_year")
        and when.year is not None
        and when.year != published.year
    ):
        mention.year = Value(when.year, when.span, "year_of_the_sentence")
        mention.is_own_year = True
        mention.order = "next" if when.year > published.year else "previous"


ALONE = re.compile(
    r"(?P<status>Cancelled|Canceled|Called off|Postponed|Rescheduled)\b(?=[:.,]| for| due| until| to )"
)


def _single_words(context: Context) -> None:
    """ "IV Water Conference, Atyrau. Cancelled: floods.": of the event of the line."""
    tokens = context.tokens
    for number, sentence in enumerate(tokens.sentences):
        found = ALONE.match(tokens.text, sentence.span.start)
        before = (
            [m for _, m in context.events.values() if m.sentence == number - 1] if found is not None else []
        )
        if found is None or not before or tokens.sentences[number - 1].paragraph != sentence.paragraph:
            continue
        is_off = found["status"].startswith("C")
        before[-1].status = Value(
            "cancelled" if is_off else "postponed", Span(*found.span("status")), "said_in_a_word"
        )
        before[-1].status_weight = 3


def _is_put_off(context: Context, first: int) -> bool:
    """ "Thailand has postponed the summit", "decided to move the forum from … to …"."""
    tokens = context.tokens
    start = tokens.words[first].start
    before = tokens.text[max(tokens.sentences[tokens.words[first].sentence].span.start, start - 60) : start]
    return PUT_OFF_BEFORE.search(before.rstrip() + " ") is not None


def _as_the_one_before(context: Context, first: int, mention: ForumMention) -> None:
    """ "The second was held in Aktau and the first in Anzali": held too."""
    before = context.listed_after.get(first)
    if before is not None and mention.status is None and before.status is not None:
        mention.status, mention.status_weight = before.status, before.status_weight


def _set_today(context: Context, first: int, mention: ForumMention) -> None:
    """ "At the forum in Minsk today": it is going on."""
    published = context.published_on
    if mention.status is not None or mention.dates is None or published is None:
        return
    if mention.dates.value == published.isoformat():
        mention.status = Value("ongoing", mention.dates.span, "something_happens_there_today")
        mention.status_weight = 1


def _limit(context: Context, end: int) -> int:
    return context.tokens.end_of(end - 1)


def _walk(context: Context, walk: Walk, mention: ForumMention) -> None:
    tokens = context.tokens
    commas = 0
    while walk.index < walk.limit:
        index = walk.index
        if index in context.in_event and tokens.lower(index) not in ("it",):
            break
        lower = tokens.lower(index)
        walk.is_in_brackets = lower == "(" or walk.is_in_brackets and lower != ")"
        if lower in (",", "(", ")", "–", "—") or lower == ";" and walk.is_in_brackets:
            walk.index += 1
            walk.after_comma = walk.index
            commas += 1
            if commas > 6:
                break
            continue
        if lower in ("and", "but") and (
            _state(context, index + 1) is not None or _is_number(context, index + 1)
        ):
            walk.index += 1
            continue
        if not (
            _take_number(context, walk, mention)
            or _take_apposition(context, walk)
            or _take_host(context, walk, mention)
            or _take_date(context, walk, mention)
            or _take_place(context, walk, mention)
            or _take_state(context, walk, mention)
            or _take_skipped(context, walk)
            or _leave_insertion(context, walk)
        ):
            break


NUMBERED = re.compile(
    r"(?:it )?(?:is|was|will be|becomes) the (?P<number>[A-Za-z\d-]{2,16})(?= (?:edition|such|one|in the series|of its kind)|[,.;])"
)


APPOSITION = re.compile(
    r"(?:an?|the|its|their)\s(?:[\w-]+\s){0,3}?(?:event|gathering|exhibition|fair|forum|show|meeting|summit|conference|edition)\b(?=[,\s])"
)
HOSTED_BY_TOWN = re.compile(
    r"(?:which|that)\s(?P<town>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)\s(?P<verb>hosts|hosted|will host|is hosting|is to host|is due to host)\b"
)


def _take_apposition(context: Context, walk: Walk) -> bool:
    """ ", a three-day event in Bishkek that ended on …": the event told once more."""
    tokens = context.tokens
    if walk.index != walk.after_comma:
        return False
    found = APPOSITION.match(tokens.text, tokens.words[walk.index].start)
    if found is None:
        return False
    while walk.index < walk.limit and tokens.words[walk.index].start < found.end():
        walk.index += 1
    walk.is_beside = False
    return True


def _take_host(context: Context, walk: Walk, mention: ForumMention) -> bool:
    """ ", which Irkutsk hosts in September"."""
    tokens = context.tokens
    found = HOSTED_BY_TOWN.match(tokens.text, tokens.words[walk.index].start)
    if found is None:
        return False
    place = context.phrases.places.get(walk.index + 1)
    span = Span(*found.span("town"))
    if mention.place is None and (place is None or place.kind != "country"):
        mention.place = Value(found["town"], span, "host_place")
        mention.country = _country(place, span)
    status = (
        "held" if found["verb"] == "hosted" else "planned" if found["verb"] != "is hosting" else "ongoing"
    )
    if mention.status is None:
        mention.status, mention.status_weight = Value(status, span, "host"), 2
    while walk.index < walk.limit and tokens.words[walk.index].start < found.end():
        walk.index += 1
    walk.last_verb = "host"
    return True


def _is_number(context: Context, index: int) -> bool:
    words = context.tokens.words
    return index < len(words) and NUMBERED.match(context.tokens.text, words[index].start) is not None


def _take_number(context: Context, walk: Walk, mention: ForumMention) -> bool:
    """ "…and was the seventh, not the eighth"."""
    tokens = context.tokens
    found = NUMBERED.match(tokens.text, tokens.words[walk.index].start)
    number = ordinal(found["number"]) if found is not None else None
    if found is None or number is None:
        return False
    if mention.number is None:
        mention.number = Value(number, Span(*found.span("number")), "edition_number")
    while walk.index < walk.limit and tokens.words[walk.index].start < found.end():
        walk.index += 1
    return True


def _is_beside(context: Context, first: int) -> bool:
    return context.tokens.lower(first - 1) in BESIDE and first > context.tokens.start_of(first)


def _leave_insertion(context: Context, walk: Walk) -> bool:
    """ "The forum, usually a quiet affair, has been called off": go on behind the second comma."""
    tokens = context.tokens
    if walk.is_beside or not walk.after_comma or walk.index - walk.after_comma > 4:
        return False
    for index in range(walk.index, min(walk.index + 16, walk.limit)):
        if tokens.lower(index) == ",":
            behind = index + 2 if tokens.lower(index + 1) in ("and", "but") else index + 1
            if _state(context, behind) is None:
                return False
            walk.index = behind
            walk.after_comma = 0
            return True
    return False


def _take_skipped(context: Context, walk: Walk) -> bool:
    tokens = context.tokens
    found = SKIPPED.match(tokens.text, tokens.words[walk.index].start)
    if found is None:
        return False
    while walk.index < walk.limit and tokens.words[walk.index].start < found.end():
        walk.index += 1
    return True


def _state(context: Context, index: int) -> tuple[str, str, int, int] | None:
    """(rule, status, weight, end of the match) of the verb at a token."""
    if index >= len(context.tokens.words):
        return None
    start = context.tokens.words[index].start
    for rule, pattern, status, weight in COMPILED:
        found = pattern.match(context.tokens.text, start)
        if found is not None:
            return rule, status, weight, found.end()
    return None


def _take_state(context: Context, walk: Walk, mention: ForumMention) -> bool:
    tokens = context.tokens
    found = _state(context, walk.index)
    if found is None:
        return False
    rule, status, weight, end = found
    start = tokens.words[walk.index].start
    is_relative = tokens.lower(walk.index) in ("which", "that")
    is_participle = rule in ("organised_by", "scheduled", "held_participle")
    if walk.is_beside and not is_participle and not is_relative and tokens.lower(walk.index) not in TO_COME:
        return False
    while walk.index < walk.limit and tokens.words[walk.index].start < end:
        walk.index += 1
    span = Span(start, end)
    walk.last_verb = rule
    if rule == "moves_on" and mention.name is None and mention.number is None and not mention.order:
        mention.order = "next"
    if rule == "organised_by":
        _organizers(context, walk, mention)
        return True
    if rule == "will_be_held" and "be hosted" in tokens.text[start:end] and tokens.lower(walk.index) == "by":
        walk.index += 1
        _organizers(context, walk, mention)
    if status and (
        mention.status is None or mention.status_weight < weight or status in ("cancelled", "postponed")
    ):
        mention.status = Value("ongoing" if status in ("opened", "opens") else status, span, rule)
        mention.status_weight = weight
    return True


def _organizers(context: Context, walk: Walk, mention: ForumMention) -> None:
    sides = list_at(context, walk.index, walk.limit)
    for side in sides:
        if side.kind == "organization":
            mention.organizers.append(side.value("organised_by"))
        elif side.kind == "territory" and mention.place is None:
            mention.place = Value(side.name, side.span, "hosted_by_town")
            country = (
                context.phrases.places[side.first].country if side.first in context.phrases.places else ""
            )
            if country:
                mention.country = Value(country, side.span, "country_of_place")
    if sides:
        walk.index = sides[-1].end
        partner = PARTNERS.match(context.tokens.text, context.tokens.words[walk.index - 1].end)
        if partner is not None:
            while walk.index < walk.limit and context.tokens.words[walk.index].start < partner.end():
                walk.index += 1
            _organizers(context, walk, mention)
    support = re.compile(
        r"(?:,\s)?(?:with|under) the (?:\w+ )?(?:support|assistance|participation|auspices|patronage) of"
    )
    if walk.index < walk.limit:
        found = support.match(context.tokens.text, context.tokens.words[walk.index].start)
        if found:
            walk.index = walk.limit


PARTNERS = re.compile(
    r",?\s(?:together|jointly|in (?:close )?(?:partnership|cooperation|collaboration|conjunction)) with\s(?=the\s|[A-Z])"
)


def _take_date(context: Context, walk: Walk, mention: ForumMention) -> bool:
    tokens = context.tokens
    index = walk.index
    while index < walk.limit and index < walk.index + 6:
        when = context.date_at.get(tokens.words[index].start)
        if when is not None:
            break
        if tokens.lower(index) not in BEFORE_DATE:
            return False
        index += 1
    else:
        return False
    if index >= walk.limit or context.date_at.get(tokens.words[index].start) is None:
        return False
    when = context.date_at[tokens.words[index].start]
    before = _preposition(context, walk.index, index)
    while index < len(tokens.words) and tokens.words[index].start < when.span.end:
        index += 1
    walk.index = index
    if walk.is_put_off or walk.last_verb == "put_off":
        return _take_new_date(mention, when, before, walk)
    _set_date(mention, when, before if walk.last_verb not in ("opened",) else "from", walk.last_verb)
    return True


def _preposition(context: Context, first: int, date_at: int) -> str:
    """The word that leads to a date: "until" of "until early May"."""
    words = [context.tokens.lower(i) for i in range(first, date_at)]
    text = context.tokens.text[context.tokens.words[date_at].start :][:8].lower()
    if not words:
        return next(
            (w for w in ("until", "till", "from", "since") if text.startswith(w)),
            context.tokens.lower(first - 1),
        )
    return next((w for w in words if w in ("until", "till", "to", "from", "since", "through")), words[-1])


def _take_new_date(mention: ForumMention, when: When, before: str, walk: Walk) -> bool:
    """Of a postponed event: the date behind "to", "until"; the old one tells at most the year."""
    if (
        before in ("to", "until", "till", "for", "through", "in")
        and walk.last_verb in ("put_off", "")
        or before in ("until", "till")
    ):
        mention.dates, mention.year = None, None
        _set_date(mention, when, "on", "put_off")
        walk.is_put_off = False
        walk.last_verb = "new_date"
    elif before != "from" and mention.year is None and when.year is not None and walk.last_verb != "put_off":
        mention.year = Value(when.year, when.span, f"date_{when.rule}")
    return True


def _set_date(mention: ForumMention, when: When, before: str, verb: str) -> None:
    if when.year is not None and (mention.year is None or not mention.is_own_year):
        mention.year = Value(when.year, when.span, f"date_{when.rule}")
    if when.edtf is None:
        return
    if before == "since":
        return
    edtf, rule = when.edtf, f"date_{when.rule}"
    is_day = when.is_day and "/" not in edtf
    if is_day and (before in ("until", "till", "through") or verb == "ended"):
        edtf = f"../{edtf}"
    elif is_day and before == "from" and verb in ("opened", "opens"):
        edtf = f"{edtf}/.."
    elif is_day and before == "from" and verb != "opened":
        edtf, rule = f"{edtf}/..", "date_open_end"
    if (
        mention.dates is None
        or len(edtf) > len(mention.dates.value)
        and edtf.startswith(mention.dates.value[:7])
    ):
        mention.dates = Value(edtf, when.span, rule)
    elif is_day and edtf.startswith("../") and mention.dates.value.endswith("/.."):
        mention.dates = Value(mention.dates.value[:-2] + when.edtf, mention.dates.span.to(when.span), rule)


def _take_place(context: Context, walk: Walk, mention: ForumMention) -> bool:
    """ "in Baku", "at the Uzexpocentre in Tashkent", "there"."""
    if _take_word_of_place(context, walk, mention) or _take_listed_place(context, walk, mention):
        return True
    lower = context.tokens.lower(walk.index)
    if not _leads_to_place(context, walk, lower):
        return False
    index = _behind_article(context, walk)
    if index >= walk.limit:
        return False
    capital = _capital(context, index)
    if capital is not None:
        walk.index = index + 2
        _set_town(context, mention, capital, "capital_of_the_dateline")
        return True
    place = context.phrases.places.get(index)
    end = context.phrases.end_of_phrase(index, walk.limit)
    if place is not None and place.last >= end:
        _known_place(context, walk, mention, place)
        return True
    if end == index:
        return False
    walk.index = end
    _take_unknown(context, walk, mention, index, lower)
    return True


def _take_word_of_place(context: Context, walk: Walk, mention: ForumMention) -> bool:
    """ "There", "here"."""
    lower = context.tokens.lower(walk.index)
    town = context.dateline() if lower == "here" else None
    if lower == "there":
        _place_there(context, walk.index, mention)
    elif town is not None:
        _set_town(context, mention, town, "town_of_the_dateline")
    else:
        return False
    walk.index += 1
    return True


def _take_listed_place(context: Context, walk: Walk, mention: ForumMention) -> bool:
    """ "(Baku, 3 June)", "9th Samarkand Expo, Samarkand."."""
    tokens = context.tokens
    place = context.phrases.places.get(walk.index)
    before = tokens.lower(walk.index - 1)
    if place is None or before not in ("(", ","):
        return False
    behind = tokens.lower(place.last) if place.last < walk.limit else "."
    is_entry = not walk.last_verb and place.kind in ("city", "island") and behind in ENDS_ENTRY
    if before == "," and not is_entry:
        return False
    _known_place(context, walk, mention, place)
    return True


def _behind_article(context: Context, walk: Walk) -> int:
    """The token of the place behind "in the city of", "on the campus of"."""
    tokens = context.tokens
    index = walk.index + 1
    campus = CAMPUS.match(tokens.text, tokens.words[index].start) if index < walk.limit else None
    while campus is not None and index < walk.limit and tokens.words[index].start < campus.end():
        index += 1
    while tokens.lower(index) in BEFORE_TOWN and index < walk.limit:
        index += 1
    return index


def _take_unknown(context: Context, walk: Walk, mention: ForumMention, first: int, preposition: str) -> None:
    """A town that the gazetteer lacks, or a hall with its town behind a comma."""
    tokens, phrases = context.tokens, context.phrases
    end = walk.index
    place, behind = phrases.places.get(first), phrases.places.get(end + 1)
    has_comma = tokens.lower(end) == ","
    if preposition in ("at", "on") and has_comma and behind is not None and behind.kind == "city":
        walk.index = end + 1
        _known_place(context, walk, mention, behind)
        return
    is_body = phrases.is_organization(first, end)
    if preposition in ("in", "for", "to") and end - first <= 2 and not is_body and mention.place is None:
        mention.place = Value(tokens.string(first, end), tokens.span(first, end), "place_unknown")
        known = towns().get(mention.place.value)
        if known:
            mention.country = Value(known, mention.place.span, "country_of_town")
        if has_comma and behind is not None:
            mention.country = _country(behind, mention.place.span) or mention.country
            walk.index = behind.last
    elif preposition == "at" and place is not None and place.kind == "city":
        _set_town(context, mention, place, "host_place")  # "at the Kazan Expo centre"


def _set_town(context: Context, mention: ForumMention, town: PlaceName, rule: str) -> None:
    if mention.place is None:
        mention.place = Value(town.name, context.tokens.span(town.first, town.last), rule)
        mention.country = _country(town, mention.place.span)


ENDS_ENTRY = (".", ",", ";", "(", ":", ")", "–", "—", "|")
CAMPUS = re.compile(r"(?:the )?(?:campus|premises|grounds|territory) of\s")


def _capital(context: Context, index: int) -> PlaceName | None:
    """ "In the Qatari capital": the town of the dateline, where it lies in that country."""
    tokens = context.tokens
    town = context.dateline()
    if town is None or tokens.words[index].text not in DEMONYMS or tokens.lower(index + 1) != "capital":
        return None
    country = lookup(DEMONYMS[tokens.words[index].text])
    return town if country is not None and country[1] == town.country else None


def _leads_to_place(context: Context, walk: Walk, preposition: str) -> bool:
    if preposition == "to":
        return walk.last_verb in ("put_off", "will_be_held", "may_be_held", "moves_on")
    if preposition == "for":
        return walk.last_verb in ("scheduled", "proposed_event", "will_be_held") and (
            walk.index + 1 in context.phrases.places
            or context.phrases.is_name_word(walk.index + 1)
            and context.tokens.words[walk.index + 1].text in towns()
        )
    return preposition in ("in", "at", "inside", "on")


def _known_place(context: Context, walk: Walk, mention: ForumMention, place: PlaceName) -> None:
    """Take a place of the gazetteer, with the region or country behind its comma."""
    tokens, places = context.tokens, context.phrases.places
    walk.index = min(place.last, walk.limit)
    span = tokens.span(place.first, place.last)
    country = _country(place, span)
    following = places.get(walk.index + 1)
    if following is not None and tokens.lower(walk.index) == ",":
        country = country or _country(following, span)
        walk.index = following.last
    elif following is not None and tokens.lower(walk.index) == "and":
        walk.index = following.last
    if place.kind == "country":
        mention.country = mention.country or country
    elif mention.place is None or mention.place.rule == "host_place":
        mention.place, mention.country = Value(place.name, span, "place_of_event"), country


def _country(place: PlaceName | None, span: Span) -> Value[str] | None:
    return Value(place.country, span, "country_of_place") if place is not None and place.country else None


def _place_there(context: Context, index: int, mention: ForumMention) -> None:
    """ "There": the place named last before."""
    before = next((p for first, p in reversed(context.phrases.places.items()) if first < index), None)
    if before is not None and mention.place is None:
        span = context.tokens.span(before.first, before.last)
        mention.place = Value(before.name, span, "place_there")
        mention.country = Value(before.country, span, "country_of_place") if before.country else None


def _read_before(context: Context, first: int, mention: ForumMention) -> None:
    """What stands right before the name: "Baku hosts", "took part in the"."""
    tokens = context.tokens
    sentence = tokens.sentences[mention.sentence]
    before = tokens.text[max(sentence.span.start, tokens.words[first].start - 60) : tokens.words[first].start]
    if tokens.lower(first) == "the" or not before.endswith(" "):
        before = before.rstrip() + " "
    span = (
        tokens.span(max(tokens.start_of(first), first - 1), first)
        if first > tokens.start_of(first)
        else mention.span
    )
    _organises(context, first, mention, before)
    hosts = HOSTS_BEFORE.search(before)
    if hosts:
        _host(context, first, mention, hosts["verb"], span)
        return
    for rule, pattern, status, weight in (
        ("called_off", CALLED_OFF_BEFORE, "cancelled", 3),
        ("put_off", PUT_OFF_BEFORE, "postponed", 3),
        ("ahead_of", PLANNED_BEFORE, "planned", 1),
        ("took_part", HELD_BEFORE, "held", 1),
        ("takes_part", ONGOING_BEFORE, "ongoing", 1),
        ("opened_by", OPENED_BEFORE, "ongoing", 2),
    ):
        is_stronger = status in ("cancelled", "postponed") and mention.status is not None
        is_stronger = is_stronger and mention.status is not None and mention.status.value == "planned"
        if pattern.search(before) and (mention.status is None or is_stronger):
            mention.status = Value(status, span, rule)
            mention.status_weight = weight
            return


def _organises(context: Context, first: int, mention: ForumMention, before: str) -> None:
    """ "Orient Fairs is organising the expo", "Hosted by the university, the forum"."""
    tokens = context.tokens
    start = tokens.start_of(first)
    sides: list[Side] = []
    found = ORGANISES_BEFORE.search(before)
    if found:
        length = len(found["verb"].split())
        verb = first - 1 - (tokens.lower(first - 1) in ("the", "its"))
        sides = subjects(context, max(start, verb - length + 1), start)
    elif tokens.lower(start) in ("organised", "organized", "hosted") and tokens.lower(start + 1) == "by":
        sides = list_at(context, start + 2, first)
        if not sides or tokens.lower(sides[-1].end) != ",":
            return
    mention.organizers += [side.value("organises") for side in sides if side.kind == "organization"]


def read_key_facts(context: Context) -> None:
    """ "When: 23-25 September", "Where: Murmansk" on lines of their own: of the event named first."""
    tokens = context.tokens
    mention = next(
        (m for _, (_, m) in sorted(context.events.items()) if m.name is not None and not m.order), None
    )
    if mention is None:
        return
    for number, (start, end) in enumerate(tokens.bounds):
        if end - start < 3 or tokens.lower(start + 1) != ":" or tokens.sentences[number].is_title:
            continue
        label = tokens.lower(start)
        when = context.date_at.get(tokens.words[start + 2].start)
        if label in ("when", "date", "dates") and when is not None and mention.dates is None:
            _set_date(mention, when, "on", "")
        elif label in ("where", "venue", "place", "location") and mention.place is None:
            place = next(
                (context.phrases.places[i] for i in range(start + 2, end) if i in context.phrases.places),
                None,
            )
            if place is not None:
                span = tokens.span(place.first, place.last)
                mention.place = Value(place.name, span, "key_facts")
                mention.country = Value(place.country, span, "country_of_place") if place.country else None


def read_organizer_lists(context: Context) -> None:
    """ "Organisers: X, Y", "the organisers of the forum are X and Y": of the event named last before, else the first."""
    tokens = context.tokens
    named = [(first, m) for first, (_, m) in sorted(context.events.items()) if m.name is not None]
    if not named:
        return
    starts = [word.start for word in tokens.words]
    for found in ORGANIZERS_ARE.finditer(tokens.text):
        index = bisect_left(starts, found.end())
        if index >= len(tokens.words):
            continue
        sides = [s for s in list_at(context, index, tokens.end_of(index)) if s.kind == "organization"]
        before = [m for first, m in named if tokens.words[first].start < found.start() and not m.order]
        target = before[-1] if before else named[0][1]
        known = {o.value for o in target.organizers}
        target.organizers += [s.value("organisers_listed") for s in sides if s.name not in known]


def _host(context: Context, first: int, mention: ForumMention, verb: str, span: Span) -> None:
    tokens = context.tokens
    status = (
        "proposed"
        if POSSIBLE.match(verb)
        else "planned"
        if any(word in verb for word in ("will", "to host", "won", "chosen", "preparing", "ready", "becomes"))
        else "held"
        if "hosted" in verb or "was the" in verb or "became" in verb or "played" in verb
        else "ongoing"
    )
    if mention.status is None:
        mention.status, mention.status_weight = Value(status, span, "host"), 2
    floor = tokens.start_of(first)
    at = max(floor, first - len(verb.split()))
    while at > floor and tokens.words[at].start > tokens.words[first].start - len(verb) - 8:
        if tokens.text.startswith(verb, tokens.words[at].start):
            break
        at -= 1
    sides = subjects(context, at, floor) if at else []
    for side in sides[:1]:
        if side.kind == "territory" and mention.place is None:
            place = context.phrases.places.get(side.first) or context.phrases.places.get(side.first + 1)
            if place is None or place.kind != "country":
                mention.place = Value(side.name, side.span, "host_place")
            mention.country = _country(place, side.span)
    mention.organizers += [side.value("host") for side in sides if side.kind == "organization"]


def _date_line(context: Context, number: int, heading: dict[int, When]) -> When | None:
    """The date that heads the paragraph as a sentence of its own: "June 2."."""
    sentences = context.tokens.sentences
    paragraph = sentences[number].paragraph
    if paragraph not in heading:
        first = number
        while first > 0 and sentences[first - 1].paragraph == paragraph:
            first -= 1
        span = sentences[first].span
        when = context.date_at.get(span.start)
        if when is not None and span.end - when.span.end <= 2 and when.is_day:
            heading[paragraph] = when
    return heading.get(paragraph)


def _leading_date(context: Context, first: int) -> When | None:
    """ "On June 11, 2025, the third session": a date that opens the sentence of the event."""
    tokens = context.tokens
    start = tokens.start_of(first)
    for index in range(start, min(start + 5, first)):
        when = context.date_at.get(tokens.words[index].start)
        if when is not None:
            last = index
            while tokens.words[last].start < when.span.end:
                last += 1
            between = tokens.string(last, first) if first > last else ""
            return when if len(between) <= 2 else None
        if tokens.lower(index) not in ("on", "from", "in", "between"):
            return None
    return None


def _date_from(context: Context, mention: ForumMention, when: When | None, *, is_leading: bool) -> None:
    is_attended = mention.status is not None and mention.status.rule in ("took_part", "takes_part")
    if when is not None and is_attended and is_leading and mention.year is None and when.year is not None:
        mention.year = Value(when.year, when.span, f"date_{when.rule}")
    if when is not None and not is_leading and mention.status is None and mention.dates is None:
        _set_date(
            mention, when, "on", "date_line"
        )  # "12-14 March. 9th Samarkand Expo": the line says no more
        return
    if when is None or mention.status is None or mention.status_weight < 2 or mention.dates is not None:
        return
    if mention.status.value in ("proposed", "planned") and not is_leading:
        return
    rule = mention.status.rule
    if rule in ("called_off", "put_off"):
        return
    if rule == "opened":
        _set_date(mention, when, "from", "opened")
    elif rule == "ended":
        _set_date(mention, when, "until", rule)
    elif is_leading or when.edtf is not None:
        _set_date(mention, when, "on", rule)


def _leading_place(context: Context, first: int, mention: ForumMention) -> None:
    """ "In Harbin, the forum opened"."""
    tokens = context.tokens
    start = tokens.start_of(first)
    if mention.place is None and tokens.lower(start) == "in" and mention.status_weight == 3:
        place = context.phrases.places.get(start + 1)
        if place is not None and place.last <= first and tokens.lower(place.last) in (",", "the"):
            mention.place = Value(place.name, tokens.span(start + 1, place.last), "place_of_event")
            mention.country = (
                Value(place.country, mention.place.span, "country_of_place") if place.country else None
            )


def _durations(context: Context) -> None:
    """ "Opened on Thursday" and "the two-day event" make a range; so do "closed on Friday" and it."""
    found = DURATION.search(context.tokens.text)
    if found is not None and _tells_of_another(context, found.start()):
        found = None
    if found is not None:
        _end_and_duration(context, DAYS.get(found[1]) or int(found[1]))
    opened = [
        m
        for _, m in context.events.values()
        if m.dates is not None and m.dates.value.endswith("/..") and m.dates.rule != "date_open_end"
    ]
    if found is None or len(opened) != 1 or opened[0].dates is None:
        return
    if any(m.dates is not None and m.dates.value.startswith("../") for _, m in context.events.values()):
        return
    mention, dates = opened[0], opened[0].dates
    days = DAYS.get(found[1]) or int(found[1])
    begin = date.fromisoformat(dates.value.removesuffix("/.."))
    mention.dates = Value(f"{begin}/{begin + timedelta(days - 1)}", dates.span, "date_and_duration")


def _end_and_duration(context: Context, days: int) -> None:
    ended = [m for _, m in context.events.values() if m.dates is not None and m.dates.value.startswith("../")]
    others = [m for _, m in context.events.values() if m.dates is not None and m.dates.value.endswith("/..")]
    if len({m.dates.value for m in ended if m.dates}) != 1 or others:
        return
    for mention in ended:
        if mention.dates is not None and len(mention.dates.value) == len("../2026-01-01"):
            last = date.fromisoformat(mention.dates.value.removeprefix("../"))
            first = last - timedelta(days - 1)
            mention.dates = Value(f"{first}/{last}", mention.dates.span, "date_and_duration")


def _tells_of_another(context: Context, offset: int) -> bool:
    """The sentence of the duration names an event that the report is not about."""
    mentions = [m for _, (_, m) in sorted(context.events.items()) if m.name is not None]
    if len({m.name.value for m in mentions if m.name}) < 2:
        return False
    for number, sentence in enumerate(context.tokens.sentences):
        if sentence.span.start <= offset < sentence.span.end:
            here = {m.name.value for m in mentions if m.sentence == number and m.name}
            first = mentions[0].name.value if mentions[0].name else ""
            return bool(here) and first not in here
    return False
