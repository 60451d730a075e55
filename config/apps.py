"""The project's own app (its commands) and the editors' admin site."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class ConfigConfig(AppConfig):
    """Commands that belong to the whole project (up, load_data), and the history of accounts."""

    name = "config"
    verbose_name = _("Accounts and log-in")


class DeskConfig(AdminConfig):
    """django.contrib.admin with the editors' desk as its default site."""

    default_site = "config.admin_site.EditorsDesk"
