"""Delegations written as lists: the people under «Состав делегации», the parties under «Делегации»."""

from __future__ import annotations

import re

from extraction.findings import Value
from extraction.mentions import DelegationMention
from extraction.russian.clauses import Clauses
from extraction.russian.counts import counts
from extraction.russian.delegation_heads import head_told_later
from extraction.russian.localities import Locality

PARTY = re.compile(
    r"^\W*(?:(?:численность|глава|руководитель|во главе|рук\.)|(?:не более\s|до\s|около\s|более\s|порядка\s)?(?:\d{1,4}|[а-яё]+)\s(?:чел|представител|участник|компани|делегат|предпринимател|бизнесмен))",
    re.IGNORECASE,
)
PARTIES_HEADING = re.compile(
    r"делегаци|кто (?:при)?(?:едет|был)|участник|гости|приедут|состав", re.IGNORECASE
)
LEADER = re.compile(r"глав|руковод|возглав|рук\.", re.IGNORECASE)
LONGEST_HEADING = 8  # words


def listed_parties(clauses: Clauses) -> list[DelegationMention]:
    """Under «Делегации», «Кто едет»: «Хэйлунцзян — 42 человека, глава X», «Китай (провинция Аньхой): пять человек во главе с Y»."""
    tagged = clauses.context.tagged
    found: list[DelegationMention] = []
    heading = -1  # the paragraph of the heading, or of the last line of its list
    for index, (first, last) in enumerate(tagged.bounds):
        paragraph = tagged.sentences[index].paragraph
        words = tagged.words[first:last]
        if (
            len(words) <= LONGEST_HEADING
            and PARTIES_HEADING.search(tagged.quote(first, last))
            and words[-1].text != "."
        ):
            heading = paragraph
            continue
        if heading < 0 or paragraph > heading + 1:
            heading = -1
            continue
        mention = _listed_party(clauses, index, first, last)
        if mention is not None:
            found.append(mention)
            heading = paragraph
        elif clauses.context.locality_at.get(first) is not None:
            heading = paragraph  # «Республика Корея — состав уточняется»
        elif found and paragraph == heading and found[-1].head is None:
            found[-1].head = head_told_later(clauses, first, last)
    return found


def _listed_party(clauses: Clauses, sentence: int, first: int, last: int) -> DelegationMention | None:
    tagged = clauses.context.tagged
    place, start = _place_of_line(clauses, first, last)
    if (
        place is None
        or start >= last
        or tagged.words[start].text not in ("—", "–", ",", "-")
        and tagged.words[start - 1].text != ":"
    ):
        return None
    rest = tagged.quote(start, last)
    if not PARTY.match(rest):
        return None
    mention = DelegationMention(
        place.span, sentence, Value(place.name, place.span, "listed_party"), rule="listed_party"
    )
    size = next(counts(tagged, start, last), None)
    if size is not None:
        mention.size = Value(size.value, tagged.span(size.first, size.last), "size_of_delegation")
    name = next(iter(clauses.context.names_in(start, last)), None)
    if name is not None and LEADER.search(rest):
        mention.head = Value(name.name, name.span, "led_by")
    return mention


def _place_of_line(clauses: Clauses, first: int, last: int) -> tuple[Locality | None, int]:
    """The nearest territory that a line begins with («Китай (провинция Аньхой) — …», «Беларусь: Витебская область, …»)."""
    at = clauses.context.locality_at
    words = clauses.context.tagged.words
    start = next((i for i in range(first, last) if words[i].is_word), last)
    place = None
    while start < last:
        following = at.get(start) or (at.get(start + 1) if words[start].is_noun else None)
        if following is None or following.last > last:
            break
        place, start = following, following.last
        while start < last and words[start].text in ("(", ")", ":"):
            start += 1
    return place, start


LIST_HEADING = re.compile(
    r"(?:состав\w*|член\w*|список(?:\s+участник\w+)?|участник\w+|персональный состав)\s+(?:официальн\w+\s+)?(?:бизнес-)?делегаци|делегаци\w+\b[^.:;]{0,90}\bв\s+(?:следующем\s+)?составе\s*:",
    re.IGNORECASE,
)
HEAD_LINE = re.compile(r"(?:глав|руководител)\w*(?:\s+делегаци\w*)?", re.IGNORECASE)
LEADER_MARK = re.compile(
    r"[(,;—–-]\s*(?:глав\w+|руководител\w+)\s*(?:делегаци\w*)?\s*(?:[);.,]|$)|(?:глав\w+|руководител\w+)\s+делегаци",
    re.IGNORECASE,
)
LONGEST_LEAD = 4  # words that may stand before the name of a line: a number, a bullet, "г-н"
MOST_LISTED = 60
MOST_LISTS = 8  # in one report


def attach_list(clauses: Clauses, mentions: list[DelegationMention]) -> None:
    """Under «Состав делегации»: the people with whose names the following lines begin."""
    tagged = clauses.context.tagged
    lists = 0
    for index, sentence in enumerate(tagged.sentences):
        text = tagged.folded[sentence.span.start : sentence.span.end]
        if not LIST_HEADING.search(text) or index + 1 >= len(tagged.sentences) or text.endswith((".", "!")):
            continue
        lists += 1
        if lists > MOST_LISTS:
            return
        delegation = _delegation_of_list(mentions, index)
        if delegation is None or len(delegation.members) > 1:
            continue
        _read_lines(clauses, delegation, sentence.paragraph + 1)


def _delegation_of_list(mentions: list[DelegationMention], sentence: int) -> DelegationMention | None:
    here = [m for m in mentions if m.sentence <= sentence and m.sender is not None]
    return next(reversed(here or [m for m in mentions if m.sentence == sentence]), None)


def _read_lines(clauses: Clauses, delegation: DelegationMention, paragraph: int) -> None:
    context = clauses.context
    tagged = context.tagged
    by_paragraph: dict[int, tuple[int, int]] = {}
    for index, (first, last) in enumerate(tagged.bounds):
        number = tagged.sentences[index].paragraph
        by_paragraph[number] = (by_paragraph.get(number, (first, last))[0], last)
    head_expected = False
    misses = 0
    for number in sorted(n for n in by_paragraph if n >= paragraph)[:MOST_LISTED]:
        first, last = by_paragraph[number]
        line = tagged.folded[tagged.words[first].start : tagged.words[last - 1].end]
        name = next(iter(context.names_in(first, min(first + LONGEST_LEAD + 1, last))), None)
        if name is None:
            if last - first <= 6:
                head_expected = HEAD_LINE.match(line) is not None
                continue
            misses += 1
            if misses > 1 or not delegation.members and delegation.head is None:
                return
            continue
        value = Value(name.name, name.span, "listed_in_delegation")
        if head_expected or delegation.head is None and LEADER_MARK.search(line):
            delegation.head = delegation.head or value
        else:
            delegation.members.append(value)
        head_expected = False
