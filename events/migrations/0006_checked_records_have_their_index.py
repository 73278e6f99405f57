"""One index of the checked records, and of those that are not."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0008_checked_records_have_their_index'),
        ('events', '0005_each_facet_has_its_index'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='forum',
            name='checked_forum',
        ),
        migrations.RemoveIndex(
            model_name='forumseries',
            name='checked_series',
        ),
        migrations.RemoveIndex(
            model_name='initiative',
            name='checked_initiative',
        ),
        migrations.RemoveIndex(
            model_name='session',
            name='checked_session',
        ),
        migrations.AddIndex(
            model_name='forum',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['checked_at'], name='checked_forum'),
        ),
        migrations.AddIndex(
            model_name='forumseries',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['checked_at'], name='checked_series'),
        ),
        migrations.AddIndex(
            model_name='initiative',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['checked_at'], name='checked_initiative'),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['checked_at'], name='checked_session'),
        ),
    ]
