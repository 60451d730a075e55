"""The revision row, and the triggers that write to it. They are set again after every migrate: see catalogue.triggers."""

from uuid import uuid4

from django.db import migrations


def create_row(apps, schema_editor):
    apps.get_model("catalogue", "Revision").objects.get_or_create(id=1, defaults={"token": uuid4().hex})


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [migrations.RunPython(create_row, migrations.RunPython.noop)]
