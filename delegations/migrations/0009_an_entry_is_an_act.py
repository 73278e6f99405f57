"""Expand: an entry leads to its act in the history of rows and to its forum; drafts and entries are of several kinds."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('delegations', '0008_entry_of_an_edition'),
        ('directory', '0008_checked_records_have_their_index'),
        ('events', '0007_sessions_have_times_and_halls'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='kind',
            field=models.CharField(choices=[('list', 'list of delegates'), ('programme', 'programme of a forum'), ('projects', 'list of projects')], default='list', max_length=9, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='entry',
            name='act',
            field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entry', to='directory.act'),
        ),
        migrations.AddField(
            model_name='entry',
            name='forum',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='entries', to='events.forum', verbose_name='forum'),
        ),
        migrations.AlterField(
            model_name='entry',
            name='kind',
            field=models.CharField(choices=[('list', 'list of members'), ('fields', 'change of fields'), ('status', 'status'), ('undo', 'undoing of a field'), ('forum', 'new edition'), ('programme', 'programme of a forum'), ('projects', 'list of projects')], max_length=9, verbose_name='kind'),
        ),
    ]
