"""The files of fixtures/: complete, readable by Django's own loaddata, and loaded again without a change."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from catalogue.exports.records import canonical
from catalogue.imports import load
from catalogue.models import Brand, Feature, Offer, Problem, Product, Rates
from config.management.commands.load_data import starting_files
from config.open_data import open_data

# How many rows of each kind the starting data has.
COUNTS = {
    "catalogue.articleclaim": 17,
    "catalogue.brand": 69,
    "catalogue.chainstep": 6,
    "catalogue.editordecision": 8,
    "catalogue.evidence": 87,
    "catalogue.feature": 49,
    "catalogue.finding": 83,
    "catalogue.guidepoint": 104,
    "catalogue.harm": 20,
    "catalogue.lookfor": 76,
    "catalogue.offer": 48,
    "catalogue.problem": 27,
    "catalogue.product": 170,
    "catalogue.redflag": 16,
    "catalogue.referencerate": 4,
    "catalogue.source": 383,
    "catalogue.statement": 777,
    "catalogue.suitability": 188,
    "comparisons.comparison": 9,
}


def entries(path: Path) -> list[dict[str, Any]]:
    """The entries of one file."""
    loaded: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def test_every_file_is_loaded() -> None:
    assert sorted(starting_files()) == sorted((settings.BASE_DIR / "fixtures").glob("*.json"))


def test_there_is_as_much_as_the_documents_say() -> None:
    counted = Counter(entry["model"] for path in starting_files() for entry in entries(path))
    assert {model: counted[model] for model in COUNTS} == COUNTS


def test_every_entry_is_named_by_its_natural_key_alone() -> None:
    for path in starting_files():
        assert {tuple(entry) for entry in entries(path)} == {("model", "fields")}, path.name


@pytest.mark.django_db
def test_loaddata_of_django_gives_the_same_sound_data_once_derived() -> None:
    call_command("loaddata", *starting_files(), verbosity=0)
    call_command("derive", verbosity=0)
    call_command("audit", verbosity=0)
    by_django = open_data()
    load(starting_files())
    ours = open_data()
    for name, records in by_django.items():
        assert unordered(records) == unordered(ours[name]), name


def unordered(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the order of linked lists, which Django's loaddata does not keep."""
    return [{name: sorted(value) if is_linked(name, value) else value for name, value in r.items()} for r in records]


def is_linked(name: str, value: Any) -> bool:
    """Whether a field is a list of slugs or keys; the choices of a feature are records of their own."""
    is_link = name in {"choices", "avoid", "evidence", "problems", "sources"}
    return is_link and all(isinstance(part, str) for part in value)


@pytest.mark.usefixtures("starting_data")
@pytest.mark.django_db
class TestTheStartingData:
    """As our own loader stores it."""

    def test_loaded_again_changes_nothing(self) -> None:
        before = canonical([open_data()])
        report = load(starting_files())
        assert not report.changes_anything
        assert sum(report.same.values()) == sum(len(entries(path)) for path in starting_files())
        assert canonical([open_data()]) == before

    def test_is_published_and_checked(self) -> None:
        assert Product.objects.published().count() == 170
        assert not Product.objects.filter(checked_on__isnull=True).exists()

    def test_has_every_sort_key(self) -> None:
        assert not Product.objects.filter(sort_key="").exists()
        assert not Brand.objects.filter(sort_key="").exists()

    def test_gives_each_yes_no_feature_its_two_choices(self) -> None:
        asked = [f for f in Feature.objects.with_choices() if [c.slug for c in f.choices.all()] == ["yes", "no"]]
        assert len(asked) == 17
        assert all([choice.is_absent for choice in feature.choices.all()] == [False, True] for feature in asked)

    def test_has_a_rate_for_every_currency_of_its_prices_but_one(self) -> None:
        asked = set(Offer.objects.values_list("currency", flat=True))
        assert asked - {"EUR"} - set(Rates.stored().kept) == {"UAH"}
        assert all(rate.source.publisher == "European Central Bank" for rate in Rates.stored().kept.values())

    def test_lets_twenty_problems_be_chosen(self) -> None:
        assert Problem.objects.selectable().count() == 20
