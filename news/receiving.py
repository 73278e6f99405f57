"""From bytes to the text of a report. Everything received is hostile: sizes are limited, HTML is parsed, never shown."""

import codecs
import datetime as dt
import re
from dataclasses import dataclass

import trafilatura
from charset_normalizer import from_bytes
from django.conf import settings
from django.utils.translation import gettext as _

from extraction.report_file import read_report

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,40})", re.IGNORECASE)
LOOKS_LIKE_HTML = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|article|div|p)\b", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
RUSSIAN_SMALL = re.compile("[а-яё]")
HTML_TAG = re.compile(r"<\s*html\b", re.IGNORECASE)
BEYOND_ASCII = re.compile(r"[^\x00-\x7f\ufffd]")
SOUND_PER_BROKEN = (
    10  # a text cut within a letter is still UTF-8: no other encoding makes sound letters by chance
)
SHARE_OF_CONTROLS = 0.02
LONGEST_TITLE = 200
FIRST_SENTENCE = re.compile(r"(.+?[.!?。！？])(?:\s|$)", re.DOTALL)


class UnreadableError(Exception):
    """What was received is no report. `reason` is a word for the state, the message says what to do."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True)
class Report:
    """A report as it can be read: the text kept as received, and what its header or its page says of it."""

    text: str
    title: str
    encoding: str
    source: str | None = None
    language: str | None = None
    published_on: dt.date | None = None


def read(raw: bytes, *, content_type: str = "", url: str = "") -> Report:
    """Return the report that `raw` holds; raise UnreadableError when there is none."""
    if not raw.strip():
        raise UnreadableError(
            "empty", _("There is no text. Paste the text of the report, or choose another file.")
        )
    if len(raw) > settings.LARGEST_REPORT:
        raise UnreadableError(
            "too_large",
            _("The text has %(size).1f MB; at most %(limit).1f MB are read. Split it into single reports.")
            % {"size": len(raw) / 1e6, "limit": settings.LARGEST_REPORT / 1e6},
        )
    text, encoding = decode(raw, content_type)
    if "html" in content_type or LOOKS_LIKE_HTML.search(text[:2000]):
        return _read_page(text, encoding, url)
    filed = read_report(text)
    if not filed.text.strip():
        raise UnreadableError(
            "empty", _("There is a header but no text after it. Add the text of the report.")
        )
    return Report(
        filed.text, title_of(filed.text), encoding, filed.source, filed.language, filed.published_on
    )


def decode(raw: bytes, content_type: str = "") -> tuple[str, str]:
    """Return (text, encoding): byte order mark, UTF-8, the declared charset, Windows-1251 for Russian, then a guess."""
    marked = next((name for mark, name in BYTE_ORDER_MARKS if raw.startswith(mark)), None)
    declared = DECLARED_CHARSET.search(content_type.encode() + b" " + raw[:2000])
    candidates = [marked, "utf-8", declared[1].decode("ascii") if declared else None]
    for name in filter(None, candidates):
        text = _decoded(raw, name)
        if text is not None and not _is_binary(text):
            return text, name
    damaged = raw.decode("utf-8", "replace")
    if len(BEYOND_ASCII.findall(damaged)) > SOUND_PER_BROKEN * damaged.count("\ufffd") and not _is_binary(
        damaged
    ):
        return damaged, "utf-8"
    russian = _decoded(raw, "windows-1251")
    if russian and not _is_binary(russian) and _is_russian(russian):
        return russian, "windows-1251"
    guess = from_bytes(raw[:200_000]).best()
    text = _decoded(raw, guess.encoding) if guess else None
    if text is None or _is_binary(text):
        raise UnreadableError(
            "binary",
            _(
                "This is no text. Save the report as plain text (.txt) or as a web page (.html) and send that."
            ),
        )
    return text, guess.encoding


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _is_russian(text: str) -> bool:
    """Most letters are small ones. Chinese or KOI8-R, misread as Windows-1251, has capitals and signs anywhere."""
    return len(RUSSIAN_SMALL.findall(text)) > 0.6 * len(BEYOND_ASCII.findall(text))


def _is_binary(text: str) -> bool:
    return "\0" in text or len(CONTROL.findall(text[:20_000])) > SHARE_OF_CONTROLS * len(text[:20_000])


def _read_page(html: str, encoding: str, url: str) -> Report:
    if not HTML_TAG.search(html):
        # A fragment is no document to the parser.
        html = f"<html><body>{html}</body></html>"
    found = trafilatura.bare_extraction(html, url=url or None, with_metadata=True, include_comments=False)
    # A page with a few lines, or a broken one, has no article that could be told from the rest: all its text is read.
    body = ((found.text if found else "") or trafilatura.html2txt(html)).strip()
    if not body:
        raise UnreadableError(
            "not_a_page",
            _("No article was found on this page. Open it, copy the text of the report and paste it here."),
        )
    title = ((found.title if found else "") or "").strip()
    text = body if not title or body.startswith(title) else f"{title}\n{body}"
    published_on = dt.date.fromisoformat(found.date[:10]) if found and found.date else None
    source = (found.sitename if found else "") or None
    return Report(text, title[:LONGEST_TITLE] or title_of(text), encoding, source, None, published_on)


def title_of(text: str) -> str:
    """The first line; of a first line that is a whole paragraph, the first sentence."""
    line = text.strip().split("\n", 1)[0].strip()
    if len(line) <= LONGEST_TITLE:
        return line
    sentence = FIRST_SENTENCE.match(line)
    title = sentence[1] if sentence else line
    return title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
