"""Programmes of forums: every line and every table that offices send, and hostile texts; all people and bodies are invented."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.lists import read_programme

FIRST = dt.date(2026, 6, 8)


def told(session):
    return (session.day, session.begins, session.ends, session.kind, session.title, session.hall)


def people(session):
    return [(row.role, row.name and row.name.value) for row in session.people]


def one(text, **more):
    (session,) = read_programme(text, **{"first_day": FIRST} | more)
    return session


# line → (day, begins, ends, kind, title, hall)
HEADS = {
    "10:00–11:30 Пленарное заседание «Новые пути». Зал «Амур»": ("", "10:00", "11:30", "plenary", "Новые пути", "Зал «Амур»"),
    "10.00 - 11.30 Пленарное заседание": ("", "10:00", "11:30", "plenary", "", ""),
    "с 9:00 до 10:00 Регистрация участников, фойе": ("", "09:00", "10:00", "other", "Регистрация участников", "фойе"),
    "09-00 – 10-30 Круглый стол: логистика (зал № 2)": ("", "09:00", "10:30", "session", "логистика", "зал № 2"),
    "12:00 Церемония подписания соглашений": ("", "12:00", "", "signing", "", ""),
    "15:00 Встреча губернаторов": ("", "15:00", "", "meeting", "Встреча губернаторов", ""),
    "11:00–12:00 Секция 1. Туризм": ("", "11:00", "12:00", "session", "Секция 1. Туризм", ""),
    "8 июня 2026 г., 16:00 Открытие выставки": ("2026-06-08", "16:00", "", "exhibition", "Открытие выставки", ""),
    "08.06.2026 14:00–15:00 Панельная дискуссия «Порты «Востока»»": ("2026-06-08", "14:00", "15:00", "session", "Порты «Востока»", ""),
    "9:30-11:30 全体会议：“合作新机遇” 地点：国际会议厅": ("", "09:30", "11:30", "plenary", "合作新机遇", "国际会议厅"),
    "6月9日 下午2:00-4:00 圆桌会议": ("2026-06-09", "14:00", "16:00", "session", "", ""),
    "9：00—9：30 签到": ("", "09:00", "09:30", "other", "签到", ""),
    "09:00 – 10:30 Plenary session: “New Horizons”, Hall A": ("", "09:00", "10:30", "plenary", "New Horizons", "Hall A"),
    "2 p.m. – 3:30 p.m. Panel discussion “Logistics”": ("", "14:00", "15:30", "session", "Logistics", ""),
    "June 9, 2026, 10:00 Signing ceremony": ("2026-06-09", "10:00", "", "signing", "", ""),
}  # fmt: skip


@pytest.mark.parametrize("line", HEADS)
def test_head_of_a_session_is_read(line):
    assert told(one(line)) == HEADS[line]


@pytest.mark.parametrize(
    "line",
    [
        "Программа форума",
        "8–9 июня 2026 г., Приозёрск",
        "УТВЕРЖДАЮ",
        "10 тысяч участников приехали на форум",
        "10-12 июня 2026 года",
        "25% предприятий",
        "2026",
    ],
)
def test_line_that_is_no_session(line):
    assert read_programme(line, first_day=FIRST) == []


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("8 июня 2026 г., понедельник", "2026-06-08"), ("8 июня", "2026-06-08"), ("День 2", "2026-06-09"),
        ("День первый. 8 июня", "2026-06-08"), ("Второй день", "2026-06-09"), ("Вторник, 9 июня", "2026-06-09"),
        ("09.06.2026", "2026-06-09"), ("6月9日（星期二）", "2026-06-09"), ("第二天", "2026-06-09"), ("2026年6月9日 上午", "2026-06-09"),
        ("Tuesday, 9 June 2026", "2026-06-09"), ("Day 2 – June 9", "2026-06-09"), ("9 июня. Деловая программа", "2026-06-09"),
        ("2026-06-09 00:00:00", "2026-06-09"),
    ],
)  # fmt: skip
def test_day_of_a_heading_is_that_of_the_sessions_below(heading, day):
    assert one(f"{heading}\n10:00 Регистрация").day == day


def test_day_without_a_year_stays_as_it_is_written_when_no_year_is_known():
    assert one("8 июня\n10:00 Регистрация", first_day=None).day == "8 июня"


# lines below “10:00 Пленарное заседание” → its people
BELOW = {
    "Модератор: Соколов Андрей Викторович, главный редактор": [("moderator", "Андрей Викторович Соколов")],
    "Модераторы:\n– Соколов Андрей Викторович – редактор\n– Морозова Елена Павловна – министр": [
        ("moderator", "Андрей Викторович Соколов"), ("moderator", "Елена Павловна Морозова"),
    ],
    "Спикеры:\n1. Новиков С. И., директор ООО «Причал»\n2. Ли Мин, вице-губернатор": [("speaker", "С. И. Новиков"), ("speaker", "Ли Мин")],
    "Ведущий – Зайцев Михаил Петрович\nВыступления:\nПавлова Татьяна Сергеевна, инженер\n«Опыт перевозок»": [
        ("moderator", "Михаил Петрович Зайцев"), ("speaker", "Татьяна Сергеевна Павлова"),
    ],
    "Морозова Елена Павловна – министр": [("speaker", "Елена Павловна Морозова")],
    "Вопросы для обсуждения:\nСоколов Андрей и его опыт": [],
    "主持人：王建华，青河市市长\n演讲嘉宾：\n李明，青河市商务局副局长": [("moderator", "王建华"), ("speaker", "李明")],
    "Moderator: John Harlow, Director\nSpeakers:\nMary Whitfield, CEO, Northern Port Ltd": [
        ("moderator", "John Harlow"), ("speaker", "Mary Whitfield"),
    ],
    "Приветственное слово: Виноградов Роман Евгеньевич, мэр": [("opener", "Роман Евгеньевич Виноградов")],
}  # fmt: skip


def test_moderator_behind_a_dash_and_the_hall_behind_him():
    session = one(
        "10:00–12:00 Круглый стол «Торговля». Модератор — Иванов Иван Иванович, директор фонда. Зал 2"
    )

    assert (session.title, session.hall, [row.role for row in session.people]) == (
        "Торговля",
        "Зал 2",
        ["moderator"],
    )


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("VII форум малого бизнеса, 9 июня 2026, Хабаровск", "2026-06-09"),
        ("VII форум малого бизнеса, 8–9 июня 2026, Хабаровск", ""),
        ("Форум, 10 тысяч участников", ""),
    ],
)
def test_day_inside_the_heading_of_a_programme(heading, day):
    assert one(f"{heading}\n10:00 Регистрация").day == day


@pytest.mark.parametrize("lines", BELOW)
def test_people_below_have_the_role_of_their_label(lines):
    assert people(one(f"10:00 Пленарное заседание\n{lines}")) == BELOW[lines]


def test_post_of_a_speaker_is_read_as_in_a_list_of_delegates():
    session = one(
        "10:00 Пленарное заседание\nСпикеры:\nНовиков Сергей Иванович – генеральный директор, ООО «Причал»"
    )

    (post,) = session.people[0].posts
    assert (post.value.title, post.value.organization) == ("генеральный директор", "ООО «Причал»")


def test_sections_beside_each_other_have_the_same_time():
    first, second = read_programme("10:00–12:00 Секция «Порты»\nСекция «Туризм»\nЗал 3", first_day=FIRST)

    assert (first.title, second.title, second.hall) == ("Порты", "Туризм", "Зал 3")
    assert (second.begins, second.ends) == ("10:00", "12:00")


def test_programme_without_times_has_its_sessions():
    text = "Пленарное заседание «Новые пути»\nМодератор: Соколов Андрей, редактор\nКруглый стол «Порты»"

    assert [session.title for session in read_programme(text)] == ["Новые пути", "Порты"]


def test_person_behind_a_dash_speaks():
    session = one(
        "15:00–16:00 Приветственное слово – Виноградов Роман Евгеньевич, директор ООО «Лес Востока»"
    )

    assert session.title == "Приветственное слово"
    assert people(session) == [("speaker", "Роман Евгеньевич Виноградов")]


TABLE = """Программа форума
№\tВремя\tМероприятие\tМесто\tМодератор\tСпикеры
\t8 июня
1\t09:00-10:00\tРегистрация\tФойе\t\t
2\t10:00-11:30\tПленарное заседание «Новые пути»\tЗал «Амур»\tСоколов Андрей Викторович, редактор\tМорозова Елена Павловна, министр; Новиков Сергей Иванович, директор
3\t12:00:00\tКруглый стол «Логистика»; Модератор: Зайцев Михаил Петрович, директор; Спикеры:; Павлова Татьяна Сергеевна, инженер\tЗал 2
\t\tСекция «Туризм»\tЗал 3\t\tГолубева Марина Николаевна, декан
"""


def test_table_with_headings_is_read():
    sessions = read_programme(TABLE, first_day=FIRST)

    assert [told(session) for session in sessions] == [
        ("2026-06-08", "09:00", "10:00", "other", "Регистрация", "Фойе"),
        ("2026-06-08", "10:00", "11:30", "plenary", "Новые пути", "Зал «Амур»"),
        ("2026-06-08", "12:00", "", "session", "Логистика", "Зал 2"),
        ("2026-06-08", "12:00", "", "session", "Туризм", "Зал 3"),
    ]
    assert [len(session.people) for session in sessions] == [0, 3, 2, 1]
    assert people(sessions[1])[0] == ("moderator", "Андрей Викторович Соколов")
    assert people(sessions[2]) == [
        ("moderator", "Михаил Петрович Зайцев"),
        ("speaker", "Татьяна Сергеевна Павлова"),
    ]
    assert sessions[1].number == 5


def test_table_without_headings_is_read_by_what_stands_in_it():
    text = "09:00\tРегистрация\tФойе\n10:00\tПленарное заседание «Пути»\tЗал «Амур»\n12:00\tОбед\tРесторан «Волна»"

    sessions = read_programme(text, first_day=FIRST)

    assert [(s.begins, s.title, s.hall) for s in sessions] == [
        ("09:00", "Регистрация", "Фойе"), ("10:00", "Пути", "Зал «Амур»"), ("12:00", "Обед", "Ресторан «Волна»"),
    ]  # fmt: skip


def test_begin_and_end_in_columns_of_their_own():
    text = "Дата\tНачало\tОкончание\tНазвание\n08.06.2026\t10:00\t11:00\tФорсайт «Порты»\n09.06.2026\t12:00\t13:00\tОбед"

    assert [told(s)[:3] for s in read_programme(text)] == [
        ("2026-06-08", "10:00", "11:00"), ("2026-06-09", "12:00", "13:00"),
    ]  # fmt: skip


def test_what_was_not_understood_is_marked_where_it_stands():
    text = "10:00 Пленарное заседание «Пути» с участием прессы"

    (unclear,) = one(text).unclear
    assert text[unclear.start : unclear.end] == "с участием прессы"


PIECES = st.lists(
    st.sampled_from(
        [*HEADS, *BELOW, TABLE, "\t", "\n", ":", "–", "«", "»", "(", "10:00", "25:99", "99.99", "Модератор:", "Место:", "; ", "|", "第",
         "день 31", "31 февраля", "\u2028", "x" * 50]
    )
    | st.text(max_size=12),
    max_size=8,
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(PIECES)
def test_hostile_text_is_read_without_an_error_and_every_span_lies_in_it(text):
    for session in read_programme(text, first_day=FIRST):
        spans = [session.span, *session.unclear]
        spans += [span for row in session.people for span in (row.span, *row.unclear)]
        assert all(0 <= span.start <= span.end <= len(text) for span in spans)
        assert session.printed == text[session.span.start : session.span.end]
        assert all(row.name is None or row.name.span.end <= len(text) for row in session.people)
