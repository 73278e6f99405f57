"""Lists of projects in the forms that offices send, and hostile texts; all bodies are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.lists import read_projects

# row → (name, place, amount, initiator, stage)
ROWS = {
    "1. Строительство зернового терминала (Приморский край) – 5 млрд руб., инициатор – ООО «Причал», стадия: проектирование": (
        "Строительство зернового терминала", "Приморский край", "5 млрд руб.", "ООО «Причал»", "planned",
    ),
    "2) Завод «Станкомаш», Хабаровский край, 350 млн юаней, АО «Маяк», строится": (
        "Завод «Станкомаш»", "Хабаровский край", "350 млн юаней", "АО «Маяк»", "under_way",
    ),
    "Проект «Северный порт» – 120 млн долл. США; инвестор: ООО «Северный порт»; реализуется": (
        "Северный порт", "", "120 млн долл. США", "ООО «Северный порт»", "under_way",
    ),
    "4. Порт, дорога и склад, Амурская область, 2,5 млрд рублей": ("Порт, дорога и склад", "Амурская область", "2,5 млрд рублей", "", ""),
    "Тепличный комплекс": ("Тепличный комплекс", "", "", "", ""),
    "1. 粮食码头，哈尔滨，5亿元，青河港务集团有限公司，在建": ("粮食码头", "哈尔滨", "5亿元", "青河港务集团有限公司", "under_way"),
    "1. Grain terminal, Vladivostok, USD 120 million, Northern Port Ltd, completed": (
        "Grain terminal", "Vladivostok", "USD 120 million", "Northern Port Ltd", "finished",
    ),
}  # fmt: skip


def told(project):
    return (project.name, project.place, project.amount, project.initiator, project.stage)


@pytest.mark.parametrize("row", ROWS)
def test_row_of_a_list_is_read(row):
    (project,) = read_projects(row)

    assert told(project) == ROWS[row]


@pytest.mark.parametrize("line", ["Перечень инвестиционных проектов", "Итого: 3", "Список проектов края"])
def test_line_that_is_no_project(line):
    assert read_projects(line) == []


def test_card_with_a_label_on_each_line_is_one_project():
    text = (
        "Проект: Тепличный комплекс\nМесто реализации: Амурская область\nОтрасль: сельское хозяйство\n"
        "Объём инвестиций: 1,2 млрд руб.\nИнициатор: ООО «Зелень»\nСтадия: идея\nПроект: Лесопильный завод\nСумма: 300 млн руб."
    )

    first, second = read_projects(text)

    assert told(first) == ("Тепличный комплекс", "Амурская область", "1,2 млрд руб", "ООО «Зелень»", "idea")
    assert first.sector == "сельское хозяйство"
    assert told(second) == ("Лесопильный завод", "", "300 млн руб", "", "")


def test_table_takes_the_unit_of_its_heading():
    text = (
        "№\tНаименование проекта\tТерритория\tОтрасль\tСтоимость, млн руб.\tИнициатор\tСтадия\tТелефон\n"
        "1\tЗерновой терминал\tПриморский край\tтранспорт\t5 200\tООО «Причал»\tпроектирование\t77\n"
        "2\tТеплицы\tАмурская область\tсельское хозяйство\t1 млрд юаней\tООО «Зелень»\tв работе\n"
        "Итого\t2"
    )

    first, second = read_projects(text)

    assert told(first) == (
        "Зерновой терминал",
        "Приморский край",
        "5 200 млн руб.",
        "ООО «Причал»",
        "planned",
    )
    assert told(second) == ("Теплицы", "Амурская область", "1 млрд юаней", "ООО «Зелень»", "under_way")
    assert first.number == 2
    assert first.unclear == []  # a telephone number says nothing of the project


def test_what_was_not_understood_is_marked_where_it_stands():
    text = "Зерновой терминал; Приморский край; под ключ"

    (project,) = read_projects(text)

    assert [text[span.start : span.end] for span in project.unclear] == ["под ключ"]


PIECES = st.lists(
    st.sampled_from([*ROWS, "\t", "\n", "Проект:", "Сумма:", "«", "»", "(", ",", "5 млрд руб.", "№\tПроект\tСумма\n", "; ", "|", "—"])
    | st.text(max_size=12),
    max_size=8,
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(PIECES)
def test_hostile_text_is_read_without_an_error_and_every_span_lies_in_it(text):
    for project in read_projects(text):
        assert all(0 <= span.start <= span.end <= len(text) for span in (project.span, *project.unclear))
        assert project.printed == text[project.span.start : project.span.end]
