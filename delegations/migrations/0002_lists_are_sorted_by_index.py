"""Lists find their order in indexes; what belongs to a forum has its year beside it."""

import importlib

from django.db import migrations, models

# A module whose name begins with a digit is imported so.
year_of_the_forum = importlib.import_module("events.migrations.0003_lists_are_sorted_by_index").year_of_the_forum


class Migration(migrations.Migration):

    dependencies = [
        ('delegations', '0001_initial'),
        ('directory', '0003_lists_are_sorted_by_index'),
        ('events', '0003_lists_are_sorted_by_index'),
    ]

    operations = [
        migrations.AddField(
            model_name='delegation',
            name='forum_year',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False, verbose_name='year'),
        ),
        migrations.AddIndex(
            model_name='delegation',
            index=models.Index(fields=['forum_year', 'id'], name='delegation_by_year'),
        ),
        year_of_the_forum("delegations_delegation"),
    ]
