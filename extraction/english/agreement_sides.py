"""Who signs a document: the subject of the verb, who stands behind "with", "between", "by", whom the signers stand for."""

from __future__ import annotations

import re
from bisect import bisect_left

from extraction.english.agreement_words import (
    ANNOUNCES,
    DELEGATION_SIGNS,
    JOINED,
    SAME_SIDES,
    SIDES_REACH,
    TOLD_BETWEEN,
)
from extraction.english.sides import Context, Side, list_at, sides_at
from extraction.english.subjects import subjects
from extraction.findings import Span
from extraction.mentions import AgreementMention
from extraction.money import Amount


class SideReader:
    """Finds the sides; `found` holds the documents told of so far."""

    def __init__(self, context: Context, amounts: list[Amount]) -> None:
        self.context = context
        self.tokens = context.tokens
        self.amounts = amounts
        self.starts = [word.start for word in context.tokens.words]
        self.found: list[AgreementMention] = []

    def token(self, offset: int) -> int:
        return bisect_left(self.starts, offset)

    def _between(self, document: re.Match[str], limit: int) -> list[Side]:
        """ "A contract between A and B" in a list of what was signed."""
        found = TOLD_BETWEEN.match(self.tokens.text, document.end(), limit)
        end = found.end() if found is not None else document.end()
        return signing_sides(list_at(self.context, self.token(end), self.token(limit)))

    def _active_parties(
        self, number: int, verb: re.Match[str], document: re.Match[str], limit: int
    ) -> list[Side]:
        first, _ = self.tokens.bounds[number]
        parties = self._joined(number, verb) or signing_sides(
            subjects(self.context, self.token(verb.start()), first)
        )
        bodies = self._bodies_of_signers(number, verb)
        if bodies and all(party.kind == "person" for party in parties):
            parties = bodies
        if not parties:
            parties = (
                self._planning(number, verb)
                or self._announcer(number, verb)
                or self._main_subject(number, verb)
                or self._same_sides(number, verb)
                or self._delegation(number, verb)
            )
        text = self.tokens.text
        for match in re.finditer(r"\b(?:with|between)\s", text[verb.end() : limit]):
            parties += signing_sides(
                list_at(self.context, self.token(verb.end() + match.end()), self.token(limit))
            )
            if match[0].startswith("between"):
                break
        return parties

    def _joined(self, number: int, verb: re.Match[str]) -> list[Side]:
        """ "Ms Trad joined the vice mayor of Shanghai, Xu Kunlin, to sign": both sign."""
        span = self.tokens.sentences[number].span
        found = JOINED.search(self.tokens.text, span.start, verb.start())
        if found is None:
            return []
        at, end = self.token(found.start()), self.token(verb.start())
        one = signing_sides(subjects(self.context, at, self.tokens.bounds[number][0]))
        other = [side for side in signing_sides(list_at(self.context, at + 1, end)) if side.kind == "person"]
        other = other or [
            Side(n.first, n.last, n.last, n.name, "person", n.span)
            for n in self.context.people_before(end)[:1]
            if n.first > at
        ]
        return [*one, *other[:1]] if one and other else []

    def _delegation(self, number: int, verb: re.Match[str]) -> list[Side]:
        """ "A Chinese provincial delegation signed": the delegation, as it is called."""
        span = self.tokens.sentences[number].span
        found = DELEGATION_SIGNS.search(self.tokens.text[span.start : verb.start()])
        if found is None:
            return []
        where = Span(span.start + found.start("who"), span.start + found.end("who"))
        first, last = self.token(where.start), self.token(where.end)
        return [Side(first, last, last, found["who"], "side", where)]

    def _bodies_of_signers(self, number: int, verb: re.Match[str]) -> list[Side]:
        """ "X for Pomor Foods and Y of Harbin Foods", "Pomor Foods' X": whom those who sign sign for."""
        first = self.tokens.bounds[number][0]
        limit = self.token(verb.start())
        found: list[Side] = []
        for index in range(first, limit):
            name = self.context.name_at.get(index)
            if name is None:
                continue
            behind = self.context.posts.ends.get(name.first, name.last)
            if self.tokens.lower(behind) in ("for", "of", "from", "representing"):
                found += sides_at(self.context, behind + 1, limit)[:1]
            elif self.tokens.lower(index - 1) in ("'s", "’s", "'", "’"):
                owner = [s for s in subjects(self.context, index - 1, first) if s.kind == "organization"]
                found += owner[-1:]
        return [side for side in found if side.kind in ("organization", "territory")]

    def _main_subject(self, number: int, verb: re.Match[str]) -> list[Side]:
        """ "A and B agreed on cooperation, signing a memorandum": the subject at the head of the sentence."""
        if not verb[0].startswith("signing") or self.tokens.lower(self.token(verb.start()) - 1) != ",":
            return []
        first = self.tokens.bounds[number][0]
        return signing_sides(list_at(self.context, first, self.token(verb.start())))

    def _same_sides(self, number: int, verb: re.Match[str]) -> list[Side]:
        """ "The two companies have also agreed a letter of intent": the parties of the document told of before."""
        span = self.tokens.sentences[number].span
        same = SAME_SIDES.search(self.tokens.text, span.start, verb.start())
        if same is None or not self.found or number - self.found[-1].sentence > SIDES_REACH:
            return []
        at = self.token(same.start())
        return [
            Side(at, at + 1, at + 1, party.value, "organization", party.span)
            for party in self.found[-1].parties
        ]

    def _announcer(self, number: int, verb: re.Match[str]) -> list[Side]:
        """ "X announced that it had signed": the subject of the announcing verb."""
        span = self.tokens.sentences[number].span
        announced = ANNOUNCES.search(self.tokens.text, span.start, verb.start())
        if announced is None or len(self.tokens.text[announced.end() : verb.start()].split()) > 3:
            return []
        return signing_sides(
            subjects(self.context, self.token(announced.start()), self.tokens.bounds[number][0])
        )

    def _planning(self, number: int, verb: re.Match[str]) -> list[Side]:
        """ "X plans to conclude": the subject stands before the first verb."""
        first, _ = self.tokens.bounds[number]
        index = self.token(verb.start())
        while index > first and self.tokens.lower(index - 1) in (
            "to",
            "plans",
            "plan",
            "are",
            "is",
            "expected",
            "set",
            "due",
            "agreed",
            "intends",
            "intend",
            "and",
            "will",
        ):
            index -= 1
        return signing_sides(subjects(self.context, index, first))

    def _passive_parties(
        self, number: int, document: re.Match[str], passive: re.Match[str], limit: int
    ) -> list[Side]:
        text = self.tokens.text
        parties: list[Side] = []
        end = self.token(limit)
        comma = text.find(",", passive.end(), limit)
        if text[passive.start() : passive.end()].endswith(" with") and comma > 0:
            return [
                *signing_sides(list_at(self.context, self.token(passive.end()), self.token(comma)))[:1],
                *signing_sides(list_at(self.context, self.token(comma + 1), end))[:1],
            ]  # "under a contract signed with B, A will supply"
        for match in re.finditer(r"\b(?:between|with|by)\s", text[document.end() : limit]):
            at = self.token(document.end() + match.end())
            if document.end() + match.start() < passive.end() + 90:
                parties += signing_sides(list_at(self.context, at, end))
        return parties


def signing_sides(found: list[Side]) -> list[Side]:
    return [side for side in found if side.kind in ("organization", "territory", "side", "person")]
