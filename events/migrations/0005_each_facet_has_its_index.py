"""Each facet of a list has an index of the records that stand."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0007_each_facet_has_its_index"),
        ("events", "0004_replaced_editions"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="initiative",
            name="initiative_by_outcome",
        ),
        migrations.RemoveIndex(
            model_name="session",
            name="session_by_kind",
        ),
        migrations.AddIndex(
            model_name="forum",
            index=models.Index(
                condition=models.Q(("withdrawn_at", None)), fields=["series"], name="standing_forum_by_series"
            ),
        ),
        migrations.AddIndex(
            model_name="forum",
            index=models.Index(
                condition=models.Q(("withdrawn_at", None)), fields=["year"], name="standing_forum_by_year"
            ),
        ),
        migrations.AddIndex(
            model_name="forum",
            index=models.Index(
                condition=models.Q(("withdrawn_at", None)), fields=["status"], name="standing_forum_by_status"
            ),
        ),
        migrations.AddIndex(
            model_name="forum",
            index=models.Index(
                condition=models.Q(("withdrawn_at", None)), fields=["place"], name="standing_forum_by_place"
            ),
        ),
        migrations.AddIndex(
            model_name="forum",
            index=models.Index(
                condition=models.Q(("checked_at__isnull", False), ("withdrawn_at", None)),
                fields=["checked_at"],
                name="checked_forum",
            ),
        ),
        migrations.AddIndex(
            model_name="forum",
            index=models.Index(
                condition=models.Q(("withdrawn_at__isnull", False)), fields=["id"], name="withdrawn_forum"
            ),
        ),
        migrations.AddIndex(
            model_name="forumseries",
            index=models.Index(
                condition=models.Q(("checked_at__isnull", False), ("withdrawn_at", None)),
                fields=["checked_at"],
                name="checked_series",
            ),
        ),
        migrations.AddIndex(
            model_name="initiative",
            index=models.Index(
                condition=models.Q(("withdrawn_at", None)),
                fields=["forum_year"],
                name="standing_initiative_by_year",
            ),
        ),
        migrations.AddIndex(
            model_name="initiative",
            index=models.Index(
                condition=models.Q(("withdrawn_at", None)),
                fields=["outcome"],
                name="standing_initiative_by_outcome",
            ),
        ),
        migrations.AddIndex(
            model_name="initiative",
            index=models.Index(
                condition=models.Q(("checked_at__isnull", False), ("withdrawn_at", None)),
                fields=["checked_at"],
                name="checked_initiative",
            ),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(
                condition=models.Q(("withdrawn_at", None)),
                fields=["forum_year"],
                name="standing_session_by_year",
            ),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(
                condition=models.Q(("withdrawn_at", None)), fields=["kind"], name="standing_session_by_kind"
            ),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(
                condition=models.Q(("checked_at__isnull", False), ("withdrawn_at", None)),
                fields=["checked_at"],
                name="checked_session",
            ),
        ),
    ]
