"""How to cite a page, or the report behind a single fact: GOST R 7.0.5-2008 and BibTeX."""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from news.models import Evidence, Item

# GOST 7.12 abbreviates months so.
MONTHS = ("янв.", "февр.", "март", "апр.", "май", "июнь", "июль", "авг.", "сент.", "окт.", "нояб.", "дек.")
LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True)
class Citation:
    """Something on the web: its title, where it stands, since when, and when it was looked at."""

    key: str
    title: str
    container: str
    address: str
    accessed_on: dt.date
    published_on: dt.date | None = None
    quote: str = ""

    @property
    def gost(self) -> str:
        """A reference to an electronic resource. The standard is Russian, so are its words, whatever the page speaks."""
        parts = [f"{_sentence(self.title)} [Электронный ресурс] // {_line(self.container)}"]
        if self.address:
            parts[0] += " : [сайт]"
        if self.published_on:
            day = self.published_on
            # A shortened month brings the full stop with which the part ends.
            parts.append(f"{day.year}. {day.day} {MONTHS[day.month - 1]}".removesuffix("."))
        if self.address:
            parts.append(f"URL: {self.address} (дата обращения: {self.accessed_on:%d.%m.%Y})")
        text = ". ".join(parts) + "."
        return f"«{_line(self.quote)}» — {text}" if self.quote else text

    @property
    def bibtex(self) -> str:
        """An entry that every BibTeX style knows: @misc."""
        fields = {
            "author": f"{{{_latex(self.container)}}}",
            "title": f"{{{_latex(self.title)}}}",
            "year": str(self.published_on.year) if self.published_on else "",
            "month": str(self.published_on.month) if self.published_on else "",
            "day": str(self.published_on.day) if self.published_on else "",
            "howpublished": rf"\url{{{_url(self.address)}}}" if self.address else "",
            "urldate": self.accessed_on.isoformat() if self.address else "",
            "note": _latex(self.quote),
        }
        lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
        return f"@misc{{{self.key},\n" + ",\n".join(lines) + "\n}"


def of_page(title: str, address: str, *, today: dt.date) -> Citation:
    """The citation of a page of this site."""
    with override("ru"):
        site = _("Forum history")
    key = re.sub(r"[^a-z0-9]+", "-", address.partition("://")[2].partition("/")[2].casefold()).strip("-")
    return Citation(f"forumtracker-{key or 'home'}", title, site, address, today)


def of_item(item: Item, *, address: str, today: dt.date, quote: Evidence | None = None) -> Citation:
    """The citation of a report: at its own address, or at `address`, where this site keeps its text."""
    return Citation(
        f"forumtracker-report-{item.pk}" + (f"-{quote.pk}" if quote else ""),
        str(item),
        item.source.name,
        item.url or address,
        today,
        item.published_on,
        quote.quote if quote else "",
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _sentence(text: str) -> str:
    """A title without the full stop that the reference itself puts."""
    return _line(text).rstrip(".")


def _latex(text: str) -> str:
    return "".join(LATEX.get(letter, letter) for letter in _line(text))


def _url(address: str) -> str:
    r"""Braces and backslashes would end \url early; in addresses they are escapes anyway."""
    return address.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
