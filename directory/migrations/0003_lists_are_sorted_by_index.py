"""Lists find their order in indexes."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0002_names_by_language'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='organization',
            index=models.Index(fields=['name', 'id'], name='organization_by_name'),
        ),
        migrations.AddIndex(
            model_name='organizationname',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('key', config='simple'), name='organizationname_words'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['name', 'id'], name='person_by_name'),
        ),
        migrations.AddIndex(
            model_name='personname',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('key', config='simple'), name='personname_words'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(fields=['name', 'id'], name='place_by_name'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(fields=['country', 'kind'], name='place_by_country'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(fields=['kind'], name='place_by_kind'),
        ),
        migrations.AddIndex(
            model_name='placename',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('key', config='simple'), name='placename_words'),
        ),
    ]
