"""The way to report a wrong value, for beside every value."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def report_url(product: str, feature: str = "") -> str:
    """Where to report a value of a product (slugs); without a feature the page asks which."""
    words = {"feature": feature, "product": product} if feature else {"product": product}
    return f"{reverse('catalogue:report')}?{urlencode(words)}"


@register.simple_tag
def report_link(product: str, feature: str = "", name: str = "") -> SafeString:
    """The link itself: a plain one, so that pages which are kept need neither form nor cookie. `name` is read out with it."""
    about = format_html('<span class="vh">: {}</span>', name) if name else ""
    url, words = report_url(product, feature), _("Report a wrong value")
    return format_html('<a class="report-link" href="{}" rel="nofollow">{}{}</a>', url, words, about)
