"""Delegations: who sent them, who led them, how many they were."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace

from extraction import ordinals
from extraction.english.phrases import DEMONYMS, PLACE_SUFFIXES, PlaceName, is_plural_office, lookup
from extraction.english.sides import Context, Side, list_at, sides_at, sides_before, subjects
from extraction.findings import Post, Span, Value
from extraction.mentions import DelegationMention, PersonMention

PEOPLE = r"(?:people|members|persons|delegates|representatives|entrepreneurs|business ?people|businessmen|officials|participants|specialists|experts|executives|managers|exporters|leaders|investors|industrialists|lawmakers|guests|professionals|scholars|farmers|traders)"
PEOPLE_WORD = re.compile(PEOPLE.replace(" ?", "") + r"|business|young|leading|senior|local")
COUNT = r"(?:\d{1,4}|[a-z]+(?:-[a-z]+)?)"
SIZE_BEFORE = re.compile(
    r"(?P<n>\d{1,4}|[a-z]+(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)-(?:member|strong|person|people|man)\b",
    re.IGNORECASE,
)
SIZE_AFTER = re.compile(
    rf"(?:,\s|\(|of\s|number(?:ing|ed|s)\s|consist(?:s|ed|ing) of\s|compris(?:es|ed|ing)\s|had\s|has\s|totall?ing\s|:\s(?:it had\s)?|made up of\s|includes?\s|included\s)(?:some\s|about\s|around\s|over\s|more than\s|nearly\s|almost\s|up to\s|a total of\s)?(?:\d+ (?:business(?:es)?|firms|companies|enterprises|organi[sz]ations) and )?(?P<n>{COUNT})(?:\s(?:[\w-]+\s){{0,3}}?{PEOPLE}\b|\sstrong\b|(?<=numbering \d\d)(?!\s?\d)|(?<=numbering \d)(?!\d)|(?<=numbering \d\d\d)(?!\d)|(?<=numbered \d\d)(?!\s?\d)|(?<=numbered \d)(?!\d)|(?<=numbered \d\d\d)(?!\d)|(?<=of \d)(?=[.,;)]| (?:led|headed|is|was|from|to|under|at|who|which))|(?<=of \d\d)(?=[.,;)]| (?:led|headed|is|was|from|to|under|at|who|which))|(?<=of \d\d\d)(?=[.,;)]| (?:led|headed|is|was|from|to|under|at|who|which)))"
)
DELEGATION = re.compile(
    r"\b(?:[Dd]elegations?|(?:(?:[Bb]usiness|[Tt]rade|[Ii]nvestment|[Ee]conomic|[Cc]ommercial|[Ee]xport) )?(?:and )?(?:[Bb]usiness|[Tt]rade|[Ii]nvestment|[Ee]conomic|[Cc]ommercial) [Mm]ission|(?:[Tt]eam|[Gg]roup|[Cc]ontingent|[Cc]aravan) of (?:(?:about|some|over|around|nearly|more than|up to) )?(?:(?P<g>\d{1,4}|[a-z]+(?:-[a-z]+)?) )?(?:\w+ ){0,2}?(?:investors|business ?people|businessmen|entrepreneurs|executives|officials|industrialists|exporters|delegates)|[Pp]arty of (?P<n>\d{1,4}|[a-z]+(?:-[a-z]+)?)|[Dd]eputation|(?:\d{1,4}|[a-z]+(?:-[a-z]+)?)-(?:strong|member|person|man) (?:group|team|party|contingent|mission)|(?<=[a-z] )party(?= (?:\(|of \d|is |was |led |headed ))|(?P<m>\d{1,4}) (?:business ?people|businessmen|executives|entrepreneurs|officials|representatives|delegates)(?= from [A-Z][\w ]{2,40},? (?:led|headed) by))\b(?! members?\b)"
)
SENDING = re.compile(
    rf"\b(?:is|are|was|were|will be)?\s?(?:sending|brings?|bringing|sends?|sent|send|fielding|dispatched|represented by)\s(?:a\s(?:record\s)?)?(?:represented by\s)?(?:a\s)?(?:some\s|about\s|around\s|more than\s|over\s|nearly\s|up to\s)?(?P<n>\d{{1,4}})(?:-strong)?\s(?:\w+\s)?(?:{PEOPLE}|team|group)\b"
)
CAME_ALONG = re.compile(
    r"\b(?:arrived|came|comes|arrives|travelled|traveled|flew in|is visiting|was visiting|is in [A-Z]\w+|visited|attended)\b[^.;]{0,60}?\s(?:with|accompanied by|at the head of)\s(?:a|an|his|her)\s(?:[\w-]+\s){0,3}$"
)
NONE_SENT = re.compile(
    r"\b(?:[Nn]o|[Ww]ithout an?|[Nn]either|not (?:as )?(?:part of|sent|send|sending|have|bring)) (?:an?\s)?(?:\w+\s){0,2}$"
)
LED_BY = re.compile(
    r"\b(?:led|headed|chaired|spearheaded|fronted|guided)(?:,? [\w ]{0,24}?)? by\b|\bhead(?:ed)?:|\bunder the leadership of\b|\bunder (?:its \w+ )?(?=[A-Z])|\bunder (?:its |the )?(?=(?:(?:deputy|first|acting|executive|managing|vice)[ -])*(?:president|chair\w*|governor|minister|mayor|director|head|premier|secretary)\b)|\bwith (?=[A-Z][\w ]+ at (?:its|the) head)"
)
LEADS = frozenset(["led", "leads", "headed", "heads", "lead", "head", "heading", "leading"])
HEAD_IS = re.compile(
    r"\b[Hh]ead of the (?:[\w-]+ ){0,3}(?:delegation|mission)(?: of [\w ]{3,40}?)? (?:was|is|will be|is going to be)\s"
)
AND_HIS = re.compile(
    r",?\s(?:and|with|together with|accompanied by|along with|leading)\s(?:his|her)\s(?:[\w-]+\s){0,2}$"
)
OPENS_LED = re.compile(r"(?:Led|Headed) by\s")
MEMBERS = re.compile(
    r"\b(?:included|includes|include|including|comprised|comprises|consisted of|consists of|made up of|accompanied by|joined by|together with|also featured|numbered among (?:its|the) \w+|also (?:on|in|part of|with) (?:the|this) (?:delegation|party|mission|team|group|trip) (?:were|was|are|is|will be)|among them|among its members(?: are| were)?)\b|\b[Mm]embers(?: of the delegation)?:|\b(?:[Aa]lso (?:on|in|part of|with) (?:the|this) (?:delegation|party|mission|team|group|trip) (?:were|was|are|is|will be)|[Ww]ith (?:him|her|them) (?:were|was|travell?ed|came|went)|[Aa]ccompanying (?:him|her|them|the \w+) (?:were|was|are|is|will be)|[Aa]mong its members (?:were|was|are))\b"
)
INVITED = re.compile(r"\bat the invitation of\b|\binvited by\b")
WENT = re.compile(
    r"\b(?:visited|visits|visiting|will visit|toured|will tour|is touring|arrived (?:in|at)|arrives (?:in|at)|(?:will|to) arrive (?:in|at)|will be arriving (?:in|at)|arrived(?= here)|landed in|(?:is|are) in|(?:are|is|was|were) (?:currently )?(?:visiting|touring)|came (?:to|here)(?! (?:learn|know|be))|head(?:ed|ing)? (?:off )?(?:to|for)|embark\w* on (?:\w+ )?(?:\w+ )?(?:visit|trip|tour|mission) to|(?:on|for) an? (?:[\w-]+ ){0,3}(?:visit|trip|tour|mission) (?:to|of)|tour of|travell?ed to|will travel to|went to|flew to|(?:paid|pays|will pay|is paying|to pay) (?:a|an) (?:[\w-]+ ){0,2}visit to|went from [A-Z][\w-]+ to|visit to|trip to|is in|stayed in|sent to|left for|is visiting|ended (?:its|a) visit to)\b"
)
REFERS = re.compile(
    r"(?:It|Also (?:on|in|part of|with) (?:the|this)|With (?:him|her|them)|Accompanying (?:him|her|them|the)|Among (?:its|the) members|The (?:\d+-strong |\d+-member )?team|Its members?|Members of the (?:delegation|party|mission)|The (?:delegation|party|mission|group|delegates)|The \d+-member (?:delegation|group))\b"
)
ITS = re.compile(
    r"It (?:was|is|will be|had|has|included|includes|comprise[sd]|consist(?:s|ed)|number(?:s|ed))\b"
)
CAME_WITH = re.compile(
    r"\b(?:who (?:came|travell?ed|arrived|flew|is travelling) with|who (?:was|is|were) (?:also )?part of|as part of|who joined|a member of|members of)\s(?:the|its|this)\s(?:\w+\s)?$"
)
LISTED = re.compile(
    r"(?:[•*–-]\s)?(?P<who>[A-Z][\w’' .-]{2,50}?)\s?[:–—]\s(?=(?:a |an )?(?:party of|delegation of|\d{1,4} (?:\w+ )?(?:people|members|delegates|participants)|\d+-(?:member|strong)))"
)
SENDS = re.compile(
    r"\b(?:(?:was|is|were|will be) represented by|(?:is|are|was) (?:mounting|organi[sz]ing|dispatching)|mounted|sent|sends|brought|brings|fielded|will bring|will send|is sending|has sent|dispatched|reports? that|reported that|announced that|said that|said)\b"
)
ANOTHER = re.compile(r"\b(?:delegations?|mission|party|represented|sending|sends|sent|team|group)\b")
ROLES = frozenset(
    [
        "members",
        "member",
        "representatives",
        "head",
        "heads",
        "leader",
        "leaders",
        "part",
        "heading",
        "leading",
    ]
)
# What stands between the sender and the word: "a Chinese high-level business delegation".
OF_WHAT_KIND = frozenset(
    {"business", "official", "government", "governmental", "trade", "large", "representative", "joint", "high-level",
     "parliamentary", "economic", "strong", "working", "small", "big", "investment", "industry", "industrial", "commercial",
     "congressional", "ministerial", "presidential", "high-powered", "high-profile", "top-level", "high-ranking", "senior",
     "multi-sector", "multisectoral", "cross-party", "visiting", "diplomatic", "technical", "cultural", "academic", "media",
     "youth", "powerful", "sizeable", "sizable", "and", "tourism", "corporate", "private", "sector", "economy", "state",
     "agricultural", "energy", "technology", "tech", "scientific", "educational", "buying", "buyers", "exploratory",
     "fact-finding", "inter-ministerial", "interagency", "expert", "municipal", "entrepreneurial", "sales", "export"}
)  # fmt: skip
NO_SENDERS = frozenset(
    {"another", "each", "every", "this", "that", "both", "some", "several", "many", "visiting", "other", "no", "such", "our", "his",
     "her", "their", "these", "those", "official", "high-level", "any", "one", "first", "second", "third", "high-powered", "governor"}
)  # fmt: skip
SENT_TO = re.compile(
    r"[\w-]+(?:\s[Mm]ission)?(?:\s(?:of|from)\s(?:[\w-]+\s){0,5}?[\w-]+)?\s(?:on a (?:visit|trip) )?to\s(?=(?:the\s)?[A-Z])"
)
# A party without the word: "officials from Heilongjiang visited", "30 Indian industrialists visiting Tashkent".
GUESTS = r"(?:officials|businessmen|business ?people|business ?persons|entrepreneurs|industrialists|executives|investors|exporters|traders|manufacturers|business leaders|business representatives|company representatives|businesses|lawmakers|leaders)"
PARTY = re.compile(
    rf"(?:\b(?P<n>\d{{1,4}}|(?i:five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty))\s)?"
    rf"(?:(?P<demonym>{'|'.join(sorted(DEMONYMS, key=len, reverse=True))})\s(?:\w+\s){{0,2}}?{GUESTS}|\b(?:(?i:business|senior|government|company)\s)?(?i:{GUESTS})\sfrom\s(?=(?:the\s)?[A-Z]))"
)
OF_PEOPLE = re.compile(
    rf"\s(?:[\w-]+\s){{0,3}}?(?:{GUESTS}|{PEOPLE}|companies|firms|enterprises|farmers|scholars|scientists|educators|buyers|producers|mayors|ministers|governors|journalists|academics|parliamentarians)\b"
)
GUESTS_CAME = re.compile(
    r"[^.;:]{0,90}?\b(?:led by|headed by|visited|visiting|are visiting|will visit|arrived|arriving|are in|toured|are touring|flew|travell?ed to|came to|paid a visit|are on a|were on a|accompanied|(?:are|is|were|will be) accompanying)\b"
)
BEFORE_PLACE = frozenset({"the", "capital", "city", "of", "northeast", "northwest", "southeast", "southwest", "north", "south", "east", "west",
                          "central", "southern", "northern", "eastern", "western", "port", "town", "state", "province", "region", "far", "neighboring", "neighbouring"})  # fmt: skip
BARE_NUMBER = re.compile(r"\(\s?(?P<n>\d{1,4})\s?\)")
HAVE_SENT = frozenset({"have", "send", "sent", "brought", "bring", "had", "dispatched", "fielded", "sending"})
LONGEST_BRACKETS = 120  # characters
STATE_OFFICES = frozenset({"minister", "premier", "president"})
TERRITORIAL = frozenset(
    ["governor", "mayor", "akim", "khokim", "hokim", "premier", "vice-governor", "vice-mayor", "minister"]
)


def find_delegations(context: Context) -> list[DelegationMention]:
    return _Finder(context).find()


def complete_posts(delegations: list[DelegationMention], people: list[PersonMention]) -> None:
    """ "A delegation of Jilin Province led by Vice Governor X": he is one of Jilin Province."""
    for mention in delegations:
        if mention.head is None or mention.sender is None or mention.rule != "sent_by_territory":
            continue
        known = lookup(mention.sender.value)
        titles = (
            TERRITORIAL - {"minister", "premier"} if known is None or known[0] != "country" else STATE_OFFICES
        )
        for person in people:
            if person.span == mention.head.span:
                person.posts = [
                    Value(
                        Post(post.value.title, mention.sender.value, post.value.is_former),
                        post.span.to(mention.sender.span),
                        "post_of_sender",
                    )
                    if not post.value.organization and post.value.title.lower().split()[-1] in titles
                    else post
                    for post in person.posts
                ]


class _Finder:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.tokens = context.tokens
        self.starts = [word.start for word in self.tokens.words]
        self.found: list[DelegationMention] = []

    def token(self, offset: int) -> int:
        return bisect_left(self.starts, offset)

    def find(self) -> list[DelegationMention]:
        for number, sentence in enumerate(self.tokens.sentences):
            span = sentence.span
            listed = self._listed(number)
            if listed:
                continue
            found = self._sent(number)
            last = -1
            for match in DELEGATION.finditer(self.tokens.text, span.start, span.end):
                index = self.token(match.start())
                if index in self.context.in_event or index <= last or index in self.tokens.quoted_at:
                    continue
                found = True
                last = index
                self._delegation(number, index, match)
            found = found or self._party(number)
            if not found and self.found:
                self._continued(number)
        self._one_name_each()
        return self.found

    def _one_name_each(self) -> None:
        """ "Gangwon" in the title is "Gangwon State" of the text; "(BDEAC)" behind a name abbreviates it."""
        for mention in self.found:
            for other in self.found:
                if mention.sender is None or other.sender is None:
                    continue
                longer, short = other.sender.value, mention.sender.value
                if len(short) < len(longer) and f"{longer} ({short})" in self.tokens.text:
                    mention.sender = other.sender
                    continue
                if longer.startswith(f"{short} ") and longer.split()[-1].lower() in PLACE_SUFFIXES | {
                    "state"
                }:
                    mention.sender = other.sender

    def _sent(self, number: int) -> bool:
        """ "Iran is sending about 70 people under Transport Minister X"."""
        span = self.tokens.sentences[number].span
        if self.tokens.sentences[number].is_title:
            return False
        found = False
        for match in SENDING.finditer(self.tokens.text, span.start, span.end):
            verb = self.token(match.start())
            while self.tokens.words[verb].start < match.start():
                verb += 1
            sides = subjects(self.context, verb, self._part_start(number, verb))
            if not sides or sides[-1].kind not in ("territory", "organization"):
                continue
            rule = "sent_by_territory" if sides[-1].kind == "territory" else "sent_by_organization"
            mention = DelegationMention(Span(*match.span()), number, sides[-1].value(rule), rule=rule)
            self._set_size(mention, match["n"], Span(*match.span("n")))
            self.found.append(mention)
            self._read(mention, number, verb)
            found = True
        return found

    def _party(self, number: int) -> bool:
        """ "Officials from Heilongjiang visited the Amur Region", "some 60 Turkish businessmen accompanied the minister"."""
        span = self.tokens.sentences[number].span
        for match in PARTY.finditer(self.tokens.text, span.start, span.end):
            index = self.token(match.start())
            if index in self.context.in_event or index in self.tokens.quoted_at:
                continue
            if match["demonym"]:
                country = DEMONYMS.get(match["demonym"])
                end = self.token(match.end())
                at = self.token(match.start("demonym"))
                side = (
                    Side(at, end, end, country, "territory", Span(*match.span("demonym")))
                    if country
                    else None
                )
            else:
                sides = sides_at(self.context, self.token(match.end()), self.tokens.bounds[number][1])
                side = sides[0] if sides and sides[0].kind in ("territory", "organization") else None
            if side is None or GUESTS_CAME.match(self.tokens.text, side.span.end, span.end) is None:
                continue
            if NONE_SENT.search(self.tokens.text[max(span.start, match.start() - 40) : match.start()]):
                continue
            if self._is_again(side, number):
                return False
            rule = "party_of_territory" if side.kind == "territory" else "party_of_organization"
            mention = DelegationMention(Span(*match.span()), number, side.value(rule), rule=rule)
            if match["n"]:
                self._set_size(mention, match["n"], Span(*match.span("n")))
            self.found.append(mention)
            self._read(mention, number, index)
            return True
        return False

    def _came_along(self, index: int, number: int, before: str) -> Side | None:
        """ "Governor Mao, who arrived with a 55-person delegation": that of his territory; he need not lead it."""
        if not CAME_ALONG.search(before):
            return None
        people = [n for n in self.context.people_before(index) if n.first >= self.tokens.bounds[number][0]]
        for name in people[:1]:
            for other in self.context.names:
                for post in self.context.posts.of_name.get(other.first, []):
                    if other.family == name.family and post.value.organization:
                        organization = post.value.organization
                        kind = "territory" if lookup(organization) is not None else "organization"
                        return Side(name.first, name.last, name.last, organization, kind, post.span)
        return None

    def _continued(self, number: int) -> None:
        """ "It was led by…" of the delegation told of just before."""
        mention = self.found[-1]
        start = self.tokens.sentences[number].span.start
        if number - mention.sentence > 2 or not (REFERS.match(self.tokens.text, start)):
            return
        if self.tokens.text.startswith("It ", start) and not (
            ITS.match(self.tokens.text, start)
            and LED_BY.search(self._text(number))
            or MEMBERS.search(self._text(number))
            or SIZE_AFTER.search(self._text(number))
        ):
            return
        if self.tokens.bounds[number][0] in self.context.in_event:
            return
        mention.sentence = number
        self._read(mention, number, self.tokens.bounds[number][0])

    def _text(self, number: int) -> str:
        return self.context.sentence_text(number)

    def _delegation(self, number: int, index: int, match: re.Match[str]) -> None:
        end = self.token(match.end())
        first, sender = self._sender_before(index, number)
        if sender is None:
            sender = self._sender_after(end, number)
        if match[0].lower().startswith("delegations"):
            self._many(number, index, end, sender)
            return
        before = self.tokens.text[max(0, match.start() - 40) : match.start()]
        if NONE_SENT.search(before) or self.context.tells_of_mistake(number):
            return
        if CAME_WITH.search(before):
            people = [
                n for n in self.context.people_before(index) if n.first >= self.tokens.bounds[number][0]
            ]
            if people and self.found:
                self.found[-1].members.append(Value(people[0].name, people[0].span, "came_with"))
            return
        determiner = self.tokens.lower(first - 1)
        sender = sender or self._sender_of_others(number, index, first)
        if sender is None and determiner in ("a", "an", "another", "'s", "’s"):
            return
        mention = (
            self._known(sender, number)
            if sender is None or determiner in ("the", "its", "this") or self._is_again(sender, number)
            else None
        )
        if mention is None:
            if sender is None:
                return
            rule = "sent_by_territory" if sender.kind == "territory" else "sent_by_organization"
            mention = DelegationMention(self.tokens.span(first, end), number, sender.value(rule), rule=rule)
            self.found.append(mention)
        stated = match["n"] or match["m"] or match["g"]
        if stated:
            self._set_size(mention, stated, Span(match.start(), match.end()))
        size = SIZE_BEFORE.search(
            self.tokens.text,
            self.tokens.words[max(first - 3, self.tokens.bounds[number][0])].start,
            match.start(),
        )
        if size:
            self._set_size(mention, size["n"], Span(size.start(), size.end()))
        mention.sentence = number
        self._read(mention, number, index)

    def _sender_of_others(self, number: int, index: int, first: int) -> Side | None:
        """Who sent the delegation by what the sentence says of others: its leader, who brought or sent it."""
        determiner = self.tokens.lower(first - 1)
        before = self.tokens.text[
            max(0, self.tokens.words[index].start - 120) : self.tokens.words[first].start
        ]
        sender: Side | None = None
        if determiner in ("a", "an", "his", "her"):
            sender = self._came_along(index, number, before)
        if sender is None and determiner in ("his", "her") and AND_HIS.search(before):
            people = self.context.people_before(index)[:1]
            sender = (
                self._organization_of(
                    Side(
                        people[0].first,
                        people[0].last,
                        people[0].last,
                        people[0].name,
                        "person",
                        people[0].span,
                    )
                )
                if people and people[0].first >= self.tokens.bounds[number][0]
                else None
            )
        if (
            sender is None
            and "the" not in (determiner, self.tokens.lower(first))
            and determiner not in ("its", "this")
        ):
            sender = self._sending_subject(index, number)
        if sender is None and determiner in ("a", "an", "another"):
            sender = self._of_leader(index, number) or self._of_who_leads(index, number)
        if sender is None and determiner in ("'s", "’s"):
            sender = self._own_organization(index, number)
        if sender is None and determiner == "whose":
            sender = self._whose(first, number)
        return sender

    def _of_leader(self, index: int, number: int) -> Side | None:
        """ "Premier X of Saskatchewan led a delegation of 15 companies": it is that of his territory or body."""
        start = self._part_start(number, index)
        for verb in range(index - 1, max(start, index - 8) - 1, -1):
            if self.tokens.lower(verb) in LEADS:
                found = [s for s in subjects(self.context, verb, start) if s.kind == "person"]
                return self._organization_of(found[-1]) if found else None
        return None

    def _of_who_leads(self, index: int, number: int) -> Side | None:
        """ "A business delegation led by X, President of the Chamber": it is that of the Chamber."""
        limit = self.tokens.bounds[number][1]
        led = re.match(
            r"[\w ]{0,20}?,?\s(?:led|headed) by\s",
            self.tokens.text[self.tokens.words[index].start : self.tokens.words[limit - 1].end],
        )
        if led is None or self.found:
            return None
        sides = sides_at(self.context, self.token(self.tokens.words[index].start + led.end()), limit)
        return self._organization_of(sides[0]) if sides and sides[0].kind == "person" else None

    def _organization_of(self, person: Side) -> Side | None:
        for name in self.context.names:
            for post in self.context.posts.of_name.get(name.first, []):
                organization = post.value.organization
                if organization and not post.value.is_former and person.name in (name.name, name.family):
                    kind = "territory" if lookup(organization) is not None else "organization"
                    return Side(person.first, person.last, person.end, organization, kind, post.span)
        return None

    def _whose(self, first: int, number: int) -> Side | None:
        """ "The Chinese side, whose delegation was delayed"."""
        if self.tokens.lower(first - 2) != ",":
            return None
        owners = sides_before(self.context, first - 2, self.tokens.bounds[number][0])
        return owners[-1] if owners and owners[-1].kind != "person" else None

    def _own_organization(self, index: int, number: int) -> Side | None:
        """ "Mitin heads the company's delegation": the organization of the person who heads it."""
        for name in self.context.people_before(index):
            if name.first < self.tokens.bounds[number][0]:
                return None
            for other in self.context.names:
                for post in self.context.posts.of_name.get(other.first, []):
                    if other.family == name.family and post.value.organization:
                        return Side(
                            name.first,
                            name.last,
                            name.last,
                            post.value.organization,
                            "organization",
                            post.span,
                        )
        return None

    def _is_again(self, sender: Side | None, number: int) -> bool:
        return sender is not None and any(
            m.sender is not None and m.sender.value == sender.name and number - m.sentence <= 4
            for m in self.found
        )

    def _known(self, sender: Side | None, number: int) -> DelegationMention | None:
        """The delegation told of before that this one means."""
        if sender is None:
            return self.found[-1] if self.found else None
        event = self._event_of(number)
        for mention in reversed(self.found):
            if mention.sender is not None and mention.sender.value == sender.name:
                own = self._event_of(mention.sentence)
                if event is not None and own is not None and event != own:
                    return None
                return mention
        return None

    def _event_of(self, number: int) -> int | None:
        start, end = self.tokens.bounds[number]
        numbers = [
            m.number.value
            for i, (_, m) in self.context.events.items()
            if start <= i < end and m.number is not None
        ]
        return numbers[0] if numbers else None

    def _many(self, number: int, index: int, end: int, sender: Side | None) -> None:
        """ "Delegations from China, Mongolia and Kazakhstan": each of them."""
        if self.tokens.lower(end) not in ("from", "of"):
            self._have_sent(number, index)
            return
        for side in list_at(self.context, end + 1, self.tokens.bounds[number][1]):
            if side.kind != "territory":
                continue
            span = self.tokens.span(index, side.last)
            mention = DelegationMention(
                span, number, side.value("sent_by_territory"), rule="sent_by_territory"
            )
            self.found.append(mention)
            if self.tokens.lower(side.end) == "(":
                self._in_brackets(mention, side.end)

    def _have_sent(self, number: int, index: int) -> None:
        """ "India, China and Mongolia will have the biggest delegations at the forum"."""
        start = self._part_start(number, index)
        for verb in range(index - 1, max(start, index - 7) - 1, -1):
            if self.tokens.lower(verb) not in HAVE_SENT:
                continue
            first = verb
            while first > start and self.tokens.lower(first - 1) in (
                "will",
                "to",
                "are",
                "going",
                "have",
                "also",
                "had",
            ):
                first -= 1
            for side in subjects(self.context, first, start):
                if side.kind == "territory":
                    rule = "sent_by_territory"
                    self.found.append(DelegationMention(side.span, number, side.value(rule), rule=rule))
            return

    def _in_brackets(self, mention: DelegationMention, opened: int) -> None:
        """ "Heilongjiang (60 people, head: Vice Governor X)"."""
        text = self.tokens.text
        begin = self.tokens.words[opened].start
        closed = text.find(")", begin, begin + LONGEST_BRACKETS)
        if closed < 0:
            return
        size = SIZE_AFTER.search(text, begin, closed)
        if size:
            self._set_size(mention, size["n"], Span(size.start("n"), size.end()))
        if not size and (bare := BARE_NUMBER.match(text, begin)) is not None:
            self._set_size(mention, bare["n"], Span(*bare.span("n")))
        led = LED_BY.search(text, begin, closed)
        if led:
            sides = sides_at(self.context, self.token(led.end()), self.token(closed))
            if sides and sides[0].kind == "person":
                mention.head = sides[0].value("led_by")

    def _sender_before(self, index: int, number: int) -> tuple[int, Side | None]:
        """ "The Mongolian delegation", "Sakhalin Region business delegation"; the first token of the phrase."""
        tokens, phrases = self.context.tokens, self.context.phrases
        floor = tokens.bounds[number][0]
        at = index
        while (
            at > floor
            and index - at < 4
            and tokens.words[at - 1].is_word
            and not (
                tokens.lower(at - 1) == "government" and tokens.lower(at - 2) in ("'s", "’s", "municipal")
            )
            and (tokens.lower(at - 1) in OF_WHAT_KIND or SIZE_BEFORE.fullmatch(tokens.words[at - 1].text))
        ):
            at -= 1
        if at > floor and SIZE_BEFORE.fullmatch(f"{tokens.words[at - 1].text}"):
            at -= 1
        if at > floor and tokens.words[at - 1].text.endswith(("-member", "-strong", "-person")):
            at -= 1
        end = at - 1 if tokens.lower(at - 1) in ("'s", "’s") else at
        if end > floor and tokens.lower(end - 1) in ("regional", "provincial"):
            regions = Counter(p.name for p in phrases.places.values() if p.kind == "region")
            commonest = regions.most_common(1)[0][0] if regions else ""
            region = next((p for p in phrases.places.values() if p.name == commonest), None)
            if region is not None:
                span = tokens.span(region.first, region.last)
                return end - 1, Side(end - 1, end, end, region.name, "territory", span)
        if end > floor and tokens.words[end - 1].text in DEMONYMS:
            word = tokens.words[end - 1].text
            return end - 1, Side(end - 1, end, end, DEMONYMS[word], "territory", tokens.span(end - 1, end))
        for first in range(max(floor, end - 8), end):
            is_inside = first > floor and phrases.is_name_word(first - 1)
            if is_inside and tokens.lower(first - 1) not in ROLES or first in self.context.in_event:
                continue
            if tokens.lower(first) in ROLES or tokens.lower(first) in NO_SENDERS:
                continue
            place = phrases.places.get(first)
            if place is not None and place.last == end:
                return first, Side(first, end, end, place.name, "territory", tokens.span(first, end))
            if (
                phrases.end_of_phrase(first, end) == end
                and end > first
                and tokens.lower(first) not in ("delegation",)
            ):
                return first, Side(
                    first, end, end, tokens.string(first, end), "organization", tokens.span(first, end)
                )
        while at > floor and tokens.words[at - 1].text[0].isdigit():
            at -= 1
        return at, None

    def _sender_after(self, end: int, number: int) -> Side | None:
        """ "Of Jilin Province", "of 40 entrepreneurs from Heilongjiang"."""
        limit = self.tokens.bounds[number][1]
        index = end
        while index < min(limit, end + 3) and PEOPLE_WORD.fullmatch(self.tokens.lower(index)):
            index += 1  # "a party of 30 entrepreneurs from Gansu"
        for _ in range(3):
            if self.tokens.lower(index) not in ("of", "from", "representing"):
                break
            of_people = self._of_people(index + 1, limit)
            if of_people is not None:
                return of_people
            sides = sides_at(self.context, index + 1, limit)
            if sides and sides[0].name in DEMONYMS:
                return replace(sides[0], name=DEMONYMS[sides[0].name], kind="territory")
            if sides and sides[0].kind in ("territory", "organization", "side"):
                return sides[0]
            if any(is_plural_office(self.tokens.lower(i)) for i in range(index + 1, min(limit, index + 4))):
                break  # "a delegation of Chief Ministers of Haryana, Gujarat …"
            step = index + 1
            while step < min(limit, index + 10) and self.tokens.lower(step) not in (
                "from",
                "of",
                "representing",
                ",",
                "led",
                "headed",
                "to",
                ".",
            ):
                step += 1
            if step >= limit or self.tokens.lower(step) not in ("from", "of", "representing"):
                break
            index = step
        return None

    def _of_people(self, first: int, limit: int) -> Side | None:
        """ "Of more than 70 Ethiopian business leaders": those of a country."""
        for index in range(first, min(first + 6, limit)):
            word = self.tokens.words[index]
            if word.text in DEMONYMS:
                tail = self.tokens.text[word.end : word.end + 60]
                if OF_PEOPLE.match(tail) is None:
                    return None
                span = Span(word.start, word.end)
                return Side(index, index + 1, index + 1, DEMONYMS[word.text], "territory", span)
            if word.is_capitalised or word.lower in (",", "from", "led", "headed", "and"):
                return None
        return None

    def _sending_subject(self, index: int, number: int) -> Side | None:
        """ "The Ministry reports that a delegation…", "the region sent a delegation"."""
        start = self._part_start(number, index)
        for match in SENDS.finditer(
            self.tokens.text, self.tokens.words[start].start, self.tokens.words[index].start
        ):
            found = [
                s
                for s in subjects(self.context, self.token(match.start()), start)
                if s.kind in ("organization", "territory")
            ]
            if found:
                return found[-1]
        return None

    def _set_size(self, mention: DelegationMention, text: str, span: Span) -> None:
        number = int(text) if text.isdigit() else self._spelled(text)
        if number and mention.size is None:
            mention.size = Value(number, span, "size_stated")

    @staticmethod
    def _spelled(text: str) -> int | None:
        found = ordinals.spelled(text.lower().replace("-", " "))
        return found[-1] if found and text.lower().split("-")[0] in ordinals.SPELLED_EN else None

    def _read(self, mention: DelegationMention, number: int, index: int) -> None:
        """Head, members, size, host and goal from the words of a sentence about the delegation."""
        text = self.tokens.text
        begin, end = self.tokens.words[index].start, self.tokens.sentences[number].span.end
        parted = text.find(";", begin, end)
        if parted >= 0 and not ANOTHER.search(text, parted, end):
            parted = -1
        end = parted if parted >= 0 else end
        limit = min(
            self.tokens.bounds[number][1], self.token(end) if parted >= 0 else self.tokens.bounds[number][1]
        )
        size = SIZE_AFTER.search(text, begin, end)
        size = size or SIZE_BEFORE.search(text, begin, min(end, begin + 40))
        if size and not re.search(r"\bnot\s$", text[max(0, size.start("n") - 5) : size.start("n")]):
            self._set_size(mention, size["n"], Span(size.start("n"), size.end()))
        self._led_by(mention, number, index, end, limit)
        for match in MEMBERS.finditer(text, begin, end):
            for side in list_at(self.context, self.token(match.end()), limit):
                if side.kind == "person" and (mention.head is None or side.name != mention.head.value):
                    mention.members.append(side.value("member"))
        invited = INVITED.search(text, begin, end)
        if invited and mention.invited_by is None:
            sides = sides_at(self.context, self.token(invited.end()), limit)
            if sides:
                mention.invited_by = sides[0].value("invited_by")
        went = WENT.search(text, begin, end)
        if went and mention.destination is None:
            place = self._place_at(self.token(went.end()))
            if place is not None:
                mention.destination = Value(place.name, self.tokens.span(place.first, place.last), "went_to")
        if mention.destination is None:
            self._sent_to(mention, begin, end)
        if mention.forum is None:
            self._forum(mention, number, index, begin)

    def _led_by(self, mention: DelegationMention, number: int, index: int, end: int, limit: int) -> None:
        """ "Led by X, the delegation …", "the delegation led by X", "X, head of the delegation"."""
        text, begin = self.tokens.text, self.tokens.words[index].start
        opening = OPENS_LED.match(text, self.tokens.sentences[number].span.start)
        places = [(opening.end(), index)] if opening is not None and opening.end() < begin else []
        led = LED_BY.search(text, begin, end)
        places += [(led.end(), limit)] if led is not None else []
        for offset, stop in places:
            sides = sides_at(self.context, self.token(offset), stop)
            if mention.head is None and sides and sides[0].kind == "person":
                mention.head = sides[0].value("led_by")
        named = HEAD_IS.search(text, self.tokens.sentences[number].span.start, end)
        if named is not None and mention.head is None:
            sides = sides_at(self.context, self.token(named.end()), limit)
            if sides and sides[0].kind == "person":
                mention.head = sides[0].value("head_of_delegation")
        self._leader_before(mention, number, index)
        self._leader_behind(mention, number, index)

    def _sent_to(self, mention: DelegationMention, begin: int, end: int) -> None:
        """ "Led a delegation of 15 companies to Vietnam"."""
        found = SENT_TO.match(self.tokens.text, begin, end)
        if found is None:
            return
        index = self.token(found.end())
        place = self._place_at(index)
        if place is not None and place.first not in self.context.in_event:
            mention.destination = Value(place.name, self.tokens.span(place.first, place.last), "sent_to")

    def _place_at(self, index: int) -> PlaceName | None:
        """ "Arrived in the Chinese city of Harbin", "arrived here"."""
        if self.tokens.lower(index) == "here":
            return self.context.dateline()
        for _ in range(7):
            place = self.context.phrases.places.get(index)
            is_before = self.tokens.lower(index) in BEFORE_PLACE or self.tokens.words[index].text in DEMONYMS
            if place is not None or not is_before:
                owned = self.context.phrases.places.get(place.last + 1) if place is not None else None
                is_owner = place is not None and self.tokens.lower(place.last) in ("'s", "’s")
                return owned if is_owner and owned is not None else place
            index += 1
        return None

    def _led_inverted(self, mention: DelegationMention, number: int, index: int) -> None:
        """ "Leading the delegation was X"."""
        limit = self.tokens.bounds[number][1]
        verb = next(
            (i for i in range(index + 1, min(index + 8, limit)) if self.tokens.lower(i) in ("was", "is")),
            None,
        )
        if verb is not None:
            for side in sides_at(self.context, verb + 1, limit)[:1]:
                mention.head = side.value("led") if side.kind == "person" else None

    def _leader_behind(self, mention: DelegationMention, number: int, index: int) -> None:
        """ "A delegation, which X led", "X leads it"."""
        start, limit = self.tokens.bounds[number]
        for verb in range(index + 1, limit):
            if mention.head is not None or self.tokens.lower(verb) not in LEADS:
                continue
            found = [s for s in subjects(self.context, verb, max(start, index)) if s.kind == "person"]
            is_said = (
                self.tokens.lower(verb + 1) == "it"
                or found
                and self.tokens.lower(found[0].first - 1) == "which"
            )
            if found and is_said:
                mention.head = found[-1].value("led")

    def _part_start(self, number: int, index: int) -> int:
        """The first token behind the last semicolon."""
        start = self.tokens.bounds[number][0]
        return next((i + 1 for i in range(index - 1, start - 1, -1) if self.tokens.lower(i) == ";"), start)

    def _leader_before(self, mention: DelegationMention, number: int, index: int) -> None:
        """ "X led the delegation", "X, head of the delegation"."""
        start = self._part_start(number, index)
        if mention.head is not None:
            return
        for verb in range(index - 1, max(start, index - 12) - 1, -1):
            lower = self.tokens.lower(verb)
            if lower in ("leading", "heading") and verb == start:
                self._led_inverted(mention, number, index)
                return
            if lower in LEADS:
                if lower == "head" and self.tokens.lower(index + 1) == "," and mention.head is None:
                    sides = sides_at(self.context, index + 2, self.tokens.bounds[number][1])
                    if sides and sides[0].kind == "person":
                        mention.head = sides[0].value("head_of_delegation")
                        return
                if self.tokens.lower(verb + 1) == "of" or lower == "head":
                    people = [n for n in self.context.people_before(verb) if n.first >= start]
                    if people and verb - people[0].last <= 3:
                        mention.head = Value(people[0].name, people[0].span, "head_of_delegation")
                    return
                found = [s for s in subjects(self.context, verb, start) if s.kind == "person"]
                if found:
                    mention.head = found[-1].value("led")
                return

    def _forum(self, mention: DelegationMention, number: int, index: int, begin: int) -> None:
        """The event of the same sentence; "to it" for the event of the sentence before."""
        limit = self.tokens.bounds[number][1]
        for first, (_, event) in sorted(self.context.events.items()):
            if index < first < limit and not event.is_pronoun and event.order == "":
                mention.forum = event
                return
        if re.match(r"\w+ to it\b", self.tokens.text[begin : begin + 30]):
            before = [
                e for f, (_, e) in sorted(self.context.events.items()) if f < self.tokens.bounds[number][0]
            ]
            mention.forum = before[-1] if before else None

    def _listed(self, number: int) -> bool:
        """ "Italy: a party of 60 headed by Mr Ferrante." """
        span = self.tokens.sentences[number].span
        match = LISTED.match(self.tokens.text, span.start, span.end)
        if match is None:
            return False
        sides = sides_at(self.context, self.token(match.start("who")), self.token(match.end("who")))
        town = self.context.dateline()
        if not sides or sides[0].kind not in ("territory", "organization"):
            return False
        if town is not None and town.first == sides[0].first:
            return False  # "Aizawl: 48 delegates from 17 countries"
        mention = DelegationMention(span, number, sides[0].value("listed_party"), rule="listed_party")
        size = re.search(
            rf"(?:party|delegation) of (?P<a>\d+)|(?P<b>\d+)(?=[ -](?:\w+ )?(?:{PEOPLE}|member|strong))",
            self.tokens.text[match.end() : span.end],
        )
        if size:
            self._set_size(
                mention, size["a"] or size["b"], Span(match.end() + size.start(), match.end() + size.end())
            )
        self.found.append(mention)
        self._read(mention, number, self.token(match.end()))
        return True
