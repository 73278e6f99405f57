"""Offices said by the predicate: «директором назначен X», «X занимает пост мэра», «пост мэра занял X»."""

from __future__ import annotations

from extraction.findings import Post, Value
from extraction.russian.context import PostContext
from extraction.russian.names import NameSpan
from extraction.russian.offices import office_class
from extraction.russian.phrases import phrase_start
from extraction.russian.post_reading import post_end, read_post


def office_held(context: PostContext, name: NameSpan) -> Value[Post] | None:
    """«X …, занимает должность заместителя директора»: said by the predicate of the sentence."""
    tagged = context.tagged
    ceiling = tagged.bounds[tagged.words[name.first].sentence][1]
    if name.case not in ("nomn", ""):
        return None
    for index in range(name.last, min(name.last + 20, ceiling)):
        if tagged.words[index].is_finite and tagged.words[index].lemma.startswith(("занимать", "занять")):
            return held_office(context, index, ceiling)
        if index in context.name_at:
            return None
    return None


APPOINTING = frozenset(
    {"назначить", "назначать", "избрать", "утвердить", "стать", "назначенный", "избранный"}
)


SERVING = frozenset(
    {
        "работать",
        "служить",
        "трудиться",
        "являться",
        "быть",
        "оставаться",
        "работавший",
        "служивший",
        "бывший",
    }
)


NO_POSTS = frozenset(
    {"спикер", "модератор", "эксперт", "лидер", "партнер", "партнёр", "участник", "координатор"}
)


def predicated(context: PostContext, name: NameSpan) -> Value[Post] | None:
    """«директором завода назначен X», «X, ранее работавший заместителем мэра»: an office in the instrumental."""
    tagged = context.tagged
    floor, ceiling = tagged.bounds[tagged.words[name.first].sentence]
    if name.case not in ("nomn", ""):
        return None
    for verb in tagged.words[max(floor, name.first - 3) : min(name.last + 4, ceiling)]:
        if (
            verb.lemma not in APPOINTING
            and verb.lemma not in SERVING
            or not (verb.is_finite or verb.is_participle)
        ):
            continue
        between = (
            tagged.words[name.last : verb.index]
            if verb.index >= name.last
            else tagged.words[verb.index + 1 : name.first]
        )
        if any(w.is_finite or w.is_noun or w.text in (":", ";", "—") for w in between):
            continue
        head = _instrumental(context, verb.index, floor, ceiling)
        if head is None:
            continue
        start = phrase_start(tagged, head, floor)
        end = (
            min(post_end(context, head, ceiling), verb.index)
            if head < verb.index
            else post_end(context, head, ceiling)
        )
        post = read_post(context, start, head, end, "office_predicated", "ablt")
        if post is None or not post.value.organization or end in context.name_at:
            return None
        is_past = verb.lemma in SERVING and "Tense=Past" in verb.feats and verb.lemma != "являться"
        return Value(
            Post(post.value.title, post.value.organization, is_past or post.value.is_former),
            post.span,
            post.rule,
        )
    return None


def taken(context: PostContext, name: NameSpan) -> Value[Post] | None:
    """«Пост вице-мэра Норильска занял X»."""
    tagged = context.tagged
    floor = tagged.bounds[tagged.words[name.first].sentence][0]
    verb = tagged.words[name.first - 1] if name.first > floor else None
    if verb is None or verb.lemma not in ("занять", "получить", "достаться") or not verb.is_finite:
        return None
    place = next(
        (w for w in tagged.words[floor : verb.index] if w.lemma in ("пост", "должность", "кресло")), None
    )
    head = (
        next((w.index for w in tagged.words[place.index + 1 : verb.index] if office_class(w)), None)
        if place is not None
        else None
    )
    if place is None or head is None:
        return None
    return read_post(context, place.index + 1, head, verb.index, "office_taken", "gent")


def _instrumental(context: PostContext, verb: int, floor: int, ceiling: int) -> int | None:
    """The office word in the instrumental beside the verb: right after it, else opening the clause before it."""
    words = context.tagged.words
    nearby = [*range(verb + 1, min(verb + 5, ceiling)), *range(verb - 1, max(floor, verb - 12) - 1, -1)]
    for index in nearby:
        word = words[index]
        if index < verb and (word.is_finite or word.text in (",", ";", ":") or index in context.name_at):
            return None
        if word.case == "ablt" and office_class(word) not in ("", "none") and word.number != "plur":
            return index if word.lemma not in NO_POSTS else None
    return None


def held_office(context: PostContext, start: int, ceiling: int) -> Value[Post] | None:
    """«занимавший в то время должность заместителя губернатора»: a former office."""
    tagged = context.tagged
    if start >= ceiling or not tagged.words[start].lemma.startswith(("занимать", "возглавлять", "занять")):
        return None
    for index in range(start, min(start + 8, ceiling)):
        if tagged.words[index].lemma in ("должность", "пост"):
            for head in range(index + 1, min(index + 5, ceiling)):
                if office_class(tagged.words[head]):
                    end = post_end(context, head, ceiling)
                    post = read_post(context, index + 1, head, end, "office_held_then")
                    if post is None:
                        return None
                    is_past = tagged.words[start].is_past
                    former = Post(post.value.title, post.value.organization, is_past)
                    return Value(former, tagged.span(start, end), post.rule)
    return None
