"""What became of products that an address names and visitors no longer see: such addresses were kept, printed and passed on."""

import re
from collections.abc import Collection, Mapping, Sequence

from catalogue.choices import SLUG_PATTERN
from catalogue.models import Product

# Whoever names more unknown products than this is not following an old link.
MOST_LOOKED_UP = 24

_IS_SLUG = re.compile(SLUG_PATTERN).match


def products_gone(named: Sequence[str], known: Collection[str]) -> Mapping[str, Product]:
    """The withdrawn ones among the products named, by slug. One query where any is unknown, none where all are known."""
    unknown = [slug for slug in dict.fromkeys(named) if slug not in known and _IS_SLUG(slug)]
    if not unknown:
        return {}
    return {product.slug: product for product in Product.objects.withdrawn().filter(slug__in=unknown[:MOST_LOOKED_UP])}


def with_successors(named: Sequence[str], gone: Mapping[str, Product]) -> list[str]:
    """The same slugs, those of merged products replaced by those of the products that took their places."""
    return [_successor_of(gone[slug]) if slug in gone else slug for slug in named]


def _successor_of(product: Product) -> str:
    return product.successor.slug if product.successor else product.slug
