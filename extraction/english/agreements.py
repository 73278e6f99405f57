"""Agreements: documents that are signed, between whom, about what."""

from __future__ import annotations

import re

from extraction.english.agreement_sides import SideReader, signing_sides
from extraction.english.agreement_words import (
    A_SECOND,
    COUNTED,
    DEALS_REACH,
    DEALS_TOLD,
    DOCUMENT,
    DOCUMENTS,
    EXISTS,
    FOLLOWS_UP,
    GENERIC,
    ITEM,
    ITEM_MARK,
    LIST_OF_DEALS,
    LONGEST_LIST,
    NEGATED,
    ONE_BETWEEN,
    ONE_OF_THEM,
    PAIR,
    PASSIVE,
    PAYS,
    PREVIOUS,
    SCALES,
    SEVERAL,
    SIDES_REACH,
    SIGNS,
    SUBJECT,
    SUBJECT_END,
    SUPPLIES,
    TOLD_BETWEEN,
    UNDER,
    VERBISH,
)
from extraction.english.phrases import CALENDAR, DEMONYMS
from extraction.english.sides import Context, Side, list_at, sides_at
from extraction.english.text import CLOSING
from extraction.findings import Span, Value
from extraction.mentions import AgreementMention
from extraction.money import Amount

LONGEST_NAME, SHORTEST_NAME = 10, 2  # words of the proper name of a document


def find_agreements(context: Context, amounts: list[Amount]) -> list[AgreementMention]:
    """All documents, in the order of the text."""
    finder = _Finder(context, amounts)
    for number, sentence in enumerate(context.tokens.sentences):
        if not sentence.is_title:
            finder.sentence(number)
    return finder.found


class _Finder(SideReader):
    def sentence(self, number: int) -> None:
        span = self.tokens.sentences[number].span
        text = self.tokens.text
        documents = [
            match
            for match in DOCUMENT.finditer(text, span.start, span.end)
            if self.token(match.start()) not in self.tokens.quoted_at
            and self.token(match.start()) not in self.context.in_event
            and text[match.start() - 1 : match.start()] != "("  # "memorandums of understanding (MoU)"
            and not PREVIOUS.search(text, max(span.start, match.start() - 30), match.start())
        ]
        verbs = [
            m
            for m in SIGNS.finditer(text, span.start, span.end)
            if self.token(m.start()) not in self.tokens.quoted_at
            and text[m.end() : m.end() + 9] != " ceremony"
        ]
        self._follow_up(number)
        self._counted(number)
        self._several_between(number)
        self._under(number)
        self._told_in_two(number)
        self._listed(number)
        for index, document in enumerate(documents):
            limit = documents[index + 1].start() if index + 1 < len(documents) else span.end
            second = A_SECOND.search(text, document.end(), limit)
            limit = second.start() if second is not None else limit
            begin = documents[index - 1].end() if index else span.start
            if NEGATED.search(text, max(span.start, document.start() - 60), document.start()):
                continue
            passive = PASSIVE.search(text, document.end(), limit)
            is_told = passive is None and TOLD_BETWEEN.match(text, document.end(), limit) is not None
            goes_on = bool(self.found) and number - self.found[-1].sentence == 1
            goes_on = goes_on or PASSIVE.search(text, document.end(), span.end) is not None
            if is_told and (
                EXISTS.search(text, document.end(), limit)
                or goes_on
                or DEALS_TOLD.search(text, max(0, span.start - DEALS_REACH), document.start())
            ):
                self._read(number, document, begin, limit, self._between(document, limit))
                continue
            active = [
                v
                for v in verbs
                if v.end() <= document.start()
                and not NEGATED.search(text, max(span.start, v.start() - 20), v.start())
            ]
            if passive is not None:
                self._read(
                    number, document, begin, limit, self._passive_parties(number, document, passive, limit)
                )
            elif active and document.start() - active[-1].end() < 140:
                self._read(
                    number,
                    document,
                    active[-1].start() if index == 0 or active[-1].start() > begin else begin,
                    limit,
                    self._active_parties(number, active[-1], document, limit),
                )

    def _counted(self, number: int) -> None:
        """ "Two MoUs were signed: between A and B, on X; and between C and D, on Y"."""
        span = self.tokens.sentences[number].span
        text = self.tokens.text
        counted = COUNTED.search(text, span.start, span.end)
        if counted is None:
            self._one_of_them(number)
            return
        kind = next(
            k
            for k, words in DOCUMENTS
            if re.match(words, counted["what"].removesuffix("s")) or k == "agreement"
        )
        for match in re.finditer(r"between\s", text[counted.end() : span.end]):
            begin = counted.end() + match.end()
            parted = text.find(";", begin, span.end)
            end = parted if parted > 0 else span.end
            parties = signing_sides(list_at(self.context, self.token(begin), self.token(end)))
            if len(parties) < 2:
                continue
            what = Span(*counted.span("what"))
            mention = AgreementMention(
                what, number, Value(kind, what, f"{kind}_counted"), rule=f"{kind}_signed"
            )
            mention.parties = [side.value("signed_by") for side in parties]
            self._topic_behind(mention, self.tokens.words[parties[-1].end - 1].end, end)
            self.found.append(mention)

    def _several_between(self, number: int) -> None:
        """ "Memorandums have been signed on cooperation between A and B; between C and D": one for each pair."""
        span = self.tokens.sentences[number].span
        text = self.tokens.text
        found = SEVERAL.search(text, span.start, span.end)
        is_told = any(rule.search(text, span.start, span.end) is not None for rule in (COUNTED, ONE_BETWEEN))
        if found is None or is_told:
            return
        topic = re.match(
            r"\s(?:on|in the field of)\s(?P<what>[^.;]{3,80}?)(?=\sbetween\s)", text[found.end() : span.end]
        )
        word = found["what"].lower()
        kind = (
            "memorandum"
            if word.startswith("m")
            else "protocol"
            if word.startswith("p")
            else "contract"
            if word.startswith("c")
            else "agreement"
        )
        for match in re.finditer(r"\bbetween\s", text[found.end() : span.end]):
            begin = found.end() + match.end()
            parted = text.find(";", begin, span.end)
            parties = signing_sides(
                list_at(self.context, self.token(begin), self.token(parted if parted > 0 else span.end))
            )
            if len(parties) < 2:
                continue
            what = Span(*found.span("what"))
            mention = AgreementMention(
                what, number, Value(kind, what, f"{kind}_counted"), rule=f"{kind}_signed"
            )
            mention.parties = [side.value("signed_by") for side in parties]
            if topic is not None:
                where = Span(found.end() + topic.start("what"), found.end() + topic.end("what"))
                mention.subject = Value(topic["what"], where, "subject_of_document")
            self.found.append(mention)

    def _one_of_them(self, number: int) -> None:
        """ "Memoranda, including the one between A and B on quality marks, will be signed"."""
        span = self.tokens.sentences[number].span
        found = ONE_BETWEEN.search(self.tokens.text, span.start, span.end)
        if found is None or NEGATED.search(self.tokens.text, span.start, found.start()):
            return
        parties = signing_sides(list_at(self.context, self.token(found.end()), self.tokens.bounds[number][1]))
        if len(parties) < 2:
            return
        word = found["what"].lower()
        kind = "memorandum" if word.startswith("m") else word.removesuffix("s")
        kind = "agreement" if kind == "deal" else kind
        what = Span(*found.span("what"))
        mention = AgreementMention(what, number, Value(kind, what, f"{kind}_counted"), rule=f"{kind}_signed")
        mention.parties = [side.value("signed_by") for side in parties]
        begin = self.tokens.words[parties[-1].end - 1].end
        self._topic_behind(mention, begin + self.tokens.text.startswith(" ", begin), span.end)
        self.found.append(mention)

    def _topic_at(self, mention: AgreementMention, begin: int, end: int) -> None:
        """ "Signed between A and B on expanding trade": what stands behind the last side."""
        found = SUBJECT.match(self.tokens.text, begin, end)
        if found is None or CALENDAR.match(found["what"].split()[0].lower()) or found["what"][0].isdigit():
            return
        ending = SUBJECT_END.search(self.tokens.text, found.start("what"), end)
        words = self.tokens.text[found.start("what") : ending.start() if ending else end].rstrip(" .")
        if len(words) > 2:
            where = Span(found.start("what"), found.start("what") + len(words))
            mention.subject = Value(" ".join(words.split()), where, "subject_of_document")

    def _topic_behind(self, mention: AgreementMention, begin: int, end: int) -> None:
        found = SUBJECT.match(self.tokens.text, begin, end)
        if found is not None:
            ending = SUBJECT_END.search(self.tokens.text, found.start("what"), end)
            stop = ending.start() if ending else end
            words = self.tokens.text[found.start("what") : stop].rstrip(" .")
            if words:
                mention.subject = Value(
                    words, Span(found.start("what"), found.start("what") + len(words)), "subject_of_document"
                )
        amount = next((a for a in self.amounts if begin <= a.span.start < end), None)
        mention.amount = Value(amount.text, amount.span, "sum_of_document") if amount else None

    def _listed(self, number: int) -> None:
        """ "- A and B: ten-year lease, EUR 41 million;", "• A / B – memorandum on X" in a list of deals."""
        span = self.tokens.sentences[number].span
        text = self.tokens.text
        item = ITEM.match(text, span.start, span.end)
        if item is None or not self._is_list_of_deals(number):
            return
        parties: list[Side] = []
        at = item.start("parties")
        for piece in re.split(r"(\s[/–—-]\s)", item["parties"]):
            if piece.strip() and piece.strip() not in "/–—-":
                parties += signing_sides(list_at(self.context, self.token(at), self.token(at + len(piece))))
            at += len(piece)
        if len(parties) < 2:
            return
        document = DOCUMENT.search(text, item.start("what"), span.end)
        amount = next((a for a in self.amounts if item.start("what") <= a.span.start < span.end), None)
        if document is None and amount is None:
            return
        kind = document.lastgroup or "agreement" if document is not None else "contract"
        where = Span(*document.span()) if document is not None else Span(*item.span("what"))
        mention = AgreementMention(where, number, Value(kind, where, f"{kind}_listed"), rule=f"{kind}_signed")
        mention.parties = [side.value("signed_by") for side in parties]
        begin = document.end() if document is not None else item.start("what") - 1
        if document is not None:
            self._topic_behind(mention, begin, span.end)
        else:
            words = re.split(r"[,;(]", item["what"])[0].strip()
            mention.subject = Value(words, Span(item.start("what"), item.start("what") + len(words)), "item")
        mention.amount = Value(amount.text, amount.span, "sum_of_document") if amount else None
        self.found.append(mention)

    def _is_list_of_deals(self, number: int) -> bool:
        """The lines before the list speak of deals."""
        for before in range(number - 1, max(-1, number - LONGEST_LIST), -1):
            span = self.tokens.sentences[before].span
            if ITEM_MARK.match(self.tokens.text, span.start) is None:
                return (
                    LIST_OF_DEALS.search(self.tokens.text, max(0, span.start - DEALS_REACH), span.end)
                    is not None
                )
        return False

    def _follow_up(self, number: int) -> None:
        """ "Under the deal, which is valued at …": the sum of the document told of just before."""
        span = self.tokens.sentences[number].span
        if not self.found or number - self.found[-1].sentence > 2 or self.found[-1].amount is not None:
            return
        means = FOLLOWS_UP.search(self.tokens.text[span.start : span.end])
        if means is None or number == self.found[-1].sentence:
            return
        at = span.start + means.end()
        amount = next((a for a in self.amounts if at <= a.span.start < at + 80), None)
        if amount is not None:
            self.found[-1].amount = Value(amount.text, amount.span, "sum_of_document_before")

    def _under(self, number: int) -> None:
        """ "Under a contract signed on Wednesday, A will supply meals worth 62 million dollars to B"."""
        span = self.tokens.sentences[number].span
        text = self.tokens.text
        found = UNDER.search(text, span.start, span.end)
        if found is None:
            return
        first = self.token(found.end())
        verb = SUPPLIES.search(text, found.end(), span.end)
        if verb is None:
            return
        sellers = signing_sides(list_at(self.context, first, self.token(verb.start())))[:1]
        behind = list(re.finditer(r"\b(?:to|for|from|with)\s", text[verb.end() : span.end]))
        buyers: list[Side] = []
        end = span.end
        for match in behind:
            at = verb.end() + match.end()
            sides = [
                s
                for s in signing_sides(sides_at(self.context, self.token(at), self.tokens.bounds[number][1]))
                if s.kind != "person"
            ]
            if sides and sides[0].kind == "organization":
                buyers, end = sides[:1], verb.end() + match.start()
                break
        if not sellers or not buyers or any(m.sentence == number for m in self.found):
            return
        kind = found["kind"] if found["kind"] in ("contract", "memorandum") else "agreement"
        where = Span(*found.span("kind"))
        mention = AgreementMention(where, number, Value(kind, where, f"{kind}_under"), rule=f"{kind}_signed")
        mention.parties = [side.value("signed_by") for side in (*sellers, *buyers)]
        words = re.split(r"\s(?:worth|valued|for a total)\b|,", text[verb.end() : end])[0].strip()
        if words:
            begin = text.index(words, verb.end())
            mention.subject = Value(f"{words}", Span(begin, begin + len(words)), "what_is_supplied")
        amount = next((a for a in self.amounts if verb.end() <= a.span.start < span.end), None)
        mention.amount = Value(amount.text, amount.span, "sum_of_document") if amount else None
        self.found.append(mention)

    def _told_in_two(self, number: int) -> None:
        """ "The largest is a contract for looms. A will pay 19 million euros to B": the sides follow in the next sentence."""
        span = self.tokens.sentences[number].span
        text = self.tokens.text
        if number + 1 >= len(self.tokens.sentences):
            return
        found = ONE_OF_THEM.match(text, span.start, span.end)
        following = self.tokens.sentences[number + 1].span
        verb = PAYS.search(text, following.start, following.end)
        if found is None or verb is None:
            return
        first, limit = self.tokens.bounds[number + 1]
        one = signing_sides(list_at(self.context, first, self.token(verb.start())))[:1]
        other: list[Side] = []
        for match in re.finditer(r"\b(?:to|from|for)\s", text[verb.end() : following.end]):
            sides = signing_sides(sides_at(self.context, self.token(verb.end() + match.end()), limit))
            other = other or [s for s in sides if s.kind == "organization"][:1]
        if not one or not other:
            return
        kind = found["kind"] if found["kind"] in ("contract", "memorandum") else "agreement"
        where = Span(*found.span("kind"))
        mention = AgreementMention(where, number, Value(kind, where, f"{kind}_told"), rule=f"{kind}_signed")
        mention.parties = [side.value("signed_by") for side in (*one, *other)]
        mention.subject = Value(found["what"], Span(*found.span("what")), "subject_of_document")
        amount = next((a for a in self.amounts if span.start <= a.span.start < following.end), None)
        mention.amount = Value(amount.text, amount.span, "sum_of_document") if amount else None
        self.found.append(mention)

    def _read(
        self, number: int, document: re.Match[str], begin: int, limit: int, parties: list[Side]
    ) -> None:
        begin = max(begin, self.tokens.text.rfind(";", begin, document.start()) + 1)
        kind = document.lastgroup or "agreement"
        rule = f"{kind}_signed"
        mention = AgreementMention(
            Span(*document.span()), number, Value(kind, Span(*document.span()), rule), rule=rule
        )
        seen: set[str] = set()
        for side in parties:
            if side.name not in seen and not self._is_topic(side, document):
                seen.add(side.name)
                mention.parties.append(side.value("signed_by"))
        mention.subject = self._subject(document, limit) or self._modifiers(document, begin)
        end = min(limit, self.tokens.sentences[number].span.end)
        amount = next((a for a in self.amounts if begin <= a.span.start < end and not self._is_cost(a)), None)
        mention.amount = Value(amount.text, amount.span, "sum_of_document") if amount else None
        mention.subject = mention.subject or self._proper_name(document, begin)
        if (
            mention.subject is None
            and parties
            and (behind := max(p.end for p in parties)) > self.token(document.end())
        ):
            offset = self.tokens.words[behind - 1].end
            if offset < limit and self.tokens.text[offset : offset + 1] == " ":
                self._topic_at(mention, offset + 1, limit)
        if mention.subject is None and not mention.parties:
            return
        if self._is_told_before(number, document):
            near = [m for m in self.found if number - m.sentence <= SIDES_REACH]
            if mention.subject is None and (len(near) > 1 or len(near[0].parties) > 1):
                return  # which of them is meant? Whose document it is has been told
            mention.is_reference = True
        self.found.append(mention)

    def _is_told_before(self, number: int, document: re.Match[str]) -> bool:
        """ "The mayors signed the agreement at the Town Hall": the one told of just before."""
        before = self.tokens.lower(self.token(document.start()) - 1)
        return (
            before in ("the", "this") and bool(self.found) and number - self.found[-1].sentence <= SIDES_REACH
        )

    def _proper_name(self, document: re.Match[str], begin: int) -> Value[str] | None:
        """ "A Wellington Trade and Business Cooperation Projects agreement": its name tells the subject."""
        last = self.token(document.start())
        first = last
        phrases = self.context.phrases
        if (
            self.tokens.words[last - 1].text in CLOSING.values()
            and (opening := self.tokens.quoted_at.get(last - 1)) is not None
        ):
            quoted = self.tokens.span(opening + 1, last - 1)  # 'a "strategic economic partnership" agreement'
            return Value(self.tokens.string(opening + 1, last - 1), quoted, "name_of_document")
        if PAIR.match(self.tokens.words[last - 1].text) and document[0][0].isupper():
            whole = Span(
                self.tokens.words[last - 1].start, document.end()
            )  # "the Harbin-Chita Memorandum of Cooperation"
            return Value(self.tokens.text[whole.start : whole.end], whole, "name_of_document")
        while first > self.token(begin) and last - first < LONGEST_NAME:
            is_joint = self.tokens.lower(first - 1) in (
                "and",
                "&",
                "of",
                "for",
                "on",
            ) and phrases.is_name_word(first - 2)
            if not is_joint and not phrases.is_name_word(first - 1):
                break
            first -= 1
        is_owner = self.tokens.words[first].text in DEMONYMS or first in phrases.places
        if (
            last - first < SHORTEST_NAME
            or is_owner
            and last - first < SHORTEST_NAME + 1
            or first in self.context.name_at
        ):
            return None
        return Value(self.tokens.string(first, last), self.tokens.span(first, last), "name_of_document")

    def _is_cost(self, amount: Amount) -> bool:
        """ "A terminal which would cost $340 million": the sum of what the document is about."""
        before = self.tokens.text[max(0, amount.span.start - 30) : amount.span.start]
        return (
            re.search(r"\b(?:costs?|costing|investments? of|turnover of|trade of)\s(?:\w+\s)?$", before)
            is not None
        )

    def _is_topic(self, side: Side, document: re.Match[str]) -> bool:
        return side.span.start == document.start() or bool(DOCUMENT.fullmatch(side.name))

    def _subject(self, document: re.Match[str], limit: int) -> Value[str] | None:
        text = self.tokens.text
        start = document.end()
        intro = re.match(
            r"(?:\s(?:was|were|will be) (?:signed|concluded))?(?:\s(?:with|between)\s[^.;,]{3,90}?(?=\s(?:on|in the (?:field|area|sphere) of|for|to|covering|concerning|regarding)\s))?\s",
            text[start:limit],
        )
        offsets = [start + 1] if start < limit and text[start] == " " else []
        if intro:
            offsets.append(start + intro.end())
        for offset in offsets:
            found = SUBJECT.match(text, offset, limit)
            if not found:
                continue
            ending = SUBJECT_END.search(text, found.start("what"), limit)
            end = ending.start() if ending else limit
            what = re.sub(r"\sand(?:\s(?:a|an|the))?$", "", text[found.start("what") : end].rstrip(" ."))
            if (
                len(what) > 2
                and what not in ("that effect", "this effect", "this end", "that end")
                and not CALENDAR.match(what.split()[0].lower())
                and not re.match(r"(?:US\$|\$|€|EUR|USD|\d[\d.,]* (?:million|billion))", what)
            ):
                return Value(
                    " ".join(what.split()),
                    Span(found.start("what"), found.start("what") + len(what)),
                    "subject_of_document",
                )
        return None

    def _modifiers(self, document: re.Match[str], begin: int) -> Value[str] | None:
        """ "A cooperation agreement": the words before the document tell its subject."""
        last = self.token(document.start())
        first = last
        while (
            first > self.token(begin)
            and last - first < 4
            and self.tokens.words[first - 1].is_word
            and self.tokens.lower(first - 1) not in GENERIC | VERBISH | SCALES
            and not self.tokens.words[first - 1].is_capitalised
        ):
            first -= 1
        if first == last or self.tokens.lower(first) in ("million", "billion"):
            return None
        return Value(
            self.tokens.string(first, last), self.tokens.span(first, last), "subject_before_document"
        )
