"""A project belongs to a sector of the economy."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0008_checked_records_have_their_index'),
        ('investments', '0004_checked_records_have_their_index'),
    ]

    operations = [
        migrations.AddField(
            model_name='project',
            name='sector',
            field=models.CharField(blank=True, choices=[('agriculture', 'agriculture and food'), ('forestry', 'forestry and timber'), ('fishing', 'fishing and aquaculture'), ('mining', 'mining'), ('oil-gas', 'oil and gas'), ('energy', 'energy'), ('manufacturing', 'manufacturing'), ('construction', 'construction and building materials'), ('transport', 'transport and logistics'), ('trade', 'trade'), ('tourism', 'tourism and hospitality'), ('it', 'IT and communications'), ('finance', 'finance'), ('science', 'education and science'), ('health', 'health care and medicines'), ('ecology', 'water, waste and ecology'), ('culture', 'culture and sport'), ('services', 'other services')], db_default='', default='', max_length=13, verbose_name='sector'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['sector'], name='standing_project_by_sector'),
        ),
    ]
