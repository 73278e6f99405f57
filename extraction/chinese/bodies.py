"""Lists of bodies: «A、B和C» in pieces, without cutting «工业和信息化部» or «呼和浩特»."""

from __future__ import annotations

import re

from extraction.chinese.clauses import Clauses
from extraction.findings import Span

JOINT = re.compile(r"与|同(?!江|仁)|和(?!平|浩|田|龙|国)|、|及|，")
FIRST_HALF = re.compile(r"[业能态济化育商息林源易展土乡]$")
SECOND_HALF = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:厅|局|部|委员会|委|协会)")


def split_bodies(clauses: Clauses, span: Span) -> list[Span]:
    """The pieces of a list, in order."""
    text = clauses.text
    places = [where.span for where in clauses.places_in(span)]
    pieces: list[Span] = []
    position = span.start
    for joint in JOINT.finditer(text, span.start, span.end):
        if any(p.start < joint.end() and joint.start() < p.end for p in places) or _is_inside_name(
            text, joint
        ):
            continue
        pieces.append(Span(position, joint.start()))
        position = joint.end()
    return [*pieces, Span(position, span.end)]


def _is_inside_name(text: str, joint: re.Match[str]) -> bool:
    """«工业和信息化厅», «发展和改革委员会»."""
    if joint[0] not in ("和", "与", "、"):
        return False
    before = FIRST_HALF.search(text[max(0, joint.start() - 1) : joint.start()])
    return before is not None and SECOND_HALF.match(text, joint.end(), joint.end() + 12) is not None
