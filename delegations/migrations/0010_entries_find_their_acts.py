"""Fill: the act of each entry is the one that its author did in the same moment, and its undoing is an act that undoes."""

import datetime as dt

from django.db import migrations

MOMENT = dt.timedelta(minutes=1)


def find_acts(apps, schema_editor):
    Entry, Act = apps.get_model("delegations", "Entry"), apps.get_model("directory", "Act")
    for entry in Entry.objects.select_related("delegation").order_by("pk"):
        near = Act.objects.filter(
            by=entry.by_id, kind="edit", entry=None, at__range=(entry.at - MOMENT, entry.at + MOMENT)
        )
        tables = {change["record"] for change in entry.changes or ()}
        # What is arranged for a delegation has no history of rows, nor has an entry that changed nothing.
        if tables and tables != {"arrangements"}:
            entry.act = min(near, key=lambda act: abs(act.at - entry.at), default=None)
        entry.forum_id = entry.delegation.forum_id if entry.delegation else None
        entry.save(update_fields=["act", "forum"])
        if entry.act and entry.undone_at:
            undoing, _is_new = Act.objects.get_or_create(
                undoes=entry.act, defaults={"kind": "undo", "by": entry.undone_by, "subject": entry.about[:300]}
            )
            Act.objects.filter(pk=undoing.pk).update(at=entry.undone_at)


class Migration(migrations.Migration):
    dependencies = [("delegations", "0009_an_entry_is_an_act")]

    operations = [migrations.RunPython(find_acts, migrations.RunPython.noop)]
