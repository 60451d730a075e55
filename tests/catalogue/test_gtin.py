"""The number under a bar code: how it is typed, checked and stored."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalogue.models import Product
from catalogue.models.gtin import check_digit, shortest, validate_gtin
from tests.builders import make_product


@pytest.mark.parametrize("gtin", ["40170725", "012345678905", "4006381333931", "14006381333938"])
def test_a_number_of_each_length_is_taken(gtin: str) -> None:
    validate_gtin(gtin)
    assert check_digit(gtin[:-1]) == gtin[-1]


@pytest.mark.parametrize("gtin", ["4006381333932", "4006381339331", "123", "400638133393", "40063813339３1"])
def test_a_mistyped_one_is_refused(gtin: str) -> None:
    with pytest.raises(ValidationError):
        validate_gtin(gtin)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("4006381 333931", "4006381333931"),
        ("04006381333931", "4006381333931"),
        ("0012345678905", "012345678905"),
        ("00000040170725", "40170725"),
        ("4006-3813", "40063813"),
        ("no number", "nonumber"),
    ],
)
def test_one_number_is_stored_in_one_way(typed: str, stored: str) -> None:
    assert shortest(typed) == stored


@pytest.mark.django_db
class TestAProduct:
    def test_is_stored_as_the_number_is_and_not_as_it_was_typed(self) -> None:
        product = make_product()
        product.gtin = "0400 6381 333931"
        product.full_clean()
        assert product.gtin == "4006381333931"

    def test_may_have_none(self) -> None:
        for product in (make_product(), make_product()):
            product.full_clean()
            assert product.gtin is None

    def test_shares_its_number_with_no_other(self) -> None:
        make_product(gtin="4006381333931")
        with pytest.raises(IntegrityError), transaction.atomic():
            make_product(gtin="4006381333931")

    @pytest.mark.parametrize("gtin", ["", "123", "400638133393x"])
    def test_the_database_takes_no_other_text(self, gtin: str) -> None:
        product = make_product()
        with pytest.raises(IntegrityError), transaction.atomic():
            Product.objects.filter(pk=product.pk).update(gtin=gtin)
