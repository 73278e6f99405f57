"""Projects: what is to be built or developed, by the noun that names it and the verb that presents it."""

from __future__ import annotations

import re
from bisect import bisect_left

from extraction import lexicon
from extraction.english.sides import Context, Side, list_at, subjects
from extraction.findings import Span, Value
from extraction.mentions import ProjectMention
from extraction.money import Amount

OBJECTS = lexicon.words("project_objects_en")
PRESENTS = re.compile(
    r"\b(?:presented|presents|present|presenting|unveiled|unveils|unveil|described|describes|showcased|showcase|outlined|outlines|introduced|pitched|detailed|demonstrated|showed|reported on|talked about|announced|gave details of|promoted|displayed|submitted|spoke about|spoke of|told (?:the )?\w+ about|promote|explained|made a presentation on|gave a presentation (?:on|about)|walked \w+ through|pitch|outline|showcasing|unveiling|introduce|describe|detail|highlighted|spoke on|speak about|brief(?:ed)? \w+ on|shared details of)\b"
)
BUILDS = re.compile(
    r"\b(?:(?:plan(?:s|ned)?|intend(?:s|ed)?|want(?:s|ed)?|aim(?:s|ed)?|hope(?:s|d)?|decided|agreed|offer(?:s|ed)|is|are|was|were|going|expected|due|set|ready) to (?:jointly )?(?:build|construct|launch|develop|create|set up|establish)|(?:will|would) (?:jointly )?(?:build|construct|launch|develop|create|set up)|(?:is|are) (?:building|constructing|developing)|(?:began|begun|started|completed|broke ground on) (?:the )?(?:building|construction of)?|announced (?:plans (?:for|to (?:build|construct|launch|create))|the (?:construction|creation|launch) of)|construction of|invest(?:s|ed|ing)? [^.;]{0,40}? in)\b"
)
PASSIVE = re.compile(
    r"\b(?:was|were|is to be|are to be|is|are|will be)\s(?:also\s)?(?:presented|unveiled|showcased|shown|pitched|introduced)\b(?: (?:at|during) [^.,;]{1,60}?)?(?P<by> by\b)?"
)
LEADS_IN = re.compile(
    r"(?:(?:a|an|the|its|their|his|her|two|three|new)\s)*(?:(?:investment |joint |large |key |new |major )*(?:plans?|projects?|concept|idea|proposal|design|feasibility study)\s(?:for|of|to (?:build|create|construct|launch|develop|set up|expand|modernise|modernize))\s(?:the\s)?(?:(?:construction|creation|development|modernisation|expansion|launch) of\s)?)"
)
ARTICLE = re.compile(r"(?:(?:a|an|the|its|their|his|her|our|plans for)\s)+", re.IGNORECASE)
STAGE = re.compile(
    r"(?:(?:first|second|third|fourth|new|final|next)\s(?:stage|phase|section|line)|network|chain|system|complex|series)\sof\s(?:the\s|a\s)?",
    re.IGNORECASE,
)
STOPS = frozenset(
    [
        "in",
        "at",
        "on",
        "near",
        "by",
        "with",
        "which",
        "that",
        "who",
        "where",
        "and",
        "but",
        "worth",
        "valued",
        "estimated",
        "costing",
        "was",
        "is",
        "are",
        "were",
        "will",
        "to",
        "from",
        "as",
        "planned",
        "located",
        "between",
        "along",
        "under",
        "being",
        "during",
        "using",
        "or",
    ]
)
CONTINUES = frozenset({"for", "of"})
LOCATED = re.compile(
    r"(?:,?\s?(?:which is |that is |to be |being |currently )?(?:planned|located|built|sited|under construction|proposed|launched|created)\s)?\s?(?:in|at|near|on|outside|for)\s(?:the\s)?(?:city of\s|town of\s|port of\s|island of\s)?"
)
MONEY_CUE = re.compile(
    r"(?:worth|valued|priced|budgeted|estimated|cost|costing|costs|investments?|price|budget|for|total(?:s|ling)?|at|\()[^.;]{0,30}$|^,?\s(?:an?|the)\s$",
    re.IGNORECASE,
)
NOT_PROJECTS = frozenset(
    [
        "agreement",
        "memorandum",
        "contract",
        "report",
        "programme",
        "program",
        "forum",
        "session",
        "panel",
        "strategy",
        "law",
    ]
)
LONGEST_NAME = 9  # words before the head
DEALS = re.compile(r"\b(?:signed|sign|concluded|agreement|memorandum|contract|proposed|suggested|invited)\b")


def find_projects(context: Context, amounts: list[Amount]) -> list[ProjectMention]:
    """All projects, in the order of the text."""
    finder = _Finder(context, amounts)
    for number, sentence in enumerate(context.tokens.sentences):
        if not sentence.is_title:
            finder.sentence(number)
    return finder.found


class _Finder:
    def __init__(self, context: Context, amounts: list[Amount]) -> None:
        self.context = context
        self.tokens = context.tokens
        self.amounts = amounts
        self.starts = [word.start for word in context.tokens.words]
        self.found: list[ProjectMention] = []
        self.in_amount = {
            index
            for amount in amounts
            for index in range(
                bisect_left(self.starts, amount.span.start), bisect_left(self.starts, amount.span.end)
            )
        }

    def token(self, offset: int) -> int:
        return bisect_left(self.starts, offset)

    def sentence(self, number: int) -> None:
        span = self.tokens.sentences[number].span
        first, limit = self.tokens.bounds[number]
        text = self.tokens.text
        for match in PRESENTS.finditer(text, span.start, span.end):
            verb = self.token(match.start())
            if verb in self.tokens.quoted_at:
                continue
            by = [s for s in subjects(self.context, verb, first) if s.kind == "person"]
            if not by and self._is_passive(verb):
                continue
            self._objects(number, match.end(), limit, [s.value("presented_by") for s in by], "presented")
        for match in PASSIVE.finditer(text, span.start, span.end):
            self._passive(number, first, match)
        if not DEALS.search(text, span.start, span.end):
            for match in BUILDS.finditer(text, span.start, span.end):
                self._objects(number, match.end(), limit, [], "to_be_built")

    def _is_passive(self, verb: int) -> bool:
        return self.tokens.lower(verb - 1) in ("was", "were", "is", "are", "be", "been")

    def _objects(self, number: int, offset: int, limit: int, by: list[Value[str]], rule: str) -> None:
        """The objects of a verb: one, or several joined by "and"."""
        index = self.token(offset)
        for _ in range(6):
            found = self._project(number, index, limit, by, rule)
            if found is None:
                return
            index = found
            while index < limit and self.tokens.lower(index) in (",", "and", "as", "well", "also"):
                index += 1
            if self.tokens.lower(index) not in ("a", "an", "the"):
                return

    def _passive(self, number: int, first: int, match: re.Match[str]) -> None:
        from_first = first
        by: list[Value[str]] = []
        if match["by"]:
            by = [
                s.value("presented_by")
                for s in _people(self.context, self.token(match.end()), self.tokens.bounds[number][1])
            ]
        verb = self.token(match.start())
        end = self._project(number, from_first, verb, by, "presented_passive")
        is_insertion = (
            end is not None and self.tokens.lower(end) == "," and self.tokens.lower(verb - 1) == ","
        )
        if end is not None and end != verb and not is_insertion:
            self.found.pop()

    def _project(self, number: int, index: int, limit: int, by: list[Value[str]], rule: str) -> int | None:
        """Read the project that begins at a token; the token behind it, or None."""
        text = self.tokens.text
        if index >= limit:
            return None
        start = self.tokens.words[index].start
        index = self._skip_amount(index, limit)
        for pattern in (LEADS_IN, ARTICLE):
            found = pattern.match(text, self.tokens.words[index].start) if index < limit else None
            if found:
                index = self.token(found.end())
                index = self._skip_amount(index, limit)
        found = ARTICLE.match(text, self.tokens.words[index].start) if index < limit else None
        if found:
            index = self.token(found.end())
        quoted = self._quoted(index, limit)
        if quoted is not None:
            first, last, end = quoted
        else:
            first = index
            stage = STAGE.match(text, self.tokens.words[index].start) if index < limit else None
            at = self.token(stage.end()) if stage else index
            head = self._head(at, limit)
            if head is None:
                return None
            last = end = self._complement(head + 1, limit)
        name = self.tokens.string(first, last)
        mention = ProjectMention(
            Span(start, self.tokens.words[end - 1].end),
            number,
            Value(name, self.tokens.span(first, last), rule),
            rule=rule,
        )
        end = self._place(mention, first, end, limit)
        self._amount(mention, start, end, number)
        if rule == "to_be_built" and mention.place is None and mention.amount is None:
            return end
        mention.presented_by = list(by)
        self.found.append(mention)
        return end

    def _quoted(self, index: int, limit: int) -> tuple[int, int, int] | None:
        """'project "Amur Gate"', 'the "Amur Gate" project'."""
        tokens = self.tokens
        if tokens.lower(index) == "project" and index + 1 in tokens.quotations:
            closing = tokens.quotations[index + 1]
            return index + 2, closing, closing + 1
        if index in tokens.quotations and tokens.quotations[index] + 1 < limit:
            closing = tokens.quotations[index]
            after = closing + 1
            while (
                after < closing + 4
                and after < limit
                and tokens.words[after].is_word
                and tokens.lower(after) not in STOPS
            ):
                if tokens.lower(after) == "project" or tokens.lower(after) in OBJECTS:
                    return index + 1, closing, after + 1
                after += 1
        end = index
        while end < limit and end - index < 5 and self.context.phrases.is_name_word(end):
            end += 1
        if end > index and tokens.lower(end) == "project" and end < limit:
            return index, end + 1, end + 1
        return None

    def _skip_amount(self, index: int, limit: int) -> int:
        while index < limit and (index in self.in_amount or self.tokens.lower(index) == "-"):
            index += 1
        return index

    def _head(self, index: int, limit: int) -> int | None:
        """The last noun of the phrase, when it names something to be built."""
        tokens = self.tokens
        position, head = index, None
        while position < min(limit, index + LONGEST_NAME):
            word = tokens.words[position]
            if (
                not word.is_word
                and not word.text[0].isdigit()
                or word.lower in STOPS
                or word.lower in CONTINUES
                or position in self.context.in_event
            ):
                break
            if position in self.context.name_at:
                return None
            if word.lower.rsplit("-", 1)[-1] in OBJECTS or word.lower in OBJECTS:
                head = position
            elif word.lower in NOT_PROJECTS:
                return None
            position += 1
        return (
            head
            if head is not None and head == position - 1
            else head
            if head is not None and position - head <= 1
            else None
        )

    def _complement(self, index: int, limit: int) -> int:
        """ "For deep processing of soy", "of cold stores": common nouns behind the head."""
        tokens = self.tokens
        if index >= limit or tokens.lower(index) not in CONTINUES:
            return index
        if (
            tokens.words[min(index + 1, limit - 1)].is_capitalised
            or tokens.lower(index + 1) == "the"
            and tokens.words[min(index + 2, limit - 1)].is_capitalised
        ):
            return index
        position = index + 1
        while (
            position < min(limit, index + 8)
            and tokens.words[position].is_word
            and tokens.lower(position) not in STOPS
            and not tokens.words[position].is_capitalised
        ):
            position += 1
        return position if position > index + 1 else index

    def _place(self, mention: ProjectMention, first: int, end: int, limit: int) -> int:
        text = self.tokens.text
        if end < limit:
            found = LOCATED.match(text, self.tokens.words[end - 1].end)
            if found:
                index = self.token(found.end())
                place = self.context.phrases.places.get(index)
                last = self.context.phrases.end_of_phrase(index, limit) if index < limit else index
                if place is not None:
                    mention.place = Value(
                        place.name, self.tokens.span(place.first, place.last), "place_of_project"
                    )
                    return place.last
                if (
                    last > index
                    and last - index <= 5
                    and not self.context.phrases.is_organization(index, last)
                ):
                    mention.place = Value(
                        self.tokens.string(index, last), self.tokens.span(index, last), "place_of_project"
                    )
                    return last
        inside = next(
            (self.context.phrases.places[i] for i in range(first, end) if i in self.context.phrases.places),
            None,
        )
        if inside is not None:
            mention.place = Value(
                inside.name, self.tokens.span(inside.first, inside.last), "place_in_the_name"
            )
        return end

    def _amount(self, mention: ProjectMention, start: int, end: int, number: int) -> None:
        limit = self.tokens.sentences[number].span.end
        offset = self.tokens.words[end - 1].end
        for amount in self.amounts:
            is_before = start - 2 <= amount.span.start < offset
            is_after = offset <= amount.span.start < min(limit, offset + 120)
            between = self.tokens.text[offset : amount.span.start]
            if (
                is_before
                or is_after
                and MONEY_CUE.search(between)
                and not re.search(r"\b(?:signed|contract|and (?:a|the|an))\b", between)
            ):
                mention.amount = Value(amount.text, amount.span, "sum_of_project")
                return


def _people(context: Context, index: int, limit: int) -> list[Side]:
    return [side for side in list_at(context, index, limit) if side.kind == "person"]
