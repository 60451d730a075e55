"""Products and what is said of them, as plain records. Only published products and what hangs on them go out, and the names of
those that were withdrawn.
"""

from django.db.models import Q, QuerySet

from catalogue.exports.records import Record, english, plain, record
from catalogue.models import (
    Brand,
    Finding,
    Offer,
    Product,
    ReferenceRate,
    Source,
    SpecEntry,
    SpecEntryChoice,
    Statement,
    Suitability,
)


def sources() -> list[Record]:
    """Every text that was read."""
    return [
        record(
            slug=row.slug,
            kind=row.kind,
            title=row.title,
            publisher=row.publisher,
            url=row.url,
            doi=row.doi,
            pmid=row.pmid,
            authors=row.authors,
            year=row.year,
            published=row.published,
            read_on=row.read_on.isoformat(),
            read_level=row.read_level,
            funding=row.funding,
            note=row.note,
            barred=row.barred_because,
        )
        for row in Source.objects.order_by("slug")
    ]


def brands() -> list[Record]:
    """Every brand."""
    return [
        record(slug=row.slug, name=row.name, country=row.country, website=row.website, aka=row.aka or None)
        for row in Brand.objects.order_by("slug")
    ]


def products() -> list[Record]:
    """Every published product."""
    return [
        record(
            slug=row.slug,
            brand=row.brand.slug,
            name=row.name,
            line=row.line,
            aka=row.aka or None,
            gtin=row.gtin,
            category=row.category,
            level=row.level,
            summary=english(row, "summary"),
            discontinued=row.is_discontinued or None,
            succeeded_by=row.newer.slug if row.newer else None,
        )
        for row in Product.objects.published().select_related("brand", "succeeded_by").order_by("slug")
    ]


def withdrawn() -> list[Record]:
    """What became of products that are no longer in the catalogue: for whoever kept their slugs."""
    return [
        record(
            slug=row.slug,
            brand=row.brand.slug,
            name=row.name,
            withdrawn_on=row.withdrawn_on.isoformat() if row.withdrawn_on else None,
            merged_into=row.successor.slug if row.successor else None,
        )
        for row in Product.objects.withdrawn().order_by("slug")
    ]


def facts() -> list[Record]:
    """Every statement about a published product; `preferred` marks those whose value is shown."""
    shown = _shown_statements()
    return [
        record(
            product=row.product.slug,
            feature=row.feature.slug,
            value=row.choice.slug if row.choice else plain(row.number),
            unit=row.feature.unit,
            context=row.context,
            as_stated=row.as_stated,
            source=row.source.slug,
            voice=row.voice,
            preferred=row.pk in shown or None,
            why_preferred=row.why_preferred,
        )
        for row in Statement.objects.with_all().select_related("product").filter(product__in=_published())
    ]


def _shown_statements() -> set[int]:
    """The ids of all statements whose value is shown: one an entry, or one a choice where a feature takes several."""
    single = SpecEntry.objects.filter(shown__isnull=False).values_list("shown", flat=True)
    return {*single, *SpecEntryChoice.objects.values_list("statement", flat=True)}


def suitability() -> list[Record]:
    """Who says a published product is for, or not for, a foot problem."""
    rows = Suitability.objects.select_related("product", "problem", "source").filter(product__in=_published())
    return [
        record(
            product=row.product.slug,
            problem=row.problem.slug,
            says=row.says,
            voice=row.voice,
            source=row.source.slug,
            as_stated=row.as_stated,
        )
        for row in rows
    ]


def offers() -> list[Record]:
    """Every price seen for a published product."""
    return [
        record(
            product=row.product.slug,
            amount=plain(row.amount),
            currency=row.currency,
            pairs=row.pairs,
            price_kind=row.price_kind,
            seller=row.seller,
            country=row.country,
            seen_on=row.seen_on,
            source=row.source.slug,
        )
        for row in Offer.objects.select_related("product", "source").filter(product__in=_published())
    ]


def reference_rates() -> list[Record]:
    """What one euro is worth in other currencies."""
    return [
        record(
            currency=row.currency,
            per_euro=plain(row.per_euro),
            set_on=row.set_on.isoformat(),
            source=row.source.slug,
        )
        for row in ReferenceRate.objects.select_related("source")
    ]


def findings() -> list[Record]:
    """What independent people measured or concluded about published products, and about lines without an entry."""
    rows = Finding.objects.select_related("product", "source")
    return [
        record(
            product=row.product.slug if row.product else None,
            product_line=row.product_line,
            finding=english(row, "finding"),
            participants=row.participants,
            funding=row.funding,
            source=row.source.slug,
        )
        for row in rows.filter(Q(product__isnull=True) | Q(product__in=_published()))
    ]


def _published() -> QuerySet[Product]:
    return Product.objects.published()
