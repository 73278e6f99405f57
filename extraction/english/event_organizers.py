"""Who organises or hosts an event: behind its verb, before its name, or in a list."""

from __future__ import annotations

import re
from bisect import bisect_left

from extraction.english.event_places import country_of
from extraction.english.event_states import Walk
from extraction.english.sides import Context, Side, list_at
from extraction.english.subjects import sides_before, subjects
from extraction.findings import Span, Value
from extraction.mentions import ForumMention

HOSTS_BEFORE = re.compile(
    r"\b(?P<verb>(?:will be|is|was|becomes|became) the (?:venue|host|host city) (?:of|for)|(?:has )?won the right to host|(?:has been|was) chosen to host|will play host to|plays host to|played host to|is preparing to host|is getting ready to host|hosts|hosted|stages|staged|will stage|is staging|will host|is hosting|to host|is to host|has hosted|is set to host|is due to host|(?:is|are) (?:bidding|vying|competing|applying|seeking|hoping) to host|(?:may|might|could|would|is ready to|is willing to|offered to|wants to|hopes to|bids to) host)\s(?:the\s|its\s)?$"
)
ORGANISES_BEFORE = re.compile(
    r"\b(?P<verb>(?:has |have |had )?(?:organi[sz]ed|held)|(?:are|is) (?:going|set|due) to hold|organi[sz]es|organi[sz]e|is organi[sz]ing|are organi[sz]ing|will organi[sz]e|co-organi[sz]ed|co-organi[sz]es|holds|is holding|will hold|convened|will convene)\s(?:the\s|its\s)?$"
)
ORGANIZERS_ARE = re.compile(
    r"\b[Cc]o-organi[sz]ers?,\s(?=(?:the\s)?[A-Z])|\b[Oo]rgani[sz]ers?(?: of the [\w ]{3,40}?)?(?:\s(?:are|is|include|were|was)\b|:)\s(?=(?:the\s)?[A-Z])"
)
POSSIBLE = re.compile(
    r"may|might|could|would|is ready|is willing|offered|wants|hopes|bids|(?:is|are) (?:bidding|vying|competing|applying|seeking|hoping)"
)


def read_organizers(context: Context, walk: Walk, mention: ForumMention) -> None:
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
            read_organizers(context, walk, mention)
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


def read_organiser_before(context: Context, first: int, mention: ForumMention, before: str) -> None:
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


IS_ORGANIZER = re.compile(
    r"\b(?:is|are|was|were|acts as|acted as|serves as)\s(?:the\s|an?\s)?(?:main\s|general\s|official\s|joint\s)?(?:co-)?(?:organi[sz]ers?|hosts?)\sof\s(?:the\s|this\s)?"
)


def read_bodies_that_organize(context: Context) -> None:
    """ "The Roscongress Foundation is the organizer of the EEF"."""
    tokens = context.tokens
    starts = [word.start for word in tokens.words]
    for found in IS_ORGANIZER.finditer(tokens.text):
        verb, behind = bisect_left(starts, found.start()), bisect_left(starts, found.end())
        first = context.in_event.get(behind, context.in_event.get(behind - 1, -1))
        if first not in context.events:
            continue
        event = context.events[first][1]
        known = {o.value for o in event.organizers}
        sides = subjects(context, verb, tokens.start_of(verb))
        event.organizers += [
            s.value("is_organizer") for s in sides if s.kind == "organization" and s.name not in known
        ]


RUNS = re.compile(
    r",\swhich (?:runs|organi[sz]e[sd]|co-organi[sz]e[sd]|stage[sd]|holds|held|host(?:s|ed)|puts on) (?:the|this) (?:\w+ )?(?:show|fair|forum|event|exhibition|expo|conference|summit|congress)\b(?P<with> (?:(?:jointly|together|along) )?with\s)?"
)


def read_running_bodies(context: Context) -> None:
    """ "X of the Tex association, which runs the show with Germany's Messe Rhein": both organise the event before."""
    tokens = context.tokens
    named = [(first, m) for first, (_, m) in sorted(context.events.items()) if m.name is not None]
    starts = [word.start for word in tokens.words]
    for found in RUNS.finditer(tokens.text):
        comma = bisect_left(starts, found.start())
        before = bisect_left(named, comma, key=lambda pair: pair[0])
        floor = tokens.start_of(comma)
        owner = _body_ending_at(context, comma, floor)
        if not before or owner is None:
            continue
        event = named[before - 1][1]
        sides = [owner]
        if found["with"]:
            sides += list_at(context, bisect_left(starts, found.end()), tokens.end_of(comma))
        known = {o.value for o in event.organizers}
        event.organizers += [
            s.value("runs_the_event") for s in sides if s.kind == "organization" and s.name not in known
        ]


def _body_ending_at(context: Context, end: int, floor: int) -> Side | None:
    """The organization whose words, perhaps with a common noun ("the Tex association"), end at a token."""
    tokens = context.tokens
    last = (
        end - 1 if tokens.lower(end - 1) in COMMON_NOUNS and not tokens.words[end - 1].is_capitalised else end
    )
    owners = sides_before(context, last, floor)
    if owners and owners[-1].kind == "organization":
        return owners[-1]
    first = last
    while first > floor and context.phrases.is_name_word(first - 1):
        first -= 1
    if first == last or first in context.name_at:
        return None
    return Side(first, last, last, tokens.string(first, last), "organization", tokens.span(first, last))


COMMON_NOUNS = frozenset(
    {"association", "company", "chamber", "agency", "group", "firm", "union", "centre", "center"}
)


def read_host(context: Context, first: int, mention: ForumMention, verb: str, span: Span) -> None:
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
            mention.country = country_of(place, side.span)
        if side.kind == "organization" and mention.place is None and _is_town_of(context, side):
            mention.place = Value(side.name, side.span, "host_place")
            owner = context.phrases.places.get(side.first)
            mention.country = country_of(owner, side.span)
            return
    mention.organizers += [side.value("host") for side in sides if side.kind == "organization"]


def _is_town_of(context: Context, side: Side) -> bool:
    """ "Khorezm's Urgench hosted": one word behind the name of a region."""
    tokens = context.tokens
    first = side.last - 1
    return (
        side.first in context.phrases.places
        and tokens.lower(first - 1) in ("'s", "’s")
        and not context.phrases.is_organization(first, side.last)
    )
