"""Contract: what an entry changed, and who undid it, stands in the history of rows alone."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('delegations', '0010_entries_find_their_acts')]

    operations = [
        migrations.RemoveConstraint(model_name='entry', name='undone_entry_says_by_whom'),
        migrations.RemoveField(model_name='entry', name='changes'),
        migrations.RemoveField(model_name='entry', name='undone_at'),
        migrations.RemoveField(model_name='entry', name='undone_by'),
    ]
