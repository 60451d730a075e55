"""Insoles as share pictures say them."""

from django.utils.translation import gettext as _

from catalogue.drawing import description, shape_from
from catalogue.drawing.share import Line, ProductPicture, SharedInsole
from catalogue.models import Cell, Sheet
from catalogue.wording import value_text

MOST_FACTS = 5


def shared_insole(sheet: Sheet) -> SharedInsole:
    """Names and shape; a name that begins with the brand says it already."""
    brand, name = sheet.product.brand.name, sheet.product.name
    has_brand = name.casefold().startswith(brand.casefold())
    return SharedInsole("" if has_brand else brand, name, shape_from(sheet.single_values))


def product_picture(sheet: Sheet) -> ProductPicture:
    """One insole with its few most important values. Needs the brand loaded."""
    product, insole = sheet.product, shared_insole(sheet)
    kinds = (
        str(product.get_category_display()) if product.category else "",
        _("Product line") if product.is_line else "",
        _("Discontinued") if product.is_discontinued else "",
    )
    known = sorted(sheet.known, key=lambda cell: (not cell.feature.is_core, cell.feature.position))
    return ProductPicture(
        kind=", ".join(filter(None, kinds)),
        insole=insole,
        facts=tuple(_fact(cell) for cell in known[:MOST_FACTS]),
        note="" if known else _("No source that we use states anything about this insole."),
        caption=_("Drawn from what is stated. Dashed: not stated."),
        alt=_("%(name)s, drawn from what is stated: %(drawing)s")
        % {"name": product.full_name, "drawing": description(insole.shape)},
    )


def _fact(cell: Cell) -> Line:
    return Line(str(cell.feature.name), value_text(cell), _("sources disagree") if cell.is_disputed else "")
