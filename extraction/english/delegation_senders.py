"""Who sent a delegation: named before the word or behind it, or told by who leads, brought or sent it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace

from extraction.english.delegation_words import (
    AND_HIS,
    CAME_ALONG,
    LEADS,
    NO_SENDERS,
    OF_PEOPLE,
    OF_WHAT_KIND,
    PEOPLE_WORD,
    ROLES,
    SENDS,
    SIZE_BEFORE,
)
from extraction.english.phrases import DEMONYMS, is_plural_office, lookup
from extraction.english.sides import Context, Side, sides_at
from extraction.english.subjects import sides_before, subjects
from extraction.findings import Span
from extraction.mentions import DelegationMention


class SenderReader:
    """Finds the sender; `found` holds the delegations told of so far."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.tokens = context.tokens
        self.starts = [word.start for word in self.tokens.words]
        self.found: list[DelegationMention] = []

    def token(self, offset: int) -> int:
        return bisect_left(self.starts, offset)

    def _part_start(self, number: int, index: int) -> int:
        """The first token behind the last semicolon."""
        start = self.tokens.bounds[number][0]
        return next((i + 1 for i in range(index - 1, start - 1, -1) if self.tokens.lower(i) == ";"), start)

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
                found = self._leaders(verb, start)
                return self._organization_of(found[-1]) if found else None
        return None

    def _leaders(self, verb: int, start: int) -> list[Side]:
        """The people before the verb who lead; the only person before it where his offices stand between."""
        found = [s for s in subjects(self.context, verb, start) if s.kind == "person"]
        people = [n for n in self.context.people_before(verb) if n.first >= start]
        if found or len(people) != 1 or self.tokens.lower(verb - 1) != ",":
            return found
        name = people[0]
        return [Side(name.first, name.last, name.last, name.name, "person", name.span)]

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
