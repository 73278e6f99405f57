"""What may be searched for."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_QUERY = 200


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search"), max_length=LONGEST_QUERY)
