"""Projects, agreements and proposals in an English text."""

from __future__ import annotations

import re

from extraction.english.clauses import Clauses
from extraction.findings import Span, Value
from extraction.mentions import AgreementMention, ForumMention, ProjectMention, ProposalMention
from extraction.money import Amount

OBJECT = r"(?:plant|terminal|park|port|cluster|base|farm|factory|centre|center|complex|stores|warehouse|facility|railway|road|bridge|airport|hub|line|mine|refinery|smelter|mill|zone|yard|greenhouse|hospital|pipeline|station|resort|project)"
PRESENTED = re.compile(
    rf"\b(?:presented|will present|to present|presents|present|described|showed|unveiled|outlined|pitched|introduced)\s(?:(?:plans? for|a plan for|the project of|a project (?:to build|for|of))\s)?(?P<name>(?:an?\s|the\s)?[\w’'–-]{{1,30}}(?:\s[\w’'–&-]{{1,30}}){{0,9}}?\s{OBJECT}(?:\s(?:in|for|near|at|of)\s(?:the\s)?[A-Z][\w-]{{0,30}}(?:\s[A-Z][\w-]{{0,30}}){{0,2}})?)(?=[\s,.;(])"
)
KINDS = (
    ("memorandum of understanding", "memorandum"), ("memorandum", "memorandum"), ("letter of intent", "intent"), ("roadmap", "roadmap"), ("road map", "roadmap"),
    ("protocol", "protocol"), ("joint statement", "statement"), ("declaration", "statement"), ("action plan", "plan"), ("plan of action", "plan"),
    ("contract", "contract"), ("agreement", "agreement"), ("deal", "agreement"),
)  # fmt: skip
DOCUMENT = "|".join(re.escape(name) for name, _ in KINDS)
SIGNED = re.compile(
    rf"(?P<parties>[A-Z“\"(][^.;\n]{{3,160}}?)\s(?:(?:are|is|were)\s(?:due\s|expected\s)?to\ssign|(?:plans?|intends?)\sto\s(?:conclude|sign)|will\ssign|signed|concluded|have\ssigned|inked|sign)\s"
    rf"(?:an?\s|the\s)?(?P<sum>(?:US)?[$€¥£]\s?[\d.,]+\s?(?:million|billion|thousand)?\s|[A-Z]{{3}}\s[\d.,]+\s?(?:million|billion)?\s)?(?P<before>[\w -]{{0,40}}?)(?P<document>{DOCUMENT})\b(?P<rest>[^.;\n]{{0,200}})"
)
TOPIC = re.compile(
    r"^\s?(?:with\s(?P<with>(?:the\s)?[\w’'&. -]{2,60}?)\s)?(?:on|for|to|covering|about|concerning)\s(?:the\s)?(?P<topic>[^,;.\n]{3,120}?)(?=\sworth\b|\svalued\b|\sfor\s[A-Z$€]|,|;|$|\sat\s[$€]|\sestimated)"
)
PROPOSED = re.compile(
    r"\b(?:proposed|suggested|called for|urged|proposes|suggests)\s(?P<that>that\s)?(?P<to>to\s(?=[a-z]+\s))?(?P<text>[^.;\n]{6,200}?)(?=,\sand\s[A-Z][\w-]+\s(?:backed|supported|agreed|welcomed|accepted|seconded)|,\swhich|\.|;|\n|$)"
)
INVITED = re.compile(
    r"\binvited\s(?P<to>[A-Z][\w’'-]{0,30}(?:\s[A-Z][\w’'-]{0,30}){0,3}|[\w ]{3,40}?)\s(?P<text>to\s[^.;\n]{5,160}?)(?=,\sand\s[A-Z][\w-]+\s(?:accepted|agreed)|\.|;|\n|$)"
)
SUPPORTED = re.compile(
    r"(?P<who>(?:[Tt]he\s)?[A-Z][\w’' -]{1,60}?)\s(?:backed|supported|welcomed|seconded|endorsed|agreed|accepted)\b"
)


def find_projects(clauses: Clauses, amounts: list[Amount]) -> list[ProjectMention]:
    text = clauses.text
    mentions = []
    for match in PRESENTED.finditer(text):
        sentence = clauses.sentence_of(match.start())
        span = clauses.sentences[sentence].span
        name = re.sub(r"^(?:an?|the)\s", "", match["name"])
        start = match.end("name") - len(name)
        mention = ProjectMention(
            Span(start, match.end("name")),
            sentence,
            Value(name, Span(start, match.end("name")), "presented_project"),
            rule="presented_project",
        )
        before = [p for p in clauses.people_in(span) if p.span.end <= match.start()]
        if before:
            mention.presented_by = [Value(before[-1].name, before[-1].span, "presented")]
        elif sentence and clauses.people_in(clauses.sentences[sentence - 1].span):
            person = clauses.people_in(clauses.sentences[sentence - 1].span)[-1]
            mention.presented_by = [Value(person.name, person.span, "presented")]
        following = text.find(" and ", match.end())
        limit = span.end if following < 0 else span.end
        amount = next(
            (
                a
                for a in amounts
                if match.end("name") <= a.span.start < limit and a.span.start - match.end("name") < 80
            ),
            None,
        )
        if amount is not None:
            mention.amount = Value(amount.text, amount.span, "cost_of_project")
        inside = [p for p in clauses.places if Span(start, match.end("name")).covers(p.span)]
        after = [
            p
            for p in clauses.places
            if match.end("name") <= p.span.start < match.end("name") + 40 and p.span.end <= span.end
        ]
        after = [
            p
            for p in after
            if re.search(r"\b(?:in|near|at)\s(?:the\s)?$", text[p.span.start - 8 : p.span.start])
        ]
        place = next(iter([*inside, *after]), None)
        said = re.search(r"\s(?:in|near)\s(?:the\s)?(?P<place>[A-Z][\w-]{0,30}(?:\s[A-Z][\w-]{0,30}){0,2})$", name)
        if place is not None:
            mention.place = Value(place.name, place.span, "place_of_project")
        elif said is not None:
            mention.place = Value(
                said["place"],
                Span(start + said.start("place"), start + said.end("place")),
                "place_of_project",
            )
        mentions.append(mention)
    return mentions


def find_agreements(clauses: Clauses, amounts: list[Amount]) -> list[AgreementMention]:
    text = clauses.text
    mentions = []
    for match in SIGNED.finditer(text):
        sentence = clauses.sentence_of(match.start("document"))
        if clauses.sentences[sentence].is_title or re.search(
            r"\b(?:no|not|No)\b", match["before"] + match["parties"][-30:]
        ):
            continue
        kind = dict(KINDS)[match["document"].lower()]
        document = Span(match.start("document"), match.end("document"))
        mention = AgreementMention(
            Span(match.start("document"), match.end("document")),
            sentence,
            Value(kind, document, "document"),
            rule="agreement",
        )
        begin = max(match.start("parties"), clauses.sentences[sentence].span.start)
        mention.parties = _parties(text, begin, match.end("parties"))
        topic = TOPIC.match(match["rest"])
        offset = match.start("rest")
        if topic is not None and topic["with"]:
            name = re.sub(r"^the\s", "", topic["with"])
            end = offset + topic.end("with")
            mention.parties.append(Value(name, Span(end - len(name), end), "party"))
        if topic is not None:
            mention.subject = Value(
                topic["topic"].strip(),
                Span(
                    offset + topic.start("topic"), offset + topic.start("topic") + len(topic["topic"].strip())
                ),
                "subject_of_document",
            )
        elif match["before"].strip() and not re.fullmatch(
            r"(?:new|joint|a|the|two|cooperation)\s?", match["before"]
        ):
            before = match["before"].strip()
            mention.subject = Value(
                before,
                Span(match.start("before"), match.start("before") + len(before)),
                "subject_of_document",
            )
        amount = next(
            (a for a in amounts if match.start() <= a.span.start < clauses.sentences[sentence].span.end), None
        )
        if amount is not None and amount.span.start > match.end("parties"):
            mention.amount = Value(amount.text, amount.span, "sum_of_document")
        if len(mention.parties) > 1 or mention.subject is not None:
            mentions.append(mention)
    return mentions


def _parties(text: str, start: int, end: int) -> list[Value[str]]:
    phrase = text[start:end]
    lead = re.match(
        r"^.*?(?:ceremony|sidelines[^,]*|forum|conference|expo|Separately|Also|Meanwhile|September|October|June|May|at which|which),?\s(?=(?:the\s)?[A-Z])",
        phrase,
        re.DOTALL,
    )
    if lead is not None:
        start += lead.end()
    found = []
    position = start
    for name in re.split(r",\sand\s|,\s|\sand\s(?=(?:the\s)?[A-Z][\w’'&-]{0,30}\s(?:[A-Z&]|of))", text[start:end]):
        clean = re.sub(r"^(?:the|The)\s", "", name).strip()
        at = text.find(clean, position)
        if len(clean) > 2 and at >= 0 and clean[0].isupper():
            found.append(Value(clean, Span(at, at + len(clean)), "party"))
            position = at + len(clean)
    return found


def find_proposals(clauses: Clauses, forums: list[ForumMention]) -> list[ProposalMention]:
    text = clauses.text
    mentions: list[ProposalMention] = []
    for pattern, rule in ((PROPOSED, "proposed"), (INVITED, "invited")):
        for match in pattern.finditer(text):
            sentence = clauses.sentence_of(match.start())
            row = clauses.sentences[sentence]
            by = _by(clauses, match.start(), row.span)
            if row.is_title or by is None:
                continue
            span = Span(match.start("text"), match.end("text"))
            mention = ProposalMention(
                Span(match.start(), span.end),
                sentence,
                Value(match["text"].strip(), span, rule),
                [by],
                rule=rule,
            )
            if rule == "invited":
                person = next((p for p in clauses.people_in(Span(match.start("to"), match.end("to")))), None)
                name = person.name if person is not None else match["to"].strip()
                mention.to = [Value(name, Span(match.start("to"), match.end("to")), "invited")]
            mention.forum = next((f for f in forums if span.overlaps(f.span)), None)
            mention.supported_by = _supporters(clauses, mention)
            mentions.append(mention)
    return sorted(mentions, key=lambda mention: mention.span)


def _by(clauses: Clauses, offset: int, sentence: Span) -> Value[str] | None:
    people = [p for p in clauses.people_in(sentence) if p.span.end <= offset]
    if people and offset - people[-1].span.end < 90:
        return Value(people[-1].name, people[-1].span, "proposed_by")
    side = re.search(
        r"(?:[Tt]he\s)(?P<side>[A-Z]\w+\sside|[A-Z][\w ]{2,50})\s$", clauses.text[sentence.start : offset]
    )
    if side is not None:
        start = sentence.start + side.start("side")
        return Value(side["side"], Span(start, start + len(side["side"])), "proposed_by")
    return None


def _supporters(clauses: Clauses, mention: ProposalMention) -> list[Value[str]]:
    text = clauses.text
    end = clauses.sentences[min(mention.sentence + 1, len(clauses.sentences) - 1)].span.end
    match = SUPPORTED.search(text, mention.span.end, end)
    if match is None:
        return []
    start = match.start("who")
    people = clauses.people_in(Span(start, match.end("who")))
    if people:
        return [
            Value(p.name, p.span, "supported_by")
            for p in people
            if p.name not in {v.value for v in mention.by}
        ]
    who = re.sub(r"^(?:[Tt]he|and the|and)\s", "", match["who"]).strip()
    at = text.find(who, start)
    sides = re.match(r"(?P<one>\w+)\sand\s(?P<other>\w+)\ssides$", who)
    if sides is not None:
        return [
            Value(f"{sides[group]} side", Span(at, at + len(who)), "supported_by")
            for group in ("one", "other")
        ]
    return [Value(who, Span(at, at + len(who)), "supported_by")] if "side" in who else []
