"""Numbers, dates, sums, places and names: tables of what is read from what."""

from datetime import date

import pytest

from extraction import ordinals, palladius
from extraction.money import find_amounts
from extraction.places import find_place
from extraction.russian.dates import find_dates

PUBLISHED = date(2025, 11, 26)


@pytest.mark.parametrize(
    ("text", "number"),
    [("VII", 7), ("ХІІ", 12), ("XIX", 19), ("IV-й", 4), ("XL", 40), ("МСП", None), ("ИИ", None), ("", None)],
)
def test_roman_numbers(text, number):
    assert ordinals.roman(text) == number


@pytest.mark.parametrize(
    ("text", "number"), [("34-й", 34), ("8th", 8), ("7", 7), ("2025", None), ("0", None)]
)
def test_numbers_in_figures(text, number):
    assert ordinals.figures(text) == number


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("25 ноября", "2025-11-25"),
        ("24–25 ноября 2025 г.", "2025-11-24/2025-11-25"),
        ("с 30 августа по 2 сентября", "2025-08-30/2025-09-02"),
        ("в минувшем сентябре", "2025-09"),
        ("в ноябре следующего года", "2026-11"),
        ("в следующем году", "2026"),
        ("вчера", "2025-11-25"),
        ("прошлым летом", "2024-22"),
        ("на весну будущего года", "2026-21"),
        ("с 23 мая", "2026-05-23/.."),
        ("до 10 ноября", "../2025-11-10"),
        ("12.05.2024", "2024-05-12"),
        ("во втором квартале 2026 года", "2026-34"),
    ],
)
def test_dates_are_as_precise_as_their_words(text, edtf):
    assert [mention.edtf for mention in find_dates(text, PUBLISHED)] == [edtf]


@pytest.mark.parametrize("text", ["может пройти", "в 15 странах", "1600 человек", "99 мая", "по маю"])
def test_what_is_no_date(text):
    assert find_dates(text, PUBLISHED) == []


def test_a_day_without_publication_has_no_year():
    (mention,) = find_dates("16 ноября", None)

    assert (mention.edtf, mention.year) == (None, None)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("около 4,8 млрд рублей", ["4,8 млрд рублей"]),
        ("достичь $200 млрд в год", ["$200 млрд"]),
        ("₽3,2 трлн", ["₽3,2 трлн"]),
        ("1,25 млрд российских рублей", ["1,25 млрд российских рублей"]),
        ("金额4800万卢布", ["4800万卢布"]),
        ("投资2.6亿元人民币", ["2.6亿元人民币"]),
        ("RMB 3.5 billion", ["RMB 3.5 billion"]),
        ("60 тыс. тонн", []),
        ("1 600 экспонентов", []),
        ("400多名代表", []),
    ],
)
def test_sums_need_a_currency(text, amounts):
    assert [amount.text for amount in find_amounts(text)] == amounts


@pytest.mark.parametrize(
    ("name", "found", "country"),
    [
        ("Сиане", "Сиань", "CN"),
        ("Хабаровского края", "Хабаровский край", "RU"),
        ("Китаем", "Китай", "CN"),
        ("Вьетнама", "Вьетнам", "VN"),
        ("Пскове", "Псков", "RU"),
        ("Шеньян", "Шэньян", "CN"),
        ("西安", "Сиань", "CN"),
        ("黑龙江", "Хэйлунцзян", "CN"),
        ("Khabarovsk", "Хабаровск", "RU"),
        ("Nowhereville", None, None),
    ],
)
def test_places_in_any_case_and_script(name, found, country):
    place = find_place(name)

    assert (place and place.name_ru, place and place.country) == (found, country)


@pytest.mark.parametrize(
    ("word", "nominative"),
    [
        ("жуйфэна", "жуйфэн"),
        ("цзывэем", "цзывэй"),
        ("хунчжуну", "хунчжун"),
        ("гоцином", "гоцин"),
        ("абрамовым", None),
    ],
)
def test_declined_names_in_palladius(word, nominative):
    assert palladius.nominative(word, most_syllables=2, is_oblique=True) == nominative
