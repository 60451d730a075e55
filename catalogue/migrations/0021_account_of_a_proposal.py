from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0018_who_decided_on_a_report'),
    ]

    operations = [
        migrations.AddField(
            model_name='proposal',
            name='account',
            field=models.BigIntegerField(editable=False, null=True, verbose_name='account'),
        ),
    ]
