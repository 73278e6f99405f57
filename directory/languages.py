"""What depends on the reader's language: addresses, ordinals, names of countries.

Russian pages have no prefix in their address, the others begin with /zh/ or /en/. Django calls the languages ru, zh-hans
and en; records and addresses only have the first two letters.
"""

import re
from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency, get_currency_symbol
from django.conf import settings
from django.utils.translation import get_language, to_locale

UNPREFIXED = settings.LANGUAGE_CODE
ROMAN_DIGITS = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
CHINESE_DIGITS = "〇一二三四五六七八九"
ENGLISH_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def reader_language() -> str:
    """The language of the page in two letters: ru, zh or en."""
    return (get_language() or UNPREFIXED)[:2]


def reader_locale() -> Locale:
    """The reader's language as CLDR knows it: Django's “zh-hans” is “zh_Hans”."""
    return Locale.parse(to_locale(get_language() or "en"))


# Addresses


def prefix_of(language: str | None) -> str:
    """What the address of a page begins with in `language`, without slashes: “zh”, “en”, nothing for Russian."""
    return "" if not language or language == UNPREFIXED else language[:2]


def without_prefix(path: str) -> str:
    """The address of a page in Russian: “/en/forums/” → “/forums/”."""
    for code, _name in settings.LANGUAGES:
        prefix = f"/{code[:2]}/"
        if path.startswith(prefix):
            return "/" + path.removeprefix(prefix).lstrip("/")
    return path


def in_language(path: str, language: str) -> str:
    """The address of the same page in another language: “/forums/” → “/zh/forums/”."""
    prefix = prefix_of(language)
    return f"/{prefix}{without_prefix(path)}" if prefix else without_prefix(path)


# Numbers of editions


def ordinal(number: int, language: str = "") -> str:
    """Return the number of an edition as it is printed in `language`: “VI”, “第六届”, “6th”."""
    match language or reader_language():
        case "zh":
            return f"第{chinese(number)}届"
        case "en":
            return english_ordinal(number)
        case _:
            return roman(number)


def roman(number: int) -> str:
    """Return a positive whole number in roman numerals; above 399 in arabic ones."""
    if not 0 < number < 400:
        return str(number)
    letters = []
    for value, letter in ROMAN_DIGITS:
        count, number = divmod(number, value)
        letters.append(letter * count)
    return "".join(letters)


def chinese(number: int) -> str:
    """Return a positive whole number in Chinese numerals; above 99 in arabic ones."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    beginning = "" if not tens else "十" if tens == 1 else f"{CHINESE_DIGITS[tens]}十"
    return beginning + (CHINESE_DIGITS[ones] if ones else "")


def english_ordinal(number: int) -> str:
    teens = 10 < number % 100 < 20
    return f"{number}{'th' if teens else ENGLISH_ENDINGS.get(number % 10, 'th')}"


# Sums and names


def money(amount: Decimal, currency: str) -> str:
    """Return a sum as the reader's language writes it: “12 500 000 ₽”, “CN¥12,500,000.50”. No pence where there are none."""
    locale = reader_locale()
    pattern = locale.currency_formats["standard"].pattern
    if get_currency_symbol(currency, locale)[-1].isalpha():
        # Letters stay apart from figures: “RUB 100”, but “¥100”. (CLDR has a pattern for it that Babel does not carry.)
        pattern = pattern.replace("¤#", "¤\N{NO-BREAK SPACE}#")
    if amount == amount.to_integral_value():
        pattern = re.sub(r"\.0+", "", pattern)
    return format_currency(amount, currency, pattern, locale=locale, currency_digits=False)


def country_name(code: str) -> str:
    """Return the name of a country in the reader's language; the code itself where it is not in CLDR."""
    return reader_locale().territories.get(code, code)


def all_countries() -> list[tuple[str, str]]:
    """(ISO 3166-1 alpha-2, name) of every country, by their names in the reader's language."""
    names = [
        (code, name)
        for code, name in reader_locale().territories.items()
        if len(code) == 2 and code.isalpha()
    ]
    return sorted(
        ((code, name) for code, name in names if code not in NO_COUNTRIES), key=lambda pair: pair[1]
    )


# Of CLDR: the European Union, the eurozone, the United Nations, outlying Oceania, pseudo-locales, an unknown region.
NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
