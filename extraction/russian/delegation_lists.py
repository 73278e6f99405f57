"""Delegations written as lists: the people under «Состав делегации», the parties under «Делегации»."""

from __future__ import annotations

import re

from extraction.findings import Value
from extraction.mentions import DelegationMention
from extraction.russian.clauses import Clauses
from extraction.russian.counts import counts

PARTY = re.compile(
    r"^\W*(?:(?:численность|глава|руководитель|во главе)\b|(?:до\s|около\s|более\s|порядка\s)?(?:\d{1,4}|[а-яё]+)\s(?:человек|представител|участник|компани|делегат))",
    re.IGNORECASE,
)


def listed_parties(clauses: Clauses) -> list[DelegationMention]:
    """Under «Делегации»: «Хэйлунцзян — 42 человека, глава X. Мурманская область — пять человек во главе с Y»."""
    context = clauses.context
    tagged = context.tagged
    found: list[DelegationMention] = []
    in_list = False
    for index, (first, last) in enumerate(tagged.bounds):
        words = tagged.words[first:last]
        if len(words) <= 4 and any(
            w.lemma == "делегация" and (w.number == "plur" or len(words) <= 2) for w in words
        ):
            in_list = True
            continue
        if not in_list:
            continue
        locality = context.locality_at.get(first) or context.locality_at.get(first + 1)
        if (
            locality is None
            or locality.last >= last
            or tagged.words[locality.last].text not in ("—", "–", ":", "-")
        ):
            in_list = False
            continue
        rest = tagged.folded[tagged.words[locality.last].end : tagged.words[last - 1].end]
        if not PARTY.match(rest):
            continue
        mention = DelegationMention(
            locality.span, index, Value(locality.name, locality.span, "listed_party"), rule="listed_party"
        )
        size = next(counts(tagged, locality.last + 1, last), None)
        if size is not None:
            mention.size = Value(size.value, tagged.span(size.first, size.last), "size_of_delegation")
        name = next(iter(context.names_in(locality.last + 1, last)), None)
        if name is not None and re.search(r"глав|руковод|возглав", rest.lower()):
            mention.head = Value(name.name, name.span, "led_by")
        found.append(mention)
    return found


LIST_HEADING = re.compile(
    r"(?:состав\w*|член\w*|список(?:\s+участник\w+)?|участник\w+|персональный состав)\s+(?:официальн\w+\s+)?(?:бизнес-)?делегаци|делегаци\w+\s+в\s+составе\s*:",
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
