"""People meant without their names: «губернатор отметил», «она предложила»."""

from __future__ import annotations

from dataclasses import replace

from extraction.findings import Post, Value
from extraction.russian.context import PostContext
from extraction.russian.names import NameSpan
from extraction.russian.offices import is_organization, office_class
from extraction.russian.phrases import complement_end
from extraction.russian.tagging import TaggedText, Word

FARTHEST_OFFICE = 12  # sentences back
FARTHEST_PRONOUN = 2
FARTHEST_WORDS = 400
PRONOUNS = {"он": "masc", "она": "femn"}


def find_references(context: PostContext, posts: dict[int, list[Value[Post]]]) -> list[NameSpan]:
    """Bare offices and pronouns as further mentions of the people that they mean."""
    tagged = context.tagged
    covered = context.post_words
    found: list[NameSpan] = []
    for word in tagged.words:
        if word.index in context.name_at or tagged.sentences[word.sentence].is_title:
            continue
        reference = None
        if word.lower in PRONOUNS and word.pos in ("PRON", "NOUN"):
            reference = _pronoun(context, word)
        elif (
            word.is_noun
            and word.number != "plur"
            and word.index not in covered
            and office_class(word) not in ("", "none")
        ):
            reference = _office(context, posts, word)
        if reference is not None:
            found.append(reference)
    return found


def post_words(context: PostContext, posts: dict[int, list[Value[Post]]]) -> frozenset[int]:
    """Words of the posts that stand beside a name."""
    spans = [post.span for values in posts.values() for post in values]
    covered: set[int] = set()
    starts = {w.start: w.index for w in context.tagged.words}
    for span in spans:
        index = starts.get(span.start, -1)
        while 0 <= index < len(context.tagged.words) and context.tagged.words[index].end <= span.end:
            covered.add(index)
            index += 1
    return frozenset(covered)


def _office(context: PostContext, posts: dict[int, list[Value[Post]]], word: Word) -> NameSpan | None:
    """The last person before who holds an office of this word."""
    tagged = context.tagged
    if word.index and office_class(tagged.words[word.index - 1]) or _is_inside_title(tagged, word):
        return None
    ceiling = tagged.bounds[word.sentence][1]
    end = complement_end(tagged, word.index, ceiling)
    for name in reversed(context.names_in(max(0, word.index - FARTHEST_WORDS), word.index)):
        if word.sentence - tagged.words[name.first].sentence > FARTHEST_OFFICE:
            break
        for post in posts.get(name.first, []):
            heads = _heads(post.value.title)
            is_holder = word.lemma in heads or _is_head_of_region(context, word) and "губернатор" in heads
            if is_holder and _agrees(context, word, end, post.value):
                first = word.index
                case = word.case or name.case
                return replace(name, first=first, last=first + 1, case=case, span=word.span)
    return None


def _is_head_of_region(context: PostContext, word: Word) -> bool:
    """«глава региона» is also the governor."""
    words = context.tagged.words
    following = words[word.index + 1] if word.index + 1 < len(words) else None
    return word.lemma == "глава" and following is not None and following.lemma in (
        "регион", "край", "область", "республика", "субъект"
    )  # fmt: skip


def _heads(title: str) -> list[str]:
    """The words by which a holder may be called: «заместитель председателя — министр экономики» is also the minister."""
    parts = title.lower().replace("ё", "е").split(" — ")
    return [word for part in parts for word in part.split()[:3]]


def _is_inside_title(tagged: TaggedText, word: Word) -> bool:
    """«заместитель губернатора», «пресс-служба губернатора», «администрация президента»."""
    before = tagged.words[word.index - 1] if word.index else None
    if before is not None and before.lemma in ACTIONS:
        return False
    return before is not None and before.is_noun and word.case == "gent"


ACTIONS = frozenset(
    {
        "встреча",
        "беседа",
        "доклад",
        "выступление",
        "предложение",
        "инициатива",
        "идея",
        "слово",
        "визит",
        "приглашение",
        "участие",
    }
)


def _agrees(context: PostContext, word: Word, end: int, post: Post) -> bool:
    """A complement that names another place or body means another person."""
    for index in range(word.index + 1, end):
        locality = context.locality_at.get(index)
        if locality is not None and locality.name.split()[0][:4] not in f"{post.organization} {post.title}":
            return False
        inner = context.tagged.words[index]
        if is_organization(inner) and inner.lemma not in post.organization.lower():
            return False
    return True


def _pronoun(context: PostContext, word: Word) -> NameSpan | None:
    """The last person in the nominative before, of the pronoun's gender, in the paragraph."""
    tagged = context.tagged
    paragraph = tagged.sentences[word.sentence].paragraph
    for name in reversed(context.names_in(max(0, word.index - FARTHEST_WORDS), word.index)):
        sentence = tagged.words[name.first].sentence
        if word.sentence - sentence > FARTHEST_PRONOUN or tagged.sentences[sentence].paragraph != paragraph:
            return None
        if name.case in ("nomn", "") and name.gender in (PRONOUNS[word.lower], ""):
            return replace(name, first=word.index, last=word.index + 1, case="nomn", span=word.span)
    return None
