"""Whatever changes a claim's state, or takes a record off the pages, is written into the log by the database itself."""

from django.db import migrations

CLAIMS = """
CREATE FUNCTION publishing_log_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO publishing_change (what, claim_id, corrections, reason)
    VALUES (
        CASE NEW.state
            WHEN 'corrected' THEN 'corrected'
            WHEN 'rejected' THEN 'rejected'
            WHEN 'withdrawn' THEN 'unread'
            ELSE 'restored'
        END,
        NEW.id, NEW.corrections, NEW.reason
    );
    RETURN NULL;
END $$;
CREATE TRIGGER claim_is_logged AFTER UPDATE OF state ON news_claim
    FOR EACH ROW
    -- To confirm what the pages say already changes nothing on them.
    WHEN (OLD.state <> NEW.state AND NOT (OLD.state IN ('unchecked', 'confirmed') AND NEW.state IN ('unchecked', 'confirmed')))
    EXECUTE FUNCTION publishing_log_claim();
"""

RECORDS = """
CREATE FUNCTION publishing_log_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'INSERT INTO publishing_change (what, %I, corrections, reason) VALUES ($1, $2, $3, $4)', TG_ARGV[0]
    ) USING CASE WHEN NEW.withdrawn_at IS NULL THEN 'put_back' ELSE 'withdrawn' END, NEW.id, '{}'::jsonb, '';
    RETURN NULL;
END $$;
"""

TABLES = {
    "forum": "events_forum",
    "session": "events_session",
    "person": "directory_person",
    "delegation": "delegations_delegation",
    "project": "investments_project",
    "agreement": "investments_agreement",
    "initiative": "events_initiative",
}

TRIGGERS = "".join(
    f"""
CREATE TRIGGER record_is_logged AFTER UPDATE OF withdrawn_at ON {table}
    FOR EACH ROW WHEN ((OLD.withdrawn_at IS NULL) <> (NEW.withdrawn_at IS NULL))
    EXECUTE FUNCTION publishing_log_record('{kind}_id');
"""
    for kind, table in TABLES.items()
)
NO_TRIGGERS = "".join(f"DROP TRIGGER record_is_logged ON {table};" for table in TABLES.values())

FOR_EVER = """
CREATE FUNCTION publishing_log_is_for_ever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'change violates "log_is_for_ever"'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'log_is_for_ever';
END $$;
CREATE TRIGGER log_is_for_ever BEFORE UPDATE ON publishing_change
    FOR EACH ROW EXECUTE FUNCTION publishing_log_is_for_ever();
"""


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_changes_and_error_reports")]

    operations = [
        migrations.RunSQL(
            CLAIMS, "DROP TRIGGER claim_is_logged ON news_claim; DROP FUNCTION publishing_log_claim();"
        ),
        migrations.RunSQL(RECORDS, "DROP FUNCTION publishing_log_record();"),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
        migrations.RunSQL(
            FOR_EVER,
            "DROP TRIGGER log_is_for_ever ON publishing_change; DROP FUNCTION publishing_log_is_for_ever();",
        ),
    ]
