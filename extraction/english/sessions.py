"""Parts of a programme: sessions with their titles, who spoke there, and meetings on the sidelines."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from extraction.english.sides import Context, Side, list_at, sides_at
from extraction.english.subjects import subjects
from extraction.findings import Span, Value
from extraction.mentions import SessionMention

SESSION_WORDS = (
    r"plenary (?:session|discussion|meeting|panel|sitting)|plenary"
    r"|(?:business|thematic|working|breakout|strategic|sectoral|special|afternoon|morning|evening|parallel|final|first|second|third|expert|investment|regional|youth|pitch|panel|main|themed|open)?\s?"
    r"(?:session|panel discussion|panel debate|panel|round ?-?table(?: discussion)?|section|workshop|seminar|discussion|master class|masterclass|track|webinar|business breakfast|business dialogue|debate)"
)
SESSION = re.compile(rf"\b(?:{SESSION_WORDS})\b(?!s)", re.IGNORECASE)
CEREMONY = re.compile(
    r"\b(?:(?P<signing>(?:official |formal |solemn )?signing ceremony)|(?P<other>(?:official |grand |gala )?(?:opening|closing) ceremony|award ceremony))\b",
    re.IGNORECASE,
)
INTRODUCES_TITLE = re.compile(
    r"(?:(?:No\.? ?)?(?:\d{1,2}|[IVX]{1,4}|[A-Z])(?=[,:. ]|$))?(?:on [a-z -]{3,40}(?=,))?(?:,\s?)?(?:titled|entitled|called|named|dubbed|themed|on|under the (?:title|theme|heading|motto)|on the (?:topic|theme|subject)(?: of)?|:)?\s?$"
)
MANY = re.compile(
    r"\b(?:panels|sessions|sections|round tables|roundtables|tracks|discussions|workshops|blocks|debates)\b",
    re.IGNORECASE,
)
NEGATED = re.compile(r"\b(?:no|not|without|instead of)\s(?:\w+\s){0,2}$", re.IGNORECASE)
TIME = re.compile(r"\d{1,2}[:.]\d\d")
ON_SESSION = frozenset(
    ["opened", "opens", "moderated", "moderates", "chaired", "chairs", "addressed", "addresses", "closed",
    "closes", "led", "leads", "facilitated", "hosted", "attended", "open", "moderate", "chair", "address",
    "close"]
)  # fmt: skip
BY_VERBS = re.compile(
    r"\b(?:moderated|chaired|opened|addressed|led|facilitated|hosted|presided over|delivered|given|made|closed|headed|presented|read|introduced|run|followed)(?: jointly)?(?: (?:on|at|in) [\w ]{2,30}?| again| as usual)? by\b"
)
ITEM_BY = re.compile(
    r"\b(?:[Ww]elcome(?: address| speech| remarks)?|[Oo]pening (?:remarks|address|speech)|[Kk]eynote(?: address| speech)?|[Aa]ddress|[Pp]resentation|[Rr]eport|[Tt]alk|[Ll]ecture) by\b"
)
LABEL = re.compile(
    r"\b(?:Moderators?|Speakers?|Chair(?:man|person|woman)?|Panell?ists?|Presenters?|Keynote(?: speakers?)?|Participants include|Opening remarks|Welcome(?: address| remarks)?|Host|Facilitator|[Oo]n stage|[Ii]n the chair|[Oo]n the panel)\s?:|\b(?:[Ww]ith (?:him|her|them) on stage (?:is|are|was|were)|[Oo]n stage with (?:him|her|them) (?:is|are|was|were))\b|\b(?:moderators?|chair|panell?ists?|speakers?|presenters?|keynote speaker)\s(?=[A-Z][a-z’'-]+\s[A-Z])"
)
SPOKE = frozenset(
    ["spoke", "speaks", "speak", "presented", "presents", "present", "described", "describes", "describe",
    "explained", "explains", "explain", "delivered", "delivers", "deliver", "outlined", "outlines",
    "outline", "warned", "shared", "shares", "share", "unveiled", "unveils", "introduced", "introduces",
    "gave", "gives", "give", "argued", "lectured", "talked", "reported", "used", "pitched", "showcased",
    "detailed", "demonstrated", "discussed", "briefed", "reviewed", "urged", "read"]
)  # fmt: skip
SAID = frozenset(
    ["said", "told", "says", "noted", "stressed", "added", "emphasised", "emphasized", "pointed", "stated",
    "underlined", "called", "recalled", "announced", "welcomed", "remarked"]
)  # fmt: skip
FEATURES = re.compile(
    r"\b(?:featur(?:ed|ing|es) (?:\w+ )?(?:speeches|addresses|remarks|presentations|talks|contributions) (?:by|from)|Among (?:those who spoke|those speaking|those taking the floor|the speakers|the panell?ists)[^.;]{0,60}? (?:were|was|are|is)|featured|featuring|features|will feature|heard (?:from|presentations by|reports by)|will hear (?:from)?|hears from|brought together|with the participation of|with contributions from|with speakers(?: including)?|[Ss]peakers (?:included|include|were|will include)|[Pp]anell?ists (?:included|include)|[Ss]peakers at the \w+ (?:included|include))\b"
)
IN_TURN = frozenset(
    ["first", "second", "third", "fourth", "fifth", "other", "last", "next", "one", "another", "final"]
)
TIMED = re.compile(
    r"(?m)^(?:\d{1,2}[:.]\d\d(?:\s?[-–]\s?\d{1,2}[:.]\d\d)?[.,]?\s)(?P<title>[A-Z][\w’' -]{2,40}?(?:pitch|dialogue|hackathon|breakfast|showcase|matchmaking|exhibition|competition)(?:: [A-Z][\w’' -]{2,40})?)(?=[.(,;\n]| \()"
)
INTRANSITIVE = frozenset({"moderated", "moderates", "presided", "chaired", "moderating", "spoke", "moderate"})
AMONG = re.compile(
    r"\w+ (?:also )?(?:(?:among|one of|another of) the (?:\w+ )?(?:speakers|panell?ists|presenters|moderators)|in the chair|on the panel|the (?:moderator|chair|keynote speaker))\b"
)
LONGEST_AMONG = 60
SIDELINES = re.compile(r"\b(?:on|in|at) the (?:sidelines|margins|fringes)\b", re.IGNORECASE)
MET = re.compile(
    r"\b(?:met|meets|will meet|(?:had|held) (?:a |an |several |separate |bilateral |private |closed-door |closed |working |brief |business )*(?:meeting|talks|negotiations|consultations|discussions|breakfast|lunch|dinner))\b"
)
AT_MEETING = re.compile(
    r"\b(?:discussed|reviewed|considered|exchanged views|agreed|compared notes|talked)\b(?=[^.;]{0,90}?\b(?:at|during|in) (?:a|their|the) (?:[\w-]+ )?(?:meeting|talks)\b)"
)
BETWEEN = re.compile(
    r"\b(?:[Mm]eeting|[Tt]alks|[Nn]egotiations|[Cc]onsultations)(?: (?:also )?(?:took place|were held|was held|are planned|is planned|are to be held|will take place))? between\b"
)


def find_sessions(context: Context) -> list[SessionMention]:
    """All parts of programmes, in the order of the text."""
    finder = _Finder(context)
    finder.find()
    finder.find_speakers()
    finder.find_meetings()
    return sorted(finder.found, key=lambda mention: mention.span)


@dataclass(slots=True)
class Spot:
    """Words that mean a session: its announcement, or "the session" later."""

    span: Span
    sentence: int
    mention: SessionMention


class _Finder:
    """The sessions of one text while their speakers are gathered."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.tokens = context.tokens
        self.starts = [word.start for word in self.tokens.words]
        self.found: list[SessionMention] = []
        self.spots: list[Spot] = []

    def token(self, offset: int) -> int:
        """The token at or behind an offset."""
        return bisect_left(self.starts, offset)

    def find(self) -> None:
        text = self.tokens.text
        used: set[int] = set()
        for match in SESSION.finditer(text):
            self._add(match, self._kind(match[0]), used)
        for match in CEREMONY.finditer(text):
            self._add(match, "signing" if match["signing"] else "other", used)
        self._quotations(used)
        self._timed()
        self.found.sort(key=lambda mention: mention.span)
        self._resolve()

    def _resolve(self) -> None:
        """ "The session", "the panel" means the one told of just before in the paragraph."""
        kept: list[SessionMention] = []
        for mention in self.found:
            paragraph = self.tokens.sentences[mention.sentence].paragraph
            meant = (
                kept[-1] if kept and self.tokens.sentences[kept[-1].sentence].paragraph == paragraph else None
            )
            if mention.rule == "closing_on_topic":
                meant = next((m for m in kept if m.rule == mention.rule), None)
                if meant is None:
                    kept.append(mention)
                    meant = mention
            elif (
                not mention.is_reference
                or mention.title is not None
                or mention.kind != "session"
                or meant is None
            ):
                kept.append(mention)
                meant = mention
            self.spots.append(Spot(mention.span, mention.sentence, meant))
        self.found = kept

    @staticmethod
    def _kind(words: str) -> str:
        return "plenary" if words.lower().lstrip().startswith("plenary") else "session"

    def _add(self, match: re.Match[str], kind: str, used: set[int]) -> None:
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        index = self.token(start)
        if (
            index >= len(self.tokens.words)
            or index in self.context.in_event
            or index in self.tokens.quoted_at
        ):
            return
        sentence = self.tokens.words[index].sentence
        if self.tokens.sentences[sentence].is_title:
            return
        before = self.tokens.text[max(0, start - 30) : start]
        if NEGATED.search(before):
            return
        last = self.token(match.end())
        title, end = self._title_after(last, sentence)
        if title is None:
            title, start = self._title_before(index, start)
        word = self.tokens.lower(index - 1)
        is_reference = title is None and (
            word in ("the", "this", "that", "same")
            or kind == "session"
            and word not in ("a", "an", "another")
        )
        if (
            kind == "session"
            and title is None
            and not re.search(
                r"session|panel|table|section|workshop|seminar|class|breakfast", match[0], re.IGNORECASE
            )
        ):
            return
        if kind in ("plenary", "signing", "other"):
            is_reference = kind == "other"
        rule = f"{kind}_titled" if title else f"{kind}_announced"
        if kind == "other" and "closing" in match[0].lower():
            is_reference, rule = True, "closing_on_topic"  # never the opening told of before
        for position in range(index, self.token(end or match.end())):
            used.add(position)
        self.found.append(
            SessionMention(
                Span(start, end or match.end()), sentence, kind, title, is_reference=is_reference, rule=rule
            )
        )

    def _title_after(self, last: int, sentence: int) -> tuple[Value[str] | None, int]:
        limit = self.tokens.bounds[sentence][1]
        for index in range(last, min(last + 6, limit)):
            if index in self.tokens.quotations:
                begin = self.tokens.words[last - 1].end
                between = self.tokens.text[begin : self.tokens.words[index].start].strip()
                if between and not INTRODUCES_TITLE.fullmatch(between):
                    return None, 0
                return self._title(index)
        return None, 0

    def _title(self, opening: int) -> tuple[Value[str] | None, int]:
        closing = self.tokens.quotations[opening]
        last = closing
        while last > opening + 1 and self.tokens.words[last - 1].text in (",", "."):
            last -= 1
        if last <= opening + 1:
            return None, 0
        span = self.tokens.span(opening + 1, last)
        return Value(
            self.tokens.string(opening + 1, last), span, "title_in_quotation_marks"
        ), self.tokens.words[closing].end

    def _title_before(self, index: int, start: int) -> tuple[Value[str] | None, int]:
        """'The "Green Routes" session'."""
        opening = self.tokens.quoted_at.get(index - 1)
        if opening is None or self.tokens.quotations.get(opening) != index - 1:
            return None, start
        title, _ = self._title(opening)
        return title, self.tokens.words[opening].start if title else start

    def _timed(self) -> None:
        """ "15:00-16:15. Investment pitch: Primorye." in a programme: a session without quotation marks."""
        for match in TIMED.finditer(self.tokens.text):
            index = self.token(match.start("title"))
            if (
                index >= len(self.tokens.words)
                or index in self.context.in_event
                or index in self.tokens.quoted_at
            ):
                continue
            sentence = self.tokens.words[index].sentence
            if any(m.sentence == sentence for m in self.found):
                continue
            span = Span(*match.span("title"))
            kind = "exhibition" if "xhibition" in match["title"] else "session"
            title = Value(match["title"], span, "title_of_programme")
            self.found.append(SessionMention(span, sentence, kind, title, rule="session_timed"))

    def _quotations(self, used: set[int]) -> None:
        """A title alone, where the text has told of panels before: 'At "Seafood", Tao presented…'."""
        seen_many = MANY.search(self.tokens.text)
        titles = {m.title.value for m in self.found if m.title}
        for opening, closing in self.tokens.quotations.items():
            if opening in used or opening in self.context.in_event:
                continue
            title, end = self._title(opening)
            is_counted = self._is_in_list_of_titles(opening)
            if (
                title is None
                or closing - opening < 3
                and not is_counted
                or not self.tokens.words[opening + 1].is_capitalised
            ):
                continue
            sentence = self.tokens.words[opening].sentence
            start = self.tokens.bounds[sentence][0]
            is_known = title.value in titles
            is_slot = (
                opening == start
                or self.tokens.lower(opening - 1) in ("at", "during", "in")
                and opening - start <= 2
            )
            is_slot = (
                is_slot
                or self.tokens.lower(opening - 1) in (",", ":")
                and self.tokens.lower(opening - 2) in IN_TURN
            )
            is_slot = (
                is_slot
                or is_counted
                or opening == start + 1
                and bool(TIME.match(self.tokens.words[start].text))
            )
            is_timed = opening == start + 1 and bool(TIME.match(self.tokens.words[start].text))
            is_listed = (
                is_timed or seen_many is not None and seen_many.start() < self.tokens.words[opening].start
            )
            if self.tokens.sentences[sentence].is_title or not (
                is_known or is_slot and (is_listed or self._is_run(closing))
            ):
                continue
            if self.tokens.words[closing - 1].text in (",", ".") and self._is_said(closing):
                continue
            self.found.append(
                SessionMention(
                    Span(self.tokens.words[opening].start, end),
                    sentence,
                    "session",
                    title,
                    rule="session_by_title",
                )
            )

    def _is_in_list_of_titles(self, opening: int) -> bool:
        """'Parallel sessions "A" and "B"', 'two panels: "A", "B" and "C"'."""
        index = opening - 1
        floor = self.tokens.start_of(opening)
        while index > floor:
            lower = self.tokens.lower(index)
            before = self.tokens.quoted_at.get(index)
            if before is not None and self.tokens.quotations.get(before) == index:
                index = before - 1
            elif lower in ("and", ",", "&", ":", "titled", "on", "entitled", "called"):
                index -= 1
            else:
                break
        words = f"{self.tokens.lower(index - 1)} {self.tokens.lower(index)}"
        return any(MANY.fullmatch(name) for name in (self.tokens.lower(index), words))

    def _is_run(self, closing: int) -> bool:
        after = self.tokens.text[self.tokens.words[closing].end : self.tokens.words[closing].end + 30]
        return re.match(r",?\s(?:was |is |will be )?(?:moderated|chaired|opened) by", after) is not None

    def _is_said(self, closing: int) -> bool:
        return any(
            self.tokens.lower(i) in ("said", "says", "added", "noted", "told")
            for i in range(closing + 1, min(closing + 12, len(self.tokens.words)))
        )

    # Speakers

    def find_speakers(self) -> None:
        by_sentence: dict[int, list[Spot]] = {}
        for spot in self.spots:
            by_sentence.setdefault(spot.sentence, []).append(spot)
        current: SessionMention | None = None
        paragraph = -1
        for number, (start, end) in enumerate(self.tokens.bounds):
            sentence = self.tokens.sentences[number]
            if sentence.paragraph != paragraph:
                paragraph = sentence.paragraph
                if current is not None and not self._goes_on(start):
                    current = None
            here = by_sentence.get(number, [])
            if here or current is not None:
                self._sentence(start, end, here, current)
            if here:
                current = here[-1].mention

    def _goes_on(self, start: int) -> bool:
        """A line "Moderator: …" of its own goes with the session of the line before."""
        text = self.tokens.text[self.tokens.words[start].start : self.tokens.words[start].start + 40]
        return LABEL.match(text) is not None or self.tokens.words[start].text in "•-–—"

    def _sentence(self, start: int, end: int, here: list[Spot], current: SessionMention | None) -> None:
        span = Span(self.tokens.words[start].start, self.tokens.words[end - 1].end)
        for pattern in (BY_VERBS, LABEL, ITEM_BY, FEATURES):
            for match in pattern.finditer(self.tokens.text, span.start, span.end):
                if match.start() and self.tokens.text[match.start() - 1].isalpha():
                    continue
                target = self._target(here, current, match.start())
                if target is not None and not self._is_other(match, target):
                    self._attach(target, list_at(self.context, self.token(match.end()), end))
        for spot in here:
            after = self.token(spot.span.end)
            if self.tokens.lower(after) == "with" and after < end and spot.mention.title is not None:
                self._attach(spot.mention, list_at(self.context, after + 1, end))
        for index in range(start, end):
            if index in self.tokens.quoted_at or index in self.context.in_event:
                continue
            target = self._session_of_verb(index, here, current)
            if target is not None:
                self._attach(target, subjects(self.context, index, start))

    def _session_of_verb(
        self, index: int, here: list[Spot], current: SessionMention | None
    ) -> SessionMention | None:
        """The session of which a verb tells that somebody spoke or presided there."""
        lower, following = self.tokens.lower(index), self.tokens.lower(index + 1)
        at_hand = self._target(here, current, self.tokens.words[index].start)
        if self._is_among_speakers(index) or lower in INTRANSITIVE and following in (".", ";", ","):
            return at_hand
        if lower in ON_SESSION:
            return self._object(here, index) or self._meant(index, current, here)
        is_said = lower in SPOKE or lower in SAID and (bool(here) or self._addresses(index))
        if not is_said or lower == "used" and following not in ("it", "the", "a", "this"):
            return None
        return self._object(here, index) or at_hand

    def _is_other(self, match: re.Match[str], target: SessionMention) -> bool:
        """ "A delegation headed by": said of something else than the session."""
        before = self.tokens.text[max(target.span.end, match.start() - 60) : match.start()].lower()
        verb = match[0].split()[0].lower()
        return verb in ("led", "headed", "hosted") and any(
            w in before for w in ("delegation", "party", "mission", "group", "people", "forum")
        )

    def _is_among_speakers(self, index: int) -> bool:
        """ "X was among the speakers", "X is in the chair"."""
        text = self.tokens.text[self.tokens.words[index].start :][:LONGEST_AMONG]
        return self.tokens.lower(index) in ("was", "were", "is", "are") and AMONG.match(text) is not None

    def _addresses(self, index: int) -> bool:
        return self.tokens.lower(index) == "told" and self.tokens.lower(index + 1) == "the" and self.tokens.lower(index + 2) in ("session", "panel", "plenary", "participants", "audience")  # fmt: skip

    def _meant(self, index: int, current: SessionMention | None, here: list[Spot]) -> SessionMention | None:
        """ "X opened it"; "Moderated by" alone is told by its own pattern."""
        if self.tokens.lower(index + 1) == "it":
            return self._target(here, current, self.tokens.words[index].start)
        return None

    def _object(self, here: list[Spot], verb: int) -> SessionMention | None:
        """The session behind a verb: "opened the plenary session", "spoke … at the panel"."""
        offset = self.tokens.words[verb].end
        for spot in here:
            if spot.span.start < offset:
                continue
            between = self.tokens.text[offset : spot.span.start]
            if (
                len(between) < 14
                or re.search(
                    r"\b(?:at|in|on|during|to|of)\s(?:the|a|an|that)?\s?(?:[\w-]+(?:['’]s)?\s){0,2}$", between
                )
                and "." not in between
                and ";" not in between
            ):
                return spot.mention
        return None

    def _target(self, here: list[Spot], current: SessionMention | None, offset: int) -> SessionMention | None:
        before = [spot for spot in here if spot.span.start < offset]
        return before[-1].mention if before else current

    @staticmethod
    def _attach(target: SessionMention, sides: list[Side]) -> None:
        known = {speaker.value for speaker in target.speakers}
        target.speakers += [s.value("speaker") for s in sides if s.kind == "person" and s.name not in known]

    # Meetings

    def find_meetings(self) -> None:
        for number, (start, end) in enumerate(self.tokens.bounds):
            sentence = self.tokens.sentences[number]
            text = self.tokens.text[sentence.span.start : sentence.span.end]
            is_listed = TIME.search(text[:30]) is not None
            is_at_event = is_listed or SIDELINES.search(text) or self._has_event(start, end)
            if sentence.is_title or not (is_at_event or self._follows_session(number)):
                continue
            if is_at_event:
                for match in AT_MEETING.finditer(text):
                    self._discussed(
                        number, sentence.span.start + match.start(), sentence.span.start + match.end()
                    )
            for match in (*MET.finditer(text), *BETWEEN.finditer(text)):
                self._meeting(
                    number,
                    sentence.span.start + match.start(),
                    sentence.span.start + match.end(),
                    match.re is BETWEEN,
                )

    def _follows_session(self, number: int) -> bool:
        """The paragraph has told of a session before."""
        paragraph = self.tokens.sentences[number].paragraph
        return any(
            spot.sentence < number and self.tokens.sentences[spot.sentence].paragraph == paragraph
            for spot in self.spots
        )

    def _has_event(self, start: int, end: int) -> bool:
        """ "During the forum", "at the expo" in the sentence of the meeting."""
        return any(
            first in self.context.events and self.tokens.lower(first - 1) in ("during", "at", "of", "within")
            for first in range(start, end)
        )

    def _discussed(self, number: int, start: int, end: int) -> None:
        """ "X and Y discussed … at a meeting on the fringes of the forum"."""
        people = [
            s
            for s in subjects(self.context, self.token(start), self.tokens.bounds[number][0])
            if s.kind == "person"
        ]
        if len(people) > 1:
            mention = SessionMention(Span(start, end), number, "meeting", rule="meeting_on_the_sidelines")
            self._attach(mention, people)
            self.found.append(mention)

    def _meeting(self, number: int, start: int, end: int, is_between: bool) -> None:
        first, limit = self.tokens.bounds[number]
        verb, after = self.token(start), self.token(end)
        people: list[Side] = (
            [] if is_between else [s for s in subjects(self.context, verb, first) if s.kind == "person"]
        )
        if is_between or self.tokens.lower(after) == "with":
            people += [
                s
                for s in list_at(self.context, after + (0 if is_between else 1), limit)
                if s.kind == "person"
            ]
        elif self.tokens.words[verb].lower in ("met", "meets"):
            people += [s for s in list_at(self.context, after, limit) if s.kind == "person"]
        else:
            with_at = next(
                (i for i in range(after, min(after + 12, limit)) if self.tokens.lower(i) == "with"), None
            )
            if with_at is not None:
                people += [s for s in list_at(self.context, with_at + 1, limit) if s.kind == "person"]
        if len({p.name for p in people}) < 2 and not (
            people and not is_between and sides_at(self.context, after, limit)
        ):
            return
        mention = SessionMention(Span(start, end), number, "meeting", rule="meeting_on_the_sidelines")
        self._attach(mention, people)
        self.found.append(mention)
