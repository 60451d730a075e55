"""The forms of a product's photos: many files at once, each judged on its own; and words, credit and crop of those there are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.forms.models import inlineformset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue import images
from catalogue.admin.fields import ACCEPTED
from catalogue.models import Picture, Product

# Across, then down, in percent; in the order in which they are read.
FOCUS = [
    ("0-0", gettext_lazy("top left")),
    ("50-0", gettext_lazy("top")),
    ("100-0", gettext_lazy("top right")),
    ("0-50", gettext_lazy("left")),
    ("50-50", gettext_lazy("middle")),
    ("100-50", gettext_lazy("right")),
    ("0-100", gettext_lazy("bottom left")),
    ("50-100", gettext_lazy("bottom")),
    ("100-100", gettext_lazy("bottom right")),
]

FOCUS_FIELDS = ("focus_x", "focus_y")


class ManyFiles(forms.FileInput):
    """Takes many files, chosen or dropped on it: browsers do both without a script."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """One file or many, not judged yet."""

    widget = ManyFiles(attrs={"accept": ACCEPTED})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """At least one."""
        if not data:
            raise ValidationError(_("Choose at least one file."), code="required")
        return list(data)


class UploadForm(forms.Form):
    """Files, and who took them under which licence where that is the same for all."""

    photos = PhotosField(label=gettext_lazy("Files"))
    credit = forms.CharField(
        label=gettext_lazy("Credit for all of them"), max_length=120, required=False, widget=AdminTextInputWidget
    )
    licence = forms.CharField(
        label=gettext_lazy("Licence of all of them"), max_length=80, required=False, widget=AdminTextInputWidget
    )

    def take_in(self, product: Product) -> Iterator[tuple[str, str]]:
        """Each file's name, and why it was refused; without a reason it is a draft now. One at a time, to spare memory."""
        for upload in self.cleaned_data["photos"]:
            try:
                self._keep(product, upload)
            except ValidationError as error:
                yield str(upload.name), " ".join(error.messages)
            else:
                yield str(upload.name), ""

    def _keep(self, product: Product, upload: UploadedFile[bytes]) -> None:
        kept = images.take_in(upload)
        if product.pictures.filter(image__contains=PurePosixPath(str(kept.name)).stem).exists():
            raise ValidationError(_("This photo is here already."), code="here_already")
        words = {name: self.cleaned_data[name] for name in ("credit", "licence")}
        with transaction.atomic():
            place = Picture.objects.next_position(product)
            picture = Picture(product=product, position=place, **words)
            picture.image.save(str(kept.name), kept)
            transaction.on_commit(partial(images.make_variants, picture))


class PhotoForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is said of one photo, and what of it stays in view where it is cut."""

    focus = forms.ChoiceField(
        label=gettext_lazy("Stays in view where the photo is cut to a square"),
        choices=FOCUS,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Picture
        fields = ["alternative_text_en", "alternative_text_de", "credit", "licence"]
        widgets = {
            "alternative_text_en": AdminTextareaWidget(attrs={"rows": 2}),
            "alternative_text_de": AdminTextareaWidget(attrs={"rows": 2}),
            "credit": AdminTextInputWidget,
            "licence": AdminTextInputWidget,
        }

    def __init__(self, *args: Any, may_change: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of = Picture(**{name: self.initial.get(name, getattr(self.instance, name)) for name in FOCUS_FIELDS})
        self.initial["focus"] = "{}-{}".format(*images.nearest_focus(of))
        for field in self.fields.values():
            field.disabled = not may_change

    def save(self, commit: bool = True) -> Any:
        """With the focus in percent; one that nobody touched stays as exact as it is."""
        if "focus" in self.changed_data:
            across, down = self.cleaned_data["focus"].split("-")
            self.instance.focus_x, self.instance.focus_y = int(across), int(down)
        return super().save(commit)


# What the page shows of a photo and whoever saves it writes; its place is moved, never typed.
SHOWN = (*PhotoForm.Meta.fields, *FOCUS_FIELDS)
PhotoFormSet = inlineformset_factory(Product, Picture, form=PhotoForm, extra=0)
