from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("news", "0015_decisions_are_acts")]

    operations = [migrations.RemoveConstraint(model_name="taughtterm", name="office_is_no_chinese_word")]
