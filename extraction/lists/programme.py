"""The programme of a forum as it is typed, pasted or kept in a table: sessions with their times, halls and people.

`read_programme` takes lines («10:00–11:30 Пленарное заседание «…», зал «Амур»», then «Модератор: …», «Спикеры:» and their
names) and tables with a column for each of these, in Russian, Chinese and English. It is pure and deterministic, and
loses nothing: what was not understood of a session's lines is marked where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from extraction import lexicon
from extraction.findings import Span
from extraction.folding import fold, fold_case
from extraction.lists.clock import find_day, find_times
from extraction.lists.columns import HEADING_ROWS, Cell, Columns, cells_of, is_border, is_table
from extraction.lists.names import find_names
from extraction.lists.rows import (
    BULLET,
    MOST_CHARACTERS,
    ListRow,
    Patience,
    line_numbers,
    people_of_lines,
    rows_of,
)

PEOPLE = ("moderator", "speaker", "opener", "participant")
HALL = re.compile(
    r"(?<![а-яёa-z])(?:(?:конференц|пресс|конгресс|банкетн|актов|больш|мал|переговорн|коворкинг|лекци|выставочн|главн|синий|красн|зел[её]н)[а-яё]*[\s-]*)?"
    r"(?:зал|холл|фойе|аудитори[яи]|ауд\.|павильон|переговорная|комната|каб\.|кабинет|шатёр|шатер|терраса|ресторан|гостиница|отель|амфитеатр|сцена|конгресс-центр|экспоцентр)(?![а-яё])"
    r"|(?<![a-z])(?:(?:conference|congress|press|grand|main|meeting|banquet)\s+)?(?:hall|room|auditorium|foyer|lobby|pavilion|ballroom|stage|venue)\b"
    r"|[\u4e00-\u9fffA-Za-z0-9]{0,10}(?:会议厅|宴会厅|会议室|报告厅|展厅|大厅|礼堂|会议中心|贵宾厅|多功能厅)",
    re.IGNORECASE,
)
QUOTED = re.compile(
    r"«(?P<ru>(?:[^«»]|«[^«»]*»)+)»|“(?P<en>[^“”]+)”|《(?P<zh>[^《》]+)》|\"(?P<plain>[^\"]+)\"|„(?P<de>[^“”„]+)[“”]"
)
LABEL = re.compile(r"(?P<words>[^\s:：;；«“\"][^:：;；«“\"\n]{0,44}?)\s*(?:[:：]|\s[–—-](?=\s))\s*")
INSIDE = re.compile(r"(?:(?<=[.;；。)»”])|(?<=[,，]))\s*(?=[А-ЯЁA-Za-zа-яё\u4e00-\u9fff])")
BEHIND_COMMA = re.compile(r"[,，(（.]\s*(?=\d)")
TRIMMED = " \t\u00a0\u3000.,;:，。；：|–—-/"
DASH = re.compile(r"\s*(?:\s[–—-]\s|——|—|–)\s*")
LONGEST_HEAD = 1_000


@dataclass(slots=True)
class ListedSession:
    """A part of a programme. `printed` are its own words; `day` is EDTF, or words without a year; times are “09:00”.

    `kind` is plenary, session, meeting, exhibition, signing or other. The `role` of its people is moderator, speaker, opener
    or participant. `number` is the line of the text, or the row of the sheet, from 1.
    """

    number: int
    span: Span
    printed: str = ""
    day: str = ""
    begins: str = ""
    ends: str = ""
    kind: str = "other"
    title: str = ""
    hall: str = ""
    people: list[ListRow] = field(default_factory=list)
    unclear: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class _Block:
    """Lines of people who have one role in one session."""

    session: int
    role: str
    lines: list[tuple[Span, int]] = field(default_factory=list)


def read_programme(text: str, *, first_day: date | None = None) -> list[ListedSession]:
    """The sessions of a programme in its order. `first_day` of the forum tells the year of «8 июня» and what «день 2» is."""
    text = text[:MOST_CHARACTERS]
    lines = [Span(*match.span()) for match in re.finditer(r"[^\r\n]*\S[^\r\n]*", text)]
    numbers = line_numbers(text, lines)
    reader = _Reader(text, first_day)
    columns = _columns(text, lines) if is_table(text, lines) else None
    if columns is None:
        reader.has_times = any(_has_times(text, line, first_day) for line in lines)
        for line, number in zip(lines, numbers, strict=True):
            reader.line(line, number)
    else:
        for line, number in list(zip(lines, numbers, strict=True))[columns.heading + 1 :]:
            if not is_border(text[line.start : line.end]):
                reader.row(cells_of(text, line), columns, number)
    return reader.finished()


def _has_times(text: str, line: Span, first_day: date | None) -> bool:
    start = _after_bullet(text, line)
    day = find_day(text, start, line.end, first_day)
    return find_times(text, day.end if day else start, line.end) is not None


def _after_bullet(text: str, line: Span) -> int:
    bullet = BULLET.match(text, line.start, line.end)
    return bullet.end() if bullet is not None else line.start


class _Reader:
    """Goes through a programme once; knows the day, the session and whose names come next."""

    def __init__(self, text: str, first_day: date | None) -> None:
        self.text = text
        self.first_day = first_day
        self.sessions: list[ListedSession] = []
        self.blocks: list[_Block] = []
        self.day = ""
        self.role = ""  # of the people in the lines to come; "other": nobody
        self.has_times = True

    # What a line is

    def line(self, line: Span, number: int) -> None:
        start = _after_bullet(self.text, line)
        start = self._take_day(start, line.end)
        if start >= line.end:
            return
        times = find_times(self.text, start, line.end)
        if times is not None:
            self._open(Span(line.start, line.end), number, times.begins, times.ends)
            self._head(times.end, line.end, number)
            return
        if not self.sessions and not self.day:
            self._day_of_heading(start, line.end)
        self._untimed(line, start, number)

    def _day_of_heading(self, start: int, end: int) -> None:
        """«VII форум, 8 декабря 2026, Хабаровск» above the first session: the one day of the programme."""
        for place in BEHIND_COMMA.finditer(self.text, start, min(end, start + LONGEST_HEAD)):
            heading = find_day(self.text, place.end(), end, self.first_day)
            if heading is not None and heading.day:
                self.day = heading.day
                return

    def _take_day(self, start: int, end: int) -> int:
        """A day at the beginning of a line; behind it comes a time, or nothing, or a few words about the day."""
        heading = find_day(self.text, start, end, self.first_day)
        if heading is None:
            return start
        rest = self.text[heading.end : end]
        has_time = find_times(self.text, heading.end, end) is not None
        if (
            rest.strip(TRIMMED)
            and not has_time
            and (len(rest) > 80 or find_names(self.text, heading.end, end))
        ):
            return start
        self.day = heading.day or self.day
        self.role = ""
        return heading.end if has_time else end

    def _untimed(self, line: Span, start: int, number: int) -> None:
        if self._labelled(start, line.end, number):
            return
        session = self.sessions[-1] if self.sessions else None
        kind = _kind(self.text[start : line.end])
        if session is None:
            if kind and not self.has_times:
                self._open(Span(line.start, line.end), number, "", "")
                self._head(start, line.end, number)
            return
        if self._is_hall(start, line.end) and not session.hall:
            self._take_hall(session, start, line.end)
        elif (
            kind and (session.title or session.kind != "other") and not find_names(self.text, start, line.end)
        ):
            # Another one at the same time: a section beside a section.
            self._open(Span(line.start, line.end), number, session.begins, session.ends)
            self._head(start, line.end, number)
        elif self.role == "other":
            return
        elif self.role and QUOTED.match(self.text, start, line.end):
            session.unclear.append(Span(start, line.end))  # what somebody talks about
        elif self.role or self._begins_with_name(line, start):
            self._people(self.role or "speaker", line, number)
        elif not session.title and (session.kind == "other" or QUOTED.match(self.text, start, line.end)):
            self._head(start, line.end, number)
        else:
            session.unclear.append(Span(start, line.end))

    def _begins_with_name(self, line: Span, start: int) -> bool:
        """«– Иванов И. И., министр»; a bare phrase in capital letters is no name."""
        names = find_names(self.text, start, line.end)
        if not names:
            return False
        follows = self.text[names[0].span.end : line.end].lstrip()[:1]
        return (
            start > line.start
            or names[0].span.start - start < 3
            and follows in (",", "，", "–", "—", "-", "(", "（", "", ";")
        )

    def _is_hall(self, start: int, end: int) -> bool:
        match = HALL.match(self.text, start, end)
        return match is not None and end - start < 120

    def _take_hall(self, session: ListedSession, start: int, end: int) -> None:
        session.hall = " ".join(self.text[start:end].strip(TRIMMED + "()（）").split())[:200]
        self._grow(session, end)

    def _grow(self, session: ListedSession, end: int) -> None:
        """The session's own lines go on, as long as nobody's stand between."""
        if not any(block.session == len(self.sessions) - 1 for block in self.blocks):
            session.span = Span(session.span.start, max(session.span.end, end))

    def _open(self, span: Span, number: int, begins: str, ends: str) -> None:
        self.role = ""
        self.sessions.append(ListedSession(number, span, day=self.day, begins=begins, ends=ends))

    def _people(self, role: str, line: Span, number: int) -> None:
        start, end = line.start, line.end
        if self.sessions and self.text[start:end].strip(TRIMMED):
            last = self.blocks[-1] if self.blocks else None
            if last is None or (last.session, last.role) != (len(self.sessions) - 1, role):
                last = _Block(len(self.sessions) - 1, role)
                self.blocks.append(last)
            last.lines.append((Span(start, end), number))

    # Labels

    def _labelled(self, start: int, end: int, number: int) -> bool:
        """«Модератор: …», «Спикеры:», «Место: зал «Амур»»; also a line that is nothing but the label."""
        label = LABEL.match(self.text, start, end)
        what = _label(label["words"]) if label is not None else ""
        after = label.end() if label is not None else end
        if not what:
            what, after = _label(self.text[start:end].strip(TRIMMED)), end
        if not what:
            return False
        self._follow(what, after, end, number)
        return True

    def _follow(self, what: str, start: int, end: int, number: int) -> None:
        session = self.sessions[-1] if self.sessions else None
        said = self.text[start:end].strip(TRIMMED)
        if what == "day":
            self._take_day(start, end)
        elif what == "time":
            times = find_times(self.text, start, end)
            if times is not None and (session is None or session.begins):
                self._open(Span(start, end), number, times.begins, times.ends)
            elif times is not None and session is not None:
                session.begins, session.ends = times.begins, times.ends
        elif session is None:
            return
        elif what == "hall":
            self.role = ""
            if said:
                self._take_hall(session, start, end)
        elif what == "title":
            self.role = ""
            session.title = session.title or _unquoted(said)[:500]
            self._grow(session, end)
        else:
            self.role = what
            if said and what != "other":
                self._people(what, Span(start, self._cut_hall_behind(session, start, end)), number)

    # The head of a session: kind, title, hall, and at times its people

    def _head(self, start: int, end: int, number: int) -> None:
        session = self.sessions[-1]
        end = min(end, start + LONGEST_HEAD)
        labels = list(self._labels_inside(start, end))
        own = labels[0][0] if labels else end
        following = [cut for cut, _what, _after in labels[1:]] + [end]
        for (_cut, what, after), last in zip(labels, following, strict=False):
            self._follow(what, after, last, number)
        own = self._cut_hall(session, start, own)
        self._title(session, start, own, number)
        self._grow(session, own)

    def _labels_inside(self, start: int, end: int) -> Iterator[tuple[int, str, int]]:
        """(where it begins, what follows, where that begins) of «…. Модератор: …» in the middle of a line."""
        for place in INSIDE.finditer(self.text, start, end):
            label = LABEL.match(self.text, place.end(), end)
            if label is None or label.end() - label.start() > 40 or self._is_quoted(start, place.start()):
                continue
            what = _label(label["words"])
            mark = self.text[label.end("words") : label.end()].strip()[:1]
            if what and (mark in ":：" or what in PEOPLE and label["words"][:1].isupper()):
                yield place.start(), what, label.end()

    def _is_quoted(self, start: int, place: int) -> bool:
        before = self.text[start:place]
        return before.count("«") > before.count("»") or before.count("“") > before.count("”")

    def _cut_hall(self, session: ListedSession, start: int, end: int) -> int:
        """«…, зал «Амур»», “… (Hall A)”: the last words of the head."""
        for match in HALL.finditer(self.text, start + 1, end):
            before = self.text[start : match.start()].rstrip()
            if (
                self._is_quoted(start, match.start())
                or not before
                or before[-1] not in ".,;(（–—-:|»”；，。/"
            ):
                continue
            self._take_hall(session, match.start(), end)
            return start + len(before.rstrip(TRIMMED + "(（"))
        return end

    def _cut_hall_behind(self, session: ListedSession, start: int, end: int) -> int:
        """«Модератор: Иванов И. И., министр. Большой зал»: the last sentence of the line."""
        last = self.text.rfind(". ", start, end)
        if (
            last < 0
            or session.hall
            or not self._is_hall(last + 2, end)
            or find_names(self.text, last + 2, end)
        ):
            return end
        self._take_hall(session, last + 2, end)
        return last

    def _title(self, session: ListedSession, start: int, end: int, number: int) -> None:
        said = self.text[start:end]
        kind = _kind(said)
        if kind:
            session.kind = kind[0]
        quoted = QUOTED.search(said)
        if quoted is not None and (kind or quoted.start() < 4):
            session.title = _unquoted(quoted[0])[:500]
            self._rest(session, start + quoted.end(), end, number)
            return
        people = self._people_behind_dash(start, end)
        if people is not None:
            said = self.text[start : people[0]]
            self._people("speaker", Span(people[1], end), number)
        session.title = _title_of(said, kind)

    def _people_behind_dash(self, start: int, end: int) -> tuple[int, int] | None:
        """«Приветственное слово – Иванов И. И., министр»: (where the title ends, where the people begin)."""
        for dash in DASH.finditer(self.text, start + 1, end):
            names = find_names(self.text, dash.end(), end)
            if names and names[0].span.start - dash.end() < 3:
                return dash.start(), dash.end()
        return None

    def _rest(self, session: ListedSession, start: int, end: int, number: int) -> None:
        """Behind the title: people, or words that nobody understands."""
        while start < end and self.text[start] in TRIMMED + "()":
            start += 1
        if start >= end:
            return
        if find_names(self.text, start, end):
            self._people("speaker", Span(start, end), number)
        else:
            session.unclear.append(Span(start, end))

    # Tables

    def row(self, cells: list[Cell], columns: Columns, number: int) -> None:
        if not cells:
            return
        whole = cells[0].span.to(cells[-1].span)
        by_kind: dict[str, list[Cell]] = {}
        for cell in cells:
            by_kind.setdefault(columns.kind(cell), []).append(cell)
        if len(cells) == 1 and "time" not in by_kind:
            if self._take_day(whole.start, whole.end) < whole.end:
                self._untimed(whole, whole.start, number)
            return
        self._take_days(by_kind)
        begins, ends = self._times_of(by_kind)
        title = by_kind.get("title", [])
        if begins or title:
            last = self.sessions[-1] if self.sessions else None
            if not begins and last is not None:
                begins, ends = last.begins, last.ends  # the cell of the time is shared with the row above
            self._open(whole, number, begins, ends)
        elif not self.sessions:
            return
        self._take_cells(by_kind, number)

    def _take_days(self, by_kind: dict[str, list[Cell]]) -> None:
        for cell in by_kind.get("day", ()):
            self._take_day(cell.span.start, cell.span.end)

    def _times_of(self, by_kind: dict[str, list[Cell]]) -> tuple[str, str]:
        found = []
        for kind in ("time", "begins", "ends"):
            for cell in by_kind.get(kind, ()):
                start = self._take_day(cell.span.start, cell.span.end)
                times = find_times(self.text, start, cell.span.end)
                if times is not None:
                    found += [times.begins, times.ends] if kind == "time" else [times.begins]
        return (found[0], found[1] if len(found) > 1 else "") if found else ("", "")

    def _take_cells(self, by_kind: dict[str, list[Cell]], number: int) -> None:
        for cell in by_kind.get("title", ()):
            for index, part in enumerate(self._parts(cell.span)):
                if index == 0:
                    self._head(part.start, part.end, number)
                else:
                    self._untimed(part, part.start, number)
        for cell in by_kind.get("kind", ()):
            kind = _kind(cell.text)
            self.sessions[-1].kind = kind[0] if kind else self.sessions[-1].kind
        for cell in by_kind.get("hall", ()):
            self._take_hall(self.sessions[-1], cell.span.start, cell.span.end)
        for role in PEOPLE:
            for cell in by_kind.get(role, ()):
                self.role = role
                for part in self._parts(cell.span):
                    if not self._labelled(part.start, part.end, number) and self.role != "other":
                        self._people(self.role, part, number)
        for cell in by_kind.get("", ()):
            self.sessions[-1].unclear.append(cell.span)
        self.role = ""

    def _parts(self, cell: Span) -> Iterator[Span]:
        """The lines of a cell, between semicolons; labels inside a part begin a new one."""
        start = cell.start
        cuts = [place.start() for place in re.finditer(r"[;；]", self.text[cell.start : cell.end])]
        inside = [cut - cell.start for cut, _what, _after in self._labels_inside(cell.start, cell.end)]
        for cut in sorted({*cuts, *inside, cell.end - cell.start}):
            part = self.text[start : cell.start + cut]
            stripped = part.strip(" \t;；")
            if stripped:
                begin = start + part.index(stripped)
                yield Span(begin, begin + len(stripped))
            start = cell.start + cut

    # The end

    def finished(self) -> list[ListedSession]:
        """The sessions with their people, whose posts are read for the whole programme at once."""
        entries, owners, patience = [], [], Patience()
        for block in self.blocks:
            lines, numbers = zip(*block.lines, strict=True)
            for entry in people_of_lines(self.text, list(lines), list(numbers), patience):
                entries.append(entry)
                owners.append(block)
        for row, block in zip(rows_of(self.text, entries), owners, strict=True):
            row.role = block.role
            self.sessions[block.session].people.append(row)
        for index, session in enumerate(self.sessions):
            # A line that names people, too, is the session's up to the first of them.
            theirs = [span.start for b in self.blocks if b.session == index for span, _number in b.lines]
            end = min([start for start in theirs if start > session.span.start], default=session.span.end)
            printed = self.text[session.span.start : min(end, session.span.end)].rstrip()
            session.span = Span(session.span.start, session.span.start + len(printed))
            session.printed = printed
        return self.sessions


# Words


@lru_cache(maxsize=1)
def _labels() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(row[0], re.IGNORECASE), row[1]) for row in lexicon.table("programme_labels")]


@lru_cache(maxsize=1)
def _kinds() -> list[tuple[re.Pattern[str], str, bool]]:
    return [
        (re.compile(row[0], re.IGNORECASE), row[1], row[2:] == ("bare",))
        for row in lexicon.table("programme_kinds")
    ]


def _label(words: str) -> str:
    plain = " ".join(words.split()).strip(TRIMMED + "()")
    return next((what for pattern, what in _labels() if pattern.fullmatch(plain)), "") if plain else ""


def _kind(said: str) -> tuple[str, int, bool] | None:
    """(kind, where its words end, whether they alone are no title) of words that begin as a part of a programme does."""
    start = len(said) - len(said.lstrip(TRIMMED + "("))
    for pattern, kind, is_bare in _kinds():
        match = pattern.match(said, start)
        if match is not None and not said[match.end() : match.end() + 1].isalpha():
            return kind, match.end(), is_bare
        if "\u4e00" <= pattern.pattern[:1] <= "\u9fff" and (match := pattern.search(said[:40])) is not None:
            return kind, match.end() if match.start() == start else 0, is_bare
    return None


def _title_of(said: str, kind: tuple[str, int, bool] | None) -> str:
    """«Круглый стол: логистика» → логистика; «Секция 1. Логистика» and «Регистрация» as they are; a bare kind is no title."""
    if kind is not None and kind[2]:
        rest = said[kind[1] :] if kind[1] else said
        if kind[1] and (not rest.strip(TRIMMED) or re.match(r"\s*[:：]|\s+[–—-]\s", rest)):
            return _unquoted(rest.strip(TRIMMED))[:500]
    return _unquoted(" ".join(said.split()).strip(TRIMMED))[:500]


def _unquoted(title: str) -> str:
    whole = QUOTED.fullmatch(title.strip())
    inner = next((part for part in whole.groups() if part), title) if whole is not None else title
    return " ".join(inner.split()).strip(" \t.,;")


# Columns


def _columns(text: str, lines: list[Span]) -> Columns | None:
    """What each column holds, by the heading; else by what stands in it. None where no column has times."""
    known = lexicon.mapping("programme_columns")
    for index, line in enumerate(lines[:HEADING_ROWS]):
        cells = cells_of(text, line)
        kinds = {
            c.column: k
            for c in cells
            if (k := known.get(" ".join(fold_case(fold(c.text)).rstrip(":*").split())))
        }
        if "title" in kinds.values() and {"time", "begins", "day"} & set(kinds.values()):
            return Columns(kinds, index)
    return _guessed(text, lines)


def _guessed(text: str, lines: list[Span]) -> Columns | None:
    by_column: dict[int, list[Cell]] = {}
    for line in lines:
        for cell in cells_of(text, line):
            by_column.setdefault(cell.column, []).append(cell)
    kinds: dict[int, str] = {}
    for column, cells in sorted(by_column.items()):
        timed = sum(find_times(text, cell.span.start, cell.span.end) is not None for cell in cells)
        named = sum(bool(find_names(text, cell.span.start, cell.span.end)) for cell in cells)
        halls = sum(HALL.match(cell.text) is not None for cell in cells)
        if timed * 2 > len(cells) and "time" not in kinds.values():
            kinds[column] = "time"
        elif all(cell.text.strip(".)№").isdigit() for cell in cells):
            kinds[column] = "number"
        elif halls * 2 > len(cells):
            kinds[column] = "hall"
        elif "title" in kinds.values() and named * 2 > len(cells):
            kinds[column] = "speaker"
        elif "title" not in kinds.values():
            kinds[column] = "title"
    return Columns(kinds) if {"time", "title"} <= set(kinds.values()) else None
