"""What the search looks things up in."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('forum', 'forums'), ('series', 'forum series'), ('person', 'people'), ('place', 'places'), ('organization', 'organizations'), ('project', 'projects'), ('delegation', 'delegations'), ('session', 'sessions'), ('agreement', 'agreements'), ('initiative', 'initiatives')], max_length=12)),
                ('record_id', models.BigIntegerField()),
                ('text', models.TextField()),
                ('language', models.CharField(max_length=2)),
                ('is_main', models.BooleanField()),
                ('year', models.PositiveSmallIntegerField()),
                ('folded', models.TextField()),
                ('document', django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                'verbose_name': 'entry of the search',
                'verbose_name_plural': 'entries of the search',
                'indexes': [models.Index(fields=['kind', 'record_id'], name='entry_by_record'), models.Index(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Left('folded', 100), name='text_pattern_ops'), name='entry_by_beginning'), django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['document'], name='entry_by_words')],
            },
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=60)),
            ],
            options={
                'verbose_name': 'word of the search',
                'verbose_name_plural': 'words of the search',
                'indexes': [models.Index(fields=['text'], name='word_by_text'), django.contrib.postgres.indexes.GinIndex(fields=['text'], name='word_by_trigrams', opclasses=['gin_trgm_ops'])],
            },
        ),
    ]
