"""Proposals: who proposed what to whom, and who supported it."""

from __future__ import annotations

import re
from bisect import bisect_left

from extraction.english.sides import Context, Side, list_at, sides_at
from extraction.english.subjects import sides_before, subjects
from extraction.findings import Span, Value
from extraction.mentions import ForumMention, ProposalMention

PROPOSES = re.compile(
    r"\b(?P<verb>suggested|suggests|proposed|proposes|propose|suggest|floated (?:the|an) idea|floated(?= [A-Z])|tabled (?:a|the) proposal|(?:raised|aired|advanced) (?:the|an) (?:idea|possibility|prospect)|voiced (?:the|an|a) (?:idea|proposal|initiative)|made (?:a|the) proposal|put forward (?:a|an|the) (?:proposal|idea|initiative)|came up with (?:a|an|the) (?:proposal|idea|initiative)|offered(?= to)|recommended|advocated)\b"
)
CALLS = re.compile(
    r"\b(?:called for|calls for|calling for|called on|calls on|called upon|urged|urges|invited|invites|appealed to|extended an invitation to|issued an invitation to)\b"
)
SPOKEN = re.compile(
    r"[\"“](?P<lead>[^\"”\n]{0,80}?\b(?:I|We|we)(?:['’]d like to|['’]d| would like to| want to| therefore| also| would)?\s(?P<verb>propose|suggest|invite|urge|call for|call on|recommend)\b)(?P<text>[^\"”\n]{4,300})[\"”]"
)
# "X's proposal to …", "a proposal to … was made by X", "the idea of … came from X"
NOUN = r"(?:proposal|suggestion|initiative|idea|recommendation|call|offer)"
OWNED = re.compile(rf"['’]s?\s(?:\w+\s)?(?P<noun>{NOUN})\s(?P<link>to|that|of|for)\s")
MADE_BY = re.compile(
    rf"\b(?:[Aa]n?|[Tt]he) (?:\w+ )?{NOUN}\s(?P<link>to|that|of|for)\s(?P<text>[^.;]{{6,200}}?)\s(?:was|were|is|has been|had been)\s(?:also\s)?(?:made|put forward|voiced|tabled|submitted|raised|floated|advanced|expressed)\sby\s"
)
CAME_FROM = re.compile(
    rf"\b[Tt]he {NOUN}\s(?P<link>to|that|of|for)\s(?P<text>[^.;]{{6,200}}?)\s(?:came from|belongs to)\s"
)
WISHES = re.compile(
    r"\bexpressed (?:the |his |her |their )?(?:wish|hope|desire)\sthat\b|\b(?:would like|wants|wished|hopes)\s(?=(?:the|a|an|to see|next|this|future)\s?[^.;]{0,80}?\bto (?:be held|be hosted|take place|move|go)\b)"
    r"|\b(?:pressed|pushed|argued|lobbied|spoke out|came out) (?:for|in favou?r of)\b|\basked\s(?=[^.;]{3,60}?\sto\b)"
    r"|\b(?:said|noted|stressed|added|believes|argued) (?:that )?(?:it (?:was|is|would be) (?:time|worth(?:while)?|a good idea|good|useful|necessary|sensible|expedient|advisable)|there (?:was|is) a need)\s(?:to|for)?"
)
UP_FRONT = re.compile(
    r"\bIt would be (?:a good idea|good|useful|sensible|worthwhile|right|logical) to (?P<text>[^.;\"”]{6,160}?),[\"”]?\s(?:said|says|according to)\s"
)
INVITED_BY = re.compile(
    r"\b(?:[Aa]n invitation|[Ii]nvitations) to (?P<text>[^.;]{4,90}?) (?:was|were|has been) (?:extended|sent|handed|issued|addressed) to (?P<to>[^.;]{3,60}?) by\s"
)
LET_US = re.compile(r"[\"“](?:Let us|Let['’]s|Why don['’]t we|Why not)\s(?P<text>[^\"”\n]{6,200})[\"”]")
NOBODY = re.compile(r"\b[Ii]t was (?:also )?(?:proposed|suggested)\b")
PASSIVE = re.compile(r"\b(?:was|were|is|are|been|be)\s(?:also\s)?$")
CLAUSE_END = re.compile(
    r";|\.\s|\.$|,\s(?:[\w’']+\s){1,4}?(?:learned|learnt|reported|reports|said|says|told|informed|informs|announced|noted|wrote|writes)\b|,\saccording to\b|,\san? (?:proposal|suggestion|idea|initiative|offer|move) (?=(?:supported|backed|welcomed|endorsed|accepted) by)|,\s(?:an?|the) (?:idea|proposal|suggestion|initiative|request|plan|call|move|step) (?:that|which|he|she|they|(?=[A-Z][^,.;]{1,40}? (?:said|called|welcomed|backed|liked|rejected|would|promised)))\b|\swhen (?:he|she|they|it|we)\b|,\s(?:to which|something|which|who|where|adding|saying|noting|stressing|while|but|so that)\b|,?\sand\s(?=(?:the\s)?[A-Z][^.;]{0,60}?\s(?:supported|backed|welcomed|endorsed|agreed|accepted|approved|seconded|said|noted)\b)|\s[—–]\s|,?\s(?:and|but)\s(?:he|she|it|they)\s|\)|$"
)
SUPPORTS = re.compile(
    r"\b(?:supports?(?= (?:the|this|that|it|his|her))|backs|welcomes|endorses|(?:was|is|were|are|spoke|came out) in favou?r(?: of)?|voiced (?:his |her |its |their )?support|gave (?:his|her|its|their) backing|supported|backed|welcomed|endorsed|seconded|approved|accepted|agreed(?: to| with| on)?|concurred|consented|promised to (?:come|attend|consider|visit)|said (?:he|she|they) would (?:come|attend|gladly)|said yes|liked|embraced|echoed|hailed|expressed (?:its |his |her |their )?(?:support|readiness))\b(?P<object>(?: (?:for|to|with))?\s(?:the|this|that|his|her|their|its|it)?\s?(?:\w+['’]s\s)?(?:\w+\s)?(?:proposal|suggestion|idea|initiative|invitation|plan|offer|it|call|move)?)?"
)
SUPPORTED_BY = re.compile(
    r"\b(?:recommendation|request|proposal|suggestion|idea|initiative|invitation|offer|plan|which)\b[^.;]{0,160}?\b(?:was|were|is|has been)\s(?:also\s|unanimously\s|warmly\s)?(?:supported|backed|welcomed|endorsed|seconded|approved|accepted)\sby\b|\b(?:met with|received|won|found|got|gained)\s(?:the )?(?:approval|support|backing|endorsement) (?:of|from)\b|,\s(?:a|an) (?:proposal|suggestion|idea|initiative|invitation|offer|move) (?:supported|backed|welcomed|endorsed|accepted) by\b|\bwith the (?:support|backing) of\b"
)
OBJECT = re.compile(
    r"\b(?:recommendation|request|proposal|suggestion|idea|initiative|invitation|offer|call)\b"
)
HOLDS = re.compile(
    r"\b(?:hold|holding|host|hosting|held|organi[sz]e|organi[sz]ing|hosted|organi[sz]ed|take place|stage|staging|convene|convening|conduct|conducting|run|place)\b"
)
SAYS = ("said", "says", "told", "added", "stressed", "noted", "suggested", "proposed", "concluded", "stated")
VERDICT = re.compile(
    r"\s(?:was|were|is|has been|met with|found|received|won|got|gained)\s(?:also |then |unanimously |warmly )?(?:the )?(?:supported|backed|welcomed|endorsed|approved|accepted|approval|support|backing|rejected|seconded|taken up)\b"
)
BARE_GUEST = re.compile(r"\b[Tt]he (?:company|firm|group|chamber|association|university) (?:has |have )?$")
SPEECH_REACH = 200
NEAR = 2  # sentences in which support for a proposal is told


def find_proposals(context: Context) -> list[ProposalMention]:
    """All proposals; the editions that they propose are marked as proposed."""
    finder = _Finder(context)
    for number, sentence in enumerate(context.tokens.sentences):
        if not sentence.is_title:
            finder.sentence(number)
            finder.spoken(number)
            finder.nominal(number)
            finder.support(number)
    return finder.found


class _Finder:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.tokens = context.tokens
        self.starts = [word.start for word in context.tokens.words]
        self.found: list[ProposalMention] = []

    def token(self, offset: int) -> int:
        return bisect_left(self.starts, offset)

    def sentence(self, number: int) -> None:
        span = self.tokens.sentences[number].span
        text = self.tokens.text
        for match in NOBODY.finditer(text, span.start, span.end):
            self._proposed(number, match.end(), span.end, [], "proposed_by_nobody_named", match.start())
        for match in PROPOSES.finditer(text, span.start, span.end):
            verb = self.token(match.start())
            if verb in self.tokens.quoted_at or PASSIVE.search(
                text, max(span.start, match.start() - 12), match.start()
            ):
                continue
            by = subjects(self.context, verb, self.tokens.bounds[number][0])
            if by:
                self._proposed(number, match.end(), span.end, by, "proposed", match.start())
        for match in CALLS.finditer(text, span.start, span.end):
            verb = self.token(match.start())
            if verb in self.tokens.quoted_at or PASSIVE.search(
                text, max(span.start, match.start() - 12), match.start()
            ):
                continue
            by = subjects(self.context, verb, self.tokens.bounds[number][0])
            if by:
                self._called(number, match, span.end, by)

    def _proposed(self, number: int, offset: int, limit: int, by: list[Side], rule: str, start: int) -> None:
        """ "Proposed (to X) that / to / -ing …"."""
        text = self.tokens.text
        to: list[Side] = []
        addressed = re.match(r"\sto\s(?:the\s)?(?=[A-Z]|his |her )", text[offset:limit])
        if addressed:
            to = list_at(self.context, self.token(offset + addressed.end()), self.token(limit))
            if to:
                offset = self.tokens.words[to[-1].end - 1].end
        lead = re.match(r"(?:\s(?:that|to|for|of))?\s", text[offset:limit])
        begin = offset + (lead.end() if lead else 0)
        self._add(number, begin, limit, by, to, rule, start)

    def _called(self, number: int, match: re.Match[str], limit: int, by: list[Side]) -> None:
        """ "Called for X", "called on / urged / invited X to …"."""
        text = self.tokens.text
        word = match[0]
        if word.endswith(" for"):
            begin = match.end() + 1
            self._add(number, begin, limit, by, [], "called_for", match.start())
            return
        to_at = re.search(r"\sto\s(?=(?:the\s)?\w)", text[match.end() : min(limit, match.end() + 120)])
        if to_at is None:
            return
        addressee_end = match.end() + to_at.start()
        sides = list_at(self.context, self.token(match.end() + 1), self.token(addressee_end))
        is_whole = bool(sides) and self.tokens.words[sides[-1].end - 1].end >= addressee_end
        to = [s.value("addressee") for s in sides] if is_whole else []
        if not to:
            span = Span(match.end() + 1, addressee_end)
            words = text[span.start : span.end]
            if not words.strip() or len(words.split()) > 6:
                return
            to = [Value(re.sub(r"^(?:the|all)\s", "", words), span, "addressee")]
        rule = "invited" if word.startswith("invit") else "called_on"
        self._add(number, match.end() + to_at.end(), limit, by, [], rule, match.start(), to)

    def nominal(self, number: int) -> None:
        """Proposals told by a noun: whose they are stands before it, or behind "by"."""
        span = self.tokens.sentences[number].span
        text = self.tokens.text
        first, limit = self.tokens.bounds[number]
        if self._has(number):
            return
        for match in OWNED.finditer(text, span.start, span.end):
            by = sides_before(self.context, self.token(match.start()), first)
            if by and by[-1].kind != "territory":
                self._add(
                    number,
                    match.end(),
                    self._noun_end(match.end(), span.end),
                    by[-1:],
                    [],
                    "proposal_of",
                    match.start(),
                )
        for pattern in (MADE_BY, CAME_FROM, UP_FRONT):
            for match in pattern.finditer(text, span.start, span.end):
                by = list_at(self.context, self.token(match.end()), limit)[:2]
                if by:
                    self._add(
                        number,
                        match.start("text"),
                        match.end("text"),
                        by,
                        [],
                        "proposal_made_by",
                        match.start(),
                    )
        for match in INVITED_BY.finditer(text, span.start, span.end):
            by = list_at(self.context, self.token(match.end()), limit)[:1]
            to = list_at(self.context, self.token(match.start("to")), self.token(match.end("to")))
            if by and to:
                self._add(number, match.start("text"), match.end("text"), by, to, "invited", match.start())
        for match in WISHES.finditer(text, span.start, span.end):
            by = subjects(self.context, self.token(match.start()), first)
            if by:
                self._wish(number, match, span.end, by)
        for match in LET_US.finditer(text, span.start, span.end + SPEECH_REACH):
            by = self._speaker(match.end()) if match.start() < span.end else []
            if by:
                self._add(
                    number,
                    match.start("text"),
                    match.end("text"),
                    by,
                    [],
                    "proposed_in_quotation",
                    match.start(),
                )

    def _has(self, number: int) -> bool:
        return bool(self.found) and self.found[-1].sentence == number

    def _noun_end(self, begin: int, end: int) -> int:
        """What is proposed ends where the sentence says what became of it."""
        verdict = VERDICT.search(self.tokens.text, begin, end)
        return verdict.start() if verdict is not None else end

    def _wish(self, number: int, match: re.Match[str], limit: int, by: list[Side]) -> None:
        if not match[0].startswith("asked"):
            self._add(number, match.end() + (match[0][-1] != " "), limit, by, [], "wished", match.start())
            return
        to_at = re.search(r"\sto\s", self.tokens.text[match.end() : limit])
        if to_at is None:
            return
        to = list_at(self.context, self.token(match.end()), self.token(match.end() + to_at.start()))
        if to:
            self._add(number, match.end() + to_at.end(), limit, by, to, "asked", match.start())

    def spoken(self, number: int) -> None:
        """'"We propose that … be held in Khabarovsk," X said.': the speaker proposes."""
        span = self.tokens.sentences[number].span
        text = self.tokens.text
        for match in SPOKEN.finditer(text, span.start, span.end + 200):
            if match.start() >= span.end:
                return
            by = self._speaker(match.end())
            if by:
                lead = re.match(r"\s(?:that|to|for)?\s?", match["text"])
                begin = match.start("text") + (lead.end() if lead else 0)
                self._add(number, begin, match.end("text"), by, [], "proposed_in_quotation", match.start())

    def _speaker(self, offset: int) -> list[Side]:
        """ "…," X said; "…," said X."""
        index = self.token(offset)
        words = self.tokens.words
        if index >= len(words):
            return []
        limit = self.tokens.end_of(index)
        if self.tokens.lower(index) in SAYS:
            return sides_at(self.context, index + 1, limit)[:1]
        sides = sides_at(self.context, index, limit)[:1]
        return sides if sides and self.tokens.lower(sides[0].end) in (*SAYS, ",") else []

    def _add(
        self,
        number: int,
        begin: int,
        limit: int,
        by: list[Side],
        to: list[Side],
        rule: str,
        start: int,
        to_values: list[Value[str]] | None = None,
    ) -> None:
        text = self.tokens.text
        end_match = CLAUSE_END.search(text, begin, limit)
        end = end_match.start() if end_match else limit
        if rule == "invited":
            cut = re.search(r",\s(?:to be held|which|scheduled|due)\b", text[begin:end])
            end = begin + cut.start() if cut else end
            article = re.match(r"(?:the|a|an)\s", text[begin:end])
            begin += article.end() if article else 0
        words = text[begin:end].rstrip(" .,")
        if len(words.split()) < 2:
            return
        span = Span(begin, begin + len(words))
        mention = ProposalMention(
            Span(start, span.end), number, Value(" ".join(words.split()), span, rule), rule=rule
        )
        mention.by = [s.value("proposed_by") for s in by]
        mention.to = to_values or [s.value("addressee") for s in to]
        mention.forum = self._forum(span, rule)
        self.found.append(mention)

    def _forum(self, span: Span, rule: str) -> ForumMention | None:
        """The event of the proposal; what is proposed to be held is a proposed edition."""
        text = self.tokens.text
        inside = [
            m
            for _, (_, m) in sorted(self.context.events.items())
            if span.start - 5 <= m.span.start < span.end
        ]
        if not inside:
            return None
        mention = inside[0]
        before = text[span.start : mention.span.start]
        after = text[mention.span.end : mention.span.end + 24]
        is_held = (
            HOLDS.search(before)
            and len(before) < 60
            or re.match(r"\s(?:should\s|could\s)?(?:be (?:held|hosted|organi[sz]ed)|take place)", after)
        )
        is_whole = re.fullmatch(r"an? (?:\w+ )?[\"“]?", before) is not None  # "the idea of a Baikal Forum"
        if rule != "invited" and (is_held or is_whole):
            mention.status = Value("proposed", Span(span.start, mention.span.end), "proposed_to_be_held")
            mention.status_weight = 3
        return mention

    def support(self, number: int) -> None:
        """ "X supported the proposal" in the sentence of a proposal or just behind it."""
        span = self.tokens.sentences[number].span
        near = [p for p in self.found if number - p.sentence <= NEAR]
        if not near:
            return
        text = self.tokens.text
        for match in SUPPORTED_BY.finditer(text, span.start, span.end):
            earlier = [p for p in near if p.span.start < match.start()]
            if earlier:
                self._supported(
                    earlier[-1], list_at(self.context, self.token(match.end()), self.tokens.bounds[number][1])
                )
        for match in SUPPORTS.finditer(text, span.start, span.end):
            verb = self.token(match.start())
            earlier = [p for p in near if p.span.start < match.start()]
            if not earlier or verb in self.tokens.quoted_at:
                continue
            is_plain = match[0].split()[0] in ("accepted", "agreed", "concurred", "consented")
            is_promise = match[0].split()[0] in ("promised", "said")
            around = text[match.start() : match.end() + 30]
            has_object = OBJECT.search(around) or re.match(r"\w+ (?:it|this|that|him|her|them)\b", around)
            if (
                has_object
                or is_promise
                or is_plain
                and number - earlier[-1].sentence <= 1
                and re.match(
                    r"\w+(?=[.,;]| with\b| gladly| on the spot| at once| immediately| readily| to (?:attend|come|take part|host)| the\b| in principle)",
                    around,
                )
            ):
                sides = subjects(self.context, verb, self.tokens.bounds[number][0])
                if sides or not BARE_GUEST.search(text, span.start, match.start()):
                    self._supported(earlier[-1], sides)
                else:
                    earlier[-1].supported_by += earlier[-1].to

    def _supported(self, proposal: ProposalMention, sides: list[Side]) -> None:
        known = {v.value for v in (*proposal.supported_by, *proposal.by)}
        proposal.supported_by += [s.value("supported_by") for s in sides if s.name not in known]
