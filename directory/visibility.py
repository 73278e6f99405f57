"""Whether the reader of a page may see what no person has checked: a site can keep it to its staff (PUBLIC_SHOWS_UNCHECKED)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import FullResultSet
from django.db.models import BooleanField, Exists, ExpressionWrapper, Q

_checked_only: ContextVar[bool] = ContextVar("checked_only", default=False)


@contextmanager
def checked_only(*, hides: bool) -> Iterator[None]:
    """While this is open, and `hides` is true, queries leave out what waits for a person's word."""
    token = _checked_only.set(hides)
    try:
        yield
    finally:
        _checked_only.reset(token)


def hides_unchecked() -> bool:
    """Whether the page at hand is for a reader to whom nothing unchecked is shown."""
    return _checked_only.get()


class ReaderSees(ExpressionWrapper):
    """A condition that counts only for readers to whom nothing unchecked is shown.

    It is decided when the query is sent, so that querysets may be made once, when the site starts. For everybody else, and
    in the work behind the pages, the database never hears of it.
    """

    def __init__(self, condition: Q | Exists) -> None:
        super().__init__(condition, output_field=BooleanField())

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        if not hides_unchecked():
            raise FullResultSet
        return super().as_sql(compiler, connection)
