"""Each facet of a list has an index of the records that stand."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('delegations', '0004_draft_adds_its_sender'),
        ('directory', '0007_each_facet_has_its_index'),
        ('events', '0005_each_facet_has_its_index'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='delegation',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['forum_year'], name='standing_delegation_by_year'),
        ),
        migrations.AddIndex(
            model_name='delegation',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['sending_place'], name='standing_delegation_by_place'),
        ),
        migrations.AddIndex(
            model_name='delegation',
            index=models.Index(condition=models.Q(('checked_at__isnull', False), ('withdrawn_at', None)), fields=['checked_at'], name='checked_delegation'),
        ),
    ]
