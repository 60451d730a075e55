"""What no page of ours may do."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from catalogue.models import Product


def names_of_brands(request: HttpRequest) -> HttpResponse:
    """One query for the products and one more for each."""
    return HttpResponse(" ".join(product.brand.name for product in Product.objects.all()))


urlpatterns = [path("", names_of_brands)]
