"""The body map and the chain: every place is a named link."""

import re

from catalogue.choices import Region
from catalogue.drawing import BodyRegion, ChainLink, body_figure_svg, chain_figure_svg
from tests.catalogue.test_drawing import assert_well_formed, make_regions


class TestBodyFigure:
    def test_every_region_is_a_named_link(self) -> None:
        svg = body_figure_svg(make_regions())
        for slug in Region.values:
            assert f'href="/problems/#{slug}" aria-label="Name of {slug}, 2 problems"' in svg

    def test_regions_not_given_are_drawn_without_a_link(self) -> None:
        assert "<a " not in body_figure_svg([])
        assert body_figure_svg([]).count("d-foot-zone") == 3

    def test_a_region_it_does_not_know_is_left_out(self) -> None:
        assert "/elbow/" not in body_figure_svg([BodyRegion("elbow", "Elbow", "/elbow/", "1 problem")])

    def test_names_and_addresses_are_escaped(self) -> None:
        svg = body_figure_svg([BodyRegion(Region.KNEE, "<b>Knee", '/?a=1&b="', "1 & 2")])
        assert "<b>" not in svg
        assert_well_formed(svg)

    def test_labels_keep_clear_of_each_other_whatever_their_length(self) -> None:
        long = [BodyRegion(slug, "A made-up name that takes three lines", "#", "1 problem") for slug in Region.values]
        svg = body_figure_svg(long)
        pills = re.findall(r'"d-pill" x="112" y="(\d+)" width="116" height="(\d+)"', svg)
        ends = [int(top) + int(height) for top, height in pills]
        assert len(pills) == 6
        assert sorted(ends)[:-1] < sorted(int(top) for top, _ in pills)[1:]

    def test_the_chain_leads_where_it_is_explained(self) -> None:
        assert 'href="/problems/#chain"' in body_figure_svg(make_regions(), "/problems/#chain")
        assert "#chain" not in body_figure_svg(make_regions())

    def test_it_shows_front_back_and_sole(self) -> None:
        for view in ("from the front", "from behind", "the sole of the foot"):
            assert view in body_figure_svg([])

    def test_it_stands_without_the_shared_pieces(self) -> None:
        svg = body_figure_svg(make_regions())
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(re.findall(r'id="([^"]+)"', svg))


class TestChainFigure:
    def test_every_step_is_a_link_that_says_its_verdict(self) -> None:
        svg = chain_figure_svg([ChainLink(1, "foot", "ankle", "foot → ankle", "plausible", "#step-1")])
        assert 'href="#step-1" aria-label="Step 1, foot → ankle: plausible"' in svg
        assert_well_formed(svg)

    def test_a_step_between_places_it_does_not_know_is_left_out(self) -> None:
        assert "<a " not in chain_figure_svg([ChainLink(1, "foot", "elbow", "foot → elbow", "mixed", "#step-1")])

    def test_names_and_addresses_are_escaped(self) -> None:
        svg = chain_figure_svg([ChainLink(1, "foot", "ankle", "<b>", "1 & 2", '/?a=1&b="')])
        assert "<b>" not in svg
        assert_well_formed(svg)
