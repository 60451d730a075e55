"""The controls around a list as plain data: paging, order, columns, and the promoted filters above it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.choices import FeatureGroup
from catalogue.models import Feature
from catalogue.wording import choices_text
from comparisons.facets import Facet
from comparisons.index import Answer, Index, Vocabulary
from comparisons.match import Wanted, Wish
from comparisons.search import Kind, Offer
from comparisons.selection import Selection, in_order, query_string


@dataclass(frozen=True, slots=True)
class PageLink:
    """One step of the paging; a gap has no address."""

    number: int = 0
    url: str = ""
    current: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class OrderChoice:
    """One order the list can be put in."""

    value: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A column of the table. A column of numbers can be put in order: `order` is the one it is in, `url` the next one."""

    name: str
    note: str
    order: str = ""
    url: str = ""


def page_links(page: int, pages: int, url_of: Callable[[int], str]) -> list[PageLink]:
    """The first page, the last, and those around this one, with a gap where some are left out."""
    wanted = sorted({1, pages, page - 1, page, page + 1} & set(range(1, pages + 1)))
    links: list[PageLink] = []
    for number in wanted:
        if links and number > links[-1].number + 1:
            links.append(PageLink(gap=True, number=number - 1))
        links.append(PageLink(number, url_of(number), number == page))
    return links


def order_choices(selection: Selection, index: Index) -> list[OrderChoice]:
    """The orders that the control offers; the default one has no word in the address."""
    default = "match" if selection.problems else "-known"
    names = {
        "-known": _("Most known first"),
        "name": _("Name"),
        "price": _("Price, lowest first"),
        "-price": _("Price, highest first"),
    }
    if selection.problems:
        names = {"match": _("Best match first"), **names}
    for feature in index.vocabulary.filterable:
        if feature.is_number and index.features[feature.slug].valued:
            names[feature.slug] = _("%(name)s, least first") % {"name": feature.name}
            names[f"-{feature.slug}"] = _("%(name)s, most first") % {"name": feature.name}
    order = selection.order
    return [OrderChoice("" if value == default else value, name, value == order) for value, name in names.items()]


def order_sentence(selection: Selection, orders: Iterable[OrderChoice]) -> str:
    """How the list is ordered, in words."""
    if selection.order == "match":
        return _("Sorted by points, then by fewer unknowns, then by name.")
    if selection.order == "-known":
        return _("Sorted by how much is known, then by name.")
    name = next((choice.name for choice in orders if choice.is_chosen), selection.order)
    return _("Sorted by: %(order)s. What is not stated comes last.") % {"order": name}


def column_heads(
    columns: Sequence[Feature], wanted: Wanted | None, selection: Selection, url_with: Callable[..., str]
) -> list[ColumnHead]:
    """The columns of the table with what they weigh for the chosen problems, and how they are put in order."""
    wishes = wanted.wishes if wanted else ()
    heads = []
    for feature in columns:
        note = _column_note([wish for wish in wishes if wish.feature == feature.slug])
        descends, ascends = f"-{feature.slug}", feature.slug
        order = {descends: "descending", ascends: "ascending"}.get(selection.order, "")
        url = url_with(sort=ascends if order == "descending" else descends) if feature.is_number else ""
        heads.append(ColumnHead(str(feature.name), note, order, url))
    return heads


def _column_note(wishes: Sequence[Wish]) -> str:
    """What a column weighs, for each problem that it weighs something else for; empty where it is not looked for."""
    notes = (
        ngettext("%(count)s point, %(basis)s", "%(count)s points, %(basis)s", wish.weight)
        % {"count": wish.weight, "basis": wish.row.get_basis_display() if wish.row else ""}
        for wish in wishes
    )
    return "; ".join(dict.fromkeys(notes))


@dataclass(frozen=True, slots=True)
class QuickStep:
    """One value of a promoted filter as a link: ticks it, or unticks it where it is chosen. No address where it would find nothing."""

    name: str
    count: int
    url: str
    is_chosen: bool


def quick_steps(facet: Facet, selection: Selection, url_with: Callable[..., str]) -> list[QuickStep]:
    """The values of a promoted filter, each with the list it leads to. A problem replaces the one chosen."""
    if facet.parameter == "problem":
        chosen: frozenset[str] = frozenset()
        without = url_with(problems=(), skip=(), must=())
    else:
        chosen = frozenset(selection.any_of.get(facet.parameter, ()))
        without = url_with(any_of=selection.choosing(facet.parameter, ()).any_of)
    # The addresses differ in this parameter alone: the rest of it is worked out once.
    path, _question_mark, query = without.partition("?")
    rest = parse_qsl(query)
    steps = []
    for value in facet.values:
        after = chosen - {value.slug} if value.is_chosen else chosen | {value.slug}
        pairs = in_order([*rest, *((facet.parameter, slug) for slug in after)])
        url = path + query_string(pairs) if value.count or value.is_chosen else ""
        steps.append(QuickStep(value.name, value.count, url, value.is_chosen))
    return steps


@dataclass(frozen=True, slots=True)
class WishControl:
    """One feature that the chosen problems look for, with the addresses that drop it or make it a must-have."""

    name: str
    look_for: str
    weight: int
    problems: str
    is_skipped: bool
    is_must: bool
    skip_url: str
    must_url: str


def wish_controls(selection: Selection, vocabulary: Vocabulary, url_with: Callable[..., str]) -> list[WishControl]:
    """What the chosen problems stand for: every feature looked for, once, dropped ones included."""
    by_feature: dict[str, list[Wish]] = {}
    for slug in selection.problems:
        for wish in (wish for child in vocabulary.wishes.get(slug, ()) for wish in child):
            by_feature.setdefault(wish.feature, []).append(wish)
    return [_wish_control(wishes, selection, vocabulary, url_with) for wishes in by_feature.values()]


def _wish_control(
    wishes: Sequence[Wish], selection: Selection, vocabulary: Vocabulary, url_with: Callable[..., str]
) -> WishControl:
    slug = wishes[0].feature
    feature = vocabulary.feature(slug)
    choices = feature.choices.all() if feature else []
    wanted = frozenset[str]().union(*(wish.met for wish in wishes))
    is_skipped, is_must = slug in selection.skip, slug in selection.must
    skip = _toggled_word(selection.skip, slug)
    return WishControl(
        name=str(feature.name) if feature else slug,
        look_for=choices_text(choice for choice in choices if choice.slug in wanted),
        weight=max(wish.weight for wish in wishes),
        problems=", ".join(
            dict.fromkeys(str(problem.name) for w in wishes if (problem := vocabulary.problem(w.problem)))
        ),
        is_skipped=is_skipped,
        is_must=is_must,
        skip_url=url_with(skip=skip, must=tuple(word for word in selection.must if word != slug)),
        must_url="" if is_skipped else url_with(must=_toggled_word(selection.must, slug)),
    )


def _toggled_word(words: Sequence[str], word: str) -> tuple[str, ...]:
    return tuple(sorted(set(words) ^ {word}))


@dataclass(frozen=True, slots=True)
class FilterOffer:
    """A filter that the typed words may stand for, and the list with it in their place."""

    name: str
    count: int
    url: str


def filter_offers(selection: Selection, index: Index, language: str, url_with: Callable[..., str]) -> list[FilterOffer]:
    """Foot problems and features that the words of `q` read as; each replaces the words when it is followed."""
    offers = []
    for offer in index.search.offers_for(selection.query, language) if selection.query else []:
        changes = _offered(selection, index.vocabulary, offer)
        if changes is not None:
            count = Answer(index, replace(selection, query="", page=1, **changes)).total
            offers.append(FilterOffer(_offered_name(offer, index.vocabulary), count, url_with(query="", **changes)))
    return offers


def _offered(selection: Selection, vocabulary: Vocabulary, offer: Offer) -> dict[str, Any] | None:
    """What changes in a selection when an offer is taken; None where no filter says it."""
    if offer.kind == Kind.PROBLEM:
        return {"problems": (offer.slug,), "skip": (), "must": ()}
    feature = vocabulary.feature(offer.slug)
    if feature is None or not feature.is_filterable or feature.is_number:
        return None
    if not offer.choice and feature.group == FeatureGroup.SUPPORT:
        return {"having": tuple(sorted({*selection.having, offer.slug}))}
    choices = (
        [offer.choice] if offer.choice else [choice.slug for choice in feature.choices.all() if not choice.is_absent]
    )
    return {"any_of": selection.choosing(offer.slug, choices).any_of}


def _offered_name(offer: Offer, vocabulary: Vocabulary) -> str:
    """The problem or feature, and the choice where one was meant: "Materials: Memory foam"."""
    feature = vocabulary.feature(offer.slug) if offer.choice else None
    choice = (
        next((choice for choice in feature.choices.all() if choice.slug == offer.choice), None) if feature else None
    )
    return f"{offer.name}: {choice.name}" if choice else offer.name
