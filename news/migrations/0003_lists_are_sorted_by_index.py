"""Lists find their order in indexes."""

import datetime
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0002_quotes_and_texts_are_guarded'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='item',
            index=models.Index(models.OrderBy(django.db.models.functions.comparison.Coalesce('published_on', datetime.date(1, 1, 1)), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('state', 'done')), name='read_item_newest_first'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(condition=models.Q(('state', 'done')), fields=['language'], name='read_item_by_language'),
        ),
    ]
