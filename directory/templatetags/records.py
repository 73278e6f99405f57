"""Records as the pages print them, in the reader's language where it is known."""

import datetime as dt
from typing import Any

from django import template
from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from directory.edtf import day_in_words, in_words
from directory.languages import UNPREFIXED, country_name, in_language, money, ordinal, reader_language
from directory.records import Language, NamedRecord

register = template.Library()


@register.filter
def country(code: str) -> str:
    return country_name(code) if code else ""


@register.filter
def dates_in_words(text: str) -> str:
    return in_words(text)


@register.filter
def day(value: dt.date | None) -> str:
    """A day or an instant as the reader's language writes days: “25 November 2025”."""
    # The day does not part from its month at the end of a line.
    return day_in_words(value).replace(" ", "\N{NO-BREAK SPACE}", 1) if value else ""


@register.filter
def language_of(record: object) -> str:
    """The language in which a record is named to the reader, or its text written."""
    shown = getattr(record, "shown_language", "")
    return shown or getattr(record, "language", "")


def is_foreign(language: str) -> bool:
    return bool(language) and language != reader_language()


def _tongue(record: object) -> SafeString | str:
    """The visible sign behind a name that is not known in the reader's language: the code of the one it is shown in."""
    named = getattr(record, "series", record)
    if not isinstance(named, NamedRecord) or not is_foreign(named.shown_language):
        return ""
    return format_html(
        ' <abbr class="tongue" title="{}">{}</abbr>', shown_in(named.shown_language), named.shown_language
    )


def shown_in(language: str) -> str:
    """Which language the reader sees instead of the own one: “shown in Russian”."""
    match language:
        case Language.RUSSIAN:
            return _("shown in Russian")
        case Language.CHINESE:
            return _("shown in Chinese")
        case _:
            return _("shown in English")


@register.simple_tag
def link(record: object, text: str = "") -> SafeString | str:
    """A link to the page of a record, in the language of its name; a plain text stays a text."""
    if not hasattr(record, "get_absolute_url"):
        return str(record or "")
    # A text in place of the name may be another record: a delegation is called by its forum.
    language = language_of(text if isinstance(text, models.Model) else record)
    if is_foreign(language):
        return format_html(
            '<a href="{}" lang="{}">{}</a>{}',
            record.get_absolute_url(),
            language,
            text or str(record),
            _tongue(text if isinstance(text, models.Model) else record),
        )
    return format_html('<a href="{}">{}</a>', record.get_absolute_url(), text or str(record))


@register.simple_tag
def amount(record: models.Model) -> SafeString | str:
    """A sum as printed; for a reader of another language also in figures, where these are known."""
    language = language_of(record)
    if not is_foreign(language):
        return record.amount_as_printed
    figures = money(record.amount, record.currency) if record.amount is not None else ""
    return format_html(
        '<span lang="{}">{}</span>{}', language, record.amount_as_printed, f" ({figures})" if figures else ""
    )


@register.simple_tag
def named(record: object) -> SafeString:
    """The name of a record where it is no link: a heading. Marked when it is not in the reader's language."""
    language = language_of(record)
    text = str(record)
    if not is_foreign(language):
        return format_html("<span>{}</span>", text[:1].upper() + text[1:])
    return format_html('<span lang="{}">{}</span>{}', language, text[:1].upper() + text[1:], _tongue(record))


@register.simple_tag
def edition(forum: models.Model) -> SafeString:
    """A link to an edition beside its large numeral: the number is heard once and seen once."""
    language = forum.series.shown_language
    return format_html(
        '<a href="{}" lang="{}"><span class="unseen">{} </span>{}</a>{}',
        forum.get_absolute_url(),
        language,
        ordinal(forum.number, language) if forum.number else "",
        forum.name_and_year,
        _tongue(forum),
    )


@register.inclusion_tag("_languages.html", takes_context=True)
def languages(context: Context) -> dict[str, Any]:
    """The way to this page in each language, with the filters as they are."""
    request: HttpRequest = context["request"]
    query = request.META.get("QUERY_STRING", "") if request.method == "GET" else ""
    return {
        "languages": [
            {
                "code": get_language_info(code)["code"],
                "name": get_language_info(code)["name_local"],
                "is_current": code == get_language(),
                # The unprefixed address is no choice, and “/” would ask the browser again.
                "address": _chosen(request.path, code) + (f"?{query}" if query else ""),
            }
            for code, _name in settings.LANGUAGES
        ]
    }


def _chosen(path: str, code: str) -> str:
    return f"/{UNPREFIXED}{in_language(path, code)}" if code == UNPREFIXED else in_language(path, code)


@register.simple_tag(takes_context=True)
def alternates(context: Context) -> list[dict[str, str]]:
    """The same page in each language, as absolute addresses, for the head of the page."""
    request: HttpRequest = context["request"]
    query = request.META.get("QUERY_STRING", "")
    return [
        {
            "code": code,
            "address": request.build_absolute_uri(in_language(request.path, code))
            + (f"?{query}" if query else ""),
        }
        for code, _name in settings.LANGUAGES
    ]
