"""The rows of a draft: what was read of each line, and what somebody made of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from extraction.lists import ListRow, read_list

NEW = "new"
SKIP = "skip"
MOST_ROWS = 2_000
LONGEST_NAME = 200
LONGEST_POST = 500


@dataclass
class Row:
    """One person of a list in the making.

    `choice` is the id of a known person, "new", "skip", or nothing while nobody has decided. `more` are posts beside the
    first one. `start` and `end` are offsets in the text of the draft; both 0 for a row that stands in no text.
    `former_post` is the post at an earlier forum, for a row that was taken from there.
    """

    id: int
    line: int = 0
    start: int = 0
    end: int = 0
    printed: str = ""
    name: str = ""
    role: str = "member"
    title: str = ""
    organization: str = ""
    post_as_printed: str = ""
    more: list[dict[str, str]] = field(default_factory=list)
    unclear: list[list[int]] = field(default_factory=list)
    choice: str = ""
    reasons: dict[str, str] = field(default_factory=dict)
    former_post: str = ""
    note: str = ""  # what is to be said of the line of a sheet
    person: int = 0  # who it was at the earlier forum: offered first, and one press away

    @property
    def posts(self) -> list[tuple[str, str]]:
        """(title, organization) of each post."""
        own = [(self.title, self.organization)] if self.title or self.organization else []
        return own + [(post["title"], post["organization"]) for post in self.more]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def rows_of(draft: Any) -> list[Row]:
    return [Row(**row) for row in draft.rows]


def read_rows(text: str, notes: dict[int, str] | None = None) -> list[Row]:
    """What the reader of lists makes of a text, as rows of a draft; `notes` are said of single lines."""
    rows = [_row(number, read, text) for number, read in enumerate(read_list(text)[:MOST_ROWS], 1)]
    for row in rows:
        row.note = (notes or {}).get(row.line, "")
    return rows


def _row(number: int, read: ListRow, text: str) -> Row:
    posts = [post.value for post in read.posts]
    spans = [post.span for post in read.posts]
    printed = text[min(s.start for s in spans) : max(s.end for s in spans)] if spans else ""
    first = posts[0] if posts else None
    return Row(
        id=number,
        line=read.number,
        start=read.span.start,
        end=read.span.end,
        printed=read.printed[:1000],
        name=(read.name.value if read.name else "")[:LONGEST_NAME],
        role=read.role,
        title=first.title[:LONGEST_POST] if first else "",
        organization=first.organization[:LONGEST_POST] if first else "",
        post_as_printed=" ".join(printed.split())[:LONGEST_POST],
        more=[
            {"title": post.title[:LONGEST_POST], "organization": post.organization[:LONGEST_POST]}
            for post in posts[1:]
        ],
        unclear=[[span.start, span.end] for span in read.unclear],
    )


def carried_over(old: Iterable[Row], new: list[Row]) -> list[Row]:
    """Rows read again, with what somebody had decided about the same words before."""
    decided = {row.printed: row for row in old if row.printed}
    for row in new:
        before = decided.get(row.printed)
        if before is not None:
            row.choice, row.reasons = before.choice, before.reasons
            row.name, row.role = before.name, before.role
            row.title, row.organization = before.title, before.organization
    return new
