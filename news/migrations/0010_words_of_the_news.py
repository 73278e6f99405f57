"""The news are found by their words; the database keeps these, whoever writes an item and however."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

# A text of two megabytes has more words than a vector can hold.
WORDS = """
CREATE FUNCTION news_words(title text, body text) RETURNS tsvector IMMUTABLE PARALLEL SAFE LANGUAGE sql
RETURN strip(to_tsvector('russian', directory_fold(left(title || ' ' || body, 200000))))
    || array_to_tsvector(directory_signs(left(title || ' ' || body, 200000)));
CREATE FUNCTION news_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'done' THEN
        INSERT INTO news_itemwords (item_id, published_on, document)
        VALUES (NEW.id, COALESCE(NEW.published_on, '0001-01-01'), news_words(NEW.title, NEW.text))
        ON CONFLICT (item_id) DO UPDATE SET published_on = EXCLUDED.published_on, document = EXCLUDED.document;
    ELSE
        DELETE FROM news_itemwords WHERE item_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
"""
KEEP = """
INSERT INTO news_itemwords (item_id, published_on, document)
    SELECT id, COALESCE(published_on, '0001-01-01'), news_words(title, text) FROM news_item WHERE state = 'done';
CREATE TRIGGER keeps_words AFTER INSERT ON news_item
    FOR EACH ROW WHEN (NEW.state = 'done') EXECUTE FUNCTION news_keep_words();
CREATE TRIGGER keeps_changed_words AFTER UPDATE ON news_item
    FOR EACH ROW WHEN (
        (OLD.state = 'done' OR NEW.state = 'done')
        AND (OLD.state, OLD.title, OLD.text, OLD.published_on) IS DISTINCT FROM (NEW.state, NEW.title, NEW.text, NEW.published_on)
    )
    EXECUTE FUNCTION news_keep_words();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0006_texts_are_folded"),
        ("news", "0009_waiting_reports_join_the_queue"),
    ]

    operations = [
        migrations.CreateModel(
            name="ItemWords",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="wording",
                        serialize=False,
                        to="news.item",
                    ),
                ),
                ("published_on", models.DateField(verbose_name="published")),
                ("document", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={"verbose_name": "words of an item", "verbose_name_plural": "words of items"},
        ),
        migrations.RunSQL(
            WORDS, "DROP FUNCTION news_keep_words(); DROP FUNCTION news_words(text, text);"
        ),
        migrations.RunSQL(
            KEEP, "DROP TRIGGER keeps_words ON news_item; DROP TRIGGER keeps_changed_words ON news_item;"
        ),
        # After the rows: an index that is built at once is faster and smaller.
        migrations.AddIndex(
            "itemwords",
            django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["document"], name="item_words"),
        ),
        migrations.AddIndex(
            "itemwords",
            models.Index(
                models.OrderBy(models.F("published_on"), descending=True),
                models.OrderBy(models.F("item"), descending=True),
                name="item_words_by_day",
            ),
        ),
    ]
