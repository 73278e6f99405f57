"""Lists of a delegation as they are typed, pasted or kept in sheets: who, in which post, in which role.

`read_list` takes free text (numbered lists, "ФИО – должность, организация", a letter's paragraph, rows with tabs, Chinese
and English lists); `read_table` the cells of a sheet. Both are pure and deterministic, and lose nothing: what was not
understood is marked where it stands.
"""

from extraction.lists.columns import as_text
from extraction.lists.rows import ListRow, read_list

__all__ = ["ListRow", "as_text", "read_list", "read_table"]


def read_table(cells: list[list[str]]) -> list[ListRow]:
    """The rows of a sheet; spans count in `as_text(cells)`, `number` is the sheet's row from 1."""
    return read_list(as_text(cells))
