"""Texts are compared without case, accents and quotation marks."""

from django.db import migrations

# й is a letter of its own, ё is written as е; everything else loses its marks, and names their quotation marks.
FOLD = r"""
CREATE FUNCTION directory_fold(t text) RETURNS text IMMUTABLE PARALLEL SAFE LANGUAGE sql
RETURN normalize(
    regexp_replace(lower(normalize(t, NFKD)), '[\u0300-\u0305\u0307-\u036f''’‘ʼ`´"«»“”„]', '', 'g'),
    NFC
);
"""
# Chinese has no spaces: a text is found by its signs.
SIGNS = r"""
CREATE FUNCTION directory_signs(t text) RETURNS text[] IMMUTABLE PARALLEL SAFE LANGUAGE sql
RETURN ARRAY(SELECT DISTINCT sign[1] FROM regexp_matches(t, '[\u3400-\u4dbf\u4e00-\u9fff]', 'g') AS sign);
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_history_is_written_by_the_database")]

    operations = [
        migrations.RunSQL(FOLD, "DROP FUNCTION directory_fold(text);"),
        migrations.RunSQL(SIGNS, "DROP FUNCTION directory_signs(text);"),
    ]
