"""The roles of the desk as groups. What staff without a group may do (look) is not a matter of the database."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ADD_AND_CHANGE = ("add", "change")
ALL = ("add", "change", "delete")

# Products, sources, features and the like stay: a product is withdrawn, a source barred, and addresses rely on the others.
EDITOR = {
    "catalogue.brand": ADD_AND_CHANGE,
    "catalogue.choice": ADD_AND_CHANGE,
    "catalogue.editordecision": ALL,
    "catalogue.feature": ADD_AND_CHANGE,
    "catalogue.finding": ALL,
    "catalogue.offer": ALL,
    "catalogue.picture": ALL,
    "catalogue.product": ADD_AND_CHANGE,
    "catalogue.referencerate": ADD_AND_CHANGE,
    "catalogue.source": ADD_AND_CHANGE,
    "catalogue.statement": ALL,
    "catalogue.suitability": ALL,
    "catalogue.valuereport": ("change",),
    "comparisons.comparedproduct": ALL,
    "comparisons.comparison": ADD_AND_CHANGE,
}
HEALTH_REVIEWER = {
    "catalogue.articleclaim": ADD_AND_CHANGE,
    "catalogue.chainstep": ADD_AND_CHANGE,
    "catalogue.evidence": ADD_AND_CHANGE,
    "catalogue.guidepoint": ALL,
    "catalogue.harm": ALL,
    "catalogue.lookfor": ALL,
    "catalogue.problem": ADD_AND_CHANGE,
    "catalogue.redflag": ALL,
    "catalogue.source": ADD_AND_CHANGE,
}
MANAGER = {
    **dict.fromkeys({**EDITOR, **HEALTH_REVIEWER}, ALL),
    "auth.user": ("add", "change", "view"),
    "auth.group": ("view",),
    "axes.accessattempt": ("delete", "view"),
    "axes.accessfailurelog": ("view",),
    "axes.accesslog": ("view",),
    "catalogue.valuereport": ("change", "delete"),
    "otp_totp.totpdevice": ("delete", "view"),
}
ROLES = {"editor": EDITOR, "health reviewer": HEALTH_REVIEWER, "manager": MANAGER}


def make_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Groups with their permissions, which Django itself would make only after the last migration."""
    for label in ("auth", "axes", "catalogue", "comparisons", "otp_totp"):
        config = apps.get_app_config(label)
        config.models_module = True  # an app as migrations know it has none, and nothing would be made for it
        create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
        config.models_module = None
    groups, permissions = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for role, allowed in ROLES.items():
        group, _is_new = groups.objects.get_or_create(name=role)
        for model, actions in allowed.items():
            app, name = model.split(".")
            codes = [f"{action}_{name}" for action in actions]
            group.permissions.add(*permissions.objects.filter(content_type__app_label=app, codename__in=codes))


def remove_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The groups alone: accounts stay."""
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("axes", "0010_accessattemptexpiration"),
        ("catalogue", "0012_any_insole_is_no_feature"),
        ("comparisons", "0002_rows_to_look_at_first"),
        ("otp_totp", "0003_add_timestamps"),
    ]

    operations = [migrations.RunPython(make_roles, remove_roles)]
