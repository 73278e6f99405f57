"""Reports with claims that nobody has decided are put into the queue."""

from django.db import migrations
from django.utils import timezone

from news import queueing


def fill(apps, schema_editor):
    queueing.refresh_all(today=timezone.localdate())


class Migration(migrations.Migration):
    dependencies = [("news", "0008_the_curators_desk")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
