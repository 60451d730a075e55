"""How one product answers the wishes of a foot problem: outcomes, weights, scores, groups, must-haves. No database."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.choices import Direction, EntryState, FeatureKind
from catalogue.models import Cell, Choice, Feature
from comparisons.index import bits
from comparisons.index.matching import match_all
from comparisons.index.sets import FeatureSets
from comparisons.match import Mark, Match, Outcome, Wanted, Wish, counted_weight, match

MET, NOT_MET, UNKNOWN, AVOID = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.AVOID
SCALE = ("none", "low", "high", "open")
PRESENT = frozenset({"low", "high", "open"})


def wish(met: Iterable[str] = (), avoid: Iterable[str] = (), **fields: Any) -> Wish:
    """A wish on ribs, which lie on a scale from none to high, with "open" for an unspecified amount."""
    weight = fields.pop("weight", 1)
    defaults = {
        "problem": "ache",
        "feature": "ribs",
        "kind": FeatureKind.CHOICE,
        "stated_weight": weight,
        "present": PRESENT,
        "unspecified": frozenset({"open"}),
        "is_support": True,
    }
    return Wish(met=frozenset(met), avoid=frozenset(avoid), weight=weight, **{**defaults, **fields})


def cell(*shown: str, state: EntryState = EntryState.STATED, feature: str = "ribs", presence: bool = False) -> Cell:
    """A cell that shows these choices."""
    of = Feature(slug=feature)
    choices = [Choice(feature=of, slug=slug, is_absent=slug == "none", is_unspecified=slug == "open") for slug in shown]
    return Cell(of, state, tuple(choices), is_presence_disputed=presence)


def matched(wishes: Sequence[Wish], must: Iterable[str] = (), **shown: str) -> Match:
    """The match of a product that shows these values, over one problem."""
    wanted = Wanted(((tuple(wishes),),), frozenset(must))
    return match(wanted, {slug: cell(value, feature=slug) for slug, value in shown.items()})


class TestOutcomes:
    @pytest.mark.parametrize(
        ("shown", "met", "avoid", "outcome"),
        [
            pytest.param("high", ["high"], [], MET, id="the named choice"),
            pytest.param("low", ["high"], [], NOT_MET, id="another choice"),
            pytest.param("none", ["high"], [], NOT_MET, id="does not have it"),
            pytest.param("open", ["high"], [], UNKNOWN, id="how much is not said, and a choice is named"),
            pytest.param("open", ["high", "open"], [], MET, id="how much is not said, and that is named"),
            pytest.param("open", [], [], MET, id="how much is not said, and any will do"),
            pytest.param("low", [], [], MET, id="any will do"),
            pytest.param("none", [], [], NOT_MET, id="any will do, but it is not there"),
            pytest.param("none", ["none"], [], MET, id="its absence is looked for"),
            pytest.param("high", [], ["high"], AVOID, id="any will do, but this one is to be avoided"),
            pytest.param("high", ["high"], ["high"], AVOID, id="avoid goes before met"),
            pytest.param("open", ["high"], ["low"], UNKNOWN, id="it may be the one to avoid"),
            pytest.param("open", ["high"], ["open"], AVOID, id="avoid goes before unknown"),
        ],
    )
    def test_each_shown_value_has_exactly_one(
        self, shown: str, met: list[str], avoid: list[str], outcome: Outcome
    ) -> None:
        assert wish(met, avoid).outcome(cell(shown)) == outcome

    @pytest.mark.parametrize("state", [EntryState.NOT_STATED, EntryState.NOT_CHECKED, EntryState.NOT_APPLICABLE])
    def test_no_value_is_unknown_whatever_the_reason(self, state: EntryState) -> None:
        assert wish([]).outcome(cell(state=state)) == wish(["none"]).outcome(cell(state=state)) == UNKNOWN

    def test_no_cell_is_unknown(self) -> None:
        assert wish([]).outcome(None) == UNKNOWN

    @pytest.mark.parametrize(
        ("shown", "outcome"), [("high", MET), ("low", UNKNOWN), ("none", UNKNOWN)], ids=["met", "not met", "absent"]
    )
    def test_a_dispute_about_having_it_at_all_is_unknown_unless_met(self, shown: str, outcome: Outcome) -> None:
        disputed = cell(shown, state=EntryState.DISPUTED, presence=True)
        assert wish(["high"]).outcome(disputed) == outcome
        assert wish(["high"], [shown]).outcome(disputed) == AVOID

    def test_a_dispute_about_how_much_goes_by_the_shown_value(self) -> None:
        assert wish(["high"]).outcome(cell("low", state=EntryState.DISPUTED)) == NOT_MET

    @pytest.mark.parametrize(
        ("shown", "outcome"),
        [(["cork"], UNKNOWN), (["cork", "gel"], MET), (["gel", "latex"], AVOID), (["none"], UNKNOWN)],
        ids=["not named", "named among others", "one to avoid among others", "absent"],
    )
    def test_an_open_list_is_never_a_no(self, shown: list[str], outcome: Outcome) -> None:
        stuff = wish(["gel"], ["latex"], kind=FeatureKind.CHOICES, present=frozenset({"cork", "gel", "latex"}))
        assert stuff.outcome(cell(*shown)) == outcome


class TestWeights:
    @pytest.mark.parametrize(
        ("directions", "weight", "mark"),
        [
            ([], 3, Mark.NONE),
            (["helps"], 3, Mark.NONE),
            (["mixed"], 3, Mark.NONE),
            (["helps", "no_effect", "harms"], 3, Mark.NONE),
            (["mixed", "insufficient"], 3, Mark.NONE),
            (["no_effect"], 0, Mark.NO_BENEFIT),
            (["harms"], 0, Mark.NO_BENEFIT),
            (["no_effect", "harms"], 0, Mark.NO_BENEFIT),
            (["insufficient"], 1, Mark.NOT_CONFIRMED),
            (["insufficient", "no_effect"], 1, Mark.NOT_CONFIRMED),
            (["insufficient", "harms"], 1, Mark.NOT_CONFIRMED),
        ],
    )
    def test_evidence_that_does_not_carry_a_wish_takes_its_weight(
        self, directions: list[str], weight: int, mark: Mark
    ) -> None:
        assert counted_weight(3, directions) == (weight, mark)

    def test_a_light_wish_stays_light(self) -> None:
        assert counted_weight(1, ["insufficient"]) == (1, Mark.NOT_CONFIRMED)

    @given(st.integers(1, 3), st.lists(st.sampled_from(Direction.values)))
    def test_no_evidence_ever_adds_weight(self, weight: int, directions: list[str]) -> None:
        counted, mark = counted_weight(weight, directions)
        assert 0 <= counted <= weight
        assert (mark == Mark.NONE) == (not directions or bool(set(directions) & {"helps", "mixed"}))


class TestScores:
    def test_it_is_what_was_met_less_what_is_to_be_avoided_out_of_all(self) -> None:
        wishes = [
            wish(["high"], weight=3),
            wish([], ["low"], feature="knobs", weight=1),
            wish(["high"], feature="lugs"),
        ]
        found = matched(wishes, ribs="high", knobs="low")
        assert (found.gained, found.possible, found.score) == (2, 5, Fraction(2, 5))
        assert [found.of(outcome) for outcome in (MET, AVOID, UNKNOWN)] == [(wishes[0],), (wishes[1],), (wishes[2],)]

    def test_wishes_of_no_weight_are_still_answered(self) -> None:
        found = matched([wish(["high"], weight=0)], ribs="high")
        assert found.of(MET)
        assert found.score == 0
        assert not found.is_listed

    def test_no_wishes_make_no_match(self) -> None:
        found = matched([])
        assert found.outcomes == ()
        assert found.score == 0
        assert not found.is_listed

    def test_problems_are_added_up(self) -> None:
        wanted = Wanted((((wish(["high"], weight=2),),), ((wish(["low"], problem="other", weight=1),),)))
        found = match(wanted, {"ribs": cell("high")})
        assert [(w.problem, outcome) for w, outcome in found.outcomes] == [("ache", MET), ("other", NOT_MET)]
        assert found.score == Fraction(2, 3)


class TestWhoIsListed:
    @pytest.mark.parametrize(
        ("wishes", "shown", "listed", "open_"),
        [
            pytest.param([wish(["high"])], {"ribs": "high"}, True, False, id="meets a wish for support"),
            pytest.param([wish(["high"])], {"ribs": "low"}, False, False, id="known not to meet it"),
            pytest.param([wish(["high"])], {}, False, True, id="not known"),
            pytest.param([wish(["none"])], {"ribs": "none"}, False, False, id="meets it by not having it"),
            pytest.param([wish(["none"])], {}, False, False, id="a wish for absence is no reason to wait"),
            pytest.param([wish(["high"], is_support=False)], {"ribs": "high"}, False, False, id="no support"),
            pytest.param([wish(["high"], is_support=False)], {}, False, False, id="no support, not known"),
            pytest.param(
                [wish(["high"]), wish([], ["low"], feature="knobs")],
                {"ribs": "high", "knobs": "low"},
                False,
                False,
                id="as much to avoid as met",
            ),
            pytest.param(
                [wish(["high"], weight=2), wish([], ["low"], feature="knobs")],
                {"ribs": "high", "knobs": "low"},
                True,
                False,
                id="more met than to avoid",
            ),
            pytest.param(
                [wish(["high"]), wish([], ["low"], feature="knobs")],
                {"knobs": "low"},
                False,
                False,
                id="not known, and something to avoid",
            ),
        ],
    )
    def test_a_product_is_listed_open_or_neither(
        self, wishes: list[Wish], shown: dict[str, str], listed: bool, open_: bool
    ) -> None:
        found = matched(wishes, **shown)
        assert (found.is_listed, not found.is_known_enough) == (listed, open_)


class TestMustHaves:
    WISHES = (wish(["high"]), wish(["high"], feature="knobs", is_support=False))

    @pytest.mark.parametrize(
        ("shown", "listed", "open_"),
        [
            pytest.param({"ribs": "high", "knobs": "high"}, True, False, id="met"),
            pytest.param({"ribs": "high"}, False, True, id="not known"),
            pytest.param({"ribs": "high", "knobs": "low"}, False, False, id="known to fail"),
            pytest.param({"knobs": "low"}, False, False, id="known to fail, the rest not known"),
            pytest.param({"ribs": "low"}, False, False, id="not known, but nothing else can list it"),
        ],
    )
    def test_what_is_not_known_never_passes(self, shown: dict[str, str], listed: bool, open_: bool) -> None:
        found = matched(self.WISHES, must=["knobs"], **shown)
        assert (found.is_listed, not found.is_known_enough) == (listed, open_)

    def test_one_that_nobody_looks_for_means_nothing(self) -> None:
        assert matched(self.WISHES, must=["lugs"], ribs="high").is_listed


class TestGroups:
    FIRST = (wish(["high"], problem="first", weight=1), wish(["high"], problem="first", feature="knobs", weight=1))
    SECOND = (wish(["high"], problem="second", feature="knobs", weight=1),)
    EQUAL = (wish(["high"], problem="equal", feature="knobs", weight=3),)

    def counted(self, children: Sequence[tuple[Wish, ...]], must: Iterable[str] = (), **shown: str) -> set[str]:
        """The children that a product counts for."""
        wanted = Wanted((tuple(children),), frozenset(must))
        found = match(wanted, {slug: cell(value, feature=slug) for slug, value in shown.items()})
        return {w.problem for w, _ in found.outcomes}

    def test_a_product_counts_for_the_child_it_scores_best_for(self) -> None:
        assert self.counted([self.FIRST, self.SECOND], ribs="low", knobs="high") == {"second"}
        assert self.counted([self.FIRST, self.SECOND], ribs="high") == {"first"}

    def test_of_equals_the_first_child_counts(self) -> None:
        assert self.counted([self.SECOND, self.EQUAL], knobs="high") == {"second"}
        assert self.counted([self.EQUAL, self.SECOND], knobs="high") == {"equal"}
        assert self.counted([self.FIRST, self.SECOND]) == {"first"}

    def test_a_must_have_leaves_only_the_children_that_look_for_it(self) -> None:
        assert self.counted([self.FIRST, self.SECOND], must=["ribs"], ribs="low", knobs="high") == {"first"}


SHOWN = st.sampled_from(["", *SCALE])
WISHES = st.builds(
    wish,
    met=st.sets(st.sampled_from(SCALE)),
    avoid=st.sets(st.sampled_from(SCALE), max_size=1),
    weight=st.integers(0, 3),
    is_support=st.booleans(),
    kind=st.sampled_from([FeatureKind.CHOICE, FeatureKind.CHOICES]),
)
FEATURES = ("ribs", "knobs", "lugs")


@st.composite
def children(draw: st.DrawFn) -> tuple[Wish, ...]:
    """The wishes of one problem: at most one a feature."""
    found = []
    for feature in draw(st.sets(st.sampled_from(FEATURES))):
        drawn = draw(WISHES)
        # A feature has one kind, whoever looks for it.
        kind = FeatureKind.CHOICES if feature == "lugs" else FeatureKind.CHOICE
        fields = {name: getattr(drawn, name) for name in ("met", "avoid", "weight", "is_support")}
        found.append(wish(**fields, feature=feature, kind=kind))
    return tuple(found)


PROBLEMS = st.lists(st.lists(children(), min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple)
PRODUCTS = st.lists(
    st.fixed_dictionaries({feature: st.tuples(SHOWN, st.booleans()) for feature in FEATURES}), max_size=12
)


def feature_sets(products: Sequence[dict[str, tuple[str, bool]]], feature: str) -> FeatureSets:
    """What the index holds of one feature."""
    shown = [product[feature] for product in products]
    held = {slug: bits.of(i for i, (value, _) in enumerate(shown) if value == slug) for slug in SCALE}
    return FeatureSets(
        kind=FeatureKind.CHOICES if feature == "lugs" else FeatureKind.CHOICE,
        choices=held,
        valued=bits.of(i for i, (value, _) in enumerate(shown) if value),
        presence_disputed=bits.of(i for i, (value, disputed) in enumerate(shown) if value and disputed),
    )


@given(problems=PROBLEMS, products=PRODUCTS, must=st.sets(st.sampled_from(FEATURES), max_size=2))
def test_all_products_at_once_are_matched_as_each_one_alone(
    problems: tuple[tuple[tuple[Wish, ...], ...], ...],
    products: list[dict[str, tuple[str, bool]]],
    must: set[str],
) -> None:
    held = {feature: feature_sets(products, feature) for feature in FEATURES}
    at_once = match_all(problems, frozenset(must), held, bits.up_to(len(products)))
    for place, product in enumerate(products):
        cells = {
            feature: cell(value, feature=feature, presence=disputed)
            for feature, (value, disputed) in product.items()
            if value
        }
        alone = match(Wanted(problems, frozenset(must)), cells)
        found = next(found for found in at_once.classes if found.members >> place & 1)
        assert bool(at_once.listed >> place & 1) == alone.is_listed
        assert bool(at_once.unknown >> place & 1) == (not alone.is_known_enough)
        assert bool(at_once.not_fitting >> place & 1) == (not alone.is_listed and alone.is_known_enough)
        assert (found.score, found.unknown) == (alone.score, len(alone.of(UNKNOWN)))
