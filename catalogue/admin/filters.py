"""Filters beside the lists of the desk."""

from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.choices import EntryState
from catalogue.models import EditorDecision, Feature, SpecEntry, Statement

YES, NO = "yes", "no"
YES_NO = ((YES, _("Yes")), (NO, _("No")))
# Of an entry: that an editor decided on it.
DECIDED = Exists(EditorDecision.objects.filter(product=OuterRef("product"), feature=OuterRef("feature")))


class NothingSaid(SimpleListFilter):
    """Products without a statement of one feature."""

    title = _("no statement of")
    parameter_name = "nothing_said_of"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> list[tuple[str, str]]:
        """The core features, and the one that a link from the coverage matrix names."""
        named = Q(slug=request.GET.get(self.parameter_name, ""))
        return [(feature.slug, feature.name) for feature in Feature.objects.filter(Q(is_core=True) | named)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Statements of barred sources count as nothing said: no value comes from them."""
        if not self.value():
            return queryset
        said = Statement.objects.filter(product=OuterRef("pk"), feature__slug=self.value(), source__barred_because="")
        return queryset.filter(~Exists(said))


class YesNoFilter(SimpleListFilter):
    """A question with two answers."""

    condition = Q()

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Any:
        """Yes and no."""
        return YES_NO

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Rows that answer so."""
        answers = {YES: self.condition, NO: ~self.condition}
        return queryset.filter(answers.get(self.value() or "", Q()))


class SourceIsBarred(YesNoFilter):
    """Sources no value is taken from."""

    title = _("barred")
    parameter_name = "barred"
    condition = ~Q(barred_because="")


class StatementIsBarred(YesNoFilter):
    """Statements of such sources."""

    title = _("source barred")
    parameter_name = "barred"
    condition = ~Q(source__barred_because="")


class IsDecided(YesNoFilter):
    """Entries on which an editor decided, or not yet."""

    title = _("decided by an editor")
    parameter_name = "decided"
    condition = Q(DECIDED)


class HasOpenDispute(YesNoFilter):
    """Products with a disagreement that no editor has settled."""

    title = _("disagreement to settle")
    parameter_name = "disagreement"
    condition = Q(Exists(SpecEntry.objects.filter(~Q(DECIDED), product=OuterRef("pk"), state=EntryState.DISPUTED)))
