from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0018_who_decided_on_a_report'),
    ]

    operations = [
        migrations.AddField(
            model_name='proposal',
            name='pages',
            field=models.JSONField(default=list, verbose_name='pages'),
        ),
    ]
