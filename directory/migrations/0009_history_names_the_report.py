"""A change says which report it came from, and who wrote it where it is no act that is undone as a whole."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FUNCTION = """
CREATE OR REPLACE FUNCTION directory_log_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    act bigint := nullif(current_setting('forumtracker.act', true), '')::bigint;
    author integer := nullif(current_setting('forumtracker.author', true), '')::integer;
    report bigint := nullif(current_setting('forumtracker.report', true), '')::bigint;
    old_row jsonb;
    new_row jsonb;
    old_columns jsonb;
    new_columns jsonb;
BEGIN
    IF TG_OP = 'INSERT' THEN
        -- A row that nobody added needs no entry: until its first change it is what it was, and its claims say where it is from.
        IF act IS NOT NULL OR author IS NOT NULL THEN
            INSERT INTO directory_rowchange (act_id, by_id, report, "table", "row", operation)
            VALUES (act, author, report, TG_TABLE_NAME, NEW.id, TG_OP);
        END IF;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO directory_rowchange (act_id, by_id, report, "table", "row", operation, before)
        VALUES (act, author, report, TG_TABLE_NAME, OLD.id, TG_OP, to_jsonb(OLD));
    ELSE
        old_row := to_jsonb(OLD);
        new_row := to_jsonb(NEW);
        SELECT jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, new_row -> o.key)
        INTO old_columns, new_columns
        FROM jsonb_each(old_row) o
        WHERE o.value IS DISTINCT FROM new_row -> o.key;
        IF old_columns - 'updated_at' <> '{}'::jsonb OR (act IS NOT NULL AND old_columns IS NOT NULL) THEN
            INSERT INTO directory_rowchange (act_id, by_id, report, "table", "row", operation, before, after)
            VALUES (act, author, report, TG_TABLE_NAME, OLD.id, TG_OP, old_columns, new_columns);
        END IF;
    END IF;
    RETURN NULL;
END $$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION directory_log_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    act bigint := nullif(current_setting('forumtracker.act', true), '')::bigint;
    old_row jsonb;
    new_row jsonb;
    old_columns jsonb;
    new_columns jsonb;
BEGIN
    IF TG_OP = 'INSERT' THEN
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
"""


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0008_checked_records_have_their_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="rowchange",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="rowchange",
            name="report",
            field=models.BigIntegerField(null=True),
        ),
        migrations.RunSQL(FUNCTION, BEFORE),
    ]
