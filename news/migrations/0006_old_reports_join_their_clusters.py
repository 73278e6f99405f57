"""Reports that came in before there were clusters join theirs."""

from django.db import migrations

from news.clusters import join_cluster


def join(apps, schema_editor):
    items = apps.get_model("news", "Item").objects
    for item in items.exclude(text="").order_by("pk").only("pk", "text").iterator(chunk_size=200):
        join_cluster(item, items.all())


class Migration(migrations.Migration):
    dependencies = [("news", "0005_reports_are_in_clusters")]

    operations = [migrations.RunPython(join, migrations.RunPython.noop)]
