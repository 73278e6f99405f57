"""Offices in Russian: titles before or after a name, split into title and organization, in the nominative."""

from __future__ import annotations

import re
from itertools import pairwise

from extraction.findings import Post, Value
from extraction.russian.context import PostContext
from extraction.russian.names import NameSpan
from extraction.russian.offices import FORMER, acting_start, is_organization, office_class
from extraction.russian.phrases import cases, nominative, phrase_start, tidy
from extraction.russian.post_predicates import held_office, office_held, predicated, taken
from extraction.russian.post_reading import lower_offices, post_end, read_post
from extraction.russian.tagging import TaggedText, Word
from extraction.russian.territories import genitive_name, territory_meant

GOVERNING_FORM = re.compile(r"щ(?:ий|его|ему|им|ем|ая|ей|ую)$")


ROLES = frozenset({"глава", "руководитель", "капитан", "модератор", "спикер", "лидер", "ведущий", "старший", "докладчик", "эксперт", "организатор"})  # fmt: skip


FARTHEST_CHIEF = 60  # words


LONGEST_POST = 45  # words before a name


def posts_of(context: PostContext, name: NameSpan) -> list[Value[Post]]:
    """All posts said right beside the name: in apposition before it, or after a comma or dash."""
    held = office_held(context, name) or predicated(context, name) or taken(context, name)
    listed = _shared(context, name)
    before = [listed] if listed is not None and listed.rule == OF_PAIR else _before(context, name)
    if len(before) == 1 and not before[0].value.organization:
        assistant = _assistant(context, name)
        before = [assistant] if assistant is not None else before
    shared = listed if not before else None
    return [
        *before,
        *_after(context, name, has_post=bool(before)),
        *(post for post in (held, shared) if post is not None),
    ]


POSSESSIVES = frozenset({"его", "её", "ее", "их"})


def posts_of_pronoun(context: PostContext, reference: NameSpan) -> list[Value[Post]]:
    """«Ранее она работала заместителем директора», «он занимал пост мэра»: offices said of a pronoun."""
    held = office_held(context, reference) or predicated(context, reference)
    return [held] if held is not None else []


def _assistant(context: PostContext, name: NameSpan) -> Value[Post] | None:
    """«секретарь союза X и её заместитель Y»: the deputy of the person named before."""
    tagged = context.tagged
    head = name.first - 1
    first = name.first - 2
    if (
        first < 0
        or office_class(tagged.words[head]) != "deputy"
        or tagged.words[first].lower not in POSSESSIVES
    ):
        return None
    chief = next(
        (
            n
            for n in reversed(context.names_in(max(0, first - FARTHEST_CHIEF), first))
            if not n.is_family_only
        ),
        None,
    )
    if chief is None:
        return None
    of_chief = _before(context, chief) or _after(context, chief, has_post=False)
    if not of_chief:
        return None
    post = of_chief[0].value
    title = f"{nominative(tagged, head, head + 1, head, number='sing')} {genitive_name(post.title)}"
    return Value(Post(title, post.organization), tagged.span(first, name.first), "assistant_of")


def _shared(context: PostContext, name: NameSpan) -> Value[Post] | None:
    """«сотрудники института (А. Б., В. Г.)», «депутаты Госдумы X и Y»: an office in the plural before a list of names."""
    tagged = context.tagged
    floor = max(tagged.bounds[tagged.words[name.first].sentence][0], name.first - LONGEST_POST)
    index = name.first - 1
    while index >= floor and (
        index in context.name_at
        or tagged.words[index].text in (",", "(", ":")
        or tagged.words[index].lower in ("и", ".")
    ):
        index -= 1
    end = index + 1
    for head in range(index, max(floor, index - 12) - 1, -1):
        word = tagged.words[head]
        if word.is_finite or head in context.name_at:
            return None
        if word.pos == "NUM" or word.text.isdigit():
            return None  # «главы шести регионов, в том числе X»
        if office_class(word) and word.number == "plur":
            own = _own_place(context, name, head, end)
            if own is not None:
                return own
            if post_end(context, head, end) < end and tagged.words[end - 1].text not in ("—", "–", ":", "("):
                return None  # «форум мэров городов …, куда X»
            start = phrase_start(tagged, head, floor)
            return read_post(context, start, head, end, "post_of_list", word.case)
    return None


OF_PAIR = "post_of_pair"


def _own_place(context: PostContext, name: NameSpan, head: int, end: int) -> Value[Post] | None:
    """«премьер-министры России и Украины X и Y»: the first place is of the first person, the second of the second."""
    tagged = context.tagged
    places = [p for p in context.places_in(head + 1, end) if p.last <= end]
    names = _run_of_names(context, end, tagged.bounds[tagged.words[head].sentence][1])
    gaps = [tagged.words[a.last : b.first] for a, b in pairwise(places)]
    joined = all(len(gap) == 1 and gap[0].lower in ("и", ",") for gap in gaps)
    if len(places) < 2 or len(places) != len(names) or not joined or places[-1].last != end:
        return None
    place = next((p for p, n in zip(places, names, strict=True) if n.first == name.first), None)
    start = phrase_start(tagged, head, tagged.bounds[tagged.words[head].sentence][0])
    first = read_post(context, start, head, places[0].last, "post_of_list", tagged.words[head].case)
    if place is None or first is None:
        return None
    body = first.value.organization
    printed = tagged.quote(places[0].first, places[0].last)
    own = tagged.quote(place.first, place.last)
    organization = place.name if body == places[0].name else body.replace(printed, own)
    return Value(Post(first.value.title, organization), tagged.span(start, end), OF_PAIR)


def _run_of_names(context: PostContext, start: int, ceiling: int) -> list[NameSpan]:
    """«X, Y и Z» from `start`."""
    found: list[NameSpan] = []
    index = start
    while index < ceiling and index in context.name_at and context.name_at[index].first == index:
        found.append(context.name_at[index])
        index = found[-1].last
        if index < ceiling and context.tagged.words[index].lower in ("и", ","):
            index += 1
    return found


def _before(context: PostContext, name: NameSpan) -> list[Value[Post]]:
    tagged = context.tagged
    floor = max(tagged.bounds[tagged.words[name.first].sentence][0], name.first - LONGEST_POST)
    heads = _heads_before(context, name, floor)
    if not heads:
        return []
    composite = _composite(context, name, heads, floor)
    if composite is not None:
        return [composite]
    posts: list[Value[Post]] = []
    starts = [_with_prefix(tagged, phrase_start(tagged, head, floor), floor) for head in heads]
    for position, head in enumerate(heads):
        end = starts[position + 1] if position + 1 < len(heads) else name.first
        while end > head + 1 and (
            tagged.words[end - 1].text in (",", "и", "а", "также", "—", "–", "-", ")")
            or tagged.words[end - 1].lemma in ("господин", "госпожа", "товарищ")
        ):
            if tagged.words[end - 1].text == ")":
                end = next((i + 1 for i in range(end - 2, head, -1) if tagged.words[i].text == "("), end)
            end -= 1
        post = read_post(context, starts[position], head, end, "post_before_name", name.case)
        is_bare = position > 0 and starts[position] == heads[position - 1] + 2
        is_bare = is_bare and tagged.words[starts[position] - 1].lower == "и"
        if post is not None:
            posts = _with_shared_body(posts, post, is_bare=is_bare)
    return posts


def _composite(context: PostContext, name: NameSpan, heads: list[int], floor: int) -> Value[Post] | None:
    """«заместитель председателя правительства региона — министр экономики X»: a composite office is one post."""
    tagged = context.tagged
    start = phrase_start(tagged, heads[0], floor)
    if (
        tagged.words[start - 2].lemma in ROLES
        or len(heads) != 1
        or start - 1 <= floor
        or tagged.words[start - 1].text not in ("—", "–", "-")
    ):
        return None
    first_head = None
    index = start - 2
    while index >= floor and not _breaks(context, tagged.words[index], index):
        word = tagged.words[index]
        if office_class(word) and _fits(word, name) and _opens_post(context, index, floor):
            first_head = index
        index -= 1
    if first_head is None:
        return None
    first_start = phrase_start(tagged, first_head, floor)
    second = read_post(context, start, heads[0], name.first, "composite_post", name.case)
    one = read_post(context, first_start, first_head, start - 1, "composite_post", name.case)
    if one is None or second is None:
        return None
    title = lower_offices(
        tagged,
        first_start,
        start - 1,
        nominative(tagged, first_start, start - 1, first_head, number="sing", case=name.case),
    )
    territory = next(
        (territory_meant(context, i) for i in range(first_head, start) if territory_meant(context, i)), ""
    )
    place = next(
        (context.locality_at[i].name for i in range(first_head, start) if i in context.locality_at), ""
    )
    organization = second.value.organization or territory or place
    return Value(
        Post(f"{title} — {second.value.title}", organization),
        tagged.span(first_start, name.first),
        "composite_post",
    )


def _with_prefix(tagged: TaggedText, start: int, floor: int) -> int:
    """«и.о. министра», «бывший министр»: what stands before the office and belongs to it."""
    start = acting_start(tagged, start, floor)
    if start - 1 >= floor and tagged.words[start - 1].lemma in FORMER:
        return start - 1
    return start


def _heads_before(context: PostContext, name: NameSpan, floor: int) -> list[int]:
    """Office words left of the name that agree with it, each opening a post of its own, in the order of the text."""
    tagged = context.tagged
    heads: list[int] = []
    index = name.first - 1
    if index >= floor and tagged.words[index].lower == "и":
        return []  # «X, директор завода, и Y»: the office is of the one before
    while index >= floor:
        word = tagged.words[index]
        if word.text == ")":
            opening = next(
                (i for i in range(index, max(floor, index - 8), -1) if tagged.words[i].text == "("), index
            )
            if opening < index and not context.names_in(opening, index):
                index = opening - 1
                continue
        if index in tagged.closing and tagged.closing[index] >= floor:
            index = tagged.closing[index] - 1
            continue
        if _breaks(context, word, index):
            break
        is_acting = acting_start(tagged, index, floor) < index
        fits = (
            is_acting
            or office_class(word) == "acting"
            or _fits(word, name)
            and _opens_post(context, index, floor)
        )
        is_of_next = (
            heads and phrase_start(tagged, heads[-1], floor) <= index
        )  # «управляющий директор» is one office
        if office_class(word) and fits and not is_of_next:
            heads.append(index)
        index -= 1
    heads.reverse()
    is_told = bool(heads) and tagged.words[name.first - 1].text == ","
    if is_told and any(
        n.last == phrase_start(tagged, heads[0], floor) - 1 for n in context.names_in(floor, heads[0])
    ):
        return []  # «X, директор завода, Y»
    return heads


def _breaks(context: PostContext, word: Word, index: int) -> bool:
    if word.pos in ("VERB", "AUX") and not word.is_participle:
        return True
    if index in context.name_at:
        return True
    if word.lower in ("который", "что", "как", "где", "а", "но", "также") or word.pos == "SCONJ":
        return True
    return word.text in (
        ".",
        ";",
        ":",
        "(",
        ")",
        "—",
        "–",
        "!",
        "?",
        "•",
        "…",
        "«",
        "»",
        '"',
        "``",
    ) and not _is_dot(context.tagged, index)


def _is_dot(tagged: TaggedText, index: int) -> bool:
    """A full stop of an abbreviation («и.о.», «г. Минска») inside the phrase."""
    return tagged.words[index].text == "." and index > 0 and len(tagged.words[index - 1].text) <= 4


def _fits(head: Word, name: NameSpan) -> bool:
    """The office agrees with the name in case. An undeclined name fits every case, a nominative only itself."""
    possible = cases(head)
    if head.case == name.case:
        return True
    return name.case in possible and (not head.case or len(possible) > 1)


def _opens_post(context: PostContext, head: int, floor: int) -> bool:
    """Not the genitive inside another title: «заместитель министра», «председатель правительства»."""
    tagged = context.tagged
    start = phrase_start(tagged, head, floor)
    if start <= floor:
        return True
    before = tagged.words[start - 1]
    if before.text in (",", "—", "–") or before.lower in ("и", "а", "также"):
        return True
    if before.pos == "ADP" or before.lemma in FORMER:
        return True
    return not office_class(before)


def _after(context: PostContext, name: NameSpan, *, has_post: bool) -> list[Value[Post]]:
    tagged = context.tagged
    index = name.last
    ceiling = tagged.bounds[tagged.words[name.first].sentence][1]
    ceiling = min([n.first for n in context.names_in(name.last + 1, ceiling)] or [ceiling])
    posts: list[Value[Post]] = []
    while index < ceiling and tagged.words[index].text in (",", "—", "–", "-", "(") and len(posts) < 4:
        is_dash = tagged.words[index].text in ("—", "–", "-")
        start = index + 1
        start, is_former = _past_words(tagged, start, ceiling)
        head = _head_after(context, start, ceiling, name, is_first=not posts, is_dash=is_dash or is_former)
        if head is None:
            former = held_office(context, start, ceiling)
            return posts if former is None else [*posts, former]
        end = post_end(context, head, ceiling)
        if _belongs_to_next(context, end, name.first):
            return [] if has_post else posts  # «…, советника губернатора, директора союза Y»: both are of Y
        post = read_post(context, start, head, end, "post_after_name")
        if post is None and not is_dash:
            break
        if post is not None and is_former:
            post = Value(
                Post(post.value.title, post.value.organization, True), post.span, "former_post_after_name"
            )
        if post is not None and posts and is_dash:
            posts[-1] = _joined_posts(posts[-1], post)
        elif post is not None:
            post, end = _with_organization(context, post, end, ceiling)
            posts.append(post)
        index = _past_aside(tagged, end, ceiling)
        if index < ceiling and tagged.words[index].lower == "и":
            start = _past_time(tagged, index + 1, ceiling)
            following = _head_after(context, start, ceiling, name, is_first=False, is_dash=False)
            if following is not None:
                end = post_end(context, following, ceiling)
                if not _belongs_to_next(context, end, name.first):
                    second = read_post(context, start, following, end, "post_after_name")
                    posts = _with_shared_body(posts, second, is_bare=index == head + 1)
                    index = end
    return posts


OWNERS = frozenset({"совладелец", "владелец", "совладелица", "владелица", "учредитель", "акционер"})


def _with_shared_body(
    posts: list[Value[Post]], second: Value[Post] | None, *, is_bare: bool
) -> list[Value[Post]]:
    """«директор и совладелец турфирмы»: what the second office names is of both; to own is no office beside one."""
    if second is None:
        return posts
    first = posts[-1] if posts else None
    if first is None or not is_bare or first.value.organization or not second.value.organization:
        return [*posts, second]
    post = Post(first.value.title, second.value.organization, first.value.is_former)
    shared = Value(post, first.span.to(second.span), first.rule)
    return [*posts[:-1], shared] if second.value.title in OWNERS else [*posts[:-1], shared, second]


def _past_aside(tagged: TaggedText, index: int, ceiling: int) -> int:
    """The index after «(КНР)»: a country or an abbreviation in brackets."""
    if index + 2 < ceiling and tagged.words[index].text == "(" and tagged.words[index + 2].text == ")":
        return index + 3
    return index


TIME_WORDS = frozenset({"с", "ныне", "теперь", "одновременно", "также", "сейчас", "по", "года", "году", "этого", "недавно", "совместительству"})  # fmt: skip


MONTH = re.compile(r"(?:январ|феврал|март|апрел|ма[яйе]$|июн|июл|август|сентябр|октябр|ноябр|декабр)")


def _past_time(tagged: TaggedText, index: int, ceiling: int) -> int:
    """«и с июля заместитель председателя»: since when an office is held stands before it."""
    while index < ceiling and (
        tagged.words[index].lower in TIME_WORDS
        or MONTH.match(tagged.words[index].lower)
        or tagged.words[index].text.isdigit()
    ):
        index += 1
    return index


def _joined_posts(one: Value[Post], other: Value[Post]) -> Value[Post]:
    """«заместитель председателя правительства – министр финансов»: a composite office is one post."""
    title = f"{one.value.title} — {other.value.title}"
    organization = one.value.organization or other.value.organization
    return Value(Post(title, organization, one.value.is_former), one.span.to(other.span), "composite_post")


def _with_organization(
    context: PostContext, post: Value[Post], end: int, ceiling: int
) -> tuple[Value[Post], int]:
    """«– генеральный директор, ООО «Уссури-Строй»»: in lists the organization follows after a comma."""
    tagged = context.tagged
    if post.value.organization or end + 1 >= ceiling or tagged.words[end].text != ",":
        return post, end
    start = end + 1
    word = tagged.words[start]
    head = next(
        (
            i
            for i in range(start, min(start + 4, ceiling))
            if is_organization(tagged.words[i]) or i in tagged.quotations
        ),
        None,
    )
    if (
        head is None
        or office_class(word)
        or word.pos == "ADP"
        or head not in tagged.quotations
        and not (tagged.words[head].case in ("nomn", "accs", "") or tagged.words[head].text.isupper())
        or any(w.is_finite for w in tagged.words[start:head])
    ):
        return post, end
    last = (
        post_end(context, head, ceiling)
        if head not in tagged.quotations
        else tagged.quotations[head].last + 1
    )
    name = tidy(tagged.quote(start, last))
    value = Post(post.value.title, name, post.value.is_former)
    return Value(value, post.span.to(tagged.span(start, last)), post.rule), last


def _past_words(tagged: TaggedText, start: int, ceiling: int) -> tuple[int, bool]:
    """«в прошлом — капитан порта», «тогда — заместитель мэра»: (where the office begins, that it is former)."""
    words = [w.lower for w in tagged.words[start : min(start + 4, ceiling)]]
    for phrase in (["в", "прошлом"], ["тогда"], ["ранее"], ["в", "то", "время"], ["ныне"], ["сейчас"]):
        if words[: len(phrase)] == phrase:
            start += len(phrase)
            if start < ceiling and tagged.words[start].text in ("—", "–", "-"):
                start += 1
            return start, phrase not in (["ныне"], ["сейчас"])
    return start, False


def _belongs_to_next(context: PostContext, end: int, start: int) -> bool:
    """«А. Иванов, губернатор края Б. Петров»: the title goes with the name that follows it in the sentence."""
    words = context.tagged.words
    return end in context.name_at and words[end].sentence == words[start].sentence


def _head_after(
    context: PostContext, start: int, ceiling: int, name: NameSpan, *, is_first: bool, is_dash: bool
) -> int | None:
    tagged = context.tagged
    for index in range(start, min(start + 5, ceiling)):
        word = tagged.words[index]
        following = tagged.words[index + 1] if index + 1 < ceiling else None
        if (
            following is not None
            and GOVERNING_FORM.search(word.lower)
            and office_class(following)
            and following.case == word.case
        ):
            continue  # «управляющий партнёр»
        if office_class(word):
            fits = _fits(word, name) or (is_dash and "nomn" in cases(word))
            return index if fits and phrase_start(tagged, index, start) == start else None
        if not (word.is_adjective or word.pos in ("NUM",) or word.lower in ("ныне", "а", "также")):
            return None
    return None
