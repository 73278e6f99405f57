"""Delegations: who sent them, who led them, how many they were."""

from __future__ import annotations

import re

from extraction.english.delegation_facts import FactReader
from extraction.english.delegation_words import (
    BARE_NUMBER,
    CAME_WITH,
    DELEGATION,
    GUESTS_CAME,
    HAVE_SENT,
    ITS,
    LED_BY,
    LISTED,
    LONGEST_BRACKETS,
    MEMBERS,
    NONE_SENT,
    PARTY,
    PEOPLE,
    REFERS,
    SENDING,
    SIZE_AFTER,
    SIZE_BEFORE,
    STATE_OFFICES,
    TERRITORIAL,
)
from extraction.english.phrases import DEMONYMS, PLACE_SUFFIXES, lookup
from extraction.english.sides import Context, Side, list_at, sides_at
from extraction.english.subjects import subjects
from extraction.findings import Post, Span, Value
from extraction.mentions import DelegationMention, PersonMention


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


class _Finder(FactReader):
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
                if longer in (f"Republic of {short}", f"{short} Republic"):
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
        goes_elsewhere = self.tokens.lower(end) == "to"
        if sender is not None and not goes_elsewhere and determiner == "the" and self._is_of_the_land(sender):
            sender = None  # "the Australian delegation" of one from Australia told of before
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

    def _is_of_the_land(self, sender: Side) -> bool:
        """The country stands in the name of the body whose delegation was told of just before."""
        if not self.found or self.found[-1].sender is None or sender.kind != "territory":
            return False
        before = self.found[-1].sender.value
        return before != sender.name and sender.name in before and lookup(before) is None

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
