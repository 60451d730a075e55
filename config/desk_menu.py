"""The menu of the desk: what belongs together stands together, in the order in which editors need it."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Part(NamedTuple):
    """Kinds of facts ("app.model") under one heading; the slug marks it in the page."""

    slug: str
    title: Any
    models: tuple[str, ...]


PARTS = (
    Part(
        "insoles",
        _("Insoles"),
        (
            *("catalogue.product", "catalogue.brand", "catalogue.statement", "catalogue.specentry"),
            *("catalogue.editordecision", "catalogue.offer", "catalogue.picture", "catalogue.suitability"),
        ),
    ),
    Part(
        "words-and-sources",
        _("Features and sources"),
        ("catalogue.feature", "catalogue.choice", "catalogue.source", "catalogue.referencerate"),
    ),
    Part(
        "foot-problems",
        _("Foot problems and research"),
        (
            *("catalogue.problem", "catalogue.lookfor", "catalogue.redflag", "catalogue.guidepoint"),
            *("catalogue.evidence", "catalogue.finding", "catalogue.harm", "catalogue.articleclaim"),
            "catalogue.chainstep",
        ),
    ),
    Part("comparisons", _("Comparisons"), ("comparisons.comparison",)),
    Part(
        "what-happens",
        _("What waits, and what was done"),
        (
            *("catalogue.valuereport", "catalogue.proposal", "catalogue.edit", "catalogue.shownchange"),
            "catalogue.savedlist",
        ),
    ),
    Part(
        "accounts",
        _("Accounts and log-in"),
        (
            *("auth.user", "config.historicaluser", "auth.group", "otp_totp.totpdevice"),
            *("axes.accesslog", "axes.accessattempt", "axes.accessfailurelog"),
        ),
    ),
)
# What the packages for log-in call these says nothing to a manager.
NAMES = {
    "otp_totp.totpdevice": _("Second factors"),
    "axes.accesslog": _("Log-ins"),
    "axes.accessattempt": _("Log-ins that count towards a lock-out"),
    "axes.accessfailurelog": _("Failed log-ins"),
}


def in_parts(apps: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The menu from Django's list of apps. What has no place in a part keeps its app, at the end."""
    apps = list(apps)
    models = {model["model"]._meta.label_lower: model for app in apps for model in app["models"]}
    for label in NAMES.keys() & models.keys():
        models[label]["name"] = NAMES[label]
    menu = []
    for part in PARTS:
        there = [models.pop(label) for label in part.models if label in models]
        if there:
            # With a fragment: the stock template takes an address that begins like that of the page for the page's own.
            first_page = f"{reverse('admin:index')}#{part.slug}"
            home = {"app_label": part.slug, "app_url": first_page, "has_module_perms": True}
            menu.append({"name": part.title, "models": there, **home})
    for app in apps:
        app["models"] = [model for model in app["models"] if model["model"]._meta.label_lower in models]
    return [*menu, *(app for app in apps if app["models"])]
