"""People in a Chinese text: a title, then a name; transliterated names with a middle dot; the last part of one alone."""

from __future__ import annotations

import re

from extraction import lexicon
from extraction.chinese.clauses import Clauses
from extraction.chinese.posts import HAN, LONGEST_POST, posts_before, read_post
from extraction.chinese.titles import alternatives, titles
from extraction.findings import Post, Span, Value
from extraction.keys import person_key
from extraction.mentions import PersonMention

SURNAMES = lexicon.words("surnames_zh")
SYLLABLES = lexicon.words("transliteration_zh")
SURNAME = alternatives(SURNAMES)
FOLLOW = rf"(?=[，。；、：！？（）()《》“”\s\d—]|$|{alternatives(lexicon.words('after_names_zh'))})"
FOREIGN = re.compile(rf"{HAN}{{1,6}}(?:[·•・∙‧]{HAN}{{1,8}}){{1,3}}")
# Characters that stand in names of bodies, in verbs and in particles, and hardly ever in a name.
UNNAMED = "会团盟部厅局处室厂司省市区县的是在于和与及等了已并们员家界坛企业案示级项届次个第这该此其各每所能可要把被给副"
CHINESE = re.compile(
    rf"(?P<name>(?:{SURNAME})(?!方)(?:[其家已](?={HAN}{FOLLOW})|[和在](?={HAN}(?:[、，。；（]|[和与等]{HAN}))|(?![{UNNAMED}]){HAN})(?:业{FOLLOW}|(?![{UNNAMED}]){HAN})?)"
)
UNSPELLED = re.compile(rf"((?:(?![{UNNAMED}]){HAN}){{2,7}}?){FOLLOW}")
PERSON_TITLE_AFTER = re.compile(
    rf"(?P<name>(?:(?:{SURNAME})(?![{UNNAMED}国]){HAN}(?:(?![{UNNAMED}国]){HAN})?)|普京|卢卡申科|托卡耶夫)(?P<title>国家主席|主席|总书记|总统|总理|首相)"
    r"(?![\u4e00-\u9fff]{0,2}[·•]|团|国)"
)
OF_COUNTRIES = re.compile(r"中[俄韩日美蒙哈]|[俄韩日美蒙哈]中|两国|各国|双方")
JAPANESE_REACH = 36  # characters back to «日本», after which a name is no Chinese one
LONGEST_RUN = 30  # names of one list
NO_OWN_NAMES = lexicon.words("no_names_zh")


def find_people(clauses: Clauses) -> list[PersonMention]:
    """Every person once for each place where he is named."""
    text = clauses.text
    found: dict[int, PersonMention] = {}
    taken = bytearray(len(text))
    in_place = bytearray(len(text))
    for place in clauses.places:
        in_place[place.span.start : place.span.end] = b"\x01" * len(place.span)
    posts: list[tuple[PersonMention, int]] = []
    of_others = {
        match.start("title")
        for match in PERSON_TITLE_AFTER.finditer(text)
        if not in_place[match.start()] and match["name"] not in NO_OWN_NAMES
    }
    for title in titles().anywhere.finditer(text):
        is_corrected = text.startswith(CORRECTED, title.end())
        start = title.end() + (2 if is_corrected else text[title.end() : title.end() + 1] in LINKS)
        end = None if in_place[start : start + 1] == b"\x01" else _name_after(text, start)
        if end is None or any(taken[start:end]):
            continue
        if title.start() in of_others:
            continue  # «普京总统战略引领»: the title is that of the name before
        person = _add(clauses, start, end, found, taken)
        if start == title.end() or is_corrected:
            posts.append((person, title.end()))
    _repeated(clauses, found, taken)
    _named_without_office(clauses, found, taken, in_place)
    _repeated(clauses, found, taken)
    for person, end in posts:
        person.posts = posts_before(clauses, end, taken)
    _posts_after(clauses, found)
    _pronouns(clauses, found, taken)
    said = [person for person in found.values() if not clauses.is_mistake(person.span)]
    return sorted(said, key=lambda person: person.span)


def _named_without_office(
    clauses: Clauses, found: dict[int, PersonMention], taken: bytearray, in_place: bytearray
) -> None:
    """Transliterated names, names before a title («普京总统»), lists of names that readers know."""
    text = clauses.text
    for name in FOREIGN.finditer(text):
        start, end = _trimmed(text, _given_start(text, name.start()), name.end())
        if not any(taken[start:end]) and not any(in_place[start:end]):
            _add(clauses, start, end, found, taken)
    for name in PERSON_TITLE_AFTER.finditer(text):
        where = Span(name.start("name"), name.end("name"))
        if any(taken[where.start : where.end]) or name["name"] in NO_OWN_NAMES or in_place[where.start]:
            continue
        if OF_COUNTRIES.search(name["name"]):
            continue  # «中俄总理定期会晤»
        person = _add(clauses, name.start("name"), name.end("name"), found, taken)
        span = Span(name.start("title"), name.end("title"))
        person.posts = [Value(Post(name["title"]), span, "title_after_name")]
    for name in OFFICE_BEHIND.finditer(text):
        if not any(taken[name.start("name") : name.end("name")]) and not in_place[name.start("name")]:
            person = _add(clauses, name.start("name"), name.end("name"), found, taken)
            person.posts = [Value(Post(name["title"]), Span(*name.span("title")), "title_after_name")]
    for listed in NAMES_ALONE.finditer(text):
        for name in CHINESE.finditer(text, listed.start("names"), listed.end("names")):
            if not any(taken[name.start() : name.end()]) and name["name"] not in NO_OWN_NAMES:
                _add(clauses, name.start(), name.end(), found, taken)


def _name_after(text: str, start: int) -> int | None:
    """Where the name ends that follows a title: «副部长叶尔兰·朱马别科夫», «主任曲明哲», «副总理诺瓦克»."""
    foreign = FOREIGN.match(text, start)
    if foreign is not None:
        given = re.split("[·•・∙‧]", foreign[0])[0]
        is_name = not NOT_IN_GIVEN.search(given) and not titles().anywhere.search(given)
        return _trimmed(text, start, foreign.end())[1] if is_name else None
    end = _chinese_end(text, start)
    if end is not None:
        return end
    match = UNSPELLED.match(text, start)
    if match is None or match[1] in NO_OWN_NAMES:
        return _usual_end(text, start)
    if len(match[1]) > 3 and titles().anywhere.match(text, match.end(1)):
        return None  # «会长为新日铁住金董事长宗冈»: a body
    if OF_A_STATE.search(text, max(0, start - 12), start) and text[match.end(1) : match.end(1) + 1] in LISTED:
        return match.end(1)
    if 3 <= len(match[1]) <= 5 and "日本" in text[max(0, start - JAPANESE_REACH) : start]:
        return match.end(1)
    spelled = sum(character in SYLLABLES for character in match[1].replace("亚历山大", "亚亚亚亚"))
    return match.end(1) if spelled >= max(2, len(match[1]) - 1) else _usual_end(text, start)


FOLLOWED = re.compile(FOLLOW)
LISTED = ("、", "，")
OF_A_STATE = re.compile(
    r"(?:国|[\u4e00-\u9fff]{2,8})(?:总统|总理|首相|国王|苏丹|大公|亲王)$"
)  # «老挝总理通邢、»
# «，钱克明副部长陪同出席»: a full name, the office behind it, then what he did.
OFFICE_BEHIND = re.compile(
    rf"(?:^|(?<=[，。；、\n]))(?P<name>(?:{SURNAME})(?:(?![{UNNAMED}]){HAN}){{1,2}})"
    r"(?P<title>副?(?:部长|省长|市长|州长|主任|局长|厅长|会长|司长|县长|区长|书记|大使|总领事|参赞|董事长|总经理|院长|校长))"
    r"(?=陪同|出席|主持|参加|表示|介绍|致辞|致词|说|指出|强调|会见|率|还|也|分别|代表)"
)
# Without offices, for readers who know them: «王文涛、李海涛出席，程志明主持会议».
NAME_ALONE = rf"(?:{SURNAME})(?!方)(?:(?![{UNNAMED}]){HAN}){{1,2}}"
NAMES_ALONE = re.compile(
    rf"(?:^|(?<=[，。；\n]))(?P<names>{NAME_ALONE}(?:、{NAME_ALONE})+(?=等?(?:分别|一同|共同)?(?:出席|参加|陪同|会见))"
    rf"|(?:{SURNAME})(?:(?![{UNNAMED}]){HAN}){{2}}(?=主持(?:会议|仪式|论坛|开幕|大会|座谈|活动|推介)|陪同[会参活考。，]))"
)


def _chinese_end(text: str, start: int) -> int | None:
    """A family name and one or two characters, then a word that no name holds."""
    match = CHINESE.match(text, start)
    if match is None:
        return None
    longer = min(match.end(), start + 2) + 1
    if text[longer - 1 : longer] in JOINING_LETTERS and SPEAKS.match(text, longer):
        return longer  # «朱坚和透露»: no list goes on with a verb
    if text[longer - 1 : longer] == "之" and longer == match.end() and FOLLOWED.match(text, longer):
        return longer  # «蒋定之，»
    for end in range(match.end() - 1, match.end() + 1):
        name = text[start:end]
        if len(name) > 1 and name not in SURNAMES and name not in NO_OWN_NAMES and FOLLOWED.match(text, end):
            is_joint = name[0] in PREPOSITIONS and titles().anywhere.match(text, end)
            return None if is_joint else end  # «黄市长向张主任介绍»
    return None


def _usual_end(text: str, start: int) -> int | None:
    """A word follows that no table has: nine Chinese given names in ten are two characters long."""
    match = CHINESE.match(text, start)
    if match is None or len(match[0]) < 3 or match[0] in NO_OWN_NAMES or FOLLOWED.match(text, start):
        return None
    return match.end()


PREPOSITIONS = frozenset("向应于和从")
CORRECTED = ("应为", "应是")  # «副局长应为X»
LINKS = ("：", "为", "是", "由")  # «团长为X», «主持人：X»
JOINING_LETTERS = frozenset("和与同及从向以应于")
SPEAKS = re.compile(
    r"陪同|表示|透露|介绍|指出|说|认为|主持|致(?:辞|词|开幕|欢迎)|出席|强调|提议|建议|宣布|率团|率队|参加|发言|主讲|签署|称|坦言"
)
NOT_IN_GIVEN = re.compile(rf"[{UNNAMED}为由时对]")


def _given_start(text: str, start: int) -> int:
    """A name without an office before it begins after the last character that spells no foreign sound."""
    dot = next(index for index in range(start, len(text)) if text[index] in "·•・∙‧")
    begin = dot
    while begin > start and text[begin - 1] in SYLLABLES:
        begin -= 1
    if begin < dot:
        return begin
    particles = [m.end() for m in PARTICLE.finditer(text, start, dot)]
    return particles[-1] if particles and particles[-1] < dot else start


PARTICLE = re.compile(r"[的是由和与对向请让给为在部厅局署]")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The last part of a transliterated name ends where a verb begins."""
    last = max(index for index in range(start, end) if text[index] in "·•・∙‧")
    for stop in range(last + 3, end + 1):
        following = FOLLOWED_WORD.match(text, stop)
        is_sound = (
            stop < len(text)
            and text[stop] in SYLLABLES
            and following is not None
            and len(following["word"]) == 1
        )
        if following is not None and not is_sound:
            return start, stop
    return start, end


FOLLOWED_WORD = re.compile(
    rf"(?P<word>[，。；、：！？（）()《》“”\s\d—]|$|{alternatives(lexicon.words('after_names_zh'))})"
)


def _add(
    clauses: Clauses, start: int, end: int, found: dict[int, PersonMention], taken: bytearray
) -> PersonMention:
    name = clauses.text[start:end]
    person = PersonMention(Span(start, end), name, person_key(name), case="nomn", rule="person_named")
    found[start] = person
    taken[start:end] = b"\x01" * (end - start)
    return person


def _repeated(clauses: Clauses, found: dict[int, PersonMention], taken: bytearray) -> None:
    """A name told in full once is found again, also by the last part of a transliterated one."""
    text = clauses.text
    names = {person.name: person.name for person in found.values() if len(person.name) > 1}
    for name in list(names):
        last = re.split("[·•・∙‧]", name)[-1]
        if last != name and len(last) > 1:
            names[last] = name
    for person in found.values():
        person.name = names.get(person.name, person.name)
        person.key = person_key(person.name)
    by_start: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        by_start.setdefault(name[:2], []).append(name)
    for position in range(len(text) - 1):
        if taken[position]:
            continue
        for name in by_start.get(text[position : position + 2], ()):
            end = position + len(name)
            if text.startswith(name, position) and not any(taken[position:end]):
                person = _add(clauses, position, end, found, taken)
                person.name = names[name]
                person.key = person_key(person.name)
                break


PRONOUN = re.compile(
    r"(?:^|(?<=[，。；！？\n”日]))(?:随后|同时|此外|但|而|不过)?(?P<who>[他她])(?!们|国|人|乡|方|山|说的)"
)


def _pronouns(clauses: Clauses, found: dict[int, PersonMention], taken: bytearray) -> None:
    """«他» at the head of a clause is who the sentence, or the one before, began with."""
    by_sentence: dict[int, PersonMention] = {}
    for start in sorted(found):
        by_sentence.setdefault(clauses.sentence_of(start), found[start])
    for match in PRONOUN.finditer(clauses.text):
        at = match.start("who")
        sentence = clauses.sentence_of(at)
        meant = by_sentence.get(sentence)
        if meant is None or meant.span.start > at:
            meant = by_sentence.get(sentence - 1)
        if meant is None or taken[at]:
            continue
        person = _add(clauses, at, at + 1, found, taken)
        person.name, person.key, person.rule = meant.name, meant.key, "person_by_pronoun"
        by_sentence.setdefault(sentence, person)


def _posts_after(clauses: Clauses, found: dict[int, PersonMention]) -> None:
    """«X（公司总经理）» and «X现任公司顾问» after the name."""
    text = clauses.text
    for person in [*found.values()]:
        end = person.span.end
        now = titles().held_now.match(text, end)
        if now is not None:
            start = now.start("post")
            title = titles().at_end.search(now["post"])
            if title is not None:
                person.posts.append(read_post(now["post"], title.start(), start, now.end("post")))
            continue
        once = titles().held_once.match(text, end)
        if once is not None:
            title = titles().at_end.search(once["post"])
            if title is not None:
                held = read_post(once["post"], title.start(), once.start("post"), once.end("post"))
                former = Post(held.value.title, held.value.organization, is_former=True)
                person.posts.append(Value(former, held.span, "office_held_once"))
            continue
        if person.posts or text[end : end + 1] not in ("（", "("):
            continue
        close = text.find("）", end, end + LONGEST_POST)
        phrase = text[end + 1 : close] if close > 0 else ""
        title = titles().at_end.search(phrase)
        if title is not None:
            person.posts = [read_post(phrase, title.start(), end + 1, close)]
