"""The sheets of a few products as the index holds them: what they show, without a question to the database."""

from collections.abc import Mapping

from catalogue.choices import EntryState
from catalogue.models import Cell, Choice, Feature, Product, Sheet
from comparisons.index import bits as sets_of
from comparisons.index.bits import Bits
from comparisons.index.sets import Index


def sheets_at(index: Index, products: Mapping[int, Product]) -> list[Sheet]:
    """The sheets of these products, which stand by their places, over all features: one pass over the index, whatever their number.

    For what is shown only. The index does not tell a disputed value from a stated one, nor "not checked yet" from "not stated":
    both come as the latter.
    """
    wanted = sets_of.of(products)
    cells: dict[int, list[Cell]] = {place: [] for place in products}
    for feature in index.vocabulary.features:
        for place, cell in _cells(index, feature, wanted, list(products)).items():
            cells[place].append(cell)
    return [Sheet(product, tuple(cells[place])) for place, product in products.items()]


def _cells(index: Index, feature: Feature, wanted: Bits, places: list[int]) -> dict[int, Cell]:
    """What these products show of one feature."""
    sets = index.features[feature.slug]
    valued, not_applicable = sets.valued & wanted, sets.not_applicable & wanted
    shown: dict[int, list[Choice]] = {place: [] for place in places}
    for choice in feature.choices.all() if valued else ():
        if members := sets.choices[choice.slug] & wanted:
            for place in places:
                if members >> place & 1:
                    shown[place].append(choice)
    found = {}
    for place in places:
        if valued >> place & 1:
            found[place] = Cell(feature, EntryState.STATED, tuple(shown[place]), sets.numbers.at(place))
        elif not_applicable >> place & 1:
            found[place] = Cell(feature, EntryState.NOT_APPLICABLE)
        else:
            found[place] = Cell(feature, EntryState.NOT_STATED)
    return found
