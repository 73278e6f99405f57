"""What people read on the site, and its translations. Babel does the work: no GNU gettext is needed."""

import io
import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import templatize

TRANSLATIONS = ["ru", "zh_Hans", "en"]
# What the code says is English already: its catalogue repeats it, with the plural forms of English.
SPOKEN = "en"
SKIPPED = {"tests", "extraction", "benchmarks", "staticfiles"}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


class Command(BaseCommand):
    help = "Collect the texts of the site into locale/*/LC_MESSAGES/django.po."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail when a translation is missing"
        )
        parser.add_argument(
            "--compile", action="store_true", help="only write the .mo files that Django reads"
        )

    def handle(self, *, check, **options):
        found = None if options["compile"] else texts_of_the_site()
        problems = []
        for language in TRANSLATIONS:
            path = Path(settings.LOCALE_PATHS[0], language, "LC_MESSAGES", "django.po")
            if options["compile"]:
                compile_translation(path)
            elif check:
                problems += [
                    f"{path.relative_to(settings.BASE_DIR)}: {line}"
                    for line in missing(found, read(path, language))
                ]
            else:
                update(path, found, language)
                compile_translation(path)
        if problems:
            raise CommandError("\n".join([*problems, "Run `make messages`, then translate what is empty."]))


def texts_of_the_site():
    found = Catalog()
    for path in sorted(settings.BASE_DIR.rglob("*")):
        place = path.relative_to(settings.BASE_DIR)
        if (
            place.parts[0].startswith(".")
            or place.parts[0] in SKIPPED
            or path.suffix not in {".py", ".html", ".txt"}
        ):
            continue
        if path.suffix != ".py" and "templates" not in place.parts:
            continue
        source = path.read_text()
        if path.suffix != ".py":
            # Babel reads the result as Python, to which the indentation of a template means nothing but errors.
            source = "\n".join(line.lstrip() for line in templatize(source, origin=str(place)).splitlines())
        # Django marks a comment for translators so.
        for line, message, comments, context in extract(
            "python", io.BytesIO(source.encode()), KEYWORDS, comment_tags=["Translators"]
        ):
            found.add(message, locations=[(place.as_posix(), line)], auto_comments=comments, context=context)
    return found


def read(path, language):
    if not path.exists():
        return Catalog(locale=language, project="forumtracker", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(path, found, language):
    translations = read(path, language)
    translations.update(found, no_fuzzy_matching=True)
    translations.obsolete.clear()
    if language == SPOKEN:
        for message in translations:
            message.string = message.id
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        # Without line numbers and dates: a change of the code elsewhere is no change here.
        write_po(file, translations, width=110, sort_output=True, include_lineno=False)


def compile_translation(path):
    if path.exists():
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source))


def missing(found, translations):
    """What a reader of this language would not understand, one line for each text."""
    for message in found:
        if not message.id:
            continue
        name = message.id[0] if message.pluralizable else message.id
        translated = translations.get(name, message.context)
        forms = (
            translated.string if translated and message.pluralizable else [translated and translated.string]
        )
        if translated is None:
            yield f"“{name}” is not in the file"
        elif translated.fuzzy:
            yield f"“{name}” is marked as fuzzy"
        elif isinstance(forms, str) or not all(forms):
            yield f"“{name}” is not translated"
        elif message.pluralizable and len(forms) != translations.num_plurals:
            yield f"“{name}” needs {translations.num_plurals} plural forms"
        elif any(set(PLACEHOLDER.findall(form)) - placeholders(message.id) for form in forms):
            yield f"“{name}” is translated with a placeholder that it does not have"


def placeholders(texts):
    return {
        place
        for text in ([texts] if isinstance(texts, str) else texts)
        for place in PLACEHOLDER.findall(text)
    }
