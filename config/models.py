"""The history of accounts: who made, changed or deleted which account of the desk, and what it was allowed before and after.

django-simple-history makes the table and knows who is logged in. Facts of the catalogue have a history of another kind:
docs/contributors.md, "How the history is kept".
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import Group, User
from django.db import connection
from django.db.models import BooleanField, CharField, JSONField, Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.utils.translation import gettext_lazy as _
from simple_history import register
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record

# What an account may do hangs on these. Names of persons, e-mail addresses and passwords are in no history.
COLUMNS = ("username", "is_active", "is_staff", "is_superuser")
KEPT = (*COLUMNS, "has_password", "groups", "user_permissions")
NOT_KEPT = ("password", "last_login", "first_name", "last_name", "email", "date_joined")

HistoricalUser: Any  # set here by `register`


class AccountState(Model):
    """What a row of the history holds beside the plain columns of an account: names, since a group or an account may be deleted."""

    has_password = BooleanField(_("a password is set"), default=True)
    groups = JSONField(default=list)
    user_permissions = JSONField(default=list)
    is_new_password = BooleanField(default=False)
    before = JSONField(default=dict)  # a name in KEPT → what the row before held, where that was something else
    by = CharField(max_length=150, blank=True)  # the account that did it; empty for a command

    class Meta:
        abstract = True


class AccountRecords(HistoricalRecords):  # type: ignore[misc]  # the library comes without types
    """One row for each step after which something that is kept is another, or that sets a password.

    What changed unnoticed (by a bulk statement, a file, another program) is written down as a row of nobody before the next step, so
    that nobody is named for what somebody else did; an account without rows begins that way. The library's own rows for many-to-many
    fields are not used: they miss what comes from the side of a group, and know a group by its number alone.
    """

    def finalize(self, sender: Any, **kwargs: Any) -> None:
        """Listen to groups and rights too."""
        super().finalize(sender, **kwargs)
        listeners = [
            (pre_save, self.before_save, sender),
            (m2m_changed, self.given_or_taken, sender.groups.through),
            (m2m_changed, self.given_or_taken, sender.user_permissions.through),
            *((signal, self.before_group, Group) for signal in (pre_save, pre_delete)),
            *((signal, self.after_group, Group) for signal in (post_save, post_delete)),
            (pre_create_historical_record, self.complete, sender.history.model),
        ]
        for signal, listener, of in listeners:
            signal.connect(listener, sender=of, weak=False)

    def before_save(self, instance: User, raw: bool, update_fields: Iterable[str] | None, **_kwargs: Any) -> None:
        """Bring the rows of a stored account up to date."""
        if instance.pk and not raw and _may_change(update_fields):
            self.catch_up([instance.pk])

    def post_save(
        self, instance: Any, created: bool, raw: bool, update_fields: Iterable[str] | None, **_kwargs: Any
    ) -> None:
        """Nothing for a log-in, which writes its time to the account, and for a file, which is caught up with later."""
        if created and not raw:
            self.create_historical_record(instance, "+")
        elif not raw and _may_change(update_fields):
            self.note([instance.pk], has_new_password=_is_new_password(instance))

    def given_or_taken(
        self, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_kwargs: Any
    ) -> None:
        """A group or a right, from the side of the account or (`reverse`) from the other."""
        if reverse and action == "pre_clear":
            instance.accounts_before = _accounts_of(instance)
        pks = ([instance.pk] if not reverse else instance.accounts_before if pk_set is None else pk_set) or ()
        (self.catch_up if action.startswith("pre_") else self.note)(pks)

    def before_group(self, instance: Group, **_kwargs: Any) -> None:
        """A group gets another name or goes, which the database does to its members without a word."""
        instance.accounts_before = _accounts_of(instance) if instance.pk else []  # type: ignore[attr-defined]
        self.catch_up(instance.accounts_before)  # type: ignore[attr-defined]

    def after_group(self, instance: Any, **_kwargs: Any) -> None:
        """What that was to its members."""
        self.note(instance.accounts_before)

    def catch_up(self, pks: Iterable[int]) -> None:
        """Write down as nobody's what changed unnoticed. Within a transaction the accounts are locked, so that rows follow one another."""
        for account in _accounts(pks, locked=connection.in_atomic_block):
            last = account.history.first()
            if last is None or _differences(last, account):
                account._history_user = None
                self.create_historical_record(account, "~")

    def note(self, pks: Iterable[int], *, has_new_password: bool = False) -> None:
        """Write down what was changed by whoever is logged in."""
        for account in _accounts(pks):
            account.has_new_password = has_new_password
            if has_new_password or _differences(account.history.first(), account):
                self.create_historical_record(account, "~")

    def complete(self, instance: Any, history_instance: Any, history_user: Any, **_kwargs: Any) -> None:
        """What `AccountState` adds to a row."""
        history_instance.by = history_user.get_username() if history_user else ""
        if history_instance.history_type == "-":
            return  # its groups are gone already; the row before tells them
        now = _state(instance)
        for name in ("has_password", "groups", "user_permissions"):
            setattr(history_instance, name, now[name])
        history_instance.is_new_password = getattr(instance, "has_new_password", False)
        history_instance.before = _differences(instance.history.first(), instance)


def _may_change(written: Iterable[str] | None) -> bool:
    return written is None or not {*COLUMNS, "password"}.isdisjoint(written)


def _is_new_password(account: Any) -> bool:
    """Django keeps what was typed until the account is saved; a new hash of the same password is no new password."""
    return account._password is not None


def _accounts_of(group_or_right: Any) -> list[int]:
    return list(group_or_right.user_set.values_list("pk", flat=True))


def _accounts(pks: Iterable[int], *, locked: bool = False) -> Iterator[Any]:
    """The accounts as they are stored now. Three queries."""
    stored = User.objects.filter(pk__in=pks).order_by("pk")
    stored = stored.select_for_update() if locked else stored
    yield from stored.prefetch_related("groups", "user_permissions__content_type")


def _state(account: User) -> dict[str, Any]:
    rights = (f"{right.content_type.app_label}.{right.codename}" for right in account.user_permissions.all())
    return {
        **{name: getattr(account, name) for name in COLUMNS},
        "has_password": account.has_usable_password(),
        "groups": sorted(group.name for group in account.groups.all()),
        "user_permissions": sorted(rights),
    }


def _differences(last: Any, account: User) -> dict[str, Any]:
    """What the last row of the history holds where the account holds something else now; without a last row, nothing."""
    now = _state(account)
    return {name: getattr(last, name) for name in KEPT if last is not None and getattr(last, name) != now[name]}


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
