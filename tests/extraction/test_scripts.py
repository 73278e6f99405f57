"""One Chinese name in three scripts, and names that are no Chinese ones."""

import pytest

from extraction.keys import person_key
from extraction.scripts import characters_of_surname, other_script_keys, sound_keys

SAME = (
    ("李鸿忠", "Li Hongzhong", "Ли Хунчжун"),
    ("王小明", "Wang Xiaoming", "Ван Сяомин"),
    ("吕建国", "Lv Jianguo", "Люй Цзяньго"),
    ("欧阳娜娜", "Ouyang Nana", "Оуян Нана"),
    ("曾庆红", "Zeng Qinghong", "Цзэн Цинхун"),
    ("单霁翔", "Shan Jixiang", "Шань Цзисян"),
    ("张安", "Zhang An", "Чжан Ань"),
)


@pytest.mark.parametrize("names", SAME, ids=[row[1] for row in SAME])
def test_three_scripts_are_one_name(names):
    characters, latin, cyrillic = names

    assert other_script_keys(characters) == {person_key(latin), person_key(cyrillic)}
    assert person_key(latin) in other_script_keys(cyrillic)
    assert person_key(cyrillic) in other_script_keys(latin)
    assert sound_keys(characters) & sound_keys(cyrillic) & sound_keys(latin)
    assert characters[0] in characters_of_surname(latin) or characters[:2] in characters_of_surname(latin)


@pytest.mark.parametrize("name", ["Иван Петров", "James Smith", "Ким", "Пётр", "李", ""])
def test_other_names_have_no_other_script(name):
    assert other_script_keys(name) == frozenset()
