"""Tiny builders: each makes one stored row from keyword defaults, so that a test names only what it is about.

What is made up looks made up: brand Testa, products Nonesuch 1, 2, 3 …
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from catalogue.choices import EntryState, FeatureKind
from catalogue.models import (
    Brand,
    Choice,
    EditorDecision,
    Evidence,
    Feature,
    Finding,
    GuidePoint,
    Harm,
    LookFor,
    Offer,
    Picture,
    Problem,
    Product,
    RedFlag,
    ReferenceRate,
    Source,
    SpecEntry,
    Statement,
    Suitability,
    ValueReport,
    yes_and_no,
)
from comparisons.models import ComparedProduct, Comparison

DAY = date(2026, 11, 23)
SCALE = ("none", "low", "medium", "high", "stated-only")


def make_brand(**fields: Any) -> Brand:
    """A brand; Testa, Testa 2, …"""
    number = Brand.objects.count() + 1
    name = "Testa" if number == 1 else f"Testa {number}"
    return Brand.objects.create(**{"slug": name.lower().replace(" ", "-"), "name": name, **fields})


def make_product(**fields: Any) -> Product:
    """A published product that was checked; of the first brand unless one is given."""
    number = Product.objects.count() + 1
    brand = fields.pop("brand", None) or Brand.objects.first() or make_brand()
    defaults = {
        "slug": f"testa-nonesuch-{number}",
        "name": f"Nonesuch {number}",
        "summary_en": "A made-up insole.",
        "checked_on": DAY,
        "status": Product.Status.PUBLISHED,
    }
    return Product.objects.create(brand=brand, **{**defaults, **fields})


def make_feature(slug: str = "made-up-height", *, choices: Iterable[str] | None = None, **fields: Any) -> Feature:
    """A feature of one choice on a scale; `kind` is a FeatureKind or "yes_no", `choices` their slugs in order."""
    kind = fields.pop("kind", FeatureKind.CHOICE)
    defaults = {
        "group": "support",
        "position": Feature.objects.count() + 1,
        "unit": "mm" if kind == FeatureKind.NUMBER else "",
        "name_en": slug.replace("-", " ").capitalize(),
        "zone": "none",
        "side": "none",
        "explanation_en": "A made-up feature.",
        "added_on": DAY,
    }
    stored = FeatureKind.CHOICE if kind == "yes_no" else kind
    feature = Feature.objects.create(slug=slug, kind=stored, **{**defaults, **fields})
    if kind == "yes_no":
        Choice.objects.bulk_create(yes_and_no(feature))
    elif kind != FeatureKind.NUMBER:
        for choice in SCALE if choices is None else choices:
            make_choice(feature, choice)
    return feature


def make_choice(feature: Feature, slug: str, **fields: Any) -> Choice:
    """The next choice of a feature: `none` means absent, `stated-only` leaves open how much, others lie on a scale."""
    is_unspecified = slug == "stated-only"
    defaults = {
        "position": feature.choices.count() + 1,
        "name_en": slug.replace("-", " ").capitalize(),
        "is_absent": slug == "none",
        "is_on_scale": not is_unspecified,
        "is_unspecified": is_unspecified,
    }
    return Choice.objects.create(feature=feature, slug=slug, **{**defaults, **fields})


def make_source(**fields: Any) -> Source:
    """A page of the maker, read on the day of the starting data."""
    number = Source.objects.count() + 1
    defaults = {
        "slug": f"made-up-source-{number}",
        "kind": "manufacturer",
        "title": f"Made-up source {number}",
        "read_on": DAY,
        "read_level": "full_text",
    }
    return Source.objects.create(**{**defaults, **fields})


def make_statement(product: Product, feature: Feature, value: str | float | Decimal, **fields: Any) -> Statement:
    """A source of its own saying a value: a choice's slug, or a number. Spec entries are not derived: see `derive`."""
    is_choice = isinstance(value, str)
    said: dict[str, Any] = {
        "choice": feature.choices.get(slug=value) if is_choice else None,
        "number": None if is_choice else Decimal(str(value)),
        "voice": "maker",
    }
    source = fields.pop("source", None) or make_source()
    return Statement.objects.create(product=product, feature=feature, source=source, **{**said, **fields})


def make_decision(statement: Statement | None = None, **fields: Any) -> EditorDecision:
    """An editor's overrule in favour of a statement; or, with product, feature and state, a state said outright."""
    about: dict[str, Any] = {"statement": statement}
    if statement:
        about |= {"product": statement.product, "feature": statement.feature, "state": EntryState.STATED}
    return EditorDecision.objects.create(**{**about, "reason": "A made-up reason.", "decided_on": DAY, **fields})


def derive(*products: Product) -> None:
    """Build the spec entries anew: of these products, or of all."""
    SpecEntry.objects.derive([product.pk for product in products] if products else None)


def make_shown(product: Product, feature: Feature, *values: str | float | Decimal, **fields: Any) -> SpecEntry:
    """A spec entry that shows these values, each said by a source of its own."""
    for value in values:
        make_statement(product, feature, value, **fields)
    derive(product)
    return SpecEntry.objects.get(product=product, feature=feature)


def make_problem(slug: str = "made-up-ache", **fields: Any) -> Problem:
    """A selectable foot problem."""
    defaults = {
        "group": "foot_pain",
        "position": Problem.objects.count() + 1,
        "name_en": slug.replace("-", " ").capitalize(),
        "region": "rearfoot",
        "summary_en": "A made-up complaint.",
        "is_selectable": fields.get("group") != "clinician_first",
    }
    return Problem.objects.create(slug=slug, **{**defaults, **fields})


def make_look_for(problem: Problem, feature: Feature, met: Iterable[str] = (), **fields: Any) -> LookFor:
    """A look-for row: `met` and `avoid` are slugs of choices, `evidence` and `sources` rows to link."""
    avoid, evidence, sources = fields.pop("avoid", ()), fields.pop("evidence", ()), fields.pop("sources", ())
    defaults = {"weight": 1, "basis": "usual_practice", "reason_en": "A made-up reason."}
    row = LookFor.objects.create(problem=problem, feature=feature, **{**defaults, **fields})
    row.choices.set(feature.choices.filter(slug__in=list(met)))
    row.avoid.set(feature.choices.filter(slug__in=list(avoid)))
    row.evidence.set(evidence)
    row.sources.set(sources)
    return row


def make_evidence(problem: Problem, feature: Feature | None = None, **fields: Any) -> Evidence:
    """A study result in favour, not graded; without a feature it speaks of insoles as such."""
    defaults = {
        "key": f"made-up-study-{Evidence.objects.count() + 1}",
        "aspect": "treatment",
        "direction": "helps",
        "summary_en": "A made-up result.",
        "population_en": "made-up people",
        "study_type": "randomised_trial",
    }
    source = fields.pop("source", None) or make_source(kind="randomised_trial")
    return Evidence.objects.create(problem=problem, feature=feature, source=source, **{**defaults, **fields})


def make_red_flag(*problems: Problem, **fields: Any) -> RedFlag:
    """A warning sign of these problems."""
    defaults = {
        "slug": f"made-up-sign-{RedFlag.objects.count() + 1}",
        "urgency": "soon",
        "sign_en": "A made-up sign.",
        "advice_en": "See a made-up doctor.",
    }
    sign = RedFlag.objects.create(**{**defaults, **fields})
    sign.problems.set(problems)
    sign.sources.set([make_source(kind="guideline")])
    return sign


def make_guide_point(*problems: Problem, **fields: Any) -> GuidePoint:
    """Something a guide says of these problems, or of insoles as such."""
    number = GuidePoint.objects.count() + 1
    defaults = {"slug": f"made-up-point-{number}", "kind": "what_else", "text_en": f"A made-up point {number}."}
    point = GuidePoint.objects.create(**{**defaults, **fields})
    point.problems.set(problems)
    point.sources.set([make_source(kind="guideline")])
    return point


def make_harm(**fields: Any) -> Harm:
    """Something unwanted, with a source."""
    defaults = {"harm_en": f"Made-up harm {Harm.objects.count() + 1}.", "who_en": "made-up people"}
    harm = Harm.objects.create(**{**defaults, **fields})
    harm.sources.set([make_source(kind="guideline")])
    return harm


def make_finding(product: Product | None = None, **fields: Any) -> Finding:
    """What a test found about a product; without one, give `product_line`."""
    source = fields.pop("source", None) or make_source(kind="independent_test")
    return Finding.objects.create(product=product, source=source, **{"finding_en": "A made-up finding.", **fields})


def make_suitability(product: Product, problem: Problem, **fields: Any) -> Suitability:
    """The maker saying that a product is for a problem."""
    source = fields.pop("source", None) or make_source()
    return Suitability.objects.create(
        product=product, problem=problem, source=source, **{"says": "for", "voice": "maker", **fields}
    )


def make_offer(product: Product, amount: float | str = "10.00", **fields: Any) -> Offer:
    """A street price in euros for one pair."""
    source = fields.pop("source", None) or make_source(kind="retailer")
    defaults = {"currency": "EUR", "pairs": 1, "price_kind": "street", "seller": "a made-up shop", "seen_on": "2026-11"}
    return Offer.objects.create(product=product, source=source, amount=Decimal(str(amount)), **{**defaults, **fields})


def make_rate(currency: str = "USD", per_euro: str = "2", **fields: Any) -> ReferenceRate:
    """A reference rate: two dollars for one euro."""
    source = fields.pop("source", None) or make_source(kind="other")
    defaults = {"set_on": date(2024, 6, 28)}
    return ReferenceRate.objects.create(
        currency=currency, per_euro=Decimal(per_euro), source=source, **{**defaults, **fields}
    )


def make_report(product: Product, feature: Feature, **fields: Any) -> ValueReport:
    """A visitor's word that a value is wrong."""
    defaults = {"wrong": "A made-up fault.", "form_key": f"{ValueReport.objects.count():032x}"}
    return ValueReport.objects.create(product=product, feature=feature, **{**defaults, **fields})


def make_picture(product: Product | None = None, **fields: Any) -> Picture:
    """A photo of a product, by its record only: no file is written."""
    defaults = {
        "image": "originals/made-up.webp",
        "width": 800,
        "height": 600,
        "alternative_text_en": "A made-up photo.",
        "alternative_text_de": "Ein erfundenes Foto.",
        "credit": "Testa",
        "licence": "made up",
    }
    return Picture.objects.create(product=product or make_product(), **{**defaults, **fields})


def make_comparison(*products: Product, **fields: Any) -> Comparison:
    """A curated comparison of these products, in this order."""
    number = Comparison.objects.count() + 1
    defaults = {
        "slug": f"made-up-comparison-{number}",
        "position": number,
        "title_en": f"Made-up comparison {number}",
        "intro_en": "Made-up words.",
    }
    comparison = Comparison.objects.create(**{**defaults, **fields})
    for position, product in enumerate(products, 1):
        ComparedProduct.objects.create(comparison=comparison, product=product, position=position)
    return comparison
