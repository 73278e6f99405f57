"""Delegations in a Russian text: who sent them, who leads them, who is in them, how many."""

from __future__ import annotations

import re

from extraction import ordinals
from extraction.findings import Span, Value
from extraction.mentions import DelegationMention, ForumMention, Reading
from extraction.places import find_place
from extraction.russian.clauses import Clauses
from extraction.russian.localities import adjective_place
from extraction.russian.names import NameSpan
from extraction.russian.organizations import side_at
from extraction.russian.phrases import phrase_start
from extraction.russian.posts import posts_of, territory_meant
from extraction.russian.tagging import Word

HEADS = frozenset(
    {"делегация", "бизнес-миссия", "бизнес-делегация", "миссия", "спецделегация", "мегаделегация"}
)
LEADERS = frozenset({"глава", "руководитель"})
LEAD_VERBS = frozenset({"привести", "привезти", "возглавить", "возглавлять", "возглавляет", "руководить"})
COUNT = re.compile(
    r"(?:(?P<more>более|свыше|около|порядка|почти|не менее)\s)?(?P<n>\d{1,4}|[а-яё]{3,14})\s(?:человек[а]?|участник(?:ов|а)|представител(?:ей|я)"
    r"|делегат(?:ов|а)|компани(?:й|и|я)|предпринимател(?:ей|я)|бизнесмен(?:ов|а)|предприяти(?:й|я))",
    re.IGNORECASE,
)


def find_delegations(clauses: Clauses, reading: Reading) -> list[DelegationMention]:
    tagged = clauses.context.tagged
    mentions: list[DelegationMention] = []
    for word in tagged.words:
        if not (word.is_noun and (_is_delegation(word) or _is_party(clauses, word))):
            continue
        found = _delegations_at(clauses, reading, word)
        mentions += found
    mentions += _parties_without_word(clauses, reading)
    mentions += _listed_parties(clauses)
    _attach_list(clauses, mentions)
    _attach_journey(clauses, mentions)
    _attach_following(clauses, mentions)
    return sorted(mentions, key=lambda m: m.span)


def _is_delegation(word: Word) -> bool:
    return word.lemma in HEADS and word.lemma != "миссия"


def _is_party(clauses: Clauses, word: Word) -> bool:
    """«деловая миссия Приморья», «группа предпринимателей во главе с X»."""
    words = clauses.context.tagged.words
    before = words[word.index - 1].lemma if word.index else ""
    if word.lemma == "миссия":
        earlier = any(w.lemma == "бизнес-миссия" for w in words[: word.index])
        return earlier or before in ("деловой", "торговый", "торгово-экономический", "экспортный")
    if word.lemma != "группа":
        return False
    ceiling = clauses.context.tagged.bounds[word.sentence][1]
    following = words[word.index + 1 : min(word.index + 12, ceiling)]
    if any(w.lemma in ("предприниматель", "бизнесмен", "экспортёр", "экспортер") for w in following[:6]):
        return True
    counted = (
        bool(following) and following[0].lower == "из" and any(w.lemma == "человек" for w in following[:4])
    )
    return counted and word.index > 0 and bool(adjective_place(words[word.index - 1]))


def _delegations_at(clauses: Clauses, reading: Reading, word: Word) -> list[DelegationMention]:
    context = clauses.context
    tagged = context.tagged
    floor, ceiling = tagged.bounds[word.sentence]
    if word.case == "accs" and any(
        w.lemma in ("пригласить", "приглашать") and w.is_finite for w in tagged.words[floor:ceiling]
    ):
        return []  # those invited have not come yet
    first = phrase_start(tagged, word.index, floor)
    senders = _senders(clauses, word, first, ceiling)
    if word.number == "plur" and len(senders) < 2 and not _from_list(clauses, word, ceiling):
        return []
    forum = _forum(clauses, reading, word)
    mentions = []
    found: list[Value[str] | None] = [*senders] or [None]
    for sender in found:
        mention = DelegationMention(
            tagged.span(first, word.index + 1), word.sentence, sender, forum=forum, rule="delegation"
        )
        mentions.append(mention)
    if len(mentions) == 1:
        mention = mentions[0]
        mention.head = _head(clauses, word, floor, ceiling)
        mention.size = _size(clauses, word, ceiling)
        mention.destination = _destination(clauses, word, floor, ceiling)
        mention.invited_by = _invited_by(clauses, floor, ceiling)
        mention.members = _members(clauses, word, floor, ceiling)
        if mention.sender is None and not _is_told_before(clauses, word):
            mention.sender = _sender_of_post(clauses, mention)
            is_told = mention.head or mention.size or mention.members or mention.invited_by
            if mention.sender is None and (is_told or tagged.words[word.index - 1].lemma == "состав"):
                mention.sender = _sender_of_head(clauses, mention)
        if not (mention.head or mention.sender or mention.size or mention.members or mention.invited_by):
            return []
    return mentions


def _sender_of_post(clauses: Clauses, mention: DelegationMention) -> Value[str] | None:
    """«Делегация во главе с губернатором Амурской области X»: the territory or body of the head's office."""
    if mention.head is None or mention.head.rule != "led_by":
        return None
    name = next(
        (n for n in clauses.context.names if n.span == mention.head.span if mention.head is not None), None
    )
    if name is None:
        return None
    for post in posts_of(clauses.context, name):
        place = find_place(post.value.organization) if post.value.organization else None
        if place is not None and place.kind in ("region", "country"):
            return Value(post.value.organization, post.span, "territory_of_head")
        for locality in clauses.context.localities:
            if post.span.covers(locality.span) and locality.kind in ("region", "country"):
                return Value(locality.name, locality.span, "territory_of_head")
    return None


def _is_told_before(clauses: Clauses, word: Word) -> bool:
    """«Возглавил миссию X»: the one told of before in the paragraph."""
    tagged = clauses.context.tagged
    return any(
        w.lemma in HEADS and not tagged.sentences[w.sentence].is_title for w in tagged.words[: word.index]
    )


def _senders(clauses: Clauses, word: Word, first: int, ceiling: int) -> list[Value[str]]:
    """«делегация Хабаровского края», «российская делегация», «делегации из Индии, Монголии»."""
    context = clauses.context
    words = context.tagged.words
    for modifier in words[first : word.index]:
        place = adjective_place(modifier)
        if place:
            return [Value(place, modifier.span, "adjective_of_delegation")]
    index = word.index + 1
    if index < ceiling and words[index].lower in ("из", "от"):
        index += 1
    if index >= ceiling:
        return []
    if (
        words[index].text[0].isdigit()
        or words[index].pos == "NUM"
        or words[index].lemma in ordinals.COUNTS_RU
    ):
        while (
            index < min(word.index + 7, ceiling)
            and (words[index].text[0].isdigit() or words[index].pos in ("NUM", "NOUN", "ADJ"))
            and index not in context.locality_at
        ):
            index += 1
    senders = []
    while index < ceiling:
        side = side_at(context, index, ceiling)
        if side is None or side.kind not in ("territory", "organization"):
            break
        senders.append(Value(side.name, side.span, "sender_of_delegation"))
        index = side.last
        if word.number != "plur":
            break
        while index < ceiling and words[index].lower in (",", "и", "а", "также", "из"):
            index += 1
    if not senders and index < ceiling:
        territory = territory_meant(context, index)
        if territory:
            senders.append(Value(territory, words[index].span, "territory_meant"))
    return senders


def _from_list(clauses: Clauses, word: Word, ceiling: int) -> bool:
    words = clauses.context.tagged.words
    return word.index + 1 < ceiling and words[word.index + 1].lower == "из"


TRAVEL = frozenset({"прибыть", "прибывать", "приехать", "отправиться", "вылететь", "посетить", "побывать", "ездить", "съездить", "прилететь", "направиться", "выехать",
                    "находиться", "работать", "лететь", "поехать"})  # fmt: skip


def _destination(clauses: Clauses, word: Word, floor: int, ceiling: int) -> Value[str] | None:
    """«прибыла в Пекин», «посетила Харбин»: the nearest place after a verb of travel."""
    words = clauses.context.tagged.words
    verb = next((w for w in words[floor:ceiling] if w.lemma in TRAVEL and w.is_finite), None)
    if verb is None:
        return None
    for locality in clauses.context.localities:
        if verb.index < locality.first < min(verb.index + 6, ceiling) and locality.kind in (
            "city",
            "country",
            "region",
            "",
        ):
            before = words[locality.first - 1].lower
            if (
                before in ("в", "во")
                and not any(w.lemma == "форум" for w in words[verb.index : locality.first])
                or verb.lemma == "посетить"
                and locality.first <= verb.index + 2
            ):
                return Value(locality.name, locality.span, "destination")
    before_verb = [
        p
        for p in clauses.context.localities
        if floor <= p.first < verb.index and words[p.first - 1].lower in ("в", "во") and p.first > floor
    ]
    if before_verb and word.index > verb.index:
        return Value(before_verb[0].name, before_verb[0].span, "destination")
    return None


def _sender_of_head(clauses: Clauses, mention: DelegationMention) -> Value[str] | None:
    """«Делегацию региона», or a bare «делегация» in a paragraph on one territory: the territory named last before it."""
    before = [
        p for p in clauses.context.localities if p.span.end <= mention.span.start and p.kind == "region"
    ]
    sentence = clauses.context.tagged.sentences
    here = [
        p
        for p in before
        if sentence[clauses.context.tagged.words[p.first].sentence].paragraph
        == sentence[mention.sentence].paragraph
    ]
    return Value(here[-1].name, here[-1].span, "territory_of_paragraph") if here else None


def _forum(clauses: Clauses, reading: Reading, word: Word) -> ForumMention | None:
    """The event of the sentence: «принимает участие в форуме», «для участия в …»."""
    here = [m for m in reading.forums if m.sentence == word.sentence]
    after = [m for m in here if m.span.start > word.end]
    return next(iter(after or here), None)


def _head(clauses: Clauses, word: Word, floor: int, ceiling: int) -> Value[str] | None:
    """Who leads the delegation, by the sentence that names it."""
    return (
        _led_by(clauses, word, floor, ceiling)
        or _leads(clauses, floor, ceiling)
        or _leader_after(clauses, word, floor, ceiling)
        or _leader_before(clauses, word, floor, ceiling)
    )


def _led_by(clauses: Clauses, word: Word, floor: int, ceiling: int) -> Value[str] | None:
    """«делегация во главе с X», «под руководством X»."""
    words = clauses.context.tagged.words
    for index in range(word.index + 1, min(word.index + 25, ceiling - 1)):
        leads = words[index].lower in ("главе", "руководством", "предводительством")
        if leads and words[index - 1].lower in ("во", "под"):
            names = clauses.context.names_in(max(floor, index + 1), min(index + 40, ceiling))
            if names:
                return Value(names[0].name, names[0].span, "led_by")
    return None


def _leads(clauses: Clauses, floor: int, ceiling: int) -> Value[str] | None:
    """«делегацию возглавил X», «возглавляемая X делегация»."""
    words = clauses.context.tagged.words
    names = clauses.context.names_in(floor, ceiling)
    for word in words[floor:ceiling]:
        is_passive = word.lemma == "возглавлять" and word.is_participle and "Voice=Pass" in word.feats
        if word.lemma == "возглавляемый" or is_passive:
            led = next((n for n in names if n.first > word.index and n.case == "ablt"), None)
        elif word.lemma not in LEAD_VERBS:
            continue
        elif word.is_participle and word.case != "nomn":
            led = next((n for n in names if n.first > word.index), None)
        else:
            led = None
        if led is not None:
            return Value(led.name, led.span, "led_by")
        subject = _subject(clauses, names, word.index) if word.lemma in LEAD_VERBS else None
        if subject is not None:
            return Value(subject.name, subject.span, "leads")
    return None


def _leader_after(clauses: Clauses, word: Word, floor: int, ceiling: int) -> Value[str] | None:
    """«делегация (9 человек, руководитель — X)»."""
    words = clauses.context.tagged.words
    for leader in words[word.index + 1 : min(word.index + 12, ceiling - 1)]:
        if leader.lemma in LEADERS and words[leader.index + 1].text in ("—", "–", ":", "-"):
            names = clauses.context.names_in(leader.index + 1, ceiling)
            if names:
                return Value(names[0].name, names[0].span, "head_of_delegation")
    return None


def _leader_before(clauses: Clauses, word: Word, floor: int, ceiling: int) -> Value[str] | None:
    """«глава делегации X», «X (глава делегации)»; not «названный главой делегации»."""
    words = clauses.context.tagged.words
    names = clauses.context.names_in(floor, ceiling)
    if word.index >= 2 and words[word.index - 2].text == "(" and words[word.index - 1].lemma in LEADERS:
        named = next((n for n in reversed(names) if n.last == word.index - 2), None)
        if named is not None:
            return Value(named.name, named.span, "head_of_delegation")
    so_called = words[max(floor, word.index - 6) : word.index]
    if any(w.lemma in ("назвать", "указать", "назначить") and w.is_participle for w in so_called):
        return None
    before = words[max(floor, word.index - 4) : word.index]
    if not any(w.lemma in LEADERS or w.lower == "главе" for w in before):
        return None
    after = next((n for n in names if n.first > word.index), None)
    leader = after or next((n for n in reversed(names) if n.last <= word.index), None)
    return Value(leader.name, leader.span, "head_of_delegation") if leader is not None else None


def is_denied(clauses: Clauses, name: NameSpan) -> bool:
    """«возглавит не губернатор X, а его заместитель Y»: not X."""
    context = clauses.context
    index = name.first - 1
    while index >= 0 and index in context.post_words:
        index -= 1
    return index >= 0 and context.tagged.words[index].lower == "не"


def _subject(clauses: Clauses, names: list[NameSpan], verb: int) -> NameSpan | None:
    nominative = [n for n in names if n.case in ("nomn", "") and not is_denied(clauses, n)]
    return min(nominative, key=lambda n: abs(n.first - verb), default=None)


def _size(clauses: Clauses, word: Word, ceiling: int) -> Value[int | str] | None:
    """«численностью более 40 человек», «— 26 человек —», «(12 человек)», «из 15 предпринимателей»."""
    tagged = clauses.context.tagged
    start, end = word.end, tagged.words[ceiling - 1].end
    window = tagged.folded[start : min(end, start + 160)]
    for found in COUNT.finditer(window):
        between = window[: found.start()]
        if (
            re.search(r"[.;]|\b(?:форум|котор(?!ой составл?)|прошл|посет|участв)", between)
            and "численност" not in between
        ):
            return None
        count = int(found["n"]) if found["n"].isdigit() else ordinals.COUNTS_RU.get(found["n"].lower())
        if count is None:
            continue
        value: int | str = found[0] if found["more"] else count
        return Value(value, Span(start + found.start(), start + found.end()), "size_of_delegation")
    return None


def _invited_by(clauses: Clauses, floor: int, ceiling: int) -> Value[str] | None:
    """«по приглашению правительства провинции»."""
    words = clauses.context.tagged.words
    for index in range(floor, ceiling - 1):
        if words[index].lemma == "приглашение" and index > floor and words[index - 1].lower == "по":
            side = side_at(clauses.context, index + 1, ceiling)
            if side is not None:
                return Value(side.name, side.span, "invited_by")
    return None


def _members(clauses: Clauses, word: Word, floor: int, ceiling: int) -> list[Value[str]]:
    """«в состав делегации вошли X и Y», «в делегации — X, Y»."""
    words = clauses.context.tagged.words
    before = {w.lower for w in words[max(floor, word.index - 3) : word.index]}
    composition = next(
        (w.index for w in words[word.index : ceiling] if w.lemma == "состав" and w.case == "loct"), None
    )
    if (
        composition is not None
        and words[composition - 1].lower in ("её", "ее", "чьем", "чьём")
        or composition is not None
        and words[min(composition + 1, ceiling - 1)].lemma == "который"
    ):
        return [
            Value(n.name, n.span, "member_of_delegation")
            for n in clauses.context.names
            if composition < n.first < ceiling
        ]
    if (
        word.index >= 2
        and words[word.index - 2].text == "("
        and any(w.lemma in ("представлять", "представить") for w in words[floor : word.index])
    ):
        return [
            Value(n.name, n.span, "member_of_delegation")
            for n in clauses.context.names_in(floor, ceiling)
            if n.case in ("nomn", "")
        ]
    included = next(
        (w.index for w in words[word.index : ceiling] if w.lemma in ("включить", "включать")), None
    )
    if included is not None:
        return [
            Value(n.name, n.span, "member_of_delegation") for n in clauses.context.names_in(included, ceiling)
        ]
    is_membership = bool(before & {"состав", "составе", "члены", "членами"}) or any(
        w.lemma in ("войти", "входить", "включить", "включать") for w in words[word.index : ceiling]
    )
    if not is_membership:
        return []
    enters = next((w for w in words[word.index : ceiling] if w.lemma in ("входить", "войти")), None)
    if enters is not None and "Number=Sing" in enters.feats and before & {"состав"}:
        return [
            Value(n.name, n.span, "member_of_delegation")
            for n in clauses.context.names
            if floor <= n.first < word.index and n.case == "nomn"
        ][:1]
    return [
        Value(n.name, n.span, "member_of_delegation")
        for n in clauses.context.names
        if word.index < n.first < ceiling
    ]


def _parties_without_word(clauses: Clauses, reading: Reading) -> list[DelegationMention]:
    """«Регион представляют восемь компаний во главе с X»: a party that a territory sent."""
    context = clauses.context
    tagged = context.tagged
    found = []
    for word in tagged.words:
        if word.lower != "главе" or not word.index or tagged.words[word.index - 1].lower != "во":
            continue
        floor, ceiling = tagged.bounds[word.sentence]
        if any(_is_delegation(w) for w in tagged.words[floor:ceiling]):
            continue
        verb = next(
            (w for w in tagged.words[floor : word.index] if w.lemma in ("представлять", "представить")), None
        )
        name = next(iter(context.names_in(word.index + 1, ceiling)), None)
        if verb is None or name is None:
            continue
        sender = next(
            (
                Value(p.name, p.span, "sender_of_party")
                for p in context.localities
                if floor <= p.first < verb.index + 4 and p.kind == "region"
            ),
            None,
        )
        if sender is None:
            for index in range(floor, verb.index + 3):
                territory = territory_meant(context, index)
                if territory:
                    sender = Value(territory, tagged.words[index].span, "territory_meant")
                    break
        if sender is None:
            continue
        mention = DelegationMention(
            tagged.span(floor, word.index), word.sentence, sender, rule="party_of_territory"
        )
        mention.head = Value(name.name, name.span, "led_by")
        mention.size = _size(clauses, verb, word.index)
        mention.forum = _forum(clauses, reading, word)
        found.append(mention)
    return found


PARTY = re.compile(
    r"^\W*(?:(?:численность|глава|руководитель|во главе)\b|(?:до\s|около\s|более\s|порядка\s)?(?:\d{1,4}|[а-яё]+)\s(?:человек|представител|участник|компани|делегат))",
    re.IGNORECASE,
)


def _listed_parties(clauses: Clauses) -> list[DelegationMention]:
    """Under «Делегации»: «Хэйлунцзян — 42 человека, глава X. Мурманская область — пять человек во главе с Y»."""
    context = clauses.context
    tagged = context.tagged
    found: list[DelegationMention] = []
    in_list = False
    for index, (first, last) in enumerate(tagged.bounds):
        words = tagged.words[first:last]
        if len(words) <= 4 and any(
            w.lemma == "делегация" and (w.number == "plur" or len(words) <= 2) for w in words
        ):
            in_list = True
            continue
        if not in_list:
            continue
        locality = context.locality_at.get(first) or context.locality_at.get(first + 1)
        if (
            locality is None
            or locality.last >= last
            or tagged.words[locality.last].text not in ("—", "–", ":", "-")
        ):
            in_list = False
            continue
        rest = tagged.folded[tagged.words[locality.last].end : tagged.words[last - 1].end]
        if not PARTY.match(rest):
            continue
        mention = DelegationMention(
            locality.span, index, Value(locality.name, locality.span, "listed_party"), rule="listed_party"
        )
        mention.size = _size(clauses, tagged.words[locality.last], last)
        name = next(iter(context.names_in(locality.last + 1, last)), None)
        if name is not None and re.search(r"глав|руковод|возглав", rest.lower()):
            mention.head = Value(name.name, name.span, "led_by")
        found.append(mention)
    return found


LIST_HEADING = re.compile(
    r"(?:состав\w*|член\w*|список(?:\s+участник\w+)?|участник\w+|персональный состав)\s+(?:официальн\w+\s+)?(?:бизнес-)?делегаци|делегаци\w+\s+в\s+составе\s*:",
    re.IGNORECASE,
)
HEAD_LINE = re.compile(r"(?:глав|руководител)\w*(?:\s+делегаци\w*)?", re.IGNORECASE)
LEADER_MARK = re.compile(
    r"[(,;—–-]\s*(?:глав\w+|руководител\w+)\s*(?:делегаци\w*)?\s*(?:[);.,]|$)|(?:глав\w+|руководител\w+)\s+делегаци",
    re.IGNORECASE,
)
LONGEST_LEAD = 4  # words that may stand before the name of a line: a number, a bullet, "г-н"
MOST_LISTED = 60
MOST_LISTS = 8  # in one report


def _attach_list(clauses: Clauses, mentions: list[DelegationMention]) -> None:
    """Under «Состав делегации»: the people with whose names the following lines begin."""
    tagged = clauses.context.tagged
    lists = 0
    for index, sentence in enumerate(tagged.sentences):
        text = tagged.folded[sentence.span.start : sentence.span.end]
        if not LIST_HEADING.search(text) or index + 1 >= len(tagged.sentences) or text.endswith((".", "!")):
            continue
        lists += 1
        if lists > MOST_LISTS:
            return
        delegation = _delegation_of_list(mentions, index)
        if delegation is None or len(delegation.members) > 1:
            continue
        _read_lines(clauses, delegation, sentence.paragraph + 1)


def _delegation_of_list(mentions: list[DelegationMention], sentence: int) -> DelegationMention | None:
    here = [m for m in mentions if m.sentence <= sentence and m.sender is not None]
    return next(reversed(here or [m for m in mentions if m.sentence == sentence]), None)


def _read_lines(clauses: Clauses, delegation: DelegationMention, paragraph: int) -> None:
    context = clauses.context
    tagged = context.tagged
    by_paragraph: dict[int, tuple[int, int]] = {}
    for index, (first, last) in enumerate(tagged.bounds):
        number = tagged.sentences[index].paragraph
        by_paragraph[number] = (by_paragraph.get(number, (first, last))[0], last)
    head_expected = False
    misses = 0
    for number in sorted(n for n in by_paragraph if n >= paragraph)[:MOST_LISTED]:
        first, last = by_paragraph[number]
        line = tagged.folded[tagged.words[first].start : tagged.words[last - 1].end]
        name = next(iter(context.names_in(first, min(first + LONGEST_LEAD + 1, last))), None)
        if name is None:
            if last - first <= 6:
                head_expected = HEAD_LINE.match(line) is not None
                continue
            misses += 1
            if misses > 1 or not delegation.members and delegation.head is None:
                return
            continue
        value = Value(name.name, name.span, "listed_in_delegation")
        if head_expected or delegation.head is None and LEADER_MARK.search(line):
            delegation.head = delegation.head or value
        else:
            delegation.members.append(value)
        head_expected = False


JOINED = re.compile(
    r"\b(?:в\s+(?:группу|не[её]|делегацию|состав|е[её]\s+состав)|членами\s+делегации|в\s+составе\s+(?:группы|делегации))\b",
    re.IGNORECASE,
)
TOTAL = re.compile(r"\bвсего\b", re.IGNORECASE)
FOLLOWING = 3  # sentences


def _attach_following(clauses: Clauses, mentions: list[DelegationMention]) -> None:
    """«Возглавит её X. В группу вошли Y и Z — всего пятнадцать человек»: the sentences after the delegation."""
    context = clauses.context
    tagged = context.tagged
    for mention in mentions:
        paragraph = tagged.sentences[mention.sentence].paragraph
        for sentence in range(
            mention.sentence + 1, min(mention.sentence + 1 + FOLLOWING, len(tagged.bounds))
        ):
            if tagged.sentences[sentence].paragraph != paragraph:
                break
            floor, ceiling = tagged.bounds[sentence]
            words = tagged.words[floor:ceiling]
            names = context.names_in(floor, ceiling)
            text = tagged.folded[words[0].start : words[-1].end]
            leads = next((w for w in words if w.lemma in LEAD_VERBS and w.is_finite), None)
            if (
                leads is not None
                and mention.head is None
                and any(w.lower in ("её", "ее", "ей") for w in words)
            ):
                subject = _subject(clauses, names, leads.index)
                if subject is not None:
                    mention.head = Value(subject.name, subject.span, "leads")
            if (
                JOINED.search(text)
                and not mention.members
                and any(w.lemma in ("войти", "входить", "включить", "стать") for w in words)
            ):
                mention.members = [
                    Value(n.name, n.span, "member_of_delegation") for n in names if n.case in ("nomn", "")
                ]
            total = TOTAL.search(text)
            if mention.size is None and (total or JOINED.search(text)):
                anchor = next(
                    (w for w in words if total and w.start >= words[0].start + total.start()), words[0]
                )
                mention.size = _size(clauses, anchor, ceiling)


def _attach_journey(clauses: Clauses, mentions: list[DelegationMention]) -> None:
    """«Вместе с ней в Харбин ездили X и Y»: members told of in the next sentence."""
    context = clauses.context
    tagged = context.tagged
    for mention in mentions:
        if mention.sentence + 1 >= len(tagged.bounds):
            continue
        floor, ceiling = tagged.bounds[mention.sentence + 1]
        words = tagged.words[floor:ceiling]
        opening = " ".join(w.lower for w in words[:3])
        if re.match(r"(?:вместе с|в ее состав|в её состав|в составе|в состав|в не[её] вошли|кроме)", opening):
            mention.members += [
                Value(n.name, n.span, "member_of_delegation")
                for n in context.names
                if floor <= n.first < ceiling
            ]
            if mention.destination is None:
                place = next(
                    (p for p in context.localities if floor <= p.first < ceiling and p.kind == "city"), None
                )
                if place is not None and tagged.words[place.first - 1].lower in ("в", "во"):
                    mention.destination = Value(place.name, place.span, "destination")
