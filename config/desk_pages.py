"""From a page of the site to the desk: the change page of what stands at a public address."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.apps import apps
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, ResolverMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from catalogue.public_address import public_page

# By the name of a page: whose slug stands in its address.
OF_ONE = {
    "catalogue:product": "catalogue.Product",
    "catalogue:product_share_picture": "catalogue.Product",
    "catalogue:feature": "catalogue.Feature",
    "catalogue:source": "catalogue.Source",
    "comparisons:problem": "catalogue.Problem",
    "comparisons:problem_share_picture": "catalogue.Problem",
    "comparisons:pair": "catalogue.Problem",
    "comparisons:comparison": "comparisons.Comparison",
    "comparisons:comparison_share_picture": "comparisons.Comparison",
}
OF_ALL = {
    "comparisons:browse": "catalogue.Product",
    "catalogue:features": "catalogue.Feature",
    "catalogue:problems": "catalogue.Problem",
    "catalogue:evidence": "catalogue.Evidence",
    "comparisons:compare": "comparisons.Comparison",
    "catalogue:article": "catalogue.ArticleClaim",
    "catalogue:changes": "catalogue.ShownChange",
}
LONGEST_ADDRESS = 2000


def open_desk_page(request: HttpRequest) -> HttpResponse:
    """Leads to the desk’s page of a pasted address, or says that there is none."""
    typed = request.GET.get("address", "").strip()[:LONGEST_ADDRESS]
    found = _match(typed)
    if found and (page := _desk_page(found)):
        return HttpResponseRedirect(page)
    messages.warning(request, _why_none(typed, found))
    return HttpResponseRedirect(f"{reverse('admin:index')}?{urlencode({'address': typed})}")


def _match(typed: str) -> ResolverMatch | None:
    """The page of the site at an address, whatever its host; None where there is none."""
    try:
        parts = urlsplit(typed if "://" in typed or typed.startswith("/") else f"//{typed}")
        path = unquote(parts.path)
        return public_page(path if path.endswith((".png", "/")) else f"{path}/").match
    except (ValueError, Resolver404):
        return None


def _desk_page(found: ResolverMatch) -> str | None:
    if label := OF_ONE.get(found.view_name):
        model: Any = apps.get_model(label)
        pk = model._default_manager.filter(slug=found.kwargs["slug"]).values_list("pk", flat=True).first()
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[pk]) if pk else None
    if label := OF_ALL.get(found.view_name):
        model = apps.get_model(label)
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return None


def _why_none(typed: str, found: ResolverMatch | None) -> str:
    if not typed:
        return _("Paste the address of a page of this site first.")
    if found is None:
        return _("This site has no page at this address.")
    if found.view_name in OF_ONE:
        return _("Nothing stands at this address any more.")
    return _("This page is made of many things: it has no page of its own at the desk.")
