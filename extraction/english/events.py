"""Events: names of forums with their edition, and "the forum", "the 13th", "it" for one named before."""

from __future__ import annotations

import re

from extraction import lexicon, ordinals, taught
from extraction.english.phrases import (
    DEMONYMS,
    EVENT_HEADS,
    ORGANIZATION_WORDS,
    TOPICS,
    Phrases,
    is_office_head,
    lookup,
)
from extraction.english.sides import Context
from extraction.findings import Value
from extraction.mentions import ForumMention
from extraction.taught import Occurrence, find_series

COMPOUND = re.compile(r"\w*[a-z](?:Forum|Expo|EXPO|Fair|Summit)$|[A-Z]{2,}(?:EXPO|FORUM)$")
BARE_HEADS = {**EVENT_HEADS, "event": "event", "edition": "event", "gathering": "event"}
DETERMINERS = frozenset(
    [
        "the",
        "this",
        "that",
        "next",
        "upcoming",
        "previous",
        "last",
        "first",
        "its",
        "coming",
        "following",
        "annual",
        "forthcoming",
    ]
)
YEAR = re.compile(r"(?:19|20)\d\d$")
WITH_YEAR = re.compile(r"(?P<name>[A-Z][\w]{1,30})-(?P<year>20\d\d)$")
NEVER_EVENTS = frozenset(
    {
        "national assembly",
        "legislative assembly",
        "state assembly",
        "federal assembly",
        "supreme assembly",
        "mid-autumn festival",
        "spring festival",
        "dragon boat festival",
        "people's congress",
        "national congress",
        "us congress",
    }
)
BRAND = re.compile(r"[A-Z][a-z]*[A-Z]\w*$")  # "CentralAsiaTex": a word that only the event has
UNITS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
ORDINALS = {
    **{w: n for w, n in ordinals.SPELLED_EN.items() if w.endswith(("st", "nd", "rd", "th"))},
    "inaugural": 1,
}
NEEDS_TWO_WORDS = frozenset(
    {
        "dialogue",
        "week",
        "show",
        "salon",
        "festival",
        "exhibition",
        "conference",
        "congress",
        "summit",
        "fair",
    }
)
BODY = re.compile(r"(?:council|commission|committee|board|dialogue|assembly)$")
BRANDED_HEADS = frozenset(
    ["conclave", "forum", "expo", "exhibition", "fair", "summit", "conference", "congress", "festival"]
)
MOST_NAMES = 60  # events of one text that are compared with each other
MEETINGS = frozenset({"session", "meeting"})
HEADLINE_VERBS = lexicon.words("headline_verbs_en")


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


def find_events(context: Context) -> list[ForumMention]:
    """All mentions in the order of the text; fills `context.events`."""
    tokens = context.tokens
    aliases: dict[str, str] = _known_series()
    taught_at = {occurrence.span.start: occurrence for occurrence in find_series(tokens.text, "en")}
    found: list[ForumMention] = []
    index = 0
    while index < len(tokens.words):
        if index in context.in_event or tokens.quoted_at.get(index, index) != index:
            index += 1
            continue
        listed = _editions_listed(context, index)
        for first, end, mention in listed:
            context.events[first] = (end, mention)
            context.in_event.update(dict.fromkeys(range(first, end), first))
            found.append(mention)
        if listed:
            index += 1
            continue
        made = (
            _taught(context, index, taught_at)
            or _quoted(context, index)
            or _named(context, index)
            or _meeting_of_body(context, index)
            or _abbreviated(context, index, aliases)
            or _bilateral(context, index)
            or _branded(context, index)
            or _elliptical(context, index)
            or _possessive(context, index)
            or _bare(context, index)
            or _pronoun(context, index)
        )
        if made is None:
            index += 1
            continue
        first, end, mention = made
        end = _number_behind(context, _read_alias(context, end, mention, aliases), mention)
        end = _former_name(context, end, mention)
        context.events[first] = (end, mention)
        for position in range(first, end):
            context.in_event[position] = first
        found.append(mention)
        if mention.rule == "event_branded" and mention.name is not None and BRAND.match(mention.name.value):
            aliases[mention.name.value] = mention.head
        if mention.name is not None:
            context.event_words.update(word for word in mention.name.value.lower().split() if len(word) > 3)
        index = max(end, index + 1)
    found.sort(key=lambda mention: mention.span)
    _join_short_names(found)
    return found


def _join_short_names(found: list[ForumMention]) -> None:
    """ "The Regional Investment Forum" is the "China-Russia Regional Investment Forum" of the same text."""
    names: dict[str, Value[str]] = {}
    _spell_as_in_the_text(found)
    for mention in found:
        if mention.name is not None:
            names.setdefault(mention.name.value, mention.name)
    for mention in found[:MOST_NAMES]:
        if mention.name is None:
            continue
        short = mention.name.value
        fuller = [
            value
            for name, value in list(names.items())[:MOST_NAMES]
            if len(name) > len(short)
            and (
                name.endswith((f" {short}", f"-{short}"))
                or _is_body_of(short, name)
                or COMPOUND.match(short)
                and short in re.split(r"\W+", name)
            )
        ]
        if len(fuller) == 1:
            mention.aliases.append(fuller[0])


def _spell_as_in_the_text(found: list[ForumMention]) -> None:
    """ "RESCHEDULING OF THE SECOND GHANA SUMMIT": the heading's capitals give way to the text's own spelling."""
    spelled = {
        mention.name.value.casefold(): mention.name
        for mention in reversed(found)
        if mention.name is not None and not mention.name.value.isupper()
    }
    for mention in found:
        if mention.name is not None and mention.name.value.isupper():
            mention.name = spelled.get(mention.name.value.casefold(), mention.name)


def _is_body_of(short: str, name: str) -> bool:
    """ "Meeting of the Commission" of the one whose commission is named in full."""
    lead, _, body = short.rpartition(" of the ")
    return bool(lead) and " " not in body and name.startswith(f"{lead} of ") and body in name.split()


def _known_series() -> dict[str, str]:
    """Abbreviations that a table or the text gives → the class of the event."""
    known: dict[str, str] = {}
    for row in lexicon.table("series"):
        names = [*(row[1].split(";") if len(row) > 1 else []), row[4] if len(row) > 4 else ""]
        for name in names:
            if name and name.isascii():
                known[name] = row[2]
    return known


def _mention(context: Context, first: int, end: int, head: str, rule: str) -> ForumMention:
    return ForumMention(
        context.tokens.span(first, end), context.tokens.words[first].sentence, head=head, rule=rule
    )


def _taught(
    context: Context, index: int, taught_at: dict[int, Occurrence]
) -> tuple[int, int, ForumMention] | None:
    """A name that curators taught."""
    tokens = context.tokens
    occurrence = taught_at.get(tokens.words[index].start)
    if occurrence is None:
        return None
    end = index
    while end < len(tokens.words) and tokens.words[end].start < occurrence.span.end:
        end += 1
    mention = _mention(context, index, end, occurrence.term.detail or "event", taught.RULE)
    mention.name = Value(occurrence.term.written, tokens.span(index, end), taught.RULE)
    return _edition_before(context, index, mention), end, mention


def _quoted(context: Context, index: int) -> tuple[int, int, ForumMention] | None:
    """'the forum "Two Shores"', 'the "Two Shores" forum'."""
    tokens = context.tokens
    lower = tokens.lower(index)
    closing = tokens.quotations.get(index + 1)
    if lower in EVENT_HEADS and closing is not None and tokens.lower(index - 1) not in ("at", "a"):
        name_first = _name_start(context, index)
        mention = _mention(context, name_first, closing + 1, EVENT_HEADS[lower], "event_in_quotation")
        modifiers = (
            tokens.string(name_first, index + 1)
            if tokens.words[index].is_capitalised or name_first < index
            else ""
        )
        quoted = tokens.string(index + 2, closing)
        name = f'{modifiers} "{quoted}"' if modifiers else quoted
        if modifiers:
            mention.aliases.append(Value(quoted, tokens.span(index + 2, closing), "event_in_quotation"))
        mention.name = Value(name, tokens.span(name_first, closing + 1), "event_in_quotation")
        return _edition_before(context, name_first, mention), closing + 1, mention
    end = tokens.quotations.get(index)
    if end is not None and _is_name_of_event(context, index, end):
        head = _head_in_quotation(context, end)
        mention = _mention(context, index, end + 1, EVENT_HEADS[tokens.lower(head)], "event_in_quotation")
        mention.name = Value(
            tokens.string(index + 1, head + 1), tokens.span(index + 1, head + 1), "event_in_quotation"
        )
        if head < end - 1:
            year = tokens.span(end - 1, end)
            mention.year = Value(int(tokens.words[end - 1].text), year, "year_in_the_name")
            mention.is_own_year = True
        return _edition_before(context, index, mention), end + 1, mention
    behind = end + 1 if end is not None else index
    while (
        end is not None
        and behind < min(end + 4, tokens.end_of(index))
        and context.phrases.is_name_word(behind)
        and tokens.lower(behind) not in EVENT_HEADS
    ):
        behind += 1
    if (
        end is not None
        and end + 1 < behind < tokens.end_of(index)
        and tokens.lower(behind) in EVENT_HEADS
        and tokens.words[behind].is_capitalised
    ):
        mention = _mention(
            context, index, behind + 1, EVENT_HEADS[tokens.lower(behind)], "event_in_quotation"
        )
        mention.name = Value(
            tokens.string(index, behind + 1), tokens.span(index, behind + 1), "event_in_quotation"
        )
        alias = Value(tokens.string(index + 1, end), tokens.span(index + 1, end), "event_in_quotation")
        mention.aliases.append(alias)  # '"Made in Uzbekistan" Single Country Exhibition'
        return _edition_before(context, index, mention), behind + 1, mention
    if end is not None and tokens.lower(end + 1) in EVENT_HEADS and end + 1 < tokens.end_of(index):
        mention = _mention(context, index, end + 2, EVENT_HEADS[tokens.lower(end + 1)], "event_in_quotation")
        mention.name = Value(tokens.string(index + 1, end), tokens.span(index + 1, end), "event_in_quotation")
        return _edition_before(context, index, mention), end + 2, mention
    return None


LONGEST_NAME_IN_QUOTATION = 10  # tokens


def _head_in_quotation(context: Context, closing: int) -> int:
    """The last word of the quotation, a year left out."""
    return closing - 2 if YEAR.match(context.tokens.lower(closing - 1)) else closing - 1


def _is_name_of_event(context: Context, opening: int, closing: int) -> bool:
    """'A "Busan-Ulsan Shipyard Forum"': the quotation is the name, its head included."""
    tokens = context.tokens
    head = _head_in_quotation(context, closing)
    return (
        tokens.lower(opening - 1)
        not in ("session", "panel", "theme", "topic", "titled", "entitled", "on", "table", "under", ":")
        and 2 < head - opening < LONGEST_NAME_IN_QUOTATION - 1
        and tokens.lower(head) in BRANDED_HEADS
        and all(context.phrases.is_name_word(i) for i in (opening + 1, head))
    )


def _named(context: Context, index: int) -> tuple[int, int, ForumMention] | None:
    """The head of an event's name stands at the index."""
    tokens, phrases = context.tokens, context.phrases
    word = tokens.words[index]
    is_compound = bool(COMPOUND.match(word.text))
    is_meeting = word.text == "Meeting" and _is_of_ministers(context, index)
    if not word.is_word or not word.is_capitalised:
        return None
    if word.lower not in EVENT_HEADS and not is_compound and not is_meeting:
        return None
    start = _name_start(context, index)
    if start < index and {tokens.lower(i) for i in range(start - 1, index)} & COMPANY_WORDS:
        return None  # "its organiser Urumqi Expo"
    if _is_venue(context, index):
        return None
    if tokens.lower(index + 1) in ("foundation", "centre", "center", "hall", "committee", "group", "secretariat", "organizing", "organising"):  # fmt: skip
        return None
    first = index if is_compound else _name_start(context, index)
    end = _name_end(context, first, index)
    while end - 1 > index and is_office_head(tokens.lower(end - 1)):
        end -= 1
    while end - 1 > index and tokens.lower(end) in ("states", "countries", "nations"):
        end += 1  # "Summit of the Council of Turkic-speaking states"
    name = tokens.string(first, end)
    is_general = tokens.lower(index - 1) == "general" and end > index + 1
    is_parliament = word.lower == "assembly" and not is_general
    if (
        is_parliament
        or name.lower().replace("’", "'") in NEVER_EVENTS
        or name.lower().endswith(("people's congress", "political consultative conference"))
    ):
        return None
    is_world_expo = word.lower == "expo" and YEAR.match(tokens.lower(end)) is not None
    if end - first == 1 and not is_compound and not is_world_expo:
        return _bare(context, index)
    if word.lower in NEEDS_TWO_WORDS and end - first < 2:
        return None
    head = (
        "meeting"
        if is_meeting
        else EVENT_HEADS.get(word.lower, "forum" if "orum" in word.text else "exhibition")
    )
    mention = _mention(context, first, end, head, "event_named")
    mention.name = Value(name, tokens.span(first, end), "event_named")
    if YEAR.match(tokens.lower(end)):
        span = tokens.span(end, end + 1)
        mention.year = Value(int(tokens.words[end].text), span, "year_in_the_name")
        mention.is_own_year = True
        end += 1
    _ = phrases
    start = _edition_before(context, first, mention)
    if mention.number is None and _is_body_of_office(context, start, index):
        return None
    return start, end, mention


def _is_body_of_office(context: Context, start: int, head: int) -> bool:
    """ "Vice-president of the Dhaka Exporters Forum": people are its members, it is no event."""
    tokens = context.tokens
    of = start if tokens.lower(start) == "of" else start - 1
    is_body = tokens.lower(head - 1).endswith(MEMBERS_OF_BODIES) or tokens.string(
        start, head + 1
    ).lower().endswith(BODIES)
    return is_body and tokens.lower(of) == "of" and is_office_head(tokens.lower(of - 1))


BODIES = (
    "world economic forum",
    "boao forum",
    "crans montana forum",
    "business forum",
    "youth forum",
    "civic forum",
)
MEMBERS_OF_BODIES = ("exporters", "importers", "manufacturers", "producers", "growers", "employers", "traders", "owners", "hauliers", "carriers", "retailers", "bankers", "builders")  # fmt: skip
COMPANY_WORDS = frozenset({"organiser", "organizer", "company", "operator", "agency", "firm"})


def _is_of_ministers(context: Context, index: int) -> bool:
    """ "SCO Agriculture Ministers' Meeting", "Meeting of Heads of Government"."""
    before = context.tokens.lower(index - 1)
    behind = [context.tokens.lower(index + 1), context.tokens.lower(index + 2)]
    return before in (
        "'",
        "’",
        "ministers",
        "leaders",
        "council",
        "commission",
        "committee",
        "governors",
    ) or (behind[0] == "of" and behind[1] in ("heads", "ministers", "governors", "leaders"))


def _is_venue(context: Context, head: int) -> bool:
    """ "Busan Exhibition & Convention Center": the phrase ends on a hall."""
    end = head + 1
    tokens = context.tokens
    while end < min(head + 5, tokens.end_of(head)) and (
        context.phrases.is_name_word(end)
        or tokens.lower(end) in ("&", "and")
        and context.phrases.is_name_word(end + 1)
    ):
        end += 1
    halls = ("center", "centre", "hall", "complex", "pavilion", "palace", "grounds", "venue", "halls")
    return tokens.lower(end - 1) in halls or end < tokens.end_of(head) and tokens.lower(end) in halls


PLURAL_OWNERS = frozenset({"women", "men", "children", "people"})


def _name_start(context: Context, head: int) -> int:
    """The first word of the name whose head this is."""
    tokens, phrases = context.tokens, context.phrases
    floor = tokens.start_of(head)
    first = head
    while first > floor and head - first < 12:
        before = first - 1
        word = tokens.words[before]
        if before in context.in_event or ordinal(word.text) is not None or word.lower in AGENCIES:
            break
        if phrases.is_name_word(before) and before not in context.name_at:
            first = before
        elif word.lower == "and" and [tokens.lower(before - 1), tokens.lower(first)] == ["belt", "road"]:
            first = before - 1
        elif (
            word.text == ")"
            and tokens.lower(before - 2) == "("
            and phrases.is_name_word(before - 3)
            and before - 3 >= floor
        ):
            first = before - 3  # "China (Tianjin) Port Fair"
        elif (
            word.text in ("'s", "’s", "'", "’")
            and before - 1 >= floor
            and (tokens.lower(before - 1) in PLURAL_OWNERS or tokens.lower(before - 1).endswith("s"))
            and phrases.is_name_word(before - 1)
        ) or (
            word.text in ("&", "-", "–", "/")
            and before > floor
            and phrases.is_name_word(before - 1)
            or word.lower == "and"
            and tokens.lower(first) in TOPICS
            and tokens.lower(before - 1) in TOPICS
            and phrases.is_name_word(before - 1)
        ):
            first = before - 1
        else:
            break
    return first


def _name_end(context: Context, first: int, head: int) -> int:
    tokens, phrases = context.tokens, context.phrases
    limit = tokens.end_of(head)
    end = head + 1
    is_joined = tokens.lower(end) in ("and", "&") and tokens.lower(end + 1) in EVENT_HEADS
    if is_joined and end + 1 < limit and tokens.words[end + 1].is_capitalised:
        end += 2  # "Exhibition and Conference" is one gathering
    while (
        end < limit
        and phrases.is_name_word(end)
        and end not in phrases.barriers
        and (end not in phrases.places or first == head and end > head + 1)
    ):
        if ordinal(tokens.words[end].text) is not None or tokens.lower(end) in HEADLINE_VERBS:
            break
        end += 1
    if end > head + 1 and tokens.lower(end - 1) in (
        "projects",
        "ceremony",
        "committee",
        "secretariat",
        "office",
        "project",
        "site",
    ):
        end = head + 1  # "the 12th Expo Domestic Cooperation Projects"
    if end == head + 1 and tokens.lower(end) in ("on", "of", "for"):
        longer = phrases.end_of_phrase(first, limit)
        if longer > end:
            end = _field_behind(context, longer, limit)
    return end


def _field_behind(context: Context, end: int, limit: int) -> int:
    """ "Conference on Cooperation in Higher Education": the field goes on behind "in"."""
    tokens = context.tokens
    if end + 1 >= limit or tokens.lower(end) != "in" or end + 1 in context.phrases.places:
        return end
    last = context.phrases.end_of_phrase(end + 1, limit)
    return last if last > end + 1 and tokens.lower(last - 1) in TOPICS else end


AGENCIES = frozenset(
    {"kazinform", "trend", "belta", "tass", "xinhua", "sputnik", "interfax", "uza", "dunyo", "kabar", "montsame", "yonhap", "vna",
     "bernama", "antara", "pti", "ani", "ians", "wam", "qna", "spa", "kuna", "irna", "azertac", "app", "reuters", "afp", "tca"}
)  # fmt: skip


def _edition_before(context: Context, first: int, mention: ForumMention) -> int:
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
            if not _read_year(context, before - 2, mention):
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


def _read_year(context: Context, index: int, mention: ForumMention) -> bool:
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


def _meeting_of_body(context: Context, index: int) -> tuple[int, int, ForumMention] | None:
    """ "The third plenary session of the Foreign Investors Council": the numbered meeting of a standing body."""
    tokens = context.tokens
    number = ordinal(tokens.words[index].text)
    if number is None:
        return None
    first = head = index + 1
    while head < index + 4 and tokens.lower(head) in ("plenary", "regular", "annual", "joint", "ordinary"):
        head += 1
    if tokens.lower(head) not in MEETINGS or tokens.lower(head + 1) != "of":
        return None
    body = head + 2
    if tokens.lower(body) == "the":
        body += 1
    end = context.phrases.end_of_phrase(body, tokens.end_of(index))
    if end == body or not any(BODY.match(tokens.lower(i)) for i in range(body, end)):
        return None
    if tokens.lower(end) == "in" and tokens.lower(end + 2) == "(":
        end += 2  # "the Council of the Conference on Confidence Building Measures in Asia (CICA)"
    mention = _mention(context, index, end, "meeting", "meeting_of_body")
    mention.name = Value(tokens.string(first, end), tokens.span(first, end), "meeting_of_body")
    mention.aliases.append(Value(tokens.string(body, end), tokens.span(body, end), "meeting_of_body"))
    mention.number = Value(number, tokens.span(index, index + 1), "edition_number")
    return index, end, mention


def _abbreviated(
    context: Context, index: int, aliases: dict[str, str]
) -> tuple[int, int, ForumMention] | None:
    """ "TMIC", "EEF-2026", "CIIE 2025"."""
    tokens = context.tokens
    word = tokens.words[index]
    if not word.is_word or not word.is_capitalised:
        return None
    year = WITH_YEAR.match(word.text)
    text = year["name"] if year else word.text
    if text not in aliases or not year and _begins_name(context, index):
        return None
    mention = _mention(context, index, index + 1, aliases[text], "event_abbreviated")
    mention.name = Value(text, tokens.span(index, index + 1), "event_abbreviated")
    end = index + 1
    if year or YEAR.match(tokens.lower(index + 1)):
        at = index if year else index + 1
        mention.year = Value(
            int(year["year"] if year else tokens.words[at].text), tokens.span(at, at + 1), "year_in_the_name"
        )
        mention.is_own_year = True
        end = at + 1
    return _edition_before(context, index, mention), end, mention


COUNTRIES_JOINED = re.compile(r"(?P<one>[A-Z][a-z]+)[-–/](?P<other>[A-Z][A-Za-z]+)(?:[-–/][A-Z][A-Za-z]+)?$")
HALVES = frozenset({"Sino", "Russo", "Indo", "Franco", "Anglo", "Afro", "Euro", "ASEAN", "EU", "US", "UK", "GCC", "Africa",
                    "Arab", "EAEU", "SCO", "BRICS", "Asia", "Europe", "Eurasia", "CIS", "UAE"})  # fmt: skip
MOST_TOPICS = 6  # words between the countries and the head


def _begins_name(context: Context, index: int) -> bool:
    """ "CICA Business Forum" is another event than the one that "CICA" abbreviates."""
    end = index + 1
    while end < context.tokens.end_of(index) and context.phrases.is_name_word(end):
        if context.tokens.lower(end) in EVENT_HEADS:
            return True
        end += 1
    return False


def _joins_countries(phrases: Phrases, index: int) -> int:
    """Behind "Kazakh-Uzbek", "China-Russia", "Uzbekistan – Kazakhstan"; 0 where none stands at the token."""
    tokens = phrases.tokens
    found = COUNTRIES_JOINED.match(tokens.words[index].text)
    if found is not None and all(_is_country_word(found[half]) for half in ("one", "other")):
        return index + 1
    is_parted = (
        tokens.lower(index + 1) in ("-", "–", "—", "/")
        and index + 2 < tokens.end_of(index)
        and _is_country_word(tokens.words[index].text)
        and _is_country_word(tokens.words[index + 2].text)
    )
    return index + 3 if is_parted else 0


def _is_country_word(word: str) -> bool:
    if word in DEMONYMS or word in HALVES:
        return True
    known = lookup(word)
    return known is not None and known[0] in ("country", "region")


def _bilateral(context: Context, index: int) -> tuple[int, int, ForumMention] | None:
    """ "The first regional Uzbek-Kazakh forum", "the China-Russia forum on science": two countries name it."""
    tokens, phrases = context.tokens, context.phrases
    before = tokens.words[index - 1].text if index > tokens.start_of(index) else ""
    goes_on = phrases.is_name_word(index - 1) and ordinal(before) is None and before.lower() not in TOPICS
    if not tokens.words[index].is_capitalised or before and goes_on:
        return None
    head = _joins_countries(phrases, index) if tokens.words[index].is_word else 0
    if not head:
        return None
    limit = min(head + MOST_TOPICS, tokens.end_of(index))
    while head < limit and tokens.lower(head) not in BRANDED_HEADS:
        if tokens.lower(head) not in TOPICS and tokens.lower(head) not in BILATERAL_TOPICS:
            return None
        head += 1
    if head >= limit or tokens.words[head].is_capitalised:
        return None  # `_named` reads the latter
    first = index
    while first > tokens.start_of(index) and tokens.lower(first - 1) in (
        "regional",
        "joint",
        "interregional",
    ):
        first -= 1
    end = head + 1
    if tokens.lower(end) in ("on", "of", "for", "in") and (tokens.lower(end + 1) in TOPICS):
        end = _topics_end(context, end + 1)
    mention = _mention(context, first, end, EVENT_HEADS[tokens.lower(head)], "event_of_two_countries")
    start = _edition_before(context, first, mention)
    mention.name = Value(tokens.string(first, end), tokens.span(first, end), "event_of_two_countries")
    return start, end, mention


BILATERAL_TOPICS = frozenset(
    {"interregional", "inter-regional", "intergovernmental", "joint", "high-level", "women's", "youth", "media", "medical",
     "agricultural", "scientific", "humanitarian", "financial", "innovative", "smart", "green", "tech", "high-tech", "it", "rectors",
     "university", "universities", "legal", "municipal", "twin", "sister", "cities", "city", "and", "-", "cross-border", "border",
     "entrepreneurs", "entrepreneurial", "parliamentary", "cultural", "commercial", "b2b", "startup", "women", "friendship"}
)  # fmt: skip


def _topics_end(context: Context, first: int) -> int:
    """Behind "science and technology"."""
    tokens = context.tokens
    end = first
    limit = tokens.end_of(first)
    while end < limit and (
        tokens.lower(end) in TOPICS
        or tokens.lower(end) in ("and", "&")
        and tokens.lower(end + 1) in TOPICS
        and end > first
    ):
        end += 1
    return end


TOPICS_OF_EVENTS = frozenset(
    {
        "international",
        "trade",
        "business",
        "investment",
        "economic",
        "global",
        "industry",
        "mega",
        "book",
        "travel",
        "export",
        "import",
        "agricultural",
    }
)


def _branded(context: Context, index: int) -> tuple[int, int, ForumMention] | None:
    """ "The TransRussia exhibition", "the Amur Bridge forum"; "the Harbin forum" is a bare one with its town."""
    tokens, phrases = context.tokens, context.phrases
    lower = tokens.lower(index)
    if lower not in BRANDED_HEADS or tokens.words[index].is_capitalised:
        return None
    floor = tokens.start_of(index)
    first = index
    while (
        first > floor
        and tokens.lower(first - 1) in TOPICS_OF_EVENTS
        and not tokens.words[first - 1].is_capitalised
    ):
        first -= 1  # "the 39th India international trade fair"
    topics = first
    while first > floor and index - first < 6 and _is_brand_word(context, first - 1):
        first -= 1
    if first == topics:
        return None
    if topics < index and ordinal(tokens.words[first - 1].text) is None:
        return None
    place = phrases.places.get(first)
    if place is not None and place.last == index:
        mention = _mention(context, first, index + 1, EVENT_HEADS[lower], "event_by_town")
        start = _edition_before(context, first, mention)
        if tokens.lower(start) not in DETERMINERS:
            return None
        mention.place = Value(place.name, tokens.span(first, index), "host_place")
        if place.country:
            mention.country = Value(place.country, mention.place.span, "country_of_place")
        return start, index + 1, mention
    if (
        first in phrases.places
        and index - first < 2
        or tokens.lower(first - 1) not in (*DETERMINERS, "of", "at", "in")
        and ordinal(tokens.words[first - 1].text) is None
    ):
        return None
    mention = _mention(context, first, index + 1, EVENT_HEADS[lower], "event_branded")
    end = index if index - first == 1 else index + 1
    mention.name = Value(tokens.string(first, end), tokens.span(first, end), "event_branded")
    return _edition_before(context, first, mention), index + 1, mention


def _is_brand_word(context: Context, index: int) -> bool:
    word = context.tokens.words[index]
    return (
        context.phrases.is_name_word(index)
        and index not in context.in_event
        and index not in context.name_at
        and ordinal(word.text) is None
        and word.text not in DEMONYMS
        and (word.lower not in ORGANIZATION_WORDS or word.lower in TOPICS_OF_EVENTS)
        and not is_office_head(word.lower)
        and not word.lower.endswith(
            ("-built", "-based", "-made", "-led", "-backed", "-owned", "-born", "-sponsored", "-funded")
        )
    )


def _elliptical(context: Context, index: int) -> tuple[int, int, ForumMention] | None:
    """ "The 13th is scheduled for…"."""
    tokens = context.tokens
    if tokens.lower(index) != "the" or index + 2 >= tokens.end_of(index):
        return None
    number = ordinal(tokens.words[index + 1].text)
    if number is None or tokens.lower(index + 2) not in AFTER_NUMBER:
        return None
    is_listed = (
        tokens.lower(index + 2) == "in" and index + 3 in context.phrases.places and bool(context.events)
    )
    is_held = tokens.lower(index - 1) in HOLDING
    following = tokens.lower(index + 3)
    is_open = tokens.lower(index + 2) in ("in", "one", ",") and following not in ("is", "was", "will")
    if is_open and not (is_listed or is_held):
        return None
    mention = _mention(context, index, index + 2, "event", "event_by_number")
    mention.number = Value(number, tokens.span(index + 1, index + 2), "edition_number")
    if is_listed:
        before = [m for _, (_, m) in sorted(context.events.items()) if m.sentence == mention.sentence]
        if before and before[-1].number is not None:
            context.listed_after[index] = before[-1]
    return index, index + 2, mention


AFTER_NUMBER = frozenset({"is", "was", "will", "took", "has", "in", "one", "at", ",", "."})
HOLDING = frozenset(
    {"hold", "holding", "host", "hosting", "held", "hosted", "stage", "staging", "organise", "organize"}
)


def _possessive(context: Context, index: int) -> tuple[int, int, ForumMention] | None:
    """ "Last year's took place in Kuala Lumpur": the event is left out."""
    tokens = context.tokens
    if tokens.lower(index + 1) != "year" or tokens.lower(index + 2) not in ("'s", "’s"):
        return None
    if not tokens.is_first(index) and tokens.lower(index - 1) not in ("and", ",", ";", "but"):
        return None
    following = tokens.lower(index + 3)
    end = index + 4 if following == "one" else index + 3
    if tokens.lower(end) not in ("took", "was", "is", "will", "drew", "attracted", "had", "has"):
        return None
    mention = _mention(context, index, end, "event", "event_of_that_year")
    return (index, end, mention) if _read_year(context, index, mention) else None


def _bare(context: Context, index: int) -> tuple[int, int, ForumMention] | None:
    """ "The forum", "the tenth forum", "this year's event"."""
    tokens = context.tokens
    lower = tokens.lower(index)
    if lower not in BARE_HEADS or lower in ("show", "salon"):
        return None
    named = index + 3 if tokens.lower(index + 2) == "the" else index + 2
    if lower == "edition" and tokens.lower(index + 1) == "of" and context.phrases.is_name_word(named):
        return None  # "the 21st edition of India Fair": the name has it
    if lower in ("week", "dialogue") and not tokens.words[index].is_capitalised:
        return None
    first = index
    while (
        first > tokens.start_of(index)
        and index - first < 2
        and tokens.words[first - 1].is_word
        and (
            tokens.lower(first - 1) in TOPICS
            or tokens.lower(first - 1) in context.event_words
            and not tokens.words[first - 1].is_capitalised
            or tokens.lower(first - 1) in ("regional", "business", "two-day", "three-day", "four-day")
        )
    ):
        first -= 1
    mention = _mention(context, index, index + 1, BARE_HEADS[lower], "event_bare")
    start = _edition_before(context, first, mention)
    determiner = tokens.lower(start)
    is_definite = (
        determiner in DETERMINERS or mention.number is not None or bool(mention.order) or mention.is_own_year
    )
    if not is_definite and not tokens.sentences[tokens.words[index].sentence].is_title:
        return None
    if determiner in ("a", "an") and mention.number is None:
        return None
    if tokens.lower(index + 1) in ORGANIZATION_WORDS and tokens.words[index + 1].is_capitalised:
        return None
    mention.span = tokens.span(start, index + 1)
    return start, index + 1, mention


PRONOUN_VERB = re.compile(
    r"[Ii]t\s(?:(?:was|is|will be|has been|had been)\s(?:also\s)?(?:held|hosted|organi[sz]ed|scheduled|postponed|cancelled|canceled|called off|attended by|due)"
    r"|took place|takes place|will take place|will run|runs|opened|opens|ran|will open|brought together|closed|ended)\b"
)


def _pronoun(context: Context, index: int) -> tuple[int, int, ForumMention] | None:
    tokens = context.tokens
    if tokens.lower(index) != "it" or not (
        tokens.is_first(index) or tokens.lower(index - 1) in ("and", ";", ",", ")", ":")
    ):
        return None
    if not PRONOUN_VERB.match(tokens.text, tokens.words[index].start):
        return None
    mention = _mention(context, index, index + 1, "event", "event_by_pronoun")
    mention.is_pronoun = True
    return index, index + 1, mention


NEXT_TIME = re.compile(
    r"\s(?:will|is to|is set to|is due to) next (?:be held|take place|convene|meet|be hosted|return)"
)
FORMER_NAME = re.compile(
    r"(?:,?\s|\s[-–—]\s|—|\s\()(?:formerly|previously|earlier|also|better)\s(?:known as|called)\s(?:the\s)?"
)


def _former_name(context: Context, end: int, mention: ForumMention) -> int:
    """ "The expo, formerly known as the Harbin Fair,": another name of the same event."""
    tokens = context.tokens
    if end >= len(tokens.words) or end >= tokens.end_of(end - 1):
        return end
    found = FORMER_NAME.match(tokens.text, tokens.words[end - 1].end)
    if found is None:
        return end
    first = end
    while first < len(tokens.words) and tokens.words[first].start < found.end():
        first += 1
    last = context.phrases.end_of_phrase(first, tokens.end_of(end - 1))
    if last == first:
        return end
    mention.aliases.append(Value(tokens.string(first, last), tokens.span(first, last), "known_as"))
    return last


def _number_behind(context: Context, end: int, mention: ForumMention) -> int:
    """ "This year's fair, the tenth, had …"."""
    tokens = context.tokens
    if NEXT_TIME.match(tokens.text, tokens.words[end - 1].end) and mention.number is None:
        mention.order = "next"
    if mention.number is not None or [tokens.lower(end), tokens.lower(end + 1)] != [",", "the"]:
        return end
    number = ordinal(tokens.words[end + 2].text) if end + 2 < len(tokens.words) else None
    following = tokens.lower(end + 3)
    if number is None or following not in (",", ".", "in"):
        return end
    mention.number = Value(number, tokens.span(end + 2, end + 3), "edition_number")
    return end + 3


def _editions_listed(context: Context, index: int) -> list[tuple[int, int, ForumMention]]:
    """ "Previous editions were held in Bishkek (2023) and Dushanbe (2024)": one for each town."""
    tokens = context.tokens
    if tokens.lower(index) not in (
        "editions",
        "forums",
        "expos",
        "fairs",
        "summits",
        "conferences",
        "congresses",
    ):
        return []
    found: list[tuple[int, int, ForumMention]] = []
    for first in range(index + 1, min(index + 40, tokens.end_of(index))):
        place = context.phrases.places.get(first)
        if place is None:
            continue
        year = place.last + 1
        if tokens.lower(place.last) not in ("(", "in") or not YEAR.match(tokens.lower(year)):
            continue
        head = BARE_HEADS.get(tokens.lower(index).removesuffix("s"), "event")
        mention = _mention(context, first, year + 1, head, "editions_listed")
        mention.order = "previous"
        mention.place = Value(place.name, tokens.span(first, place.last), "editions_listed")
        if place.country:
            mention.country = Value(place.country, mention.place.span, "country_of_place")
        mention.year = Value(int(tokens.words[year].text), tokens.span(year, year + 1), "editions_listed")
        mention.is_own_year = True
        mention.status, mention.status_weight = (
            Value("held", tokens.span(index, year + 1), "editions_listed"),
            2,
        )
        found.append((first, year + 1, mention))
    return found


def _read_alias(context: Context, end: int, mention: ForumMention, aliases: dict[str, str]) -> int:
    """ "(TMIC)", "(SME Forum)" behind a name."""
    tokens = context.tokens
    if mention.name is None or tokens.lower(end) != "(":
        return end
    closing = next(
        (i for i in range(end + 1, min(end + 8, len(tokens.words))) if tokens.lower(i) == ")"), None
    )
    if closing is None:
        return end
    first = end + 1
    while (
        first < closing
        and tokens.words[first].text in ('"', "“", "«", "the", ",")
        or tokens.lower(first) in ("hereinafter",)
    ):
        first += 1
    last = closing - 1 if tokens.words[closing - 1].text in ('"', "”", "»") else closing
    if first >= last or not all(
        context.phrases.is_name_word(i) or tokens.words[i].text.isdigit() for i in range(first, last)
    ):
        return end
    if first in context.phrases.places and context.phrases.places[first].last == last:
        return end
    text = tokens.string(first, last)
    year = WITH_YEAR.match(text) or re.match(r"(?P<name>[A-Z][\w ]+?) (?P<year>20\d\d)$", text)
    if year:
        mention.year = Value(int(year["year"]), tokens.span(first, last), "year_in_the_name")
        mention.is_own_year = True
        text = year["name"]
    mention.aliases.append(Value(text, tokens.span(first, last), "abbreviation_in_brackets"))
    if " " not in text:
        aliases[text] = mention.head
    return closing + 1
