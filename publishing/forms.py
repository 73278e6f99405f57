"""What a reader says is wrong, and what staff answer."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from publishing.actions import TooManyReportsError, receive
from publishing.models import ErrorReport

PATH = re.compile(r"/(?!/)[^\s\\\x00-\x1f\x7f]*")
LONGEST_PATH = 500


def path_of(text: str) -> str:
    """A page of this site that somebody names in an address; the home page for anything else."""
    return text if len(text) <= LONGEST_PATH and PATH.fullmatch(text) else "/"


class ErrorReportForm(forms.ModelForm):
    """Two questions. The third field is for machines that fill in every field: people do not see it."""

    website = forms.CharField(required=False, label=_("Leave this empty"))

    class Meta:
        model = ErrorReport
        fields = ["text", "evidence"]
        labels = {"text": _("What is wrong?"), "evidence": _("How do you know?")}
        help_texts = {
            "text": _("Which value, and what it should be"),
            "evidence": _(
                "The address of a page or document, or how you learned it; helps to decide quickly"
            ),
        }
        error_messages = {"text": {"required": _("Say what is wrong, in a few words.")}}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 5, "maxlength": 5000}),
            "evidence": forms.Textarea(attrs={"rows": 3, "maxlength": 5000}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("text", "evidence"):
            self.fields[name].validators.append(forms.fields.validators.MaxLengthValidator(5000))
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("This field has to stay empty: it tells machines from people."))
        return ""

    def send(self) -> bool:
        """Store the report. False when there are too many of them: then the form says so and keeps what was typed."""
        try:
            receive(self.instance)
        except TooManyReportsError:
            self.add_error(
                None,
                _("Many reports came within an hour. Yours is still here: send it again a little later."),
            )
            return False
        return True


class AnswerForm(forms.ModelForm):
    """Staff decide and tell the reader why."""

    class Meta:
        model = ErrorReport
        fields = ["state", "answer"]
        widgets = {"state": forms.RadioSelect}
        help_texts = {"answer": _("The reader sees it, and everybody once the report is applied.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "state" in self.fields:
            self.fields["state"].choices = [
                choice for choice in ErrorReport.State.choices if choice[0] != ErrorReport.State.RECEIVED
            ]
            self.fields["answer"].required = True
