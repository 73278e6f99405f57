"""What is told of a delegation: who leads it, who belongs to it, how many came, where to, at whose invitation."""

from __future__ import annotations

import re

from extraction import ordinals
from extraction.english.delegation_senders import SenderReader
from extraction.english.delegation_words import (
    ANOTHER,
    BEFORE_PLACE,
    BELONG_TO,
    HEAD_IS,
    INVITED,
    LEADS,
    LED_BY,
    MEMBERS,
    OPENS_LED,
    SENT_TO,
    SIZE_AFTER,
    SIZE_BEFORE,
    WENT,
)
from extraction.english.phrases import DEMONYMS, PlaceName
from extraction.english.sides import list_at, sides_at
from extraction.english.subjects import subjects
from extraction.findings import Span, Value
from extraction.mentions import DelegationMention


class FactReader(SenderReader):
    """Fills a mention from the words of a sentence about the delegation."""

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
        self._who_belong(mention, number, index)
        sentence = self.tokens.sentences[number].span
        for match in MEMBERS.finditer(
            text, sentence.start if text.startswith("Members", sentence.start) else begin, end
        ):
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

    def _who_belong(self, mention: DelegationMention, number: int, index: int) -> None:
        """ "Minister X, chairman Y and others are included in the delegation"."""
        start = self.tokens.bounds[number][0]
        first = index
        while first > start and (
            self.context.phrases.is_name_word(first - 1) or self.tokens.lower(first - 1) == "the"
        ):
            first -= 1
        before = self.tokens.text[self.tokens.words[start].start : self.tokens.words[first].start]
        if BELONG_TO.search(before) is None:
            return
        for side in list_at(self.context, start, first):
            if side.kind == "person":
                mention.members.append(side.value("member"))

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
                found = self._leaders(verb, start)
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

    def _set_size(self, mention: DelegationMention, text: str, span: Span) -> None:
        number = int(text) if text.isdigit() else self._spelled(text)
        if number and mention.size is None:
            mention.size = Value(number, span, "size_stated")

    @staticmethod
    def _spelled(text: str) -> int | None:
        found = ordinals.spelled(text.lower().replace("-", " "))
        return found[-1] if found and text.lower().split("-")[0] in ordinals.SPELLED_EN else None
