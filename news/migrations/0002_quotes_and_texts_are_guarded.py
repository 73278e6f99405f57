"""The database itself checks that a quote is the text at its offsets and that a text never changes."""

from django.db import migrations

QUOTE = """
CREATE FUNCTION news_quote_is_the_text_at_its_offsets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM news_item
        JOIN news_claim ON news_claim.item_id = news_item.id
        WHERE news_claim.id = NEW.claim_id
        AND substr(news_item.text, NEW.start + 1, NEW."end" - NEW.start) = NEW.quote
    ) THEN
        RAISE EXCEPTION 'evidence violates "quote_is_the_text_at_its_offsets"'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'quote_is_the_text_at_its_offsets';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER quote_is_the_text_at_its_offsets
    BEFORE INSERT OR UPDATE ON news_evidence
    FOR EACH ROW EXECUTE FUNCTION news_quote_is_the_text_at_its_offsets();
"""

TEXT = """
CREATE FUNCTION news_text_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'item violates "text_never_changes"'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'text_never_changes';
END $$;
CREATE TRIGGER text_never_changes
    BEFORE UPDATE OF text ON news_item
    FOR EACH ROW WHEN (OLD.text <> '' AND OLD.text <> NEW.text)
    EXECUTE FUNCTION news_text_never_changes();
"""

CLAIM = """
CREATE FUNCTION news_claim_stays_with_its_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'claim violates "claim_stays_with_its_item"'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_stays_with_its_item';
END $$;
CREATE TRIGGER claim_stays_with_its_item
    BEFORE UPDATE OF item_id ON news_claim
    FOR EACH ROW WHEN (OLD.item_id <> NEW.item_id)
    EXECUTE FUNCTION news_claim_stays_with_its_item();
"""


def dropped(name: str, table: str) -> str:
    return f"DROP TRIGGER {name} ON {table}; DROP FUNCTION news_{name}();"


class Migration(migrations.Migration):
    dependencies = [("news", "0001_initial")]

    operations = [
        migrations.RunSQL(QUOTE, dropped("quote_is_the_text_at_its_offsets", "news_evidence")),
        migrations.RunSQL(TEXT, dropped("text_never_changes", "news_item")),
        migrations.RunSQL(CLAIM, dropped("claim_stays_with_its_item", "news_claim")),
    ]
