import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.folding import fold, fold_case
from extraction.keys import person_key, phrase_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Российско-Китайский форум МСП",
            "Российско-китайского форума малого и среднего предпринимательства",
        ),
        ("форум «Два берега»", 'форуме "Два берега"'),
        ("правительство Хабаровского края", "правительством Хабаровского края"),
        ("АmurMedia", "AmurMedia"),
        ("Форум регионов Беларуси и России", "Форумом регионов Беларуси, России"),
    ],
)
def test_spellings_of_one_name_have_one_key(one, other):
    assert phrase_key(one) == phrase_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Восточный форум", "Западный форум"), ("Шэньси", "Шаньси"), ("二论坛", "三论坛")]
)
def test_different_names_have_different_keys(one, other):
    assert phrase_key(one) != phrase_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Костюченко Галина Фёдоровна", "Галиной Костюченко"),
        ("Борис Титов", "Титовым Борисом"),
        ("Ли Хунчжун", "Ли Хунчжуну"),
        ("Мариной Кузнецовой", "Марина Кузнецова"),
    ],
)
def test_forms_of_one_persons_name_have_one_key(one, other):
    assert person_key(one) == person_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Николай Николаев", "Николай"), ("Николаев", "Николай"), ("Ли Цян", "Ли Вэй")]
)
def test_different_people_have_different_keys(one, other):
    assert person_key(one) != person_key(other)


@given(st.text())
def test_folding_keeps_every_position(text):
    assert len(fold(text)) == len(text)
    assert len(fold_case(text)) == len(text)
