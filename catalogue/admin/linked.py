"""Lists of linked rows, checked by the model and stored in the order in which they were linked."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class LinkedListsForm(forms.ModelForm):  # type: ignore[type-arg]  # any model with linked lists
    """Asks the model's `clean_links`, as the loader of fixtures does."""

    def _post_clean(self) -> None:
        # Only here does the instance hold what was typed, which clean_links compares the lists with.
        super()._post_clean()  # type: ignore[misc]  # not in the stubs
        check = getattr(self.instance, "clean_links", None)
        if check is None:
            return
        try:
            check(self._linked())
        except ValidationError as error:
            self.add_error(None, error)

    def _linked(self) -> dict[str, list[Any]]:
        names = (field.name for field in self.instance._meta.many_to_many)
        return {name: list(self.cleaned_data.get(name) or ()) for name in names}
