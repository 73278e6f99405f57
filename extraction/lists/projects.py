"""Lists of investment projects as they are typed, pasted or kept in tables: name, place, sector, sum, initiator, stage.

`read_projects` takes rows («1. Зерновой терминал, Приморский край – 5 млрд руб., ООО «Причал», строится»), cards with a label
on each line («Проект: …», «Инициатор: …») and tables, in Russian, Chinese and English. It is pure and deterministic; what
was not understood is marked where it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from extraction import lexicon
from extraction.findings import Span
from extraction.folding import fold, fold_case
from extraction.lists.columns import HEADING_ROWS, Cell, cells_of, is_border, is_table
from extraction.lists.posts import names_body
from extraction.lists.rows import BULLET, MOST_CHARACTERS, NOTHING_SAID, line_numbers
from extraction.money import find_amounts
from extraction.places import find_place

FIELDS = ("name", "place", "sector", "amount", "initiator", "stage")
LABEL = re.compile(r"(?P<words>[^\s:：;«,][^:：;«,\n]{0,38}?)\s*(?:[:：]|\s[–—-](?=\s))\s*")
CUT = re.compile(r"[;；()（）]|,(?!\d)|，|、|\s[–—-]\s|——|\.\s+(?=[А-ЯЁA-Z\u4e00-\u9fff])")
QUOTES = {"«": "»", "“": "”", "《": "》", "„": "“"}
TRIMMED = " \t\u00a0\u3000.,;:，。；：|–—-"
UNIT = re.compile(
    r"[,(]\s*(?P<unit>[^,()]*(?:руб|долл|юан|евро|тыс|млн|млрд|RUB|USD|CNY|EUR|元|万|亿|mln|million|bn)[^,()]*)\)?\s*$",
    re.IGNORECASE,
)
FIGURE = re.compile(r"[\d\s\u00a0.,]+")
PROJECT = re.compile(
    r"(?:инвестиционн\w+\s+)?проект\w*\s+(?=[«“\"])|(?:investment\s+)?project\s+(?=[“\"«])", re.IGNORECASE
)
HEADING = re.compile(
    r"(?:перечень|список|реестр|таблица|list of|projects?\s*$|项目清单|项目一览)", re.IGNORECASE
)


@dataclass(slots=True)
class ListedProject:
    """A project of a list. `amount` is the sum as printed; `stage` is idea, planned, under_way, finished, stopped or nothing.

    `number` is the line of the text, or the row of the sheet, from 1; `printed` are the row's own words.
    """

    number: int
    span: Span
    printed: str = ""
    name: str = ""
    place: str = ""
    sector: str = ""
    amount: str = ""
    initiator: str = ""
    stage: str = ""
    unclear: list[Span] = field(default_factory=list)


def read_projects(text: str) -> list[ListedProject]:
    """The projects that a text lists, in its order."""
    text = text[:MOST_CHARACTERS]
    lines = [Span(*match.span()) for match in re.finditer(r"[^\r\n]*\S[^\r\n]*", text)]
    numbers = line_numbers(text, lines)
    columns = _columns(text, lines) if is_table(text, lines) else None
    found = _rows(text, lines, numbers, *columns) if columns is not None else _lines(text, lines, numbers)
    for project in found:
        project.printed = text[project.span.start : project.span.end]
        project.name = _called(project.name)
    return [project for project in found if project.name or project.unclear]


def stage_of(words: str) -> str:
    """The stage that some words say, or nothing."""
    plain = words.strip(TRIMMED)
    return next((stage for pattern, stage in _stages() if pattern.match(plain)), "")


@lru_cache(maxsize=1)
def _stages() -> list[tuple[re.Pattern[str], str]]:
    return [
        (re.compile(rf"(?:{row[0]})(?![а-яёa-z])", re.IGNORECASE), row[1])
        for row in lexicon.table("project_stages")
    ]


def _kind(words: str) -> str:
    plain = " ".join(fold_case(fold(words)).rstrip(":*").split())
    known = lexicon.mapping("project_columns")
    return known.get(plain) or known.get(re.split(r"\s*[,(（]", plain)[0].strip(), "")


def _called(name: str) -> str:
    """«Проект «Зерновой терминал»» → Зерновой терминал."""
    plain = " ".join(name.split()).strip(TRIMMED)
    plain = PROJECT.sub("", plain, count=1) if PROJECT.match(plain) else plain
    closing = QUOTES.get(plain[:1], '"' if plain[:1] == '"' else "")
    if closing and plain.endswith(closing) and plain.find(closing, 1) == len(plain) - 1:
        plain = plain[1:-1].strip()
    return plain[:500]


# Tables


def _columns(text: str, lines: list[Span]) -> tuple[dict[int, str], dict[int, str], int] | None:
    """(what each column holds, units of sums, the line of the heading) by the heading; None where there is none."""
    for index, line in enumerate(lines[:HEADING_ROWS]):
        cells = cells_of(text, line)
        kinds = {cell.column: kind for cell in cells if (kind := _kind(cell.text))}
        if "name" in kinds.values() and len(kinds) > 1:
            units = {c.column: m["unit"].strip() for c in cells if (m := UNIT.search(c.text)) is not None}
            return kinds, units, index
    return None


def _rows(
    text: str,
    lines: list[Span],
    numbers: list[int],
    kinds: dict[int, str],
    units: dict[int, str],
    heading: int,
) -> list[ListedProject]:
    found = []
    for line, number in list(zip(lines, numbers, strict=True))[heading + 1 :]:
        cells = cells_of(text, line)
        if is_border(text[line.start : line.end]) or not cells or NOTHING_SAID.match(cells[0].text):
            continue
        if len(cells) == 1 and kinds.get(cells[0].column) != "name":
            continue
        project = ListedProject(number, cells[0].span.to(cells[-1].span))
        for cell in cells:
            _take(project, kinds.get(cell.column, ""), cell, units.get(cell.column, ""))
        found.append(project)
    return found


def _take(project: ListedProject, kind: str, cell: Cell, unit: str) -> None:
    if kind == "stage":
        project.stage = stage_of(cell.text)
        if not project.stage:
            project.unclear.append(cell.span)
    elif kind == "amount":
        project.amount = f"{cell.text} {unit}" if unit and FIGURE.fullmatch(cell.text) else cell.text
    elif kind in FIELDS:
        setattr(project, kind, getattr(project, kind) or cell.text)
    elif not kind and not cell.text.strip(".)").isdigit():
        project.unclear.append(cell.span)


# Free text


def _lines(text: str, lines: list[Span], numbers: list[int]) -> list[ListedProject]:
    found: list[ListedProject] = []
    for line, number in zip(lines, numbers, strict=True):
        bullet = BULLET.match(text, line.start, line.end)
        start = bullet.end() if bullet is not None else line.start
        is_numbered = bullet is not None and bullet["number"] is not None
        label = LABEL.match(text, start, line.end)
        kind = _kind(label["words"]) if label is not None else ""
        if kind and label is not None:
            if kind == "name" or not found:
                found.append(ListedProject(number, Span(line.start, line.end)))
            _labelled(text, found[-1], kind, Span(label.end(), line.end))
            found[-1].span = found[-1].span.to(line)
        elif not is_numbered and (
            HEADING.match(text[start : line.end]) or NOTHING_SAID.match(text[start : line.end])
        ):
            continue
        else:
            project = ListedProject(number, Span(line.start, line.end))
            _read(text, project, Span(start, line.end))
            found.append(project)
    return found


def _labelled(text: str, project: ListedProject, kind: str, said: Span) -> None:
    words = text[said.start : said.end].strip(TRIMMED)
    if kind == "name" and (";" in words or find_amounts(words)):
        _read(text, project, said)
    elif kind == "stage":
        project.stage = stage_of(words)
        if not project.stage:
            project.unclear.append(said)
    elif kind in FIELDS:
        setattr(project, kind, getattr(project, kind) or words)


def _read(text: str, project: ListedProject, line: Span) -> None:
    """The parts of a row, each of the kind that its words say; those before all others are the name."""
    name_end = line.start
    for index, part in enumerate(_parts(text, line)):
        words = text[part.start : part.end]
        label = LABEL.match(text, part.start, part.end)
        kind = _kind(label["words"]) if label is not None else ""
        if kind and label is not None:
            _labelled(text, project, kind, Span(label.end(), part.end))
        elif index == 0:
            name_end = _first(text, project, part)
        elif not _understood(project, words):
            if name_end == _gap(text, part.start):
                project.name, name_end = text[line.start : part.end], part.end  # «Порт, дорога и склад»
            else:
                project.unclear.append(part)


def _gap(text: str, start: int) -> int:
    """Where the words before a comma end."""
    before = text[:start].rstrip()
    return len(before[:-1].rstrip()) if before[-1:] in (",", "，", "、") else -1


def _first(text: str, project: ListedProject, part: Span) -> int:
    """The name; a sum at its end is none of it. Returns where the name ends."""
    words = text[part.start : part.end]
    amounts = find_amounts(words)
    if amounts and amounts[0].span.start > 0:
        project.amount = amounts[0].text
        words = words[: amounts[0].span.start]
    project.name = words
    return part.start + len(words.rstrip())


def _understood(project: ListedProject, words: str) -> bool:
    amounts = find_amounts(words)
    plain = words.strip(TRIMMED)
    if amounts and not project.amount:
        project.amount = amounts[0].text
    elif not project.stage and (stage := stage_of(plain)):
        project.stage = stage
    elif not project.place and find_place(plain) is not None:
        project.place = plain
    elif not project.initiator and names_body(plain):
        project.initiator = plain
    else:
        return False
    return True


def _parts(text: str, line: Span) -> list[Span]:
    """Between commas, semicolons, dashes and brackets that stand in no quotation marks."""
    cuts: list[tuple[int, int]] = []
    sums = [amount.span for amount in find_amounts(text[line.start : line.end])]
    depth = dict.fromkeys(QUOTES, 0)
    seen = line.start
    for cut in CUT.finditer(text, line.start, line.end):
        place = cut.start() - line.start
        for opening, closing in QUOTES.items():
            depth[opening] += text.count(opening, seen, cut.start()) - text.count(closing, seen, cut.start())
        seen = cut.start()
        if any(span.start < place < span.end for span in sums):
            continue  # «120 млн долл. США»
        if all(open_quotes <= 0 for open_quotes in depth.values()):
            cuts.append(cut.span())
    # A label keeps the dash behind it: «инициатор – ООО «Причал»».
    parts, start = [], line.start
    for first, last in [*cuts, (line.end, line.end)]:
        if _kind(text[start:first]) and text[first:last].strip() in ("–", "—", "-"):
            continue
        inner = text[start:first].strip(" \t\u00a0\u3000")
        if inner.strip(TRIMMED):
            begin = start + text[start:first].index(inner)
            parts.append(Span(begin, begin + len(inner)))
        start = last
    return parts
