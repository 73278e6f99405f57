"""Permanent addresses: free slugs for new records, redirects from the old ones."""

from django.db import models, transaction
from django.db.models import Value
from django.db.models.functions import Concat, Length, Substr
from slugify import slugify

from directory.languages import without_prefix
from directory.models import FormerAddress

SLUG_LENGTH = 80


def free_slug(queryset: models.QuerySet, text: str) -> str:
    """Return a slug of `text` that no row of `queryset` has yet: “sergey-abramov”, “sergey-abramov-2”."""
    stem = slugify(text, max_length=SLUG_LENGTH, word_boundary=True) or "record"
    taken = set(queryset.filter(slug__startswith=stem).values_list("slug", flat=True))
    if stem not in taken:
        return stem
    return next(slug for n in range(2, len(taken) + 3) if (slug := f"{stem}-{n}") not in taken)


def free_slugs(queryset: models.QuerySet, texts: list[str]) -> list[str]:
    """A free slug for each text, none twice. One query, and one more for each text whose slug is taken."""
    stems = [slugify(text, max_length=SLUG_LENGTH, word_boundary=True) or "record" for text in texts]
    taken = set(queryset.filter(slug__in=stems).values_list("slug", flat=True))
    given: list[str] = []
    for stem in stems:
        slug, number = stem, 1
        while slug in taken:
            number += 1
            slug = f"{stem}-{number}"
            if slug not in taken and queryset.filter(slug=slug).exists():
                taken.add(slug)
        taken.add(slug)
        given.append(slug)
    return given


@transaction.atomic
def keep_former_address(*, old: str, new: str) -> None:
    """Let `old` redirect to `new`, with everything below it and everything that led there, in every language."""
    old, new = without_prefix(old), without_prefix(new)
    if old == new:
        return
    FormerAddress.objects.filter(path=new).delete()
    FormerAddress.objects.filter(current__startswith=old).update(
        current=Concat(Value(new), Substr("current", len(old) + 1))
    )
    FormerAddress.objects.update_or_create(path=old, defaults={"current": new})


def current_address(path: str) -> str | None:
    """Where a former address, or one below it, leads now: a forum that moved takes its sessions along."""
    parts = path.rstrip("/").split("/")
    ancestors = ["/".join(parts[:n]) + "/" for n in range(2, len(parts) + 1)]
    known = (
        FormerAddress.objects.filter(path__in=ancestors)
        .annotate(length=Length("path"))
        .order_by("-length")
        .first()
    )
    return known.current + path.removeprefix(known.path) if known else None
