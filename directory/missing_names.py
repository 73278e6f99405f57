"""The queue of the translators: records whose name is not known in a language."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from directory.records import Language


class MissingNameFilter(admin.SimpleListFilter):
    """Records that readers of a language see under a name of another one."""

    title = _("no name in")
    parameter_name = "no_name_in"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return list(Language.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        language = self.value()
        if language not in Language.values:
            return queryset
        return queryset.exclude(Q(language=language) | Q(names_by_language__has_key=language))
