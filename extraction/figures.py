"""Figures out of printed words: how many people, how much money."""

import re
from decimal import Decimal, InvalidOperation

SCALES = (
    (re.compile(r"трлн|триллион|trillion|万亿", re.IGNORECASE), 10**12),
    (re.compile(r"млрд|миллиард|billion|\bbn\b", re.IGNORECASE), 10**9),
    (re.compile(r"亿"), 10**8),
    (re.compile(r"млн|миллион|million|\bmln?\b", re.IGNORECASE), 10**6),
    (re.compile(r"万"), 10**4),
    (re.compile(r"тыс|thousand", re.IGNORECASE), 10**3),
)
CURRENCIES = (
    (re.compile(r"руб|₽|rouble|ruble|\bRUB\b|卢布", re.IGNORECASE), "RUB"),
    (re.compile(r"юан|жэньминьби|yuan|renminbi|\bRMB\b|\bCNY\b|¥|人民币", re.IGNORECASE), "CNY"),
    (re.compile(r"евро|euro|€|\bEUR\b|欧元", re.IGNORECASE), "EUR"),
    (re.compile(r"долл|dollar|\$|\bUSD\b|美元", re.IGNORECASE), "USD"),
    (re.compile(r"тенге|tenge|坚戈|\bKZT\b", re.IGNORECASE), "KZT"),
    (re.compile(r"元"), "CNY"),
)
NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
LARGEST_COUNT = 1_000_000


def sum_of(text: str) -> tuple[Decimal, str] | None:
    """Return a printed sum as (amount, ISO 4217 code); None when it names no single figure or no known currency."""
    numbers = _numbers(text)
    currency = next((code for pattern, code in CURRENCIES if pattern.search(text)), None)
    if len(numbers) != 1 or currency is None:
        return None
    scale = next((factor for pattern, factor in SCALES if pattern.search(text)), 1)
    amount = (numbers[0] * scale).quantize(Decimal("0.01"))
    return (amount, currency) if amount < 10**18 else None


def count_of(text: str | int | None) -> int | None:
    """Return the only whole number of a printed size: “более 40 человек” → 40; None when there is none or several."""
    if isinstance(text, int):
        return text if 0 < text <= LARGEST_COUNT else None
    numbers = _numbers(text or "")
    if len(numbers) != 1 or numbers[0] != int(numbers[0]):
        return None
    return int(numbers[0]) if 0 < numbers[0] <= LARGEST_COUNT else None


def _numbers(text: str) -> list[Decimal]:
    plain = GROUPED.sub(lambda found: found[0].replace(",", ""), text)
    numbers = []
    for found in NUMBER.findall(plain):
        try:
            numbers.append(Decimal(re.sub(r"\s", "", found).replace(",", ".")))
        except InvalidOperation:
            continue
    return numbers
