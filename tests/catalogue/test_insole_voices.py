"""Who says what of an insole, in four blocks that never mix; and what speaks against wearing it."""

import pytest
from django.test import Client

from catalogue.choices import Known
from catalogue.insole_page.research import has_it
from catalogue.models import Evidence, Feature, Harm, LookFor, Product, sheets
from catalogue.word_guard import refused_words
from tests.builders import (
    make_evidence,
    make_feature,
    make_finding,
    make_harm,
    make_look_for,
    make_problem,
    make_product,
    make_shown,
    make_source,
    make_suitability,
)
from tests.pages import Element, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

BLOCKS = [
    "The maker says",
    "Shops, reviewers and clinicians say",
    "Measured or found about this insole",
    "What research found about insoles with its features",
]


def voices(client: Client, slug: str = "testa") -> Element:
    """The part of the page with the four blocks."""
    return opened(client, f"/insoles/{slug}/").main.one("section", id="voices")


def with_part(value: str = "high", **fields: str) -> tuple[Product, Feature]:
    """An insole that shows a value of a made-up support feature."""
    product, feature = make_product(slug="testa"), make_feature(position=900, **fields)
    make_shown(product, feature, value)
    return product, feature


class TestTheFourBlocks:
    @pytest.mark.parametrize("slug", ["superfeet-green", "formthotics", "relaxed-feet"])
    def test_are_always_there_each_under_its_heading_and_in_its_style(self, client: Client, slug: str) -> None:
        found = voices(client, slug)
        assert found.headings("h3") == BLOCKS
        styles = [found.under(heading)["class"] for heading in BLOCKS]
        assert len(set(styles)) == len(BLOCKS)

    def test_say_so_where_there_is_nothing(self, client: Client) -> None:
        make_product(slug="testa")
        found = voices(client)
        assert all(found.under(heading).one("p", class_="nothing").text for heading in BLOCKS)

    def test_keep_the_maker_from_all_others(self, client: Client) -> None:
        product, problem = make_product(slug="testa"), make_problem()
        make_suitability(product, problem, as_stated="said by the maker")
        for voice in ("retailer", "reviewer", "clinician", "tester", "other"):
            make_suitability(product, problem, voice=voice, as_stated=f"said by a {voice}")
        found = voices(client)
        maker, others = found.under(BLOCKS[0]), found.under(BLOCKS[1])
        assert "said by the maker" in maker.text
        assert "said by a " not in maker.text
        assert "said by the maker" not in others.text
        assert others.text.count("said by a ") == 5
        assert len(others.all("a", text="Made up ache")) == 1  # one problem, named once
        assert "A claim about its own product, not a finding." in maker.text

    def test_name_what_a_voice_says_it_is_not_for(self, client: Client) -> None:
        make_suitability(make_product(slug="testa"), make_problem(), voice="reviewer", says="not_for")
        assert "not for it" in voices(client).under(BLOCKS[1]).text

    @pytest.mark.parametrize(
        ("kind", "block"), [("manufacturer", 0), ("retailer", 1), ("independent_test", 2), ("randomised_trial", 2)]
    )
    def test_give_a_finding_to_whoever_tells_it(self, client: Client, kind: str, block: int) -> None:
        make_finding(make_product(slug="testa"), source=make_source(kind=kind), participants=12, funding="Testa")
        found = voices(client)
        assert [
            number for number, heading in enumerate(BLOCKS) if "A made-up finding." in found.under(heading).text
        ] == [block]
        text = found.under(BLOCKS[block]).text
        assert "(12 people)" in text
        assert "Paid for by: Testa" in text
        assert ("Reports of a test:" in text) is (block < 2)

    def test_take_a_testers_numbers_for_measured_and_nobody_elses(self, client: Client) -> None:
        product = make_product(slug="testa")
        make_shown(product, Feature.objects.get(slug="weight"), 90, voice="tester", context="size 42")
        make_shown(product, Feature.objects.get(slug="heel-drop"), 3, voice="maker")
        lines = [line.text for line in voices(client).under(BLOCKS[2]).all("li")]
        assert len(lines) == 1
        assert lines[0].startswith("Weight: 90 g size 42")


class TestResearch:
    def test_is_told_of_a_feature_that_it_has_in_generated_words(self, client: Client) -> None:
        _product, feature = with_part()
        problem = make_problem()
        make_evidence(problem, feature, certainty="low", certainty_by="ours")
        block = voices(client).under(BLOCKS[3])
        assert "Studies may show: less trouble with insoles of this kind than without." in block.text
        assert "certainty: low" in block.text
        assert f"/problems/{problem.slug}/{feature.slug}/" in block.links()
        assert "Never about this insole itself" in block.text

    def test_stays_folded_so_that_the_page_can_be_scanned(self, client: Client) -> None:
        folds = voices(client, "superfeet-green").under(BLOCKS[3]).all("details")
        assert len(folds) > 2
        assert not any("open" in fold.attributes for fold in folds)

    def test_sets_opposing_results_side_by_side_and_counts_equal_ones(self, client: Client) -> None:
        _product, feature = with_part()
        problem = make_problem()
        for direction in ("helps", "no_effect", "no_effect"):
            make_evidence(problem, feature, direction=direction)
        [listed] = voices(client).under(BLOCKS[3]).all("ul", class_="results")
        assert len(listed.all("li")) == 2
        assert "no benefit over what it was compared with" in listed.text
        assert "2 results" in listed.text

    def test_keeps_the_laboratory_apart(self, client: Client) -> None:
        _product, feature = with_part()
        problem = make_problem()
        make_evidence(problem, feature)
        make_evidence(problem, feature, aspect="mechanism")
        block = voices(client).under(BLOCKS[3])
        laboratory = block.one("ul", class_="results--laboratory")
        assert "in the laboratory" in laboratory.text
        [other] = [found for found in block.all("ul", class_="results") if found is not laboratory]
        assert "laboratory" not in other.text

    @pytest.mark.parametrize("value", ["none", ""])
    def test_is_silent_on_a_feature_that_it_lacks_or_may_lack(self, client: Client, value: str) -> None:
        product, feature = make_product(slug="testa"), make_feature(position=900)
        if value:
            make_shown(product, feature, value)
        make_evidence(make_problem(), feature)
        make_harm(feature=feature)
        page = opened(client, "/insoles/testa/")
        assert "No support feature is known of it" in page.main.text
        assert "Made-up harm" not in page.main.text

    def test_is_silent_where_sources_disagree_whether_it_has_it(self, client: Client) -> None:
        product, feature = make_product(slug="testa"), make_feature(position=900)
        make_shown(product, feature, "high", "none")
        make_evidence(make_problem(), feature)
        assert "No support feature is known of it" in voices(client).under(BLOCKS[3]).text

    def test_tells_the_harms_of_its_features_with_their_sources(self, client: Client) -> None:
        _product, feature = with_part()
        harm = make_harm(feature=feature)
        line = voices(client).under(BLOCKS[3]).first("li", text=str(harm.harm))
        assert "made-up people" in line.text
        assert line.all("a", href=f"/sources/{harm.sources.get().slug}/")

    def test_names_every_feature_of_an_insole_that_was_studied_and_no_other(self, client: Client) -> None:
        [sheet] = sheets([Product.objects.get(slug="superfeet-green")], list(Feature.objects.with_choices()))
        studied = {*Evidence.objects.values_list("feature", flat=True), *Harm.objects.values_list("feature", flat=True)}
        wanted = [
            str(cell.feature.name)
            for cell in sheet.cells
            if cell.feature.group == "support" and cell.feature.pk in studied and has_it(cell)
        ]
        block = voices(client, "superfeet-green").under(BLOCKS[3])
        assert [fold.one("summary").one("b").text for fold in block.all("details", class_="feature-research")] == wanted


class TestReasonsAgainst:
    def against(self, client: Client, slug: str = "testa") -> Element:
        return opened(client, f"/insoles/{slug}/").main.one("section", class_="against")

    def test_magnets_are_not_for_people_with_an_implant(self, client: Client) -> None:
        harm = Harm.objects.get(feature__slug=Known.MAGNETS)
        found = self.against(client, "nipponflex-magnetic-insole-blue")
        assert found.headings("h2") == ["Not for you if …"]
        for said in ("pacemaker", "insulin pump", str(harm.who)):
            assert said in found.text
        assert f"/sources/{harm.sources.all()[0].slug}/" in found.links()

    def test_they_stand_before_the_price(self, client: Client) -> None:
        page = opened(client, "/insoles/nipponflex-magnetic-insole-blue/")
        assert page.main.one("section", class_="against").place < page.main.first("p", class_="price").place

    @pytest.mark.parametrize("magnets", ["no", ""])
    def test_an_insole_without_known_magnets_has_none(self, client: Client, magnets: str) -> None:
        product = make_product(slug="testa")
        if magnets:
            make_shown(product, Feature.objects.get(slug=Known.MAGNETS), magnets)
        page = opened(client, "/insoles/testa/")
        assert not page.main.all("section", class_="against")
        assert "pacemaker" not in page.main.text

    def test_every_magnetic_insole_says_it_and_no_other(self, client: Client) -> None:
        magnetic = Product.objects.published().showing(Feature.objects.get(slug=Known.MAGNETS), ["yes"])
        assert magnetic.count() > 2
        assert all("pacemaker" in self.against(client, product.slug).text for product in magnetic)

    def test_a_voice_that_says_it_is_not_for_something_is_heard(self, client: Client) -> None:
        make_suitability(
            make_product(slug="testa"), make_problem(), voice="clinician", says="not_for", as_stated="too hard"
        )
        found = self.against(client)
        assert "Not for you if …" in found.text
        assert "too hard" in found.text
        assert "clinician" in found.text

    def test_a_value_that_a_guide_avoids_makes_one_look_twice(self, client: Client) -> None:
        _product, feature = with_part()
        problem, source = make_problem(), make_source()
        make_look_for(problem, feature, ["low"], avoid=["high"], sources=[source])
        found = self.against(client)
        assert found.headings("h2") == ["Look twice if …"]
        assert "A made-up reason." in found.text
        assert {problem.get_absolute_url(), f"/sources/{source.slug}/"} <= set(found.links())

    def test_another_value_of_the_same_feature_does_not(self, client: Client) -> None:
        _product, feature = with_part("low")
        make_look_for(make_problem(), feature, ["low"], avoid=["high"])
        assert not opened(client, "/insoles/testa/").main.all("section", class_="against")

    def test_a_disputed_value_does_not(self, client: Client) -> None:
        product, feature = make_product(slug="testa"), make_feature(position=900)
        make_shown(product, feature, "high", "low")
        make_look_for(make_problem(), feature, avoid=["high"])
        assert not opened(client, "/insoles/testa/").main.all("section", class_="against")


def test_no_words_of_ours_promise_anything(client: Client) -> None:
    """Quotations, findings and harms apart: they are others' words."""
    found = voices(client, "superfeet-green")
    ours = [
        *found.headings(),
        *(part.text for part in found.all("p")),
        *(r.text for r in found.all("ul", class_="results")),
    ]
    assert not [promise for text in ours for promise in refused_words(text)]
    assert LookFor.objects.exists()
