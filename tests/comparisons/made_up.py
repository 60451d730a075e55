"""Made-up products in every state that a product can be in, to stand beside the starting data."""

from datetime import date, timedelta
from typing import Any

from catalogue.models import Feature, Problem, Product
from tests.builders import (
    DAY,
    derive,
    make_brand,
    make_decision,
    make_feature,
    make_offer,
    make_product,
    make_rate,
    make_shown,
    make_source,
    make_statement,
    make_suitability,
)

FORMS = ("full-length", "three-quarter", "heel-cup", "heel-insert", "arch-insert", "forefoot")
LATER = DAY + timedelta(days=30)


def add_products_in_every_state() -> None:
    """About thirty products; some share a name, so that ties are broken by their slugs."""
    brand = make_brand(slug="testa", name="Testa", aka=["Tésta Örtho"])
    _disputes(brand=brand)
    _open_values(brand=brand)
    _decisions(brand=brand)
    _forms(brand=brand)
    _dates(brand=brand)
    _prices(brand=brand)
    _hidden(brand=brand)
    derive()


def _feature(slug: str) -> Feature:
    return Feature.objects.get(slug=slug)


def _say(product: Product, **values: str | float) -> Product:
    """One statement a feature; hyphens of slugs are written as underscores."""
    for slug, value in values.items():
        make_statement(product, _feature(slug.replace("_", "-")), value)
    return product


def _disputes(**fields: Any) -> None:
    """Sources that disagree: on how much, on whether at all, on a number."""
    differ = _say(make_product(name="Twin", **fields), arch_support="rigid", heel_cup="medium")
    _say(differ, arch_support="flexible")
    has_or_not = _say(make_product(name="Twin", **fields), heel_cup="none", arch_support="none", medial_posting="no")
    _say(has_or_not, heel_cup="deep", arch_support="flexible", medial_posting="yes")
    numbers = _say(make_product(name="Twin", **fields), thickness_heel=3, heel_drop=4)
    make_statement(numbers, _feature("thickness-heel"), 5, voice="tester")


def _open_values(**fields: Any) -> None:
    """Values that leave something open: how much, which others, from a source that is barred."""
    _say(make_product(**fields), arch_support="stated-only", heel_cup="stated-only", cushioning="stated-only")
    several = make_product(**fields)
    for material in ("latex", "cork", "gel"):
        make_statement(several, _feature("materials"), material)
    _say(make_product(**fields), materials="eva", width="wide", footwear="running", medial_posting="no")
    barred = make_source(barred_because="A made-up reason.")
    for slug, value in (("arch-support", "rigid"), ("materials", "cork"), ("thickness-heel", 2)):
        make_statement(make_product(**fields), _feature(slug), value, source=barred)


def _decisions(**fields: Any) -> None:
    """What editors said outright, against the rule and against statements."""
    short = _say(make_product(**fields), form="heel-cup")
    make_decision(product=short, feature=_feature("arch-support"), state="not_stated")
    make_decision(product=short, feature=_feature("metatarsal-pad"), state="not_checked")
    make_decision(product=short, feature=_feature("thickness-forefoot"), state="not_stated")
    long = _say(make_product(**fields), form="full-length", heel_cup="deep", materials="gel")
    make_decision(product=long, feature=_feature("heel-cup"), state="not_applicable")
    make_decision(product=long, feature=_feature("materials"), state="not_applicable")
    make_decision(product=long, feature=_feature("thickness-heel"), state="not_applicable")
    formless = _say(make_product(**fields), form="forefoot", arch_support="flexible")
    make_decision(product=formless, feature=_feature("form"), state="not_stated")


def _forms(**fields: Any) -> None:
    """Each form, with a value that its zone does not reach, and without one; and no form."""
    for form in FORMS:
        _say(make_product(name=f"Short {form}", **fields), form=form, metatarsal_pad="none")
        _say(make_product(**fields), form=form, arch_support="flexible", cushioning="medium")
    _say(make_product(**fields), needs_removable_insole="no", placement="on-top")
    _say(make_product(**fields), needs_removable_insole="yes", thickness_heel=2)
    _say(make_product(**fields), form="three-quarter", placement="replaces")
    _say(make_product(**fields), form="full-length", thickness_heel=3)
    _say(make_product(**fields), form="full-length", thickness_heel=3.001)


def _dates(**fields: Any) -> None:
    """Never checked, and checked before a feature was added."""
    _say(make_product(checked_on=None, **fields), arch_support="rigid")
    make_product(checked_on=None, **fields)
    make_product(checked_on=date(2020, 1, 1), **fields)
    later = make_feature("made-up-ribs", kind="yes_no", zone="forefoot", added_on=LATER, position=900)
    _say(make_product(checked_on=LATER, **fields), made_up_ribs="yes", form="heel-cup")
    make_shown(make_product(**fields), later, "no")
    make_feature("made-up-secret", is_filterable=False, position=901)


def _prices(**fields: Any) -> None:
    """Several currencies, with rates and without, and pairs; street before list, struck-out alone, the same in two currencies."""
    make_rate("HUF", "395.1")
    lists = make_product(category="comfort", **fields)
    make_offer(lists, 30, price_kind="list")
    make_offer(lists, 40, price_kind="street", currency="USD")
    make_offer(lists, 20, price_kind="struck_out")
    both = make_product(category="custom", **fields)
    make_offer(both, 10, price_kind="list")
    make_offer(both, 25, pairs=2)
    make_offer(both, "24.99")
    make_offer(make_product(**fields), 5, price_kind="struck_out")
    make_offer(make_product(**fields), "25.01", pairs=2)
    make_offer(make_product(**fields), 10, pairs=3, currency="CHF")
    same = make_product(**fields)
    make_offer(same, "10.71", currency="USD")
    make_offer(same, 10)
    make_offer(make_product(**fields), 900, currency="XTS")
    mixed = make_product(**fields)
    make_offer(mixed, 8000, currency="JPY")
    make_offer(mixed, 30, currency="XTS")
    make_offer(mixed, "19.99", currency="GBP", price_kind="list")
    heel_pain = Problem.objects.get(slug="plantar-heel-pain")
    make_suitability(both, heel_pain)
    make_suitability(lists, heel_pain, says="not_for")
    make_suitability(lists, heel_pain, voice="retailer")


def _hidden(**fields: Any) -> None:
    """What must never appear, though it would pass every filter."""
    for status in (Product.Status.DRAFT, Product.Status.IN_REVIEW, Product.Status.WITHDRAWN):
        hidden = _say(make_product(status=status, **fields), arch_support="rigid", heel_cup="deep", form="full-length")
        make_offer(hidden, 1)
        make_suitability(hidden, Problem.objects.get(slug="plantar-heel-pain"))
