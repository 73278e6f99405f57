"""Records as the pages print them."""

from django import template
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from directory.edtf import in_words
from directory.languages import country_name

register = template.Library()


@register.filter
def country(code: str) -> str:
    return country_name(code) if code else ""


@register.filter
def dates_in_words(text: str) -> str:
    return in_words(text)


@register.simple_tag
def link(record: object, text: str = "") -> SafeString | str:
    """A link to the page of a record, in the language of its name; a plain text stays a text."""
    if not hasattr(record, "get_absolute_url"):
        return str(record or "")
    language = language_of(record)
    if language and language != (get_language() or "")[:2]:
        return format_html(
            '<a href="{}" lang="{}">{}</a>', record.get_absolute_url(), language, text or str(record)
        )
    return format_html('<a href="{}">{}</a>', record.get_absolute_url(), text or str(record))


@register.simple_tag
def edition(forum: models.Model) -> SafeString:
    """A link to an edition beside its large numeral: the number is heard once and seen once."""
    return format_html(
        '<a href="{}" lang="{}"><span class="unseen">{} </span>{}</a>',
        forum.get_absolute_url(),
        forum.series.language,
        forum.roman_number,
        " ".join(filter(None, [forum.series.name, str(forum.year or "")])),
    )


@register.filter
def language_of(record: object) -> str:
    """The language in which a record is named: its own, or that of the series for a forum."""
    return getattr(record, "language", "") or getattr(getattr(record, "series", None), "language", "")
