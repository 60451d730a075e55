"""Who may do what at the desk: everybody of the staff may look, the roles are groups (made by migration 0001 of this app)."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

EDITOR = "editor"
HEALTH_REVIEWER = "health reviewer"
MANAGER = "manager"

OPEN_TO_LOOK_AT = ("catalogue", "comparisons")


class StaffMayLook(BaseBackend):
    """Lets all staff see every fact and every comparison, whatever their groups. Costs nothing: it asks no database."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Whether it is looking at something of ours."""
        app, _dot, action = perm.partition(".")
        return app in OPEN_TO_LOOK_AT and action.startswith("view_") and _is_staff(user_obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Whether the app stands on the home page of the desk."""
        return app_label in OPEN_TO_LOOK_AT and _is_staff(user_obj)


def _is_staff(user: Any) -> bool:
    return bool(user.is_active and user.is_staff)
