"""Sectors of projects: which word tells them, and which does not."""

import pytest

from extraction import extract, lexicon
from extraction.findings import Span
from extraction.sectors import LANGUAGES, sector_of, words_of


def told(name, language, before="", after=""):
    text = before + name + after
    span = Span(len(before), len(before) + len(name))
    value = sector_of(text, language, span, Span(0, len(text)))
    return value and (value.value, text[value.span.start : value.span.end])


@pytest.mark.parametrize(
    ("name", "sector", "word"),
    [
        # What is built goes before what it deals with, and that before the word for a plant.
        ("зернового терминала", "transport", "терминала"),
        ("угольного терминала", "transport", "терминала"),
        ("комплекса по переработке зерна", "agriculture", "зерна"),
        ("рыбоперерабатывающего завода", "fishing", "рыбоперерабатывающего"),
        ("завода сельхозтехники", "manufacturing", "сельхозтехники"),
        ("завода «Полазна-2»", "manufacturing", "завода"),
        # Two words mean more than each of them.
        ("строительных материалов", "construction", "строительных материалов"),
        ("канатной дороги", "tourism", "канатной дороги"),
        ("торгового дома", "trade", "торгового дома"),
        ("рыбной муки", "fishing", "рыбной муки"),
        ("газохимического комплекса", "manufacturing", "газохимического"),
        ("газопровода", "oil-gas", "газопровода"),
        # Names of places say nothing: Медногорск is no mine, Лесосибирск no forest.
        ("завода в Медногорске", "manufacturing", "завода"),
        ("центра в Лесосибирске", None, None),
        # Beginnings that mean something else.
        ("портфеля", None, None),
        ("плодотворного сотрудничества", None, None),
        ("сада", "agriculture", "сада"),
        ("детского сада", "science", "детского сада"),
    ],
)
def test_russian_names(name, sector, word):
    assert told(name, "ru") == (sector and (sector, word))


@pytest.mark.parametrize(
    ("name", "language", "sector"),
    [
        ("Zarubino grain terminal", "en", "transport"),
        ("fish-feed plants", "en", "agriculture"),
        ("scallop farm", "en", "fishing"),
        ("final assembly shop", "en", "manufacturing"),
        ("Blue Sky", "en", None),
        ("portable units", "en", None),
        ("进口木材加工园", "zh", "forestry"),
        ("冷链物流园二期工程", "zh", "transport"),
        ("数字文化产业园", "zh", "culture"),
        ("工业园扩建", "zh", "manufacturing"),
        ("友谊项目", "zh", None),
    ],
)
def test_chinese_and_english_names(name, language, sector):
    found = told(name, language)

    assert (found and found[0]) == sector


@pytest.mark.parametrize(
    ("before", "after", "sector"),
    [
        ("Проект ", " выпускает фанеру", "forestry"),
        # Two sectors beside the name, a forum with a telling name, a capital letter, too far away: nothing is told.
        ("Проект ", " даст фанеру и молоко", None),
        ("Глава Фанерного района представил ", "", None),
        ("Проект ", " — так сказал о нём вчера вечером в самом конце долгого разговора о фанере", None),
    ],
)
def test_words_beside_a_name_that_tells_nothing(before, after, sector):
    found = told("«Гармония»", "ru", before, after)

    assert (found and found[0]) == sector


def test_the_name_of_another_thing_tells_nothing():
    text = "На форуме «Лесная промышленность» показали «Гармонию»"
    name, forum = (
        Span(text.index(part), text.index(part) + len(part))
        for part in ("«Гармонию»", "«Лесная промышленность»")
    )

    assert sector_of(text, "ru", name, Span(0, len(text)), [forum]) is None


def test_a_report_gives_the_sector_with_its_quote():
    text = "На VI форуме «Тайга» Иван Орлов представил проект строительства тепличного комплекса «Даурия»."

    (project,) = extract(text).as_json()["projects"]

    (quote,) = (row for row in project["evidence"] if row["field"] == "sector")
    assert (project["sector"], text[quote["start"] : quote["end"]]) == ("agriculture", "тепличного")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_found_as_it_stands(language):
    """A word that another one of the table always hides, or that can never be met, should not be there."""
    hidden = []
    for word, sector, _rank in lexicon.table(f"sectors_{language}"):
        text = word.replace("*", "а" if language == "ru" else "")
        if (text, sector) not in {
            (text[t.span.start : t.span.end], t.sector) for t in words_of(text, language, Span(0, len(text)))
        }:
            hidden.append(word)

    assert hidden == []
