"""A made-up catalogue of any size: the same seed gives the same rows. Spread as real data is: sparse, with long tails.

Rows are written in bulk with ids of their own; values that sources dispute are derived by the project's own rule.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db import connection, models, transaction

from catalogue.choices import Category, EntryState, FeatureKind, Known, form_reaches
from catalogue.derivation import Candidate, Derived, derive
from catalogue.models import (
    Brand,
    Choice,
    EditorDecision,
    Offer,
    Problem,
    Product,
    Source,
    SpecEntry,
    SpecEntryChoice,
    Statement,
    Suitability,
)
from catalogue.triggers import events, set_triggers, trigger_name, watched_tables
from tests.benchmarks.rows import Table
from tests.benchmarks.vocabulary import MadeUpFeature, add_features, add_problems
from tests.builders import DAY, make_rate, make_source

BRANDS = 64
SHOPS = 6
PRODUCTS_AT_ONCE = 2_000

SYLLABLES = tuple(
    "bal dor fen gri hol jun kel lor mip nav orn pel quo rus sil tov urm vex wim zan".split()  # noqa: SIM905  # shorter
)
WORDS = tuple(
    "Quill Drift Ember Lumen Fathom Tarn Gable Sorrel Pebble Vesper Hollow Thistle Marl Brine Cinder Willow".split()  # noqa: SIM905  # shorter
)
CURRENCIES, CURRENCY_SHARES = ("EUR", "USD", "GBP", "CHF"), (60, 25, 10, 5)
RATES = {"USD": "1.1", "GBP": "0.85", "CHF": "0.95"}
STATUSES = (Product.Status.PUBLISHED, Product.Status.DRAFT, Product.Status.IN_REVIEW, Product.Status.WITHDRAWN)
STATUS_SHARES = (970, 12, 8, 10)

# Shares of products, entries or offers of which something holds.
FORMER_NAME, HAS_LINE, IS_LINE, DISCONTINUED, UNCHECKED, DECIDED = 0.03, 0.1, 0.02, 0.04, 0.15, 0.01
# As in the starting data: a tenth state nine features or more, fewer and fewer the more they are.
MIDDLING, FEW, ONE_MORE, MOST_FEATURES = 0.75, 0.15, 0.75, 30
DISPUTED, SAID_BY_SHOP, PRICED, SPOKEN_FOR, UNDATED = 0.04, 0.25, 0.45, 0.3, 0.1


# In the order in which they refer to each other.
MODELS = (Product, Statement, EditorDecision, SpecEntry, SpecEntryChoice, Offer, Suitability)


class MadeUpCatalogue:
    """Makes up products, one after the other, from one stream of chance."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311  # repeatable, not secret
        self.tables: dict[type[models.Model], Table] = {model: Table(model) for model in MODELS}
        self.features = add_features()
        self.problems = add_problems()
        self.form = next(known for known in self.features if known.feature.slug == Known.FORM)
        self.pages, self.brands = self._brands()
        self.shops = [make_source(kind="retailer", published=f"2026-{month:02}") for month in range(1, SHOPS + 1)]
        self.testers = [make_source(kind="independent_test", year=2025) for _ in range(3)]
        for currency, per_euro in RATES.items():
            make_rate(currency, per_euro)
        self.brand_shares = [1 / (rank + 1) for rank in range(BRANDS)]

    def write(self, size: int) -> None:
        """Store this many products with all that belongs to them."""
        for number in range(1, size + 1):
            self._product(number)
            if number % PRODUCTS_AT_ONCE == 0 or number == size:
                for table in self.tables.values():
                    table.write()

    def _brands(self) -> tuple[list[Source], list[Brand]]:
        names = [self._name(BRANDS, number) for number in range(BRANDS)]
        brands = [Brand(slug=name.lower(), name=name, aka=[f"{name} Made-up"]) for name in names]
        return [make_source(publisher=name) for name in names], Brand.objects.bulk_create(brands)

    def _name(self, size: int, number: int) -> str:
        """A brand's name; another one for each number below the size."""
        first, second = divmod(number * 7 % size, len(SYLLABLES))
        return (SYLLABLES[first] + SYLLABLES[second] + "a").capitalize()

    def _add(self, model: type[models.Model], **columns: Any) -> int:
        """One row with the next id of its model, which comes back."""
        return self.tables[model].add(**columns)

    def _happens(self, share: float) -> bool:
        return self.random.random() < share

    def _product(self, number: int) -> None:
        chance = self.random
        place = chance.choices(range(BRANDS), self.brand_shares)[0]
        brand, words = self.brands[place], chance.sample(WORDS, 2)
        name = " ".join(words if self._happens(0.5) else [words[0], str(chance.randrange(1, 400))])
        checked_on = None if self._happens(UNCHECKED) else DAY - timedelta(days=chance.randrange(-30, 300))
        product = self._add(
            Product,
            slug=f"{brand.slug}-{name.lower().replace(' ', '-')}-{number}",
            brand_id=brand.pk,
            name=name,
            line=f"{words[1]} range" if self._happens(HAS_LINE) else "",
            aka=[f"Old {words[1]}"] if self._happens(FORMER_NAME) else [],
            category="" if self._happens(0.05) else chance.choices(Category.values, (30, 34, 12, 6, 3, 5, 10))[0],
            level="line" if self._happens(IS_LINE) else "model",
            summary_en="A made-up insole.",
            is_discontinued=self._happens(DISCONTINUED),
            checked_on=checked_on,
            status=chance.choices(STATUSES, STATUS_SHARES)[0],
        )
        self._values(product, self.pages[place])
        self._offers(product)
        self._suitability(product, self.pages[place])

    # Values

    def _values(self, product: int, page: Source) -> None:
        """Its statements and what the catalogue shows for them; now and then an editor's word on a feature left open."""
        stated = self._stated_features()
        form = self.random.choices(self.form.choices, (60, 20, 4, 6, 4, 6))[0] if self.form in stated else None
        for known in stated:
            if form is None or form_reaches(form.slug, known.feature.slug, known.feature.zone):
                self._value(product, page, known, form if known is self.form else None)
        if self._happens(DECIDED):
            self._decision(product, stated)

    def _stated_features(self) -> list[MadeUpFeature]:
        """Most products state three to eight features, some fewer, a long tail more; drawn by how often each is stated."""
        chance, kind = self.random, self.random.random()
        number = chance.randrange(3, 9) if kind < MIDDLING else chance.randrange(3) if kind < MIDDLING + FEW else 9
        while 9 <= number < MOST_FEATURES and self._happens(ONE_MORE):
            number += 1
        keys = [(chance.random() ** (1 / known.share), place) for place, known in enumerate(self.features)]
        return [self.features[place] for _, place in sorted(keys, reverse=True)[:number]]

    def _value(self, product: int, page: Source, known: MadeUpFeature, form: Choice | None) -> None:
        kind = known.feature.kind
        if kind == FeatureKind.CHOICES:
            self._several(product, page, known)
            return
        said = [self._said(known, form)]
        voices = [("retailer", self._shop()) if self._happens(SAID_BY_SHOP) else ("maker", page)]
        if self._happens(DISPUTED):
            said.append(self._said(known, None))
            voices.append(("tester", self.random.choice(self.testers)))
        candidates = [
            self._candidate(product, known, value, voice, source)
            for value, (voice, source) in zip(said, voices, strict=True)
        ]
        self._entry(product, known, derive(kind, candidates))

    def _several(self, product: int, page: Source, known: MadeUpFeature) -> None:
        number = min(self.random.choices((1, 2, 3, 4, 6), (30, 30, 20, 15, 5))[0], len(known.choices))
        chosen = self.random.sample(known.choices, number)
        candidates = [self._candidate(product, known, choice, "maker", page) for choice in chosen]
        self._entry(product, known, derive(FeatureKind.CHOICES, candidates))

    def _said(self, known: MadeUpFeature, form: Choice | None) -> Choice | Decimal:
        """One value: the middle of a scale or range more often than its ends."""
        if form is not None:
            return form
        if known.choices:
            return known.choices[int(self.random.triangular(0, len(known.choices)))]
        steps = int(self.random.triangular(0, known.steps + 1))
        return Decimal(str(known.lowest + steps * known.step))

    def _candidate(
        self, product: int, known: MadeUpFeature, value: Choice | Decimal, voice: str, source: Source
    ) -> Candidate:
        """One stored statement, as the rule of derivation sees it."""
        choice = value if isinstance(value, Choice) else None
        place = self.tables[Statement].last_id + 1
        pk = self._add(
            Statement,
            product_id=product,
            feature_id=known.feature.pk,
            source_id=source.pk,
            voice=voice,
            place=place,
            choice_id=choice.pk if choice else None,
            number=None if choice else value,
        )
        return Candidate(
            id=pk,
            value=value if isinstance(value, Decimal) else value.pk,
            is_absent=bool(choice and choice.is_absent),
            is_unspecified=bool(choice and choice.is_unspecified),
            is_barred=False,
            voice=voice,
            dated=source.dated,
            place=place,
        )

    def _entry(self, product: int, known: MadeUpFeature, derived: Derived | None) -> None:
        """What is shown, as SpecEntryQuerySet.derive() would store it."""
        if derived is None:
            return
        several = known.feature.kind == FeatureKind.CHOICES
        first = derived.shown[0]
        entry = self._add(
            SpecEntry,
            product_id=product,
            feature_id=known.feature.pk,
            state=derived.state,
            choice_id=first.value if known.choices and not several else None,
            number=None if known.choices else first.value,
            shown_id=None if several else first.id,
            is_presence_disputed=derived.is_presence_disputed,
        )
        for shown in derived.shown if several else ():
            self._add(SpecEntryChoice, entry_id=entry, choice_id=shown.value, statement_id=shown.id)

    def _decision(self, product: int, stated: Sequence[MadeUpFeature]) -> None:
        """An editor said outright that a feature does not apply, or that nobody states it."""
        known = self.random.choice([known for known in self.features if known not in stated])
        state = self.random.choice([EntryState.NOT_APPLICABLE, EntryState.NOT_STATED])
        about = {"product_id": product, "feature_id": known.feature.pk, "state": state}
        self._add(EditorDecision, **about, reason="A made-up reason.", decided_on=DAY)
        self._add(SpecEntry, **about, choice_id=None, number=None, shown_id=None, is_presence_disputed=False)

    # Prices and claims

    def _shop(self) -> Source:
        return self.random.choice(self.shops)

    def _offers(self, product: int) -> None:
        if not self._happens(PRICED):
            return
        chance = self.random
        for shop in chance.sample(self.shops, chance.choices((1, 2, 3), (60, 25, 15))[0]):
            seen = date(2026, 11, 20) - timedelta(days=chance.randrange(400))
            self._add(
                Offer,
                product_id=product,
                amount=Decimal(int(chance.lognormvariate(3.5, 0.6)) + chance.choice((0, 49, 95, 99)) / 100).quantize(
                    Decimal("0.01")
                ),
                currency=chance.choices(CURRENCIES, CURRENCY_SHARES)[0],
                pairs=chance.choices((1, 2, 3), (92, 6, 2))[0],
                price_kind=chance.choices(("street", "list", "struck_out"), (75, 15, 10))[0],
                seller=shop.title,
                seen_on="" if self._happens(UNDATED) else seen.isoformat()[: chance.choice((7, 10))],
                source_id=shop.pk,
            )

    def _suitability(self, product: int, page: Source) -> None:
        """Problems its maker says that it is for, or in a few cases not for."""
        if not self._happens(SPOKEN_FOR):
            return
        for problem in self._spoken_of():
            says = "not_for" if self._happens(0.05) else "for"
            voice, source = ("retailer", self._shop()) if self._happens(0.15) else ("maker", page)
            self._add(
                Suitability, product_id=product, problem_id=problem.pk, says=says, voice=voice, source_id=source.pk
            )

    def _spoken_of(self) -> list[Problem]:
        return self.random.sample(self.problems, self.random.choices((1, 2, 3), (60, 30, 10))[0])


def fill(size: int, seed: int) -> None:
    """Fill the empty, migrated database with a made-up catalogue of this many products, in one transaction.

    The triggers that note each changed row are dropped meanwhile and set again.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            for table in watched_tables():
                for event in events(connection):
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger_name(table, event)}"')
        MadeUpCatalogue(seed).write(size)
        set_triggers(connection)
