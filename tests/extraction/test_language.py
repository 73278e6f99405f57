"""The language of a report, and languages that are not read."""

from pathlib import Path

import pytest

from extraction.language import detect

GOLD = Path(__file__).parent.parent / "gold" / "dev"
GERMAN = "Das Forum wurde gestern in Berlin eröffnet und hat viele Gäste aus der ganzen Welt angezogen, sagte der Sprecher. "


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.txt")), ids=lambda path: path.stem)
def test_language_of_a_report(path):
    assert detect(path.read_text("utf-8").split("\n\n", 1)[1]) == path.stem[:2]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123 456",
        "フォーラムは東京で開催されました。",
        "포럼은 서울에서 열렸다",
        "المنتدى في دبي",
        GERMAN * 3,
    ],
)
def test_other_languages_are_not_read(text):
    assert detect(text) is None
