"""Events in an English text: capitalized names with their edition, place, dates and status."""

from __future__ import annotations

import re

from extraction import ordinals
from extraction.english.clauses import Clauses, When, Where
from extraction.findings import Span, Value
from extraction.mentions import ForumMention

HEADS = {
    "forum": "forum", "expo": "exhibition", "exhibition": "exhibition", "fair": "fair", "summit": "summit", "conference": "conference",
    "congress": "congress", "convention": "congress", "show": "exhibition", "symposium": "conference", "week": "forum",
}  # fmt: skip
HEAD = r"(?:Forum|Expo|Exhibition|Fair|Summit|Conference|Congress|Convention|Symposium|Week)"
ORDINAL = r"(?:(?P<ordinal>\d{1,3}(?:st|nd|rd|th)|[IVX]{1,6}|(?:[Tt]wenty-|[Tt]hirty-)?(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ss]eventh|[Ee]ighth|[Nn]inth|[Tt]enth|[Ee]leventh|[Tt]welfth|[Tt]hirteenth|[Ff]ourteenth|[Ff]ifteenth|[Ss]ixteenth|[Ss]eventeenth|[Ee]ighteenth|[Nn]ineteenth|[Tt]wentieth))\s)"
NAMED = re.compile(
    rf"{ORDINAL}?(?:\(?(?:annual|Annual)\)?\s)?(?P<name>(?:[A-Z][\w’'–-]{{0,30}}[\w]|[A-Z])(?:\s(?:[A-Z][\w’'–-]{{0,30}}|&|of|and|the|for)){{0,7}}?\s{HEAD}\b(?!\s(?:Center|Centre|Hall|Palace|Building))(?:\s(?:on|for|of)\s(?:the\s)?[A-Z][\w-]{{0,30}}(?:(?:\s|,\s)(?:[A-Z][\w-]{{0,30}}|and|of|the|&))*(?<!\sand)(?<!\sof)(?<!\sthe))?)"
    r"(?:\s(?P<year>(?:19|20)\d\d))?(?P<alias>\s\((?P<short>[A-Z][\w &-]{1,30})\))?"
)
SESSION_OF = re.compile(
    rf"{ORDINAL}(?P<name>(?:plenary\s|regular\s)?(?:session|meeting)\sof\sthe\s[A-Z][\w’'-]{{0,30}}(?:\s(?:[A-Z][\w’'-]{{0,30}}|of|and|the|for)){{0,8}}(?<!\sand)(?<!\sof)(?<!\sthe))"
)
BARE = re.compile(
    rf"\b(?:(?P<which>[Tt]he|[Tt]his|[Ll]ast year['’]s|last year['’]s|next year['’]s|the previous|the next|the following|[Tt]he first event)\s)(?:{ORDINAL.replace('ordinal', 'bare_ordinal')})?"
    r"(?P<head>[Ff]orum|[Ee]xpo|[Ee]xhibition|[Ff]air|[Ss]ummit|[Cc]onference|[Cc]ongress|[Ee]vent|edition)\b(?!\s[A-Z])"
)
PRONOUN = re.compile(
    r"(?:(?<=[.!?] )|(?<=\n)|^)It(?= (?:took place|was held|will be held|will take place|was hosted|was organi[sz]ed|opened|opens|runs|is organi[sz]ed|is due))"
)
BESIDE = re.compile(r"\b(?:in|at|of|during|alongside|for|to|with|on|after|before)\s(?:the\s)?$")
MISTAKEN = re.compile(r"\b(?:we said|we wrote|we reported|misstated|wrongly|in our report)\b", re.IGNORECASE)
ELLIPTIC = re.compile(
    r"(?:^|\.\s)The (?P<bare_ordinal>\d{1,3}(?:st|nd|rd|th)|\w+th|next|previous) (?=is|was|will|took)"
)
CANCELLED = re.compile(r"\b(?:cancelled|canceled|called off|scrapped|will not (?:be held|take place))\b")
POSTPONED = re.compile(r"\b(?:postponed|rescheduled|moved to|pushed back|delayed|put off)\b")
PROPOSED = re.compile(
    r"\b(?:proposed|suggested|proposes|offered to (?:host|hold)|may be held|could be held|bid to host)\b"
)
PLANNED = re.compile(
    r"\b(?:will (?:be held|take place|open|run|bring|host|gather)|to be held|is (?:due|scheduled|set|expected|planned) (?:to|for|there)|scheduled|opens on|is to|due to be held|will)\b"
)
HELD = re.compile(
    r"\b(?:was held|were held|took place|ended|closed|concluded|held in|wrapped up|was hosted|has ended|was organi[sz]ed|brought together)\b"
)
ONGOING = re.compile(
    r"\b(?:opened|is under way|is being held|runs|got under way|kicked off|began|started|is taking place)\b"
)
ORGANIZED = re.compile(
    r"\b(?:(?:is|was|are|were)\s)?(?:jointly\s)?(?:organi[sz]ed|hosted|co-hosted|co-organi[sz]ed)\s(?:jointly\s)?by\s(?P<names>(?:the\s)?[A-Z“\"][^.;\n]{2,140}?)(?=\swith the support|\sin\s[A-Z]|\son\s|\.|;|,\s(?:which|and\swill)|\n|$)"
)


def find_forums(clauses: Clauses) -> list[ForumMention]:
    text = clauses.text
    mentions: list[ForumMention] = []
    for pattern, rule in ((SESSION_OF, "session_of_body"), (NAMED, "named_event")):
        for match in pattern.finditer(text):
            if _inside(mentions, match.span()) or re.match(
                r"(?:The|A|At|In|During|This)\s(?:Forum|Expo|Fair|Summit|Conference|Congress)$", match["name"]
            ):
                continue
            mentions.append(_named(clauses, match, rule))
    aliases = {alias.value for mention in mentions for alias in mention.aliases}
    for alias in aliases:
        for match in re.finditer(rf"\b{re.escape(alias)}\b", text):
            if not _inside(mentions, match.span()):
                mention = ForumMention(
                    Span(*match.span()), clauses.sentence_of(match.start()), "forum", rule="event_by_alias"
                )
                mention.name = Value(alias, mention.span, "event_by_alias")
                mentions.append(mention)
    for match in PRONOUN.finditer(text):
        mention = ForumMention(
            Span(*match.span()), clauses.sentence_of(match.start()), "event", rule="pronoun"
        )
        mention.is_pronoun = True
        mentions.append(mention)
    for pattern in (BARE, ELLIPTIC):
        for match in pattern.finditer(text):
            if not _inside(mentions, match.span()):
                mentions.append(_bare(clauses, match))
    mentions.sort(key=lambda mention: mention.span)
    for index, mention in enumerate(mentions):
        previous = mentions[index - 1] if index else None
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        _fill(clauses, mention, previous, following)
    return mentions


def _inside(mentions: list[ForumMention], span: tuple[int, int]) -> bool:
    return any(mention.span.start < span[1] and span[0] < mention.span.end for mention in mentions)


def _named(clauses: Clauses, match: re.Match[str], rule: str) -> ForumMention:
    text = clauses.text
    start = match.start("ordinal") if match["ordinal"] else match.start("name")
    name, name_start = match["name"], match.start("name")
    while re.match(r"(?:The|At|In|During|On|A|An|This|Regional|Annual)\s", name) and not re.match(
        r"Regional\s\w+\s\w+", name
    ):
        cut = name.index(" ") + 1
        name, name_start = name[cut:], name_start + cut
    head = next((HEADS[w.lower()] for w in reversed(name.split()) if w.lower() in HEADS), "meeting")
    mention = ForumMention(
        Span(start, match.end()), clauses.sentence_of(match.start("name")), head, rule=rule
    )
    mention.name = Value(name, Span(name_start, name_start + len(name)), rule)
    if match["ordinal"]:
        _set_number(mention, match["ordinal"], match.start("ordinal"))
    groups = match.groupdict()
    if groups.get("year"):
        mention.year = Value(
            int(groups["year"] or 0), Span(match.start("year"), match.end("year")), "year_in_name"
        )
        mention.is_own_year = True
    if groups.get("short"):
        mention.aliases = [
            Value(
                groups["short"] or "", Span(match.start("short"), match.end("short")), "name_in_parenthesis"
            )
        ]
    del text
    return mention


def _set_number(mention: ForumMention, ordinal: str, start: int) -> None:
    number = (
        ordinals.figures(ordinal) or ordinals.roman(ordinal)
        if not ordinal[-1:].islower() or ordinal[:1].isdigit()
        else None
    )
    if number is None:
        spelled = ordinals.spelled(ordinal.lower().replace("-", " "))
        number = spelled[-1] if spelled else None
    if number:
        mention.number = Value(number, Span(start, start + len(ordinal)), "number_of_edition")


def _bare(clauses: Clauses, match: re.Match[str]) -> ForumMention:
    groups = match.groupdict()
    head = HEADS.get((groups.get("head") or "event").lower(), "event")
    mention = ForumMention(
        Span(*match.span()), clauses.sentence_of(match.end() - 1), head, rule="event_meant"
    )
    which = (groups.get("which") or "").lower()
    ordinal = groups.get("bare_ordinal") or ""
    if ordinal.lower() in ("next", "previous"):
        mention.order = ordinal.lower()
    elif ordinal:
        _set_number(mention, ordinal, match.start("bare_ordinal"))
    if which.startswith(("last year", "the previous")):
        mention.order = "previous"
        if which.startswith("last") and clauses.published_on is not None:
            mention.year = Value(
                clauses.published_on.year - 1, Span(match.start(), match.start() + len(which)), "last_year"
            )
            mention.is_own_year = True
    elif which.startswith(("next year", "the next", "the following")):
        mention.order = "next"
    return mention


def _fill(
    clauses: Clauses, mention: ForumMention, previous: ForumMention | None, following: ForumMention | None
) -> None:
    sentence = clauses.sentences[mention.sentence].span
    words = clauses.text[sentence.start : sentence.end]
    is_beside = (
        mention.name is None
        and not mention.is_pronoun
        and not mention.number
        and BESIDE.search(
            clauses.text[max(0, mention.span.start - 14) : mention.span.start + 4]
            .removesuffix("the ")
            .removesuffix("The ")
        )
        is not None
    )
    if is_beside or MISTAKEN.search(words):
        return
    if following is not None and following.name is None and following.number is None and not following.order:
        following = None
    left = (
        previous.span.end
        if previous is not None and previous.sentence == mention.sentence
        else sentence.start
    )
    right = (
        following.span.start
        if following is not None and following.sentence == mention.sentence
        else sentence.end
    )
    region = Span(left, right)
    _set_status(clauses, mention, region)
    when = _date(clauses, mention, region)
    if when is not None and mention.year is None and when.year is not None:
        mention.year = Value(when.year, when.span, f"date_{when.precision}")
        mention.is_own_year = when.has_year or when.precision == "day"
    if when is not None and when.precision != "year" and when.edtf is not None:
        mention.dates = Value(when.edtf, when.span, f"date_{when.precision}")
    where = _place(clauses, mention, region)
    if where is not None:
        if where.place.kind != "country":
            mention.place = Value(where.name, where.span, "place_of_event")
        if where.place.country:
            mention.country = Value(where.place.country, where.span, "country_of_place")
    organized = ORGANIZED.search(clauses.text, sentence.start, sentence.end)
    if (
        organized is not None
        and region.start <= organized.start()
        and mention.span.start <= organized.start()
    ):
        mention.organizers = _organizers(organized)


def _organizers(match: re.Match[str]) -> list[Value[str]]:
    found = []
    position = match.start("names")
    for name in re.split(r",\sand\s|,\s|\sand\s(?=the\s[A-Z]|[A-Z][\w]+\s[A-Z])", match["names"]):
        clean = re.sub(r"^the\s", "", name)
        start = match.string.find(clean, position)
        if len(clean) > 2 and start >= 0:
            found.append(Value(clean, Span(start, start + len(clean)), "organizers"))
            position = start + len(clean)
    return found


def _set_status(clauses: Clauses, mention: ForumMention, region: Span) -> None:
    text = clauses.text
    for pattern, status, weight in (
        (CANCELLED, "cancelled", 3), (POSTPONED, "postponed", 3), (PROPOSED, "proposed", 3), (PLANNED, "planned", 3), (HELD, "held", 3), (ONGOING, "ongoing", 3),
    ):  # fmt: skip
        found = pattern.search(text, region.start, region.end)
        if found is None or abs(found.start() - mention.span.end) > 160:
            continue
        if status == "planned" and mention.span.start - found.end() > 30:
            continue
        if status == "proposed" and not re.search(
            r"\b(?:hold|held|host|hosting|holding|be)\b", text[region.start : region.end]
        ):
            continue
        mention.status = Value(status, Span(*found.span()), f"status_{status}")
        mention.status_weight = weight
        return
    if re.search(
        r"\b(?:took part in|attended|participated in|visited)\b", text[region.start : mention.span.start]
    ):
        mention.status = Value("held", mention.span, "took_part")
        mention.status_weight = 1


def _date(clauses: Clauses, mention: ForumMention, region: Span) -> When | None:
    inside = [d for d in clauses.dates if region.covers(d.span)]
    if mention.status is not None and mention.status.value == "postponed":
        inside = [d for d in inside if d.span.start > mention.status.span.end] or inside
    if not inside:
        return None
    has_verb = mention.status is not None and mention.status_weight == 3
    near = [d for d in inside if 0 <= d.span.start - mention.span.end <= 60]
    if not has_verb and not near:
        return None
    rank = {"day": 0, "month": 1, "season": 2, "year": 3}
    options = inside if has_verb else near
    after = [d for d in options if d.span.start >= mention.span.end] or options
    return min(after, key=lambda d: (rank[d.precision], abs(d.span.start - mention.span.end)))


def _place(clauses: Clauses, mention: ForumMention, region: Span) -> Where | None:
    text = clauses.text
    places = [p for p in clauses.places_in(region) if not mention.span.covers(p.span)]
    where = [
        p
        for p in places
        if re.search(
            r"\b(?:in|at|to|from)\s(?:the\s)?(?:[A-Z][\w]+\s){0,4}$",
            text[max(0, p.span.start - 40) : p.span.start],
        )
        or text[p.span.end : p.span.end + 5] == " host"
    ]
    where = [
        p
        for p in where
        if not re.search(r"\b(?:from|to)\s$", text[max(0, p.span.start - 6) : p.span.start])
        or "move" in text[region.start : p.span.start]
    ]
    after = [p for p in where if p.span.start >= mention.span.end]
    before = [p for p in where if p.span.end <= mention.span.start]
    hosts = [
        p for p in places if re.match(r"\s(?:hosts|hosted|will host)\b", text[p.span.end : p.span.end + 12])
    ]
    for group in (hosts, after, before[::-1]):
        cities = [p for p in group if p.place.kind in ("city", "island")]
        if cities:
            return cities[0]
    return next(iter([*after, *before[::-1]]), None)
