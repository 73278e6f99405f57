"""The list of news with one filter is read in its order, and two filters together are counted by one index."""

import datetime

import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0017_references_of_the_desk_are_kept'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='item',
            name='read_item_by_language',
        ),
        migrations.RemoveIndex(
            model_name='item',
            name='read_item_by_source',
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(models.F('language'), models.OrderBy(django.db.models.functions.comparison.Coalesce('published_on', datetime.date(1, 1, 1)), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('state', 'done')), name='read_item_by_language_day'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(models.F('source'), models.OrderBy(django.db.models.functions.comparison.Coalesce('published_on', datetime.date(1, 1, 1)), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('state', 'done')), name='read_item_by_source_day'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(models.F('source'), models.F('language'), models.OrderBy(django.db.models.functions.comparison.Coalesce('published_on', datetime.date(1, 1, 1)), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('state', 'done')), name='read_item_by_source_language'),
        ),
    ]
