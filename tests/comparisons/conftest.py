"""What the tests of lists share: the starting data and made-up products in every state, read three ways."""

from dataclasses import dataclass

import pytest

from comparisons.index import Index, Vocabulary, build
from tests.comparisons.brute_force import BruteForce
from tests.comparisons.made_up import add_products_in_every_state


@dataclass(frozen=True, repr=False)
class Catalogue:
    """The same data as the index holds it and as the oracle reads it.

    Without a repr, since hypothesis writes out every argument of a failing test: this one would be the whole database.
    """

    index: Index
    world: BruteForce

    @property
    def vocabulary(self) -> Vocabulary:
        """What addresses may name."""
        return self.index.vocabulary


@pytest.fixture(scope="class")
def catalogue(starting_data: None) -> Catalogue:
    """The starting data and made-up products in every state; what they are is undone after the class."""
    add_products_in_every_state()
    return Catalogue(build(), BruteForce())
