"""Lists find their order in indexes; what belongs to a forum has its year beside it."""

import datetime
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.expressions
import django.db.models.functions.comparison
from django.db import migrations, models

# A session, a delegation, a document or a proposal has the year of its forum beside it, whoever changes either and however.
YEAR = """
CREATE FUNCTION events_has_the_year_of_its_forum() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.forum_year := COALESCE((SELECT year FROM events_forum WHERE id = NEW.forum_id), 0);
    RETURN NEW;
END $$;
CREATE FUNCTION events_year_reaches() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('UPDATE %I SET forum_year = 0 WHERE forum_id = $1', TG_ARGV[0]) USING NEW.id;
    RETURN NULL;
END $$;
"""


def year_of_the_forum(table):
    """Triggers that keep `forum_year` of a table; the rows that are there already get theirs."""
    triggers = f"""
UPDATE {table} SET forum_year = COALESCE((SELECT year FROM events_forum WHERE id = forum_id), 0) WHERE forum_id IS NOT NULL;
CREATE TRIGGER has_the_year_of_its_forum BEFORE INSERT OR UPDATE OF forum_id, forum_year ON {table}
    FOR EACH ROW EXECUTE FUNCTION events_has_the_year_of_its_forum();
CREATE TRIGGER year_reaches_{table} AFTER UPDATE OF year ON events_forum
    FOR EACH ROW WHEN (OLD.year IS DISTINCT FROM NEW.year) EXECUTE FUNCTION events_year_reaches('{table}');
"""
    return migrations.RunSQL(
        triggers,
        f"DROP TRIGGER year_reaches_{table} ON events_forum; DROP TRIGGER has_the_year_of_its_forum ON {table};",
    )


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0003_lists_are_sorted_by_index'),
        ('events', '0002_names_by_language'),
    ]

    operations = [
        migrations.AddField(
            model_name='initiative',
            name='forum_year',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False, verbose_name='year'),
        ),
        migrations.AddField(
            model_name='session',
            name='forum_year',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False, verbose_name='year'),
        ),
        migrations.AddIndex(
            model_name='forum',
            index=models.Index(models.OrderBy(django.db.models.functions.comparison.Coalesce('year', 0), descending=True), models.OrderBy(django.db.models.functions.comparison.Coalesce('dates_first', datetime.date(1, 1, 1)), descending=True), models.OrderBy(django.db.models.functions.comparison.Coalesce('number', 0), descending=True), models.OrderBy(models.F('id'), descending=True), name='forum_newest_first'),
        ),
        migrations.AddIndex(
            model_name='forumseries',
            index=models.Index(fields=['name', 'id'], name='series_by_name'),
        ),
        migrations.AddIndex(
            model_name='initiative',
            index=models.Index(fields=['forum_year', 'id'], name='initiative_by_year'),
        ),
        migrations.AddIndex(
            model_name='initiative',
            index=models.Index(fields=['outcome'], name='initiative_by_outcome'),
        ),
        migrations.AddIndex(
            model_name='seriesname',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('key', config='simple'), name='seriesname_words'),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(django.db.models.expressions.CombinedExpression(models.F('forum_year'), '*', models.Value(-1)), django.db.models.expressions.CombinedExpression(models.F('forum'), '*', models.Value(-1)), models.F('position'), models.F('id'), name='session_by_forum_and_position'),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(fields=['kind'], name='session_by_kind'),
        ),
        migrations.RunSQL(
            YEAR,
            "DROP FUNCTION events_year_reaches(); DROP FUNCTION events_has_the_year_of_its_forum();",
        ),
        year_of_the_forum("events_session"),
        year_of_the_forum("events_initiative"),
    ]
