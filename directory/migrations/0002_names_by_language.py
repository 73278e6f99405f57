"""Records carry their names in each language, kept by the database itself."""

import directory.fields
from django.db import migrations

# Main names before other ones, older rows before newer ones; an abbreviation or a former name is no name to show.
KEEP = """
CREATE FUNCTION directory_keep_names_by_language() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    records text := TG_ARGV[0];
    record_id text := TG_ARGV[1];
    touched text := CASE TG_OP
        WHEN 'UPDATE' THEN format('SELECT %1$I AS id FROM after_it UNION SELECT %1$I FROM before_it', record_id)
        WHEN 'DELETE' THEN format('SELECT DISTINCT %I AS id FROM before_it', record_id)
        ELSE format('SELECT DISTINCT %I AS id FROM after_it', record_id)
    END;
BEGIN
    EXECUTE format(
        $sql$
        UPDATE %1$I AS record
        SET names_by_language = fresh.names
        FROM (
            SELECT touched.id, COALESCE(
                (
                    SELECT jsonb_object_agg(best.language, best.text)
                    FROM (
                        SELECT DISTINCT ON (language) language, text
                        FROM %2$I
                        WHERE %3$I = touched.id AND kind IN ('main', 'alias')
                        ORDER BY language, kind DESC, id
                    ) AS best
                ),
                '{}'
            ) AS names
            FROM (%4$s) AS touched
        ) AS fresh
        WHERE record.id = fresh.id AND record.names_by_language <> fresh.names
        $sql$,
        records, TG_TABLE_NAME, record_id, touched
    );
    RETURN NULL;
END $$;
"""


def keep(names: str, records: str, record_id: str) -> migrations.RunSQL:
    """Triggers on a table of names; the names that are there already are taken over."""
    triggers = f"""
CREATE TRIGGER names_are_kept_after_insert AFTER INSERT ON {names} REFERENCING NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION directory_keep_names_by_language('{records}', '{record_id}');
CREATE TRIGGER names_are_kept_after_update AFTER UPDATE ON {names}
    REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION directory_keep_names_by_language('{records}', '{record_id}');
CREATE TRIGGER names_are_kept_after_delete AFTER DELETE ON {names} REFERENCING OLD TABLE AS before_it
    FOR EACH STATEMENT EXECUTE FUNCTION directory_keep_names_by_language('{records}', '{record_id}');
UPDATE {records} AS record
SET names_by_language = known.names
FROM (
    SELECT id, jsonb_object_agg(language, text) AS names
    FROM (
        SELECT DISTINCT ON ({record_id}, language) {record_id} AS id, language, text
        FROM {names}
        WHERE kind IN ('main', 'alias')
        ORDER BY {record_id}, language, kind DESC, {names}.id
    ) AS best
    GROUP BY id
) AS known
WHERE record.id = known.id;
"""
    return migrations.RunSQL(
        triggers,
        "".join(
            f"DROP TRIGGER names_are_kept_after_{when} ON {names};" for when in ("insert", "update", "delete")
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [
        migrations.AddField("organization", "names_by_language", directory.fields.NamesByLanguageField()),
        migrations.AddField("person", "names_by_language", directory.fields.NamesByLanguageField()),
        migrations.AddField("place", "names_by_language", directory.fields.NamesByLanguageField()),
        migrations.RunSQL(KEEP, "DROP FUNCTION directory_keep_names_by_language();"),
        keep("directory_organizationname", "directory_organization", "organization_id"),
        keep("directory_personname", "directory_person", "person_id"),
        keep("directory_placename", "directory_place", "place_id"),
    ]
