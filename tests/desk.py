"""The editors' desk as a test uses it: somebody logged in, and forms filled in as the browser shows them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.contrib.auth.models import Permission, User
from django.core.files import File
from django.test import Client
from django.urls import reverse

from catalogue.models import Proposal, recorded


def make_editor(**fields: Any) -> User:
    """Somebody who may do everything; without a password, since making one takes longer than a test."""
    return User.objects.create(**{"username": "editor", "is_staff": True, "is_superuser": True, **fields})


def logged_in(user: User | None = None) -> Client:
    """A client with a session of its own."""
    client = Client()
    client.force_login(user or make_editor(), "django.contrib.auth.backends.ModelBackend")
    return client


def one_who_may(*rights: str) -> Client:
    """Somebody of the staff who may do this (`change_brand`) and no more."""
    user = make_editor(username=f"one with {', '.join(rights)}", is_superuser=False)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return logged_in(user)


def approved() -> None:
    """A second person applies what waits for one."""
    for proposal in Proposal.objects.waiting().order_by("pk"):
        with recorded():
            proposal.apply("second person")


def address(model: type, page: str, *arguments: Any) -> str:
    """The address of a page of the desk: `changelist`, `add`, `change`, `delete`."""
    options = model._meta  # type: ignore[attr-defined]
    return reverse(f"admin:{options.app_label}_{options.model_name}_{page}", args=arguments)


def submit(client: Client, url: str, changes: Mapping[str, Any]) -> Any:
    """Open a page of the desk, change what is named, and send the rest back as it stood."""
    form = {**filled(client.get(url)), **changes}
    return client.post(url, {name: value for name, value in form.items() if value is not None})


def look_at(client: Client, action: str, *rows: Any, **more: Any) -> Any:
    """Tick rows of a list and start an action: the look before the step."""
    return client.post(address(type(rows[0]), "changelist"), {**_chosen(action, rows), **more})


def go_on(client: Client, page: Any, **more: Any) -> Any:
    """Agree to what such a look shows."""
    seen = page.context
    form = {"rows": seen["look"].rows, "seen": seen["look"].seal, "select_across": "1", "confirmed": "yes"}
    first = [seen["look"].changes[0].row]
    return client.post(seen["address"], {**_chosen(seen["action"], first), **form, **more}, follow=True)


def merge(client: Client, goes: Any, stays: Any) -> Any:
    """Look at what merging two products would do, and agree."""
    page = f"/admin/catalogue/product/{goes.pk}/merge/"
    looked_at = client.get(page, {"into": stays.pk}).context["merge"]
    return client.post(page, {"into": stays.pk, "seen": looked_at.seal})


def _chosen(action: str, rows: Iterable[Any]) -> dict[str, Any]:
    return {"action": action, "_selected_action": [row.pk for row in rows]}


def filled(page: Any) -> dict[str, Any]:
    """What the browser would send if nothing were touched."""
    return {**dict(_values(page)), "_base": page.context.get("base")}


def complaints(page: Any) -> str:
    """Every message of a form that was refused, in one text."""
    form = page.context["adminform"].form
    rows = [row.formset for row in page.context["inline_admin_formsets"]]
    told = [
        form.errors,
        *(formset.non_form_errors() for formset in rows),
        *(e for formset in rows for e in formset.errors),
    ]
    return " ".join(str(errors) for errors in told if errors)


def _values(page: Any) -> Iterator[tuple[str, Any]]:
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for field in form:
            yield field.html_name, _as_sent(field.value())


def _as_sent(value: Any) -> Any:
    if value is None or value is False or value == "" or isinstance(value, File):  # no browser sends a stored file back
        return None
    if isinstance(value, list):
        return [getattr(item, "pk", item) for item in value]
    return value.isoformat() if isinstance(value, date) else ("on" if value is True else value)
