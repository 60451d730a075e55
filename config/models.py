"""The history of accounts: who made, changed or deleted which account of the desk, and what it was allowed before and after.

django-simple-history keeps it. Facts of the catalogue have a history of another kind: docs/contributors.md, "How the history is kept".
"""

from typing import Any

from django.contrib.auth.models import Group, User
from django.db.models import BooleanField, CharField, JSONField, Model
from django.db.models.signals import m2m_changed, pre_delete
from django.utils.translation import gettext_lazy as _
from simple_history import register
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record

# What an account may do hangs on these. Names of persons, e-mail addresses and passwords are in no history.
NOT_KEPT = ("password", "last_login", "first_name", "last_name", "email", "date_joined")
KEPT = ("username", "is_active", "is_staff", "is_superuser", "groups", "user_permissions")

HistoricalUser: Any  # set here by `register`


class AccountState(Model):
    """What a row of the history holds beside the plain columns of an account: names, since a group or an account may be deleted."""

    groups = JSONField(default=list)
    user_permissions = JSONField(default=list)
    is_new_password = BooleanField(default=False)
    before = JSONField(default=dict)  # a name in KEPT → what the row before held, where that was something else
    by = CharField(max_length=150, blank=True)  # the account that did it; empty for a command

    class Meta:
        abstract = True


class AccountRecords(HistoricalRecords):  # type: ignore[misc]  # the library comes without types
    """One row each time when something that is kept becomes another, or a password is set.

    The library's own rows for many-to-many fields are not used: they miss what comes from the side of a group, a deleted group included,
    and know it by its number alone.
    """

    def finalize(self, sender: Any, **kwargs: Any) -> None:
        """Listen to groups and rights too."""
        super().finalize(sender, **kwargs)
        for given in (sender.groups.through, sender.user_permissions.through):
            m2m_changed.connect(self.given_or_taken, sender=given, weak=False)
        pre_delete.connect(self.group_goes, sender=Group, weak=False)
        pre_create_historical_record.connect(self.complete, sender=sender.history.model, weak=False)

    def post_save(self, instance: Any, created: bool, using: Any = None, **kwargs: Any) -> None:
        """Nothing for a log-in, which writes its time to the account. One query."""
        if created or _is_new_password(instance) or _stands_otherwise(instance):
            super().post_save(instance, created, using, **kwargs)

    def given_or_taken(
        self, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_kwargs: Any
    ) -> None:
        """A group or a right, from the side of the account or (`reverse`) from the other."""
        if reverse and action == "pre_clear":
            instance.accounts_before = list(instance.user_set.all())
        if not action.startswith("post_"):
            return
        if not reverse:
            accounts = [instance]
        elif pk_set is None:
            accounts = instance.accounts_before
        else:
            accounts = list(User.objects.filter(pk__in=pk_set))
        for account in accounts:
            self.post_save(account, created=False)

    def group_goes(self, instance: Group, **_kwargs: Any) -> None:
        """Its members lose it one by one: the database would take the rows of a deleted group without a word."""
        for account in instance.user_set.all():
            account.groups.remove(instance)

    def complete(self, instance: Any, history_instance: Any, history_user: Any, **_kwargs: Any) -> None:
        """What `AccountState` adds to a row."""
        history_instance.by = history_user.get_username() if history_user else ""
        history_instance.is_new_password = _is_new_password(instance)
        history_instance.groups, history_instance.user_permissions = _groups(instance), _permissions(instance)
        history_instance.before = _differences(instance.history.first(), instance)


def _stands_otherwise(account: Any) -> bool:
    """Than the history says, which may say nothing of it: somebody cleared old rows away."""
    last = account.history.first()
    return last is None or bool(_differences(last, account))


def _groups(account: User) -> list[str]:
    return list(account.groups.order_by("name").values_list("name", flat=True))


def _permissions(account: User) -> list[str]:
    names = account.user_permissions.order_by("content_type__app_label", "codename")
    return [f"{app}.{code}" for app, code in names.values_list("content_type__app_label", "codename")]


def _is_new_password(account: Any) -> bool:
    """Django keeps what was typed until the account is saved; a new hash of the same password is no new password."""
    return account._password is not None


def _differences(last: Any, account: User) -> dict[str, Any]:
    """What the last row of the history held where the account holds something else now; without a last row, nothing."""
    if last is None:
        return {}
    now = {name: getattr(account, name) for name in KEPT[:-2]}
    now |= {"groups": _groups(account), "user_permissions": _permissions(account)}
    return {name: getattr(last, name) for name in KEPT if getattr(last, name) != now[name]}


register(
    User,
    app="config",
    records_class=AccountRecords,
    bases=(AccountState,),
    excluded_fields=NOT_KEPT,
    verbose_name=_("change of an account"),
    verbose_name_plural=_("changes of accounts"),
    user_db_constraint=False,  # who deletes the own account is gone when the row is written
)
