"""What is due at the desk: filters that list it, and the lines of the first page that count it. Both rest on the same condition."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Count, Exists, IntegerField, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import translator

from catalogue.admin.filters import NO, YES, YES_NO
from catalogue.choices import EntryState, ReportState
from catalogue.models import (
    EditedRow,
    EditorDecision,
    Feature,
    Offer,
    Product,
    Proposal,
    Source,
    SpecEntry,
    ValueReport,
    recorded_models,
    texts_in_both,
)
from catalogue.models.products import OLD_AFTER_DAYS

# After a year a page has usually changed, and so has the range of a maker.
READ_AGAIN_AFTER = timedelta(days=365)
# So few core features missing that an hour's work completes a product.
NEARLY = 3


class DueFilter(SimpleListFilter, ABC):
    """A question with two answers about a row, whose condition may depend on the day and on other tables."""

    @classmethod
    @abstractmethod
    def condition(cls, model: type[Model]) -> Q:
        """Rows that are due."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Yes and no."""
        return YES_NO

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Rows that answer so."""
        if self.value() not in {YES, NO}:
            return queryset
        condition = self.condition(queryset.model)
        return queryset.filter(condition if self.value() == YES else ~condition)


class CheckAgain(DueFilter):
    """Products of which not every feature was looked for within a year."""

    title = _("to check again")
    parameter_name = "check_again"

    @classmethod
    def condition(cls, model: type[Model]) -> Q:
        """Never looked at, a year ago, or before a feature was added."""
        newer = Feature.objects.filter(added_on__gt=OuterRef("checked_on"))
        long_ago = Q(checked_on__isnull=True) | Q(checked_on__lt=date.today() - READ_AGAIN_AFTER) | Q(Exists(newer))
        return Q(status=Product.Status.PUBLISHED) & long_ago


class SaysNothing(DueFilter):
    """Products that show no value of any feature."""

    title = _("nothing known")
    parameter_name = "nothing_known"

    @classmethod
    def condition(cls, model: type[Model]) -> Q:
        """Published, and without an entry that has a value."""
        shown = SpecEntry.objects.with_value().filter(product=OuterRef("pk"))
        return Q(status=Product.Status.PUBLISHED) & ~Q(Exists(shown))


class NearlyComplete(DueFilter):
    """Products that lack few of the core features."""

    title = _("nearly complete")
    parameter_name = "nearly_complete"

    @classmethod
    def condition(cls, model: type[Model]) -> Q:
        """One to three are missing; what an editor said not to apply is not. Rests on what the list counts of each product."""
        return Q(pk__in=nearly_complete().values("pk"))


class OldPrice(DueFilter):
    """Prices that are shown as old."""

    title = _("old")
    parameter_name = "old"

    @classmethod
    def condition(cls, model: type[Model]) -> Q:
        """As `Offer.is_old` says: a date that names no day counts as its last one."""
        limit = (date.today() - timedelta(days=OLD_AFTER_DAYS)).isoformat()
        return Q(seen_on="") | Q(seen_on__lt=limit) & ~Q(seen_on__in=[limit[:4], limit[:7]])


class ReadAgain(DueFilter):
    """Sources that nobody has read for a year."""

    title = _("to read again")
    parameter_name = "read_again"

    @classmethod
    def condition(cls, model: type[Model]) -> Q:
        """Of those from which something is taken."""
        return Q(read_on__lt=date.today() - READ_AGAIN_AFTER, barred_because="")


class GermanMissing(DueFilter):
    """Rows with an English text that has no German one."""

    title = _("German missing")
    parameter_name = "german_missing"

    @classmethod
    def condition(cls, model: type[Model]) -> Q:
        """Any text of the row."""
        lacks = Q(pk__in=[])
        for name in texts_in_both(model):
            lacks |= (Q(**{f"{name}_de__isnull": True}) | Q(**{f"{name}_de": ""})) & Q(**{f"{name}_en__gt": ""})
        return lacks


class GermanBehind(DueFilter):
    """Rows with a German text whose English was changed later."""

    title = _("German fell behind")
    parameter_name = "german_behind"

    @classmethod
    def condition(cls, model: type[Model]) -> Q:
        """By the history of edits."""
        return Q(pk__in=EditedRow.objects.filter(model=model._meta.label_lower).german_behind().values("row"))


def nearly_complete() -> QuerySet[Product]:
    """Published products that lack one to three core features."""
    core = Feature.objects.filter(is_core=True)
    known = SpecEntry.objects.with_value().filter(feature__is_core=True)
    apart = EditorDecision.objects.filter(state=EntryState.NOT_APPLICABLE, feature__is_core=True)
    counted = Product.objects.published().annotate(
        lacking=_many(core, is_core=True) - _many(known, product=OuterRef("pk")) - _many(apart, product=OuterRef("pk"))
    )
    return counted.filter(lacking__range=(1, NEARLY))


def _many(rows: QuerySet[Any], **condition: Any) -> Any:
    """How many rows, as a part of another question."""
    (name,) = condition
    counted = rows.filter(**condition).order_by().values(name).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


@dataclass(frozen=True, slots=True)
class Due:
    """A line of the desk's first page: how much is due, and the list of exactly that."""

    label: str | Promise
    count: int
    url: str


def list_url(model: type[Model], **words: str) -> str:
    """The list of a kind of row, filtered."""
    options = model._meta
    return f"{reverse(f'admin:{options.app_label}_{options.model_name}_changelist')}?{urlencode(words)}"


def due_lines() -> Iterator[Due]:
    """What is due of the facts, in the order in which it is best done. One query a line; one for all German that fell behind."""
    waiting = ValueReport.objects.waiting().count()
    yield Due(_("Reports from visitors"), waiting, list_url(ValueReport, state__exact=ReportState.NEW))
    proposed = Proposal.objects.waiting().count()
    yield Due(_("Health texts waiting for a second person"), proposed, list_url(Proposal, state__exact="waiting"))
    in_review = Product.objects.filter(status=Product.Status.IN_REVIEW).count()
    yield Due(_("Products in review"), in_review, list_url(Product, status__exact=Product.Status.IN_REVIEW.value))
    disputed = SpecEntry.objects.filter(state=EntryState.DISPUTED).exclude(
        Exists(EditorDecision.objects.filter(product=OuterRef("product"), feature=OuterRef("feature")))
    )
    url = list_url(SpecEntry, state__exact=EntryState.DISPUTED, decided=NO)
    yield Due(_("Disagreements to settle"), disputed.count(), url)
    yield _filtered(_("Products to check again"), Product, CheckAgain)
    yield _filtered(_("Products of which nothing is known"), Product, SaysNothing)
    yield _filtered(_("Products nearly complete"), Product, NearlyComplete)
    yield _filtered(_("Old prices"), Offer, OldPrice)
    yield _filtered(_("Sources to read again"), Source, ReadAgain)
    for model in (row for row in translator.get_registered_models() if row._meta.app_label == "catalogue"):
        named = _("German missing: %(rows)s") % {"rows": model._meta.verbose_name_plural}
        yield _filtered(named, model, GermanMissing)
    behind = set(EditedRow.objects.german_behind().values_list("model", flat=True))
    for model in filter(texts_in_both, recorded_models()):
        named = _("German fell behind: %(rows)s") % {"rows": model._meta.verbose_name_plural}
        yield _filtered(named, model, GermanBehind, is_known_empty=model._meta.label_lower not in behind)


def _filtered(
    label: str | Promise, model: type[Any], condition: type[DueFilter], *, is_known_empty: bool = False
) -> Due:
    count = 0 if is_known_empty else model._default_manager.filter(condition.condition(model)).count()
    return Due(label, count, list_url(model, **{str(condition.parameter_name): YES}))
