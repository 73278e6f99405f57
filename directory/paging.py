"""Pages of the admin's lists, without counting all that there is."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property

MOST_COUNTED = 10_000


class CappedPaginator(Paginator):
    """Counts up to ten thousand rows: a longer list is searched or filtered, nobody pages through it."""

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:MOST_COUNTED].count()
