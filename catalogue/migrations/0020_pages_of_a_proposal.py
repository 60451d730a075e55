from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0019_german_texts_behind'),
    ]

    operations = [
        migrations.AddField(
            model_name='proposal',
            name='pages',
            field=models.JSONField(default=list, verbose_name='pages'),
        ),
    ]
