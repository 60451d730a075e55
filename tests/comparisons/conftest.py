"""What the tests of lists share: the starting data and made-up products in every state, read three ways."""

import pytest

from comparisons.index import Index, Vocabulary, build
from tests.comparisons.brute_force import BruteForce
from tests.comparisons.made_up import add_products_in_every_state


class Catalogue:
    """The same data as the index holds it and as the oracle reads it.

    Not a dataclass: hypothesis writes out every argument of a failing test, and would write out the whole database.
    """

    def __init__(self, index: Index, world: BruteForce) -> None:
        self.index = index
        self.world = world

    @property
    def vocabulary(self) -> Vocabulary:
        """What addresses may name."""
        return self.index.vocabulary


@pytest.fixture(scope="class")
def catalogue(starting_data: None) -> Catalogue:
    """The starting data and made-up products in every state; both are gone after the class."""
    add_products_in_every_state()
    return Catalogue(build(), BruteForce())
