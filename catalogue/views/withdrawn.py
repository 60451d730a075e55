"""What stands at the address of an insole that was withdrawn: the way to the one it was merged into, or a note."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control

from catalogue.models import Product

OTHERS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Others:
    """A few published insoles that have something in common with a withdrawn one, and the filter that lists them all."""

    name: str
    parameter: str
    value: str
    products: list[Product]


@cache_control(no_cache=True)  # browsers keep both answers for ever, and an entry can come back
def withdrawn_product(request: HttpRequest, slug: str) -> HttpResponse:
    """The note, with status 410, and no trace of what was said of it; what never stood in the catalogue is not found."""
    found = get_object_or_404(Product.objects.withdrawn(), slug=slug)
    if found.successor is not None:
        return HttpResponsePermanentRedirect(found.successor.get_absolute_url())
    context = {"product": found, "others": _others(found), "nav": "insoles"}
    return render(request, "catalogue/withdrawn.html", context, status=410)


def _others(product: Product) -> list[Others]:
    """Insoles of its brand and of its kind, where there are any."""
    published = Product.objects.published().with_brand().in_order_of_names()
    brand = published.filter(brand=product.brand_id)
    kind = published.filter(category=product.category).exclude(brand=product.brand_id)
    found = [Others(product.brand.name, "brand", product.brand.slug, list(brand[:OTHERS_SHOWN]))]
    if product.category:
        found.append(Others(product.get_category_display(), "category", product.category, list(kind[:OTHERS_SHOWN])))
    return [others for others in found if others.products]
