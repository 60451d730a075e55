"""The index after a few products changed: their places are filled anew, everything else is kept.

The same reading serves that fills the whole index, over the changed products alone, so that a delta cannot mean anything
else than a build. Where more than products changed, or it is quicker, only a complete build will do.
"""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import replace

from django.db import connection

from catalogue.models import Change, Product, Revision
from comparisons.index.build import currencies, index_of
from comparisons.index.numbers import TooFineError
from comparisons.index.reading import ProductRow, product_rows, product_sets
from comparisons.index.sets import Index, ProductSets
from comparisons.index.splicing import Splice
from comparisons.search import Searchable

# A product that moves costs a pass over every set: at some number of them building is quicker.
MOST_CHANGED = 50
# While somebody writes without a pause a delta is not worth waiting for.
ATTEMPTS = 3


def updated(held: Index) -> Index | None:
    """The index with what changed since; None where only a complete build will do. Some thirty queries on few rows.

    A delta rests on the order of all other products, so nothing may change while it is made: then it is made again.
    """
    for _attempt in range(ATTEMPTS):
        revision = Revision.objects.get()
        found = _updated_to(revision, held)
        if found is None or Revision.objects.token() == revision.token:
            return found
    return None


def _updated_to(revision: Revision, held: Index) -> Index | None:
    changed = Change.objects.products_changed((held.number, held.token), (revision.number, revision.token))
    if (
        changed is None
        or len(changed) > MOST_CHANGED
        or currencies(held.vocabulary.rates) != held.vocabulary.currencies
    ):
        return None
    rows = product_rows(changed)
    if not {row.brand for row in rows} <= {brand.slug for brand in held.vocabulary.brands}:
        return None
    try:
        splice = _splice(held.ids, changed, rows)
        sets = splice.joined_sets(held, product_sets(held.vocabulary, rows, changed))
    except (TooFineError, Product.DoesNotExist):
        return None
    if not all(sets.brands.values()):  # a brand without insoles is not offered
        return None
    return index_of(
        sets,
        number=revision.number,
        token=revision.token,
        edition=held.edition,
        vocabulary=held.vocabulary,
        search=_search(held.search, splice, rows, sets),
        changed={**held.changed, **dict.fromkeys(changed, revision.token)},
    )


def _splice(ids: Sequence[int], changed: Collection[int], rows: Sequence[ProductRow]) -> Splice:
    """Where the changed products stood, and where they stand now.

    Names are not held in memory: a product's place is found by bisection, each step asking for the name at a place. Raises
    Product.DoesNotExist where one of the others is gone meanwhile.
    """
    dropped = [place for place, pk in enumerate(ids) if pk in changed]
    kept = list(ids)
    for place in reversed(dropped):
        del kept[place]
    with connection.cursor() as cursor:

        def key_of(pk: int) -> tuple[str, str]:
            cursor.execute("SELECT sort_key, slug FROM catalogue_product WHERE id = %s", [pk])
            if (row := cursor.fetchone()) is None:
                raise Product.DoesNotExist
            return row[0], row[1]

        found = [bisect_left(kept, (row.sort_key, row.slug), key=key_of) for row in rows]
    return Splice.of(dropped, [place + before for before, place in enumerate(found)])


def _search(held: Searchable, splice: Splice, rows: Sequence[ProductRow], sets: ProductSets) -> Searchable:
    """What can be searched; the same names where no name changed."""
    named = {place: row.named for place, row in zip(splice.filled, rows, strict=True)}
    names = held.products
    if splice.dropped != splice.filled or any(names.named(place) != now for place, now in named.items()):
        names = names.with_changes(splice.dropped, named)
    return replace(held, products=names, slugs=sets.slugs)
