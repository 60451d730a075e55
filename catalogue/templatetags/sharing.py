"""What the head of a page says to whoever shows a link to it."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context

from catalogue.drawing.share import SharePicture
from catalogue.drawing.share.frame import SIZE

register = template.Library()


@register.inclusion_tag("components/_share.html", takes_context=True)
def share(
    context: Context, picture: SharePicture, *, title: str, description: str, address: str, picture_address: str
) -> dict[str, Any]:
    """Open Graph, with absolute addresses: what reads it follows no others."""
    request: HttpRequest = context["request"]
    return {
        "title": title,
        "description": description,
        "address": request.build_absolute_uri(address),
        "picture_address": request.build_absolute_uri(picture_address),
        "alt": picture.alt,
        "width": SIZE[0],
        "height": SIZE[1],
    }
