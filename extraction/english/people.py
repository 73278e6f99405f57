"""People in an English text: a title before the name, or an office after it; later by the family name."""

from __future__ import annotations

import re
from functools import lru_cache

from extraction.english.clauses import Clauses
from extraction.findings import Post, Span, Value
from extraction.keys import person_key
from extraction.mentions import PersonMention
from extraction.palladius import PINYIN_TO_CYRILLIC

WORD = r"(?<!\w)[A-ZÀ-Ý][\w’'\-]{0,30}[\w]"
NAME = rf"(?:{WORD})(?: (?:[A-Z]\.|{WORD}|bin|al|de|van|von|el)){{1,3}}"
RANK = r"(?:[Ff]irst|[Vv]ice|[Dd]eputy|[Aa]cting|[Pp]rime|[Ff]oreign|[Cc]hief|[Ss]enior|[Ee]xecutive|[Gg]eneral|[Mm]anaging|[Aa]ssistant|[Ss]tate|[Ff]ormer|[Ee]x-|[Rr]egional|[Ff]inancial|[Oo]perating|[Cc]ommercial|[Ss]pecial|[Pp]lenipotentiary|[Dd]eputy-)"
OFFICE = (
    r"(?:[Mm]inister|[Gg]overnor|[Vv]ice-[Gg]overnor|[Cc]hairman|[Cc]hairwoman|[Cc]hairperson|[Cc]hair|[Vv]ice-[Cc]hairman|[Vv]ice-[Cc]hair|[Pp]resident|[Vv]ice-[Pp]resident|[Dd]irector|"
    r"[Dd]irector-[Gg]eneral|[Hh]ead|[Cc]hief|[Cc]hief [Ee]xecutive|[Cc]hief [Ee]xecutive [Oo]fficer|CEO|[Mm]ayor|[Vv]ice-[Mm]ayor|[Aa]mbassador|[Cc]onsul|[Cc]onsul [Gg]eneral|[Ss]ecretary|"
    r"[Ss]ecretary-[Gg]eneral|[Pp]rofessor|[Rr]ector|[Vv]ice-[Rr]ector|[Aa]dviser|[Aa]dvisor|[Cc]ommissioner|[Rr]epresentative|[Pp]remier|[Mm]anager|[Pp]artner|[Ff]ounder|[Oo]wner|"
    r"[Ss]peaker|[Mm]ember|[Ee]ngineer|[Oo]fficer|[Dd]ean|[Ee]nvoy|[Cc]ounsellor|[Cc]oordinator|[Ee]conomist|[Aa]nalyst|[Ee]ditor|[Ss]pokesman|[Ss]pokeswoman|[Ss]pokesperson|[Ll]ecturer|[Rr]esearcher|[Ee]xpert|[Cc]urator|[Cc]hancellor)"
)
BEFORE = re.compile(
    rf"(?P<post>(?:{RANK}[\s-]?){{0,3}}(?:[A-Z][a-z]+\s)?{OFFICE}(?: of (?:the )?(?:[A-Z][\w&]+|(?!the )[a-z]+)(?:(?:,\s|\sand\s|\s)(?!and\b)[A-Z][a-z]+(?=\s(?:and\s)?{WORD}\s{WORD})){{0,2}})?) (?P<name>{NAME})(?![’'] [A-Z])"
)
AFTER = re.compile(
    rf"(?P<name>{NAME}),\s(?P<post>(?:who is\s|the\s|an?\s|now\s)?[^,;.()\n]{{0,60}}?\b{OFFICE}\b[^,;()\n:]{{0,110}}?)(?=,|;|\.\s|\.$|\)|\n|\s[-–—]\s|:|$|\swho\b)"
)
LISTED = re.compile(
    rf"(?:^|\n)\s*(?:\d{{1,2}}[.)]\s|[-–—•*]\s)?(?P<name>{NAME})\s?[-–—]\s(?P<post>[^\n;]{{0,120}}?\b{OFFICE}\b[^\n;.]{{0,110}})"
)
COURTESY = re.compile(rf"\b(?:Mr|Ms|Mrs|Dr|Prof)\.?\s(?P<name>(?:{WORD})(?:\s{WORD}){{0,2}})")
NOT_NAMES = re.compile(
    r"\b(?:The|Forum|Expo|Summit|Conference|Ministry|Government|Department|University|Institute|Chamber|Association|Region|Province|Republic|Company|LLC|JSC|Ltd|Council|Agency|"
    r"Bank|Fair|Congress|Exhibition|Center|Centre|Committee|Federation|Krai|Oblast|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August|"
    r"September|October|November|December|Deputy|Minister|Director|President|Chairman|Governor|Vice|First|Head|Chief|Professor|Day|Programme|Session|Valley|Bay|River|Group|Office|Foreign|Port|"
    r"Railway|Industries|Society|Club|Union|School|College|Academy|International|National|Regional|Economic|Development|Affairs|Street|Park|Hotel|Terminal|Energy|Holding|Corporation|Welcome|"
    r"Co|Inc|Corp|Exporters|Drillers|States|Kingdom|Emirates|Silk|Road|Far|East|North|South|West|New|Moderator|Speakers?|Correction|Mr|Ms|Mrs|Dr)\b"
)


def find_people(clauses: Clauses) -> list[PersonMention]:
    text = clauses.text
    found: dict[int, PersonMention] = {}
    offices: list[Span] = []
    for pattern, rule in (
        (AFTER, "post_after_name"),
        (LISTED, "post_after_name"),
        (BEFORE, "post_before_name"),
    ):
        for match in pattern.finditer(text):
            name = Span(*match.span("name"))
            if rule == "post_before_name" and any(office.covers(name) for office in offices):
                continue  # «president of Hunchun Sea-Link Seafood Co.» names no person
            if rule == "post_after_name":
                offices.append(Span(*match.span("post")))
            _add_with_post(clauses, match, rule, found)
    for match in COURTESY.finditer(text):
        if " " in match["name"]:
            _add(clauses, match.start("name"), match.end("name"), found)
    _repeated(clauses, found)
    return sorted(found.values(), key=lambda person: person.span)


def _add_with_post(
    clauses: Clauses, match: re.Match[str], rule: str, found: dict[int, PersonMention]
) -> None:
    start, end = match.start("name"), match.end("name")
    name = match["name"]
    while NOT_NAMES.match(name.split(" ")[0]) and " " in name:
        cut = len(name.split(" ")[0]) + 1
        name, start = name[cut:], start + cut
    words = name.split(" ")
    if (
        len(words) < 2
        or NOT_NAMES.search(name)
        or any(
            p.span.start < end and start < p.span.end and p.span != Span(start, end) for p in found.values()
        )
    ):
        return
    person = _add(clauses, start, end, found)
    offset = match.start("post")
    for text, position in _offices(match["post"], offset):
        post = _post(clauses, text, position)
        if post is not None and post.value not in {p.value for p in person.posts}:
            person.posts.append(Value(post.value, post.span, rule))


def _offices(phrase: str, offset: int) -> list[tuple[str, int]]:
    """«chief executive of A and deputy chair of B» are two."""
    parts = []
    start = 0
    for joint in re.finditer(
        rf"\s(?:and|who is now|now)\s(?:a\s|an\s|the\s)?(?=(?:{RANK}[\s-]?){{0,3}}(?:\w+\s)?{OFFICE}\b)",
        phrase,
    ):
        parts.append((phrase[start : joint.start()], offset + start))
        start = joint.end()
    parts.append((phrase[start:], offset + start))
    return parts


def _post(clauses: Clauses, phrase: str, offset: int) -> Value[Post] | None:
    text = re.sub(r"^(?:who (?:is|was then|was)\s|then\s|the\s|an?\s|now\s)+", "", phrase)
    offset += len(phrase) - len(text)
    text = (
        re.sub(r"\s(?:who|which|that|and|on|told|said|at which|with)\b.*$", "", text)
        if re.search(r"\b(?:who|told|said|which)\b", text)
        else text
    )
    office = re.search(rf"\b{OFFICE}\b", text)
    if office is None:
        return None
    former = re.search(r"\b(?:[Ff]ormer|ex-)\s?", text) is not None or "was then" in phrase
    text_clean = re.sub(r"\b[Ff]ormer\s", "", text)
    owner = re.match(r"(?P<owner>[A-Z][\w ]{2,40}?)['’]s?\s(?P<rest>.+)$", text_clean)
    span = Span(offset, offset + len(text))
    if owner is not None:
        return Value(Post(owner["rest"].strip(), owner["owner"], former), span)
    title, organization = _split(text_clean.strip())
    return Value(Post(title, organization, former), span)


def _split(text: str) -> tuple[str, str]:
    """(title, organization): a minister's "of Transport" belongs to the title."""
    is_minister = re.search(r"\b[Mm]inister\b", text) is not None
    office_end = max(
        (m.end() for m in re.finditer(rf"\b{OFFICE}\b", text.split(" of ")[0].split(" at ")[0])), default=0
    )
    for joint in re.finditer(r"\s(?:of|at|for|in)\s(?:the\s)?", text[office_end:]):
        start, end = office_end + joint.start(), office_end + joint.end()
        if is_minister and joint[0].strip().startswith("of"):
            rest = text[end:]
            further = re.search(r"\sof\s(?:the\s)?|\sin\s", rest)
            if further is not None:
                return text[: end + further.start()], rest[further.end() :].strip()
            return (text[:start], rest.strip()) if rest.startswith("Government") else (text, "")
        return text[:start], text[end:].strip()
    return text, ""


def _add(clauses: Clauses, start: int, end: int, found: dict[int, PersonMention]) -> PersonMention:
    if start in found and found[start].span.end == end:
        return found[start]
    name = re.sub(r"['’]s$", "", clauses.text[start:end])
    person = PersonMention(
        Span(start, start + len(name)), name, person_key(name), case="nomn", rule="person_named"
    )
    found[start] = person
    return person


def _repeated(clauses: Clauses, found: dict[int, PersonMention]) -> None:
    """The full name again, then the family name alone: the first word of a Chinese name, the last of others."""
    text = clauses.text
    full = {person.name for person in found.values()}
    names = {name: name for name in full}
    for name in full:
        words = name.split(" ")
        family = words[0] if is_chinese(name) else words[-1]
        names.setdefault(family, name)
    for short in sorted(names, key=len, reverse=True):
        for match in re.finditer(rf"(?<![\w-]){re.escape(short)}(?![\w-])", text):
            start, end = match.span()
            if any(p.span.start < end and start < p.span.end for p in found.values()):
                continue
            if short != names[short] and re.match(
                r"\s(?:Province|Region|River|City|Forum|LLC|Group|Port)\b", text[end : end + 10]
            ):
                continue
            person = _add(clauses, start, end, found)
            person.name, person.key = names[short], person_key(names[short])


@lru_cache(maxsize=2000)
def is_chinese(name: str) -> bool:
    """Two words that are both pinyin: the family name comes first."""
    words = name.lower().split(" ")
    return len(words) == 2 and all(_is_pinyin(word) for word in words) and len(words[0]) <= 6


def _is_pinyin(word: str) -> bool:
    reach = [True] + [False] * len(word)
    for end in range(1, len(word) + 1):
        reach[end] = any(
            reach[start] and word[start:end] in PINYIN_TO_CYRILLIC for start in range(max(0, end - 6), end)
        )
    return reach[len(word)] and len(word) <= 14
