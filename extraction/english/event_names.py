"""Events called by a proper name that ends with its head, or by a quotation."""

from __future__ import annotations

import re

from extraction import lexicon
from extraction.english.event_brands import BRANDED_HEADS, DETERMINERS
from extraction.english.event_editions import YEAR, edition_before, mention_of, ordinal
from extraction.english.phrases import EVENT_HEADS, ORGANIZATION_WORDS, TOPICS, is_office_head
from extraction.english.sides import Context
from extraction.findings import Value
from extraction.mentions import ForumMention

COMPOUND = re.compile(r"\w*[a-z](?:Forum|Expo|EXPO|Fair|Summit)$|[A-Z]{2,}(?:EXPO|FORUM)$")
BARE_HEADS = {**EVENT_HEADS, "event": "event", "edition": "event", "gathering": "event"}
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
NEEDS_TWO_WORDS = frozenset(
    {"dialogue", "week", "show", "salon", "festival", "exhibition", "conference", "congress", "summit",
    "fair"}
)  # fmt: skip
HEADLINE_VERBS = lexicon.words("headline_verbs_en")


def quoted_event(context: Context, index: int) -> tuple[int, int, ForumMention] | None:
    """'the forum "Two Shores"', 'the "Two Shores" forum'."""
    tokens = context.tokens
    lower = tokens.lower(index)
    closing = tokens.quotations.get(index + 1)
    if lower in EVENT_HEADS and closing is not None and tokens.lower(index - 1) not in ("at", "a"):
        name_first = _name_start(context, index)
        mention = mention_of(context, name_first, closing + 1, EVENT_HEADS[lower], "event_in_quotation")
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
        return edition_before(context, name_first, mention), closing + 1, mention
    end = tokens.quotations.get(index)
    if end is not None and _is_name_of_event(context, index, end):
        head = _head_in_quotation(context, end)
        mention = mention_of(context, index, end + 1, EVENT_HEADS[tokens.lower(head)], "event_in_quotation")
        mention.name = Value(
            tokens.string(index + 1, head + 1), tokens.span(index + 1, head + 1), "event_in_quotation"
        )
        if head < end - 1:
            year = tokens.span(end - 1, end)
            mention.year = Value(int(tokens.words[end - 1].text), year, "year_in_the_name")
            mention.is_own_year = True
        return edition_before(context, index, mention), end + 1, mention
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
        mention = mention_of(
            context, index, behind + 1, EVENT_HEADS[tokens.lower(behind)], "event_in_quotation"
        )
        mention.name = Value(
            tokens.string(index, behind + 1), tokens.span(index, behind + 1), "event_in_quotation"
        )
        alias = Value(tokens.string(index + 1, end), tokens.span(index + 1, end), "event_in_quotation")
        mention.aliases.append(alias)  # '"Made in Uzbekistan" Single Country Exhibition'
        return edition_before(context, index, mention), behind + 1, mention
    if end is not None and tokens.lower(end + 1) in EVENT_HEADS and end + 1 < tokens.end_of(index):
        mention = mention_of(
            context, index, end + 2, EVENT_HEADS[tokens.lower(end + 1)], "event_in_quotation"
        )
        mention.name = Value(tokens.string(index + 1, end), tokens.span(index + 1, end), "event_in_quotation")
        return edition_before(context, index, mention), end + 2, mention
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


def named_event(context: Context, index: int) -> tuple[int, int, ForumMention] | None:
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
        return bare_event(context, index)
    if word.lower in NEEDS_TWO_WORDS and end - first < 2:
        return None
    head = (
        "meeting"
        if is_meeting
        else EVENT_HEADS.get(word.lower, "forum" if "orum" in word.text else "exhibition")
    )
    mention = mention_of(context, first, end, head, "event_named")
    mention.name = Value(name, tokens.span(first, end), "event_named")
    if YEAR.match(tokens.lower(end)):
        span = tokens.span(end, end + 1)
        mention.year = Value(int(tokens.words[end].text), span, "year_in_the_name")
        mention.is_own_year = True
        end += 1
    _ = phrases
    start = edition_before(context, first, mention)
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
        if tokens.lower(before) in HEADLINE_VERBS and tokens.sentences[word.sentence].is_title:
            break  # "President attends Baikal Forum"
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


def bare_event(context: Context, index: int) -> tuple[int, int, ForumMention] | None:
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
    mention = mention_of(context, index, index + 1, BARE_HEADS[lower], "event_bare")
    start = edition_before(context, first, mention)
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
