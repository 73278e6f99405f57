"""Names that the reader's language has for countries."""

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language, to_locale


def country_name(code: str) -> str:
    """Return the name of a country in the reader's language; the code itself where it is not in CLDR."""
    try:
        locale = Locale.parse(to_locale(get_language() or "en"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return locale.territories.get(code, code)
