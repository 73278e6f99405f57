"""What a merge moves can be put back wherever it stands: also in the tables of the desk that keep no history of their own.

Of drafts and arrangements only the reference is kept, and only where an act moved it: what they say is private or passing.
"""

from django.db import migrations

REFERENCES = {
    "delegations_draft": ("forum_id", "sending_place_id", "sending_organization_id", "delegation_id"),
    "delegations_arrangements": ("delegation_id", "member_id"),
}


def trigger(table: str, columns: tuple[str, ...]) -> str:
    moved = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    return (
        f"CREATE TRIGGER references_are_kept AFTER UPDATE OF {', '.join(columns)} ON {table} FOR EACH ROW "
        f"WHEN (({moved}) AND nullif(current_setting('forumtracker.act', true), '') IS NOT NULL) "
        "EXECUTE FUNCTION directory_log_row()"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0016_chinese_offices_are_taught"),
        ("delegations", "0008_entry_of_an_edition"),
    ]

    operations = [
        *(
            migrations.RunSQL(trigger(table, columns), f"DROP TRIGGER references_are_kept ON {table}")
            for table, columns in REFERENCES.items()
        ),
        migrations.RunSQL(
            "CREATE TRIGGER history_is_kept AFTER INSERT OR UPDATE OR DELETE ON delegations_staffterritory "
            "FOR EACH ROW EXECUTE FUNCTION directory_log_row()",
            "DROP TRIGGER history_is_kept ON delegations_staffterritory",
        ),
    ]
