"""Accounts of the desk. A manager looks after them and cannot make anybody more powerful than a manager."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest

from catalogue.admin.saved_lists import without_saved_lists

# What only somebody who may do everything can give.
POWERS = ("is_superuser", "user_permissions")

admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):  # type: ignore[type-arg]
    """The stock page of an account, with what a manager may not give away shown but not editable."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Powers are given by somebody who has them all."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return fields if request.user.is_superuser else (*fields, *POWERS)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes the account (or the password) of somebody more powerful."""
        is_above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not is_above and super().has_change_permission(request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The stock rows, saved lists going along with their owner."""
        to_delete, counts, refused, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, without_saved_lists(refused), protected
