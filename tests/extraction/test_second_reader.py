"""Two readers of one text: what they agree on gains confidence, and nothing passes that the text does not say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction import extract
from extraction.findings import KINDS
from extraction.second_reader import ALONE, SecondReaderError, add_findings

TEXT = (
    "VI форум «Тайга» прошёл 5 июня 2025 года в Чите. "
    "На пленарном заседании выступил министр экономики Бурятии Иван Орлов. "
    "Рядом показали Анну Лунину, мастера по дереву."
)


def value(said, quote=None):
    return {"value": said, "quote": quote or said}


def read(answer, text=TEXT):
    return add_findings(extract(text), text, answer)


def test_record_that_both_found_gains_confidence():
    alone = extract(TEXT).forums[0]

    forum = read({"forums": [{"id": 1, "series": value("форум «Тайга»"), "number": value(6, "VI")}]}).forums[
        0
    ]

    assert forum.confidence == pytest.approx(1 - (1 - alone.confidence) * 0.4, abs=0.006)
    assert (forum.id, forum.series, forum.number) == (alone.id, alone.series, alone.number)


def test_second_reader_fills_what_the_first_left_open_and_changes_nothing_else():
    answer = {
        "forums": [
            {
                "id": "f",
                "series": value("форум «Тайга»"),
                "place": value("Бурятия", "Бурятии"),
                "organizers": [value("Иван Орлов")],
            }
        ]
    }

    forum = read(answer).forums[0]

    assert forum.place.value == "Чита"
    assert [organizer.value for organizer in forum.organizers] == ["Иван Орлов"]


def test_record_of_the_second_reader_alone_is_added_with_its_references():
    answer = {
        "forums": [{"id": "x7", "series": value("форум «Тайга»")}],
        "sessions": [
            {
                "id": "s",
                "forum": value("x7", "форум «Тайга»"),
                "kind": value("exhibition", "Рядом показали"),
                "speakers": [value("Анна Лунина", "Анну Лунину")],
            }
        ],
    }

    report = read(answer)

    added = report.sessions[-1]
    assert (added.kind.value, added.forum.value) == ("exhibition", report.forums[0].id)
    assert (added.rule, added.confidence) == ("second_reader", ALONE)
    assert len({finding.id for _, finding in report.findings()}) == len(list(report.findings()))


@pytest.mark.parametrize(
    "person",
    [
        {"name": value("Пётр Ветров", "Петра Ветрова")},  # the quote is not in the text
        {"name": value("Пётр Ветров", "Ивана Орлова")},
        {"name": value("Пётр Ветров", "Иван Орлов")},  # the quote says something else
        {"name": "Анна Лунина"},
        {"name": {"value": "Анна Лунина"}},
        {"name": {"value": ["Анна Лунина"], "quote": "Анну Лунину"}},
        "Анна Лунина",
    ],
)
def test_what_the_text_does_not_say_is_left_out(person):
    assert read({"people": [person]}).as_json() == extract(TEXT).as_json()


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("number", value("шестой", "VI")),
        ("number", value(True, "VI")),
        ("number", value(7, "VI")),
        ("dates", value("2025-02-31", "5 июня 2025 года")),
        ("dates", value("summer", "5 июня 2025 года")),
        ("status", value("splendid", "прошёл")),
        ("country", value("Россия", "Чите")),
    ],
)
def test_field_of_a_wrong_form_is_left_out(field, said):
    answer = {"forums": [{"id": "f", "series": value("выставка мастеров", "мастера"), field: said}]}
    text = TEXT + " Там же выставка мастеров."
    answer["forums"][0]["series"] = value("выставка мастеров")

    added = read(answer, text).forums[-1]

    assert added.series.value == "выставка мастеров"
    assert getattr(added, field) is None


def test_answer_that_is_no_object_is_refused():
    with pytest.raises(SecondReaderError):
        read([1, 2])


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from([TEXT[:20], "VI", "Чите"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [*KINDS, "id", "value", "quote", "series", "name", "posts", "forum", "number", "title"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(KINDS), st.lists(JSON, max_size=3)))
def test_any_answer_leaves_a_valid_report(answer):
    report = read(answer)

    for _, finding in report.findings():
        assert finding.as_json()["evidence"]
        for _, _, one in finding.values():
            assert 0 <= one.span.start < one.span.end <= len(TEXT)
