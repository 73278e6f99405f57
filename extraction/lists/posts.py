"""Posts of a list: a phrase is split into office and organization by the readers of reports, a row being a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from extraction import chinese, english, lexicon, morphology, russian
from extraction.findings import Post
from extraction.keys import stems
from extraction.language import detect
from extraction.mentions import PersonMention

LEAST_COVERED = 0.8  # of the words of a phrase, for a reading of it to be taken
LEGAL_FORM = re.compile(r"(?:ООО|ОАО|АО|ПАО|ЗАО|НАО|АНО|ФГУП|ГУП|МУП|ФГБУ|ФГБОУ|КГБУ|ИП|ГК|УК)\b")
DIVIDED = re.compile(r"\s*(?:,|;|\s[-–—])\s+|\s*\|\s*")
ENGLISH_BODY = re.compile(
    r"\b(?:Ltd|LLC|Inc|Corp|Co|Company|Group|Holding|University|Institute|Ministry|Government|Department|Administration|Chamber|"
    r"Association|Committee|Bureau|Bank|Agency|Council|Office)\b"
)
CHINESE_BODY = re.compile(
    r"[^\s,，]{2,40}?(?:公司|集团|大学|学院|研究院|协会|商会|银行|办公室|委员会|政府|中心|局|厅|部|委|院|会)$"
)


def read_posts(phrases: list[str]) -> list[list[Post]]:
    """The posts of each phrase, in the order of the phrases; empty where the phrase is. Each wording is read once."""
    known: dict[str, list[Post]] = {"": []}
    by_language: dict[str, list[str]] = {}
    for phrase in dict.fromkeys(phrases):
        divided = _divided(phrase)
        if divided is not None:
            known[phrase] = [divided]
        elif phrase:
            by_language.setdefault(detect(phrase) or "ru", []).append(phrase)
    for language, wordings in by_language.items():
        read = _read_lines([SENTENCES[language](phrase) for phrase in wordings], language)
        for phrase, posts in zip(wordings, read, strict=True):
            known[phrase] = posts if _covers(posts, phrase) else [_whole(phrase)]
    return [known[phrase] for phrase in phrases]


def _divided(phrase: str) -> Post | None:
    """«министр экономики, Правительство края», "Director, ACME Ltd": the list itself divides office and organization."""
    for cut in DIVIDED.finditer(phrase):
        sides = (phrase[: cut.start()].strip(" ,;"), phrase[cut.end() :].strip(" ,;"))
        for title, body in (sides, sides[::-1]):
            if title and body and names_body(body) and not names_body(title):
                return Post(decapitalised(title), organization_name(body))
    return None


def names_body(text: str) -> bool:
    """The text begins as the name of an organization does."""
    first = re.match(r"[«\"“]?\w+(?:-\w+)*", text)
    if first is None:
        return False
    if (
        text[0] in '«"“'
        or LEGAL_FORM.match(text)
        or ENGLISH_BODY.search(text)
        or CHINESE_BODY.fullmatch(text)
    ):
        return True
    words = re.findall(r"[А-Яа-яё-]+", text)[:3]
    heads = lexicon.words("organizations_ru")
    return any(
        morphology.lemma(word.lower()) in heads and morphology.parses(word.lower())[0].tag.case == "nomn"
        for word in words
    ) and not _begins_with_office(text)


def _begins_with_office(text: str) -> bool:
    word = re.match(r"[А-Яа-яё-]+", text)
    return word is not None and morphology.lemma(word[0].lower()) in lexicon.mapping("offices_ru")


def organization_name(text: str) -> str:
    """As on the heading of a card: «Правительство края» of a cell is no proper name."""
    first = re.match(r"[А-ЯЁ][а-яё]+", text)
    plain = text.strip(" .,;")
    if first is not None and morphology.lemma(first[0].lower()) in lexicon.words("organizations_ru"):
        return plain[0].lower() + plain[1:]
    return plain


def decapitalised(title: str) -> str:
    """«Министр» → «министр»; CEO, «ИТ-директор» and English titles stay."""
    first = re.match(r"[А-ЯЁ][а-яё]+", title)
    return title[0].lower() + title[1:] if first is not None else title


def _whole(phrase: str) -> Post:
    return Post(decapitalised(phrase), "")


# A name that the readers know for one stands in for the person's own: a list may have names that nobody has heard.
SENTENCES: dict[str, Callable[[str], str]] = {
    "ru": lambda phrase: f"{decapitalised(phrase)} Иван Петров",
    "zh": lambda phrase: f"{phrase}张伟",
    "en": lambda phrase: f"John Smith, {phrase}, spoke.",
}
READERS: dict[str, Callable[[str], list[PersonMention]]] = {
    "ru": russian.read_people,
    "zh": lambda text: chinese.read(text, None).people,
    "en": lambda text: english.read(text, None).people,
}


def _read_lines(sentences: list[str], language: str) -> list[list[Post]]:
    """The posts that a reader finds in each line of a text."""
    starts, length = [], 0
    for sentence in sentences:
        starts.append(length)
        length += len(sentence) + 1
    people = sorted(READERS[language]("\n".join(sentences)), key=lambda person: person.span)
    found: list[list[Post]] = [[] for _ in sentences]
    line = 0
    for person in people:
        while line + 1 < len(starts) and starts[line + 1] <= person.span.start:
            line += 1
        found[line] += [post.value for post in person.posts if post.value not in found[line]]
    return found


def _covers(posts: Iterable[Post], phrase: str) -> bool:
    """The reading leaves few words of the phrase out: a list is short, and nothing in it is said by the way."""
    said = [stem for _, _, stem in stems(phrase) if len(stem) > 2 or not stem.isascii()]
    read = {stem for post in posts for _, _, stem in stems(f"{post.title} {post.organization}")}
    return bool(said) and bool(read) and sum(stem in read for stem in said) >= LEAST_COVERED * len(said)
