"""Which method made the scores of a page."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalogue.models.method import METHOD_VERSION

register = template.Library()


@register.simple_tag
def scored_by() -> SafeString:
    """A link to the text of the method in force."""
    words = _("Scored by method %(number)s") % {"number": METHOD_VERSION}
    return format_html('<a href="{}#scores">{}</a>', reverse("catalogue:method"), words)


@register.simple_tag
def changes_url(problem: str) -> str:
    """The changes that move scores for a foot problem (its slug)."""
    return f"{reverse('catalogue:changes')}?problem={problem}"
