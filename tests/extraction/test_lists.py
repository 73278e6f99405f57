"""Lists of delegations in the styles of protocol offices: who, in which post, in which role."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.lists import as_text, read_list, read_table

NUMBERED = """Состав делегации Хабаровского края

1. Абрамцев Сергей Николаевич – первый заместитель председателя правительства Хабаровского края, глава делегации
2. Петрова Анна Ивановна – министр экономического развития Хабаровского края;
3. Ли Хунчжун – генеральный директор ООО «Амур-Транс»
4. СИДОРОВ Пётр Петрович, директор департамента инвестиций, Правительство Хабаровского края
5. Смирнова О.А. – переводчик
Всего: 5 человек"""
IN_PARTS = """Глава делегации: Дёмин Дмитрий Викторович, губернатор Хабаровского края
Члены делегации:
Иванов Иван Иванович
заместитель министра транспорта
Кузнецова Мария Павловна
начальник управления международных связей

Представители бизнеса:
Попов Игорь Львович, генеральный директор АО «Хабаровский порт»
Представители СМИ:
Белова Нина, корреспондент газеты «Тихоокеанская звезда»"""
SENTENCE = (
    "В состав делегации входят: Иванов Иван Иванович — министр транспорта Приморского края; "
    "Петров Пётр Ильич — ректор ДВФУ; Сидорова Анна Олеговна — переводчик."
)
LETTER = (
    "Просим принять делегацию в составе министра экономики Приморского края Ивана Орлова, "
    "директора департамента туризма Галины Ветровой и переводчика Чэнь Ли."
)
POST_FIRST = "Губернатор Хабаровского края Дёмин Дмитрий Викторович\nМинистр промышленности Хабаровского края Иван Орлов"
CHINESE_PARTS = "代表团名单\n团长：李明 辽宁省副省长\n团员：\n王芳，女，沈阳市商务局局长\n张伟 沈阳重工集团有限公司董事长\n翻译：陈静"
CHINESE_NUMBERED = (
    "1、李明，辽宁省商务厅厅长（团长）\n2、王小芳，辽宁省贸促会会长\n3、伊万·彼得罗夫，远东发展公司总经理"
)
ENGLISH = """1. Mr. John Smith, Deputy Minister of Economy of Tasmania (Head of Delegation)
2. WANG Wei – Director, Harbin Trading Co., Ltd
3. Dr. Anna Brown | CEO | Acme Group
4. Ms Jane Doe, interpreter"""

EXPECTED = {
    NUMBERED: [
        (
            "head",
            "Сергей Николаевич Абрамцев",
            "первый заместитель председателя",
            "правительство Хабаровского края",
        ),
        ("member", "Анна Ивановна Петрова", "министр экономического развития", "Хабаровский край"),
        ("member", "Ли Хунчжун", "генеральный директор", "ООО «Амур-Транс»"),
        (
            "member",
            "Пётр Петрович Сидоров",
            "директор департамента инвестиций",
            "правительство Хабаровского края",
        ),
        ("interpreter", "О. А. Смирнова", "переводчик", ""),
    ],
    IN_PARTS: [
        ("head", "Дмитрий Викторович Дёмин", "губернатор", "Хабаровский край"),
        ("member", "Иван Иванович Иванов", "заместитель министра транспорта", ""),
        ("member", "Мария Павловна Кузнецова", "начальник", "управление международных связей"),
        ("business", "Игорь Львович Попов", "генеральный директор", "АО «Хабаровский порт»"),
        ("press", "Нина Белова", "корреспондент", "газета «Тихоокеанская звезда»"),
    ],
    SENTENCE: [
        ("member", "Иван Иванович Иванов", "министр транспорта", "Приморский край"),
        ("member", "Пётр Ильич Петров", "ректор", "ДВФУ"),
        ("interpreter", "Анна Олеговна Сидорова", "переводчик", ""),
    ],
    LETTER: [
        ("member", "Иван Орлов", "министр экономики", "Приморский край"),
        ("member", "Галина Ветрова", "директор", "департамент туризма"),
        ("interpreter", "Чэнь Ли"),
    ],
    POST_FIRST: [
        ("member", "Дмитрий Викторович Дёмин", "губернатор", "Хабаровский край"),
        ("member", "Иван Орлов", "министр промышленности", "Хабаровский край"),
    ],
    CHINESE_PARTS: [
        ("head", "李明", "副省长", "辽宁省"),
        ("member", "王芳", "局长", "沈阳市商务局"),
        ("member", "张伟", "董事长", "沈阳重工集团有限公司"),
        ("interpreter", "陈静"),
    ],
    CHINESE_NUMBERED: [
        ("head", "李明", "厅长", "辽宁省商务厅"),
        ("member", "王小芳", "会长", "辽宁省贸促会"),
        ("member", "伊万·彼得罗夫", "总经理", "远东发展公司"),
    ],
    ENGLISH: [
        ("head", "John Smith", "Deputy Minister of Economy", "Tasmania"),
        ("member", "Wang Wei", "Director", "Harbin Trading Co., Ltd"),
        ("member", "Anna Brown", "CEO", "Acme Group"),
        ("interpreter", "Jane Doe", "interpreter", ""),
    ],
}


def facts(row):
    posts = [part for post in row.posts for part in (post.value.title, post.value.organization)]
    return (row.role, row.name and row.name.value, *posts)


@pytest.mark.parametrize("text", EXPECTED, ids=range(len(EXPECTED)))
def test_list_is_read(text):
    rows = read_list(text)

    assert [facts(row) for row in rows] == EXPECTED[text]
    for row in rows:
        assert text[row.span.start : row.span.end] == row.printed
        assert row.span.covers(row.name.span)


SHEETS = [
    (
        [
            ["Список делегации Приморского края"],
            ["№", "ФИО", "Должность", "Организация", "Телефон"],
            ["1", "Иванов Иван Иванович", "Министр", "Правительство Хабаровского края", "+7 900"],
            ["2", "Петрова Анна (глава делегации)", "Генеральный директор", "ООО «Восток»", "+7 901"],
        ],
        [
            (3, "member", "Иван Иванович Иванов", "министр", "правительство Хабаровского края"),
            (4, "head", "Анна Петрова", "генеральный директор", "ООО «Восток»"),
        ],
    ),
    (
        [["Иванов", "Иван", "Иванович", "министр"], ["Петров", "Пётр", "Петрович", "директор"]],
        [
            (1, "member", "Иван Иванович Иванов", "министр", ""),
            (2, "member", "Пётр Петрович Петров", "директор", ""),
        ],
    ),
    (
        [["姓名", "职务", "单位"], ["李明", "厅长", "辽宁省商务厅"]],
        [(2, "member", "李明", "厅长", "辽宁省商务厅")],
    ),
    (
        [["First name", "Surname", "Position", "Company"], ["John", "SMITH", "CEO", "Acme\nGroup"]],
        [(2, "member", "John Smith", "CEO", "Acme Group")],
    ),
]


@pytest.mark.parametrize(("cells", "expected"), SHEETS, ids=range(len(SHEETS)))
def test_sheet_is_read(cells, expected):
    assert [(row.number, *facts(row)) for row in read_table(cells)] == expected


def test_table_of_plain_text_is_read():
    rows = read_list("| ФИО | Должность |\n|---|---|\n| Иванов Иван | министр экономики Приморского края |")

    assert [facts(row) for row in rows] == [("member", "Иван Иванов", "министр экономики", "Приморский край")]


@pytest.mark.parametrize(
    ("text", "unclear"),
    [("1. Иванов Иван Иванович – министр\n2. представитель компании", ["представитель компании"])],
)
def test_row_without_a_name_is_kept_and_marked(text, unclear):
    rows = read_list(text)

    assert [text[span.start : span.end] for row in rows for span in row.unclear] == unclear
    assert len(rows) == 2


def test_unknown_column_is_marked():
    cells = [["ФИО", "Должность", "Размер"], ["Иванов Иван", "министр", "XL"]]
    text = as_text(cells)

    assert [text[s.start : s.end] for s in read_table(cells)[0].unclear] == ["XL"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Иванов Иван Иванович", "Иван Иванович Иванов"),
        ("Иван Иванович Иванов", "Иван Иванович Иванов"),
        ("ИВАНОВ ИВАН ИВАНОВИЧ", "Иван Иванович Иванов"),
        ("ИВАНОВА-ПЕТРОВА Анна", "Анна Иванова-Петрова"),
        ("Алиев Рашид Вагиф оглы", "Рашид Вагиф оглы Алиев"),
        ("Костюченко Галина Фёдоровна", "Галина Фёдоровна Костюченко"),
        ("И. И. Иванов", "И. И. Иванов"),
        ("Иванов И.И.", "И. И. Иванов"),
        ("Чжан Вэй", "Чжан Вэй"),
        ("Пак Сергей", "Сергей Пак"),
        ("欧阳修", "欧阳修"),
        ("王 芳", "王芳"),
        ("SMITH John", "John Smith"),
        ("O'BRIEN Mary", "Mary O'Brien"),
        ("LI Qiang", "Li Qiang"),
    ],
)
def test_name_is_written_as_on_a_card(written, name):
    assert [row.name.value for row in read_list(f"1. {written}, директор")] == [name]


ALPHABET = st.sampled_from([
    "Иванов Иван Иванович", "министр", ",", ";", "–", "\t", "|", "\n", "1.", "глава делегации", "李明", "，", "厅长", "John Smith", "CEO",
    ":", "Члены делегации", "ООО «Восток»", "(", ")", " ", "\x00", "\u2028", "в составе", "переводчик", "ФИО", "№",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(ALPHABET, max_size=40).map("".join)))
def test_any_text_gives_rows_with_true_spans(text):
    for row in read_list(text):
        assert text[row.span.start : row.span.end] == row.printed
        for span in [
            *row.unclear,
            *([row.name.span] if row.name else []),
            *(post.span for post in row.posts),
        ]:
            assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize(
    ("row", "born", "title"),
    [
        ("1. Иванов Пётр Сергеевич, 1975 г.р., министр спорта", "1975", "министр спорта"),
        ("1. Иванов Пётр Сергеевич – министр спорта (род. 12.03.1975)", "12.03.1975", "министр спорта"),
        ("Иванов Пётр Сергеевич, дата рождения: 12.03.1975, министр спорта", "12.03.1975", "министр спорта"),
        ("ФИО\tДата рождения\tДолжность\nИванов Пётр\t1975-03-12 00:00:00\tминистр спорта", "1975-03-12", "министр спорта"),
        ("1. 李明，1975年3月出生，市长", "1975年3月", "市长"),
        ("1. John Harlow, Director, Harbour Company, born 1975", "1975", "Director"),
        ("1. Иванов Пётр – директор ООО «Порт 1975»", "", "директор"),
    ],
)  # fmt: skip
def test_date_of_birth_is_no_part_of_the_post(row, born, title):
    (read,) = read_list(row)

    assert read.born == born
    assert read.posts[0].value.title == title
    assert not born or born not in row[read.posts[0].span.start : read.posts[0].span.end]


def test_professor_before_a_comma_is_a_post_and_before_a_name_an_address():
    post, address = read_list(
        "1. Helen Marlowe, Professor, Lakeland University\n2. Prof. John Harlow, Director, Harbour Company"
    )

    assert (post.posts[0].value.title, post.posts[0].value.organization) == (
        "Professor",
        "Lakeland University",
    )
    assert (address.name.value, address.posts[0].value.title) == ("John Harlow", "Director")
