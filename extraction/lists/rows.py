"""Rows of a list: where each person's entry begins and ends, and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from extraction import lexicon
from extraction.findings import Post, Span, Value
from extraction.language import detect
from extraction.lists.columns import Cell, Columns, cells_of, find_columns, is_border, is_table
from extraction.lists.names import ADDRESS, PATRONYMIC, ListedName, find_name, find_names, is_given
from extraction.lists.posts import READERS, decapitalised, names_body, organization_name, read_posts

RULE = "row_of_list"
MOST_CHARACTERS = 2_000_000
BULLET = re.compile(r"\s*(?:(?P<number>\(?\d{1,4}\s*[.)）、](?!\d))|[-•–—*·●▪◦])?\s*")
INTRODUCTION = re.compile(
    r"[^:：\n]{0,160}(?:делегаци|состав|входят|вошли|участник|代表团|成员|delegation|delegates|participants)[^:：\n]{0,80}[:：]\s*",
    re.IGNORECASE,
)
COMPOSED_OF = re.compile(r"в\s+(?:следующем\s+)?составе(?!\s*:)\s+", re.IGNORECASE)
GENDER = re.compile(r"[,，]\s*[男女](?=[,，\s]|$)|[(（][男女][)）]|(?<=\s)[男女](?=[\s,，])")
# «1975 г.р.», «род. 12.03.1975», «дата рождения: 1975», “born 12 March 1975”, «1975年出生»: never a part of the post.
DATE_OF_BIRTH = r"(?:\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}\s[а-яa-z]{3,9}\s\d{4}|\d{4})"
BIRTH = re.compile(
    rf"[\s,;，(（–—-]*(?:(?:род\.|родил(?:ся|ась)|дата\s+рождения|год\s+рождения|д\.\s?р\.|born(?:\s+on)?|date\s+of\s+birth|DOB)\s*[:：–-]?\s*"
    rf"(?P<a>{DATE_OF_BIRTH})(?:\s*г(?:ода|\.)?)?|(?P<b>{DATE_OF_BIRTH})\s*(?:г\.?\s?р\.?|года?\s+рождения)"
    r"|(?P<c>\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?)\s?(?:出生|生))\s*[)）]?",
    re.IGNORECASE,
)
SEPARATORS = " \t\u00a0\u3000,，、;；:：–—-|/.()（）"
CUT_AFTER = re.compile(r"[;；]")
NOTHING_SAID = re.compile(
    r"(?:всего|итого|total|合计|共计|исп\.|исполнитель|приложение|утвержда)", re.IGNORECASE
)
LONGEST_READ = 1_000  # characters of a line that a reader of reports is asked about
MOST_CONTINUED = 3  # lines that a row goes on over


@dataclass(slots=True)
class ListRow:
    """One person of a list. `printed` are the row's own words; `unclear` is what was not understood of them.

    `number` is the line of the text, or the row of the sheet, from 1. `role` is head, deputy, member, interpreter, press
    or business. `born` is a date of birth in the row's own words: for checking, it says nothing of the post.
    """

    number: int
    span: Span
    printed: str
    name: Value[str] | None = None
    posts: list[Value[Post]] = field(default_factory=list)
    role: str = "member"
    born: str = ""
    unclear: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """What is known of a row before its post is read."""

    number: int
    span: Span
    name: ListedName | None
    role: str
    rest: Span | None = None  # the words that say the post
    said: str = ""  # these words, cleaned
    title: Cell | None = None  # the same out of a table
    organization: Cell | None = None
    born: str = ""
    posts: list[Post] = field(default_factory=list)  # as a reader of reports found them
    unclear: list[Span] = field(default_factory=list)


def read_list(text: str) -> list[ListRow]:
    """Everybody whom the list names, in its order; a row without a name is kept, marked as unclear."""
    text = text[:MOST_CHARACTERS]
    lines = [Span(*match.span()) for match in re.finditer(r"[^\r\n]*\S[^\r\n]*", text)]
    numbers = line_numbers(text, lines)
    entries = list(
        _table_entries(text, lines, numbers)
        if is_table(text, lines)
        else people_of_lines(text, lines, numbers)
    )
    return rows_of(text, entries)


def rows_of(text: str, entries: list[Entry]) -> list[ListRow]:
    """The entries with their posts, which are read for all of them at once."""
    posts = read_posts([entry.said for entry in entries])
    return [_row(text, entry, read) for entry, read in zip(entries, posts, strict=True)]


def line_numbers(text: str, lines: list[Span]) -> list[int]:
    numbers, count, position = [], 1, 0
    for line in lines:
        count += text.count("\n", position, line.start)
        position = line.start
        numbers.append(count)
    return numbers


def _row(text: str, entry: Entry, posts: list[Post]) -> ListRow:
    row = ListRow(entry.number, entry.span, text[entry.span.start : entry.span.end], role=entry.role)
    row.born = entry.born
    row.unclear = list(entry.unclear)
    if entry.name is None:
        row.unclear = [entry.span]
        return row
    row.name = Value(entry.name.name, entry.name.span, RULE)
    if entry.title is not None and entry.organization is not None:
        post = Post(decapitalised(entry.title.text), organization_name(entry.organization.text))
        row.posts = [Value(post, entry.title.span.to(entry.organization.span), RULE)]
    elif entry.organization is not None:
        row.posts = [
            Value(Post("", organization_name(entry.organization.text)), entry.organization.span, RULE)
        ]
    elif entry.posts or entry.rest is not None:
        row.posts = [Value(post, entry.rest or entry.span, RULE) for post in entry.posts or posts]
    return row


# Free text


@dataclass(slots=True)
class Patience:
    """How many lines without a name a reader of reports is still asked about: a text of nothing but such lines is no list."""

    left: int = 300


def people_of_lines(
    text: str, lines: list[Span], numbers: list[int], patience: Patience | None = None
) -> Iterator[Entry]:
    """The people of some lines of a text, each with the line's number."""
    patience = patience or Patience()
    role = "member"
    open_entry: Entry | None = None
    continued = 0
    for line, number in zip(lines, numbers, strict=True):
        bullet = BULLET.match(text, line.start, line.end)
        start = bullet.end() if bullet is not None else line.start
        heading = _heading(text[start : line.end])
        if heading:
            role = heading
            continue
        own_role, start = _labelled(text, start, line.end)
        if own_role in ("member", "business", "press") and own_role:
            role = own_role
        if (introduction := INTRODUCTION.match(text, start, line.end)) is not None and not find_names(
            text, start, introduction.end()
        ):
            start = introduction.end()
        is_numbered = bullet is not None and bullet["number"] is not None
        here = Span(start, line.end)
        if not text[start : line.end].strip():
            continue
        if (accepted := COMPOSED_OF.search(text, start, line.end)) is not None:
            entries = _read(text, Span(accepted.end(), line.end), number, own_role or role, patience)
        else:
            entries = list(_line_entries(text, here, number, own_role or role, is_numbered))
        if not entries and (open_entry is None or open_entry.said):
            entries = _read(text, here, number, own_role or role, patience)
        if not entries:
            continued += 1
            if open_entry is not None and continued <= MOST_CONTINUED and not is_numbered:
                _continue(text, open_entry, line)
            elif is_numbered:
                entries = [Entry(number, here, None, role)]
        if entries:
            if open_entry is not None:
                yield open_entry
            yield from entries[:-1]
            open_entry, continued = entries[-1], 0
    if open_entry is not None:
        yield open_entry


@lru_cache(maxsize=1)
def _headings() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(row[0], re.IGNORECASE), row[1]) for row in lexicon.table("list_headings")]


@lru_cache(maxsize=1)
def _roles() -> list[tuple[re.Pattern[str], str, bool]]:
    return [
        (
            re.compile(
                rf"(?<![\w-])(?:{row[0]})(?![\w-])" if row[0].isascii() or "а" in row[0] else row[0],
                re.IGNORECASE,
            ),
            row[1],
            row[2:] == ("post",),
        )
        for row in lexicon.table("list_roles")
    ]


def _heading(line: str) -> str:
    """The role of those below, "" where the line is no heading of a part."""
    plain = line.strip(" \t:：.—–-")
    return next((role for pattern, role in _headings() if pattern.fullmatch(plain)), "")


def _labelled(text: str, start: int, end: int) -> tuple[str, int]:
    """«Глава делегации: Иванов И. И.» → (head, where the name begins)."""
    colon = re.compile(r"\s*[^:：\n—–]{2,40}\s*[:：—–]\s*").match(text, start, end)
    if colon is None or colon.end() >= end:
        return "", start
    role = _heading(text[start : colon.end()])
    return (role, colon.end()) if role else ("", start)


def _line_entries(text: str, line: Span, number: int, role: str, is_numbered: bool) -> Iterator[Entry]:
    for part in _parts(text, line):
        names = find_names(text, part.start, part.end)
        if not names:
            continue
        if is_numbered or len(names) == 1:
            yield _entry(text, part, names[0], number, role)
        else:
            yield from _several(text, part, names, number, role)


def _parts(text: str, line: Span) -> Iterator[Span]:
    """Between semicolons; between «、» where Chinese names are only enumerated."""
    content = text[line.start : line.end]
    pattern = CUT_AFTER
    if "、" in content and all(
        find_name(content, m.start(), m.end()) is not None for m in re.finditer(r"[^、。]+", content)
    ):
        pattern = re.compile("、")
    start = line.start
    for cut in pattern.finditer(text, line.start, line.end):
        yield from _trimmed(text, start, cut.start())
        start = cut.end()
    yield from _trimmed(text, start, line.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start] in " \t\u00a0\u3000":
        start += 1
    while end > start and text[end - 1] in " \t\u00a0\u3000":
        end -= 1
    if end > start:
        yield Span(start, end)


def _several(text: str, part: Span, names: list[ListedName], number: int, role: str) -> Iterator[Entry]:
    """A paragraph with several people: each with what follows the name, or each with what stands before it."""
    following = text[names[0].span.end : names[0].span.end + 3].lstrip()[:1]
    is_name_first = (
        following in ("–", "—", "-", "(", "（", ",", "，") and names[0].span.start - part.start < 3
    )
    for index, name in enumerate(names):
        if is_name_first:
            end = names[index + 1].span.start if index + 1 < len(names) else part.end
            span = Span(name.span.start, _without_conjunction(text, name.span.end, end))
        else:
            start = names[index - 1].span.end if index else part.start
            end = part.end if index + 1 == len(names) else name.span.end
            span = Span(start, end)
        trimmed = next(_trimmed(text, span.start, span.end), name.span)
        yield _entry(text, trimmed, name, number, role)


def _without_conjunction(text: str, start: int, end: int) -> int:
    tail = re.search(r"[\s,;]*(?:\s(?:и|а также|and))?\s*$", text[start:end])
    return start + tail.start() if tail is not None else end


def _entry(text: str, span: Span, name: ListedName, number: int, role: str) -> Entry:
    entry = Entry(number, span, name, role)
    _set_post(text, entry)
    return entry


def _continue(text: str, entry: Entry, line: Span) -> None:
    """A line without a name goes on with the entry above it."""
    if NOTHING_SAID.match(text[line.start : line.end].strip()):
        return
    entry.span = entry.span.to(line)
    if entry.name is not None:
        _set_post(text, entry)


def _set_post(text: str, entry: Entry) -> None:
    """The words of the entry beside its name and its role."""
    assert entry.name is not None
    found = _role(text, entry)
    before = _strip(text, entry.span.start, entry.name.span.start)
    start, end = entry.name.span.end, entry.span.end
    birth = BIRTH.search(text, start, end)
    if birth is not None:
        entry.born = birth["a"] or birth["b"] or birth["c"]
        end = birth.start() if not text[birth.end() : end].strip(SEPARATORS) else end
        start = birth.end() if not text[start : birth.start()].strip(SEPARATORS) else start
    after = _strip(text, start, end)
    pieces = [piece for piece in (before, after) if piece is not None]
    entry.rest = pieces[-1] if len(pieces) == 1 else (pieces[0].to(pieces[-1]) if pieces else None)
    said = " ".join(_without(text[piece.start : piece.end], found) for piece in pieces)
    entry.said = _tidy(" ".join(said.split()))
    if not entry.said:
        entry.rest = None


def _role(text: str, entry: Entry) -> list[re.Pattern[str]]:
    """Set the role that the entry itself says; the patterns whose words are no part of the post."""
    assert entry.name is not None
    words = (
        text[entry.span.start : entry.name.span.start] + " \n " + text[entry.name.span.end : entry.span.end]
    )
    matching = [(pattern, role, is_post) for pattern, role, is_post in _roles() if pattern.search(words)]
    if matching:
        entry.role = matching[0][1]
    return [pattern for pattern, _, is_post in matching if not is_post]


def _without(phrase: str, patterns: list[re.Pattern[str]]) -> str:
    for pattern in patterns:
        phrase = re.sub(
            rf"[\s,;–—-]*[(（]?\s*(?:{pattern.pattern})\s*[)）]?", " ", phrase, flags=re.IGNORECASE
        )
    return _tidy(ADDRESS.sub(" ", GENDER.sub(" ", BIRTH.sub(" ", f" {phrase} "))))


def _tidy(phrase: str) -> str:
    """Without what divides a row; the dot of «и др.» and «Ltd.» stays."""
    plain = phrase.strip(SEPARATORS.replace(".", "").replace(")", "").replace("）", "")).lstrip(".)）")
    return plain[:-1].rstrip() if plain.endswith(".") and "." not in plain[:-1].rsplit(" ", 1)[-1] else plain


def _strip(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in SEPARATORS:
        start += 1
    while end > start and text[end - 1] in " \t\u00a0\u3000,，;；:：–—-|":
        end -= 1
    return Span(start, end) if end > start else None


# Tables


def _table_entries(text: str, lines: list[Span], numbers: list[int]) -> Iterator[Entry]:
    rows = [
        (line, number)
        for line, number in zip(lines, numbers, strict=True)
        if not is_border(text[line.start : line.end])
    ]
    columns = find_columns(text, [line for line, _ in rows])
    first = columns.heading + 1 if columns is not None else 0
    columns = columns or _guessed(text, [line for line, _ in rows])
    role = "member"
    for line, number in rows[first:]:
        cells = cells_of(text, line)
        if len(cells) == 1 and (heading := _heading(cells[0].text)):
            role = heading
        elif cells and not (len(cells) == 1 and NOTHING_SAID.match(cells[0].text)):
            yield _table_entry(text, line, number, cells, columns, role)


def _table_entry(text: str, line: Span, number: int, cells: list[Cell], columns: Columns, role: str) -> Entry:
    by_kind: dict[str, Cell] = {}
    entry = Entry(number, cells[0].span.to(cells[-1].span), None, role)
    for cell in cells:
        kind = columns.kind(cell)
        if kind:
            by_kind.setdefault(kind, cell)
        elif not cell.text.strip(".)").isdigit():
            entry.unclear.append(cell.span)
    entry.name = _name_of_cells(text, by_kind)
    for kind in ("role", "name", "post"):
        if kind in by_kind and (said := _said_role(by_kind[kind].text)):
            entry.role = said
            break
    entry.born = by_kind["birth"].text.removesuffix(" 00:00:00") if "birth" in by_kind else ""
    entry.organization = by_kind.get("organization")
    post = by_kind.get("post")
    if post is not None and entry.organization is not None:
        entry.title = post
    elif post is not None:
        entry.rest = post.span
        unposted = [pattern for pattern, _, is_post in _roles() if not is_post]
        entry.said = _without(post.text, unposted) if _said_role(post.text) else post.text.strip(" .,;")
    return entry


def _said_role(words: str) -> str:
    heading = _heading(words)
    return heading or next((role for pattern, role, _ in _roles() if pattern.search(words)), "")


def _name_of_cells(text: str, by_kind: dict[str, Cell]) -> ListedName | None:
    if "name" in by_kind:
        span = by_kind["name"].span
        return find_name(text, span.start, span.end) or ListedName(span, by_kind["name"].text)
    if "family" not in by_kind:
        return None
    parts = [by_kind[kind] for kind in ("given", "patronymic", "family") if kind in by_kind]
    span = min(part.span for part in parts).to(max(part.span for part in parts))
    words = [part.text.capitalize() if part.text.isupper() else part.text for part in parts]
    separator = "" if detect("".join(words)) == "zh" else " "
    ordered = [words[-1], *words[:-1]] if separator == "" else words
    return ListedName(span, separator.join(ordered))


def _guessed(text: str, lines: list[Span]) -> Columns:
    """A table without a heading: the column of names, then the office, then the organization."""
    cells = [cell for line in lines for cell in cells_of(text, line)]
    by_column: dict[int, list[Cell]] = {}
    for cell in cells:
        by_column.setdefault(cell.column, []).append(cell)
    kinds: dict[int, str] = {}
    for column, content in sorted(by_column.items()):
        named = sum(_is_name_cell(text, cell) for cell in content)
        if "name" not in kinds.values() and named * 2 > len(content):
            kinds[column] = "name"
        elif all(cell.text.strip(".)№").isdigit() for cell in content):
            kinds[column] = "number"
        elif sum(bool(_heading(cell.text)) for cell in content) * 2 > len(content):
            kinds[column] = "role"
    if "name" not in kinds.values():
        kinds |= _parts_of_names(by_column, kinds)
    words = [column for column in sorted(by_column) if column not in kinds]
    bodies = {
        column: sum(names_body(cell.text) for cell in by_column[column]) * 2 > len(by_column[column])
        for column in words
    }
    organization = next((column for column in words if bodies[column]), words[1] if len(words) > 1 else -1)
    post = next((column for column in words if column != organization), -1)
    kinds |= {
        column: kind for column, kind in ((post, "post"), (organization, "organization")) if column >= 0
    }
    return Columns(kinds)


def _parts_of_names(by_column: dict[int, list[Cell]], known: dict[int, str]) -> dict[int, str]:
    """Family name, given name and patronymic in a column each."""
    found: dict[int, str] = {}
    for column, content in sorted(by_column.items()):
        words = [cell.text for cell in content if " " not in cell.text and cell.text[:1].isupper()]
        if column in known or len(words) * 2 <= len(content):
            continue
        if sum(PATRONYMIC.search(word) is not None for word in words) * 2 > len(words):
            kind = "patronymic"
        else:
            kind = "given" if sum(map(is_given, words)) * 2 > len(words) else "family"
        if kind not in found.values():
            found[column] = kind
    return found if {"family", "given"} <= set(found.values()) else {}


def _is_name_cell(text: str, cell: Cell) -> bool:
    name = find_name(text, cell.span.start, cell.span.end)
    return name is not None and len(name.span) * 5 >= len(cell.span) * 3


# People whom only a reader of reports finds


def _read(text: str, line: Span, number: int, role: str, patience: Patience) -> list[Entry]:
    """«в составе министра Ивана Орлова», «辽宁省副省长李明»: names in other cases, behind their posts."""
    words = text[line.start : line.end]
    if len(words) > LONGEST_READ or patience.left < 1:
        return []
    patience.left -= 1
    entries = []
    people = READERS[detect(words) or "ru"](words)
    for index, person in enumerate(people):
        start = people[index - 1].span.end if index else 0
        end = person.span.end if index + 1 < len(people) else len(words)
        inside = next(_trimmed(text, line.start + start, line.start + end))
        name = ListedName(Span(line.start + person.span.start, line.start + person.span.end), person.name)
        entry = _entry(text, inside, name, number, role)
        entry.posts = [post.value for post in person.posts]
        if not entry.posts:
            entry.said, entry.rest = (
                "",
                None,
            )  # words in another case than the nominative are nobody's post yet
        entries.append(entry)
    return entries
