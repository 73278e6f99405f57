"""One index of the checked records, and of those that are not."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('delegations', '0005_each_facet_has_its_index'),
        ('directory', '0008_checked_records_have_their_index'),
        ('events', '0006_checked_records_have_their_index'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='delegation',
            name='checked_delegation',
        ),
        migrations.AddIndex(
            model_name='delegation',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['checked_at'], name='checked_delegation'),
        ),
    ]
