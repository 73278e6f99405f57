"""One spelling for many house styles: full-width marks and digits, “quotation marks”, no space beside a number.

The rules read the plain text; `Plain.restore` moves everything that they found to its place in the text as given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from extraction.findings import Span, Value
from extraction.mentions import Reading

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

    def restore(self, reading: Reading, text: str) -> Reading:
        """The reading of the text as given."""
        reading.text = text
        if self.offsets is not None:
            _Mover(self.offsets).move(reading)
        return reading


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
    if not position:
        return Plain(marked, None)
    kept += range(position, len(marked))
    return Plain("".join(marked[index] for index in kept), kept)


class _Mover:
    """Moves every span of a reading, each mention once."""

    def __init__(self, offsets: list[int]) -> None:
        self.offsets = offsets
        self.seen: set[int] = set()

    def span(self, span: Span) -> Span:
        last = max(span.start, span.end - 1)
        return Span(self.offsets[span.start], self.offsets[min(last, len(self.offsets) - 1)] + 1)

    def move(self, thing: Any) -> Any:
        if isinstance(thing, Span):
            return self.span(thing)
        if isinstance(thing, Value):
            return Value(thing.value, self.span(thing.span), thing.rule)
        if isinstance(thing, list):
            return [self.move(item) for item in thing]
        if not is_dataclass(thing) or isinstance(thing, type) or id(thing) in self.seen:
            return thing
        self.seen.add(id(thing))
        for attribute in fields(thing):
            setattr(thing, attribute.name, self.move(getattr(thing, attribute.name)))
        return thing
