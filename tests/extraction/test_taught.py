"""Names that curators teach: what is read with them, and not without."""

from datetime import date

import pytest

from extraction import extract
from extraction.lexicon import Lexicon, Term

TAUGHT = Lexicon(
    (
        Term("series", "ru", "Кедровый сход", "Всероссийский слёт «Кедровый сход»", "congress"),
        Term("series", "ru", "ТАП", "Тихоокеанский аграрный парад", "exhibition"),
        Term("series", "en", "Cedar Days", "Cedar Days of the Pacific", "forum"),
        Term("series", "zh", "雪松之约", "中俄雪松之约论坛", "forum"),
        Term("organization", "ru", "ДФУ", "Дальний федеральный университет"),
        Term("organization", "ru", "ДФУ «Восток»", "Дальний филиал университета"),
        Term("place", "ru", "Нижнестанск", "Нижнестанск", "RU"),
        Term("office", "ru", "воевода", "воевода"),
        Term("office", "en", "reeve", "reeve"),
        Term("office", "zh", "嘎查达", "嘎查达"),
    )
)


def read(text, taught=TAUGHT):
    return extract(text, published_on=date(2026, 5, 1), lexicon=taught)


@pytest.mark.parametrize(
    ("text", "series", "number", "year"),
    [
        ("VIII Кедровый сход пройдёт в июне.", "Всероссийский слёт «Кедровый сход»", 8, 2026),
        ("Делегация едет на «Кедровый сход».", "Всероссийский слёт «Кедровый сход»", None, None),
        ("Об этом сказали на Кедровом сходе.", "Всероссийский слёт «Кедровый сход»", None, None),
        ("На ТАП-2025 представили проект.", "Тихоокеанский аграрный парад", None, 2025),
        ("The 5th Cedar Days will be held in June.", "Cedar Days of the Pacific", 5, 2026),
        ("第三届雪松之约将在哈尔滨举行。", "中俄雪松之约论坛", 3, None),
    ],
)
def test_taught_series_is_read_under_its_name(text, series, number, year):
    report = read(text)

    assert [
        (f.series.value, f.number and f.number.value, f.year and f.year.value) for f in report.forums
    ] == [(series, number, year)]
    assert text[report.forums[0].series.span.start : report.forums[0].series.span.end] in text


@pytest.mark.parametrize(
    "text", ["Кедровый лес и сход лавин.", "Кедровый\nсход", "Парад в порту, ТАПИР в зоопарке."]
)
def test_words_that_only_resemble_a_taught_series_are_no_forum(text):
    assert read(text).forums == []


def test_taught_organization_place_and_office_are_read():
    text = "Воевода Приморского края Иван Орлов встретил в Нижнестанске ректора ДФУ Петра Зайцева."

    people = {p.name.value: [post.value for post in p.posts] for p in read(text).people}

    assert [(p.title, p.organization) for p in people["Иван Орлов"]] == [("воевода", "Приморский край")]
    assert [p.organization for p in people["Петр Зайцев"]] == ["Дальний федеральный университет"]


def test_taught_place_hosts_a_forum():
    forum = read("VI форум «Тайга» пройдёт в Нижнестанске 5 июня 2026 года.").forums[0]

    assert (forum.place.value, forum.country.value) == ("Нижнестанск", "RU")


def test_taught_english_office_is_read():
    text = "John Brown, reeve of Chatham County, opened the forum."

    assert [post.value.title for post in read(text).people[0].posts] == ["reeve"]


def test_taught_chinese_office_is_read():
    text = "额济纳嘎查达王建国出席了论坛。"

    assert [(p.name.value, [post.value.title for post in p.posts]) for p in read(text).people] == [
        ("王建国", ["嘎查达"])
    ]
    assert read(text, taught=None).people == []


def test_what_was_taught_for_one_text_is_not_there_for_the_next():
    text = "VIII Кедровый сход пройдёт в июне."

    assert read(text).forums
    assert read(text, taught=None).forums == []
