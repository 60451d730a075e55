"""What is looked for decides every score: whatever an editor changes of it here is told in the public log."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from catalogue.admin.desk import DeskAdmin
from catalogue.models import ShownChange, looked_for


@contextmanager
def rows_logged(request: HttpRequest) -> Iterator[None]:
    """Compares the look-for rows before and after an edit; pages that are only looked at cost nothing."""
    if request.method != "POST":
        yield
        return
    with transaction.atomic():
        before = looked_for()
        yield
        ShownChange.objects.note_rows(before, looked_for())


class LogsLookFor(DeskAdmin):
    """Look-for rows and all that they are made of: saved, deleted, changed by an action, or gone with another row."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Saving one row with those on its page."""
        with rows_logged(request):
            return super().changeform_view(request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Deleting one."""
        with rows_logged(request):
            return super().delete_view(request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Actions on several."""
        with rows_logged(request):
            return super().changelist_view(request, *args, **kwargs)
