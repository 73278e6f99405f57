"""Each facet of a list has an index of the records that stand."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0007_each_facet_has_its_index'),
        ('events', '0005_each_facet_has_its_index'),
        ('investments', '0002_lists_are_sorted_by_index'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='agreement',
            name='agreement_by_kind',
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['forum_year'], name='standing_agreement_by_year'),
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['kind'], name='standing_agreement_by_kind'),
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(condition=models.Q(('checked_at__isnull', False), ('withdrawn_at', None)), fields=['checked_at'], name='checked_agreement'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['place'], name='standing_project_by_place'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=models.Index(condition=models.Q(('checked_at__isnull', False), ('withdrawn_at', None)), fields=['checked_at'], name='checked_project'),
        ),
    ]
