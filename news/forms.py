"""Forms of the staff's page “Add a report”."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.intake import Received, receive, receive_address
from news.models import Source


class ReportForm(forms.Form):
    """A report in one of three ways: pasted, uploaded, or by its address."""

    text = forms.CharField(
        label=_("Text of the report"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Title on the first line. Header lines source:, lang:, date: are understood."),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".txt,.html,.htm"}),
        help_text=_("Text or saved web page, .txt or .html"),
    )
    url = forms.URLField(label=_("Address"), required=False, assume_scheme="https", max_length=1000)
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=200,
        help_text=_("The outlet or the body whose report it is; blank: as the report itself says"),
    )
    published_on = forms.DateField(
        label=_("Published on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Years and relative dates are understood from this day"),
    )

    def clean_published_on(self) -> Any:
        day = self.cleaned_data["published_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(
                _("This day has not come yet. Give the day on which the report was published.")
            )
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        given = [name for name in ("text", "file", "url") if data.get(name)]
        if len(given) != 1 and not self.errors:
            raise forms.ValidationError(
                _(
                    "Paste a text, choose a file or give an address: exactly one of the three. Nothing was lost."
                )
            )
        return data

    def receive(self, by: Any) -> Received:
        """Let the report in; what cannot be read becomes a failed item with its reason."""
        data = self.cleaned_data
        source = (
            Source.objects.get_or_create(name=data["source"].strip())[0] if data["source"].strip() else None
        )
        facts = {"source": source, "published_on": data["published_on"], "received_by": by}
        if data["url"]:
            return receive_address(data["url"], **facts)
        if data["file"]:
            upload = data["file"]
            # A byte beyond the limit is enough to see that it is too large.
            raw = upload.read(settings.LARGEST_PAGE + 1)
            return receive(raw, file_name=upload.name, content_type=upload.content_type or "", **facts)
        return receive(data["text"].encode(), content_type="text/plain; charset=utf-8", **facts)
