"""The share picture of one insole."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from catalogue.models import Feature, Product, sheets
from catalogue.sharing import picture_answer, product_picture


@require_safe
def product_share_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """Drawn from what is stated."""
    found = get_object_or_404(Product.objects.published().with_brand(), slug=slug)
    sheet = sheets([found], list(Feature.objects.with_choices()))[0]
    return picture_answer(product_picture(sheet), request.headers.get("If-None-Match", ""))
