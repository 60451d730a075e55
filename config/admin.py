"""Accounts of the desk and their history. A manager looks after them and cannot make anybody more powerful than a manager."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.admin.asked import id_of
from catalogue.admin.desk import MadeByTheSite
from catalogue.admin.saved_lists import without_saved_lists
from config.models import KEPT, HistoricalUser

# What only somebody who may do everything can give.
POWERS = ("is_superuser", "user_permissions")
WHAT_LETS_IN = ("is_active", "is_staff", "is_superuser")

admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):  # type: ignore[type-arg]
    """The stock page of an account, with what a manager may not give away shown but not editable. Nobody can lock themselves out."""

    list_display = ("username", "first_name", "last_name", "in_groups", "is_staff", "is_active")
    list_filter = ("is_active", "is_staff", "is_superuser", "groups")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """With their groups."""
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=User._meta.get_field("groups").verbose_name)
    def in_groups(self, account: User) -> str:
        """Their names."""
        return ", ".join(group.name for group in account.groups.all())

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Powers are given by somebody who has them all; what lets in the own account is taken away by somebody else."""
        fields = tuple(super().get_readonly_fields(request, obj))
        own = WHAT_LETS_IN if obj is not None and obj.pk == request.user.pk else ()
        return (*fields, *own) if request.user.is_superuser else (*fields, *own, *POWERS)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes the account (or the password) of somebody more powerful."""
        is_above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not is_above and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes the own account."""
        return (obj is None or obj.pk != request.user.pk) and super().has_delete_permission(request, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save, and say so where somebody was given a group and still cannot log in here."""
        super().save_related(request, form, formsets, change)
        if form.instance.groups.exists() and not form.instance.is_staff:
            said = _("The account %s is in a group, but cannot log in to the desk: tick “Staff status” for that.")
            self.message_user(request, said % form.instance, messages.WARNING)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The stock rows, saved lists going along with their owner."""
        to_delete, counts, refused, protected = super().get_deleted_objects(objs, request)
        own = {_("your own account")} if any(one.pk == request.user.pk for one in objs) else set()
        return to_delete, counts, without_saved_lists(refused) | own, protected

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The stock page, which names any change but not what was there before, and the way to the history that does."""
        may_look = request.user.has_perm("config.view_historicaluser")
        more = {"changes": history_of(id_of(object_id))} if may_look else {}
        return super().history_view(request, object_id, {**more, **(extra_context or {})})


class OfAccount(admin.SimpleListFilter):
    """The history of one account, named in the address by its number; the account itself may be gone."""

    title = gettext_lazy("account")
    parameter_name = "account"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """The one that is asked for, by its last name."""
        last = HistoricalUser.objects.filter(id=self._number()).first()
        return [(self.value(), last.username if last else _("no such account"))] if self.value() else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Its rows."""
        return queryset.filter(id=self._number()) if self.value() else queryset

    def _number(self) -> int:
        return id_of(self.value() or "")


@admin.register(HistoricalUser)
class AccountHistoryAdmin(MadeByTheSite):
    """Who made, changed or deleted which account, and what it was allowed before and after."""

    list_display = ("at", "username", "what", "who")
    list_display_links = None
    list_filter = (OfAccount,)
    search_fields = ("username", "by")
    date_hierarchy = "history_date"

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """A row has no page of its own: all of it stands in the list."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, object_id)
        return HttpResponseRedirect(history_of(row.id if row else 0))

    @admin.display(description=gettext_lazy("at"), ordering="history_date")
    def at(self, row: Any) -> Any:
        """Day and time."""
        return row.history_date

    @admin.display(description=gettext_lazy("what"))
    def what(self, row: Any) -> str:
        """What happened, and line by line what was there before and after."""
        lines = format_html_join("", "<li>{}: {}</li>", lines_of(row))
        return format_html("{}<ul>{}</ul>", what_happened(row), lines) if lines else what_happened(row)

    @admin.display(description=gettext_lazy("who"), ordering="by")
    def who(self, row: Any) -> str:
        """The name of the account that did it."""
        return row.by or _("a command")


def history_of(account: int) -> str:
    """The address of the history of one account; of 0, an empty list."""
    return f"{reverse('admin:config_historicaluser_changelist')}?{OfAccount.parameter_name}={account}"


def what_happened(row: Any) -> str:
    """Made, changed, deleted; of a row that begins the history of an account, that this is how it stood."""
    if row.history_type == "+":
        return _("Created")
    if row.history_type == "-":
        return _("Deleted")
    if row.is_new_password:
        return _("Changed, with a new password") if row.before else _("New password")
    return _("Changed") if row.before else _("As it stood when this history began")


def lines_of(row: Any) -> Iterator[tuple[str, str]]:
    """What became another; in a first row, all that the account may do; of a deleted one, nothing."""
    is_first = not row.before and not row.is_new_password
    for name in KEPT if row.history_type != "-" else ():
        label, value = _label(name), getattr(row, name)
        if name in row.before:
            yield label, _step(row.before[name], value)
        elif is_first and value and name != "username":
            yield label, _in_words(value)


def _label(name: str) -> str:
    model: Any = HistoricalUser if name == "has_password" else User
    return capfirst(str(model._meta.get_field(name).verbose_name))


def _step(before: Any, after: Any) -> str:
    """From what to what; of names, those that came and those that went."""
    if not isinstance(after, list):
        return f"{_in_words(before)} → {_in_words(after)}"
    came, went = [name for name in after if name not in before], [name for name in before if name not in after]
    said = [_("given: %s") % _in_words(came)] if came else []
    return "; ".join([*said, _("taken: %s") % _in_words(went)] if went else said)


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(value) if isinstance(value, list) else str(value)
