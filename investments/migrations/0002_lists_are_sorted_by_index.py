"""Lists find their order in indexes; what belongs to a forum has its year beside it."""

import importlib

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

# A module whose name begins with a digit is imported so.
year_of_the_forum = importlib.import_module("events.migrations.0003_lists_are_sorted_by_index").year_of_the_forum


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0003_lists_are_sorted_by_index'),
        ('events', '0003_lists_are_sorted_by_index'),
        ('investments', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='agreement',
            name='forum_year',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False, verbose_name='year'),
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(fields=['forum_year', 'id'], name='agreement_by_year'),
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(fields=['kind'], name='agreement_by_kind'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('name_key', config='simple'), name='project_words'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=models.Index(fields=['name', 'id'], name='project_by_name'),
        ),
        year_of_the_forum("investments_agreement"),
    ]
