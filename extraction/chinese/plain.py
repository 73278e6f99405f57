"""One spelling for many house styles: simplified characters, full-width marks, “quotation marks”, no space beside a number.

The rules read the plain text; `Plain.restore` moves everything that they found to its place in the text as given, and
spells it in the characters that stand there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any

from opencc import OpenCC

from extraction.findings import Post, Span, Value
from extraction.mentions import PersonMention, Reading

FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}  # fmt: skip
MARKS = str.maketrans(
    {
        **FULL_WIDTH, "「": "“", "」": "”", "『": "“", "』": "”", "〈": "《", "〉": "》", "(": "（", ")": "）", ";": "；",
        "!": "！", "?": "？", "•": "·", "・": "·", "‧": "·", "．": "·", "～": "—", "~": "—", "─": "—", "―": "—",
        "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\t": " ",
    }
)  # fmt: skip
COMMA = re.compile(r"(?<!\d),|,(?!\d)")
COLON = re.compile(r"(?<!\d):|:(?!\d)")
STOP = re.compile(r"(?<=[\u4e00-\u9fff）”])\.(?=\s|$)")
STRAIGHT = re.compile(r'"([^"\n]{1,200})"')
SPACE_BESIDE_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff“”《》（）·—]) +(?=[0-9A-Za-z])|(?<![:：]\d\d)(?<=[0-9A-Za-z]) +(?=[\u4e00-\u9fff“”《》（）·—])")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in one spelling; `offsets[i]` is where its i-th character stands in the text as given."""

    text: str
    offsets: list[int] | None
    traditional: str = ""  # the same characters before they were simplified, if any was

    def restore(self, reading: Reading, text: str) -> Reading:
        """The reading of the text as given."""
        reading.text = text
        if self.offsets is not None or self.traditional:
            _Mover(self).move(reading)
        return reading


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _simplified(text: str) -> str:
    """The text in simplified characters, each where it stood."""
    return HAN.sub(lambda run: _run_simplified(run[0]), text)


def _run_simplified(run: str) -> str:
    simple = str(_converter().convert(run))
    return simple if len(simple) == len(run) else run


HAN = re.compile(r"[\u3400-\u9fff]+")


def plain(text: str) -> Plain:
    marked = text.translate(MARKS)
    marked = STRAIGHT.sub(r"“\1”", marked)
    for pattern, mark in ((COMMA, "，"), (COLON, "："), (STOP, "。")):
        marked = pattern.sub(mark, marked)
    kept: list[int] = []
    position = 0
    for space in SPACE_BESIDE_NUMBER.finditer(marked):
        kept += range(position, space.start())
        position = space.end()
    if position:
        kept += range(position, len(marked))
        marked = "".join(marked[index] for index in kept)
    simple = _simplified(marked)
    return Plain(simple, kept if position else None, marked if simple != marked else "")


REACH = 200  # characters in which the words of a value stand behind the beginning of its quote


class _Mover:
    """Moves every span of a reading, each mention once, and spells what was read as the text does."""

    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        self.seen: set[int] = set()
        spellings = zip(plain.text[::-1], plain.traditional[::-1], strict=True) if plain.traditional else ()
        self.letters = str.maketrans(dict(spellings))

    def span(self, span: Span) -> Span:
        offsets = self.plain.offsets
        if offsets is None:
            return span
        last = max(span.start, span.end - 1)
        return Span(offsets[span.start], offsets[min(last, len(offsets) - 1)] + 1)

    def spelled(self, words: str, near: int = 0) -> str:
        """The words as the text spells them: where they stand, else character by character."""
        if not self.letters:
            return words
        at = self.plain.text.find(words, near, near + len(words) + REACH) if words else -1
        return self.plain.traditional[at : at + len(words)] if at >= 0 else words.translate(self.letters)

    def content(self, value: Value[Any]) -> Any:
        if isinstance(value.value, str):
            return self.spelled(value.value, value.span.start)
        if isinstance(value.value, Post):
            post, near = value.value, value.span.start
            return Post(self.spelled(post.title, near), self.spelled(post.organization, near), post.is_former)
        return value.value

    def move(self, thing: Any) -> Any:
        if isinstance(thing, Span):
            return self.span(thing)
        if isinstance(thing, Value):
            return Value(self.content(thing), self.span(thing.span), thing.rule)
        if isinstance(thing, list):
            return [self.move(item) for item in thing]
        if not is_dataclass(thing) or isinstance(thing, type) or id(thing) in self.seen:
            return thing
        self.seen.add(id(thing))
        if isinstance(thing, PersonMention):
            thing.name = self.spelled(thing.name, thing.span.start)
        for attribute in fields(thing):
            setattr(thing, attribute.name, self.move(getattr(thing, attribute.name)))
        return thing
