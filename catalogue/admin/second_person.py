"""Texts about health: what somebody proposed at the desk (`recording`), a second person applies or refuses."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.admin.desk import DeskAdmin
from catalogue.admin.edit_lines import lines_of
from catalogue.models import Proposal, recorded_models


@admin.register(Proposal)
class ProposalAdmin(DeskAdmin):
    """What waits for a second person, and what became of it."""

    list_display = ("at", "by", "__str__", "why", "state", "decided_by")
    list_filter = ("state",)
    search_fields = ("by", "why", "decided_by")
    date_hierarchy = "at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They come from the pages of the texts."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Decided on, not changed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They are part of the history."""
        return False

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


def _may_change(request: HttpRequest, proposal: Proposal) -> bool:
    """Whether they might have written all of it themselves."""
    kinds = {model._meta.label_lower: model._meta for model in recorded_models()}
    touched = {kinds[row["model"]] for row in proposal.rows}
    return all(request.user.has_perm(f"{one.app_label}.change_{one.model_name}") for one in touched)
