"""Figures out of printed words."""

from decimal import Decimal

import pytest

from extraction.figures import count_of, sum_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4,8 млрд рублей", (Decimal("4800000000.00"), "RUB")),
        ("210 млн юаней", (Decimal("210000000.00"), "CNY")),
        ("свыше 1,5 миллиарда рублей", (Decimal("1500000000.00"), "RUB")),
        ("$200 млрд", (Decimal("200000000000.00"), "USD")),
        ("2.6亿元人民币", (Decimal("260000000.00"), "CNY")),
        ("4800万卢布", (Decimal("48000000.00"), "RUB")),
        ("6.2 billion roubles", (Decimal("6200000000.00"), "RUB")),
        ("1,250,000 euros", (Decimal("1250000.00"), "EUR")),
        ("12 500 тенге", (Decimal("12500.00"), "KZT")),
        ("от 3 до 5 млн рублей", None),
        ("крупная сумма", None),
        ("480 миллионов", None),
        ("", None),
    ],
)
def test_sum_of(text, expected):
    assert sum_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("более 40 человек", 40),
        ("26 человек", 26),
        (32, 32),
        ("1 600 экспонентов", 1600),
        ("от 20 до 30", None),
        ("несколько десятков", None),
        (0, None),
        (None, None),
    ],
)
def test_count_of(text, expected):
    assert count_of(text) == expected
