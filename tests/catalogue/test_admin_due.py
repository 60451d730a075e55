"""The first page of the desk: what is due, each with the list of exactly that; and the coverage matrix."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from catalogue.admin.coverage import coverage
from catalogue.admin.due import due_lines
from catalogue.models import Feature, Offer, Product, Proposal, Statement
from comparisons.models import Comparison
from tests import builders as make
from tests.desk import logged_in
from tests.pages import opened

pytestmark = pytest.mark.django_db


def today() -> date:
    """Asked for anew by each test: a run may go past midnight."""
    return timezone.localdate()


def long_ago() -> date:
    """More than a year ago."""
    return today() - timedelta(days=400)


@pytest.fixture
def desk() -> Client:
    """Somebody at the desk."""
    return logged_in()


def lines(desk: Client) -> dict[str, tuple[int, str]]:
    """What the first page says is due: label, count and list."""
    context = desk.get("/admin/").context
    return {str(line.label): (line.count, line.url) for line in (*context["due"], *context["in_order"])}


def listed(desk: Client, url: str) -> list[Any]:
    """The rows of a list of the desk."""
    page = desk.get(url)
    assert page.status_code == 200
    return list(page.context["cl"].queryset)


def assert_due(desk: Client, label: str, *rows: Any) -> None:
    """Exactly these rows are counted and listed."""
    count, url = lines(desk)[label]
    assert count == len(rows)
    assert set(listed(desk, url)) == set(rows)


@pytest.mark.usefixtures("starting_data")
class TestOverTheStartingData:
    def test_counts_what_its_list_lists(self, desk: Client) -> None:
        for label, (count, url) in lines(desk).items():
            assert len(listed(desk, url)) == count, label


class TestEveryLine:
    def test_with_nothing_due_says_so_and_still_leads_to_the_lists(self, desk: Client) -> None:
        page = desk.get("/admin/").content.decode()
        assert "Nothing. Everything is in order." in page

    def test_has_a_name_in_german(self, desk: Client) -> None:
        english = set(lines(desk))
        with translation.override("de"):
            german = {str(line.label) for line in due_lines()}
        assert not english & german


class TestWhatIsDue:
    def test_products_nobody_looked_at_for_a_year_or_ever_or_since_a_feature_came(self, desk: Client) -> None:
        make.make_feature(added_on=long_ago())
        fresh = make.make_product(checked_on=today())
        old, never = make.make_product(checked_on=long_ago()), make.make_product(checked_on=None)
        make.make_product(checked_on=None, status="draft")
        assert_due(desk, "Products to check again", old, never)
        Feature.objects.update(added_on=today() + timedelta(days=1))
        assert_due(desk, "Products to check again", old, never, fresh)

    def test_products_of_which_nothing_is_known(self, desk: Client) -> None:
        feature = make.make_feature(choices=["low"])
        known, unknown = make.make_product(), make.make_product()
        make.make_shown(known, feature, "low")
        assert_due(desk, "Products of which nothing is known", unknown)

    def test_products_that_lack_few_core_features(self, desk: Client) -> None:
        features = [make.make_feature(f"made-up-{n}", choices=["low"], is_core=True) for n in range(5)]
        whole, nearly, far = make.make_product(), make.make_product(), make.make_product()
        for product, count in ((whole, 5), (nearly, 2), (far, 1)):
            for feature in features[:count]:
                make.make_shown(product, feature, "low")
        assert_due(desk, "Products nearly complete", nearly)

    def test_old_prices_as_visitors_see_them(self, desk: Client) -> None:
        product = make.make_product()
        dates = [
            "",
            "2014",
            "2014-04",
            long_ago().isoformat(),
            today().isoformat(),
            f"{today():%Y}",
            f"{today():%Y-%m}",
        ]
        for seen in dates:
            make.make_offer(product, seen_on=seen)
        old = [offer for offer in Offer.objects.all() if offer.is_old(today())]
        assert 0 < len(old) < len(dates)
        assert_due(desk, "Old prices", *old)

    def test_the_day_at_the_limit_is_told_alike(self, desk: Client) -> None:
        limit = today() - timedelta(days=90)
        product = make.make_product()
        for seen in (limit, limit - timedelta(days=1)):
            make.make_offer(product, seen_on=seen.isoformat())
            make.make_offer(product, seen_on=f"{seen:%Y-%m}", seller="another made-up shop")
        assert_due(desk, "Old prices", *(offer for offer in Offer.objects.all() if offer.is_old(today())))

    def test_sources_not_read_for_a_year(self, desk: Client) -> None:
        make.make_source(read_on=today())
        make.make_source(read_on=long_ago(), barred_because="A made-up reason.")
        assert_due(desk, "Sources to read again", make.make_source(read_on=long_ago()))

    def test_disagreements_until_an_editor_settled_them(self, desk: Client) -> None:
        product, feature = make.make_product(), make.make_feature(choices=["low", "high"])
        said = [make.make_statement(product, feature, value) for value in ("low", "high")]
        from catalogue.models import SpecEntry

        SpecEntry.objects.derive()
        assert_due(desk, "Disagreements to settle", SpecEntry.objects.get())
        make.make_decision(said[0])
        assert_due(desk, "Disagreements to settle")

    def test_german_texts_that_are_missing(self, desk: Client) -> None:
        lacking = make.make_product(summary_en="A made-up insole.")
        make.make_product(summary_en="A made-up insole.", summary_de="Eine ausgedachte Sohle.")
        make.make_product(summary_en="")
        assert_due(desk, "German missing: products", lacking)

    def test_comparisons_with_an_insole_that_is_no_longer_shown(self, desk: Client) -> None:
        kept, gone = make.make_product(), make.make_product()
        comparison = make.make_comparison(kept, gone)
        make.make_comparison(kept, make.make_product())
        Product.objects.filter(pk=gone.pk).update(status="withdrawn", withdrawn_on=today())
        assert_due(desk, "Comparisons with an insole that is no longer shown", comparison)

    def test_comparisons_whose_words_nobody_checked(self, desk: Client) -> None:
        make.make_comparison(make.make_product(), make.make_product())
        label = "Comparisons whose words to look at again"
        assert_due(desk, label, *Comparison.objects.all()[: lines(desk)[label][0]])

    def test_products_in_review(self, desk: Client) -> None:
        make.make_product(status="draft")
        assert_due(desk, "Products in review", make.make_product(status="in_review"))

    def test_health_texts_that_wait_for_a_second_person(self, desk: Client) -> None:
        row = {"by": "somebody", "rows": []}
        waiting = Proposal.objects.create(**row)
        Proposal.objects.create(**row, state="refused", decided_by="another", decided_at=timezone.now())
        assert_due(desk, "Health texts waiting for a second person", waiting)

    def test_reports_from_visitors(self, desk: Client) -> None:
        from catalogue.models import ValueReport

        product, feature = make.make_product(), make.make_feature()
        row = {"product": product, "feature": feature, "wrong": "It is lower.", "at": timezone.now()}
        waiting = ValueReport.objects.create(**row, form_key="1")
        ValueReport.objects.create(**row, form_key="2", state="done")
        assert_due(desk, "Reports from visitors", waiting)


class TestTheCoverage:
    def test_counts_a_product_once_and_leaves_out_drafts_and_barred_sources(self) -> None:
        feature = make.make_feature(choices=["low", "high"])
        one, two, draft = make.make_product(), make.make_product(), make.make_product(status="draft")
        for product in (one, draft):
            for value in ("low", "high"):
                make.make_statement(product, feature, value)
        make.make_statement(two, feature, "low", source=make.make_source(barred_because="A made-up reason."))
        assert Statement.objects.count() == 5
        ((_group, (row,)),) = coverage().groups
        assert (row.cells[0].known, row.cells[0].total) == (1, 2)


@pytest.mark.usefixtures("starting_data")
class TestTheCoverageOfTheStartingData:
    def test_no_heel_cup_34_lists_34(self, desk: Client) -> None:
        page = opened(desk, "/admin/coverage/")
        links = page.all("a", text="", href=True)
        asked = [link for link in links if "nothing_said_of=" in link["href"]]
        assert len(asked) > 200
        for link in (*asked[:3], *asked[150:153], asked[-1]):
            assert len(listed(desk, link["href"])) == int(link.text), link
            assert link["aria-label"].endswith(f": {link.text}")

    def test_has_every_feature_once_and_adds_up(self) -> None:
        found = coverage()
        rows = [row for _group, rows in found.groups for row in rows]
        assert [row.feature.slug for row in rows] == list(Feature.objects.values_list("slug", flat=True))
        for row in rows:
            everything, *kinds = row.cells
            assert everything.total == sum(cell.total for cell in kinds) == Product.objects.published().count()
            assert everything.missing == sum(cell.missing for cell in kinds)

    def test_costs_few_queries(self, desk: Client, django_assert_max_num_queries: Any) -> None:
        with django_assert_max_num_queries(8):
            desk.get("/admin/coverage/")
