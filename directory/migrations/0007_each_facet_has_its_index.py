"""Each facet of a list has an index of the records that stand."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0006_texts_are_folded'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='place',
            name='place_by_country',
        ),
        migrations.RemoveIndex(
            model_name='place',
            name='place_by_kind',
        ),
        migrations.AddIndex(
            model_name='organization',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['place'], name='standing_organization_by_place'),
        ),
        migrations.AddIndex(
            model_name='organization',
            index=models.Index(condition=models.Q(('checked_at__isnull', False), ('withdrawn_at', None)), fields=['checked_at'], name='checked_organization'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('checked_at__isnull', False), ('withdrawn_at', None)), fields=['checked_at'], name='checked_person'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['country'], name='standing_place_by_country'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['kind'], name='standing_place_by_kind'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['part_of'], name='standing_place_by_whole'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(condition=models.Q(('checked_at__isnull', False), ('withdrawn_at', None)), fields=['checked_at'], name='checked_place'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(condition=models.Q(('place__isnull', False), ('withdrawn_at', None)), fields=['place', 'person'], name='standing_post_by_place'),
        ),
    ]
