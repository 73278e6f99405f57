"""Series carry their names in each language; a calendar learns how often an edition has changed."""

import importlib

import directory.fields
from django.db import migrations, models

# A module whose name begins with a digit is imported so.
keep = importlib.import_module("directory.migrations.0002_names_by_language").keep

REVISION = """
CREATE FUNCTION events_forum_counts_its_revisions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := OLD.revision + (
        (OLD.series_id, OLD.number, OLD.year, OLD.dates, OLD.place_id, OLD.status, OLD.withdrawn_at)
        IS DISTINCT FROM
        (NEW.series_id, NEW.number, NEW.year, NEW.dates, NEW.place_id, NEW.status, NEW.withdrawn_at)
    )::integer;
    RETURN NEW;
END $$;
CREATE TRIGGER forum_counts_its_revisions BEFORE UPDATE ON events_forum
    FOR EACH ROW EXECUTE FUNCTION events_forum_counts_its_revisions();
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_names_by_language"), ("events", "0001_initial")]

    operations = [
        migrations.AddField("forumseries", "names_by_language", directory.fields.NamesByLanguageField()),
        keep("events_seriesname", "events_forumseries", "series_id"),
        migrations.AddField(
            "forum", "revision", models.PositiveIntegerField(default=0, editable=False, verbose_name="revision")
        ),
        migrations.RunSQL(
            REVISION,
            "DROP TRIGGER forum_counts_its_revisions ON events_forum; "
            "DROP FUNCTION events_forum_counts_its_revisions();",
        ),
    ]
