"""What a clause says of an event: when, where, in which state, by whom it is organised.

A walk over the words behind the event's name takes one known element after the other (a verb, a date, "in Baku", "hosted
by …") and stops at the first that it does not know; so what the sentence says of something else is never taken.
"""

from __future__ import annotations

import itertools
import re

from extraction.english.dates import When
from extraction.english.event_calendars import entry_of_calendar, read_new_dates
from extraction.english.event_dates import (
    date_from,
    date_line,
    date_of_those_who_came,
    goes_on_until,
    in_time_to_come,
    leading_date,
    next_by_year,
    read_durations,
    set_date,
    set_today,
    take_date,
)
from extraction.english.event_editions import ordinal
from extraction.english.event_organizers import (
    HOSTS_BEFORE,
    read_bodies_that_organize,
    read_host,
    read_organiser_before,
    read_organizer_lists,
    read_organizers,
    read_running_bodies,
)
from extraction.english.event_places import leading_place, place_travelled_to, take_host, take_place
from extraction.english.event_states import NUMBERED, Walk, is_number_at, state_at
from extraction.english.sides import Context
from extraction.findings import Span, Value
from extraction.mentions import ForumMention

BESIDE = frozenset(
    ["at", "in", "of", "during", "to", "for", "with", "after", "before", "alongside", "on", "by", "from",
    "about", "under", "within", "and"]
)  # fmt: skip
TO_COME = frozenset({"to", "due", "expected"})
SKIPPED = re.compile(
    r"(?:located|situated|based)(?= in )|(?:with|under|on) the (?:theme|motto|slogan|title|topic)(?: of)?:?\s[“\"][^”\"\n]{3,140}[”\"]|its doors\b|by (?:\w+ )?(?:weeks?|months?|days?|years?)\b|at short notice\b|indefinitely\b|successfully\b|(?:once )?again\b|as early as\b|no earlier than\b|usually held\b(?! in)|jointly\b|officially\b|successfully\b|live\b|here\b|both\b|instead\b|as planned\b|annually\b|for the \w+ time\b|back\b"
)
CALLED_OFF_BEFORE = re.compile(
    r"\b[Tt]here will be no\s$|\b(?:cancelled|canceled|called off|calls off|call off|calling off|cancellation of|cancels|cancel|scrapped|scraps|axed)\s(?:the\s|its\s|this year's\s)?(?:(?:\w+|\d+(?:st|nd|rd|th))\s)?$"
)
PUT_OFF_BEFORE = re.compile(
    r"\b(?:postpon(?:ed|e|es|ing|ement of)|put(?:ting)? off|reschedul(?:ed|e|es|ing|ing of)|push(?:ed|es)? back|delay(?:ed|s|ing)?|move|moved|moves|moving|shift(?:ed|s)?)\s(?:the\s|its\s|this year's\s|next year's\s)?(?:(?:\w+|\d+(?:st|nd|rd|th))\s)?$"
)
PLANNED_BEFORE = re.compile(
    r"\b(?:(?:will|to|plans? to|intends? to|agreed to) (?:hold|organi[sz]e|convene|stage|launch)|(?:agreed (?:on|to)|plans? for|scheduled) holding|will (?:\w+ and )?(?:take part in|attend|participate in|be held (?:during|at)|be presented at|visit|host|speak at|open)|to attend|to take part in|prepar(?:e|es|ing|ations?) for|ahead of|in the run-up to"
    r"|[Pp]rogramme of|[Rr]egistration for|[Aa]pplications for|[Tt]ickets for|upcoming)\s(?:the\s)?$"
)
CONSIDERED_BEFORE = re.compile(
    r"\b(?:discuss|consider|explor|study|mull|weigh)\w*\s(?:the\s)?(?:(?:issue|possibility|idea|question|option|prospects?|feasibility)s?\s(?:of\s)?)?(?:jointly\s)?(?:holding|hosting|organi[sz]ing|convening)\s(?:the\s|an?\s)?$"
)
HELD_BEFORE = re.compile(
    r"\b(?:(?<!ly )organi[sz]ed|convened|held|wrapped up|inaugurated and closed|delivered (?:\w+ ){1,3}at|met (?:\w+ ){0,4}at|co-chaired|chaired|presided over|addressed|represented \w+ at|exhibited at|presented at|returned home from|participated at|took part in|attended|participated in|visited|spoke at|returned from|results of|outcome of|following|took part at|was held at|concluded|closed|ended)\s(?:the\s)?$"
)
ONGOING_BEFORE = re.compile(
    r"\b(?:takes part in|is attending|are attending|is taking part in|are taking part in|opens)\s(?:the\s)?$"
)
OPENED_BEFORE = re.compile(r"\b(?:opened|has opened|opens|inaugurated|declared open|kicked off)\s(?:the\s)?$")
CEREMONY = re.compile(r"(?:the )?(?:[\w-]+ ){0,2}(?:ceremony|session|sitting|day) (?:of|at|for) (?:the )?$")
HAPPENED_THERE = re.compile(
    r"\b(?:at|during|on the (?:sidelines|margins|fringes|occasion|first day|second day|final day|opening day|last day) of|within(?: the framework of)?|(?:in|under) the framework of|in the course of|as part of|following)\s(?:the\s|this year's\s)?$"
)
PAST = re.compile(
    r"\b(?:was|were|signed|said|held|met|told|spoke|announced|agreed|concluded|inked|discussed|presented|unveiled|launched|reached|took"
    r"|attended|delivered|noted|stressed|addressed|gathered|exchanged|visited|declared|emphasi[sz]ed|highlighted|added|received|won|made|pledged)\b"
)
TO_BE = re.compile(
    r"\b(?:will|would|to be|is to|are to|plans?|planned|next|upcoming|may|might|could|scheduled|expected|hopes?|intends?|proposed|suggested|invited)\b"
)


def _tells_of_past(context: Context, mention: ForumMention) -> bool:
    text = context.sentence_text(mention.sentence)
    return PAST.search(text) is not None and TO_BE.search(text) is None and not mention.order


DATE_LINE = re.compile(r"(?:[A-Z][A-Z .-]+,\s)")


def read_facts(context: Context) -> None:
    """Fill every mention of `context.events` with what its clause says."""
    tokens = context.tokens
    heading: dict[int, When] = {}
    for first, (end, mention) in sorted(context.events.items()):
        number = mention.sentence
        if context.tells_of_mistake(number):
            continue
        line = date_line(context, number, heading)
        walk = Walk(end, _limit(context, end), is_beside=_is_beside(context, first))
        walk.is_put_off = _is_put_off(context, first)
        _walk(context, walk, mention)
        _read_before(context, first, mention)
        _as_the_one_before(context, first, mention)
        next_by_year(context, first, mention)
        date_of_those_who_came(context, first, mention)
        goes_on_until(context, mention)
        in_time_to_come(context, mention)
        set_today(context, first, mention)
        leading = leading_date(context, first)
        date_from(context, mention, leading or line, is_leading=leading is not None)
        leading_place(context, first, mention)
        entry_of_calendar(context, first, mention)
        place_travelled_to(context, first, mention)
        if mention.status is None and tokens.lower(end) == "'s":
            continue
    _share_facts(context)
    read_durations(context)
    read_new_dates(context)
    _single_words(context)
    read_organizer_lists(context)
    read_running_bodies(context)
    read_bodies_that_organize(context)
    read_key_facts(context)


JOINING = frozenset(
    {"and", "&", "the", "concurrent", "accompanying", "parallel", "its", "as", "well", "concomitant", ",",
    "a"}
)  # fmt: skip


def _share_facts(context: Context) -> None:
    """ "The 17th Expo and the concurrent Summit concluded in Nanning": both did."""
    tokens = context.tokens
    ordered = sorted(context.events.items())
    for (_, (end, mention)), (first, (_, other)) in reversed(list(itertools.pairwise(ordered))):
        between = {tokens.lower(i) for i in range(end, first)}
        if first < end or mention.sentence != other.sentence or mention.name is None or other.name is None:
            continue
        if "and" not in between | {"and" if "&" in between else ""} or not between <= JOINING:
            continue
        mention.dates = mention.dates or other.dates
        mention.year = mention.year or other.year
        if mention.place is None and mention.country is None:
            mention.place, mention.country = other.place, other.country
        if mention.status is None:
            mention.status, mention.status_weight = other.status, other.status_weight


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
            state_at(context, index + 1) is not None or is_number_at(context, index + 1)
        ):
            walk.index += 1
            continue
        if not (
            _take_number(context, walk, mention)
            or _take_apposition(context, walk)
            or take_host(context, walk, mention)
            or take_date(context, walk, mention)
            or take_place(context, walk, mention)
            or _take_state(context, walk, mention)
            or _take_organizer(context, walk, mention)
            or _take_skipped(context, walk)
            or _leave_clause(context, walk)
            or _leave_insertion(context, walk)
            or _leave_brackets(context, walk)
        ):
            break


APPOSITION = re.compile(
    r"(?:an?|the|its|their)\s(?:[\w-]+\s){0,3}?(?:event|gathering|exhibition|fair|forum|show|meeting|summit|conference|edition)\b(?=[,\s])"
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


def _take_number(context: Context, walk: Walk, mention: ForumMention) -> bool:
    """ "…and was the seventh, not the eighth"."""
    tokens = context.tokens
    found = NUMBERED.match(tokens.text, tokens.words[walk.index].start)
    told = (found["number"] or found["times"]) if found is not None else ""
    number = ordinal(told) if told else None
    if found is None or number is None:
        return False
    if mention.number is None:
        group = "number" if found["number"] else "times"
        mention.number = Value(number, Span(*found.span(group)), "edition_number")
    while walk.index < walk.limit and tokens.words[walk.index].start < found.end():
        walk.index += 1
    return True


def _is_beside(context: Context, first: int) -> bool:
    before = context.tokens.lower(first - 1)
    if before == "and":
        joined = context.in_event.get(first - 2)  # "the Expo and the Summit concluded"
        return joined is None or context.tokens.lower(joined - 1) in BESIDE
    return before in BESIDE and first > context.tokens.start_of(first)


def _leave_insertion(context: Context, walk: Walk) -> bool:
    """ "The forum, usually a quiet affair, has been called off": go on behind the second comma."""
    tokens = context.tokens
    if walk.is_beside or not walk.after_comma or walk.index - walk.after_comma > 4:
        return False
    for index in range(walk.index, min(walk.index + 16, walk.limit)):
        if tokens.lower(index) == ",":
            behind = index + 2 if tokens.lower(index + 1) in ("and", "but") else index + 1
            if state_at(context, behind) is None:
                return False
            walk.index = behind
            walk.after_comma = 0
            return True
    return False


def _take_organizer(context: Context, walk: Walk, mention: ForumMention) -> bool:
    """ "Hosted in Harbin by the department": who stands behind "by"."""
    if context.tokens.lower(walk.index) != "by" or walk.last_verb not in HOSTED:
        return False
    before = len(mention.organizers)
    walk.index += 1
    read_organizers(context, walk, mention)
    return len(mention.organizers) > before


DEVOTED = frozenset(
    {"dedicated", "devoted", "focused", "focusing", "themed", "titled", "entitled", "aimed", "centred",
    "centered", "focussed", "under"}
)  # fmt: skip
FINITE = re.compile(
    r"(?:is|was|will|has|took|takes|opened|opens|kicked|concluded|ended|began|started|gathered|brought)\b"
)


def _leave_brackets(context: Context, walk: Walk) -> bool:
    """ "(hereinafter referred to as …)": go on behind them."""
    if not walk.is_in_brackets:
        return False
    for index in range(walk.index, min(walk.index + 24, walk.limit)):
        if context.tokens.lower(index) == ")":
            walk.index, walk.is_in_brackets = index + 1, False
            return True
    return False


def _leave_clause(context: Context, walk: Walk) -> bool:
    """ "The forum dedicated to the restoration of the region was held": go on at the verb."""
    tokens = context.tokens
    if walk.is_beside or tokens.lower(walk.index) not in DEVOTED:
        return False
    for index in range(walk.index + 2, min(walk.index + 26, walk.limit)):
        if index in context.in_event or tokens.lower(index) in ("who", "which", "that", ";"):
            return False
        if FINITE.match(tokens.text, tokens.words[index].start) and state_at(context, index) is not None:
            walk.index = index
            return True
    return False


HOSTED = frozenset({"organised_in", "was_held", "will_be_held", "held_participle"})


def _take_skipped(context: Context, walk: Walk) -> bool:
    tokens = context.tokens
    found = SKIPPED.match(tokens.text, tokens.words[walk.index].start)
    if found is None:
        return False
    while walk.index < walk.limit and tokens.words[walk.index].start < found.end():
        walk.index += 1
    return True


def _take_state(context: Context, walk: Walk, mention: ForumMention) -> bool:
    tokens = context.tokens
    found = state_at(context, walk.index)
    if found is None:
        return False
    rule, status, weight, end = found
    start = tokens.words[walk.index].start
    is_relative = tokens.lower(walk.index) in ("which", "that")
    is_participle = rule in ("organised_by", "organised_in", "scheduled", "held_participle") or rule.endswith(
        "_participle"
    )
    if walk.is_beside and not is_participle and not is_relative and tokens.lower(walk.index) not in TO_COME:
        return False
    if rule in PAST_RULES and CUSTOM.search(tokens.text, start, end) is not None:
        return False  # "was first held in 2015", "was usually held in May": no edition
    while walk.index < walk.limit and tokens.words[walk.index].start < end:
        walk.index += 1
    span = Span(start, end)
    if rule == "will_be_held" and _is_moved(context, mention, start, end):
        mention.dates, mention.year = None, None
        rule, status = "moved", "postponed"  # "was to have taken place in June, will now be held in May"
    walk.last_verb = rule
    walk.is_opening = OPENING.search(tokens.text, start, end) is not None
    if rule == "moves_on" and mention.name is None and mention.number is None and not mention.order:
        mention.order = "next"
    if rule == "organised_by":
        read_organizers(context, walk, mention)
        return True
    if rule == "will_be_held" and "be hosted" in tokens.text[start:end] and tokens.lower(walk.index) == "by":
        walk.index += 1
        read_organizers(context, walk, mention)
    if status and (
        mention.status is None or mention.status_weight < weight or status in ("cancelled", "postponed")
    ):
        mention.status = Value("ongoing" if status in ("opened", "opens") else status, span, rule)
        mention.status_weight = weight
    return True


FORMERLY_PLANNED = re.compile(
    r"\b(?:was to have|originally|had been (?:due|scheduled|planned|set)|was (?:due|scheduled|planned|supposed|meant|set) to)\b"
)


def _is_moved(context: Context, mention: ForumMention, start: int, end: int) -> bool:
    if " now " not in context.tokens.text[start:end]:
        return False
    begin = context.tokens.sentences[mention.sentence].span.start
    return FORMERLY_PLANNED.search(context.tokens.text, begin, start) is not None


PAST_RULES = frozenset({"was_held", "opened", "goes_on", "organised_in"})
CUSTOM = re.compile(
    r"\b(?:first|firstly|initially|originally|annually|usually|traditionally|biennially|regularly|previously)\b"
)
OPENING = re.compile(
    r"\b(?:(?:open|start|begin|commence|kick off|gets? under ?way)s?|(?:start|beginn|open|commenc)ing|kicking off)$",
    re.IGNORECASE,
)


def _read_before(context: Context, first: int, mention: ForumMention) -> None:
    """What stands right before the name: "Baku hosts", "took part in the"."""
    tokens = context.tokens
    sentence = tokens.sentences[mention.sentence]
    before = tokens.text[max(sentence.span.start, tokens.words[first].start - 60) : tokens.words[first].start]
    if tokens.lower(first) == "the" or not before.endswith(" "):
        before = before.rstrip() + " "
    before = CEREMONY.sub("the ", before)
    _number_of_times(context, first, mention)
    span = (
        tokens.span(max(tokens.start_of(first), first - 1), first)
        if first > tokens.start_of(first)
        else mention.span
    )
    read_organiser_before(context, first, mention, before)
    hosts = HOSTS_BEFORE.search(before)
    if hosts:
        read_host(context, first, mention, hosts["verb"], span)
        return
    for rule, pattern, status, weight in (
        ("called_off", CALLED_OFF_BEFORE, "cancelled", 3),
        ("put_off", PUT_OFF_BEFORE, "postponed", 3),
        ("may_be_held", CONSIDERED_BEFORE, "proposed", 3),
        ("ahead_of", PLANNED_BEFORE, "planned", 1),
        ("took_part", HELD_BEFORE, "held", 1),
        ("takes_part", ONGOING_BEFORE, "ongoing", 1),
        ("opened_by", OPENED_BEFORE, "ongoing", 2),
        ("happened_there", HAPPENED_THERE, "held", 1),
    ):
        is_stronger = status in ("cancelled", "postponed") and mention.status is not None
        is_stronger = is_stronger and mention.status is not None and mention.status.value == "planned"
        if rule == "happened_there" and not _tells_of_past(context, mention):
            continue
        if pattern.search(before) and (mention.status is None or is_stronger):
            mention.status = Value(status, span, rule)
            mention.status_weight = weight
            return


TIMES = re.compile(r"\b[Ff]or (?:the|a) (?P<times>(?!first)[A-Za-z\d-]{2,16}) time\b")


def _number_of_times(context: Context, first: int, mention: ForumMention) -> None:
    """ "For the 14th time, Chita hosted the forum"."""
    begin = context.tokens.sentences[mention.sentence].span.start
    found = TIMES.search(context.tokens.text, begin, context.tokens.words[first].start)
    number = ordinal(found["times"]) if found is not None else None
    if found is not None and number is not None and mention.number is None:
        mention.number = Value(number, Span(*found.span("times")), "edition_number")


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
            set_date(mention, when, "on", "")
        elif label in ("where", "venue", "place", "location") and mention.place is None:
            place = next(
                (context.phrases.places[i] for i in range(start + 2, end) if i in context.phrases.places),
                None,
            )
            if place is not None:
                span = tokens.span(place.first, place.last)
                mention.place = Value(place.name, span, "key_facts")
                mention.country = Value(place.country, span, "country_of_place") if place.country else None
