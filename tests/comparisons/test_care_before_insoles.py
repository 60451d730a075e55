"""Warning signs come before products, and what needs a professional first never leads to one."""

import re

import pytest
from django.test import Client

from catalogue.models import RedFlag
from tests.builders import (
    make_problem,
    make_red_flag,
)
from tests.comparisons.guides import (
    CLINICIAN_FIRST,
    guide,
)
from tests.comparisons.list_pages import as_data, products_on
from tests.pages import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starting_data")]


class TestProfessionalFirst:
    @pytest.mark.parametrize("slug", CLINICIAN_FIRST)
    def test_the_guide_has_open_signs_and_no_insole(self, client: Client, slug: str) -> None:
        page = guide(client, slug)
        signs = page.main.under("Get help first")
        assert all("open" in card.attributes for card in signs.all("details", class_="care-card"))
        assert not products_on(page)
        assert not [link for link in page.main.links() if link.startswith("/insoles/")]
        assert "Why no insoles are shown here" in page.main.headings("h2")

    @pytest.mark.parametrize("slug", CLINICIAN_FIRST)
    @pytest.mark.parametrize(
        "path", ["/insoles/?", "/problems/flat-feet/?", "/compare/?with=superfeet-green&with=aline&"]
    )
    def test_no_address_leads_from_it_to_an_insole(self, client: Client, slug: str, path: str) -> None:
        first, _, rest = path.partition("?")
        address = f"{first}?problem={slug}&{rest}".rstrip("&")
        page = opened(client, address)
        assert page.main.headings("h2")[0] == "Get help first"
        assert not products_on(page)
        assert not [link for link in page.main.links() if re.fullmatch(r"/insoles/[a-z0-9-]+/", link)]
        assert f"/problems/{slug}/" in page.main.links()
        data = as_data(client, address)
        assert data["products"] == []
        assert data.get("count", 0) == 0

    def test_its_count_in_the_filter_is_nought(self, client: Client) -> None:
        [facet] = [facet for facet in as_data(client, "/insoles/")["facets"] if facet["slug"] == "problem"]
        counts = {choice["slug"]: choice["count"] for choice in facet["choices"]}
        assert [counts[slug] for slug in CLINICIAN_FIRST] == [0, 0, 0]

    def test_makers_cannot_be_asked_for_it(self, client: Client) -> None:
        [facet] = [facet for facet in as_data(client, "/insoles/")["facets"] if facet["slug"] == "maker_says"]
        assert not {choice["slug"] for choice in facet["choices"]} & set(CLINICIAN_FIRST)


class TestCareCardsElsewhere:
    @pytest.mark.parametrize(
        "address",
        [
            "/insoles/?problem=low-back-pain",
            "/insoles/?problem=low-back-pain&problem=flat-feet&view=table",
            "/problems/flat-feet/?problem=low-back-pain",
            "/compare/?problem=low-back-pain&with=superfeet-green&with=superfeet-blue",
            "/compare/magnetic-and-plain-insoles/?problem=low-back-pain",
        ],
    )
    def test_a_chosen_problem_shows_its_signs_above_the_first_insole(self, client: Client, address: str) -> None:
        page = opened(client, address)
        signs = RedFlag.objects.filter(problems__slug="low-back-pain")
        links = [link.place for link in page.main.all("a") if re.fullmatch(r"/insoles/[a-z0-9-]+/", link["href"])]
        for sign in signs:
            assert page.first("li", text=str(sign.sign)).place < links[0]

    def test_signs_of_two_problems_stand_together_each_once(self, client: Client) -> None:
        one, two = make_problem("made-up-ache", position=900), make_problem("made-up-pang", position=901)
        make_red_flag(one, two, sign_en="Both.", urgency="emergency")
        make_red_flag(two, sign_en="One only.")
        page = opened(client, "/insoles/?problem=made-up-ache&problem=made-up-pang")
        assert len(page.all("li", text="Both.")) == len(page.all("li", text="One only.")) == 1
