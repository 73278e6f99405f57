"""The texts of the site are found and their translations checked without GNU gettext."""

import gettext

import pytest
from babel.messages.catalog import Catalog

from forumtracker.management.commands import messages


@pytest.fixture
def found():
    found = Catalog()
    found.add("Forums")
    found.add(("%(count)s forum", "%(count)s forums"))
    return found


def russian(*entries):
    catalog = Catalog(locale="ru")
    for entry in entries:
        catalog.add(**entry)
    return catalog


FORUMS = {"id": "Forums", "string": "Форумы"}
COUNTED = {
    "id": ("%(count)s forum", "%(count)s forums"),
    "string": ("%(count)s форум", "%(count)s форума", "%(count)s форумов"),
}


def test_complete_translation_has_no_problems(found):
    assert list(messages.missing(found, russian(FORUMS, COUNTED))) == []


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ([COUNTED], "“Forums” is not in the file"),
        ([COUNTED, FORUMS | {"string": ""}], "“Forums” is not translated"),
        ([COUNTED, FORUMS | {"flags": ["fuzzy"]}], "“Forums” is marked as fuzzy"),
        ([FORUMS, COUNTED | {"string": ("форум", "форума", "")}], "“%(count)s forum” is not translated"),
        (
            [COUNTED, FORUMS | {"string": "Форумы: %(number)s"}],
            "“Forums” is translated with a placeholder that it does not have",
        ),
    ],
)
def test_incomplete_translation_is_reported(found, entries, problem):
    assert list(messages.missing(found, russian(*entries))) == [problem]


def test_texts_of_code_and_templates_are_found(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    (tmp_path / "events").mkdir()
    (tmp_path / "events/models.py").write_text('name = _("forum series")\nother = pgettext("month", "May")\n')
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text(
        '{% load i18n %}{% translate "Delegations" %}'
        "{% blocktranslate count n=total %}{{ n }} forum{% plural %}{{ n }} forums{% endblocktranslate %}"
    )

    found = messages.texts_of_the_site()

    assert {(message.id, message.context) for message in found if message.id} == {
        ("forum series", None),
        ("May", "month"),
        ("Delegations", None),
        (("%(n)s forum", "%(n)s forums"), None),
    }


def test_update_keeps_translations_and_compiles(found, tmp_path):
    path = tmp_path / "locale/ru/LC_MESSAGES/django.po"
    messages.update(path, found, "ru")
    path.write_text(path.read_text().replace('msgid "Forums"\nmsgstr ""', 'msgid "Forums"\nmsgstr "Форумы"'))

    messages.update(path, found, "ru")
    messages.compile_translation(path)

    with path.with_suffix(".mo").open("rb") as file:
        translations = gettext.GNUTranslations(file)
    assert translations.gettext("Forums") == "Форумы"
