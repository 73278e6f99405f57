"""One index of the checked records, and of those that are not."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0007_each_facet_has_its_index'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='organization',
            name='checked_organization',
        ),
        migrations.RemoveIndex(
            model_name='person',
            name='checked_person',
        ),
        migrations.RemoveIndex(
            model_name='place',
            name='checked_place',
        ),
        migrations.AddIndex(
            model_name='organization',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['checked_at'], name='checked_organization'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['checked_at'], name='checked_person'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['checked_at'], name='checked_place'),
        ),
    ]
