"""From bytes to a text: encodings, headers, pages, and what is no report."""

import datetime as dt

import pytest

from news.receiving import UnreadableError, read, title_of

SENTENCE = "VI форум прошёл в Сиане. В нём участвовали гости из Хабаровска."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1251", "utf-16"])
def test_text_is_read_in_its_encoding(encoding):
    assert read(SENTENCE.encode(encoding)).text == SENTENCE


def test_text_is_kept_as_received():
    text = "АmurMedia\u00a0сообщает:\r\n  «Форум»  \n"

    assert read(text.encode()).text == text


@pytest.mark.parametrize(
    ("raw", "day", "start"),
    [
        (
            " date 2025-11-25 VII форум может пройти в Хабаровске. Об этом стало известно.",
            dt.date(2025, 11, 25),
            "VII форум",
        ),
        ("source: Вестник\nlang: ru\ndate: 2025-11-25\n\nVII форум", dt.date(2025, 11, 25), "VII форум"),
        ("VII форум", None, "VII форум"),
    ],
)
def test_header_is_understood(raw, day, start):
    report = read(raw.encode())

    assert report.published_on == day
    assert report.text.startswith(start)


def test_article_is_taken_out_of_a_broken_page():
    paragraph = "<p>VI форум малого бизнеса прошёл в Сиане, сообщает пресс-служба правительства края. " * 4
    page = f"<html><head><title>VI форум</title><body><nav>Меню</nav><article><h1>VI форум</h1>{paragraph}<div></article"

    report = read(page.encode(), content_type="text/html")

    assert "прошёл в Сиане" in report.text
    assert "Меню" not in report.text


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"source: x\n\n  ", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x02" * 40, "binary"),
        (b"PK\x03\x04" + bytes(range(256)) * 20, "binary"),
        (b"x" * 50_000_000, "too_large"),
        (b"<html><body></body></html>", "not_a_page"),
    ],
)
def test_what_is_no_report_is_refused_with_a_reason(raw, reason):
    with pytest.raises(UnreadableError) as caught:
        read(raw)

    assert caught.value.reason == reason
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Заголовок\nТекст", "Заголовок"),
        ("Короткая. " + "Длинный абзац без конца " * 20, "Короткая."),
        ("слово " * 100, ("слово " * 33).strip() + "…"),
    ],
)
def test_title_of(text, title):
    assert title_of(text) == title


CHINESE = "第三届中俄投资发展与贸易合作论坛在沈阳举行，来自哈巴罗夫斯克边疆区的代表团出席了论坛开幕式。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE * 5, "gb18030"),
        (SENTENCE * 5, "koi8-r"),
        (SENTENCE + " Small business forum", "windows-1251"),
    ],
)
def test_encoding_that_nothing_declares_is_found(text, encoding):
    assert read(text.encode(encoding)).text == text


def test_text_cut_within_a_letter_stays_readable():
    assert read(SENTENCE.replace(".", "").encode()[:-1]).text.startswith("VI форум прошёл в Сиане")


def test_fragment_of_a_page_is_read():
    assert read("<p>Форум прошёл в Сиане".encode()).text == "Форум прошёл в Сиане"
