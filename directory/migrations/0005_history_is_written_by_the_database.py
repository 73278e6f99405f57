"""The function that logs rows; each app's tables get their trigger where they are made."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION directory_log_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    act bigint := nullif(current_setting('forumtracker.act', true), '')::bigint;
    old_row jsonb;
    new_row jsonb;
    old_columns jsonb;
    new_columns jsonb;
BEGIN
    IF TG_OP = 'INSERT' THEN
        -- A row that no act added needs no entry: until its first change it is what it was.
        IF act IS NOT NULL THEN
            INSERT INTO directory_rowchange (act_id, "table", "row", operation)
            VALUES (act, TG_TABLE_NAME, NEW.id, TG_OP);
        END IF;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO directory_rowchange (act_id, "table", "row", operation, before)
        VALUES (act, TG_TABLE_NAME, OLD.id, TG_OP, to_jsonb(OLD));
    ELSE
        old_row := to_jsonb(OLD);
        new_row := to_jsonb(NEW);
        SELECT jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, new_row -> o.key)
        INTO old_columns, new_columns
        FROM jsonb_each(old_row) o
        WHERE o.value IS DISTINCT FROM new_row -> o.key;
        IF old_columns - 'updated_at' <> '{}'::jsonb OR (act IS NOT NULL AND old_columns IS NOT NULL) THEN
            INSERT INTO directory_rowchange (act_id, "table", "row", operation, before, after)
            VALUES (act, TG_TABLE_NAME, OLD.id, TG_OP, old_columns, new_columns);
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION directory_log_is_for_ever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'change violates "history_is_for_ever"'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'history_is_for_ever';
END $$;
CREATE TRIGGER history_is_for_ever BEFORE UPDATE ON directory_rowchange
    FOR EACH ROW EXECUTE FUNCTION directory_log_is_for_ever();
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0004_history_and_identity")]

    operations = [
        migrations.RunSQL(
            FUNCTION,
            "DROP TRIGGER history_is_for_ever ON directory_rowchange; DROP FUNCTION directory_log_is_for_ever();"
            "DROP FUNCTION directory_log_row();",
        )
    ]
