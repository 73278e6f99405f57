"""The list of news and the counts of its filters are answered by indexes alone, without reading the texts."""

import datetime

import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0019_entries_of_the_desk_keep_their_forum'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='item',
            name='read_item_newest_first',
        ),
        migrations.RemoveIndex(
            model_name='item',
            name='read_item_by_language_day',
        ),
        migrations.RemoveIndex(
            model_name='item',
            name='read_item_by_source_day',
        ),
        migrations.RemoveIndex(
            model_name='item',
            name='read_item_by_source_language',
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(models.OrderBy(django.db.models.functions.comparison.Coalesce('published_on', datetime.date(1, 1, 1)), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('state', 'done')), include=('published_on', 'source', 'language'), name='read_item_by_day'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(models.F('language'), models.OrderBy(django.db.models.functions.comparison.Coalesce('published_on', datetime.date(1, 1, 1)), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('state', 'done')), include=('published_on', 'source'), name='read_item_of_language'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(models.F('source'), models.OrderBy(django.db.models.functions.comparison.Coalesce('published_on', datetime.date(1, 1, 1)), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('state', 'done')), include=('published_on', 'language'), name='read_item_of_source'),
        ),
    ]
