"""An entry of the desk leads to its edition again when the merge of two editions is undone."""

from django.db import migrations

COLUMNS = ("forum_id", "delegation_id")
MOVED = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in COLUMNS)


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0018_news_of_two_filters"),
        ("delegations", "0011_the_history_is_the_journal"),
    ]

    operations = [
        migrations.RunSQL(
            f"CREATE TRIGGER references_are_kept AFTER UPDATE OF {', '.join(COLUMNS)} ON delegations_entry FOR EACH ROW "
            f"WHEN (({MOVED}) AND nullif(current_setting('forumtracker.act', true), '') IS NOT NULL) "
            "EXECUTE FUNCTION directory_log_row()",
            "DROP TRIGGER references_are_kept ON delegations_entry",
        )
    ]
