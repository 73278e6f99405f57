from datetime import date

import pytest

from extraction.report_file import read_report


@pytest.mark.parametrize(
    ("raw", "text", "language", "published_on"),
    [
        ("source: ИА\nlang: ru\ndate: 2025-11-25\n\nТекст", "Текст", "ru", date(2025, 11, 25)),
        ("lang: ru\r\ndate: unknown\r\n\r\nТекст", "Текст", "ru", None),
        (" date 2025-11-25 VII форум может пройти", "VII форум может пройти", None, date(2025, 11, 25)),
        ("date 2025-02-30 Нет такого дня", "date 2025-02-30 Нет такого дня", None, None),
        ("\ufeffdate: 2025-11-25\n\nТекст", "Текст", None, date(2025, 11, 25)),
        ("date: 2025-11-25\nбез пустой строки", "без пустой строки", None, date(2025, 11, 25)),
        ("lang: xx\n\nТекст", "Текст", None, None),
        ("Форум открылся", "Форум открылся", None, None),
        ("", "", None, None),
    ],
)
def test_header_is_told_from_text(raw, text, language, published_on):
    filed = read_report(raw)

    assert (filed.text, filed.language, filed.published_on) == (text, language, published_on)
    assert raw.endswith(filed.text)
