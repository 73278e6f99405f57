"""Delegations in an English text: "a 45-member delegation from X led by Y"."""

from __future__ import annotations

import re

from extraction.english.clauses import Clauses
from extraction.findings import Span, Value
from extraction.mentions import DelegationMention

GROUP = re.compile(r"\b(?P<word>delegations?|business mission|trade mission)\b", re.IGNORECASE)
PARTY = re.compile(
    r"(?P<who>[A-Z][\w ]{2,30}):\s(?:a (?:party|delegation|group) of\s)?(?P<n>\d{1,4})(?:\s(?:people|members|delegates))?,?\s(?:headed|led) by\s"
)
SIZE = re.compile(
    r"(?P<n>\d{1,4}|[a-z]+)(?:-(?:member|strong|person)|\s(?:people|members|delegates|entrepreneurs|officials|representatives))\b|\bparty of (?P<n2>\d{1,4})|\bnumbering (?P<n3>\d{1,4})"
)
LED = re.compile(r"\b(?:led|headed)\s(?:jointly\s)?by\s")
INVITED = re.compile(r"at the invitation of (?:the\s)?(?P<by>[A-Z][\w’' -]{2,70}?)(?=,|\.|;|$|\sthe\s)")
INCLUDES = re.compile(
    r"\b(?:includes?|included|comprises?|comprised|[Mm]embers (?:include|included|are)|[Ii]ts members included|accompanied by|came with the delegation)\b"
)
DESTINATION = re.compile(r"\b(?:visited|arrived in|travelled to|traveled to|came to|flew to|went to)\s")
ADJECTIVES = {"mongolian": "Mongolia", "russian": "Russia", "chinese": "China", "kazakh": "Kazakhstan", "uzbek": "Uzbekistan", "belarusian": "Belarus", "turkmen": "Turkmenistan",
              "azerbaijani": "Azerbaijan", "polish": "Poland", "italian": "Italy", "indian": "India", "iranian": "Iran", "turkish": "Turkey", "korean": "Republic of Korea",
              "vietnamese": "Vietnam", "kyrgyz": "Kyrgyzstan", "tajik": "Tajikistan", "german": "Germany", "french": "France", "japanese": "Japan", "armenian": "Armenia",
              "georgian": "Georgia", "egyptian": "Egypt", "malaysian": "Malaysia", "thai": "Thailand", "serbian": "Serbia"}  # fmt: skip
DENIED = re.compile(r"\bnot,?\s(?:as we wrote,\s)?(?:by\s)?$")


def find_delegations(clauses: Clauses) -> list[DelegationMention]:
    text = clauses.text
    mentions: list[DelegationMention] = []
    for match in PARTY.finditer(text):
        sentence = clauses.sentence_of(match.start("who"))
        mention = DelegationMention(
            Span(*match.span("who")),
            sentence,
            Value(match["who"], Span(*match.span("who")), "listed_party"),
            rule="listed_party",
        )
        mention.size = Value(int(match["n"]), Span(*match.span("n")), "size_of_delegation")
        person = next((p for p in clauses.people if 0 <= p.span.start - match.end() < 40), None)
        mention.head = Value(person.name, person.span, "led_by") if person else None
        mentions.append(mention)
    for match in GROUP.finditer(text):
        sentence = clauses.sentence_of(match.start())
        span = clauses.sentences[sentence].span
        if clauses.sentences[sentence].is_title:
            continue
        mention = DelegationMention(Span(*match.span()), sentence, rule="delegation")
        mention.sender = _sender(clauses, match, span)
        mention.head = _head(clauses, sentence, match.start())
        mention.size = _size(clauses, span, match)
        invited = INVITED.search(text, span.start, span.end)
        if invited is not None:
            mention.invited_by = Value(invited["by"], Span(*invited.span("by")), "invited_by")
        mention.destination = _destination(clauses, span)
        mention.members = _members(clauses, sentence, mention)
        if mention.sender or mention.head or mention.size or mention.members or mention.invited_by:
            mentions.append(mention)
    _lend_sender(clauses, mentions)
    return mentions


def _sender(clauses: Clauses, match: re.Match[str], sentence: Span) -> Value[str] | None:
    text = clauses.text
    after = re.match(r"\s(?:from|of)\s(?:the\s)?", text[match.end() : match.end() + 12])
    if after is not None:
        at = match.end() + after.end()
        place = next((p for p in clauses.places if at <= p.span.start <= at + 4), None)
        if place is not None:
            extra = re.match(
                r"\s(?:Province|Region|Krai|Oblast|Territory)\b", text[place.span.end : place.span.end + 10]
            )
            end = place.span.end + (extra.end() if extra else 0)
            return Value(text[place.span.start : end], Span(place.span.start, end), "sender_of_delegation")
        name = re.match(
            r"[A-Z][\w’'&-]{0,30}(?:\s(?:[A-Z][\w’'&-]{0,30}|of|and|the)){0,6}(?<!of)(?<!and)(?<!the)",
            text[at : at + 80],
        )
        if name is not None:
            return Value(name[0], Span(at, at + name.end()), "sender_of_delegation")
    before = re.search(
        r"(?P<who>[A-Z][\w-]{0,30}(?:\s(?:Region|Province|Krai|Oblast|Republic))?)\s(?:[a-z]+\s)?$",
        text[max(sentence.start, match.start() - 40) : match.start()],
    )
    if before is not None:
        who = before["who"]
        start = max(sentence.start, match.start() - 40) + before.start("who")
        country = ADJECTIVES.get(who.lower())
        if country:
            return Value(country, Span(start, start + len(who)), "adjective_of_delegation")
        if any(p.span.start == start for p in clauses.places):
            return Value(who, Span(start, start + len(who)), "sender_of_delegation")
    return None


def _head(clauses: Clauses, sentence: int, offset: int) -> Value[str] | None:
    """ "led by X" in the sentence or in the next one, when that says "It was led by X"."""
    text = clauses.text
    for index in (sentence, sentence + 1):
        if index >= len(clauses.sentences):
            break
        span = clauses.sentences[index].span
        if index > sentence and not re.match(r"(?:It|The delegation|They)\b", text[span.start : span.end]):
            break
        led = LED.search(text, max(span.start, offset), span.end)
        if led is not None:
            person = next(
                (
                    p
                    for p in clauses.people_in(span)
                    if p.span.start >= led.end() and not DENIED.search(text[span.start : p.span.start])
                ),
                None,
            )
            if person is not None:
                return Value(person.name, person.span, "led_by")
    return None


def _size(clauses: Clauses, sentence: Span, match: re.Match[str]) -> Value[int | str] | None:
    text = clauses.text
    for found in SIZE.finditer(text, sentence.start, sentence.end):
        digits = found["n"] or found["n2"] or found["n3"] or ""
        if (
            digits.isdigit()
            and abs(found.start() - match.start()) < 90
            and "not" not in text[found.start() - 5 : found.start()]
        ):
            group = "n" if found["n"] else "n2" if found["n2"] else "n3"
            return Value(int(digits), Span(*found.span(group)), "size_of_delegation")
    return None


def _destination(clauses: Clauses, sentence: Span) -> Value[str] | None:
    for verb in DESTINATION.finditer(clauses.text, sentence.start, sentence.end):
        place = next((p for p in clauses.places if verb.end() <= p.span.start <= verb.end() + 4), None)
        if place is not None:
            return Value(place.name, place.span, "destination")
    return None


def _members(clauses: Clauses, sentence: int, mention: DelegationMention) -> list[Value[str]]:
    head = mention.head.value if mention.head else None
    found: list[Value[str]] = []
    for index in (sentence, sentence + 1):
        if index >= len(clauses.sentences):
            break
        span = clauses.sentences[index].span
        included = INCLUDES.search(clauses.text, span.start, span.end)
        if (
            included is None
            or index > sentence
            and not re.match(r"(?:Its|The delegation|It|Members)\b", clauses.text[span.start : span.end])
        ):
            continue
        came = included[0].startswith("came")
        people = clauses.people_in(span)
        chosen = (
            [p for p in people if p.span.end <= included.start()][-1:]
            if came
            else [p for p in people if p.span.start >= included.end()]
        )
        found += [Value(p.name, p.span, "member_of_delegation") for p in chosen if p.name != head]
    return found


def _lend_sender(clauses: Clauses, mentions: list[DelegationMention]) -> None:
    """«The Ministry of X reports that a delegation headed by…»: who reports sends it."""
    for mention in mentions:
        if mention.sender is not None:
            continue
        span = clauses.sentences[mention.sentence].span
        reporter = re.match(
            r"(?:The\s)?(?P<who>(?:Ministry|Government|Department|Chamber)[\w ]{3,70}?)\s(?:reports|reported|said|announced)\b",
            clauses.text[span.start : span.end],
        )
        if reporter is not None and mention.head is not None:
            start = span.start + reporter.start("who")
            mention.sender = Value(
                reporter["who"], Span(start, start + len(reporter["who"])), "reporter_sends"
            )
            return
