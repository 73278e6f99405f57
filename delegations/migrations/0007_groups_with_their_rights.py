"""The groups organizer, staff, curator and admin, each with what docs/rights.md says."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

APPS = ("directory", "events", "delegations", "investments", "news", "publishing")
RECORDS = ("directory", "events", "delegations", "investments")
# Of the desk: nobody adds or changes these by hand.
KEPT_BY_THE_DESK = {"draft", "entry", "document", "presence", "arrangementsaccess", "completeness", "delegationstatus"}


def make_groups(apps, schema_editor):
    for config in apps.get_app_configs():
        # Permissions are made after all migrations; this one needs them now.
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    known = list(permission.objects.select_related("content_type"))

    def rights(choose):
        return {p for p in known if p.content_type.app_label in (*APPS, "auth") and choose(p, p.content_type, p.codename.split("_")[0])}

    organizer = rights(
        lambda p, kind, verb: verb == "view" and kind.app_label in RECORDS
        and kind.model not in KEPT_BY_THE_DESK | {"arrangements", "staffterritory"}
    )
    staff = organizer | rights(
        lambda p, kind, verb: p.codename in ("enter_delegation", "see_arrangements") or (kind.model, verb) in (("item", "add"), ("item", "view"))
    )
    curator = staff | rights(
        lambda p, kind, verb: kind.app_label in APPS and verb in ("add", "change", "view") and p.codename not in ("see_arrangements",)
        and kind.model not in KEPT_BY_THE_DESK | {"arrangements", "staffterritory"}
    )
    admin = rights(lambda p, kind, verb: kind.model not in KEPT_BY_THE_DESK or verb == "view")
    for name, chosen in (("organizer", organizer), ("staff", staff), ("curator", curator), ("admin", admin)):
        row, _is_new = group.objects.get_or_create(name=name)
        row.permissions.add(*chosen)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("delegations", "0006_checked_records_have_their_index"),
        ("directory", "0008_checked_records_have_their_index"),
        ("events", "0006_checked_records_have_their_index"),
        ("investments", "0004_checked_records_have_their_index"),
        ("news", "0012_titles_are_searched_by_letters"),
        ("publishing", "0002_changes_are_written_by_the_database"),
    ]

    # Groups that somebody has changed since are not taken away.
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
