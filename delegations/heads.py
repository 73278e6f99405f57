"""What is said of a paper as a whole, at the head of its page: of which forum, from whom, on whose word."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from delegations.dates import TypedDayField
from delegations.desk import SourceKind
from delegations.models import Draft


class SourceHead(forms.Form):
    """On whose word."""

    source_kind = forms.ChoiceField(
        label=_("The list is from a"), required=False, choices=[("", "—"), *SourceKind.choices]
    )
    source_text = forms.CharField(
        label=_("Number, name or address"),
        required=False,
        max_length=500,
        help_text=_("№ 15-3/208, who called, https://…"),
    )
    source_on = TypedDayField(label=_("of"), required=False, help_text=_("15.09.2026, 15 September"))


class ForumHead(SourceHead):
    """Of which forum, and on whose word: of a programme and a list of projects."""

    field_order = ("forum_typed",)

    forum_typed = forms.CharField(
        label=_("Forum"),
        required=False,
        max_length=600,
        help_text=_("A part of the name, the number or the year"),
        widget=forms.TextInput(
            attrs={"list": "forum-options", "autocomplete": "off", "data-options": "forums"}
        ),
    )


class DelegationHead(ForumHead):
    """Of a list of delegates: from whom and how many, too."""

    field_order = ("forum_typed", "destination_typed", "sender_typed", "sender_kind", "stated_size")

    destination_typed = forms.CharField(
        label=_("or a visit to"),
        required=False,
        max_length=200,
        help_text=_("A territory or a town, where there is no forum"),
    )
    sender_typed = forms.CharField(
        label=_("Sent by"),
        required=False,
        max_length=600,
        help_text=_("A territory or an organization, by any of its names"),
        widget=forms.TextInput(
            attrs={"list": "sender-options", "autocomplete": "off", "data-options": "senders"}
        ),
    )
    sender_kind = forms.ChoiceField(
        label=_("Not in the directory yet: add as"),
        required=False,
        choices=[("", "—"), *Draft.SenderKind.choices],
    )
    stated_size = forms.IntegerField(
        label=_("Stated size"),
        required=False,
        min_value=1,
        max_value=10_000,
        help_text=_("How many are said to come"),
    )
