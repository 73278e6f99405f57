"""Parts of a programme in an English text and who spoke there."""

from __future__ import annotations

import re

from extraction.english.clauses import Clauses
from extraction.findings import Span, Value
from extraction.mentions import SessionMention

KIND = r"(?:[Bb]usiness\s|[Pp]anel\s|[Pp]arallel\s|[Ww]orking\s|[Tt]hematic\s)?(?:[Ss]ession|[Pp]anel(?:\s[Dd]iscussion)?|[Rr]ound\s?-?[Tt]able|[Ss]ection|[Ss]eminar|[Ww]orkshop|[Dd]iscussion|[Ww]ebinar|[Tt]rack|[Dd]ialogue)"
TITLED = re.compile(
    rf"(?P<plenary>[Pp]lenary\s(?:session|discussion|meeting)|{KIND})(?:\s(?:titled|entitled|called|on|named|dubbed))?,?\s[\"“](?P<title>[^\"”\n]{{3,90}}?)[,.]?[\"”]"
)
QUOTED = re.compile(
    r"(?:^|(?<=[.;]\s)|(?<=\n))(?:At\s)?[\"“](?P<title>[^\"”\n]{3,90}?)[,.]?[\"”](?=,?\s(?:was|[A-Z]|chaired|moderated|is))"
)
UNTITLED = re.compile(
    r"\b(?P<plenary>[Pp]lenary(?:\s(?:session|meeting|discussion))?)\b|\b(?P<signing>[Ss]igning ceremony)\b|\b(?P<other>[Oo]pening ceremony|[Cc]losing ceremony)\b|\b(?P<exhibition>[Ee]xhibition of [a-z ]{3,30})\b"
)
MEETING = re.compile(
    r"\b(?:(?P<held>held (?:a |talks|bilateral|closed)[\w -]{0,30}?(?:meeting|talks))|(?P<met>met (?:with\s)?(?:on the sidelines)?)|(?P<sidelines>[Oo]n the sidelines))\b"
)
SPOKE = re.compile(
    r"\b(?:opened|opens|moderated|moderates|chaired|chairs|presented|presents|present|spoke|speaks|said|told|delivered|addressed|addresses|warned|explained|described|used it|shared|argued|noted|welcomed|gave|added|"
    r"introduced|outlined|urged|called|led|open|close|closed|moderate|chair)\b"
)


def find_sessions(clauses: Clauses) -> list[SessionMention]:
    text = clauses.text
    mentions: list[SessionMention] = []
    for pattern in (TITLED, QUOTED):
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if (
                any(m.span.overlaps(span) for m in mentions)
                or clauses.sentences[clauses.sentence_of(match.start("title"))].is_title
            ):
                continue
            kind = (
                "plenary"
                if match.groupdict().get("plenary") and match["plenary"].lower().startswith("plenary")
                else "session"
            )
            if pattern is QUOTED and not _ran_in_panels(clauses, match.start()):
                continue
            title = Value(
                match["title"], Span(match.start("title"), match.end("title")), "title_in_quotation_marks"
            )
            mentions.append(
                SessionMention(
                    span, clauses.sentence_of(match.start("title")), kind, title, rule=f"titled_{kind}"
                )
            )
    for match in UNTITLED.finditer(text):
        span = Span(*match.span())
        sentence = clauses.sentence_of(match.start())
        if any(m.span.overlaps(span) for m in mentions) or clauses.sentences[sentence].is_title:
            continue
        kind = match.lastgroup or "plenary"
        if kind == "plenary" and re.match(r"\ssession of", text[match.end() - 8 : match.end() + 3]):
            continue
        mentions.append(
            SessionMention(span, sentence, kind, is_reference=kind == "other", rule=f"untitled_{kind}")
        )
    _meetings(clauses, mentions)
    mentions.sort(key=lambda mention: mention.span)
    _add_speakers(clauses, mentions)
    return mentions


def _ran_in_panels(clauses: Clauses, offset: int) -> bool:
    before = clauses.text[max(0, offset - 400) : offset]
    return re.search(r"\b(?:panels|sessions|sections|round tables|tracks)\b", before) is not None


def _meetings(clauses: Clauses, mentions: list[SessionMention]) -> None:
    for match in MEETING.finditer(clauses.text):
        sentence = clauses.sentence_of(match.start())
        row = clauses.sentences[sentence]
        words = clauses.sentence_text(sentence)
        people = clauses.people_in(row.span)
        meets = re.search(r"\b(?:met|meeting|talks|meets|will meet)\b", words) is not None
        if row.is_title or not meets or any(m.sentence == sentence and m.kind == "meeting" for m in mentions):
            continue
        if "sideline" not in words and len(people) < 2:
            continue
        if len(people) < 2 and re.search(r"\b(?:the two|both|they)\b", words) and sentence:
            people = clauses.people_in(clauses.sentences[sentence - 1].span)[-2:]
        if not people or re.search(r"\bsigned\b|\bNo official meetings\b", words):
            continue
        mention = SessionMention(Span(*match.span()), sentence, "meeting", rule="meeting_at_event")
        mention.speakers = [Value(p.name, p.span, "met") for p in people]
        mentions.append(mention)


def _add_speakers(clauses: Clauses, mentions: list[SessionMention]) -> None:
    current: SessionMention | None = None
    paragraph = -1
    for index, sentence in enumerate(clauses.sentences):
        if sentence.paragraph != paragraph:
            paragraph, current = sentence.paragraph, None
        here = [m for m in mentions if m.sentence == index and m.kind != "meeting"]
        words = clauses.sentence_text(index)
        people = clauses.people_in(sentence.span)
        if here:
            for person in people:
                if not _speaks(clauses, person.span, sentence.span):
                    continue
                before = [m for m in here if m.span.start <= person.span.start]
                (before[-1] if before else here[0]).speakers.append(Value(person.name, person.span, "spoke"))
            current = here[-1]
        elif current is not None and not sentence.is_background:
            if re.search(
                r"\b(?:signed|proposed|suggested|invited|met|delegation|the forum|to sign|conclude)\b",
                words,
                re.IGNORECASE,
            ):
                current = None if not re.search(r"\b(?:panel|session)\b", words) else current
                if current is None or re.search(r"\b(?:signed|met on)\b", words):
                    continue
            for person in people:
                if _speaks(clauses, person.span, sentence.span):
                    current.speakers.append(Value(person.name, person.span, "spoke_after"))


def _speaks(clauses: Clauses, person: Span, sentence: Span) -> bool:
    text = clauses.text
    before = text[sentence.start : person.start]
    after = text[person.end : min(sentence.end, person.end + 160)]
    if re.search(
        r"\b(?:by|[Mm]oderators?:?|[Ss]peakers?:[^.]*|[Ww]elcome by|[Cc]hair:?|with)\s(?:[A-Z][\w ,]{0,60})?$",
        before,
    ):
        return True
    if re.search(r"\b(?:by|and by|and|;)\s(?:Mr|Ms|Mrs|Dr|[\w ]{0,50})\.?\s?$", before) and re.search(
        r"\b(?:by|[Ss]peakers:)\b", before
    ):
        return True
    return SPOKE.search(after) is not None
