"""A dossier as PDF, set by Typst: A4, tagged for screen readers, with fonts for Russian, Chinese and English."""

import json
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import files
from typing import Any

import typst
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.edtf import day_in_words
from directory.languages import reader_language
from publishing.dossier import Dossier

TEMPLATE = files("publishing") / "dossier.typ"


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """One for the process: it keeps the fonts, which takes longer to load than a dossier to set."""
    return typst.Compiler(font_paths=[str(files("noto_cjk_sans_otc"))], ignore_system_fonts=True)


def pdf_of(dossier: Dossier) -> bytes:
    """Set a dossier. Its texts go in as data, never as markup."""
    words: dict[str, Any] = {
        "lang": reader_language(),
        "site": _("Forum history"),
        "made": _("Made on %(day)s from published reports") % {"day": day_in_words(timezone.localdate())},
        "unknown": _("not known"),
        "sources": _("Sources"),
        "entered": _("entered by a person"),
    }
    data = json.dumps(asdict(dossier) | {"words": words}, ensure_ascii=False)
    return _compiler().compile(input=TEMPLATE.read_bytes(), format="pdf", sys_inputs={"dossier": data})
