"""Form fields of the desk: lists one a line, plain numbers, pictures checked by their content."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from catalogue import images
from catalogue.models import plain_number

# What a browser offers to pick.
ACCEPTED = "image/jpeg,image/png,image/webp"


class TermsField(forms.Field):
    """A stored list of words, edited one a line. Empty lines and doubled words are dropped."""

    widget = AdminTextareaWidget(attrs={"rows": 4})

    def __init__(self, *args: Any, encoder: Any = None, decoder: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # a JSON column hands over encoder and decoder: lines need neither

    def prepare_value(self, value: Any) -> Any:
        """A list as lines; what was typed stays as it is."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        """Lines as a list, each word once, in the order typed."""
        lines = (" ".join(line.split()) for line in str(value or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as lists."""
        return self.to_python(data) != (initial or [])


class ParagraphsField(forms.CharField):
    """A stored list of paragraph numbers, edited as “4, 6”."""

    def __init__(self, *args: Any, encoder: Any = None, decoder: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A list as text."""
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Text as a list of numbers."""
        words = str(value or "").replace(",", " ").split()
        if not all(word.isascii() and word.isdigit() for word in words):
            raise ValidationError(_("Write the numbers of paragraphs, such as 4, 6."), code="paragraphs")
        return [int(word) for word in words]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as numbers; what is no number has changed."""
        try:
            return bool(self.to_python(data) != (initial or []))
        except ValidationError:
            return True


class PlainNumberField(forms.DecimalField):
    """A number without needless zeros: 3.1, not 3.100."""

    def prepare_value(self, value: Any) -> Any:
        """A stored number in its shortest form; what was typed stays as it is."""
        return plain_number(value) if isinstance(value, Decimal) else value


class PictureField(forms.FileField):
    """An uploaded photo: judged by its content, never by its name, and stored re-encoded without metadata."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["help_text"] = kwargs.get("help_text") or _(
            "A JPEG, PNG or WebP file of at most 15 MB. Place, camera and other hidden data are removed."
        )
        super().__init__(*args, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Without a new one the stored one stays, if its file is still there."""
        if not data and initial and not initial.storage.exists(initial.name):
            raise ValidationError(_("The file of this photo is gone. Choose it again."), code="file_gone")
        return super().clean(data, initial)

    def to_python(self, data: Any) -> ContentFile[bytes] | None:
        """The picture as it is stored, or what is wrong with it."""
        upload = super().to_python(data)
        return images.take_in(upload) if upload else None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """What the browser offers to pick."""
        return {**super().widget_attrs(widget), "accept": ACCEPTED}
