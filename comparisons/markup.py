"""The hot loops of the list as prepared strings: cards, table rows and facet values. A page has two dozen and a few hundred of them,
and templates would be most of its cost.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.choices import Category
from catalogue.drawing import insole_svg, shape_from
from catalogue.models import Cell, Feature, Price, Sheet
from catalogue.units import METRIC
from catalogue.wording import STATE_CLASSES, date_text, money, state_text, value_text
from comparisons.kept_cards import Card
from comparisons.match import Match, Outcome, Wish
from comparisons.rows import Row
from comparisons.sizes import size_line

EMPTY = mark_safe("")
LONGEST_FACT = 34

OUTCOME_CLASSES = {Outcome.MET: "met", Outcome.NOT_MET: "not-met", Outcome.UNKNOWN: "unknown", Outcome.AVOID: "avoid"}
PIP_CLASSES = {Outcome.MET: "m", Outcome.NOT_MET: "n", Outcome.UNKNOWN: "", Outcome.AVOID: "a"}
SHOWN_ORDER = (Outcome.MET, Outcome.AVOID, Outcome.NOT_MET, Outcome.UNKNOWN)


def outcome_word(outcome: Outcome) -> str:
    """An outcome in words."""
    return {
        Outcome.MET: _("met"),
        Outcome.NOT_MET: _("not met"),
        Outcome.UNKNOWN: _("not stated"),
        Outcome.AVOID: _("to avoid"),
    }[outcome]


def drawing(sheet: Sheet, size: str = "card", *, label: str = "", name: str = "") -> SafeString:
    """The drawn insole of a product. Without a label it is decoration beside its name."""
    shape = shape_from(sheet.single_values)
    return insole_svg(shape, label=label, size=size, decorative=not label, name=name)  # type: ignore[arg-type]


# Cards


def joined(cards: Iterable[Card], compared: Iterable[str]) -> SafeString:
    """The cards or table rows of one page, those chosen for comparison ticked."""
    chosen = set(compared)
    return mark_safe("\n".join(card.ticked(is_compared=card.slug in chosen) for card in cards))  # noqa: S308  # they are safe


def card(row: Row, units: str, today: date, size: Decimal | None = None) -> Card:
    """One card: drawing, names, the few key values, the match, whether a size is offered, the price, and a tick to compare.

    It is kept under a `Look`, which must hold all that it depends on beside the product.
    """
    product = row.product
    start, end = pick(row)
    before = format_html(
        '<article class="card" id="{slug}"><div class="card-picture">{drawing}</div>'
        '<header class="card-head"><p class="card-brand">{brand}</p>'
        '<h3 class="card-title"><a href="{url}">{name}</a></h3><p class="card-kind">{kind}</p></header>'
        '<div class="card-body">{facts}</div>{match}{size}'
        '<footer class="card-foot">{price}{start}',
        slug=product.slug,
        drawing=drawing(row.sheet),
        brand=product.brand.name,
        url=product.get_absolute_url(),
        name=product.name,
        kind=kind_line(row),
        facts=_facts(row, units),
        match=match_block(row.match, row.counted_as) if row.match else EMPTY,
        size=size_line(row.sheet, size),
        price=price_line(row.price, today),
        start=start,
    )
    return Card(product.pk, product.slug, before, format_html("{}</footer></article>", end))


def pick(row: Row, *, hides_word: bool = False) -> tuple[SafeString, SafeString]:
    """The tick that takes a product to the comparison, cut where it says whether it is set; of its two words one is shown."""
    words = '<span class="add">{}</span><span class="drop">{}</span>'
    rest = f'<span class="vh">{words}</span>' if hides_word else words
    return (
        format_html(
            '<label class="pick"><input type="checkbox" name="with" value="{}" form="compare"', row.product.slug
        ),
        format_html(
            ">" + rest + '<span class="vh"> {}</span></label>',
            _("Compare"),
            _("Chosen – remove"),
            row.product.full_name,
        ),
    )


def kind_line(row: Row) -> SafeString:
    """What kind of insole it is, and whether the entry is a product line."""
    category = str(Category(row.product.category).label) if row.product.category else ""
    line = format_html('<span class="tag">{}</span>', _("Product line")) if row.product.is_line else EMPTY
    return format_html("{}{}", format_html("<span>{}</span>", category) if category else EMPTY, line)


def _facts(row: Row, units: str) -> SafeString:
    """The key values, or one honest sentence where nothing is known."""
    cells = row.key_facts()
    if not cells:
        return format_html('<p class="nothing">{}</p>', _("Nothing stated by any source we read yet."))
    listed = format_html_join("", "{}", ((_fact(cell, units),) for cell in cells))
    left = len(row.sheet.known) - len(cells)
    more = ngettext("and %(count)s more", "and %(count)s more", left) % {"count": left} if left else ""
    tail = format_html('<p class="small soft">{}</p>', more) if more else EMPTY
    return format_html('<dl class="facts">{}</dl>{}', listed, tail)


def _fact(cell: Cell, units: str) -> SafeString:
    text = shortened(value_text(cell, units))
    if cell.is_disputed:
        disputed = _("Sources disagree")
        return format_html(
            '<div><dt>{}</dt><dd class="state state--disputed" title="{}">{}<span class="vh"> ({})</span></dd></div>',
            cell.feature.name,
            disputed,
            text,
            disputed,
        )
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", cell.feature.name, text)


def shortened(text: str) -> str:
    """A list of words cut to fit a card, with what is left said."""
    if len(text) <= LONGEST_FACT:
        return text
    words = text.split(", ")
    kept: list[str] = []
    while words and len(", ".join([*kept, words[0]])) <= LONGEST_FACT - 8:
        kept.append(words.pop(0))
    if not kept:
        return text
    return _("%(words)s and %(count)s more") % {"words": ", ".join(kept), "count": len(words)}


def price_line(price: Price | None, today: date) -> SafeString:
    """The price a product is shown with, what was asked where that is converted, and how old it is. Never part of any score."""
    if price is None:
        return format_html('<p class="price">{}</p>', _("No price seen"))
    offer, told, asked = price.offer, money(price.amount, price.currency), EMPTY
    if price.is_about:
        told = _("about %(price)s") % {"price": told}
        asked = format_html(" ({})", money(offer.per_pair, offer.currency))
    seen = _("seen %(date)s") % {"date": date_text(offer.seen_on)} if offer.seen_on else _("date not stated")
    age = format_html(' <span class="tag">{}</span>', _("old")) if offer.is_old(today) and offer.seen_on else EMPTY
    return format_html('<p class="price"><b>{}</b>{} {}{}</p>', told, asked, seen, age)


# Match


def match_sentence(match: Match) -> str:
    """ "2 of 5 met, 1 not met, 2 not stated": never a bare percentage."""
    parts = [_("%(met)s of %(all)s met") % {"met": len(match.of(Outcome.MET)), "all": len(match.outcomes)}]
    for outcome in (Outcome.AVOID, Outcome.NOT_MET, Outcome.UNKNOWN):
        if number := len(match.of(outcome)):
            parts.append(f"{number} {outcome_word(outcome)}")
    return ", ".join(parts)


def sum_text(match: Match) -> str:
    """The score as the sum it is: "3 + 2 − 1 = 4 of 9 points"."""
    plus = [str(wish.weight) for wish in match.of(Outcome.MET)]
    minus = [str(wish.weight) for wish in match.of(Outcome.AVOID)]
    terms = " + ".join(plus) or "0"
    if minus:
        terms = f"{terms} − {' − '.join(minus)}"
    total = _("%(gained)s of %(possible)s points") % {"gained": match.gained, "possible": match.possible}
    return f"{terms} = {total}" if len(plus) + len(minus) > 1 else str(total)


def child_line(names: Sequence[str]) -> SafeString:
    """Which problems of a chosen group a product was matched with."""
    if not names:
        return EMPTY
    return format_html("<small>{}</small>", _("Matched with: %(problems)s") % {"problems": ", ".join(names)})


def match_block(match: Match, children: Sequence[str] = ()) -> SafeString:
    """The match of a card: a sentence, the sum, and the four lists behind it."""
    ordered = sorted(match.outcomes, key=lambda pair: SHOWN_ORDER.index(pair[1]))
    pips = format_html_join("", '<i class="{}"></i>', ((PIP_CLASSES[outcome],) for _wish, outcome in ordered))
    marks = format_html_join("", "{}", ((wish_mark(wish, outcome),) for wish, outcome in ordered))
    return format_html(
        '<div class="match"><p class="match-line"><span class="pips" aria-hidden="true">{}</span><span><b>{}</b></span></p>'
        '<p class="small soft">{} {}</p><details><summary>{}</summary><ul class="marks">{}</ul></details></div>',
        pips,
        match_sentence(match),
        sum_text(match),
        child_line(children),
        _("Which ones"),
        marks,
    )


def wish_mark(wish: Wish, outcome: Outcome) -> SafeString:
    """One wish in a list of outcomes."""
    name = wish.row.feature.name if wish.row else wish.feature
    return format_html(
        '<li class="mark mark--{}"><span class="vh">{}: </span>{}</li>',
        OUTCOME_CLASSES[outcome],
        outcome_word(outcome),
        name,
    )


# The table: one row a product, one column a feature


def table_row(row: Row, columns: Iterable[Feature], units: str = METRIC, size: Decimal | None = None) -> Card:
    """One row of the table. On a phone the same rows are cards, so each cell names its column.

    It is kept under a `Look`, which must hold all that it depends on beside the product.
    """
    outcomes = {wish.feature: outcome for wish, outcome in row.match.outcomes} if row.match else {}
    by_slug = {cell.feature.slug: cell for cell in row.sheet.cells}
    cells = [by_slug[feature.slug] for feature in columns if feature.slug in by_slug]
    start, end = pick(row, hides_word=True)
    after = format_html(
        '{}<small>{}</small><a href="{}">{}</a>{}{}</div>{}</th>{}{}</tr>',
        end,
        row.product.brand.name,
        row.product.get_absolute_url(),
        row.product.name,
        format_html('<span class="tag">{}</span>', _("Product line")) if row.product.is_line else EMPTY,
        size_line(row.sheet, size),
        _silent_line(cells),
        _score_cell(row.match, row.counted_as) if row.match else EMPTY,
        format_html_join("", "{}", ((_table_cell(cell, outcomes.get(cell.feature.slug), units),) for cell in cells)),
    )
    before = format_html('<tr><th scope="row"><div class="guide-name">{}', start)
    return Card(row.product.pk, row.product.slug, before, after)


def _silent_line(cells: Iterable[Cell]) -> SafeString:
    """The cells without a value in one line a state, for narrow screens, where such cells are not shown one by one."""
    silent: dict[str, list[str]] = {}
    for cell in cells:
        if not cell.has_value:
            silent.setdefault(cell.state, []).append(str(cell.feature.name))
    lines = (
        (STATE_CLASSES[state], state_text(state), "; ".join(names))
        for state, names in sorted(silent.items(), key=lambda item: -len(item[1]))
    )
    return format_html(
        '<div class="guide-rest">{}</div>', format_html_join("", '<p class="state {}">{}: {}</p>', lines)
    )


def _score_cell(match: Match, children: Sequence[str]) -> SafeString:
    return format_html(
        '<td class="score"><b>{}</b><small>{}</small>{}</td>',
        match_sentence(match),
        sum_text(match),
        child_line(children),
    )


def _table_cell(cell: Cell, outcome: Outcome | None, units: str) -> SafeString:
    name = cell.feature.name
    if not cell.has_value:
        css = f"state {STATE_CLASSES[cell.state]}"
        return format_html('<td class="none"><span class="{}">{}</span></td>', css, state_text(cell.state))
    if outcome is None:
        template = (
            '<td data-label="{}"><span class="state state--disputed">{}</span></td>'
            if cell.is_disputed
            else '<td data-label="{}">{}</td>'
        )
        return format_html(template, name, shortened(value_text(cell, units)))
    disputed = (
        format_html('<br><span class="state state--disputed">{}</span>', _("Sources disagree"))
        if cell.is_disputed
        else EMPTY
    )
    return format_html(
        '<td data-label="{}"><div><span class="mark mark--{}">{}<span class="vh">, {}</span></span>{}</div></td>',
        name,
        OUTCOME_CLASSES[outcome],
        shortened(value_text(cell, units)),
        outcome_word(outcome),
        disputed,
    )
