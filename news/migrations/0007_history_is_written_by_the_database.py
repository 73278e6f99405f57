"""Every table of records, and of what curators decide, writes its history."""

from django.db import migrations

TABLES = (
    "directory_place", "directory_placename", "directory_organization", "directory_organizationname", "directory_person",
    "directory_personname", "directory_post", "directory_formeraddress", "directory_pair",
    "events_forumseries", "events_seriesname", "events_forum", "events_forumstatus", "events_forumorganizer", "events_session",
    "events_appearance", "events_appearance_posts", "events_initiative", "events_initiativeparty",
    "delegations_delegation", "delegations_delegationstatus", "delegations_member", "delegations_member_posts",
    "investments_project", "investments_projectstage", "investments_presentation", "investments_agreement",
    "investments_agreementparty",
    "news_claim", "news_conflict", "news_taughtterm",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0006_old_reports_join_their_clusters"),
        ("directory", "0005_history_is_written_by_the_database"),
        ("events", "0003_lists_are_sorted_by_index"),
        ("delegations", "0003_entry_desk"),
        ("investments", "0002_lists_are_sorted_by_index"),
    ]

    operations = [
        migrations.RunSQL(
            f"CREATE TRIGGER history_is_kept AFTER INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION directory_log_row()",
            f"DROP TRIGGER history_is_kept ON {table}",
        )
        for table in TABLES
    ]
