"""The rows of a draft: what was read of each line, and what somebody made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, TypeVar

from delegations.models import Member
from extraction.lists import ListRow, read_list

NEW = "new"
SKIP = "skip"
MOST_ROWS = 2_000
LONGEST_NAME = 200
LONGEST_POST = 500


@dataclass
class DeskRow:
    """One thing of a paper in the making: a delegate, a session, a project.

    `choice` is the id of a known record, "new", "skip", or nothing while nobody has decided. `start` and `end` are offsets
    in the text of the draft; both 0 for a row that stands in no text. `reasons` say why a soft warning is right.
    """

    WHAT: ClassVar[str] = ""
    TEMPLATE: ClassVar[str] = ""
    FIELDS: ClassVar[tuple[str, ...]] = ()  # what a person may change, beside the choice
    CHOICES: ClassVar[Mapping[str, Iterable[str]]] = {}
    LONGEST: ClassVar[Mapping[str, int]] = {}

    id: int
    line: int = 0
    start: int = 0
    end: int = 0
    printed: str = ""
    unclear: list[list[int]] = field(default_factory=list)
    choice: str = ""
    reasons: dict[str, str] = field(default_factory=dict)
    note: str = ""  # what is to be said of the line of a sheet

    def set(self, name: str, value: str) -> None:
        """Take what somebody typed or chose; what is none of the choices changes nothing."""
        if name.startswith("why-"):
            self.reasons = {**self.reasons, name.removeprefix("why-"): value.strip()[:300]}
        elif name == "choice":
            self.choice = value if value in (NEW, SKIP, "") or value.isdigit() else ""
        elif name in self.FIELDS and value in self.CHOICES.get(name, (value,)):
            setattr(self, name, value[: self.LONGEST.get(name, LONGEST_POST)])

    @property
    def called(self) -> str:
        """What the row is called where it is spoken of."""
        return self.printed

    @property
    def template(self) -> str:
        """The fields of the row on the page."""
        return f"desk/_row_{self.TEMPLATE or self.WHAT}.html"

    def as_json(self) -> dict[str, Any]:
        return {"what": self.WHAT, **asdict(self)}


@dataclass
class Row(DeskRow):
    """One person of a list. `more` are posts beside the first one.

    `former_post` is the post at an earlier forum, for a row that was taken from there. `born` is a date of birth that the
    list gives: it is compared with what else is known, and goes into no record.
    """

    WHAT = "person"
    FIELDS = ("name", "role", "title", "organization", "born")
    CHOICES: ClassVar[Mapping[str, Iterable[str]]] = {"role": Member.Role.values}
    LONGEST: ClassVar[Mapping[str, int]] = {"name": LONGEST_NAME, "born": 80}

    name: str = ""
    role: str = "member"
    title: str = ""
    organization: str = ""
    post_as_printed: str = ""
    born: str = ""
    more: list[dict[str, str]] = field(default_factory=list)
    former_post: str = ""
    person: int = 0  # who it was at the earlier forum: offered first, and one press away

    def set(self, name: str, value: str) -> None:
        super().set(name, value)
        if name in ("title", "organization") and not self.printed:
            self.post_as_printed = ", ".join(filter(None, [self.title, self.organization]))[:LONGEST_POST]

    @property
    def called(self) -> str:
        return self.name

    @property
    def posts(self) -> list[tuple[str, str]]:
        """(title, organization) of each post."""
        own = [(self.title, self.organization)] if self.title or self.organization else []
        return own + [(post["title"], post["organization"]) for post in self.more]


R = TypeVar("R", bound=DeskRow)


def rows_of(draft: Any, *classes: type[DeskRow]) -> list[Any]:
    """The rows of a draft, each of the class that it was stored from; of the first one where it does not say."""
    known = {row_class.WHAT: row_class for row_class in classes}
    return [
        known[row.get("what", classes[0].WHAT)](**{name: v for name, v in row.items() if name != "what"})
        for row in draft.rows
    ]


def read_rows(text: str, notes: dict[int, str] | None = None) -> list[Row]:
    """What the reader of lists makes of a text, as rows of a draft; `notes` are said of single lines."""
    rows = [
        Row(id=number, **person_columns(read, text))
        for number, read in enumerate(read_list(text)[:MOST_ROWS], 1)
    ]
    return with_notes(rows, notes)


def with_notes(rows: list[R], notes: dict[int, str] | None) -> list[R]:
    for row in rows:
        row.note = (notes or {}).get(row.line, "")
    return rows


def person_columns(read: ListRow, text: str) -> dict[str, Any]:
    """A person of a list as the columns of a row."""
    posts = [post.value for post in read.posts]
    spans = [post.span for post in read.posts]
    printed = text[min(s.start for s in spans) : max(s.end for s in spans)] if spans else ""
    first = posts[0] if posts else None
    return {
        "line": read.number,
        "start": read.span.start,
        "end": read.span.end,
        "printed": read.printed[:1000],
        "name": (read.name.value if read.name else "")[:LONGEST_NAME],
        "role": read.role,
        "born": read.born[:80],
        "title": first.title[:LONGEST_POST] if first else "",
        "organization": first.organization[:LONGEST_POST] if first else "",
        "post_as_printed": " ".join(printed.split())[:LONGEST_POST],
        "more": [
            {"title": post.title[:LONGEST_POST], "organization": post.organization[:LONGEST_POST]}
            for post in posts[1:]
        ],
        "unclear": [[span.start, span.end] for span in read.unclear],
    }


def carried_over(old: Iterable[R], new: list[R]) -> list[R]:
    """Rows read again, with what somebody had decided about the same words before."""
    decided = {(row.WHAT, row.printed): row for row in old if row.printed}
    for row in new:
        before = decided.get((row.WHAT, row.printed))
        if before is not None:
            row.choice, row.reasons = before.choice, before.reasons
            for name in row.FIELDS:
                setattr(row, name, getattr(before, name))
    return new
