"""What is active in a list, in words: chips that take one filter away, and the ways out of an empty list."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from catalogue.choices import FREE_OF, Category, FeatureGroup
from catalogue.models import Brand, Feature, Problem
from catalogue.wording import number_text
from comparisons.facets import in_page_order
from comparisons.index import Answer, Vocabulary
from comparisons.selection import NOT_STATED, Range, Selection, address


@dataclass(frozen=True, slots=True)
class Chip:
    """One active filter in words, and the address without it; `surer` is another filter that says the same more surely."""

    facet: str
    value: str
    url: str
    excluded: bool = False
    note: str = ""
    surer: str = ""
    surer_url: str = ""


@dataclass(frozen=True, slots=True)
class WayOut:
    """One filter to drop from an empty list, and how many insoles that gives."""

    name: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Active:
    """One active filter and the selection without it; `surer` names a filter to take instead, `instead` the selection with it."""

    facet: str
    value: str
    without: Selection
    is_excluded: bool = False
    note: str = ""
    surer: str = ""
    instead: Selection | None = None


def chips(answer: Answer, path: str, *, fixed_problem: str = "") -> list[Chip]:
    """One chip an active value, in the order of the filter column."""
    selection = replace(answer.selection, page=1)
    return [
        Chip(
            active.facet,
            active.value,
            address_without(path, active.without, fixed_problem),
            active.is_excluded,
            active.note,
            active.surer,
            address_without(path, active.instead, fixed_problem) if active.instead else "",
        )
        for active in _active(answer.index.vocabulary, selection, fixed_problem)
    ]


def ways_out(answer: Answer, path: str, *, fixed_problem: str = "") -> list[WayOut]:
    """For an empty list: each single filter whose removal gives something, most first. One exact count a filter."""
    selection = replace(answer.selection, page=1)
    found = []
    for active in _active(answer.index.vocabulary, selection, fixed_problem):
        if count := answer.count_with(active.without):
            url = address_without(path, active.without, fixed_problem)
            found.append(WayOut(f"{active.facet}: {active.value}", count, url))
    return sorted(found, key=lambda way: -way.count)


def address_without(path: str, selection: Selection, fixed_problem: str) -> str:
    """The address of a selection on a page that fixes a problem itself."""
    if fixed_problem in selection.problems:
        selection = replace(selection, problems=_minus(selection.problems, fixed_problem))
    return address(path, selection)


def _active(vocabulary: Vocabulary, selection: Selection, fixed_problem: str) -> Iterator[Active]:
    """Every active filter."""
    yield from _active_problems(vocabulary, selection, fixed_problem)
    yield from _active_words(vocabulary, selection)
    named = {*selection.any_of, *selection.ranges, *selection.excluded}
    for feature in in_page_order(feature for feature in vocabulary.features if feature.slug in named):
        yield from _active_feature(feature, selection)
        yield from _excluded(feature, selection, vocabulary)
    yield from _active_rest(selection)


def _active_problems(vocabulary: Vocabulary, selection: Selection, fixed_problem: str) -> Iterator[Active]:
    names = _names(vocabulary.problems, selection.problems)
    features = _names(vocabulary.features, (*selection.must, *selection.skip))
    for slug in selection.problems:
        if slug != fixed_problem:
            yield Active(_("Foot problem"), names[slug], _without_problem(vocabulary, selection, slug))
    for slug in selection.must:
        yield Active(_("Must have"), features[slug], replace(selection, must=_minus(selection.must, slug)))
    for slug in selection.skip:
        kept = replace(selection, skip=_minus(selection.skip, slug))
        yield Active(_("Left out"), features[slug], kept, is_excluded=True)


def _without_problem(vocabulary: Vocabulary, selection: Selection, slug: str) -> Selection:
    """The selection without one of its problems, and without what was changed by hand in wishes that only this one has."""
    left = _minus(selection.problems, slug)
    looked_for = {wish.feature for other in left for child in vocabulary.wishes[other] for wish in child}
    skip, must = (tuple(word for word in words if word in looked_for) for words in (selection.skip, selection.must))
    return replace(selection, problems=left, skip=skip, must=must)


def _names(rows: Iterable[Feature | Problem | Brand], wanted: Collection[str]) -> dict[str, str]:
    """The names of those rows that are named in a selection, by slug."""
    return {row.slug: str(row.name) for row in rows if row.slug in wanted}


def _active_words(vocabulary: Vocabulary, selection: Selection) -> Iterator[Active]:
    features = _names(vocabulary.features, selection.having)
    problems = _names(vocabulary.problems, selection.maker_says)
    brands = _names(vocabulary.brands, (*selection.brands, *selection.not_brands))
    for slug in selection.having:
        yield Active(_("Has"), features[slug], replace(selection, having=_minus(selection.having, slug)))
    for slug in selection.maker_says:
        kept = replace(selection, maker_says=_minus(selection.maker_says, slug))
        yield Active(_("The maker says it is for"), problems[slug], kept)
    for slug in selection.categories:
        kept = replace(selection, categories=_minus(selection.categories, slug))
        yield Active(_("Kind of insole"), str(Category(slug).label), kept)
    for slug in selection.brands:
        yield Active(_("Brand"), brands[slug], replace(selection, brands=_minus(selection.brands, slug)))
    for slug in selection.not_brands:
        kept = replace(selection, not_brands=_minus(selection.not_brands, slug))
        yield Active(_("Not the brand"), brands[slug], kept, is_excluded=True)


def _active_feature(feature: Feature, selection: Selection) -> Iterator[Active]:
    names = {choice.slug: str(choice.name) for choice in feature.choices.all()} | {NOT_STATED: _("not stated")}
    chosen = selection.any_of.get(feature.slug, ())
    for slug in sorted(chosen, key=list(names).index):
        yield Active(str(feature.name), names[slug], selection.choosing(feature.slug, _minus(chosen, slug)))
    if bounds := selection.ranges.get(feature.slug):
        text = range_text(bounds, feature.unit, selection.units)
        yield Active(str(feature.name), text, selection.within(feature.slug, Range()))


def _excluded(feature: Feature, selection: Selection, vocabulary: Vocabulary) -> Iterator[Active]:
    """Excluded choices. In an open list that only means "not stated"; where a feature says "free of it", it is pointed to."""
    excluded = selection.excluded.get(feature.slug, ())
    for choice in (choice for choice in feature.choices.all() if choice.slug in excluded):
        kept = selection.excluding(feature.slug, _minus(excluded, choice.slug))
        if not feature.takes_several:
            yield Active(str(feature.name), str(choice.name), kept, is_excluded=True, note=_("excluded"))
            continue
        says = (
            _("not stated to contain %(name)s")
            if feature.group == FeatureGroup.CONSTRUCTION
            else _("not stated: %(name)s")
        )
        surer, instead = _surer(feature, choice.slug, kept, vocabulary)
        yield Active(
            str(feature.name), says % {"name": choice.name}, kept, is_excluded=True, surer=surer, instead=instead
        )


def _surer(feature: Feature, choice: str, kept: Selection, vocabulary: Vocabulary) -> tuple[str, Selection | None]:
    """The filter for insoles that are said to be free of a choice, in words, and the selection with it."""
    slug, value = FREE_OF.get((feature.slug, choice), ("", ""))
    other = vocabulary.feature(slug)
    names = {choice.slug: str(choice.name) for choice in other.choices.all()} if other and other.is_filterable else {}
    if other is None or value not in names:
        return "", None
    return f"{other.name}: {names[value]}", kept.choosing(slug, [*kept.any_of.get(slug, ()), value])


def _active_rest(selection: Selection) -> Iterator[Active]:
    if selection.price != Range():
        text = range_text(selection.price, selection.currency)
        yield Active(_("Price per pair"), text, replace(selection, price=Range()))
    if selection.is_stock_insole_fixed:
        yield Active(_("The shoe’s own insole"), _("stays in"), replace(selection, is_stock_insole_fixed=False))
    if selection.query:
        yield Active(_("Name"), _("“%(query)s”") % {"query": selection.query}, replace(selection, query=""))


def range_text(bounds: Range, unit: str, units: str = "metric") -> str:
    """Bounds in words: "2 mm to 4 mm", "up to 6 mm", "from 2 mm", "4 mm"."""
    low = number_text(bounds.low, unit, units) if bounds.low is not None else ""
    high = number_text(bounds.high, unit, units) if bounds.high is not None else ""
    if low and high:
        return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
    return _("up to %(high)s") % {"high": high} if high else _("from %(low)s") % {"low": low}


def _minus(words: Iterable[str], word: str) -> tuple[str, ...]:
    return tuple(other for other in words if other != word)
