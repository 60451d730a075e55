"""Loading files: what is new, changed or the same."""

from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from catalogue.imports import load
from catalogue.models import Brand, Evidence, LookFor, Product, SpecEntry, Statement
from tests.builders import make_brand, make_evidence, make_feature, make_problem
from tests.catalogue.fixture_entries import brand, entry, look_for, statement


@pytest.mark.usefixtures("catalogue")
class TestWhatIsSound:
    """It is stored, and the report counts it."""

    def test_is_new_then_the_same_then_changed(self, write: Any) -> None:
        path = write([brand()])
        assert load([path]).new == {"brands": 1}
        assert load([path]).same == {"brands": 1}
        report = load([write([brand(country="DE")])])
        assert (report.new, report.changed) == ({}, {"brands": 1})
        assert Brand.objects.get(slug="made-up").country == "DE"

    def test_falls_back_to_the_default_for_a_field_that_is_left_out(self, write: Any) -> None:
        load([write([brand(country="DE", aka=["Nonesuch"])])])
        load([write([brand()])])
        stored = Brand.objects.get(slug="made-up")
        assert (stored.country, stored.aka) == ("", [])

    def test_leaves_alone_what_the_file_does_not_name(self, write: Any) -> None:
        kept = make_brand(slug="kept")
        load([write([brand()])])
        assert Brand.objects.filter(pk=kept.pk).exists()

    def test_may_refer_to_an_entry_above_and_to_an_earlier_file(self, write: Any) -> None:
        product = entry(
            "catalogue.product", {"slug": "one", "brand": ["made-up"], "name": "One", "status": "published"}
        )
        said = statement(product=["one"])
        load([write([brand(), product]), write([said], "statements.json")])
        assert Product.objects.get(slug="one").statements.count() == 1

    def test_is_shown_at_once(self, write: Any) -> None:
        report = load([write([statement()])])
        assert report.entries == 1
        assert SpecEntry.objects.get().shown == Statement.objects.get()

    def test_keeps_the_order_of_a_linked_list(self, write: Any) -> None:
        problem = make_problem("made-up-limp")
        for key in ("a", "b", "c"):
            make_evidence(problem, key=key)
        links = LookFor.evidence.through.objects.order_by("pk")
        for keys in (["b", "c", "a"], ["a", "b"]):
            report = load([write([look_for(evidence=[[key] for key in keys])])])
            assert report.changes_anything
            assert list(links.values_list("evidence__key", flat=True)) == keys

    def test_empties_a_linked_list_that_is_left_out(self, write: Any) -> None:
        load([write([look_for()])])
        load([write([look_for(without="choices")])])
        assert not LookFor.objects.get().choices.exists()

    def test_speaks_of_insoles_as_such_where_no_feature_is_named(self, write: Any) -> None:
        fields = {
            "key": "made-up",
            "problem": ["made-up-ache"],
            "feature": None,
            "aspect": "treatment",
            "direction": "mixed",
            "summary_en": "A made-up result.",
            "population_en": "made-up people",
            "study_type": "guideline",
            "source": ["made-up-source-1"],
        }
        load([write([entry("catalogue.evidence", fields)])])
        assert Evidence.objects.get().feature is None


@pytest.mark.django_db
def test_the_example_in_the_documents_loads(write: Any) -> None:
    make_feature("arch-height")
    document = (settings.BASE_DIR / "docs" / "data.md").read_text(encoding="utf-8")
    load([write(document.split("```json\n")[1].split("```")[0])])
    assert SpecEntry.objects.get().product.slug == "testa-nonesuch-1"


@pytest.mark.usefixtures("catalogue")
class TestTheCommand:
    """manage.py load_data."""

    def test_says_what_it_did(self, write: Any) -> None:
        out = StringIO()
        call_command("load_data", write([brand(), statement()]), stdout=out)
        assert out.getvalue().splitlines() == [
            "brands: 1 new, 0 changed, 0 same",
            "statements: 1 new, 0 changed, 0 same",
            "spec entries: 1",
        ]

    def test_names_every_fault(self, write: Any) -> None:
        with pytest.raises(CommandError) as caught:
            call_command("load_data", write([brand(slug="X"), statement(voice="uncle")]), stdout=StringIO())
        assert str(caught.value).startswith("Nothing was loaded. 2 fault(s):\n  made_up.json · entry 1 (X) · slug: ")
