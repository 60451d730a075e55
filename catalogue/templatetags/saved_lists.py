"""Saved lists above the lists of the desk."""

from typing import Any

from django import template
from django.contrib.admin import site
from django.template.context import Context

from catalogue.admin.saved_lists import saved_lines
from catalogue.models.saved_lists import kept_query

register = template.Library()


@register.inclusion_tag("admin/_saved_lists.html", takes_context=True)
def saved_lists(context: Context, cl: Any) -> dict[str, Any]:
    """Those of this list, and the way to save it as it is now."""
    request, label = context["request"], cl.opts.label_lower
    return {
        "lines": saved_lines(site, request, label),
        "label": label,
        "query": kept_query(request.GET.urlencode()),
        "csrf_token": context["csrf_token"],
    }
