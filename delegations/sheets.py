"""A delegation as files: the list in protocol form (Word, Excel), badges and table cards (PDF), the order of arrival.

In Russian, or in Russian and Chinese side by side. A name that is not known in a script stays out: none is made up.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import noto_cjk_sans_otc
import typst
from django.utils.translation import gettext as _
from django.utils.translation import override
from docx import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from delegations.models import Delegation, Member

RUSSIAN, BOTH = "ru", "ru-zh"
FONT = Path(noto_cjk_sans_otc.__file__).parent
CHINESE_ROLES = {
    "head": "团长", "deputy": "副团长", "member": "团员", "interpreter": "翻译", "press": "记者", "business": "企业代表",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One member as the files print it."""

    number: int
    name: str
    chinese_name: str
    role: str
    chinese_role: str
    post: str


def lines_of(members: Sequence[Member]) -> list[Line]:
    return [_line(number, member) for number, member in enumerate(members, 1)]


def _line(number: int, member: Member) -> Line:
    person = member.person
    chinese = person.names_by_language.get("zh") or (person.name if person.language == "zh" else "")
    russian = person.name_in("ru")
    role = "" if member.role == Member.Role.MEMBER else str(member.get_role_display())
    return Line(
        number,
        russian,
        chinese if chinese != russian else "",
        role,
        CHINESE_ROLES.get(member.role, ""),
        member.post_as_printed or "; ".join(map(str, member.posts.all())),
    )


def heading_of(delegation: Delegation, form: str) -> list[str]:
    """The lines above the list."""
    sender, forum = delegation.sender, delegation.forum
    lines = [_("Members of the delegation"), sender.name_in("ru")]
    if forum:
        lines.append(str(forum) + (f", {forum.when}" if forum.dates else ""))
    if form == BOTH:
        chinese = sender.names_by_language.get("zh", "")
        lines.insert(1, f"{chinese}代表团成员名单" if chinese else "代表团成员名单")
    return lines


def columns_of(form: str) -> list[str]:
    columns = [_("No."), _("Full name"), _("Role"), _("Post")]
    return (
        columns if form == RUSSIAN else [columns[0], columns[1], "姓名", f"{columns[2]} / 身份", columns[3]]
    )


def _cells(line: Line, form: str) -> list[str]:
    if form == RUSSIAN:
        return [str(line.number), line.name, line.role, line.post]
    role = " / ".join(filter(None, [line.role, line.chinese_role]))
    return [str(line.number), line.name, line.chinese_name, role, line.post]


def as_word(delegation: Delegation, members: Sequence[Member], form: str) -> bytes:
    """The list in protocol form as a Word document."""
    with override("ru"):
        document = WordDocument()
        style = document.styles["Normal"]
        style.font.name, style.font.size = "Times New Roman", Pt(12)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), "SimSun")
        first, *others = heading_of(delegation, form)
        document.add_heading(first, level=1)
        for text in others:
            document.add_paragraph(text)
        columns = columns_of(form)
        table = document.add_table(rows=1, cols=len(columns))
        table.style = "Table Grid"
        for cell, text in zip(table.rows[0].cells, columns, strict=True):
            cell.paragraphs[0].add_run(text).bold = True
        for line in lines_of(members):
            for cell, text in zip(table.add_row().cells, _cells(line, form), strict=True):
                cell.text = _printable(text)
        document.add_paragraph()
        document.add_paragraph(_size(delegation, members))
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()


def _size(delegation: Delegation, members: Sequence[Member]) -> str:
    if delegation.stated_size:
        return _("%(stated)d stated, %(known)d known") % {
            "stated": delegation.stated_size,
            "known": len(members),
        }
    return _("%(known)d known") % {"known": len(members)}


def _printable(text: str) -> str:
    """Without characters that XML does not have."""
    return "".join(c for c in text if c in "\t\n" or ord(c) >= 32)


def as_workbook(delegation: Delegation, members: Sequence[Member], form: str) -> bytes:
    """The list in protocol form, the order of arrival and the seating, as sheets of a workbook. Nothing is a formula."""
    with override("ru"):
        book = Workbook()
        lines = lines_of(members)
        sheet = book.active
        sheet.title = _("List")
        _fill(sheet, heading_of(delegation, form), columns_of(form), [_cells(line, form) for line in lines])
        order = book.create_sheet(_("Arrival"))
        _fill(
            order,
            heading_of(delegation, RUSSIAN)[1:],
            [_("No."), _("Full name"), _("Role"), _("Arrived"), _("Signature")],
            [[str(line.number), line.name, line.role, "", ""] for line in lines],
        )
        seats = book.create_sheet(_("Seating"))
        _fill(
            seats,
            heading_of(delegation, RUSSIAN)[1:],
            [_("Left of the head"), _("Place"), _("Right of the head")],
            _seating(lines),
        )
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()


def _seating(lines: Sequence[Line]) -> list[list[str]]:
    """Protocol order at a table: the first in the middle, the second on the right, the third on the left, and so on."""
    if not lines:
        return []
    rows = [["", lines[0].name, ""]]
    for number in range(1, len(lines), 2):
        left = lines[number + 1].name if number + 1 < len(lines) else ""
        rows.append([left, str(number // 2 + 1), lines[number].name])
    return rows


def _fill(
    sheet: object, heading: Sequence[str], columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    for text in heading:
        sheet.append([_text(sheet, text, is_bold=True)])
    sheet.append([])
    sheet.append([_text(sheet, text, is_bold=True) for text in columns])
    for row in rows:
        sheet.append([_text(sheet, text) for text in row])
    for number, column in enumerate(columns):
        longest = max([len(column), *(len(row[number]) for row in rows)], default=8)
        sheet.column_dimensions[get_column_letter(number + 1)].width = min(60, longest + 3)


def _text(sheet: object, text: str, *, is_bold: bool = False) -> Cell:
    cell = Cell(sheet, value=_printable(text))
    cell.data_type = "s"  # “=1+1” is a text, too
    cell.font = Font(bold=is_bold)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def as_travel(delegation: Delegation, rows: Sequence[Sequence[str]], columns: Sequence[str]) -> bytes:
    """What is arranged, as a workbook. Whoever asks for it is written down by the caller."""
    book = Workbook()
    _fill(book.active, [str(delegation), str(delegation.forum or "")], columns, rows)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


# Badges and table cards

BADGES = """
#set document(title: data.title)
#set page(paper: "a4", margin: 12mm)
#set text(font: "Noto Sans CJK SC", lang: "ru")
#grid(columns: (1fr, 1fr), gutter: 6mm, ..data.lines.map(line => box(width: 100%, height: 54mm, stroke: 0.5pt + gray, inset: 5mm)[
  #text(size: 8pt, fill: gray)[#data.forum]
  #v(1fr)
  #text(size: 17pt, weight: "bold")[#line.name]
  #if line.chinese_name != "" [#linebreak() #text(size: 15pt)[#line.chinese_name]]
  #v(2mm)
  #text(size: 9pt)[#line.post]
  #v(1fr)
  #text(size: 9pt, fill: rgb("#12504b"))[#data.sender #if line.role != "" [ · #line.role]]
]))
"""
CARDS = """
#set document(title: data.title)
#set page(paper: "a4", flipped: true, margin: 15mm)
#set text(font: "Noto Sans CJK SC", lang: "ru")
#for (index, line) in data.lines.enumerate() {
  if index > 0 { pagebreak() }
  let side = align(center + horizon, box[#text(size: 42pt, weight: "bold")[#line.name] #if line.chinese_name != "" [#linebreak() #text(size: 38pt)[#line.chinese_name]]])
  grid(rows: (1fr, 1fr), rotate(180deg, side), side)
}
"""


def as_badges(delegation: Delegation, members: Sequence[Member]) -> bytes:
    """Badges, eight on a page, as PDF."""
    return _set(BADGES, delegation, members)


def as_cards(delegation: Delegation, members: Sequence[Member]) -> bytes:
    """Cards for the table, folded in the middle, one on a page, as PDF."""
    return _set(CARDS, delegation, members)


def _set(template: str, delegation: Delegation, members: Sequence[Member]) -> bytes:
    """Set a page with typst. What is printed goes in as data: no name can become a command."""
    with override("ru"):
        data = {
            "title": str(delegation),
            "forum": str(delegation.forum or ""),
            "sender": delegation.sender.name_in("ru"),
            "lines": [vars(line) for line in lines_of(members)],
        }
    source = "#let data = json(bytes(sys.inputs.data))\n" + template
    return _compiler().compile(
        source.encode(), format="pdf", sys_inputs={"data": json.dumps(data, ensure_ascii=False)}
    )


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    return typst.Compiler(font_paths=[str(FONT)], ignore_system_fonts=True)
