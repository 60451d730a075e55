"""The history of accounts: its table, how the accounts that are there stand today, and managers who may look at it."""

import django.contrib.auth.validators
import django.db.models.deletion
import simple_history.models
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.auth.hashers import is_password_usable
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

COLUMNS = ("id", "username", "is_active", "is_staff", "is_superuser")


def begin_the_history(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """One row for each account, so that the first change of an older one has a before."""
    states, now = apps.get_model("config", "HistoricalUser"), timezone.now()
    for account in apps.get_model("auth", "User").objects.order_by("pk"):
        rights = account.user_permissions.values_list("content_type__app_label", "codename")
        states.objects.create(
            **{name: getattr(account, name) for name in COLUMNS},
            has_password=is_password_usable(account.password),
            groups=sorted(account.groups.values_list("name", flat=True)),
            user_permissions=sorted(f"{app}.{code}" for app, code in rights),
            history_date=now,
            history_type="~",
        )


def let_managers_look(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The right to it, which Django itself would make only after the last migration."""
    config = apps.get_app_config("config")
    config.models_module = True  # an app as migrations know it has none, and nothing would be made for it
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    right = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="config", codename="view_historicaluser"
    )
    for manager in apps.get_model("auth", "Group").objects.filter(name="manager"):
        manager.permissions.add(right)


class Migration(migrations.Migration):

    dependencies = [
        ('config', '0001_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalUser',
            fields=[
                ('id', models.IntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(db_index=True, error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('has_password', models.BooleanField(default=True, verbose_name='a password is set')),
                ('groups', models.JSONField(default=list)),
                ('user_permissions', models.JSONField(default=list)),
                ('is_new_password', models.BooleanField(default=False)),
                ('before', models.JSONField(default=dict)),
                ('by', models.CharField(blank=True, max_length=150)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'change of an account',
                'verbose_name_plural': 'changes of accounts',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RunPython(begin_the_history, migrations.RunPython.noop),
        migrations.RunPython(let_managers_look, migrations.RunPython.noop),
    ]
