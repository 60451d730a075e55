from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0020_pages_of_a_proposal'),
    ]

    operations = [
        migrations.AddField(
            model_name='proposal',
            name='account',
            field=models.BigIntegerField(editable=False, null=True, verbose_name='account'),
        ),
    ]
