"""The empty form for what a visitor wears: asked for by a script, filled in and kept on the device alone."""

import json
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.units import IMPERIAL, METRIC, shown_unit
from catalogue.wording import number_text
from comparisons.index import Index
from comparisons.own_insole import LENGTHS, own_fields, spellings
from comparisons.views.unchanged import unless_unchanged

MOST = Decimal(100)  # mm; more than any insole or sole inside a shoe is thick
LONGEST_NAME = 40
EXAMPLES = {METRIC: Decimal("4.5"), IMPERIAL: Decimal("5.08")}  # mm, as stored: 4.5 mm and 0.2 in


@require_safe
@unless_unchanged
def own_insole(request: HttpRequest, index: Index) -> HttpResponse:
    """A fragment with the fields, and with every word that the column will need."""
    units = IMPERIAL if request.GET.get("units") == IMPERIAL else METRIC
    context = {
        "fields": own_fields(index.vocabulary),
        "unit": shown_unit(LENGTHS, units),
        "spellings": json.dumps(spellings(units)),
        "most": MOST,
        "most_text": number_text(MOST, LENGTHS, units),
        "example": number_text(EXAMPLES[units], LENGTHS, units),
        "longest_name": LONGEST_NAME,
    }
    response = render(request, "components/_own_insole.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
