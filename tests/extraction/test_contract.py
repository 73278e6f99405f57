"""What holds for every report: valid output, true spans, the same result each time."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction import extract
from extraction.findings import KINDS, Forum, Report, Span, Value
from extraction.language import detect
from extraction.verification import verify

WORDS = st.sampled_from(
    [
        "форум", "VII", "делегация", "Китая", "«", "»", "предложил", "провести", "Иван Иванов", "А. И.", "(", ")", ",", ".",
        "соглашение", "о", "между", "подписали", "5 млрд рублей", "проект", "завода", "\n", "губернатор", "в Сиане",
        "25 ноября", "\x00", "\u2028", "论坛", "第七届中俄论坛", "副市长王力", "代表团一行32人", "签署协议", "。", "，", "the forum", "led by", "Deputy Minister Ivan Petrov",
        "the 7th China Expo", "signed a memorandum on", "A delegation of", "proposed to", "May 5", "May 5", "ё\u0301", "😀", "Большой", "—", "12",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=60).map(" ".join))


def check(text, report):
    output = report.as_json()
    json.dumps(output)
    ids = {record["id"] for kind in ("forums", "sessions") for record in output[kind]}
    for kind in KINDS:
        for record in output[kind]:
            assert record["evidence"]
            for row in record["evidence"]:
                assert 0 <= row["start"] < row["end"] <= len(text)
            for reference in ("forum", "session"):
                assert record.get(reference) in {None, *ids}


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(["ru", "zh", "en", None]))
def test_any_text_gives_valid_output(text, language):
    check(text, extract(text, language=language))


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\n", "\x00\x01\x02", "«", "а", "(" * 500, "XIX " * 500, "«а» " * 300]
)
@pytest.mark.parametrize("language", ["ru", "zh", "en"])
def test_odd_texts_give_valid_output(text, language):
    check(text, extract(text, language=language))


def test_every_value_has_its_evidence():
    text = "VI форум «Тайга» прошёл 5 июня 2025 года в Чите. Иван Орлов предложил провести VII форум в Хэйхэ."
    report = extract(text)

    for record in [r for kind in KINDS for r in report.as_json()[kind]]:
        fields = {row["field"] for row in record["evidence"]}
        filled = {
            name
            for name, content in record.items()
            if name not in ("id", "evidence", "rule", "confidence") and content not in (None, [])
        }
        assert filled == fields


def test_the_same_text_gives_the_same_output():
    text = "Делегация Якутии во главе с Айсеном Николаевым прибыла на IV форум «Тайга» в Читу. Подписан меморандум."

    assert extract(text).as_json() == extract(text).as_json()


def test_a_value_that_does_not_follow_from_its_quote_is_dropped():
    text = "VII форум прошёл в Чите"
    forum = Forum(
        id="forum-1",
        series=Value("форум", Span(4, 9), "made_up"),
        number=Value(9, Span(0, 3), "made_up"),
        place=Value("Пенза", Span(18, 22), "made_up"),
    )

    report = verify(Report("test", "ru", None, forums=[forum]), text)

    assert (report.forums[0].number, report.forums[0].series.value) == (None, "форум")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Форум открылся", "ru"),
        ("论坛开幕", "zh"),
        ("The forum opened", "en"),
        ("", None),
        ("12.05", None),
        ("№ 5", None),
    ],
)
def test_language_by_script(text, language):
    assert detect(text) == language
