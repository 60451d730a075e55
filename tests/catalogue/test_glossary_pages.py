"""Features and their choices, explained."""

import pytest
from django.test import Client

from catalogue.choices import FeatureGroup
from catalogue.models import Evidence, Feature, Harm, LookFor
from tests.builders import make_feature, make_product, make_shown
from tests.comparisons.list_pages import headed_count
from tests.pages import PAGE_KINDS, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]

SOME = ("arch-support", "magnets", "materials", "thickness-heel", "metatarsal-pad")


class TestAllFeatures:
    def test_every_one_is_named_explained_and_linked(self, client: Client) -> None:
        page = opened(client, "/features/")
        for feature in Feature.objects.all():
            tile = page.main.one("a", href=feature.get_absolute_url()).around("article")
            assert str(feature.name) in tile.text
            assert str(feature.explanation) in tile.text

    def test_they_stand_in_their_groups(self, client: Client) -> None:
        assert opened(client, "/features/").main.headings("h2") == [str(group.label) for group in FeatureGroup]

    def test_it_says_how_many_there_are(self, client: Client) -> None:
        assert f"The {Feature.objects.count()} things" in opened(client, "/features/").main.text


class TestOneFeature:
    @pytest.mark.parametrize("slug", SOME)
    def test_it_is_explained_with_how_it_is_measured_and_misread(self, client: Client, slug: str) -> None:
        feature, page = Feature.objects.get(slug=slug), opened(client, f"/features/{slug}/")
        assert page.headings("h1") == [str(feature.name)]
        for said in (feature.explanation, feature.measured_as, feature.trap):
            assert str(said or "") in page.main.text

    @pytest.mark.parametrize("slug", ["arch-support", "materials", "metatarsal-pad"])
    def test_every_choice_is_explained_and_counted(self, client: Client, slug: str) -> None:
        page = opened(client, f"/features/{slug}/")
        for choice in Feature.objects.get(slug=slug).choices.all():
            row = page.main.one("tr", id=choice.slug)
            assert str(choice.explanation) in row.text
            for link in row.all("a")[:1]:
                count = int(link.text.split()[0])
                assert headed_count(opened(client, link["href"])) == count

    @pytest.mark.parametrize("slug", SOME)
    def test_it_says_what_people_look_for_it_with_and_why(self, client: Client, slug: str) -> None:
        text = opened(client, f"/features/{slug}/").main.text
        for row in LookFor.objects.filter(feature__slug=slug).select_related("problem"):
            assert str(row.problem.name) in text
            assert str(row.reason) in text

    @pytest.mark.parametrize("slug", SOME)
    def test_it_shows_what_research_found_and_what_went_wrong(self, client: Client, slug: str) -> None:
        text = opened(client, f"/features/{slug}/").main.text
        for record in Evidence.objects.filter(feature__slug=slug):
            assert str(record.summary) in text
        for harm in Harm.objects.filter(feature__slug=slug):
            assert str(harm.harm) in text

    def test_where_several_values_can_be_true_it_says_that_silence_is_not_a_no(self, client: Client) -> None:
        assert "which is not a no" in opened(client, "/features/materials/").main.text

    def test_a_new_one_has_its_page_at_once(self, client: Client) -> None:
        make_shown(make_product(), make_feature(position=900), "high")
        page = opened(client, "/features/made-up-height/")
        assert page.main.one("tr", id="high").one("a")["href"] == "/insoles/?made-up-height=high"
        assert "1 insole" in page.main.text

    def test_one_that_is_not_filterable_leads_to_no_filter(self, client: Client) -> None:
        make_shown(make_product(), make_feature(position=900, is_filterable=False), "high")
        assert not opened(client, "/features/made-up-height/").main.one("tr", id="high").all("a")

    def test_no_page_exists_for_another_word(self, client: Client) -> None:
        assert client.get("/features/no-such-feature/").status_code == 404


class TestWhereTermsStand:
    """Every facet and every row, on every kind of page, leads to the entry of its feature."""

    @pytest.mark.parametrize("address", [PAGE_KINDS["guide"], PAGE_KINDS["insole"]])
    def test_no_term_is_without_an_entry(self, client: Client, address: str) -> None:
        entries = {feature.get_absolute_url() for feature in Feature.objects.all()}
        terms = [link["href"] for link in opened(client, address).main.all("a", class_="term")]
        assert terms
        assert set(terms) <= entries

    def test_every_column_of_the_evidence_leads_to_its_entry(self, client: Client) -> None:
        heads = opened(client, PAGE_KINDS["evidence"]).main.first("table").first("thead").all("a")
        studied = Feature.objects.filter(evidence__isnull=False).distinct()
        assert {feature.get_absolute_url() for feature in studied} <= {link["href"] for link in heads}

    def test_every_facet_of_a_feature_leads_to_its_entry(self, client: Client) -> None:
        links = {link["href"] for link in opened(client, PAGE_KINDS["list"]).one("form", class_="filters").all("a")}
        wanted = {feature.get_absolute_url() for feature in Feature.objects.filter(is_filterable=True)}
        assert wanted <= links

    def test_every_row_of_a_comparison_leads_to_its_entry(self, client: Client) -> None:
        table = opened(client, PAGE_KINDS["comparison of six"]).main.first("table")
        terms = {link["href"] for link in table.all("a") if link["href"].startswith("/features/")}
        assert terms == {feature.get_absolute_url() for feature in Feature.objects.all()}
