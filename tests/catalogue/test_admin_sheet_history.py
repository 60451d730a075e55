"""What is saved on a sheet is one edit of the history, row by row."""

import pytest

from catalogue.models import Edit, EditedRow
from tests import builders as make
from tests.desk import logged_in
from tests.sheets import decided, fill, row, touched

pytestmark = pytest.mark.django_db


def test_added_changed_and_removed_rows_and_decisions_are_one_edit() -> None:
    product = make.make_product()
    cup, arch, size = (make.make_feature(f"made-up-{number}") for number in range(3))
    make.make_statement(product, cup, "low")
    make.make_statement(product, arch, "low")
    high = cup.choices.get(slug="high").pk
    typed = row(size, value=size.choices.get(slug="low").pk, source=make.make_source().pk, voice="maker")
    other = make.make_feature("made-up-other")
    fill(
        logged_in(), product, touched(cup, value=high), touched(arch, remove="on"), typed, decided(other, "not_stated")
    )
    assert Edit.objects.get().by == "editor"
    kinds = sorted((one.model, one.before is None, one.after is None) for one in EditedRow.objects.all())
    assert kinds == [
        ("catalogue.editordecision", True, False),
        ("catalogue.statement", False, False),
        ("catalogue.statement", False, True),
        ("catalogue.statement", True, False),
    ]
