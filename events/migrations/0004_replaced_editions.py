"""A cancelled or postponed edition may be replaced by another one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0003_lists_are_sorted_by_index")]

    operations = [
        migrations.AddField(
            model_name="forum",
            name="replaced_by",
            field=models.ForeignKey(
                blank=True,
                help_text="The edition that takes place instead of a cancelled or postponed one",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaces",
                to="events.forum",
                verbose_name="replaced by",
            ),
        ),
        migrations.AddConstraint(
            model_name="forum",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaced_by", None),
                    models.Q(("replaced_by", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="forum_does_not_replace_itself",
            ),
        ),
    ]
