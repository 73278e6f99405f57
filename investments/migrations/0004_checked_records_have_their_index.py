"""One index of the checked records, and of those that are not."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0008_checked_records_have_their_index'),
        ('events', '0006_checked_records_have_their_index'),
        ('investments', '0003_each_facet_has_its_index'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='agreement',
            name='checked_agreement',
        ),
        migrations.RemoveIndex(
            model_name='project',
            name='checked_project',
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['checked_at'], name='checked_agreement'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['checked_at'], name='checked_project'),
        ),
    ]
