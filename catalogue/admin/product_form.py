"""The form of a product: its address, its day of withdrawal, and whether it stands here already."""

from collections.abc import Iterable
from itertools import chain, count
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from catalogue.models import Product, day_withdrawn, full_name, others_alike
from catalogue.models.columns import folded

LONGEST_SLUG = 80
ROOM_FOR_NUMBER = 6
NAMED_BY = frozenset({"brand", "name", "aka"})


class ProductForm(forms.ModelForm):  # type: ignore[type-arg]
    """A product; without a slug it gets one from brand and name, and withdrawn without a day it gets today."""

    is_another = forms.BooleanField(
        required=False,
        label=_("It is another one"),
        help_text=_("Tick this only if you have looked and two different insoles bear this name."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "Part of its address. Leave it empty to have it made from brand and name."
            )
        if "merged_into" in self.fields:
            self._only_to_be_emptied(self.fields["merged_into"])

    def _only_to_be_emptied(self, field: Any) -> None:
        """A merge moves all that was said of an entry, which no field can: here it can only be taken back."""
        field.queryset = Product.objects.filter(pk=self.instance.merged_into_id).with_brand()
        field.empty_label = _("no other entry any more: bring this one back")
        field.help_text = _("Empty it to bring this entry back. What moved stays where it is now.")
        field.error_messages["invalid_choice"] = _(
            "Bring this entry back first, then use “Merge into another entry …”."
        )

    def clean(self) -> dict[str, Any] | None:
        """Make the slug where none was typed; note the day of a withdrawal, and drop it where the product comes back."""
        data = super().clean() or self.cleaned_data
        if "slug" in data and not data["slug"] and data.get("brand") and data.get("name"):
            data["slug"] = free_slug(slugify(folded(full_name(data["brand"].name, data["name"]))))
        if "status" in data and "withdrawn_on" in data:
            data["withdrawn_on"] = day_withdrawn(data["status"], data["withdrawn_on"])
        self._refuse_the_same_number(data)
        self._ask_about_the_same_name(data)
        return data

    def _refuse_the_same_number(self, data: dict[str, Any]) -> None:
        """A number is that of one insole: another entry with it is the same one."""
        if not data.get("gtin"):
            return
        same = Product.objects.filter(gtin=data["gtin"]).exclude(pk=self.instance.pk).with_brand()
        if same:
            said = _("This number is that of %s. One insole has one entry.")
            self.add_error("gtin", ValidationError(named_in(said, same), code="gtin_taken"))

    def _ask_about_the_same_name(self, data: dict[str, Any]) -> None:
        """Only where a name is new: two that stand here already were looked at."""
        if not data.get("brand") or not data.get("name") or not NAMED_BY.intersection(self.changed_data):
            return
        typed = Product(pk=self.instance.pk, brand=data["brand"], name=data["name"], aka=data.get("aka") or [])
        alike = others_alike(typed)
        if "is_another" in self.fields and not alike:
            self.fields["is_another"].widget = forms.HiddenInput()
        if alike and not data.get("is_another"):
            said = _("This brand has an insole of this name: %s. If you mean another one, tick “It is another one”.")
            self.add_error("name", ValidationError(named_in(said, alike), code="stands_here_already"))


def free_slug(wanted: str) -> str:
    """The slug that is wanted, or with the first number behind it that no other product has: …-2, …-3."""
    wanted = wanted[:LONGEST_SLUG].strip("-")
    taken = set(
        Product.objects.filter(slug__startswith=wanted[: LONGEST_SLUG - ROOM_FOR_NUMBER]).values_list("slug", flat=True)
    )
    numbered = (f"{wanted[: LONGEST_SLUG - ROOM_FOR_NUMBER].strip('-')}-{number}" for number in count(2))
    return next(slug for slug in chain([wanted], numbered) if slug not in taken)


def named_in(sentence: Any, products: Iterable[Product]) -> SafeString:
    """A sentence with links to the pages of these products at the desk in place of its “%s”."""
    pages = ((reverse("admin:catalogue_product_change", args=[one.pk]), one.full_name) for one in products)
    return format_html(str(sentence).replace("%s", "{}"), format_html_join(", ", '<a href="{}">{}</a>', pages))
