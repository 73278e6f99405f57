"""Dates: what they can mean, and how they are said in Russian."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from directory.edtf import bounds, in_words, validate_edtf


def day(text):
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-11-25", "2025-11-25", "2025-11-25"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2025-06-08/2025-06-09", "2025-06-08", "2025-06-09"),
        ("2025-12-30/2026-01-02", "2025-12-30", "2026-01-02"),
        ("2025-11/2026", "2025-11-01", "2026-12-31"),
        ("2023-05-23/..", "2023-05-23", None),
        ("../2024", None, "2024-12-31"),
        ("2026-21", "2026-03-01", "2026-05-31"),
        ("2026-22", "2026-06-01", "2026-08-31"),
        ("2026-23", "2026-09-01", "2026-11-30"),
        ("2026-34", "2026-04-01", "2026-06-30"),
    ],
)
def test_bounds_are_the_first_and_the_last_day_that_a_date_can_mean(text, first, last):
    found = bounds(text)

    assert (found.first, found.last) == (day(first), day(last))


@pytest.mark.parametrize(
    "text",
    [
        "25.11.2025",
        "ноябрь 2025",
        "2025-13",
        "2025-02-30",
        "2025-06-09/2025-06-08",
        "2025/2024",
        "в следующем году",
        "/",
    ],
)
def test_what_is_no_date_is_refused_with_an_example_of_one(text):
    with pytest.raises(ValueError, match=r"EDTF|ends before it starts"):
        bounds(text)
    with translation.override("ru"), pytest.raises(ValidationError, match="не понято как дата") as refused:
        validate_edtf(text)

    assert text in refused.value.messages[0]
    assert "2025-06-08/2025-06-09" in refused.value.messages[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "дата неизвестна"),
        ("2026", "2026"),
        ("2025-11-25", "25 ноября 2025 г."),
        ("2024-09", "сентябрь 2024 г."),
        ("2026-21", "весна 2026 года"),
        ("2026-22", "лето 2026 года"),
        ("2026-23", "осень 2026 года"),
        ("2026-24", "зима 2026 года"),
        ("2026-34", "II квартал 2026 года"),
        ("2025-06-08/2025-06-09", "8–9 июня 2025 г."),
        ("2025-06-30/2025-07-02", "30 июня – 2 июля 2025 г."),
        ("2025-12-30/2026-01-02", "30 декабря 2025 г. – 2 января 2026 г."),
        ("2025-06/2025-09", "июнь 2025 г. – сентябрь 2025 г."),
        ("2021/2024", "2021 – 2024"),
        ("2023-05-23/..", "с 23 мая 2023 г."),
    ],
)
def test_words_are_as_precise_as_the_date(text, words):
    with translation.override("ru"):
        said = in_words(text)

    assert said.replace("\u202f", " ").replace("\xa0", " ") == words
