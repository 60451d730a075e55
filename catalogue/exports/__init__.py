"""The catalogue written back out in the form that docs/data.md describes: one function a file, a handful of queries each."""

from collections.abc import Callable

from catalogue.exports import knowledge, products
from catalogue.exports.records import Record

# Every file of facts by its name, in the order of docs/data.md.
FACT_EXPORTS: dict[str, Callable[[], list[Record]]] = {
    "sources": products.sources,
    "brands": products.brands,
    "features": knowledge.features,
    "problems": knowledge.problems,
    "chain": knowledge.chain,
    "look_for": knowledge.look_for,
    "evidence": knowledge.evidence,
    "article_claims": knowledge.article_claims,
    "red_flags": knowledge.red_flags,
    "guide_points": knowledge.guide_points,
    "harms": knowledge.harms,
    "products": products.products,
    "withdrawn": products.withdrawn,
    "facts": products.facts,
    "suitability": products.suitability,
    "offers": products.offers,
    "reference_rates": products.reference_rates,
    "findings": products.findings,
}
