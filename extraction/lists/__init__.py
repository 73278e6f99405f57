"""What comes to an entry desk, as it is typed, pasted or kept in sheets: lists of delegates, programmes, lists of projects.

`read_list` takes free text (numbered lists, "ФИО – должность, организация", a letter's paragraph, rows with tabs, Chinese
and English lists); `read_table` the cells of a sheet; `read_programme` the programme of a forum; `read_projects` a list of
projects. All are pure and deterministic, and lose nothing: what was not understood is marked where it stands.
"""

from extraction.lists.columns import as_text
from extraction.lists.programme import ListedSession, read_programme
from extraction.lists.projects import ListedProject, read_projects
from extraction.lists.rows import ListRow, read_list

__all__ = [
    "ListRow",
    "ListedProject",
    "ListedSession",
    "as_text",
    "read_list",
    "read_programme",
    "read_projects",
    "read_table",
]


def read_table(cells: list[list[str]]) -> list[ListRow]:
    """The rows of a sheet; spans count in `as_text(cells)`, `number` is the sheet's row from 1."""
    return read_list(as_text(cells))
