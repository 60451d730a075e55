"""Texts about health: whoever changes one at the desk proposes it, and a second person applies or refuses it."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.admin.desk import DeskAdmin, MadeByTheSite
from catalogue.admin.edit_lines import lines_of
from catalogue.admin.removal import besides
from catalogue.models import Proposal, propose, recorded_models

WHY = "_why"


class NeedsSecondPerson(DeskAdmin):
    """Whatever is saved or deleted here becomes a proposal; until somebody else applies it nothing changes."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Saving one row with those on its page."""
        return self._proposed(request, lambda: super(NeedsSecondPerson, self).changeform_view(request, *args, **kwargs))

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Deleting one."""
        return self._proposed(request, lambda: super(NeedsSecondPerson, self).delete_view(request, *args, **kwargs))

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Actions on several."""
        return self._proposed(request, lambda: super(NeedsSecondPerson, self).changelist_view(request, *args, **kwargs))

    def message_user(
        self, request: HttpRequest, message: Any, level: int | str = messages.INFO, *args: Any, **kwargs: Any
    ) -> None:
        """What the stock pages say of a success is not true yet."""
        if level != messages.SUCCESS:
            super().message_user(request, message, level, *args, **kwargs)

    def _proposed(self, request: HttpRequest, page: Callable[[], Any]) -> Any:
        if request.method != "POST":
            return page()
        answer, proposal = propose(request.user.get_username(), request.POST.get(WHY, ""), page)
        if proposal is None:
            return answer
        messages.warning(request, _("This waits for a second person now. Visitors see the old text until then."))
        return HttpResponseRedirect(reverse("admin:catalogue_proposal_change", args=[proposal.pk]))


@admin.register(Proposal)
class ProposalAdmin(MadeByTheSite):
    """What waits for a second person, and what became of it."""

    list_display = ("at", "by", "__str__", "why", "state", "decided_by")
    list_filter = ("state",)
    search_fields = ("by", "why", "decided_by")
    date_hierarchy = "at"

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """What would change, and the decision."""
        proposal: Proposal | None = self.get_object(request, object_id)
        if proposal is None or not self.has_view_permission(request, proposal):
            raise Http404
        if request.method == "POST":
            return self._decided(request, proposal)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Proposal"),
            "proposal": proposal,
            "rows": lines_of(proposal.edited_rows),
            "besides": _besides(proposal) if proposal.is_waiting else [],
            "may_decide": proposal.is_waiting and _may_change(request, proposal),
            "is_own": proposal.by == request.user.get_username(),
        }
        return TemplateResponse(request, "admin/catalogue/proposal.html", context)

    def _decided(self, request: HttpRequest, proposal: Proposal) -> HttpResponse:
        if not _may_change(request, proposal):
            raise PermissionDenied
        by = request.user.get_username()
        try:
            if "apply" in request.POST:
                proposal.apply(by)
            else:
                proposal.refuse(by, request.POST.get("note", ""))
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(request.path)
        said = (
            _("Applied: visitors see it from now on.")
            if "apply" in request.POST
            else _("Refused: nothing was changed.")
        )
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:catalogue_proposal_changelist"))


def _besides(proposal: Proposal) -> list[str]:
    """What visitors lose with the rows that it would delete."""
    kinds = {model._meta.label_lower: model for model in recorded_models()}
    doomed = [row for row in proposal.edited_rows if row.after is None]
    return [
        sentence
        for label in dict.fromkeys(row.model for row in doomed)
        for sentence in besides(
            kinds[label], kinds[label]._base_manager.filter(pk__in=[row.row for row in doomed if row.model == label])
        )
    ]


def _may_change(request: HttpRequest, proposal: Proposal) -> bool:
    """Whether they might have written all of it themselves."""
    kinds = {model._meta.label_lower: model._meta for model in recorded_models()}
    touched = {kinds[row["model"]] for row in proposal.rows}
    return all(request.user.has_perm(f"{one.app_label}.change_{one.model_name}") for one in touched)
