"""The project's own app (its commands) and the editors' admin site."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ConfigConfig(AppConfig):
    """Commands that belong to the whole project: up, load_data."""

    name = "config"


class DeskConfig(AdminConfig):
    """django.contrib.admin with the editors' desk as its default site."""

    default_site = "config.admin_site.EditorsDesk"
