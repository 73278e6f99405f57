"""Model fields for dates that may be imprecise."""

import datetime as dt
from typing import Any

from django.db import models

from directory.edtf import bounds, validate_edtf


class EdtfField(models.CharField):
    """An EDTF date or interval as text; blank when nothing is known."""

    default_validators = [validate_edtf]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class EdtfBoundField(models.DateField):
    """The first or the last day that the EDTF text beside it can mean; follows that text at every save."""

    def __init__(self, *args: Any, of: str = "", end: str = "first", **kwargs: Any) -> None:
        self.of = of
        self.end = end
        super().__init__(*args, **kwargs | {"null": True, "blank": True, "editable": False})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        for implied in ("null", "blank", "editable"):
            kwargs.pop(implied, None)
        return name, path, args, kwargs | {"of": self.of, "end": self.end}

    def pre_save(self, model_instance: models.Model, add: bool) -> dt.date | None:
        text = getattr(model_instance, self.of)
        value = getattr(bounds(text), self.end) if text else None
        setattr(model_instance, self.attname, value)
        return value


class NamesByLanguageField(models.JSONField):
    """The best known name of a record in each language: {"ru": "Сиань", "zh": "西安"}; main names before other ones.

    It comes with every row that a page loads anyway, so that showing a name in the reader's language costs no query.
    Triggers on the table of names keep it, whoever changes a name and however; what Python holds is never written back.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"default": dict, "editable": False})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        for implied in ("default", "editable"):
            kwargs.pop(implied, None)
        return name, path, args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        return {} if add else models.F(self.name)
