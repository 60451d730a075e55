"""What is known of a kind of insole, where little is known of the insoles themselves."""

import pytest

from catalogue.choices import Aspect, Direction
from catalogue.models import Evidence, Feature, Product
from comparisons.index import build
from comparisons.kind import KnownKind, known_of_kind, side_by_side
from tests.builders import make_evidence, make_feature, make_harm, make_problem, make_product, make_shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def magnets() -> Feature:
    """A feature that one kind has and others have not."""
    return make_feature("made-up-magnets", kind="yes_no")


def make_kind(feature: Feature, *, having: int, others: int = 6) -> Product:
    """Comfort insoles, some of them with the feature; others without; one of which nothing is known, which is handed back."""
    for _ in range(having):
        make_shown(make_product(category="comfort"), feature, "yes")
    for _ in range(others):
        make_shown(make_product(category="custom"), feature, "no")
    return make_product(category="comfort")


def known(*products: Product) -> KnownKind:
    """What is known of their kind."""
    kind = known_of_kind(products, build())
    assert kind is not None
    return kind


def marks(*products: Product) -> list[Feature]:
    """What sets their kind apart."""
    return [marking.feature for marking in known(*products).features]


class TestTheKind:
    def test_is_the_commonest_category_of_the_products(self, magnets: Feature) -> None:
        one = make_kind(magnets, having=2)
        kind = known(one, make_product(category="comfort"), make_product(category="custom"))
        assert (kind.category, kind.name) == ("comfort", "Comfort insole")

    def test_of_products_without_a_category_is_unknown(self) -> None:
        assert known_of_kind([make_product(), make_product()], build()) is None

    def test_is_marked_by_what_it_has_and_others_have_not(self, magnets: Feature) -> None:
        assert marks(make_kind(magnets, having=3)) == [magnets]

    def test_is_not_marked_by_what_others_have_as_well(self, magnets: Feature) -> None:
        one = make_kind(magnets, having=3, others=0)
        for _ in range(6):
            make_shown(make_product(category="custom"), magnets, "yes")
        assert marks(one) == []

    def test_is_not_marked_by_what_few_of_it_have(self, magnets: Feature) -> None:
        one = make_kind(magnets, having=1)
        for _ in range(8):
            make_product(category="comfort")
        assert marks(one) == []

    def test_is_not_said_of_products_without_one(self, magnets: Feature) -> None:
        one, nobody = make_kind(magnets, having=2), make_product(name="Nobody")
        kind = known(one, nobody, make_product(category="custom"))
        assert (kind.of_it, kind.of_no_known_kind) == ((one,), (nobody,))
        assert kind.names_of_no_known_kind == "Testa Nobody"


class TestWhatIsShownOfIt:
    def test_similar_products_have_its_features_and_are_never_the_ones_compared(self, magnets: Feature) -> None:
        one = make_kind(magnets, having=2)
        kind = known(one)
        assert one not in kind.similar
        assert kind.similar_count == 2
        assert all(product.category == "comfort" for product in kind.similar)

    def test_those_with_its_features_come_first(self, magnets: Feature) -> None:
        bare = make_product(category="comfort", name="A")
        one = make_kind(magnets, having=2)
        assert known(one).similar[-1] == bare

    def test_not_more_than_six_are_named(self, magnets: Feature) -> None:
        kind = known(make_kind(magnets, having=9))
        assert (len(kind.similar), kind.similar_count) == (6, 9)

    def test_how_many_of_them_have_its_features_is_counted(self, magnets: Feature) -> None:
        one = make_kind(magnets, having=3)
        make_product(category="comfort")
        [marking] = known(one).features
        assert marking.having == 3

    def test_those_compared_are_not_counted(self, magnets: Feature) -> None:
        make_kind(magnets, having=2)
        one = make_product(category="comfort")
        make_shown(one, magnets, "yes")
        assert known(one).features[0].having == 2

    def test_laboratory_results_stand_apart(self, magnets: Feature) -> None:
        trial = make_evidence(make_problem(), magnets)
        bench = make_evidence(trial.problem, magnets, aspect=Aspect.MECHANISM)
        [marking] = known(make_kind(magnets, having=2)).features
        assert (marking.evidence, marking.laboratory) == ((trial,), (bench,))

    def test_opposing_results_stand_beside_each_other(self, magnets: Feature) -> None:
        problem = make_problem()
        for direction in ("no_effect", "no_effect", "no_effect", "helps", "harms"):
            make_evidence(problem, magnets, direction=direction)
        [marking] = known(make_kind(magnets, having=2)).features
        directions = [record.direction for record in marking.evidence]
        assert directions == ["helps", "no_effect", "harms", "no_effect", "no_effect"]

    def test_research_and_harms_are_those_of_its_features(self, magnets: Feature) -> None:
        other = make_feature("made-up-other")
        problem = make_problem()
        record = make_evidence(problem, magnets)
        make_evidence(problem, other)
        harm = make_harm(feature=magnets)
        make_harm(feature=other)
        [marking] = known(make_kind(magnets, having=2)).features
        assert marking.evidence == (record,)
        assert marking.harms == (harm,)


def test_results_keep_their_order_within_a_direction() -> None:
    records = [Evidence(key=str(number), direction=Direction.HELPS) for number in range(3)]
    assert side_by_side(records) == records
