"""Projects: what is to be built or developed, told by the noun that names it and by what its sentence says of it.

Every noun phrase whose head is in `project_objects_en` is looked at; it is a project where the sentence builds, plans,
presents or pays for it, and none where somebody visits it or it is part of the name of a body.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from extraction import lexicon
from extraction.english.sides import Context, Side, list_at
from extraction.english.subjects import subjects
from extraction.findings import Span, Value
from extraction.mentions import ProjectMention
from extraction.money import Amount

OBJECTS = lexicon.words("project_objects_en")
PRESENTS = re.compile(
    r"\b(?:present(?:ed|s|ing)?|unveil(?:ed|s|ing)?|describ(?:ed|es|e|ing)|showcas(?:ed|es|e|ing)|outlin(?:ed|es|e|ing)|introduc(?:ed|es|e|ing)|pitch(?:ed|es|ing)?|detail(?:ed|s)?|demonstrated|showed|reported on|talked about|announced|gave details of|promot(?:ed|es|e|ing)|displayed|submitted|spoke (?:about|of|on)|told [^.;]{2,40}? (?:about|of|that)|explained|highlighted|brief(?:ed|s)?|dealt with|gave a presentation|made a presentation|said|says|told|revealed|confirmed|added|noted|disclosed|walked)\b"
)
PRESENTED_BY = re.compile(
    r"\b(?:presented|unveiled|showcased|shown|pitched|introduced|outlined|described|announced)(?: (?:at|during|in|to) [^.,;]{1,60}?)?,? by\b"
)
ACCORDING = re.compile(r"\b[Aa]ccording to\s")
PRESENTER = re.compile(r"\b(?:Presenter|Presented by|Initiator|Speaker|Contact)s?:?\s")
CUE = re.compile(
    r"\b(?:build(?:s|ing)?|built|construct(?:s|ed|ing|ion)?|launch(?:es|ed|ing)?|develop(?:s|ed|ing)?|creat(?:e|es|ed|ing|ion)|set(?:ting)? up|establish(?:es|ed|ing|ment)?|invest(?:s|ed|ing|ments?|ors?)?|projects?|pitch(?:ed|es|ing)?|present(?:ed|s|ing|ation)?|unveil(?:ed|s|ing)?|outlin\w+|describ\w+|showcas\w+|shown|showed|plan(?:s|ned|ning)?|expand(?:s|ed|ing)?|expansion|moderni[sz]\w+|work has (?:begun|started)|broke(?:n)? ground|ground ?breaking|partners for|concept|model of|site for|spoke (?:about|of)|talked about|funding for|finance|centrepiece|flagship|feasibility|design(?:ed|s)? (?:of|for))\b",
    re.IGNORECASE,
)
VISITED = re.compile(
    r"\b(?:visit(?:ed|s|ing)?|tour(?:ed|s|ing)?|inspect(?:ed|s)?|site visit|excursion|trip to|arrived at|held at|took place (?:at|in)|gathered at|hosted by)\b[^.;,]{0,50}$"
)
DEALS = re.compile(
    r"\b(?:signed|sign|concluded|agreement|memorandum|contract|deal|proposed|proposes|suggested|suggests|invited|called for|urged)\b"
)
ARTICLES = frozenset(
    ["a", "an", "the", "its", "their", "his", "her", "our", "this", "that", "these", "each", "every", "any"]
)
STAGE = re.compile(
    r"(?:(?:first|second|third|fourth|new|final|next)\s(?:stage|phase|section|line)|network|chain|system|complex|series)\sof\s(?:the\s|a\s)?",
    re.IGNORECASE,
)
STOPS = frozenset(
    ["in", "at", "on", "near", "by", "with", "which", "that", "who", "where", "and", "but", "worth",
    "valued", "estimated", "costing", "was", "is", "are", "were", "will", "to", "from", "as", "planned",
    "located", "between", "along", "under", "being", "during", "using", "or", "outside", "inside",
    "opposite", "within", "across", "through", "beside", "whose", "when", "could", "would", "may", "should",
    "if", "because", "so", "while", "after", "before"]
)  # fmt: skip
CONTINUES = frozenset({"for", "of"})
LOCATED = re.compile(
    r"(?:,?\s?(?:which is |that is |which will be |is to be |will be |is being |to be |being |currently )?(?:planned|located|built|set up|opened|constructed|sited|under construction|proposed|launched|created)\s)?\s?(?:in|at|near|on|outside|beside|close to|north of|south of|east of|west of)\s(?:the\s)?(?:city of\s|town of\s|port of\s|island of\s)?"
)
MONEY_CUE = re.compile(
    r"(?:seeking|raise|raising|attract|needs?|requires?|worth|valued|priced|budgeted|estimated|cost|costing|costs|investments?|price|budget|for|total(?:s|ling)?|at|\()[^.;]{0,30}$|^,?\s(?:an?|the)\s$|^,\s(?:[A-Z][\w-]+,?\s){0,3}$",
    re.IGNORECASE,
)
NOT_PROJECTS = frozenset(
    ["agreement", "memorandum", "contract", "report", "programme", "program", "forum", "session", "panel",
    "strategy", "law"]
)  # fmt: skip
LONGEST_NAME = 9  # words before the head
CUE_REACH = 70  # characters
AMOUNT_REACH = 120
NEAR_SUM = 40
OTHER_SUM = re.compile(
    r"\b(?:signed|contract|agreement|while|and (?:a|the|an))\b|;(?!\s(?:investments?|the (?:project|cost|total|price)|it|its|total)\b)"
)
SPECIFIC = frozenset(["sawmill", "cableway", "refinery", "shipyard", "smelter", "greenhouse", "greenhouses", "gigafactory", "brewery",
                      "winery", "airport", "dry-port", "dairy", "technopark", "ropeway", "cable-car", "bridge"])  # fmt: skip
PAID_INTO = ("invest", "euro", "dollar", "rouble", "yuan")
HERE = frozenset(["in", "at", "within", "inside", "near", "from"])
GENERIC = frozenset(
    ["new", "first", "second", "third", "large", "small", "joint", "planned", "modern", "major", "big", "several", "two", "three",
     "four", "five", "many", "other", "such", "similar", "key", "main", "future", "proposed", "own", "existing", "local", "regional",
     "whole", "entire", "same", "next", "last", "additional", "another", "one", "all", "some", "more", "most", "current"]
)  # fmt: skip
BEFORE_NAME = frozenset(
    ["build", "builds", "building", "construct", "constructs", "constructing", "launch", "launches", "develop", "develops", "create",
     "creates", "creating", "present", "presents", "presented", "unveil", "unveils", "unveiled", "pitch", "pitches", "pitched",
     "described", "outlined", "outlines", "announced", "promoted", "showed", "shown", "shows", "planned", "plans", "plan", "has",
     "have", "had", "into", "through", "about", "toward", "towards", "including", "includes", "include", "called", "named", "than",
     "if", "after", "before", "own", "set", "up", "says", "said", "told", "there", "introduced", "finance", "expand", "open"]
)  # fmt: skip
BEHIND_NAME = frozenset(
    ["project", "projects", "has", "have", "had", "named", "called", "dubbed", "capable", "able", "before",
    "after", "into"]
)  # fmt: skip
NOUNS_IN_LY = frozenset(["assembly", "supply", "family"])
ENUMERATED = re.compile(
    r"\b(?:[Pp]rojects?|[Ff]acilities|[Pp]lants|[Ee]nterprises)\b[^.;]{0,60}?(?:,?\s(?:such as|including|like|namely|among them)|:)\s(?=(?:the\s)?[A-Z])"
)
AT_MOST = 30  # nouns of one sentence
SHORTEST_PROPER = 2  # words
BUILDS = re.compile(
    r"\b(?:presentations? (?:on|of|about)|(?:plans?|partners|investors|funding|financing|money|a site|designs?|the concept) for|build|building|construct|constructing|construction of|unveil(?:ed|s|ing)?|pitch(?:ed|es|ing)?|present(?:ed|s|ing)?|launch(?:ed|es|ing)?|develop(?:ing|ed|s)?|finance|invest(?:ed|ing|s)? in|project of)\s(?:the\s|a\s|its\s)?$"
)
NEXT_SENTENCE = re.compile(
    r"(?:It|They|The (?:project|plant|complex|investment|total|cost|price|facility|park|terminal|hub)|Investments?|Total|Cost|Its cost|Estimated cost|Price|Budget)\b"
)
PUT_INTO = re.compile(
    r"\b(?:invest(?:s|ed|ing|ment of)?|put|puts|putting|spend(?:s|ing)?|spent|pour(?:s|ed|ing)?|allocate(?:s|d)?|injected?)\s[^.;]{0,24}$"
)


def find_projects(context: Context, amounts: list[Amount]) -> list[ProjectMention]:
    """All projects, in the order of the text."""
    finder = _Finder(context, amounts)
    for number, sentence in enumerate(context.tokens.sentences):
        if not sentence.is_title and not context.tells_of_mistake(number):
            finder.sentence(number)
    return sorted(finder.found, key=lambda mention: mention.span)


class _Finder:
    def __init__(self, context: Context, amounts: list[Amount]) -> None:
        self.context = context
        self.tokens = context.tokens
        self.amounts = amounts
        self.starts = [word.start for word in context.tokens.words]
        self.amount_starts = [amount.span.start for amount in amounts]
        self.found: list[ProjectMention] = []
        self.taken: set[int] = set()
        self.in_amount = {
            index: amount
            for amount in amounts
            for index in range(
                bisect_left(self.starts, amount.span.start), bisect_left(self.starts, amount.span.end)
            )
        }

    def token(self, offset: int) -> int:
        return bisect_left(self.starts, offset)

    def sentence(self, number: int) -> None:
        first, limit = self.tokens.bounds[number]
        seen = 0
        self._enumerated(number, limit)
        for index in range(first, limit):
            if index in self.taken or index in self.context.in_event or seen > AT_MOST:
                continue
            quoted = self._quoted(index, limit)
            if quoted is not None:
                seen += 1
                self._add(number, *quoted, None)
            elif (named := self._named(index, first, limit)) is not None:
                seen += 1
                self._add(number, *named, None)
            elif self._is_head(index, limit):
                seen += 1
                self._noun(number, index, first, limit)

    def _enumerated(self, number: int, limit: int) -> None:
        """ "Investment projects such as the Malmyzh Plant, the Pacific Railway and others": each of them."""
        span = self.tokens.sentences[number].span
        found = ENUMERATED.search(self.tokens.text, span.start, span.end)
        if found is None:
            return
        index = self.token(found.end())
        listed: list[tuple[int, int]] = []
        while index < limit and len(listed) < AT_MOST:
            while index < limit and self.tokens.lower(index) in (",", "and", "the", "a", "an", ";"):
                index += 1
            end = self.context.phrases.end_of_phrase(index, limit) if index < limit else index
            if end - index < SHORTEST_PROPER:
                break
            listed.append((index, end))
            index = end
        for first, last in listed if len(listed) > 1 else []:
            name = Value(self.tokens.string(first, last), self.tokens.span(first, last), "project_listed")
            mention = ProjectMention(name.span, number, name, rule="project_listed")
            mention.presented_by = self._presenters(number, first, last)
            self.taken.update(range(first, last))
            self.found.append(mention)

    def _is_head(self, index: int, limit: int) -> bool:
        """The last noun of a phrase, one that names something to be built."""
        word = self.tokens.words[index]
        is_object = word.lower in OBJECTS or word.lower.rsplit("-", 1)[-1] in OBJECTS
        if not is_object or word.is_capitalised or index in self.tokens.quoted_at:
            return False
        following = self.tokens.lower(index + 1) if index + 1 < limit else "."
        return (
            not following[0].isalnum()
            or following in STOPS
            or following in CONTINUES
            or following in BEHIND_NAME
        )

    def _noun(self, number: int, head: int, floor: int, limit: int) -> None:
        first, amount = self._name_start(head, floor)
        modifiers = [self.tokens.lower(i) for i in range(first, head)]
        end = self._complement(head + 1, limit)
        is_own_word = "-" in self.tokens.lower(head) or self.tokens.lower(head) in SPECIFIC
        is_there = self.tokens.lower(first - 1) == "the" and self.tokens.lower(first - 2) in HERE
        if is_there and not self.tokens.lower(first - 3).startswith(PAID_INTO):
            return  # where something is
        is_empty = all(word in GENERIC or word in ARTICLES for word in modifiers) and not is_own_word
        if is_empty and end == head + 1:
            return
        stage = STAGE.search(
            self.tokens.text, self.tokens.words[max(floor, first - 5)].start, self.tokens.words[first].start
        )
        if stage is not None and stage.end() >= self.tokens.words[first].start - 1:
            first = self.token(stage.start())
        while (
            self.tokens.lower(first) in GENERIC - {"joint", "first", "second", "third", "regional"}
            and first < head
        ):
            first += 1
        self._add(number, first, end, end, amount)

    def _name_start(self, head: int, floor: int) -> tuple[int, Amount | None]:
        """The first word of the phrase that ends with the head; a sum inside it is that of the project."""
        tokens = self.tokens
        first, amount = head, None
        while first > floor and head - first < LONGEST_NAME:
            before = first - 1
            word = tokens.words[before]
            if before in self.in_amount:
                amount = self.in_amount[before]
                break
            is_part = word.is_word or word.text[0].isdigit() or word.text in ("–", "—", "'s", "’s", "&")
            if word.text in ("–", "—"):
                is_part = word.start > 0 and not tokens.text[word.start - 1].isspace()
            if word.text in ("'s", "’s") and not tokens.words[before - 1].is_capitalised:
                is_part = False
            if (
                not is_part
                or word.lower in STOPS
                or word.lower in CONTINUES
                or word.lower in ARTICLES
                or word.lower in BEFORE_NAME
                or before in self.context.name_at
                or before in self.context.in_event
                or word.lower.endswith("ly")
                and word.lower not in NOUNS_IN_LY
            ):
                break
            first = before
        if tokens.lower(first) in ("'s", "’s"):
            first += 1
        is_pair = (
            tokens.lower(first - 1) == "and" and tokens.lower(first - 3) in ("a", "an") and first - 3 >= floor
        )
        if is_pair and tokens.words[first - 2].is_word and tokens.lower(first - 2) not in OBJECTS:
            first -= 2  # "a service and training centre"
        return first, amount

    def _behind_comma(self, mention: ProjectMention, end: int, limit: int) -> None:
        """ "Freezing plant for berries, Arkhangelsk, RUB 900 million"."""
        place = self.context.phrases.places.get(end + 1)
        if place is None or mention.place is not None or self.tokens.lower(end) != "," or place.last >= limit:
            return
        if self.tokens.lower(place.last) in (",", ".", ";", "("):
            span = self.tokens.span(place.first, place.last)
            mention.place = Value(place.name, span, "place_of_project")

    def _add(self, number: int, first: int, last: int, end: int, amount: Amount | None) -> None:
        span = self.tokens.sentences[number].span
        text = self.tokens.text
        limit = self.tokens.bounds[number][1]
        start = self.tokens.words[first].start
        if VISITED.search(text, span.start, start):
            return
        name = Value(self.tokens.string(first, last), self.tokens.span(first, last), "project_named")
        mention = ProjectMention(
            Span(start, self.tokens.words[end - 1].end), number, name, rule="project_named"
        )
        end = self._place(mention, first, end, limit)
        self._behind_comma(mention, end, limit)
        self._set_amount(mention, amount, number)
        mention.presented_by = self._presenters(number, first, end)
        if self._is_project(mention, number, first):
            self.taken.update(range(first, end))
            self.found.append(mention)

    def _is_project(self, mention: ProjectMention, number: int, first: int) -> bool:
        span = self.tokens.sentences[number].span
        text = self.tokens.text
        begin = self._clause_start(span.start, mention.span.start)
        is_paid = (
            mention.amount is not None and "invest" in text[mention.span.end : mention.amount.span.start]
        )
        if is_paid:
            return True
        if DEALS.search(text, begin, mention.span.start) and not PRESENTED_BY.search(
            text, mention.span.end, span.end
        ):
            return False
        if mention.amount is not None:
            return True
        is_cued = CUE.search(text, span.start, mention.span.start) or CUE.search(
            text, mention.span.end, min(span.end, mention.span.end + CUE_REACH)
        )
        return bool(is_cued) and (mention.place is not None or bool(mention.presented_by))

    def _clause_start(self, start: int, offset: int) -> int:
        """A semicolon parts what is signed from what is built."""
        return max(start, self.tokens.text.rfind(";", start, offset) + 1)

    def _presenters(self, number: int, first: int, end: int) -> list[Value[str]]:
        """Who told of it: "presented by X", "X outlined", "according to X", "X said"."""
        span = self.tokens.sentences[number].span
        text = self.tokens.text
        start, limit = self.tokens.bounds[number]
        behind = PRESENTED_BY.search(text, self.tokens.words[end - 1].end, span.end)
        if behind is not None:
            return _values(_people(self.context, self.token(behind.end()), limit))
        said = ACCORDING.search(text, span.start, span.end)
        if said is not None:
            return _values(_people(self.context, self.token(said.end()), limit)[:1])
        offset = self.tokens.words[first].start
        for match in reversed([*PRESENTS.finditer(text, span.start, offset)]):
            people = [
                s for s in subjects(self.context, self.token(match.start()), start) if s.kind == "person"
            ]
            if people:
                return _values(people)
        if "presentation" in text[span.start : offset] or "pitch" in text[span.start : offset]:
            names = [name for name in self.context.people_before(first) if name.first >= start]
            return [Value(n.name, n.span, "presented_by") for n in names[-1:]]
        following = number + 1
        if following < len(self.tokens.bounds):
            begin, stop = self.tokens.bounds[following]
            label = PRESENTER.match(text, self.tokens.words[begin].start)
            if label is not None:
                return _values(_people(self.context, self.token(label.end()), stop))
        return []

    def _set_amount(self, mention: ProjectMention, inside: Amount | None, number: int) -> None:
        """A sum inside the name, beside it in the sentence, or in the next one that goes on about it."""
        text = self.tokens.text
        span = self.tokens.sentences[number].span
        found = inside or self._beside(mention, span)
        following = number + 1
        if found is None and following < len(self.tokens.sentences):
            after = self.tokens.sentences[following].span
            if NEXT_SENTENCE.match(text, after.start):
                found = self._first_amount(after.start, min(after.end, after.start + AMOUNT_REACH))
        if found is not None:
            mention.amount = Value(found.text, found.span, "sum_of_project")

    def _first_amount(self, start: int, end: int) -> Amount | None:
        index = bisect_left(self.amount_starts, start)
        return (
            self.amounts[index]
            if index < len(self.amounts) and self.amounts[index].span.start < end
            else None
        )

    def _beside(self, mention: ProjectMention, span: Span) -> Amount | None:
        text = self.tokens.text
        offset = mention.span.end
        after = self._first_amount(offset, min(span.end, offset + AMOUNT_REACH))
        if after is not None:
            between = text[offset : after.span.start]
            if MONEY_CUE.search(between) and not OTHER_SUM.search(between):
                return after
        index = bisect_left(self.amount_starts, mention.span.start) - 1
        if index >= 0 and self.amounts[index].span.start >= span.start:
            before = self.amounts[index]
            is_near = mention.span.start - before.span.end < NEAR_SUM
            if is_near and PUT_INTO.search(text, span.start, before.span.start):
                return before
        return None

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

    def _named(self, index: int, floor: int, limit: int) -> tuple[int, int, int] | None:
        """ "Plans for the Korsakov Blue Harbour, a deep-water fish port", "the Boankra Mill Complex (GHS 410 million)"."""
        tokens, phrases = self.tokens, self.context.phrases
        is_begun = index > floor and phrases.is_name_word(index - 1)
        if is_begun or not phrases.is_name_word(index) or index in self.context.name_at:
            return None
        end = phrases.end_of_phrase(index, limit)
        if end - index < SHORTEST_PROPER or any(i in self.context.in_event for i in range(index, end)):
            return None
        before = tokens.text[max(0, tokens.words[index].start - 40) : tokens.words[index].start]
        apposition = self._apposition(end, limit)
        is_object = tokens.lower(end - 1) in OBJECTS
        if apposition and BUILDS.search(before):
            return index, end, apposition
        is_priced = tokens.lower(end) == "(" and self._skip_amount(end + 1, limit) > end + 1
        if is_object and (is_priced or BUILDS.search(before)):
            return index, end, end
        return None

    def _apposition(self, end: int, limit: int) -> int:
        """The token behind ", a deep-water fish port", or 0."""
        if self.tokens.lower(end) != "," or self.tokens.lower(end + 1) not in ("a", "an"):
            return 0
        for index in range(end + 2, min(end + 8, limit)):
            if self._is_head(index, limit):
                return index + 1
            if not self.tokens.words[index].is_word or self.tokens.lower(index) in STOPS:
                break
        return 0

    def _skip_amount(self, index: int, limit: int) -> int:
        while index < limit and (index in self.in_amount or self.tokens.lower(index) == "-"):
            index += 1
        return index

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


def _values(people: list[Side]) -> list[Value[str]]:
    return [side.value("presented_by") for side in people]


def _people(context: Context, index: int, limit: int) -> list[Side]:
    return [side for side in list_at(context, index, limit) if side.kind == "person"]
