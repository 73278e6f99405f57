"""Permanent addresses: free slugs for new records, redirects from the old ones."""

from django.db import models, transaction
from slugify import slugify

from directory.models import FormerAddress

SLUG_LENGTH = 80


def free_slug(queryset: models.QuerySet, text: str) -> str:
    """Return a slug of `text` that no row of `queryset` has yet: “sergey-abramov”, “sergey-abramov-2”."""
    stem = slugify(text, max_length=SLUG_LENGTH, word_boundary=True) or "record"
    taken = set(queryset.filter(slug__startswith=stem).values_list("slug", flat=True))
    if stem not in taken:
        return stem
    return next(slug for n in range(2, len(taken) + 3) if (slug := f"{stem}-{n}") not in taken)


@transaction.atomic
def keep_former_address(*, old: str, new: str) -> None:
    """Let `old` redirect to `new`, and everything that led to `old` as well."""
    if old == new:
        return
    FormerAddress.objects.filter(path=new).delete()
    FormerAddress.objects.filter(current=old).update(current=new)
    FormerAddress.objects.update_or_create(path=old, defaults={"current": new})
